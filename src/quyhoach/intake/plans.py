"""A package of files into a Plan, whole or not at all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any

import numpy as np

from quyhoach.errors import BadInput, BadPackage
from quyhoach.intake.laws import instruments, precedences, provisions
from quyhoach.intake.meanings import faults_of_meta, faults_of_rows
from quyhoach.intake.places_of import places, units
from quyhoach.intake.raw import RawPackage, case_folder, read_raw
from quyhoach.intake.shapes_of import corners_to_grid, layer, strays
from quyhoach.intake.tables import check_tables, keys_of
from quyhoach.law import Certainty, Crs, Geometry, SourceKind, Text
from quyhoach.plan import (
    Coverage,
    Listing,
    Parameter,
    Permission,
    Phase,
    Plan,
    Regime,
    Units,
    Zones,
    objects,
)

__all__ = ["codes_of", "find_faults", "make_plan", "read_plan"]

Row = Mapping[str, Any]
Rows = Mapping[str, Sequence[Row]]


def read_plan(plan: str | Path) -> Plan:
    """Return a plan: a bundled case by name, or a package folder.

    Parameters
    ----------
    plan : str or Path
        ``"langson"``, or a folder that holds ``package.yaml``.

    Returns
    -------
    Plan
        Read whole and checked.

    Raises
    ------
    BadFile
        There is no such package, or a file in it cannot be read at all.
    BadPackage
        The package has faults; all that `make_plan` finds are named.
    """
    made, faults = make_plan(read_raw(case_folder(str(plan))))
    if made is None or faults:
        raise BadPackage([str(fault) for fault in faults])
    return made


def find_faults(plan: str | Path) -> list[BadInput]:
    """Return the faults that keep a package from being a plan; empty where it stands.

    Parameters
    ----------
    plan : str or Path
        Name of a bundled case, or a folder that holds ``package.yaml``.

    Returns
    -------
    list of BadInput
        Each with where it stands and what to do. Zone shapes are looked at once the
        tables have no fault; the shapes and periods of its own projects are not.

    Raises
    ------
    BadFile
        There is no such package, or a file in it cannot be read at all.
    """
    return make_plan(read_raw(case_folder(str(plan))))[1]


def make_plan(package: RawPackage) -> tuple[Plan | None, list[BadInput]]:
    """Return the plan of a package already read, and its faults.

    Parameters
    ----------
    package : RawPackage
        Rows of text; from disk, or made by hand in a test.

    Returns
    -------
    tuple
        The plan, ``None`` where there is a fault; and the faults, those of zone shapes
        only where the tables have none.
    """
    rows, faults = check_tables(package)
    known = keys_of(package)
    faults += faults_of_meta(package.meta, known["instruments"])
    faults += faults_of_rows(rows)
    law = provisions(package.tables.get("provisions", []), known, faults)
    if faults:
        return None, faults
    where = units(rows["units"], rows["unit_links"])
    shapes = layer(package.shapes.get("zones", []), rows["zones"], faults)
    faults += strays(shapes, rows["zones"], _bounds(package.meta))
    plan = _plan(package.meta, rows, law, where, shapes)
    return (plan if not faults else None), faults


def _plan(
    meta: Mapping[str, Any],
    rows: Rows,
    law: Sequence[Any],
    where: Units,
    shapes: Mapping[str, Any],
) -> Plan:
    regimes = _regimes(rows)
    papers = instruments(rows["instruments"])
    return Plan(
        id=meta["id"],
        title=meta["title"],
        title_en=meta.get("title_en") or meta["title"],
        fictional=bool(meta.get("fictional")),
        compiled=meta["compiled"],
        governing=meta["governing"],
        days=tuple(meta["days"]),
        bounds=_bounds(meta),
        instruments=papers,
        provisions=tuple(law),
        precedence=precedences(rows["precedence"]),
        coverage=tuple(_coverage(row, where) for row in rows["coverage"]),
        listings=tuple(_listing(row) for row in rows["listings"]),
        parameters=tuple(_parameter(row) for row in rows["parameters"]),
        phases=tuple(_phase(row) for row in rows["phases"]),
        regimes=regimes,
        norms=_norms(rows),
        zones=_zones(
            rows,
            where,
            regimes=[regime.id for regime in regimes],
            papers=[paper.id for paper in papers],
            law=[provision.id for provision in law],
            shapes=shapes,
        ),
        units=where,
        tables=MappingProxyType({name: tuple(some) for name, some in rows.items()}),
    )


def _norms(rows: Rows) -> Mapping[str, tuple[str, ...]]:
    norms: dict[str, tuple[str, ...]] = {}
    for row in rows["norms"]:
        norms[row["rule"]] = (*norms.get(row["rule"], ()), row["provision"])
    return MappingProxyType(norms)


def _bounds(meta: Mapping[str, Any]) -> tuple[float, float, float, float]:
    if meta.get("bounds_grid"):
        west, south, east, north = meta["bounds_grid"]
        return float(west), float(south), float(east), float(north)
    if meta.get("bounds_wgs84"):
        return corners_to_grid(*(float(side) for side in meta["bounds_wgs84"]))
    return (np.nan, np.nan, np.nan, np.nan)


def codes_of(row: Row) -> tuple[int, int, int, int]:
    """Return the four certainty codes of a package row; no shape counts as none used.

    Parameters
    ----------
    row : Mapping
        Holds ``text`` and ``source_kind``; ``geometry`` and ``crs`` where it is drawn.

    Returns
    -------
    tuple of int
        Codes of `Text`, `SourceKind`, `Geometry` and `Crs`; 0 is strongest.

    Examples
    --------
    >>> codes_of({"text": "read", "source_kind": "news"})
    (0, 2, 0, 0)
    >>> codes_of({"text": "missing", "source_kind": "official", "crs": "inferred"})
    (3, 1, 0, 1)
    """
    text = Text[row["text"].upper()]
    kind = SourceKind[row["source_kind"].upper()]
    shape = Geometry[(row.get("geometry") or "exact").upper()]
    crs = Crs[(row.get("crs") or "declared").upper()]
    return int(text), int(kind), int(shape), int(crs)


def _coverage(row: Row, where: Units) -> Coverage:
    atoms = [where.by_code[code].atoms for code in row["units"]]
    return Coverage(
        id=row["id"],
        instrument=row["instrument"],
        theme=row["theme"],
        atoms=frozenset[int]().union(*atoms),
        begin=row["begin"],
        end=row["end"],
        complete=row["complete"] == "yes",
        needs=row["needs"],
        needs_en=row["needs_en"] or row["needs"],
        kind=row["kind"],
        certainty=codes_of(row),
    )


def _listing(row: Row) -> Listing:
    return Listing(
        instrument=row["instrument"],
        provision=row["provision"],
        scheme=row["scheme"],
        id=row["number"],
        name=row["name"],
        phase=row["phase"] or "",
        certainty=codes_of(row),
    )


def _parameter(row: Row) -> Parameter:
    return Parameter(
        name=row["name"],
        value=row["value"],
        unit=row["unit"] or "",
        provision=row["provision"] or "",
        in_force_from=row["in_force_from"],
        in_force_to=row["in_force_to"],
        certainty=codes_of(row),
    )


def _phase(row: Row) -> Phase:
    return Phase(
        id=row["id"],
        title=row["title"],
        title_en=row["title_en"] or row["title"],
        begin=row["begin"],
        end=row["end"],
        provision=row["provision"] or "",
        certainty=codes_of(row),
    )


def _regimes(rows: Rows) -> tuple[Regime, ...]:
    uses: dict[str, dict[str, tuple[Permission, str]]] = {}
    for row in rows["uses"]:
        said = (Permission[row["effect"].upper()], row["provision"])
        uses.setdefault(row["regime"], {})[row["sector"]] = said
    return tuple(
        Regime(
            id=row["id"],
            title=row["title"],
            title_en=row["title_en"] or row["title"],
            protected=row["protected"],
            otherwise=Permission[row["otherwise"].upper()],
            uses=MappingProxyType(uses.get(row["id"], {})),
        )
        for row in rows["regimes"]
    )


def _zones(
    rows: Rows,
    where: Units,
    *,
    regimes: Sequence[str],
    papers: Sequence[str],
    law: Sequence[str],
    shapes: Mapping[str, Any],
) -> Zones:
    zones = rows["zones"]
    reach: dict[str, list[tuple[str, bool]]] = {row["id"]: [] for row in zones}
    for row in rows["zone_units"]:
        reach[row["zone"]].append((row["unit"], row["part"] == "whole"))
    ha = np.array([row["area_ha"] for row in zones], dtype=np.float64)
    ground = [shapes.get(row["id"]) for row in zones]
    return Zones(
        id=objects(row["id"] for row in zones),
        name=objects(row["name"] for row in zones),
        name_en=objects(row["name_en"] or row["name"] for row in zones),
        regime=np.array([regimes.index(row["regime"]) for row in zones], np.int64),
        instrument=np.array(
            [papers.index(row["instrument"]) for row in zones], np.int64
        ),
        provision=np.array(
            [law.index(row["provision"]) if row["provision"] else -1 for row in zones],
            np.int64,
        ),
        begin=np.array([row["in_force_from"] for row in zones], "datetime64[D]"),
        end=np.array([row["in_force_to"] for row in zones], "datetime64[D]"),
        stated_area_m2=ha * 1e4,
        shape=objects(shape.ground if shape else None for shape in ground),
        scale=np.array([row["scale"] for row in zones], dtype=np.float64),
        accuracy_m=np.array(
            [shape.accuracy_m if shape else np.nan for shape in ground], np.float64
        ),
        places=places([reach[row["id"]] for row in zones], where),
        certainty=Certainty.rows(codes_of(row) for row in zones),
        public=np.array([row["disclosure"] == "public" for row in zones], bool),
    )
