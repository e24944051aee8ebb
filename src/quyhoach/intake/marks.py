"""Own the marks by which formats are known, and the words for those not read."""

from __future__ import annotations

import re

from quyhoach.errors import BadFile
from quyhoach.intake.bundles import SISTERS

__all__ = ["OLE", "layer_kind", "not_read", "refuse", "refuse_markup", "refuse_zip"]

OLE = b"\xd0\xcf\x11\xe0"
"""How files of old Office programs, and locked ones, begin."""

_TABLE = "lưu lại thành .xlsx hoặc .csv"
_LAYER = "xuất GeoPackage (.gpkg), SHP nén .zip, hoặc .geojson"
_DRAWING = "lưu thành DXF (R2013), hoặc xuất SHP từ AutoCAD Map 3D, QGIS"
_REFUSED: tuple[tuple[bytes, str, str], ...] = (
    (OLE, "tệp Office cũ không phải bảng tính (.doc, .ppt)", _TABLE),
    (b"AC10", "AutoCAD (.dwg)", _DRAWING),
    (b"%PDF", "PDF", _TABLE),
    (b"\x1f\x8b", "tệp nén (.gz)", "giải nén trước"),
    (b"Rar!", "tệp nén (.rar)", "giải nén trước, hoặc nén lại .zip"),
    (b"7z\xbc\xaf", "tệp nén (.7z)", "giải nén trước, hoặc nén lại .zip"),
    (b"{\\rtf", "RTF", _TABLE),
    (b"PMTiles", "PMTiles (.pmtiles)", _LAYER),
)
_ZIPPED = (
    ("mimetype", "OpenDocument không phải bảng tính (.odt, .odp)", _TABLE),
    ("word/document.xml", "Word (.docx)", _TABLE),
)
_BY_ENDING = {
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
_HEAD = 4_096


def layer_kind(data: bytes, ending: str) -> str:
    r"""Return the ending of the layer format that bytes are in; empty for no layer.

    Parameters
    ----------
    data : bytes
        The whole file.
    ending : str
        What its name ends in, lower case.

    Returns
    -------
    str
        Such as ``.gpkg``.

    Examples
    --------
    >>> layer_kind(b"SQLite format 3\0", ".db"), layer_kind(b"id,name", ".csv")
    ('.gpkg', '')
    """
    for mark, kind in _LAYER_MARKS:
        if mark.match(data[:_HEAD]):
            return kind
    spoken = ending in SISTERS and not any(data.startswith(m) for m, _, _ in _REFUSED)
    return ending if spoken and data.strip() else ""


def refuse(data: bytes, name: str, ending: str) -> None:
    """Refuse bytes of a format that is not read.

    Parameters
    ----------
    data : bytes
        The whole file.
    name, ending : str
        Its name, and what that ends in, lower case.

    Raises
    ------
    BadFile
        The cure says what to save it as.
    """
    if ending == ".dgn":
        raise not_read(name, "DGN phiên bản 8", "lưu lại thành DGN V7 hoặc DXF (R2013)")
    for mark, format_, cure in _REFUSED:
        if data.startswith(mark):
            raise not_read(name, format_, cure)
    if ending in _BY_ENDING:
        raise not_read(name, *_BY_ENDING[ending])
    if not data.strip():
        reason = "tệp rỗng"
        raise BadFile(reason, file=name, cure="kiểm tra tệp đã lưu đủ chưa")


def refuse_markup(head: str, name: str) -> None:
    """Refuse text in angle brackets, by what it is.

    Parameters
    ----------
    head : str
        Its beginning, lower case.
    name : str
        Name of the file.

    Raises
    ------
    BadFile
        Always: no such text is read as a table.
    """
    for word, format_ in (("<gml", "GML"), ("gml/", "GML"), ("<gpx", "GPX")):
        if word in head:
            raise not_read(name, format_, _LAYER)
    raise not_read(name, "XML", _TABLE)


def refuse_zip(data: bytes, name: str) -> None:
    """Refuse a zip that is a document of another program.

    Parameters
    ----------
    data : bytes
        The whole file.
    name : str
        Its name.

    Raises
    ------
    BadFile
        It is one; the cure says what to save it as.
    """
    for inside, format_, cure in _ZIPPED:
        if inside.encode() in data[:_HEAD]:
            raise not_read(name, format_, cure)


def not_read(name: str, format_: str, cure: str) -> BadFile:
    """Return the refusal of a format that is not read.

    Parameters
    ----------
    name, format_, cure : str
        Of the file, of the format, and what to do.

    Returns
    -------
    BadFile
        To be raised.
    """
    reason = f"chưa đọc được {format_}"
    return BadFile(reason, file=name, cure=cure)
