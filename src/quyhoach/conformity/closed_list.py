"""QH-C04: nothing beyond the approved plan."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from quyhoach.conformity.case import Case
from quyhoach.conformity.coverage import Held, held, needed
from quyhoach.conformity.findings import lone
from quyhoach.conformity.likeness import nearest, words
from quyhoach.conformity.listing import in_list, list_is_complete
from quyhoach.conformity.model import Finding, OtherKind
from quyhoach.conformity.scope import INSIDE, MAYBE, PARTS, Fit, fit
from quyhoach.law import Certainty, Effect

__all__ = ["closed_list"]

BoolArray = NDArray[np.bool_]
IntArray = NDArray[np.int64]


def closed_list(case: Case) -> Iterator[Finding]:
    """QH-C04: a project is listed, or inside a provision's scope, or beyond the plan.

    Parameters
    ----------
    case : Case
        The portfolio and the day.

    Yields
    ------
    Finding
        The norm's tests in order; each project leaves at the first that answers.
    """
    line = np.full(len(case.portfolio), -1, np.int64)
    listed = in_list(case, by=line)
    hit = case.judged & (listed >= 0)
    yield _listed(case, hit, listed, line)
    rest = case.judged & ~hit
    scopes = fit(case, Effect.ADMITS)
    best, level = _best(case, scopes)
    open_list = _open_condition(case, scopes, best, level)
    row = np.append(scopes.provisions, -1)[best]
    inside = rest & (level == INSIDE)
    yield _provision(case, "QH-C04.within_provision", inside & (open_list < 0), row)
    yield _condition(case, inside & (open_list >= 0), row, open_list)
    yield _partly(case, rest & (level == MAYBE), scopes, best)
    yield from _words_only(case, rest & (level < MAYBE), scopes.provisions)


def _listed(case: Case, hit: BoolArray, listing: IntArray, by: IntArray) -> Finding:
    project = np.flatnonzero(hit)
    lines = [case.plan.listings[k] for k in listing[project]]
    provision = np.array(
        [case.plan.provision_row(line.provision) for line in lines], np.int64
    )
    sure = Certainty.rows(line.certainty for line in lines).without_ground()
    named = case.portfolio.identifiers.certainty.take(by[project])
    return Finding(
        reason="QH-C04.listed",
        project=project,
        used=named.weakest(sure, case.said(provision)),
        other_kind=OtherKind.PROVISION,
        other=provision,
        provision=provision,
        review=case.review_of(provision),
        parameters={
            "scheme": np.array([line.scheme for line in lines], object),
            "number": np.array([line.id for line in lines], object),
        },
    )


def _best(case: Case, scopes: Fit) -> tuple[IntArray, IntArray]:
    """Return for each project the provision that fits best, and how well it fits."""
    none = np.full(len(case.portfolio), -1, np.int64)
    if not len(scopes.provisions):
        return none, none
    plan = case.plan
    depth = [_depth(plan.provisions[k].scope.sectors) for k in scopes.provisions]
    bound = [bool(plan.provisions[k].scope.subject_to) for k in scopes.provisions]
    narrow = [bool(plan.provisions[k].scope.places) for k in scopes.provisions]
    rank = np.array(depth) * 4 + np.array(bound) * 2 + np.array(narrow)
    certain = (scopes.parts == INSIDE).sum(axis=0)
    whole = scopes.whole.astype(np.int64)
    score = whole * 1_000_000 + certain * 1_000 + rank
    best = score.argmax(axis=1)
    return best, whole[np.arange(len(best)), best]


def _depth(sectors: tuple[str, ...]) -> int:
    return max((code.count(".") + 1 for code in sectors), default=0)


def _open_condition(
    case: Case, scopes: Fit, best: IntArray, level: IntArray
) -> IntArray:
    """Return the instrument whose list still has to hold the project; -1 for none."""
    made = np.full(len(best), -1, np.int64)
    for column, row in enumerate(scopes.provisions):
        scope = case.plan.provisions[row].scope
        if scope.subject_to:
            mine = (best == column) & (level == INSIDE)
            open_ = mine & (in_list(case, scope.subject_to) < 0)
            made[open_] = case.plan.instrument_row(scope.subject_to)
    return made


def _provision(case: Case, reason: str, rows: BoolArray, row: IntArray) -> Finding:
    project = np.flatnonzero(rows)
    provision = row[project]
    return Finding(
        reason=reason,
        project=project,
        used=case.portfolio.record.take(project).weakest(case.said(provision)),
        other_kind=OtherKind.PROVISION,
        other=provision,
        provision=provision,
        review=case.review_of(provision),
    )


def _condition(case: Case, rows: BoolArray, row: IntArray, paper: IntArray) -> Finding:
    made = _provision(case, "QH-C04.condition_open", rows, row)
    lists = [list_is_complete(case, int(k))[1] for k in paper[made.project]]
    coverage = np.empty(len(lists), dtype=object)
    for k, some in enumerate(lists):
        coverage[k] = some
    return replace(made, parameters={"coverage": coverage})


def _partly(case: Case, rows: BoolArray, scopes: Fit, best: IntArray) -> Finding:
    row = np.append(scopes.provisions, -1)[best]
    made = _provision(case, "QH-C04.scope_partly", rows, row)
    lacks = np.empty(len(made), dtype=object)
    for k, project in enumerate(made.project):
        parts = scopes.parts[:, project, best[project]]
        lacks[k] = tuple(
            name for name, part in zip(PARTS, parts, strict=True) if part == MAYBE
        )
    return replace(made, parameters={"lacks": lacks})


def _words_only(case: Case, rows: BoolArray, admits: IntArray) -> Iterator[Finding]:
    project = np.flatnonzero(rows)
    names = [case.names[row] for row in project]
    near = nearest(names, [words(case.plan.provisions[k].gist) for k in admits])
    threshold, sure = case.number("text_score", 0.6)
    alike = near.score >= threshold
    provision = admits[near.sentence[alike]] if len(admits) else near.sentence[alike]
    yield Finding(
        reason="QH-C04.text_only",
        project=project[alike],
        used=case.portfolio.record.take(project[alike]).weakest(
            case.said(provision),
            sure.take(np.zeros(len(provision), int)).without_ground(),
        ),
        other_kind=OtherKind.PROVISION,
        other=provision,
        provision=provision,
        review=case.review_of(provision),
        parameters={"score": near.score[alike]},
    )
    left = np.zeros(len(rows), bool)
    left[project[~alike]] = True
    score = np.zeros(len(rows))
    score[project] = near.score
    yield from _absent(case, left, score)


def _absent(
    case: Case, rows: BoolArray, score: NDArray[np.float64]
) -> Iterator[Finding]:
    lists: Held = held(case, "projects")
    yield from needed(case, "QH-C04.annex_needed", rows & ~lists.complete, lists)
    regime = case.plan.parameter("absence_from_list", case.on)
    silent = regime is not None and regime.value == "beyond_plan"
    reason = "QH-C04.beyond_plan" if silent else "QH-C04.not_listed_flag"
    found = lone(case, reason, rows & lists.complete, parameters={"score": score})
    sure = [regime.certainty if regime else (3, 4, 0, 0)] * len(found)
    provision = case.plan.provision_row(regime.provision) if regime else -1
    cited = np.full(len(found), provision, np.int64)
    yield replace(
        found,
        used=found.used.weakest(
            lists.used.take(found.project), Certainty.rows(sure).without_ground()
        ),
        provision=cited,
        review=case.review_of(cited),
    )
