"""Own the seam between shapes as a file gives them and footprints, never repaired."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np
import shapely
from numpy.typing import NDArray

from quyhoach.errors import BadInput
from quyhoach.intake.columns import key, meanings
from quyhoach.intake.grids import Cell, Grid
from quyhoach.intake.headings import Header
from quyhoach.intake.issues import Trouble
from quyhoach.intake.row_shapes import Footprint
from quyhoach.intake.values import coordinate, plain_text
from quyhoach.space import clean, is_geographic, read_wkt, to_grid, validity

__all__ = ["Footprints", "footprints"]

Shapes = NDArray[np.object_]
_EPSG = re.compile(r"(?:EPSG\s*:?\s*)?(\d{4,6})", re.IGNORECASE)
# Vietnam with its sea, metres on the grid: no shape of ours lies beyond
_EAST, _NORTH = (-600_000.0, 1_600_000.0), (500_000.0, 2_800_000.0)
_METRES = (0.0, 10_000_000.0)


@dataclass(slots=True)
class Footprints:
    """The shapes of the rows of a grid, in columns.

    Parameters
    ----------
    shape : ndarray of object
        As given, flat and valid; ``None`` without one and where it was kept out.
    ground : ndarray of object
        The same in metres, EPSG:9215.
    epsg : ndarray of int
        0 without a shape.
    rough : ndarray of bool
        The shape is a point: for drawing only.
    inferred : ndarray of bool
        The heading or the numbers, not a declaration, say which system it is in.
    curved : ndarray of bool
        Arcs were replaced by straight pieces: approximate at best.
    given : ndarray of bool
        The file gave something, kept or not.
    troubles : dict
        Row to (column, trouble) pairs.
    """

    shape: Shapes
    ground: Shapes
    epsg: NDArray[np.int64]
    rough: NDArray[np.bool_]
    inferred: NDArray[np.bool_]
    curved: NDArray[np.bool_]
    given: NDArray[np.bool_]
    troubles: dict[int, list[tuple[str, Trouble]]] = field(default_factory=dict)

    def refuse(self, row: int, column: str, trouble: Trouble) -> None:
        """Keep a shape out and remember why."""
        self.shape[row] = None
        self.note(row, column, trouble)

    def note(self, row: int, column: str, trouble: Trouble) -> None:
        """Remember a trouble of a row."""
        self.troubles.setdefault(row, []).append((column, trouble))

    def at(self, row: int) -> Footprint:
        """Return the footprint of one row."""
        rough = bool(self.rough[row])
        return Footprint(
            shape=self.shape[row],
            ground=self.ground[row],
            epsg=int(self.epsg[row]),
            rough=rough,
            given=bool(self.given[row]),
            best=2 if rough else int(self.curved[row]),
            best_crs=int(self.inferred[row]),
            troubles=tuple(self.troubles.get(row, ())),
        )


def footprints(
    grid: Grid, header: Header, rows: Sequence[int], *, crs: int | None = None
) -> Footprints:
    """Return the shapes of rows: from the layer, a WKT column or coordinate columns.

    Parameters
    ----------
    grid : Grid
        As unpacked.
    header : Header
        Its heading.
    rows : Sequence of int
        Places in ``grid.rows``.
    crs : int, optional
        EPSG code where the file names none.

    Returns
    -------
    Footprints
        Row k is ``rows[k]``.
    """
    size = len(rows)
    made = Footprints(
        shape=np.full(size, None, dtype=object),
        ground=np.full(size, None, dtype=object),
        epsg=np.zeros(size, dtype=np.int64),
        rough=np.zeros(size, dtype=bool),
        inferred=np.zeros(size, dtype=bool),
        curved=np.zeros(size, dtype=bool),
        given=np.zeros(size, dtype=bool),
    )
    columns = header.by_field
    cells = [grid.rows[at][1] for at in rows]
    if grid.shapes is not None:
        _from_layer(grid, rows, made)
    declared = _declared(cells, header, crs, made)
    for name in ("shape", "geometry"):
        if name in columns:
            _from_wkt(cells, columns[name].index, declared, made)
    if "lat" in columns and "lon" in columns:
        _from_degrees(cells, header, made)
    if "x" in columns and "y" in columns:
        _from_metres(cells, header, declared, made)
    _keep_sound(made)
    return made


def _from_layer(grid: Grid, rows: Sequence[int], made: Footprints) -> None:
    """Take the shapes of a layer; without a system none of them can be placed."""
    shapes = grid.shapes or ()
    numbers = [grid.rows[at][0] for at in rows]
    for row, at in enumerate(rows):
        made.shape[row] = shapes[at]
    made.curved |= np.array([number in grid.curved for number in numbers], dtype=bool)
    refused = np.array([number in grid.refused for number in numbers], dtype=bool)
    drawn = np.asarray(shapely.is_geometry(made.shape), dtype=bool)
    made.given |= drawn | refused
    systems = [grid.systems.get(number, grid.epsg or 0) for number in numbers]
    made.epsg[drawn] = np.array(systems, dtype=np.int64)[drawn]
    inferred = [number in grid.inferred for number in numbers]
    made.inferred |= drawn & np.array(inferred, dtype=bool)
    lost = drawn & (made.epsg == 0)
    filled = lost & ~np.asarray(shapely.is_empty(made.shape), dtype=bool)
    for row in np.flatnonzero(filled).tolist():
        made.refuse(row, "geometry", Trouble("QH-D05.system_undeclared"))


def _at(cells: Sequence[Cell], index: int) -> Cell:
    return cells[index] if index < len(cells) else None


def _declared(
    cells: Sequence[Sequence[Cell]],
    header: Header,
    crs: int | None,
    made: Footprints,
) -> NDArray[np.int64]:
    """Return the EPSG code of each row; 0 where none is declared."""
    declared = np.full(len(cells), crs or 0, dtype=np.int64)
    column = header.by_field.get("epsg")
    if column is None:
        return declared
    for row, some in enumerate(cells):
        text = plain_text(_at(some, column.index))
        found = _EPSG.fullmatch(text)
        if found:
            declared[row] = int(found[1])
        elif text and not crs:
            declared[row] = -1
            words = {"name": text[:40]}
            made.note(row, column.header, Trouble("QH-D05.system_unknown", text, words))
    return declared


def _from_wkt(
    cells: Sequence[Sequence[Cell]],
    index: int,
    declared: NDArray[np.int64],
    made: Footprints,
) -> None:
    texts = [plain_text(_at(some, index)) for some in cells]
    rows = [
        r for r, t in enumerate(texts) if t and not made.given[r] and not _is_word(t)
    ]
    if not rows:
        return
    shapes, srid, reasons = read_wkt([texts[row] for row in rows])
    for row, shape, code, why in zip(rows, shapes, srid, reasons, strict=True):
        made.given[row] = True
        if why:
            trouble = Trouble("QH-D06.shape_unreadable", texts[row], {"why": why})
            made.note(row, "wkt", trouble)
            continue
        made.shape[row] = shape
        _declare(made, row, int(code) or int(declared[row]), texts[row])


def _is_word(text: str) -> bool:
    return len(text) < 20 and key(text) in meanings("geometry")


def _declare(made: Footprints, row: int, epsg: int, value: str) -> None:
    made.epsg[row] = max(epsg, 0)
    if epsg == 0:
        made.refuse(row, "wkt", Trouble("QH-D05.system_undeclared", value))
    elif epsg < 0:
        made.shape[row] = None


def _from_degrees(
    cells: Sequence[Sequence[Cell]], header: Header, made: Footprints
) -> None:
    lat, lon = header.by_field["lat"], header.by_field["lon"]
    for row, some in enumerate(cells):
        pair = _at(some, lat.index), _at(some, lon.index)
        if made.given[row] or not any(plain_text(cell) for cell in pair):
            continue
        made.given[row] = made.rough[row] = made.inferred[row] = True
        north, east = coordinate(pair[0], -90, 90), coordinate(pair[1], -180, 180)
        value = f"{plain_text(pair[0])}; {plain_text(pair[1])}"
        if north is None or east is None:
            words = {"why": "vĩ độ trong ±90, kinh độ trong ±180 (latitude, longitude)"}
            made.note(row, lat.header, Trouble("QH-D06.shape_unreadable", value, words))
            continue
        made.shape[row] = shapely.Point(east, north)
        made.epsg[row] = 4326


def _from_metres(
    cells: Sequence[Sequence[Cell]],
    header: Header,
    declared: NDArray[np.int64],
    made: Footprints,
) -> None:
    """Take a pair X, Y: offices write X north and Y east, software the reverse.

    In Vietnam the northing is the larger of the two on every grid, the longitude
    the larger in degrees, so that the numbers say which is which.
    """
    columns = header.by_field["x"], header.by_field["y"]
    for row, some in enumerate(cells):
        texts = [_at(some, column.index) for column in columns]
        if made.given[row] or not any(plain_text(cell) for cell in texts):
            continue
        made.given[row] = made.rough[row] = True
        epsg = int(declared[row])
        value = "; ".join(plain_text(cell) for cell in texts)
        if epsg <= 0:
            if epsg == 0:
                trouble = Trouble("QH-D05.system_undeclared", value)
                made.note(row, columns[0].header, trouble)
            continue
        degrees = _degrees(epsg)
        bounds = (-180.0, 180.0) if degrees else _METRES
        pair = [coordinate(cell, *bounds) for cell in texts]
        if None in pair:
            words = {"why": "tọa độ không rõ là số nào (not one number)"}
            trouble = Trouble("QH-D06.shape_unreadable", value, words)
            made.note(row, columns[0].header, trouble)
            continue
        low, high = sorted(v for v in pair if v is not None)
        made.shape[row] = (
            shapely.Point(high, low) if degrees else shapely.Point(low, high)
        )
        made.epsg[row] = epsg


@lru_cache(maxsize=64)
def _degrees(epsg: int) -> bool | None:
    """Whether a system counts in degrees; None for one that is not taken."""
    try:
        return is_geographic(epsg)
    except BadInput:
        return None


def _keep_sound(made: Footprints) -> None:
    """Keep out what is not valid or not of its system; lay the rest on the grid."""
    kept = np.flatnonzero(shapely.is_geometry(made.shape))
    empty = kept[np.asarray(shapely.is_empty(made.shape[kept]), dtype=bool)]
    made.shape[empty] = None
    made.given[empty] = False
    kept = np.flatnonzero(shapely.is_geometry(made.shape))
    if not kept.size:
        return
    flat, had_height = clean(made.shape[kept])
    made.shape[kept] = flat
    for row in kept[had_height]:
        made.note(int(row), "geometry", Trouble("QH-D06.height_dropped"))
    kinds = np.asarray(shapely.get_type_id(flat))
    made.rough[kept] |= np.isin(kinds, (0, 4))
    for epsg in np.unique(made.epsg[kept]):
        _on_grid(made, kept[made.epsg[kept] == epsg], int(epsg))


def _on_grid(made: Footprints, rows: NDArray[np.int64], epsg: int) -> None:
    degrees = _degrees(epsg)
    if degrees is None:
        words: dict[str, object] = {"name": f"EPSG:{epsg}"}
        for row in rows:
            made.refuse(
                int(row), "geometry", Trouble("QH-D05.system_unknown", "", words)
            )
        return
    words = {"epsg": epsg}
    with np.errstate(all="ignore"):
        bounds = np.abs(shapely.bounds(made.shape[rows]))
    as_degrees = (bounds <= (180.0, 90.0, 180.0, 90.0)).all(axis=1)
    for row in rows[as_degrees != degrees]:
        made.refuse(
            int(row), "geometry", Trouble("QH-D05.system_contradicted", "", words)
        )
    rows = _valid(made, rows[as_degrees == degrees])
    made.ground[rows] = _moved(made.shape[rows], epsg)
    for row in rows[_outside(made.ground[rows])]:
        made.ground[row] = None
        made.refuse(int(row), "geometry", Trouble("QH-D05.outside_country", "", words))


def _valid(made: Footprints, rows: NDArray[np.int64]) -> NDArray[np.int64]:
    valid, reasons = validity(made.shape[rows])
    for row, why in zip(rows[~valid], reasons[~valid], strict=True):
        made.refuse(
            int(row), "geometry", Trouble("QH-D06.shape_invalid", "", {"why": why})
        )
    return rows[valid]


def _moved(shapes: Shapes, epsg: int) -> Shapes:
    try:
        return to_grid(shapes, epsg=epsg)
    except BadInput:
        if len(shapes) == 1:
            return np.array([None], dtype=object)
    half = len(shapes) // 2
    return np.concatenate([_moved(shapes[:half], epsg), _moved(shapes[half:], epsg)])


def _outside(ground: Shapes) -> NDArray[np.bool_]:
    west, south, east, north = shapely.bounds(ground).T
    with np.errstate(invalid="ignore"):
        inside = (
            (west >= _EAST[0])
            & (east <= _EAST[1])
            & (south >= _NORTH[0])
            & (north <= _NORTH[1])
        )
    return np.asarray(~inside, dtype=bool)
