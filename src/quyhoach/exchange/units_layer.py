"""Own the seam between unit shapes and the text of a package's ``units.geojson``."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

__all__ = ["units_layer"]

_WGS84 = 4326


def units_layer(
    units: Iterable[tuple[str, str, Mapping[str, Any]]],
    *,
    epsg: int,
    said: Mapping[str, str],
) -> str:
    r"""Return a layer of units as text, one feature a line.

    Parameters
    ----------
    units : Iterable of tuple
        Code, name and GeoJSON geometry of each.
    epsg : int
        System of the coordinates, x before y.
    said : Mapping
        What every feature says beside: ``geometry``, ``source``, ``source_en``.

    Returns
    -------
    str
        GeoJSON; a ``crs`` member names every system but WGS 84.

    Examples
    --------
    >>> spot = {"type": "Point", "coordinates": [1.0, 2.0]}
    >>> made = units_layer([("2025:1", "Xã A", spot)], epsg=9215, said={})
    >>> json.loads(made)["crs"]["properties"]["name"], made.count("\n")
    ('urn:ogc:def:crs:EPSG::9215', 3)
    >>> units_layer([], epsg=4326, said={})
    '{"type":"FeatureCollection","name":"units","features":[\n\n]}\n'
    """
    head: dict[str, Any] = {"type": "FeatureCollection", "name": "units"}
    if epsg != _WGS84:
        name = f"urn:ogc:def:crs:EPSG::{epsg}"
        head["crs"] = {"type": "name", "properties": {"name": name}}
    lines = [
        _compact(
            {
                "type": "Feature",
                "properties": {"code": code, "name": name, **said},
                "geometry": geometry,
            }
        )
        for code, name, geometry in units
    ]
    return _compact(head)[:-1] + ',"features":[\n' + ",\n".join(lines) + "\n]}\n"


def _compact(tree: object) -> str:
    return json.dumps(tree, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
