"""Own the seam between words and a terminal: width, wrapping, columns, colour."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from quyhoach.reports.titles import force_word, outcome_word

__all__ = ["MARKS", "WIDTH", "mark", "paint", "verdict_words", "width", "wrap"]

WIDTH = 100
"""Columns of a terminal, where nobody says."""

MARKS = {
    "conflicts": ("▲", "△"),
    "unknown": ("◆", "◇"),
    "silent": ("■", "□"),
    "conforms": ("●", "○"),
}
"""Outcome to its shape, gravest first: filled where it binds, hollow where not."""

_COLOURS = {"conflicts": 31, "unknown": 33, "silent": 35, "conforms": 32}


def mark(outcome: str, force: str) -> str:
    """Return the shape of an outcome.

    Parameters
    ----------
    outcome, force : str
        As the answer has them.

    Returns
    -------
    str
        One character; empty for what has no shape.

    Examples
    --------
    >>> mark("conflicts", "binding"), mark("conflicts", "indicative"), mark("", "")
    ('▲', '△', '')
    """
    return MARKS.get(outcome, ("", ""))[force != "binding"]


def paint(text: str, outcome: str, *, colour: bool) -> str:
    r"""Return a text in the colour of an outcome.

    Parameters
    ----------
    text : str
        Already as wide as it shall be.
    outcome : str
        As the answer has it.
    colour : bool
        ``False`` leaves the text as it is.

    Returns
    -------
    str
        With ANSI codes around it, or as it was.

    Examples
    --------
    >>> paint("x", "conflicts", colour=False), paint("x", "conflicts", colour=True)
    ('x', '\x1b[31mx\x1b[0m')
    """
    if not colour or outcome not in _COLOURS:
        return text
    return f"\x1b[{_COLOURS[outcome]}m{text}\x1b[0m"


def verdict_words(outcome: str, force: str, *, lang: str) -> str:
    """Return shape, outcome and force in words.

    Parameters
    ----------
    outcome, force : str
        As the answer has them.
    lang : str
        Language.

    Returns
    -------
    str
        Shape, outcome, force; a force that is empty is left out.

    Examples
    --------
    >>> verdict_words("unknown", "indicative", lang="vi")
    '◇ Chưa rõ · Tham khảo'
    >>> verdict_words("not_judged", "", lang="vi")
    'Không xét'
    """
    words = (outcome_word(outcome, lang), force_word(force, lang))
    said = " · ".join(filter(None, words))
    return f"{mark(outcome, force)} {said}".strip()


def width(text: str) -> int:
    """Return how many columns of a terminal a text takes.

    Parameters
    ----------
    text : str
        One line.

    Returns
    -------
    int
        Marks on a letter take none, wide signs two.

    Examples
    --------
    >>> width("Hữu Lũng"), width("谅山")
    (8, 4)
    """
    return sum(
        0
        if unicodedata.category(sign) in ("Mn", "Me", "Cf", "Cc")
        else 1 + (unicodedata.east_asian_width(sign) in "WF")
        for sign in unicodedata.normalize("NFC", text)
    )


def wrap(text: str, to: int, *, first: str = "", rest: str | None = None) -> list[str]:
    """Return a text in lines no wider than asked.

    Parameters
    ----------
    text : str
        Words; spaces and line ends between them count as one space.
    to : int
        Columns.
    first, rest : str
        What stands before the first and before each other line; without ``rest``
        spaces as wide as ``first``.

    Returns
    -------
    list of str
        At least one line; a word that is wider than a line is cut.

    Examples
    --------
    >>> wrap("Kho lạnh Chi Lăng", 12, first="1. ")
    ['1. Kho lạnh', '   Chi Lăng']
    >>> wrap("", 12)
    ['']
    """
    rest = " " * width(first) if rest is None else rest
    lines, line = [], first
    empty = True
    for word in _short(unicodedata.normalize("NFC", text).split(), to - width(first)):
        if not empty and width(line) + 1 + width(word) > to:
            lines.append(line)
            line, empty = rest, True
        line += word if empty else f" {word}"
        empty = False
    return [*lines, line.rstrip() if empty else line]


def _short(words: Iterable[str], to: int) -> list[str]:
    short = []
    room = max(to, 8)
    for word in words:
        left = word
        while width(left) > room:
            short.append(left[: room // 2])
            left = left[room // 2 :]
        short.append(left)
    return short
