"""The same answer is the same bytes, streamed or not."""

import io
import json
from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from quyhoach.exchange import dump, to_json

VERDICT = {"rule": "QH-C01", "measure": {"share": 0.1234567891}}
ANSWER = {
    "schema_version": "1.0",
    "plan": {"title": "Quy hoạch", "fictional": False},
    "projects": [
        {"id": "P1", "verdicts": [VERDICT, VERDICT]},
        {"id": "P2", "verdicts": []},
    ],
    "issues": [],
    "summary": {"by_outcome": {"unknown": 1}},
}
LEAVES = st.none() | st.booleans() | st.integers() | st.text(max_size=5)
TREES = st.recursive(
    LEAVES | st.integers(-(10**6), 10**6).map(float),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.text(max_size=3), inner, max_size=3)
    ),
    max_leaves=12,
)


def test_one_line_a_key_a_project_a_verdict():
    expected = """\
{
 "schema_version": "1.0",
 "plan": {"title": "Quy hoạch", "fictional": false},
 "projects": [
  {"id": "P1", "verdicts": [
   {"rule": "QH-C01", "measure": {"share": 0.123457}},
   {"rule": "QH-C01", "measure": {"share": 0.123457}}
  ]},
  {"id": "P2", "verdicts": []}
 ],
 "issues": [],
 "summary": {"by_outcome": {"unknown": 1}}
}
"""
    assert to_json(ANSWER) == expected


def test_an_iterator_of_projects_gives_the_same_bytes():
    stream = io.StringIO()
    streamed = ANSWER | {"projects": (project for project in ANSWER["projects"])}
    dump(streamed, stream)
    assert stream.getvalue() == to_json(ANSWER)


def test_a_project_is_written_before_the_next_is_asked_for():
    stream = io.StringIO()
    seen = []

    def projects():
        for number in range(3):
            seen.append(stream.getvalue().count('"id"'))
            yield {"id": number, "verdicts": [VERDICT]}

    dump({"projects": projects()}, stream)
    assert seen == [0, 1, 2]


def test_answers_in_an_answer_are_opened_too():
    made = to_json({"answers": [{"on": "2026-11-23", "projects": ANSWER["projects"]}]})
    expected = """\
{
 "answers": [
  {"on": "2026-11-23", "projects": [
   {"id": "P1", "verdicts": [
    {"rule": "QH-C01", "measure": {"share": 0.123457}},
    {"rule": "QH-C01", "measure": {"share": 0.123457}}
   ]},
   {"id": "P2", "verdicts": []}
  ]}
 ]
}
"""
    assert made == expected


@pytest.mark.parametrize("value", [5, "ab", {"a": 1}, [1], None, [], [{}]])
def test_a_row_may_hold_anything_under_any_name(value):
    answer = {"rows": [{"ask": value, "verdicts": value}]}
    assert json.loads(to_json(answer)) == answer


def test_coordinates_keep_nine_decimals_and_nothing_is_minus_zero():
    point = {"type": "Point", "coordinates": [106.1234567891, -0.0]}
    made = json.loads(to_json({"geometry": point, "rows": [{"geometry": point}]}))
    assert made["geometry"]["coordinates"] == [106.123456789, 0.0]
    assert made["rows"][0]["geometry"]["coordinates"] == [106.123456789, 0.0]
    assert "-0.0" not in to_json({"a": -0.0, "b": -1e-12})


@pytest.mark.parametrize("bad", [float("nan"), float("inf"), np.float64("-inf")])
def test_what_is_no_number_is_never_written(bad):
    with pytest.raises(ValueError, match="no number"):
        to_json({"projects": [{"id": "P", "verdicts": [{"tolerance_m": bad}]}]})


def test_values_of_columns_and_days_are_plain():
    row = {
        "count": np.int64(3),
        "yes": np.bool_(True),
        "share": np.float32(0.5),
        "name": np.str_("a"),
        "many": np.array([1.0, 2.0]),
        "pair": ("a", "b"),
        "on": date(2026, 11, 23),
    }
    assert json.loads(to_json({"rows": [row]}))["rows"] == [
        {
            "count": 3,
            "yes": True,
            "share": 0.5,
            "name": "a",
            "many": [1.0, 2.0],
            "pair": ["a", "b"],
            "on": "2026-11-23",
        }
    ]


def test_half_a_character_can_be_written():
    to_json({"name": json.loads('"\\ud800"')}).encode("utf-8")


@given(st.dictionaries(st.text(max_size=3), TREES, max_size=4))
def test_what_is_written_is_read_back(answer):
    assert json.loads(to_json(answer)) == answer
