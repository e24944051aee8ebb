"""Own the words of a line of text in a corner table: what it opens, states or marks."""

from __future__ import annotations

import re

from quyhoach.intake.columns import spoken

__all__ = [
    "begins",
    "is_total",
    "marks_hole",
    "only_states",
    "says",
    "stated_area",
    "unlabelled",
]

_LETTER = r"[^\W\d_]"
_AREA = re.compile(
    r"(?:diện tích|\bS\s*=|\barea\b)[^0-9]*(?P<number>\d[\d.,\s]*?)\s*"
    r"(?:(?P<unit>ha|m2|m²|km2|hecta)\b|\(?\s*$)",
    re.IGNORECASE,
)
_AREA_UNIT = re.compile(r"\(\s*(?P<unit>ha|m2|m²|km2)\s*\)", re.IGNORECASE)
_ONLY_AREA = re.compile(r"(?:tổng\s+)?(?:diện tích|s\s*=|area)", re.IGNORECASE)


def begins(text: str, kind: str) -> bool:
    """Tell whether a line begins with a word of a kind.

    Parameters
    ----------
    text, kind : str
        The line, and a field that `spoken` knows.

    Returns
    -------
    bool
        Whole words only.

    Examples
    --------
    >>> begins("Phần 2", "part"), begins("Khuôn viên", "parcel"), begins("Lô 3", "hole")
    (True, False, False)
    """
    return bool(re.match(_either(kind), text.casefold()))


def says(text: str, kind: str) -> bool:
    """Tell whether a line holds a word of a kind anywhere.

    Parameters
    ----------
    text, kind : str
        The line, and a field that `spoken` knows.

    Returns
    -------
    bool
        Whole words with their diacritics: "trụ" is not "trừ".

    Examples
    --------
    >>> says("Khu A, phần trừ", "hole"), says("Khu trụ sở, lô 4", "hole")
    (True, False)
    """
    return bool(re.search(rf"(?<!{_LETTER}){_either(kind)}", text.casefold()))


def marks_hole(text: str) -> bool:
    """Tell whether a line says in words that ground is taken out.

    Parameters
    ----------
    text : str
        A heading, a name or a remark.

    Returns
    -------
    bool
        A word that also means other things counts only at the head of a phrase.

    Examples
    --------
    >>> marks_hole("Thửa 1 (trừ đường)"), marks_hole("Trạm phòng trừ sâu bệnh")
    (True, False)
    """
    alone = rf"(?:^|[(\[,;:–-])\s*{_either('hole_alone')}"
    return says(text, "hole") or bool(re.search(alone, text.casefold()))


def unlabelled(text: str) -> str:
    """Return a heading without the label that only says what it names.

    Parameters
    ----------
    text : str
        A line.

    Returns
    -------
    str
        "Dự án: Kho" is "Kho"; "Thửa 1 – Kho" stays as it is.

    Examples
    --------
    >>> unlabelled("Dự án: Kho lạnh"), unlabelled("Thửa 1 – Kho")
    ('Kho lạnh', 'Thửa 1 – Kho')
    """
    found = re.match(
        rf"\s*{_either('project')}\s*:\s*(?P<rest>\S.*)", text, re.IGNORECASE
    )
    return found["rest"].strip() if found else text.strip()


def _either(kind: str) -> str:
    words = sorted(spoken(kind), key=len, reverse=True)
    return rf"(?:{'|'.join(map(re.escape, words))})(?!{_LETTER})"


def stated_area(text: str) -> str:
    """Return the area that a line states, with its unit.

    Parameters
    ----------
    text : str
        The line.

    Returns
    -------
    str
        As a cell that `measured` reads; empty where none is stated, or no unit.

    Examples
    --------
    >>> stated_area("Thửa 1, diện tích 1.250,5 m2"), stated_area("Diện tích (ha), 2,5")
    ('1.250,5 m2', '2,5 ha')
    """
    found = _AREA.search(text)
    if not found:
        return ""
    unit = found["unit"] or ((u := _AREA_UNIT.search(text)) and u["unit"]) or ""
    return f"{found['number'].strip(' .,')} {unit}".strip() if unit else ""


def is_total(text: str) -> bool:
    """Tell whether a line states a sum and not a value of what stands above it.

    Parameters
    ----------
    text : str
        The line.

    Returns
    -------
    bool
        True for "Tổng diện tích".

    Examples
    --------
    >>> is_total("Tổng diện tích: 5 ha"), is_total("Diện tích: 5 ha")
    (True, False)
    """
    return text.casefold().startswith(("tổng", "total", "cộng"))


def only_states(text: str) -> bool:
    """Tell whether a line states an area and names nothing.

    Parameters
    ----------
    text : str
        The line.

    Returns
    -------
    bool
        False for a heading that also states the area of what it names.

    Examples
    --------
    >>> only_states("Diện tích: 500 m2"), only_states("Thửa 1, diện tích 500 m2")
    (True, False)
    """
    return bool(_ONLY_AREA.match(text))
