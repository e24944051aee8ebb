"""Own the relation of collections that mix areas, lines and points.

GEOS 3.14 answers some of these differently after an exact rotation, so they never
reach it: the nine matrices of their one-dimensional parts do, and decide here.
"""

from __future__ import annotations

from itertools import product

import numpy as np
import shapely
from numpy.typing import NDArray

from quyhoach.space.overlay import safely
from quyhoach.space.shapes import Parts, flatten

__all__ = ["mixed_relation"]

_AREA, _LINE, _POINT = 0, 1, 2
_NONE = "FFFFFFFFF"


def mixed_relation(ours: Parts, theirs: Parts) -> NDArray[np.object_]:
    """Return the relation of pairs of shapes that mix dimensions.

    Parameters
    ----------
    ours, theirs : Parts
        Valid parts of n pairs; any dimension may be missing.

    Returns
    -------
    ndarray of object, shape (n,)
        The relation, never None. A shape is the union of its parts: a line inside an
        area is area, an end of a line inside an area is no border.

    Examples
    --------
    >>> import shapely
    >>> from quyhoach.space.ground import ground
    >>> field = "POLYGON ((0 0,4 0,4 4,0 4,0 0))"
    >>> estate = f"GEOMETRYCOLLECTION ({field}, POINT (9 9))"
    >>> estate = ground(shapely.from_wkt([estate]))
    >>> lone = ground(shapely.from_wkt(["POINT (9 9)"]))
    >>> mixed_relation(estate, lone).tolist(), mixed_relation(lone, estate).tolist()
    (['contains'], ['within'])
    """
    matrices = _matrices(ours, theirs)
    turned = {(j, i): _turned(matrix) for (i, j), matrix in matrices.items()}
    meets = np.any([_touching(matrix) for matrix in matrices.values()], axis=0)
    inside = _covered(ours, theirs, matrices)
    around = _covered(theirs, ours, turned)
    interior = _interiors_meet(ours, theirs, matrices, turned)
    left, right = ours.dimension, theirs.dimension
    pointwise = (left == 1) & (right == 1) & (matrices[_LINE, _LINE][:, 0] != "1")
    relation = np.select(
        [
            ~meets,
            inside & around,
            inside & interior,
            around & interior,
            ~interior,
            (left != right) | pointwise,
        ],
        ["disjoint", "equals", "within", "contains", "touches", "crosses"],
        default="overlaps",
    )
    return relation.astype(object)


def _kinds(parts: Parts) -> tuple[NDArray[np.object_], ...]:
    return parts.areal, parts.lineal, parts.puntal


def _cells(left: NDArray[np.object_], right: NDArray[np.object_]) -> NDArray[np.str_]:
    """DE-9IM of pairs, one cell a column; all F where a part is missing."""
    texts = safely(shapely.relate, left, right)
    texts[texts == None] = _NONE  # noqa: E711
    return texts.astype("U9").view("U1").reshape(-1, 9)


def _matrices(ours: Parts, theirs: Parts) -> dict[tuple[int, int], NDArray[np.str_]]:
    pairs = product(enumerate(_kinds(ours)), enumerate(_kinds(theirs)))
    return {(i, j): _cells(mine, other) for (i, mine), (j, other) in pairs}


def _turned(matrix: NDArray[np.str_]) -> NDArray[np.str_]:
    return matrix[:, [0, 3, 6, 1, 4, 7, 2, 5, 8]]


def _touching(matrix: NDArray[np.str_]) -> NDArray[np.bool_]:
    return np.asarray((matrix[:, [0, 1, 3, 4]] != "F").any(axis=1))


def _inside(matrix: NDArray[np.str_]) -> NDArray[np.bool_]:
    nothing_outside = (matrix[:, [2, 5]] == "F").all(axis=1)
    return np.asarray(nothing_outside & _touching(matrix))


def _covered(
    ours: Parts, theirs: Parts, matrices: dict[tuple[int, int], NDArray[np.str_]]
) -> NDArray[np.bool_]:
    """Whether no point of our shape lies outside theirs."""
    areas = shapely.is_missing(ours.areal) | _inside(matrices[_AREA, _AREA])
    in_area, in_line = matrices[_LINE, _AREA], matrices[_LINE, _LINE]
    lines = shapely.is_missing(ours.lineal) | _inside(in_area) | _inside(in_line)
    partly = ~lines & _touching(in_area) & _touching(in_line)
    if partly.any():
        # taking lines from a line makes no new vertex on the border of the area
        rest = safely(shapely.difference, ours.lineal[partly], theirs.lineal[partly])
        lines[partly] = _inside(_cells(rest, theirs.areal[partly]))
    points, of = shapely.get_parts(ours.puntal, return_index=True)
    outside = ~np.any(
        [shapely.intersects(points, kind[of]) for kind in _kinds(theirs)], axis=0
    )
    strays = np.bincount(of[outside], minlength=areas.size)
    return np.asarray(areas & lines & (strays == 0))


def _interiors_meet(
    ours: Parts,
    theirs: Parts,
    matrices: dict[tuple[int, int], NDArray[np.str_]],
    turned: dict[tuple[int, int], NDArray[np.str_]],
) -> NDArray[np.bool_]:
    meet = np.zeros(ours.areal.shape, dtype=bool)
    for kind in (_AREA, _LINE, _POINT):
        # whatever enters the inside of an area meets interior with interior
        for side in (matrices, turned):
            meet |= (side[_AREA, kind][:, [0, 1]] != "F").any(axis=1)
    lines = np.flatnonzero(~meet & (matrices[_LINE, _LINE][:, 0] != "F"))
    if lines.size:
        meet[lines] = _lines_meet(ours, theirs, lines)
    for points, of in (
        shapely.get_parts(ours.puntal, return_index=True),
        shapely.get_parts(theirs.puntal, return_index=True),
    ):
        shared = _in_interior(points, of, ours) & _in_interior(points, of, theirs)
        meet[of[shared]] = True
    return meet


def _in_interior(
    points: NDArray[np.object_], of: NDArray[np.int64], parts: Parts
) -> NDArray[np.bool_]:
    areal, lineal, puntal = (kind[of] for kind in _kinds(parts))
    on_line = shapely.intersects(points, lineal)
    in_line = shapely.within(points, lineal)
    lone = ~on_line & shapely.intersects(points, puntal)
    beside = ~shapely.intersects(points, areal) & (in_line | lone)
    return np.asarray(shapely.within(points, areal) | beside)


def _lines_meet(
    ours: Parts, theirs: Parts, rows: NDArray[np.int64]
) -> NDArray[np.bool_]:
    """Whether insides of lines meet somewhere that no area of the pair hides."""
    first, second = ours.lineal[rows], theirs.lineal[rows]
    shared = flatten(safely(shapely.intersection, first, second))
    found = np.zeros(rows.shape, dtype=bool)
    pieces, of = shapely.get_parts(shared.lineal, return_index=True)
    hidden = shapely.covered_by(pieces, ours.areal[rows][of])
    hidden |= shapely.covered_by(pieces, theirs.areal[rows][of])
    found[of[~hidden]] = True
    points, of = shapely.get_parts(shared.puntal, return_index=True)
    # crossing points are rounded: on a border means within rounding of it
    slack = 1e-12 * np.abs(shapely.bounds(first[of])).max(axis=1, initial=0.0)
    hidden = np.zeros(of.shape, dtype=bool)
    for border in (
        ours.areal[rows],
        theirs.areal[rows],
        shapely.boundary(first),
        shapely.boundary(second),
    ):
        hidden |= np.asarray(shapely.dwithin(points, border[of], slack))
    found[of[~hidden]] = True
    return found
