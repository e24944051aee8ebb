"""Own the words of ``columns.csv``: read once, told apart by their role."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from pathlib import Path

from quyhoach.plan import fold

__all__ = ["Vocabulary", "key", "vocabulary"]

_WORDS = Path(__file__).parent.parent / "cases" / "chung" / "columns.csv"
_NOT_WORDS = re.compile(r"[^0-9a-z]+")


def key(text: str) -> str:
    r"""Return the words of a heading without case, diacritics and punctuation.

    Parameters
    ----------
    text : str
        As printed.

    Returns
    -------
    str
        Lower-case words and numbers parted by single spaces.

    Examples
    --------
    >>> key("Tổng mức đầu tư\n(tỷ đồng)"), key("dien_tich (m²)")
    ('tong muc dau tu ty dong', 'dien tich m2')
    """
    return _NOT_WORDS.sub(" ", fold(text.replace("²", "2"))).strip()


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Words as `key` writes them, by what they are good for.

    Parameters
    ----------
    headers, corners : dict
        Heading to (field, scheme): of any list, and of tables of corner points only.
    units : dict
        Field to words of units and what one of them is.
    values : dict
        Field to words and the codes they mean.
    neutral, foreign, sizes : set of str
        Words without weight, other currencies, headings whose unit says what they are.
    spoken : dict
        What a line of text says to its words, diacritics kept.
    spelt : dict
        Heading to how it is written.
    names : dict
        (field, factor) to the unit's name.
    """

    headers: dict[str, tuple[str, str]] = field(default_factory=dict)
    corners: dict[str, tuple[str, str]] = field(default_factory=dict)
    units: dict[str, dict[str, Decimal]] = field(default_factory=dict)
    values: dict[str, dict[str, str]] = field(default_factory=dict)
    neutral: set[str] = field(default_factory=set)
    foreign: set[str] = field(default_factory=set)
    sizes: set[str] = field(default_factory=set)
    spoken: dict[str, tuple[str, ...]] = field(default_factory=dict)
    spelt: dict[str, str] = field(default_factory=dict)
    names: dict[tuple[str, Decimal], str] = field(default_factory=dict)


@cache
def vocabulary() -> Vocabulary:
    """Return the words of ``columns.csv``, read once.

    Returns
    -------
    Vocabulary
        Headings, units, values and the rest, by role.
    """
    known = Vocabulary()
    with _WORDS.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            words = [
                key(word) for word in f"{row['vi']};{row['en']}".split(";") if word
            ]
            kind, meaning = row["field"], row["meaning"]
            if row["role"] == "header":
                known.headers.update(dict.fromkeys(words, (kind, meaning)))
                raw = f"{row['vi']};{row['en']}".split(";")
                known.spelt.update((key(word), word) for word in raw if word)
            elif row["role"] == "unit":
                units = known.units.setdefault(kind, {})
                units.update(dict.fromkeys(words, Decimal(meaning)))
                name = (row["vi"] or row["en"]).partition(";")[0]
                known.names.setdefault((kind, Decimal(meaning)), name)
            elif row["role"] == "value":
                values = known.values.setdefault(kind, {})
                values.update(dict.fromkeys([*words, key(meaning)], meaning))
            elif row["role"] == "corner":
                known.corners.update(dict.fromkeys(words, (kind, meaning)))
            elif row["role"] == "spoken":
                raw = f"{row['vi']};{row['en']}".split(";")
                known.spoken[kind] = tuple(word for word in raw if word)
            elif row["role"] == "foreign":
                known.foreign.update(words)
            elif row["role"] == "size":
                known.sizes.update(words)
            else:
                known.neutral.update(words)
    known.units["funding_dong"] = known.units["capital"]
    return known
