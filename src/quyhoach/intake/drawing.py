"""Own the seam between a CAD drawing and a grid: a text inside a boundary names it."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from quyhoach.intake.grids import Grid, tidy
from quyhoach.intake.layers import Source, layer_grid
from quyhoach.intake.letters import codec_named, read_letters
from quyhoach.intake.systems import System
from quyhoach.intake.vectors import Vector, read_vector
from quyhoach.space import clean

__all__ = ["read_drawing"]

_VERSION = re.compile(rb"\$ACADVER\s+1\s+(AC\d{4})")
_PAGE = re.compile(rb"\$DWGCODEPAGE\s+3\s+(\S+)")
_ROUND = re.compile(
    rb"\n\s*0\s*\r?\n(?:CIRCLE|ARC|ELLIPSE|SPLINE)\s*\r?\n"
    rb"|\n\s*42\s*\r?\n\s*-?0*(?:[1-9][\d.]*|\.?0*\.0*[1-9])"
)
_UNICODE_FROM = b"AC1021"
_ESCAPE = re.compile(r"\\U\+([0-9A-Fa-f]{4})")
_TEXTS = ("", "AcDbText", "AcDbMText", "AcDbAttribute", "AcDbAttributeDefinition")
_DGN_TEXT, _DGN_ROUND = 17, (11, 15, 16, 27)
_SHOWN = 4


def read_drawing(path: Path, data: bytes, source: Source) -> Grid:
    """Return the boundaries of a DXF or DGN drawing that hold one text each.

    Parameters
    ----------
    path : Path
        Where a copy of it lies.
    data : bytes
        The whole drawing.
    source : Source
        Its name, for messages, and the reference system: a drawing declares none.

    Returns
    -------
    Grid
        Columns ``name`` and ``layer``; row k is entity k of the drawing. Closed lines,
        shapes and hatches are boundaries. A text counts only where it lies inside
        exactly one; what has none or several of its own is named by an issue.

    Raises
    ------
    BadFile
        It is damaged.
    """
    is_dxf = path.suffix == ".dxf"
    if is_dxf:
        vector = read_vector(path, source.file, CLOSED_LINE_AS_POLYGON="YES")
    else:
        vector = read_vector(path, source.file, encoding="ISO-8859-1")
    entities = _Entities(vector, source, _codec(data) if is_dxf else None, is_dxf)
    rows, names = entities.named()
    shapes = np.full(len(rows), None, dtype=object)
    shapes[:] = shapely.to_wkb(entities.shapes[rows])
    if is_dxf and _ROUND.search(data):
        source.say("QH-D06.curve_approximated")
    layers = [entities.layers[row] for row in rows]
    grid = layer_grid(source, ("name", "layer"), [names, layers], shapes, System())
    return _renumbered(grid, rows)


def _renumbered(grid: Grid, rows: Sequence[int]) -> Grid:
    numbers = [row + 1 for row in rows]
    return replace(
        grid,
        rows=[(n, cells) for n, (_, cells) in zip(numbers, grid.rows, strict=True)],
        refused=frozenset(numbers[k - 1] for k in grid.refused),
    )


def _codec(data: bytes) -> str | None:
    """Return the encoding of a DXF: Unicode since 2007, a code page before."""
    version = _VERSION.search(data[:5000])
    if version and version[1] >= _UNICODE_FROM:
        return "utf-8"
    page = _PAGE.search(data[:5000])
    return codec_named(page[1].decode("ascii", "replace")) if page else None


class _Entities:
    """What stands in a drawing, in columns."""

    def __init__(
        self, vector: Vector, source: Source, codec: str | None, dxf: bool
    ) -> None:
        self._source = source
        self._columns = dict(zip(vector.names, vector.columns, strict=True))
        self.shapes, _ = clean(
            np.asarray(shapely.from_wkb(vector.shapes, on_invalid="ignore"), object)
        )
        self.shapes[_unplaced(self.shapes)] = None
        self.layers = self._spoken("Layer" if dxf else "Level", codec)
        self._texts = self._spoken("Text", codec)
        self._is_text = self._text_rows(dxf)
        if not dxf:
            for row in np.flatnonzero(np.isin(self._columns["Type"], _DGN_ROUND)):
                source.say("QH-D06.curve_approximated", row=int(row) + 1)

    def named(self) -> tuple[list[int], list[str]]:
        """Return the rows of the boundaries with one text, and those texts."""
        areas, twice = self._areas()
        inside = self._inside(areas)
        rows, names = [], []
        bare: Counter[str] = Counter()
        for area in areas:
            texts = inside.get(area, [])
            if len(texts) == 1:
                rows.append(area)
                names.append(texts[0])
            elif texts:
                self._say_several(area, texts)
            else:
                bare[self.layers[area]] += 1
        others = set(range(len(self.shapes))) - set(areas) - set(twice)
        for row in sorted(others):
            if self.shapes[row] is not None and not self._is_text[row]:
                bare[self.layers[row]] += 1
        for layer, count in sorted(bare.items()):
            self._source.say(
                "QH-D06.shapes_unnamed", value=layer, layer_name=layer, count=count
            )
        return rows, names

    def _say_several(self, area: int, texts: Sequence[str]) -> None:
        more = f" … (+{len(texts) - _SHOWN})" if len(texts) > _SHOWN else ""
        self._source.say(
            "QH-D06.shape_texts",
            row=area + 1,
            layer_name=self.layers[area],
            count=len(texts),
            texts="; ".join(f"“{t[:40]}”" for t in texts[:_SHOWN]) + more,
        )

    def _spoken(self, name: str, codec: str | None) -> list[str]:
        column = self._columns.get(name)
        if column is None:
            return [""] * len(self.shapes)
        values = ["" if v is None else str(v) for v in column.tolist()]
        letters, certain = read_letters(values, codec)
        if not certain:
            self._source.say("QH-D16.encoding_undeclared")
        return [tidy(_ESCAPE.sub(_letter, letters.get(v, v))) for v in values]

    def _text_rows(self, dxf: bool) -> list[bool]:
        points = np.asarray(shapely.get_type_id(self.shapes)) == 0
        if not dxf:
            right = points & (self._columns["Type"] == _DGN_TEXT)
        else:
            kinds = [
                str(v or "").rpartition(":")[2] for v in self._columns["SubClasses"]
            ]
            right = points & np.isin(kinds, _TEXTS)
        return [bool(r and t) for r, t in zip(right, self._texts, strict=True)]

    def _areas(self) -> tuple[list[int], list[int]]:
        """Return the rows of boundaries, lines closed, and of those drawn twice."""
        seen: set[bytes] = set()
        areas: list[int] = []
        twice: list[int] = []
        for row, shape in enumerate(self.shapes):
            area = _closed(shape)
            if area is None:
                continue
            self.shapes[row] = area
            mark = shapely.to_wkb(shapely.normalize(area))
            (twice if mark in seen else areas).append(row)
            seen.add(mark)
        return areas, twice

    def _inside(self, areas: Sequence[int]) -> dict[int, list[str]]:
        texts = [row for row, is_text in enumerate(self._is_text) if is_text]
        tree = shapely.STRtree(self.shapes[list(areas)])
        pairs = tree.query(self.shapes[texts], predicate="within")
        holders: dict[int, list[int]] = defaultdict(list)
        for text, area in pairs.T.tolist():
            holders[texts[text]].append(areas[area])
        made: dict[int, list[str]] = defaultdict(list)
        for text, some in sorted(holders.items()):
            if len(some) == 1 and self._texts[text] not in made[some[0]]:
                made[some[0]].append(self._texts[text])
        return made


def _letter(found: re.Match[str]) -> str:
    return chr(int(found[1], 16))


def _unplaced(shapes: NDArray[np.object_]) -> list[int]:
    points, of = shapely.get_coordinates(shapes, return_index=True)
    return [int(at) for at in np.unique(of[~np.isfinite(points).all(axis=1)])]


def _closed(shape: Any) -> Any:  # noqa: ANN401
    """Return the area that a shape bounds, None where it bounds none."""
    if shape is None or shape.is_empty:
        return None
    if shape.geom_type in ("Polygon", "MultiPolygon"):
        return shape
    if shape.geom_type != "LineString":
        return None
    points = shapely.get_coordinates(shape)
    if len(points) < 4 or not (points[0] == points[-1]).all():
        return None
    return shapely.Polygon(points)
