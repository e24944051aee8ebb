"""Own the question whether a grid is a table of corner points, and what it holds."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from quyhoach.intake.columns import Column, corner_match, key, match
from quyhoach.intake.corner_numbers import is_numeric
from quyhoach.intake.grids import Cell, Grid, tidy
from quyhoach.intake.printed_points import looks_printed
from quyhoach.intake.values import number, plain_text

__all__ = ["BY_POINT", "CornerHeader", "find_corner_header", "pair_of"]

_ROWS_ABOVE = 60
_ROWS_TRIED = 2_000
BY_POINT = ("point", "x", "y", "lat", "lon", "printed", "side")
"""Columns that stand once a point; all others stand once a project."""

_PAIRS = (("printed",), ("x", "y"), ("lat", "lon"))
_METRE = Decimal("0.001")
_LABELS = ("name", "parcel", "id")
_EAST_LETTERS = ("e", "dong", "easting", "east")


@dataclass(frozen=True, slots=True)
class CornerHeader:
    """The heading of a table of corner points.

    Parameters
    ----------
    fields : Mapping
        Field to column, of the first panel.
    row : int
        One-based row it stands in; 0 where the format itself names the columns.
    at, begin : int
        Where the heading and the rows below it begin in the rows of the grid.
    panels : tuple of Mapping
        Columns that stand once a point; more than one where a long table is broken
        into panels beside each other.
    unknown, twice : tuple of Column
        Columns that are not read.
    texts : tuple
        The rows of the heading, to know it again on the next page.
    """

    fields: Mapping[str, Column]
    row: int
    at: int
    begin: int
    panels: tuple[Mapping[str, Column], ...] = ()
    unknown: tuple[Column, ...] = ()
    twice: tuple[Column, ...] = ()
    texts: tuple[tuple[str, ...], ...] = ()


@dataclass(slots=True)
class _Columns:
    known: list[Column] = field(default_factory=list)
    unknown: list[Column] = field(default_factory=list)


def pair_of(fields: Mapping[str, Column]) -> tuple[str, ...]:
    """Return the fields in which points stand: the print itself before what is derived.

    Parameters
    ----------
    fields : Mapping
        Field to column.

    Returns
    -------
    tuple of str
        ``("printed",)``, ``("x", "y")``, ``("lat", "lon")``, or empty.

    Examples
    --------
    >>> pair_of({}), pair_of({"x": match("X"), "y": match("Y")})
    ((), ('x', 'y'))
    """
    return next((pair for pair in _PAIRS if all(f in fields for f in pair)), ())


def find_corner_header(grid: Grid) -> CornerHeader | None:
    """Return the heading of a table of corner points; ``None`` for any other grid.

    Parameters
    ----------
    grid : Grid
        As unpacked.

    Returns
    -------
    CornerHeader or None
        A list of projects, where each row has its own name, is no corner table.

    Notes
    -----
    A corner table has a pair of coordinates and a column of point numbers. Where it
    also has names or ids, some of them stand for several rows: repeated, or blank
    below. Without a column of point numbers it has an ordinal, or only coordinates and
    sides, and no column that is not known.

    Examples
    --------
    >>> rows = [(1, ["Điểm", "X", "Y"]), (2, ["1", "2417141", "449158"])]
    >>> found = find_corner_header(Grid(file="a.csv", rows=rows))
    >>> found.row, sorted(found.fields)
    (1, ['point', 'x', 'y'])
    >>> rows = [(1, ["Tên dự án", "X", "Y"]), (2, ["Kho", "2417141", "449158"])]
    >>> find_corner_header(Grid(file="a.csv", rows=rows)) is None
    True
    """
    if grid.shapes is not None:
        return None
    best: CornerHeader | None = None
    for made in _candidates(grid):
        if pair_of(made.fields) and (best is None or _score(made) > _score(best)):
            best = made
    if best is None:
        return None
    best = _settled(best, grid)
    return best if pair_of(best.fields) and _has_corners(best, grid) else None


def _score(header: CornerHeader) -> int:
    return len(header.fields) + len(header.panels)


def _candidates(grid: Grid) -> Iterator[CornerHeader]:
    if grid.header is not None:
        yield _header(grid.header, row=0, at=-1, begin=0)
        return
    rows = [[tidy(cell) for cell in cells] for _, cells in grid.rows[:_ROWS_ABOVE]]
    for at, texts in enumerate(rows):
        number_ = grid.rows[at][0]
        made = _header(texts, row=number_, at=at, begin=at + 1)
        yield replace(made, texts=(tuple(texts),))
        if made.fields and at + 1 < len(rows):
            both = _two_rows(texts, rows[at + 1])
            made = _header(both, row=number_, at=at, begin=at + 2)
            yield replace(made, texts=(tuple(texts), tuple(rows[at + 1])))


def _two_rows(upper: Sequence[str], lower: Sequence[str]) -> list[str]:
    """Join a heading of two rows: a name above goes on to the right until the next."""
    made = []
    above = ""
    for at in range(max(len(upper), len(lower))):
        own = upper[at] if at < len(upper) else ""
        below = lower[at] if at < len(lower) else ""
        above = own or above
        if not below:
            made.append(own)
        else:
            joined = f"{above} {below}".strip()
            made.append(joined if _column(joined) or not _column(below) else below)
    return made


def _column(text: str) -> Column | None:
    return corner_match(text) or match(text)


def _header(texts: Sequence[str], *, row: int, at: int, begin: int) -> CornerHeader:
    some = _Columns()
    for index, text in enumerate(texts):
        found = _column(text) if text else None
        if found:
            some.known.append(replace(found, index=index, header=text))
        elif text:
            some.unknown.append(Column(index, "", text))
    known = _letters(some.known)
    panels = _panels(known)
    fields: dict[str, Column] = dict(panels[0])
    twice = []
    for column in known:
        if column.field in BY_POINT:
            continue
        if column.field in fields:
            twice.append(column)
        else:
            fields[column.field] = column
    kept = {column.index for panel in panels for column in panel.values()}
    twice += [c for c in known if c.field in BY_POINT and c.index not in kept]
    return CornerHeader(
        fields, row, at, begin, panels, tuple(some.unknown), tuple(twice)
    )


def _letters(known: list[Column]) -> list[Column]:
    """Take a lone "N" beside an "E" as the northing, not as the number of a point."""
    fields = [column.field for column in known]
    letters = any(
        c.field == "y" and key(c.header).split()[0] in _EAST_LETTERS for c in known
    )
    if not letters or "x" in fields:
        return known
    return [
        replace(c, field="x") if c.field == "point" and _is_n(c) else c for c in known
    ]


def _is_n(column: Column) -> bool:
    return key(column.header).split()[0] == "n"


def _panels(known: Sequence[Column]) -> tuple[dict[str, Column], ...]:
    """Part the columns that repeat as a whole: a long table in panels."""
    some: dict[str, list[Column]] = {}
    for column in known:
        if column.field in BY_POINT:
            some.setdefault(column.field, []).append(column)
    counts = {len(columns) for columns in some.values()}
    if len(counts) == 1 and counts != {1}:
        return tuple(
            {name: columns[at] for name, columns in some.items()}
            for at in range(counts.pop())
        )
    return ({name: columns[0] for name, columns in some.items()},)


def _settled(header: CornerHeader, grid: Grid) -> CornerHeader:
    """Let the cells say what two headings mean that are words of two things."""
    fields = dict(header.fields)
    printed = fields.get("printed")
    unknown = list(header.unknown)
    if printed is not None:
        cells = [plain_text(c) for c in _cells(grid, header, printed)]
        filled = [cell for cell in cells if cell]
        if not filled or 2 * sum(map(looks_printed, filled)) < len(filled):
            unknown.append(fields.pop("printed"))
    parcel = fields.get("parcel")
    if parcel is not None and key(parcel.header) == "area":
        said = [c for c in _cells(grid, header, parcel) if plain_text(c)]
        if said and all(number(c, machine=True)[0] is not None for c in said):
            fields["area"] = replace(fields.pop("parcel"), field="area")
    panels = header.panels
    if "printed" not in fields:
        panels = tuple(
            {k: c for k, c in panel.items() if k != "printed"} for panel in panels
        )
    if "length" in fields and len(panels) == 1 and _needs_length(header, grid):
        fields["side"] = replace(fields.pop("length"), field="side")
        panels = ({**panels[0], "side": fields["side"]},)
    return replace(header, fields=fields, panels=panels, unknown=tuple(unknown))


def _needs_length(header: CornerHeader, grid: Grid) -> bool:
    """Whether the lengths stand in "Chiều dài", and "Cạnh" names the ends: 1-2."""
    if header.fields["length"].factor not in (None, _METRE):
        return False
    side = header.fields.get("side")
    if side is None:
        return True
    cells = [text for c in _cells(grid, header, side) if (text := plain_text(c))]
    return all(re.fullmatch(r"\w+\s*[-–—]\s*\w+", text) for text in cells)


def _cells(grid: Grid, header: CornerHeader, column: Column) -> Iterator[Cell]:
    for _, cells in grid.rows[header.begin : header.begin + _ROWS_TRIED]:
        if column.index < len(cells):
            yield cells[column.index]


def _has_corners(header: CornerHeader, grid: Grid) -> bool:
    fields = header.fields
    if "point" in fields:
        return _points(header, grid) > 0 and _shares(header, grid)
    named = [fields[name] for name in ("id", "name") if name in fields]
    numbered = "ordinal" in fields
    strange = [
        c for c in header.unknown if any(map(plain_text, _cells(grid, header, c)))
    ]
    if strange or not _points(header, grid):
        return False
    if named:
        return numbered and "name" in fields and _is_merged(header, grid, named)
    return numbered or "side" in fields or "parcel" in fields or "printed" in fields


def _rows(header: CornerHeader, grid: Grid) -> Iterator[Sequence[Cell]]:
    pair = [header.fields[name].index for name in pair_of(header.fields)]
    for _, cells in grid.rows[header.begin : header.begin + _ROWS_TRIED]:
        if any(at < len(cells) and is_numeric(cells[at]) for at in pair):
            yield cells


def _points(header: CornerHeader, grid: Grid) -> int:
    return sum(1 for _ in _rows(header, grid))


def _shares(header: CornerHeader, grid: Grid) -> bool:
    """Whether some name stands for two rows: repeated, or blank in the second."""
    named = [header.fields[f] for f in _LABELS if f in header.fields]
    if not named:
        return True
    before = ""
    for cells in _rows(header, grid):
        own = [_text(cells, column) for column in named]
        if before and (own[0] == before or not any(own)):
            return True
        before = own[0] or before
    return False


def _is_merged(header: CornerHeader, grid: Grid, named: Sequence[Column]) -> bool:
    """Whether ordinals count points: names are blank below the first of several."""
    blank = 0
    for at, cells in enumerate(_rows(header, grid)):
        empty = not any(_text(cells, column) for column in named)
        if empty and not at:
            return False
        blank += empty
    return blank >= 2


def _text(cells: Sequence[Cell], column: Column) -> str:
    return plain_text(cells[column.index]) if column.index < len(cells) else ""
