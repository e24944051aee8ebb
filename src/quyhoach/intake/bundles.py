"""Own the question which files belong together, and which reader takes each."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely

from quyhoach.errors import BadFile
from quyhoach.intake.grids import Grid
from quyhoach.intake.issues import Issue, issue
from quyhoach.intake.packed import unpack

if TYPE_CHECKING:
    from quyhoach.intake.layers import Source

__all__ = ["SISTERS", "part_refused", "read_layers", "read_packed"]

SISTERS: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    ".shp": ((".shx", ".dbf"), (".prj", ".cpg")),
    ".tab": ((".dat", ".map", ".id"), ()),
    ".mif": ((".mid",), ()),
    ".gpkg": ((), ()),
    ".dxf": ((), ()),
    ".dgn": ((), ()),
    ".kml": ((), ()),
}
"""Endings of layers, with the files that must and those that may lie beside them."""

# made by map programs beside a layer; they hold no data of their own
_BESIDE = (
    *(".sbn", ".sbx", ".qix", ".qpj", ".qmd", ".shp.xml", ".fbn", ".fbx", ".ain"),
    *(".aih", ".ind", ".idx", ".qml", ".sld", ".atx", ".ixs", ".mxs", ".cst"),
)
_TABLES = (
    *(".csv", ".tsv", ".geojson", ".json", ".xlsx", ".xlsm", ".xls", ".xlsb", ".ods"),
)
_JUNK = re.compile(r"(?:.*/)?(?:__MACOSX/.*|\._.*|\.DS_Store|Thumbs\.db|desktop\.ini)")
_GDB = re.compile(r"((?:.*/)?[^/]*\.gdb)/([^/]+)", re.IGNORECASE)
_GDB_FILE = re.compile(
    r"(?:a[0-9a-f]{8}\.(?:gdbtable|gdbtablx|gdbindexes|spx|atx|freelist|horizon)"
    r"|a[0-9a-f]{8}\..*\.atx|gdb|timestamps)",
    re.IGNORECASE,
)
_DRAWING = (".dwg", "bản vẽ DWG", "it is a DWG drawing")
_POINTS = 1_000_000
_MISSING = "đặt cùng thư mục, hoặc nén cả bộ vào một tệp .zip"


@dataclass(frozen=True, slots=True)
class _Part:
    """One layer file with those that belong to it; endings in lower case."""

    name: str
    ending: str
    files: Mapping[str, Path]


def read_layers(
    parts: Mapping[str, bytes], name: str, ending: str, room: str, crs: int | None
) -> list[Grid]:
    """Return the layers of one file that lies beside its sisters.

    Parameters
    ----------
    parts : Mapping
        Ending to bytes, the file's own and those of its sisters.
    name, ending : str
        The file's name, and which of the readers takes it.
    room : str
        An empty folder.
    crs : int, optional
        EPSG code where a layer declares none.

    Returns
    -------
    list of Grid
        One a layer.

    Raises
    ------
    BadFile
        It is damaged, or a sister is missing.
    """
    files = {}
    for one, data in parts.items():
        files[one] = Path(room, f"layer{one}")
        files[one].write_bytes(data)
    from quyhoach.intake.layers import Source  # noqa: PLC0415 - in a child process

    grids = _read(_Part(name, ending, files), Source(name, "", crs))
    _refuse_too_much(grids, name)
    return grids


def read_packed(
    data: bytes, name: str, room: str, crs: int | None
) -> tuple[list[Grid], list[tuple[str, bytes]], list[Issue]]:
    """Return every layer of a zip, and the tables in it as they are.

    Parameters
    ----------
    data : bytes
        The whole zip.
    name : str
        Its name, for messages.
    room : str
        An empty folder.
    crs : int, optional
        EPSG code where a layer declares none.

    Returns
    -------
    grids : list of Grid
        One a layer, in the order of their names.
    tables : list of tuple
        Name and bytes of each workbook, text table and GeoJSON, to be read by others.
    issues : list of Issue
        Members that are not read, or cannot be.

    Raises
    ------
    BadFile
        The zip is refused, or nothing in it can be read.
    """
    parts, tables, others = _sorted(unpack(data, Path(room), name), Path(room))
    if not parts and not tables:
        reason = "tệp nén không có bảng hay lớp bản đồ nào đọc được"
        cure = (
            "nén .xlsx, .csv, .geojson, .gpkg, SHP, TAB, MIF, KML, DXF, DGN hoặc .gdb"
        )
        if any(one.lower().endswith(_DRAWING[0]) for one in others):
            cure = "lưu DWG thành DXF (R2013), hoặc xuất SHP"
        raise BadFile(reason, file=name, cure=cure)
    from quyhoach.intake.layers import Source  # noqa: PLC0415 - in a child process

    grids: list[Grid] = []
    issues = list(_left_out(others, name))
    for part in parts:
        try:
            grids.extend(_read(part, Source(name, part.name, crs)))
        except BadFile as no:
            if len(parts) + len(tables) == 1:
                raise
            issues.append(part_refused(name, part.name, no))
        _refuse_too_much(grids, name)
    return grids, [(one, path.read_bytes()) for one, path in tables], issues


def _refuse_too_much(grids: Sequence[Grid], name: str) -> None:
    """Refuse what could not be read to its end in the time that a file has."""
    from quyhoach.intake.vectors import MOST_FEATURES, too_many  # noqa: PLC0415

    if sum(len(grid.rows) for grid in grids) > MOST_FEATURES:
        raise too_many(name)
    shapes = [shape for grid in grids for shape in grid.shapes or ()]
    if shapely.count_coordinates(np.array([*shapes, None], dtype=object)) > _POINTS:
        reason = "các hình có hơn 1 triệu đỉnh"
        cure = "chia thành nhiều tệp, hoặc giản lược đường biên (simplify)"
        raise BadFile(reason, file=name, cure=cure)


def part_refused(file: str, part: str, no: BadFile) -> Issue:
    """Return the issue of a member of a zip that cannot be read.

    Parameters
    ----------
    file, part : str
        Name of the zip and of the member.
    no : BadFile
        Why.

    Returns
    -------
    Issue
        Of severity error; the other members are read.
    """
    words: dict[str, Any] = {"part": part, "why": no.reason, "cure": no.cure}
    return issue("QH-D16.part_refused", file=file, value=part, **words)


def _left_out(others: Sequence[str], file: str) -> Iterator[Issue]:
    for one in others:
        why, why_en = "không phải bảng hay lớp bản đồ", "it is no table and no layer"
        if one.lower().endswith(_DRAWING[0]):
            _, why, why_en = _DRAWING
        elif one.lower().endswith((".dbf", ".shx", ".mid", ".dat", ".map")):
            why, why_en = "thiếu tệp chính của nó", "the file it belongs to is missing"
        words: dict[str, Any] = {"part": one, "why": why, "why_en": why_en}
        yield issue("QH-D16.part_not_read", file=file, value=one, **words)


def _sorted(
    members: Mapping[str, Path], room: Path
) -> tuple[list[_Part], list[tuple[str, Path]], list[str]]:
    """Part the members into layers with their sisters, tables, and what is not read."""
    left = {name: path for name, path in members.items() if not _JUNK.fullmatch(name)}
    parts = [*_geodatabases(left, room)]
    by_stem: dict[str, dict[str, str]] = {}
    for name in left:
        stem, ending = _split(name)
        by_stem.setdefault(stem.lower(), {}).setdefault(ending, name)
    for stem in sorted(by_stem):
        parts.extend(_layers_of(by_stem[stem], left, room / f"p{len(parts)}"))
    tables = [name for name in sorted(left) if name.lower().endswith(_TABLES)]
    return parts, [(one, left.pop(one)) for one in tables], sorted(left)


def _split(name: str) -> tuple[str, str]:
    lower = name.lower()
    ending = ".shp.xml" if lower.endswith(".shp.xml") else PurePosixPath(lower).suffix
    return name[: len(name) - len(ending)], ending


def _layers_of(
    named: Mapping[str, str], left: dict[str, Path], folder: Path
) -> Iterator[_Part]:
    for ending, (must, may) in SISTERS.items():
        if ending not in named:
            continue
        files = {ending: named[ending]}
        files |= {one: named[one] for one in (*must, *may) if one in named}
        at = folder.with_name(f"{folder.name}{ending[1:]}")
        at.mkdir()
        kept = {one: at / f"layer{one}" for one in files}
        for one, name in files.items():
            shutil.copyfile(left[name], kept[one])
        yield _Part(named[ending], ending, kept)
        for name in files.values():
            left.pop(name, None)
        for one in _BESIDE:
            left.pop(named.get(one, ""), None)


def _geodatabases(left: dict[str, Path], room: Path) -> Iterator[_Part]:
    folders: dict[str, list[tuple[str, str]]] = {}
    for name in left:
        found = _GDB.fullmatch(name)
        if found and _GDB_FILE.fullmatch(found[2]):
            folders.setdefault(found[1], []).append((name, found[2]))
        elif found:
            folders.setdefault(found[1], [])
    for number, (folder, files) in enumerate(sorted(folders.items())):
        at = room / f"g{number}.gdb"
        at.mkdir()
        for name, own in files:
            shutil.move(left.pop(name), at / own.lower())
        for name in [name for name in left if name.startswith(f"{folder}/")]:
            del left[name]
        yield _Part(folder, ".gdb", {".gdb": at})


def _read(part: _Part, source: Source) -> list[Grid]:
    must, _ = SISTERS.get(part.ending, ((), ()))
    lacking = [one for one in must if one not in part.files]
    if lacking:
        stem = PurePosixPath(_split(part.name)[0]).name
        names = ", ".join(f"{stem}{one}" for one in lacking)
        reason = f"thiếu tệp đi kèm: {names}"
        raise BadFile(reason, file=source.file, cure=f"{names}: {_MISSING}")
    from quyhoach.intake import formats  # noqa: PLC0415 - in a child process

    readers: Mapping[str, Callable[..., list[Grid]]] = formats.READERS
    return readers[part.ending](part.files, source)
