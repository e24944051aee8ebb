"""Face of `quyhoach demo`: both cases, from nothing to a map."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TextIO

import click

from quyhoach.cli.options import lang, put

__all__ = ["demo"]


@click.command("demo")
@click.option("--port", type=int, help="Cổng của trang làm việc (the office's port).")
@click.option("--once", is_flag=True, help="Chạy xong thì dừng (stop when done).")
@click.option("--out", default="demo", show_default=True, metavar="FOLDER")
@lang
def demo(*, port: int | None, once: bool, out: str, lang: str) -> None:
    """Judge the Lạng Sơn case and the training case; write maps and verdicts."""
    from quyhoach.actions.demo import demo as run

    del port
    folder = Path(out)
    for shown in run(folder, lang=lang, progress=_tell):
        put(None, partial(_print, shown.text + "\n"))
        for name in shown.files:
            click.echo(f"→ {folder / shown.case / name}", err=True)
    if not once:
        words = "Trang làm việc chưa có trong bản này: chạy như --once (no office yet)."
        _tell(words)


def _tell(words: str) -> None:
    click.echo(words, err=True)


def _print(text: str, stream: TextIO) -> None:
    stream.write(text)
