"""What our copy of the plan holds where: the ground for saying "nothing"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

from quyhoach.conformity.case import Case
from quyhoach.conformity.model import Finding, OtherKind
from quyhoach.law import Certainty, Level, SourceKind, Text, holds
from quyhoach.plan import Coverage

__all__ = ["Held", "held", "needed"]

IntArray = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Held:
    """For each project, whether our copy of a theme is complete where it lies.

    Parameters
    ----------
    complete : NDArray[np.bool_]
        Everything that applies is complete, and something applies.
    first : IntArray
        First row of ``Plan.coverage`` that is not complete; -1 where none is named.
    every : NDArray[np.object_]
        All such rows, a tuple each.
    unsaid : IntArray
        First instrument of which nobody has said whether our copy is complete; -1.
    used : Certainty
        Weakest of the coverage rows that apply.
    """

    complete: NDArray[np.bool_]
    first: IntArray
    every: NDArray[np.object_]
    unsaid: IntArray
    used: Certainty


def held(case: Case, theme: str) -> Held:
    """Return what our copy holds of a theme, project by project.

    Parameters
    ----------
    case : Case
        The case.
    theme : str
        ``projects``, ``zones``, ``protected`` or ``higher``.

    Returns
    -------
    Held
        A project whose units are not known is covered only by rows that speak of the
        whole province.
    """
    rows = [
        k
        for k, c in enumerate(case.plan.coverage)
        if c.theme == theme and holds(c.begin, c.end, case.on) and _ours(case, c)
    ]
    asked = _asked(case) if theme == "higher" else ()
    groups, of = _groups(case)
    made = [_answer(case, rows, atoms, asked) for atoms in groups]
    every = np.empty(len(made), dtype=object)
    for k, one in enumerate(made):
        every[k] = one.missing
    complete = np.array([one.complete for one in made], bool)
    first = np.array([(*one.missing, -1)[0] for one in made], np.int64)
    unsaid = np.array([one.unsaid for one in made], np.int64)
    used = Certainty.rows(one.codes for one in made)
    inside = ~_strays(case)
    return Held(complete[of] & inside, first[of], every[of], unsaid[of], used.take(of))


def _asked(case: Case) -> tuple[str, ...]:
    """Return the higher plans in force: our copy of each must be called complete."""
    own = case.plan.level
    return tuple(
        i.id
        for i in case.plan.instruments
        if Level.LAW < i.level < own and i.in_force(case.on)
    )


def _ours(case: Case, row: Coverage) -> bool:
    """Tell rows that bear on the plan's own lists: a higher list is QH-C05's."""
    paper = case.plan.instruments[case.plan.instrument_row(row.instrument)]
    return row.theme != "projects" or paper.level >= case.plan.level


def _groups(case: Case) -> tuple[list[frozenset[int]], IntArray]:
    places = case.portfolio.places
    sets = [frozenset[int]()] * places.count
    bounds = np.searchsorted(places.row, np.arange(places.count + 1))
    seen: dict[bytes, int] = {}
    groups: list[frozenset[int]] = []
    of = np.zeros(len(sets), np.int64)
    for k in range(places.count):
        atoms = places.atom[bounds[k] : bounds[k + 1]]
        key = atoms.tobytes()
        if key not in seen:
            seen[key] = len(groups)
            groups.append(frozenset(atoms.tolist()))
        of[k] = seen[key]
    return groups, of


@dataclass(frozen=True, slots=True)
class _Answer:
    complete: bool
    missing: tuple[int, ...]
    unsaid: int
    codes: tuple[int, int, int, int]


_NOTHING_SAID = (int(Text.MISSING), int(SourceKind.ASSUMPTION), 0, 0)


def _answer(
    case: Case, rows: list[int], atoms: frozenset[int], asked: tuple[str, ...]
) -> _Answer:
    cover = case.plan.coverage
    mine = [k for k in rows if not (cover[k].atoms and atoms) or cover[k].atoms & atoms]
    missing = tuple(k for k in mine if not cover[k].complete)
    said = {cover[k].instrument for k in mine}
    silent = [case.plan.instrument_row(key) for key in asked if key not in said]
    everywhere = all(_reaches(case, mine, key, atoms) for key in said)
    codes = [cover[k].certainty for k in mine]
    codes += [_NOTHING_SAID] if silent or not mine else []
    worst = np.array(codes).max(axis=0)
    return _Answer(
        complete=bool(mine) and not missing and not silent and everywhere,
        missing=missing,
        unsaid=silent[0] if silent else -1,
        codes=(int(worst[0]), int(worst[1]), 0, 0),
    )


def _reaches(case: Case, rows: list[int], key: str, atoms: frozenset[int]) -> bool:
    """Return whether the rows of one instrument cover all of a place by themselves."""
    own = [
        case.plan.coverage[k] for k in rows if case.plan.coverage[k].instrument == key
    ]
    if any(not row.atoms for row in own):
        return True
    reached = frozenset[int]().union(*(row.atoms for row in own))
    return bool(atoms) and atoms <= reached


def _strays(case: Case) -> NDArray[np.bool_]:
    """Return projects that reach outside the province: our copy speaks of it alone."""
    own, (west, south, east, north) = case.portfolio, case.plan.bounds
    left, low, right, high = shapely.bounds(own.shape).T
    with np.errstate(invalid="ignore"):
        out = (left < west) | (low < south) | (right > east) | (high > north)
    return np.asarray(own.abroad | out)


def needed(
    case: Case, reason: str, rows: NDArray[np.bool_], what: Held
) -> Iterator[Finding]:
    """Yield the unknowns that an annex, layer or text of our copy would settle.

    Parameters
    ----------
    case : Case
        The case.
    reason : str
        Code in the catalogue.
    rows : NDArray[np.bool_]
        Mask over the portfolio.
    what : Held
        What our copy holds of the theme.

    Yields
    ------
    Finding
        Those that a row of coverage names, and those of an instrument of which nobody
        has said anything.
    """
    unsaid = (what.first < 0) & (what.unsaid >= 0)
    for kind, column, chosen in (
        (OtherKind.COVERAGE, what.first, rows & ~unsaid),
        (OtherKind.INSTRUMENT, what.unsaid, rows & unsaid),
    ):
        project = np.flatnonzero(chosen)
        record = case.portfolio.record.take(project)
        yield Finding(
            reason=reason,
            project=project,
            used=record.weakest(what.used.take(project)),
            other_kind=kind,
            other=column[project],
            parameters={"coverage": what.every[project]},
        )
