"""Own the question whether shapes cover their ground once: overlaps and gaps."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

from quyhoach.space.shapes import measure

__all__ = ["Tiling", "tiling"]

Shapes = NDArray[np.object_]


@dataclass(frozen=True, eq=False)
class Tiling:
    """How well shapes cover their ground once.

    Parameters
    ----------
    area_m2 : float
        Area of all shapes together, ground that several claim counted once.
    left, right : ndarray of int, shape (n,)
        Pairs of shapes that share area, by their place; left before right.
    shared_m2 : ndarray of float, shape (n,)
        Area that each pair shares.
    shared_part : ndarray of float, shape (n,)
        The same as a part of the smaller of the two.
    gaps : ndarray of object, shape (m,)
        Polygons that the shapes enclose and none of them holds, largest first.
    gap_m2 : ndarray of float, shape (m,)
        Their areas.
    """

    area_m2: float
    left: NDArray[np.int64]
    right: NDArray[np.int64]
    shared_m2: NDArray[np.float64]
    shared_part: NDArray[np.float64]
    gaps: Shapes
    gap_m2: NDArray[np.float64]


def tiling(shapes: Shapes) -> Tiling:
    """Return where shapes overlap and which ground they leave out between them.

    Parameters
    ----------
    shapes : ndarray of object, shape (k,)
        Valid polygons or multipolygons, metres; none missing.

    Returns
    -------
    Tiling
        Every overlap, however small: what matters is for the reader to say.

    Examples
    --------
    >>> import numpy as np, shapely
    >>> left, right = shapely.box(0, 0, 10, 10), shapely.box(9, 0, 20, 10)
    >>> found = tiling(np.array([left, right], dtype=object))
    >>> found.shared_m2.tolist(), found.area_m2, len(found.gaps)
    ([10.0], 200.0, 0)

    A frame around nothing has a gap:

    >>> frame = shapely.difference(shapely.box(0, 0, 9, 9), shapely.box(3, 3, 6, 6))
    >>> tiling(np.array([frame], dtype=object)).gap_m2.tolist()
    [9.0]
    """
    area = shapely.area(shapes)
    one, other = shapely.STRtree(shapes).query(shapes, predicate="intersects")
    once = one < other
    left, right = one[once], other[once]
    order = np.lexsort((right, left))
    left, right = left[order], right[order]
    shared = _areal(shapely.intersection(shapes[left], shapes[right]))
    real = shared > 0
    left, right, shared = left[real], right[real], shared[real]
    whole = shapely.union_all(shapes)
    gaps = _holes(whole)
    return Tiling(
        area_m2=float(shapely.area(whole)),
        left=left.astype(np.int64),
        right=right.astype(np.int64),
        shared_m2=shared,
        shared_part=shared / np.minimum(area[left], area[right]),
        gaps=gaps,
        gap_m2=np.asarray(shapely.area(gaps), dtype=np.float64),
    )


def _areal(shapes: Shapes) -> NDArray[np.float64]:
    if not len(shapes):
        return np.zeros(0)
    return measure(np.asarray(shapes, dtype=object))[0]


def _holes(whole: shapely.Geometry) -> Shapes:
    rings = [ring for part in shapely.get_parts(whole) for ring in part.interiors]
    holes = np.empty(len(rings), dtype=object)
    holes[:] = [shapely.Polygon(ring) for ring in rings]
    return holes[np.argsort(-shapely.area(holes), kind="stable")]
