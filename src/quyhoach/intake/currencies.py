"""Own the amounts in other currencies than đồng: named row by row, never converted."""

from __future__ import annotations

from collections.abc import Iterator

from quyhoach.intake.grids import Grid
from quyhoach.intake.headings import Header
from quyhoach.intake.issues import Issue, issue
from quyhoach.intake.rows import RowKind, lines

__all__ = ["currencies_left"]


def currencies_left(grid: Grid, header: Header) -> Iterator[Issue]:
    """Yield an issue for every project whose amount stands in another currency.

    Parameters
    ----------
    grid : Grid
        As unpacked.
    header : Header
        Its heading.

    Yields
    ------
    Issue
        In file order; none where no column is in another currency.

    Examples
    --------
    >>> from quyhoach.intake.headings import find_header
    >>> rows = [(1, ["Tên dự án", "Vốn đầu tư (triệu USD)"]), (2, ["Kho", 12.5])]
    >>> grid = Grid(file="a.csv", rows=rows)
    >>> [(met.row, met.value) for met in currencies_left(grid, find_header(grid))]
    [(2, '12.5')]
    """
    foreign = [column for column in header.columns if column.field == "foreign"]
    if not foreign:
        return
    for line in lines(grid, header):
        if line.kind is not RowKind.PROJECT:
            continue
        for column in foreign:
            text = line.texts[column.index] if column.index < len(line.texts) else ""
            if text:
                yield issue(
                    "QH-D12.currency_other",
                    file=grid.file,
                    sheet=grid.sheet,
                    layer=grid.layer,
                    row=line.number,
                    column=column.header,
                    value=text,
                    currency=column.header,
                )
