"""Where every unit, town, gate, zone and project of a plan stands on the page."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
import shapely

from quyhoach.law import Geometry
from quyhoach.plan import Plan, Portfolio, Unit, fold
from quyhoach.reports.map_ground import Point, blob, on_grid, ring
from quyhoach.reports.map_outlines import Outlines

__all__ = ["SKETCH", "Places", "mean_point", "sure_of"]

# one step weaker than the weakest drawn shape: ground known by names only
SKETCH = max(Geometry) + 1

_COMMUNES = ("xã", "phường", "thị trấn")
_GATE_EPSG = 3405
_REACH_M = 13_000.0
_ZONE_REACH_M = 5_200.0
_WIDE = 0.6
_MOSTLY = 0.5
_FAR_M = 9_000.0


def mean_point(points: Sequence[Point]) -> Point | None:
    """Return the mean of points, ``None`` for none.

    Parameters
    ----------
    points : sequence of tuple of float
        x and y of each.

    Returns
    -------
    tuple of float or None
        Mean x and mean y, in the unit of the points.

    Examples
    --------
    >>> mean_point([(0.0, 0.0), (2.0, 4.0)])
    (1.0, 2.0)
    >>> mean_point([]) is None
    True
    """
    if not points:
        return None
    x, y = np.mean(np.array(points), axis=0)
    return float(x), float(y)


@dataclass(frozen=True)
class Places:
    """Every place of a plan and its portfolio, in metres on the grid.

    Parameters
    ----------
    plan : Plan
        Whose units, towns, gates and zones.
    portfolio : Portfolio
        Whose projects.
    outlines : Outlines, optional
        Shapes of the units.
    """

    plan: Plan = field(repr=False)
    portfolio: Portfolio = field(repr=False)
    outlines: Outlines | None = field(repr=False, default=None)

    def rows(self, table: str) -> tuple[Mapping[str, Any], ...]:
        """Return the rows of a package table; none where there is no such table."""
        return self.plan.tables.get(table, ())

    @cached_property
    def units(self) -> dict[str, Point]:
        """Point of each unit that has one, by code."""
        units = [u for u in self.plan.units.all if u.lat is not None]
        points = on_grid([{"lat": u.lat, "lon": u.lon} for u in units])
        return {u.code: p for u, p in zip(units, points, strict=True) if p is not None}

    @cached_property
    def atoms(self) -> dict[int, Point]:
        """Point of each atom: that of the smallest unit round it."""
        found: dict[int, Point] = {}
        units = [u for u in self.plan.units.all if u.code in self.units]
        for unit in sorted(units, key=lambda u: (len(u.atoms), u.code)):
            for atom in unit.atoms:
                found.setdefault(atom, self.units[unit.code])
        return found

    @cached_property
    def home(self) -> str:
        """Name of the province: the one most units stand in."""
        names = Counter(u.province for u in self.plan.units.all if u.atoms)
        return names.most_common(1)[0][0] if names else ""

    @cached_property
    def present(self) -> list[Unit]:
        """Communes of today that have a point."""
        own = [
            u
            for u in self.plan.units.all
            if u.code in self.units and u.atoms and u.type.lower() in _COMMUNES
        ]
        return [u for u in own if u.end is None] or own

    @cached_property
    def neighbours(self) -> dict[str, Point]:
        """Name of each neighbouring province and the middle of its points."""
        away = [u for u in self.plan.units.all if u.code in self.units and not u.atoms]
        away = [u for u in away if u.end is None] or away
        names = sorted({u.province for u in away} - {self.home, ""})
        middle = {
            name: mean_point([self.units[u.code] for u in away if u.province == name])
            for name in names
        }
        return {name: point for name, point in middle.items() if point is not None}

    def of_unit(self, code: str) -> Point | None:
        """Return a unit's point, or the middle of the atoms it takes in."""
        if code in self.units:
            return self.units[code]
        unit = self.plan.units.by_code.get(code)
        return self.of_atoms(unit.atoms) if unit else None

    def of_atoms(self, atoms: Iterable[int]) -> Point | None:
        """Return the middle of atoms, ``None`` where none has a point."""
        return mean_point([self.atoms[a] for a in sorted(atoms) if a in self.atoms])

    def of_places(self, table: Any, row: int) -> list[Point]:  # noqa: ANN401
        """Return the points of the atoms that one row of a `space.Places` reaches."""
        atoms = table.atom[table.row == row]
        return [self.atoms[int(a)] for a in atoms if int(a) in self.atoms]

    @cached_property
    def towns(self) -> list[tuple[Mapping[str, Any], Point]]:
        """Rows of towns with their points; the unit's point where none is given."""
        return self._pointed("towns")

    @cached_property
    def gates(self) -> list[tuple[Mapping[str, Any], Point]]:
        """Rows of gates with their points."""
        return self._pointed("gates")

    def _pointed(self, table: str) -> list[tuple[Mapping[str, Any], Point]]:
        rows = self.rows(table)
        found = []
        for row, given in zip(rows, on_grid(rows), strict=True):
            point = given or self.of_unit(str(row.get("unit") or ""))
            if point is not None:
                found.append((row, point))
        return found

    @cached_property
    def gate_areas(self) -> list[tuple[str, shapely.Geometry]]:
        """Name and ring of each gate area whose corners make a simple ring."""
        areas: dict[str, list[Mapping[str, Any]]] = {}
        for row in self.rows("gate_points"):
            areas.setdefault(str(row["area"]), []).append(row)
        drawn = [(name, ring(rows, epsg=_GATE_EPSG)) for name, rows in areas.items()]
        return [(name, shape) for name, shape in drawn if shape is not None]

    @cached_property
    def corridors(self) -> list[tuple[Mapping[str, Any], shapely.Geometry]]:
        """Rows of corridors and the line through their towns, in order."""
        by_key: dict[str, Point] = {}
        for unit in self.present:
            by_key.setdefault(_bare(unit.name), self.units[unit.code])
        for row, point in self.towns:
            by_key |= {_bare(str(row["name"])): point, str(row["id"]): point}
        found: list[tuple[Mapping[str, Any], shapely.Geometry]] = []
        for row in self.rows("corridors"):
            keys = [str(key) for key in row.get("towns") or ()]
            points = [by_key.get(key) or by_key.get(_bare(key)) for key in keys]
            line = [point for point in points if point is not None]
            if len(line) > 1:
                found.append((row, shapely.LineString(line)))
        return found

    @cached_property
    def land(self) -> shapely.Geometry | None:
        """A soft ground round the communes, for the eye; ``None`` for a drawn plan."""
        drawn = any(shape is not None for shape in self.plan.zones.shape)
        if drawn or self.outlines is not None:
            return None
        gates = [point for _, point in self.gates]
        return blob([self.units[u.code] for u in self.present] + gates, reach=_REACH_M)

    @cached_property
    def zones(self) -> list[tuple[shapely.Geometry | None, bool]]:
        """Shape of each zone and whether it is only a sketch."""
        drawn = self.plan.zones.shape
        return [
            (shape, False) if shape is not None else (self._sketch(row), True)
            for row, shape in enumerate(drawn)
        ]

    @cached_property
    def unplaced(self) -> list[str]:
        """Names of neighbouring provinces of today that no point can place."""
        away = [u for u in self.plan.units.all if not u.atoms and u.end is None]
        names = {u.province for u in away} - {self.home, "", *self.neighbours}
        return sorted(names)

    def _sketch(self, row: int) -> shapely.Geometry | None:
        """Soft ground round communes taken in, or a circle of the stated area."""
        places, points = self.plan.zones.places, self.of_zone(row)
        center = mean_point(points)
        if center is None or len(points) > _WIDE * len(self.atoms):
            return None
        if places.whole[places.row == row].mean() >= _MOSTLY:
            return blob(points, reach=_ZONE_REACH_M)
        area = float(self.plan.zones.stated_area_m2[row])
        middle = shapely.Point(center)
        far = max(middle.distance(shapely.Point(point)) for point in points)
        if math.isnan(area) or far > _FAR_M:
            return None
        return middle.buffer(math.sqrt(area / math.pi))

    def of_zone(self, row: int) -> list[Point]:
        """Return the points of the units a zone takes in."""
        return self.of_places(self.plan.zones.places, row)


def sure_of(places: Places, row: int) -> int:
    """Return how well a zone's outline is known: a `Geometry`, or `SKETCH`.

    Parameters
    ----------
    places : Places
        Where things stand.
    row : int
        Row of the zone.

    Returns
    -------
    int
        0 exact, 1 approximate, 2 indicative, 3 only drawn from names.
    """
    if places.plan.zones.shape[row] is None:
        return SKETCH
    return int(places.plan.zones.certainty.geometry[row])


def _bare(name: str) -> str:
    text = fold(name)
    for kind in ("thanh pho ", "thi tran ", "phuong ", "xa ", "tp ", "tt "):
        text = text.removeprefix(kind)
    return text
