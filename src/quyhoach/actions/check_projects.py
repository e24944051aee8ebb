"""Check projects against a plan on a day: read, judge, answer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import numpy as np

from quyhoach.actions.take_dossier import (
    Dossier,
    numbers_of,
    take_dossier,
    with_records,
)
from quyhoach.conformity import Judged, Outcome, deciding, judge, meetings_of
from quyhoach.conformity.ask import Ask, ask
from quyhoach.errors import BadPackage, NotKnownYet
from quyhoach.exchange.answer import head, not_judged, projects_of, summary
from quyhoach.intake.issues import Issue
from quyhoach.intake.plans import make_plan
from quyhoach.intake.portfolios import own_portfolio, portfolio_of, with_dossier
from quyhoach.intake.projects import read_projects
from quyhoach.intake.raw import case_folder, read_raw
from quyhoach.intake.unit_shapes import read_unit_shapes
from quyhoach.intake.where_named import Named, not_where_named
from quyhoach.law import Force
from quyhoach.plan import Plan, Portfolio
from quyhoach.reports.asks import ask_words
from quyhoach.reports.sentences import sentence

__all__ = ["Loaded", "answer", "check", "load", "misplaced", "worst"]

Plain = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Loaded:
    """A plan and the projects to judge, read and on the grid.

    Parameters
    ----------
    plan : Plan
        The plan.
    portfolio : Portfolio
        The projects.
    issues : tuple of Issue
        What the files left open; of a package's own list only footprints that lie
        elsewhere than named.
    dossier : Dossier, optional
        The one project that is asked about; ``None`` where all are.
    package : str
        Name or folder of the package the plan was read from; empty where not known.
    """

    plan: Plan
    portfolio: Portfolio
    issues: tuple[Issue, ...] = ()
    dossier: Dossier | None = None
    package: str = ""


def load(
    plan: str,
    files: Sequence[Path] = (),
    *,
    crs: int | None = None,
    on: date | None = None,
    dossier: str = "",
) -> Loaded:
    """Return a plan and the projects of files, or the plan's own list.

    Parameters
    ----------
    plan : str
        Name of a bundled case, or a package folder.
    files : Sequence[Path]
        Project files; empty for the package's own list.
    crs : int, optional
        EPSG code of files that do not say it.
    on : date, optional
        The day whose unit names are meant; ``None`` is any day.
    dossier : str
        Path of a YAML file with one more project, ``-`` for standard input: it joins
        the list and stands for the project there that has its id or its number. Empty
        for none.

    Returns
    -------
    Loaded
        On the grid.

    Raises
    ------
    BadPackage
        The package has faults; mend those it names.
    BadFile
        There is no such package, or a file cannot be read at all.
    """
    raw = read_raw(case_folder(plan))
    made, faults = make_plan(raw)
    if made is None or faults:
        raise BadPackage([str(fault) for fault in faults])
    if not files:
        if not dossier:
            own = own_portfolio(raw, made)
            issues = misplaced(plan, made, own, _listed(made))
            return Loaded(made, own, issues, package=plan)
        sole = take_dossier(dossier, made, _own_numbers(made), crs=crs, on=on)
        joined = with_dossier(raw, made, sole.record, replaces=sole.replaces)
        return Loaded(made, joined, sole.issues, sole, plan)
    records, issues = read_projects(
        files, units=made.units, sectors=made.tables["sectors"], crs=crs, on=on
    )
    one: Dossier | None = None
    if dossier:
        one = take_dossier(dossier, made, numbers_of(records), crs=crs, on=on)
        records, issues = tuple(with_records(one, records)), (*issues, *one.issues)
    portfolio = portfolio_of(records, made)
    named = [(r.file, r.row, r.units) for r in records]
    issues = (*issues, *misplaced(plan, made, portfolio, named))
    return Loaded(made, portfolio, issues, one, plan)


def _own_numbers(plan: Plan) -> dict[str, list[tuple[str, str]]]:
    found: dict[str, list[tuple[str, str]]] = {
        row["id"]: [] for row in plan.tables["projects"]
    }
    for row in plan.tables["identifiers"]:
        found[row["project"]].append((row["scheme"], row["number"]))
    return found


def _listed(plan: Plan) -> list[Named]:
    rows = plan.tables["projects"]
    return [(r["__file__"], r["__line__"], r["units"] or ()) for r in rows]


def misplaced(
    plan: str, made: Plan, portfolio: Portfolio, named: Sequence[Named]
) -> tuple[Issue, ...]:
    """Return a warning for each footprint that lies elsewhere than its file says.

    Parameters
    ----------
    plan : str
        Name of a bundled case, or a package folder.
    made : Plan
        The plan read from it.
    portfolio : Portfolio
        The projects.
    named : Sequence of tuple
        File, row and unit codes of each.

    Returns
    -------
    tuple of Issue
        Empty unless the package has real boundaries of units; without any footprint
        they are not even read.

    Raises
    ------
    BadFile
        The package's ``units.geojson`` cannot be read: import it again.
    """
    if not any(shape is not None for shape in portfolio.shape):
        return ()
    shapes = read_unit_shapes(plan)
    return not_where_named(portfolio, named, units=made.units, shapes=shapes)


def check(
    loaded: Loaded, days: Iterable[date], *, known: datetime | None = None
) -> list[Judged]:
    """Return the projects judged on each day; meetings are worked out once.

    Parameters
    ----------
    loaded : Loaded
        Plan and projects.
    days : Iterable[date]
        The days judged.
    known : datetime, optional
        As known then: it changes no verdict and is only refused where it lies too
        early. ``None`` asks nothing.

    Returns
    -------
    list of Judged
        One per day, in the order of the days.

    Raises
    ------
    NotKnownYet
        ``known`` lies before the package was compiled: choose a later one.
    """
    compiled = loaded.plan.compiled
    if known is not None and known.date() < compiled:
        reason = f"gói quy hoạch lập ngày {compiled.isoformat()}, trước đó chưa biết gì"
        raise NotKnownYet(
            reason, value=known.isoformat(), cure="chọn --known từ ngày đó trở đi"
        )
    meetings = meetings_of(loaded.plan, loaded.portfolio)
    return [
        judge(loaded.plan, loaded.portfolio, on=on, meetings=meetings) for on in days
    ]


def answer(
    loaded: Loaded,
    judged: Judged,
    *,
    known: str = "",
    every: bool = False,
    asks: bool = False,
    streamed: bool = False,
) -> Plain:
    """Return the answer of a check in the order of the contract.

    Parameters
    ----------
    loaded : Loaded
        Plan, projects and issues.
    judged : Judged
        The same projects judged on a day.
    known : str
        ISO moment asked for; empty is the day the package was compiled.
    every : bool
        All verdicts, conforming ones too.
    asks : bool
        Add what to ask for first.
    streamed : bool
        ``projects`` is an iterator that can be read once.

    Returns
    -------
    dict
        Plain members, ready to write as JSON; ``ask`` only where it was asked for.
    """
    on = judged.case.on.isoformat()
    made = head(loaded.plan, on=on, known=known or loaded.plan.compiled.isoformat())
    projects = _spoken(projects_of(judged, every=every))
    made["projects"] = projects if streamed else list(projects)
    made["not_judged"] = not_judged(judged)
    made["issues"] = [plain_issue(issue) for issue in loaded.issues]
    made["rules_not_in_force"] = list(judged.silent_rules)
    made["summary"] = summary(judged)
    if asks:
        made["ask"] = [_asked(judged, one) for one in ask(judged)]
    return made


def _spoken(projects: Iterator[Plain]) -> Iterator[Plain]:
    for project in projects:
        for verdict in project["verdicts"]:
            verdict["sentence"] = {
                lang: sentence(verdict, lang=lang) for lang in ("vi", "en")
            }
        yield project


def plain_issue(issue: Issue) -> Plain:
    """Return an issue as the contract has it.

    Parameters
    ----------
    issue : Issue
        As met while a file was read.

    Returns
    -------
    dict
        Every field of the issue by its name.
    """
    return {name: getattr(issue, name) for name in Issue.__slots__}


def _asked(judged: Judged, one: Ask) -> Plain:
    plan, portfolio = judged.case.plan, judged.case.portfolio
    what, what_en, kind, instrument = ask_words(plan, one)
    return {
        "what": what,
        "what_en": what_en,
        "kind": kind,
        "instrument": instrument,
        "settles": len(one.settles),
        "verdicts": [
            {"project": str(portfolio.id[project]), "rule": rule}
            for project, rule in one.settles
        ],
    }


def worst(judged: Judged, *, only: Dossier | None = None) -> str:
    """Return the gravest thing said: ``binding``, ``conflict``, ``unknown`` or nothing.

    Parameters
    ----------
    judged : Judged
        Projects judged on a day.
    only : Dossier, optional
        The one project that counts; ``None`` for all.

    Returns
    -------
    str
        ``binding`` is a conflict that binds; ``unknown`` also where nothing was said of
        a project; empty where everything conforms.
    """
    table = judged.verdicts
    ids = judged.case.portfolio.id
    asked = np.full(len(ids), True) if only is None else ids == only.record.id
    mine = asked[table.project]
    conflict = mine & (table.outcome == Outcome.CONFLICTS)
    if (conflict & (table.force == Force.BINDING)).any():
        return "binding"
    if conflict.any():
        return "conflict"
    open_ = (mine & np.isin(table.outcome, (Outcome.UNKNOWN, Outcome.SILENT))).any()
    outcome, _ = deciding(table, len(judged.case.portfolio))
    unsaid = (asked & judged.case.judged & (outcome < 0)).any()
    return "unknown" if open_ or unsaid else ""
