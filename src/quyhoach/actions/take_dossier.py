"""Take one project of a dossier, to be judged or shown beside a list."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from quyhoach.errors import BadFile
from quyhoach.intake.dossier import read_dossier, replaced
from quyhoach.intake.entries import Desk
from quyhoach.intake.issues import Issue, issue
from quyhoach.intake.places import Gazetteer
from quyhoach.intake.records import Record
from quyhoach.intake.sectors import SectorNames
from quyhoach.intake.sources import Source
from quyhoach.plan import Plan

__all__ = ["Dossier", "numbers_of", "take_dossier", "with_records"]

_MOST_BYTES = 4_000_000
Numbers = Mapping[str, Sequence[tuple[str, str]]]


@dataclass(frozen=True, slots=True)
class Dossier:
    """One project to be judged beside a list.

    Parameters
    ----------
    record : Record
        The project.
    replaces : str
        Id of the project of the list that it stands for; empty for none.
    issues : tuple of Issue
        What was met while reading it; rows are lines of the dossier.
    source : Source
        How it was read.
    """

    record: Record
    replaces: str
    issues: tuple[Issue, ...]
    source: Source


def take_dossier(
    source: str,
    plan: Plan,
    known: Numbers,
    *,
    crs: int | None = None,
    on: date | None = None,
) -> Dossier:
    """Return the project of a dossier, and which project of a list it stands for.

    Parameters
    ----------
    source : str
        Path of a YAML file; ``-`` is standard input.
    plan : Plan
        Whose units and sectors it names.
    known : Mapping
        Id of every project of the list to its (scheme, number) pairs.
    crs : int, optional
        EPSG code of a shape that names none.
    on : date, optional
        The day whose unit names are meant.

    Returns
    -------
    Dossier
        A whole that the list does not have is let go of, with a warning.

    Raises
    ------
    BadFile
        It cannot be read, or has no name of a project.
    """
    desk = Desk(Gazetteer(plan.units, on), SectorNames(plan.tables["sectors"]), crs)
    data: bytes | Path = Path(source)
    name = Path(source).name
    if source == "-":
        data = sys.stdin.buffer.read(_MOST_BYTES)
    record, met, how = read_dossier(data, name, desk, taken=known)
    if record is None:
        reason = "hồ sơ không có tên dự án"
        raise BadFile(reason, file=name, cure="ghi khóa name: hoặc Tên dự án:")
    stands_for, about = replaced(record, known)
    if record.part_of and record.part_of not in known:
        about.append(
            issue(
                "QH-D09.whole_not_found",
                file=name,
                column="part_of",
                value=record.part_of,
                id=record.part_of,
            )
        )
        record = replace(record, part_of="")
    return Dossier(record, stands_for, (*met, *about), how)


def numbers_of(records: Sequence[Record]) -> Numbers:
    """Return the ids of records with their (scheme, number) pairs.

    Parameters
    ----------
    records : Sequence of Record
        A list as read.

    Returns
    -------
    Mapping
        In the order of the list.
    """
    return {record.id: record.identifiers for record in records}


def with_records(dossier: Dossier, records: Sequence[Record]) -> list[Record]:
    """Return a list together with the project of a dossier, which comes last.

    Parameters
    ----------
    dossier : Dossier
        Taken against this list.
    records : Sequence of Record
        The list.

    Returns
    -------
    list of Record
        Without the project that the dossier stands for; its parts become parts of
        the dossier's.
    """
    old, new = dossier.replaces, dossier.record.id
    kept = [
        replace(record, part_of=new) if old and record.part_of == old else record
        for record in records
        if record.id != old
    ]
    return [*kept, dossier.record]
