"""Own the seam between headings as offices write them and the fields of a project."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache, lru_cache
from pathlib import Path

from quyhoach.intake.grids import Cell, Grid, tidy
from quyhoach.intake.tables import schema
from quyhoach.plan import fold

__all__ = [
    "Column",
    "Header",
    "find_header",
    "is_numbering",
    "key",
    "match",
    "meanings",
    "unit_factor",
]

_WORDS = Path(__file__).parent.parent / "cases" / "chung" / "columns.csv"
_NOT_WORDS = re.compile(r"[^0-9a-z]+")
_MACHINE_UNITS = {"capital_dong": "đồng", "area_ha": "ha", "length_km": "km"}
_MEASURED = ("capital", "area", "length")
_ROWS_ABOVE = 60
_UNIT_LINE = re.compile(r"(?:don vi tinh|don vi|dvt|unit)\b(?P<unit>.*)")


@dataclass(frozen=True, slots=True)
class Column:
    """One column that is read.

    Parameters
    ----------
    index : int
        Its place, from 0.
    field : str
        What it holds: ``name``, ``capital``, ``place`` …
    header : str
        The heading as printed.
    factor : Decimal, optional
        One unit of it in đồng, hectares or kilometres; ``None`` where it names no unit.
    scheme : str
        Of an identifier: who numbers.
    machine : bool
        The heading is the field's own name, so numbers are written 1250.5.
    exact : bool
        Nothing stands in the heading beside the field and its unit.
    """

    index: int
    field: str
    header: str
    factor: Decimal | None = None
    scheme: str = ""
    machine: bool = False
    exact: bool = True


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
    """

    columns: tuple[Column, ...]
    row: int
    begin: int
    unknown: tuple[Column, ...] = ()
    twice: tuple[Column, ...] = ()
    width: int = 0

    @property
    def by_field(self) -> dict[str, Column]:
        """The columns by field; identifiers are many and left out."""
        return {c.field: c for c in self.columns if c.field != "identifier"}


@dataclass(frozen=True, slots=True)
class _Vocabulary:
    headers: dict[str, tuple[str, str]] = field(default_factory=dict)
    units: dict[str, dict[str, Decimal]] = field(default_factory=dict)
    values: dict[str, dict[str, str]] = field(default_factory=dict)
    neutral: set[str] = field(default_factory=set)


@cache
def _vocabulary() -> _Vocabulary:
    known = _Vocabulary()
    with _WORDS.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            words = [
                key(word) for word in f"{row['vi']};{row['en']}".split(";") if word
            ]
            kind, meaning = row["field"], row["meaning"]
            if row["role"] == "header":
                known.headers.update(dict.fromkeys(words, (kind, meaning)))
            elif row["role"] == "unit":
                units = known.units.setdefault(kind, {})
                units.update(dict.fromkeys(words, Decimal(meaning)))
            elif row["role"] == "value":
                values = known.values.setdefault(kind, {})
                values.update(dict.fromkeys([*words, key(meaning)], meaning))
            else:
                known.neutral.update(words)
    return known


@cache
def _machine_names() -> frozenset[str]:
    return frozenset(f["name"] for f in schema("projects")["fields"]) | {"wkt", "epsg"}


def key(text: str) -> str:
    r"""Return the words of a heading without case, diacritics and punctuation.

    Parameters
    ----------
    text : str
        As printed.

    Returns
    -------
    str
        Lower-case words and numbers parted by single spaces.

    Examples
    --------
    >>> key("Tổng mức đầu tư\n(tỷ đồng)"), key("dien_tich (m²)")
    ('tong muc dau tu ty dong', 'dien tich m2')
    """
    return _NOT_WORDS.sub(" ", fold(text.replace("²", "2"))).strip()


def meanings(kind: str) -> Mapping[str, str]:
    """Return the words that a field with a closed list knows, with what they mean.

    Parameters
    ----------
    kind : str
        The field.

    Returns
    -------
    Mapping
        Word, as `key` writes it, to code.

    Examples
    --------
    >>> meanings("capital_kind")[key("Đầu tư công")]
    'public'
    """
    return _vocabulary().values[kind]


def unit_factor(kind: str, words: str) -> Decimal | None:
    """Return one unit in đồng, hectares or kilometres; ``None`` for a strange one.

    Parameters
    ----------
    kind, words : str
        The field, and the unit as printed.

    Returns
    -------
    Decimal or None
        Exact.

    Examples
    --------
    >>> unit_factor("area", "m²"), unit_factor("area", "sào")
    (Decimal('0.0001'), None)
    """
    return _vocabulary().units.get(kind, {}).get(key(words))


@lru_cache(maxsize=4096)
def match(header: str) -> Column | None:
    """Return the field that a heading names; ``None`` where no word is known for it.

    Parameters
    ----------
    header : str
        As printed, with or without unit.

    Returns
    -------
    Column or None
        With index 0.

    Examples
    --------
    >>> found = match("Tổng mức đầu tư dự kiến (tỷ đồng)")
    >>> found.field, found.factor
    ('capital', Decimal('1000000000'))
    >>> match("Tổng mức đầu tư (triệu USD)") is None
    True
    """
    known = _vocabulary()
    name = header.strip()
    words = key(header).split()
    for size in range(len(words), 0, -1):
        found = known.headers.get(" ".join(words[:size]))
        if not found:
            continue
        rest = _rest(words[size:], known.units.get(found[0], {}))
        if rest is not None:
            machine = name in _machine_names()
            factor = unit_factor(found[0], _MACHINE_UNITS.get(name, "")) or rest[0]
            return Column(0, found[0], name, factor, found[1], machine, rest[1])
    return None


def _rest(
    words: Sequence[str], units: Mapping[str, Decimal]
) -> tuple[Decimal | None, bool] | None:
    """Read what follows a field's name; None where a word has weight."""
    factor: Decimal | None = None
    bare = True
    at = 0
    while at < len(words):
        for size in range(len(words) - at, 0, -1):
            phrase = " ".join(words[at : at + size])
            if phrase in units and factor is None:
                factor = units[phrase]
                break
            if phrase in _vocabulary().neutral:
                bare = False
                break
        else:
            return None
        at += size
    return factor, bare


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
        made = _header(grid.header, row=0, begin=0)
        return made if "name" in made.by_field else None
    best: tuple[int, Header] | None = None
    for at, texts, begin in _candidates(grid):
        made = _header(texts, row=grid.rows[at][0], begin=begin)
        score = len({c.field for c in (*made.columns, *made.twice)})
        alone = sum(1 for text in texts if text) == 1
        found = "name" in made.by_field and (score > 1 or alone)
        if found and (best is None or score > best[0]):
            best = score, made
    if best is None:
        return None
    return _with_unit_line(_past_numbers(best[1], grid), grid)


def _candidates(grid: Grid) -> Iterator[tuple[int, list[str], int]]:
    rows = [[tidy(cell) for cell in cells] for _, cells in grid.rows[:_ROWS_ABOVE]]
    for at, texts in enumerate(rows):
        yield at, texts, at + 1
    for at in range(len(rows) - 1):
        if sum(1 for text in rows[at] if match(text)) > 1:
            yield at, _two_rows(rows[at], rows[at + 1]), at + 2


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
            made.append(joined if match(joined) or not match(below) else below)
    return made


def _header(texts: Sequence[str], *, row: int, begin: int) -> Header:
    known: list[Column] = []
    unknown: list[Column] = []
    for index, text in enumerate(texts):
        found = match(text) if text else None
        if found:
            known.append(
                Column(
                    index,
                    found.field,
                    text,
                    found.factor,
                    found.scheme,
                    found.machine,
                    found.exact,
                )
            )
        elif text:
            unknown.append(Column(index, "", text))
    kept, twice = _once(known)
    width = max((k + 1 for k, text in enumerate(texts) if text), default=0)
    return Header(tuple(kept), row, begin, tuple(unknown), tuple(twice), width)


def _once(known: Sequence[Column]) -> tuple[list[Column], list[Column]]:
    kept: list[Column] = []
    twice: list[Column] = []
    for column in known:
        rivals = [c for c in known if c.field == column.field]
        plain = [c for c in rivals if c.exact]
        alone = len(rivals) == 1 or column.field == "identifier"
        best = len(plain) == 1 and column.exact
        (kept if alone or best else twice).append(column)
    return kept, twice


def _past_numbers(header: Header, grid: Grid) -> Header:
    """Step over a row (1) (2) (3) or A B 1 2 below the heading."""
    if header.begin < len(grid.rows):
        texts = [tidy(cell) for cell in grid.rows[header.begin][1]]
        if is_numbering([text for text in texts if text]):
            return _moved(header, header.columns, header.begin + 1)
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
        Column(c.index, c.field, c.header, factors[c.field], exact=c.exact)
        if c.factor is None and c.field in factors
        else c
        for c in header.columns
    )
    return _moved(header, columns, header.begin)


def _unit_line(cell: Cell) -> Iterator[tuple[str, Decimal]]:
    found = _UNIT_LINE.search(key(cell)) if isinstance(cell, str) else None
    for kind in _MEASURED if found else ():
        parts = re.split(r"[;,]", str(cell).rpartition(":")[2])
        for part in parts:
            factor = unit_factor(kind, part)
            if factor is not None:
                yield kind, factor


def _moved(header: Header, columns: tuple[Column, ...], begin: int) -> Header:
    return Header(
        columns, header.row, begin, header.unknown, header.twice, header.width
    )
