"""Own the reading of a GeoPackage: its real tables only, nothing in it ever runs."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from quyhoach.errors import BadFile
from quyhoach.intake.grids import Cell, Grid
from quyhoach.intake.layers import Source, layer_grid
from quyhoach.intake.systems import System, declared_system
from quyhoach.intake.vectors import MOST_FEATURES, too_many

__all__ = ["read_geopackage"]

_DAMAGED = "tệp GeoPackage hỏng"
_CURE = "mở bằng QGIS rồi xuất lại GeoPackage"
_ALLOWED = {sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ}
_COUNTERS = re.compile(
    r"rtree_|gpkg_|trigger_(?:insert|delete)_feature_count_", re.IGNORECASE
)
_ROW_IDS = ("fid", "ogc_fid", "objectid")
_ENVELOPE = (0, 32, 48, 48, 64)
_LAYERS = """
    SELECT c.table_name, c.data_type, g.column_name, g.srs_id
    FROM gpkg_contents c LEFT JOIN gpkg_geometry_columns g USING (table_name)
    WHERE c.data_type IN ('features', 'attributes') ORDER BY c.rowid
"""
_ONLY_TABLES = """
    SELECT table_name, data_type, NULL, NULL FROM gpkg_contents
    WHERE data_type IN ('features', 'attributes') ORDER BY rowid
"""
_SYSTEM = """
    SELECT organization, organization_coordsys_id, definition
    FROM gpkg_spatial_ref_sys WHERE srs_id = ?
"""


@dataclass(frozen=True, slots=True)
class _Layer:
    table: str
    geometry: str
    srs: int | None


def read_geopackage(path: Path, source: Source) -> list[Grid]:
    """Return the layers and attribute tables of a GeoPackage.

    Parameters
    ----------
    path : Path
        A copy of our own, which nobody else writes to.
    source : Source
        Its name, for messages.

    Returns
    -------
    list of Grid
        One a table that ``gpkg_contents`` registers. Views, virtual tables, computed
        columns and triggers are named by a notice.

    Raises
    ------
    BadFile
        It is damaged, no GeoPackage, or too long.

    Notes
    -----
    Opened read-only and immutable, the schema untrusted, and every statement but the
    reading of a table denied, so that no view, trigger or function of the file runs.
    """
    try:
        base = sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True)
        try:
            return list(_read(base, source))
        finally:
            base.close()
    except sqlite3.Error as trouble:
        raise BadFile(_DAMAGED, file=source.file, cure=_CURE) from trouble


def _read(base: sqlite3.Connection, source: Source) -> Iterator[Grid]:
    base.execute("PRAGMA trusted_schema = OFF")
    base.execute("PRAGMA query_only = ON")
    base.text_factory = lambda data: data.decode("utf-8", "replace")
    kinds = {
        str(name): (str(kind), str(sql or ""))
        for kind, name, sql in base.execute("SELECT type, name, sql FROM sqlite_master")
    }
    own = ("gpkg_contents", "gpkg_spatial_ref_sys")
    if not all(_is_table(kinds, name) for name in own):
        reason = "tệp SQLite này không phải GeoPackage"
        raise BadFile(reason, file=source.file, cure=_CURE)
    columns = {
        name: list(_columns(base, name)) for name in kinds if _is_table(kinds, name)
    }
    base.set_authorizer(_only_reading(set(columns)))
    for name, (kind, _) in kinds.items():
        if kind == "trigger" and not _COUNTERS.match(name):
            _not_read(source, f"trigger {name}", "không chạy", "it is never run")
    layers = list(_layers(base, kinds, source))
    met, source.issues = source.issues, []
    for layer in layers:
        inside = source.inside(layer.table)
        inside.issues, met = met, []
        yield _grid(base, layer, columns[layer.table], inside)
    if not layers:
        yield Grid(file=source.file, layer=source.layer, rows=(), issues=tuple(met))


def _is_table(kinds: dict[str, tuple[str, str]], name: str) -> bool:
    kind, sql = kinds.get(name, ("", ""))
    return kind == "table" and not re.match(r"\s*CREATE\s+VIRTUAL", sql, re.IGNORECASE)


def _only_reading(tables: set[str]) -> Callable[..., int]:
    def allow(action: int, first: Any, second: Any, *_: Any) -> int:  # noqa: ANN401
        if action == sqlite3.SQLITE_FUNCTION:
            return sqlite3.SQLITE_DENY
        if action == sqlite3.SQLITE_READ and first not in tables:
            return sqlite3.SQLITE_DENY
        return sqlite3.SQLITE_OK if action in _ALLOWED else sqlite3.SQLITE_DENY

    return allow


def _columns(
    base: sqlite3.Connection, table: str
) -> Iterator[tuple[str, str, int, int]]:
    """Yield name, type, place in the key, and whether it is computed."""
    for row in base.execute(f"PRAGMA table_xinfo({_quoted(table)})"):
        _, name, kind, _, _, place, hidden = row
        yield str(name), str(kind).upper(), int(place), int(hidden)


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _layers(
    base: sqlite3.Connection, kinds: dict[str, tuple[str, str]], source: Source
) -> Iterator[_Layer]:
    drawn = _is_table(kinds, "gpkg_geometry_columns")
    found = base.execute(_LAYERS if drawn else _ONLY_TABLES).fetchall()
    for table, data_type, geometry, srs in found:
        name = str(table)
        if not _is_table(kinds, name):
            view = kinds.get(name, ("",))[0] == "view"
            why = "là khung nhìn (view)" if view else "không phải bảng thường"
            _not_read(source, name, why, "it is a view" if view else "no plain table")
        elif data_type == "features" and geometry is None:
            _not_read(source, name, "không khai cột hình", "it names no shape column")
        else:
            yield _Layer(name, str(geometry or ""), srs)


def _not_read(source: Source, part: str, why: str, why_en: str) -> None:
    source.say("QH-D16.part_not_read", value=part, part=part, why=why, why_en=why_en)


def _grid(
    base: sqlite3.Connection,
    layer: _Layer,
    columns: Sequence[tuple[str, str, int, int]],
    source: Source,
) -> Grid:
    wanted = []
    for name, kind, place, hidden in columns:
        if hidden:
            _not_read(source, name, "cột tính ra, không phải dữ liệu", "it is computed")
        elif name != layer.geometry and not (place and name.lower() in _ROW_IDS):
            wanted.append((name, kind))
    names = [name for name, _ in wanted]
    asked = [*names, layer.geometry] if layer.geometry else names
    texts = ", ".join(map(_quoted, asked)) or "NULL"
    found = base.execute(f"SELECT {texts} FROM {_quoted(layer.table)}")  # noqa: S608  # nosec B608 - quoted names
    rows = found.fetchmany(MOST_FEATURES + 1)
    if len(rows) > MOST_FEATURES:
        raise too_many(source.file)
    by_column = list(zip(*rows, strict=True)) if rows else [() for _ in asked]
    cells = [
        [_cell(value, kind) for value in column]
        for (_, kind), column in zip(wanted, by_column, strict=False)
    ]
    shapes = _shapes(by_column[-1], layer.srs, source) if layer.geometry else None
    return layer_grid(source, names, cells, shapes, _system(base, layer.srs))


def _cell(value: Any, kind: str) -> Cell:  # noqa: ANN401
    if isinstance(value, bytes):
        return None
    if kind == "BOOLEAN" and value in (0, 1):
        return bool(value)
    cell: Cell = value
    return cell


def _shapes(
    blobs: Sequence[Any], srs: int | None, source: Source
) -> np.ndarray[Any, np.dtype[np.object_]]:
    made = np.full(len(blobs), None, dtype=object)
    for at, blob in enumerate(blobs):
        if blob is not None:
            made[at] = _wkb(blob, srs)
    return made


def _wkb(blob: Any, srs: int | None) -> bytes:  # noqa: ANN401
    """Return the WKB of a GeoPackage shape; nothing readable where it is broken."""
    if not isinstance(blob, bytes) or blob[:2] != b"GP" or len(blob) < 8:
        return b""
    flags = blob[3]
    size = (flags >> 1) & 7
    own = int.from_bytes(blob[4:8], "little" if flags & 1 else "big", signed=True)
    # a shape that says to lie in another system than its layer
    if size >= len(_ENVELOPE) or flags & 0x20 or own != srs:
        return b""
    return blob[8 + _ENVELOPE[size] :]


def _system(base: sqlite3.Connection, srs: int | None) -> System:
    if srs is None or srs in (0, -1):
        return System()
    row = base.execute(_SYSTEM, (srs,)).fetchone()
    if row is None:
        return declared_system("", code=None)
    organization, code, definition = row
    by_epsg = str(organization).upper() == "EPSG" and isinstance(code, int) and code > 0
    text = "" if str(definition) == "undefined" else str(definition or "")
    return declared_system(text, code=code if by_epsg else None)
