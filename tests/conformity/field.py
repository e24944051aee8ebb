"""A small field to judge in: the world of the judged pairs, projects as plain rows."""

from __future__ import annotations

import importlib.util
import tempfile
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from shapely import affinity

from quyhoach.conformity import Judged, judge
from quyhoach.intake.plans import read_plan
from quyhoach.intake.portfolios import portfolio_of
from quyhoach.intake.records import Record
from quyhoach.law import Certainty, Force
from quyhoach.plan import Plan, Portfolio
from quyhoach.space import Places

_SPEC = importlib.util.spec_from_file_location(
    "world_on_disk", Path(__file__).with_name("world_on_disk.py")
)
assert _SPEC
assert _SPEC.loader
_ON_DISK = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(_ON_DISK)

BEFORE, AFTER = date(2025, 6, 30), date(2026, 11, 23)
# the world begins at nought, where metres could be degrees: move it into the country
ORIGIN = (600_000, 2_400_000)
RUNNING = "2024-02-01/2028"


@cache
def plan() -> Plan:
    """Return the small world's plan, its corner at `ORIGIN`."""
    with tempfile.TemporaryDirectory() as folder:
        made = read_plan(_ON_DISK.write(Path(folder) / "world"))
    zones = made.zones
    moved = np.array([affinity.translate(s, *ORIGIN) for s in zones.shape], object)
    west, south, east, north = made.bounds
    right, up = ORIGIN
    bounds = (west + right, south + up, east + right, north + up)
    return replace(made, zones=replace(zones, shape=moved), bounds=bounds)


def box(west: float, south: float, east: float, north: float) -> Any:
    """Return a rectangle in metres from the world's corner, on the grid."""
    return affinity.translate(shapely.box(west, south, east, north), *ORIGIN)


def project(key: str, **row: Any) -> Record:
    """Return a project that says everything, but for what is said otherwise."""
    told: dict[str, Any] = {
        "id": key,
        "name": f"Dự án {key}",
        "sector": "industry",
        "capital_kind": "private",
        "period": RUNNING,
        "units": ("new:AN",),
        "scale": 1000.0,
        **row,
    }
    if told.get("shape") is not None:
        told = {"epsg": 9215, "geometry": "exact", "crs": "declared", **told}
    return Record(**told)


def portfolio(*rows: Record) -> Portfolio:
    """Return projects in columns."""
    return portfolio_of(rows, plan())


def run(
    rows: tuple[Record, ...] | list[Record], on: date = AFTER, where: Plan | None = None
) -> Judged:
    """Return projects judged on a day."""
    return judge(where or plan(), portfolio(*rows), on=on)


def said(result: Judged) -> set[tuple[str, str, str, str]]:
    """Return project, reason, other and force of every verdict, without row numbers."""
    table, case = result.verdicts, result.case
    layers = {
        1: case.plan.zones.id,
        2: case.portfolio.id,
        3: [p.id for p in case.plan.provisions],
        4: [i.id for i in case.plan.instruments],
        5: [c.id for c in case.plan.coverage],
    }
    found = set()
    for k in range(len(table)):
        verdict = table.row(k)
        row, kind = int(table.other[k]), int(verdict.other_kind)
        other = str(layers[kind][row]) if row >= 0 and kind else ""
        key = str(case.portfolio.id[table.project[k]])
        found.add((key, verdict.reason.code, other, Force(verdict.force).name.lower()))
    assert len(found) == len(table), "the same verdict twice"
    return found


def of(result: Judged, key: str, rule: str) -> list[str]:
    """Return the reasons of one rule on one project, sorted."""
    prefix = f"{rule}."
    return sorted(
        code.removeprefix(prefix)
        for name, code, _, _ in said(result)
        if name == key and code.startswith(prefix)
    )


def zones_of(some: Plan, rows: Any) -> Plan:
    """Return a plan with only the chosen zones, in the order asked."""
    z, rows = some.zones, np.asarray(rows, np.int64)
    return replace(
        some,
        zones=replace(
            z,
            **{
                name: getattr(z, name)[rows]
                for name in z.__slots__
                if name not in ("places", "certainty")
            },
            places=z.places.take(rows),
            certainty=z.certainty.take(rows),
        ),
    )


def with_zone(some: Plan, shape: Any, *, like: str, key: str = "NEW") -> Plan:
    """Return a plan with one more zone: another's twin on other ground."""
    count = len(some.zones)
    row = int(np.flatnonzero(some.zones.id == like)[0])
    wider = zones_of(some, [*range(count), row])
    names, shapes = wider.zones.id.copy(), wider.zones.shape.copy()
    names[count], shapes[count] = key, shape
    return replace(wider, zones=replace(wider.zones, id=names, shape=shapes))


def nowhere(count: int) -> Places:
    """Return places of things of which no unit is known."""
    return Places.of([[]] * count)


def sure(count: int, **codes: int) -> Certainty:
    """Return ``count`` rows of one certainty."""
    return Certainty.of(count, **codes)
