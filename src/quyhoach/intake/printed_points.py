"""Own the seam between points printed as one number of digits and a place in metres."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from quyhoach.intake.grids import Cell, tidy
from quyhoach.intake.issues import Trouble

__all__ = ["PrintedRule", "decode", "looks_printed", "printed_rule"]

_DATA = Path(__file__).parent / "printed_points.csv"
_DIGITS = re.compile(r"\d{8,12}")


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedRule:
    """How a paper writes a point as one number, and where that is known from.

    Parameters
    ----------
    id : str
        Key.
    digits : int
        How many digits a point has; the first half is northing, the second easting.
    north_lead, east_lead : str
        What the paper leaves out before each half.
    east_lead_low : str
        The same where the easting is below `low_below`.
    low_below : int
        See above.
    epsg : int
        The reference system this leads to: inferred, the paper names none.
    source, why, why_en : str
        The paper, and what the reading rests on.
    """

    id: str
    digits: int
    north_lead: str
    east_lead: str
    east_lead_low: str
    low_below: int
    epsg: int
    source: str
    why: str
    why_en: str


@cache
def printed_rule() -> PrintedRule:
    """Return the one rule that is known.

    Returns
    -------
    PrintedRule
        As ``printed_points.csv`` has it.

    Examples
    --------
    >>> printed_rule().digits, printed_rule().epsg
    (10, 3405)
    """
    text = _DATA.read_text(encoding="utf-8")
    (row,) = csv.DictReader(io.StringIO(text))
    return PrintedRule(
        id=row["id"],
        digits=int(row["digits"]),
        north_lead=row["north_lead"],
        east_lead=row["east_lead"],
        east_lead_low=row["east_lead_low"],
        low_below=int(row["low_below"]),
        epsg=int(row["epsg"]),
        source=row["source"],
        why=row["why"],
        why_en=row["why_en"],
    )


def looks_printed(cell: Cell) -> bool:
    """Tell whether a cell may be such a number, with a digit more or less.

    Parameters
    ----------
    cell : Cell
        As the file gives it.

    Returns
    -------
    bool
        True for a whole number of eight to twelve digits.

    Examples
    --------
    >>> looks_printed(3061576133.0), looks_printed("2417141,25")
    (True, False)
    """
    return bool(_DIGITS.fullmatch(_digits(cell)))


def decode(cell: Cell) -> tuple[tuple[float, float] | None, Trouble | None]:
    """Return the easting and northing of a printed point.

    Parameters
    ----------
    cell : Cell
        A number or its text.

    Returns
    -------
    tuple
        (easting, northing) in metres of the rule's system, or the trouble. A number
        with another count of digits has two readings and none is taken.

    Examples
    --------
    >>> decode("3084976896")[0]
    (676896.0, 2430849.0)
    >>> point, trouble = decode(279257132)
    >>> point is None, trouble.code, trouble.words["count"]
    (True, 'QH-D17.printed_digits', 9)
    """
    rule, digits = printed_rule(), _digits(cell)
    if not digits.isascii() or not digits.isdigit():
        words = {"why": "không phải dãy chữ số", "why_en": "it is no row of digits"}
        return None, Trouble("QH-D17.point_unreadable", tidy(cell), words)
    if len(digits) != rule.digits:
        return None, Trouble("QH-D17.printed_digits", digits, _readings(digits, rule))
    half = rule.digits // 2
    north, east = digits[:half], digits[half:]
    lead = rule.east_lead_low if int(east) < rule.low_below else rule.east_lead
    return (float(lead + east), float(rule.north_lead + north)), None


def _digits(cell: Cell) -> str:
    return "" if isinstance(cell, bool) else "".join(tidy(cell).split())


def _readings(digits: str, rule: PrintedRule) -> dict[str, object]:
    count = len(digits)
    words: dict[str, object] = {"count": count, "needed": rule.digits}
    if count == rule.digits - 1:
        words["readings"] = (
            "bản in thiếu một chữ số ở chỗ không rõ, hoặc bảng tính đã bỏ số 0 ở đầu "
            f"(khi đó là 0{digits})"
        )
        words["readings_en"] = (
            "the print lacks a digit somewhere, or a spreadsheet took a leading zero "
            f"away (it would be 0{digits})"
        )
    else:
        words["readings"] = "bản in thừa hoặc thiếu chữ số ở chỗ không rõ"
        words["readings_en"] = "the print has digits too many or too few somewhere"
    return words
