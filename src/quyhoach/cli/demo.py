"""Face of `quyhoach demo`: both cases, from nothing to a map."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TextIO

import click

from quyhoach.cli.options import lang, put
from quyhoach.cli.serve import become

__all__ = ["demo"]


@click.command("demo")
@click.option("--port", default=8371, show_default=True, help="Cổng (port).")
@click.option("--once", is_flag=True, help="Chạy xong thì dừng (stop when done).")
@click.option("--out", default="demo", show_default=True, metavar="FOLDER")
@lang
def demo(*, port: int, once: bool, out: str, lang: str) -> None:
    """Judge the Lạng Sơn case and the training case; write maps and verdicts."""
    from quyhoach.actions.demo import demo as run

    folder = Path(out)
    for shown in run(folder, lang=lang, progress=_tell):
        put(None, partial(_print, shown.text + "\n"))
        for name in shown.files:
            click.echo(f"→ {folder / shown.case / name}", err=True)
    if not once:
        _tell("Mở văn phòng trong trình duyệt (the office in the browser)")
        become("serve", "--port", str(port))


def _tell(words: str) -> None:
    click.echo(words, err=True)


def _print(text: str, stream: TextIO) -> None:
    stream.write(text)
