"""Own the seam between any declared reference system and VN-2000 metres."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import shapely
from numpy.typing import NDArray
from pyproj import CRS, Transformer
from pyproj.enums import TransformDirection
from pyproj.exceptions import CRSError, ProjError

from quyhoach.errors import BadInput

__all__ = ["GRID", "accuracy_m", "is_geographic", "looks_like_degrees", "to_grid"]

GRID = 9215
"""EPSG code of the province's grid, VN-2000 / TM-3 107-15 (easting, northing, m)."""

_VN2000 = 4756
_WGS84 = frozenset({4326, 4979, 4978})
_DATUM_OPERATION = "urn:ogc:def:coordinateOperation:EPSG::6960"
_DATUM_ACCURACY_M = 1.0
_CURE_EPSG = "khai báo mã EPSG đúng, ví dụ 9215, 3405, 4756 hoặc 4326 (declare it)"


def to_grid(shapes: NDArray[np.object_], *, epsg: int) -> NDArray[np.object_]:
    """Return the shapes on the province's grid.

    Parameters
    ----------
    shapes : ndarray of object, shape (n,)
        Shapes in the system `epsg`, always x before y: easting before northing,
        longitude before latitude. None is a missing shape.
    epsg : int
        EPSG code the source declares; its datum must be VN-2000 or WGS 84.

    Returns
    -------
    ndarray of object, shape (n,)
        The same shapes in EPSG:9215, (easting, northing) in metres. None stays
        None, an empty shape stays empty. Heights are dropped when the system changes.

    Raises
    ------
    BadInput
        The code is unknown, stands on another datum, or coordinates fall outside
        what the system can hold (often latitude written before longitude).

    Notes
    -----
    Between WGS 84 and VN-2000 exactly one operation is used, EPSG:6960 "VN-2000 to
    WGS 84 (2)", Vietnam onshore, stated accuracy 1 m. EPSG also lists 5194, made for
    the Mekong delta: about 1 m apart from it here. No grid file and no network is used.

    Examples
    --------
    >>> import numpy as np, shapely
    >>> town = np.array([shapely.Point(106.76, 21.85), None])
    >>> on_grid = to_grid(town, epsg=4326)
    >>> [round(value) for value in on_grid[0].coords[0]], on_grid[1] is None
    ([449158, 2417141], True)

    Latitude first lands nowhere, and is refused:

    >>> swapped = np.array([shapely.Point(21.85, 106.76)])
    >>> to_grid(swapped, epsg=4326)  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    quyhoach.errors.BadInput: ...
    """
    steps = _steps(int(epsg))
    shapes = np.asarray(shapes, dtype=object)
    if not steps or not shapes.size:
        return shapes.copy()

    def move(points: NDArray[np.float64]) -> NDArray[np.float64]:
        x, y = points[:, 0], points[:, 1]
        for step in steps:
            x, y = step(x, y)
        return np.column_stack([x, y])

    try:
        with np.errstate(all="ignore"):
            moved = shapely.transform(shapes, move)
    except ProjError as trouble:
        raise _outside(epsg) from trouble
    if not np.isfinite(shapely.get_coordinates(moved)).all():
        raise _outside(epsg)
    return np.asarray(moved, dtype=object)


def accuracy_m(epsg: int) -> float:
    """Return how far `to_grid` may move a shape from where it truly is, in metres.

    Parameters
    ----------
    epsg : int
        EPSG code of the source.

    Returns
    -------
    float
        0.0 where the datum is VN-2000 already: the change of projection is exact to
        less than a millimetre. 1.0 from WGS 84: the accuracy EPSG states for the
        datum operation, whatever the survey behind the shape was worth.

    Raises
    ------
    BadInput
        The code is unknown or its datum is not one of the two.

    Examples
    --------
    >>> accuracy_m(9215), accuracy_m(3405), accuracy_m(4326)
    (0.0, 0.0, 1.0)
    >>> accuracy_m(4131)  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    quyhoach.errors.BadInput: ...
    """
    return _DATUM_ACCURACY_M if _datum(_system(int(epsg)), epsg) != _VN2000 else 0.0


def is_geographic(epsg: int) -> bool:
    """Tell whether a system counts in degrees.

    Parameters
    ----------
    epsg : int
        EPSG code of a system on VN-2000 or WGS 84.

    Returns
    -------
    bool
        True for longitude and latitude, False for a grid in metres.

    Raises
    ------
    BadInput
        The code is unknown or its datum is another.

    Examples
    --------
    >>> is_geographic(4756), is_geographic(9215)
    (True, False)
    >>> is_geographic(123456)  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    quyhoach.errors.BadInput: ...
    """
    system = _system(int(epsg))
    _datum(system, epsg)
    return bool(system.is_geographic)


def looks_like_degrees(shapes: NDArray[np.object_]) -> bool:
    """Tell whether all coordinates would do as longitude and latitude.

    Parameters
    ----------
    shapes : ndarray of object, shape (n,)
        Shapes in any system; missing and empty ones have no say.

    Returns
    -------
    bool
        True where there is at least one coordinate, and all of them stay within
        ±180 and ±90. Such numbers are never metres on a Vietnamese grid.

    Examples
    --------
    >>> import numpy as np, shapely
    >>> looks_like_degrees(np.array([shapely.Point(106.76, 21.85), None]))
    True
    >>> looks_like_degrees(np.array([None, shapely.Point()]))
    False
    """
    points = shapely.get_coordinates(np.asarray(shapes, dtype=object))
    return bool(len(points) and (np.abs(points) <= (180.0, 90.0)).all())


@lru_cache(maxsize=64)
def _system(epsg: int) -> CRS:
    try:
        system = CRS.from_epsg(epsg)
    except CRSError as trouble:
        reason = "không có hệ quy chiếu này (unknown reference system)"
        raise BadInput(reason, value=f"EPSG:{epsg}", cure=_CURE_EPSG) from trouble
    if not (system.is_projected or system.is_geographic) or system.is_compound:
        reason = "không phải hệ toạ độ phẳng hay địa lý (neither grid nor geographic)"
        raise BadInput(reason, value=f"EPSG:{epsg}", cure=_CURE_EPSG)
    return system


def _datum(system: CRS, epsg: int) -> int:
    base = system.geodetic_crs.to_epsg() if system.geodetic_crs else None
    if base == _VN2000:
        return _VN2000
    if base in _WGS84:
        return 4326
    reason = "hệ quy chiếu không theo VN-2000 hay WGS 84 (another datum)"
    raise BadInput(reason, value=f"EPSG:{epsg}", cure=_CURE_EPSG)


class _Step:
    def __init__(self, transformer: Transformer, *, datum: bool = False) -> None:
        self._transformer = transformer
        self._datum = datum

    def __call__(
        self, x: NDArray[np.float64], y: NDArray[np.float64]
    ) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        if not self._datum:
            east, north = self._transformer.transform(x, y)
            return east, north
        # the operation itself speaks latitude, longitude; it leads to WGS 84
        latitude, longitude = self._transformer.transform(
            y, x, direction=TransformDirection.INVERSE
        )
        return longitude, latitude


@lru_cache(maxsize=64)
def _steps(epsg: int) -> tuple[_Step, ...]:
    if epsg == GRID:
        return ()
    system = _system(epsg)
    datum = _datum(system, epsg)
    base = CRS.from_epsg(datum)
    steps = []
    if system.is_projected:
        steps.append(_Step(Transformer.from_crs(system, base, always_xy=True)))
    if datum != _VN2000:
        steps.append(_Step(Transformer.from_pipeline(_DATUM_OPERATION), datum=True))
    grid, vn2000 = CRS.from_epsg(GRID), CRS.from_epsg(_VN2000)
    steps.append(_Step(Transformer.from_crs(vn2000, grid, always_xy=True)))
    return tuple(steps)


def _outside(epsg: int) -> BadInput:
    reason = "toạ độ nằm ngoài hệ quy chiếu đã khai (coordinates outside the system)"
    cure = "xem lại mã EPSG và thứ tự: x (đông, kinh độ) trước y (bắc, vĩ độ)"
    return BadInput(reason, value=f"EPSG:{epsg}", cure=cure)
