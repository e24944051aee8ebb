"""Own the step from filed projects to columns: row k of every array is project k."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from quyhoach.intake.filed import Filed
from quyhoach.intake.places_of import places
from quyhoach.law import Certainty
from quyhoach.plan import (
    CapitalKind,
    Funding,
    Identifiers,
    Kind,
    Portfolio,
    Schedules,
    Units,
    floats,
    objects,
)
from quyhoach.quantity import Periods, parse_moment, parse_period

__all__ = ["columns"]


def columns(entries: Sequence[Filed], units: Units) -> Portfolio:
    """Return filed projects in columns.

    Parameters
    ----------
    entries : Sequence of Filed
        The projects.
    units : Units
        Units whose codes they name.

    Returns
    -------
    Portfolio
        Row k is entry k.
    """
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


def _identifiers(entries: Sequence[Filed]) -> Identifiers:
    lines = [
        (k, *line) for k, entry in enumerate(entries) for line in entry.identifiers
    ]
    return Identifiers(
        project=np.array([line[0] for line in lines], np.int64),
        scheme=objects(line[1] for line in lines),
        id=objects(line[2] for line in lines),
        certainty=Certainty.rows(line[3] for line in lines).without_ground(),
    )


def _funding(entries: Sequence[Filed]) -> Funding:
    lines = [(k, *line) for k, entry in enumerate(entries) for line in entry.funding]
    return Funding(
        project=np.array([line[0] for line in lines], np.int64),
        decision=objects(line[1] for line in lines),
        code=objects(line[2] for line in lines),
        year=np.array([line[3] for line in lines], np.int64),
        dong=np.array([line[4] for line in lines], np.int64),
        certainty=Certainty.rows(line[5] for line in lines).without_ground(),
    )


def _schedules(entries: Sequence[Filed]) -> Schedules:
    lines = [(k, *line) for k, entry in enumerate(entries) for line in entry.ends]
    ends = [parse_moment(line[1]) for line in lines]
    return Schedules(
        project=np.array([line[0] for line in lines], np.int64),
        end_first=np.array([first for first, _ in ends], "datetime64[D]"),
        end_last=np.array([last for _, last in ends], "datetime64[D]"),
        decision=objects(line[2] for line in lines),
        certainty=Certainty.rows(line[3] for line in lines).without_ground(),
    )
