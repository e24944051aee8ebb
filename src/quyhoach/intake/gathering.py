"""Own what each grid of a reading is: a list, a layer, a table of corners, or none."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from quyhoach.intake import corner_joins
from quyhoach.intake.corners import CornerTable, read_corners
from quyhoach.intake.grids import Grid
from quyhoach.intake.headings import Header, find_header
from quyhoach.intake.issues import Issue
from quyhoach.intake.joins import Joins, join

__all__ = ["Sheet", "gather"]

Entries = tuple[Grid, Header]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A grid, and what was made of it.

    Parameters
    ----------
    grid : Grid
        As unpacked.
    header : Header or None
        Its heading; ``None`` where it is nothing that is read.
    entries : tuple or None
        The rows of it that are projects, with their heading.
    issues : list of Issue
        What was met while it was put together with the others.
    used : bool
        Something of it was read, be it only shapes for another file.
    beside : bool
        Something of the same file was read.
    """

    grid: Grid
    header: Header | None
    entries: Entries | None
    issues: list[Issue]
    used: bool
    beside: bool


def gather(
    files: Sequence[Sequence[Grid]], *, crs: int | None = None
) -> tuple[list[Sheet], Joins]:
    """Return what every grid is, and the shapes of layers that go to lists.

    Parameters
    ----------
    files : Sequence
        The grids of each file.
    crs : int, optional
        EPSG code of shapes whose file names none.

    Returns
    -------
    tuple
        A sheet a grid, in order. A table of corners gives its shapes to the rows of a
        list; what no list has is a list of its own. A layer gives its shapes by id.
    """
    grids = [grid for some in files for grid in some]
    corners = [read_corners(grid, crs=crs) for grid in grids]
    headers = [
        find_header(grid) if table is None else None
        for grid, table in zip(grids, corners, strict=True)
    ]
    tables = [table for table in corners if table is not None]
    joined, settled = corner_joins.join(tables, grids, headers)
    joins = join(list(zip(joined, headers, strict=True)), crs=crs)
    made = [
        _sheet(k, grids[k], (headers[k], corners[k]), (joined[k], settled), joins)
        for k in range(len(grids))
    ]
    return list(_beside(made, files)), joins


def _sheet(
    at: int,
    grid: Grid,
    read: tuple[Header | None, CornerTable | None],
    full: tuple[Grid, set[int]],
    joins: Joins,
) -> Sheet:
    header, table = read
    issues = list(joins.issues.get(at, ()))
    entries: Entries | None = None
    if table is not None:
        header = corner_joins.report_header(table)
        issues = [*table.issues, *issues]
        entries = corner_joins.own_projects(table, full[1])
    elif header is not None:
        left = joins.left(at, full[0])
        gone = bool(joins.taken.get(at)) and not left.rows
        entries = None if gone else (left, header)
    used = header is not None or at in joins.taken
    return Sheet(grid, header, entries, issues, used, beside=used)


def _beside(made: Sequence[Sheet], files: Sequence[Sequence[Grid]]) -> Iterator[Sheet]:
    at = 0
    for some in files:
        own = made[at : at + len(some)]
        beside = any(sheet.used for sheet in own)
        for one in own:
            yield Sheet(one.grid, one.header, one.entries, one.issues, one.used, beside)
        at += len(some)
