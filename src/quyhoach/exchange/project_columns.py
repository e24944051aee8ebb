"""Own the columns of a project list: names, types, words, and what stands in them."""

from __future__ import annotations

import csv
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np
import shapely

from quyhoach.exchange.project_list import MARK, ProjectList
from quyhoach.space import GRID

__all__ = ["ENUMS", "PATTERNS", "ProjectColumn", "project_columns", "project_values"]

ENUMS: Mapping[str, tuple[str, ...]] = {
    "kind": ("programme", "project", "task", "plan"),
    "capital_kind": ("public", "private", "mixed"),
    "geometry": ("exact", "approximate", "indicative"),
    "crs": ("declared", "inferred", "unknown"),
    "disclosure": ("public", "internal"),
    "text": ("read", "secondary", "memory", "missing"),
    "source_kind": ("instrument", "official", "news", "derived", "assumption"),
    "fictional": (MARK,),
}
"""The words of the columns that have a closed list."""

_MOMENT = r"(\d{4}(-\d{2}(-\d{2})?|-Q[1-4])?)?"
PATTERNS: Mapping[str, str] = {"period": f"{_MOMENT}/{_MOMENT}"}
"""What a text of a column looks like."""

_MILLIMETRE = 3


@dataclass(frozen=True, slots=True)
class ProjectColumn:
    """One column of a project list that is handed on.

    Parameters
    ----------
    name, type : str
        Its name, and ``string``, ``integer`` or ``number``.
    gis : str
        Its name in a GeoPackage; empty where it has no place there.
    vi, en, unit, description : str
        What it is called, what it counts in, what it holds.
    """

    name: str
    type: str
    gis: str
    vi: str
    en: str
    unit: str
    description: str


@cache
def project_columns() -> tuple[ProjectColumn, ...]:
    """Return the columns of a project list, in their order.

    Returns
    -------
    tuple of ProjectColumn
        From ``project_columns.csv``.

    Examples
    --------
    >>> [column.name for column in project_columns()][:2]
    ['id', 'name']
    >>> [column.unit for column in project_columns() if column.name == "capital_dong"]
    ['VND']
    """
    text = (files("quyhoach") / "exchange" / "project_columns.csv").read_text("utf-8")
    return tuple(ProjectColumn(**row) for row in csv.DictReader(text.splitlines()))


def project_values(some: ProjectList, name: str) -> Sequence[Any]:
    """Return the values of one column; ``None`` where one is not known.

    Parameters
    ----------
    some : ProjectList
        The projects.
    name : str
        Name of a column.

    Returns
    -------
    Sequence
        Text, int or Decimal, one a project.

    Examples
    --------
    >>> two = ProjectList.bare(id=["A", "B"], name=["", ""], units=[("1", "2"), ()])
    >>> project_values(two, "units"), project_values(two, "sector_name")
    (['1;2', None], [None, None])
    """
    made = _MADE.get(name)
    if made is not None:
        return made(some)
    return [None if value == "" else value for value in getattr(some, name)]


def _joined(name: str) -> Any:  # noqa: ANN401
    return lambda some: [";".join(row) or None for row in getattr(some, name)]


def _sectors(some: ProjectList) -> list[str | None]:
    names = some.sector_names
    return [names.get(code, ("", ""))[0] or None for code in some.sector]


def _scales(some: ProjectList) -> list[Decimal | None]:
    return [None if v is None else Decimal(f"{v:.15g}") for v in some.scale]


def _identifiers(some: ProjectList) -> list[str | None]:
    return [
        "; ".join(f"{scheme}: {number}" for scheme, number in row) or None
        for row in some.identifiers
    ]


def _funding(some: ProjectList) -> list[str | None]:
    return [
        "; ".join(" | ".join("" if v is None else str(v) for v in line) for line in row)
        or None
        for row in some.funding
    ]


def _wkt(some: ProjectList) -> list[str | None]:
    texts = shapely.to_wkt(some.shape, rounding_precision=_MILLIMETRE)
    return list(np.asarray(texts, dtype=object))


def _epsg(some: ProjectList) -> list[int | None]:
    return [None if shape is None else GRID for shape in some.shape]


def _marks(some: ProjectList) -> list[str | None]:
    return [MARK if some.fictional else None] * len(some)


_MADE: Mapping[str, Callable[[ProjectList], Sequence[Any]]] = {
    "sector_name": _sectors,
    "units": _joined("units"),
    "abroad": _joined("abroad"),
    "scale": _scales,
    "identifiers": _identifiers,
    "funding_lines": _funding,
    "wkt": _wkt,
    "epsg": _epsg,
    "fictional": _marks,
}
