"""Set up a virtual environment from nothing, and put the built wheel into it.

Needs only the standard library. The ladder: uv where it is installed, else
``python3 -m venv``, else (root on Debian) the apt package that makes venv work, else
one sentence that names this package.

    environment.py create VENV REQUIREMENTS
    environment.py project VENV
    environment.py browser
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

FLOOR = (3, 11)
BACKEND = Path("build/backend")
WHEELS = Path("build/wheel")
BROWSER = Path("/usr/bin/chromium")
BROWSER_PACKAGES = ("chromium", "fonts-dejavu-core")
PAPERS = Path("/usr/bin/pdffonts")
PAPER_PACKAGES = ("poppler-utils",)
QUIET = {
    "PIP_DISABLE_PIP_VERSION_CHECK": "1",
    "PIP_NO_INPUT": "1",
    "PIP_ROOT_USER_ACTION": "ignore",
    "UV_NO_PROGRESS": "1",
    "DEBIAN_FRONTEND": "noninteractive",
}


def run(*command: str | Path, **extra: str) -> None:
    """Run a command and stop here, with its exit code, when it fails."""
    environment = {**os.environ, **QUIET, **extra}
    done = subprocess.run([str(part) for part in command], check=False, env=environment)
    if done.returncode:
        sys.exit(f"{' '.join(str(part) for part in command)}: exit {done.returncode}")


def say(sentence: str) -> None:
    """Tell the person what is going on, on standard error."""
    print(f"environment: {sentence}", file=sys.stderr, flush=True)


def apt_install(*packages: str) -> bool:
    """Tell whether apt could install the packages; never possible without root."""
    apt = shutil.which("apt-get")
    if apt is None or getattr(os, "geteuid", lambda: 1)() != 0:
        return False
    say(f"installing {' '.join(packages)} with apt")
    environment = {**os.environ, **QUIET}
    steps = (["update"], ["install", "-y", "--no-install-recommends", *packages])
    for step in steps:
        # dpkg tells every step on standard output; what goes wrong is on the other
        quiet = subprocess.DEVNULL
        command = [apt, "-qq", *step]
        done = subprocess.run(command, check=False, env=environment, stdout=quiet)
        if done.returncode:
            return False
    return True


def has_venv() -> bool:
    """Tell whether this Python can make an environment that has pip in it."""
    command = [sys.executable, "-c", "import ensurepip, venv"]
    return subprocess.run(command, check=False, capture_output=True).returncode == 0


def make_venv(venv: Path) -> None:
    """Make an empty environment by the first way that works here."""
    shutil.rmtree(venv, ignore_errors=True)
    if uv := shutil.which("uv"):
        run(
            uv,
            "venv",
            "--quiet",
            "--seed",
            "--python",
            f">={FLOOR[0]}.{FLOOR[1]}",
            venv,
        )
        return
    if sys.version_info[:2] < FLOOR:
        sys.exit(
            f"Python {FLOOR[0]}.{FLOOR[1]} or newer is needed; this is "
            f"{sys.version.split()[0]}. Name another one: make PYTHON=/path/to/python3"
        )
    package = f"python{sys.version_info[0]}.{sys.version_info[1]}-venv"
    if not has_venv() and not (apt_install(package) and has_venv()):
        sys.exit(f"This Python has no venv. As root: apt-get install {package}")
    run(sys.executable, "-m", "venv", venv)


def python_of(venv: Path) -> Path:
    """Return the interpreter of an environment."""
    return venv / "bin" / "python"


def install(venv: Path, *arguments: str | Path) -> None:
    """Install into an environment with uv where there is one, else with its pip."""
    if uv := shutil.which("uv"):
        python = ("--python", python_of(venv))
        run(uv, "pip", "install", "--quiet", *python, "--compile-bytecode", *arguments)
    else:
        run(python_of(venv), "-m", "pip", "install", "-qq", *arguments)


def create(venv: Path, requirements: Path) -> None:
    """Make an environment that holds exactly the hashed requirements."""
    say(f"setting up {venv} from {requirements}")
    make_venv(venv)
    install(venv, "--require-hashes", "-r", requirements)
    (venv / ".ready").touch()


def project(venv: Path) -> None:
    """Build the wheel and install it; the environment's other packages stay."""
    hashes = Path("requirements/build.txt")
    ready = BACKEND / ".ready"
    if not ready.exists() or ready.stat().st_mtime < hashes.stat().st_mtime:
        shutil.rmtree(BACKEND, ignore_errors=True)
        install(venv, "--target", BACKEND, "--require-hashes", "-r", hashes)
        ready.touch()
    shutil.rmtree(WHEELS, ignore_errors=True)
    build = ("-m", "hatchling", "build", "-t", "wheel", "-d", WHEELS)
    run(python_of(venv), *build, PYTHONPATH=str(BACKEND))
    (wheel,) = WHEELS.glob("*.whl")
    again = "--reinstall" if shutil.which("uv") else "--force-reinstall"
    install(venv, "--no-deps", again, wheel)
    (venv / ".project").touch()


def browser() -> None:
    """Install what looks at pages and papers; tests that need it skip without it."""
    if not (BROWSER.exists() or apt_install(*BROWSER_PACKAGES)):
        say("no chromium here and no way to install it: page tests will be skipped")
    if not (PAPERS.exists() or apt_install(*PAPER_PACKAGES)):
        say("no pdffonts here and no way to install it: its tests will be skipped")


def main(arguments: list[str]) -> None:
    """Do the one thing that the first argument names."""
    match arguments:
        case ["create", venv, requirements]:
            create(Path(venv), Path(requirements))
        case ["project", venv]:
            project(Path(venv))
        case ["browser"]:
            browser()
        case _:
            sys.exit(__doc__)


if __name__ == "__main__":
    main(sys.argv[1:])
