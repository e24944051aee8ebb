"""Run the office: set it up where it is new, then serve it until told to stop.

python -m quyhoach.web serve [--host H] [--port P]
python -m quyhoach.web init
"""

from __future__ import annotations

import os
import signal
import subprocess  # nosec B404 - to start our worker
import sys
from types import FrameType

import click

__all__ = ["group"]


@click.group()
def group() -> None:
    """Văn phòng trong trình duyệt (the office in the browser)."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "quyhoach.web.settings")
    import django

    django.setup()


@group.command()
def init() -> None:
    """Make or bring up to date everything the office keeps."""
    from quyhoach.web.opening import open_office

    open_office(lambda line: click.echo(line, err=True))


@group.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8371, show_default=True)
def serve(host: str, port: int) -> None:
    """Serve until SIGTERM or Ctrl+C."""
    from waitress.server import create_server

    from quyhoach.web.opening import open_office
    from quyhoach.web.wsgi import application

    open_office(lambda line: click.echo(line, err=True))
    command = [sys.executable, "-m", "quyhoach.web", "work"]
    worker = subprocess.Popen(command)  # noqa: S603  # nosec B603 - our own words
    server = create_server(application, host=host, port=port, threads=6)

    def stop(_: int, __: FrameType | None) -> None:
        worker.terminate()
        server.close()
        sys.exit(0)

    signal.signal(signal.SIGTERM, stop)
    click.echo(f"http://{host}:{port}/", err=True)
    try:
        server.run()
    finally:
        worker.terminate()
        worker.wait(timeout=10)


@group.command()
def work() -> None:
    """Do the work that waits in the queue, until SIGTERM."""
    from django.core.management import call_command

    call_command("db_worker", interval=0.5, verbosity=0)


if __name__ == "__main__":
    group()
