"""Whether a shared part counts: the one meaning of tolerance."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

from quyhoach.conformity.case import Case
from quyhoach.conformity.model import Tolerance
from quyhoach.law import Certainty, Geometry
from quyhoach.space import Meetings, tolerance_m

__all__ = ["Contact", "Side", "contact", "tolerance_of"]

Floats = NDArray[np.float64]
BoolArray = NDArray[np.bool_]
Objects = NDArray[np.object_]

TEN_TIMES = 10.0


@dataclass(frozen=True, slots=True)
class Contact:
    """What each shared part is worth.

    Parameters
    ----------
    counts : BoolArray
        Thicker than the tolerance somewhere, or deeper inside than it: a meeting.
        Where no scale is known every part counts; see ``unclear``.
    unclear : BoolArray
        No scale is known and the part is not clear of ten times the smallest one.
    survives : BoolArray
        Something is shared wherever in its error band each border really lies; tested
        on approximate ground only, elsewhere what is thick enough survives.
    tolerance_m : Floats
        Tolerance used, metres.
    tolerance_from : NDArray[np.int8]
        Codes of `Tolerance`.
    """

    counts: BoolArray
    unclear: BoolArray
    survives: BoolArray
    tolerance_m: Floats
    tolerance_from: NDArray[np.int8]

    def take(self, rows: BoolArray) -> Contact:
        """Return the chosen rows."""
        return Contact(
            self.counts[rows],
            self.unclear[rows],
            self.survives[rows],
            self.tolerance_m[rows],
            self.tolerance_from[rows],
        )


@dataclass(frozen=True, slots=True)
class Side:
    """One layer as `contact` needs it: shapes, scale and accuracy in columns.

    Parameters
    ----------
    shape : Objects
        On the grid, metres; ``None`` where nothing is drawn.
    scale : Floats
        Scale denominator of the map (50000 for 1:50 000); NaN where unknown.
    accuracy_m : Floats
        Accuracy of the reference system each shape came in, metres.
    """

    shape: Objects
    scale: Floats
    accuracy_m: Floats


def tolerance_of(
    case: Case, left: tuple[Floats, Floats], right: tuple[Floats, Floats]
) -> tuple[Floats, NDArray[np.int8]]:
    """Return the tolerance of pairs of shapes and where it came from.

    Parameters
    ----------
    case : Case
        Gives the day's parameters.
    left, right : tuple of Floats
        Scale denominators and accuracies, metres, of the two sides.

    Returns
    -------
    tuple
        Metres, NaN where a scale is not known; and codes of `Tolerance`.
    """
    paper, _ = case.number("paper_mm", 0.2)
    floor, _ = case.number("floor_m", 1.0)
    sides = [tolerance_m(s, a, paper_mm=paper, floor_m=floor) for s, a in (left, right)]
    most = np.maximum(*sides)
    drawn = [paper / 1000.0 * scale for scale, _ in (left, right)]
    came = np.full(len(most), Tolerance.FLOOR, np.int8)
    came[(left[1] >= most) | (right[1] >= most)] = Tolerance.REFERENCE_SYSTEM
    came[(most == floor) & (np.maximum(left[1], right[1]) <= floor)] = Tolerance.FLOOR
    came[drawn[1] >= most] = Tolerance.OTHER_SCALE
    came[drawn[0] >= most] = Tolerance.PROJECT_SCALE
    return most, came


def contact(
    case: Case, meetings: Meetings, right: Side, certainty: Certainty
) -> Contact:
    """Return what each meeting of the portfolio with another layer is worth.

    Parameters
    ----------
    case : Case
        The portfolio is the left side.
    meetings : Meetings
        Pairs to weigh.
    right : Side
        The other layer.
    certainty : Certainty
        How sure each pair's ground is: only approximate ground is tested to survive.

    Returns
    -------
    Contact
        One row a pair.

    Notes
    -----
    Most pairs are settled by areas and perimeters alone: ground of width w or less
    has at most w / 2 times its perimeter as area, and a shared part has no longer
    border than both shapes together. Only the rest is eroded.
    """
    a, b = meetings.left, meetings.right
    own = Side(case.portfolio.shape, case.portfolio.scale, case.portfolio.accuracy_m)
    tolerance, came = tolerance_of(
        case, (own.scale[a], own.accuracy_m[a]), (right.scale[b], right.accuracy_m[b])
    )
    smallest, _ = case.number("smallest_scale", 100_000.0)
    paper, _ = case.number("paper_mm", 0.2)
    unknown = np.isnan(tolerance)
    width = np.where(unknown, TEN_TIMES * paper / 1000.0 * smallest, tolerance)
    came[unknown] = Tolerance.SMALLEST_SCALE
    one, two = own.shape[a], right.shape[b]
    counts = _counts(meetings, one, two, width)
    survives = counts & (certainty.geometry != Geometry.APPROXIMATE)
    test = np.flatnonzero(counts & (certainty.geometry == Geometry.APPROXIMATE))
    survives[test] = _whatever_the_border(one[test], two[test], width[test])
    return Contact(counts | unknown, unknown & ~counts, survives, width, came)


def _counts(
    meetings: Meetings, left: Objects, right: Objects, width: Floats
) -> BoolArray:
    """Return which parts count; of two shapes the one of lower dimension goes first."""
    swap = shapely.get_dimensions(left) > shapely.get_dimensions(right)
    one, two = np.where(swap, right, left), np.where(swap, left, right)
    counts = np.asarray(
        meetings.area_m2 > width / 2 * (shapely.length(one) + shapely.length(two))
    )
    kind = shapely.get_dimensions(two)
    counts |= (kind == 1) & (meetings.length_m > width)
    counts |= kind == 0
    rest = np.flatnonzero(~counts & (kind == 2))
    counts[rest] = _thick(one[rest], two[rest], width[rest])
    return counts


def _thick(one: Objects, two: Objects, width: Floats) -> BoolArray:
    shared = shapely.intersection(one, two)
    thick = shapely.area(shapely.buffer(shared, -width / 2)) > 0
    rest = np.flatnonzero(~thick)
    if rest.size:
        inner = shapely.buffer(two[rest], -width[rest])
        thick[rest] = ~shapely.is_empty(shapely.intersection(one[rest], inner))
    return np.asarray(thick)


def _whatever_the_border(left: Objects, right: Objects, width: Floats) -> BoolArray:
    swap = shapely.get_dimensions(left) > shapely.get_dimensions(right)
    one, two = np.where(swap, right, left), np.where(swap, left, right)
    areal = shapely.get_dimensions(one) == 2
    shrunk = np.where(areal, shapely.buffer(one, -width), one)
    inner = shapely.buffer(two, -np.where(areal, width, 2 * width))
    left = shapely.intersection(shrunk, inner)
    return np.asarray(shapely.is_geometry(left) & ~shapely.is_empty(left))
