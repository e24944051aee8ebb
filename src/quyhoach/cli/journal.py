"""Face of `quyhoach journal`: is a paper what it was when it was issued."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TextIO

import click

from quyhoach.cli.options import lang, out, put

__all__ = ["check_slip", "journal"]


@click.group("journal")
def journal() -> None:
    """Kiểm tra giấy tờ đã phát hành. Check papers that were issued."""


@journal.command("check-slip")
@click.argument("file", metavar="FILE")
@click.option("--format", "form", type=click.Choice(["table", "json"]), default="table")
@lang
@out
def check_slip(file: str, *, form: str, lang: str, out: str | None) -> None:
    """Say whether a verdict slip (PDF or JSON) is as it was issued; works offline."""
    from quyhoach.actions.check_slip import check_slip as run
    from quyhoach.actions.check_slip import found_text, plain_found
    from quyhoach.exchange.json_text import dump

    found = run(Path(file))

    def write(stream: TextIO) -> None:
        if form == "json":
            dump(plain_found(found), stream)
        else:
            stream.write(found_text(found, lang=lang))

    put(out, write)
    sys.exit(0 if found.accepted else 1)
