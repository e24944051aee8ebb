"""Shapes of a package layer: on the grid, clean, with their system's accuracy."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from quyhoach.errors import BadInput
from quyhoach.space import accuracy_m, clean, to_grid, validity

__all__ = ["Drawn", "corners_to_grid", "layer", "strays"]

Features = Sequence[tuple[str, Any, int, str]]


@dataclass(frozen=True, slots=True)
class Drawn:
    """One shape of a layer.

    Parameters
    ----------
    ground : shapely.Geometry
        Metres, EPSG:9215.
    accuracy_m : float
        Of the reference system it came in.
    """

    ground: Any
    accuracy_m: float


def layer(
    features: Features, rows: Sequence[Mapping[str, Any]], faults: list[BadInput]
) -> dict[str, Drawn]:
    """Return the shapes of a layer by id; one without row or in bad form is a fault.

    Parameters
    ----------
    features : Sequence
        (id, GeoJSON geometry, EPSG, file) as read.
    rows : Sequence of Mapping
        Rows of the table that the layer belongs to.
    faults : list of BadInput
        Grows by every fault found.

    Returns
    -------
    dict
        Id to what is drawn, on the grid; missing and empty shapes are left out, one
        at fault may be among them.
    """
    faults.extend(_misplaced(features, {row["id"] for row in rows}))
    found: dict[str, Drawn] = {}
    for epsg, file in sorted({(epsg, file) for _, _, epsg, file in features}):
        some = [feature for feature in features if feature[2:] == (epsg, file)]
        shapes = clean(_read(some, faults))[0]
        valid, reasons = validity(shapes)
        for feature, shape, fits, why in zip(some, shapes, valid, reasons, strict=True):
            if shape is not None and not fits:
                reason = f"hình không hợp lệ: {why}"
                faults.append(_fault(reason, feature, "sửa hình rồi xuất lại"))
        try:
            grounds = to_grid(shapes, epsg=epsg)
        except BadInput as error:
            value = error.value
            faults.append(
                BadInput(error.reason, file=file, value=value, cure=error.cure)
            )
            continue
        for feature, ground in zip(some, grounds, strict=True):
            if ground is not None and not shapely.is_empty(ground):
                found[feature[0]] = Drawn(ground, accuracy_m(epsg))
    faults.extend(_undeclared(found, rows))
    return found


def _misplaced(features: Features, known: set[str]) -> Iterator[BadInput]:
    seen: set[str] = set()
    for feature in features:
        if feature[0] not in known:
            reason = "không có dòng nào mang mã này"
            yield _fault(reason, feature, "thêm dòng hoặc bỏ hình")
        elif feature[0] in seen:
            yield _fault("một mã có hai hình", feature, "gộp lại hoặc bỏ một hình")
        seen.add(feature[0])


def _read(features: Features, faults: list[BadInput]) -> NDArray[np.object_]:
    made = np.full(len(features), None, dtype=object)
    for row, feature in enumerate(features):
        try:
            made[row] = (
                shapely.from_geojson(json.dumps(feature[1])) if feature[1] else None
            )
        except (shapely.errors.GEOSException, ValueError) as error:
            faults.append(
                _fault(f"hình không đọc được: {error}", feature, "xuất lại hình")
            )
    return made


def _fault(reason: str, feature: tuple[str, Any, int, str], cure: str) -> BadInput:
    return BadInput(reason, file=feature[3], value=feature[0], cure=cure)


def strays(
    found: Mapping[str, Drawn],
    rows: Sequence[Mapping[str, Any]],
    bounds: tuple[float, float, float, float],
) -> list[BadInput]:
    """Return the shapes that lie wholly outside the province, a fault each.

    Parameters
    ----------
    found : Mapping
        Shapes by id.
    rows : Sequence of Mapping
        Rows of the table that the layer belongs to.
    bounds : tuple of float
        West, south, east, north, metres on the grid; NaN where not known.

    Returns
    -------
    list of BadInput
        Empty where the bounds are not known.
    """
    west, south, east, north = bounds
    faults = []
    for row in rows:
        if row["id"] not in found:
            continue
        left, low, right, high = shapely.bounds(found[row["id"]].ground)
        if left > east or right < west or low > north or high < south:
            reason, cure = "hình nằm ngoài ranh của tỉnh", "kiểm tra hệ tọa độ"
            where = {"file": row["__file__"], "row": row["__line__"]}
            faults.append(BadInput(reason, cure=cure, value=row["id"], **where))
    return faults


def _undeclared(
    found: Mapping[str, Drawn], rows: Sequence[Mapping[str, Any]]
) -> list[BadInput]:
    reason = "có hình mà không nói hình chắc đến đâu"
    return [
        BadInput(
            reason,
            file=row["__file__"],
            row=row["__line__"],
            column=column,
            cure="điền geometry và crs",
        )
        for row in rows
        for column in ("geometry", "crs")
        if row["id"] in found and not row[column]
    ]


def corners_to_grid(
    west: float, south: float, east: float, north: float
) -> tuple[float, float, float, float]:
    """Return the box on the grid that holds a box in WGS 84 degrees.

    Parameters
    ----------
    west, south, east, north : float
        Sides of the box, degrees in WGS 84.

    Returns
    -------
    tuple of float
        West, south, east and north, metres on the grid; it holds the bent sides too.

    Raises
    ------
    BadInput
        Degrees outside what the grid can hold: put longitude first.

    Examples
    --------
    >>> [round(side) for side in corners_to_grid(106.0, 21.5, 107.0, 22.0)]
    [370285, 2378331, 473992, 2434195]
    """
    box = np.array([shapely.segmentize(shapely.box(west, south, east, north), 0.1)])
    left, low, right, high = shapely.total_bounds(to_grid(box, epsg=4326))
    return float(left), float(low), float(right), float(high)
