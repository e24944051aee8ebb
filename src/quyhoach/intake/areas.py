"""Own QH-D07: the area that a paper states against the area that is drawn."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from quyhoach.intake.issues import Trouble
from quyhoach.intake.sums import vietnamese
from quyhoach.space import accuracy_m, tolerance_m

__all__ = ["area_trouble"]


def area_trouble(
    ground: BaseGeometry, epsg: int, stated: Decimal | None, *, scale: float | None
) -> Trouble | None:
    """Return what is wrong with a stated area against the drawn one, if anything.

    Parameters
    ----------
    ground : BaseGeometry
        The shape in metres, EPSG:9215.
    epsg : int
        The system it was given in.
    stated : Decimal, optional
        Hectares, with the digits that were printed.
    scale : float, optional
        Scale denominator of its map.

    Returns
    -------
    Trouble or None
        ``None`` where nothing is stated, the shape has no area, or the two agree.

    Notes
    -----
    Allowed is half a unit of the last printed digit, and a band along the border as
    wide as the drawn line may be wrong (`tolerance_m`; at least 1 m, which also covers
    that paper areas are taken on one projection or another, 0.08 % apart).

    Examples
    --------
    >>> import shapely
    >>> box = shapely.box(430_000, 2_400_000, 431_000, 2_401_000)
    >>> area_trouble(box, 9215, Decimal("100.2"), scale=None) is None
    True
    >>> area_trouble(box, 9215, Decimal("105"), scale=None).words["gap"]
    '5'
    """
    drawn = float(shapely.area(ground))
    if stated is None or not drawn:
        return None
    band = tolerance_m(np.array([scale or 1.0]), np.array([accuracy_m(epsg)]))
    exponent = stated.as_tuple().exponent
    printed = 0.5 * 10.0 ** (exponent if isinstance(exponent, int) else 0)
    allowed = printed + float(band[0]) * float(shapely.length(ground)) / 1e4
    gap = abs(float(stated) - drawn / 1e4)
    if gap <= allowed:
        return None
    return Trouble(
        "QH-D07.area_differs", "", _hectares(stated, drawn / 1e4, gap, allowed)
    )


def _hectares(
    stated: Decimal, drawn: float, gap: float, allowed: float
) -> Mapping[str, object]:
    said = {
        "stated": stated,
        "drawn": Decimal(f"{drawn:.2f}"),
        "gap": Decimal(f"{gap:.2f}"),
        "allowed": Decimal(f"{allowed:.2f}"),
    }
    return {name: vietnamese(value) for name, value in said.items()} | {
        f"{name}_en": f"{value:,f}" for name, value in said.items()
    }
