"""Face of `quyhoach check`: is each project in line with the plan."""

from __future__ import annotations

import sys
import time
from datetime import date, datetime
from pathlib import Path

import click

from quyhoach.cli.options import day, lang, moment, out, put, today

__all__ = ["check"]

_LEVELS = {"binding": 3, "conflict": 2, "unknown": 1, "": 0, "never": 9}


@click.command("check")
@click.argument("projects", nargs=-1, metavar="[PROJECTS]...")
@click.option("--plan", default="langson", show_default=True, metavar="NAME|DIR")
@click.option("--crs", type=int, metavar="EPSG", help="Hệ của tệp không tự khai.")
@click.option("--all", "every", is_flag=True, help="Cả điều phù hợp (conforming too).")
@click.option("--ask", "asks", is_flag=True, help="Cần hỏi gì trước (what to ask for).")
@click.option(
    "--fail-on",
    type=click.Choice(["binding", "conflict", "unknown", "never"]),
    default="conflict",
    show_default=True,
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "json", "csv", "geojson", "html"]),
    default="table",
    show_default=True,
)
@click.option("--timings", is_flag=True, help="Thời gian từng bước, ra luồng lỗi.")
@day
@moment
@lang
@out
def check(  # noqa: PLR0913 - one argument an option
    projects: tuple[str, ...],
    *,
    plan: str,
    crs: int | None,
    every: bool,
    asks: bool,
    fail_on: str,
    form: str,
    timings: bool,
    on: date | None,
    known: datetime | None,
    lang: str,
    out: str | None,
) -> None:
    """Judge PROJECTS (files), or the package's own list, against a plan on a day."""
    from quyhoach.actions.check_projects import check as run
    from quyhoach.actions.check_projects import load, worst
    from quyhoach.actions.show_check import write_answer

    clock = _Clock(timings)
    on = on or today()
    loaded = load(plan, [Path(name) for name in projects], crs=crs, on=on)
    clock.lap("read")
    (judged,) = run(loaded, [on], known=known)
    clock.lap("judge")
    moment_known = known.isoformat() if known else ""
    put(
        out,
        lambda stream: write_answer(
            loaded,
            judged,
            stream,
            form=form,
            lang=lang,
            known=moment_known,
            every=every,
            asks=asks,
        ),
    )
    clock.lap("write")
    found = _LEVELS[worst(judged)] >= _LEVELS[fail_on]
    refused = any(issue.severity == "error" for issue in loaded.issues)
    sys.exit(1 if found or refused else 0)


class _Clock:
    def __init__(self, speaks: bool) -> None:
        self._speaks, self._last = speaks, time.perf_counter()

    def lap(self, word: str) -> None:
        now = time.perf_counter()
        if self._speaks:
            click.echo(f"{word} {now - self._last:.3f} s", err=True)
        self._last = now
