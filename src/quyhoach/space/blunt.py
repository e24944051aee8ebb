"""Own what a tolerance does to a relation: what is thinner than it does not count.

A part counts when a disc of the tolerance's diameter fits:

- ground: the disc fits inside it (an area shrunk by half the tolerance is not empty);
- a line in an area, or outside of everything: the piece is at least as long as the
  tolerance, and somewhere half of it away from the border;
- a line along a line: the piece is at least as long as the tolerance;
- a point: at least the tolerance away from the border.

Lines that only cross, and points on lines or points, have no thickness to judge and
stay as they are. So do shapes that are disjoint or only touch.
"""

from __future__ import annotations

import numpy as np
import shapely
from numpy.typing import NDArray

from quyhoach.space.ground import rows
from quyhoach.space.overlay import safely
from quyhoach.space.shapes import Parts, flatten
from quyhoach.space.tolerance import survives

__all__ = ["blunt_relation"]

_STRICTLY = 1.0 - 1e-9


def blunt_relation(
    relation: NDArray[np.object_], ours: Parts, theirs: Parts, tolerance_m: float
) -> NDArray[np.object_]:
    """Return the relations once parts thinner than the tolerance no longer count.

    Parameters
    ----------
    relation : ndarray of object, shape (n,)
        The exact relation of each pair.
    ours, theirs : Parts
        Valid parts of the n pairs, in metres.
    tolerance_m : float
        Above 0, in metres.

    Returns
    -------
    ndarray of object, shape (n,)
        ``touches`` where nothing that is shared counts; else ``equals``, ``within`` or
        ``contains`` where nothing outside counts; else the exact relation.

    Examples
    --------
    >>> import numpy as np, shapely
    >>> from quyhoach.space.ground import ground
    >>> zone = ground(np.array([shapely.box(0, 0, 100, 100)] * 2, dtype=object))
    >>> others = [shapely.box(99.5, 0, 200, 100), shapely.box(50, 50, 100.5, 90)]
    >>> others = ground(np.array(others, dtype=object))
    >>> exact = np.array(["overlaps", "overlaps"], dtype=object)
    >>> blunt_relation(exact, zone, others, 1.0).tolist()
    ['touches', 'contains']
    """
    relation = relation.copy()
    open_rows = np.flatnonzero(~np.isin(relation, ["disjoint", "touches"]))
    open_rows = open_rows[_filled(ours, theirs)[open_rows]]
    if not open_rows.size:
        return relation
    mine, other = rows(ours, open_rows), rows(theirs, open_rows)
    exact, limit = relation[open_rows], tolerance_m * _STRICTLY
    shared = _shared_counts(mine, other, limit)
    left, right = mine.dimension, other.dimension
    over = ~np.isin(exact, ["within", "equals"]) & _outside_counts(mine, other, limit)
    under = ~np.isin(exact, ["contains", "equals"]) & _outside_counts(
        other, mine, limit
    )
    over |= left > right
    under |= right > left
    relation[open_rows] = np.select(
        [~shared, ~over & ~under, ~over, ~under],
        ["touches", "equals", "within", "contains"],
        default=exact,
    )
    return relation


def _filled(ours: Parts, theirs: Parts) -> NDArray[np.bool_]:
    return (ours.dimension >= 0) & (theirs.dimension >= 0)


def _thick(areas: NDArray[np.object_], limit: float) -> NDArray[np.bool_]:
    thick = survives(shapely.area(areas), shapely.length(areas), np.array(limit / 2))
    unsure = np.flatnonzero(~thick & shapely.is_geometry(areas))
    shrunk = shapely.buffer(areas[unsure], -limit / 2, quad_segs=16)
    thick[unsure] = shapely.area(shrunk) > 0
    return thick


def _any(size: int, of: NDArray[np.int64], hit: NDArray[np.bool_]) -> NDArray[np.bool_]:
    return np.bincount(of[np.asarray(hit, dtype=bool)], minlength=size) > 0


def _shared_counts(ours: Parts, theirs: Parts, limit: float) -> NDArray[np.bool_]:
    both = flatten(safely(shapely.intersection, ours.areal, theirs.areal))
    counts = _thick(both.areal, limit)
    for mine, other in ((ours, theirs), (theirs, ours)):
        counts |= _line_enters(mine.lineal, other.areal, limit)
        points, of = shapely.get_parts(mine.puntal, return_index=True)
        area = other.areal[of]
        deep = shapely.distance(points, shapely.boundary(area)) >= limit
        hit = shapely.intersects(points, area) & deep
        hit |= shapely.intersects(points, other.lineal[of])
        hit |= shapely.intersects(points, other.puntal[of])
        counts |= _any(counts.size, of, hit)
    along = flatten(safely(shapely.intersection, ours.lineal, theirs.lineal))
    only_cross = shapely.is_missing(along.lineal) & shapely.is_geometry(along.puntal)
    return np.asarray(counts | only_cross | _long(along.lineal, limit))


def _pieces(
    lines: NDArray[np.object_],
) -> tuple[NDArray[np.object_], NDArray[np.int64]]:
    merged = shapely.line_merge(lines)
    pieces, of = shapely.get_parts(merged, return_index=True)
    return np.asarray(pieces, dtype=object), np.asarray(of, dtype=np.int64)


def _long(lines: NDArray[np.object_], limit: float) -> NDArray[np.bool_]:
    pieces, of = _pieces(lines)
    return _any(lines.size, of, shapely.length(pieces) >= limit)


def _line_enters(
    lines: NDArray[np.object_], areas: NDArray[np.object_], limit: float
) -> NDArray[np.bool_]:
    inside = flatten(safely(shapely.intersection, lines, areas)).lineal
    pieces, of = _pieces(inside)
    core = _moved(areas, of, -limit / 2)
    hit = (shapely.length(pieces) >= limit) & shapely.intersects(pieces, core)
    return _any(lines.size, of, hit)


def _moved(
    shapes: NDArray[np.object_], of: NDArray[np.int64], distance: float
) -> NDArray[np.object_]:
    """Return the shape of each piece with its border moved, each built only once."""
    at, back = np.unique(of, return_inverse=True)
    moved = shapely.buffer(shapes[at], distance, quad_segs=16)
    return np.asarray(moved, dtype=object)[back]


def _area_outside_counts(
    ours: NDArray[np.object_], theirs: NDArray[np.object_], limit: float
) -> NDArray[np.bool_]:
    drawn = shapely.is_geometry(theirs)
    other_area = np.where(drawn, shapely.area(theirs), 0.0)
    other_border = np.where(drawn, shapely.length(theirs), 0.0)
    # a lower bound of what is outside and an upper bound of its border: most pairs
    # are far from doubtful and need no overlay
    border = shapely.length(ours) + other_border
    counts = survives(shapely.area(ours) - other_area, border, np.array(limit / 2))
    unsure = np.flatnonzero(~counts & shapely.is_geometry(ours))
    rest = ours[unsure]
    cut = safely(shapely.difference, rest, theirs[unsure])
    counts[unsure] = _thick(np.where(drawn[unsure], cut, rest), limit)
    return counts


def _outside_counts(ours: Parts, theirs: Parts, limit: float) -> NDArray[np.bool_]:
    size = ours.areal.size
    counts = _area_outside_counts(ours.areal, theirs.areal, limit)
    lines = ours.lineal
    for other in (theirs.areal, theirs.lineal):
        cut = safely(shapely.difference, lines, other)
        lines = np.where(shapely.is_geometry(other), cut, lines)
    pieces, of = _pieces(flatten(lines).lineal)
    near = np.zeros(of.shape, dtype=bool)
    for other in (theirs.areal, theirs.lineal, theirs.puntal):
        band = _moved(other, of, limit / 2)
        near |= np.asarray(shapely.covered_by(pieces, band))
    counts |= _any(size, of, (shapely.length(pieces) >= limit) & ~near)
    points, of = shapely.get_parts(ours.puntal, return_index=True)
    away = np.full(of.shape, np.inf)
    for other in (theirs.areal, theirs.lineal, theirs.puntal):
        away = np.fmin(away, shapely.distance(points, other[of]))
    return np.asarray(counts | _any(size, of, away >= limit))
