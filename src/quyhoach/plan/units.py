"""Names of places: two eras of units over one set of atoms."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

__all__ = ["Unit", "Units", "bare_name", "fold", "name_key", "same_text"]

_MARKS = re.compile("[\u0300-\u036f]+")
# "Hoà" and "Hòa", "Thuỵ" and "Thụy" are one spelling, an older and a newer one
_OLD_TONE = re.compile(r"(o[àáảãạèéẻẽẹ]|(?<!q)u[ỳýỷỹỵ])(?!\w)")
_TONES = {
    "oà": "òa", "oá": "óa", "oả": "ỏa", "oã": "õa", "oạ": "ọa",
    "oè": "òe", "oé": "óe", "oẻ": "ỏe", "oẽ": "õe", "oẹ": "ọe",
    "uỳ": "ùy", "uý": "úy", "uỷ": "ủy", "uỹ": "ũy", "uỵ": "ụy",
}  # fmt: skip
_SHORT = (
    ("thành phố ", "tp "), ("tp.", "tp "), ("thị trấn ", "tt "), ("tt.", "tt "),
    ("tx.", "thị xã "), ("tx ", "thị xã "), ("x.", "xã "), ("p.", "phường "),
    ("h.", "huyện "), ("t.", "tỉnh "),
)  # fmt: skip
_PREFIXES = ("tp ", "tt ", "phường ", "xã ", "huyện ", "thị xã ", "tỉnh ")


def fold(text: str) -> str:
    """Return a text in lower case without diacritics, đ as d, single spaces.

    Parameters
    ----------
    text : str
        Any text, composed or decomposed.

    Returns
    -------
    str
        Texts that differ only in case, diacritics or spacing come out the same.

    Examples
    --------
    >>> fold("Đồng  Đăng")
    'dong dang'
    >>> fold(" ")
    ''
    """
    bare = unicodedata.normalize("NFD", text.casefold().replace("đ", "d"))
    return " ".join(_MARKS.sub("", bare).split())


def same_text(*parts: object) -> str:
    """Return a key under which texts that differ in case and spaces are one.

    Parameters
    ----------
    *parts : object
        What makes the key together.

    Returns
    -------
    str
        The key.

    Examples
    --------
    >>> same_text("QĐ  12", 2026) == same_text("qđ 12", "2026")
    True
    """
    return "\0".join(" ".join(str(part).split()).casefold() for part in parts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """An administrative unit of one era.

    Parameters
    ----------
    code, name, type : str
        Key, name with its kind ("Xã Hồ Sơn"), and the kind alone.
    era : str
        Name of the era.
    begin, end : date, optional
        Days it existed, both included; ``None`` open or not known.
    district, province : str
        Names of what it belonged to; ``district`` empty where there is none.
    atoms : frozenset of int
        The ground it lies in; empty for a unit outside the province.
    exact : bool
        Its ground is all of its atoms; ``False`` is "somewhere inside them".
    lat, lon : float, optional
        A point in it, WGS 84 degrees, for drawing only.
    became : tuple of str
        Codes of the units that took its place.
    """

    code: str
    name: str
    type: str
    era: str
    begin: date | None = None
    end: date | None = None
    district: str = ""
    province: str = ""
    atoms: frozenset[int] = frozenset()
    exact: bool = True
    lat: float | None = None
    lon: float | None = None
    became: tuple[str, ...] = ()

    def lives(self, on: date) -> bool:
        """Tell whether the unit was there on a day.

        Parameters
        ----------
        on : date
            The day.

        Returns
        -------
        bool
            Its first and last day count; a side that is not known is open.

        Examples
        --------
        >>> old = Unit(code="1", name="A", type="xã", era="2024", end=date(2025, 6, 30))
        >>> old.lives(date(2025, 6, 30)), old.lives(date(2025, 7, 1))
        (True, False)
        """
        begun = self.begin is None or self.begin <= on
        return begun and (self.end is None or on <= self.end)


@dataclass(frozen=True)
class Units:
    """Every unit of every era, found by name with its district.

    Parameters
    ----------
    all : tuple of Unit
        In package order.
    """

    all: tuple[Unit, ...]

    @cached_property
    def by_code(self) -> Mapping[str, Unit]:
        """Units by their key."""
        return {unit.code: unit for unit in self.all}

    @cached_property
    def _by_name(self) -> Mapping[str, tuple[Unit, ...]]:
        found: dict[str, list[Unit]] = {}
        for unit in self.all:
            for key in {name_key(unit.name), bare_name(unit.name)}:
                found.setdefault(key, []).append(unit)
        return {key: tuple(units) for key, units in found.items()}

    def named(self, text: str, *, district: str = "") -> tuple[Unit, ...]:
        """Return the units a name can mean, diacritics kept, kind optional.

        Parameters
        ----------
        text : str
            A name: ``"Xã Hồ Sơn"``, ``"Hồ Sơn"``.
        district : str
            The old district, where known: two communes are called Thụy Hùng.

        Returns
        -------
        tuple of Unit
            Several where the name is ambiguous, none where it is not known.
        """
        key = name_key(text)
        found = self._by_name.get(key) or self._by_name.get(bare_name(text), ())
        if not district:
            return found
        inside = bare_name(district)
        return tuple(u for u in found if inside in _districts(u))


def _districts(unit: Unit) -> set[str]:
    return {bare_name(name) for name in unit.district.split(";")}


def name_key(name: str) -> str:
    """Return a name as names are compared: diacritics and kind kept.

    Parameters
    ----------
    name : str
        A name as written.

    Returns
    -------
    str
        Lower case, single spaces, tones where the newer spelling has them, kinds as
        short as they are compared.

    Examples
    --------
    >>> name_key("Thành phố  Lạng Sơn"), name_key("xã Hoà Bình"), name_key("Quý Hoà")
    ('tp lạng sơn', 'xã hòa bình', 'quý hòa')
    """
    text = " ".join(unicodedata.normalize("NFC", name).casefold().split())
    text = _OLD_TONE.sub(lambda found: _TONES[found[1]], text)
    for written, short in _SHORT:
        if text.startswith(written):
            return short + text.removeprefix(written).lstrip()
    return text


def bare_name(name: str) -> str:
    """Return a name's key without its kind.

    Parameters
    ----------
    name : str
        A name as written.

    Returns
    -------
    str
        What `name_key` gives, without "xã", "huyện" and their like before it.

    Examples
    --------
    >>> bare_name("Xã Hồ Sơn"), bare_name("TT.Hữu Lũng"), bare_name("Hồ Sơn")
    ('hồ sơn', 'hữu lũng', 'hồ sơn')
    """
    key = name_key(name)
    for prefix in _PREFIXES:
        if key.startswith(prefix):
            return key.removeprefix(prefix)
    return key
