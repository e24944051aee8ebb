"""Own the seam between shapes as drawn and shapes that a predicate may see."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

__all__ = ["Parts", "clean", "flatten", "measure", "simple_parts", "validity"]

_POINTS, _LINES, _AREAS = (0, 4), (1, 2, 5), (3, 6)
_COLLECTION, _RING = 7, 2


@dataclass(frozen=True, slots=True)
class Parts:
    """Shapes split by dimension, each part of one kind only.

    Parameters
    ----------
    areal, lineal, puntal : ndarray of object, shape (n,)
        Polygons, lines and points of each shape; None where it has none of that kind.
    """

    areal: NDArray[np.object_]
    lineal: NDArray[np.object_]
    puntal: NDArray[np.object_]

    @property
    def dimension(self) -> NDArray[np.int64]:
        """Return 2, 1 or 0 for the highest kind present, -1 where there is none."""
        highest = np.where(shapely.is_geometry(self.puntal), 0, -1)
        highest = np.where(shapely.is_geometry(self.lineal), 1, highest)
        return np.asarray(np.where(shapely.is_geometry(self.areal), 2, highest))

    @property
    def mixed(self) -> NDArray[np.bool_]:
        """Return where a shape holds parts of more than one dimension."""
        kinds = [self.areal, self.lineal, self.puntal]
        count = np.sum([shapely.is_geometry(kind) for kind in kinds], axis=0)
        return np.asarray(count > 1)


def clean(
    shapes: NDArray[np.object_],
) -> tuple[NDArray[np.object_], NDArray[np.bool_]]:
    """Return flat shapes without empty parts, and where a height was dropped.

    Parameters
    ----------
    shapes : ndarray of object, shape (n,)
        Shapes as read, in any reference system. None is a missing shape.

    Returns
    -------
    shapes : ndarray of object, shape (n,)
        The same shapes without Z and M, without empty holes and empty parts.
        Nothing else changes: an invalid shape stays invalid. None stays None.
    had_height : ndarray of bool, shape (n,)
        Where a Z or M was dropped.

    Notes
    -----
    An empty hole ends the whole process in a GEOS 3.14 predicate, so every shape
    passes here before it meets another.

    Examples
    --------
    >>> import shapely
    >>> holed = "POLYGON ((0 0,4 0,4 4,0 0),EMPTY)"
    >>> drawn = shapely.from_wkt(["POINT Z (1 2 3)", holed])
    >>> shapes, had_height = clean(drawn)
    >>> [shape.wkt for shape in shapes], had_height.tolist()
    (['POINT (1 2)', 'POLYGON ((0 0, 4 0, 4 4, 0 0))'], [True, False])
    """
    shapes = np.asarray(shapes, dtype=object)
    if not shapes.size:
        return shapes.copy(), np.zeros(shapes.shape, dtype=bool)
    had_height = shapely.has_z(shapes) | shapely.has_m(shapes)
    flat = np.asarray(shapely.force_2d(shapes), dtype=object)
    for at in np.flatnonzero(_hollow(flat)):
        flat[at] = _without_empties(flat[at])
    return flat, had_height


def validity(
    shapes: NDArray[np.object_],
) -> tuple[NDArray[np.bool_], NDArray[np.object_]]:
    """Return which shapes are valid as drawn, and why the others are not.

    Parameters
    ----------
    shapes : ndarray of object, shape (n,)
        Shapes in any reference system.

    Returns
    -------
    valid : ndarray of bool, shape (n,)
        OGC validity; an empty shape is valid, a missing one is not.
    reasons : ndarray of object, shape (n,)
        Text with the place of the fault; empty where valid, "missing" for None.

    Examples
    --------
    >>> import numpy as np, shapely
    >>> bow = shapely.from_wkt("POLYGON ((0 0, 4 4, 4 0, 0 4, 0 0))")
    >>> valid, reasons = validity(np.array([bow, shapely.Point(1, 2), None]))
    >>> valid.tolist(), reasons.tolist()
    ([False, True, False], ['Self-intersection[2 2]', '', 'missing'])
    """
    shapes, _ = clean(shapes)
    valid = np.asarray(shapely.is_valid(shapes), dtype=bool)
    reasons = np.full(shapes.shape, "", dtype=object)
    if not valid.all():
        reasons[~valid] = shapely.is_valid_reason(shapes[~valid])
    reasons[shapely.is_missing(shapes)] = "missing"
    return valid, reasons


def flatten(shapes: NDArray[np.object_]) -> Parts:
    """Return the areal, lineal and puntal parts of each shape.

    Parameters
    ----------
    shapes : ndarray of object, shape (n,)
        Shapes as `clean` leaves them; collections may nest.

    Returns
    -------
    Parts
        One array a dimension. Polygons of one collection that lie on or against each
        other become their union, the ground they cover; rings become closed lines.

    Examples
    --------
    >>> import shapely
    >>> parts = flatten(shapely.from_wkt([
    ...     "GEOMETRYCOLLECTION (POLYGON ((0 0,4 0,4 4,0 0)), POINT (9 9))",
    ...     "GEOMETRYCOLLECTION EMPTY"]))
    >>> parts.areal[0].geom_type, parts.puntal[0].wkt, parts.dimension.tolist()
    ('MultiPolygon', 'MULTIPOINT ((9 9))', [2, -1])
    """
    shapes = np.asarray(shapes, dtype=object)
    kind = np.asarray(shapely.get_type_id(shapes))
    filled = ~np.asarray(shapely.is_empty(shapes), dtype=bool)
    parts = Parts(
        areal=_only(shapes, filled & np.isin(kind, _AREAS)),
        lineal=_only(shapes, filled & np.isin(kind, _LINES)),
        puntal=_only(shapes, filled & np.isin(kind, _POINTS)),
    )
    for at in np.flatnonzero(kind == _RING):
        parts.lineal[at] = _opened(shapes[at]) if filled[at] else None
    collections = np.flatnonzero(filled & (kind == _COLLECTION))
    if collections.size:
        _split(shapes[collections], collections, parts)
    return parts


def measure(
    shapes: NDArray[np.object_],
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the area of the areal parts and the length of the lineal parts.

    Parameters
    ----------
    shapes : ndarray of object, shape (n,)
        Shapes in metres (EPSG:9215); any kind, also collections.

    Returns
    -------
    area_m2 : ndarray of float, shape (n,)
        Area in m²; 0.0 without areal parts, for empty and for missing shapes.
    length_m : ndarray of float, shape (n,)
        Length of lines in m, never a perimeter; 0.0 likewise.

    Examples
    --------
    >>> import numpy as np, shapely
    >>> mixed = "GEOMETRYCOLLECTION (POLYGON ((0 0,4 0,4 4,0 0)), LINESTRING (0 9,3 9))"
    >>> measure(np.array([shapely.from_wkt(mixed), None]))
    (array([8., 0.]), array([3., 0.]))
    """
    shapes = np.asarray(shapes, dtype=object)
    with np.errstate(all="ignore"):
        area = np.nan_to_num(shapely.area(shapes), nan=0.0, posinf=np.inf)
        length = np.zeros(shapes.shape)
        kind = np.asarray(shapely.get_type_id(shapes))
        lines = np.isin(kind, _LINES)
        length[lines] = shapely.length(shapes[lines])
        collections = np.flatnonzero(kind == _COLLECTION)
        if collections.size:
            parts, of = simple_parts(shapes[collections])
            lineal = np.isin(shapely.get_type_id(parts), _LINES)
            length[collections] = np.bincount(
                of[lineal],
                weights=shapely.length(parts[lineal]),
                minlength=collections.size,
            )
    return area, length


def simple_parts(
    shapes: NDArray[np.object_],
) -> tuple[NDArray[np.object_], NDArray[np.int64]]:
    """Return the single points, lines and polygons that shapes are made of.

    Parameters
    ----------
    shapes : ndarray of object, shape (n,)
        Shapes of any kind and nesting; missing ones have no parts.

    Returns
    -------
    parts : ndarray of object, shape (k,)
        Single, filled parts in the order of the shapes.
    of : ndarray of int, shape (k,)
        The shape each part belongs to.

    Examples
    --------
    >>> import shapely
    >>> drawn = shapely.from_wkt(["MULTIPOINT (1 2, 3 4)", "POINT (5 6)"])
    >>> parts, of = simple_parts(drawn)
    >>> [part.wkt for part in parts], of.tolist()
    (['POINT (1 2)', 'POINT (3 4)', 'POINT (5 6)'], [0, 0, 1])
    >>> simple_parts(shapely.from_wkt(["GEOMETRYCOLLECTION (POINT EMPTY)"]))[0].size
    0
    """
    parts, of = shapely.get_parts(np.asarray(shapes, dtype=object), return_index=True)
    while np.any(shapely.get_type_id(parts) > 3):
        parts, deeper = shapely.get_parts(parts, return_index=True)
        of = of[deeper]
    filled = ~np.asarray(shapely.is_empty(parts))
    return parts[filled], of[filled]


def _only(shapes: NDArray[np.object_], mask: NDArray[np.bool_]) -> NDArray[np.object_]:
    chosen = np.full(shapes.shape, None, dtype=object)
    chosen[mask] = shapes[mask]
    return chosen


def _hollow(shapes: NDArray[np.object_]) -> NDArray[np.bool_]:
    """Where a shape has an empty part or ring and is not empty itself."""
    kind = np.asarray(shapely.get_type_id(shapes))
    hollow = kind == _COLLECTION
    parts, of = shapely.get_parts(shapes[kind >= 3], return_index=True)
    where = np.flatnonzero(kind >= 3)[of]
    hollow[where[np.asarray(shapely.is_empty(parts))]] = True
    holed = shapely.get_num_interior_rings(parts) > 0
    rings, ring_of = shapely.get_rings(parts[holed], return_index=True)
    empty = np.asarray(shapely.is_empty(rings))
    hollow[where[np.flatnonzero(holed)[ring_of[empty]]]] = True
    return np.asarray(hollow & ~np.asarray(shapely.is_empty(shapes)), dtype=bool)


def _without_empties(shape: Any) -> Any:  # noqa: ANN401
    kind = shapely.get_type_id(shape)
    if kind == 3:
        holes = [hole for hole in shape.interiors if not hole.is_empty]
        return shapely.Polygon(shape.exterior, holes)
    if kind < 4:
        return shape
    parts = [_without_empties(part) for part in shape.geoms if not part.is_empty]
    return type(shape)(parts)


def _opened(ring: shapely.LinearRing) -> shapely.LineString:
    return shapely.LineString(shapely.get_coordinates(ring))


def _split(shapes: NDArray[np.object_], rows: NDArray[np.int64], parts: Parts) -> None:
    single, of = simple_parts(shapes)
    kind = np.asarray(shapely.get_type_id(single))
    for at in np.flatnonzero(kind == _RING):
        single[at] = _opened(single[at])
    for kinds, build, into in (
        (_AREAS, shapely.multipolygons, parts.areal),
        (_LINES, shapely.multilinestrings, parts.lineal),
        (_POINTS, shapely.multipoints, parts.puntal),
    ):
        chosen = np.isin(kind, kinds)
        if chosen.any():
            present, index = np.unique(of[chosen], return_inverse=True)
            into[rows[present]] = build(single[chosen], indices=index)
    _unite(parts.areal, rows)


def _unite(areal: NDArray[np.object_], rows: NDArray[np.int64]) -> None:
    """Unite valid faces that lie on or against each other."""
    drawn = areal[rows]
    rows = rows[shapely.is_geometry(drawn) & ~shapely.is_valid(drawn)]
    faces, of = shapely.get_parts(areal[rows], return_index=True)
    faulty = np.bincount(of[~shapely.is_valid(faces)], minlength=rows.size) > 0
    rows = rows[~faulty]
    if rows.size:
        areal[rows] = shapely.union_all(areal[rows][:, None], axis=1)
