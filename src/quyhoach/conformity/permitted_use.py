"""QH-C01: a project stands only on zones whose regime permits its use."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from quyhoach.conformity.case import Case
from quyhoach.conformity.findings import Pairs, lone, once
from quyhoach.conformity.ground import Contact, Side, contact
from quyhoach.conformity.model import Finding
from quyhoach.plan import Permission
from quyhoach.space import Meetings

__all__ = [
    "beyond_names",
    "drawn_pairs",
    "permitted_use",
    "permitting",
    "unit_pairs",
]


def permitted_use(case: Case) -> Iterator[Finding]:
    """QH-C01: a project stands only where the plan permits its use.

    Parameters
    ----------
    case : Case
        The portfolio, its meetings with the zones, the day.

    Yields
    ------
    Finding
        One for each reason; the part outside every zone is QH-C03's.
    """
    pairs, touch = drawn_pairs(case, case.uses)
    said = pairs.permission
    refused = said == Permission.PROHIBITED
    clear = touch.counts & ~touch.unclear
    yield pairs.say("QH-C01.use_permitted", said == Permission.PERMITTED)
    yield pairs.say("QH-C01.use_not_permitted", refused & clear)
    yield pairs.say(
        "QH-C01.touches_only", (said != Permission.PERMITTED) & ~touch.counts
    )
    yield pairs.say(
        "QH-C01.use_conditional", (said == Permission.CONDITIONAL) & touch.counts
    )
    open_ = (said == Permission.UNKNOWN) & touch.counts
    bare = case.bare[pairs.zone]
    yield pairs.say("QH-C01.use_unknown", open_ & ~bare)
    yield pairs.say("QH-C01.regime_unknown", open_ & bare)
    yield pairs.say("QH-C01.scale_unknown", refused & touch.unclear)
    yield from _by_units(case)


def _by_units(case: Case) -> Iterator[Finding]:
    pairs, within = unit_pairs(case, case.uses)
    said = pairs.permission
    yield pairs.say("QH-C01.within_units", within & (said == Permission.PERMITTED))
    yield pairs.say(
        "QH-C01.within_units_not_permitted", within & (said == Permission.PROHIBITED)
    )
    yield pairs.say("QH-C01.use_conditional", within & (said == Permission.CONDITIONAL))
    bare = case.bare[pairs.zone]
    open_ = within & (said == Permission.UNKNOWN)
    yield pairs.say("QH-C01.use_unknown", open_ & ~bare)
    yield pairs.say("QH-C01.regime_unknown", open_ & bare)
    apart = np.flatnonzero(~within)
    first = apart[once(pairs.project[apart])]
    zones = np.bincount(pairs.project[apart], minlength=len(case.portfolio))
    rows = np.zeros(len(within), bool)
    rows[first] = True
    yield pairs.say("QH-C01.shares_unit", rows, zones=zones[pairs.project[rows]])
    yield lone(
        case, "QH-C01.footprint_missing", case.stands & ~case.drawn & ~case.placed
    )


def permitting(case: Case, zones: np.ndarray) -> np.ndarray:
    """Return which of the chosen zones permit every use: they can refuse nobody."""
    open_ = [
        r.otherwise is Permission.PERMITTED and not r.uses for r in case.plan.regimes
    ]
    return np.asarray(zones & np.array(open_, bool)[case.plan.zones.regime])


def beyond_names(case: Case, zones: np.ndarray) -> np.ndarray:
    """Return the projects of which unit names cannot tell where they stand.

    Parameters
    ----------
    case : Case
        The case.
    zones : ndarray of bool
        The zones that matter.

    Returns
    -------
    ndarray of bool
        No footprint; and no units, or a zone that matters has none to compare with.
    """
    known = case.plan.zones.places.sizes() > 0
    incomparable = bool((zones & ~known).any())
    return np.asarray(~case.drawn & (~case.placed | incomparable))


def drawn_pairs(case: Case, zones: np.ndarray) -> tuple[Pairs, Contact]:
    """Return the judged projects that meet the chosen zones on the ground.

    Parameters
    ----------
    case : Case
        The case.
    zones : ndarray of bool
        Mask over the zones.

    Returns
    -------
    tuple
        The pairs, and what each contact is worth.
    """
    keep = zones[case.meetings.right] & case.stands[case.meetings.left]
    meetings: Meetings = case.meetings.take(keep)
    own = case.portfolio
    used = own.record.weakest(own.ground).take(meetings.left)
    used = used.weakest(case.zone_certainty.take(meetings.right))
    drawn = case.plan.zones
    touch = contact(
        case, meetings, Side(drawn.shape, drawn.scale, drawn.accuracy_m), used
    )
    pairs = Pairs(
        case, meetings.left, meetings.right, used=used, meetings=meetings, contact=touch
    )
    return pairs, touch


def unit_pairs(case: Case, zones: np.ndarray) -> tuple[Pairs, np.ndarray]:
    """Return the judged pairs that only unit names can tell: a shape is missing.

    Parameters
    ----------
    case : Case
        The case.
    zones : ndarray of bool
        Mask over the zones.

    Returns
    -------
    tuple
        The pairs, and where the project lies within the zone's units.
    """
    shared = case.shared
    both = case.drawn[shared.left] & case.zone_drawn[shared.right]
    keep = zones[shared.right] & case.stands[shared.left] & ~both
    project, zone = shared.left[keep], shared.right[keep]
    used = case.portfolio.record.take(project)
    used = used.weakest(case.zone_certainty.take(zone).without_ground())
    within = shared.within[keep] & ~case.portfolio.abroad[project]
    return Pairs(case, project, zone, used=used), np.asarray(within)
