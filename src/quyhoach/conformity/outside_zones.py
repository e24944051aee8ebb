"""QH-C03: the share of a project outside every zone stays within the limit."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import shapely
from numpy.typing import NDArray

from quyhoach.conformity.case import Case
from quyhoach.conformity.coverage import held, needed
from quyhoach.conformity.findings import lone
from quyhoach.conformity.ground import TEN_TIMES, tolerance_of
from quyhoach.conformity.model import Finding, Tolerance
from quyhoach.law import Certainty
from quyhoach.space import Meetings, outside_share

__all__ = ["outside_zones"]

Floats = NDArray[np.float64]
IntArray = NDArray[np.int64]


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
    yield needed(case, "QH-C03.layer_needed", case.stands & case.drawn & ~layer.complete, layer)
    ask = case.stands & case.drawn & layer.complete
    keep = (case.uses | case.higher)[case.meetings.right] & ask[case.meetings.left]
    meetings = case.meetings.take(keep)
    limit, limit_used = case.number("outside_share", 0.05)
    project = np.flatnonzero(ask)
    outside = _outside(case, meetings)[project]
    width, came, unknown = _tolerance(case, meetings, project)
    over = np.flatnonzero(outside > limit)
    clear = outside.copy()
    clear[over] = _removed(case, meetings, project[over], width[over])
    used = _used(case, meetings, project).weakest(layer.used.take(project))
    used = used.weakest(limit_used.take(np.zeros(len(project), int)).without_ground())
    inside = outside <= limit
    surely = clear > limit
    for reason, rows in (
        ("inside", inside),
        ("outside", ~inside & surely),
        ("scale_unknown", ~inside & ~surely & unknown),
        ("near_limit", ~inside & ~surely & ~unknown),
    ):
        yield Finding(
            reason=f"QH-C03.{reason}",
            project=project[rows],
            used=used.take(rows),
            share=outside[rows],
            area_m2=outside[rows] * shapely.area(case.portfolio.shape[project[rows]]),
            length_m=np.zeros(int(rows.sum())),
            tolerance_m=width[rows],
            tolerance_from=came[rows],
            survives=surely[rows],
            parameters={
                "outside": outside[rows],
                "outside_clear": clear[rows],
                "limit": np.full(int(rows.sum()), limit),
            },
        )


def _outside(case: Case, meetings: Meetings) -> Floats:
    zones = case.plan.zones
    return outside_share(case.portfolio.shape, zones.shape, meetings)


def _tolerance(
    case: Case, meetings: Meetings, project: IntArray
) -> tuple[Floats, NDArray[np.int8], NDArray[np.bool_]]:
    zones, own = case.plan.zones, case.portfolio
    coarsest = np.full(len(own), 0.0)
    accuracy = np.zeros(len(own))
    scale = zones.scale[meetings.right]
    np.maximum.at(coarsest, meetings.left, np.where(np.isnan(scale), np.inf, scale))
    np.maximum.at(accuracy, meetings.left, zones.accuracy_m[meetings.right])
    coarsest[np.isinf(coarsest)] = np.nan
    width, came = tolerance_of(
        case,
        (own.scale[project], own.accuracy_m[project]),
        (coarsest[project], accuracy[project]),
    )
    smallest, _ = case.number("smallest_scale", 100_000.0)
    paper, _ = case.number("paper_mm", 0.2)
    unknown = np.isnan(width)
    came[unknown] = Tolerance.SMALLEST_SCALE
    return np.where(unknown, TEN_TIMES * paper / 1000.0 * smallest, width), came, unknown


def _removed(case: Case, meetings: Meetings, project: IntArray, width: Floats) -> Floats:
    zones, shapes = case.plan.zones.shape, case.portfolio.shape
    first = np.searchsorted(meetings.left, project, side="left")
    last = np.searchsorted(meetings.left, project, side="right")
    made = np.ones(len(project))
    for k, (a, b) in enumerate(zip(first, last, strict=True)):
        if a < b:
            wide = shapely.union_all(shapely.buffer(zones[meetings.right[a:b]], width[k]))
            shape = shapes[project[k]]
            made[k] = _measure(shapely.difference(shape, wide)) / _measure(shape)
    return made


def _measure(shape: shapely.Geometry) -> float:
    area = shapely.area(shape)
    return float(area if area > 0 else shapely.length(shape))


def _used(case: Case, meetings: Meetings, project: IntArray) -> Certainty:
    own = case.portfolio
    columns = []
    zone = case.zone_certainty
    for name in ("text", "source_kind", "geometry", "crs"):
        column = np.maximum(getattr(own.record, name), getattr(own.ground, name)).copy()
        np.maximum.at(column, meetings.left, getattr(zone, name)[meetings.right])
        columns.append(column[project])
    return Certainty(*columns)
