"""Own the seam between places as offices write them and the codes of units."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from rapidfuzz import fuzz, process

from quyhoach.intake.issues import Trouble
from quyhoach.intake.place_words import DISTRICTS, KINDS, LEVELS, WHOLE, segments
from quyhoach.intake.values import plain_text
from quyhoach.plan import Unit, Units, fold

__all__ = ["Gazetteer", "Placed"]


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a thing lies, as far as its text says.

    Parameters
    ----------
    units : tuple of str
        Unit codes; empty where any part of the text was not clear.
    abroad : tuple of str
        Other provinces, as named.
    troubles : tuple of Trouble
        What was not clear, and units that ended.
    """

    units: tuple[str, ...] = ()
    abroad: tuple[str, ...] = ()
    troubles: tuple[Trouble, ...] = ()

    @property
    def unclear(self) -> bool:
        """Whether some part was not read."""
        return any(not t.code.startswith("QH-D03") for t in self.troubles)


@dataclass(slots=True)
class _Reading:
    """One text on its way: communes wait for the district that closes their list."""

    waiting: list[tuple[str, str]] = field(default_factory=list)
    opened: str = ""
    group: list[Unit] = field(default_factory=list)
    done: list[Unit] = field(default_factory=list)
    abroad: list[str] = field(default_factory=list)
    troubles: list[Trouble] = field(default_factory=list)
    pending: list[Trouble] = field(default_factory=list)


class Gazetteer:
    """The units of a plan, asked by text.

    Parameters
    ----------
    units : Units
        Units of every era.
    on : date, optional
        The day whose names are meant; ``None`` any day.

    Examples
    --------
    >>> both = [Unit(code=c, name="Xã Thụy Hùng", type="xã", era="2024", district=d)
    ...         for c, d in (("1", "Huyện Cao Lộc"), ("2", "Huyện Văn Lãng"))]
    >>> asked = Gazetteer(Units(tuple(both)))
    >>> asked.read("xã Thụy Hùng, huyện Văn Lãng").units
    ('2',)
    >>> asked.read("Thụy Hùng").troubles[0].code
    'QH-D04.unit_ambiguous'
    """

    def __init__(self, units: Units, on: date | None = None) -> None:
        self._units = units
        self._on = on
        self._known: dict[tuple[str, str, str], Placed] = {}

    def read(self, text: str, *, level: str = "", district: str = "") -> Placed:
        """Return where a text says a thing lies.

        Parameters
        ----------
        text : str
            ``"xã A, B và C huyện D"``, ``"toàn tỉnh"``, or unit codes.
        level : str
            ``commune``, ``district`` or ``province`` where the heading says so.
        district : str
            The district where another column names it.

        Returns
        -------
        Placed
            Units of all eras; ended ones with a notice.
        """
        asked = (text, level, district)
        if asked not in self._known:
            self._known[asked] = self._read(*asked)
        return self._known[asked]

    def codes(self, text: str) -> Placed:
        """Return the units of a list of codes, parted by semicolons."""
        codes = [code.strip() for code in text.split(";") if code.strip()]
        strange = [c for c in codes if c not in self._units.by_code]
        if strange:
            return Placed((), (), tuple(self._not_found(c) for c in strange))
        found = [self._units.by_code[code] for code in codes]
        return Placed(tuple(dict.fromkeys(codes)), (), tuple(self._ended(found)))

    def _read(self, text: str, level: str, district: str) -> Placed:
        whole = WHOLE.fullmatch(plain_text(text).strip(" ."))
        if whole and not _elsewhere(whole["name"] or "", self._home()):
            home = [u for u in self._home() if self._lives(u)] or self._home()
            return self._placed(_Reading(done=home[:1])) if home else _unreadable()
        state = _Reading()
        for kind, name, opens in segments(text):
            self._take(state, _implied(kind, level), name, district)
            if opens and state.done and _is_district(state.done[-1]):
                self._open(state)
        self._close(state, district)
        return self._placed(state)

    def _take(self, state: _Reading, kind: str, name: str, district: str) -> None:
        if kind in DISTRICTS or kind == "district":
            if state.waiting:
                self._resolve_waiting(state, name)
                state.opened = ""
            else:
                self._close(state, "")
                self._add(state, kind, name, "")
        elif kind == "tỉnh":
            self._province(state, name)
        else:
            state.waiting.append((kind, name))

    def _open(self, state: _Reading) -> None:
        """Take back a district that only says where the communes after it are."""
        unit = state.done.pop()
        state.group = [u for u in state.group if u is not unit]
        state.opened = unit.name

    def _close(self, state: _Reading, district: str) -> None:
        if state.waiting:
            self._resolve_waiting(state, state.opened or district)
        state.opened = ""

    def _resolve_waiting(self, state: _Reading, district: str) -> None:
        inherited = ""
        for kind, name in state.waiting:
            inherited = kind or inherited
            if kind or district:
                self._add(state, inherited or "commune", name, district)
            else:
                self._add_bare(state, inherited, name)
        state.waiting.clear()

    def _add_bare(self, state: _Reading, inherited: str, name: str) -> None:
        """Add a name without its kind and district: every reading counts."""
        found = self._candidates("", name, "")
        if inherited and not any(_is_district(u) or u.type == "tỉnh" for u in found):
            self._add(state, inherited, name, "")
        elif inherited and found:
            state.troubles.append(Trouble("QH-D04.kind_unclear", name, {"name": name}))
        else:
            self._add(state, "", name, "")

    def _add(self, state: _Reading, kind: str, name: str, district: str) -> None:
        found = self._candidates(kind, name, district)
        if len(found) == 1 and found[0].type == "tỉnh" and not found[0].atoms:
            state.abroad.append(name)
        elif len(found) == 1:
            state.done.append(found[0])
            state.group.append(found[0])
        elif found:
            state.troubles.append(_ambiguous(name, found))
        else:
            said = kind if kind in KINDS else ""
            label = f"{said} {name}".strip() + (f", {district}" if district else "")
            state.troubles.append(self._not_found(label))

    def _province(self, state: _Reading, name: str) -> None:
        if _elsewhere(name, self._home()):
            if state.group and not (state.waiting or state.troubles):
                state.pending.append(Trouble("QH-D10.place_unreadable", name))
            state.waiting.clear()
            state.troubles.clear()
            state.abroad.append(name)
        else:
            self._close(state, "")
            if not (state.group or state.troubles):
                self._add(state, "tỉnh", name, "")
        state.group.clear()
        state.pending.extend(state.troubles)
        state.troubles.clear()

    def _home(self) -> list[Unit]:
        return [u for u in self._units.all if u.type == "tỉnh" and u.atoms]

    def _candidates(self, kind: str, name: str, district: str) -> list[Unit]:
        said = kind if kind in KINDS else ""
        found = list(self._units.named(f"{said} {name}".strip(), district=district))
        if kind:
            found = [u for u in found if u.type in LEVELS.get(kind, (kind,))]
        living = [u for u in found if self._lives(u)]
        if district:
            ended = [u for u in found if u.end is not None]
            return ended if len(ended) == 1 else found
        if self._on is None:
            return _one_ground(found)
        if len(living) == 1:
            ended = [u for u in found if u.end is not None and u.end < self._on]
            outside = [u for u in ended if not _follows(living[0], u)]
            return living if not outside else [*living, *outside]
        return living or found

    def _lives(self, unit: Unit) -> bool:
        day = self._on
        if day is None:
            return unit.end is None
        return (unit.begin is None or unit.begin <= day) and (
            unit.end is None or day <= unit.end
        )

    def _not_found(self, name: str) -> Trouble:
        names = {fold(u.name): u.name for u in self._units.all}
        near = process.extractOne(
            fold(name), names.keys(), scorer=fuzz.ratio, score_cutoff=80
        )
        hint = names[near[0]] if near else ""
        words = {
            "name": name,
            "hint": f"; có phải {hint}?" if hint else "",
            "hint_en": f"; is it {hint}?" if hint else "",
        }
        return Trouble("QH-D10.unit_not_found", name, words)

    def _ended(self, found: Sequence[Unit]) -> Iterator[Trouble]:
        for unit in found:
            if self._on is None or unit.end is None or self._on <= unit.end:
                continue
            after = [self._units.by_code.get(code) for code in unit.became]
            became = ", ".join(u.name for u in after if u is not None)
            day = unit.end + timedelta(days=1)
            code = "unit_abolished" if became else "district_abolished"
            words = {
                "unit": _full_name(unit),
                "day": f"{day.day}/{day.month}/{day.year}",
                "became": became,
            }
            yield Trouble(f"QH-D03.{code}", unit.name, words)

    def _placed(self, state: _Reading) -> Placed:
        troubles = [*state.pending, *state.troubles]
        if not (state.done or state.abroad or troubles):
            return Placed()
        if troubles:
            return Placed((), tuple(dict.fromkeys(state.abroad)), tuple(troubles))
        units = list({u.code: u for u in state.done}.values())
        return Placed(
            tuple(u.code for u in units),
            tuple(dict.fromkeys(state.abroad)),
            tuple(self._ended(units)),
        )


def _implied(kind: str, level: str) -> str:
    return kind or {"province": "tỉnh"}.get(level, level)


def _is_district(unit: Unit) -> bool:
    return unit.type in DISTRICTS


def _elsewhere(name: str, home: Sequence[Unit]) -> bool:
    said = fold(name).removeprefix("tinh ").strip()
    return bool(said) and said not in {fold(u.name).removeprefix("tinh ") for u in home}


def _follows(living: Unit, ended: Unit) -> bool:
    """Whether a unit of today is of the same level and holds all of an ended one."""
    return _level(living) == _level(ended) and ended.atoms <= living.atoms


def _level(unit: Unit) -> str:
    return next((name for name, kinds in LEVELS.items() if unit.type in kinds), "")


def _one_ground(found: Sequence[Unit]) -> list[Unit]:
    """Without a day: one unit where all of that name are the same ground."""
    lasting = [u for u in found if u.end is None]
    grounds = {u.atoms for u in found}
    return lasting if len(lasting) == 1 and len(grounds) == 1 else list(found)


def _full_name(unit: Unit) -> str:
    return f"{unit.name}, {unit.district}" if unit.district else unit.name


def _unreadable() -> Placed:
    return Placed((), (), (Trouble("QH-D10.place_unreadable"),))


def _ambiguous(name: str, found: Sequence[Unit]) -> Trouble:
    kinds = {u.type for u in found}
    same = kinds.pop() if len(kinds) == 1 else "đơn vị"
    old = all(u.end is not None for u in found)
    words = {
        "count": len(found),
        "kind": f"{same} cũ" if old else same,
        "name": name,
        "candidates": "; ".join(_candidate(u) for u in found),
    }
    return Trouble("QH-D04.unit_ambiguous", name, words)


def _candidate(unit: Unit) -> str:
    since = (
        f" (từ {unit.begin.day}/{unit.begin.month}/{unit.begin.year})"
        if unit.begin
        else ""
    )
    return f"{_full_name(unit)}{since}"
