"""Take the boundaries of units from a file or the web into a package folder."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import shapely

from quyhoach.actions.check_projects import plain_issue
from quyhoach.actions.package_beside import place_beside
from quyhoach.errors import BadInput
from quyhoach.exchange.answer import SCHEMA_VERSION
from quyhoach.exchange.units_layer import units_layer
from quyhoach.intake.fetch import fetched, is_address
from quyhoach.intake.files import read_file
from quyhoach.intake.grids import Grid
from quyhoach.intake.plans import read_plan
from quyhoach.intake.unit_checks import doubts
from quyhoach.intake.unit_columns import unit_columns
from quyhoach.intake.unit_shapes import UnitShapes, read_unit_shapes
from quyhoach.intake.units_of import ReadUnits, read_units, units_of_era
from quyhoach.plan import Plan, Unit
from quyhoach.space import is_geographic, looks_like_degrees
from quyhoach.space.tiling import Tiling, tiling

__all__ = ["Asked", "import_units"]

Plain = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """How a layer of units is to be read, and what is said of it.

    Parameters
    ----------
    crs : int, optional
        EPSG code where the file names none.
    era : str
        Era of the units; empty the latest.
    layer, code, name : str
        Which layer, and its columns of codes and names; empty looks for them.
    where : tuple of str, optional
        Column and value of the features meant.
    geometry : str
        ``exact`` or ``approximate``.
    source, source_en : str
        Whose boundaries they are; empty is not said.
    as_of : date, optional
        The day they are of.
    """

    crs: int | None = None
    era: str = ""
    layer: str = ""
    code: str = ""
    name: str = ""
    where: tuple[str, str] | None = None
    geometry: str = "approximate"
    source: str = ""
    source_en: str = ""
    as_of: date | None = None


def import_units(
    source: str,
    plan: str,
    asked: Asked,
    *,
    out: Path | None = None,
    force: bool = False,
) -> Plain:
    """Return what a layer of units holds, and write it into a package if it is sound.

    Parameters
    ----------
    source : str
        Path of a file, or an address on the web.
    plan : str
        Name of a bundled case, or a package folder, whose units are drawn.
    asked : Asked
        How to read it.
    out : Path, optional
        Package folder to write; ``None`` only looks.
    force : bool
        Replace a layer that is there.

    Returns
    -------
    dict
        Plain members, ready to write as JSON. ``written`` is false where an issue is an
        error: then nothing was written.

    Raises
    ------
    BadFile
        The file cannot be read or fetched, or there is no such package.
    BadInput
        The layer, its columns or its system are not clear, or ``out`` cannot be taken.
    BadPackage
        The package has faults.
    """
    read = read_plan(plan)
    wanted = units_of_era(read.units, asked.era)
    beside = None if out is None else place_beside(plan, out, force=force)
    grid = _grid(source, asked)
    columns = unit_columns(grid, code=asked.code, name=asked.name)
    found = read_units(grid, wanted, columns=columns, where=asked.where)
    found.issues[:0] = [one for one in grid.issues if one.severity != "notice"]
    cover = _look(found, read, grid.file, asked) if not found.refused else None
    made = _answer(read, found, cover, wanted, said=_said(asked, grid.file))
    if cover is not None:
        made["changed"] = _changed(read_unit_shapes(plan), found)
    if beside is not None and not found.refused:
        beside.fill(_layer(found, made))
        made["written"] = True
        made["replaced"] = beside.replaces
    return made


def _grid(source: str, asked: Asked) -> Grid:
    if is_address(source):
        name, data = fetched(source)
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder, Path(name).name)
            path.write_bytes(data)
            return _layer_of(read_file(path, crs=asked.crs), path.name, asked)
    path = Path(source)
    return _layer_of(read_file(path, crs=asked.crs), path.name, asked)


def _layer_of(grids: list[Grid], file: str, asked: Asked) -> Grid:
    layers = [g for g in grids if g.shapes is not None]
    if asked.layer:
        layers = [g for g in layers if g.layer == asked.layer]
    if len(layers) != 1:
        names = ", ".join(g.layer for g in grids if g.shapes is not None)
        reason = "tệp có nhiều lớp" if layers else "không có lớp bản đồ này"
        cure = f"thêm --layer, một trong: {names}" if names else "đưa tệp GeoJSON"
        raise BadInput(reason, file=file, layer=asked.layer, cure=cure)
    (grid,) = layers
    if grid.epsg is None:
        reason = "tệp không khai hệ tọa độ"
        raise BadInput(reason, file=file, cure="thêm --crs, ví dụ --crs 9215")
    shapes = np.array(grid.shapes, dtype=object)
    drawn = shapely.is_geometry(shapes) & ~shapely.is_empty(shapes)
    if drawn.any() and looks_like_degrees(shapes) != is_geographic(grid.epsg):
        reason = "tọa độ không hợp với hệ đã khai"
        value = f"EPSG:{grid.epsg}"
        raise BadInput(reason, file=file, value=value, cure="khai --crs đúng")
    return grid


def _look(found: ReadUnits, plan: Plan, file: str, asked: Asked) -> Tiling:
    cover = tiling(found.ground)
    found.issues += doubts(
        found,
        cover,
        file=file,
        published=_published(plan),
        bounds=plan.bounds,
        sourced=bool(asked.source and asked.as_of),
    )
    return cover


def _published(plan: Plan) -> dict[str, float]:
    rows = plan.tables["units"]
    return {r["code"]: float(r["area_km2"]) for r in rows if r["area_km2"] is not None}


def _said(asked: Asked, file: str) -> Mapping[str, str]:
    day = asked.as_of
    vi, en = asked.source, asked.source_en or asked.source
    return {
        "geometry": asked.geometry,
        "source": (vi or f"tệp {file}, chưa ghi nguồn")
        + (f", ngày {day.day}/{day.month}/{day.year}" if day else ""),
        "source_en": (en or f"file {file}, source not said")
        + (f", {day.isoformat()}" if day else ""),
        "file": file,
    }


def _answer(
    plan: Plan,
    found: ReadUnits,
    cover: Tiling | None,
    wanted: list[Unit],
    *,
    said: Mapping[str, str],
) -> Plain:
    return {
        "schema_version": SCHEMA_VERSION,
        "plan": plan.id,
        "file": said["file"],
        "written": False,
        "replaced": False,
        "era": wanted[0].era,
        "units": len(wanted),
        "matched": len(found.units),
        "left_out": found.left_out,
        "geometry": said["geometry"],
        "epsg": found.epsg,
        "source": said["source"],
        "source_en": said["source_en"],
        "coverage": None if cover is None else _coverage(plan, cover),
        "changed": None,
        "issues": [plain_issue(one) for one in found.issues],
    }


def _coverage(plan: Plan, cover: Tiling) -> Plain:
    published = _published(plan)
    home = next((u for u in plan.units.all if u.type == "tỉnh" and u.atoms), None)
    return {
        "area_km2": cover.area_m2 / 1e6,
        "published_km2": published.get(home.code) if home else None,
        "overlaps": len(cover.shared_m2),
        "overlap_km2": float(cover.shared_m2.sum()) / 1e6,
        "gaps": len(cover.gaps),
        "gap_km2": float(cover.gap_m2.sum()) / 1e6,
    }


def _changed(before: UnitShapes, found: ReadUnits) -> Plain:
    """Return how the new shapes differ from those drawn until now."""
    known = before.by_code
    pairs = [
        (known[unit.code], shape)
        for unit, shape in zip(found.units, found.ground, strict=True)
        if unit.code in known
    ]
    moved = None
    if len(pairs) == len(found.units):
        old, new = (np.array(some, dtype=object) for some in zip(*pairs, strict=True))
        kept = shapely.area(shapely.intersection(old, new)).sum()
        moved = float(1 - kept / shapely.area(new).sum())
    return {
        "geometry_before": before.geometry or None,
        "source_before": before.source or None,
        "source_before_en": before.source_en or None,
        "moved_share": moved,
    }


def _layer(found: ReadUnits, made: Plain) -> str:
    said = {key: made[key] for key in ("geometry", "source", "source_en")}
    return units_layer(_features(found), epsg=found.epsg, said=said)


def _features(found: ReadUnits) -> Iterable[tuple[str, str, Any]]:
    for unit, shape in zip(found.units, found.shapes, strict=True):
        yield unit.code, unit.name, json.loads(shapely.to_geojson(shape))
