"""The still part of the map: ground, zones, corridors and footprints as SVG."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Any

import shapely

from quyhoach.plan import Plan
from quyhoach.reports.map_ground import Frame, Point, path
from quyhoach.reports.map_places import Places
from quyhoach.reports.map_words import both

__all__ = ["ground_svg", "label_rows", "layer_rows", "pattern_svg"]

_ANGLES = (45, 135, 0, 90, 22, 112, 67, 157)
_HUES = ("c1", "c2", "c4")
_STEADY = 'vector-effect="non-scaling-stroke"'
Zones = Sequence[tuple[shapely.Geometry | None, bool]]


def _used(plan: Plan, zones: Zones) -> list[int]:
    drawn = {int(plan.zones.regime[k]) for k, (shape, _) in enumerate(zones) if shape}
    return sorted(drawn)


def _open(plan: Plan, zones: Zones) -> list[int]:
    return [r for r in _used(plan, zones) if not plan.regimes[r].protected]


def _look(plan: Plan, zones: Zones, regime: int) -> str:
    if plan.regimes[regime].protected:
        return "protected"
    place = _open(plan, zones).index(regime)
    return f"hue-{_HUES[place % len(_HUES)]}"


def _fill(plan: Plan, regime: int) -> str:
    return "protect" if plan.regimes[regime].protected else f"z{regime}"


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
    plan, shapes = places.plan, places.portfolio.shape
    named = [(f"z{k}", shape) for k, (shape, _) in enumerate(zones)]
    named += [(f"p{k}", shape) for k, shape in enumerate(shapes)]
    drawn = [(key, shape) for key, shape in named if shape is not None]
    defs = "".join(
        f'<path id="{key}" {_STEADY} d="{path(shape, frame)}"/>' for key, shape in drawn
    )
    layers = [_layer("land", _path("m-soft", places.land, frame))]
    for regime in _used(plan, zones):
        look = _look(plan, zones, regime)
        uses = [
            f'<use href="#z{k}" class="m-zone {look}{" sketch" * sketch}" '
            f'fill="url(#h-{_fill(plan, regime)})"/>'
            for k, (shape, sketch) in enumerate(zones)
            if shape is not None and plan.zones.regime[k] == regime
        ]
        layers.append(_layer(f"z{regime}", "".join(uses)))
    for kind in ("axis", "corridor"):
        lines = [s for row, s in places.corridors if row["kind"] == kind]
        layers.append(
            _layer(kind, "".join(_path(f"m-{kind}", s, frame) for s in lines))
        )
    rings = "".join(_path("m-ring", s, frame) for _, s in places.gate_areas)
    layers.append(_layer("rings", rings))
    own = [f'<use id="m-{key}" href="#{key}"/>' for key, _ in drawn if key[0] == "p"]
    return defs, "".join([*layers, _layer("footprints", "".join(own))])


def _path(name: str, shape: shapely.Geometry | None, frame: Frame) -> str:
    if shape is None:
        return ""
    return f'<path class="{name}" {_STEADY} d="{path(shape, frame)}"/>'


def _layer(key: str, inside: str) -> str:
    return f'<g data-layer="{escape(key)}">{inside}</g>' if inside else ""


def layer_rows(places: Places, zones: Zones) -> list[dict[str, Any]]:
    """Return the layers a reader can switch, with the sign of each for the legend.

    Parameters
    ----------
    places : Places
        Where things stand.
    zones : sequence of (Geometry or None, bool)
        What is drawn.

    Returns
    -------
    list of dict
        ``key``, ``sign``, and ``n`` (a title) or ``w`` (a word of the page).
    """
    plan = places.plan
    rows: list[dict[str, Any]] = []
    for regime in _used(plan, zones):
        one = plan.regimes[regime]
        sketch = all(
            s for k, (_, s) in enumerate(zones) if plan.zones.regime[k] == regime
        )
        rows.append(
            {
                "key": f"z{regime}",
                "n": both(one.title, one.title_en),
                "sign": f"zone {_look(plan, zones, regime)}",
                "fill": _fill(plan, regime),
                **({"sketch": True} if sketch else {}),
            }
        )
    for kind in ("axis", "corridor"):
        of_kind = [row for row, _ in places.corridors if row["kind"] == kind]
        if len(of_kind) == 1:
            one_name = both(of_kind[0]["name"], of_kind[0].get("name_en"))
            rows.append({"key": kind, "n": one_name, "sign": kind})
        elif of_kind:
            rows.append({"key": kind, "w": kind, "sign": kind})
    own = [s is not None for s in places.portfolio.shape]
    present = {
        "footprints": any(own),
        "towns": places.towns,
        "gates": places.gates,
        "rings": places.gate_areas,
        "units": places.present,
    }
    word = {"units": "unit_layer"}
    rows += [
        {"key": k, "w": word.get(k, k), "sign": k}
        for k, there in present.items()
        if there
    ]
    return rows


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
        ``p`` where, ``t`` name, ``k`` kind: towns, gates, units, out (a neighbour).
    """

    def row(kind: str, name: str, point: Point, **more: object) -> dict[str, Any]:
        return {"k": kind, "t": name, "p": frame.at(*point), **more}

    towns = sorted(places.towns, key=lambda one: _rank(str(one[0].get("class_2030"))))
    found = [row("out", name, point) for name, point in places.neighbours.items()]
    for one, point in towns:
        big = _rank(str(one.get("class_2030"))) < 3
        more = {"big": 1} if big else {}
        found.append(row("towns", str(one["name"]), point, **more))
    found += [row("gates", str(one["name"]), point) for one, point in places.gates]
    found += [row("units", u.name, places.units[u.code]) for u in places.present]
    return found


def _rank(town_class: str) -> int:
    ranks = {"I": 1, "II": 2, "III": 3, "IV": 4, "V": 5}
    return ranks.get(town_class.replace("loại", "").strip(), 6)
