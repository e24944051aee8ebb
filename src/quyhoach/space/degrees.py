"""Own the way back: from the grid to WGS 84 degrees, for files that others read."""

from __future__ import annotations

from functools import cache

import numpy as np
import shapely
from numpy.typing import NDArray
from pyproj import CRS, Transformer

from quyhoach.space.reference import GRID

__all__ = ["from_grid"]

_VN2000 = 4756
_DATUM_OPERATION = "urn:ogc:def:coordinateOperation:EPSG::6960"


def from_grid(shapes: NDArray[np.object_]) -> NDArray[np.object_]:
    """Return shapes on the grid as longitude and latitude, WGS 84.

    Parameters
    ----------
    shapes : ndarray of object, shape (n,)
        Shapes in EPSG:9215, metres. None is a missing shape.

    Returns
    -------
    ndarray of object, shape (n,)
        The same shapes in EPSG:4326, longitude first, rounded to 1e-8 degrees (about
        a millimetre). None stays None.

    Notes
    -----
    The inverse of `to_grid`, by the same datum operation.

    Examples
    --------
    >>> import numpy as np, shapely
    >>> from quyhoach.space.reference import to_grid
    >>> town = to_grid(np.array([shapely.Point(106.76, 21.85), None]), epsg=4326)
    >>> back = from_grid(town)
    >>> [round(value, 7) for value in back[0].coords[0]], back[1] is None
    ([106.76, 21.85], True)
    """
    shapes = np.asarray(shapes, dtype=object)
    if not shapes.size:
        return shapes.copy()

    def move(points: NDArray[np.float64]) -> NDArray[np.float64]:
        flat, datum = _steps()
        east, north = flat.transform(points[:, 0], points[:, 1])
        latitude, longitude = datum.transform(north, east)
        return np.round(np.column_stack([longitude, latitude]), 8)

    return np.asarray(shapely.transform(shapes, move), dtype=object)


@cache
def _steps() -> tuple[Transformer, Transformer]:
    grid, vn2000 = CRS.from_epsg(GRID), CRS.from_epsg(_VN2000)
    flat = Transformer.from_crs(grid, vn2000, always_xy=True)
    return flat, Transformer.from_pipeline(_DATUM_OPERATION)
