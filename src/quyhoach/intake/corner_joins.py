"""Own the seam between parcels of corner tables and the projects they belong to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from shapely.geometry.base import BaseGeometry

from quyhoach.errors import BadInput
from quyhoach.intake.areas import area_trouble
from quyhoach.intake.columns import Column, key, meanings
from quyhoach.intake.corner_rows import project_columns
from quyhoach.intake.corners import CornerTable, Made
from quyhoach.intake.grids import Cell, Grid, tidy
from quyhoach.intake.headings import Header
from quyhoach.intake.issues import Trouble
from quyhoach.intake.values import measured, plain_text
from quyhoach.space import to_grid

__all__ = ["join", "own_projects", "report_header"]

_NOT_A_PROJECTS = ("ordinal", "epsg", "part", "note", "length", "shape", "x", "y")


@dataclass(frozen=True, slots=True)
class _Spot:
    """A row of a list of projects."""

    grid: int
    at: int


def report_header(table: CornerTable) -> Header:
    """Return the heading of a corner table as that of any other, to speak of columns.

    Parameters
    ----------
    table : CornerTable
        As read.

    Returns
    -------
    Header
        With the columns that were not read.
    """
    header = table.header
    unread = header.unknown
    if not any(made.parcel.id for made in table.made):
        # ids of points, another one in each row, are no ids of projects
        unread += tuple(c for c in header.fields.values() if c.field == "id")
    return Header(
        tuple(header.fields.values()),
        header.row,
        header.begin,
        unread,
        header.twice,
    )


def join(
    tables: Sequence[CornerTable],
    grids: Sequence[Grid],
    headers: Sequence[Header | None],
) -> tuple[list[Grid], set[int]]:
    """Return lists of projects with the shapes that corner tables give to their rows.

    Parameters
    ----------
    tables : Sequence of CornerTable
        Their issues grow by what does not match.
    grids : Sequence of Grid
        All grids that were read.
    headers : Sequence of Header or None
        ``None`` for a grid that is no list of projects.

    Returns
    -------
    tuple
        The grids, and the ``id()`` of each `Made` that a list has or that was refused.
        A parcel belongs to the row with its id, or where it has none to the row with
        exactly its name (or with its heading as id).
    """
    spots = _spots(grids, headers) if tables else {}
    listed = {grid.file for grid, h in zip(grids, headers, strict=True) if h}
    found: dict[_Spot, list[tuple[CornerTable, Made]]] = {}
    settled: set[int] = set()
    for table in tables:
        for made in table.made:
            fits = _fits(made, spots)
            if len(fits) == 1:
                found.setdefault(fits[0], []).append((table, made))
                settled.add(id(made))
            elif fits or table.grid.file in listed:
                code = "QH-D17.project_unclear" if fits else "QH-D17.project_not_found"
                named = made.parcel.id or made.parcel.name
                words = {"name": named, "count": len(fits)}
                table.say(
                    made.parcel.row,
                    "id" if made.parcel.id else "name",
                    Trouble(code, named, words),
                )
                settled.add(id(made))
    joined = [
        _with_shapes(grid, header, {s.at: found[s] for s in found if s.grid == number})
        if header
        else grid
        for number, (grid, header) in enumerate(zip(grids, headers, strict=True))
    ]
    return joined, settled


def _spots(
    grids: Sequence[Grid], headers: Sequence[Header | None]
) -> dict[tuple[str, str], list[_Spot]]:
    spots: dict[tuple[str, str], list[_Spot]] = {}
    for number, (grid, header) in enumerate(zip(grids, headers, strict=True)):
        columns = header.by_field if header else {}
        for at in range(header.begin if header else 0, len(grid.rows) if header else 0):
            for name in ("id", "name"):
                text = _text(grid.rows[at][1], columns[name]) if name in columns else ""
                if text:
                    spots.setdefault((name, text.casefold()), []).append(
                        _Spot(number, at)
                    )
    return spots


def _fits(made: Made, spots: dict[tuple[str, str], list[_Spot]]) -> list[_Spot]:
    if made.parcel.id:
        return spots.get(("id", made.parcel.id.casefold()), [])
    name = made.parcel.name.casefold()
    return spots.get(("id", name), []) or spots.get(("name", name), [])


def _with_shapes(
    grid: Grid, header: Header, found: dict[int, list[tuple[CornerTable, Made]]]
) -> Grid:
    if not found:
        return grid
    drawn = grid.shapes is not None
    shapes: list[BaseGeometry | None] = list(grid.shapes or [None] * len(grid.rows))
    own = {row: grid.epsg or 0 for row, _ in grid.rows} if drawn else {}
    systems = own | dict(grid.systems)
    inferred, refused = set(grid.inferred), set(grid.refused)
    for at, some in found.items():
        row, cells = grid.rows[at]
        if shapes[at] is not None or _has_own_shape(cells, header):
            _say_all(some, "QH-D17.shape_second")
            continue
        if len(some) > 1:
            _say_all(some, "QH-D17.corners_twice")
        table, made = some[0]
        if len(some) > 1 or made.shape is None:
            refused.add(row)
            continue
        shapes[at], systems[row] = made.shape, made.epsg
        inferred |= {row} if made.inferred else set()
        _check_area(table, made)
    return replace(
        grid,
        shapes=shapes,
        systems=systems,
        inferred=frozenset(inferred),
        refused=frozenset(refused),
    )


def _say_all(some: Sequence[tuple[CornerTable, Made]], code: str) -> None:
    for table, made in some:
        table.say(made.parcel.row, "name", Trouble(code, made.parcel.name))


def _has_own_shape(cells: Sequence[Cell], header: Header) -> bool:
    columns = [c for c in header.columns if c.field == "shape"]
    return any(_text(cells, column) for column in columns)


def _check_area(table: CornerTable, made: Made) -> None:
    """Hold an area that the corner table states itself against its points."""
    column, cell = _area_cell(table, made)
    stated, _ = measured(cell, column) if column else (None, None)
    if stated is None or made.shape is None:
        return
    shapes = np.full(1, None, dtype=object)
    shapes[0] = made.shape
    try:
        ground = to_grid(shapes, epsg=made.epsg)[0]
    except BadInput:
        return  # the list of projects says so itself
    trouble = area_trouble(ground, made.epsg, stated, scale=None)
    if trouble:
        row = made.parcel.area_row or made.parcel.row
        table.say(row, "area", replace(trouble, value=plain_text(cell)))


def _area_cell(table: CornerTable, made: Made) -> tuple[Column | None, Cell]:
    column = table.header.fields.get("area")
    cells = table.grid.rows[made.parcel.at][1] if made.parcel.at >= 0 else ()
    if column and _text(cells, column):
        return column, cells[column.index]
    return (column or Column(0, "area", "Diện tích"), made.parcel.area or None)


def own_projects(table: CornerTable, settled: set[int]) -> tuple[Grid, Header] | None:
    """Return the parcels that no list has, as a list of their own.

    Parameters
    ----------
    table : CornerTable
        As read.
    settled : set of int
        ``id()`` of those that a list has, or that were refused.

    Returns
    -------
    tuple or None
        A grid of one row a parcel with its shape, and its heading; ``None`` where
        nothing is left.
    """
    some = [made for made in table.made if id(made) not in settled]
    if not some:
        return None
    columns = list(_columns(table))
    rows = [(made.parcel.row, _row(table, made, columns)) for made in some]
    grid = replace(
        table.grid,
        rows=rows,
        header=tuple(column.header for column in columns),
        shapes=[made.shape for made in some],
        systems={made.parcel.row: made.epsg for made in some},
        inferred=frozenset(made.parcel.row for made in some if made.inferred),
        refused=frozenset(made.parcel.row for made in some if made.shape is None),
        elsewhere={
            (made.parcel.row, "area"): made.parcel.area_row
            for made in some
            if made.parcel.area_row
        },
        issues=(),
    )
    kept = tuple(replace(column, index=at) for at, column in enumerate(columns))
    return grid, Header(kept, table.header.row, 0, width=len(kept))


def _columns(table: CornerTable) -> Iterator[Column]:
    """Yield the columns of the projects, with their places in the table; -1 is new."""
    fields = table.header.fields
    label = next((name for name in ("name", "parcel") if name in fields), "")
    header = fields[label].header if label else ""
    yield Column(fields[label].index if label else -1, "name", header or "Tên")
    ids = any(made.parcel.id for made in table.made)
    for column in project_columns(table.header):
        skip = (*_NOT_A_PROJECTS, "name", "parcel", *(() if ids else ("id",)))
        if column.field not in skip:
            yield column
    if "area" not in fields:
        yield Column(-1, "area", "Diện tích")


def _row(table: CornerTable, made: Made, columns: Sequence[Column]) -> list[Cell]:
    parcel = made.parcel
    cells: Sequence[Cell] = table.grid.rows[parcel.at][1] if parcel.at >= 0 else ()
    row: list[Cell] = []
    for column in columns:
        cell: Any = cells[column.index] if 0 <= column.index < len(cells) else None
        if column.field == "name":
            cell = parcel.name
        elif column.field == "area" and not plain_text(cell):
            cell = parcel.area or None
        elif column.field == "geometry" and made.inferred:
            cell = _at_best_approximate(cell)
        row.append(cell)
    return row


def _at_best_approximate(cell: Cell) -> Cell:
    """Let printed points be exact, but not the straight lines between them."""
    exact = meanings("geometry").get(key(tidy(cell))) == "exact"
    return "approximate" if exact else cell


def _text(cells: Sequence[Cell], column: Column) -> str:
    return plain_text(cells[column.index]) if column.index < len(cells) else ""
