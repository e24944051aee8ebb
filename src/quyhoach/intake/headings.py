"""Own the question where the heading of a table stands, and what its columns hold."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from quyhoach.intake.columns import Column, key, match, match_cut, unit_factor
from quyhoach.intake.grids import Cell, Grid, tidy

__all__ = ["Header", "find_header", "is_numbering", "layer_header"]

_MEASURED = ("capital", "area", "length")
_ROWS_ABOVE = 60
# of two labels the fuller heading is read; of two amounts neither
_LABELS = ("id", "name")
_TELLING = ("ordinal", "id", "name")
_MOST_DEEP = 4
_UNIT_LINE = re.compile(r"(?:don vi tinh|don vi|dvt|unit)\b(?P<unit>.*)")


@dataclass(frozen=True, slots=True)
class Header:
    """The heading of a table.

    Parameters
    ----------
    columns : tuple of Column
        The columns that are read.
    row : int
        One-based row it stands in; 0 where the format itself names the columns.
    begin : int
        Where the data begin in the rows of the grid.
    unknown : tuple of Column
        Columns that no word is known for; ``field`` is empty.
    twice : tuple of Column
        Columns left out because another one claims the same field.
    width : int
        How many columns have a heading, counted from the first.
    rows : tuple of tuple of str
        The rows it is made of, as they stand: printed again on each page.
    """

    columns: tuple[Column, ...]
    row: int
    begin: int
    unknown: tuple[Column, ...] = ()
    twice: tuple[Column, ...] = ()
    width: int = 0
    rows: tuple[tuple[str, ...], ...] = ()

    @property
    def by_field(self) -> dict[str, Column]:
        """The columns by field; identifiers are many and left out."""
        return {c.field: c for c in self.columns if c.field != "identifier"}


def find_header(grid: Grid) -> Header | None:
    """Return the heading of a grid: the row, below any titles, that names most fields.

    Parameters
    ----------
    grid : Grid
        As unpacked.

    Returns
    -------
    Header or None
        ``None`` where no row has a column of project names.

    Examples
    --------
    >>> rows = [(1, ["DANH MỤC"]), (2, ["TT", "Tên dự án"]), (3, ["(1)", "(2)"])]
    >>> found = find_header(Grid(file="a.csv", rows=rows))
    >>> found.row, found.begin, [column.field for column in found.columns]
    (2, 3, ['ordinal', 'name'])
    """
    if grid.header is not None:
        made = layer_header(grid)
        return made if "name" in made.by_field else None
    best: tuple[tuple[int, ...], Header] | None = None
    for at, texts, begin in _candidates(grid):
        made = _header(texts, row=grid.rows[at][0], begin=begin)
        fields = {c.field for c in (*made.columns, *made.twice)}
        units = sum(1 for c in made.columns if c.factor is not None)
        score = len(fields), units, -_goes_on(made, grid)
        alone = sum(1 for text in texts if text) == 1
        found = "name" in made.by_field and (len(fields) > 1 or alone)
        if found and (best is None or score > best[0]):
            printed = grid.rows[at:begin]
            rows = tuple(tuple(tidy(c) for c in cells) for _, cells in printed)
            best = score, replace(made, rows=rows)
    if best is None:
        return None
    return _with_unit_line(_past_numbers(best[1], grid), grid)


def layer_header(grid: Grid) -> Header:
    """Return the columns of a grid whose format names them, project names or not.

    Parameters
    ----------
    grid : Grid
        As unpacked, with ``header``.

    Returns
    -------
    Header
        A name that its format cut after ten letters is known where it can be one
        heading only.

    Examples
    --------
    >>> found = layer_header(Grid(file="a.shp", rows=(), header=("TONG_MUC_D", "X_1")))
    >>> [(column.field, column.header) for column in found.columns]
    [('capital', 'TONG_MUC_D')]
    """
    return _header(grid.header or (), row=0, begin=0, cut=True)


def _goes_on(header: Header, grid: Grid) -> bool:
    """Tell whether the row below still belongs to a heading: words, and no project."""
    if header.begin >= len(grid.rows):
        return False
    texts = [tidy(cell) for cell in grid.rows[header.begin][1]]
    telling = [c.index for c in header.columns if c.field in _TELLING]
    filled = [k for k, text in enumerate(texts) if text]
    return (
        bool(filled)
        and filled != [0]
        and not any(k in telling for k in filled)
        and not any(re.search(r"\d", texts[k]) for k in filled)
    )


def _candidates(grid: Grid) -> Iterator[tuple[int, list[str], int]]:
    rows = [[tidy(cell) for cell in cells] for _, cells in grid.rows[:_ROWS_ABOVE]]
    for at, texts in enumerate(rows):
        deep = _depth(grid, at)
        if deep == 1:
            yield at, texts, at + 1
        made = texts
        for more in range(1, max(deep, _MOST_DEEP)):
            if at + more >= len(rows) or not _may_go_on(texts, deep):
                break
            if deep == 1 and _is_data(made, rows[at + more]):
                break
            upper = _spread(made, grid, at + more - 1)
            made = _joined(made, upper, rows[at + more])
            if more + 1 >= deep:
                yield at, made, at + more + 1
            if more + 1 == deep:
                break


def _may_go_on(texts: Sequence[str], deep: int) -> bool:
    return deep > 1 or sum(1 for text in texts if match(text)) > 1


def _is_data(above: Sequence[str], texts: Sequence[str]) -> bool:
    """Tell whether a row already speaks of a project: it has a name, key or ordinal."""
    return any(
        text and (found := match(head)) and found.field in _TELLING and not match(text)
        for head, text in zip(above, texts, strict=False)
    )


def _depth(grid: Grid, at: int) -> int:
    """Return of how many rows a heading is by its cells merged down; 1 without any."""
    first = last = grid.rows[at][0]
    for top, _, bottom, _ in grid.merged:
        if top == first and bottom - top < _MOST_DEEP:
            last = max(last, bottom)
    return last - first + 1


def _spread(texts: Sequence[str], grid: Grid, at: int) -> list[str]:
    """Let a name go on to the right: over its merged cells, or until the next name."""
    number = grid.rows[at][0]
    made = list(texts)
    across = [m for m in grid.merged if m[0] <= number <= m[2] and m[3] > m[1]]
    for _, left, _, right in across:
        made[left : right + 1] = [made[left] if left < len(made) else ""] * (
            min(right, len(made) - 1) - left + 1
        )
    if not across:
        for k in range(1, len(made)):
            made[k] = made[k] or made[k - 1]
    return made


def _joined(
    own: Sequence[str], above: Sequence[str], lower: Sequence[str]
) -> list[str]:
    """Join a heading with the row below it."""
    made = []
    for at in range(max(len(own), len(lower))):
        below = lower[at] if at < len(lower) else ""
        if not below:
            made.append(own[at] if at < len(own) else "")
            continue
        joined = f"{above[at] if at < len(above) else ''} {below}".strip()
        made.append(joined if match(joined) or not match(below) else below)
    return made


def _header(texts: Sequence[str], *, row: int, begin: int, cut: bool = False) -> Header:
    known: list[Column] = []
    unknown: list[Column] = []
    for index, text in enumerate(texts):
        found = match(text) if text else None
        if found is None and cut:
            found = match_cut(text)
        if found:
            known.append(replace(found, index=index, header=text))
        elif text:
            unknown.append(Column(index, "", text))
    kept, twice = _once(known)
    width = max((k + 1 for k, text in enumerate(texts) if text), default=0)
    return Header(tuple(kept), row, begin, tuple(unknown), tuple(twice), width)


def _once(known: Sequence[Column]) -> tuple[list[Column], list[Column]]:
    """Part the columns into those read and those that another one contradicts."""
    kept: list[Column] = []
    twice: list[Column] = []
    for column in known:
        rivals = [c for c in known if c.field == column.field]
        plain = [c for c in rivals if c.exact]
        alone = len(rivals) == 1 or column.field == "identifier"
        best = len(plain) == 1 and column.exact
        if column.field in _LABELS:
            best = column is max(rivals, key=lambda c: len(key(c.header)))
        (kept if alone or best else twice).append(column)
    return kept, twice


def _past_numbers(header: Header, grid: Grid) -> Header:
    """Step over a row (1) (2) (3) or A B 1 2 below the heading."""
    if header.begin < len(grid.rows):
        texts = [tidy(cell) for cell in grid.rows[header.begin][1]]
        if is_numbering([text for text in texts if text]):
            return replace(header, begin=header.begin + 1)
    return header


def is_numbering(texts: Sequence[str]) -> bool:
    """Tell whether cells only number the columns: (1) (2) (3), or A B 1 2.

    Parameters
    ----------
    texts : Sequence of str
        The cells of a row that are not empty.

    Returns
    -------
    bool
        True where every cell is a letter or a number, the numbers one by one.

    Examples
    --------
    >>> is_numbering(["A", "B", "1", "2", "3=1+2"]), is_numbering(["1", "2024"])
    (True, False)
    """
    form = re.compile(r"[(\[]?(\d{1,2}|[A-Za-z])[)\]]?(?:\s*=.*)?")
    heads = [found[1] if (found := form.fullmatch(t)) else "" for t in texts]
    letters = [head for head in heads if head.isalpha()]
    numbers = [int(head) for head in heads if head.isdigit()]
    if len(texts) < 2 or not numbers or heads[: len(letters)] != letters:
        return False
    begin = numbers[0]
    return len(letters) + len(numbers) == len(texts) and numbers == list(
        range(begin, begin + len(numbers))
    )


def _with_unit_line(header: Header, grid: Grid) -> Header:
    """Give "Đơn vị tính: triệu đồng" above the heading to columns without a unit."""
    factors: dict[str, Decimal] = {}
    for number, cells in grid.rows[:_ROWS_ABOVE]:
        if number >= header.row:
            break
        for cell in cells:
            factors.update(_unit_line(cell))
    columns = tuple(
        replace(c, factor=factors[c.field])
        if c.factor is None and c.field in factors
        else c
        for c in header.columns
    )
    return replace(header, columns=columns)


def _unit_line(cell: Cell) -> Iterator[tuple[str, Decimal]]:
    found = _UNIT_LINE.search(key(cell)) if isinstance(cell, str) else None
    for kind in _MEASURED if found else ():
        parts = re.split(r"[;,]", str(cell).rpartition(":")[2])
        for part in parts:
            factor = unit_factor(kind, part)
            if factor is not None:
                yield kind, factor
