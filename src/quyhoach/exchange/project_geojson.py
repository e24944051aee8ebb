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
_LISTS = ("units", "abroad")


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
    names = [c.name for c in project_columns() if c.name not in _SHAPES]
    values = [_values(some, name) for name in names]
    for geometry, *row in zip(geometry_texts(some.shape), *values, strict=True):
        said = _encode(dict(zip(names, row, strict=True)))
        line = (
            f'{{"type": "Feature", "id": {_encode(row[0])}, "properties": {said}, '
            f'"geometry": {geometry or "null"}}}'
        )
        yield text(line)


def _values(some: ProjectList, name: str) -> Sequence[Any]:
    if name in _LISTS:
        found: Sequence[Any] = getattr(some, name)
        return found
    values = project_values(some, name)
    return [float(v) if isinstance(v, Decimal) else v for v in values]


_encode = json.JSONEncoder(ensure_ascii=False, allow_nan=False).encode
