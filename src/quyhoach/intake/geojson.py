"""Own the seam between JSON and a grid: features as rows, properties as columns."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any, NoReturn

import numpy as np
import shapely
from numpy.typing import NDArray

from quyhoach.errors import BadFile
from quyhoach.intake.grids import Cell, Grid
from quyhoach.intake.issues import Issue, issue
from quyhoach.intake.oc4ids import grid_of_package, is_package

__all__ = ["read_geojson"]

_SIMPLE = ("Point", "LineString", "Polygon")
_GEOMETRIES = frozenset(
    (*_SIMPLE, *(f"Multi{kind}" for kind in _SIMPLE), "GeometryCollection")
)
_EPSG = re.compile(r"(?:urn:ogc:def:crs:)?EPSG:[\d.]*:?(\d{4,6})", re.IGNORECASE)
_CRS84 = re.compile(r"(?:urn:ogc:def:crs:)?OGC:[\d.]*:?CRS84h?", re.IGNORECASE)
_HALF_PAIR = re.compile(
    r"\\u[dD][89abAB][0-9a-fA-F]{2}(?!\\u[dD][c-fC-F])"
    r"|(?<!\\u[dD][89abAB][0-9a-fA-F]{2})\\u[dD][c-fC-F][0-9a-fA-F]{2}"
)
_MOST_COLUMNS = 2_000
_CURE = "xuất lại GeoJSON"


def read_geojson(text: str, file: str, *, crs: int | None = None) -> Grid:
    """Return the features of a file as rows.

    Parameters
    ----------
    text : str
        The whole file.
    file : str
        Its name, for messages.
    crs : int, optional
        EPSG code where the file names none.

    Returns
    -------
    Grid
        Row k is feature k, from 1; of an OC4IDS package it is project k. Without a
        ``crs`` member and without ``crs`` the system is EPSG:4326, as RFC 7946 and
        OC4IDS declare it.

    Raises
    ------
    BadFile
        Broken JSON, NaN or Infinity, a key written twice, too deep, or neither GeoJSON
        nor an OC4IDS package.

    Examples
    --------
    >>> one = '{"type":"Feature","properties":{"ten":"Kho"},"geometry":null}'
    >>> made = read_geojson(one, "a.geojson")
    >>> made.header, made.rows, made.shapes, made.epsg
    (('ten',), [(1, ['Kho'])], [None], 4326)
    """
    tree = _tree(text, file)
    if is_package(tree):
        return grid_of_package(tree, file)
    features = _features(tree, file)
    declared, name = _declared(tree.get("crs"))
    layer = str(tree.get("name") or "")[:200]
    issues: list[Issue] = []
    epsg = declared or crs or 4326
    shapes = list(_shapes(features, file, layer, issues))
    if name and not crs:
        issues.append(
            issue(
                "QH-D05.system_unknown", file=file, layer=layer, value=name, name=name
            )
        )
        shapes = [None] * len(shapes)
    refused = frozenset(
        row
        for row, one in enumerate(features, start=1)
        if one.get("geometry") is not None and shapes[row - 1] is None
    )
    header, rows = _table(features, file)
    return Grid(
        file=file,
        layer=layer,
        rows=rows,
        header=header,
        shapes=shapes,
        epsg=epsg,
        refused=refused,
        issues=tuple(issues),
    )


def _tree(text: str, file: str) -> dict[str, Any]:
    if _HALF_PAIR.search(text):
        reason = "JSON có ký tự Unicode hỏng"
        raise BadFile(reason, file=file, cure=_CURE)
    try:
        tree = json.loads(text, parse_constant=_no_number, object_pairs_hook=_once)
    except RecursionError as trouble:
        reason = "JSON lồng quá nhiều tầng"
        raise BadFile(reason, file=file, cure=_CURE) from trouble
    except ValueError as trouble:
        line = getattr(trouble, "lineno", None)
        reason = f"JSON hỏng: {getattr(trouble, 'msg', trouble)}"
        raise BadFile(reason, file=file, row=line, cure=_CURE) from trouble
    if not isinstance(tree, dict):
        raise _not_geojson(file)
    return tree


def _no_number(text: str) -> NoReturn:
    reason = f"{text} không phải số"
    raise ValueError(reason)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) != len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        reason = f"khóa {twice[:40]!r} viết hai lần"
        raise ValueError(reason)
    return made


def _not_geojson(file: str) -> BadFile:
    reason = "JSON này không phải GeoJSON hay OC4IDS"
    return BadFile(reason, file=file, cure="lưu thành .geojson, .csv hoặc .xlsx")


def _features(tree: Mapping[str, Any], file: str) -> list[Mapping[str, Any]]:
    kind = str(tree.get("type"))
    if kind in _GEOMETRIES:
        return [{"type": "Feature", "geometry": tree, "properties": {}}]
    some = [tree] if kind == "Feature" else tree.get("features")
    if kind not in ("Feature", "FeatureCollection") or not isinstance(some, list):
        raise _not_geojson(file)
    for row, one in enumerate(some, start=1):
        sound = isinstance(one, dict) and one.get("type") == "Feature"
        if not sound or not isinstance(one.get("properties"), dict | None):
            reason = "không phải Feature"
            raise BadFile(reason, file=file, row=row, cure=_CURE)
    return some


def _declared(crs: Any) -> tuple[int | None, str]:  # noqa: ANN401
    """Return the EPSG code a crs member names, or the name that is not understood."""
    if crs is None:
        return None, ""
    named = crs.get("properties") if isinstance(crs, dict) else None
    text = str(named.get("name")) if isinstance(named, dict) else str(crs)
    if _CRS84.fullmatch(text):
        return 4326, ""
    found = _EPSG.fullmatch(text)
    return (int(found[1]), "") if found else (None, text[:80])


def _shapes(
    features: Sequence[Mapping[str, Any]], file: str, layer: str, issues: list[Issue]
) -> NDArray[np.object_]:
    texts = np.full(len(features), None, dtype=object)
    for at, one in enumerate(features):
        geometry = one.get("geometry")
        if geometry is not None:
            texts[at] = json.dumps(geometry)
    with np.errstate(all="ignore"):
        shapes = np.asarray(shapely.from_geojson(texts, on_invalid="ignore"), object)
    points, of = shapely.get_coordinates(shapes, return_index=True)
    shapes[of[~np.isfinite(points).all(axis=1)]] = None
    given = np.array([text is not None for text in texts], dtype=bool)
    issues.extend(
        issue(
            "QH-D06.shape_unreadable",
            file=file,
            layer=layer,
            row=row + 1,
            column="geometry",
            value=texts[row],
            why=_why(features[row].get("geometry")),
        )
        for row in np.flatnonzero(shapely.is_missing(shapes) & given).tolist()
    )
    return shapes


def _why(geometry: Any) -> str:  # noqa: ANN401
    kind = geometry.get("type") if isinstance(geometry, dict) else None
    if not isinstance(kind, str) or kind not in _GEOMETRIES:
        return f"không có loại hình {str(kind)[:30]}"
    return "tọa độ không đúng mẫu"


def _table(
    features: Sequence[Mapping[str, Any]], file: str
) -> tuple[tuple[str, ...], list[tuple[int, list[Cell]]]]:
    names: dict[str, None] = {}
    for one in features:
        names.update(dict.fromkeys(one.get("properties") or {}))
    if len(names) > _MOST_COLUMNS:
        reason = "quá nhiều thuộc tính khác nhau"
        raise BadFile(reason, file=file, cure="giữ các thuộc tính cần đọc")
    own = any("id" in one for one in features) and "id" not in names
    header = (*names, "id") if own else tuple(names)
    rows = []
    for row, one in enumerate(features, start=1):
        properties = one.get("properties") or {}
        cells = [_cell(properties.get(name)) for name in names]
        rows.append((row, [*cells, _cell(one.get("id"))] if own else cells))
    return header, rows


def _cell(value: Any) -> Cell:  # noqa: ANN401
    if value is None or isinstance(value, str | bool | int | float | Decimal):
        return value
    if isinstance(value, Iterable) and all(isinstance(v, str) for v in value):
        return ";".join(value)
    return json.dumps(value, ensure_ascii=False)
