"""The answer of a check as plain values, in the frozen order of the contract."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from quyhoach.conformity import (
    Judged,
    OtherKind,
    Outcome,
    Tolerance,
    Verdicts,
    deciding,
)
from quyhoach.law import Certainty, Crs, Force, Geometry, SourceKind, Text, cite
from quyhoach.plan import Plan, Portfolio
from quyhoach.space import from_grid, shared_ground

__all__ = [
    "SCHEMA_VERSION",
    "evidence",
    "head",
    "not_judged",
    "projects_of",
    "summary",
    "verdict_rows",
]

SCHEMA_VERSION = "1.0"
_WORDS = {"text": Text, "source_kind": SourceKind, "geometry": Geometry, "crs": Crs}
_OUTCOMES = (Outcome.CONFLICTS, Outcome.UNKNOWN, Outcome.SILENT, Outcome.CONFORMS)
Plain = dict[str, Any]


def head(plan: Plan, *, on: str, known: str) -> Plain:
    """Return the first members of the answer: version, plan, days.

    Parameters
    ----------
    plan : Plan
        The plan judged against.
    on : str
        ISO day judged.
    known : str
        ISO day or moment as known then.

    Returns
    -------
    dict
        ``schema_version``, ``plan``, ``on`` and ``known``; before the plan
        ``fictional``, of a made-up case only.
    """
    made: Plain = {"schema_version": SCHEMA_VERSION}
    if plan.fictional:
        made["fictional"] = True
    made["plan"] = {
        "id": plan.id,
        "title": plan.title,
        "title_en": plan.title_en,
        "fictional": plan.fictional,
        "compiled": plan.compiled.isoformat(),
    }
    return {**made, "on": on, "known": known}


def projects_of(
    judged: Judged, *, every: bool, geometry: bool = True
) -> Iterator[Plain]:
    """Yield the projects of which a rule speaks, each with its verdicts.

    Parameters
    ----------
    judged : Judged
        A portfolio judged on a day.
    every : bool
        All verdicts; else only those that do not conform.
    geometry : bool
        Work out the shared ground of the verdicts shown.

    Yields
    ------
    dict
        As the contract has it, in portfolio order; the sentences are left to the
        reports.
    """
    table, portfolio = judged.verdicts, judged.case.portfolio
    outcome, force = deciding(table, len(portfolio))
    order = verdict_rows(judged, every=every)
    shapes = _ground(judged, order) if geometry else {}
    first = np.searchsorted(table.project[order], np.arange(len(portfolio) + 1))
    for row in np.flatnonzero(judged.case.judged & (outcome >= 0)):
        mine = order[first[row] : first[row + 1]]
        yield {
            **_named(portfolio, int(row)),
            "outcome": Outcome(int(outcome[row])).name.lower(),
            "force": Force(int(force[row])).name.lower(),
            "verdicts": [_verdict(judged, int(k), shapes.get(int(k))) for k in mine],
        }


def verdict_rows(judged: Judged, *, every: bool) -> NDArray[np.int64]:
    """Return the rows of the verdicts in the order in which they are shown.

    Parameters
    ----------
    judged : Judged
        A portfolio judged on a day.
    every : bool
        All verdicts; else only those that do not conform.

    Returns
    -------
    NDArray[np.int64]
        Rows of the verdicts, by project, then rule.
    """
    table = judged.verdicts
    shown = np.flatnonzero(every | (table.outcome != Outcome.CONFORMS))
    rules = np.array([reason.rule for reason in table.reasons] or [""])
    order = np.lexsort((shown, rules[table.block[shown]], table.project[shown]))
    return np.asarray(shown[order], np.int64)


def _named(portfolio: Portfolio, row: int) -> Plain:
    project = portfolio.row(row)
    return {
        "id": project.id,
        "identifiers": [{"scheme": s, "id": i} for s, i in project.identifiers],
        "name": project.name,
        "name_en": str(portfolio.name_en[row]),
        "kind": project.kind.name.lower(),
    }


def _verdict(judged: Judged, row: int, shape: Plain | None) -> Plain:
    table = judged.verdicts
    verdict = table.row(row)
    reason = verdict.reason
    return {
        "rule": reason.rule,
        "outcome": reason.outcome.name.lower(),
        "force": verdict.force.name.lower(),
        "reason": reason.code,
        "parameters": _parameters(judged, verdict.parameters),
        "citations": _citations(judged, reason.rule, int(table.provision[row])),
        "other": _other(judged, verdict.other_kind, int(table.other[row])),
        "measure": _measure(table, row),
        "tolerance_m": _round(table.tolerance_m[row], 2),
        "tolerance_from": _tolerance(int(table.tolerance_from[row])),
        "geometry": shape,
        "needs": str(reason.need or ""),
        "weakest": _weakest(table.used, row),
        "review": bool(table.review[row]),
    }


def _parameters(judged: Judged, values: Plain) -> Plain:
    made: Plain = {}
    for name, value in values.items():
        if name == "coverage":
            cover = [judged.case.plan.coverage[k] for k in value]
            made["needs"] = "; ".join(c.needs for c in cover)
            made["needs_en"] = "; ".join(c.needs_en for c in cover)
        elif isinstance(value, tuple):
            made[name] = [str(one) for one in value]
        elif isinstance(value, float | np.floating):
            made[name] = _round(float(value), 6)
        elif isinstance(value, int | np.integer):
            made[name] = int(value)
        else:
            made[name] = str(value)
    if made.get("sector"):
        names = judged.case.plan.sector_names.get(made["sector"], ("", ""))
        made["sector_name"], made["sector_name_en"] = names
    return made


def _citations(judged: Judged, rule: str, provision: int) -> list[Plain]:
    case = judged.case
    said = [case.plan.provisions[provision]] if provision >= 0 else []
    some = {p.id: p for p in (*said, *(norm for norm, _ in case.norms(rule)))}
    made = []
    for one in some.values():
        citation = cite(one, case.plan.instrument_of(one))
        plain = {name: getattr(citation, name) for name in citation.__slots__}
        made.append({**plain, "gist_en": one.gist_en})
    return made


def _other(judged: Judged, kind: OtherKind, row: int) -> Plain | None:
    if row < 0 or kind is OtherKind.NONE:
        return None
    plan, portfolio = judged.case.plan, judged.case.portfolio
    match kind:
        case OtherKind.ZONE:
            some = plan.zones
            found = some.id[row], some.name[row], some.name_en[row]
        case OtherKind.PROJECT:
            found = portfolio.id[row], portfolio.name[row], portfolio.name_en[row]
        case OtherKind.PROVISION:
            said = plan.provisions[row]
            found = said.id, said.gist, said.gist_en
        case OtherKind.INSTRUMENT:
            paper = plan.instruments[row]
            found = paper.id, paper.title, paper.title_en
        case _:
            cover = plan.coverage[row]
            found = cover.id, cover.needs, cover.needs_en
    key, name, name_en = (str(text) for text in found)
    return {"kind": kind.name.lower(), "id": key, "name": name, "name_en": name_en}


def _measure(table: Verdicts, row: int) -> Plain | None:
    if np.isnan(table.share[row]):
        return None
    return {
        "area_m2": _round(table.area_m2[row], 2),
        "length_m": _round(table.length_m[row], 2),
        "share": _round(table.share[row], 6),
    }


def _round(value: float, digits: int) -> float | None:
    return None if np.isnan(value) else round(float(value), digits) + 0.0


def _tolerance(code: int) -> str:
    return "" if code == Tolerance.NONE else Tolerance(code).name.lower()


def _weakest(used: Certainty, row: int) -> list[Plain]:
    made = []
    for name, words in _WORDS.items():
        code = int(getattr(used, name)[row])
        if code:
            made.append({"property": name, "value": words(code).name.lower()})
    return made


def _ground(judged: Judged, rows: NDArray[np.int64]) -> dict[int, Plain]:
    shared = evidence(judged, rows)
    drawn = np.flatnonzero(~shapely.is_missing(shared))
    degrees = from_grid(shared[drawn])
    return {
        int(row): json.loads(shapely.to_geojson(shape))
        for row, shape in zip(rows[drawn], degrees, strict=True)
    }


def evidence(judged: Judged, rows: NDArray[np.int64]) -> NDArray[np.object_]:
    """Return the ground that verdicts rest on, as far as it is known.

    Parameters
    ----------
    judged : Judged
        A portfolio judged on a day.
    rows : NDArray[np.int64]
        Rows of the verdicts.

    Returns
    -------
    NDArray[np.object_]
        Shared ground in EPSG:9215, one a row asked; ``None`` where a verdict used none.
    """
    table, case = judged.verdicts, judged.case
    made = np.full(len(rows), None, dtype=object)
    measured = ~np.isnan(table.share[rows])
    for kind, layer in (
        (OtherKind.ZONE, case.plan.zones.shape),
        (OtherKind.PROJECT, case.portfolio.shape),
    ):
        at = np.flatnonzero(measured & (table.other_kind[rows] == kind))
        some = rows[at]
        left = case.portfolio.shape[table.project[some]]
        made[at] = shared_ground(left, layer[table.other[some]])
    made[np.asarray(shapely.is_empty(made), dtype=bool)] = None
    return made


def not_judged(judged: Judged) -> list[Plain]:
    """Return the projects not judged on the day, each with why.

    Parameters
    ----------
    judged : Judged
        Projects judged on a day.

    Returns
    -------
    list of dict
        Id, name and reason (``not_begun``, ``ended`` or ``no_rule_in_force``), in
        portfolio order.
    """
    portfolio, case = judged.case.portfolio, judged.case
    early = portfolio.period.not_begun(case.day)
    outcome, _ = deciding(judged.verdicts, len(portfolio))
    why = np.where(early, "not_begun", "ended")
    why = np.where(case.judged, "no_rule_in_force", why)
    return [
        {
            "id": str(portfolio.id[row]),
            "name": str(portfolio.name[row]),
            "reason": str(why[row]),
        }
        for row in np.flatnonzero(~case.judged | (outcome < 0))
    ]


def summary(judged: Judged) -> Plain:
    """Return the counts: projects by outcome, verdicts by rule and by force.

    Parameters
    ----------
    judged : Judged
        Projects judged on a day.

    Returns
    -------
    dict
        ``by_outcome`` counts projects (not those of which no rule speaks), ``by_rule``
        and ``by_force`` verdicts.
    """
    table = judged.verdicts
    outcome, _ = deciding(table, len(judged.case.portfolio))
    rules = np.array([reason.rule for reason in table.reasons] or [""])[table.block]
    return {
        "by_outcome": _counts(outcome[judged.case.judged]),
        "by_rule": {
            str(rule): _counts(table.outcome[rules == rule])
            for rule in sorted(set(rules.tolist()))
        },
        "by_force": {
            force.name.lower(): _counts(table.outcome[table.force == force])
            for force in (Force.BINDING, Force.INDICATIVE)
        },
    }


def _counts(outcomes: NDArray[np.int8]) -> dict[str, int]:
    return {one.name.lower(): int((outcomes == one).sum()) for one in _OUTCOMES}
