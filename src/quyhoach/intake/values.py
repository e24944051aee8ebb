"""Own the seam between a cell and a value: one meaning, or a trouble that says why."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from functools import lru_cache

from quyhoach.errors import BadInput
from quyhoach.intake.columns import Column, key, meanings, unit_factor
from quyhoach.intake.grids import Cell, tidy
from quyhoach.intake.issues import Trouble
from quyhoach.quantity import parse_number

__all__ = [
    "Amount",
    "coordinate",
    "measured",
    "number",
    "plain_text",
    "whole_dong",
    "word",
]

Amount = tuple[Decimal | None, Trouble | None]
Text = tuple[str, Trouble | None]

_PLAIN = re.compile(r"[+-]?\d+(?:\.\d+)?")
_TWO_WAYS = re.compile(r"[+-]?\d+[.,]\d+")
_WITH_UNIT = re.compile(r"(?P<number>[+-]?[\d][\d.,\s]*)(?P<unit>[^\d.,\s].*)?")
_NOTHING = frozenset({"", "-", "–", "—", "...", "…", "n/a", "na", "không có"})
_MOST = Decimal(10) ** 18


def plain_text(cell: Cell) -> str:
    """Return a cell as text; a dash that stands for nothing is empty.

    Parameters
    ----------
    cell : Cell
        As the file gives it.

    Returns
    -------
    str
        Empty where nothing is said.

    Examples
    --------
    >>> plain_text(" – "), plain_text("Xã  Hồ Sơn")
    ('', 'Xã Hồ Sơn')
    """
    if cell is None or cell == "":
        return ""
    text = tidy(cell)
    return "" if len(text) < 9 and text.casefold() in _NOTHING else text


def number(cell: Cell, *, machine: bool = False) -> Amount:
    """Return the number a cell can only mean.

    Parameters
    ----------
    cell : Cell
        Typed numbers are taken to 15 digits, as spreadsheets show them.
    machine : bool
        The column is named by its field, so that ``1250.5`` is one thing only.

    Returns
    -------
    tuple
        The number, ``None`` where empty or not clear, and the trouble.

    Examples
    --------
    >>> number("1.250,5"), number(26403.6)
    ((Decimal('1250.5'), None), (Decimal('26403.6'), None))
    >>> number("1.5")[1].words["other"], number("1.5", machine=True)[0]
    ('15', Decimal('1.5'))
    """
    if isinstance(cell, bool) or not isinstance(cell, int | float | Decimal | str):
        return None, None if cell is None else Trouble("QH-D12.number_unreadable")
    if isinstance(cell, str):
        text = plain_text(cell)
        if text.isascii() and text.isdigit() and len(text) < 18:
            return Decimal(text), None
        return _text_number(text, machine)
    try:
        value = Decimal(f"{cell:.15g}") if isinstance(cell, float) else Decimal(cell)
    except InvalidOperation:
        return None, Trouble("QH-D12.number_unreadable")
    return _sound(value)


@lru_cache(maxsize=65536)
def _text_number(text: str, machine: bool) -> Amount:
    if not text:
        return None, None
    if len(text) > 40:
        return None, Trouble("QH-D12.number_unreadable")
    if machine and _PLAIN.fullmatch(text):
        return _sound(Decimal(text))
    try:
        return _sound(parse_number(text))
    except BadInput:
        bare = "".join(text.split())
        if not _TWO_WAYS.fullmatch(bare):
            return None, Trouble("QH-D12.number_unreadable")
        words = {"one": bare.replace(".", ","), "other": re.sub(r"[.,]", "", bare)}
        return None, Trouble("QH-D12.number_two_ways", "", words)


def _sound(value: Decimal) -> Amount:
    if not value.is_finite() or abs(value) >= _MOST:
        return None, Trouble("QH-D12.number_too_large")
    if value < 0:
        return None, Trouble("QH-D12.number_negative")
    return value, None


def measured(cell: Cell, column: Column) -> Amount:
    """Return an amount in đồng, hectares or kilometres.

    Parameters
    ----------
    cell : Cell
        A bare number in the column's unit, or a text that names its own.
    column : Column
        Where it stands.

    Returns
    -------
    tuple
        The amount, and the trouble. A bare number in a column without a unit is
        neither: the column itself is the issue.

    Examples
    --------
    >>> from decimal import Decimal
    >>> measured("25,7 ha", Column(0, "area", "Diện tích"))
    (Decimal('25.7'), None)
    >>> measured("250000", Column(0, "area", "Diện tích (m2)", Decimal("0.0001")))[0]
    Decimal('25.0000')
    """
    factor = column.factor
    if isinstance(cell, str) and not column.machine:
        text = plain_text(cell)
        bare = text[-1:].isdigit() and not text[-2:-1].isalpha()
        parts = None if bare else _WITH_UNIT.fullmatch(text)
        if parts and parts["unit"]:
            factor = unit_factor(column.field, parts["unit"])
            if factor is None:
                return None, Trouble(
                    "QH-D12.unit_unknown", text, {"unit": parts["unit"]}
                )
            cell = parts["number"]
    value, trouble = number(cell, machine=column.machine)
    if value is None or factor is None:
        return None, trouble
    return _sound(value * factor)


def whole_dong(cell: Cell, column: Column) -> tuple[int | None, Trouble | None]:
    """Return an amount of money in whole đồng.

    Parameters
    ----------
    cell : Cell
        As `measured` takes it.
    column : Column
        Where it stands.

    Returns
    -------
    tuple
        Whole đồng and the trouble. A computed number of a spreadsheet is rounded
        with a notice; a written one that ends below one đồng is refused.

    Examples
    --------
    >>> from decimal import Decimal
    >>> whole_dong("11.808", Column(0, "capital", "TMĐT (tỷ đồng)", Decimal(10**9)))
    (11808000000000, None)
    """
    amount, trouble = measured(cell, column)
    if amount is None:
        return None, trouble
    if amount == amount.to_integral_value():
        return int(amount), trouble
    if isinstance(cell, float):
        dong = int(amount.to_integral_value())
        return dong, Trouble(
            "QH-D12.rounded", "", {"dong": f"{dong:,}".replace(",", ".")}
        )
    return None, Trouble("QH-D12.below_one_dong")


@lru_cache(maxsize=4096)
def word(text: str, kind: str, *, weakest: str) -> Text:
    """Return the code that a word of a closed list stands for.

    Parameters
    ----------
    text : str
        A word in Vietnamese or English, or the code.
    kind : str
        The field.
    weakest : str
        Taken where the word is not known: never more than was said.

    Returns
    -------
    tuple
        The code and the trouble.

    Examples
    --------
    >>> word("Vốn ngân sách nhà nước", "capital_kind", weakest="")
    ('public', None)
    >>> word("sure", "text", weakest="missing")[0]
    'missing'
    """
    known = meanings(kind)
    found = known.get(key(text))
    if found is not None:
        return found, None
    words: Mapping[str, object] = {
        "taken": f"lấy là {weakest}" if weakest else "để trống",
        "taken_en": f"{weakest} was taken" if weakest else "it is left empty",
        "words": ", ".join(dict.fromkeys(known.values())),
    }
    return weakest, Trouble("QH-D15.word_unknown", "", words)


def coordinate(cell: Cell, low: float, high: float) -> float | None:
    """Return a coordinate where only one reading lies between two bounds.

    Parameters
    ----------
    cell : Cell
        Typed, or a text with a point, a comma or both.
    low, high : float
        What it can be.

    Returns
    -------
    float or None
        ``None`` where empty, not a number, or readable two ways.

    Examples
    --------
    >>> coordinate("106.760", -180, 180), coordinate("2.417.141,25", 0, 1e7)
    (106.76, 2417141.25)
    >>> coordinate("106,76 E", -180, 180) is None
    True
    """
    if isinstance(cell, bool) or not isinstance(cell, str | int | float | Decimal):
        return None
    if not isinstance(cell, str):
        value = float(cell)
        return value if low <= value <= high else None
    bare = "".join(tidy(cell).split()).removesuffix("°")
    if len(bare) > 30 or not re.fullmatch(r"[+-]?\d[\d.,]*", bare):
        return None
    readings = {_plain(bare.replace(",", ".")), _plain(re.sub(r"[.,]", "", bare))}
    for thousands, point in ((".", ","), (",", ".")):
        readings.add(_plain(bare.replace(thousands, "").replace(point, ".")))
    fits = {v for v in readings if v is not None and low <= v <= high}
    return fits.pop() if len(fits) == 1 else None


def _plain(text: str) -> float | None:
    return float(text) if _PLAIN.fullmatch(text) else None
