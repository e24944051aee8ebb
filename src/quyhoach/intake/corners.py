"""Own the seam between a table of corner points and shapes, with every fault named."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from quyhoach.intake.columns import key
from quyhoach.intake.corner_columns import CornerHeader, find_corner_header, pair_of
from quyhoach.intake.corner_lines import begins, marks_hole, says
from quyhoach.intake.corner_model import CornerPoint, Parcel, Read
from quyhoach.intake.corner_numbers import Reading, read_place
from quyhoach.intake.corner_rings import Placed, Ring, Said, rings_of
from quyhoach.intake.corner_rows import read_parcels
from quyhoach.intake.corner_shapes import Axes, lay, side_troubles
from quyhoach.intake.corner_systems import System, system_of
from quyhoach.intake.grids import Grid
from quyhoach.intake.issues import Issue, Trouble, issue
from quyhoach.intake.printed_points import decode, printed_rule
from quyhoach.intake.values import plain_text

__all__ = ["CornerTable", "Made", "read_corners"]

_EAST = {"dong", "east", "easting", "e"}
_NORTH = {"bac", "north", "northing", "n"}
# of two areas that only touch, what rounding may let them share
_SHARED = 1e-9


@dataclass(slots=True)
class Made:
    """One parcel and what its points make.

    Parameters
    ----------
    parcel : Parcel
        As written.
    shape : BaseGeometry, optional
        ``None`` where it was left out: an issue says why.
    epsg : int
        Its reference system; 0 without a shape.
    inferred : bool
        The system is concluded, not declared.
    """

    parcel: Parcel
    shape: BaseGeometry | None = None
    epsg: int = 0
    inferred: bool = False


@dataclass(slots=True)
class CornerTable:
    """A grid that was read as a table of corner points.

    Parameters
    ----------
    grid : Grid
        As unpacked.
    header : CornerHeader
        Its heading.
    made : list of Made
        Its parcels, in file order.
    issues : list of Issue
        What was met.
    """

    grid: Grid
    header: CornerHeader
    made: list[Made] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)

    def say(self, row: int | None, name: str, trouble: Trouble) -> None:
        """Remember what was met; `name` is a field of the heading or a column."""
        column = self.header.fields.get(name)
        self.issues.append(
            issue(
                trouble.code,
                file=self.grid.file,
                sheet=self.grid.sheet,
                layer=self.grid.layer,
                row=row or None,
                column=column.header if column else "",
                value=trouble.value,
                **trouble.words,
            )
        )


def read_corners(grid: Grid, *, crs: int | None = None) -> CornerTable | None:
    """Return the parcels of a table of corner points; ``None`` for any other grid.

    Parameters
    ----------
    grid : Grid
        As unpacked.
    crs : int, optional
        EPSG code where the paper declares none.

    Returns
    -------
    CornerTable or None
        A parcel has a shape only where all its points are read and in order, its
        rings are simple and apart, and its reference system is declared, or known
        from a rule for printed points.

    Examples
    --------
    >>> rows = [["Hệ tọa độ VN-2000, kinh tuyến trục 107°15', múi chiếu 3°"],
    ...         ["Điểm", "X (m)", "Y (m)"], ["Khu A"], [1, 2417000, 449000],
    ...         [2, 2417100, 449000], [3, 2417100, 449200]]
    >>> table = read_corners(Grid(file="a.xlsx", rows=list(enumerate(rows, start=1))))
    >>> table.made[0].parcel.name, table.made[0].epsg, table.made[0].shape.wkt
    ('Khu A', 9215, 'POLYGON ((449000 2417000, 449000 2417100, 449200 2417100, \
449000 2417000))')
    >>> read_corners(Grid(file="a.csv", rows=[(1, ["Mã", "Tên dự án"])])) is None
    True
    """
    header = find_corner_header(grid)
    if header is None:
        return None
    read = read_parcels(grid, header)
    table = CornerTable(grid, header)
    _about_table(table, read)
    after = 0
    for parcel in read.parcels:
        after = _Maker(table, read, parcel, crs).make(after)
    for row, text, heading in read.remarks:
        code = "QH-D14.heading_row" if heading else "QH-D14.note_row"
        table.say(row, "", Trouble(code, text))
    if not read.parcels:
        table.say(header.row, "", Trouble("QH-D16.no_rows"))
    return table


def _about_table(table: CornerTable, read: Read) -> None:
    header = table.header
    used = pair_of(header.fields)
    for name in ("x", "y", "lat", "lon"):
        if name in header.fields and name not in used:
            words: dict[str, object] = {"other": header.fields[used[0]].header}
            table.say(header.row, name, Trouble("QH-D08.column_second", "", words))
    if used == ("printed",) and read.parcels:
        rule = printed_rule()
        words = {"epsg": rule.epsg, "source": rule.source, "why": rule.why}
        words["why_en"] = rule.why_en
        table.say(header.row, "printed", Trouble("QH-D17.printed_inferred", "", words))


class _Maker:
    """One parcel on its way to a shape."""

    def __init__(
        self, table: CornerTable, read: Read, parcel: Parcel, crs: int | None
    ) -> None:
        self._table, self._read, self._parcel = table, read, parcel
        self._fields = table.header.fields
        self._pair = pair_of(self._fields)
        self._crs = crs
        self._sound = True

    def make(self, after: int) -> int:
        """Put the parcel into the table; return the last number of its points."""
        made = Made(self._parcel)
        self._table.made.append(made)
        degrees = self._in_degrees()
        system = self._system(degrees=degrees)
        if system.trouble:
            self._refuse(self._parcel.row, "epsg", system.trouble)
            if system.trouble.code == "QH-D05.system_contradicted":
                return after
        rings, after = self._rings(after, degrees=degrees)
        shapes = [self._shape(ring, system, degrees=degrees) for ring in rings]
        shape = self._joined(rings, shapes)
        if self._sound and shape is not None:
            made.shape, made.epsg = shape, system.epsg
            made.inferred = self._pair == ("printed",)
        return after

    def _refuse(self, row: int, name: str, trouble: Trouble) -> None:
        self._sound = False
        self._table.say(row, name, trouble)

    def _points(self) -> Iterator[CornerPoint]:
        for strip in self._parcel.strips:
            yield from strip.points

    def _in_degrees(self) -> bool:
        """Whether the numbers of the parcel can only be degrees."""
        if self._pair != ("x", "y"):
            return self._pair == ("lat", "lon")
        cells = [cell for point in self._points() for cell in point.cells]
        if any(read_place(cell, degrees=False) for cell in cells):
            return False
        return any(read_place(cell, degrees=True) for cell in cells)

    def _system(self, *, degrees: bool) -> System:
        if self._pair == ("printed",):
            return System(printed_rule().epsg, False)
        header, rows = self._table.header, self._table.grid.rows
        return system_of(
            self._parcel,
            self._read.systems,
            begin=rows[header.begin][0] if header.begin < len(rows) else 0,
            crs=self._crs,
            degrees=degrees,
        )

    def _rings(self, after: int, *, degrees: bool) -> tuple[list[Ring], int]:
        header = self._table.header
        numbered = "point" in header.fields or "ordinal" in header.fields
        if not numbered:
            self._table.say(self._parcel.row, "", Trouble("QH-D17.unnumbered"))
        rings: list[Ring] = []
        for strip in self._parcel.strips:
            if marks_hole(strip.title):
                row = strip.points[0].row
                self._refuse(row, "", Trouble("QH-D17.hole_in_words", strip.title))
            placed = [self._placed(point, degrees=degrees) for point in strip.points]
            some, after = rings_of(strip.title, placed, after=after, numbered=numbered)
            rings += some
        for ring in rings:
            self._all(ring.said)
            self._sound &= ring.sound
        return rings, after

    def _all(self, said: Sequence[Said]) -> None:
        for row, name, trouble in said:
            self._table.say(row, name, trouble)

    def _placed(self, point: CornerPoint, *, degrees: bool) -> Placed:
        if self._pair == ("printed",):
            place, trouble = decode(point.cells[0])
            if trouble:
                self._refuse(point.row, "printed", trouble)
            pair = place and (Reading(place[0], 1.0), Reading(place[1], 1.0))
            return Placed(point, pair or None)
        read = [read_place(cell, degrees=degrees) for cell in point.cells]
        for name, cell, reading in zip(self._pair, point.cells, read, strict=True):
            if reading is None:
                self._refuse(point.row, name, _unreadable(plain_text(cell)))
        one, other = read
        return Placed(point, (one, other) if one and other else None)

    def _shape(
        self, ring: Ring, system: System, *, degrees: bool
    ) -> BaseGeometry | None:
        if not ring.sound or any(one.pair is None for one in ring.points):
            self._sound = False
            return None
        axes = Axes(degrees, self._east_first)
        laid = lay(ring, axes, line=self._is_line(ring))
        self._all(laid.said)
        if laid.shape is None:
            self._sound = False
        if system.epsg and laid.shape is not None and laid.shape.geom_type == "Polygon":
            self._all(side_troubles(ring, laid, epsg=system.epsg, points=self._marks))
        return laid.shape

    def _is_line(self, ring: Ring) -> bool:
        texts = [ring.title, *self._parcel.texts]
        return any(
            begins(text, "line") or (says(text, "line") and says(text, "title"))
            for text in texts
        )

    @cached_property
    def _east_first(self) -> bool | None:
        if self._pair == ("printed",):
            return True
        if self._pair == ("lat", "lon"):
            return False
        first, second = (set(key(self._fields[f].header).split()) for f in self._pair)
        if (first & _EAST or second & _NORTH) and not (
            first & _NORTH or second & _EAST
        ):
            return True
        if (first & _NORTH or second & _EAST) and not (
            first & _EAST or second & _NORTH
        ):
            return False
        return None

    @cached_property
    def _marks(self) -> bool | None:
        """Whether the texts of the coordinates have a point or a comma in them."""
        texts = [c for p in self._points() for c in p.cells if isinstance(c, str)]
        point = any(re.fullmatch(r"\d{4,}\.\d+|[\d,]+\.\d+", t.strip()) for t in texts)
        comma = any(re.fullmatch(r"\d{4,},\d+|[\d.]+,\d+", t.strip()) for t in texts)
        return point if point is not comma else None

    def _joined(
        self, rings: Sequence[Ring], shapes: Sequence[BaseGeometry | None]
    ) -> BaseGeometry | None:
        some = [shape for shape in shapes if shape is not None]
        if not self._sound or len(some) < len(rings) or not some:
            return None
        for ring in rings:
            if ring.restarted:
                words: dict[str, object] = {"count": len(rings)}
                row = ring.points[0].point.row
                self._table.say(row, "point", Trouble("QH-D17.parts_taken", "", words))
        if len(some) == 1:
            return some[0]
        if len({shape.geom_type for shape in some}) > 1 or some[0].geom_type == "Point":
            short = next(r for r in rings if len(r.points) < 3)
            self._refuse(short.points[0].point.row, "point", _too_short(short))
            return None
        return self._together(rings, some)

    def _together(
        self, rings: Sequence[Ring], shapes: Sequence[BaseGeometry]
    ) -> BaseGeometry | None:
        if shapes[0].geom_type == "LineString":
            return _multi(shapes, shapely.multilinestrings)
        both = shapely.union_all(np.array(shapes, dtype=object))
        total = float(sum(shape.area for shape in shapes))
        if total - both.area > _SHARED * total:
            row = rings[1].points[0].point.row
            self._refuse(row, "point", Trouble("QH-D17.parts_overlap"))
            return None
        # parts with an edge in common are one ground: nothing is added or lost
        apart = _multi(shapes, shapely.multipolygons)
        return apart if apart.is_valid else both


def _unreadable(text: str) -> Trouble:
    if not text:
        words = {"why": "ô để trống", "why_en": "the cell is empty"}
    else:
        words = {
            "why": "không phải một số, đọc được hai cách, hoặc ngoài Việt Nam",
            "why_en": "it is no number, has two readings, or lies outside Vietnam",
        }
    return Trouble("QH-D17.point_unreadable", text, words)


def _too_short(ring: Ring) -> Trouble:
    return Trouble("QH-D17.part_too_short", "", {"count": len(ring.points)})


def _multi(shapes: Sequence[BaseGeometry], build: Callable[..., Any]) -> BaseGeometry:
    made: BaseGeometry = build(np.array(shapes, dtype=object))
    return made
