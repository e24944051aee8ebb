"""Own the words by which headings, units and values of project lists are known."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache, lru_cache

from rapidfuzz import fuzz, process

from quyhoach.intake.tables import schema
from quyhoach.intake.vocabulary import key, vocabulary

__all__ = [
    "Column",
    "corner_match",
    "key",
    "match",
    "match_cut",
    "meanings",
    "nearest",
    "spoken",
    "unit_factor",
    "unit_name",
]

# how many letters of a name dBASE keeps
_CUT = 10
_MEASURED = ("capital", "area", "length")
_LEAST_ALIKE = 75
_MORE_NAMES = frozenset({"wkt", "epsg", "funding_dong"})
_MACHINE_UNITS = {
    "capital_dong": "đồng",
    "funding_dong": "đồng",
    "area_ha": "ha",
    "length_km": "km",
}


@dataclass(frozen=True, slots=True)
class Column:
    """One column that is read.

    Parameters
    ----------
    index : int
        Its place, from 0.
    field : str
        What it holds: ``name``, ``capital``, ``place`` …
    header : str
        The heading as printed.
    factor : Decimal, optional
        One unit of it in đồng, hectares or kilometres; ``None`` where it names no unit.
    scheme : str
        Of an identifier: who numbers.
    machine : bool
        The heading is the field's own name, so numbers are written 1250.5.
    exact : bool
        Nothing stands in the heading beside the field and its unit.
    """

    index: int
    field: str
    header: str
    factor: Decimal | None = None
    scheme: str = ""
    machine: bool = False
    exact: bool = True


@cache
def _machine_names() -> frozenset[str]:
    return frozenset(f["name"] for f in schema("projects")["fields"]) | _MORE_NAMES


def meanings(kind: str) -> Mapping[str, str]:
    """Return the words that a field with a closed list knows, with what they mean.

    Parameters
    ----------
    kind : str
        The field.

    Returns
    -------
    Mapping
        Word, as `key` writes it, to code.

    Examples
    --------
    >>> meanings("capital_kind")[key("Đầu tư công")]
    'public'
    """
    return vocabulary().values[kind]


def nearest(text: str) -> str:
    """Return the known heading that is spelt most like a text; empty where none is.

    Parameters
    ----------
    text : str
        A heading that no word is known for.

    Returns
    -------
    str
        As the vocabulary writes it.

    Examples
    --------
    >>> nearest("Chủ đầu tự"), nearest("capitl"), nearest("xyzzy")
    ('chủ đầu tư', 'capital', '')
    """
    found = process.extractOne(
        key(text), _spelt().keys(), scorer=fuzz.ratio, score_cutoff=_LEAST_ALIKE
    )
    return _spelt()[found[0]] if found else ""


@cache
def _spelt() -> Mapping[str, str]:
    made = {key(name): name for name in _machine_names()} | vocabulary().spelt
    return dict(sorted(made.items()))


def unit_factor(kind: str, words: str) -> Decimal | None:
    """Return one unit in đồng, hectares or kilometres; ``None`` for a strange one.

    Parameters
    ----------
    kind, words : str
        The field, and the unit as printed.

    Returns
    -------
    Decimal or None
        Exact.

    Examples
    --------
    >>> unit_factor("area", "m²"), unit_factor("area", "sào")
    (Decimal('0.0001'), None)
    """
    return vocabulary().units.get(kind, {}).get(key(words))


def unit_name(kind: str, factor: Decimal | None) -> str:
    """Return the usual name of a unit; empty where there is none.

    Parameters
    ----------
    kind : str
        The field.
    factor : Decimal, optional
        One unit in đồng, hectares or kilometres.

    Returns
    -------
    str
        In Vietnamese.

    Examples
    --------
    >>> unit_name("capital", Decimal(1000000)), unit_name("name", None)
    ('triệu đồng', '')
    """
    kind = "capital" if kind == "funding_dong" else kind
    measured = factor is not None and kind in _MEASURED
    return vocabulary().names.get((kind, factor), "") if measured and factor else ""


@lru_cache(maxsize=4096)
def match(header: str) -> Column | None:
    """Return the field that a heading names; ``None`` where no word is known for it.

    Parameters
    ----------
    header : str
        As printed, with or without unit.

    Returns
    -------
    Column or None
        With index 0.

    Examples
    --------
    >>> found = match("Tổng mức đầu tư dự kiến (tỷ đồng)")
    >>> found.field, found.factor
    ('capital', Decimal('1000000000'))
    >>> match("Tổng mức đầu tư (triệu USD)").field, match("Quy mô (ha)").field
    ('foreign', 'area')
    """
    return _matched(header, vocabulary().headers, sizes=True)


@lru_cache(maxsize=4096)
def corner_match(header: str) -> Column | None:
    """Return the field that a heading names in a table of corner points only.

    Parameters
    ----------
    header : str
        As printed, with or without unit.

    Returns
    -------
    Column or None
        ``point``, ``side``, ``parcel``, ``part``, ``printed`` or a coordinate, with
        index 0; ``None`` for what no such table calls by a word of its own.

    Notes
    -----
    These words are kept apart: in a list of projects "Khu" and "Điểm" mean nothing.

    Examples
    --------
    >>> corner_match("Số hiệu điểm").field, corner_match("Khoảng cách (m)").field
    ('point', 'side')
    >>> corner_match("Điểm đầu"), match("Khu")
    (None, None)
    """
    return _matched(header, vocabulary().corners)


def spoken(kind: str) -> tuple[str, ...]:
    """Return the words by which a line of text in a corner table is understood.

    Parameters
    ----------
    kind : str
        What the line says: ``project``, ``parcel``, ``part``, ``hole`` and others.

    Returns
    -------
    tuple of str
        Lower case, with diacritics: "lỗ" is a hole and "lô" is a lot.

    Examples
    --------
    >>> "lỗ" in spoken("hole_alone"), "lô" in spoken("hole_alone")
    (True, False)
    """
    return vocabulary().spoken[kind]


def _matched(
    header: str, table: Mapping[str, tuple[str, str]], *, sizes: bool = False
) -> Column | None:
    known = vocabulary()
    name = header.strip()
    words = key(name if " " in name else _parted(name)).split()
    for size in range(len(words), 0, -1):
        head = " ".join(words[:size])
        found = table.get(head)
        if not found and sizes and head in known.sizes:
            found = _sized(words[size:])
        if not found:
            continue
        rest = _rest(words[size:], known.units.get(found[0], {}))
        if found[0] == "capital" and rest is None and _foreign(words[size:]):
            return Column(0, "foreign", name)
        if rest is not None:
            machine = name in _machine_names()
            factor = unit_factor(found[0], _MACHINE_UNITS.get(name, "")) or rest[0]
            return Column(0, found[0], name, factor, found[1], machine, rest[1])
    return None


@lru_cache(maxsize=4096)
def match_cut(header: str) -> Column | None:
    """Return the field of a heading that dBASE cut after ten characters or bytes.

    Parameters
    ----------
    header : str
        As the file has it.

    Returns
    -------
    Column or None
        ``None`` where it is of another length, or the beginning of headings of several
        fields. It has a unit only where all of those headings have that one.

    Examples
    --------
    >>> match_cut("TONG_MUC_D").field, match_cut("TONG_MUC_D").factor is None
    ('capital', True)
    >>> match_cut("QUYET_DINH") is None, match_cut("TONG_MUC") is None
    (True, True)
    """
    whole = (_CUT, *range(_CUT - 2, _CUT)) if not header.isascii() else (_CUT,)
    if len(header) != _CUT and len(header.encode()) not in whole:
        return None
    begin = key(header)
    known = vocabulary()
    found = [
        Column(0, kind, header, known.units.get(kind, {}).get(unit), scheme)
        for words, (kind, scheme) in known.headers.items()
        for unit in ("", *known.units.get(kind, {}))
        if f"{words} {unit}".strip().startswith(begin)
    ]
    if not begin or len({(one.field, one.scheme) for one in found}) != 1:
        return None
    factors = {one.factor for one in found}
    return found[0] if len(factors) == 1 else replace(found[0], factor=None)


def _parted(name: str) -> str:
    """Part TenDuAn, as databases name their columns, into words."""
    pairs = zip(name, f"{name[1:]} ", strict=False)
    return "".join(f"{a} " if a.islower() and b.isupper() else a for a, b in pairs)


def _foreign(words: Sequence[str]) -> bool:
    """Tell whether words name an amount in another currency than đồng."""
    rest = _rest(words, dict.fromkeys(vocabulary().foreign, Decimal(1)))
    return rest is not None and rest[0] is not None


def _sized(words: Sequence[str]) -> tuple[str, str] | None:
    """Return what a size is by its unit: an area, a length, or nothing known."""
    units = vocabulary().units
    for kind in ("area", "length"):
        rest = _rest(words, units[kind])
        if rest is not None and rest[0] is not None:
            return kind, ""
    return None


def _rest(
    words: Sequence[str], units: Mapping[str, Decimal]
) -> tuple[Decimal | None, bool] | None:
    """Read what follows a field's name; None where a word has weight."""
    factor: Decimal | None = None
    bare = True
    at = 0
    while at < len(words):
        for size in range(len(words) - at, 0, -1):
            phrase = " ".join(words[at : at + size])
            if phrase in units and factor is None:
                factor = units[phrase]
                break
            if phrase in vocabulary().neutral:
                bare = False
                break
        else:
            return None
        at += size
    return factor, bare
