"""Own the question what a row is: a project, a total, a group's name or a remark."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from quyhoach.intake.grids import Grid
from quyhoach.intake.headings import Header, is_numbering
from quyhoach.intake.merges import continued
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
# ordinals of groups only where the projects themselves are numbered 1, 2, 3
_SUBGROUP = re.compile(r"\(?(?:\d{1,2}|[a-zđ]|[ivx]+)[).]|[a-zđ]|[-+*]", re.IGNORECASE)
_GROUP_NAME = re.compile(
    r"(?:(?:các|danh mục)\s+)?(?:dự án|công trình)\s+(?:đã\s+|dự kiến\s+)?"
    r"(?:chuyển tiếp|khởi công|mở mới|hoàn thành|chuẩn bị đầu tư|nhóm [abc])\b.*",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"[\d.,\s]+")
_SUMMED = frozenset({"ordinal", "name", "capital", "area", "length"})


class RowKind(Enum):
    """What a row below the heading is."""

    PROJECT = "project"
    TOTAL = "total"
    GROUP = "group"
    REMARK = "remark"
    RAGGED = "ragged"
    CONTINUED = "continued"


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
    texts : list of str
        Its cells as `plain_text` gives them.
    ordinal : str
        What stands in its column of ordinals.
    label : str
        Its name, or the first text in it.
    """

    at: int
    number: int
    kind: RowKind
    texts: list[str]
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
    >>> from quyhoach.intake.headings import find_header
    >>> rows = [(1, ["TT", "Tên dự án", "TMĐT (tỷ đồng)"]), (2, ["I", "Giao thông", 9]),
    ...         (3, [1, "Tổng kho Đồng Đăng", 9]), (4, ["", "Tổng cộng", 9])]
    >>> grid = Grid(file="a.csv", rows=rows)
    >>> [line.kind.value for line in lines(grid, find_header(grid))]
    ['group', 'project', 'total']
    """
    look = _Look(grid, header)
    for at in range(header.begin, len(grid.rows)):
        number, cells = grid.rows[at]
        texts = [plain_text(cell) for cell in cells]
        drawn = grid.shapes is not None and (
            grid.shapes[at] is not None or number in grid.refused
        )
        if drawn or any(texts):
            yield look.line(at, number, texts)


class _Look:
    """What the heading of a grid says about its rows."""

    def __init__(self, grid: Grid, header: Header) -> None:
        columns = header.by_field
        self._header = header
        self._typed = grid.header is not None
        self._spans = grid.spans
        self._shifts = grid.shifts
        self._name = columns["name"].index
        self._goes_on = continued(grid, header)
        self._id = columns["id"].index if "id" in columns else -1
        self._ordinal = columns["ordinal"].index if "ordinal" in columns else -1
        rows = ([text for text in row if text] for row in header.rows)
        self._printed = {tuple(row) for row in rows if len(row) > 1}
        self._counts = any(
            plain_text(cells[self._ordinal]).isdigit()
            for _, cells in grid.rows[header.begin :]
            if -1 < self._ordinal < len(cells)
        )
        self._fields = {c.index: c.field for c in header.columns}

    def line(self, at: int, number: int, texts: list[str]) -> Line:
        ordinal, name = _text(texts, self._ordinal), _text(texts, self._name)
        label = name or next((text for text in texts if text), "")
        kind = RowKind.PROJECT if self._typed else self._kind(number, texts, label)
        return Line(at, number, kind, texts, ordinal, label)

    def _kind(self, number: int, texts: list[str], label: str) -> RowKind:
        if self._shifts and any(texts[self._header.width :]):
            return self._wide(texts)
        if number in self._goes_on:
            return RowKind.CONTINUED
        lead = next((text for text in texts[: self._name + 1] if text), label)
        if _TOTAL.fullmatch(label) or _TOTAL.fullmatch(lead):
            return RowKind.TOTAL
        if not _text(texts, self._id) and _REMARK.fullmatch(lead):
            return RowKind.REMARK
        if self._repeats(texts) or self._is_group(number, texts):
            return RowKind.GROUP
        return RowKind.PROJECT

    def _wide(self, texts: list[str]) -> RowKind:
        """Cells beyond the heading: a shifted row, unless it is a remark beside."""
        named = _text(texts, self._name) or _text(texts, self._id)
        return RowKind.RAGGED if named else RowKind.REMARK

    def _repeats(self, texts: list[str]) -> bool:
        """Whether a row repeats the heading, or numbers its columns, on a new page."""
        filled = [text for text in texts if text]
        if tuple(filled) in self._printed:
            return True
        return len(_text(texts, self._name)) < 4 and is_numbering(filled)

    def _is_group(self, number: int, texts: list[str]) -> bool:
        filled = {k for k, text in enumerate(texts) if text}
        ordinal = _text(texts, self._ordinal)
        if _text(texts, self._id):
            return len(filled) == 1 and self._speaks(texts, filled)
        if number in self._spans and len(filled) == 1:
            return True
        if self._ordinal < 0:
            return len(filled) == 1 and self._speaks(texts, filled)
        names_only = all(self._may_head(k, texts[k]) for k in filled)
        if names_only and _GROUP_NAME.fullmatch(_text(texts, self._name)):
            return True
        if ordinal:
            below = self._counts and bool(_SUBGROUP.fullmatch(ordinal))
            return names_only and (below or bool(_GROUP.fullmatch(ordinal)))
        named = names_only and bool(_text(texts, self._name))
        return named or self._speaks(texts, filled)

    def _may_head(self, index: int, text: str) -> bool:
        """Whether a cell may stand beside a group's name: a label, or a sum."""
        named = self._fields.get(index)
        return named in _SUMMED or (named is None and bool(_NUMBER.fullmatch(text)))

    def _speaks(self, texts: list[str], filled: set[int]) -> bool:
        """Whether all that stands in a row is a text of words beside the names."""
        only = next(iter(filled)) if len(filled) == 1 else self._name
        return only != self._name and " " in texts[only]


def _text(texts: list[str], index: int) -> str:
    return texts[index] if 0 <= index < len(texts) else ""
