"""Facts of projects and zones as the map page holds them, apart from any day."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import numpy as np
import shapely

from quyhoach.plan import CapitalKind, Kind, Plan, Portfolio, fold
from quyhoach.quantity import Periods
from quyhoach.reports.map_ground import Frame, Point, box_of, on_grid, path
from quyhoach.reports.map_places import Places, mean_point, sure_of
from quyhoach.reports.map_words import both, moment

__all__ = ["project_objects", "zone_objects"]

Row = dict[str, Any]


def project_objects(places: Places, frame: Frame) -> list[Row]:
    """Return every project: its names, facts and place; row k is portfolio row k.

    Parameters
    ----------
    places : Places
        Where things stand.
    frame : Frame
        The rectangle drawn.

    Returns
    -------
    list of dict
        Missing facts are left out, never zero.
    """
    portfolio = places.portfolio
    rows = {str(row["id"]): row for row in places.rows("projects")}
    keys = [str(key) for key in portfolio.id]
    rough = on_grid([rows.get(key, {}) for key in keys])
    found = []
    for k, key in enumerate(keys):
        row = rows.get(key, {})
        found.append(_facts(places, k, row) | _place(places, k, (row, rough[k]), frame))
    return found


def _facts(places: Places, k: int, row: Mapping[str, Any]) -> Row:
    portfolio = places.portfolio
    project = portfolio.row(k)
    names = _unit_names(places.plan, row)
    numbers = [f"{scheme} {number}" for scheme, number in project.identifiers]
    facts: Row = {
        "id": project.id,
        "n": both(project.name, portfolio.name_en[k]),
        "kind": Kind(int(portfolio.kind[k])).name.lower(),
        "of": int(portfolio.part_of[k]),
        "ids": numbers,
        "u": names,
        "c": [str(code) for code in row.get("units") or ()],
        "sector": _sector(places, str(portfolio.sector[k])),
        "capital": _capital(portfolio, k),
        "t": _period(portfolio.period, k),
        "owner": str(row.get("owner") or ""),
        "status": str(row.get("status") or ""),
        "ha": _known(portfolio.stated_area_m2[k] / 10_000),
        "km": _known(portfolio.stated_length_m[k] / 1_000),
    }
    searched = (project.id, *facts["n"], *numbers, *names, facts["owner"])
    return _filled(facts) | {"f": fold(" ".join(searched))}


def _period(periods: Periods, k: int) -> list[str]:
    begin = moment(periods.begin_first[k], periods.begin_last[k])
    end = moment(periods.end_first[k], periods.end_last[k])
    if begin and end:
        return [f"{begin} – {end}"]
    if begin:
        return [f"từ {begin}, chưa có ngày kết thúc", f"from {begin}, no end known"]
    return [f"đến {end}", f"until {end}"] if end else [""]


def _day(own: np.datetime64, general: date | None) -> str:
    return str(general or "") if np.isnat(own) else str(own)


def _filled(facts: Row) -> Row:
    empty: tuple[object, ...] = ("", None, [], [""], -1)
    return {name: value for name, value in facts.items() if value not in empty}


def _known(value: float) -> float | None:
    return None if math.isnan(value) else round(float(value), 4)


def _unit_names(plan: Plan, row: Mapping[str, Any]) -> list[str]:
    codes = [str(code) for code in row.get("units") or ()]
    units = [plan.units.by_code.get(code) for code in codes]
    names = [
        f"{u.name} ({u.district})" if u.district and u.end else u.name
        for u in units
        if u
    ]
    return [*names, *(str(name) for name in row.get("abroad") or ())]


def _sector(places: Places, code: str) -> list[str]:
    for row in places.rows("sectors"):
        if row["id"] == code:
            return both(row["vi"], row.get("en"))
    return [code]


def _capital(portfolio: Portfolio, k: int) -> Row | None:
    dong = int(portfolio.capital[k])
    kind = CapitalKind(int(portfolio.capital_kind[k])).name.lower()
    return None if dong < 0 else {"ty": round(dong / 1e9, 3), "kind": kind}


def _place(
    places: Places, k: int, given: tuple[Mapping[str, Any], Point | None], frame: Frame
) -> Row:
    portfolio = places.portfolio
    row, rough = given
    shape = portfolio.shape[k]
    if shape is not None and not shape.is_empty:
        inside = shapely.point_on_surface(shape)
        return {
            "p": frame.at(inside.x, inside.y),
            "how": "shape",
            "b": box_of(shape, frame),
            "d": path(shape, frame),
            "g": int(portfolio.ground.geometry[k]),
            **({"line": 1} if shapely.get_dimensions(shape) < 2 else {}),
        }
    points = _unit_points(places, k, row)
    middle = rough or mean_point(points)
    if middle is None:
        return {}
    placed: Row = {
        "p": frame.at(*middle),
        "how": "point" if rough else "units",
        "pts": [frame.at(*point) for point in points],
    }
    area = float(portfolio.stated_area_m2[k])
    if rough and not math.isnan(area):
        placed["r"] = round(math.sqrt(area / math.pi))
    return placed


def _unit_points(places: Places, k: int, row: Mapping[str, Any]) -> list[Point]:
    found = [places.of_unit(str(code)) for code in row.get("units") or ()]
    points = [point for point in found if point is not None]
    return points or places.of_places(places.portfolio.places, k)


def zone_objects(
    places: Places, frame: Frame, shapes: Sequence[tuple[shapely.Geometry | None, bool]]
) -> list[Row]:
    """Return every zone: its names, regime, law and where it is drawn.

    Parameters
    ----------
    places : Places
        Where things stand.
    frame : Frame
        The rectangle drawn.
    shapes : sequence of (Geometry or None, bool)
        What is drawn of each, and whether that is only a sketch.

    Returns
    -------
    list of dict
        Row k is row k of ``plan.zones``.
    """
    plan = places.plan
    found = []
    for k, (shape, sketch) in enumerate(shapes):
        regime = plan.regimes[int(plan.zones.regime[k])]
        instrument = plan.instruments[int(plan.zones.instrument[k])]
        row: Row = {
            "id": str(plan.zones.id[k]),
            "n": both(plan.zones.name[k], plan.zones.name_en[k]),
            "regime": both(regime.title, regime.title_en),
            "law": instrument.number,
            "ha": _known(plan.zones.stated_area_m2[k] / 10_000),
            "protected": regime.protected or None,
            "sketch": sketch or None,
            "l": f"z{plan.zones.regime[k]}",
            "i": f"i{plan.zones.instrument[k]}",
            "g": sure_of(places, k),
            "from": _day(plan.zones.begin[k], instrument.in_force_from),
            "to": _day(plan.zones.end[k], instrument.in_force_to),
        }
        if shape is not None:
            point = shapely.point_on_surface(shape)
            row |= {
                "p": frame.at(point.x, point.y),
                "b": box_of(shape, frame),
                "s": f"z{k}",
            }
        found.append(_filled(row))
    return found
