"""The still part of the map: ground, zones, corridors and footprints as SVG."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Any

import shapely

from quyhoach.plan import Plan
from quyhoach.reports.map_ground import Frame, Point, path
from quyhoach.reports.map_places import Places, sure_of
from quyhoach.reports.map_units import outlines_svg, unit_names

__all__ = ["ground_svg", "label_rows", "look_of", "pattern_svg", "regimes_drawn"]

_ANGLES = (45, 135, 0, 90, 22, 112, 67, 157)
_HUES = ("c1", "c2", "c4")
_SURE = ("exact", "near", "symbol", "sketch")
_STEADY = 'vector-effect="non-scaling-stroke"'
Zones = Sequence[tuple[shapely.Geometry | None, bool]]


def regimes_drawn(plan: Plan, zones: Zones) -> list[int]:
    """Return the rows of the regimes of drawn zones, in order.

    Parameters
    ----------
    plan : Plan
        Whose zones.
    zones : sequence of (Geometry or None, bool)
        What is drawn of each, and whether it is only a sketch.

    Returns
    -------
    list of int
        Each once.
    """
    drawn = {int(plan.zones.regime[k]) for k, (shape, _) in enumerate(zones) if shape}
    return sorted(drawn)


def _open(plan: Plan, zones: Zones) -> list[int]:
    drawn = regimes_drawn(plan, zones)
    return [r for r in drawn if not plan.regimes[r].protected]


def look_of(plan: Plan, zones: Zones, regime: int) -> tuple[str, str]:
    """Return how a drawn regime looks: its class and the name of its hatch.

    Parameters
    ----------
    plan : Plan
        Whose regimes.
    zones : sequence of (Geometry or None, bool)
        What is drawn.
    regime : int
        A row that `regimes_drawn` gives.

    Returns
    -------
    tuple of str
        Class and hatch; protected ground has one of dots for all.
    """
    if plan.regimes[regime].protected:
        return "protected", "protect"
    place = _open(plan, zones).index(regime)
    return f"hue-{_HUES[place % len(_HUES)]}", f"z{regime}"


def pattern_svg(plan: Plan, zones: Zones) -> str:
    """Return a hatch for each class of zones; protected ground shares one, of dots.

    Parameters
    ----------
    plan : Plan
        Whose regimes.
    zones : sequence of (Geometry or None, bool)
        What is drawn.

    Returns
    -------
    str
        ``<pattern>`` elements: ``l-…`` for the legend, ``h-…`` for the map, whose
        scale the script sets.
    """
    drawn = []
    for place, regime in enumerate(_open(plan, zones)):
        angle = _ANGLES[place % len(_ANGLES)]
        hue = _HUES[place % len(_HUES)]
        drawn.append(
            f'<pattern id="l-z{regime}" width="9" height="9" '
            f'patternUnits="userSpaceOnUse" patternTransform="rotate({angle})">'
            f'<path d="M0 0v9" stroke="var(--{hue})" stroke-width="1.4" '
            'stroke-opacity=".5"/></pattern>'
            f'<pattern id="h-z{regime}" class="scaled" href="#l-z{regime}" '
            f'data-turn="rotate({angle})"/>'
        )
    drawn.append(
        '<pattern id="h-protect" class="scaled" href="#l-protect" data-turn=""/>'
    )
    return "".join(drawn)


def ground_svg(places: Places, frame: Frame, zones: Zones) -> tuple[str, str]:
    """Return the shapes named once, and the layers that use them.

    Parameters
    ----------
    places : Places
        Where things stand.
    frame : Frame
        The rectangle drawn.
    zones : sequence of (Geometry or None, bool)
        What is drawn of each zone, and whether it is only a sketch.

    Returns
    -------
    tuple of str
        For ``<defs>`` and for the ground group.
    """
    drawn = [(k, shape) for k, (shape, _) in enumerate(zones) if shape is not None]
    defs = "".join(
        f'<path id="z{k}" {_STEADY} d="{path(shape, frame)}"/>' for k, shape in drawn
    )
    layers = [_layer("land", _path("m-soft", places.land, frame))]
    layers.append(_layer("units", outlines_svg(places, frame)))
    for regime in regimes_drawn(places.plan, zones):
        look = look_of(places.plan, zones, regime)
        uses = [
            _zone(k, look, sure_of(places, k))
            for k, _ in drawn
            if places.plan.zones.regime[k] == regime
        ]
        layers.append(_layer(f"z{regime}", "".join(uses)))
    for kind in ("axis", "corridor"):
        lines = [s for row, s in places.corridors if row["kind"] == kind]
        layers.append(
            _layer(kind, "".join(_path(f"m-{kind}", s, frame) for s in lines))
        )
    rings = "".join(_path("m-ring", s, frame) for _, s in places.gate_areas)
    return defs, "".join([*layers, _layer("rings", rings)])


def _zone(row: int, look: tuple[str, str], sure: int) -> str:
    return (
        f'<use id="m-z{row}" href="#z{row}" class="m-zone {look[0]} s-{_SURE[sure]}" '
        f'fill="url(#h-{look[1]})"/>'
    )


def _path(name: str, shape: shapely.Geometry | None, frame: Frame) -> str:
    if shape is None:
        return ""
    return f'<path class="{name}" {_STEADY} d="{path(shape, frame)}"/>'


def _layer(key: str, inside: str) -> str:
    return f'<g data-layer="{escape(key)}">{inside}</g>' if inside else ""


def label_rows(places: Places, frame: Frame) -> list[dict[str, Any]]:
    """Return marks and names on the map, the important ones first.

    Parameters
    ----------
    places : Places
        Where things stand.
    frame : Frame
        The rectangle drawn.

    Returns
    -------
    list of dict
        ``p`` where, ``t`` name, ``k`` kind: towns, gates, units, out (a neighbour);
        ``o`` the place opposite a gate.
    """

    def row(kind: str, name: str, point: Point, **more: object) -> dict[str, Any]:
        return {"k": kind, "t": name, "p": frame.at(*point), **more}

    towns = sorted(places.towns, key=lambda one: _rank(str(one[0].get("class_2030"))))
    found = [row("out", name, point) for name, point in places.neighbours.items()]
    for one, point in towns:
        big = _rank(str(one.get("class_2030"))) < 3
        more = {"big": 1} if big else {}
        found.append(row("towns", str(one["name"]), point, **more))
    for one, point in places.gates:
        across = {"o": str(one["opposite"])} if one.get("opposite") else {}
        found.append(row("gates", str(one["name"]), point, **across))
    found += [
        row("units", name, point)
        for name, point in zip(*unit_names(places), strict=True)
    ]
    return found


def _rank(town_class: str) -> int:
    ranks = {"I": 1, "II": 2, "III": 3, "IV": 4, "V": 5}
    return ranks.get(town_class.replace("loại", "").strip(), 6)
