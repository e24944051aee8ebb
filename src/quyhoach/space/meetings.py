"""Own the seam between two layers of shapes and the ground they share."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

from quyhoach.errors import BadInput
from quyhoach.space.ground import noded
from quyhoach.space.overlay import safely
from quyhoach.space.reference import looks_like_degrees
from quyhoach.space.shapes import clean, flatten, measure

__all__ = ["Meetings", "meet", "meet_within", "outside_share", "shared_ground"]

_CHUNK = 50_000


@dataclass(frozen=True, slots=True)
class Meetings:
    """Pairs of shapes that share ground, in columns, sorted by left, then right.

    Parameters
    ----------
    left, right : ndarray of int64, shape (m,)
        Row numbers of the two shapes.
    area_m2, length_m : ndarray of float64, shape (m,)
        Shared area in m² (two areas) and shared length in m (a line and an area or a
        line), on EPSG:9215. Both 0.0 where a point lies in an area.
    share_left, share_right : ndarray of float64, shape (m,)
        What is shared over the shape's own measure: its area, else its length, else
        its number of points. 0.0 for the larger dimension of a pair.
    """

    left: NDArray[np.int64]
    right: NDArray[np.int64]
    area_m2: NDArray[np.float64]
    length_m: NDArray[np.float64]
    share_left: NDArray[np.float64]
    share_right: NDArray[np.float64]

    def __len__(self) -> int:
        return int(self.left.size)

    def take(self, mask: NDArray[np.bool_] | NDArray[np.int64]) -> Meetings:
        """Return the chosen meetings.

        Parameters
        ----------
        mask : ndarray of bool, shape (m,), or of int
            Which meetings, or their positions.

        Returns
        -------
        Meetings
            The chosen ones in that order.

        Examples
        --------
        >>> import numpy as np, shapely
        >>> zone = np.array([shapely.box(500_000, 0, 500_100, 100)])
        >>> found = meet(zone, zone)
        >>> len(found.take(found.area_m2 > 0)), len(found.take(found.area_m2 < 0))
        (1, 0)
        """
        return Meetings(*(getattr(self, name)[mask] for name in self.__slots__))


def meet(left: NDArray[np.object_], right: NDArray[np.object_]) -> Meetings:
    """Return all pairs of a left and a right shape that share ground.

    Parameters
    ----------
    left, right : ndarray of object, shapes (n,) and (m,)
        Shapes in metres (EPSG:9215). A missing, empty or invalid shape never meets
        another: `validity` says which and why.

    Returns
    -------
    Meetings
        The pairs with a shared area above 0 (two areas), a shared length above 0 (a
        line inside an area, or along a line) or a point inside an area.

    Raises
    ------
    BadInput
        All coordinates of a layer would do as degrees: measures would mean nothing.

    Notes
    -----
    Touching is not sharing: along a border, at a corner, a point on a border or on a
    line. A collection counts with the parts of its highest dimension. The answer for
    a pair depends on the two shapes alone, not on their places or on which is left.

    Examples
    --------
    >>> import numpy as np, shapely
    >>> from shapely import box
    >>> zones = np.array([box(0, 0, 1000, 1000), box(1000, 0, 2000, 500)])
    >>> plots = np.array([box(900, 0, 1000, 100), None, box(950, 0, 1050, 100)])
    >>> found = meet(plots, zones)
    >>> found.left.tolist(), found.right.tolist(), found.area_m2.tolist()
    ([0, 2, 2], [0, 0, 1], [10000.0, 5000.0, 5000.0])
    >>> found.share_left.tolist()
    [1.0, 0.5, 0.5]

    >>> meet(np.array([shapely.Point(106.7, 21.8)]), zones)  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    quyhoach.errors.BadInput: ...
    """
    ours, theirs = _able(left), _able(right)
    tree = shapely.STRtree(theirs)
    first, second = tree.query(ours, predicate="intersects")
    return _measured(ours, theirs, first, second)


def meet_within(shapes: NDArray[np.object_]) -> Meetings:
    """Return all pairs of different shapes of one layer that share ground.

    Parameters
    ----------
    shapes : ndarray of object, shape (n,)
        Shapes in metres (EPSG:9215), as for `meet`.

    Returns
    -------
    Meetings
        Each pair once, ``left < right``.

    Raises
    ------
    BadInput
        As for `meet`.

    Examples
    --------
    >>> import numpy as np, shapely
    >>> plots = np.array([shapely.box(at, 0, at + 200, 100) for at in (0, 100, 300)])
    >>> found = meet_within(plots)
    >>> list(zip(found.left.tolist(), found.right.tolist(), found.share_right.tolist()))
    [(0, 1, 0.5)]
    >>> len(meet_within(np.array([None, shapely.Point()])))
    0
    """
    ours = _able(shapes)
    first, second = shapely.STRtree(ours).query(ours, predicate="intersects")
    once = first < second
    return _measured(ours, ours, first[once], second[once])


def outside_share(
    left: NDArray[np.object_], right: NDArray[np.object_], meetings: Meetings
) -> NDArray[np.float64]:
    """Return the share of each left shape outside all the right shapes it meets.

    Parameters
    ----------
    left, right : ndarray of object, shapes (n,) and (m,)
        The layers that `meet` saw.
    meetings : Meetings
        What it answered, or some of it.

    Returns
    -------
    ndarray of float64, shape (n,)
        Between 0.0 and 1.0, over area, length or number of points; right shapes that
        overlap are united first. 1.0 where nothing is met; NaN where the left shape is
        missing, empty or invalid.

    Examples
    --------
    >>> import numpy as np, shapely
    >>> plots = np.array([shapely.box(0, 0, 1000, 100), None])
    >>> zones = np.array([shapely.box(0, 0, 500, 500), shapely.box(250, 0, 750, 500)])
    >>> outside_share(plots, zones, meet(plots, zones))
    array([0.25,  nan])
    """
    ours = _able(left)
    outside = np.where(shapely.is_missing(ours), np.nan, 1.0)
    full = np.zeros(outside.shape, dtype=bool)
    full[meetings.left[meetings.share_left >= 1.0]] = True
    outside[full] = 0.0
    counts = np.bincount(meetings.left, minlength=outside.size)
    lone = ~full[meetings.left] & (counts[meetings.left] == 1)
    outside[meetings.left[lone]] = 1.0 - meetings.share_left[lone]
    several = meetings.take(~full[meetings.left] & (counts[meetings.left] > 1))
    if len(several):
        rows, of = np.unique(several.left, return_inverse=True)
        pieces = shared_ground(left[several.left], right[several.right])
        met = shapely.is_geometry(pieces)
        heaps = np.full(rows.shape, None, dtype=object)
        shapely.geometrycollections(pieces[met], indices=of[met], out=heaps)
        inside = shapely.union_all(heaps[:, None], axis=1)
        outside[rows] = 1.0 - np.minimum(
            _own(np.asarray(inside, dtype=object)) / _own(ours[rows]), 1.0
        )
    return outside


def shared_ground(
    left: NDArray[np.object_], right: NDArray[np.object_]
) -> NDArray[np.object_]:
    """Return the ground that each pair shares, as a shape to show.

    Parameters
    ----------
    left, right : ndarray of object, shape (n,)
        Pairs of shapes in metres (EPSG:9215).

    Returns
    -------
    ndarray of object, shape (n,)
        The part of the intersection with the lower dimension of the two: an area for
        two areas, a line for a line in an area. None where nothing is shared, where
        the two only touch, and where a shape is missing, empty or invalid.

    Examples
    --------
    >>> import numpy as np, shapely
    >>> plot, zone = shapely.box(0, 0, 400, 200), shapely.box(200, 0, 900, 200)
    >>> beside = shapely.box(400, 0, 500, 200)
    >>> ground = shared_ground(np.array([plot, plot]), np.array([zone, beside]))
    >>> ground[0].area, ground[1] is None
    (40000.0, True)
    """
    ours, theirs = _able(left), _able(right)
    if not ours.size:
        return ours
    parts = flatten(safely(shapely.intersection, ours, theirs))
    mine, other = _dimension(ours), _dimension(theirs)
    shared = np.full(ours.shape, None, dtype=object)
    areas, lines = np.minimum(mine, other) == 2, np.minimum(mine, other) == 1
    shared[areas], shared[lines] = parts.areal[areas], parts.lineal[lines]
    entering = np.flatnonzero(lines & (mine != other))
    borders = _borders(ours[entering], theirs[entering])
    inner = safely(shapely.difference, shared[entering], borders)
    shared[entering] = flatten(inner).lineal
    points, of = _points_inside(ours, theirs)
    shapely.multipoints(points, indices=of, out=shared)
    return shared


def _able(shapes: NDArray[np.object_]) -> NDArray[np.object_]:
    """Shapes of one dimension each that may meet; None for all others."""
    shapes, _ = clean(shapes)
    if looks_like_degrees(shapes):
        reason = "toạ độ là độ, không phải mét (degrees, not metres)"
        raise BadInput(reason, cure="chuyển sang EPSG:9215 trước (project them first)")
    parts = flatten(shapes)
    able = np.where(shapely.is_geometry(parts.lineal), parts.lineal, parts.puntal)
    able = np.where(shapely.is_geometry(parts.areal), parts.areal, able)
    able[~np.asarray(shapely.is_valid(able), dtype=bool)] = None
    polygons = np.flatnonzero(shapely.get_dimensions(able) == 2)
    able[polygons] = noded(able[polygons])
    return np.asarray(able, dtype=object)


def _dimension(shapes: NDArray[np.object_]) -> NDArray[np.int64]:
    return np.asarray(shapely.get_dimensions(shapes), dtype=np.int64)


def _own(shapes: NDArray[np.object_]) -> NDArray[np.float64]:
    area, length = measure(shapes)
    own = np.where(_dimension(shapes) == 1, length, area)
    points = shapely.get_num_geometries(shapes)
    return np.where(_dimension(shapes) == 0, points, own).astype(np.float64)


def _measured(
    ours: NDArray[np.object_],
    theirs: NDArray[np.object_],
    first: NDArray[np.int64],
    second: NDArray[np.int64],
) -> Meetings:
    order = np.lexsort((second, first))
    first, second = first[order].astype(np.int64), second[order].astype(np.int64)
    turn = _later(ours, theirs, first, second)
    own_first, own_second = _own(ours)[first], _own(theirs)[second]
    measures = np.zeros((3, first.size))
    for start in range(0, first.size, _CHUNK):
        chunk = slice(start, start + _CHUNK)
        # one fixed order of arguments: the answer cannot depend on which is left
        a, b = ours[first[chunk]], theirs[second[chunk]]
        a, b = np.where(turn[chunk], b, a), np.where(turn[chunk], a, b)
        measures[:, chunk] = _shared(a, b)
    kinds = _dimension(ours)[first], _dimension(theirs)[second]
    found = Meetings(
        left=first,
        right=second,
        area_m2=measures[0],
        length_m=measures[1],
        share_left=_share(measures, kinds[0], own_first),
        share_right=_share(measures, kinds[1], own_second),
    )
    return found.take(measures.max(axis=0, initial=0.0) > 0)


def _share(
    measures: NDArray[np.float64],
    kind: NDArray[np.int64],
    own: NDArray[np.float64],
) -> NDArray[np.float64]:
    shared = np.select([kind == 2, kind == 1], [measures[0], measures[1]], measures[2])
    share = np.divide(shared, own, where=own > 0, out=np.zeros(own.shape))
    return np.asarray(np.minimum(share, 1.0))


def _later(
    ours: NDArray[np.object_],
    theirs: NDArray[np.object_],
    first: NDArray[np.int64],
    second: NDArray[np.int64],
) -> NDArray[np.bool_]:
    """Where the left shape of a pair comes after the right in an order of shapes."""
    keys = [
        np.column_stack([shapely.bounds(layer), shapely.get_num_coordinates(layer)])
        for layer in (ours, theirs)
    ]
    later, open_ = np.zeros(first.shape, bool), np.ones(first.shape, bool)
    for mine, other in zip(keys[0].T, keys[1].T, strict=True):
        later |= open_ & (mine[first] > other[second])
        open_ &= mine[first] == other[second]
    tied = np.flatnonzero(open_)
    texts = shapely.to_wkb(ours[first[tied]]), shapely.to_wkb(theirs[second[tied]])
    later[tied] = texts[0] > texts[1]
    return later


def _shared(a: NDArray[np.object_], b: NDArray[np.object_]) -> NDArray[np.float64]:
    """Area, length and number of points that pairs share, as three rows."""
    shared = np.zeros((3, a.size))
    mine, other = _dimension(a), _dimension(b)
    lower = np.minimum(mine, other)
    areas = np.flatnonzero(lower == 2)
    shared[0, areas] = _shared_area(a[areas], b[areas])
    lines = np.flatnonzero(lower == 1)
    both = safely(shapely.intersection, a[lines], b[lines])
    shared[1, lines] = measure(both)[1]
    entering = np.flatnonzero((lower == 1) & (mine != other))
    along = _borders(a[entering], b[entering])
    thread = np.where(mine[entering] == 1, a[entering], b[entering])
    border = measure(safely(shapely.intersection, thread, along))[1]
    inner = shared[1, entering] - border
    # what is left of a subtraction of two equal lengths is rounding, not ground
    shared[1, entering] = np.where(inner > 1e-9 * border, inner, 0.0)
    _, of = _points_inside(a, b)
    shared[2] = np.bincount(of, minlength=a.size)
    return shared


def _shared_area(a: NDArray[np.object_], b: NDArray[np.object_]) -> NDArray[np.float64]:
    area = np.zeros(a.shape)
    inside, around = shapely.covered_by(a, b), shapely.covers(a, b)
    area[inside] = shapely.area(a[inside])
    area[around] = shapely.area(b[around])
    rest = ~(inside | around)
    area[rest] = measure(safely(shapely.intersection, a[rest], b[rest]))[0]
    return area


def _borders(a: NDArray[np.object_], b: NDArray[np.object_]) -> NDArray[np.object_]:
    areas = np.where(_dimension(a) == 2, a, b)
    return np.asarray(shapely.boundary(areas), dtype=object)


def _points_inside(
    a: NDArray[np.object_], b: NDArray[np.object_]
) -> tuple[NDArray[np.object_], NDArray[np.int64]]:
    """Points of one shape of a pair inside the area of the other, and their pair."""
    mine, other = _dimension(a), _dimension(b)
    pairs = np.flatnonzero(
        (np.minimum(mine, other) == 0) & (np.maximum(mine, other) == 2)
    )
    points = np.where(mine[pairs] == 0, a[pairs], b[pairs])
    areas = np.where(mine[pairs] == 0, b[pairs], a[pairs])
    single, of = shapely.get_parts(points, return_index=True)
    inside = np.asarray(shapely.contains_properly(areas[of], single), dtype=bool)
    return single[inside], pairs[of[inside]]
