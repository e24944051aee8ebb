"""Own the door to the disk: which file is read, as what, and which is refused."""

from __future__ import annotations

import os
import stat
from dataclasses import replace
from pathlib import Path

from quyhoach.errors import BadFile
from quyhoach.intake.delimited import decoded, encoding_of, read_delimited
from quyhoach.intake.geojson import read_geojson
from quyhoach.intake.grids import Grid
from quyhoach.intake.issues import issue
from quyhoach.intake.legacy import ENCODINGS, legacy_bytes
from quyhoach.intake.modern import modern
from quyhoach.intake.workbook import read_workbook, workbook_kind

__all__ = ["MOST_BYTES", "plain_file", "read_file"]

MOST_BYTES = 20_000_000
"""No file larger than this is read."""

_OLE = b"\xd0\xcf\x11\xe0"
_TABLE = "lưu lại thành .xlsx hoặc .csv"
_LAYER = "xuất lớp ra .geojson"
_REFUSED: tuple[tuple[bytes, str, str], ...] = (
    (_OLE, "tệp Office cũ không phải bảng tính (.doc, .ppt)", _TABLE),
    (b"SQLite format 3", "GeoPackage hoặc SQLite (.gpkg)", _LAYER),
    (b"\x00\x00\x27\x0a", "Shapefile (.shp)", _LAYER),
    (b"AC10", "AutoCAD (.dwg)", _LAYER),
    (b"%PDF", "PDF", _TABLE),
    (b"\x1f\x8b", "tệp nén (.gz)", "giải nén trước"),
    (b"Rar!", "tệp nén (.rar)", "giải nén trước"),
    (b"7z\xbc\xaf", "tệp nén (.7z)", "giải nén trước"),
    (b"{\\rtf", "RTF", _TABLE),
)
_ZIPPED = (
    ("mimetype", "OpenDocument không phải bảng tính (.odt, .odp)", _TABLE),
    ("word/document.xml", "Word (.docx)", _TABLE),
    ("doc.kml", "KMZ", _LAYER),
)
_BY_ENDING = {
    ".kml": ("KML", _LAYER),
    ".gml": ("GML", _LAYER),
    ".gpx": ("GPX", _LAYER),
    ".xml": ("XML", _TABLE),
    ".html": ("HTML", _TABLE),
    ".dxf": ("AutoCAD (.dxf)", _LAYER),
    ".dgn": ("MicroStation (.dgn)", _LAYER),
    ".dwg": ("AutoCAD (.dwg)", _LAYER),
    ".tab": ("MapInfo (.tab)", _LAYER),
    ".mif": ("MapInfo (.mif)", _LAYER),
    ".mid": ("MapInfo (.mid)", _LAYER),
    ".shp": ("Shapefile (.shp)", _LAYER),
    ".dbf": ("dBASE (.dbf)", _TABLE),
    ".gpkg": ("GeoPackage (.gpkg)", _LAYER),
    ".yaml": ("YAML", _TABLE),
    ".yml": ("YAML", _TABLE),
}
_WORKBOOKS = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods")
_SAME = {".xlsx": (".xlsx", ".xlsm")}
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
        A workbook, a text table or GeoJSON.
    crs : int, optional
        EPSG code where a layer names none.

    Returns
    -------
    list of Grid
        One a sheet, one otherwise. A name that ends in another format than the file
        holds is a notice.

    Raises
    ------
    BadFile
        Not a plain file, damaged, or a format that is not read: the cure says which
        one to save it as.
    """
    return modern(_grids(path, crs))


def _grids(path: Path, crs: int | None) -> list[Grid]:
    data = plain_file(path)
    name, ending = path.name, path.suffix.lower()
    packed = data[:4] == b"PK\x03\x04"
    kind = workbook_kind(data) if packed or data[:4] == _OLE else ""
    if kind or (packed and ending in _WORKBOOKS):
        fits = _SAME.get(kind, (kind,)) if kind else _WORKBOOKS
        return _named(read_workbook(data, name), ending, fits, kind)
    if packed:
        raise _strange_zip(data, name)
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
    try:
        text = decoded(data, name)
    except BadFile:
        old = legacy_bytes(data) if ending in _TABLES else None
        if old is None:
            raise
        made = _converted(read_delimited(old[0], name), old[1])
        return _named([made], ending, _TABLES, ".csv")
    head = text.lstrip()[:300].lower()
    if head.startswith(("{", "[")) or ending in _JSON:
        grid = read_geojson(text, name, crs=crs)
        return _named([grid], ending, _JSON, grid.format or ".geojson")
    if head.startswith("<"):
        format_, cure = ("KML", _LAYER) if "<kml" in head else ("XML", _TABLE)
        raise _not_read(name, format_, cure)
    grid = replace(read_delimited(text, name), encoding=encoding_of(data))
    return _named([grid], ending, _TABLES, ".csv")


def _converted(grid: Grid, encoding: str) -> Grid:
    first = next((str(c) for _, row in grid.rows for c in row if not _plain(c)), "")
    met = issue(
        "QH-D16.text_legacy_converted",
        file=grid.file,
        encoding=ENCODINGS[encoding],
        after=first[:60],
    )
    return replace(grid, encoding=encoding, issues=(met, *grid.issues))


def _plain(cell: object) -> bool:
    return not isinstance(cell, str) or cell.isascii()


def _strange_zip(data: bytes, name: str) -> BadFile:
    for inside, format_, cure in _ZIPPED:
        if inside.encode() in data:
            return _not_read(name, format_, cure)
    return _not_read(name, "tệp nén (.zip)", "giải nén, đưa từng tệp")


def _not_read(name: str, format_: str, cure: str) -> BadFile:
    reason = f"chưa đọc được {format_}"
    return BadFile(reason, file=name, cure=cure)


def _named(
    grids: list[Grid], ending: str, endings: tuple[str, ...], format_: str
) -> list[Grid]:
    """Say in which format grids came, and where a file's name says another."""
    grids = [grid if grid.format else replace(grid, format=format_) for grid in grids]
    if ending in endings or not grids:
        return grids
    first = grids[0]
    met = issue("QH-D16.wrong_extension", file=first.file, format=format_)
    return [replace(first, issues=(met, *first.issues)), *grids[1:]]
