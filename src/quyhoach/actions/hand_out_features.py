"""Hand out projects and zones as features, to whoever may see them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from quyhoach.actions.plan_of import plan_of
from quyhoach.errors import BadInput
from quyhoach.law import Crs, Geometry
from quyhoach.plan import Plan
from quyhoach.quantity import parse_period
from quyhoach.store.facts import Package, ProjectFact
from quyhoach.store.people import Member
from quyhoach.store.portfolios import holding
from quyhoach.store.rights import seen_by

__all__ = ["Collection", "Features", "collections"]

Period = tuple[date | None, date | None]


@dataclass(frozen=True, slots=True)
class Features:
    """Features of a collection, one row each.

    Parameters
    ----------
    id : list of str
        Keys.
    shape : ndarray of object
        Metres, EPSG:9215; ``None`` without one.
    properties : list of Mapping
        Plain values.
    period : list of tuple
        First and last day; ``None`` open or not known.
    """

    id: Sequence[str]
    shape: NDArray[np.object_]
    properties: Sequence[Mapping[str, Any]]
    period: Sequence[Period]


@dataclass(frozen=True, slots=True)
class Collection:
    """One collection.

    Parameters
    ----------
    id, title, description : str
        Key and words.
    read : Callable
        Gives the features that a person may see at a moment.
    """

    id: str
    title: str
    description: str
    read: Callable[[Member | None, datetime, date], Features]


def collections() -> dict[str, Collection]:
    """Return the collections of the office by key, real plans first.

    Returns
    -------
    dict
        Two a plan: its projects and its zones.
    """
    found: dict[str, Collection] = {}
    for package in Package.objects.all():
        marked = "GIẢ ĐỊNH. " if package.fictional else ""
        for kind, words, read in (
            ("projects", "Dự án (projects)", _projects),
            ("zones", "Khu vực (zones)", _zones),
        ):
            key = f"{package.name}-{kind}"
            found[key] = Collection(
                key,
                f"{package.title}: {words}",
                f"{marked}{words}. VN-2000 / TM-3 107-15, WGS 84.",
                _of(read, package),
            )
    return found


def _of(
    read: Callable[[Package, Member | None, datetime, date], Features],
    package: Package,
) -> Callable[[Member | None, datetime, date], Features]:
    return lambda member, known, on: read(package, member, known, on)


def _projects(
    package: Package, member: Member | None, known: datetime, on: date
) -> Features:
    rows = holding(package, on=on, known=known)
    mine = rows.filter(seen_by(member)) if member else rows.filter(disclosure="public")
    facts = list(mine)
    wkb = [None if fact.wkb is None else bytes(fact.wkb) for fact in facts]
    return Features(
        [fact.project for fact in facts],
        np.asarray(shapely.from_wkb(np.array([*wkb, None], object)))[:-1],
        [_facts(fact) for fact in facts],
        [_period(fact.record["record"]["period"]) for fact in facts],
    )


def _facts(fact: ProjectFact) -> dict[str, Any]:
    one = fact.record["record"]
    return {
        "name": fact.name,
        "kind": fact.kind,
        "sector": fact.sector,
        "status": fact.status,
        "owner": one["owner"],
        "capital_dong": fact.capital_dong,
        "period": one["period"],
        "area_ha": None if one["area_ha"] is None else float(one["area_ha"]),
        "length_km": None if one["length_km"] is None else float(one["length_km"]),
        "fictional": fact.package.fictional,
    }


def _period(text: str) -> Period:
    try:
        begin, end = parse_period(text)
    except BadInput:
        return None, None
    return (begin[0] if begin else None), (end[1] if end else None)


def _zones(
    package: Package, member: Member | None, known: datetime, on: date
) -> Features:
    del known
    plan = plan_of(package)
    zones = plan.zones
    kept = zones.in_force(np.datetime64(on)) & (zones.public | (member is not None))
    rows = np.flatnonzero(kept)
    return Features(
        [str(zones.id[k]) for k in rows],
        zones.shape[rows],
        [_zone(plan, int(k)) for k in rows],
        [(_date(zones.begin[k]), _date(zones.end[k])) for k in rows],
    )


def _zone(plan: Plan, k: int) -> dict[str, Any]:
    zones = plan.zones
    paper = plan.instruments[int(zones.instrument[k])]
    return {
        "name": str(zones.name[k]),
        "name_en": str(zones.name_en[k]),
        "regime": plan.regimes[int(zones.regime[k])].id,
        "instrument": paper.number,
        "geometry_certainty": Geometry(int(zones.certainty.geometry[k])).name.lower(),
        "crs_certainty": Crs(int(zones.certainty.crs[k])).name.lower(),
        "fictional": plan.fictional,
    }


def _date(day: np.datetime64) -> date | None:
    return None if np.isnat(day) else day.astype(date)
