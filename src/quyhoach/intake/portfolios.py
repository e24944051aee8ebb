"""Records of projects, from a package or a file, into the columns of a portfolio."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from quyhoach.errors import BadInput, BadPackage
from quyhoach.intake.places_of import places
from quyhoach.intake.plans import codes_of
from quyhoach.intake.projects import Record
from quyhoach.intake.raw import RawPackage
from quyhoach.intake.shapes_of import Drawn, layer, strays
from quyhoach.law import Certainty
from quyhoach.plan import (
    CapitalKind,
    Funding,
    Identifiers,
    Kind,
    Plan,
    Portfolio,
    Schedules,
    Units,
    floats,
    objects,
)
from quyhoach.quantity import Periods, parse_moment, parse_period
from quyhoach.space import accuracy_m, clean, to_grid

__all__ = ["own_portfolio", "own_records", "portfolio_of", "with_dossier"]

Row = Mapping[str, Any]
Codes = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class _Entry:
    """One project on its way into the columns."""

    record: Record
    shape: Drawn | None
    record_codes: Codes
    timing_codes: Codes
    identifiers: Sequence[tuple[str, str, Codes]]
    funding: Sequence[tuple[str, str, int, int, Codes]]
    ends: Sequence[tuple[str, str, Codes]]


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
    shapes = _drawn(records)
    return _columns(
        [_filed(r, s) for r, s in zip(records, shapes, strict=True)], plan.units
    )


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


def _filed(record: Record, shape: Drawn | None) -> _Entry:
    codes = codes_of(
        {
            "text": record.text,
            "source_kind": record.source_kind,
            "geometry": record.geometry,
            "crs": record.crs,
        }
    )
    return _Entry(
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
    return _columns(_own(package, plan, found), plan.units)


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
        for entry in _own(package, plan)
        if entry.record.id != replaces
    ]
    kept.append(_filed(record, _drawn([record])[0]))
    return _columns(kept, plan.units)


def _own(
    package: RawPackage, plan: Plan, found: list[BadInput] | None = None
) -> list[_Entry]:
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
) -> _Entry:
    mine = {name: some.get(row["id"], []) for name, some in beside.items()}
    history = sorted(mine["history"], key=lambda h: h["order"])
    ends = [_ended(h) for h in history if h["field"] in ("end", "period")]
    codes = codes_of(row)
    return _Entry(
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


def _columns(entries: Sequence[_Entry], units: Units) -> Portfolio:
    records = [entry.record for entry in entries]
    rows = {record.id: k for k, record in enumerate(records)}
    drawn = [entry.shape for entry in entries]
    record = Certainty.rows(entry.record_codes for entry in entries)
    return Portfolio(
        id=objects(r.id for r in records),
        name=objects(r.name for r in records),
        name_en=objects(r.name_en or r.name for r in records),
        kind=np.array([Kind[r.kind.upper()] for r in records], np.int8),
        part_of=np.array([rows.get(r.part_of, -1) for r in records], np.int64),
        sector=objects(r.sector for r in records),
        capital_kind=np.array(
            [CapitalKind[(r.capital_kind or "unknown").upper()] for r in records],
            np.int8,
        ),
        capital=np.array(
            [-1 if r.capital_dong is None else r.capital_dong for r in records],
            np.int64,
        ),
        phase=objects(r.phase for r in records),
        period=Periods.of(parse_period(r.period) for r in records),
        stated_area_m2=floats(r.area_ha for r in records) * 1e4,
        stated_length_m=floats(r.length_km for r in records) * 1e3,
        shape=objects(shape.ground if shape else None for shape in drawn),
        scale=floats(r.scale for r in records),
        accuracy_m=floats(shape.accuracy_m if shape else None for shape in drawn),
        places=places([[(code, False) for code in r.units] for r in records], units),
        abroad=np.array([bool(r.abroad) for r in records], bool),
        record=record.without_ground(),
        timing=Certainty.rows(entry.timing_codes for entry in entries).without_ground(),
        ground=record,
        identifiers=_identifiers(entries),
        funding=_funding(entries),
        schedules=_schedules(entries),
    )


def _identifiers(entries: Sequence[_Entry]) -> Identifiers:
    lines = [
        (k, *line) for k, entry in enumerate(entries) for line in entry.identifiers
    ]
    return Identifiers(
        project=np.array([line[0] for line in lines], np.int64),
        scheme=objects(line[1] for line in lines),
        id=objects(line[2] for line in lines),
        certainty=Certainty.rows(line[3] for line in lines).without_ground(),
    )


def _funding(entries: Sequence[_Entry]) -> Funding:
    lines = [(k, *line) for k, entry in enumerate(entries) for line in entry.funding]
    return Funding(
        project=np.array([line[0] for line in lines], np.int64),
        decision=objects(line[1] for line in lines),
        code=objects(line[2] for line in lines),
        year=np.array([line[3] for line in lines], np.int64),
        dong=np.array([line[4] for line in lines], np.int64),
        certainty=Certainty.rows(line[5] for line in lines).without_ground(),
    )


def _schedules(entries: Sequence[_Entry]) -> Schedules:
    lines = [(k, *line) for k, entry in enumerate(entries) for line in entry.ends]
    ends = [parse_moment(line[1]) for line in lines]
    return Schedules(
        project=np.array([line[0] for line in lines], np.int64),
        end_first=np.array([first for first, _ in ends], "datetime64[D]"),
        end_last=np.array([last for _, last in ends], "datetime64[D]"),
        decision=objects(line[2] for line in lines),
        certainty=Certainty.rows(line[3] for line in lines).without_ground(),
    )
