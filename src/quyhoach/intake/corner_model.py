"""Own the form of a corner table between its rows and its shapes: nothing read yet."""

from __future__ import annotations

from dataclasses import dataclass, field

from quyhoach.intake.grids import Cell

__all__ = ["CornerPoint", "Parcel", "Read", "Strip"]


@dataclass(frozen=True, slots=True)
class CornerPoint:
    """One row of coordinates as written.

    Parameters
    ----------
    row : int
        One-based row in the file.
    label : str
        Its number; empty where none stands there.
    cells : tuple of Cell
        The pair of coordinates, or the one printed number.
    side : Cell
        The length that stands beside it.
    """

    row: int
    label: str
    cells: tuple[Cell, ...]
    side: Cell = None


@dataclass(slots=True)
class Strip:
    """Points that follow one another below one heading; one ring or several.

    Parameters
    ----------
    title : str
        What stands over them.
    points : list of CornerPoint
        In file order.
    """

    title: str
    points: list[CornerPoint] = field(default_factory=list)


@dataclass(slots=True)
class Parcel:
    """One project or parcel of a corner table.

    Parameters
    ----------
    id, name : str
        As written; empty where not.
    row : int
        One-based row that names it.
    at : int
        Place of its first row of points in the rows of the grid; -1 for none.
    strips : list of Strip
        Its points.
    area : str
        Area stated in a line of text, with its unit.
    area_row : int
        Row of that line; 0 for none.
    texts : list of str
        Lines of text that speak of it: headings, titles.
    systems : list
        (row, cell) of its column of reference systems.
    """

    id: str
    name: str
    row: int
    at: int = -1
    strips: list[Strip] = field(default_factory=list)
    area: str = ""
    area_row: int = 0
    texts: list[str] = field(default_factory=list)
    systems: list[tuple[int, str]] = field(default_factory=list)


@dataclass(slots=True)
class Read:
    """What a corner table holds.

    Parameters
    ----------
    parcels : list of Parcel
        In file order.
    systems : list
        (row, text) of the lines of text that speak of a reference system.
    remarks : list
        (row, text, is a heading) of lines that name nothing that has points.
    """

    parcels: list[Parcel] = field(default_factory=list)
    systems: list[tuple[int, str]] = field(default_factory=list)
    remarks: list[tuple[int, str, bool]] = field(default_factory=list)
