"""Builds the small world of the judged pairs and judges one case in it."""

from __future__ import annotations

import copy
import json
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import shapely
import yaml

from quyhoach.conformity import Judged, judge
from quyhoach.intake.plans import make_plan
from quyhoach.intake.portfolios import own_portfolio
from quyhoach.intake.raw import Line, RawPackage
from quyhoach.law import Force

HERE = Path(__file__).parent
Tree = dict[str, Any]


@dataclass(frozen=True)
class Pair:
    """One case and its twin, as written by hand."""

    id: str
    rule: str
    norm: int
    why: str
    day: date
    world: Tree
    projects: Tree
    twin: Tree
    expect: Tree
    expect_twin: Tree


def pairs() -> list[Pair]:
    """Return every pair of every file, in file order."""
    found = []
    for path in sorted((HERE / "pairs").glob("*.yaml")):
        items = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
        found += [Pair(**{"world": {}, **item}) for item in items]
    return found


def base() -> Tree:
    """Return the world that every pair starts from."""
    return copy.deepcopy(_world())


@cache
def _world() -> Tree:
    made: Tree = yaml.load(
        (HERE / "world.yaml").read_text(encoding="utf-8"), Loader=yaml.CSafeLoader
    )
    return made


def built(pair: Pair, *, twin: bool) -> Tree:
    """Return the world of a case, or of its twin."""
    tree = base()
    tables = tree["tables"]
    tables["projects"] = copy.deepcopy(pair.projects)
    for path, value in pair.world.items():
        put(tables, path, value)
    if twin:
        put(tables, pair.twin["field"], pair.twin["value"])
    return tree


def put(tables: Tree, path: str, value: Any) -> None:
    """Change one field, ``table/row/column``; ``None`` takes a row or a field away."""
    *above, last = path.split("/")
    place = tables
    for key in above:
        place = place.setdefault(key, {})
    if value is None:
        place.pop(last, None)
    else:
        place[last] = copy.deepcopy(value)


def judged(pair: Pair, *, twin: bool) -> Judged:
    """Return the case, or its twin, judged on the pair's day."""
    tree = built(pair, twin=twin)
    package = RawPackage(tree["meta"])
    rows = tree["tables"]
    beside: dict[str, Tree] = {"identifiers": {}, "funding": {}, "history": {}}
    for project, row in rows["projects"].items():
        for table, some in beside.items():
            for number, line in enumerate(row.pop(table, []), 1):
                order = {"order": number} if table == "history" else {}
                some[f"{project}-{number}"] = {"project": project, **order, **line}
    for table, some in {**rows, **beside}.items():
        lines = []
        for number, (key, row) in enumerate(some.items(), 2):
            made = _defaults(tree, table) | (row or {})
            shape = made.pop("shape", None)
            if shape and table in ("zones", "projects"):
                geometry = json.loads(shapely.to_geojson(shapely.from_wkt(shape)))
                package.shapes.setdefault(table, []).append(
                    (key, geometry, 9215, table)
                )
            elif table in ("zones", "projects"):
                made |= {"geometry": "", "crs": "", "scale": ""}
            name = "code" if table == "units" else "id"
            cells = {name: key, **made}
            lines.append(Line(f"world/{table}", number, _cells(cells, table)))
        package.tables[table] = lines
    plan, faults = make_plan(package)
    assert plan is not None, [str(fault) for fault in faults]
    return judge(plan, own_portfolio(package, plan), on=pair.day)


def _defaults(tree: Tree, table: str) -> Tree:
    return {**tree["defaults"]["every"], **tree["defaults"].get(table, {})}


def _cells(row: Tree, table: str) -> Tree:
    if table == "provisions":
        return row
    plain = {"text", "source_kind", "source"}
    bare = {
        "sources",
        "sectors",
        "precedence",
        "norms",
        "regimes",
        "uses",
        "zone_units",
    }
    return {
        key: ";".join(value) if isinstance(value, list) else str(value)
        for key, value in row.items()
        if not (
            table in bare
            and key in plain
            and not (key == "source" and table == "zone_units")
        )
    }


def said(result: Judged, project: str, rule: str) -> list[tuple[str, str]]:
    """Return reason and force of every verdict of a rule on a project."""
    row = int(np.flatnonzero(result.case.portfolio.id == project)[0])
    found = []
    for k in np.flatnonzero(result.verdicts.project == row):
        verdict = result.verdicts.row(int(k))
        if result.case.judged[row] and verdict.reason.rule == rule:
            found.append((verdict.reason.code, Force(verdict.force).name.lower()))
    return sorted(found)
