"""Own the reading of a DE-9IM matrix: which one relation holds."""

from __future__ import annotations

import numpy as np
import shapely
from numpy.typing import NDArray

from quyhoach.space.overlay import safely
from quyhoach.space.shapes import Parts

__all__ = ["standing"]


def standing(ours: Parts, theirs: Parts) -> NDArray[np.object_]:
    """Return the relation of pairs in which each shape has one dimension.

    Parameters
    ----------
    ours, theirs : Parts
        Valid parts of n pairs.

    Returns
    -------
    ndarray of object, shape (n,)
        The relation. Two empty shapes are equal, an empty and a filled one disjoint.
        Rows with a mixed shape are answered on its highest dimension only, for
        `mixed_relation` to answer them after.

    Examples
    --------
    >>> import shapely
    >>> from quyhoach.space.ground import ground
    >>> line = ["LINESTRING (0 0, 4 0)", "LINESTRING (0 0, 4 0)", "POINT EMPTY"]
    >>> other = ["LINESTRING (4 0, 0 0)", "POINT (4 0)", "LINESTRING EMPTY"]
    >>> pairs = ground(shapely.from_wkt(line)), ground(shapely.from_wkt(other))
    >>> standing(*pairs).tolist()
    ['equals', 'touches', 'equals']
    """
    left, right = ours.dimension, theirs.dimension
    relation = np.full(left.shape, "disjoint", dtype=object)
    relation[(left < 0) & (right < 0)] = "equals"
    filled = np.flatnonzero((left >= 0) & (right >= 0))
    matrices = safely(shapely.relate, _highest(ours)[filled], _highest(theirs)[filled])
    known = np.flatnonzero(matrices != None)  # noqa: E711
    filled = filled[known]
    # one text for matrix and dimensions, so that each kind is named only once
    keys = np.char.add(matrices[known].astype("U9"), _digits(left[filled]))
    kinds, which = np.unique(
        np.char.add(keys, _digits(right[filled])), return_inverse=True
    )
    names = np.array([_name(kind) for kind in kinds.tolist()], dtype=object)
    relation[filled] = names[which] if kinds.size else "disjoint"
    return relation


def _highest(parts: Parts) -> NDArray[np.object_]:
    shapes = np.where(shapely.is_geometry(parts.lineal), parts.lineal, parts.puntal)
    return np.where(shapely.is_geometry(parts.areal), parts.areal, shapes)


def _digits(numbers: NDArray[np.int64]) -> NDArray[np.str_]:
    return numbers.astype("U1")


def _name(kind: str) -> str:
    matrix, left, right = kind[:9], kind[9], kind[10]
    outside_left = matrix[2] != "F" or matrix[5] != "F"
    outside_right = matrix[6] != "F" or matrix[7] != "F"
    if matrix[0] == "F":
        touching = any(matrix[at] != "F" for at in (1, 3, 4))
        return "touches" if touching else "disjoint"
    if not outside_left and not outside_right:
        return "equals"
    if not outside_left:
        return "within"
    if not outside_right:
        return "contains"
    crossing = left != right or (left == "1" and matrix[0] == "0")
    return "crosses" if crossing else "overlaps"
