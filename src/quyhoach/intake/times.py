"""Own the seam between times as offices write them and ISO periods."""

from __future__ import annotations

import re
from datetime import date, datetime
from functools import lru_cache

from quyhoach.errors import BadInput
from quyhoach.intake.grids import Cell
from quyhoach.intake.issues import Trouble
from quyhoach.intake.values import plain_text
from quyhoach.quantity import parse_moment

__all__ = ["joined", "moment", "period"]

Text = tuple[str, Trouble | None]

_YEARS = (1945, 2150)
_FROM = re.compile(r"^(?:từ|từ năm|from|since)\s+", re.IGNORECASE)
_LEAD = re.compile(
    r"^(?:giai đoạn|thời kỳ|năm|trong năm|thời gian|từ năm|từ)\s*:?\s+", re.IGNORECASE
)
_UNTIL = re.compile(
    r"^(?:đến|đến hết|hết|until|to|by)\s+(?:năm\s+|ngày\s+)?", re.IGNORECASE
)
_YEAR = re.compile(r"\bnăm\s+", re.IGNORECASE)
_JOINT = re.compile(
    r"\s*(?:-|–|—|÷|->|→|\s(?:đến hết|đến|tới|to|until)\s)\s*", re.IGNORECASE
)
_QUARTER = re.compile(
    r"(quý|q)\s*\.?\s*(IV|III|II|I|[1-4])\s*(?:/|-|,|\s)\s*(\d{4})", re.IGNORECASE
)


def moment(cell: Cell) -> Text:
    """Return a day, month, quarter or year as ISO text.

    Parameters
    ----------
    cell : Cell
        A typed day, a year, or a text as offices write it.

    Returns
    -------
    tuple
        ``2024-04-21``, ``2024-04``, ``2025-Q3`` or ``2025``; empty with a trouble
        where it cannot be read.

    Examples
    --------
    >>> moment("Quý III/2025"), moment("21/4/2024"), moment(2025.0)
    (('2025-Q3', None), ('2024-04-21', None), ('2025', None))
    """
    if isinstance(cell, datetime):
        cell = cell.date()
    text = plain_text(cell)
    if not text:
        return "", None
    made = _moment_text(text)
    return (made, None) if made else ("", Trouble("QH-D13.date_unreadable"))


@lru_cache(maxsize=65536)
def _moment_text(text: str) -> str:
    text = _QUARTER.sub(r"quý \2/\3", _YEAR.sub("", text)).strip(" .")
    text = re.sub(r"^(?:ngày|tháng)\s+", "", text, flags=re.IGNORECASE)
    text = re.sub(r"\s*([/.])\s*", r"\1", text)
    try:
        first, last = parse_moment(text)
    except BadInput:
        return ""
    if not _YEARS[0] <= first.year <= _YEARS[1]:
        return ""
    return _iso(first, last)


def _iso(first: date, last: date) -> str:
    days = (last - first).days
    if days == 0:
        return first.isoformat()
    if days < 31:
        return f"{first:%Y-%m}"
    if days < 100:
        return f"{first.year}-Q{(first.month + 2) // 3}"
    return str(first.year)


def period(cell: Cell) -> Text:
    """Return a period as ``begin/end``, as `parse_period` reads it.

    Parameters
    ----------
    cell : Cell
        ``2021-2025``, ``từ 2024 đến 2026``, ``Quý III/2025``, ``đến 2025``; one year
        or quarter is both begin and end. A single day is neither and not read.

    Returns
    -------
    tuple
        The period and the trouble.

    Examples
    --------
    >>> period("2024 - 2026"), period("Quý I/2024 - 30/6/2026")
    (('2024/2026', None), ('2024-Q1/2026-06-30', None))
    >>> period("24 tháng")[1].code
    'QH-D13.date_unreadable'
    """
    return _period(plain_text(cell.date() if isinstance(cell, datetime) else cell))


@lru_cache(maxsize=65536)
def _period(text: str) -> Text:
    if not text:
        return "", None
    made = _period_text(text)
    if not made:
        return "", Trouble("QH-D13.date_unreadable")
    return joined(*made)


def _period_text(text: str) -> tuple[str, str] | None:
    left, slash, right = text.partition("/")
    if slash and re.fullmatch(r"(\d{4}[-\dQ]*)?/(\d{4}[-\dQ]*)?", text):
        sides = [_moment_text(side) for side in (left, right)]
        fits = all(
            made or not side for made, side in zip(sides, (left, right), strict=True)
        )
        return (sides[0], sides[1]) if fits else None
    if until := _UNTIL.match(text):
        end = _moment_text(text[until.end() :])
        return ("", end) if end else None
    since = _FROM.match(text)
    bare = _LEAD.sub("", text)
    one = _moment_text(bare)
    if one:
        if since:
            return one, ""
        return None if len(one) == 10 else (one, one)
    found = {
        (begin, end)
        for joint in _JOINT.finditer(bare)
        if (begin := _moment_text(bare[: joint.start()]))
        and (end := _moment_text(bare[joint.end() :]))
    }
    return found.pop() if len(found) == 1 else None


def joined(begin: str, end: str) -> Text:
    """Return two moments as one period.

    Parameters
    ----------
    begin, end : str
        As `moment` gives them; empty where not known.

    Returns
    -------
    tuple
        ``begin/end`` and the trouble; empty where the end lies before the begin.

    Examples
    --------
    >>> joined("2026", "2025")[1].code
    'QH-D13.period_reversed'
    """
    if not (begin or end):
        return "", None
    if begin and end and parse_moment(end)[1] < parse_moment(begin)[0]:
        return "", Trouble("QH-D13.period_reversed")
    return f"{begin}/{end}", None
