"""The layers of the map page that a reader can switch, each with its count."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

import shapely

from quyhoach.reports.map_places import SKETCH, Places, sure_of
from quyhoach.reports.map_svg import look_of, regimes_drawn
from quyhoach.reports.map_units import outlines_of, schematic
from quyhoach.reports.map_words import both

__all__ = ["layer_rows"]

Row = dict[str, Any]
Zones = Sequence[tuple[shapely.Geometry | None, bool]]
_SURE = ("exact", "near", "symbol", "sketch")


def layer_rows(places: Places, zones: Zones) -> list[Row]:
    """Return the layers, those with nothing to draw too.

    Parameters
    ----------
    places : Places
        Where things stand.
    zones : sequence of (Geometry or None, bool)
        What is drawn of each zone, and whether it is only a sketch.

    Returns
    -------
    list of dict
        ``key``; ``in`` the group; ``n`` a title or ``w`` a word of the page; ``c`` how
        many are drawn, ``of`` how many there are where that is more; ``sign`` and
        ``fill`` for the legend; ``why`` names that nothing places.
    """
    return [
        *_by_regime(places, zones),
        *_by_instrument(places, zones),
        *_by_trust(places, zones),
        *_corridors(places),
        *_ground(places),
    ]


def _row(key: str, group: str, drawn: int, **more: object) -> Row:
    row = {"key": key, "in": group, "c": drawn, **more}
    if row.get("of") == drawn:
        del row["of"]
    return {name: value for name, value in row.items() if value not in ("", None, [])}


def _tally(zones: Zones, of: Callable[[int], int]) -> tuple[Counter[int], Counter[int]]:
    every = Counter(of(k) for k in range(len(zones)))
    drawn = Counter(of(k) for k, (shape, _) in enumerate(zones) if shape is not None)
    return drawn, every


def _by_regime(places: Places, zones: Zones) -> list[Row]:
    plan = places.plan
    drawn, every = _tally(zones, lambda k: int(plan.zones.regime[k]))
    looks = {r: look_of(plan, zones, r) for r in regimes_drawn(plan, zones)}
    rows = []
    for regime in sorted(every):
        one = plan.regimes[regime]
        more: Row = {"n": both(one.title, one.title_en), "of": every[regime]}
        if regime in looks:
            look, fill = looks[regime]
            more |= {"sign": f"zone {look}", "fill": fill}
        group = "protected" if one.protected else "zones"
        rows.append(_row(f"z{regime}", group, drawn[regime], **more))
    return rows


def _by_instrument(places: Places, zones: Zones) -> list[Row]:
    plan = places.plan
    drawn, every = _tally(zones, lambda k: int(plan.zones.instrument[k]))
    rows = []
    for at in sorted(every):
        paper = plan.instruments[at]
        signed = paper.signed
        date = f" ({signed.day}/{signed.month}/{signed.year})" if signed else ""
        title = both(f"{paper.number}{date}")
        rows.append(_row(f"i{at}", "law", drawn[at], n=title, of=every[at]))
    return rows


def _by_trust(places: Places, zones: Zones) -> list[Row]:
    found = Counter(
        sure_of(places, k) for k, (shape, _) in enumerate(zones) if shape is not None
    )
    ground = places.portfolio.ground.geometry
    found.update(
        int(ground[k]) for k, s in enumerate(places.portfolio.shape) if s is not None
    )
    return [
        _row(f"g{at}", "trust", found[at], w=f"sure.{_SURE[at]}", sign=f"sure {at}")
        for at in range(SKETCH + 1)
    ]


def _corridors(places: Places) -> list[Row]:
    every = Counter(str(row["kind"]) for row in places.rows("corridors"))
    rows = []
    for kind in ("axis", "corridor"):
        drawn = [row for row, _ in places.corridors if row["kind"] == kind]
        name: Row = {"w": kind}
        if len(drawn) == every[kind] == 1:
            name = {"n": both(drawn[0]["name"], drawn[0].get("name_en"))}
        rows.append(_row(kind, "base", len(drawn), of=every[kind], sign=kind, **name))
    return rows


def _ground(places: Places) -> list[Row]:
    outlines = outlines_of(places)
    rows = [
        _row(
            "towns",
            "base",
            len(places.towns),
            of=len(places.rows("towns")),
            w="towns",
            sign="towns",
        ),
        _row(
            "gates",
            "base",
            len(places.gates),
            of=len(places.rows("gates")),
            w="gates",
            sign="gates",
        ),
        _row("rings", "base", len(places.gate_areas), w="rings", sign="rings"),
    ]
    look = "outline-sketch" if schematic(places) else "outline"
    word = "unit_sketch" if schematic(places) else "unit_outlines"
    if outlines:
        given = places.outlines
        source = both(given.source, given.source_en) if given is not None else None
        rows.append(
            _row("units", "base", len(outlines), w=word, sign=look, source=source)
        )
    else:
        rows.append(
            _row("units", "base", len(places.present), w="unit_layer", sign="units")
        )
    across = {str(row.get("opposite") or "") for row, _ in places.gates} - {""}
    away = len(places.neighbours)
    missing = places.unplaced
    rows.append(_row("out", "base", away, of=away + len(missing), w="out", why=missing))
    rows.append(_row("across", "base", len(across), w="across"))
    return rows
