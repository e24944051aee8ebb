"""What the rules answer on the two bundled cases, on both days."""

import csv
from collections import Counter
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from quyhoach.actions.check_projects import check, load, worst
from quyhoach.conformity import REASONS, RULES, Outcome, deciding
from quyhoach.exchange.answer import not_judged
from quyhoach.law import Force

EXPECTED = Path(__file__).parents[1] / "cases" / "training_expected.csv"
DAYS = ("2025-06-30", "2026-11-23")


def answers(case):
    loaded = load(case)
    results = check(loaded, [date.fromisoformat(day) for day in DAYS])
    return dict(zip(DAYS, results, strict=True))


@pytest.fixture(scope="module")
def training():
    return answers("luyen_tap")


@pytest.fixture(scope="module")
def langson():
    return answers("langson")


def said(result):
    table, keys = result.verdicts, result.case.portfolio.id
    return [
        (
            str(keys[table.project[k]]),
            table.row(k).reason.code,
            Force(int(table.force[k])).name.lower(),
        )
        for k in range(len(table))
    ]


def expected(day):
    with EXPECTED.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["day"] == day]
    claims = {
        (row["project"], row["reason"], row["force"])
        for row in rows
        if row["reason"].startswith("QH-")
    }
    return claims, {(r["project"], r["reason"]) for r in rows if not r["force"]}


@pytest.mark.parametrize("day", DAYS)
def test_every_claim_of_the_training_case_is_answered(training, day):
    claims, _ = expected(day)
    assert len(claims) > 100
    assert sorted(claims - set(said(training[day]))) == []


@pytest.mark.parametrize("day", DAYS)
def test_who_is_not_judged_in_the_training_case(training, day):
    _, left_out = expected(day)
    found = {(one["id"], one["reason"]) for one in not_judged(training[day])}
    assert found == left_out
    judged = {key for key, _, _ in said(training[day])}
    assert judged.isdisjoint(key for key, _ in left_out)


def test_every_reason_is_reached_on_one_of_the_two_days(training):
    reached = {code for result in training.values() for _, code, _ in said(result)}
    assert sorted(set(REASONS) - reached) == []


def test_every_outcome_is_reached_with_both_forces(training):
    reached = {
        (REASONS[code].outcome.name, force)
        for result in training.values()
        for _, code, force in said(result)
    }
    assert reached == {
        (outcome.name, force.name.lower()) for outcome in Outcome for force in Force
    }


@pytest.mark.parametrize("case", ["training", "langson"])
@pytest.mark.parametrize("day", DAYS)
def test_every_rule_speaks_and_says_at_most_one_unknown_a_project(request, case, day):
    result = request.getfixturevalue(case)[day]
    assert result.silent_rules == ()
    unknown = Counter(
        (key, REASONS[code].rule)
        for key, code, _ in said(result)
        if REASONS[code].outcome is Outcome.UNKNOWN
    )
    assert max(unknown.values()) == 1
    assert {REASONS[code].rule for _, code, _ in said(result)} == set(RULES)


@pytest.mark.parametrize("case", ["training", "langson"])
@pytest.mark.parametrize("day", DAYS)
def test_every_judged_project_is_answered_by_every_rule_that_is_for_it(
    request, case, day
):
    """C04, C05, C06 and X04 are for every kind: nobody passes them in silence."""
    result = request.getfixturevalue(case)[day]
    found = {(key, REASONS[code].rule) for key, code, _ in said(result)}
    judged = result.case.portfolio.id[result.case.judged].tolist()
    for rule in ("QH-C04", "QH-C05", "QH-C06", "QH-X04"):
        assert [key for key in judged if (key, rule) not in found] == [], rule
    stands = result.case.portfolio.id[result.case.stands].tolist()
    for rule in ("QH-C02", "QH-C03"):
        assert [key for key in stands if (key, rule) not in found] == [], rule


@pytest.mark.parametrize(("day", "judged"), [(DAYS[0], 31), (DAYS[1], 26)])
def test_the_real_case_never_binds_and_is_never_silent(langson, day, judged):
    result = langson[day]
    assert int(result.case.judged.sum()) == judged
    assert len(result.case.portfolio) - len(not_judged(result)) == judged
    assert not (result.verdicts.force == Force.BINDING).any()
    assert not (result.verdicts.outcome == Outcome.SILENT).any()
    assert not (result.verdicts.outcome == Outcome.CONFLICTS).any()
    outcome, force = deciding(result.verdicts, len(result.case.portfolio))
    assert set(outcome[result.case.judged].tolist()) == {Outcome.UNKNOWN}
    assert not force.any()
    assert worst(result) == "unknown"


TRAILS = [
    (DAYS[1], "LS-P014", "QH-C04.within_provision"),
    (DAYS[0], "LS-P014", "QH-C04.within_provision"),
    (DAYS[1], "LS-P011", "QH-C04.within_provision"),
    (DAYS[1], "LS-P012", "QH-C04.within_provision"),
    (DAYS[0], "LS-P032", "QH-C04.condition_open"),
    (DAYS[0], "LS-P032", "QH-C05.listing_needed"),
    (DAYS[1], "LS-P020", "QH-C06.rescheduled"),
    (DAYS[1], "LS-P013", "QH-C01.within_units"),
]


@pytest.mark.parametrize(("day", "project", "reason"), TRAILS)
def test_the_trails_of_the_real_case(langson, day, project, reason):
    rule = REASONS[reason].rule
    mine = [
        one
        for one in said(langson[day])
        if one[0] == project
        and (one[1] == reason or (rule != "QH-C01" and REASONS[one[1]].rule == rule))
    ]
    assert mine == [(project, reason, "indicative")]


def test_a_programme_stands_on_no_ground_and_its_part_does(langson):
    rules = {
        key: {
            REASONS[code].rule
            for name, code, _ in said(langson[DAYS[1]])
            if name == key
        }
        for key in ("LS-P011", "LS-P012")
    }
    ground = {"QH-C01", "QH-C02", "QH-C03", "QH-X01"}
    assert ground <= rules["LS-P011"]
    assert rules["LS-P012"].isdisjoint(ground)


def test_baywa_is_not_listed_by_its_words(langson):
    """Its name fits "renewable energy", yet the power plan's list must hold it."""
    codes = {code for key, code, _ in said(langson[DAYS[0]]) if key == "LS-P032"}
    assert "QH-C04.within_provision" not in codes
    assert "QH-C04.listed" not in codes


def test_boarding_schools_are_no_vocational_schools(langson):
    portfolio = langson[DAYS[1]].case.portfolio
    boarding = {
        str(key)
        for key, name in zip(portfolio.id, portfolio.name, strict=True)
        if "nội trú" in name.lower()
    }
    assert boarding
    table, plan = langson[DAYS[1]].verdicts, langson[DAYS[1]].case.plan
    for k in range(len(table)):
        key, provision = str(portfolio.id[table.project[k]]), int(table.provision[k])
        fits = table.row(k).reason.code == "QH-C04.within_provision"
        if key in boarding and fits and provision >= 0:
            gist = plan.provisions[provision].gist.lower()
            assert "nghề nghiệp" not in gist


@pytest.mark.parametrize("case", ["training", "langson"])
def test_meetings_worked_out_once_give_the_same_as_each_day_alone(request, case):
    from quyhoach.conformity import judge

    result = request.getfixturevalue(case)[DAYS[1]]
    alone = judge(result.case.plan, result.case.portfolio, on=result.case.on)
    assert said(alone) == said(result)
    assert np.array_equal(alone.verdicts.share, result.verdicts.share, equal_nan=True)
