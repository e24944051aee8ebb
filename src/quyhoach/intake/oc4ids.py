"""Own the seam between an OC4IDS project package and a grid: projects as rows."""

from __future__ import annotations

import csv
import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta, timezone
from decimal import Decimal, InvalidOperation
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from quyhoach.intake.grids import Cell, Grid
from quyhoach.intake.issues import Issue, issue

__all__ = ["grid_of_package", "is_package"]

Plain = Mapping[str, Any]

_HEADER = (
    *("id", "name", "name_en", "description", "kind", "part_of", "sector"),
    *("capital_kind", "capital_dong", "period", "phase", "area_ha", "length_km"),
    *("place", "units", "geometry", "owner", "status"),
)
_OURS = "quyhoach-"
_OWNERS = ("publicAuthority", "procuringEntity", "funder", "administrativeEntity")
_WHOLES = ("partof", "parent", "programme", "program")
_READ = frozenset(
    (
        *("id", "title", "title_en", "description", "identifiers", "period", "sector"),
        *("relatedProjects", "budget", "parties", "publicAuthority", "locations"),
        *("status", "updated"),
    )
)
_OURS_ONLY = ("additionalClassifications", "metrics")
_VIETNAM = timezone(timedelta(hours=7))
_EMPTY: tuple[object, ...] = (None, "", [], {})
_DAY = 10
_POINTS = (0, 4)


def is_package(tree: object) -> bool:
    """Tell whether JSON is an OC4IDS project package.

    Parameters
    ----------
    tree : object
        As parsed.

    Returns
    -------
    bool
        True for an object whose ``projects`` is a list of objects, and that is no
        GeoJSON; a single project without its package is none.

    Examples
    --------
    >>> is_package({"projects": [{"id": "a"}]}), is_package({"projects": ["a"]})
    (True, False)
    >>> is_package({"type": "Feature", "projects": []})
    False
    """
    if not isinstance(tree, Mapping) or {"features", "type"} & set(tree):
        return False
    some = tree.get("projects")
    return isinstance(some, list) and all(isinstance(one, Mapping) for one in some)


def grid_of_package(tree: Plain, file: str) -> Grid:
    """Return the projects of a package as rows.

    Parameters
    ----------
    tree : Mapping
        The package, as parsed; `is_package`.
    file : str
        Its name, for messages.

    Returns
    -------
    Grid
        Row k is project k, from 1; shapes in EPSG:4326 as the standard has them. An
        amount that is not in VND is left empty with an issue; members that are not
        read are named once, with how many projects have them.

    Examples
    --------
    >>> one = {"id": "oc4ids-abc123-1", "title": "Kho", "budget": {"amount":
    ...        {"amount": 5000000000, "currency": "VND"}}, "purpose": "Chứa hàng"}
    >>> made = grid_of_package({"version": "0.9", "projects": [one]}, "a.json")
    >>> dict(zip(made.header, made.rows[0][1]))["capital_dong"]
    Decimal('5000000000')
    >>> [met.value for met in made.issues]
    ['purpose (1)']
    """
    projects: Sequence[Plain] = tree["projects"]
    issues = list(_unread(projects, file))
    own = {_text(one.get("id")): name for one in projects if (name := _own_id(one))}
    readers = [_Project(one, file, row, own) for row, one in enumerate(projects, 1)]
    cells = [reader.cells() for reader in readers]
    drawn = [reader.shape() for reader in readers]
    issues += [met for reader in readers for met in reader.issues]
    used = [
        name
        for name in _HEADER
        if name in ("id", "name") or any(row[name] not in ("", None) for row in cells)
    ]
    return Grid(
        file=file,
        layer="projects",
        rows=[
            (row, [some[name] for name in used]) for row, some in enumerate(cells, 1)
        ],
        header=tuple(used),
        shapes=[shape for shape, _ in drawn],
        epsg=4326,
        refused=frozenset(
            row
            for row, (shape, given) in enumerate(drawn, 1)
            if given and shape is None
        ),
        format=".oc4ids",
        numbers={reader.row: reader.numbers() for reader in readers},
        issues=tuple(issues),
    )


def _unread(projects: Sequence[Plain], file: str) -> Iterator[Issue]:
    times = Counter(name for one in projects for name in set(_strange(one)))
    if times:
        value = ", ".join(f"{name} ({times[name]})" for name in sorted(times))
        yield issue("QH-D08.members_not_read", file=file, layer="projects", value=value)


def _strange(one: Plain) -> Iterator[str]:
    """Yield the members of a project that are not read, those of its budget too."""
    for name, value in one.items():
        if name not in _READ and value not in _EMPTY and not _ours(name, value):
            yield name
    budget = one.get("budget")
    for name, value in (budget if isinstance(budget, Mapping) else {}).items():
        if name != "amount" and value not in _EMPTY:
            yield f"budget.{name}"
    for place in _objects(one, "locations"):
        book = place.get("gazetteer")
        if isinstance(book, Mapping) and book.get("scheme") != f"{_OURS}units":
            yield "locations.gazetteer"


def _ours(name: str, value: Any) -> bool:  # noqa: ANN401
    """Whether a member holds nothing but what this program once wrote into it."""
    if name not in _OURS_ONLY or not isinstance(value, list):
        return False
    key = "scheme" if name == "additionalClassifications" else "id"
    return all(
        isinstance(one, Mapping) and _text(one.get(key)).startswith(_OURS)
        for one in value
    )


class _Project:
    """One project on its way into cells."""

    def __init__(self, one: Plain, file: str, row: int, own: Mapping[str, str]) -> None:
        self.row = row
        self.issues: list[Issue] = []
        self._one, self._file, self._own = one, file, own
        self._said = {
            _text(c.get("scheme")): c
            for c in _objects(one, "additionalClassifications")
        }

    def cells(self) -> dict[str, Cell]:
        one = self._one
        made: dict[str, Cell] = {
            "id": self._id(one.get("id")),
            "name": _text(one.get("title")),
            "name_en": _text(one.get("title_en")),
            "description": _text(one.get("description")),
            "part_of": self._whole(),
            "sector": self._ours("sector") or _sector(one.get("sector")),
            "capital_dong": self._money(),
            "period": _period(one.get("period")),
            "area_ha": self._metric("area"),
            "length_km": self._metric("length"),
            "owner": self._owner(),
            "status": self._ours("status", "description") or _text(one.get("status")),
            **self._places(),
        }
        return made | {n: self._ours(n) for n in ("kind", "capital_kind", "phase")}

    def numbers(self) -> tuple[tuple[str, str], ...]:
        """Return the identifiers that others gave it, the scheme first."""
        own = self._own.get(_text(self._one.get("id")))
        pairs = (
            (_text(one.get("scheme")), _text(one.get("id")))
            for one in _objects(self._one, "identifiers")
        )
        return tuple(
            pair for pair in pairs if pair[1] and pair != ("quyhoach", own or pair)
        )

    def _id(self, given: Any) -> str:  # noqa: ANN401
        return self._own.get(_text(given), _text(given))

    def _ours(self, name: str, member: str = "id") -> str:
        return _text(self._said.get(_OURS + name, {}).get(member))

    def _whole(self) -> str:
        for one in _objects(self._one, "relatedProjects"):
            if _text(one.get("relationship")).casefold() in _WHOLES:
                return self._id(one.get("identifier"))
        return ""

    def _owner(self) -> str:
        public = self._one.get("publicAuthority")
        if isinstance(public, Mapping) and public.get("name"):
            return _text(public["name"])
        for role in _OWNERS:
            for party in _objects(self._one, "parties"):
                roles = party.get("roles")
                if role in (roles if isinstance(roles, list) else [roles]):
                    return _text(party.get("name"))
        return ""

    def _money(self) -> Cell:
        budget = self._one.get("budget")
        value = budget.get("amount") if isinstance(budget, Mapping) else None
        if not isinstance(value, Mapping) or value.get("amount") is None:
            return None
        amount, currency = value["amount"], _text(value.get("currency"))
        if currency == "VND":
            return _exact(amount)
        self._say(
            "QH-D12.currency_other",
            "budget.amount",
            f"{amount} {currency}",
            currency=currency or "?",
        )
        return None

    def _metric(self, name: str) -> Cell:
        for metric in _objects(self._one, "metrics"):
            if metric.get("id") == _OURS + name:
                for seen in _objects(metric, "observations"):
                    return _exact(seen.get("measure"))
        return None

    def _places(self) -> dict[str, Cell]:
        some = _objects(self._one, "locations")
        words = [_address(one) or _text(one.get("description")) for one in some]
        codes: list[str] = []
        for one in some:
            book = one.get("gazetteer")
            if isinstance(book, Mapping) and book.get("scheme") == f"{_OURS}units":
                listed = book.get("identifiers")
                codes += map(_text, listed if isinstance(listed, list) else ())
        known = (_text(one.get("geometryCertainty")) for one in some)
        return {
            "place": "; ".join(filter(None, dict.fromkeys(words))),
            "units": ";".join(dict.fromkeys(codes)),
            "geometry": next(filter(None, known), ""),
        }

    def shape(self) -> tuple[Any, bool]:
        """Return its shape, and whether one was given; points only where alone."""
        given = [one.get("geometry") for one in _objects(self._one, "locations")]
        drawn = [geometry for geometry in given if geometry is not None]
        if not drawn:
            return None, False
        texts = np.array([json.dumps(geometry) for geometry in drawn], dtype=object)
        with np.errstate(all="ignore"):
            shapes = np.asarray(
                shapely.from_geojson(texts, on_invalid="ignore"), object
            )
        points, of = shapely.get_coordinates(shapes, return_index=True)
        shapes[of[~np.isfinite(points).all(axis=1)]] = None
        for at in np.flatnonzero(shapely.is_missing(shapes)).tolist():
            why = "GeoJSON không đúng mẫu"
            self._say("QH-D06.shape_unreadable", "geometry", texts[at], why=why)
        if shapely.is_missing(shapes).any():
            return None, True
        return _together(shapes), True

    def _say(self, code: str, column: str, value: str, **words: str) -> None:
        where = {"file": self._file, "layer": "projects", "row": self.row}
        self.issues.append(
            issue(code, **where, column=column, value=value, **words)  # type: ignore[arg-type]
        )


def _together(shapes: NDArray[np.object_]) -> Any:  # noqa: ANN401
    """Join the shapes of one project; points beside a line or an area only mark it."""
    kinds = np.asarray(shapely.get_type_id(shapes))
    firm = shapes[~np.isin(kinds, _POINTS)]
    some = firm if firm.size else shapes
    if len(some) == 1:
        return some[0]
    parts = shapely.get_parts(some)
    if len(set(shapely.get_type_id(parts).tolist())) > 1:
        return shapely.GeometryCollection(parts.tolist())
    multi = {0: shapely.MultiPoint, 1: shapely.MultiLineString, 3: shapely.MultiPolygon}
    return multi[int(shapely.get_type_id(parts[0]))](parts.tolist())


def _own_id(one: Plain) -> str:
    """Return the id that a project had before it was given a prefix."""
    given = _text(one.get("id"))
    for known in _objects(one, "identifiers"):
        own = _text(known.get("id"))
        if known.get("scheme") == "quyhoach" and own and given.endswith(f"-{own}"):
            return own
    return ""


@cache
def _sectors() -> Mapping[str, str]:
    path = Path(__file__).parent / "oc4ids.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return {row["sector"]: row["code"] for row in csv.DictReader(file)}


def _sector(given: Any) -> str:  # noqa: ANN401
    """Return the narrowest of the sectors that go into each other; else all of them."""
    codes = [_text(c) for c in given] if isinstance(given, list) else [_text(given)]
    narrow = max(codes, key=lambda code: code.count("."), default="")
    alone = all(narrow == code or narrow.startswith(f"{code}.") for code in codes)
    return _sectors().get(narrow, narrow) if alone else ", ".join(codes)


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
    days = [_day(_text(value.get(name))) for name in ("startDate", "endDate")]
    return "/".join(days) if any(days) else ""


def _day(text: str) -> str:
    """Return the day in Vietnam: midnight there is 17:00 the day before in UTC."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return text[:_DAY]
    there = moment.astimezone(_VIETNAM) if moment.tzinfo else moment
    return there.date().isoformat()
