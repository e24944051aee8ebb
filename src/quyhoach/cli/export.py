"""Face of `quyhoach export`: hand a project list on to other programs."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import Any

import click

from quyhoach.cli.options import day, epsg, lang, out, put, today

__all__ = ["FORMS", "export"]

FORMS = ("oc4ids", "gpkg", "csv", "geojson")


@click.command("export", short_help="Xuất danh mục dự án (hand the list on).")
@click.argument("form", type=click.Choice(FORMS), metavar="oc4ids|gpkg|csv|geojson")
@click.argument("projects", nargs=-1, metavar="[PROJECTS]...")
@click.option("--plan", default="langson", show_default=True, metavar="NAME|DIR")
@epsg
@day
@click.option(
    "--disclosure",
    type=click.Choice(["internal", "public"]),
    default="internal",
    show_default=True,
    help="Nội bộ, hay chỉ phần công khai (what may go out).",
)
@click.option(
    "--to-crs",
    type=click.Choice(["9215", "4326"]),
    default="9215",
    show_default=True,
    help="gpkg: hệ tọa độ (reference system).",
)
@click.option(
    "--verdicts/--no-verdicts",
    default=True,
    show_default=True,
    help="gpkg: kèm kết luận (judge, and add the verdicts).",
)
@click.option("--prefix", default="", help="oc4ids: tiền tố oc4ids-xxxxxx.")
@click.option("--uri", default="", help="oc4ids: URI của gói (names the package).")
@click.option("--publisher", default="", help="oc4ids: nơi công bố (who publishes).")
@click.option(
    "--published",
    default="",
    metavar="DATETIME",
    help="oc4ids: lúc công bố (when), 2026-11-23T08:00:00+07:00.",
)
@lang
@out
def export(
    form: str,
    projects: tuple[str, ...],
    *,
    plan: str,
    on: date | None,
    to_crs: str,
    **wanted: Any,  # noqa: ANN401
) -> None:
    """Write PROJECTS (files), or the plan's own list, for other programs.

    oc4ids is an OC4IDS 0.9 package, gpkg a GeoPackage with styles for QGIS, csv a table
    with its Table Schema, geojson RFC 7946. Ends with 1 where a row was not taken.
    """
    from quyhoach.actions.export_projects import export_projects
    from quyhoach.actions.export_wanted import Wanted

    asked = Wanted(form=form, on=on or today(), to_crs=int(to_crs), **wanted)
    done = export_projects(plan, [Path(name) for name in projects], asked, put)
    for note in done.notes:
        click.echo(note, err=True)
    sys.exit(1 if done.refused else 0)
