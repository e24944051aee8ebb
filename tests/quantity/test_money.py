"""Money is whole đồng and never misread, not even what we print ourselves."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quyhoach.errors import BadInput
from quyhoach.quantity import Dong, parse_number

UNITS = {"tỷ đồng": 10**9, "triệu đồng": 10**6, "đồng": 1}


def test_units_are_exact():
    assert Dong.ty("11.808") == 11_808 * 10**9
    assert Dong.ty("0,1") + Dong.ty("0,2") == Dong.ty("0,3")
    assert Dong.trieu("1.250,5") == 1_250_500_000
    assert Dong.of("1.250") == 1250
    assert Dong.of(Decimal("0.5"), 10) == 5


def test_a_sum_of_money_is_money():
    total = sum([Dong.ty(1), Dong.trieu(500)], Dong(0))
    assert isinstance(total, Dong)
    assert isinstance(sum([Dong(1), Dong(2)]), Dong)
    assert isinstance(Dong(5) - 3, Dong)
    assert Dong(5) - Dong(7) == -2


@pytest.mark.parametrize(
    "bad",
    [
        lambda: Dong.trieu("0,0000001"),
        lambda: Dong.of("0,5"),
        lambda: Dong.ty("1.5"),
        lambda: Dong.ty("1,250"),
        lambda: Dong.ty("nhiều"),
    ],
)
def test_what_is_not_whole_or_not_clear_is_refused(bad):
    with pytest.raises(BadInput):
        bad()


@pytest.mark.parametrize(
    ("amount", "text"),
    [
        (Dong.ty("11.808"), "11.808 tỷ đồng"),
        (Dong.ty("1,5"), "1,5 tỷ đồng"),
        (Dong.trieu("250"), "250 triệu đồng"),
        (Dong(1_234_567_890), "1.234.567.890 đồng"),
        (Dong(999), "999 đồng"),
        (Dong(0), "0 đồng"),
        (Dong.ty("-2"), "-2 tỷ đồng"),
    ],
)
def test_it_is_printed_as_offices_do(amount, text):
    assert str(amount) == text


@given(st.integers(-(10**16), 10**16), st.sampled_from([1, 10**3, 10**6, 10**9]))
def test_what_is_printed_can_be_read_back(count, unit):
    amount = Dong(count * unit)
    number, _, word = str(amount).partition(" ")
    assert Dong.of(parse_number(number), UNITS[word]) == amount
