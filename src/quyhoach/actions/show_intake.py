"""Show what would be read from files: projects as taken, and every issue."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import shapely

from quyhoach.actions.check_projects import plain_issue
from quyhoach.actions.take_dossier import numbers_of, take_dossier, with_records
from quyhoach.exchange.answer import SCHEMA_VERSION
from quyhoach.intake.plans import read_plan
from quyhoach.intake.projects import read_projects
from quyhoach.intake.records import Record
from quyhoach.intake.sources import Source
from quyhoach.space import from_grid, to_grid

__all__ = ["intake"]

Plain = dict[str, Any]


def intake(
    plan: str, files: Sequence[Path], *, crs: int | None = None, dossier: str = ""
) -> Plain:
    """Return the projects and issues of files, as the contract has them.

    Parameters
    ----------
    plan : str
        Plan whose units and sectors the files name.
    files : Sequence[Path]
        Workbooks, text tables, GeoJSON.
    crs : int, optional
        EPSG code of files that do not say it.
    dossier : str
        Path of a YAML file with one project, ``-`` for standard input; empty for none.

    Returns
    -------
    dict
        ``schema_version``, ``projects``, ``issues`` and ``sources``, in file order.

    Raises
    ------
    BadFile
        A file that cannot be read at all, or there is no such plan.
    BadPackage
        The package of the plan has faults.
    """
    read = read_plan(plan)
    sources: list[Source] = []
    records, issues = read_projects(
        files,
        units=read.units,
        sectors=read.tables["sectors"],
        crs=crs,
        sources=sources,
    )
    if dossier:
        one = take_dossier(dossier, read, numbers_of(records), crs=crs)
        records, issues = tuple(with_records(one, records)), (*issues, *one.issues)
        sources.append(one.source)
    return {
        "schema_version": SCHEMA_VERSION,
        "projects": [_plain(record) for record in records],
        "issues": [plain_issue(issue) for issue in issues],
        "sources": [_source(source) for source in sources],
    }


def _source(source: Source) -> Plain:
    made: Plain = {name: getattr(source, name) for name in Source.__slots__}
    names = ("column", "field", "unit")
    made["columns"] = [dict(zip(names, c, strict=True)) for c in source.columns]
    return made


def _plain(record: Record) -> Plain:
    made: Plain = {
        "id": record.id,
        "identifiers": [{"scheme": s, "id": i} for s, i in record.identifiers],
        "name": record.name,
        "name_en": record.name_en,
        "kind": record.kind,
        "part_of": record.part_of,
        "sector": record.sector,
        "capital_kind": record.capital_kind,
        "capital_dong": record.capital_dong,
        "period": record.period,
        "phase": record.phase,
        "area_ha": _number(record.area_ha),
        "length_km": _number(record.length_km),
        "units": list(record.units),
        "abroad": list(record.abroad),
        "owner": record.owner,
        "status": record.status,
        "disclosure": record.disclosure,
        "text": record.text,
        "source_kind": record.source_kind,
        "funding": [
            dict(zip(("decision", "code", "year", "dong"), line, strict=True))
            for line in record.funding
        ],
        "file": record.file,
        "row": record.row,
    }
    return {**made, **_shape(record)}


def _number(value: Any) -> float | None:  # noqa: ANN401
    return None if value is None else float(value)


def _shape(record: Record) -> Plain:
    if record.shape is None or record.epsg is None:
        return {"geometry_certainty": "", "crs": "", "epsg": None, "geometry": None}
    shapes = np.empty(1, dtype=object)
    shapes[0] = record.shape
    degrees = from_grid(to_grid(shapes, epsg=record.epsg))[0]
    return {
        "geometry_certainty": record.geometry,
        "crs": record.crs,
        "epsg": record.epsg,
        "geometry": json.loads(shapely.to_geojson(degrees)),
    }
