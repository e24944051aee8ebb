"""Judged cases: written by hand, each with its twin that differs in one field."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

_SPEC = importlib.util.spec_from_file_location(
    "world", Path(__file__).parent / "world.py"
)
assert _SPEC is not None
assert _SPEC.loader is not None
world = importlib.util.module_from_spec(_SPEC)
import sys

sys.modules["world"] = world
_SPEC.loader.exec_module(world)
PAIRS = world.pairs()


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair.id)
@pytest.mark.parametrize("twin", [False, True], ids=["case", "twin"])
def test_judged(pair, twin):
    expected = pair.expect_twin if twin else pair.expect
    result = world.judged(pair, twin=twin)
    found = world.said(result, expected["project"], pair.rule)
    wanted = sorted((v["reason"], v["force"]) for v in expected["verdicts"])
    assert found == wanted, pair.why


def test_a_twin_answers_otherwise():
    for pair in PAIRS:
        assert pair.expect["verdicts"] != pair.expect_twin["verdicts"], pair.id


def test_every_rule_has_four_pairs():
    rules = [pair.rule for pair in PAIRS]
    from quyhoach.conformity import RULES

    assert {rule: rules.count(rule) for rule in RULES if rules.count(rule) < 4} == {}
    assert len(PAIRS) >= 45
    assert len({pair.id for pair in PAIRS}) == len(PAIRS)
