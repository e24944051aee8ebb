"""Numbers as Vietnamese offices write them: point for thousands, comma for parts."""

from __future__ import annotations

import re
from decimal import Decimal

from quyhoach.errors import BadInput

__all__ = ["parse_number"]

_PLAIN = re.compile(r"[+-]?\d+")
_VIETNAMESE = re.compile(r"[+-]?([1-9]\d{0,2}(\.\d{3})+|\d+)(,\d+)?")
_ENGLISH = re.compile(r"[+-]?\d{1,3}(,\d{3})+\.\d+|[+-]?\d{1,3}(,\d{3}){2,}")
_TWO_WAYS_COMMA = re.compile(r"[+-]?[1-9]\d{0,2},\d{3}")
_SPACED = re.compile(r"[+-]?[1-9]\d{0,2}([ \u00a0\u202f]\d{3})+(,\d+)?")
_SIGN = re.compile(r"^([+-])\s+")
_SPACES = re.compile(r"[ \u00a0\u202f]")


def parse_number(text: str) -> Decimal:
    """Return the number that a text can only mean.

    Parameters
    ----------
    text : str
        As written: ``"1.250,5"``, ``"11 808"``, ``"0,25"``.

    Returns
    -------
    Decimal
        The exact value.

    Raises
    ------
    BadInput
        Not a number, or one that can be read two ways (``"1.5"``, ``"1,250"``):
        ask whoever wrote it.

    Examples
    --------
    >>> parse_number("1.250,5")
    Decimal('1250.5')
    >>> parse_number("1.5")  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    quyhoach.errors.BadInput: value '1.5': không rõ là 1,5 hay 15 → viết dấu phẩy...
    """
    bare = _SIGN.sub(r"\1", text.replace("−", "-").strip())
    if _SPACED.fullmatch(bare):
        bare = _SPACES.sub("", bare)
    if _PLAIN.fullmatch(bare):
        return Decimal(bare)
    if _ENGLISH.fullmatch(bare):
        return Decimal(bare.replace(",", ""))
    if _TWO_WAYS_COMMA.fullmatch(bare):
        raise _two_ways(text, bare.replace(",", "."), bare)
    if _VIETNAMESE.fullmatch(bare):
        return Decimal(bare.replace(".", "").replace(",", "."))
    if re.fullmatch(r"[+-]?\d+\.\d+", bare):
        raise _two_ways(text, bare, bare.replace(".", ","))
    reason = "không phải số"
    raise BadInput(reason, value=text, cure="viết bằng chữ số, ví dụ 1.250,5")


def _two_ways(text: str, bare: str, comma: str) -> BadInput:
    joined = bare.replace(".", "").replace(",", "")
    return BadInput(
        f"không rõ là {comma} hay {joined}",
        value=text,
        cure=f"viết dấu phẩy cho phần lẻ: {comma}"
        if "." in text
        else "viết số nguyên không dấu, hoặc thêm chữ số lẻ cho rõ",
    )
