"""Own the scales before a packed workbook: what it unpacks to is weighed first."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass, field

from quyhoach.errors import BadFile
from quyhoach.intake.packed import FAULTS, pieces, swollen

__all__ = ["MOST_CELLS", "Weight", "damaged", "too_much", "weigh"]

MOST_CELLS = 8_000_000
"""No sheet of more cells, empty ones between them counted, is read."""

_MOST_UNPACKED = 200_000_000
_MOST_ERRORS = 200
_OVERLAP = 1 << 12
_CELL = re.compile(
    rb"<(?:\w+:)?c\s[^<>]*?\br\s*=\s*[\"']([A-Z]{1,3})([0-9]{1,7})[\"']([^<>]*)>"
)
_ERROR = re.compile(rb"\bt\s*=\s*[\"']e[\"']")
_HIDDEN = re.compile(
    rb"<(?:\w+:)?(row|col)\s[^<>]*?\bhidden\s*=\s*[\"'](?:1|true)[\"']"
)
_CURE = "mở bằng Excel hoặc LibreOffice rồi lưu lại .xlsx"


@dataclass(slots=True)
class Weight:
    """What a sheet would unpack to, and what its text alone tells.

    Parameters
    ----------
    last_row : int
        The last row with a value.
    columns : set of bytes
        Letters of the columns with a value.
    errors : dict
        Row and column of the cells that show an error.
    hidden : int
        Hidden rows and runs of hidden columns.
    """

    last_row: int = 0
    columns: set[bytes] = field(default_factory=set)
    errors: dict[tuple[int, str], None] = field(default_factory=dict)
    hidden: int = 0


def weigh(data: bytes, file: str) -> list[Weight]:
    """Return what every sheet of a packed workbook weighs, in the workbook's order.

    Parameters
    ----------
    data : bytes
        The whole file: .xlsx, .xlsb or .ods.
    file : str
        Its name, for messages.

    Returns
    -------
    list of Weight
        Empty for .xlsb and .ods: only their packing can be weighed from outside.

    Raises
    ------
    BadFile
        Damaged, or it would unpack to more than can be taken: save it again, or part
        it.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            _limits(packed.infolist(), file)
            left = [_MOST_UNPACKED]
            found = {
                entry.filename: _scan(packed, entry, left, file)
                for entry in packed.infolist()
                if entry.filename.endswith((".xml", ".rels", ".bin"))
            }
            if "xl/workbook.xml" not in found:
                return []
            return [found.get(name, Weight()) for name in _sheet_files(packed)]
    except FAULTS as trouble:
        raise damaged(file) from trouble


def _limits(entries: list[zipfile.ZipInfo], file: str) -> None:
    wrong = swollen(entries)
    if wrong:
        raise damaged(file) if wrong == "method" else too_much(file)


def _scan(
    packed: zipfile.ZipFile, entry: zipfile.ZipInfo, left: list[int], file: str
) -> Weight:
    """Unpack one entry piece by piece, whatever size its heading claims."""
    weight = Weight()
    sheet = entry.filename.startswith("xl/worksheets/")
    kept = b""
    for chunk in pieces(packed, entry, left, too_much(file)):
        if b"<!DOCTYPE" in chunk and not entry.filename.endswith(".bin"):
            reason = "tệp có khai báo DOCTYPE"
            raise BadFile(reason, file=file, cure=_CURE)
        if sheet:
            kept = _cells(kept + chunk, weight)
            _small_enough(weight, file)
    return weight


def _cells(text: bytes, weight: Weight) -> bytes:
    """Take in the cells of a piece; return its tail, which may hold half a cell."""
    valued = [cell for cell in _CELL.findall(text) if not cell[2].endswith(b"/")]
    if valued:
        weight.columns.update(column for column, _, _ in valued)
        weight.last_row = max(weight.last_row, *(int(row) for _, row, _ in valued))
    if b'"e"' in text or b"'e'" in text:
        for column, row, rest in valued:
            if _ERROR.search(rest):
                weight.errors[int(row), column.decode()] = None
    if b"hidden" in text:
        weight.hidden += len(_HIDDEN.findall(text))
    opened = text.rfind(b"<")
    return text[max(opened, len(text) - _OVERLAP) :] if opened >= 0 else b""


def _small_enough(weight: Weight, file: str) -> None:
    width = max((_number_of(name) for name in weight.columns), default=0)
    if width * weight.last_row > MOST_CELLS or len(weight.errors) > _MOST_ERRORS:
        raise too_much(file)


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


def too_much(file: str) -> BadFile:
    """Return the refusal of a file that would unpack to more than can be taken.

    Parameters
    ----------
    file : str
        Its name.

    Returns
    -------
    BadFile
        To be raised.
    """
    reason = "tệp bung ra lớn hơn mức nhận (200 MB hoặc 8 triệu ô một trang)"
    return BadFile(reason, file=file, cure="bỏ vùng thừa, hoặc chia thành nhiều tệp")


def damaged(file: str) -> BadFile:
    """Return the refusal of a file that cannot be opened.

    Parameters
    ----------
    file : str
        Its name.

    Returns
    -------
    BadFile
        To be raised.
    """
    reason = "tệp bảng tính hỏng, không mở được"
    return BadFile(reason, file=file, cure=_CURE)
