"""All rules over one portfolio on one day, and what would settle the unknowns."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from quyhoach.conformity.case import Case, provision_certainty
from quyhoach.conformity.catalogue import REASONS, Outcome
from quyhoach.conformity.closed_list import closed_list
from quyhoach.conformity.hierarchy import hierarchy
from quyhoach.conformity.model import Finding, Verdicts
from quyhoach.conformity.outside_zones import outside_zones
from quyhoach.conformity.permitted_use import permitted_use
from quyhoach.conformity.protected_ground import protected_ground
from quyhoach.conformity.same_ground import same_ground
from quyhoach.conformity.same_money import same_money
from quyhoach.conformity.same_project import same_project
from quyhoach.conformity.schedule import schedule
from quyhoach.law import Certainty
from quyhoach.plan import Plan, Portfolio
from quyhoach.space import Meetings, meet, meet_within

__all__ = ["Judged", "judge", "meetings_of"]

RULE: dict[str, Callable[[Case], Iterator[Finding]]] = {
    "QH-C01": permitted_use,
    "QH-C02": protected_ground,
    "QH-C03": outside_zones,
    "QH-C04": closed_list,
    "QH-C05": hierarchy,
    "QH-C06": schedule,
    "QH-X01": same_ground,
    "QH-X03": same_money,
    "QH-X04": same_project,
}


@dataclass(frozen=True, slots=True)
class Judged:
    """A portfolio judged on a day.

    Parameters
    ----------
    case : Case
        What was judged.
    verdicts : Verdicts
        What the rules say.
    silent_rules : tuple of str
        Rules whose norm is not in force on the day: they said nothing.
    """

    case: Case
    verdicts: Verdicts
    silent_rules: tuple[str, ...]


def meetings_of(plan: Plan, portfolio: Portfolio) -> tuple[Meetings, Meetings]:
    """Return the meetings that every day shares: with the zones, and with itself.

    Parameters
    ----------
    plan : Plan
        Gives the zones.
    portfolio : Portfolio
        The projects.

    Returns
    -------
    tuple of Meetings
        Portfolio against zones, portfolio against portfolio.
    """
    return meet(portfolio.shape, plan.zones.shape), meet_within(portfolio.shape)


def judge(
    plan: Plan,
    portfolio: Portfolio,
    *,
    on: date,
    meetings: tuple[Meetings, Meetings] | None = None,
) -> Judged:
    """Return what every rule says of a portfolio on a day.

    Parameters
    ----------
    plan : Plan
        The plan.
    portfolio : Portfolio
        The projects.
    on : date
        The day judged.
    meetings : tuple of Meetings, optional
        As `meetings_of` gives them; worked out here where they are not given.

    Returns
    -------
    Judged
        A rule none of whose norms is in force on the day says nothing.
    """
    zones, against = meetings or meetings_of(plan, portfolio)
    case = Case(plan, portfolio, on, zones, against)
    found: list[Finding] = []
    silent = []
    for rule, says in RULE.items():
        norms = case.norms(rule)
        if not norms:
            silent.append(rule)
            continue
        sure = Certainty.rows(provision_certainty(p, i) for p, i in norms)
        worst = Certainty.rows(
            [[int(getattr(sure, f.name).max()) for f in fields(sure)]]
        )
        review = any(i.needs_review(on) for _, i in norms)
        found += [
            _weighed(f, worst, review) for f in _single(says(case), len(portfolio))
        ]
    return Judged(case, Verdicts.of(found), tuple(silent))


def _weighed(finding: Finding, norm: Certainty, review: bool) -> Finding:
    size = len(finding)
    own = np.zeros(size, bool) if finding.review is None else finding.review
    used = finding.used.weakest(norm.take(np.zeros(size, np.int64)))
    return replace(finding, used=used, review=own | review)


def _single(findings: Iterator[Finding], projects: int) -> list[Finding]:
    """Return findings with one unknown a project, the catalogue's first."""
    found = [f for f in findings if len(f)]
    order = {code: k for k, code in enumerate(REASONS)}
    unknown = [f for f in found if REASONS[f.reason].outcome is Outcome.UNKNOWN]
    taken = np.zeros(projects, bool)
    kept: list[Finding] = []
    for finding in sorted(unknown, key=lambda f: order[f.reason]):
        rows = _surest(finding)
        rows &= ~taken[finding.project]
        taken[finding.project] = True
        kept.append(_cut(finding, rows))
    sure = [f for f in found if REASONS[f.reason].outcome is not Outcome.UNKNOWN]
    return [f for f in (*sure, *kept) if len(f)]


def _surest(finding: Finding) -> NDArray[np.bool_]:
    """Return one row a project: the surest, so that no order of rows decides."""
    used = finding.used
    doubt = sum(getattr(used, f.name).astype(np.int64) for f in fields(used))
    order = np.lexsort((doubt, finding.project))
    first = np.unique(finding.project[order], return_index=True)[1]
    rows = np.zeros(len(finding), bool)
    rows[order[first]] = True
    return rows


def _cut(finding: Finding, rows: NDArray[np.bool_]) -> Finding:
    changed: dict[str, Any] = {"used": finding.used.take(rows)}
    for field in fields(finding):
        value = getattr(finding, field.name)
        if isinstance(value, np.ndarray):
            changed[field.name] = value[rows]
    parameters = {name: column[rows] for name, column in finding.parameters.items()}
    return replace(finding, parameters=parameters, **changed)
