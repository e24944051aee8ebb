"""Own the seam between points of units and schematic shapes, not to be measured on."""

from __future__ import annotations

import numpy as np
import shapely
from numpy.typing import NDArray

from quyhoach.space.cells import Cells, power_cells

__all__ = ["mirrored", "schematic_shapes"]

Numbers = NDArray[np.float64]
_MOST_STEPS = 60
_SETTLED = 1e-9
_EMPTY_SHARE = 0.05
_SLOWEST = 1e-6
_UNMET = "the areas wanted cannot be met"


def mirrored(points: Numbers, line: Numbers, *, within: float) -> Numbers:
    """Return points as a line mirrors them: what lies beyond a border without points.

    Parameters
    ----------
    points : ndarray of float, shape (n, 2)
        Easting and northing, metres.
    line : ndarray of float, shape (k, 2)
        Corners of the line, at least two.
    within : float
        Points whose image would lie further from them than this are left out, metres.

    Returns
    -------
    ndarray of float, shape (m, 2)
        Each point on the far side of the nearest place of the line, as far from it.
        A point on the line has no image, and neither has one that lies on the other
        side than most, or whose image would.

    Examples
    --------
    >>> import numpy as np
    >>> border = np.array([[0.0, 0.0], [10.0, 0.0]])
    >>> mirrored(np.array([[4.0, -3.0], [2.0, -60.0], [5.0, 0.0]]), border, within=50.0)
    array([[4., 3.]])
    """
    points = np.asarray(points, dtype=np.float64).reshape(-1, 2)
    drawn = shapely.linestrings(line)
    places = shapely.points(points)
    feet = shapely.get_coordinates(
        shapely.line_interpolate_point(drawn, shapely.line_locate_point(drawn, places))
    )
    images = 2 * feet - points
    away = np.hypot(*(images - points).T)
    kept = (away > 0) & (away <= within)
    if kept.any():
        kept &= ~shapely.contains_xy(_near_side(line, points), images)
    return np.asarray(images[kept])


def _near_side(line: Numbers, points: Numbers) -> shapely.Geometry:
    """Return the side of the line, drawn out straight, on which most points lie."""
    every = np.vstack([line, points])
    low, high = every.min(axis=0), every.max(axis=0)
    span = float(np.hypot(*(high - low)))
    low, high, reach = low - span, high + span, 4 * span
    first, last = line[0] - line[1], line[-1] - line[-2]
    ends = (
        line[0] + first * reach / np.hypot(*first),
        line[-1] + last * reach / np.hypot(*last),
    )
    drawn = shapely.linestrings(np.vstack([ends[0], line, ends[1]]))
    frame = shapely.box(*low, *high)
    cut = shapely.union_all([drawn, frame.exterior])
    sides = shapely.get_parts(shapely.polygonize(shapely.get_parts(cut))).tolist()
    side: shapely.Geometry = max(
        sides, key=lambda one: int(shapely.contains_xy(one, points).sum())
    )
    return side


def schematic_shapes(
    points: Numbers,
    owner: NDArray[np.int64],
    wanted: Numbers,
    *,
    total: float,
    foreign: Numbers,
    reach: float = 60_000.0,
) -> NDArray[np.object_]:
    """Return a shape for each unit: about where it lies, with the area it should have.

    Parameters
    ----------
    points : ndarray of float, shape (n, 2)
        Points known to lie in a unit, metres; several a unit. No two the same.
    owner : ndarray of int, shape (n,)
        The unit of each point, 0 to u - 1.
    wanted : ndarray of float, shape (u,)
        Square metres; NaN where not known.
    total : float
        Square metres of all units together; read only where some ``wanted`` is NaN:
        those units share what the others leave, each as its points claim it.
    foreign : ndarray of float, shape (m, 2)
        Points known to lie in no unit: they make the outer boundary.
    reach : float
        Where no foreign point bounds a cell it ends this far from its point, metres.

    Returns
    -------
    ndarray of object, shape (u,)
        Polygons or multipolygons on whole metres; together they have neither gaps nor
        overlaps. They meet the areas wanted to a thousandth, and have corners nobody
        surveyed: draw them as a schematic.

    Raises
    ------
    ValueError
        A unit has no point, or the areas cannot be met.

    Notes
    -----
    Every point gets the ground nearest to it, less a weight that its unit shares; the
    weights at which areas come out as wanted are unique, and a damped Newton iteration
    finds them: J. Kitagawa, Q. Mérigot, B. Thibert, "Convergence of a Newton algorithm
    for semi-discrete optimal transport", J. Eur. Math. Soc. 21 (2019).

    Examples
    --------
    >>> import numpy as np
    >>> ends = np.array([[0.0, 0.0], [10_000.0, 0.0]])
    >>> around = 1000.0 * np.array(
    ...     [[-10, 0], [20, 0], [0, 9], [10, 9], [0, -9], [10, -9]])
    >>> made = schematic_shapes(
    ...     ends, np.array([0, 1]), np.array([120e6, np.nan]),
    ...     total=200e6, foreign=around)
    >>> [round(shape.area / 1e6, 1) for shape in made]
    [120.0, 80.0]
    """
    groups, targets = _groups(wanted, total)
    if len(np.unique(owner)) != len(wanted):
        reason = "every unit needs a point"
        raise ValueError(reason)
    group = groups[owner]
    every = np.vstack([points, np.asarray(foreign, dtype=np.float64).reshape(-1, 2)])
    weights = _weights(every, group, targets, reach=reach)
    # whole square metres: a solver's last digits never reach a corner
    cells = power_cells(
        every, _spread(np.round(weights), group, len(every)), len(points), reach=reach
    )
    return _joined(cells, owner, len(wanted))


def _groups(wanted: Numbers, total: float) -> tuple[NDArray[np.int64], Numbers]:
    """Return the weight each unit has, and the area wanted of each weight."""
    known = np.isfinite(wanted)
    groups = np.where(known, np.cumsum(known) - 1, known.sum())
    rest = [] if known.all() else [total - wanted[known].sum()]
    targets = np.concatenate([wanted[known], rest])
    if (targets <= 0).any():
        reason = "the areas wanted leave nothing to a unit"
        raise ValueError(reason)
    return groups.astype(np.int64), targets


def _weights(
    every: Numbers, group: NDArray[np.int64], targets: Numbers, *, reach: float
) -> Numbers:
    weights = np.zeros(len(targets))
    areas, slopes = _measured(every, group, weights, reach=reach)
    least = _EMPTY_SHARE * min(areas.min(), targets.min())
    for _ in range(_MOST_STEPS):
        short = targets - areas
        if np.abs(short / targets).max() < _SETTLED:
            return weights
        step, pace = _solved(slopes, short), 1.0
        while pace > _SLOWEST:
            tried = weights + pace * step
            found, tried_slopes = _measured(every, group, tried, reach=reach)
            left = np.abs(targets - found).sum() / np.abs(short).sum()
            if found.min() >= least and left <= 1 - pace / 2:
                break
            pace /= 2
        else:
            break
        weights, areas, slopes = tried, found, tried_slopes
    raise ValueError(_UNMET)


def _solved(slopes: Numbers, short: Numbers) -> Numbers:
    try:
        return np.asarray(np.linalg.solve(slopes, short))
    except np.linalg.LinAlgError as trouble:
        raise ValueError(_UNMET) from trouble


def _measured(
    every: Numbers, group: NDArray[np.int64], weights: Numbers, *, reach: float
) -> tuple[Numbers, Numbers]:
    """Return the area of each group, and how it grows with each weight."""
    count, size = len(group), len(weights)
    cells = power_cells(every, _spread(weights, group, len(every)), count, reach=reach)
    areas = np.zeros(size)
    np.add.at(areas, group, cells.area)
    apart = np.hypot(*(every[cells.left] - every[cells.right]).T)
    grows = cells.length / (2 * apart)
    beyond = np.full(len(every), -1)
    beyond[:count] = group
    one, two = group[cells.left], beyond[cells.right]
    slopes = np.zeros((size, size))
    np.add.at(slopes, (one, one), np.where(one != two, grows, 0.0))
    inner = (two >= 0) & (one != two)
    np.add.at(slopes, (one[inner], two[inner]), -grows[inner])
    return areas, slopes


def _spread(weights: Numbers, group: NDArray[np.int64], size: int) -> Numbers:
    every = np.zeros(size)
    every[: len(group)] = weights[group]
    return every


def _joined(cells: Cells, owner: NDArray[np.int64], count: int) -> NDArray[np.object_]:
    drawn = np.array(
        [
            shapely.Polygon(np.round(ring)) if len(ring) > 2 else shapely.Polygon()
            for ring in cells.rings
        ],
        dtype=object,
    )
    made = np.empty(count, dtype=object)
    for unit in range(count):
        whole = shapely.union_all(drawn[owner == unit])
        made[unit] = shapely.orient_polygons(shapely.normalize(whole))
    return made
