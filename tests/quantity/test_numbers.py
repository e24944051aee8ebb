"""A number is what the text can only mean, or it is refused with a cure."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quyhoach.errors import BadInput
from quyhoach.quantity import parse_number

ONE_MEANING = [
    ("0", "0"),
    ("11808", "11808"),
    ("1.250", "1250"),
    ("1.250.000", "1250000"),
    ("1.250,5", "1250.5"),
    ("1250,5", "1250.5"),
    ("0,25", "0.25"),
    ("0,250", "0.250"),
    ("1234,567", "1234.567"),
    ("12.345,678", "12345.678"),
    ("1,250.5", "1250.5"),
    ("1,250,000", "1250000"),
    ("12,345,678.9", "12345678.9"),
    ("11 808", "11808"),
    ("11\u00a0808", "11808"),
    ("11\u202f808\u202f000", "11808000"),
    ("1 250,5", "1250.5"),
    ("  42\n", "42"),
    ("-5", "-5"),
    ("−5", "-5"),
    ("- 1.250,5", "-1250.5"),
    ("+7", "7"),
]


@pytest.mark.parametrize(("text", "value"), ONE_MEANING)
def test_one_meaning(text, value):
    assert parse_number(text) == Decimal(value)


@pytest.mark.parametrize(
    "text", ["1.5", "12.34", "1.2500", "1,250", "12,500", "999,999", "-1,250", "−1.5"]
)
def test_two_meanings_are_refused_with_both_named(text):
    with pytest.raises(BadInput, match=r"không rõ là .+ hay .+") as refused:
        parse_number(text)
    assert refused.value.value == text
    assert refused.value.cure


@pytest.mark.parametrize("text", ["0.250", "0.125", "-0.500", "00.500"])
def test_no_thousands_begin_with_nought(text):
    """Nobody writes 250 as 0.250: read so, an area is a thousand times too large."""
    try:
        found = parse_number(text)
    except BadInput:
        return
    assert found == Decimal(text)


@pytest.mark.parametrize(
    "text", ["2024 2025", "1 5", "120\n250", "12 34", "1 2 3", "1.250 1.300"]
)
def test_two_numbers_in_one_cell_are_not_joined(text):
    with pytest.raises(BadInput):
        parse_number(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "-",
        "--5",
        "5-",
        "1.25.000",
        "1,25,000",
        "1.250.5",
        "1,5,0",
        "1.250,5,5",
        ",5",
        ".5",
        "5,",
        "1e5",
        "nan",
        "Infinity",
        "12 ha",
        "khoảng 5",
        "½",
        "５．５",
    ],
)
def test_not_a_number(text):
    with pytest.raises(BadInput) as refused:
        parse_number(text)
    assert refused.value.reason
    assert refused.value.cure


@given(
    st.integers(0, 10**15), st.integers(0, 9999), st.sampled_from([".", " ", "\u00a0"])
)
def test_what_an_office_writes_is_read_back(whole, part, mark):
    text = f"{whole:,}".replace(",", mark) + f",{part:04d}"
    assert parse_number(text) == Decimal(f"{whole}.{part:04d}")


@given(st.text(alphabet="0123456789.,- +−\u00a0", max_size=14))
def test_no_digit_is_lost_or_invented(text):
    try:
        found = parse_number(text)
    except BadInput:
        return
    written = "".join(c for c in text if c.isdigit())
    read = "".join(str(digit) for digit in found.as_tuple().digits)
    assert read.lstrip("0") == written.lstrip("0")
    assert found.is_finite()
