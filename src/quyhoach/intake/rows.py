"""Own the question what a row is: a project, a total, a group's name or a remark."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum

from quyhoach.intake.columns import Header, is_numbering
from quyhoach.intake.grids import Cell, Grid, tidy
from quyhoach.intake.values import plain_text

__all__ = ["Line", "RowKind", "lines"]

_TOTAL = re.compile(
    r"(?:tổng cộng|tổng số|cộng chung|grand total|sub-?total|total)\b.*"
    r"|(?:tổng|cộng|sum)(?:\s*[:.(\[].*"
    r"|\s+(?:[ivxlc]+|[a-z]|\d+|mục|nhóm|phần|các|toàn|cả|dự án|số)\b.*)?",
    re.IGNORECASE,
)
_REMARK = re.compile(
    r"(?:ghi chú|nguồn|người lập|kế toán|thủ trưởng|giám đốc|chủ tịch|nơi nhận|trong đó"
    r"|biểu mẫu|đơn vị tính|đvt|lưu ý|note|source)\s*(?:[:.(].*|biểu.*|trưởng.*|)"
    r"|(?:tm|kt|tl|tuq)\.\s.*|(?:\S+\s){1,4}ngày\s.*tháng\s.*năm.*|\(\*+\).*|\*+\s.*",
    re.IGNORECASE,
)
_GROUP = re.compile(r"[IVXLC]+(?:\.\d+)*|[A-Z](?:\.[IVX\d]+)*|[A-ZĐ]\d?", re.ASCII)
_SUMMED = frozenset({"ordinal", "name", "capital", "area", "length"})


class RowKind(Enum):
    """What a row below the heading is."""

    PROJECT = "project"
    TOTAL = "total"
    GROUP = "group"
    REMARK = "remark"
    RAGGED = "ragged"


@dataclass(frozen=True, slots=True)
class Line:
    """One row that is not blank.

    Parameters
    ----------
    at : int
        Its place in the rows of the grid.
    number : int
        One-based row in the file.
    kind : RowKind
        What it is.
    ordinal : str
        What stands in its column of ordinals.
    label : str
        Its name, or the first text in it.
    """

    at: int
    number: int
    kind: RowKind
    ordinal: str
    label: str


def lines(grid: Grid, header: Header) -> Iterator[Line]:
    """Yield every row below the heading that is not blank, with what it is.

    Parameters
    ----------
    grid : Grid
        As unpacked.
    header : Header
        Its heading.

    Yields
    ------
    Line
        In file order.

    Examples
    --------
    >>> from quyhoach.intake.columns import find_header
    >>> rows = [(1, ["TT", "Tên dự án", "TMĐT (tỷ đồng)"]), (2, ["I", "Giao thông", 9]),
    ...         (3, [1, "Tổng kho Đồng Đăng", 9]), (4, ["", "Tổng cộng", 9])]
    >>> grid = Grid(file="a.csv", rows=rows)
    >>> [line.kind.value for line in lines(grid, find_header(grid))]
    ['group', 'project', 'total']
    """
    look = _Look(grid, header)
    for at in range(header.begin, len(grid.rows)):
        number, cells = grid.rows[at]
        drawn = grid.shapes is not None and grid.shapes[at] is not None
        if not drawn and not any(map(_filled, cells)):
            continue
        yield Line(at, number, look.kind(number, cells), *look.words(cells))


def _filled(cell: Cell) -> bool:
    return (
        cell is not None
        and cell != ""
        and (not isinstance(cell, str) or not cell.isspace())
    )


class _Look:
    """What the heading of a grid says about its rows."""

    def __init__(self, grid: Grid, header: Header) -> None:
        columns = header.by_field
        self._header = header
        self._typed = grid.header is not None
        self._spans = grid.spans
        self._name = columns["name"].index
        self._id = columns["id"].index if "id" in columns else -1
        self._ordinal = columns["ordinal"].index if "ordinal" in columns else -1
        self._fields = {c.index: c.field for c in header.columns}

    def words(self, cells: Sequence[Cell]) -> tuple[str, str]:
        name = self._text(cells, self._name)
        label = name or next((t for t in map(plain_text, cells) if t), "")
        return self._text(cells, self._ordinal), label

    def _text(self, cells: Sequence[Cell], index: int) -> str:
        return plain_text(cells[index]) if 0 <= index < len(cells) else ""

    def kind(self, number: int, cells: Sequence[Cell]) -> RowKind:
        if self._typed:
            return RowKind.PROJECT
        if len(cells) > self._header.width and any(
            map(_filled, cells[self._header.width :])
        ):
            return self._wide(cells)
        ordinal, label = self.words(cells)
        unnumbered = not self._text(cells, self._id)
        lead = next((t for t in map(plain_text, cells[: self._name + 1]) if t), label)
        if _TOTAL.fullmatch(label) or _TOTAL.fullmatch(lead):
            return RowKind.TOTAL
        if unnumbered and _REMARK.fullmatch(lead):
            return RowKind.REMARK
        if self._repeats(cells) or self._is_group(number, cells, ordinal):
            return RowKind.GROUP
        return RowKind.PROJECT

    def _wide(self, cells: Sequence[Cell]) -> RowKind:
        """Cells beyond the heading: a shifted row, unless it is a remark beside."""
        if not self._text(cells, self._name) and not self._text(cells, self._id):
            return RowKind.REMARK
        return RowKind.RAGGED

    def _repeats(self, cells: Sequence[Cell]) -> bool:
        """Whether a row repeats the heading, or numbers its columns, on a new page."""
        if len(self._text(cells, self._name)) < 4:
            return is_numbering([t for t in map(tidy, cells) if t])
        columns = [c for c in self._header.columns if c.index < len(cells)]
        same = [tidy(cells[c.index]) == c.header for c in columns]
        return len(same) > 1 and all(same)

    def _is_group(self, number: int, cells: Sequence[Cell], ordinal: str) -> bool:
        filled = {k for k, cell in enumerate(cells) if _filled(cell)}
        if self._text(cells, self._id) and self._id != self._ordinal:
            return len(filled) == 1 and self._speaks(cells, filled)
        if number in self._spans and len(filled) == 1:
            return True
        if self._ordinal < 0:
            return len(filled) == 1 and self._speaks(cells, filled)
        names_only = {self._fields.get(k, "") for k in filled} <= _SUMMED
        if ordinal:
            return bool(_GROUP.fullmatch(ordinal)) and names_only
        named = names_only and bool(self._text(cells, self._name))
        return named or self._speaks(cells, filled)

    def _speaks(self, cells: Sequence[Cell], filled: set[int]) -> bool:
        """Whether all that stands in a row is a text of words beside the names."""
        only = next(iter(filled)) if len(filled) == 1 else self._name
        return only != self._name and " " in plain_text(cells[only])
