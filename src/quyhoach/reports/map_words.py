"""Words of the map page in both languages, and the small texts made from facts."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files
from typing import Any

import numpy as np

from quyhoach.conformity.catalogue import RULES
from quyhoach.reports.titles import force_word, outcome_word, rule_question, rule_title

__all__ = [
    "LANGUAGES",
    "both",
    "citation_key",
    "moment",
    "part",
    "place_in_law",
    "words",
]

LANGUAGES = ("vi", "en")
_OUTCOMES = ("conforms", "conflicts", "silent", "unknown")
_FORCES = ("binding", "indicative")
_PAGE = files("quyhoach.reports") / "page"
_ANCHOR = re.compile(r"p(\d+)(?:\.s(\d+))?")
_ARTICLE = re.compile(r"(\d+\w?)(?:\.(\d+))?(?:\.(\w+))?")


@lru_cache
def part(name: str) -> str:
    """Return one file of the page as text.

    Parameters
    ----------
    name : str
        File name inside ``reports/page``.

    Returns
    -------
    str
        Its text.
    """
    return (_PAGE / name).read_text("utf-8")


@lru_cache
def words() -> Mapping[str, Mapping[str, Any]]:
    """Return every word of the page, language code to key to text.

    Outcomes, forces and rules are named as everywhere else in the reports.

    Returns
    -------
    Mapping
        ``"vi"`` and ``"en"`` to key to text, or to a table of texts; read once.
    """
    table: dict[str, dict[str, Any]] = json.loads(part("words.json"))
    for lang, own in table.items():
        own["outcomes"] = {o: outcome_word(o, lang=lang) for o in _OUTCOMES}
        own["forces"] = {f: force_word(f, lang=lang) for f in _FORCES}
        own["rules"] = {rule: rule_title(rule, lang=lang) for rule in RULES}
        own["asks_of"] = {rule: rule_question(rule, lang=lang) for rule in RULES}
    return table


def both(vietnamese: object, english: object = "") -> list[str]:
    """Return a text in both languages; the English may be missing.

    Parameters
    ----------
    vietnamese, english : object
        The two texts; empty or ``None`` English falls back to the Vietnamese.

    Returns
    -------
    list of str
        Vietnamese and English, or one text for both.

    Examples
    --------
    >>> both("Thị trấn", "Town"), both("Hữu Lũng")
    (['Thị trấn', 'Town'], ['Hữu Lũng'])
    """
    first, second = str(vietnamese or ""), str(english or "")
    return [first, second] if second and second != first else [first]


def place_in_law(provision: str) -> list[str]:
    """Return where a sentence stands in its paper, as a reader says it.

    Parameters
    ----------
    provision : str
        ``"28.2.a"``, the anchor of a reading copy ``"p9.s1"``, or as printed.

    Returns
    -------
    list of str
        As `both`.

    Examples
    --------
    >>> place_in_law("28.2.a")
    ['Điều 28 khoản 2 điểm a', 'Article 28, clause 2, point a']
    >>> place_in_law("p9.s1")
    ['đoạn 9, câu 1 của bản đọc', 'paragraph 9, sentence 1 of the reading copy']
    >>> place_in_law("Phụ lục II"), place_in_law("")
    (['Phụ lục II'], [''])
    """
    if found := _ANCHOR.fullmatch(provision):
        first, second = f"đoạn {found[1]}", f"paragraph {found[1]}"
        if found[2]:
            first, second = f"{first}, câu {found[2]}", f"{second}, sentence {found[2]}"
        return [f"{first} của bản đọc", f"{second} of the reading copy"]
    if found := _ARTICLE.fullmatch(provision):
        names = (("Điều", "Article"), ("khoản", "clause"), ("điểm", "point"))
        pairs = [(*n, v) for n, v in zip(names, found.groups(), strict=True) if v]
        first = " ".join(f"{vi} {value}" for vi, _, value in pairs)
        return [first, ", ".join(f"{en} {value}" for _, en, value in pairs)]
    return [provision]


def citation_key(citation: Mapping[str, Any]) -> tuple[str, ...]:
    """Return what makes two citations the same to a reader.

    Parameters
    ----------
    citation : Mapping
        One citation of an answer.

    Returns
    -------
    tuple of str
        Its values in a fixed order.
    """
    names = ("instrument", "provision", "gist", "in_force_from", "in_force_to", "text")
    return tuple(str(citation.get(name) or "") for name in names)


def moment(first: np.datetime64, last: np.datetime64) -> str:
    """Return the shortest text that says all the days a date can mean.

    Parameters
    ----------
    first, last : np.datetime64
        Earliest and latest day; NaT where not known.

    Returns
    -------
    str
        Day, month, year, or two days; empty where not known.

    Examples
    --------
    >>> day = np.datetime64
    >>> moment(day("2024-04-21"), day("2024-04-21"))
    '21/4/2024'
    >>> moment(day("2026-09-01"), day("2026-09-30"))
    '9/2026'
    >>> moment(day("2025-01-01"), day("2025-12-31"))
    '2025'
    """
    if np.isnat(first) or np.isnat(last):
        return ""
    begin, end = first.astype("datetime64[D]"), last.astype("datetime64[D]")
    after = end + np.timedelta64(1, "D")
    for unit, shape in (("M", _month), ("Y", str)):
        step = begin.astype(f"datetime64[{unit}]")
        if step.astype("datetime64[D]") == begin and after == (step + 1).astype(
            "datetime64[D]"
        ):
            return shape(step)
    return _day(begin) if begin == end else f"{_day(begin)} – {_day(end)}"


def _day(day: np.datetime64) -> str:
    year, month, number = str(day).split("-")
    return f"{int(number)}/{int(month)}/{year}"


def _month(day: np.datetime64) -> str:
    year, month = str(day).split("-")
    return f"{int(month)}/{year}"
