"""Own what a request may ask of a collection; anything else is refused."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime

from django.http import HttpRequest

__all__ = ["CRS84", "GRID_CRS", "Asked", "BadAsk", "asked", "only"]

CRS84 = "http://www.opengis.net/def/crs/OGC/1.3/CRS84"
GRID_CRS = "http://www.opengis.net/def/crs/EPSG/0/9215"
_SYSTEMS = (CRS84, GRID_CRS)
_MOST = 10_000
_USUAL = 10


class BadAsk(ValueError):
    """A parameter that is not known, or a value that cannot be taken."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a request for items asks for.

    Parameters
    ----------
    limit, offset : int
        How many, and from which on.
    bbox : tuple of float, optional
        West, south, east, north in ``bbox_crs``.
    bbox_crs, crs : str
        One of `CRS84` and `GRID_CRS`.
    begin, end : date, optional
        The days asked for, both included; open where ``None``.
    timed : bool
        Days are asked for.
    """

    limit: int = _USUAL
    offset: int = 0
    bbox: tuple[float, float, float, float] | None = None
    bbox_crs: str = CRS84
    crs: str = CRS84
    begin: date | None = None
    end: date | None = None
    timed: bool = False


def only(request: HttpRequest, known: Collection[str]) -> dict[str, str]:
    """Return the parameters of a request, each given once and known.

    Parameters
    ----------
    request : HttpRequest
        The request.
    known : Collection of str
        Names that are allowed.

    Returns
    -------
    dict
        Name to value.

    Raises
    ------
    BadAsk
        A name that is not known, or given twice.
    """
    for name in request.GET:
        if name not in known:
            reason = f"unknown parameter {name!r}; known: {', '.join(sorted(known))}"
            raise BadAsk(reason)
        if len(request.GET.getlist(name)) > 1:
            reason = f"parameter {name!r} is given twice"
            raise BadAsk(reason)
    return request.GET.dict()


def asked(words: Mapping[str, str]) -> Asked:
    """Return what the parameters of a request mean.

    Parameters
    ----------
    words : Mapping
        ``limit``, ``offset``, ``bbox``, ``bbox-crs``, ``crs``, ``datetime``.

    Returns
    -------
    Asked
        Usual values where nothing is said; a ``limit`` above the most is the most.

    Raises
    ------
    BadAsk
        A value that cannot be taken.

    Examples
    --------
    >>> asked({"limit": "5", "datetime": "2026-01-01/.."}).begin
    datetime.date(2026, 1, 1)
    >>> asked({"bbox": "1,2,3"})
    Traceback (most recent call last):
    quyhoach.web.ogc.asked.BadAsk: bbox: four or six numbers, parted by commas
    """
    timed = "datetime" in words
    begin, end = _days(words["datetime"]) if timed else (None, None)
    return Asked(
        limit=min(_count(words, "limit", _USUAL, least=1), _MOST),
        offset=_count(words, "offset", 0, least=0),
        bbox=_box(words["bbox"]) if "bbox" in words else None,
        bbox_crs=_system(words, "bbox-crs"),
        crs=_system(words, "crs"),
        begin=begin,
        end=end,
        timed=timed,
    )


def _count(words: Mapping[str, str], name: str, usual: int, *, least: int) -> int:
    text = words.get(name)
    if text is None:
        return usual
    if not (
        text.isascii() and text.isdigit() and len(text) < 10 and int(text) >= least
    ):
        reason = f"{name}: a whole number from {least} on"
        raise BadAsk(reason)
    return int(text)


def _system(words: Mapping[str, str], name: str) -> str:
    text = words.get(name, CRS84)
    if text not in _SYSTEMS:
        reason = f"{name}: one of {', '.join(_SYSTEMS)}"
        raise BadAsk(reason)
    return text


def _box(text: str) -> tuple[float, float, float, float]:
    try:
        numbers = [float(part) for part in text.split(",")]
    except ValueError:
        numbers = []
    if len(numbers) == 6:
        numbers = [*numbers[:2], *numbers[3:5]]
    if len(numbers) != 4 or not all(map(math.isfinite, numbers)):
        reason = "bbox: four or six numbers, parted by commas"
        raise BadAsk(reason)
    west, south, east, north = numbers
    if south > north or west > east:
        reason = "bbox: west, south, east, north in this order"
        raise BadAsk(reason)
    return west, south, east, north


def _days(text: str) -> tuple[date | None, date | None]:
    first, slash, last = text.partition("/")
    if not slash:
        day = _day(first)
        if day is None:
            reason = "datetime: a moment, or two with a slash between"
            raise BadAsk(reason)
        return day, day
    begin, end = _day(first), _day(last)
    if begin and end and begin > end:
        reason = "datetime: it ends before it begins"
        raise BadAsk(reason)
    return begin, end


def _day(text: str) -> date | None:
    if text in ("", ".."):
        return None
    try:
        if len(text) == 10:
            return date.fromisoformat(text)
        moment = datetime.fromisoformat(text)
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).date()
    except ValueError as trouble:
        reason = f"datetime: {text[:40]!r} is no moment in RFC 3339"
        raise BadAsk(reason) from trouble
