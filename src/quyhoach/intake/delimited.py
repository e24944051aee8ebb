"""Own the seam between text tables (CSV, TSV) and a grid."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterator

from quyhoach.errors import BadFile
from quyhoach.intake.corner_columns import find_corner_header
from quyhoach.intake.grids import Grid, Row
from quyhoach.intake.headings import find_header

__all__ = ["decoded", "encoding_of", "read_delimited"]

_SEPARATORS = ",;\t"
_SAMPLE_ROWS = 80
_MOST_CELL = 20_000_000
_BROKEN = (-1, 0)
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


def decoded(data: bytes, file: str) -> str:
    r"""Return the text of a file in UTF-8, or in UTF-16 where a mark says so.

    Parameters
    ----------
    data : bytes
        The whole file.
    file : str
        Its name, for messages.

    Returns
    -------
    str
        Without the byte order mark.

    Raises
    ------
    BadFile
        Another encoding: save it again as UTF-8.

    Examples
    --------
    >>> decoded("mã".encode("utf-8-sig"), "a.csv")
    'mã'
    >>> decoded(b"\xe3", "a.csv")
    Traceback (most recent call last):
    quyhoach.errors.BadFile: a.csv: không phải UTF-8 → lưu lại tệp bằng UTF-8
    """
    mark, encoding = _mark(data)
    try:
        text = data[len(mark) :].decode(encoding)
    except UnicodeDecodeError as trouble:
        reason = "không phải UTF-8"
        raise BadFile(reason, file=file, cure="lưu lại tệp bằng UTF-8") from trouble
    if "\0" in text:
        reason = "có ký tự rỗng: không phải tệp chữ"
        raise BadFile(reason, file=file, cure="lưu thành .xlsx, .csv hoặc .geojson")
    return text


def encoding_of(data: bytes) -> str:
    """Return the encoding in which `decoded` reads a file.

    Parameters
    ----------
    data : bytes
        Its beginning is enough.

    Returns
    -------
    str
        ``utf-8``, or ``utf-16-le`` and ``utf-16-be`` where a mark says so.

    Examples
    --------
    >>> encoding_of("mã".encode("utf-8-sig")), encoding_of(b"")
    ('utf-8', 'utf-8')
    """
    return _mark(data)[1]


def _mark(data: bytes) -> tuple[bytes, str]:
    return next((m for m in _MARKS if data.startswith(m[0])), (b"", "utf-8"))


def read_delimited(text: str, file: str) -> Grid:
    r"""Return the rows of a text table.

    Parameters
    ----------
    text : str
        The whole file.
    file : str
        Its name, for messages.

    Returns
    -------
    Grid
        Cells are text. A row counts by the line it begins in.

    Raises
    ------
    BadFile
        A quote is opened and never closed.

    Notes
    -----
    Comma, semicolon and tab are all tried; the one under which the heading names
    most columns is meant. Where none does, a quote that one of them finds broken is
    the reason; else the one that gives most cells.

    Examples
    --------
    >>> read_delimited("Mã;Tên dự án;Diện tích (ha)\nA;Kho;1,5\n", "a.csv").rows[1]
    (2, ['A', 'Kho', '1,5'])
    """
    fits = {mark: _fits(text, file, mark) for mark in _SEPARATORS}
    separator = max(_SEPARATORS, key=lambda mark: fits[mark])
    if not fits[separator][0]:
        separator = max(
            _SEPARATORS, key=lambda mark: (fits[mark] == _BROKEN, fits[mark])
        )
    return Grid(file=file, rows=list(_rows(text, file, separator)), shifts=True)


def _fits(text: str, file: str, separator: str) -> tuple[int, int]:
    rows: list[Row] = []
    try:
        for row in _rows(text, file, separator):
            rows.append(row)
            if len(rows) == _SAMPLE_ROWS:
                break
    except BadFile:
        return _BROKEN
    grid = Grid(file=file, rows=rows)
    header, corners = find_header(grid), find_corner_header(grid)
    named = len(header.columns) + len(header.twice) if header else 0
    if corners is not None:
        named = max(named, len(corners.fields) + len(corners.twice))
    return named, sum(len(cells) - 1 for _, cells in rows)


def _rows(text: str, file: str, separator: str) -> Iterator[Row]:
    csv.field_size_limit(_MOST_CELL)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    begin = 1
    try:
        for cells in reader:
            yield begin, cells
            begin = reader.line_num + 1
    except csv.Error as trouble:
        reason = "dấu nháy kép mở mà không đóng đúng chỗ"
        raise BadFile(
            reason, file=file, row=begin, cure="sửa dấu nháy kép trong dòng"
        ) from trouble
