"""What our copy of the plan holds where: the ground for saying "nothing"."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from quyhoach.conformity.case import Case
from quyhoach.conformity.model import Finding, OtherKind
from quyhoach.law import Certainty, holds
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
    used : Certainty
        Weakest of the coverage rows that apply.
    """

    complete: NDArray[np.bool_]
    first: IntArray
    every: NDArray[np.object_]
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
    groups, of = _groups(case)
    made = [_answer(case, rows, atoms) for atoms in groups]
    complete = np.array([done for done, _, _ in made], bool)
    every = np.empty(len(made), dtype=object)
    for k, (_, missing, _) in enumerate(made):
        every[k] = missing
    first = np.array(
        [missing[0] if missing else -1 for _, missing, _ in made], np.int64
    )
    used = Certainty.rows(codes for _, _, codes in made)
    return Held(complete[of], first[of], every[of], used.take(of))


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


def _answer(
    case: Case, rows: list[int], atoms: frozenset[int]
) -> tuple[bool, tuple[int, ...], tuple[int, int, int, int]]:
    cover = case.plan.coverage
    mine = [
        k for k in rows if not cover[k].atoms or not atoms or cover[k].atoms & atoms
    ]
    missing = tuple(k for k in mine if not cover[k].complete)
    whole = any(not cover[k].atoms for k in mine)
    reached = frozenset[int]().union(*(cover[k].atoms for k in mine))
    everywhere = whole or (bool(atoms) and atoms <= reached)
    codes = np.array([cover[k].certainty for k in mine] or [(3, 4, 0, 0)]).max(axis=0)
    return (
        bool(mine) and not missing and everywhere,
        missing,
        tuple(int(c) for c in codes),
    )  # type: ignore[return-value]


def needed(case: Case, reason: str, rows: NDArray[np.bool_], what: Held) -> Finding:
    """Return the unknowns that an annex, layer or text of our copy would settle."""
    project = np.flatnonzero(rows)
    return Finding(
        reason=reason,
        project=project,
        used=case.portfolio.record.take(project).weakest(what.used.take(project)),
        other_kind=OtherKind.COVERAGE,
        other=what.first[project],
        parameters={"coverage": what.every[project]},
    )
