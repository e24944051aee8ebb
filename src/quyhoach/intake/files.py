"""Own the door to the disk: which file is read, as what, and which is refused."""

from __future__ import annotations

import os
import re
import stat
import tempfile
from dataclasses import replace
from pathlib import Path

from quyhoach.errors import BadFile
from quyhoach.intake.apart import apart
from quyhoach.intake.bundles import SISTERS, part_refused, read_layers, read_packed
from quyhoach.intake.delimited import decoded, read_delimited
from quyhoach.intake.geojson import read_geojson
from quyhoach.intake.grids import Grid
from quyhoach.intake.issues import issue
from quyhoach.intake.workbook import is_workbook, read_workbook

__all__ = ["MOST_BYTES", "plain_file", "read_file"]

MOST_BYTES = 20_000_000
"""No file larger than this is read."""

_TABLE = "lưu lại thành .xlsx hoặc .csv"
_LAYER = "xuất GeoPackage (.gpkg), SHP nén .zip, hoặc .geojson"
_DRAWING = "lưu thành DXF (R2013), hoặc xuất SHP từ AutoCAD Map 3D, QGIS"
_REFUSED: tuple[tuple[bytes, str, str], ...] = (
    (b"\xd0\xcf\x11\xe0", "Excel cũ (.xls) hoặc tệp có mật khẩu", _TABLE),
    (b"AC10", "AutoCAD (.dwg)", _DRAWING),
    (b"%PDF", "PDF", _TABLE),
    (b"\x1f\x8b", "tệp nén (.gz)", "giải nén trước"),
    (b"Rar!", "tệp nén (.rar)", "giải nén trước, hoặc nén lại .zip"),
    (b"7z\xbc\xaf", "tệp nén (.7z)", "giải nén trước, hoặc nén lại .zip"),
    (b"{\\rtf", "RTF", _TABLE),
    (b"PMTiles", "PMTiles (.pmtiles)", _LAYER),
)
_ZIPPED = (
    ("mimetype", "OpenDocument (.ods)", _TABLE),
    ("xl/workbook.bin", "Excel nhị phân (.xlsb)", _TABLE),
    ("word/document.xml", "Word (.docx)", _TABLE),
)
_BY_ENDING = {
    ".xls": ("Excel cũ (.xls)", _TABLE),
    ".xlsb": ("Excel nhị phân (.xlsb)", _TABLE),
    ".ods": ("OpenDocument (.ods)", _TABLE),
    ".gml": ("GML", _LAYER),
    ".gpx": ("GPX", _LAYER),
    ".xml": ("XML", _TABLE),
    ".html": ("HTML", _TABLE),
    ".dwg": ("AutoCAD (.dwg)", _DRAWING),
    ".mid": ("MapInfo (.mid)", "đưa tệp .mif cùng tên"),
    ".dat": ("MapInfo (.dat)", "đưa tệp .tab cùng tên"),
    ".map": ("MapInfo (.map)", "đưa tệp .tab cùng tên"),
    ".shx": ("Shapefile (.shx)", "đưa tệp .shp cùng tên"),
    ".dbf": ("dBASE (.dbf)", "đưa tệp .shp cùng tên, hoặc lưu bảng thành .xlsx"),
    ".yaml": ("YAML", _TABLE),
    ".yml": ("YAML", _TABLE),
}
_LAYER_MARKS: tuple[tuple[re.Pattern[bytes], str], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), ending)
    for pattern, ending in (
        (rb"SQLite format 3\0", ".gpkg"),
        (rb"\x00\x00\x27\x0a", ".shp"),
        (rb"[\x08\xc8]\x09\xfe\x02", ".dgn"),
        (rb"\s*!table\b", ".tab"),
        (rb"\s*Version\s+\d{3}\s", ".mif"),
        (rb"\s*0\s*\r?\n\s*SECTION\s|\s*999\s*\r?\n|AutoCAD Binary DXF", ".dxf"),
        (rb"(?:\xef\xbb\xbf)?\s*<(?:[^<]|<!--|<\?)*?<?(?:\w+:)?kml[\s>]", ".kml"),
    )
)
_LAYER_SECONDS = 7.0
_ZIPS = (".zip", ".kmz")
_HEAD = 4_096
_MOST_SISTERS = 60_000_000
_WORKBOOKS = (".xlsx", ".xlsm")
_TABLES = (".csv", ".tsv", ".txt")
_JSON = (".geojson", ".json")


def plain_file(path: Path) -> bytes:
    """Return the bytes of a plain file, and refuse anything else at once.

    Parameters
    ----------
    path : Path
        Where it is. A pipe, a device or a folder is never waited for.

    Returns
    -------
    bytes
        The whole file.

    Raises
    ------
    BadFile
        There is no such file, it is not a plain one, larger than 20 MB, or cannot
        be read.

    Examples
    --------
    >>> plain_file(Path("/dev/null"))
    Traceback (most recent call last):
    quyhoach.errors.BadFile: null: không phải tệp thường → đưa .xlsx, .csv hoặc .geojson
    """
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise _not_plain(path)
        # not to hang on a pipe that took the file's place after it was looked at
        opened = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | _binary())
        with os.fdopen(opened, "rb") as file:
            if not stat.S_ISREG(os.fstat(opened).st_mode):
                raise _not_plain(path)
            data = file.read(MOST_BYTES + 1)
    except FileNotFoundError as trouble:
        reason = "không có tệp này"
        raise BadFile(reason, file=path.name, cure="kiểm tra đường dẫn") from trouble
    except (OSError, ValueError) as trouble:
        reason = "không mở được tệp"
        raise BadFile(reason, file=path.name, cure="kiểm tra quyền đọc") from trouble
    if len(data) > MOST_BYTES:
        reason = "tệp lớn hơn 20 MB"
        raise BadFile(reason, file=path.name, cure="chia thành nhiều tệp")
    return data


def _binary() -> int:
    return getattr(os, "O_BINARY", 0)


def _not_plain(path: Path) -> BadFile:
    reason = "không phải tệp thường"
    return BadFile(reason, file=path.name, cure="đưa .xlsx, .csv hoặc .geojson")


def read_file(path: Path, *, crs: int | None = None) -> list[Grid]:
    """Return the grids of one file; what it holds decides how it is read.

    Parameters
    ----------
    path : Path
        A workbook, a text table, GeoJSON, a map layer, a drawing, or a zip of these.
    crs : int, optional
        EPSG code where a layer names none.

    Returns
    -------
    list of Grid
        One a sheet or layer. A name that ends in another format than the file holds
        is a notice.

    Raises
    ------
    BadFile
        Not a plain file, damaged, or a format that is not read: the cure says which
        one to save it as.
    """
    data = plain_file(path)
    name, ending = path.name, path.suffix.lower()
    if data[:4] in (b"PK\x03\x04", b"PK\x05\x06"):
        return _zip(data, name, ending, crs)
    kind = _layer_kind(data, ending)
    if kind:
        return _named(_layers(data, path, kind, crs), ending, (kind,), kind)
    return _grids(data, name, ending, crs)


def _grids(data: bytes, name: str, ending: str, crs: int | None) -> list[Grid]:
    """Read bytes that are a table or GeoJSON, and refuse all others."""
    if is_workbook(data):
        return _named(read_workbook(data, name), ending, _WORKBOOKS, ".xlsx")
    if ending == ".dgn":
        raise _not_read(
            name, "DGN phiên bản 8", "lưu lại thành DGN V7 hoặc DXF (R2013)"
        )
    for mark, format_, cure in _REFUSED:
        if data.startswith(mark):
            raise _not_read(name, format_, cure)
    if ending in _BY_ENDING:
        raise _not_read(name, *_BY_ENDING[ending])
    if not data.strip():
        reason = "tệp rỗng"
        raise BadFile(reason, file=name, cure="kiểm tra tệp đã lưu đủ chưa")
    return _text(data, name, ending, crs)


def _text(data: bytes, name: str, ending: str, crs: int | None) -> list[Grid]:
    text = decoded(data, name)
    head = text.lstrip()[:300].lower()
    if head.startswith(("{", "[")) or ending in _JSON:
        return _named([read_geojson(text, name, crs=crs)], ending, _JSON, ".geojson")
    if head.startswith("<"):
        for word, format_ in (("<gml", "GML"), ("gml/", "GML"), ("<gpx", "GPX")):
            if word in head:
                raise _not_read(name, format_, _LAYER)
        raise _not_read(name, "XML", _TABLE)
    return _named([read_delimited(text, name)], ending, _TABLES, ".csv")


def _zip(data: bytes, name: str, ending: str, crs: int | None) -> list[Grid]:
    if is_workbook(data) or ending in _WORKBOOKS:
        return _named(read_workbook(data, name), ending, _WORKBOOKS, ".xlsx")
    for inside, format_, cure in _ZIPPED:
        if inside.encode() in data[:_HEAD]:
            raise _not_read(name, format_, cure)
    with tempfile.TemporaryDirectory() as room:
        grids, tables, issues = apart(
            read_packed, data, name, room, crs, file=name, seconds=_LAYER_SECONDS
        )
    for part, held in tables:
        try:
            own = Path(part).suffix.lower()
            grids.extend(_grids(held, f"{name}/{part}", own, crs))
        except BadFile as no:
            if not grids and len(tables) == 1:
                raise
            issues.append(part_refused(name, part, no))
    grids = grids or [Grid(file=name, rows=())]
    told = replace(grids[0], issues=(*issues, *grids[0].issues))
    return _named([told, *grids[1:]], ending, _ZIPS, ".zip")


def _layer_kind(data: bytes, ending: str) -> str:
    """Return the ending of the layer format that bytes are in; empty for no layer."""
    for mark, kind in _LAYER_MARKS:
        if mark.match(data[:_HEAD]):
            return kind
    spoken = ending in SISTERS and not any(data.startswith(m) for m, _, _ in _REFUSED)
    return ending if spoken and data.strip() else ""


def _layers(data: bytes, path: Path, kind: str, crs: int | None) -> list[Grid]:
    """Read a layer with the sisters that lie beside it."""
    parts = {kind: data}
    must, may = SISTERS[kind]
    for ending in (*must, *may):
        for written in (ending, ending.upper()):
            beside = path.with_suffix(written)
            if beside.exists():
                parts[ending] = plain_file(beside)
                break
    if kind == ".gpkg" and _unsaved(path):
        reason = "GeoPackage còn phần chưa ghi vào tệp (-wal)"
        raise BadFile(reason, file=path.name, cure="đóng phần mềm đang mở tệp, thử lại")
    if sum(map(len, parts.values())) > _MOST_SISTERS:
        reason = "lớp và các tệp đi kèm lớn hơn 60 MB"
        raise BadFile(reason, file=path.name, cure="chia thành nhiều tệp")
    with tempfile.TemporaryDirectory() as room:
        return apart(
            read_layers,
            parts,
            path.name,
            kind,
            room,
            crs,
            file=path.name,
            seconds=_LAYER_SECONDS,
        )


def _unsaved(path: Path) -> bool:
    try:
        return path.with_name(f"{path.name}-wal").stat().st_size > 0
    except OSError:
        return False


def _not_read(name: str, format_: str, cure: str) -> BadFile:
    reason = f"chưa đọc được {format_}"
    return BadFile(reason, file=name, cure=cure)


def _named(
    grids: list[Grid], ending: str, endings: tuple[str, ...], format_: str
) -> list[Grid]:
    if ending in endings or not grids:
        return grids
    first = grids[0]
    met = issue("QH-D16.wrong_extension", file=first.file, format=format_)
    return [replace(first, issues=(met, *first.issues)), *grids[1:]]
