"""What a workbook is made of: sheets, their columns, cells that lead to other rows."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Cell", "Field", "Link", "Sheet"]


@dataclass(frozen=True, slots=True)
class Link:
    """A cell that leads to another row.

    Parameters
    ----------
    text : str
        What stands in it.
    sheet : str
        Key of the sheet; empty for a place outside the workbook.
    row : int
        Row of that sheet's table, from 0.
    outside : str
        Path and anchor, where ``sheet`` is empty.
    """

    text: str
    sheet: str = ""
    row: int = 0
    outside: str = ""


Cell = str | float | int | Link | None
"""What can stand in a cell; ``None`` is empty."""


@dataclass(frozen=True, slots=True)
class Field:
    """A column of a sheet.

    Parameters
    ----------
    title : str
        Its heading.
    width : float
        Letters.
    form : str
        ``text``, ``count``, ``dong``, ``ha``, ``metres`` or ``share``.
    """

    title: str
    width: float
    form: str = "text"


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: its columns and its rows.

    Parameters
    ----------
    key : str
        As the template names it.
    fields : tuple of Field
        Columns.
    rows : list of tuple of Cell
        As many cells as columns.
    """

    key: str
    fields: tuple[Field, ...]
    rows: list[tuple[Cell, ...]]
