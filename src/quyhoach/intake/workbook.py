"""Own the seam between a workbook and grids; what it unpacks to is weighed first."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from quyhoach.errors import BadFile
from quyhoach.intake.grids import Cell, Grid, Row
from quyhoach.intake.issues import issue
from quyhoach.intake.packed import FAULTS, pieces, swollen

__all__ = ["is_workbook", "read_workbook"]

_MOST_UNPACKED = 200_000_000
_MOST_CELLS = 8_000_000
_MOST_ERRORS = 200
_OVERLAP = 1 << 12
_CELL = re.compile(
    rb"<(?:\w+:)?c\s[^<>]*?\br\s*=\s*[\"']([A-Z]{1,3})([0-9]{1,7})[\"']([^<>]*)>"
)
_ERROR = re.compile(rb"\bt\s*=\s*[\"']e[\"']")
_CURE = "mở bằng Excel hoặc LibreOffice rồi lưu lại .xlsx"


@dataclass(slots=True)
class _Weight:
    """What a sheet would unpack to, and its cells that show an error."""

    last_row: int = 0
    columns: set[bytes] = field(default_factory=set)
    errors: dict[tuple[int, str], None] = field(default_factory=dict)


def is_workbook(data: bytes) -> bool:
    """Tell whether bytes are an .xlsx workbook.

    Parameters
    ----------
    data : bytes
        The whole file.

    Returns
    -------
    bool
        False for any other zip, also .xlsb and .ods.

    Examples
    --------
    >>> is_workbook(b"PK nothing")
    False
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            return "xl/workbook.xml" in packed.namelist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
        return False


def read_workbook(data: bytes, file: str) -> list[Grid]:
    """Return every sheet of a workbook, the hidden ones without rows.

    Parameters
    ----------
    data : bytes
        The whole file.
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
    weights = _weigh(data, file)
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        return [
            _sheet(book, at, file, weights[at] if at < len(weights) else _Weight())
            for at in _worksheets(book)
        ]
    except PasswordError as trouble:
        reason = "tệp có mật khẩu"
        raise BadFile(reason, file=file, cure="bỏ mật khẩu rồi lưu lại") from trouble
    except (CalamineError, OSError, ValueError, OverflowError) as trouble:
        raise _damaged(file) from trouble
    except BaseException as trouble:
        # a fault in the reader's own code: a panic is no Exception
        if type(trouble).__name__ != "PanicException":
            raise
        raise _damaged(file) from trouble


def _worksheets(book: CalamineWorkbook) -> Iterator[int]:
    for at, sheet in enumerate(book.sheets_metadata):
        if sheet.typ == SheetTypeEnum.WorkSheet:
            yield at


def _sheet(book: CalamineWorkbook, at: int, file: str, weight: _Weight) -> Grid:
    about = book.sheets_metadata[at]
    if about.visible != SheetVisibleEnum.Visible:
        met = issue(
            "QH-D08.sheet_not_read",
            file=file,
            sheet=about.name,
            why="trang ẩn",
            why_en="it is hidden",
        )
        return Grid(file=file, sheet=about.name, rows=(), issues=(met,))
    sheet = book.get_sheet_by_index(at)
    rows = list(_rows(sheet))
    merged = sheet.merged_cell_ranges or ()
    spans = frozenset(top + 1 for (top, left), (_, right) in merged if right > left)
    errors = tuple(
        issue("QH-D12.cell_error", file=file, sheet=about.name, row=row, column=column)
        for row, column in weight.errors
    )
    return Grid(file=file, sheet=about.name, rows=rows, spans=spans, issues=errors)


def _rows(sheet: CalamineSheet) -> Iterator[Row]:
    blank: list[Cell] = []
    for number, cells in enumerate(sheet.iter_rows(), start=1):
        filled = any(cell != "" for cell in cells)
        yield number, cells if filled else blank


def _weigh(data: bytes, file: str) -> list[_Weight]:
    """Weigh every sheet, in the workbook's order, before anything unpacks it."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            _limits(packed.infolist(), file)
            left = [_MOST_UNPACKED]
            found = {
                entry.filename: _scan(packed, entry, left, file)
                for entry in packed.infolist()
                if entry.filename.endswith((".xml", ".rels"))
            }
            return [found.get(name, _Weight()) for name in _sheet_files(packed)]
    except FAULTS as trouble:
        raise _damaged(file) from trouble


def _limits(entries: list[zipfile.ZipInfo], file: str) -> None:
    why = swollen(entries, most=_MOST_UNPACKED)
    if why is not None:
        raise _damaged(file) if why == "method" else _too_much(file)


def _scan(
    packed: zipfile.ZipFile, entry: zipfile.ZipInfo, left: list[int], file: str
) -> _Weight:
    weight = _Weight()
    sheet = entry.filename.startswith("xl/worksheets/")
    kept = b""
    for chunk in pieces(packed, entry, left, _too_much(file)):
        if b"<!DOCTYPE" in chunk:
            reason = "tệp có khai báo DOCTYPE"
            raise BadFile(reason, file=file, cure=_CURE)
        if sheet:
            kept = _cells(kept + chunk, weight)
            _small_enough(weight, file)
    return weight


def _cells(text: bytes, weight: _Weight) -> bytes:
    """Take in the cells of a piece; return its tail, which may hold half a cell."""
    valued = [cell for cell in _CELL.findall(text) if not cell[2].endswith(b"/")]
    if valued:
        weight.columns.update(column for column, _, _ in valued)
        weight.last_row = max(weight.last_row, *(int(row) for _, row, _ in valued))
    if b'"e"' in text or b"'e'" in text:
        for column, row, rest in valued:
            if _ERROR.search(rest):
                weight.errors[int(row), column.decode()] = None
    opened = text.rfind(b"<")
    return text[max(opened, len(text) - _OVERLAP) :] if opened >= 0 else b""


def _small_enough(weight: _Weight, file: str) -> None:
    width = max((_number_of(name) for name in weight.columns), default=0)
    if width * weight.last_row > _MOST_CELLS or len(weight.errors) > _MOST_ERRORS:
        raise _too_much(file)


def _number_of(column: bytes) -> int:
    number = 0
    for letter in column:
        number = number * 26 + letter - 64
    return number


def _sheet_files(packed: zipfile.ZipFile) -> list[str]:
    book = packed.read("xl/workbook.xml")
    links = packed.read("xl/_rels/workbook.xml.rels")
    target = {}
    for tag in re.findall(rb"<(?:\w+:)?Relationship\s[^<>]*>", links):
        name, path = _attribute(tag, b"Id"), _attribute(tag, b"Target")
        target[name] = path.removeprefix("/xl/").removeprefix("xl/")
    sheets = re.findall(rb"<(?:\w+:)?sheet\s[^<>]*>", book)
    return [f"xl/{target.get(_attribute(tag, rb'[a-zA-Z]+:id'), '')}" for tag in sheets]


def _attribute(tag: bytes, name: bytes) -> str:
    found = re.search(rb"\s" + name + rb"\s*=\s*[\"']([^\"']*)[\"']", tag)
    return found[1].decode("utf-8", "replace") if found else ""


def _too_much(file: str) -> BadFile:
    reason = "tệp bung ra lớn hơn mức nhận (200 MB hoặc 8 triệu ô một trang)"
    return BadFile(reason, file=file, cure="bỏ vùng thừa, hoặc chia thành nhiều tệp")


def _damaged(file: str) -> BadFile:
    reason = "tệp .xlsx hỏng, không mở được"
    return BadFile(reason, file=file, cure=_CURE)
