"""Show what would be read from files: projects as taken, and every issue."""

from __future__ import annotations

import json
from collections.abc import ItemsView, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from quyhoach.actions.check_projects import misplaced, plain_issue
from quyhoach.actions.take_dossier import numbers_of, take_dossier, with_records
from quyhoach.exchange.answer import SCHEMA_VERSION
from quyhoach.intake.plans import read_plan
from quyhoach.intake.portfolios import portfolio_of
from quyhoach.intake.projects import read_projects
from quyhoach.intake.records import Record
from quyhoach.intake.sources import Source
from quyhoach.space import from_grid, to_grid

__all__ = ["intake"]

Plain = dict[str, Any]


def intake(
    plan: str,
    files: Sequence[Path],
    *,
    crs: int | None = None,
    on: date | None = None,
    dossier: str = "",
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
    on : date, optional
        The day whose unit names are meant; ``None`` is any day.
    dossier : str
        Path of a YAML file with one project, ``-`` for standard input; empty for none.

    Returns
    -------
    dict
        ``schema_version``, ``projects``, ``issues`` and ``sources``, in file order;
        last of the issues the footprints that lie elsewhere than named.

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
        on=on,
        sources=sources,
    )
    if dossier:
        one = take_dossier(dossier, read, numbers_of(records), crs=crs, on=on)
        records, issues = tuple(with_records(one, records)), (*issues, *one.issues)
        sources.append(one.source)
    if any(record.shape is not None for record in records):
        named = [(r.file, r.row, r.units) for r in records]
        issues += misplaced(plan, read, portfolio_of(records, read), named)
    drawn = _degrees(records)
    return {
        "schema_version": SCHEMA_VERSION,
        "projects": [_plain(*pair) for pair in zip(records, drawn, strict=True)],
        "issues": [plain_issue(issue) for issue in issues],
        "sources": [_source(source) for source in sources],
    }


def _source(source: Source) -> Plain:
    made: Plain = {name: getattr(source, name) for name in Source.__slots__}
    names = ("column", "field", "unit")
    made["columns"] = [dict(zip(names, c, strict=True)) for c in source.columns]
    return made


def _plain(record: Record, drawn: str | None) -> Plain:
    made: Plain = {
        "id": record.id,
        "identifiers": [{"scheme": s, "id": i} for s, i in record.identifiers],
        "name": record.name,
        "name_en": record.name_en,
        "description": record.description,
        "kind": record.kind,
        "part_of": record.part_of,
        "sector": record.sector,
        "capital_kind": record.capital_kind,
        "capital_dong": record.capital_dong,
        "period": record.period,
        "phase": record.phase,
        "area_ha": _number(record.area_ha),
        "length_km": _number(record.length_km),
        "place": record.place,
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
    return {**made, **_shape(record, drawn)}


def _number(value: Any) -> float | None:  # noqa: ANN401
    return None if value is None else float(value)


def _shape(record: Record, drawn: str | None) -> Plain:
    if drawn is None:
        return {"geometry_certainty": "", "crs": "", "epsg": None, "geometry": None}
    return {
        "geometry_certainty": record.geometry,
        "crs": record.crs,
        "epsg": record.epsg,
        "geometry": _Geometry(drawn),
    }


def _degrees(records: Sequence[Record]) -> NDArray[np.object_]:
    """Return the shapes as GeoJSON text, all of one system moved at once."""
    shapes = np.full(len(records), None, dtype=object)
    shapes[:] = [record.shape for record in records]
    systems = np.array([record.epsg or 0 for record in records], dtype=np.int64)
    texts = np.full(len(records), None, dtype=object)
    for epsg in np.unique(systems[systems > 0]).tolist():
        rows = np.flatnonzero(systems == epsg)
        moved = from_grid(to_grid(shapes[rows], epsg=epsg))
        texts[rows] = shapely.to_geojson(moved)
    return texts


class _Geometry(Mapping[str, Any]):
    """A shape that is taken apart only while it is written: lists are ten times it."""

    def __init__(self, text: str) -> None:
        self._text = text

    def __getitem__(self, key: str) -> Any:  # noqa: ANN401
        return json.loads(self._text)[key]

    def __iter__(self) -> Iterator[str]:
        return iter(json.loads(self._text))

    def __len__(self) -> int:
        return len(json.loads(self._text))

    def __bool__(self) -> bool:
        return True

    def items(self) -> ItemsView[str, Any]:
        made: ItemsView[str, Any] = json.loads(self._text).items()
        return made
