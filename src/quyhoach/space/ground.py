"""Own the seam between an invalid drawing and the ground it draws."""

from __future__ import annotations

from functools import reduce

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.errors import GEOSException

from quyhoach.space.shapes import Parts, clean, flatten, simple_parts

__all__ = ["ground", "noded", "rows"]


def ground(shapes: NDArray[np.object_]) -> Parts:
    """Return the valid parts of shapes of any kind, valid or not.

    Parameters
    ----------
    shapes : ndarray of object, shape (n,)
        Shapes as read, in any planar system. None is a missing shape.

    Returns
    -------
    Parts
        Valid areas, lines and points. An invalid area becomes what its rings enclose
        (even-odd), its parts united; spikes and collapsed pieces beside an area are
        left out, a drawing without any area becomes its lines or points. For answers
        only: what is stored stays as drawn.

    Examples
    --------
    >>> import shapely
    >>> bow = "POLYGON ((0 0, 4 4, 4 0, 0 4, 0 0))"
    >>> twice = "MULTIPOLYGON (((0 0,4 0,4 4,0 4,0 0)), ((2 0,6 0,6 4,2 4,2 0)))"
    >>> shapely.area(ground(shapely.from_wkt([bow, twice])).areal)
    array([ 8., 24.])
    >>> ground(shapely.from_wkt(["POLYGON ((0 0, 4 0, 0 0))"])).lineal[0].wkt
    'MULTILINESTRING ((0 0, 4 0))'
    """
    parts = flatten(clean(shapes)[0])
    kinds = (parts.areal, parts.lineal)
    broken = [shapely.is_geometry(kind) & ~shapely.is_valid(kind) for kind in kinds]
    at = np.flatnonzero(broken[0] | broken[1])
    if at.size:
        mended = flatten(_mended(rows(parts, at)))
        parts.areal[at], parts.lineal[at] = mended.areal, mended.lineal
        parts.puntal[at] = mended.puntal
    parts.areal[:] = noded(parts.areal)
    return parts


def noded(areal: NDArray[np.object_]) -> NDArray[np.object_]:
    """Return valid areas with a vertex wherever their own rings touch.

    Parameters
    ----------
    areal : ndarray of object, shape (n,)
        Valid polygons or multipolygons, or None.

    Returns
    -------
    ndarray of object, shape (n,)
        The same ground. Where a corner of one ring lies on a side of another, GEOS
        3.14.1 finds parts outside that are not there; with a vertex it does not.

    Examples
    --------
    >>> import shapely
    >>> wedge, block = "((3 3,4 3,4 4,3 3))", "((2 1,3 1,3 5,2 5,2 1))"
    >>> both = noded(shapely.from_wkt([f"MULTIPOLYGON ({wedge}, {block})"]))
    >>> shapely.get_num_coordinates(both).tolist(), shapely.area(both)
    ([10], array([4.5]))
    >>> noded(shapely.from_wkt(["POLYGON ((0 0,4 0,4 4,0 0))"]))[0].wkt
    'POLYGON ((0 0, 4 0, 4 4, 0 0))'
    """
    areal = areal.copy()
    several = (shapely.get_num_geometries(areal) > 1) | (
        shapely.get_num_interior_rings(shapely.get_geometry(areal, 0)) > 0
    )
    at = np.flatnonzero(several & shapely.is_valid(areal))
    if at.size:
        areal[at] = shapely.union_all(areal[at][:, None], axis=1)
    return areal


def rows(parts: Parts, chosen: NDArray[np.int64] | NDArray[np.bool_]) -> Parts:
    """Return the chosen rows of the parts.

    Parameters
    ----------
    parts : Parts
        Columns of length n.
    chosen : ndarray of int or bool
        Row numbers, or a mask of length n.

    Returns
    -------
    Parts
        Columns of the chosen rows, in that order.

    Examples
    --------
    >>> import numpy as np, shapely
    >>> both = ground(shapely.from_wkt(["POINT (1 2)", "POINT EMPTY"]))
    >>> rows(both, np.array([True, False])).puntal[0].wkt
    'POINT (1 2)'
    >>> rows(both, np.array([], dtype=int)).puntal.size
    0
    """
    return Parts(parts.areal[chosen], parts.lineal[chosen], parts.puntal[chosen])


def _mended(parts: Parts) -> NDArray[np.object_]:
    faces, face_of = _valid_pieces(parts.areal)
    areal = np.asarray(shapely.get_type_id(faces) == 3)
    grounded = np.bincount(face_of[areal], minlength=parts.areal.size) > 0
    kept = areal | ~grounded[face_of]
    lines, line_of = _valid_pieces(parts.lineal)
    points, point_of = shapely.get_parts(parts.puntal, return_index=True)
    pieces = np.concatenate([faces[kept], lines, points])
    of = np.concatenate([face_of[kept], line_of, point_of])
    order = np.argsort(of, kind="stable")
    heaps = np.full(parts.areal.shape, None, dtype=object)
    shapely.geometrycollections(pieces[order], indices=of[order], out=heaps)
    return heaps


def _valid_pieces(
    shapes: NDArray[np.object_],
) -> tuple[NDArray[np.object_], NDArray[np.int64]]:
    pieces, of = shapely.get_parts(shapes, return_index=True)
    try:
        valid = np.asarray(shapely.make_valid(pieces), dtype=object)
    except GEOSException:
        valid = np.array([_valid_piece(piece) for piece in pieces], dtype=object)
    singles, within = simple_parts(valid)
    return singles, of[within]


def _valid_piece(piece: shapely.Geometry) -> shapely.Geometry:
    try:
        return shapely.make_valid(piece)
    except GEOSException:
        # even-odd over all rings is what they differ by, ring after ring
        drawn = shapely.polygons(shapely.get_rings(piece))
        rings = np.asarray(drawn, dtype=object).ravel()
        grounds = shapely.buffer(shapely.make_valid(rings), 0)
        even_odd: shapely.Geometry = reduce(shapely.symmetric_difference, grounds)
        return even_odd
