"""Own the seam between an invalid drawing and the ground it draws."""

from __future__ import annotations

import numpy as np
import shapely
from numpy.typing import NDArray

from quyhoach.space.shapes import Parts, clean, flatten

__all__ = ["ground", "rows"]


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
    for at in np.flatnonzero(broken[0] | broken[1]):
        mended = flatten(np.array([_mended(parts, at)], dtype=object))
        parts.areal[at] = mended.areal[0]
        parts.lineal[at] = mended.lineal[0]
        parts.puntal[at] = mended.puntal[0]
    return parts


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


def _mended(parts: Parts, at: np.intp) -> shapely.Geometry:
    areal, lineal, puntal = parts.areal[at], parts.lineal[at], parts.puntal[at]
    faces = shapely.get_parts(shapely.make_valid(shapely.get_parts(areal)))
    while np.any(shapely.get_type_id(faces) > 3):
        faces = shapely.get_parts(faces)
    areas = faces[shapely.get_type_id(faces) == 3]
    lines = shapely.make_valid(shapely.get_parts(lineal))
    points = shapely.get_parts(puntal)
    kept = [*(areas if areas.size else faces), *lines, *points]
    return shapely.GeometryCollection(kept)
