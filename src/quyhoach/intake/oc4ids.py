"""Own the seam between an OC4IDS project package and a grid: projects as rows."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any

import numpy as np
import shapely

from quyhoach.intake.grids import Cell, Grid
from quyhoach.intake.issues import Issue, issue

__all__ = ["grid_of_package", "is_package"]

Plain = Mapping[str, Any]

HEADER = (
    "id",
    "name",
    "name_en",
    "description",
    "kind",
    "part_of",
    "sector",
    "capital_kind",
    "capital_dong",
    "period",
    "phase",
    "area_ha",
    "length_km",
    "place",
    "units",
    "geometry",
    "owner",
    "status",
)
_OURS = "quyhoach-"
_OWNERS = ("publicAuthority", "procuringEntity", "funder", "administrativeEntity")


def is_package(tree: object) -> bool:
    """Tell whether JSON is an OC4IDS project package.

    Parameters
    ----------
    tree : object
        As parsed.

    Returns
    -------
    bool
        True for an object whose ``projects`` is a list of objects, and that has no
        ``features``; a single project without its package is none.

    Examples
    --------
    >>> is_package({"projects": [{"id": "a"}]}), is_package({"projects": []})
    (True, False)
    """
    if not isinstance(tree, Mapping) or "features" in tree:
        return False
    some = tree.get("projects")
    if not isinstance(some, list) or not some:
        return False
    return all(isinstance(one, Mapping) for one in some)


def grid_of_package(tree: Plain, file: str) -> Grid:
    """Return the projects of a package as rows.

    Parameters
    ----------
    tree : Mapping
        The package, as parsed.
    file : str
        Its name, for messages.

    Returns
    -------
    Grid
        Row k is project k, from 1; shapes in EPSG:4326 as the standard has them.
        An amount that is not in VND is left empty with an issue.

    Examples
    --------
    >>> one = {"id": "oc4ids-abc123-1", "title": "Kho", "budget": {"amount":
    ...        {"amount": 5000000000, "currency": "VND"}}}
    >>> made = grid_of_package({"version": "0.9", "projects": [one]}, "a.json")
    >>> dict(zip(made.header, made.rows[0][1]))["capital_dong"]
    Decimal('5000000000')
    """
    issues: list[Issue] = []
    rows = []
    shapes = []
    refused = []
    ours = {
        _text(one.get("id")): own for one in tree["projects"] if (own := _own_id(one))
    }
    for row, one in enumerate(tree["projects"], start=1):
        reader = _Reader(one, file, row, issues, ours)
        rows.append((row, reader.cells()))
        shape, given = reader.shape()
        shapes.append(shape)
        if given and shape is None:
            refused.append(row)
    return Grid(
        file=file,
        layer="projects",
        rows=rows,
        header=HEADER,
        shapes=shapes,
        epsg=4326,
        refused=frozenset(refused),
        issues=tuple(issues),
    )


class _Reader:
    """One project on its way into cells."""

    def __init__(
        self, one: Plain, file: str, row: int, issues: list[Issue], ours: Plain
    ) -> None:
        self._one, self._file, self._row = one, file, row
        self._known = ours
        self._issues = issues
        self._ours = {
            str(c.get("scheme")): c for c in _objects(one, "additionalClassifications")
        }

    def cells(self) -> list[Cell]:
        one = self._one
        made: dict[str, Cell] = {
            "id": self._id(one.get("id")),
            "name": _text(one.get("title")),
            "name_en": _text(one.get("title_en")),
            "description": _text(one.get("description")),
            "part_of": self._whole(),
            "sector": self._said("sector") or self._sector(),
            "capital_dong": self._money(),
            "period": _period(one.get("period")),
            "area_ha": self._metric("area"),
            "length_km": self._metric("length"),
            "owner": self._owner(),
            "status": self._said("status", "description") or _text(one.get("status")),
            **self._places(),
        }
        made.update({n: self._said(n) for n in ("kind", "capital_kind", "phase")})
        return [made[name] for name in HEADER]

    def _id(self, given: Any) -> str:  # noqa: ANN401
        return _text(self._known.get(_text(given), given))

    def _said(self, name: str, member: str = "id") -> str:
        return _text(self._ours.get(_OURS + name, {}).get(member))

    def _sector(self) -> str:
        some = self._one.get("sector")
        codes = [_text(c) for c in some] if isinstance(some, list) else [_text(some)]
        return max(codes, key=lambda code: (code.count("."), len(code)), default="")

    def _whole(self) -> str:
        for one in _objects(self._one, "relatedProjects"):
            if one.get("relationship") == _PART:
                return self._id(one.get("identifier"))
        return ""

    def _owner(self) -> str:
        public = self._one.get("publicAuthority")
        if isinstance(public, Mapping) and public.get("name"):
            return _text(public["name"])
        for role in _OWNERS:
            for party in _objects(self._one, "parties"):
                if role in (party.get("roles") or ()) and party.get("name"):
                    return _text(party["name"])
        return ""

    def _money(self) -> Cell:
        budget = self._one.get("budget")
        value = budget.get("amount") if isinstance(budget, Mapping) else None
        if not isinstance(value, Mapping) or value.get("amount") is None:
            return None
        amount, currency = value["amount"], _text(value.get("currency"))
        if currency == "VND" and isinstance(amount, int | float | Decimal | str):
            return _exact(amount)
        self._say("QH-D12.unit_unknown", f"{amount} {currency}", unit=currency or "?")
        return None

    def _metric(self, name: str) -> Cell:
        for metric in _objects(self._one, "metrics"):
            if metric.get("id") == _OURS + name:
                for seen in _objects(metric, "observations"):
                    return _exact(seen.get("measure"))
        return None

    def _places(self) -> dict[str, Cell]:
        some = _objects(self._one, "locations")
        words = [_text(s.get("description")) or _address(s) for s in some]
        codes: list[str] = []
        for one in some:
            book = one.get("gazetteer")
            if isinstance(book, Mapping) and book.get("scheme") == _OURS + "units":
                codes += [_text(code) for code in book.get("identifiers") or ()]
        known = (_text(one.get("geometryCertainty")) for one in some)
        return {
            "place": ", ".join(filter(None, dict.fromkeys(words))),
            "units": ";".join(codes),
            "geometry": next(filter(None, known), ""),
        }

    def shape(self) -> tuple[Any, bool]:
        drawn = [one["geometry"] for one in self._drawn()]
        if not drawn:
            return None, False
        texts = np.array([json.dumps(g, default=float) for g in drawn], dtype=object)
        with np.errstate(all="ignore"):
            shapes = shapely.from_geojson(texts, on_invalid="ignore")
        for text, shape in zip(texts, shapes, strict=True):
            if shape is None:
                self._say("QH-D06.shape_unreadable", text, why="GeoJSON")
        if any(shape is None for shape in shapes):
            return None, True
        return shapes[0] if len(shapes) == 1 else shapely.GeometryCollection(
            list(shapes)
        ), True

    def _drawn(self) -> Iterator[Plain]:
        for one in _objects(self._one, "locations"):
            if one.get("geometry") is not None:
                yield one

    def _say(self, code: str, value: str, **words: str) -> None:
        self._issues.append(
            issue(
                code,
                file=self._file,
                layer="projects",
                row=self._row,
                value=value[:200],
                **words,
            )
        )


_PART = "partOf"


def _own_id(one: Plain) -> str:
    """Return the id that a project had before it was given a prefix."""
    given = _text(one.get("id"))
    for known in _objects(one, "identifiers"):
        own = _text(known.get("id"))
        if known.get("scheme") == "quyhoach" and given.endswith(f"-{own}"):
            return own
    return ""


def _objects(one: Plain, name: str) -> Sequence[Plain]:
    some = one.get(name)
    if not isinstance(some, list):
        return ()
    return [inner for inner in some if isinstance(inner, Mapping)]


def _text(value: Any) -> str:  # noqa: ANN401
    return "" if value is None else str(value)


def _exact(value: Any) -> Cell:  # noqa: ANN401
    if isinstance(value, bool) or value is None:
        return None
    try:
        return Decimal(str(value))
    except InvalidOperation:
        return str(value)


def _address(location: Plain) -> str:
    address = location.get("address")
    if not isinstance(address, Mapping):
        return ""
    names = ("streetAddress", "locality", "region")
    return ", ".join(_text(address[name]) for name in names if address.get(name))


def _period(value: Any) -> str:  # noqa: ANN401
    if not isinstance(value, Mapping):
        return ""
    days = [_text(value.get(name))[:10] for name in ("startDate", "endDate")]
    return "/".join(days) if any(days) else ""
