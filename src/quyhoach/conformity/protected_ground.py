"""QH-C02: on protected ground stands only what its regime permits."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from quyhoach.conformity.case import Case
from quyhoach.conformity.coverage import held, needed
from quyhoach.conformity.findings import lone, once
from quyhoach.conformity.model import Finding
from quyhoach.conformity.permitted_use import beyond_names, drawn_pairs, unit_pairs
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
    yield pairs.say("QH-C02.use_permitted", (said == Permission.PERMITTED) & ~lacking)
    yield pairs.say(
        "QH-C02.touches_only", (said != Permission.PERMITTED) & ~touch.counts & ~lacking
    )
    yield pairs.say(
        "QH-C02.use_conditional", (said == Permission.CONDITIONAL) & touch.counts
    )
    yield pairs.say("QH-C02.use_unknown", (said == Permission.UNKNOWN) & touch.counts)
    yield pairs.say("QH-C02.scale_unknown", refused & touch.unclear)
    met = np.zeros(len(case.portfolio), bool)
    met[pairs.project] = True
    yield from _rest(case, met)


def _rest(case: Case, met: np.ndarray) -> Iterator[Finding]:
    layer = held(case, "protected")
    pairs, within = unit_pairs(case, case.protected)
    refused = pairs.permission != Permission.PERMITTED
    yield pairs.say(
        "QH-C02.within_units", within & (pairs.permission == Permission.PROHIBITED)
    )
    fits = within & (pairs.permission == Permission.PERMITTED)
    yield pairs.say("QH-C02.use_permitted", fits & layer.complete[pairs.project])
    near_fit = np.zeros(len(case.portfolio), bool)
    near_fit[pairs.project[fits]] = True
    open_ = ~within & refused | within & (pairs.permission == Permission.UNKNOWN)
    near = np.zeros(len(case.portfolio), bool)
    near[pairs.project[refused]] = True
    rows = np.zeros(len(within), bool)
    some = np.flatnonzero(open_ | within & (pairs.permission == Permission.CONDITIONAL))
    rows[some[once(pairs.project[some])]] = True
    zones = np.bincount(pairs.project[some], minlength=len(met))
    yield pairs.say("QH-C02.shares_unit", rows, zones=zones[pairs.project[rows]])
    alone = case.stands & ~met & ~near & ~near_fit
    blind = beyond_names(case, case.protected)
    yield lone(case, "QH-C02.footprint_missing", alone & blind)
    lacking = case.stands & ~near & ~layer.complete
    lacking &= case.drawn | case.placed
    yield needed(case, "QH-C02.layer_needed", lacking, layer)
    used = case.ground.weakest(layer.used)
    yield lone(case, "QH-C02.clear", alone & ~blind & layer.complete, also=used)
