"""Read, judge, answer: what a check loads, and what it never knows too early."""

from datetime import date, datetime

import pytest

from quyhoach.actions.check_projects import answer, check, load, worst
from quyhoach.actions.show_check import shapes_of
from quyhoach.actions.show_plan import overview, validate
from quyhoach.actions.show_rules import catalogue, norms
from quyhoach.conformity import REASONS, RULES, Outcome
from quyhoach.errors import BadFile, BadInput, NotKnownYet
from quyhoach.law import Force

DAY = date(2026, 11, 23)


@pytest.fixture(scope="module")
def training():
    return load("luyen_tap")


@pytest.mark.parametrize(
    ("known", "refused"),
    [
        (datetime.fromisoformat("2026-11-22T23:59:59"), True),
        (datetime.fromisoformat("2026-11-23"), False),
        (datetime.fromisoformat("2030-01-01"), False),
        (None, False),
    ],
)
def test_nothing_is_known_before_the_copy_was_made(training, known, refused):
    if not refused:
        assert len(check(training, [DAY], known=known)) == 1
        return
    with pytest.raises(NotKnownYet) as caught:
        check(training, [DAY], known=known)
    assert "2026-11-23" in str(caught.value)
    assert caught.value.cure


def test_days_may_lie_before_the_copy(training):
    (early,) = check(training, [date(2019, 1, 1)])
    assert answer(training, early)["on"] == "2019-01-01"


def test_every_day_is_answered_in_the_order_asked(training):
    days = [DAY, date(2025, 6, 30), DAY]
    assert [one.case.on for one in check(training, days)] == days
    assert check(training, []) == []


def test_worst_is_the_gravest_thing_said(training):
    (one,) = check(training, [DAY])
    binds = (one.verdicts.outcome == Outcome.CONFLICTS) & (
        one.verdicts.force == Force.BINDING
    )
    assert binds.any()
    assert worst(one) == "binding"


def test_shapes_of_every_project_are_in_degrees(training):
    (one,) = check(training, [DAY])
    shapes = shapes_of(one)
    assert list(shapes) == training.portfolio.id.tolist()
    drawn = [shape for shape in shapes.values() if shape]
    assert len(drawn) == sum(s is not None for s in training.portfolio.shape)


def test_a_plan_that_is_not_there():
    for run in (load, overview, validate, catalogue):
        with pytest.raises(BadFile):
            run("nowhere")


def test_the_written_norms_are_those_of_the_code():
    written = norms()
    assert list(written) == list(RULES)
    codes = {
        r["code"]: r["outcome"] for one in written.values() for r in one["reasons"]
    }
    assert {code: r.outcome.name.lower() for code, r in REASONS.items()} == codes


def test_an_unknown_rule_names_the_known_ones():
    with pytest.raises(BadInput) as caught:
        catalogue("langson", "QH-C99")
    assert "QH-C01" in caught.value.cure
    assert caught.value.value == "QH-C99"


@pytest.mark.parametrize("plan", ["langson", "luyen_tap"])
def test_overview_counts_what_is_there(plan):
    made, loaded = overview(plan), load(plan).plan
    assert made["holds"]["provisions"] == len(loaded.provisions)
    assert made["holds"]["zones"] == len(loaded.zones)
    assert made["holds"]["zones_with_shape"] == sum(
        shape is not None for shape in loaded.zones.shape
    )
    assert {one["id"] for one in made["missing"]} == {
        c.id for c in loaded.coverage if not c.complete
    }
    assert sum(made["read"].values()) == len(loaded.provisions)


@pytest.mark.parametrize("plan", ["langson", "luyen_tap"])
def test_validate_names_only_warnings_in_the_bundled_cases(plan):
    made = validate(plan)
    assert made["plan"] == plan
    assert {issue["severity"] for issue in made["issues"]} <= {"warning"}
    assert all(issue["reason"] and issue["cure"] for issue in made["issues"])
