"""Own the seam between the ordered points of a ring and its shape, never repaired."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from quyhoach.errors import BadInput
from quyhoach.intake.corner_numbers import Reading, read_length
from quyhoach.intake.corner_rings import Placed, Ring, Said
from quyhoach.intake.issues import Trouble
from quyhoach.intake.sums import vietnamese
from quyhoach.space import to_grid

__all__ = ["Axes", "Laid", "lay", "side_troubles"]

# the sine of an angle that may be a line there and back
_SHARP = 0.1
# the scale of another projection than the one measured on, at most
_OTHER_GRID = 1e-3


@dataclass(frozen=True, slots=True)
class Axes:
    """What the two numbers of a point are.

    Parameters
    ----------
    degrees : bool
        They are longitude and latitude.
    east_first : bool, optional
        The first is the easting by its heading; ``None`` where X and Y say neither.
    """

    degrees: bool
    east_first: bool | None = None


@dataclass(slots=True)
class Laid:
    """A ring on the ground of its system.

    Parameters
    ----------
    places : ndarray of float, shape (n, 2)
        Easting before northing, or longitude before latitude; not closed.
    step : float
        One unit of the last printed digit.
    shape : BaseGeometry, optional
        ``None`` where something is wrong.
    said : list
        What is wrong.
    """

    places: NDArray[np.float64]
    step: float
    shape: BaseGeometry | None = None
    said: list[Said] = field(default_factory=list)


def lay(ring: Ring, axes: Axes, *, line: bool = False) -> Laid:
    """Return the shape of a ring whose points are all read and in order.

    Parameters
    ----------
    ring : Ring
        Sound.
    axes : Axes
        What its numbers are.
    line : bool
        The paper says that the points are those of a line.

    Returns
    -------
    Laid
        Without a shape where the numbers do not agree which of them is the northing, a
        point stands twice, an edge runs back on itself, or two edges cross.

    Notes
    -----
    On every grid of Vietnam the northing is the larger number, in degrees the
    longitude: one rule for the whole ring, and a point that breaks it is named.
    """
    pairs = [one.pair for one in ring.points if one.pair is not None]
    values = np.array([[a.value, b.value] for a, b in pairs], dtype=np.float64)
    laid = Laid(values, min(reading.step for pair in pairs for reading in pair))
    first = values[:, 0] > values[:, 1]
    if first.any() and not first.all():
        few = first if 2 * first.sum() <= len(first) else ~first
        for at in np.flatnonzero(few).tolist():
            _say(laid, ring.points[at], "QH-D17.axes_mixed", {})
        return laid
    # the larger is the longitude in degrees, the northing in metres
    east_first = bool(first[0]) is axes.degrees
    laid.places = values if east_first else values[:, ::-1]
    if axes.east_first is not None and axes.east_first is not east_first:
        laid.said.append((ring.points[0].point.row, "", Trouble("QH-D17.axes_swapped")))
    _check(ring, laid, line=line)
    return laid


def _say(laid: Laid, one: Placed, code: str, words: dict[str, object]) -> None:
    laid.said.append((one.point.row, "point", Trouble(code, one.point.label, words)))


def _check(ring: Ring, laid: Laid, *, line: bool) -> None:
    before = len(laid.said)
    _repeated(ring, laid)
    count = len(ring.points)
    if len(laid.said) == before and (line or count < 3):
        laid.shape = _line(laid.places)
        if count < 3:
            kind = ("điểm", "a point") if count == 1 else ("đường", "a line")
            words: dict[str, object] = {
                "count": count,
                "kind": kind[0],
                "kind_en": kind[1],
            }
            _say(laid, ring.points[0], "QH-D17.few_points", words)
        return
    if len(laid.said) == before:
        _spikes(ring, laid)
    if len(laid.said) > before:
        return
    made = shapely.Polygon(laid.places)
    if made.is_valid:
        laid.shape = made
    else:
        _crossing(ring, laid)


def _line(places: NDArray[np.float64]) -> BaseGeometry:
    return shapely.Point(places[0]) if len(places) == 1 else shapely.LineString(places)


def _repeated(ring: Ring, laid: Laid) -> None:
    seen: dict[tuple[float, float], Placed] = {}
    for one, place in zip(ring.points, map(tuple, laid.places.tolist()), strict=True):
        if place in seen:
            other = seen[place].point
            words = {"number": _named(one), "other": other.row}
            _say(laid, one, "QH-D17.point_repeated", words)
        seen.setdefault(place, one)


def _spikes(ring: Ring, laid: Laid) -> None:
    """Name corners where the ring runs back on itself, as finely as it was printed."""
    here = laid.places
    back, on = np.roll(here, 1, axis=0) - here, np.roll(here, -1, axis=0) - here
    lengths = np.hypot(*back.T), np.hypot(*on.T)
    cross = np.abs(back[:, 0] * on[:, 1] - back[:, 1] * on[:, 0])
    away = cross / np.maximum(*lengths)
    turned = (back * on).sum(axis=1) > 0
    # a short edge may lie within the last digit of a long one and still be a corner
    sharp = cross <= _SHARP * lengths[0] * lengths[1]
    fine = away <= math.sqrt(2) * laid.step
    for at in np.flatnonzero(turned & sharp & fine).tolist():
        _say(laid, ring.points[at], "QH-D17.spike", {"number": _named(ring.points[at])})


def _crossing(ring: Ring, laid: Laid) -> None:
    """Name the first two edges that meet where they should not, and the place."""
    count = len(laid.places)
    ends = np.stack([laid.places, np.roll(laid.places, -1, axis=0)], axis=1)
    edges = np.asarray(shapely.linestrings(ends), dtype=object)
    left, right = shapely.STRtree(edges).query(edges, predicate="intersects")
    apart = (right - left > 1) & (right - left < count - 1)
    met = sorted(zip(left[apart].tolist(), right[apart].tolist(), strict=True))
    if not met:
        words: dict[str, object] = {
            "why": shapely.is_valid_reason(shapely.Polygon(laid.places))
        }
        laid.said.append(
            (ring.points[0].point.row, "", Trouble("QH-D06.shape_invalid", "", words))
        )
        return
    one, other = met[0]
    at = shapely.get_coordinates(shapely.intersection(edges[one], edges[other]))[0]
    digits = 6 if abs(at).max() <= 180 else 2
    east, north = (f"{value:.{digits}f}" for value in at)
    words = {
        "one": _edge(ring, one),
        "other": _edge(ring, other),
        "east": east.replace(".", ","),
        "north": north.replace(".", ","),
        "east_en": east,
        "north_en": north,
        "count": len(met),
    }
    _say(laid, ring.points[other], "QH-D17.crossing", words)


def _named(one: Placed) -> str:
    return one.point.label or f"dòng {one.point.row}"


def _edge(ring: Ring, at: int) -> str:
    return (
        f"{_named(ring.points[at])}–{_named(ring.points[(at + 1) % len(ring.points)])}"
    )


def side_troubles(
    ring: Ring, laid: Laid, *, epsg: int, points: bool | None = None
) -> list[Said]:
    """Return the stated side lengths that the coordinates contradict.

    Parameters
    ----------
    ring : Ring
        With the lengths beside its points.
    laid : Laid
        Its places.
    epsg : int
        Their system.
    points : bool, optional
        The table writes a point before decimals.

    Returns
    -------
    list
        A length stands beside the point where its edge begins, in some tables beside
        the one where it ends: whichever fits more of them holds for the whole ring.

    Notes
    -----
    Allowed is half a unit of the last digit of the lengths, and what the last digits
    of two points can move an edge by.
    """
    rows = [*ring.points, *([ring.closing] if ring.closing else [])]
    stated, said = _stated(rows, points)
    if not stated:
        return said
    computed, scale = _lengths(laid.places, epsg)
    step = min(reading.step for reading in stated.values())
    slack = math.sqrt(2) * laid.step * scale + 0.5 * step
    count, best = len(ring.points), None
    for shift in (0, -1):
        found: list[Said] = []
        for at, reading in stated.items():
            edge = (at + shift) % count
            allowed = slack + (_OTHER_GRID * computed[edge] if scale != 1.0 else 0.0)
            if abs(reading.value - computed[edge]) > allowed + 1e-9:
                found.append(
                    _differs(
                        rows[at], _edge(ring, edge), reading, computed[edge], allowed
                    )
                )
        if best is None or len(found) < len(best):
            best = found
    return [*said, *(best or [])]


def _stated(
    rows: Sequence[Placed], points: bool | None
) -> tuple[dict[int, Reading], list[Said]]:
    stated: dict[int, Reading] = {}
    said: list[Said] = []
    for at, one in enumerate(rows):
        if one.point.side is None:
            continue
        reading = read_length(one.point.side, points=points)
        if reading is None:
            text = str(one.point.side)
            said.append((one.point.row, "side", Trouble("QH-D17.side_unread", text)))
        else:
            stated[at] = reading
    return stated, said


def _lengths(
    places: NDArray[np.float64], epsg: int
) -> tuple[NDArray[np.float64], float]:
    """Return the lengths of edges in metres, and metres in one unit of the system."""
    scale = 1.0
    if abs(places).max() <= 180:
        scale = 111_320.0
        spots = np.asarray(shapely.points(places), dtype=object)
        try:
            places = shapely.get_coordinates(to_grid(spots, epsg=epsg))
        except BadInput:
            return np.zeros(len(places)), scale
    ends = np.diff(np.vstack([places, places[:1]]), axis=0)
    return np.asarray(np.hypot(*ends.T), dtype=np.float64), scale


def _differs(
    one: Placed, edge: str, stated: Reading, computed: float, allowed: float
) -> Said:
    digits = max(2, round(-math.log10(stated.step)))
    said = {
        "stated": Decimal(f"{stated.value:.{digits}f}"),
        "computed": Decimal(f"{computed:.{digits}f}"),
        "allowed": Decimal(f"{allowed:.{digits}f}"),
    }
    words: dict[str, object] = {"edge": edge}
    words |= {name: vietnamese(value) for name, value in said.items()}
    words |= {f"{name}_en": f"{value:,f}" for name, value in said.items()}
    return (
        one.point.row,
        "side",
        Trouble("QH-D17.side_differs", str(one.point.side), words),
    )
