"""Whether a project falls inside what a provision declares itself to be about."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from quyhoach.conformity.case import Case
from quyhoach.law import Effect, Provision
from quyhoach.plan import CapitalKind
from quyhoach.quantity import Periods
from quyhoach.space import Places, share_units

__all__ = ["INSIDE", "MAYBE", "OUTSIDE", "PARTS", "Fit", "fit"]

Codes = NDArray[np.int8]

OUTSIDE, MAYBE, INSIDE = 0, 1, 2
PARTS = ("sector", "place", "period", "capital")


@dataclass(frozen=True, slots=True)
class Fit:
    """How each project fits each provision's scope.

    Parameters
    ----------
    provisions : NDArray[np.int64]
        Rows of ``Plan.provisions``.
    parts : NDArray[np.int8]
        Shape (4, projects, provisions), in the order of `PARTS`: `OUTSIDE`,
        `MAYBE` (the project or the scope lacks what is compared) or `INSIDE`.
    """

    provisions: NDArray[np.int64]
    parts: Codes

    @property
    def whole(self) -> Codes:
        """The weakest of the four, shape (projects, provisions)."""
        return np.asarray(self.parts.min(axis=0), np.int8)


def fit(case: Case, effect: Effect, *, higher: bool = False) -> Fit:
    """Return how the portfolio fits the scopes of provisions in force on the day.

    Parameters
    ----------
    case : Case
        The case.
    effect : Effect
        Which provisions.
    higher : bool
        Only those of instruments above the plan's level; else only the others.

    Returns
    -------
    Fit
        Empty second axis where no provision applies.
    """
    plan = case.plan
    rows = [
        k
        for k, p in enumerate(plan.provisions)
        if p.effect is effect
        and plan.applies(p, case.on)
        and (plan.instrument_of(p).level < plan.level) == higher
    ]
    some = [plan.provisions[k] for k in rows]
    shape = (len(case.portfolio), len(some))
    parts = [
        _sectors(case, some),
        _places(case, some),
        _periods(case, some),
        _capital(case, some),
    ]
    stacked = np.array([part.reshape(shape) for part in parts], np.int8)
    return Fit(np.array(rows, np.int64), stacked)


def _sectors(case: Case, some: list[Provision]) -> Codes:
    codes, of = case.sectors
    table = np.array(
        [[_sector(code, p.scope.sectors) for p in some] for code in codes], np.int8
    )
    return np.asarray(table.reshape(len(codes), len(some))[of])


def _sector(code: str, named: tuple[str, ...]) -> int:
    if not named:
        return INSIDE
    if not code:
        return MAYBE
    if any(code == one or code.startswith(f"{one}.") for one in named):
        return INSIDE
    return MAYBE if any(one.startswith(f"{code}.") for one in named) else OUTSIDE


def _places(case: Case, some: list[Provision]) -> Codes:
    known, units = case.portfolio.places, case.plan.units.by_code
    made = np.full((known.count, len(some)), OUTSIDE, np.int8)
    scopes = Places.of(
        [
            [a for c in p.scope.places if units[c].exact for a in units[c].atoms]
            for p in some
        ],
        [
            [a for c in p.scope.places if not units[c].exact for a in units[c].atoms]
            for p in some
        ],
    )
    shared = share_units(known, scopes)
    inside = shared.within & ~case.portfolio.abroad[shared.left]
    made[shared.left, shared.right] = np.where(inside, INSIDE, MAYBE)
    made[known.sizes() == 0] = MAYBE
    here = (known.sizes() > 0) & ~case.portfolio.abroad
    everywhere = np.array([not p.scope.places for p in some], bool)
    made[:, everywhere] = np.where(here, INSIDE, MAYBE)[:, None]
    along = np.array([bool(p.scope.along) for p in some], bool)
    return np.where(along, np.minimum(made, MAYBE), made).astype(np.int8)


def _periods(case: Case, some: list[Provision]) -> Codes:
    made = [_in_phases(case, p.scope.phases) for p in some]
    return np.array(made, np.int8).reshape(len(some), len(case.portfolio)).T


def _in_phases(case: Case, named: tuple[str, ...]) -> Codes:
    own = case.portfolio
    if not named:
        return np.full(len(own), INSIDE, np.int8)
    phases = [phase for phase in case.plan.phases if phase.id in named]
    made = np.full(len(own), OUTSIDE, np.int8)
    for phase in phases:
        span = _span(phase.begin, phase.end, len(own))
        made = np.maximum(made, np.where(own.period.surely_apart(span), OUTSIDE, MAYBE))
        made = np.maximum(
            made, np.where(own.period.surely_together(span), INSIDE, OUTSIDE)
        )
    paper = np.isin(own.phase.astype(str), list(named))
    return np.where(
        own.phase.astype(str) == "", made, np.where(paper, INSIDE, OUTSIDE)
    ).astype(np.int8)


def _span(begin: date, end: date, size: int) -> Periods:
    return Periods.of([((begin, begin), (end, end))]).take(np.zeros(size, np.int64))


def _capital(case: Case, some: list[Provision]) -> Codes:
    """Mixed money is public and private: a scope that names one holds a part of it."""
    kind = case.portfolio.capital_kind
    made = np.full((len(kind), len(some)), INSIDE, np.int8)
    for k, provision in enumerate(some):
        named = [CapitalKind[word.upper()] for word in provision.scope.capital]
        if named:
            whole = [*named, CapitalKind.MIXED] if len(named) > 1 else named
            partly = np.isin(kind, (CapitalKind.UNKNOWN, CapitalKind.MIXED))
            fits = np.isin(kind, whole)
            made[:, k] = np.where(fits, INSIDE, np.where(partly, MAYBE, OUTSIDE))
    return made
