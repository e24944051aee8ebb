"""Own the doubts about imported units: overlaps, gaps, areas, and where they lie."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np
import shapely

from quyhoach.intake.issues import Issue, issue
from quyhoach.intake.units_of import ReadUnits
from quyhoach.plan import Unit
from quyhoach.space import to_grid
from quyhoach.space.tiling import Tiling

__all__ = ["doubts"]

Doubt = tuple[str, int | None, str, dict[str, object]]
Found = Iterator[Doubt]

_WORTH_SAYING_M2 = 10_000.0
_OVERLAP_TOO_LARGE = 0.01
_AREA_APART = 0.05
_POINT_FAR_M = 5_000.0


def doubts(
    read: ReadUnits,
    cover: Tiling,
    *,
    file: str,
    published: Mapping[str, float],
    bounds: tuple[float, float, float, float],
    sourced: bool,
) -> list[Issue]:
    """Return what does not fit about shapes that were all matched and are all valid.

    Parameters
    ----------
    read : ReadUnits
        Without errors.
    cover : Tiling
        Of ``read.ground``.
    file : str
        Name of the file, for messages.
    published : Mapping
        Unit code to square kilometres, where a publisher gives them.
    bounds : tuple of float
        Box of the province, metres; NaN where not known.
    sourced : bool
        Whether somebody said whose the borders are and of which day.

    Returns
    -------
    list of Issue
        Overlaps and gaps of a hectare or more; overlaps above 1 % of the smaller unit
        and units outside the province are errors.
    """
    unsaid: list[Doubt] = [] if sourced else [("QH-D19.source_unsaid", None, "", {})]
    found = [
        *unsaid,
        *_outside(read, bounds),
        *_overlaps(read, cover),
        *_gaps(read, cover),
        *_areas(read, published),
        *_points(read),
    ]
    return [
        issue(
            code,
            file=file,
            sheet="",
            layer="",
            row=row,
            column="",
            value=value,
            **words,
        )
        for code, row, value, words in found
    ]


def _outside(read: ReadUnits, bounds: tuple[float, float, float, float]) -> Found:
    west, south, east, north = bounds
    for unit, row, box in zip(
        read.units, read.rows, shapely.bounds(read.ground), strict=True
    ):
        left, low, right, high = box
        if left > east or right < west or low > north or high < south:
            yield "QH-D19.outside_province", row, unit.name, {"unit": unit.name}


def _overlaps(read: ReadUnits, cover: Tiling) -> Found:
    pairs = zip(
        cover.left, cover.right, cover.shared_m2, cover.shared_part, strict=True
    )
    for left, right, shared, part in pairs:
        if part <= _OVERLAP_TOO_LARGE and shared < _WORTH_SAYING_M2:
            continue
        one, other = read.units[left], read.units[right]
        words = {
            "unit": one.name,
            "other": f"{other.name} ({read.rows[right]})",
            **_both("ha", shared / 1e4),
            **_both("share", 100 * part),
        }
        worst = part > _OVERLAP_TOO_LARGE
        code = "QH-D19.overlap" if worst else "QH-D19.overlap_small"
        yield code, read.rows[left], one.name, words


def _gaps(read: ReadUnits, cover: Tiling) -> Found:
    tree = shapely.STRtree(read.ground)
    for gap, size in zip(cover.gaps, cover.gap_m2, strict=True):
        if size < _WORTH_SAYING_M2:
            break
        beside = int(tree.nearest(gap))
        words = {"unit": read.units[beside].name, **_both("ha", size / 1e4)}
        yield "QH-D19.gap", read.rows[beside], read.units[beside].name, words


def _areas(read: ReadUnits, published: Mapping[str, float]) -> Found:
    areas = shapely.area(read.ground) / 1e6
    for unit, row, drawn in zip(read.units, read.rows, areas, strict=True):
        stated = published.get(unit.code)
        if stated and abs(drawn / stated - 1) > _AREA_APART:
            words = {
                "unit": unit.name,
                **_both("drawn", drawn),
                **_both("stated", stated),
                **_both("share", 100 * (drawn / stated - 1)),
            }
            yield "QH-D19.area_differs", row, unit.name, words


def _points(read: ReadUnits) -> Found:
    known = [k for k, unit in enumerate(read.units) if unit.lat is not None]
    spots = np.empty(len(known), dtype=object)
    spots[:] = [_point(read.units[k]) for k in known]
    away = shapely.distance(to_grid(spots, epsg=4326), read.ground[known])
    for k, metres in zip(known, away, strict=True):
        if metres > _POINT_FAR_M:
            unit = read.units[k]
            words = {"unit": unit.name, **_both("km", metres / 1e3)}
            yield "QH-D19.point_far", read.rows[k], unit.name, words


def _point(unit: Unit) -> shapely.Point:
    return shapely.Point(unit.lon or 0.0, unit.lat or 0.0)


def _both(name: str, value: float) -> dict[str, object]:
    """Return a number as both languages write it."""
    english = f"{value:,.1f}"
    swapped = english.translate(str.maketrans(",.", ".,"))
    return {name: swapped, f"{name}_en": english}
