"""Own the seam between a package's ``units.geojson`` and shapes of units by code."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from quyhoach.errors import BadFile
from quyhoach.intake.files import plain_file
from quyhoach.intake.geojson import read_geojson
from quyhoach.intake.grids import Grid
from quyhoach.intake.raw import case_folder, included_folders
from quyhoach.space import GRID, accuracy_m, clean, to_grid

__all__ = ["UNITS_FILE", "UnitShapes", "read_unit_shapes"]

UNITS_FILE = "units.geojson"
"""Name of the file in a package folder."""

_GEOMETRY = ("exact", "approximate", "indicative")
_EMPTY: NDArray[np.object_] = np.empty(0, dtype=object)


@dataclass(frozen=True, eq=False)
class UnitShapes:
    """Shapes of administrative units, and how far they can be trusted.

    Parameters
    ----------
    codes : tuple of str
        Unit codes of the package, in file order; empty where it has no shapes.
    shapes : ndarray of object, shape (n,)
        Polygons or multipolygons, EPSG:9215, metres; row k is ``codes[k]``.
    geometry : str
        ``exact``; ``approximate``: simplified; ``indicative``: a schematic, to be drawn
        as one, never measured on, and that never meets anything. Empty without shapes.
    source, source_en : str
        Whose they are, in words.
    accuracy_m : float
        Of the reference system they came in, metres; nothing of how they were drawn.
    """

    codes: tuple[str, ...] = ()
    shapes: NDArray[np.object_] = field(default_factory=_EMPTY.copy)
    geometry: str = ""
    source: str = ""
    source_en: str = ""
    accuracy_m: float = 0.0

    @cached_property
    def by_code(self) -> Mapping[str, Any]:
        """Shapes by unit code."""
        return dict(zip(self.codes, self.shapes, strict=True))

    @property
    def schematic(self) -> bool:
        """Whether they only show about where a unit lies."""
        return self.geometry == "indicative"


def read_unit_shapes(plan: str | Path) -> UnitShapes:
    """Return the unit polygons of a package, read from disk now.

    Parameters
    ----------
    plan : str or Path
        Name of a bundled case, or a folder that holds ``package.yaml``.

    Returns
    -------
    UnitShapes
        Of the package's own ``units.geojson``; without one, of the last package it
        includes that has one; empty where there is none.

    Raises
    ------
    BadFile
        There is no such package, or the file cannot be read: import it again.

    Notes
    -----
    `read_plan` does not call this: judging projects needs no unit polygons, and pages
    that draw them ask for them when they draw.

    Examples
    --------
    >>> found = read_unit_shapes("langson")
    >>> len(found.codes), found.geometry, found.schematic
    (65, 'indicative', True)

    A package without polygons:

    >>> read_unit_shapes("luyen_tap").codes
    ()
    """
    folder = case_folder(str(plan))
    for place in _places(folder):
        if (place / UNITS_FILE).is_file():
            return _read(place / UNITS_FILE, place.name)
    return UnitShapes()


def _places(folder: Path) -> Iterator[Path]:
    yield folder
    yield from reversed(included_folders(folder))


def _read(path: Path, package: str) -> UnitShapes:
    file = f"{package}/{path.name}"
    grid = read_geojson(plain_file(path).decode("utf-8-sig"), file)
    said, epsg = _said(grid, file), grid.epsg or GRID
    shapes = np.asarray(grid.shapes, dtype=object)
    if any(issue.severity == "error" for issue in grid.issues) or any(
        shape is None or shapely.is_empty(shape) for shape in shapes
    ):
        raise _unreadable(file, "có hình không đọc được")
    return UnitShapes(
        codes=said["code"],
        shapes=to_grid(clean(shapes)[0], epsg=epsg),
        geometry=_only(said["geometry"], file),
        source=_only(said["source"], file),
        source_en=_only(said["source_en"], file),
        accuracy_m=accuracy_m(epsg),
    )


def _said(grid: Grid, file: str) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for name in ("code", "geometry", "source", "source_en"):
        if name not in (grid.header or ()):
            raise _unreadable(file, f"thiếu thuộc tính {name}")
        at = (grid.header or ()).index(name)
        found[name] = tuple(str(cells[at] or "") for _, cells in grid.rows)
    if len(set(found["code"])) != len(found["code"]):
        raise _unreadable(file, "một mã có hai hình")
    if not set(found["geometry"]) <= set(_GEOMETRY):
        raise _unreadable(file, "geometry phải là exact, approximate hoặc indicative")
    return found


def _only(values: tuple[str, ...], file: str) -> str:
    if len(set(values)) != 1:
        raise _unreadable(file, "mỗi tệp chỉ một nguồn, một mức geometry")
    return values[0]


def _unreadable(file: str, reason: str) -> BadFile:
    return BadFile(reason, file=file, cure="nhập lại bằng quyhoach plan import-units")
