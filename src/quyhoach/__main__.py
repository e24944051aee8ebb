"""Let ``python -m quyhoach`` do what the command ``quyhoach`` does."""

from quyhoach.cli.main import main

if __name__ == "__main__":
    main()
