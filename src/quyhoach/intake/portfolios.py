"""Records of projects, from a package or a file, into the columns of a portfolio."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from quyhoach.errors import BadInput, BadPackage
from quyhoach.intake.filed import Filed
from quyhoach.intake.filed_columns import columns
from quyhoach.intake.plans import codes_of
from quyhoach.intake.projects import Record
from quyhoach.intake.raw import RawPackage
from quyhoach.intake.shapes_of import Drawn, layer, strays
from quyhoach.plan import Plan, Portfolio
from quyhoach.space import accuracy_m, clean, to_grid

__all__ = [
    "filed",
    "own_filed",
    "own_portfolio",
    "own_records",
    "portfolio_of",
    "with_dossier",
]

Row = Mapping[str, Any]


def portfolio_of(records: Sequence[Record], plan: Plan) -> Portfolio:
    """Return the portfolio of records read from a file.

    Parameters
    ----------
    records : Sequence[Record]
        As `read_projects` gives them; shapes as written, with their EPSG code.
    plan : Plan
        Whose units the records name.

    Returns
    -------
    Portfolio
        Row k is record k.
    """
    return columns(filed(records), plan.units)


def filed(records: Sequence[Record]) -> list[Filed]:
    """Return records with their shapes on the grid.

    Parameters
    ----------
    records : Sequence[Record]
        As `read_projects` gives them; shapes as written, with their EPSG code.

    Returns
    -------
    list of Filed
        One a record, in their order.
    """
    shapes = _drawn(records)
    return [_filed(r, s) for r, s in zip(records, shapes, strict=True)]


def _drawn(records: Sequence[Record]) -> list[Drawn | None]:
    found: list[Drawn | None] = [None] * len(records)
    for epsg in sorted({r.epsg for r in records if r.shape is not None and r.epsg}):
        rows = [
            k for k, r in enumerate(records) if r.shape is not None and r.epsg == epsg
        ]
        shapes = np.empty(len(rows), dtype=object)
        shapes[:] = [records[k].shape for k in rows]
        for row, ground in zip(rows, to_grid(clean(shapes)[0], epsg=epsg), strict=True):
            found[row] = Drawn(ground, accuracy_m(epsg))
    return found


def _filed(record: Record, shape: Drawn | None) -> Filed:
    codes = codes_of(
        {
            "text": record.text,
            "source_kind": record.source_kind,
            "geometry": record.geometry,
            "crs": record.crs,
        }
    )
    return Filed(
        record=record,
        shape=shape,
        record_codes=codes,
        timing_codes=codes,
        identifiers=[(scheme, number, codes) for scheme, number in record.identifiers],
        funding=[
            (d, c, y or 0, -1 if m is None else m, codes)
            for d, c, y, m in record.funding
        ],
        ends=(),
    )


def own_portfolio(
    package: RawPackage, plan: Plan, found: list[BadInput] | None = None
) -> Portfolio:
    """Return the portfolio of a package's own project list.

    Parameters
    ----------
    package : RawPackage
        As read from disk.
    plan : Plan
        The plan made of it.
    found : list of BadInput, optional
        Grows by every fault; where it is given nothing is raised.

    Returns
    -------
    Portfolio
        In the order of ``projects.csv``.

    Raises
    ------
    BadPackage
        Shapes or periods that cannot be taken; every one is named.
    """
    return columns(own_filed(package, plan, found), plan.units)


def with_dossier(
    package: RawPackage, plan: Plan, record: Record, *, replaces: str = ""
) -> Portfolio:
    """Return a package's own project list together with one more project.

    Parameters
    ----------
    package : RawPackage
        As read from disk.
    plan : Plan
        The plan made of it.
    record : Record
        The project, as read from a file.
    replaces : str
        Id of the project of the list that it stands for; its parts become parts of
        the record. Empty where it stands for none.

    Returns
    -------
    Portfolio
        The list in its order without the project replaced; the record last.

    Raises
    ------
    BadPackage
        As `own_portfolio` does.
    """
    kept = [
        replace(entry, record=replace(entry.record, part_of=record.id))
        if replaces and entry.record.part_of == replaces
        else entry
        for entry in own_filed(package, plan)
        if entry.record.id != replaces
    ]
    return columns([*kept, *filed([record])], plan.units)


def own_filed(
    package: RawPackage, plan: Plan, found: list[BadInput] | None = None
) -> list[Filed]:
    """Return a package's own project list, each with all that is known of it.

    Parameters
    ----------
    package : RawPackage
        As read from disk.
    plan : Plan
        The plan made of it.
    found : list of BadInput, optional
        Grows by every fault; where it is given nothing is raised.

    Returns
    -------
    list of Filed
        In the order of ``projects.csv``.

    Raises
    ------
    BadPackage
        Shapes or periods that cannot be taken; every one is named.
    """
    faults: list[BadInput] = [] if found is None else found
    rows = plan.tables["projects"]
    shapes = layer(package.shapes.get("projects", []), rows, faults)
    faults += strays(shapes, rows, plan.bounds)
    beside = {
        name: _by_project(plan.tables[name])
        for name in ("identifiers", "funding", "history")
    }
    entries = [_listed(row, shapes.get(row["id"]), beside) for row in rows]
    if faults and found is None:
        raise BadPackage([str(fault) for fault in faults])
    return entries


def _by_project(rows: Iterable[Row]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(row["project"], []).append(row)
    return found


def _listed(
    row: Row,
    shape: Drawn | None,
    beside: Mapping[str, dict[str, list[Row]]],
) -> Filed:
    mine = {name: some.get(row["id"], []) for name, some in beside.items()}
    history = sorted(mine["history"], key=lambda h: h["order"])
    ends = [_ended(h) for h in history if h["field"] in ("end", "period")]
    codes = codes_of(row)
    return Filed(
        record=_record(row),
        shape=shape,
        record_codes=codes,
        timing_codes=codes,
        identifiers=[
            (i["scheme"], i["number"], codes_of(i)) for i in mine["identifiers"]
        ],
        funding=[
            (
                f["decision"] or "",
                f["code"] or "",
                f["year"] or 0,
                -1 if f["dong"] is None else f["dong"],
                codes_of(f),
            )
            for f in mine["funding"]
        ],
        ends=[
            (h["value"], h["decision"] or "", codes_of(h)) for h in ends if h["value"]
        ],
    )


def _ended(row: Row) -> Row:
    """Return a row of history as an end: of a period only its end counts."""
    return (
        row
        if row["field"] == "end"
        else {**row, "value": row["value"].partition("/")[2]}
    )


def _record(row: Row) -> Record:
    return Record(
        id=row["id"],
        name=row["name"],
        name_en=row["name_en"] or "",
        kind=row["kind"],
        part_of=row["part_of"] or "",
        sector=row["sector"] or "",
        capital_kind=row["capital_kind"] or "",
        capital_dong=row["capital_dong"],
        period=row["period"] or "",
        phase=row["phase"] or "",
        area_ha=row["area_ha"],
        length_km=row["length_km"],
        units=row["units"],
        abroad=row["abroad"],
        scale=row["scale"],
        geometry=row["geometry"] or "",
        crs=row["crs"] or "",
        owner=row["owner"] or "",
        status=row["status"] or "",
        disclosure=row["disclosure"] or "internal",
        text=row["text"],
        source_kind=row["source_kind"],
        source=row["source"],
    )


def own_records(plan: Plan) -> tuple[Record, ...]:
    """Return a package's own project list as records, without their shapes.

    Parameters
    ----------
    plan : Plan
        The plan made of the package.

    Returns
    -------
    tuple of Record
        Row k is row k of `own_portfolio`, which has the shapes on the grid.
    """
    numbers = _by_project(plan.tables["identifiers"])
    money = _by_project(plan.tables["funding"])
    return tuple(
        replace(
            _record(row),
            identifiers=tuple(
                (i["scheme"], i["number"]) for i in numbers.get(row["id"], ())
            ),
            funding=tuple(
                (f["decision"] or "", f["code"] or "", f["year"], f["dong"])
                for f in money.get(row["id"], ())
            ),
        )
        for row in plan.tables["projects"]
    )
