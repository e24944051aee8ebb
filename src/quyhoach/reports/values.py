"""Own the seam between a value and how a reader sees it: numbers, grounds, days."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable

from quyhoach.reports.words import N_, translator

__all__ = [
    "area",
    "day",
    "finite",
    "length",
    "number",
    "one_line",
    "period",
    "share",
]

_MOMENT = re.compile(r"(\d{4})(?:-Q([1-4])|-(\d{1,2})(?:-(\d{1,2}))?)?")
_ROMAN = ("", "I", "II", "III", "IV")
_MONTHS = "JanFebMarAprMayJunJulAugSepOctNovDec"
_HECTARE = 10_000
_SMALLEST_IN_HECTARES = 100


def one_line(text: object) -> str:
    """Return a text on one line without an ending full stop; empty for nothing.

    Parameters
    ----------
    text : object
        Text, number, list of texts, or ``None``.

    Returns
    -------
    str
        A list is joined by commas.

    Examples
    --------
    >>> one_line("  Phụ lục  II. "), one_line(["a", "b"]), one_line(None)
    ('Phụ lục II', 'a, b', '')
    """
    if text is None or (isinstance(text, float) and not math.isfinite(text)):
        return ""
    if isinstance(text, Iterable) and not isinstance(text, str):
        return ", ".join(filter(None, map(one_line, text)))
    return " ".join(str(text).split()).removesuffix(".")


def finite(value: object) -> float | None:
    """Return a number, or ``None`` for anything that is no finite number.

    Parameters
    ----------
    value : object
        Anything.

    Returns
    -------
    float or None
        The number.

    Examples
    --------
    >>> finite(1), finite(float("nan")), finite(""), finite(None)
    (1.0, None, None, None)
    """
    try:
        real = float(value)  # type: ignore[arg-type]
    except (TypeError, ValueError):
        return None
    return real if math.isfinite(real) else None


def number(value: object, digits: int, lang: str) -> str:
    """Return a number as it is written in a language; empty where it is none.

    Parameters
    ----------
    value : object
        Number, or anything else for none.
    digits : int
        Decimals.
    lang : str
        Language.

    Returns
    -------
    str
        With the marks of that language, ``−`` for minus.

    Examples
    --------
    >>> number(11808.5, 1, "vi"), number(11808.5, 1, "en"), number(None, 1, "vi")
    ('11.808,5', '11,808.5', '')
    """
    real = finite(value)
    if real is None:
        return ""
    text = f"{round(real, digits) + 0.0:,.{digits}f}".replace("-", "−")
    return text if lang == "en" else text.translate({44: ".", 46: ","})


def area(value: object, lang: str) -> str:
    """Return square metres as hectares, or as they are where there are few.

    Parameters
    ----------
    value : object
        Square metres, or anything else for none.
    lang : str
        Language.

    Returns
    -------
    str
        Empty for none and for zero.

    Examples
    --------
    >>> area(45000, "vi"), area(45, "vi"), area(0, "vi"), area(None, "vi")
    ('4,50 ha', '45 m²', '', '')
    """
    real = finite(value) or 0.0
    if real <= 0:
        return ""
    if real < _SMALLEST_IN_HECTARES:
        return f"{number(real, 0 if real >= 1 else 2, lang)} m²"
    return f"{number(real / _HECTARE, 2, lang)} ha"


def length(value: object, lang: str) -> str:
    """Return metres; kilometres from 10 km on.

    Parameters
    ----------
    value : object
        Metres, or anything else for none.
    lang : str
        Language.

    Returns
    -------
    str
        Empty for none and for zero.

    Examples
    --------
    >>> length(1.0, "vi"), length(0.5, "vi"), length(59870, "en")
    ('1 m', '0,5 m', '59.87 km')
    """
    real = finite(value) or 0.0
    if real <= 0:
        return ""
    if real >= _HECTARE:
        return f"{number(real / 1000, 2, lang)} km"
    whole = real >= 100 or real == round(real)
    return f"{number(real, 0 if whole else 2 if real < 0.1 else 1, lang)} m"


def share(value: object, lang: str, *, digits: int = 1) -> str:
    """Return a share as a percentage.

    Parameters
    ----------
    value : object
        Share, 1 for the whole, or anything else for none.
    lang : str
        Language.
    digits : int
        Decimals.

    Returns
    -------
    str
        Empty for none.

    Examples
    --------
    >>> share(0.375, "vi"), share(0.375, "en"), share(0.0001, "vi"), share("", "vi")
    ('37,5 %', '37.5%', 'dưới 0,1 %', '')
    """
    real = finite(value)
    if real is None:
        return ""
    least: float = 10.0**-digits
    small = 0 < real * 100 < least / 2
    text = number(least if small else real * 100, digits, lang)
    text += "%" if lang == "en" else " %"
    return translator(lang)(N_("dưới {share}")).format(share=text) if small else text


def day(text: object, lang: str) -> str:
    """Return a date known to the day, month, quarter or year, as it is read.

    Parameters
    ----------
    text : object
        ISO text, ``"2024-Q3"``, or anything else, which comes back as it is.
    lang : str
        Language.

    Returns
    -------
    str
        Empty for none.

    Examples
    --------
    >>> day("2026-11-23", "vi"), day("2026-11-23", "en"), day("2024-Q3", "vi")
    ('23/11/2026', '23 Nov 2026', 'quý III/2024')
    >>> day("2026-09", "vi"), day("2026", "en"), day(None, "vi")
    ('9/2026', '2026', '')
    """
    bare = one_line(text)
    found = _MOMENT.fullmatch(bare)
    if not found or not 0 < int(found[3] or 1) <= 12:
        return bare
    year, quarter, month, date = found.groups()
    if quarter:
        return (
            f"Q{quarter} {year}"
            if lang == "en"
            else f"quý {_ROMAN[int(quarter)]}/{year}"
        )
    if lang == "en":
        name = _MONTHS[3 * int(month) - 3 : 3 * int(month)] if month else ""
        return " ".join(part for part in (date and str(int(date)), name, year) if part)
    return "/".join([str(int(part)) for part in (date, month) if part] + [year])


def period(begin: object, end: object, lang: str) -> str:
    """Return begin and end joined; one of them may be missing.

    Parameters
    ----------
    begin, end : object
        As for `day`.
    lang : str
        Language.

    Returns
    -------
    str
        Empty where neither is known.

    Examples
    --------
    >>> period("2024-04-21", "2026-09", "vi"), period("", "2026", "vi")
    ('21/4/2024 – 9/2026', '? – 2026')
    """
    first, last = day(begin, lang), day(end, lang)
    return f"{first or '?'} – {last or '?'}" if first or last else ""
