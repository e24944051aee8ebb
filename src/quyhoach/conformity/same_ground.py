"""QH-X01: two projects do not take the same ground at the same time."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from quyhoach.conformity.case import Case
from quyhoach.conformity.findings import lone
from quyhoach.conformity.ground import Contact, Side, contact
from quyhoach.conformity.kinship import kin
from quyhoach.conformity.model import Finding, OtherKind, Tolerance
from quyhoach.conformity.neighbours import gathered_by_unit
from quyhoach.law import Certainty
from quyhoach.plan import Kind
from quyhoach.space import Meetings, first_shared

__all__ = ["same_ground"]

BoolArray = NDArray[np.bool_]
IntArray = NDArray[np.int64]

_SWAPPED = {
    Tolerance.PROJECT_SCALE: Tolerance.OTHER_SCALE,
    Tolerance.OTHER_SCALE: Tolerance.PROJECT_SCALE,
}


def same_ground(case: Case) -> Iterator[Finding]:
    """QH-X01: who shares ground with whom while both are at work.

    Parameters
    ----------
    case : Case
        The portfolio, its meetings with itself, the day.

    Yields
    ------
    Finding
        Each clash is said of both projects; without footprints it is unknown at most.
    """
    stands = np.isin(case.portfolio.kind, (Kind.PROJECT, Kind.TASK))
    both = case.against
    keep = (
        stands[both.left]
        & stands[both.right]
        & ~kin(case.portfolio, both.left, both.right)
    )
    pairs = both.take(keep & (case.judged[both.left] | case.judged[both.right]))
    said = list(_drawn(case, pairs))
    yield from said
    spoken = np.zeros(len(case.portfolio), bool)
    for finding in said:
        spoken[finding.project] = True
    yield from _undrawn(case, stands, spoken)


def _drawn(case: Case, pairs: Meetings) -> Iterator[Finding]:
    own = case.portfolio
    ground = own.record.weakest(own.ground)
    used = ground.take(pairs.left).weakest(ground.take(pairs.right))
    touch = contact(case, pairs, Side(own.shape, own.scale, own.accuracy_m), used)
    one, two = own.period.take(pairs.left), own.period.take(pairs.right)
    over = one.over(case.day) | two.over(case.day)
    apart, together = one.surely_apart(two) | over, one.surely_together(two)
    meets = touch.counts & ~apart
    for reason, rows in (
        ("clash", meets & together & ~touch.unclear),
        ("scale_unknown", meets & touch.unclear),
        ("period_missing", meets & ~together & ~touch.unclear),
        ("apart_in_time", touch.counts & apart),
        ("touches_only", ~touch.counts),
    ):
        yield _both(case, f"QH-X01.{reason}", pairs.take(rows), touch.take(rows))


def _both(case: Case, reason: str, pairs: Meetings, touch: Contact) -> Finding:
    """Return what is said of each side of the pairs."""
    own = case.portfolio
    project = np.concatenate([pairs.left, pairs.right])
    other = np.concatenate([pairs.right, pairs.left])
    ground = own.record.weakest(own.ground, own.timing)
    came = touch.tolerance_from
    swapped = came.copy()
    for one, two in _SWAPPED.items():
        swapped[came == one] = two
    rows = np.flatnonzero(case.judged[project])
    twice = np.tile
    return Finding(
        reason=reason,
        project=project[rows],
        used=ground.take(project[rows]).weakest(ground.take(other[rows])),
        other_kind=OtherKind.PROJECT,
        other=other[rows],
        area_m2=twice(pairs.area_m2, 2)[rows],
        length_m=twice(pairs.length_m, 2)[rows],
        share=np.concatenate([pairs.share_left, pairs.share_right])[rows],
        tolerance_m=twice(touch.tolerance_m, 2)[rows],
        tolerance_from=np.concatenate([came, swapped])[rows],
        survives=twice(touch.survives, 2)[rows],
    )


def _undrawn(case: Case, stands: BoolArray, spoken: BoolArray) -> Iterator[Finding]:
    mine = case.judged & stands
    other = _neighbour(case, stands)
    project = np.flatnonzero(mine & (other >= 0))
    beside = _beside(case, stands)
    record = case.portfolio.record
    yield Finding(
        reason="QH-X01.shares_unit",
        project=project,
        used=record.take(project),
        other_kind=OtherKind.PROJECT,
        other=other[project],
    )
    unplaced = ~case.drawn & ~case.placed
    yield lone(case, "QH-X01.footprint_missing", mine & unplaced)
    clear = mine & ~spoken & (other < 0) & ~unplaced
    yield lone(case, "QH-X01.clear", clear, also=case.ground.weakest(beside))


def _beside(case: Case, stands: BoolArray) -> Certainty:
    """Return how sure the projects are that may lie near each, itself included."""
    own = case.portfolio
    return gathered_by_unit(case, case.ground, own.places, stands & case.drawn)


def _neighbour(case: Case, stands: BoolArray) -> IntArray:
    """Return the first project each may share ground with unseen; -1 for none.

    One of the two has no footprint, they share a unit, and their periods may meet.
    """
    own = case.portfolio
    stands = stands & ~own.period.over(case.day)
    blind = np.flatnonzero(stands & ~case.drawn & case.placed)
    seen = np.flatnonzero(stands & case.drawn & case.placed)
    everyone = np.flatnonzero(stands & case.placed)
    made = np.full(len(own), -1, np.int64)
    for some, others in ((blind, everyone), (seen, blind)):
        found = first_shared(
            own.places.take(some),
            own.places.take(others),
            lambda a, b, some=some, others=others: _may_meet(case, some[a], others[b]),  # type: ignore[misc]
        )
        hit = found >= 0
        made[some[hit]] = others[found[hit]]
    nowhere = np.flatnonzero(stands & case.drawn & ~case.placed)
    return _unnamed(case, made, blind, nowhere)


def _unnamed(
    case: Case, made: IntArray, blind: IntArray, nowhere: IntArray
) -> IntArray:
    """Add what names cannot tell apart: one has only units, the other only a shape."""
    for some, others in ((blind, nowhere), (nowhere, blind)):
        for row in some[made[some] < 0]:
            mine = np.full(len(others), row)
            may = others[_may_meet(case, mine, others)]
            if may.size:
                made[row] = may[0]
    return made


def _may_meet(case: Case, left: IntArray, right: IntArray) -> BoolArray:
    own = case.portfolio
    apart = own.period.take(left).surely_apart(own.period.take(right))
    return np.asarray(~apart & ~kin(own, left, right))
