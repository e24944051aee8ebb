"""Own the meaning of cells merged down: one value for several rows, or one project."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from quyhoach.intake.columns import Column
from quyhoach.intake.grids import Cell, Grid, Row
from quyhoach.intake.headings import Header
from quyhoach.intake.issues import Issue, issue
from quyhoach.intake.values import plain_text

__all__ = ["continued", "merged_down"]

_SHARED = frozenset(
    (
        *("kind", "part_of", "sector", "capital_kind", "period", "begin", "end"),
        *("phase", "place", "district", "commune", "province", "units", "abroad"),
        *("owner", "status", "disclosure", "text", "source_kind", "source"),
        *("identifier", "funding_decision", "funding_code", "funding_year"),
        *("scale", "epsg"),
    )
)
_AMOUNTS = frozenset({"capital", "area", "length", "funding_dong"})
_LEAST_BLANK = 3
_LEAST_FILLED = 3


@dataclass(frozen=True, slots=True)
class _Span:
    """A cell merged down, in places of the grid's rows."""

    top: int
    bottom: int
    column: Column


def continued(grid: Grid, header: Header) -> dict[int, int]:
    """Return the rows that go on with the project of a row above, and which one.

    Parameters
    ----------
    grid : Grid
        As unpacked.
    header : Header
        Its heading.

    Returns
    -------
    dict
        Row to the row where the merged cell of its name begins; rows as numbered in
        the file.

    Examples
    --------
    >>> from quyhoach.intake.headings import find_header
    >>> rows = [(1, ["Tên dự án", "Địa điểm"]), (2, ["Đường", "A"]), (3, ["", "B"])]
    >>> grid = Grid(file="a.xlsx", rows=rows, merged=((2, 0, 3, 0),))
    >>> continued(grid, find_header(grid))
    {3: 2}
    """
    name = header.by_field["name"].index
    return {
        number: top
        for top, left, bottom, right in grid.merged
        if left <= name <= right and top > header.row and bottom - top < len(grid.rows)
        for number in range(top + 1, bottom + 1)
    }


def merged_down(grid: Grid, header: Header) -> tuple[Grid, list[Issue]]:
    """Return a grid whose cells merged down count for every row, and what was met.

    Parameters
    ----------
    grid : Grid
        As unpacked.
    header : Header
        Its heading.

    Returns
    -------
    tuple
        The grid; and an issue for each amount merged over several projects, which is
        left empty, and for each column without merged cells that looks as if it once
        had some.

    Examples
    --------
    >>> from quyhoach.intake.headings import find_header
    >>> rows = [(1, ["Tên dự án", "Chủ đầu tư"]), (2, ["A", "Sở X"]), (3, ["B", ""])]
    >>> grid = Grid(file="a.xlsx", rows=rows, merged=((2, 1, 3, 1),))
    >>> merged_down(grid, find_header(grid))[0].rows[2]
    (3, ['B', 'Sở X'])
    """
    if grid.header is not None:
        return grid, []
    spans = list(_spans(grid, header))
    issues = list(_suspected(grid, header)) if not grid.merged else []
    if not spans:
        return grid, issues
    goes_on = continued(grid, header)
    rows: list[Row] = list(grid.rows)
    for span in spans:
        value = _at(rows[span.top][1], span.column)
        below = range(span.top + 1, span.bottom + 1)
        others = [k for k in below if rows[k][0] not in goes_on and _filled(rows[k][1])]
        if not plain_text(value) or not others:
            continue
        if span.column.field in _AMOUNTS:
            issues.append(_amount(grid, rows[span.top][0], span, len(others) + 1))
            _put(rows, span.top, span.column, None)
        else:
            for k in others:
                _put(rows, k, span.column, value)
    return replace(grid, rows=rows), issues


def _spans(grid: Grid, header: Header) -> Iterator[_Span]:
    read = {c.index: c for c in header.columns if c.field in _SHARED | _AMOUNTS}
    places = {number: at for at, (number, _) in enumerate(grid.rows)}
    last = max(places, default=0)
    for top, left, bottom, right in grid.merged:
        begin = places.get(top, -1)
        if bottom == top or begin < header.begin:
            continue
        end = places.get(min(bottom, last), begin)
        for index in range(left, right + 1):
            if index in read:
                yield _Span(begin, end, read[index])


def _at(cells: Sequence[Cell], column: Column) -> Cell:
    return cells[column.index] if column.index < len(cells) else None


def _filled(cells: Sequence[Cell]) -> bool:
    return any(plain_text(cell) for cell in cells)


def _full(cells: Sequence[Cell]) -> bool:
    return sum(1 for cell in cells if plain_text(cell)) >= _LEAST_FILLED


def _put(rows: list[Row], at: int, column: Column, value: Cell) -> None:
    number, cells = rows[at]
    made = list(cells) + [None] * (column.index + 1 - len(cells))
    made[column.index] = value
    rows[at] = number, made


def _amount(grid: Grid, row: int, span: _Span, count: int) -> Issue:
    cells = grid.rows[span.top][1]
    return issue(
        "QH-D12.amount_merged",
        file=grid.file,
        sheet=grid.sheet,
        row=row,
        column=span.column.header,
        value=plain_text(_at(cells, span.column)),
        count=count,
    )


def _suspected(grid: Grid, header: Header) -> Iterator[Issue]:
    """Yield the columns where a value stands once for each run of rows."""
    rows = [cells for _, cells in grid.rows[header.begin :] if _full(cells)]
    for column in header.columns:
        if column.field not in _SHARED:
            continue
        texts = [plain_text(_at(cells, column)) for cells in rows]
        said = [text for text in texts if text]
        blank = len(texts) - len(said)
        alike = any(one == two for one, two in pairwise(said))
        if (
            len(said) > 1
            and texts[0]
            and blank >= max(_LEAST_BLANK, len(said))
            and not alike
        ):
            yield issue(
                "QH-D14.merge_suspected",
                file=grid.file,
                sheet=grid.sheet,
                row=header.row or None,
                column=column.header,
                count=blank,
            )
