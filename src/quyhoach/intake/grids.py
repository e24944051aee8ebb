"""Own the one form in which every file arrives: rows of cells, with their place."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from decimal import Decimal
from functools import lru_cache

from shapely.geometry.base import BaseGeometry

from quyhoach.intake.issues import Issue

__all__ = ["Cell", "Grid", "Row", "tidy"]

Cell = str | int | float | bool | Decimal | date | time | timedelta | None
Row = tuple[int, Sequence[Cell]]

# longer texts are shapes: not worth remembering
_LONG = 300
_INVISIBLE = dict.fromkeys((*range(32), *range(127, 160)), " ")
_INVISIBLE |= dict.fromkeys((0xAD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF), "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """One sheet, table or layer as it came, nothing read yet.

    Parameters
    ----------
    file, sheet, layer : str
        Where it came from; empty where that does not apply.
    rows : Sequence
        One-based row and its cells; text, numbers and days as the format types them.
    header : tuple of str, optional
        Names of the columns where the format itself gives them.
    shapes : Sequence, optional
        A geometry a row where the format itself gives it; ``None`` without one.
    epsg : int, optional
        Reference system of those shapes; ``None`` not declared.
    systems : Mapping of int to int
        Row to the reference system of its shape, where rows differ.
    inferred : frozenset of int
        Rows whose shape's system is concluded, not declared.
    refused : frozenset of int
        Rows whose shape was given and could not be taken: an issue says why.
    curved : frozenset of int
        Rows whose arcs were replaced by straight pieces.
    elsewhere : Mapping
        (row, field) to the row in which that value of it stands, where it is another.
    shifts : bool
        A cell too many shifts its row, as a separator without quotes does in text.
    spans : frozenset of int
        Rows with a cell that is merged across columns.
    merged : tuple
        Merged cells: first row, first column, last row, last column; rows as numbered
        in ``rows``, columns from 0. Empty where the format has none or does not say.
    numbers : Mapping
        Row to (scheme, number) pairs where the format itself gives identifiers.
    format, encoding : str
        ``.xlsx``, ``.csv`` … as `read_file` found it; of text, where that is of use.
    issues : tuple of Issue
        What was met while unpacking.
    """

    file: str
    sheet: str = ""
    layer: str = ""
    rows: Sequence[Row]
    header: tuple[str, ...] | None = None
    shapes: Sequence[BaseGeometry | None] | None = None
    epsg: int | None = None
    systems: Mapping[int, int] = field(default_factory=dict)
    inferred: frozenset[int] = frozenset()
    refused: frozenset[int] = frozenset()
    curved: frozenset[int] = frozenset()
    elsewhere: Mapping[tuple[int, str], int] = field(default_factory=dict)
    shifts: bool = False
    spans: frozenset[int] = frozenset()
    merged: tuple[tuple[int, int, int, int], ...] = ()
    numbers: Mapping[int, tuple[tuple[str, str], ...]] = field(default_factory=dict)
    format: str = ""
    encoding: str = ""
    issues: tuple[Issue, ...] = ()


@lru_cache(maxsize=1 << 16)
def _tidied(text: str) -> str:
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
    if not text.isprintable():
        text = text.translate(_INVISIBLE)
    made = " ".join(text.split())
    return text if made == text else made


def tidy(cell: Cell) -> str:
    r"""Return a cell as text: NFC, single spaces, nothing invisible.

    Parameters
    ----------
    cell : Cell
        A whole number loses its ``.0``; a day becomes ISO; ``None`` is empty.

    Returns
    -------
    str
        Empty for an empty cell.

    Examples
    --------
    >>> tidy("Đường\u00a0 tỉnh\u200b 245"), tidy(12.0), tidy(None)
    ('Đường tỉnh 245', '12', '')
    """
    if isinstance(cell, str):
        return _tidied(cell) if len(cell) < _LONG else _tidied.__wrapped__(cell)
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    return str(cell)
