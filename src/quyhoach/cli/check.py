"""Face of `quyhoach check`: is each project in line with the plan."""

from __future__ import annotations

import sys
import time
from datetime import date, datetime
from pathlib import Path
from typing import Any

import click

from quyhoach.cli.options import day, epsg, lang, moment, out, put, today

__all__ = ["FORMS", "check"]

_LEVELS = {"": 0, "binding": 3, "conflict": 2, "unknown": 1, "never": 9}
FORMS = ("table", "json", "csv", "geojson", "html")


@click.command("check")
@click.argument("projects", nargs=-1, metavar="[PROJECTS]...")
@click.option("--plan", default="langson", show_default=True, metavar="NAME|DIR")
@click.option(
    "--dossier",
    metavar="FILE|-",
    default="",
    help="Xét một dự án viết bằng YAML, cùng danh mục (one project in YAML).",
)
@epsg
@click.option("--all", "every", is_flag=True, help="Cả điều phù hợp (conforming too).")
@click.option("--ask", "asks", is_flag=True, help="Cần hỏi gì trước (what to ask for).")
@click.option(
    "--project",
    "only",
    multiple=True,
    metavar="ID",
    help="Chỉ hiện dự án này, kèm căn cứ (only this one, with its trail).",
)
@click.option("--rule", "rules", multiple=True, metavar="ID", help="Chỉ hiện điều này.")
@click.option("--fail-on", type=click.Choice([*_LEVELS][1:]), default="conflict")
@click.option("--format", "form", type=click.Choice(FORMS), default="table")
@click.option("--timings", is_flag=True, help="Thời gian từng bước, ra luồng lỗi.")
@day
@moment
@lang
@out
def check(
    projects: tuple[str, ...],
    *,
    plan: str,
    dossier: str,
    crs: int | None,
    fail_on: str,
    timings: bool,
    on: date | None,
    known: datetime | None,
    out: str | None,
    **shown: Any,  # noqa: ANN401
) -> None:
    """Judge PROJECTS (files), or the package's own list, against a plan on a day."""
    from quyhoach.actions.check_projects import check as run
    from quyhoach.actions.check_projects import load, worst
    from quyhoach.actions.show_check import Shown, refused_rows, write_answer

    clock = _Clock(timings)
    on = on or today()
    files = [Path(name) for name in projects]
    loaded = load(plan, files, crs=crs, on=on, dossier=dossier)
    if loaded.dossier is not None:
        shown["only"] = (loaded.dossier.record.id, *shown["only"])
    clock.lap("read")
    (judged,) = run(loaded, [on], known=known)
    clock.lap("judge")
    wanted = Shown(known=known.isoformat() if known else "", **shown)
    put(out, lambda stream: write_answer(loaded, judged, stream, wanted))
    if wanted.form in ("csv", "geojson"):
        for line in refused_rows(loaded, lang=wanted.lang):
            click.echo(line, err=True)
    clock.lap("write")
    found = _LEVELS[worst(judged, only=loaded.dossier)] >= _LEVELS[fail_on]
    refused = any(issue.severity == "error" for issue in loaded.issues)
    sys.exit(1 if found or (refused and fail_on != "never") else 0)


class _Clock:
    def __init__(self, speaks: bool) -> None:
        self._speaks, self._last = speaks, time.perf_counter()

    def lap(self, word: str) -> None:
        now = time.perf_counter()
        if self._speaks:
            click.echo(f"{word} {now - self._last:.3f} s", err=True)
        self._last = now
