"""What to ask for first: every missing thing, by the verdicts it helps to settle."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from quyhoach.conformity.catalogue import Need, Outcome
from quyhoach.conformity.judge import Judged
from quyhoach.conformity.model import OtherKind

__all__ = ["Ask", "ask"]

# Needs that are one and the same thing for many projects, by the other object's row.
_SHARED = {Need.COVERAGE, Need.PRECEDENCE, Need.REGIME, Need.ZONE_SHAPE}


@dataclass(frozen=True, slots=True)
class Ask:
    """One thing to ask for.

    Parameters
    ----------
    need : Need
        What kind of thing.
    kind : OtherKind
        What ``row`` counts; ``NONE`` where each project lacks its own.
    row : int
        Row of the coverage, zone or provision; -1 where each project lacks its own.
    settles : tuple of (int, str)
        Project row and rule of every verdict that needs it.
    """

    need: Need
    kind: OtherKind
    row: int
    settles: tuple[tuple[int, str], ...]


def ask(judged: Judged) -> tuple[Ask, ...]:
    """Return what is missing, the most settling first.

    Parameters
    ----------
    judged : Judged
        A portfolio judged on a day.

    Returns
    -------
    tuple of Ask
        A verdict that needs two texts counts for both; ties stand in the order of
        the catalogue and the package.
    """
    table = judged.verdicts
    found: dict[tuple[str, int, int], list[tuple[int, str]]] = {}
    for row in np.flatnonzero(table.outcome == Outcome.UNKNOWN):
        verdict = table.row(int(row))
        need = verdict.reason.need
        mark = (int(table.project[row]), verdict.reason.rule)
        for kind, key in _keys(judged, int(row), need or Need.JUDGEMENT):
            found.setdefault((str(need), int(kind), key), []).append(mark)
    asks = [
        Ask(Need(need), OtherKind(kind), key, tuple(marks))
        for (need, kind, key), marks in found.items()
    ]
    return tuple(sorted(asks, key=lambda a: (-len(a.settles), a.need, a.kind, a.row)))


def _keys(judged: Judged, row: int, need: Need) -> list[tuple[OtherKind, int]]:
    verdict = judged.verdicts.row(row)
    named = verdict.parameters.get("coverage", ())
    if named:
        return [(OtherKind.COVERAGE, int(key)) for key in named]
    if need in _SHARED and verdict.other_kind is not OtherKind.NONE:
        return [(verdict.other_kind, int(judged.verdicts.other[row]))]
    return [(OtherKind.NONE, -1)]
