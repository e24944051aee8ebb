"""The answer of a check: frozen keys, same bytes, sums that add up, every why shown."""

import importlib.util
import json
import math
import sys
from collections import Counter
from pathlib import Path

import pytest

from quyhoach.actions.check_projects import answer, check, load
from quyhoach.exchange import to_json
from quyhoach.exchange.answer import SCHEMA_VERSION

_PLACE = Path(__file__).parents[1] / "contracts" / "conftest.py"
_SPEC = importlib.util.spec_from_file_location("schema_faults", _PLACE)
_FAULTS = importlib.util.module_from_spec(_SPEC)
sys.modules["schema_faults"] = _FAULTS
_SPEC.loader.exec_module(_FAULTS)
schema, faults = _FAULTS.schema, _FAULTS.faults

CASES = [(case, day) for case in ("langson", "luyen_tap") for day in (0, 1)]
OUTCOMES = ["conflicts", "unknown", "silent", "conforms"]
TOP = ["plan", "on", "known", "projects", "not_judged", "issues", "summary"]
PROJECT = ["id", "identifiers", "name", "name_en", "kind", "outcome", "force"]
VERDICT = [
    "rule",
    "outcome",
    "force",
    "reason",
    "parameters",
    "citations",
    "other",
    "measure",
    "tolerance_m",
    "tolerance_from",
    "geometry",
    "needs",
    "weakest",
    "review",
    "sentence",
]
CITATION = [
    "instrument",
    "number",
    "issuer",
    "date",
    "provision",
    "in_force_from",
    "in_force_to",
    "text",
    "gist",
    "gist_en",
]


@pytest.fixture(scope="module")
def judged():
    """Return both cases, judged on both days."""
    found = {}
    for case in ("langson", "luyen_tap"):
        loaded = load(case)
        for day, one in enumerate(check(loaded, loaded.plan.days)):
            found[case, day] = loaded, one
    return found


@pytest.fixture(scope="module")
def answers(judged):
    """Return the whole answer of each, as a reader of JSON sees it."""
    return {
        key: json.loads(to_json(answer(*one, every=True, asks=True)))
        for key, one in judged.items()
    }


def verdicts(made):
    return [verdict for project in made["projects"] for verdict in project["verdicts"]]


def walk(value):
    yield value
    if isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from walk(inner)


@pytest.mark.parametrize("key", CASES, ids=str)
def test_it_is_as_its_schema_says(answers, faults, key):
    assert faults("check", answers[key]) == []


@pytest.mark.parametrize("key", CASES, ids=str)
def test_keys_stand_in_their_frozen_order(answers, key):
    """More keys are free; those of the contract keep their place."""
    made = answers[key]
    head = ["schema_version"] + ["fictional"] * (key[0] == "luyen_tap")
    frozen = [*head, *TOP, "ask"]
    assert [name for name in made if name in frozen] == frozen
    assert made["schema_version"] == SCHEMA_VERSION == "1.0"
    for project in made["projects"]:
        assert list(project) == [*PROJECT, "verdicts"]
    for verdict in verdicts(made):
        assert list(verdict) == VERDICT
        assert list(verdict["sentence"]) == ["vi", "en"]
        assert all(list(one) == CITATION for one in verdict["citations"])
        if verdict["measure"] is not None:
            assert list(verdict["measure"]) == ["area_m2", "length_m", "share"]
    assert list(made["summary"]) == ["by_outcome", "by_rule", "by_force"]


@pytest.mark.parametrize("key", CASES, ids=str)
def test_same_input_same_bytes(judged, key):
    loaded, one = judged[key]
    first = to_json(answer(loaded, one, every=True, asks=True))
    again = load(key[0])
    (fresh,) = check(again, [one.case.on])
    assert to_json(answer(again, fresh, every=True, asks=True)) == first


@pytest.mark.parametrize("key", CASES, ids=str)
def test_no_number_is_not_a_number(answers, key):
    for value in walk(answers[key]):
        if isinstance(value, float):
            assert math.isfinite(value)
            assert str(value) != "-0.0"
        if isinstance(value, str):
            assert value.lower() not in {"nan", "nat", "none", "inf"}


@pytest.mark.parametrize("key", CASES, ids=str)
def test_sums_add_up(answers, judged, key):
    made, (loaded, one) = answers[key], judged[key]
    by_outcome, by_rule = made["summary"]["by_outcome"], made["summary"]["by_rule"]
    assert sum(by_outcome.values()) == len(made["projects"])
    assert len(made["projects"]) + len(made["not_judged"]) == len(loaded.portfolio)
    counted = Counter(project["outcome"] for project in made["projects"])
    assert {word: counted[word] for word in OUTCOMES} == by_outcome
    rules = Counter((v["rule"], v["outcome"]) for v in verdicts(made))
    assert {
        (r, w): n for r, row in by_rule.items() for w, n in row.items() if n
    } == rules
    forces = Counter((v["force"], v["outcome"]) for v in verdicts(made))
    by_force = made["summary"]["by_force"]
    assert {
        (f, w): n for f, row in by_force.items() for w, n in row.items() if n
    } == forces
    total = len(one.verdicts)
    assert sum(rules.values()) == sum(forces.values()) == total


@pytest.mark.parametrize("key", CASES, ids=str)
def test_the_outcome_of_a_project_is_its_gravest_with_that_ones_force(answers, key):
    for project in answers[key]["projects"]:
        words = [verdict["outcome"] for verdict in project["verdicts"]]
        gravest = min(words, key=OUTCOMES.index)
        assert project["outcome"] == gravest, project["id"]
        forces = {v["force"] for v in project["verdicts"] if v["outcome"] == gravest}
        expected = "binding" if "binding" in forces else "indicative"
        assert project["force"] == expected, project["id"]


@pytest.mark.parametrize("key", CASES, ids=str)
def test_every_unknown_says_what_would_settle_it_and_nothing_else_does(answers, key):
    for verdict in verdicts(answers[key]):
        assert bool(verdict["needs"]) is (verdict["outcome"] == "unknown")
        if verdict["needs"] == "coverage":
            assert verdict["parameters"].get("needs"), verdict["reason"]
            assert verdict["parameters"].get("needs_en"), verdict["reason"]


@pytest.mark.parametrize("key", CASES, ids=str)
def test_every_verdict_shows_a_sentence_in_force_that_day(answers, key):
    day = answers[key]["on"]
    for verdict in verdicts(answers[key]):
        holding = [
            one
            for one in verdict["citations"]
            if (one["in_force_from"] or day) <= day <= (one["in_force_to"] or day)
        ]
        assert holding, verdict["reason"]
        assert holding == verdict["citations"], verdict["reason"]
        assert all(one["gist"] and one["gist_en"] for one in holding)
        assert verdict["sentence"]["vi"]
        assert verdict["sentence"]["en"]


@pytest.mark.parametrize("key", CASES, ids=str)
def test_what_binds_has_nothing_weak_and_what_does_not_says_why(answers, key):
    for verdict in verdicts(answers[key]):
        weak = {one["property"]: one["value"] for one in verdict["weakest"]}
        if verdict["force"] == "binding":
            assert weak in ({}, {"geometry": "approximate"}), verdict["reason"]
            assert not verdict["review"]
        else:
            assert weak or verdict["review"], verdict["reason"]


@pytest.mark.parametrize("key", CASES, ids=str)
def test_verdicts_stand_by_rule_and_projects_as_in_the_portfolio(answers, judged, key):
    made, (loaded, _) = answers[key], judged[key]
    order = {str(k): row for row, k in enumerate(loaded.portfolio.id)}
    rows = [order[project["id"]] for project in made["projects"]]
    assert rows == sorted(rows)
    for project in made["projects"]:
        rules = [verdict["rule"] for verdict in project["verdicts"]]
        assert rules == sorted(rules)


@pytest.mark.parametrize("key", CASES, ids=str)
def test_leaving_out_what_conforms_changes_no_count(answers, judged, key):
    short = json.loads(to_json(answer(*judged[key])))
    assert short["summary"] == answers[key]["summary"]
    assert "ask" not in short
    assert [p["id"] for p in short["projects"]] == [
        p["id"] for p in answers[key]["projects"]
    ]
    left = [
        [v for v in project["verdicts"] if v["outcome"] != "conforms"]
        for project in answers[key]["projects"]
    ]
    assert [project["verdicts"] for project in short["projects"]] == left


@pytest.mark.parametrize("key", CASES, ids=str)
def test_asks_name_a_thing_and_count_what_it_settles(answers, key):
    made = answers[key]
    open_ = {
        (project["id"], verdict["rule"])
        for project in made["projects"]
        for verdict in project["verdicts"]
        if verdict["outcome"] == "unknown"
    }
    for one in made["ask"]:
        assert one["what"]
        assert one["what_en"]
        assert one["settles"] == len(one["verdicts"])
        assert {(v["project"], v["rule"]) for v in one["verdicts"]} <= open_
    sizes = [one["settles"] for one in made["ask"]]
    assert sizes == sorted(sizes, reverse=True)


def test_shares_are_shares_and_measures_are_not_negative(answers):
    seen = 0
    for key in CASES:
        for verdict in verdicts(answers[key]):
            if verdict["measure"] is None:
                continue
            seen += 1
            assert 0 <= verdict["measure"]["share"] <= 1
            assert verdict["measure"]["area_m2"] >= 0
            assert verdict["measure"]["length_m"] >= 0
            assert verdict["tolerance_m"] > 0
            assert verdict["tolerance_from"]
    assert seen > 100


def test_ground_is_drawn_in_degrees_and_only_where_ground_was_shared(answers):
    drawn = 0
    for key in CASES:
        for verdict in verdicts(answers[key]):
            if verdict["geometry"] is None:
                continue
            drawn += 1
            assert verdict["measure"] is not None
            assert verdict["other"]["kind"] in ("zone", "project")
            for value in walk(verdict["geometry"]):
                if isinstance(value, float):
                    assert 5 < value < 115
    assert drawn > 50


def test_what_is_invented_says_so(answers):
    for day in (0, 1):
        assert answers["luyen_tap", day]["fictional"] is True
        assert answers["luyen_tap", day]["plan"]["fictional"] is True
        assert "fictional" not in answers["langson", day]


def test_known_is_echoed_and_otherwise_the_day_of_the_copy(judged):
    loaded, one = judged["langson", 1]
    assert answer(loaded, one)["known"] == loaded.plan.compiled.isoformat()
    assert answer(loaded, one, known="2026-12-01T08:00:00")["known"] == (
        "2026-12-01T08:00:00"
    )
    assert answer(loaded, one)["on"] == "2026-11-23"
