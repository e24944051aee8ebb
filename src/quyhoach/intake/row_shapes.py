"""Own the footprint of one row, whoever gave it, and the scale it was drawn at."""

from __future__ import annotations

import re
from dataclasses import dataclass

from shapely.geometry.base import BaseGeometry

from quyhoach.intake.grids import Cell
from quyhoach.intake.issues import Trouble
from quyhoach.intake.values import number

__all__ = ["Footprint", "map_scale"]

_SCALE = re.compile(r"^\s*1\s*[:/]\s*")


@dataclass(frozen=True, slots=True)
class Footprint:
    """The footprint of one row.

    Parameters
    ----------
    shape, ground : BaseGeometry, optional
        As given, and in metres on EPSG:9215; ``None`` without one.
    epsg : int
        0 without a shape.
    rough : bool
        A point: for drawing only.
    given : bool
        The file gave something, kept or not.
    best, best_crs : int
        How well shape and system are known at best: 0 exact, declared; 1 approximate,
        inferred; 2 indicative, unknown.
    scale : float, optional
        Scale denominator that stands beside the shape itself.
    troubles : tuple
        (column, trouble) pairs.
    """

    shape: BaseGeometry | None = None
    ground: BaseGeometry | None = None
    epsg: int = 0
    rough: bool = False
    given: bool = False
    best: int = 0
    best_crs: int = 0
    scale: float | None = None
    troubles: tuple[tuple[str, Trouble], ...] = ()


def map_scale(cell: Cell, *, machine: bool) -> tuple[float | None, Trouble | None]:
    """Return the denominator of a map scale such as 1:5.000, and what is wrong with it.

    Parameters
    ----------
    cell : Cell
        As it came.
    machine : bool
        Numbers are written 1250.5.

    Returns
    -------
    tuple
        ``None`` where the cell is empty or no scale.

    Examples
    --------
    >>> map_scale("1:5.000", machine=False)
    (5000.0, None)
    >>> map_scale("0,5", machine=False)[1].code
    'QH-D12.number_unreadable'
    """
    if isinstance(cell, str):
        cell = _SCALE.sub("", cell)
    value, trouble = number(cell, machine=machine)
    if value is not None and value < 1:
        return None, Trouble("QH-D12.number_unreadable")
    return (None if value is None else float(value)), trouble
