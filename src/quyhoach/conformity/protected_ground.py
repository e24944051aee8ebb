"""QH-C02: on protected ground stands only what its regime permits."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from quyhoach.conformity.case import Case
from quyhoach.conformity.coverage import Held, held, needed
from quyhoach.conformity.findings import lone, once
from quyhoach.conformity.model import Finding
from quyhoach.conformity.neighbours import around, beyond_names, unseen
from quyhoach.conformity.permitted_use import (
    drawn_pairs,
    unit_pairs,
    unseen_zone,
)
from quyhoach.plan import Permission

__all__ = ["protected_ground"]


def protected_ground(case: Case) -> Iterator[Finding]:
    """QH-C02: a project keeps clear of ground whose regime refuses its use.

    Parameters
    ----------
    case : Case
        The portfolio, its meetings with the zones, the day.

    Yields
    ------
    Finding
        "Clear" only where our copy of the protected layer is complete.
    """
    pairs, touch = drawn_pairs(case, case.protected)
    said = pairs.permission
    refused = said == Permission.PROHIBITED
    layer = held(case, "protected")
    lacking = ~layer.complete[pairs.project]
    yield pairs.say("QH-C02.on_protected", refused & touch.counts & ~touch.unclear)
    permitted = said == Permission.PERMITTED
    yield pairs.say("QH-C02.use_permitted", permitted & touch.counts & ~lacking)
    yield pairs.say("QH-C02.touches_only", ~touch.counts & ~lacking)
    yield pairs.say(
        "QH-C02.use_conditional", (said == Permission.CONDITIONAL) & touch.counts
    )
    yield pairs.say("QH-C02.use_unknown", (said == Permission.UNKNOWN) & touch.counts)
    yield pairs.say("QH-C02.scale_unknown", refused & touch.unclear)
    met = np.zeros(len(case.portfolio), bool)
    met[pairs.project] = True
    yield from _rest(case, met, layer)


def _rest(case: Case, met: np.ndarray, layer: Held) -> Iterator[Finding]:
    """Say what only names can tell, and what is clear."""
    pairs, within = unit_pairs(case, case.protected)
    said = pairs.permission
    fits = within & (said == Permission.PERMITTED)
    refused = within & (said == Permission.PROHIBITED)
    open_ = ~fits & ~refused & (within | (said != Permission.PERMITTED))
    yield pairs.say("QH-C02.within_units", refused)
    yield pairs.say("QH-C02.use_permitted", fits & layer.complete[pairs.project])
    some = np.flatnonzero(open_)
    rows = np.zeros(len(within), bool)
    rows[some[once(pairs.project[some])]] = True
    zones = np.bincount(pairs.project[some], minlength=len(met))
    yield pairs.say("QH-C02.shares_unit", rows, zones=zones[pairs.project[rows]])
    hidden = unseen(case, case.protected)
    yield unseen_zone(case, "QH-C02.shares_unit", hidden)
    spoken = met | (hidden >= 0)
    spoken[pairs.project[fits | refused | open_]] = True
    blind = beyond_names(case, case.protected)
    yield lone(case, "QH-C02.footprint_missing", case.stands & ~spoken & blind)
    lacking = case.stands & ~layer.complete & (case.drawn | case.placed)
    yield from needed(case, "QH-C02.layer_needed", lacking, layer)
    clear = case.stands & ~spoken & ~blind & layer.complete
    used = case.ground.weakest(layer.used, around(case, case.protected))
    yield lone(case, "QH-C02.clear", clear, also=used)
