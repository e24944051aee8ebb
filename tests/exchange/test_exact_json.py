"""JSON of others goes out digit by digit as it came in."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quyhoach.errors import BadFile
from quyhoach.exchange.exact_json import exact_text, read_exact

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text()
    | st.floats(allow_nan=False, allow_infinity=False),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)  # fmt: skip


@given(VALUES)
def test_any_value_comes_back(value):
    made = exact_text(read_exact(json.dumps(value)))
    assert json.loads(made) == value


@pytest.mark.parametrize(
    "text", ["1.10", "-0.0", "1E+400", "123456789012345678901234567890", "[]", "{}"]
)
def test_numbers_stay_as_written(text):
    assert exact_text(read_exact(text)) == text


def test_half_a_surrogate_pair_goes_out_by_an_escape():
    assert exact_text(read_exact('"\\ud800 đ"')).encode() == b'"\\ud800 \\u0111"'


@pytest.mark.parametrize("text", ["{", "NaN", '{"a": 1, "a": 1}', "[" * 200_000])
def test_what_is_broken_is_refused(text):
    with pytest.raises(BadFile):
        read_exact(text, "a.json")
