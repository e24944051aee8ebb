"""Own the reading of project lists: files in, records and issues out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from quyhoach.intake.currencies import currencies_left
from quyhoach.intake.entries import Desk, read_entries
from quyhoach.intake.files import read_file
from quyhoach.intake.gathering import gather
from quyhoach.intake.grids import Grid
from quyhoach.intake.headings import Header
from quyhoach.intake.issues import Issue, issue
from quyhoach.intake.merges import merged_down
from quyhoach.intake.places import Gazetteer
from quyhoach.intake.records import Record
from quyhoach.intake.sectors import SectorNames
from quyhoach.intake.sources import Source, source_of
from quyhoach.plan import Units

__all__ = ["Record", "read_projects"]

_DECISIONS = "quyết định"
_NEED_UNIT = ("capital", "area", "length", "funding_dong")


def read_projects(
    paths: Sequence[Path],
    *,
    units: Units,
    sectors: Mapping[str, Any] | Sequence[Mapping[str, Any]],
    crs: int | None = None,
    on: date | None = None,
    sources: list[Source] | None = None,
) -> tuple[tuple[Record, ...], tuple[Issue, ...]]:
    r"""Return the projects of files, and everything that was met while reading them.

    Parameters
    ----------
    paths : Sequence of Path
        Workbooks, text tables, map layers, drawings and zips of these: lists of
        projects, layers that give their shapes to the rows with the same ids, and
        tables of corner points, which give theirs to a list or stand alone.
    units : Units
        Names of places.
    sectors : Mapping or Sequence
        Names of sectors.
    crs : int, optional
        EPSG code of shapes whose file names none.
    on : date, optional
        The day whose unit names are meant; ``None`` any day.
    sources : list of Source, optional
        Grows by how each sheet, table or layer was read.

    Returns
    -------
    tuple
        Records in file order, and issues in file order. A data row is a record, or
        an issue of severity error.

    Raises
    ------
    BadFile
        A whole file that cannot be read.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = Path(folder, "a.csv")
    ...     text = "Mã,Tên dự án,Diện tích (ha)\nA,Kho,1.5\n"
    ...     _ = path.write_text(text, "utf-8")
    ...     records, issues = read_projects([path], units=Units(()), sectors=[])
    >>> records[0].name, records[0].area_ha, issues[0].reason
    ('Kho', None, 'Không rõ là 1,5 hay 15.')
    """
    files = [read_file(path, crs=crs) for path in paths]
    sheets, joins = gather(files, crs=crs)
    desk = Desk(Gazetteer(units, on), SectorNames(sectors), crs, joins=joins)
    records: list[Record] = []
    issues: list[Issue] = []
    told = [] if sources is None else sources
    for sheet in sheets:
        issues.extend(sheet.grid.issues)
        if sheet.header is not None:
            issues.extend(_about_columns(sheet.grid, sheet.header))
        elif not sheet.used:
            issues.extend(_without_header(sheet.grid, sheet.beside))
        issues.extend(sheet.issues)
        some: list[Record] = []
        met: list[Issue] = []
        if sheet.entries is not None:
            whole, about = merged_down(*sheet.entries)
            issues.extend(about)
            issues.extend(currencies_left(*sheet.entries))
            some, met = read_entries(whole, sheet.entries[1], desk)
            records.extend(some)
            issues.extend(met)
        told.append(source_of(sheet.grid, sheet.header, some, met))
    records = list(_with_wholes(records, issues))
    return tuple(_with_own_numbers(records, issues)), tuple(issues)


def _without_header(grid: Grid, others: bool) -> Iterator[Issue]:
    where: dict[str, Any] = {
        "file": grid.file,
        "sheet": grid.sheet,
        "layer": grid.layer,
    }
    if not others:
        yield issue("QH-D08.no_project_columns", **where)
    elif grid.rows:
        words: dict[str, Any] = {
            "why": "không có cột tên dự án",
            "why_en": "no column of project names",
        }
        yield issue("QH-D08.sheet_not_read", **where, **words)


def _about_columns(grid: Grid, header: Header) -> Iterator[Issue]:
    where: dict[str, Any] = {
        "file": grid.file,
        "sheet": grid.sheet,
        "layer": grid.layer,
        "row": header.row or None,
    }
    for column in header.unknown:
        yield issue("QH-D08.column_unknown", **where | {"column": column.header})
    for column in header.twice:
        rivals = (*header.columns, *header.twice)
        other = next(
            c for c in rivals if c.field == column.field and c.index != column.index
        )
        code = "column_second" if other in header.columns else "column_twice"
        words = {"column": column.header, "other": other.header}
        yield issue(f"QH-D08.{code}", **where | words)
    for column in header.columns:
        if column.field in _NEED_UNIT and column.factor is None:
            yield issue("QH-D08.unit_unknown", **where | {"column": column.header})


def _with_wholes(records: Sequence[Record], issues: list[Issue]) -> Iterator[Record]:
    """Let go of wholes that are not there, and of circles."""
    above = {r.id: r.part_of for r in records}
    for record in records:
        if not record.part_of:
            yield record
            continue
        code = ""
        if record.part_of not in above:
            code = "QH-D09.whole_not_found"
        elif _in_circle(record.id, above):
            code = "QH-D09.whole_of_itself"
        if code:
            issues.append(_at(record, code, "part_of", record.part_of))
        yield replace(record, part_of="") if code else record


def _at(record: Record, code: str, column: str, value: str) -> Issue:
    return issue(
        code,
        file=record.file,
        row=record.row,
        column=column,
        value=value,
        id=value,
        number=value,
    )


def _in_circle(id_: str, above: Mapping[str, str]) -> bool:
    seen: set[str] = set()
    at = above.get(id_, "")
    while at and at not in seen:
        if at == id_:
            return True
        seen.add(at)
        at = above.get(at, "")
    return False


def _with_own_numbers(
    records: Sequence[Record], issues: list[Issue]
) -> Iterator[Record]:
    """Let go of decisions that name several projects: they identify none of them."""
    times = Counter(pair for r in records for pair in set(r.identifiers))
    for record in records:
        shared = [
            pair
            for pair in record.identifiers
            if times[pair] > 1 and pair[0].startswith(_DECISIONS)
        ]
        for scheme, number in shared:
            issues.append(_at(record, "QH-D09.number_shared", scheme, number))
        if shared:
            own = tuple(p for p in record.identifiers if p not in shared)
            yield replace(record, identifiers=own)
        else:
            yield record
