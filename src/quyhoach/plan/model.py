"""The nouns of a plan: what it governs, promises, divides and knows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import IntEnum
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from quyhoach.law import (
    Certainty,
    Instrument,
    Level,
    Precedence,
    Provision,
    holds,
)
from quyhoach.plan.units import Units
from quyhoach.space import Places

__all__ = [
    "Coverage",
    "Listing",
    "Parameter",
    "Permission",
    "Phase",
    "Plan",
    "Regime",
    "Zones",
]

IntArray = NDArray[np.int64]
Objects = NDArray[np.object_]
Floats = NDArray[np.float64]


class Permission(IntEnum):
    """What a zone says of a use."""

    UNKNOWN = 0
    PERMITTED = 1
    CONDITIONAL = 2
    PROHIBITED = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """What our copy of an instrument holds on a theme: complete, not, or unknown.

    Parameters
    ----------
    id, instrument : str
        Its key, and the instrument it speaks of.
    theme : str
        ``projects`` (closed list), ``zones``, ``protected`` or ``higher``.
    atoms : frozenset of int
        Where; empty is the whole province.
    begin, end : date, optional
        When; ``None`` is open.
    complete : bool
        ``True`` only where a person has said that nothing is missing.
    needs, needs_en : str
        What to ask for where it is not complete.
    kind : str
        ``annex``, ``layer``, ``quota``, ``text`` or ``decision``.
    certainty : tuple of int
        The four codes.
    """

    id: str
    instrument: str
    theme: str
    atoms: frozenset[int] = frozenset()
    begin: date | None = None
    end: date | None = None
    complete: bool = False
    needs: str = ""
    needs_en: str = ""
    kind: str = "annex"
    certainty: tuple[int, int, int, int] = (0, 0, 0, 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """One line of a closed list: an identifier that the plan names.

    Parameters
    ----------
    instrument, provision : str
        Where it stands.
    scheme, id, name : str
        The line; ``id`` as printed.
    phase : str
        Phase it is listed for; empty where the list names none.
    certainty : tuple of int
        The four codes.
    """

    instrument: str
    provision: str
    scheme: str
    id: str
    name: str = ""
    phase: str = ""
    certainty: tuple[int, int, int, int] = (0, 0, 0, 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """One number or word that a rule needs, with its source and days of force.

    Parameters
    ----------
    name, value, unit : str
        As written in the package.
    provision : str
        The provision it comes from; empty for an assumption.
    in_force_from, in_force_to : date, optional
        Its days.
    certainty : tuple of int
        The four codes.
    """

    name: str
    value: str
    unit: str = ""
    provision: str = ""
    in_force_from: date | None = None
    in_force_to: date | None = None
    certainty: tuple[int, int, int, int] = (0, 0, 0, 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Phase:
    """A stage of the plan.

    Parameters
    ----------
    id, title, title_en : str
        Key and names.
    begin, end : date
        First and last day.
    provision : str
        Where the plan says so.
    certainty : tuple of int
        The four codes.
    """

    id: str
    title: str
    title_en: str
    begin: date
    end: date
    provision: str = ""
    certainty: tuple[int, int, int, int] = (0, 0, 0, 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Regime:
    """What a class of zones permits.

    Parameters
    ----------
    id, title, title_en : str
        Key and names.
    protected : bool
        Protected ground: QH-C02 judges it, QH-C01 does not.
    otherwise : Permission
        What it says of a use that no row names.
    uses : Mapping
        Sector code to permission and provision id; the longest code that fits wins.
    """

    id: str
    title: str
    title_en: str = ""
    protected: bool = False
    otherwise: Permission = Permission.UNKNOWN
    uses: Mapping[str, tuple[Permission, str]] = field(default_factory=dict)

    @property
    def bare(self) -> bool:
        """Our copy holds no rule of it at all."""
        return not self.uses and self.otherwise is Permission.UNKNOWN

    def permits(self, sector: str) -> tuple[Permission, str]:
        """Return what it says of a use and the provision that says so.

        A use given too roughly to tell (``energy`` where only ``energy.wind`` is
        named and other uses differ) is unknown.
        """
        code, said = sector, (self.otherwise, "")
        while code:
            if code in self.uses:
                said = self.uses[code]
                break
            code = code.rpartition(".")[0]
        finer = [v for k, v in self.uses.items() if k.startswith(f"{sector}.")]
        if not sector or any(word != said[0] for word, _ in finer):
            return Permission.UNKNOWN, ""
        return said


@dataclass(frozen=True, slots=True)
class Zones:
    """Zones and restrictions in columns; row k of every array is the same zone.

    Parameters
    ----------
    id, name, name_en : Objects
        Text.
    regime : IntArray
        Row of ``Plan.regimes``.
    instrument, provision : IntArray
        Rows of ``Plan.instruments`` and ``Plan.provisions``; provision -1 for none.
    begin, end : NDArray[np.datetime64]
        Days of force, NaT open.
    stated_area_m2 : Floats
        As the paper says; NaN where it does not.
    shape : Objects
        Geometry in metres on the grid; ``None`` where none is known.
    scale, accuracy_m : Floats
        Of the map it was taken from; scale NaN where not known.
    places : Places
        The unit atoms it takes in, whole or in part.
    certainty : Certainty
        How sure it is.
    public : NDArray[np.bool_]
        It may be shown to everyone.

    Notes
    -----
    INSPIRE PLU ``ZoningElement`` and ``SupplementaryRegulation``. Reference system
    of ``shape``: EPSG:9215.
    """

    id: Objects
    name: Objects
    name_en: Objects
    regime: IntArray
    instrument: IntArray
    provision: IntArray
    begin: NDArray[np.datetime64]
    end: NDArray[np.datetime64]
    stated_area_m2: Floats
    shape: Objects
    scale: Floats
    accuracy_m: Floats
    places: Places
    certainty: Certainty
    public: NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.id)

    def in_force(self, on: np.datetime64) -> NDArray[np.bool_]:
        """Return which zones hold on a day."""
        begun = np.isnat(self.begin) | (self.begin <= on)
        return np.asarray(begun & (np.isnat(self.end) | (on <= self.end)))


@dataclass(frozen=True, kw_only=True)
class Plan:
    """A plan as data: the package of one province, read whole and checked.

    Parameters
    ----------
    id, title, title_en : str
        Key and names.
    fictional : bool
        Invented: every page and file says so.
    compiled : date
        The day our copy was made; nothing is known before it.
    governing : str
        Instrument that approves the plan; its level is the plan's own.
    days : tuple of date
        The days that a demonstration compares.
    bounds : tuple of float
        West, south, east, north of the province, metres on the grid.
    instruments, provisions : tuple
        The law it rests on.
    precedence, coverage, listings, parameters, phases, regimes : tuple
        What prevails; what we hold; what is listed; what rules need; when; uses.
    norms : Mapping
        Rule id to the provisions that are its norm.
    zones : Zones
        Ground.
    units : Units
        Names of places in every era.
    tables : Mapping
        The rest of the package, read and checked, for showing: sectors, corridors,
        indicators, actuals, tasks, agencies, gates, towns, sources.

    Notes
    -----
    INSPIRE PLU ``SpatialPlan``.
    """

    id: str
    title: str
    title_en: str
    fictional: bool
    compiled: date
    governing: str
    days: tuple[date, ...]
    bounds: tuple[float, float, float, float]
    instruments: tuple[Instrument, ...]
    provisions: tuple[Provision, ...]
    precedence: tuple[Precedence, ...]
    coverage: tuple[Coverage, ...]
    listings: tuple[Listing, ...]
    parameters: tuple[Parameter, ...]
    phases: tuple[Phase, ...]
    regimes: tuple[Regime, ...]
    norms: Mapping[str, tuple[str, ...]]
    zones: Zones
    units: Units
    tables: Mapping[str, tuple[Mapping[str, Any], ...]] = field(default_factory=dict)

    def instrument_of(self, provision: Provision) -> Instrument:
        """Return the instrument a provision stands in."""
        return self.instruments[self.instrument_row(provision.instrument)]

    def instrument_row(self, key: str) -> int:
        """Return the row of an instrument; KeyError where there is none."""
        return self._instrument_rows[key]

    def provision_row(self, key: str) -> int:
        """Return the row of a provision, -1 for the empty key; KeyError for none."""
        return self._provision_rows[key] if key else -1

    @cached_property
    def _instrument_rows(self) -> dict[str, int]:
        return {paper.id: row for row, paper in enumerate(self.instruments)}

    @cached_property
    def _provision_rows(self) -> dict[str, int]:
        return {said.id: row for row, said in enumerate(self.provisions)}

    @cached_property
    def sector_names(self) -> dict[str, tuple[str, str]]:
        """Sector code to its Vietnamese and English name."""
        rows = self.tables.get("sectors", ())
        return {row["id"]: (row["vi"], row["en"]) for row in rows}

    @property
    def level(self) -> Level:
        """The plan's own level."""
        return self.instruments[self.instrument_row(self.governing)].level

    def applies(self, provision: Provision, on: date) -> bool:
        """Return whether a provision holds on a day: its own days, else its paper's."""
        paper = self.instrument_of(provision)
        begin = provision.in_force_from or paper.in_force_from
        return holds(begin, provision.in_force_to or paper.in_force_to, on)

    def parameter(self, name: str, on: date) -> Parameter | None:
        """Return the value of a parameter on a day; ``None`` where none is given."""
        for one in self.parameters:
            if one.name == name and holds(one.in_force_from, one.in_force_to, on):
                return one
        return None
