"""One table of verdicts, the deciding one of each project, and what to ask for."""

from dataclasses import replace

import numpy as np
import pytest

from quyhoach.actions.check_projects import check, load
from quyhoach.conformity import (
    REASONS,
    RULES,
    Finding,
    Need,
    OtherKind,
    Outcome,
    Verdicts,
    deciding,
)
from quyhoach.conformity.ask import ask
from quyhoach.law import Certainty, Force

CODE = {
    Outcome.CONFORMS: "QH-C06.within_period",
    Outcome.SILENT: "QH-C04.beyond_plan",
    Outcome.UNKNOWN: "QH-C06.period_missing",
    Outcome.CONFLICTS: "QH-C06.beyond_period",
}


def finding(outcome, *projects, binds=True):
    return Finding(
        reason=CODE[outcome],
        project=np.array(projects, np.int64),
        used=Certainty.of(len(projects), text=0 if binds else 1),
    )


def test_the_gravest_outcome_decides_with_its_own_force():
    table = Verdicts.of(
        [
            finding(Outcome.CONFORMS, 0, 1, 2, 3, 4),
            finding(Outcome.SILENT, 1, 2, 3),
            finding(Outcome.UNKNOWN, 2, 3, binds=False),
            finding(Outcome.CONFLICTS, 3, binds=False),
        ]
    )
    outcome, force = deciding(table, 6)
    assert outcome.tolist() == [0, 1, 2, 3, 0, -1]
    assert force.tolist() == [1, 1, 0, 0, 1, 0]


def test_one_binding_verdict_of_the_deciding_outcome_is_enough():
    both = [
        finding(Outcome.CONFLICTS, 0, binds=False),
        finding(Outcome.CONFLICTS, 0, binds=True),
    ]
    for some in (both, both[::-1]):
        outcome, force = deciding(Verdicts.of(some), 1)
        assert (outcome[0], force[0]) == (Outcome.CONFLICTS, Force.BINDING)


def test_order_of_outcomes_is_that_of_the_contract():
    assert Outcome.CONFLICTS > Outcome.UNKNOWN > Outcome.SILENT > Outcome.CONFORMS


def test_no_findings_make_an_empty_table():
    table = Verdicts.of([])
    assert len(table) == 0
    outcome, force = deciding(table, 2)
    assert outcome.tolist() == [-1, -1]
    assert force.tolist() == [0, 0]


def test_a_table_keeps_blocks_apart():
    one = replace(
        finding(Outcome.CONFORMS, 5, 6),
        parameters={"end": np.array(["a", "b"], object)},
    )
    two = replace(
        finding(Outcome.UNKNOWN, 7),
        other=np.array([3]),
        other_kind=OtherKind.ZONE,
        parameters={"end": np.array(["c"], object)},
    )
    table = Verdicts.of([one, two])
    assert [table.row(k).parameters["end"] for k in range(3)] == ["a", "b", "c"]
    assert table.other.tolist() == [-1, -1, 3]
    assert [table.row(k).other_kind for k in range(3)] == [0, 0, OtherKind.ZONE]
    assert np.isnan(table.share).all()


def test_review_makes_indicative_and_changes_nothing_else():
    one = finding(Outcome.CONFLICTS, 0)
    table = Verdicts.of([replace(one, review=np.array([True]))])
    assert table.force.tolist() == [Force.INDICATIVE]
    assert table.outcome.tolist() == [Outcome.CONFLICTS]


def test_every_unknown_of_the_catalogue_says_what_would_settle_it():
    for reason in REASONS.values():
        assert (reason.need is not None) is (reason.outcome is Outcome.UNKNOWN)
        assert reason.rule in RULES
    assert {r.need for r in REASONS.values() if r.need} == set(Need)


@pytest.fixture(scope="module", params=["langson", "luyen_tap"])
def judged(request):
    loaded = load(request.param)
    return check(loaded, [loaded.plan.days[-1]])[0]


def test_asks_are_ranked_and_repeatable(judged):
    asks = ask(judged)
    sizes = [len(one.settles) for one in asks]
    assert sizes == sorted(sizes, reverse=True)
    assert ask(judged) == asks
    assert len({(one.need, one.kind, one.row) for one in asks}) == len(asks)


def test_every_unknown_is_settled_by_something_and_nothing_else_is(judged):
    table = judged.verdicts
    open_ = {
        (int(table.project[k]), table.row(int(k)).reason.rule)
        for k in np.flatnonzero(table.outcome == Outcome.UNKNOWN)
    }
    assert {mark for one in ask(judged) for mark in one.settles} == open_


def test_no_ask_counts_a_verdict_twice(judged):
    for one in ask(judged):
        assert len(set(one.settles)) == len(one.settles)
        assert one.settles


def test_an_ask_for_a_copy_names_a_row_that_is_not_complete(judged):
    rows = [one.row for one in ask(judged) if one.kind is OtherKind.COVERAGE]
    assert rows
    assert not any(judged.case.plan.coverage[row].complete for row in rows)


def test_nothing_open_asks_for_nothing(field):
    rows = [
        field.project(
            "A",
            shape=field.box(100, 100, 300, 300),
            identifiers=(("QH", "DM-01"),),
        )
    ]
    result = field.run(rows)
    left = {code for _, code, _, _ in field.said(result)}
    open_ = {code for code in left if REASONS[code].outcome is Outcome.UNKNOWN}
    assert len(ask(result)) == len(open_)
