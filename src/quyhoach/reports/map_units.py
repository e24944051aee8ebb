"""Outlines of administrative units on the map page: boundaries, or a schematic."""

from __future__ import annotations

from typing import Any

import shapely

from quyhoach.reports.map_ground import Frame, Point, path
from quyhoach.reports.map_places import Places

__all__ = ["outlines_of", "outlines_svg", "schematic", "unit_names"]

_SURE = {"exact": "exact", "approximate": "near", "indicative": "sketch"}


def outlines_of(places: Places) -> dict[str, shapely.Geometry]:
    """Return the shape of each unit of today that has one, by code.

    Parameters
    ----------
    places : Places
        Where things stand.

    Returns
    -------
    dict
        In the order given. Units that have ended are left out where others stand in
        their place; codes that the plan does not know and empty shapes are left out.
    """
    given = places.outlines
    if given is None:
        return {}
    known = places.plan.units.by_code
    shapes = {
        code: shape
        for code, shape in zip(given.codes, given.shapes, strict=True)
        if code in known and shape is not None and not shape.is_empty
    }
    today = {code: s for code, s in shapes.items() if known[code].end is None}
    return today or shapes


def schematic(places: Places) -> bool:
    """Return whether the outlines are only a schematic, never to be measured on.

    Parameters
    ----------
    places : Places
        Where things stand.

    Returns
    -------
    bool
        ``True`` for every trust that is not exact or approximate.
    """
    given = places.outlines
    return given is not None and given.geometry not in ("exact", "approximate")


def outlines_svg(places: Places, frame: Frame) -> str:
    """Return the outlines as SVG, each of the look that its trust allows.

    Parameters
    ----------
    places : Places
        Where things stand.
    frame : Frame
        The rectangle drawn.

    Returns
    -------
    str
        Paths; empty without outlines.
    """
    given = places.outlines
    look = _SURE.get(given.geometry, "sketch") if given is not None else ""
    return "".join(
        f'<path class="m-outline s-{look}" vector-effect="non-scaling-stroke" '
        f'd="{path(shape, frame)}"/>'
        for shape in outlines_of(places).values()
    )


def unit_names(places: Places) -> tuple[list[str], list[Point]]:
    """Return names of the units on the map and where each name stands.

    Parameters
    ----------
    places : Places
        Where things stand.

    Returns
    -------
    tuple of list
        Inside the outline where there is one, else at the unit's point.
    """
    names: dict[str, Point] = {u.code: places.units[u.code] for u in places.present}
    for code, shape in outlines_of(places).items():
        inside: Any = shapely.point_on_surface(shape)
        names[code] = (float(inside.x), float(inside.y))
    known = places.plan.units.by_code
    return [known[code].name for code in names], list(names.values())
