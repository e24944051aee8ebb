"""Own the seam between what a person types and the units it can mean, ranked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from rapidfuzz import fuzz, process

from quyhoach.plan.units import Unit, Units, bare_name, fold, name_key

__all__ = ["FoundUnit", "FoundUnits", "UnitFinder"]

_LIKE_ENOUGH = 78.0
_MOST_LIKE = 10
_FOLDED_KINDS = (
    "thanh pho ", "thi tran ", "thi xa ", "phuong ", "huyen ", "tinh ", "xa ", "tp ",
    "tt ", "tx ",
)  # fmt: skip
_DISTRICTS = ("huyện", "thành phố", "thị xã")


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundUnit:
    """One unit that a text can mean.

    Parameters
    ----------
    unit : Unit
        The unit.
    match : str
        ``code``; ``exact``: the name with its diacritics; ``folded``: the same letters,
        diacritics or kind apart; ``near``: a guess at a typing mistake.
    score : float
        Likeness, 0 to 100; below 100 only where ``near``.
    became, merged_from : tuple of Unit
        What took its place, and what it was made of; of an abolished district the
        communes of its ground. Empty where the package says nothing.
    """

    unit: Unit
    match: str
    score: float
    became: tuple[Unit, ...] = ()
    merged_from: tuple[Unit, ...] = ()


@dataclass(frozen=True, slots=True)
class FoundUnits:
    """Every unit that a text can mean, best first.

    Parameters
    ----------
    matches : tuple of FoundUnit
        All of the strongest kind of match that there is; empty where nothing is alike.
    ambiguous : bool
        Several match equally well: ask for the district, the kind or the day.
    """

    matches: tuple[FoundUnit, ...] = ()
    ambiguous: bool = False


@dataclass(frozen=True)
class _Index:
    """Units under the names they can be asked by."""

    codes: dict[str, list[Unit]] = field(default_factory=dict)
    folded: dict[str, list[Unit]] = field(default_factory=dict)


class UnitFinder:
    """The units of a plan, asked as a person types.

    Parameters
    ----------
    units : Units
        Units of every era.

    Examples
    --------
    >>> both = [Unit(code=f"2024:{c}", name="Xã Thụy Hùng", type="xã", era="2024",
    ...              district=d) for c, d in (("1", "Huyện Cao Lộc"),
    ...                                       ("2", "Huyện Văn Lãng"))]
    >>> finder = UnitFinder(Units(tuple(both)))
    >>> found = finder.find("Thụy Hùng, huyện Văn Lãng")
    >>> [(one.unit.code, one.match) for one in found.matches], found.ambiguous
    ([('2024:2', 'exact')], False)

    Without the district two answer; without diacritics, and mistyped, it says so:

    >>> finder.find("thuy hung").ambiguous
    True
    >>> [one.match for one in finder.find("thuy hnug").matches]
    ['near', 'near']
    >>> finder.find("Hà Nội").matches
    ()
    """

    def __init__(self, units: Units) -> None:
        self._units = units
        self._index = _Index()
        self._before: dict[str, list[Unit]] = {}
        for unit in units.all:
            for code in {unit.code, unit.code.rpartition(":")[2]}:
                self._index.codes.setdefault(code, []).append(unit)
            for name in _askable(unit):
                self._index.folded.setdefault(name, []).append(unit)
            for code in unit.became:
                self._before.setdefault(code, []).append(unit)

    def find(self, text: str, *, on: date | None = None) -> FoundUnits:
        """Return the units a text can mean.

        Parameters
        ----------
        text : str
            A code, or a name: kind and district may stand with it, diacritics may be
            left out, letters may be mistyped.
        on : date, optional
            Leave out units that were not there that day; ``None`` is any day.

        Returns
        -------
        FoundUnits
            Only the strongest kind of match; units of today before those of old.
        """
        for match, some in (
            ("code", self._index.codes.get(text.strip(), ())),
            ("exact", self._exact(text)),
            ("folded", self._folded(text)),
        ):
            living = [u for u in some if on is None or u.lives(on)]
            if living:
                return self._said([(u, 100.0) for u in living], match)
        return self._said(self._near(text, on), "near")

    def _said(self, some: Sequence[tuple[Unit, float]], match: str) -> FoundUnits:
        ranked = sorted(some, key=lambda pair: (-pair[1], *_order(pair[0])))
        best = [pair for pair in ranked if pair[1] == ranked[0][1]]
        made = [
            FoundUnit(
                unit=unit,
                match=match,
                score=round(score, 1),
                became=self._became(unit),
                merged_from=tuple(self._before.get(unit.code, ())),
            )
            for unit, score in ranked
        ]
        return FoundUnits(tuple(made), len(best) > 1)

    def _exact(self, text: str) -> list[Unit]:
        name, inside = _split(text)
        kinds = {name_key(name)} if name_key(name) != bare_name(name) else set()
        found = [
            u for u in self._units.named(name) if not kinds or name_key(u.name) in kinds
        ]
        if inside:
            return [u for u in found if _within(u, inside)]
        return found or self._parted(text)

    def _parted(self, text: str) -> list[Unit]:
        """Read the last words as a district: ``Thụy Hùng Cao Lộc``."""
        words = text.split()
        for at in range(len(words) - 1, 0, -1):
            found = self._units.named(
                " ".join(words[:at]), district=" ".join(words[at:])
            )
            if found:
                return list(found)
        return []

    def _folded(self, text: str) -> list[Unit]:
        name, inside = _split(text)
        some = self._index.folded
        found = some.get(fold(name)) or some.get(_without_kind(fold(name)), [])
        return [u for u in found if _within(u, inside, folded=True)]

    def _near(self, text: str, on: date | None) -> list[tuple[Unit, float]]:
        close = process.extract(
            fold(text.replace(",", " ")),
            self._index.folded.keys(),
            scorer=fuzz.ratio,
            score_cutoff=_LIKE_ENOUGH,
            limit=_MOST_LIKE * 3,
        )
        best: dict[str, tuple[Unit, float]] = {}
        for name, score, _ in close:
            for unit in self._index.folded[name]:
                if on is None or unit.lives(on):
                    best.setdefault(unit.code, (unit, score))
        return list(best.values())[:_MOST_LIKE]

    def _became(self, unit: Unit) -> tuple[Unit, ...]:
        if unit.became or unit.end is None or unit.type not in _DISTRICTS:
            return tuple(self._units.by_code[code] for code in unit.became)
        return tuple(
            u
            for u in self._units.all
            if u.end is None and u.type not in ("tỉnh", *_DISTRICTS)
            if u.atoms & unit.atoms
        )


def _askable(unit: Unit) -> set[str]:
    """Return the folded names of a unit: with and without kind and district."""
    full = fold(unit.name)
    names = {full, fold(bare_name(unit.name))}
    for district in filter(None, unit.district.split(";")):
        inside = (fold(district), fold(bare_name(district)))
        names |= {f"{name} {last}" for name in (*names,) for last in inside}
    return names


def _split(text: str) -> tuple[str, list[str]]:
    """Return the name, and the district and province written after it."""
    name, *inside = (part.strip() for part in text.split(","))
    return name, [part for part in inside if part]


def _within(unit: Unit, inside: Iterable[str], *, folded: bool = False) -> bool:
    parents = {*unit.district.split(";"), unit.province} - {""}
    if folded:
        known = {fold(bare_name(parent)) for parent in parents}
        return all(
            {fold(bare_name(part)), _without_kind(fold(part))} & known
            for part in inside
        )
    return {bare_name(part) for part in inside} <= {bare_name(p) for p in parents}


def _without_kind(folded: str) -> str:
    for kind in _FOLDED_KINDS:
        if folded.startswith(kind):
            return folded.removeprefix(kind)
    return folded


def _order(unit: Unit) -> tuple[bool, str, int, str]:
    """Sort key: units of today first, then by era, wider ones first, then by code."""
    return unit.end is not None, unit.era, -len(unit.atoms), unit.code
