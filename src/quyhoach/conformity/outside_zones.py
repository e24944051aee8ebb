"""QH-C03: the share of a project outside every zone stays within the limit."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

from quyhoach.conformity.case import Case
from quyhoach.conformity.coverage import Held, held, needed
from quyhoach.conformity.findings import lone
from quyhoach.conformity.ground import TEN_TIMES, tolerance_of
from quyhoach.conformity.model import Finding, Tolerance
from quyhoach.conformity.neighbours import around, unseen
from quyhoach.law import Certainty, Geometry
from quyhoach.space import Meetings, outside_share

__all__ = ["outside_zones"]

Floats = NDArray[np.float64]
IntArray = NDArray[np.int64]
BoolArray = NDArray[np.bool_]


def outside_zones(case: Case) -> Iterator[Finding]:
    """QH-C03: no more than the limit of a project lies outside every zone.

    Parameters
    ----------
    case : Case
        The portfolio, its meetings with the zones, the day.

    Yields
    ------
    Finding
        A conclusion only where our copy of the zones is complete.
    """
    layer = held(case, "zones")
    yield lone(case, "QH-C03.footprint_missing", case.stands & ~case.drawn)
    weighed = _weigh(case, layer)
    lacking = case.stands & case.drawn & ~layer.complete
    lacking[weighed.project[weighed.gap]] = True
    yield from needed(case, "QH-C03.layer_needed", lacking, layer)
    inside, surely = weighed.outside <= weighed.limit, weighed.clear > weighed.limit
    open_ = ~weighed.gap & ~inside & ~surely
    yield _say(case, weighed, "inside", inside)
    yield _say(case, weighed, "outside", ~weighed.gap & ~inside & surely)
    yield _say(case, weighed, "scale_unknown", open_ & weighed.unknown)
    yield _say(case, weighed, "near_limit", open_ & ~weighed.unknown)


@dataclass(frozen=True, slots=True)
class _Weighed:
    """Projects that can be judged: what lies outside, as drawn and with tolerance."""

    project: IntArray
    outside: Floats
    clear: Floats
    limit: float
    width: Floats
    came: NDArray[np.int8]
    unknown: BoolArray
    gap: BoolArray
    holds: BoolArray
    review: BoolArray
    used: Certainty


@dataclass(frozen=True, slots=True)
class _Near:
    """Pairs of a project and a zone it meets or lies within the tolerance of."""

    left: IntArray
    right: IntArray


def _weigh(case: Case, layer: Held) -> _Weighed:
    ask = case.stands & case.drawn & layer.complete
    zones = (case.uses | case.higher) & case.zone_drawn
    meetings = case.meetings.take(zones[case.meetings.right] & ask[case.meetings.left])
    limit, sure = case.number("outside_share", 0.05)
    project = np.flatnonzero(ask)
    share = outside_share(case.portfolio.shape, case.plan.zones.shape, meetings)
    outside = np.round(share[project], 12)
    inside = outside <= limit
    near = _near(case, meetings, project[~inside], zones)
    width, came, unknown = _tolerance(case, near, project)
    gap = _near_a_gap(case)[project] & ~inside
    over = np.flatnonzero(~inside & ~gap)
    clear = outside.copy()
    clear[over] = _removed(case, near, project[over], width[over])
    used = _used(case, near, project).weakest(layer.used.take(project))
    beside = around(case, zones).take(np.where(inside, 0, project))
    used = used.weakest(beside) if (~inside).any() else used
    stays = _stays(case, near, project, width, limit)
    return _Weighed(
        project=project,
        outside=outside,
        clear=clear,
        limit=limit,
        width=width,
        came=came,
        unknown=unknown,
        gap=gap,
        holds=(clear > limit) | (inside & stays),
        review=_review(case, near)[project],
        used=used.weakest(sure.take(np.zeros(len(project), int)).without_ground()),
    )


def _near(case: Case, meetings: Meetings, over: IntArray, zones: BoolArray) -> _Near:
    """Return the meetings, and every zone about projects that reach outside."""
    own, layer = case.portfolio, case.plan.zones
    rows = np.flatnonzero(zones)
    widest = _width(case, own.scale[over], own.accuracy_m[over])
    reach = _width(case, layer.scale[rows], layer.accuracy_m[rows]).max(initial=0.0)
    tree = shapely.STRtree(layer.shape[rows])
    found = tree.query(
        own.shape[over], predicate="dwithin", distance=np.maximum(widest, reach)
    )
    left, right = over[found[0]], rows[found[1]]
    pair = np.maximum(
        widest[found[0]], _width(case, layer.scale[right], layer.accuracy_m[right])
    )
    keep = shapely.distance(own.shape[left], layer.shape[right]) <= pair
    met = ~np.isin(meetings.left, over)
    both = np.concatenate([meetings.left[met], left[keep]])
    other = np.concatenate([meetings.right[met], right[keep]])
    order = np.lexsort((other, both))
    return _Near(both[order], other[order])


def _width(case: Case, scale: Floats, accuracy: Floats) -> Floats:
    width, _ = tolerance_of(case, (scale, accuracy), (scale, accuracy))
    return np.where(np.isnan(width), _unscaled(case), width)


def _unscaled(case: Case) -> float:
    smallest, _ = case.number("smallest_scale", 100_000.0)
    paper, _ = case.number("paper_mm", 0.2)
    return TEN_TIMES * paper / 1000.0 * smallest


def _say(case: Case, weighed: _Weighed, word: str, rows: BoolArray) -> Finding:
    project, outside = weighed.project[rows], weighed.outside[rows]
    return Finding(
        reason=f"QH-C03.{word}",
        project=project,
        used=weighed.used.take(rows),
        share=outside,
        area_m2=outside * shapely.area(case.portfolio.shape[project]),
        length_m=np.zeros(len(project)),
        tolerance_m=weighed.width[rows],
        tolerance_from=weighed.came[rows],
        survives=weighed.holds[rows],
        review=weighed.review[rows],
        parameters={
            "outside": outside,
            "outside_clear": weighed.clear[rows],
            "limit": np.full(len(project), weighed.limit),
        },
    )


def _near_a_gap(case: Case) -> BoolArray:
    """Return which projects may lie in a zone that has no shape: a gap in our layer."""
    bare = (case.uses | case.higher) & ~case.zone_drawn
    made = unseen(case, bare) >= 0
    made[case.shared.left[bare[case.shared.right]]] = True
    return made


def _tolerance(
    case: Case, near: _Near, project: IntArray
) -> tuple[Floats, NDArray[np.int8], BoolArray]:
    zones, own = case.plan.zones, case.portfolio
    coarsest = np.full(len(own), 0.0)
    accuracy = np.zeros(len(own))
    scale = zones.scale[near.right]
    np.maximum.at(coarsest, near.left, np.where(np.isnan(scale), np.inf, scale))
    np.maximum.at(accuracy, near.left, zones.accuracy_m[near.right])
    coarsest[np.isinf(coarsest)] = np.nan
    width, came = tolerance_of(
        case,
        (own.scale[project], own.accuracy_m[project]),
        (coarsest[project], accuracy[project]),
    )
    unknown = np.isnan(width)
    came[unknown] = Tolerance.SMALLEST_SCALE
    return np.where(unknown, _unscaled(case), width), came, unknown


def _review(case: Case, near: _Near) -> BoolArray:
    made = np.zeros(len(case.portfolio), bool)
    made[near.left[case.zone_review[near.right]]] = True
    return made


def _stays(
    case: Case, near: _Near, project: IntArray, width: Floats, limit: float
) -> BoolArray:
    """Return which approximate shapes stay inside wherever the borders really lie."""
    rough = (case.portfolio.ground.geometry == Geometry.APPROXIMATE).copy()
    zone_rough = case.zone_certainty.geometry == Geometry.APPROXIMATE
    rough[near.left[zone_rough[near.right]]] = True
    made = np.zeros(len(project), bool)
    some = np.flatnonzero(rough[project])
    made[some] = _removed(case, near, project[some], -2 * width[some]) <= limit
    return made


def _removed(case: Case, near: _Near, project: IntArray, width: Floats) -> Floats:
    zones, shapes = case.plan.zones.shape, case.portfolio.shape
    first = np.searchsorted(near.left, project, side="left")
    last = np.searchsorted(near.left, project, side="right")
    made = np.ones(len(project))
    for k, (a, b) in enumerate(zip(first, last, strict=True)):
        if a < b:
            wide = shapely.union_all(shapely.buffer(zones[near.right[a:b]], width[k]))
            shape = shapes[project[k]]
            made[k] = _measure(shapely.difference(shape, wide)) / _measure(shape)
    return made


def _measure(shape: shapely.Geometry) -> float:
    area, length = shapely.area(shape), shapely.length(shape)
    return float(area or length or shapely.get_num_coordinates(shape))


def _used(case: Case, near: _Near, project: IntArray) -> Certainty:
    own = case.portfolio
    columns = []
    zone = case.zone_certainty
    for name in ("text", "source_kind", "geometry", "crs"):
        column = np.maximum(getattr(own.record, name), getattr(own.ground, name)).copy()
        np.maximum.at(column, near.left, getattr(zone, name)[near.right])
        columns.append(column[project])
    return Certainty(*columns)
