"""Own the seam between a cell of a corner table and a number of metres or degrees."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from quyhoach.intake.grids import Cell, tidy
from quyhoach.intake.values import plain_text

__all__ = ["DEGREES", "METRES", "Reading", "is_numeric", "read_length", "read_place"]

METRES = (100_000.0, 2_700_000.0)
"""Where eastings and northings of Vietnam lie, on every zone of its grids."""

DEGREES = (5.0, 120.0)
"""Where its latitudes and longitudes lie."""

_MOST_LENGTH = 1e6
_MARK = r"[°ºo˚d:]|độ|do"
_DMS = re.compile(
    rf"(?P<degrees>\d{{1,3}})\s*(?:{_MARK}|\s)\s*(?P<minutes>\d{{1,2}}(?:[.,]\d+)?)"
    r"\s*(?:['’′‘:m]|phút|phut|\s|$)\s*"
    r"(?:(?P<seconds>\d{1,2}(?:[.,]\d+)?)\s*(?:[\"”″“s]|['’′]{2}|giây|giay)?)?\s*"
    r"(?:[NBEĐD])?",
    re.IGNORECASE,
)
_FORMS = (
    (re.compile(r"\d+(?:,\d+)?|\d{1,3}(?:\.\d{3})+(?:,\d+)?"), ".", ","),
    (re.compile(r"\d+(?:\.\d+)?|\d{1,3}(?:,\d{3})+(?:\.\d+)?"), ",", "."),
)


@dataclass(frozen=True, slots=True)
class Reading:
    """A number and how finely it was printed.

    Parameters
    ----------
    value : float
        Metres or degrees.
    step : float
        One unit of its last digit, in the same unit.
    """

    value: float
    step: float


def is_numeric(cell: Cell) -> bool:
    """Tell whether a cell is written as a coordinate, right or wrong.

    Parameters
    ----------
    cell : Cell
        As the file gives it.

    Returns
    -------
    bool
        True for typed numbers, and for text of digits and the marks of degrees.

    Examples
    --------
    >>> is_numeric("2.417.141,25"), is_numeric("22°15'30,5″"), is_numeric("lô 3")
    (True, True, False)
    """
    if isinstance(cell, bool) or cell is None:
        return False
    if isinstance(cell, int | float | Decimal):
        return True
    text = plain_text(cell)
    return bool(re.fullmatch(r"[-+]?\d[\d.,\s]*m?", text) or _DMS.fullmatch(text))


def read_place(cell: Cell, *, degrees: bool) -> Reading | None:
    """Return a coordinate that lies in Vietnam and can be read one way only.

    Parameters
    ----------
    cell : Cell
        Typed, or text: with a point or a comma, or degrees, minutes and seconds.
    degrees : bool
        The system counts in degrees.

    Returns
    -------
    Reading or None
        ``None`` where empty, no number, outside Vietnam, or readable two ways.

    Examples
    --------
    >>> read_place("2.417.141,25", degrees=False).value
    2417141.25
    >>> round(read_place("22°15'30,5″", degrees=True).value, 6)
    22.258472
    >>> read_place("241714,25", degrees=True), read_place("22°75'", degrees=True)
    (None, None)
    """
    low, high = DEGREES if degrees else METRES
    fits = [r for r in _readings(cell, degrees=degrees) if low <= r.value <= high]
    return fits[0] if len({r.value for r in fits}) == 1 else None


def read_length(cell: Cell, *, points: bool | None = None) -> Reading | None:
    """Return a length in metres that can be read one way only.

    Parameters
    ----------
    cell : Cell
        Typed, or text with or without "m".
    points : bool, optional
        The table writes a point (True) or a comma (False) before decimals.

    Returns
    -------
    Reading or None
        ``None`` where empty, no number, or readable two ways.

    Examples
    --------
    >>> read_length("1.250,5 m").value, read_length("50.125")
    (1250.5, None)
    >>> read_length("50.125", points=True).value
    50.125
    """
    if isinstance(cell, str):
        cell = re.sub(r"\s*m$", "", tidy(cell))
    some = [r for r in _readings(cell, degrees=False) if r.value < _MOST_LENGTH]
    if len({r.value for r in some}) > 1 and points is not None:
        some = some[-1:] if points else some[:1]
    return some[0] if len({r.value for r in some}) == 1 else None


def _readings(cell: Cell, *, degrees: bool) -> list[Reading]:
    if isinstance(cell, bool) or not isinstance(cell, str | int | float | Decimal):
        return []
    if not isinstance(cell, str):
        text = f"{cell:.15g}" if isinstance(cell, float) else str(cell)
        return [_reading(text)] if re.fullmatch(r"\d+(?:\.\d+)?", text) else []
    text = tidy(cell)
    if len(text) > 40:
        return []
    if degrees and (found := _DMS.fullmatch(text)):
        return _from_dms(found)
    bare = "".join(text.split()).removesuffix("°") if degrees else "".join(text.split())
    return [
        _reading(bare.replace(thousands, "").replace(mark, "."))
        for form, thousands, mark in _FORMS
        if form.fullmatch(bare)
    ]


def _reading(text: str) -> Reading:
    decimals = len(text.partition(".")[2])
    return Reading(float(text), 10.0**-decimals)


def _from_dms(found: re.Match[str]) -> list[Reading]:
    minutes = _reading(found["minutes"].replace(",", "."))
    seconds = _reading((found["seconds"] or "0").replace(",", "."))
    whole = found["seconds"] is None or minutes.step == 1.0
    if minutes.value >= 60 or seconds.value >= 60 or not whole:
        return []
    value = int(found["degrees"]) + minutes.value / 60 + seconds.value / 3600
    step = seconds.step / 3600 if found["seconds"] else minutes.step / 60
    return [Reading(value, step)]
