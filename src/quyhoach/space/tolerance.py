"""Own the one number that says how far a drawn border may be wrong."""

from __future__ import annotations

import numpy as np
import shapely
from numpy.typing import NDArray

__all__ = ["eroded_area", "survives", "tolerance_m"]


def tolerance_m(
    scale: NDArray[np.float64],
    crs_accuracy: NDArray[np.float64],
    *,
    paper_mm: float = 0.2,
    floor_m: float = 1.0,
) -> NDArray[np.float64]:
    """Return how far each border may be from where it is drawn, in metres.

    Parameters
    ----------
    scale : ndarray of float, shape (n,)
        Scale denominator of the map (50000 for 1:50 000); NaN where unknown.
    crs_accuracy : ndarray of float, shape (n,)
        What `accuracy_m` says of the reference system, in metres.
    paper_mm : float
        How exactly a line is drawn on paper, in millimetres: a named assumption.
    floor_m : float
        No border is known better than this, in metres.

    Returns
    -------
    ndarray of float, shape (n,)
        The largest of the three, in metres; NaN where the scale is unknown: such a
        border has no known error, which is not the same as none.

    Examples
    --------
    >>> import numpy as np
    >>> tolerance_m(np.array([50_000.0, 1_000.0]), np.array([1.0, 1.0]))
    array([10.,  1.])
    >>> tolerance_m(np.array([np.nan]), np.array([0.0]))
    array([nan])
    """
    drawn = paper_mm / 1000.0 * np.asarray(scale, dtype=np.float64)
    accuracy = np.asarray(crs_accuracy, dtype=np.float64)
    return np.maximum(np.maximum(drawn, accuracy), floor_m)


def survives(
    area_m2: NDArray[np.float64],
    perimeter_m: NDArray[np.float64],
    tolerance_m: NDArray[np.float64],
) -> NDArray[np.bool_]:
    """Tell which shared areas must remain when every border is wrong by the tolerance.

    Parameters
    ----------
    area_m2, perimeter_m : ndarray of float, shape (n,)
        Area in m² and perimeter in m of the shared ground.
    tolerance_m : ndarray of float, shape (n,)
        Error band in metres; NaN where unknown.

    Returns
    -------
    ndarray of bool, shape (n,)
        True only where ground surely remains. False where it may vanish, where there
        is no area, and where the tolerance is unknown (missing never counts as yes).

    Notes
    -----
    Ground shrunk inwards by d keeps more than ``area - d * perimeter``: the band of
    width d along the inside of a border never covers more than d times its length. So
    ``area > d * perimeter`` is enough, without a single buffer. It is not needed: a
    very crinkled shape may survive and still be answered False; `eroded_area` is
    exact for the few where that matters.

    Examples
    --------
    >>> import numpy as np
    >>> square, strip = (10_000.0, 400.0), (1_000.0, 2_002.0)
    >>> survives(*np.array([square, strip]).T, np.array([10.0, 1.0]))
    array([ True, False])
    >>> survives(np.array([10_000.0]), np.array([400.0]), np.array([np.nan]))
    array([False])
    """
    with np.errstate(invalid="ignore"):
        return np.asarray(area_m2 > tolerance_m * np.asarray(perimeter_m), dtype=bool)


def eroded_area(
    shapes: NDArray[np.object_], tolerance_m: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Return the area that is left when every border moves inwards by the tolerance.

    Parameters
    ----------
    shapes : ndarray of object, shape (n,)
        Valid areal shapes in metres (EPSG:9215).
    tolerance_m : ndarray of float, shape (n,) or ()
        How far, in metres; NaN where unknown.

    Returns
    -------
    ndarray of float, shape (n,)
        Area in m²; 0.0 for lines, points and empty shapes; NaN where the shape is
        missing or the tolerance unknown. One buffer a shape: meant for a few.

    Examples
    --------
    >>> import numpy as np, shapely
    >>> ground = np.array([shapely.box(0, 0, 100, 100), shapely.box(0, 0, 1, 99), None])
    >>> eroded_area(ground, np.array([10.0, 1.0, 1.0]))
    array([6400.,    0.,   nan])
    """
    shapes = np.asarray(shapes, dtype=object)
    distance = np.broadcast_to(np.asarray(tolerance_m, dtype=np.float64), shapes.shape)
    known = np.isfinite(distance)
    shrunk = shapely.buffer(shapes, np.where(known, -distance, 0.0), quad_segs=16)
    return np.where(known, shapely.area(shrunk), np.nan)
