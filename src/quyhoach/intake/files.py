"""Own the door to the disk: which file is read, as what, and which is refused."""

from __future__ import annotations

import os
import stat
import tempfile
from dataclasses import replace
from pathlib import Path

from quyhoach.errors import BadFile
from quyhoach.intake.apart import apart
from quyhoach.intake.bundles import SISTERS, part_refused, read_layers, read_packed
from quyhoach.intake.delimited import decoded, encoding_of, read_delimited
from quyhoach.intake.geojson import read_geojson
from quyhoach.intake.grids import Grid
from quyhoach.intake.issues import issue
from quyhoach.intake.legacy import ENCODINGS, legacy_bytes
from quyhoach.intake.marks import (
    OLE,
    layer_kind,
    refuse,
    refuse_markup,
    refuse_zip,
)
from quyhoach.intake.modern import modern
from quyhoach.intake.workbook import read_workbook, workbook_kind

__all__ = ["MOST_BYTES", "plain_file", "read_file"]

MOST_BYTES = 20_000_000
"""No file larger than this is read."""

_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_ZIPS = (".zip", ".kmz")
_LAYER_SECONDS = 7.0
_MOST_SISTERS = 60_000_000
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
    return modern(_read(path, crs))


def _read(path: Path, crs: int | None) -> list[Grid]:
    data = plain_file(path)
    name, ending = path.name, path.suffix.lower()
    kind = "" if data[:4] in _ZIP else layer_kind(data, ending)
    if kind:
        return _named(_layers(data, path, kind, crs), ending, (kind,), kind)
    return _grids(data, name, ending, crs)


def _grids(data: bytes, name: str, ending: str, crs: int | None) -> list[Grid]:
    """Read bytes that are a table, GeoJSON or a zip, and refuse all others."""
    packed = data[:4] in _ZIP
    kind = workbook_kind(data) if packed or data[:4] == OLE else ""
    if kind or (packed and ending in _WORKBOOKS):
        fits = _SAME.get(kind, (kind,)) if kind else _WORKBOOKS
        return _named(read_workbook(data, name), ending, fits, kind)
    if packed:
        return _zip(data, name, ending, crs)
    refuse(data, name, ending)
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
        refuse_markup(head, name)
    grid = replace(read_delimited(text, name), encoding=encoding_of(data))
    return _named([grid], ending, _TABLES, ".csv")


def _zip(data: bytes, name: str, ending: str, crs: int | None) -> list[Grid]:
    refuse_zip(data, name)
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
