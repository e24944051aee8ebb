"""What every rule sees at once: plan, portfolio, day, and who meets whom."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date
from functools import cached_property

import numpy as np
import shapely
from numpy.typing import NDArray

from quyhoach.conformity.likeness import words
from quyhoach.law import Certainty, Instrument, Level, Precedence, Provision, holds
from quyhoach.plan import Kind, Permission, Plan, Portfolio
from quyhoach.space import Meetings, SharedUnits, share_units

__all__ = ["Case", "provision_certainty"]

IntArray = NDArray[np.int64]
BoolArray = NDArray[np.bool_]


@dataclass(frozen=True)
class Case:
    """One portfolio against one plan on one day.

    Parameters
    ----------
    plan : Plan
        The plan.
    portfolio : Portfolio
        The projects.
    on : date
        The day judged.
    meetings : Meetings
        Portfolio (left) against all zones that have a shape (right).
    against : Meetings
        Portfolio against itself, left before right.
    """

    plan: Plan
    portfolio: Portfolio
    on: date
    meetings: Meetings
    against: Meetings

    @cached_property
    def day(self) -> np.datetime64:
        """The day judged, as the columns hold days."""
        return np.datetime64(self.on, "D")

    @cached_property
    def judged(self) -> BoolArray:
        """Projects that have begun, or may have, and are not over."""
        period = self.portfolio.period
        return ~(period.not_begun(self.day) | period.over(self.day))

    @cached_property
    def stands(self) -> BoolArray:
        """Projects that stand on ground of their own: all but programmes."""
        return np.asarray(self.judged & (self.portfolio.kind != Kind.PROGRAMME))

    @cached_property
    def drawn(self) -> BoolArray:
        """Projects that have a footprint."""
        return _usable(self.portfolio.shape)

    @cached_property
    def zone_drawn(self) -> BoolArray:
        """Zones that have a shape; a point or a line is a symbol, not a shape."""
        shapes = self.plan.zones.shape
        return np.asarray(_usable(shapes) & (shapely.get_dimensions(shapes) == 2))

    @cached_property
    def ground(self) -> Certainty:
        """How sure each footprint is; a project without one used none."""
        ground = self.portfolio.ground
        none = Certainty.of(len(ground))
        columns = {
            f.name: np.where(self.drawn, getattr(ground, f.name), getattr(none, f.name))
            for f in fields(Certainty)
        }
        return Certainty(**columns)

    @cached_property
    def placed(self) -> BoolArray:
        """Projects whose units are known."""
        return self.portfolio.places.sizes() > 0

    @cached_property
    def names(self) -> list[list[str]]:
        """The folded words of each project's name."""
        return [words(name) for name in self.portfolio.name]

    @cached_property
    def levels(self) -> NDArray[np.int8]:
        """Level of each zone's instrument."""
        return self.of_zone_instrument(
            [int(i.level) for i in self.plan.instruments]
        ).astype(np.int8)

    @cached_property
    def protected(self) -> BoolArray:
        """Zones of protected ground in force on the day."""
        flags = np.array([r.protected for r in self.plan.regimes], bool)
        return np.asarray(flags[self.plan.zones.regime] & self._zones_hold)

    @cached_property
    def higher(self) -> BoolArray:
        """Zones of use, of a level above the plan's, in force on the day."""
        return np.asarray(
            ~self.protected & self._zones_hold & (self.levels < self.plan.level)
        )

    @cached_property
    def uses(self) -> BoolArray:
        """Zones of use of the plan's own level or below, in force on the day."""
        return np.asarray(
            ~self.protected & self._zones_hold & (self.levels >= self.plan.level)
        )

    @cached_property
    def _zones_hold(self) -> BoolArray:
        papers = np.array([i.in_force(self.on) for i in self.plan.instruments], bool)
        zones = self.plan.zones
        holds_now = papers[zones.instrument] & self._said_now[zones.provision]
        return np.asarray(zones.in_force(self.day) & holds_now)

    @cached_property
    def _said_now(self) -> BoolArray:
        """Provisions in force on the day; the last row stands for "none named"."""
        some = [self.plan.applies(p, self.on) for p in self.plan.provisions]
        return np.array([*some, True], bool)

    @cached_property
    def zone_certainty(self) -> Certainty:
        """How sure each zone is: its row, its instrument and its provision."""
        zones = self.plan.zones
        papers = Certainty.rows(
            (int(i.text), int(i.source_kind), 0, 0) for i in self.plan.instruments
        )
        return zones.certainty.weakest(
            papers.take(zones.instrument), self.said(zones.provision)
        )

    @cached_property
    def zone_review(self) -> BoolArray:
        """Zones whose instrument needs legal review on the day."""
        return self.of_zone_instrument(
            [i.needs_review(self.on) for i in self.plan.instruments]
        ).astype(bool)

    @cached_property
    def bare(self) -> BoolArray:
        """Zones of whose regime our copy holds no rule at all."""
        flags = np.array([r.bare for r in self.plan.regimes], bool)
        return np.asarray(flags[self.plan.zones.regime])

    def of_zone_instrument(self, values: Sequence[int]) -> IntArray:
        """Return, for each zone, the value of its instrument."""
        return np.array(values, np.int64)[self.plan.zones.instrument]

    @cached_property
    def _provisions(self) -> Certainty:
        rows = [
            provision_certainty(p, self.plan.instrument_of(p))
            for p in self.plan.provisions
        ]
        return Certainty.rows([*rows, (0, 0, 0, 0)])

    def said(self, provision: IntArray) -> Certainty:
        """Return how sure each provision row is; -1 weighs nothing."""
        return self._provisions.take(provision)

    def review_of(self, provision: IntArray) -> BoolArray:
        """Return which provision rows stand in an instrument that needs review."""
        flags = [
            self.plan.instrument_of(p).needs_review(self.on)
            for p in self.plan.provisions
        ]
        return np.array([*flags, False], bool)[provision]

    @cached_property
    def shared(self) -> SharedUnits:
        """Portfolio against all zones, by units."""
        return share_units(self.portfolio.places, self.plan.zones.places)

    @cached_property
    def sectors(self) -> tuple[list[str], IntArray]:
        """The different sector codes, and the one of each project."""
        codes, row = np.unique(self.portfolio.sector.astype(str), return_inverse=True)
        return [str(code) for code in codes], row.astype(np.int64)

    @cached_property
    def _said_of_uses(self) -> tuple[NDArray[np.int8], IntArray]:
        codes, _ = self.sectors
        rows = {p.id: k for k, p in enumerate(self.plan.provisions)}
        table = [
            [regime.permits(code) for code in codes] for regime in self.plan.regimes
        ]
        words = np.array([[int(p) for p, _ in row] for row in table], np.int8)
        where = np.array(
            [[rows.get(key, -1) for _, key in row] for row in table], np.int64
        )
        shape = (len(self.plan.regimes), len(codes))
        words, where = words.reshape(shape), where.reshape(shape)
        return np.where(self._said_now[where], words, Permission.UNKNOWN), where

    def permits(
        self, project: IntArray, zone: IntArray
    ) -> tuple[NDArray[np.int8], IntArray]:
        """Return what each zone says of each project's use, and in which provision.

        Returns
        -------
        tuple
            Codes of `Permission`, and provision rows (-1 where none says it).
        """
        words, where = self._said_of_uses
        regime, sector = self.plan.zones.regime[zone], self.sectors[1][project]
        return words[regime, sector], where[regime, sector]

    def norms(self, rule: str) -> list[tuple[Provision, Instrument]]:
        """Return the norms of a rule in force on the day, with their instruments."""
        keys = self.plan.norms.get(rule, ())
        some = [self.plan.provisions[self.plan.provision_row(key)] for key in keys]
        return [
            (p, self.plan.instrument_of(p))
            for p in some
            if self.plan.applies(p, self.on)
        ]

    def number(self, name: str, default: float) -> tuple[float, Certainty]:
        """Return a numeric parameter of the day and how sure it is.

        A package that does not give it gets the default, as an assumption.
        """
        found = self.plan.parameter(name, self.on)
        if found is None:
            return default, Certainty.of(1, source_kind=4)
        return float(found.value), Certainty.rows([found.certainty])

    def precedence(self, upper: Level) -> Precedence | None:
        """Return which of a level and the plan's own prevails on the day."""
        for row in self.plan.precedence:
            same = row.upper == upper and row.lower == self.plan.level
            if same and holds(row.in_force_from, row.in_force_to, self.on):
                return row
        return None


def _usable(shapes: NDArray[np.object_]) -> BoolArray:
    """Return where a shape is there, holds something and is valid."""
    there = shapely.is_geometry(shapes) & ~shapely.is_empty(shapes)
    return np.asarray(there & shapely.is_valid(shapes))


def provision_certainty(
    provision: Provision, paper: Instrument
) -> tuple[int, int, int, int]:
    """Return the four codes of a provision: no surer than its instrument.

    Parameters
    ----------
    provision : Provision
        The provision.
    paper : Instrument
        The instrument it stands in.

    Returns
    -------
    tuple of int
        Codes of text, source kind, geometry and reference system; the last two are 0,
        for a provision uses no ground.

    Examples
    --------
    >>> from quyhoach.law import SourceKind, Text
    >>> paper = Instrument(id="q", number="9", issuer="TTg", signed=None, title="Q",
    ...                    text=Text.SECONDARY, source_kind=SourceKind.NEWS)
    >>> read = Provision(id="p", instrument="q", text=Text.READ)
    >>> provision_certainty(read, paper)
    (1, 4, 0, 0)
    """
    text = max(provision.text, paper.text)
    return int(text), int(max(provision.source_kind, paper.source_kind)), 0, 0
