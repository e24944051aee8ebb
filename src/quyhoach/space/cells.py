"""Own the seam between weighted points and the ground nearest each: a power diagram."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

__all__ = ["Cells", "power_cells"]

Numbers = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Cells:
    """The cells of a power diagram and the walls between them.

    Parameters
    ----------
    rings : tuple of ndarray, each of shape (k, 2)
        Corners of each cell, counter-clockwise, not closed; none for an empty cell.
    area : ndarray of float, shape (n,)
        Area of each cell.
    left, right : ndarray of int, shape (m,)
        Each wall once from either side: the cell, and the point beyond.
    length : ndarray of float, shape (m,)
        Length of each wall.
    """

    rings: tuple[Numbers, ...]
    area: Numbers
    left: NDArray[np.int64]
    right: NDArray[np.int64]
    length: Numbers


def power_cells(
    points: Numbers, weights: Numbers, count: int, *, reach: float
) -> Cells:
    """Return the ground of the first points: where no other point is nearer.

    Parameters
    ----------
    points : ndarray of float, shape (n, 2)
        Easting and northing, metres; no two at the same place.
    weights : ndarray of float, shape (n,)
        Square metres taken off the squared distance to each point: more weight, more
        ground.
    count : int
        The cells of the points after these are not worked out.
    reach : float
        A cell ends at this distance east, west, north and south of its point, metres.

    Returns
    -------
    Cells
        Of the first ``count`` points. A point may lie outside its own cell, and a cell
        may be empty.

    Notes
    -----
    F. Aurenhammer, "Power diagrams: properties, algorithms and applications", SIAM J.
    Comput. 16 (1987). Cells are cut one half-plane at a time, nearest points first, by
    additions and multiplications alone, so that every machine cuts the same.

    Examples
    --------
    >>> import numpy as np
    >>> two = np.array([[0.0, 0.0], [10.0, 0.0]])
    >>> power_cells(two, np.zeros(2), 2, reach=20.0).area.tolist()
    [1000.0, 1000.0]

    Weight moves the wall; too much of it and the other cell is empty:

    >>> power_cells(two, np.array([20.0, 0.0]), 1, reach=20.0).area.tolist()
    [1040.0]
    >>> power_cells(two, np.array([600.0, 0.0]), 2, reach=20.0).area.tolist()
    [1600.0, 0.0]
    """
    rings, walls = [], []
    heaviest = float(weights.max(initial=0.0))
    for cell in range(count):
        ring, beyond = _cut(points, weights, cell, reach=reach, heaviest=heaviest)
        rings.append(np.array(ring, dtype=np.float64).reshape(-1, 2))
        walls.extend(_walls(cell, ring, beyond))
    left, right, length = zip(*walls, strict=True) if walls else ((), (), ())
    return Cells(
        rings=tuple(rings),
        area=np.array([_area(ring) for ring in rings], dtype=np.float64),
        left=np.array(left, dtype=np.int64),
        right=np.array(right, dtype=np.int64),
        length=np.array(length, dtype=np.float64),
    )


Ring = list[tuple[float, float]]


def _cut(
    points: Numbers, weights: Numbers, cell: int, *, reach: float, heaviest: float
) -> tuple[Ring, list[int]]:
    """Return a cell's corners, and the point beyond the wall that leaves each."""
    x, y = (float(value) for value in points[cell])
    own = float(weights[cell])
    ring = [
        (x - reach, y - reach),
        (x + reach, y - reach),
        (x + reach, y + reach),
        (x - reach, y + reach),
    ]
    beyond = [-1, -1, -1, -1]
    away = ((points - points[cell]) ** 2).sum(axis=1)
    for other in np.argsort(away, kind="stable").tolist():
        if other == cell:
            continue
        far2 = max(((a - x) ** 2 + (b - y) ** 2 for a, b in ring), default=0.0)
        # no corner of the cell can be nearer to this point, or to any further one
        most = far2**0.5 + max(far2 - own + heaviest, 0.0) ** 0.5
        if away[other] > most**2 or not ring:
            break
        ring, beyond = _keep_near(
            ring, beyond, _wall(points, weights, cell, other), other
        )
    return ring, beyond


def _wall(
    points: Numbers, weights: Numbers, cell: int, other: int
) -> tuple[float, float, float]:
    """Return a, b, c: ax + by <= c is the side of the cell."""
    (x, y), (u, v) = points[cell].tolist(), points[other].tolist()
    weight = float(weights[cell]) - float(weights[other])
    return (
        2 * (u - x),
        2 * (v - y),
        (u - x) * (u + x) + (v - y) * (v + y) + weight,
    )


def _keep_near(
    ring: Ring, beyond: list[int], wall: tuple[float, float, float], other: int
) -> tuple[Ring, list[int]]:
    a, b, c = wall
    side = [a * x + b * y - c for x, y in ring]
    if all(s <= 0 for s in side):
        return ring, beyond
    kept: Ring = []
    after: list[int] = []
    for k, (point, s) in enumerate(zip(ring, side, strict=True)):
        n = (k + 1) % len(ring)
        following, t = ring[n], side[n]
        if s <= 0:
            kept.append(point)
            after.append(beyond[k])
        if (s <= 0) != (t <= 0):
            share = s / (s - t)
            kept.append(
                (
                    point[0] + share * (following[0] - point[0]),
                    point[1] + share * (following[1] - point[1]),
                )
            )
            after.append(other if s <= 0 else beyond[k])
    return kept, after


def _walls(cell: int, ring: Ring, beyond: list[int]) -> list[tuple[int, int, float]]:
    found = []
    for k, other in enumerate(beyond):
        (x, y), (u, v) = ring[k], ring[(k + 1) % len(ring)]
        if other >= 0:
            found.append((cell, other, ((u - x) ** 2 + (v - y) ** 2) ** 0.5))
    return found


def _area(ring: Numbers) -> float:
    if len(ring) < 3:
        return 0.0
    x, y = (ring - ring[0]).T
    return float(np.sum(x * np.roll(y, -1) - y * np.roll(x, -1)) / 2)
