"""A second opinion on DE-9IM, by looking at every cell of a small arrangement.

Shapes stand on whole numbers and have only upright, level and diagonal sides. All lines
they could use cut the plane into known corners, sides and faces, so locating one point
in each is exact, in plain integers and halves, without GEOS.
"""

from dataclasses import dataclass, field
from itertools import pairwise

import shapely

SIZE = 5
_SPAN = range(-1, SIZE + 1)
_CORNERS = [(x, y) for x in range(-1, SIZE + 2) for y in range(-1, SIZE + 2)]
_CROSSINGS = [(x + 0.5, y + 0.5) for x in _SPAN for y in _SPAN]
_LEVEL = [(x + 0.5, y) for x in _SPAN for y in range(-1, SIZE + 2)]
_UPRIGHT = [(x, y + 0.5) for x in range(-1, SIZE + 2) for y in _SPAN]
_QUARTERS = (0.25, 0.75)
_DIAGONAL = [
    (x + a, y + b) for x in _SPAN for y in _SPAN for a in _QUARTERS for b in _QUARTERS
]
_INSIDE = ((0.5, 0.2), (0.5, 0.8), (0.2, 0.5), (0.8, 0.5))
_FACES = [(x + a, y + b) for x in _SPAN for y in _SPAN for a, b in _INSIDE]
PROBES = (
    [(point, 0) for point in _CORNERS + _CROSSINGS]
    + [(point, 1) for point in _LEVEL + _UPRIGHT + _DIAGONAL]
    + [(point, 2) for point in _FACES]
)
_AROUND = [
    (a * x, b * y)
    for x, y in ((0.05, 0.02), (0.02, 0.05))
    for a in (1, -1)
    for b in (1, -1)
]


@dataclass
class Drawing:
    """Polygons (lists of rings), lines and points in whole numbers."""

    polygons: list = field(default_factory=list)
    lines: list = field(default_factory=list)
    points: list = field(default_factory=list)

    @property
    def dimension(self):
        return 2 if self.polygons else 1 if self.lines else 0 if self.points else -1

    def shape(self):
        return shapely.GeometryCollection(
            [shapely.Polygon(rings[0], rings[1:]) for rings in self.polygons]
            + [shapely.LineString(line) for line in self.lines]
            + [shapely.Point(point) for point in self.points]
        )


def _on(point, a, b):
    (x, y), (x1, y1), (x2, y2) = point, a, b
    straight = (x2 - x1) * (y - y1) == (y2 - y1) * (x - x1)
    return (
        straight and min(x1, x2) <= x <= max(x1, x2) and min(y1, y2) <= y <= max(y1, y2)
    )


def _in_polygon(point, rings):
    x, y = point
    inside = False
    for ring in rings:
        for (x1, y1), (x2, y2) in pairwise(ring):
            if _on(point, (x1, y1), (x2, y2)):
                return "B"
            if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
                inside = not inside
    return "I" if inside else "E"


def locate(point, drawing):
    """Say where a point lies: I inside, B border, E outside."""
    found = [_in_polygon(point, rings) for rings in drawing.polygons]
    if "I" in found:
        return "I"
    if "B" in found:
        near = [(point[0] + dx, point[1] + dy) for dx, dy in _AROUND]
        ground = [
            any(_in_polygon(spot, rings) == "I" for rings in drawing.polygons)
            for spot in near
        ]
        return "I" if all(ground) else "B"
    on, ends = False, 0
    for line in drawing.lines:
        on |= any(_on(point, a, b) for a, b in pairwise(line))
        if line[0] != line[-1]:
            ends += (point == line[0]) + (point == line[-1])
    if on:
        return "B" if ends % 2 else "I"
    return "I" if point in drawing.points else "E"


def matrix(left, right):
    """Return the DE-9IM of two drawings."""
    highest = {}
    for point, dimension in PROBES:
        cell = locate(point, left) + locate(point, right)
        highest[cell] = max(highest.get(cell, -1), dimension)
    cells = (highest.get(a + b, -1) for a in "IBE" for b in "IBE")
    return "".join("F" if cell < 0 else str(cell) for cell in cells)


def relation(left, right):  # noqa: PLR0911
    """Name the one relation that holds, from the definitions of OGC."""
    if left.dimension < 0 and right.dimension < 0:
        return "equals"
    cells = matrix(left, right)
    apart, over, under = (
        cells[0] + cells[1] + cells[3] + cells[4],
        cells[2] + cells[5],
        cells[6] + cells[7],
    )
    if apart == "FFFF":
        return "disjoint"
    if over == under == "FF":
        return "equals"
    if cells[0] == "F":
        return "touches"
    if over == "FF":
        return "within"
    if under == "FF":
        return "contains"
    if left.dimension != right.dimension or (left.dimension == 1 and cells[0] == "0"):
        return "crosses"
    return "overlaps"
