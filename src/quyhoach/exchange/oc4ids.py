"""Own the seam between a project list and an OC4IDS 0.9 project package."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from typing import Any, TextIO

import numpy as np
import shapely

from quyhoach.exchange.json_text import text as whole
from quyhoach.exchange.oc4ids_codes import owner_role, sector_codes, status_code
from quyhoach.exchange.project_geojson import geometry_texts
from quyhoach.exchange.project_list import MARK, ProjectList
from quyhoach.plan import fold
from quyhoach.quantity import parse_period

__all__ = ["PREFIX", "Package", "members_of", "oc4ids_project", "write_oc4ids"]

VERSION = "0.9"
PREFIX = "oc4ids-000000"
"""Stands for the prefix that the standard's helpdesk gives to a publisher."""

OURS = "quyhoach-"
"""How schemes of our own begin."""

_HAS_PREFIX = re.compile(r"oc4ids-[a-z0-9]{6}.")
_COLLECTION = 7
_ZONE = "+07:00"
_CLASSES = ("kind", "capital_kind", "sector", "phase")
Plain = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Package:
    """What a package says of itself.

    Parameters
    ----------
    uri : str
        Names the package, once in the world.
    publisher : str
        Who publishes it.
    published : str
        When, ISO date and time with its zone.
    prefix : str
        ``oc4ids-`` and six letters or digits; goes before ids that have none.
    """

    uri: str
    publisher: str
    published: str
    prefix: str = PREFIX

    def head(self) -> Plain:
        """Return the members before the projects, in their order."""
        return {
            "version": VERSION,
            "uri": self.uri,
            "publishedDate": self.published,
            "publisher": {"name": self.publisher},
        }

    def id_of(self, key: str) -> str:
        """Return an id with the prefix; one that has a prefix stays."""
        return key if _HAS_PREFIX.match(key) else f"{self.prefix}-{key}"


def write_oc4ids(
    some: ProjectList,
    package: Package,
    stream: TextIO,
    *,
    members: Mapping[str, str] | None = None,
    others: Iterable[str] = (),
) -> None:
    """Write a project list as an OC4IDS 0.9 project package, a line a project.

    Parameters
    ----------
    some : ProjectList
        The projects.
    package : Package
        What it says of itself.
    stream : TextIO
        Where it goes.
    members : Mapping, optional
        JSON text of each member of the package, in their order; what `members_of`
        gives where it is left out.
    others : Iterable of str
        JSON texts of projects that come first, as they were read.

    Examples
    --------
    >>> import sys
    >>> one = Package(uri="urn:a:b", publisher="Sở A", published="2026-11-23T00:00:00Z")
    >>> projects = ProjectList.bare(id=["A"], name=["Kho"])
    >>> write_oc4ids(projects, one, sys.stdout)
    {"version": "0.9",
     "uri": "urn:a:b",
     "publishedDate": "2026-11-23T00:00:00Z",
     "publisher": {"name": "Sở A"},
     "projects": [
      {"id": "oc4ids-000000-A", "identifiers": [{"id": "A", "scheme": "quyhoach"}], "title": "Kho"}
     ]}
    """  # noqa: E501
    members = (
        members_of(package, fictional=some.fictional) if members is None else members
    )
    stream.write("{")
    stream.writelines(f"{_encode(name)}: {text},\n " for name, text in members.items())
    before = '"projects": [\n  '
    for project in chain(others, _texts(some, package)):
        stream.write(before + project)
        before = ",\n  "
    stream.write("\n ]}\n")


def members_of(package: Package, *, fictional: bool = False) -> dict[str, str]:
    """Return what a package says of itself, a JSON text a member.

    Parameters
    ----------
    package : Package
        The package.
    fictional : bool
        Its projects are invented: it says so.

    Returns
    -------
    dict
        Member to JSON text, in the order to be written.

    Examples
    --------
    >>> one = Package(uri="urn:a:b", publisher="A", published="2026-11-23T00:00:00Z")
    >>> members_of(one, fictional=True)["fictional"]
    'true'
    """
    made = {name: _encode(value) for name, value in package.head().items()}
    return made | {"fictional": "true"} if fictional else made


def _texts(some: ProjectList, package: Package) -> Iterator[str]:
    parts = _parts(some)
    names = dict(zip(some.id, some.name, strict=True))
    for row in range(len(some)):
        head = _encode(oc4ids_project(some, row, package, names))
        places = ", ".join(_locations(some, row, parts[row]))
        if places:
            head = f'{head[:-1]}, "locations": [{places}]}}'
        yield head


def oc4ids_project(
    some: ProjectList, row: int, package: Package, names: Mapping[str, str]
) -> Plain:
    """Return one project as the standard has it, without its locations.

    Parameters
    ----------
    some : ProjectList
        The projects.
    row : int
        Which one.
    package : Package
        Whose prefix its id gets.
    names : Mapping
        Id to name of every project of the list.

    Returns
    -------
    dict
        What a closed codelist has no code for is left out; the words as printed stand
        among the additional classifications.
    """
    made: Plain = {"id": package.id_of(some.id[row])}
    numbers = [{"id": i, "scheme": s} for s, i in dict.fromkeys(some.identifiers[row])]
    if made["id"] != some.id[row]:
        numbers.insert(0, {"id": some.id[row], "scheme": "quyhoach"})
    whole = some.part_of[row]
    made |= {
        "identifiers": numbers,
        "title": some.name[row],
        "title_en": some.name_en[row],
        "description": some.description[row],
        "status": status_code(some.status[row]),
        "period": _period(some.period[row]),
        "sector": sector_codes(some.sector[row]),
        "additionalClassifications": _classes(some, row),
        "relatedProjects": [_whole(package.id_of(whole), names.get(whole, ""))]
        if whole
        else [],
        "budget": _budget(some, row),
        **_owner(some.owner[row], some.capital_kind[row]),
        "documents": _documents(some, row),
        "metrics": _metrics(some, row),
    }
    return {name: value for name, value in made.items() if value}


@lru_cache(maxsize=65536)
def _period(period: str) -> Plain:
    begin, end = parse_period(period)
    made = {}
    if begin:
        made["startDate"] = f"{begin[0].isoformat()}T00:00:00{_ZONE}"
    if end:
        made["endDate"] = f"{end[1].isoformat()}T23:59:59{_ZONE}"
    return made


def _classes(some: ProjectList, row: int) -> list[Plain]:
    made = []
    for name in _CLASSES:
        code = getattr(some, name)[row]
        if code:
            words = some.sector_names.get(code, ("",))[0] if name == "sector" else ""
            said = {"description": words} if words else {}
            made.append({"scheme": OURS + name, "id": code, **said})
    if some.status[row]:
        made.append({"scheme": f"{OURS}status", "description": some.status[row]})
    if some.fictional:
        fictional = {"id": "fictional", "description": MARK}
        made.append({"scheme": f"{OURS}fictional", **fictional})
    return made


def _whole(identifier: str, title: str) -> Plain:
    made = {"id": "1", "scheme": "oc4ids", "identifier": identifier}
    return {**made, "relationship": "partOf", **({"title": title} if title else {})}


def _budget(some: ProjectList, row: int) -> Plain:
    made: Plain = {}
    if some.capital_dong[row] is not None:
        made["amount"] = _dong(some.capital_dong[row])
    groups: dict[str, list[Plain]] = {}
    for decision, code, year, dong in some.funding[row]:
        lines = groups.setdefault(decision, [])
        line: Plain = {"id": str(len(lines) + 1)}
        if code:
            line["description"] = code
        if dong is not None:
            line["amount"] = _dong(dong)
        if year:
            line["period"] = _period(f"{year}/{year}")
        lines.append(line)
    if groups:
        made["budgetBreakdowns"] = [
            {
                "id": str(at),
                **({"description": decision} if decision else {}),
                "budgetBreakdown": lines,
            }
            for at, (decision, lines) in enumerate(groups.items(), start=1)
        ]
    return made


def _dong(dong: int | None) -> Plain:
    return {"amount": dong, "currency": "VND"}


@lru_cache(maxsize=65536)
def _owner(owner: str, capital_kind: str) -> Plain:
    if not owner:
        return {}
    role = owner_role(owner, capital_kind)
    key = re.sub(r"[^0-9a-z]+", "-", fold(owner)).strip("-") or "1"
    made: Plain = {"parties": [{"id": key, "name": owner, "roles": [role]}]}
    if role == "publicAuthority":
        made["publicAuthority"] = {"id": key, "name": owner}
    return made


def _documents(some: ProjectList, row: int) -> list[Plain]:
    papers = [pair for pair in some.identifiers[row] if pair[0].startswith("quyết")]
    return [
        {"id": str(at), "title": f"{scheme[:1].upper()}{scheme[1:]} {number}"}
        for at, (scheme, number) in enumerate(dict.fromkeys(papers), start=1)
    ]


def _metrics(some: ProjectList, row: int) -> list[Plain]:
    made = []
    for name, title, column, unit in (
        ("area", "Diện tích", some.area_ha, "ha"),
        ("length", "Chiều dài", some.length_km, "km"),
    ):
        measure = column[row]
        if measure is not None:
            seen = {"id": "1", "measure": f"{measure:f}", "unit": {"name": unit}}
            metric = {"id": OURS + name, "title": title, "observations": [seen]}
            made.append(metric)
    return made


def _parts(some: ProjectList) -> list[list[str]]:
    """Return the GeoJSON texts of each project: the standard has no collections."""
    found: list[list[str]] = [[] for _ in range(len(some))]
    parts, rows = _uncollected(some)
    for row, shape in zip(rows, geometry_texts(parts), strict=True):
        if shape:
            found[row].append(shape)
    return found


def _uncollected(some: ProjectList) -> tuple[Any, Sequence[int]]:
    drawn = np.flatnonzero(~shapely.is_missing(some.shape))
    shapes = some.shape[drawn]
    mixed = shapely.get_type_id(shapes) == _COLLECTION
    if not mixed.any():
        return shapes, drawn.tolist()
    flat, of = shapely.get_parts(shapes[mixed], return_index=True)
    rows = np.concatenate([drawn[~mixed], drawn[mixed][of]])
    return np.concatenate([shapes[~mixed], flat]), rows.tolist()


def _locations(some: ProjectList, row: int, drawn: Sequence[str]) -> Iterator[str]:
    units, place = some.units[row], some.place[row]
    said: Plain = {"id": "1"}
    place = place or "; ".join(some.unit_names.get(code, code) for code in units)
    if place:
        said["description"] = place
    if units:
        codes = list(dict.fromkeys(units))
        said["gazetteer"] = {"scheme": f"{OURS}units", "identifiers": codes}
    if drawn and some.geometry[row]:
        said["geometryCertainty"] = some.geometry[row]
    if drawn:
        yield f'{_encode(said)[:-1]}, "geometry": {drawn[0]}}}'
    elif len(said) > 1:
        yield _encode(said)
    for at, shape in enumerate(drawn[1:], start=2):
        yield f'{{"id": "{at}", "geometry": {shape}}}'
    for at, province in enumerate(some.abroad[row], start=max(len(drawn), 1) + 1):
        yield _encode({"id": str(at), "description": province})


_plain = json.JSONEncoder(ensure_ascii=False, allow_nan=False).encode


def _encode(value: Any) -> str:  # noqa: ANN401
    return whole(_plain(value))
