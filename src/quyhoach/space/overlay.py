"""Own the seam to GEOS: exact where it can, and never stopped by one pair."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.errors import GEOSException

from quyhoach.space.shapes import Parts, flatten

__all__ = ["common", "safely"]


def safely(
    function: Callable[..., Any],
    left: NDArray[np.object_],
    right: NDArray[np.object_],
) -> NDArray[np.object_]:
    """Return ``function(left, right)``, on snapped shapes where GEOS stops.

    Parameters
    ----------
    function : callable
        A shapely function of two geometry arrays.
    left, right : ndarray of object, shape (n,)
        Valid shapes of one kind each, or None.

    Returns
    -------
    ndarray of object, shape (n,)
        The answers; None where a shape is missing. Where GEOS refuses a pair (known
        for a few degenerate overlays), the answer for the pair snapped to a grid of a
        billionth of its extent.

    Examples
    --------
    >>> import numpy as np, shapely
    >>> square = np.array([shapely.box(0, 0, 2, 2), None], dtype=object)
    >>> both = safely(shapely.intersection, square, square)
    >>> both[0].area, both[1] is None
    (4.0, True)
    """
    with np.errstate(all="ignore"):
        try:
            return np.asarray(function(left, right), dtype=object)
        except GEOSException:
            answers = np.empty(left.shape, dtype=object)
            for at in range(left.size):
                answers[at] = _one(function, left[at], right[at])
            return answers


def common(
    ours: Parts, theirs: Parts
) -> tuple[NDArray[np.object_], NDArray[np.object_]]:
    """Return the ground and the lines that pairs of shapes have in common.

    Parameters
    ----------
    ours, theirs : Parts
        Valid parts of n pairs, in one system.

    Returns
    -------
    areal, lineal : ndarray of object, shape (n,)
        The areal and the lineal part of the intersection, None where there is none; a
        line inside common ground is ground, not a line.

    Examples
    --------
    >>> import shapely
    >>> from quyhoach.space.ground import ground
    >>> square = ground(shapely.from_wkt(["POLYGON ((0 0,4 0,4 4,0 4,0 0))"]))
    >>> beside = ground(shapely.from_wkt(["POLYGON ((4 1,8 1,8 3,4 3,4 1))"]))
    >>> areal, lineal = common(square, beside)
    >>> areal[0] is None, lineal[0].length
    (True, 2.0)
    >>> common(square, square)[0][0].area
    16.0
    """
    both = flatten(safely(shapely.intersection, ours.areal, theirs.areal))
    lines = [both.lineal]
    for mine, other in (
        (ours.lineal, theirs.areal),
        (ours.areal, theirs.lineal),
        (ours.lineal, theirs.lineal),
    ):
        lines.append(flatten(safely(shapely.intersection, mine, other)).lineal)
    stack = np.column_stack(lines)
    several = np.sum(shapely.is_geometry(stack), axis=1) > 1
    lineal = lines[0]
    for other in lines[1:]:
        lineal = np.where(shapely.is_missing(lineal), other, lineal)
    if several.any():
        lineal[several] = shapely.union_all(stack[several], axis=1)
    covered = shapely.is_geometry(both.areal) & shapely.is_geometry(lineal)
    covered &= shapely.is_geometry(ours.lineal) | shapely.is_geometry(theirs.lineal)
    lineal[covered] = safely(shapely.difference, lineal[covered], both.areal[covered])
    return both.areal, lineal


def _one(
    function: Callable[..., Any],
    left: shapely.Geometry | None,
    right: shapely.Geometry | None,
) -> Any:  # noqa: ANN401
    if left is None or right is None:
        return None
    try:
        return function(left, right)
    except GEOSException:
        extent = np.abs(shapely.total_bounds([left, right])).max()
        grid = max(float(extent) * 1e-9, np.finfo(float).tiny)
        snapped = [shapely.set_precision(shape, grid) for shape in (left, right)]
        return function(*snapped)
