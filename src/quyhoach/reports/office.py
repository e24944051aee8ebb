"""Own what an office says of itself on a paper; what it does not say is left blank."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from quyhoach.errors import BadInput

__all__ = ["BLANK", "Office", "dated", "number_line", "office_of"]

BLANK = "……"
"""The dots of a form where a person writes."""

_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """What an office puts on its papers; an empty value becomes dots.

    Parameters
    ----------
    parent, body : str
        The body above, and the one that issues.
    place : str
        Where it is written.
    number, symbol : str
        Number of the paper; sign of the body, ``"STC"``.
    authority : str
        ``"KT. GIÁM ĐỐC"`` above the office of who signs.
    signer_title, signer_name : str
        Who signs.
    to : tuple of str
        To whom a letter goes.
    recipients : tuple of str
        Who else gets it.
    unit, copies : str
        Who drafted it, in the last line of the list; how many copies.
    """

    parent: str = ""
    body: str = ""
    place: str = ""
    number: str = ""
    symbol: str = ""
    authority: str = ""
    signer_title: str = ""
    signer_name: str = ""
    to: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    unit: str = ""
    copies: str = ""


def office_of(given: Mapping[str, Any], *, file: str = "") -> Office:
    """Return the office that a file describes.

    Parameters
    ----------
    given : Mapping
        Key to text, or to a list of texts for ``to`` and ``recipients``.
    file : str
        Its name, for refusals.

    Returns
    -------
    Office
        Keys not given are empty.

    Raises
    ------
    BadInput
        A key that is not known, or a value that is no text: write it as the cure says.

    Examples
    --------
    >>> office_of({"body": "SỞ TÀI CHÍNH", "number": 7}).number
    '7'
    >>> office_of({"boss": "x"})  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    quyhoach.errors.BadInput: column boss: không có khóa này → dùng parent, body, ...
    """
    lists = {"to", "recipients"}
    names = [one.name for one in fields(Office)]
    found: dict[str, Any] = {}
    for key, value in given.items():
        if key not in names:
            reason = "không có khóa này"
            cure = f"dùng {', '.join(names)}"
            raise BadInput(reason, file=file, column=str(key), cure=cure)
        many = value if isinstance(value, list) else [value]
        right = key in lists or not isinstance(value, list)
        if not right or not all(isinstance(one, str | int) for one in many):
            reason = "không phải chữ"
            cure = "ghi một dòng chữ; to và recipients là danh sách dòng chữ"
            raise BadInput(reason, file=file, column=key, cure=cure)
        texts = tuple(" ".join(str(one).split()) for one in many)
        found[key] = texts if key in lists else texts[0]
    return Office(**found)


def number_line(office: Office, kind: str, *, lang: str) -> str:
    """Return the line of number and sign, dots where they are not known.

    Parameters
    ----------
    office : Office
        Who issues.
    kind : str
        Sign of the kind of paper, ``"BC"``; empty for letters.
    lang : str
        ``vi`` or ``en``.

    Returns
    -------
    str
        Numbers below ten have a nought before them.

    Examples
    --------
    >>> number_line(Office(number="7", symbol="STC"), "BC", lang="vi")
    'Số: 07/BC-STC'
    >>> number_line(Office(), "", lang="vi")
    'Số: ……/……'
    """
    number = office.number or BLANK
    number = f"0{number}" if number.isdecimal() and len(number) == 1 else number
    sign = "-".join(filter(None, (kind, office.symbol or BLANK)))
    return f"{'No.' if lang == 'en' else 'Số:'} {number}/{sign}"


def dated(day: date | None, *, lang: str) -> str:
    """Return the day of a paper in words, dots where it is not known.

    Parameters
    ----------
    day : date, optional
        The day; ``None`` is left to be written.
    lang : str
        ``vi`` or ``en``.

    Returns
    -------
    str
        Days below ten and the first two months have a nought before them.

    Examples
    --------
    >>> dated(date(2026, 2, 5), lang="vi"), dated(date(2026, 11, 23), lang="vi")
    ('ngày 05 tháng 02 năm 2026', 'ngày 23 tháng 11 năm 2026')
    >>> dated(None, lang="vi")
    'ngày …… tháng …… năm ……'
    """
    if lang == "en":
        named = _MONTHS[day.month - 1] if day else ""
        return f"{day.day} {named} {day.year}" if day else f"date: {BLANK}{BLANK}"
    if day is None:
        return f"ngày {BLANK} tháng {BLANK} năm {BLANK}"
    month = f"{day.month:02}" if day.month < 3 else str(day.month)
    return f"ngày {day.day:02} tháng {month} năm {day.year}"
