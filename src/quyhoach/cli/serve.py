"""Face of `quyhoach serve` and `quyhoach init`: the office in the browser."""

from __future__ import annotations

import os
import subprocess  # nosec B404 - to start ourselves
import sys

import click

__all__ = ["become", "init", "serve"]


@click.command("serve")
@click.option(
    "--host", default="127.0.0.1", show_default=True, help="Địa chỉ (address)."
)
@click.option("--port", default=8371, show_default=True, help="Cổng (port).")
def serve(host: str, port: int) -> None:
    """Set the office up where it is new, then serve it until SIGTERM or Ctrl+C."""
    become("serve", "--host", host, "--port", str(port))


@click.command("init")
def init() -> None:
    """Make or bring up to date everything the office keeps, and stop."""
    become("init")


def become(*words: str) -> None:
    """Turn into the office: it has its own process and its own signals.

    Parameters
    ----------
    *words : str
        Command of ``quyhoach.web`` and its options.
    """
    command = [sys.executable, "-m", "quyhoach.web", *words]
    if sys.platform == "win32":
        sys.exit(subprocess.call(command))  # noqa: S603  # nosec B603 - our own words
    os.execv(sys.executable, command)  # noqa: S606  # nosec B606 - our own words
