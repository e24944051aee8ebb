"""Own the reader of workbooks that works behind the wall: sheets out, in parts."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from typing import Any

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from quyhoach.errors import BadFile

__all__ = ["sheets"]

_ROWS_A_PART = 5_000
Part = tuple[str, Any]


def sheets(data: bytes, file: str, kind: str, most_cells: int) -> Iterator[Part]:
    """Yield the sheets of a workbook piece by piece.

    Parameters
    ----------
    data : bytes
        The whole file: .xlsx, .xlsb, .xls or .ods.
    file : str
        Its name, for messages.
    kind : str
        Which of them.
    most_cells : int
        Cells that a sheet may span, empty ones between them counted.

    Yields
    ------
    tuple
        ``("sheet", (place, name, visible, merged, hidden))`` for each sheet of cells,
        then ``("rows", rows)`` for its rows, from the first; hidden sheets have none.
        ``merged`` holds (top, left, bottom, right), from 0; ``hidden`` counts what
        .ods says is hidden, and is 0 in other formats.

    Raises
    ------
    BadFile
        Damaged, locked or too large: the cure says what to do.
    """
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        beside = _beside(data, kind)
        for at, about in enumerate(book.sheets_metadata):
            if about.typ != SheetTypeEnum.WorkSheet:
                continue
            if about.visible != SheetVisibleEnum.Visible:
                yield "sheet", (at, about.name, False, (), 0)
                continue
            sheet = book.get_sheet_by_index(at)
            if sheet.total_height * sheet.total_width > most_cells:
                reason = "trang quá rộng: một ô nằm rất xa các ô khác"
                raise BadFile(
                    reason, file=file, sheet=about.name, cure="xóa ô nằm xa rồi lưu lại"
                )
            layout = beside.get(about.name)
            hidden = layout.hidden if layout else 0
            merged = layout.merged if layout else _merged(sheet)
            yield "sheet", (at, about.name, True, tuple(merged), hidden)
            yield from _rows(sheet)
    except PasswordError as trouble:
        reason = "tệp có mật khẩu"
        raise BadFile(reason, file=file, cure="bỏ mật khẩu rồi lưu lại") from trouble
    except (CalamineError, OSError, ValueError, OverflowError, SyntaxError) as trouble:
        raise _damaged(file) from trouble
    except BaseException as trouble:
        # a fault in the reader's own code: a panic is no Exception
        if type(trouble).__name__ != "PanicException":
            raise
        raise _damaged(file) from trouble


def _beside(data: bytes, kind: str) -> Mapping[str, Any]:
    """Return what .ods says of merged and hidden cells; of others calamine tells."""
    if kind != ".ods":
        return {}
    from quyhoach.intake.opendocument import layouts  # noqa: PLC0415 - only for .ods

    return layouts(data)


def _merged(sheet: CalamineSheet) -> tuple[tuple[int, int, int, int], ...]:
    ranges = sheet.merged_cell_ranges or ()
    return tuple((*first, *last) for first, last in ranges)


def _rows(sheet: CalamineSheet) -> Iterator[Part]:
    blank: list[object] = []
    rows: list[list[object]] = []
    # texts that come again cross to the other process, and lie there, only once
    seen: dict[object, object] = {}
    for cells in sheet.iter_rows():
        if not any(cell != "" for cell in cells):
            rows.append(blank)
        else:
            rows.append(
                [seen.setdefault(c, c) if isinstance(c, str) else c for c in cells]
            )
        if len(rows) == _ROWS_A_PART:
            yield "rows", rows
            rows, seen = [], {}
    yield "rows", rows


def _damaged(file: str) -> BadFile:
    reason = "tệp bảng tính hỏng, không mở được"
    cure = "mở bằng Excel hoặc LibreOffice rồi lưu lại .xlsx"
    return BadFile(reason, file=file, cure=cure)
