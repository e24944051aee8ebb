"""QH-C01: a project stands only on zones whose regime permits its use."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from quyhoach.conformity.case import Case
from quyhoach.conformity.findings import Pairs, lone, once
from quyhoach.conformity.ground import Contact, Side, contact
from quyhoach.conformity.model import Finding
from quyhoach.conformity.neighbours import beyond_names, permitting, unseen
from quyhoach.plan import Permission
from quyhoach.space import Meetings

__all__ = ["drawn_pairs", "permitted_use", "unit_pairs", "unseen_zone"]


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
    permitted = said == Permission.PERMITTED
    yield pairs.say("QH-C01.use_permitted", permitted & touch.counts)
    yield pairs.say("QH-C01.use_not_permitted", refused & clear)
    yield pairs.say("QH-C01.touches_only", ~touch.counts)
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
    matters = case.uses & ~permitting(case, case.uses)
    yield unseen_zone(case, "QH-C01.shares_unit", unseen(case, matters))
    blind = beyond_names(case, matters)
    blind[pairs.project] = False
    yield lone(case, "QH-C01.footprint_missing", case.stands & blind)


def unseen_zone(case: Case, reason: str, zone: np.ndarray) -> Finding:
    """Return the unknowns of drawn projects beside a zone that only names could tell.

    Parameters
    ----------
    case : Case
        The case.
    reason : str
        Code in the catalogue.
    zone : ndarray of int
        Over the portfolio: row of the zone, -1 for none.

    Returns
    -------
    Finding
        One row a project.
    """
    project = np.flatnonzero(case.stands & (zone >= 0))
    used = case.portfolio.record.take(project)
    used = used.weakest(case.zone_certainty.take(zone[project]).without_ground())
    pairs = Pairs(case, project, zone[project], used=used)
    return pairs.say(reason, np.ones(len(project), bool))


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
    seen = zones & case.zone_drawn
    keep = seen[case.meetings.right] & case.stands[case.meetings.left]
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
