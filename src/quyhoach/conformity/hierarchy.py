"""QH-C05: a project does not stand against a plan above this one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from quyhoach.conformity.case import Case
from quyhoach.conformity.coverage import Held, held, needed
from quyhoach.conformity.findings import Pairs, lone, once
from quyhoach.conformity.listing import in_list, list_is_complete
from quyhoach.conformity.model import Finding, OtherKind
from quyhoach.conformity.neighbours import around, beyond_names, permitting, unseen
from quyhoach.conformity.permitted_use import (
    drawn_pairs,
    unit_pairs,
    unseen_zone,
)
from quyhoach.conformity.scope import INSIDE, MAYBE, PARTS, Fit, fit
from quyhoach.law import Effect, Level
from quyhoach.plan import Permission, objects

__all__ = ["hierarchy"]

BoolArray = NDArray[np.bool_]
IntArray = NDArray[np.int64]

_REASONS = {
    "upper": "QH-C05.higher_prohibits",
    "lower": "QH-C05.lower_prevails",
    "decided": "QH-C05.prevalence_undecided",
    "": "QH-C05.prevalence_unknown",
}


def hierarchy(case: Case) -> Iterator[Finding]:
    """QH-C05: where a higher plan stands against a project, which of the two prevails.

    Parameters
    ----------
    case : Case
        The portfolio, its meetings with the zones, the day.

    Yields
    ------
    Finding
        "Nothing higher stands against it" only where our copy of the higher
        instruments is complete.
    """
    spoken = np.zeros(len(case.portfolio), bool)
    texts = held(case, "higher")
    for finding in (*_zones(case, texts), *_provisions(case)):
        spoken[finding.project] = True
        yield finding
    quiet = case.judged & ~spoken
    used = case.ground.weakest(texts.used, around(case, case.higher))
    yield lone(case, "QH-C05.no_higher_restriction", quiet & texts.complete, also=used)
    yield from needed(
        case, "QH-C05.higher_text_needed", case.judged & ~texts.complete, texts
    )


def _zones(case: Case, texts: Held) -> Iterator[Finding]:
    pairs, touch = drawn_pairs(case, case.higher)
    said = pairs.permission
    refused = said == Permission.PROHIBITED
    yield from _prevailing(case, pairs, refused & touch.counts & ~touch.unclear)
    permits = (said == Permission.PERMITTED) & touch.counts
    yield pairs.say("QH-C05.higher_permits", permits & texts.complete[pairs.project])
    open_ = np.isin(said, (Permission.UNKNOWN, Permission.CONDITIONAL)) & touch.counts
    yield pairs.say("QH-C05.use_unknown", open_)
    yield pairs.say("QH-C05.scale_unknown", refused & touch.unclear)
    yield from _zones_by_units(case)


def _zones_by_units(case: Case) -> Iterator[Finding]:
    pairs, within = unit_pairs(case, case.higher)
    refused = pairs.permission == Permission.PROHIBITED
    yield from _prevailing(case, pairs, within & refused)
    unsure = within & np.isin(
        pairs.permission, (Permission.UNKNOWN, Permission.CONDITIONAL)
    )
    yield pairs.say("QH-C05.use_unknown", unsure)
    some = np.flatnonzero(~within & (pairs.permission != Permission.PERMITTED))
    rows = np.zeros(len(within), bool)
    rows[some[once(pairs.project[some])]] = True
    zones = np.bincount(pairs.project[some], minlength=len(case.portfolio))
    yield pairs.say("QH-C05.shares_unit", rows, zones=zones[pairs.project[rows]])
    matters = case.higher & ~permitting(case, case.higher)
    yield unseen_zone(case, "QH-C05.shares_unit", unseen(case, matters))
    if case.higher.any():
        blind = beyond_names(case, matters)
        yield lone(case, "QH-C05.footprint_missing", case.stands & blind)


def _prevailing(case: Case, pairs: Pairs, rows: BoolArray) -> Iterator[Finding]:
    levels = case.levels[pairs.zone]
    for level in sorted({int(one) for one in levels[rows]}):
        row = case.precedence(Level(level))
        mine = rows & (levels == level)
        size = int(mine.sum())
        words = np.full(size, Level(level).name.lower(), object)
        body = np.full(size, row.decided_by if row else "", object)
        yield pairs.say(
            _REASONS[row.prevails if row else ""],
            mine,
            cited=case.plan.provision_row(row.provision) if row else -1,
            level=words,
            decided_by=body,
        )


def _provisions(case: Case) -> Iterator[Finding]:
    for effect in (Effect.FORBIDS, Effect.REQUIRES):
        scopes = fit(case, effect, higher=True)
        for column, row in enumerate(scopes.provisions):
            whole = scopes.whole[:, column]
            inside = case.judged & (whole == INSIDE)
            yield from _partly(case, scopes, column)
            if effect is Effect.FORBIDS:
                yield _forbidden(case, inside, int(row))
            else:
                yield _unlisted(case, inside, int(row))


def _partly(case: Case, scopes: Fit, column: int) -> Iterator[Finding]:
    """Yield the projects of which a higher provision's scope cannot be told."""
    maybe = case.judged & (scopes.whole[:, column] == MAYBE)
    rough = scopes.parts[PARTS.index("sector"), :, column] == MAYBE
    provision = int(scopes.provisions[column])
    yield _said(case, "QH-C05.use_unknown", maybe & rough, provision)
    rest = maybe & ~rough
    lacks = objects(
        tuple(name for name, part in zip(PARTS, one, strict=True) if part == MAYBE)
        for one in scopes.parts[:, rest, column].T
    )
    yield _said(case, "QH-C05.scope_partly", rest, provision, lacks=lacks)


def _forbidden(case: Case, rows: BoolArray, provision: int) -> Finding:
    paper = case.plan.instrument_of(case.plan.provisions[provision])
    found = case.precedence(paper.level)
    size = int(rows.sum())
    prevails = case.plan.provision_row(found.provision) if found else -1
    made = _said(
        case,
        _REASONS[found.prevails if found else ""],
        rows,
        provision,
        level=np.full(size, paper.level.name.lower(), object),
        decided_by=np.full(size, found.decided_by if found else "", object),
    )
    sure = case.said(np.full(size, prevails, np.int64))
    return replace(made, used=made.used.weakest(sure))


def _unlisted(case: Case, rows: BoolArray, provision: int) -> Finding:
    plan = case.plan
    key = (
        plan.provisions[provision].scope.subject_to
        or plan.provisions[provision].instrument
    )
    complete, missing = list_is_complete(case, plan.instrument_row(key))
    absent = rows & (in_list(case, key) < 0)
    if complete:
        return _said(case, "QH-C05.not_in_higher_list", absent, provision)
    coverage = np.empty(int(absent.sum()), dtype=object)
    for k in range(len(coverage)):
        coverage[k] = missing
    return _said(case, "QH-C05.listing_needed", absent, provision, coverage=coverage)


def _said(
    case: Case, reason: str, rows: BoolArray, provision: int, **parameters: object
) -> Finding:
    project = np.flatnonzero(rows)
    cited = np.full(len(project), provision, np.int64)
    return Finding(
        reason=reason,
        project=project,
        used=case.portfolio.record.take(project).weakest(case.said(cited)),
        other_kind=OtherKind.PROVISION,
        other=cited,
        provision=cited,
        review=case.review_of(cited),
        parameters=parameters,  # type: ignore[arg-type]
    )
