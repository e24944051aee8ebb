"""Find administrative units by name or code, and what became of them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from quyhoach.exchange.answer import SCHEMA_VERSION
from quyhoach.intake.plans import read_plan
from quyhoach.plan import Plan, Unit
from quyhoach.plan.finder import FoundUnit, UnitFinder

__all__ = ["find_units"]


def find_units(plan: str, text: str, *, on: date | None = None) -> dict[str, Any]:
    """Return the units that a text can mean, in the order of the contract.

    Parameters
    ----------
    plan : str
        Name of a bundled case, or a package folder.
    text : str
        A name with or without kind, district and diacritics, or a code.
    on : date, optional
        Only units that were there that day; ``None`` is any day.

    Returns
    -------
    dict
        Plain members, ready to write as JSON; ``matches`` is empty where none is alike.

    Raises
    ------
    BadFile
        There is no such package, or a file in it cannot be read at all.
    BadPackage
        The package has faults.

    Examples
    --------
    >>> found = find_units("langson", "huyện Đình Lập")
    >>> one = found["matches"][0]
    >>> one["name"], one["to"], one["became_names"][0], found["ambiguous"]
    ('Huyện Đình Lập', '2025-06-30', 'Xã Đình Lập', False)
    >>> find_units("langson", "Đình Lập", on=date(2026, 1, 1))["matches"][0]["code"]
    '2025:06613'
    """
    read = read_plan(plan)
    found = UnitFinder(read.units).find(text, on=on)
    rows = _rows(read)
    return {
        "schema_version": SCHEMA_VERSION,
        "plan": read.id,
        "text": text,
        "on": on.isoformat() if on else None,
        "matches": [_plain(one, rows[one.unit.code]) for one in found.matches],
        "ambiguous": found.ambiguous,
    }


def _rows(plan: Plan) -> dict[str, Any]:
    return {row["code"]: row for row in plan.tables["units"]}


def _plain(one: FoundUnit, row: Any) -> dict[str, Any]:  # noqa: ANN401
    unit = one.unit
    number = unit.code.rpartition(":")[2]
    km2 = row["area_km2"]
    return {
        "code": unit.code,
        "name": unit.name,
        "era": unit.era,
        "from": _day(unit.begin),
        "to": _day(unit.end),
        "became": _codes(one.became),
        "became_names": _names(one.became),
        "match": one.match,
        "score": one.score,
        "national_code": number if number.isdigit() else None,
        "type": unit.type,
        "district": unit.district or None,
        "province": unit.province,
        "merged_from": _codes(one.merged_from),
        "merged_from_names": _names(one.merged_from),
        "area_km2": None if km2 is None else float(km2),
        "population": row["population"],
        "lat": unit.lat,
        "lon": unit.lon,
        "certainty": row["text"],
        "source": row["source"],
    }


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _codes(units: Iterable[Unit]) -> list[str]:
    return [unit.code for unit in units]


def _names(units: Iterable[Unit]) -> list[str]:
    return [unit.name for unit in units]
