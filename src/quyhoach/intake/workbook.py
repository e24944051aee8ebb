"""Own the seam between a workbook and grids: told apart, weighed, read apart."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field

from quyhoach.errors import BadFile
from quyhoach.intake.grids import Cell, Grid, Row
from quyhoach.intake.issues import Issue, issue
from quyhoach.intake.weights import MOST_CELLS, Weight, weigh

__all__ = ["read_workbook", "workbook_kind"]

_OLD = b"\xd0\xcf\x11\xe0"
_INSIDE = {"xl/workbook.xml": ".xlsx", "xl/workbook.bin": ".xlsb"}
_SPREADSHEET = b"application/vnd.oasis.opendocument.spreadsheet"
_LOCKED_OLE = "EncryptedPackage".encode("utf-16-le")
_BOOK_OLE = ("Workbook".encode("utf-16-le"), "Book".encode("utf-16-le"))


@dataclass(slots=True)
class _Sheet:
    """One sheet as its parts come in."""

    at: int
    name: str
    visible: bool
    merged: tuple[tuple[int, int, int, int], ...]
    hidden: int
    rows: list[list[Cell]] = field(default_factory=list)


def workbook_kind(data: bytes) -> str:
    """Return the ending of the format of a workbook; empty where it is none.

    Parameters
    ----------
    data : bytes
        The whole file.

    Returns
    -------
    str
        ``.xlsx`` (also .xlsm), ``.xlsb``, ``.xls`` or ``.ods``.

    Examples
    --------
    >>> workbook_kind(b"PK nothing"), workbook_kind(b"id,name")
    ('', '')
    """
    if data.startswith(_OLD):
        known = (_LOCKED_OLE, *_BOOK_OLE)
        return ".xls" if any(mark in data for mark in known) else ""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            names = set(packed.namelist())
            found = next((kind for name, kind in _INSIDE.items() if name in names), "")
            if not found and "mimetype" in names:
                with packed.open("mimetype") as stream:
                    found = ".ods" if stream.read(100) == _SPREADSHEET else ""
            return found
    except (
        zipfile.BadZipFile,
        ValueError,
        NotImplementedError,
        OSError,
        RuntimeError,
        EOFError,
    ):
        return ""


def read_workbook(data: bytes, file: str) -> list[Grid]:
    """Return every sheet of a workbook, the hidden ones without rows.

    Parameters
    ----------
    data : bytes
        The whole file: .xlsx, .xlsm, .xlsb, .xls or .ods.
    file : str
        Its name, for messages.

    Returns
    -------
    list of Grid
        Cells are typed; a formula gives the value it was saved with.

    Raises
    ------
    BadFile
        It is damaged, locked, or would unpack to more than can be taken.
    """
    # not for those who read no workbook: it starts a process
    from quyhoach.intake.apart import apart_in_parts  # noqa: PLC0415
    from quyhoach.intake.sheets import sheets  # noqa: PLC0415

    _refuse_locked(data, file)
    weights = [] if data.startswith(_OLD) else weigh(data, file)
    found: list[_Sheet] = []
    task = (data, file, workbook_kind(data), MOST_CELLS)
    for what, part in apart_in_parts(sheets, *task, file=file):
        if what == "sheet":
            found.append(_Sheet(*part))
        else:
            found[-1].rows += part
    return [
        _grid(one, file, weights[one.at] if one.at < len(weights) else Weight())
        for one in found
    ]


def _refuse_locked(data: bytes, file: str) -> None:
    locked = data.startswith(_OLD) and _LOCKED_OLE in data
    if not locked and data.startswith(b"PK"):
        locked = b"encryption-data" in _manifest(data)
    if locked:
        reason = "tệp có mật khẩu"
        cure = "mở bằng Excel hoặc LibreOffice, bỏ mật khẩu rồi lưu lại"
        raise BadFile(reason, file=file, cure=cure)


def _manifest(data: bytes) -> bytes:
    """Return the list of parts of an OpenDocument file: it says what is locked."""
    try:
        with (
            zipfile.ZipFile(io.BytesIO(data)) as packed,
            packed.open("META-INF/manifest.xml") as stream,
        ):
            return stream.read(1 << 20)
    except (zipfile.BadZipFile, KeyError, ValueError, OSError, RuntimeError, EOFError):
        return b""


def _grid(sheet: _Sheet, file: str, weight: Weight) -> Grid:
    if not sheet.visible:
        met = issue(
            "QH-D08.sheet_not_read",
            file=file,
            sheet=sheet.name,
            why="trang ẩn",
            why_en="it is hidden",
        )
        return Grid(file=file, sheet=sheet.name, rows=(), issues=(met,))
    merged = tuple((t + 1, left, b + 1, right) for t, left, b, right in sheet.merged)
    spans = frozenset(top for top, left, _, right in merged if right > left)
    return Grid(
        file=file,
        sheet=sheet.name,
        rows=list(_numbered(sheet.rows)),
        spans=spans,
        merged=merged,
        issues=tuple(_about(sheet, file, weight)),
    )


def _numbered(rows: list[list[Cell]]) -> Iterator[Row]:
    yield from enumerate(rows, start=1)


def _about(sheet: _Sheet, file: str, weight: Weight) -> Iterator[Issue]:
    for row, column in weight.errors:
        yield issue(
            "QH-D12.cell_error", file=file, sheet=sheet.name, row=row, column=column
        )
    hidden = sheet.hidden + weight.hidden
    if hidden:
        yield issue("QH-D08.hidden_read", file=file, sheet=sheet.name, count=hidden)
