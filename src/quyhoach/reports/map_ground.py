"""Where things are drawn: metres on the province's grid, counted from one corner."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from quyhoach.space import to_grid

__all__ = ["Frame", "blob", "box_of", "frame_of", "on_grid", "path", "ring"]

Objects = NDArray[np.object_]
Point = tuple[float, float]
_WGS84 = 4326
_MARGIN = 0.06
_SMALLEST_M = 500.0


@dataclass(frozen=True, slots=True)
class Frame:
    """The rectangle that is drawn; x counts east and y south from its corner.

    Parameters
    ----------
    west, south, east, north : float
        Metres on the grid.
    """

    west: float
    south: float
    east: float
    north: float

    @property
    def size(self) -> tuple[int, int]:
        """Width and height in whole metres."""
        return round(self.east - self.west), round(self.north - self.south)

    def at(self, x: float, y: float) -> list[float]:
        """Return a point of the grid counted from the corner, to 0.1 m."""
        return [_tenth(x - self.west), _tenth(self.north - y)]


def _tenth(value: float) -> float:
    rounded = round(float(value), 1)
    return int(rounded) if rounded == int(rounded) else rounded


def frame_of(shapes: Iterable[shapely.Geometry | None]) -> Frame:
    """Return the frame round everything drawn, with a margin.

    Parameters
    ----------
    shapes : iterable of Geometry or None
        On the grid; ``None`` and empty shapes have no say.

    Returns
    -------
    Frame
        Never smaller than 500 m; around nothing it lies at the origin.
    """
    every = np.array([s for s in shapes if s is not None], dtype=object)
    bounds = shapely.total_bounds(every) if len(every) else np.full(4, np.nan)
    west, south, east, north = np.nan_to_num(bounds, nan=0.0)
    spare = max(_MARGIN * max(east - west, north - south), _SMALLEST_M / 2)
    return Frame(west - spare, south - spare, east + spare, north + spare)


def on_grid(rows: Sequence[Mapping[str, Any]]) -> list[Point | None]:
    """Return the points of table rows that hold ``lat`` and ``lon``.

    Parameters
    ----------
    rows : sequence of Mapping
        Rows of a package table; numbers or text.

    Returns
    -------
    list of (x, y) or None
        Metres on the grid; ``None`` where a row has no point.
    """
    given = [_number(r.get("lon")) and _number(r.get("lat")) for r in rows]
    shapes = np.array(
        [
            shapely.Point(float(r["lon"]), float(r["lat"])) if known else None
            for r, known in zip(rows, given, strict=True)
        ],
        dtype=object,
    )
    moved = to_grid(shapes, epsg=_WGS84)
    return [None if p is None else (float(p.x), float(p.y)) for p in moved]


def _number(value: object) -> bool:
    return value not in (None, "") and value == value  # noqa: PLR0124  # NaN


def ring(rows: Sequence[Mapping[str, Any]], *, epsg: int) -> shapely.Geometry | None:
    """Return the polygon of numbered corners, only where they make a simple ring.

    Parameters
    ----------
    rows : sequence of Mapping
        With ``n``, ``easting`` and ``northing``.
    epsg : int
        Their reference system.

    Returns
    -------
    Geometry or None
        On the grid; ``None`` for fewer than three corners or a ring that crosses
        itself.
    """
    ordered = sorted(rows, key=lambda row: int(row["n"]))
    corners = [(float(r["easting"]), float(r["northing"])) for r in ordered]
    if len(corners) < 3:
        return None
    shape = shapely.Polygon(corners)
    if not shape.is_valid or shape.area == 0:
        return None
    moved: shapely.Geometry = to_grid(np.array([shape], dtype=object), epsg=epsg)[0]
    return moved


def blob(points: Sequence[Point], *, reach: float) -> shapely.Geometry | None:
    """Return a soft shape round points: for drawing a place known only by names.

    Parameters
    ----------
    points : sequence of (x, y)
        Metres on the grid.
    reach : float
        How far apart two points may lie and still be joined, metres.

    Returns
    -------
    Geometry or None
        ``None`` for no points. It is a sketch: nothing may be measured on it.
    """
    if not points:
        return None
    spread = shapely.union_all(shapely.buffer(shapely.points(points), reach))
    drawn = shapely.buffer(spread, -0.62 * reach)
    if drawn.is_empty:
        return None
    return shapely.simplify(drawn, reach / 60)


def box_of(shape: shapely.Geometry, frame: Frame) -> list[float]:
    """Return left, top, right, bottom of a shape in the frame's metres.

    Parameters
    ----------
    shape : Geometry
        On the grid; not empty.
    frame : Frame
        The rectangle drawn.

    Returns
    -------
    list of float
        Metres from the frame's corner, to 0.1 m; y counts south.

    Examples
    --------
    >>> box_of(shapely.box(2, 3, 4, 5.25), Frame(0, 0, 10, 10))
    [2, 4.8, 4, 7]
    >>> box_of(shapely.Point(12, 5), Frame(0, 0, 10, 10))
    [12, 5, 12, 5]
    """
    west, south, east, north = shapely.bounds(shape)
    return [*frame.at(west, north), *frame.at(east, south)]


def path(shape: shapely.Geometry, frame: Frame) -> str:
    """Return the path data of a shape; a point becomes a dot of no length.

    Parameters
    ----------
    shape : Geometry
        On the grid.
    frame : Frame
        Where it is drawn.

    Returns
    -------
    str
        For the ``d`` of an SVG path; empty for an empty shape.

    Examples
    --------
    >>> path(shapely.LineString([(0, 10), (5, 0)]), Frame(0, 0, 10, 10))
    'M0 0L5 10'
    """
    pieces: list[str] = []
    for piece in shapely.get_parts(shape, return_index=False):
        if isinstance(piece, shapely.Polygon):
            rings = [piece.exterior, *piece.interiors]
            pieces += [
                f"{_line(r.coords[:-1], frame)}Z" for r in rings if len(r.coords)
            ]
        elif isinstance(piece, shapely.GeometryCollection):
            pieces.append(path(piece, frame))
        elif not piece.is_empty:
            text = _line(piece.coords, frame)
            pieces.append(text if "L" in text else f"{text}h0")
    return "".join(pieces)


def _line(corners: Iterable[Sequence[float]], frame: Frame) -> str:
    drawn = (frame.at(corner[0], corner[1]) for corner in corners)
    return "M" + "L".join(f"{x} {y}" for x, y in drawn)
