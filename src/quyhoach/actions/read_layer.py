"""Read one file of shapes whole and without a guess, or refuse it."""

from __future__ import annotations

import csv
import io
import json
import re
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any, NoReturn

import numpy as np
import shapely
from numpy.typing import NDArray

from quyhoach.errors import BadFile, BadInput
from quyhoach.space import (
    GRID,
    is_geographic,
    looks_like_degrees,
    read_wkt,
    validity,
)

__all__ = ["Layer", "plain_bytes", "read_layer"]

_DAYS = ("in_force_from", "in_force_to")
_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_EPSG = re.compile(r"(?:urn:ogc:def:crs:)?EPSG:[\d.]*:?(\d{4,6})", re.IGNORECASE)
_CRS84 = re.compile(r"urn:ogc:def:crs:OGC:[\d.]*:CRS84", re.IGNORECASE)
_MOST_BYTES = 1 << 30
_DEEPEST = 64
_MOST_CELL = (1 << 31) - 1


@dataclass(frozen=True, slots=True)
class Layer:
    """One file of shapes, in columns.

    Parameters
    ----------
    name : str
        The file's name, for messages.
    epsg : int
        Its reference system.
    ids : ndarray of object, shape (n,)
        Column or property ``id`` as text.
    shapes : ndarray of object, shape (n,)
        Shapes in that system; None where the file has none.
    days : ndarray of datetime64[D], shape (n, 2)
        First and last day in force; NaT where open.
    """

    name: str
    epsg: int
    ids: NDArray[np.object_]
    shapes: NDArray[np.object_]
    days: NDArray[np.datetime64]

    def on(self, day: date) -> Layer:
        """Return the rows in force on a day, first and last day included."""
        at = np.datetime64(day)
        start, end = self.days.T
        kept = (np.isnat(start) | (start <= at)) & (np.isnat(end) | (at <= end))
        return replace(
            self, ids=self.ids[kept], shapes=self.shapes[kept], days=self.days[kept]
        )

    def notes(self) -> list[str]:
        """Return what a reader should know of the shapes that were given."""
        missing = shapely.is_missing(self.shapes) | shapely.is_empty(self.shapes)
        valid, reasons = validity(self.shapes)
        notes = []
        if missing.any():
            words = "đối tượng không có hình (without a shape)"
            notes.append(f"{self.name}: {missing.sum()} {words}")
        for at in np.flatnonzero(~valid & ~missing):
            words = "hình không hợp lệ, vẫn xét phần đất nó vẽ (invalid)"
            notes.append(f"{self.name}, id {self.ids[at]}: {words}: {reasons[at]}")
        return notes


def plain_bytes(path: Path) -> bytes:
    """Return the bytes of a plain file, and refuse anything else at once.

    Parameters
    ----------
    path : Path
        Where it is. A pipe, a device or a folder is never waited for.

    Returns
    -------
    bytes
        The whole file, a byte order mark removed.

    Raises
    ------
    BadFile
        There is no such file, it is not a plain one, too large, or cannot be read.
    """
    try:
        state = path.stat()
        if not stat.S_ISREG(state.st_mode):
            reason = "không phải tệp thường (not a plain file)"
            raise BadFile(reason, file=path.name)
        if state.st_size > _MOST_BYTES:
            reason = "tệp lớn hơn 1 GiB (too large)"
            raise BadFile(reason, file=path.name, cure="chia nhỏ tệp (split it)")
        return path.read_bytes().removeprefix(b"\xef\xbb\xbf")
    except (OSError, ValueError) as trouble:
        words = getattr(trouble, "strerror", None) or "bad path"
        reason = f"không đọc được tệp (cannot be read): {words}"
        raise BadFile(reason, file=path.name) from trouble


def read_layer(path: Path, *, crs: int | None = None) -> Layer:
    """Return the shapes of one file.

    Parameters
    ----------
    path : Path
        GeoJSON, or CSV with the columns ``id`` and ``wkt``; told apart by content.
    crs : int, optional
        EPSG code where the file declares none.

    Returns
    -------
    Layer
        Every row of the file.

    Raises
    ------
    BadInput
        Something in it cannot be taken: file, row, column, value and cure.
    """
    data = plain_bytes(path)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as trouble:
        reason = "không phải UTF-8 (not UTF-8)"
        cure = "lưu lại tệp với mã UTF-8"
        raise BadFile(reason, file=path.name, cure=cure) from trouble
    read = _read_geojson if text.lstrip()[:1] in ("{", "[") else _read_csv
    layer = read(path.name, text, crs)
    geographic = is_geographic(layer.epsg)
    filled = ~(shapely.is_missing(layer.shapes) | shapely.is_empty(layer.shapes))
    if filled.any() and geographic != looks_like_degrees(layer.shapes):
        reason = (
            "toạ độ không phải độ (not degrees)"
            if geographic
            else "toạ độ là độ, không phải mét (degrees, not metres)"
        )
        cure = "khai báo đúng hệ: thành phần crs trong tệp, hoặc --crs"
        value = f"EPSG:{layer.epsg}"
        raise BadInput(reason, file=path.name, value=value, cure=cure)
    return layer


def _read_geojson(name: str, text: str, crs: int | None) -> Layer:
    features, declared = _features(name, text)
    ids, geometries, days = [], [], []
    for row, feature in enumerate(features, start=1):
        if not isinstance(feature, dict) or feature.get("type") != "Feature":
            reason = "không phải Feature (not a Feature)"
            raise BadInput(reason, file=name, row=row)
        properties = feature.get("properties") or {}
        if not isinstance(properties, dict):
            reason = "properties không phải đối tượng (not an object)"
            raise BadInput(reason, file=name, row=row)
        own = properties.get("id")
        ids.append(_id(feature.get("id") if own is None else own, name, row))
        geometries.append(feature.get("geometry"))
        days.append([_day(properties.get(key), name, row, key) for key in _DAYS])
    return Layer(
        name=name,
        epsg=declared or crs or 4326,
        ids=np.array(ids, dtype=object),
        shapes=_geometries(geometries, name),
        days=_days(days),
    )


def _features(name: str, text: str) -> tuple[list[Any], int | None]:
    try:
        tree = json.loads(text, parse_constant=_no_number)
    except (ValueError, RecursionError) as trouble:
        words = "quá nhiều tầng" if isinstance(trouble, RecursionError) else trouble
        reason = f"JSON hỏng (broken JSON): {words}"
        raise BadFile(reason, file=name) from trouble
    if isinstance(tree, dict) and tree.get("type") == "Feature":
        tree = {"type": "FeatureCollection", "features": [tree]}
    kind = tree.get("type") if isinstance(tree, dict) else None
    if kind != "FeatureCollection" or not isinstance(tree.get("features"), list):
        reason = "không phải FeatureCollection (not GeoJSON features)"
        raise BadFile(reason, file=name)
    return tree["features"], _declared(tree.get("crs"), name)


def _no_number(text: str) -> NoReturn:
    reason = f"{text} không phải số (not a number)"
    raise ValueError(reason)


def _declared(crs: Any, name: str) -> int | None:  # noqa: ANN401
    if crs is None:
        return None
    named = crs.get("properties") if isinstance(crs, dict) else None
    text = str(named.get("name")) if isinstance(named, dict) else str(crs)
    if _CRS84.fullmatch(text):
        return 4326
    found = _EPSG.fullmatch(text)
    if not found:
        reason = "không hiểu thành phần crs (crs member not understood)"
        raise BadInput(reason, file=name, value=text[:80], cure="ghi dạng EPSG:9215")
    return int(found[1])


def _id(value: Any, name: str, row: int) -> str:  # noqa: ANN401
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        value = ""
    text = str(value).strip()
    if not text:
        reason = "thiếu mã (id is missing)"
        cure = "ghi id cho mỗi đối tượng"
        raise BadInput(reason, file=name, row=row, column="id", cure=cure)
    return text


def _day(value: Any, name: str, row: int, column: str) -> str | None:  # noqa: ANN401
    if value is None or value == "":
        return None
    try:
        if not _ISO_DAY.fullmatch(str(value).strip()):
            raise ValueError
        return date.fromisoformat(str(value).strip()).isoformat()
    except ValueError as trouble:
        reason = "không phải ngày (not a day)"
        where = {"file": name, "column": column, "value": str(value)[:40]}
        cure = "ghi dạng YYYY-MM-DD"
        raise BadInput(reason, row=row, cure=cure, **where) from trouble


def _days(days: Sequence[Sequence[str | None]]) -> NDArray[np.datetime64]:
    return np.array(days, dtype="datetime64[D]").reshape(-1, 2)


def _geometries(geometries: Sequence[Any], name: str) -> NDArray[np.object_]:
    quick = _simple_polygons(geometries)
    if quick is not None:
        return quick
    texts = np.full(len(geometries), None, dtype=object)
    for at, geometry in enumerate(geometries):
        if geometry is not None:
            texts[at] = json.dumps(geometry)
            if texts[at].count('"geometries"') > _DEEPEST:
                reason = "nhiều tập hợp lồng nhau quá (too many nested collections)"
                raise BadInput(reason, file=name, row=at + 1, column="geometry")
    shapes = np.asarray(shapely.from_geojson(texts, on_invalid="ignore"), dtype=object)
    points, of = shapely.get_coordinates(shapes, return_index=True)
    shapes[of[~np.isfinite(points).all(axis=1)]] = None
    broken = np.flatnonzero(shapely.is_missing(shapes) & (texts != None))  # noqa: E711
    if broken.size:
        reason = "hình không đọc được (geometry cannot be read)"
        value = texts[broken[0]][:60]
        row = int(broken[0]) + 1
        raise BadInput(reason, file=name, row=row, column="geometry", value=value)
    return shapes


def _simple_polygons(geometries: Sequence[Any]) -> NDArray[np.object_] | None:
    """Polygons in plain order at once; None where anything else is among them."""
    points: list[Any] = []
    sizes: list[int] = []
    rings: list[int] = []
    try:
        for geometry in geometries:
            if geometry["type"] != "Polygon" or not geometry["coordinates"]:
                return None
            rings.append(len(geometry["coordinates"]))
            for ring in geometry["coordinates"]:
                sizes.append(len(ring))
                points.extend(ring)
        flat = np.array(points)
    except (TypeError, KeyError, ValueError, OverflowError):
        return None
    if flat.dtype != np.float64 or flat.ndim != 2 or flat.shape[1] != 2:
        return None
    ends = np.cumsum(sizes)
    closed = flat[ends - 1] == flat[ends - np.array(sizes)]
    if min(sizes) < 4 or not closed.all() or not np.isfinite(flat).all():
        return None
    of_ring = np.repeat(np.arange(len(sizes)), sizes)
    of_shape = np.repeat(np.arange(len(rings)), rings)
    drawn = np.asarray(shapely.linearrings(flat, indices=of_ring), dtype=object)
    return np.asarray(shapely.polygons(drawn, indices=of_shape), dtype=object)


def _read_csv(name: str, text: str, crs: int | None) -> Layer:
    ids, texts, days, lines = [], [], [], []
    for line, row in _records(name, text):
        ids.append(_id(row.get("id"), name, line))
        texts.append(row.get("wkt") or "")
        days.append([_day(row.get(key), name, line, key) for key in _DAYS])
        lines.append(line)
    filled = np.array([bool(text.strip()) for text in texts], dtype=bool)
    shapes, srid, reasons = read_wkt(texts)
    for at in np.flatnonzero(filled & (reasons != "")):
        where = {"file": name, "column": "wkt", "value": texts[at][:60]}
        raise BadInput(str(reasons[at]), row=lines[at], **where)
    declared = np.unique(srid[filled])
    if declared.size > 1:
        reason = "nhiều hệ quy chiếu trong một tệp (several SRID)"
        raise BadInput(reason, file=name)
    epsg = int(declared[0]) if declared.size else 0
    if not (epsg or crs):
        reason = "CSV không khai hệ quy chiếu (reference system not declared)"
        raise BadInput(reason, file=name, cure="thêm --crs, ví dụ --crs 9215")
    return Layer(
        name=name,
        epsg=epsg or crs or GRID,
        ids=np.array(ids, dtype=object),
        shapes=shapes,
        days=_days(days),
    )


def _records(name: str, text: str) -> Iterator[tuple[int, dict[str, str]]]:
    csv.field_size_limit(_MOST_CELL)
    head = text.partition("\n")[0]
    mark = max(",;\t", key=head.count)
    try:
        lines = csv.reader(io.StringIO(text, newline=""), delimiter=mark, strict=True)
        names = [cell.strip().lower() for cell in next(lines, [])]
        lacking = [column for column in ("id", "wkt") if names.count(column) != 1]
        if lacking:
            reason = f"cần đúng một cột {lacking[0]} (needs this column once)"
            raise BadInput(reason, file=name, row=1, column=lacking[0])
        for cells in lines:
            if len(cells) not in (0, len(names)):
                reason = f"có {len(cells)} ô thay vì {len(names)} (cells)"
                raise BadInput(reason, file=name, row=lines.line_num)
            if cells:
                yield lines.line_num, dict(zip(names, cells, strict=True))
    except csv.Error as trouble:
        reason = f"CSV hỏng (broken CSV): {trouble}"
        raise BadFile(reason, file=name) from trouble
