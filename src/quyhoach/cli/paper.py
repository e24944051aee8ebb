"""Face of `quyhoach paper`: a workbook, a report, a letter, a request, a slip."""

from __future__ import annotations

import sys
from datetime import date, datetime
from pathlib import Path
from typing import Any, TextIO

import click

from quyhoach.cli.options import Day, day, epsg, lang, moment, out, put, today
from quyhoach.errors import BadInput

__all__ = ["FORMS", "KINDS", "paper"]

KINDS = ("verdicts", "report", "letter", "request", "slip")
FORMS = ("docx", "pdf", "xlsx", "json")


@click.command("paper")
@click.argument("kind", type=click.Choice(KINDS))
@click.argument("projects", nargs=-1, metavar="[PROJECTS]...")
@click.option("--plan", default="langson", show_default=True, metavar="NAME|DIR")
@epsg
@click.option("--project", "only", default="", metavar="ID", help="Về một dự án.")
@click.option(
    "--office",
    metavar="FILE.yaml",
    help="Cơ quan, số, người ký; bỏ trống là dấu chấm (blank where not given).",
)
@click.option("--dated", type=Day(), help="Ngày của văn bản (date of the paper).")
@click.option("--map", "map_page", default="", metavar="PATH", help="Nối tới bản đồ.")
@click.option("--format", "form", type=click.Choice(FORMS), help="Dạng tệp.")
@day
@moment
@lang
@out
def paper(
    kind: str,
    projects: tuple[str, ...],
    *,
    plan: str,
    crs: int | None,
    office: str | None,
    form: str | None,
    on: date | None,
    known: datetime | None,
    out: str | None,
    **said: Any,  # noqa: ANN401
) -> None:
    """Write a paper on PROJECTS (files), or on the package's own list."""
    from quyhoach.actions.check_projects import check, load
    from quyhoach.actions.write_paper import FORMS as FORMS_OF
    from quyhoach.actions.write_paper import Wanted, paper_bytes, read_office

    wanted = Wanted(
        kind=kind,
        form=form or FORMS_OF[kind][0],
        office=read_office(Path(office) if office else None),
        known=known.isoformat() if known else "",
        files=tuple(Path(name).name for name in projects),
        **said,
    )
    on = on or today()
    loaded = load(plan, [Path(name) for name in projects], crs=crs, on=on)
    (judged,) = check(loaded, [on], known=known)
    made = paper_bytes(plan, loaded, judged, wanted)
    if out is None and wanted.form != "json" and sys.stdout.isatty():
        reason = "tệp này không phải chữ"
        raise BadInput(reason, value=wanted.form, cure="ghi --out TỆP")
    put(out, lambda stream: _binary(stream, made))
    refused = sum(issue.severity == "error" for issue in loaded.issues)
    if refused:
        click.echo(f"{refused} chỗ của tệp chưa nhận được (places not taken)", err=True)
    sys.exit(1 if refused else 0)


def _binary(stream: TextIO, made: bytes) -> None:
    stream.flush()
    stream.buffer.write(made)
