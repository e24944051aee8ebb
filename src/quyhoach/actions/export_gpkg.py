"""Put a plan, its projects and their verdicts into one GeoPackage."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from quyhoach.actions.check_projects import Loaded, check
from quyhoach.conformity import Judged, OtherKind, deciding
from quyhoach.exchange.answer import evidence, projects_of, verdict_rows
from quyhoach.exchange.gpkg import Layer, write_gpkg
from quyhoach.exchange.gpkg_layers import project_layers, verdict_layers, zone_layers
from quyhoach.exchange.project_list import ProjectList
from quyhoach.reports.sentences import sentence

__all__ = ["GpkgWanted", "export_gpkg"]

Rows = NDArray[np.int64]
Say = Callable[[str, str], None]
Found = tuple[str, str, str]
_NOTHING: Found = ("not_judged", "", "")


@dataclass(frozen=True, slots=True, kw_only=True)
class GpkgWanted:
    """How a GeoPackage is written.

    Parameters
    ----------
    out : str
        The file.
    on : date
        The day judged.
    epsg : int
        9215 or 4326.
    verdicts : bool
        Judge the projects, add verdicts and evidence.
    public : bool
        Only what is public.
    """

    out: str
    on: date
    epsg: int
    verdicts: bool
    public: bool


def export_gpkg(
    loaded: Loaded, some: ProjectList, rows: Rows, wanted: GpkgWanted, say: Say
) -> None:
    """Write a GeoPackage.

    Parameters
    ----------
    loaded : Loaded
        Plan and all projects.
    some : ProjectList
        The projects that are handed on.
    rows : NDArray[np.int64]
        Their rows in the portfolio.
    wanted : GpkgWanted
        How it is written.
    say : Callable
        Told what was left out, in Vietnamese and English.

    Raises
    ------
    BadFile
        The file cannot be written.
    """
    zones = loaded.plan.zones
    shown = zones.public if wanted.public else np.ones(len(zones), dtype=bool)
    found: list[Found] = [_NOTHING] * len(some)
    verdicts: list[Layer] = []
    if wanted.verdicts:
        (judged,) = check(loaded, [wanted.on])
        kept, hidden = _kept(judged, rows, shown if wanted.public else None)
        found, verdicts = _verdicts(judged, rows, kept, some.fictional)
        if hidden:
            vi = f"Bỏ {hidden} kết luận chạm tới phần nội bộ."
            say(vi, f"Left out {hidden} verdicts that touch what is internal.")
    if not shown.all():
        hidden = int((~shown).sum())
        say(f"Bỏ {hidden} khu vực nội bộ.", f"Left out {hidden} internal zones.")
    layers = [
        *project_layers(some, found),
        *verdicts,
        *zone_layers(loaded.plan, np.flatnonzero(shown)),
    ]
    write_gpkg(wanted.out, layers, day=wanted.on.isoformat(), epsg=wanted.epsg)


def _kept(
    judged: Judged, rows: Rows, public: NDArray[np.bool_] | None
) -> tuple[Rows, int]:
    """Return the verdicts that may be shown, in order, and how many may not."""
    table, case = judged.verdicts, judged.case
    outcome, _ = deciding(table, len(case.portfolio))
    spoken = case.judged & (outcome >= 0)
    mine = np.zeros(len(case.portfolio), dtype=bool)
    mine[rows] = True
    order = verdict_rows(judged, every=True)
    order = order[(spoken & mine)[table.project[order]]]
    if public is None:
        return order, 0
    other, kind = table.other[order], table.other_kind[order]
    hidden = (kind == OtherKind.ZONE) & (other >= 0)
    hidden[hidden] = ~public[other[hidden]]
    beside = (kind == OtherKind.PROJECT) & (other >= 0)
    hidden[beside] |= ~mine[other[beside]]
    return order[~hidden], int(hidden.sum())


def _verdicts(
    judged: Judged, rows: Rows, kept: Rows, fictional: bool
) -> tuple[list[Found], list[Layer]]:
    by_id: dict[str, Found] = {}
    said: list[tuple[str, Mapping[str, Any]]] = []
    for project, verdict in _spoken(judged, kept, by_id):
        words = {lang: sentence(verdict, lang=lang) for lang in ("vi", "en")}
        said.append((project, {**verdict, "sentence": words}))
    layers = verdict_layers(said, evidence(judged, kept), fictional=fictional)
    ids = judged.case.portfolio.id[rows].tolist()
    return [by_id.get(key, _NOTHING) for key in ids], list(layers)


def _spoken(
    judged: Judged, kept: Rows, by_id: dict[str, Found]
) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Yield the kept verdicts in their order; learn the outcome of every project."""
    shown = np.zeros(len(judged.verdicts), dtype=bool)
    shown[kept] = True
    order = iter(shown[verdict_rows(judged, every=True)].tolist())
    for project in projects_of(judged, every=True, geometry=False):
        rules = []
        for verdict in project["verdicts"]:
            if verdict["outcome"] != "conforms":
                rules.append(verdict["rule"])
            if next(order):
                yield project["id"], verdict
        some = ", ".join(dict.fromkeys(rules))
        by_id[project["id"]] = (project["outcome"], project["force"], some)
