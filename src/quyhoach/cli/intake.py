"""Face of `quyhoach intake`: what would be read from files."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import TextIO

import click

from quyhoach.cli.options import day, epsg, lang, out, put, today

__all__ = ["intake"]


@click.command("intake")
@click.argument("files", nargs=-1, metavar="[FILE]...")
@click.option("--plan", default="langson", show_default=True, metavar="NAME|DIR")
@click.option(
    "--dossier",
    metavar="FILE|-",
    default="",
    help="Một dự án viết bằng YAML (one project in YAML).",
)
@epsg
@click.option("--format", "form", type=click.Choice(["table", "json"]), default="table")
@day
@lang
@out
def intake(
    files: tuple[str, ...],
    *,
    plan: str,
    dossier: str,
    crs: int | None,
    form: str,
    on: date | None,
    lang: str,
    out: str | None,
) -> None:
    """Show what would be read from FILES, and every issue. Ends with 1 on an error."""
    from quyhoach.actions.show_intake import intake as run
    from quyhoach.exchange.json_text import dump
    from quyhoach.reports.intake_table import intake_table

    if not (files or dossier):
        reason = "thiếu tệp: đưa FILE… hoặc --dossier"
        raise click.UsageError(reason)
    paths = [Path(name) for name in files]
    found = run(plan, paths, crs=crs, on=on or today(), dossier=dossier)

    def write(stream: TextIO) -> None:
        if form == "json":
            dump(found, stream)
        else:
            stream.write(intake_table(found, lang=lang))

    put(out, write)
    refused = any(issue["severity"] == "error" for issue in found["issues"])
    sys.exit(1 if refused or not found["projects"] else 0)
