"""Days and periods, known to the day, the quarter, the year, or not at all."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from quyhoach.errors import BadInput

__all__ = ["Days", "Periods", "parse_moment", "parse_period"]

Days = NDArray[np.datetime64]
Moment = tuple[date, date]
_ROMAN = {"I": 1, "II": 2, "III": 3, "IV": 4}
_SHAPES = (
    re.compile(r"(?P<y>\d{4})"),
    re.compile(r"(?P<y>\d{4})-(?P<m>\d{1,2})"),
    re.compile(r"(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})"),
    re.compile(r"(?P<y>\d{4})-Q(?P<q>[1-4])"),
    re.compile(r"(?P<m>\d{1,2})/(?P<y>\d{4})"),
    re.compile(r"(?P<d>\d{1,2})[/.-](?P<m>\d{1,2})[/.-](?P<y>\d{4})"),
    re.compile(
        r"(?:quý|q)\s*(?P<r>IV|III|II|I|[1-4])\s*/\s*(?P<y>\d{4})", re.IGNORECASE
    ),
)


def parse_moment(text: str) -> Moment:
    """Return the first and last day that a date can mean.

    Parameters
    ----------
    text : str
        ``2024``, ``2024-04``, ``2024-Q3``, ``2024-04-21``, or as offices write:
        ``21/4/2024``, ``4/2024``, ``quý III/2024``. Day before month, always.

    Returns
    -------
    tuple of date
        Equal when the day is known.

    Raises
    ------
    BadInput
        Not a date in one of these shapes, or a day that does not exist.

    Examples
    --------
    >>> parse_moment("2024-Q3")
    (datetime.date(2024, 7, 1), datetime.date(2024, 9, 30))
    >>> parse_moment("31/2/2024")
    Traceback (most recent call last):
    quyhoach.errors.BadInput: value '31/2/2024': ngày không có thật → sửa lại ngày
    """
    for shape in _SHAPES:
        found = shape.fullmatch(text.strip())
        if found:
            return _moment(text, found.groupdict())
    reason = "không đọc được ngày"
    raise BadInput(reason, value=text, cure="viết ngày/tháng/năm, ví dụ 21/4/2024")


def _moment(text: str, got: dict[str, str | None]) -> Moment:
    year = int(got["y"] or 0)
    quarter = got.get("q") or got.get("r")
    try:
        if quarter:
            third = int(_ROMAN.get(quarter.upper(), 0) or int(quarter))
            return date(year, 3 * third - 2, 1), _month_end(year, 3 * third)
        if got.get("d"):
            day = date(year, int(got["m"] or 0), int(got["d"] or 0))
            return day, day
        if got.get("m"):
            return date(year, int(got["m"] or 0), 1), _month_end(
                year, int(got["m"] or 0)
            )
        return date(year, 1, 1), date(year, 12, 31)
    except ValueError:
        reason = "ngày không có thật"
        raise BadInput(reason, value=text, cure="sửa lại ngày") from None


def _month_end(year: int, month: int) -> date:
    following = date(year + month // 12, month % 12 + 1, 1)
    return following - timedelta(days=1)


def parse_period(text: str) -> tuple[Moment | None, Moment | None]:
    """Return begin and end of a period; ``None`` where it is not known.

    Parameters
    ----------
    text : str
        ``begin/end`` with either side empty, in the shapes of `parse_moment`
        that hold no slash; empty for nothing known.

    Returns
    -------
    tuple
        Begin and end, each a pair of days or ``None``.

    Raises
    ------
    BadInput
        A side that is no date, no slash, or an end that lies before the begin.

    Examples
    --------
    >>> parse_period("/2025")[0] is None
    True
    >>> parse_period("2026/2025")  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    quyhoach.errors.BadInput: value '2026/2025': kết thúc trước khi bắt đầu → ...
    """
    if not text.strip():
        return None, None
    left, slash, right = text.partition("/")
    if not slash or "/" in right:
        reason = "không phải khoảng thời gian"
        raise BadInput(
            reason, value=text, cure="viết bắt đầu/kết thúc, ví dụ 2024-04/2026"
        )
    begin = parse_moment(left) if left.strip() else None
    end = parse_moment(right) if right.strip() else None
    if begin and end and end[1] < begin[0]:
        reason = "kết thúc trước khi bắt đầu"
        raise BadInput(reason, value=text, cure="sửa lại thời gian")
    return begin, end


@dataclass(frozen=True, slots=True)
class Periods:
    """Periods in columns; NaT where a side is not known.

    Parameters
    ----------
    begin_first, begin_last, end_first, end_last : Days
        Earliest and latest day of begin and of end, ``datetime64[D]``, one shape.

    Examples
    --------
    >>> two = Periods.of([parse_period("2024/2026"), parse_period("/2025")])
    >>> two.not_begun(np.datetime64("2023-01-01")).tolist()
    [True, False]
    >>> two.over(np.datetime64("2026-06-30")).tolist()
    [False, True]
    """

    begin_first: Days
    begin_last: Days
    end_first: Days
    end_last: Days

    @classmethod
    def of(cls, rows: Iterable[tuple[Moment | None, Moment | None]]) -> Periods:
        """Return the columns of parsed periods, in their order."""
        flat = [
            (*(begin or (None, None)), *(end or (None, None))) for begin, end in rows
        ]
        table = np.array(flat, dtype="datetime64[D]").reshape(-1, 4)
        return cls(*(np.ascontiguousarray(table[:, k]) for k in range(4)))

    def __len__(self) -> int:
        return len(self.begin_first)

    def take(self, rows: NDArray[np.integer] | NDArray[np.bool_]) -> Periods:
        """Return the chosen rows, in the order asked."""
        return Periods(*(getattr(self, f.name)[rows] for f in fields(self)))

    def not_begun(self, on: np.datetime64) -> NDArray[np.bool_]:
        """Return where even the earliest begin lies after the day."""
        return np.asarray(on < self.begin_first)

    def over(self, on: np.datetime64) -> NDArray[np.bool_]:
        """Return where even the latest end lies before the day."""
        return np.asarray(on > self.end_last)

    def surely_apart(self, other: Periods) -> NDArray[np.bool_]:
        """Return where two periods cannot share a day, row by row."""
        return np.asarray(
            (self.end_last < other.begin_first) | (other.end_last < self.begin_first)
        )

    def surely_together(self, other: Periods) -> NDArray[np.bool_]:
        """Return where two periods must share a day, row by row."""
        return np.asarray(
            (self.begin_last <= other.end_first) & (other.begin_last <= self.end_first)
        )
