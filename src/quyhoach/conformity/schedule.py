"""QH-C06: a project keeps to the plan's period, its phase and its own schedule."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from quyhoach.conformity.case import Case
from quyhoach.conformity.findings import lone
from quyhoach.conformity.listing import in_list
from quyhoach.conformity.model import Finding
from quyhoach.law import Certainty
from quyhoach.plan import Phase
from quyhoach.quantity import Days, Periods

__all__ = ["schedule"]

BoolArray = NDArray[np.bool_]
_ORDER = (
    "period_missing",
    "beyond_period",
    "outside_phase",
    "end_missing",
    "crosses_phase",
    "rescheduled",
    "carried_in",
    "within_period",
)


def schedule(case: Case) -> Iterator[Finding]:
    """QH-C06: period and phase of each project against the plan's.

    Parameters
    ----------
    case : Case
        The portfolio and the day.

    Yields
    ------
    Finding
        One reason a project, the first that fits: missing, beyond, phase, moved.
    """
    if not case.plan.phases:
        yield lone(case, "QH-C06.period_missing", case.judged)
        return
    first, last = _span(case)
    phase, title = _phases(case)
    word = _reasons(case, first, last, phase)
    columns = _columns(case, first, last, title)
    used = _used(case)
    for reason in _ORDER:
        found = lone(
            case, f"QH-C06.{reason}", case.judged & (word == reason), parameters=columns
        )
        review = np.full(len(found), _review(case))
        yield replace(found, used=used[reason].take(found.project), review=review)


def _review(case: Case) -> bool:
    """Return whether a paper that sets a phase needs legal review on the day."""
    rows = [case.plan.provision_row(phase.provision) for phase in case.plan.phases]
    return bool(case.review_of(np.array(rows, np.int64)).any())


def _used(case: Case) -> dict[str, Certainty]:
    """Return what each reason weighs: period, the plan's phases, earlier ends."""
    size = len(case.portfolio)
    rows = [_phase_codes(case, phase) for phase in case.plan.phases]
    span = np.array(rows).max(axis=0)
    plan = Certainty.rows([span]).take(np.zeros(size, np.int64))
    timing = case.portfolio.timing.weakest(plan)
    ends = case.portfolio.schedules
    moved = timing.weakest(ends.certainty.gathered(ends.project, size))
    return {reason: moved if reason == "rescheduled" else timing for reason in _ORDER}


def _phase_codes(case: Case, phase: Phase) -> tuple[int, int, int, int]:
    row = case.plan.provision_row(phase.provision)
    said = case.said(np.array([row], np.int64))
    text = max(phase.certainty[0], int(said.text[0]))
    return text, max(phase.certainty[1], int(said.source_kind[0])), 0, 0


def _reasons(
    case: Case, first: np.datetime64, last: np.datetime64, phase: Periods
) -> NDArray[np.str_]:
    period = case.portfolio.period
    no_end = np.isnat(period.end_last)
    named = ~np.isnat(phase.begin_first)
    nothing = np.isnat(period.begin_first) & (no_end | named)
    beyond = (period.end_first > last) | (period.begin_first > last)
    outside = period.surely_apart(phase)
    open_end = no_end | (period.end_last > last)
    inside = (period.begin_first >= phase.begin_first) & (
        period.end_last <= phase.end_last
    )
    crosses = named & ~inside
    early = period.begin_first < first
    tests = [nothing, beyond, outside, open_end, crosses, _moved(case), early]
    return np.asarray(np.select(tests, _ORDER[:-1], default=_ORDER[-1]))


def _span(case: Case) -> tuple[np.datetime64, np.datetime64]:
    begins = [phase.begin for phase in case.plan.phases]
    ends = [phase.end for phase in case.plan.phases]
    return np.datetime64(min(begins), "D"), np.datetime64(max(ends), "D")


def _phases(case: Case) -> tuple[Periods, NDArray[np.object_]]:
    """Return the phase each project's paper or listing names, NaT where none does."""
    spans = {p.id: ((p.begin, p.begin), (p.end, p.end)) for p in case.plan.phases}
    titles = {p.id: p.title for p in case.plan.phases}
    listed = in_list(case)
    keys = [
        key or (case.plan.listings[row].phase if row >= 0 else "")
        for key, row in zip(case.portfolio.phase, listed, strict=True)
    ]
    title = np.array([titles.get(key, "") for key in keys], object)
    return Periods.of(spans.get(key, (None, None)) for key in keys), title


def _moved(case: Case) -> BoolArray:
    """Return where the present end is later than an earlier one, with no decision.

    The decision that counts is that of the last row, where it set the present end.
    """
    lines, period = case.portfolio.schedules, case.portfolio.period
    first, last = period.end_first[lines.project], period.end_last[lines.project]
    later = first > lines.end_last
    latest = np.append(lines.project[1:] != lines.project[:-1], True)
    set_now = (lines.end_first == first) & (lines.end_last == last)
    decided = latest & set_now & (lines.decision.astype(str) != "")
    made = np.zeros(len(case.portfolio), bool)
    made[lines.project[later]] = True
    made[lines.project[decided]] = False
    return made


def _columns(
    case: Case, first: np.datetime64, last: np.datetime64, title: NDArray[np.object_]
) -> dict[str, NDArray[Any]]:
    period, size = case.portfolio.period, len(case.portfolio)
    return {
        "begin": _moments(period.begin_first, period.begin_last),
        "end": _moments(period.end_first, period.end_last),
        "plan_begin": np.full(size, str(first), object),
        "plan_end": np.full(size, str(last), object),
        "phase": title,
        "earlier": _earlier(case),
    }


def _earlier(case: Case) -> NDArray[np.object_]:
    made = np.empty(len(case.portfolio), dtype=object)
    made.fill(())
    lines = case.portfolio.schedules
    ends = _moments(lines.end_first, lines.end_last)
    past = lines.end_last < case.portfolio.period.end_first[lines.project]
    for project, end in zip(lines.project[past], ends[past], strict=True):
        made[project] += (end,)
    return made


def _moments(first: Days, last: Days) -> NDArray[np.object_]:
    """Return the shortest ISO texts of days, months, quarters, years; empty unknown."""
    days = (last - first).astype("timedelta64[D]").astype(np.int64) + 1
    text = np.datetime_as_string(first, unit="D")
    year, month = text.astype("U4"), text.astype("U7")
    quarter = first.astype("datetime64[M]").astype(np.int64) % 12 // 3 + 1
    third = np.char.add(np.char.add(year, "-Q"), quarter.astype(str))
    made = np.select(
        [np.isnat(first), days == 1, days < 32, days < 300],
        ["", text, month, third],
        default=year,
    )
    return made.astype(object)
