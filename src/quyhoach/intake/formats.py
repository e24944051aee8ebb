"""Own the list of readers of layers, by the ending of the file."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path

import numpy as np
from lxml import etree
from numpy.typing import NDArray

from quyhoach.errors import BadFile
from quyhoach.intake.drawing import read_drawing
from quyhoach.intake.geopackage import read_geopackage
from quyhoach.intake.grids import Grid
from quyhoach.intake.kml import read_kml
from quyhoach.intake.layers import Source, layer_grid, plain_cells
from quyhoach.intake.letters import codec_named, dbf_codec, tails
from quyhoach.intake.systems import declared_system, system_without_datum
from quyhoach.intake.vectors import layer_names, read_vector

__all__ = ["READERS"]

Files = Mapping[str, Path]
_SHP = b"\x00\x00\x27\x0a"
_CHARSET = re.compile(rb'(charset\s+"?)([A-Za-z0-9_-]+)("?)', re.IGNORECASE)
_NATIVE = re.compile(rb"^\s*Type\s+NATIVE\b", re.IGNORECASE | re.MULTILINE)
_ELSEWHERE = re.compile(
    rb'^\s*(?:File\s+"|Open\s+Table|create\s+view)',
    re.IGNORECASE | re.MULTILINE,
)
_OBJECT = re.compile(
    rb"^[ \t]*(none|point|line|pline|region|arc|text|rect|roundrect|ellipse|multipoint"
    rb"|collection)\b",
    re.IGNORECASE | re.MULTILINE,
)
_ROUND = (b"arc", b"roundrect", b"ellipse")
_VERSION = re.compile(rb"\s*Version\s+\d+", re.IGNORECASE)
_DGN = (b"\x08\x09\xfe\x02", b"\xc8\x09\xfe\x02")
_HEAD = 10_000
_CURE = "mở bằng phần mềm gốc rồi xuất lại"


def _not(file: str, format_: str) -> BadFile:
    return BadFile(f"không phải tệp {format_}", file=file, cure=_CURE)


def _shapefile(files: Files, source: Source) -> list[Grid]:
    if files[".shp"].read_bytes()[:4] != _SHP:
        raise _not(source.file, "Shapefile (.shp)")
    named = files[".cpg"].read_text("latin-1") if ".cpg" in files else ""
    with files[".dbf"].open("rb") as table:
        codec = codec_named(named) or dbf_codec(table.read(32))
    vector = read_vector(files[".shp"], source.file, encoding="ISO-8859-1")
    prj = files[".prj"].read_text("utf-8", "replace") if ".prj" in files else ""
    (names,) = plain_cells(source, [_texts(vector.names)], codec, raw=True)
    header = tails([str(name) for name in names])
    cells = plain_cells(source, vector.columns, codec, raw=True)
    return [layer_grid(source, header, cells, vector.shapes, declared_system(prj))]


def _texts(names: tuple[str, ...]) -> NDArray[np.object_]:
    return np.array(names, dtype=object)


def _tab(files: Files, source: Source) -> list[Grid]:
    head = files[".tab"].read_bytes()
    if not head.lstrip()[:6].lower() == b"!table":
        raise _not(source.file, "MapInfo (.tab)")
    # a table may name files anywhere on the disk instead of holding data
    if not _NATIVE.search(head) or _ELSEWHERE.search(head):
        reason = "bảng MapInfo trỏ tới tệp khác"
        cure = "lưu bản sao (Save Copy As) .tab"
        raise BadFile(reason, file=source.file, cure=cure)
    return _mapinfo(files[".tab"], head, source)


def _mif(files: Files, source: Source) -> list[Grid]:
    head = files[".mif"].read_bytes()
    if not _VERSION.match(head):
        raise _not(source.file, "MapInfo (.mif)")
    return _mapinfo(files[".mif"], head, source, head)


def _mapinfo(
    path: Path, head: bytes, source: Source, objects: bytes = b""
) -> list[Grid]:
    found = _CHARSET.search(head[:_HEAD])
    codec = codec_named(found[2].decode("ascii")) if found else None
    # letters are read by us, as every byte came
    neutral = _CHARSET.sub(rb"\g<1>Neutral\g<3>", head[:_HEAD]) + head[_HEAD:]
    path.write_bytes(neutral)
    vector = read_vector(path, source.file, encoding="ISO-8859-1")
    (names,) = plain_cells(source, [_texts(vector.names)], codec, raw=True)
    cells = plain_cells(source, vector.columns, codec, raw=True)
    system = system_without_datum(vector.wkt)
    header = [str(name) for name in names]
    arcs = _arcs(objects, len(vector.shapes))
    return [layer_grid(source, header, cells, vector.shapes, system, arcs=arcs)]


def _arcs(objects: bytes, size: int) -> list[int]:
    """Return the rows of a .mif that are drawn round, from 1."""
    kinds = [found[1].lower() for found in _OBJECT.finditer(objects)]
    rows = [row for row, kind in enumerate(kinds, start=1) if kind in _ROUND]
    # objects within objects: which row is meant cannot be told
    return list(range(1, size + 1)) if rows and len(kinds) != size else rows


def _geodatabase(files: Files, source: Source) -> list[Grid]:
    path = files[".gdb"]
    systems = _systems(path, source.file)
    grids = []
    for name in layer_names(path, source.file):
        inside = source.inside(name)
        vector = read_vector(path, source.file, layer=name)
        system = declared_system(systems.get(name, vector.wkt))
        cells = plain_cells(inside, vector.columns)
        drawn = vector.shapes if vector.has_shapes else None
        grids.append(layer_grid(inside, vector.names, cells, drawn, system))
    return grids


def _systems(path: Path, file: str) -> dict[str, str]:
    """Return definitions as written: GDAL's own may be the nearest code it knows."""
    items = read_vector(path, file, layer="GDB_Items", LIST_ALL_TABLES="YES")
    columns = dict(zip(items.names, items.columns, strict=True))
    made = {}
    for name, text in zip(columns["Name"], columns["Definition"], strict=True):
        if not text:
            continue
        parser = etree.XMLParser(resolve_entities=False, no_network=True)
        try:
            tree = etree.fromstring(str(text).encode(), parser)
        except etree.XMLSyntaxError:
            continue
        written = tree.findtext(".//SpatialReference/WKT")
        if written:
            made[str(name)] = written
    return made


def _drawing(files: Files, source: Source) -> list[Grid]:
    ((ending, path),) = files.items()
    data = path.read_bytes()
    if ending == ".dgn" and data[:4] not in _DGN:
        reason = "bản vẽ DGN không phải phiên bản 7"
        raise BadFile(reason, file=source.file, cure="lưu lại thành DGN V7 hoặc DXF")
    if ending == ".dxf" and b"SECTION" not in data[:_HEAD]:
        raise _not(source.file, "AutoCAD (.dxf)")
    if ending == ".dxf" and data.startswith(b"AutoCAD Binary DXF"):
        reason = "DXF nhị phân"
        raise BadFile(reason, file=source.file, cure="lưu lại DXF dạng văn bản (ASCII)")
    return [read_drawing(path, data, source)]


def _kml(files: Files, source: Source) -> list[Grid]:
    return [read_kml(files[".kml"].read_bytes(), source)]


def _geopackage(files: Files, source: Source) -> list[Grid]:
    return read_geopackage(files[".gpkg"], source)


READERS: Mapping[str, Callable[[Files, Source], list[Grid]]] = {
    ".shp": _shapefile,
    ".tab": _tab,
    ".mif": _mif,
    ".gpkg": _geopackage,
    ".gdb": _geodatabase,
    ".dxf": _drawing,
    ".dgn": _drawing,
    ".kml": _kml,
}
"""Reader by ending; each takes its files by ending and the source."""
