"""What a package's rows must mean together, beyond the form of each cell."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from quyhoach.conformity import RULES
from quyhoach.errors import BadInput
from quyhoach.quantity import parse_moment, parse_period

__all__ = ["faults_of_meta", "faults_of_rows"]

Row = Mapping[str, Any]
Rows = Mapping[str, Sequence[Row]]

_NEEDED = ("id", "title", "compiled", "governing", "days")
_DAYS = (("in_force_from", "in_force_to"), ("begin", "end"))
_NUMBERS = {
    "outside_share",
    "paper_mm",
    "floor_m",
    "smallest_scale",
    "text_score",
    "alike_name",
}
_WORDS = {"absence_from_list": ("beyond_plan", "flag")}
_NUMBER = re.compile(r"\d+(\.\d+)?")
_WHOLE = re.compile(r"-?\d{1,17}")
_SHARES = {"outside_share", "text_score"}
_KEYS = {
    "__line__",
    "attribution",
    "bounds_grid",
    "bounds_wgs84",
    "compiled",
    "days",
    "fictional",
    "governing",
    "id",
    "includes",
    "province",
    "stated_bounds_wgs84",
    "title",
    "title_en",
}


def faults_of_meta(meta: Mapping[str, Any], papers: set[str]) -> list[BadInput]:
    """Return the faults of ``package.yaml``.

    Parameters
    ----------
    meta : Mapping
        What it holds.
    papers : set of str
        Keys of the instruments: what governs must be one of them.

    Returns
    -------
    list of BadInput
        Missing keys, days that are no days, bounds that are no box.
    """
    file = f"{meta.get('id', '?')}/package.yaml"
    found = [
        BadInput("thiếu khóa bắt buộc", file=file, column=key, cure="điền giá trị")
        for key in _NEEDED
        if not meta.get(key)
    ]
    found += [
        BadInput("khóa lạ", file=file, column=str(key), cure="bỏ hoặc sửa tên khóa")
        for key in meta
        if key not in _KEYS
    ]
    days = meta.get("days")
    if days and not isinstance(days, list):
        reason, cure = "không phải danh sách ngày", "viết [2025-06-30, 2026-11-23]"
        found.append(BadInput(reason, file=file, column="days", cure=cure))
        days = []
    for value in (meta.get("compiled"), *(days or ())):
        if value and not isinstance(value, date):
            reason, cure = "không phải ngày", "viết 2026-11-23"
            found.append(BadInput(reason, file=file, value=str(value), cure=cure))
    for key in ("bounds_grid", "bounds_wgs84", "stated_bounds_wgs84"):
        if meta.get(key) is not None and not _box(meta[key]):
            reason, cure = "không phải bốn số", "viết [tây, nam, đông, bắc]"
            found.append(BadInput(reason, file=file, column=key, cure=cure))
    governing = meta.get("governing")
    if governing and governing not in papers:
        reason, cure = "không có văn bản này", "thêm vào instruments hoặc sửa mã"
        found.append(
            BadInput(reason, file=file, column="governing", value=governing, cure=cure)
        )
    return found


def _box(value: object) -> bool:
    numbers = isinstance(value, list) and all(isinstance(v, int | float) for v in value)
    return numbers and isinstance(value, list) and len(value) == len("WSEN")


def faults_of_rows(rows: Rows) -> list[BadInput]:
    """Return what cannot be meant, row by row.

    Parameters
    ----------
    rows : Mapping
        Typed rows by table.

    Returns
    -------
    list of BadInput
        Days that end before they begin, periods that are none, circles of parts, norms
        of rules that there are not, parameters no rule can read.
    """
    found = [fault for some in rows.values() for row in some for fault in _days(row)]
    found += [
        _fault(row, "review_from", "thiếu ngày đầu cần rà soát")
        for row in rows["instruments"]
        if row["status_after"] == "needs_legal_review" and not row["review_from"]
    ]
    for row in rows["norms"]:
        if row["rule"] not in RULES:
            cure = f"dùng: {', '.join(RULES)}"
            found.append(_fault(row, "rule", "không có điều kiện xét này", cure))
    found += [f for row in rows["parameters"] for f in _parameter(row)]
    found += [f for r in rows["projects"] for f in _read(r, "period", parse_period)]
    for row in rows["history"]:
        if row["field"].endswith("_dong") and not _WHOLE.fullmatch(row["value"]):
            found.append(_fault(row, "value", "không phải số đồng", "viết số nguyên"))
        read = {"end": parse_moment, "period": parse_period}.get(row["field"])
        found += _read(row, "value", read) if read else []
    found += [
        _fault(row, "disclosure", "loại này không được lưu", "bỏ dòng khỏi gói")
        for some in rows.values()
        for row in some
        if row.get("disclosure") == "never_stored"
    ]
    found += _twice(rows["uses"])
    found += _circles(rows["projects"], "id", "part_of")
    return found + _circles(rows["units"], "code", "parent")


def _fault(
    row: Row, column: str, reason: str, cure: str = "điền giá trị", value: str = ""
) -> BadInput:
    value = value or ("" if row[column] is None else str(row[column]))
    where = {"file": row["__file__"], "row": row["__line__"]}
    return BadInput(reason, column=column, value=value, cure=cure, **where)


def _days(row: Row) -> Iterator[BadInput]:
    for begin, end in _DAYS:
        first, last = row.get(begin), row.get(end)
        if first and last and last < first:
            yield _fault(row, end, "kết thúc trước khi bắt đầu", "sửa lại ngày")


def _parameter(row: Row) -> Iterator[BadInput]:
    words = _WORDS.get(row["name"])
    if row["name"] in _NUMBERS and not _NUMBER.fullmatch(row["value"]):
        yield _fault(row, "value", "không phải số", "viết dấu chấm cho phần lẻ: 0.05")
    elif row["name"] in _SHARES and float(row["value"]) > 1:
        yield _fault(row, "value", "phần lớn hơn 1", "viết 0.05 cho 5 %")
    if words and row["value"] not in words:
        cure = f"dùng: {', '.join(words)}"
        yield _fault(row, "value", "giá trị ngoài danh mục", cure)


def _read(row: Row, column: str, read: Callable[[str], object]) -> Iterator[BadInput]:
    try:
        read(row[column] or "")
    except BadInput as error:
        yield _fault(row, column, error.reason, error.cure, error.value)


def _twice(uses: Sequence[Row]) -> Iterator[BadInput]:
    seen: dict[tuple[str, str], str] = {}
    for row in uses:
        first = seen.setdefault((row["regime"], row["sector"]), row["id"])
        if first != row["id"]:
            reason = "một khu vực nói hai lần về một ngành"
            yield _fault(row, "sector", reason, f"bỏ dòng này hoặc dòng {first}")


def _circles(some: Sequence[Row], key: str, column: str) -> list[BadInput]:
    above = {row[key]: row[column] for row in some}
    found = []
    for row in some:
        seen, at = {row[key]}, row[column]
        while at and at not in seen:
            seen.add(at)
            at = above.get(at)
        if at == row[key]:
            found.append(_fault(row, column, "nằm trong chính nó", "sửa mã cấp trên"))
    return found
