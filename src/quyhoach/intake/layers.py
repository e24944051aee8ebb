"""Own the seam between a map layer, as columns and WKB, and a grid."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from quyhoach.errors import BadFile
from quyhoach.intake.grids import Cell, Grid
from quyhoach.intake.issues import Issue, issue
from quyhoach.intake.letters import read_letters
from quyhoach.intake.systems import System
from quyhoach.intake.vectors import straightened

__all__ = ["Source", "layer_grid", "plain_cells"]

_MOST_CELLS = 2_000_000
_DEEPEST = 64
_ARCS = frozenset((8, 9, 10, 11, 12, 13, 14))
_MESHES = frozenset((15, 16, 17))
_COLLECTION = 7
_SURFACE = "mặt lưới (TIN, PolyhedralSurface) không phải ranh giới"


class Source:
    """Where a layer comes from, and what is met on the way.

    Parameters
    ----------
    file, layer : str
        For messages.
    crs : int, optional
        EPSG code where the layer declares none.
    """

    def __init__(self, file: str, layer: str = "", crs: int | None = None) -> None:
        self.file, self.layer, self.crs = file, layer, crs
        self.issues: list[Issue] = []

    def say(self, code: str, **more: Any) -> None:  # noqa: ANN401
        """Remember an issue of this layer."""
        self.issues.append(issue(code, file=self.file, layer=self.layer, **more))

    def inside(self, layer: str) -> Source:
        """Return the source of one layer of this file."""
        name = f"{self.layer}: {layer}" if self.layer else layer
        return Source(self.file, name, self.crs)


def layer_grid(
    source: Source,
    header: Sequence[str],
    columns: Sequence[Sequence[Cell]],
    shapes: NDArray[np.object_] | None,
    system: System,
    *,
    arcs: Collection[int] = (),
) -> Grid:
    """Return a layer as a grid: row k is feature k, from 1.

    Parameters
    ----------
    source : Source
        Where it comes from; its issues are handed on.
    header : Sequence of str
        Names of the columns.
    columns : Sequence of Sequence
        Their cells.
    shapes : ndarray of object, shape (n,), optional
        WKB, arcs and heights included; ``None`` for a table without shapes.
    system : System
        What the layer declares.
    arcs : Collection of int
        Rows, from 1, whose arcs were straightened before.

    Returns
    -------
    Grid
        Shapes as given, in ``epsg``; a shape that cannot be taken is ``None``, its
        row refused, and an issue says why.

    Raises
    ------
    BadFile
        It has more cells than can be taken.
    """
    size = len(shapes) if shapes is not None else max(map(len, columns), default=0)
    if size * max(len(header), 1) > _MOST_CELLS:
        reason = "lớp có hơn 2 triệu ô thuộc tính"
        raise BadFile(reason, file=source.file, cure="giữ các cột cần đọc")
    cells = zip(*columns, strict=True) if columns else ((),) * size
    plain = Grid(
        file=source.file,
        layer=source.layer,
        rows=[(k, list(some)) for k, some in enumerate(cells, start=1)],
        header=tuple(header),
        issues=tuple(source.issues),
    )
    return (
        plain if shapes is None else _with_shapes(plain, source, shapes, system, arcs)
    )


def _with_shapes(
    grid: Grid,
    source: Source,
    shapes: NDArray[np.object_],
    system: System,
    arcs: Collection[int],
) -> Grid:
    made, refused, curved = _drawn(source, shapes)
    for row in sorted(arcs):
        source.say("QH-D06.curve_approximated", row=row)
    epsg, inferred = _settled(source, system)
    if system.trouble is not None and epsg is None:
        refused |= set((np.flatnonzero(shapely.is_geometry(made)) + 1).tolist())
        made[:] = None
    return replace(
        grid,
        shapes=list(made),
        epsg=epsg,
        inferred=frozenset(range(1, len(made) + 1)) if inferred else frozenset(),
        refused=frozenset(refused),
        curved=frozenset((*curved, *arcs)),
        issues=tuple(source.issues),
    )


def _settled(source: Source, system: System) -> tuple[int | None, bool]:
    """Return the system: declared, else named by the person, else inferred."""
    if system.epsg is not None and not system.inferred:
        return system.epsg, False
    if source.crs:
        return source.crs, False
    if system.epsg is not None:
        name = f"EPSG:{system.epsg}"
        source.say("QH-D05.system_inferred", value=name, name=name, epsg=system.epsg)
        return system.epsg, True
    if system.trouble is not None:
        source.say(
            system.trouble.code, value=system.trouble.value, **system.trouble.words
        )
    return None, False


def _drawn(
    source: Source, shapes: NDArray[np.object_]
) -> tuple[NDArray[np.object_], set[int], set[int]]:
    """Return shapes, rows refused and rows with arcs; rows from 1."""
    kinds = [_kind(data) for data in shapes]
    arcs = [at for at, kind in enumerate(kinds) if kind in _ARCS]
    arcs += [
        at
        for at, kind in enumerate(kinds)
        if kind == _COLLECTION and _holds_arcs(shapes[at])
    ]
    straight = shapes.copy()
    for at, data in zip(arcs, straightened([shapes[at] for at in arcs]), strict=True):
        straight[at] = data
        source.say("QH-D06.curve_approximated", row=at + 1)
    meshes = {at for at, kind in enumerate(kinds) if kind in _MESHES}
    straight[list(meshes)] = None
    made = np.asarray(shapely.from_wkb(straight, on_invalid="ignore"), dtype=object)
    why = dict.fromkeys(meshes, _SURFACE)
    why |= dict.fromkeys(_not_finite(made), "tọa độ không phải số hữu hạn")
    why |= dict.fromkeys(_too_deep(made), "lồng quá sâu")
    for at in np.flatnonzero(shapely.is_missing(made)).tolist():
        if shapes[at] is not None:
            why.setdefault(at, "dữ liệu hình hỏng")
    for at in sorted(why):
        made[at] = None
        source.say("QH-D06.shape_unreadable", row=at + 1, why=why[at])
    return made, {at + 1 for at in why}, {at + 1 for at in arcs if at not in why}


def _kind(data: bytes | None) -> int:
    """Return the number of the kind in WKB, heights and measures left aside."""
    if data is None or len(data) < 5:
        return 0
    number = int.from_bytes(data[1:5], "little" if data[0] == 1 else "big")
    return (number & 0x0FFFFFFF) % 1000


def _holds_arcs(data: bytes) -> bool:
    try:
        shapely.from_wkb(data)
    except NotImplementedError:
        return True
    except shapely.errors.GEOSException:
        return False
    return False


def _not_finite(shapes: NDArray[np.object_]) -> list[int]:
    points, of = shapely.get_coordinates(shapes, return_index=True)
    return [int(at) for at in np.unique(of[~np.isfinite(points).all(axis=1)])]


def _too_deep(shapes: NDArray[np.object_]) -> Iterator[int]:
    for at in np.flatnonzero(shapely.get_type_id(shapes) == _COLLECTION).tolist():
        inside = np.array([shapes[at]], dtype=object)
        for _ in range(_DEEPEST):
            inside = shapely.get_parts(inside)
            inside = inside[shapely.get_type_id(inside) == _COLLECTION]
            if not inside.size:
                break
        else:
            yield at


def plain_cells(
    source: Source,
    columns: Sequence[NDArray[Any]],
    codec: str | None = None,
    *,
    raw: bool = False,
) -> list[list[Cell]]:
    """Return columns of arrays as cells.

    Parameters
    ----------
    source : Source
        Told where the encoding is not certain.
    columns : Sequence of ndarray
        Texts, numbers, days or yes and no; NaN and NaT are empty.
    codec : str, optional
        Encoding that the file declares.
    raw : bool
        The texts came byte by byte.

    Returns
    -------
    list of list
        A column each.
    """
    made = [[_cell(value) for value in column.tolist()] for column in columns]
    if not raw:
        return made
    texts = [cell for column in made for cell in column if isinstance(cell, str)]
    letters, certain = read_letters(texts, codec)
    if not certain:
        source.say("QH-D16.encoding_undeclared")
    if not letters:
        return made
    return [
        [letters.get(c, c) if isinstance(c, str) else c for c in column]
        for column in made
    ]


def _cell(value: Any) -> Cell:  # noqa: ANN401
    if isinstance(value, float):
        return None if value != value else value  # noqa: PLR0124 - only NaN differs
    if value is None or isinstance(value, str | bool | int):
        return value
    if isinstance(value, datetime):
        midnight = (value.hour, value.minute, value.second) == (0, 0, 0)
        return (
            value.date() if midnight else value.isoformat(sep=" ", timespec="seconds")
        )
    if isinstance(value, date):
        return value
    if isinstance(value, list | np.ndarray):
        return ";".join(str(one) for one in value)
    return None
