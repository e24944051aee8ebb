"""Own how the answers look: links, extents, features in the system asked for."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date
from typing import Any
from urllib.parse import urlencode

import numpy as np
import shapely
from numpy.typing import NDArray

from quyhoach.actions.hand_out_features import Collection, Features
from quyhoach.space import from_grid
from quyhoach.web.ogc.asked import CRS84, GRID_CRS

__all__ = ["about", "extent", "feature", "link", "placed", "query"]

Plain = dict[str, Any]
_DIGITS = {CRS84: 8, GRID_CRS: 3}


def link(href: str, rel: str, kind: str, title: str = "") -> Plain:
    """Return a typed link.

    Parameters
    ----------
    href, rel, kind, title : str
        Where it leads, in which relation, to what media type, and words.

    Returns
    -------
    dict
        As OGC API - Features has it.
    """
    made = {"href": href, "rel": rel, "type": kind}
    return {**made, "title": title} if title else made


def query(words: dict[str, str]) -> str:
    """Return parameters as the end of an address.

    Parameters
    ----------
    words : dict
        Name to value.

    Returns
    -------
    str
        Begins with a question mark; empty for none.
    """
    return f"?{urlencode(words)}" if words else ""


def about(one: Collection, features: Features, root: str) -> Plain:
    """Return the description of a collection, with the extent of its data.

    Parameters
    ----------
    one : Collection
        The collection.
    features : Features
        What the person who asks may see of it.
    root : str
        Address of the service.

    Returns
    -------
    dict
        As OGC API - Features has it.
    """
    here = f"{root}/collections/{one.id}"
    return {
        "id": one.id,
        "title": one.title,
        "description": one.description,
        "itemType": "feature",
        "extent": extent(features),
        "crs": [CRS84, GRID_CRS],
        "storageCrs": GRID_CRS,
        "links": [
            link(here, "self", "application/json"),
            link(f"{here}/items", "items", "application/geo+json", one.title),
        ],
    }


def extent(features: Features) -> Plain:
    """Return the box and the days of features; parts that nobody knows are left out.

    Parameters
    ----------
    features : Features
        The data.

    Returns
    -------
    dict
        ``spatial`` in CRS84 and ``temporal``, each where there is something.
    """
    made: Plain = {}
    drawn = features.shape[~shapely.is_missing(features.shape)]
    if drawn.size:
        box = shapely.total_bounds(placed(drawn, CRS84))
        made["spatial"] = {"bbox": [[float(v) for v in box]], "crs": CRS84}
    begins = [begin for begin, _ in features.period if begin]
    ends = [end for _, end in features.period if end]
    if begins or ends:
        first = min(begins).isoformat() + "T00:00:00Z" if begins else None
        last = max(ends).isoformat() + "T23:59:59Z" if ends else None
        made["temporal"] = {"interval": [[first, last]]}
    return made


def placed(shapes: NDArray[np.object_], crs: str) -> NDArray[np.object_]:
    """Return shapes in the system asked for, rounded as its numbers are written.

    Parameters
    ----------
    shapes : ndarray of object
        Metres, EPSG:9215; ``None`` stays.
    crs : str
        `CRS84` or `GRID_CRS`.

    Returns
    -------
    ndarray of object
        Longitude and latitude to 8 decimals, or metres to 3.
    """
    moved = from_grid(shapes) if crs == CRS84 else shapes
    return np.asarray(
        shapely.transform(moved, lambda points: points.round(_DIGITS[crs])), object
    )


def feature(
    features: Features, rows: Iterable[int], crs: str, links: bool = False
) -> list[Plain]:
    """Return rows as GeoJSON features.

    Parameters
    ----------
    features : Features
        The data.
    rows : Iterable of int
        Which.
    crs : str
        System of the coordinates.
    links : bool
        Leave room for links.

    Returns
    -------
    list of dict
        One a row.
    """
    some = list(rows)
    shapes = placed(features.shape[some], crs)
    texts = shapely.to_geojson(shapes)
    return [
        {
            "type": "Feature",
            "id": features.id[row],
            **({"links": []} if links else {}),
            "geometry": None if text is None else json.loads(text),
            "properties": {**features.properties[row], **_days(features, row)},
        }
        for row, text in zip(some, texts, strict=True)
    ]


def _days(features: Features, row: int) -> Plain:
    names = ("begin", "end")
    return {
        name: day.isoformat() if isinstance(day, date) else None
        for name, day in zip(names, features.period[row], strict=True)
    }
