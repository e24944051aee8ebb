"""Own the seam between a project list and GeoJSON: RFC 7946, one feature a project."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any, TextIO

import numpy as np
import shapely
from numpy.typing import NDArray

from quyhoach.exchange.json_text import text
from quyhoach.exchange.project_columns import project_columns, project_values
from quyhoach.exchange.project_list import ProjectList
from quyhoach.space import from_grid

__all__ = ["geometry_texts", "write_project_geojson"]

_PLACES = 7
"""Decimals of degrees: about a centimetre on the ground."""

_SHAPES = ("wkt", "epsg")
_LISTS = {"units": "units", "abroad": "abroad"}


def geometry_texts(shapes: NDArray[np.object_]) -> Sequence[str | None]:
    """Return shapes as GeoJSON texts.

    Parameters
    ----------
    shapes : NDArray[np.object_]
        On the grid, EPSG:9215; ``None`` stays ``None``.

    Returns
    -------
    Sequence of str or None
        In WGS 84, longitude first, 7 decimals (about a centimetre); outer rings turn
        against the clock as RFC 7946 wants.

    Examples
    --------
    >>> import numpy as np, shapely
    >>> drawn = np.array([shapely.Point(450000, 2417000), None])
    >>> geometry_texts(drawn)[0][:35], geometry_texts(drawn)[1]
    ('{"type":"Point","coordinates":[106.', None)
    """
    degrees = from_grid(shapes)
    rounded = shapely.transform(degrees, lambda points: np.round(points, _PLACES) + 0.0)
    turned = shapely.orient_polygons(rounded, exterior_cw=False)
    return list(np.asarray(shapely.to_geojson(turned), dtype=object))


def write_project_geojson(some: ProjectList, stream: TextIO) -> None:
    """Write a project list as a FeatureCollection, a line a feature.

    Parameters
    ----------
    some : ProjectList
        The projects; one without a shape is a feature without geometry.
    stream : TextIO
        Where it goes.

    Examples
    --------
    >>> import sys
    >>> write_project_geojson(ProjectList.bare(id=[], name=[]), sys.stdout)
    {"type": "FeatureCollection", "features": []}
    """
    head: dict[str, Any] = {"type": "FeatureCollection"}
    if some.plan:
        head |= {"plan": some.plan, "on": some.on}
    if some.fictional:
        head["fictional"] = True
    stream.write(json.dumps(head)[:-1] + ', "features": [')
    before = "\n"
    for feature in _features(some):
        stream.write(before + feature)
        before = ",\n"
    stream.write("\n]}\n" if before != "\n" else "]}\n")


def _features(some: ProjectList) -> Iterator[str]:
    columns = [c for c in project_columns() if c.name not in _SHAPES]
    names = [json.dumps(column.name) for column in columns]
    values = [_values(some, column.name) for column in columns]
    for geometry, *row in zip(geometry_texts(some.shape), *values, strict=True):
        cells = ", ".join(
            f"{name}: {_json(value)}" for name, value in zip(names, row, strict=True)
        )
        yield (
            f'{{"type": "Feature", "id": {_json(row[0])}, "properties": {{{cells}}}, '
            f'"geometry": {geometry or "null"}}}'
        )


def _values(some: ProjectList, name: str) -> Sequence[Any]:
    return getattr(some, name) if name in _LISTS else project_values(some, name)


_encode = json.JSONEncoder(ensure_ascii=False, allow_nan=False).encode


def _json(value: Any) -> str:  # noqa: ANN401
    if value is None:
        return "null"
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, str):
        return _encode(value if value.isascii() else text(value))
    return _encode(value)
