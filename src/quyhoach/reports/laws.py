"""Own the seam between a citation and how a reader is shown it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from quyhoach.reports import values as show
from quyhoach.reports.map_words import place_in_law
from quyhoach.reports.words import N_, translator

__all__ = ["law", "paper", "since"]

_TEXTS = {
    "read": N_("đã đọc bản gốc"),
    "secondary": N_("đọc qua nguồn khác, chưa đọc bản gốc"),
    "memory": N_("ghi theo trí nhớ, chưa kiểm"),
    "missing": N_("chưa có lời văn"),
}
Citation = Mapping[str, Any]


def paper(citation: Citation, *, lang: str) -> str:
    """Return the number and day of a paper, as it is named in a line.

    Parameters
    ----------
    citation : Mapping
        A citation of the answer.
    lang : str
        Language.

    Returns
    -------
    str
        Number, and the day in brackets where it is known.

    Examples
    --------
    >>> paper({"number": "236/QĐ-TTg", "date": "2024-03-19"}, lang="vi")
    '236/QĐ-TTg (19/3/2024)'
    """
    number = show.one_line(citation.get("number") or citation.get("instrument"))
    signed = show.day(citation.get("date"), lang)
    return f"{number} ({signed})" if signed else number


def law(citation: Citation, *, lang: str) -> str:
    """Return a whole citation: paper, who issued it, where in it.

    Parameters
    ----------
    citation : Mapping
        A citation of the answer.
    lang : str
        Language.

    Returns
    -------
    str
        One line; what is not known is left out.

    Examples
    --------
    >>> one = {"number": "1/QĐ-UBND", "issuer": "UBND", "date": "2026-01-02"}
    >>> law(one | {"provision": "28.2"}, lang="vi")
    '1/QĐ-UBND (2/1/2026), UBND, Điều 28 khoản 2'
    """
    place = place_in_law(show.one_line(citation.get("provision")))
    where = place[-1] if lang == "en" else place[0]
    issuer = show.one_line(citation.get("issuer"))
    return ", ".join(filter(None, (paper(citation, lang=lang), issuer, where)))


def since(citation: Citation, *, lang: str) -> str:
    """Return when a provision is in force, and how its wording is known.

    Parameters
    ----------
    citation : Mapping
        A citation of the answer.
    lang : str
        Language.

    Returns
    -------
    str
        One line.

    Examples
    --------
    >>> since({"in_force_from": "2024-03-19", "text": "read"}, lang="vi")
    'Hiệu lực từ 19/3/2024 · đã đọc bản gốc'
    >>> since({}, lang="en")
    'Days of force not known'
    """
    say = translator(lang)
    begin = show.day(citation.get("in_force_from"), lang)
    end = show.day(citation.get("in_force_to"), lang)
    if begin and end:
        days = say(N_("Hiệu lực từ {begin} đến {end}")).format(begin=begin, end=end)
    elif begin:
        days = say(N_("Hiệu lực từ {begin}")).format(begin=begin)
    elif end:
        days = say(N_("Hiệu lực đến {end}")).format(end=end)
    else:
        days = say(N_("Chưa rõ ngày hiệu lực"))
    known = _TEXTS.get(citation.get("text") or "")
    return f"{days} · {say(known)}" if known else days
