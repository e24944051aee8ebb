"""The manual, the code and the judged cases speak of the same set of rules."""

import importlib
import importlib.util
import re

import pytest

RULE = re.compile(r"\bQH-[A-Z]\d{2}\b")


@pytest.fixture(scope="module")
def in_the_code():
    name = "quyhoach.conformity.catalogue"
    try:
        known = importlib.util.find_spec(name)
    except ModuleNotFoundError:
        known = None
    if known is None:
        pytest.skip("the catalogue of rules is not built yet")
    return set(importlib.import_module(name).RULES)


def test_manual_and_code_name_the_same_rules(house, in_the_code):
    pages = house / "docs" / "rules"
    in_the_manual = {page.stem for page in pages.glob("QH-*.md")}
    assert in_the_manual == in_the_code


def test_judged_cases_and_code_name_the_same_rules(house, in_the_code):
    cases = sorted((house / "tests" / "judged").rglob("*.yaml"))
    judged = {rule for case in cases for rule in RULE.findall(case.read_text("utf-8"))}
    assert judged == in_the_code


def test_a_rule_has_a_well_formed_id(in_the_code):
    assert [rule for rule in sorted(in_the_code) if not RULE.fullmatch(rule)] == []
