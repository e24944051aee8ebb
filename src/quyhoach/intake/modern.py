"""Own the step that brings every grid to Unicode, and says so."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import zip_longest

from quyhoach.intake.grids import Cell, Grid, Row, tidy
from quyhoach.intake.issues import Issue, issue
from quyhoach.intake.legacy import ENCODINGS, Finding, legacy_text

__all__ = ["modern"]

_ROWS_ABOVE = 60
_LONGEST_HEADING = 60


def modern(grids: Sequence[Grid]) -> list[Grid]:
    """Return the grids of one file with their text in Unicode.

    Parameters
    ----------
    grids : Sequence of Grid
        As unpacked.

    Returns
    -------
    list of Grid
        The same where nothing was found; else with an issue a sheet or column: what
        was converted, or what is left because it is not clear.

    Examples
    --------
    >>> old = Grid(file="a.csv", rows=[(1, ["Tªn dù ¸n"]), (2, ["§­êng tØnh"])])
    >>> (made,) = modern([old])
    >>> made.rows[1], made.issues[0].code
    ((2, ['Đường tỉnh']), 'QH-D16.text_legacy_converted')
    """
    return [_modern(grid) for grid in grids]


def _modern(grid: Grid) -> Grid:
    if not any(_strange(cells) for cells in _all_cells(grid)):
        return grid
    columns: list[Sequence[Cell]] = list(zip_longest(*_all_cells(grid)))
    made, findings = legacy_text(columns)
    if not findings:
        return grid
    issues = tuple(_issue(grid, columns, one) for one in findings)
    if not any(one.certain for one in findings):
        return replace(grid, issues=(*issues, *grid.issues))
    lines = [list(cells) for cells in zip(*made, strict=True)]
    header = grid.header
    if header is not None:
        header = tuple(map(str, lines.pop(0)))
    rows: list[Row] = [
        (number, new[: len(cells)])
        for (number, cells), new in zip(grid.rows, lines, strict=True)
    ]
    whole = {one.encoding for one in findings if one.certain and one.column is None}
    return replace(
        grid,
        rows=rows,
        header=header,
        encoding=whole.pop() if whole else grid.encoding,
        issues=(*issues, *grid.issues),
    )


def _all_cells(grid: Grid) -> Iterator[Sequence[Cell]]:
    if grid.header is not None:
        yield grid.header
    for _, cells in grid.rows:
        yield cells


def _strange(cells: Sequence[Cell]) -> bool:
    """Whether a row may hold old text: a letter of Latin-1 and none beyond."""
    return any(
        isinstance(cell, str) and not cell.isascii() and max(cell) < "\u0100"
        for cell in cells
    )


def _issue(grid: Grid, columns: Sequence[Sequence[Cell]], found: Finding) -> Issue:
    return issue(
        "QH-D16.text_legacy_converted"
        if found.certain
        else "QH-D16.text_legacy_unclear",
        file=grid.file,
        sheet=grid.sheet,
        layer=grid.layer,
        column="" if found.column is None else _heading(columns[found.column]),
        value=found.before,
        encoding=ENCODINGS[found.encoding],
        after=found.after[:_LONGEST_HEADING],
    )


def _heading(column: Sequence[Cell]) -> str:
    """Return the first short text of a column: most often its heading."""
    texts = (tidy(cell) for cell in column[:_ROWS_ABOVE] if isinstance(cell, str))
    return next((text for text in texts if 0 < len(text) < _LONGEST_HEADING), "")
