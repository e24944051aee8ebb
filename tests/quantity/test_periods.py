"""A day, a month, a quarter, a year or nothing: what is surely so, and what may be."""

from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from quyhoach.errors import BadInput
from quyhoach.quantity import Periods, parse_moment, parse_period

MOMENTS = [
    ("2024", "2024-01-01", "2024-12-31"),
    ("2024-04", "2024-04-01", "2024-04-30"),
    ("2024-4", "2024-04-01", "2024-04-30"),
    ("2024-02", "2024-02-01", "2024-02-29"),
    ("2023-02", "2023-02-01", "2023-02-28"),
    ("1900-02", "1900-02-01", "1900-02-28"),
    ("2024-12", "2024-12-01", "2024-12-31"),
    ("2024-04-21", "2024-04-21", "2024-04-21"),
    ("2024-02-29", "2024-02-29", "2024-02-29"),
    ("2024-Q1", "2024-01-01", "2024-03-31"),
    ("2024-Q4", "2024-10-01", "2024-12-31"),
    ("4/2024", "2024-04-01", "2024-04-30"),
    ("12/2024", "2024-12-01", "2024-12-31"),
    ("21/4/2024", "2024-04-21", "2024-04-21"),
    ("1/4/2024", "2024-04-01", "2024-04-01"),
    ("21.04.2024", "2024-04-21", "2024-04-21"),
    ("21-4-2024", "2024-04-21", "2024-04-21"),
    ("29/2/2024", "2024-02-29", "2024-02-29"),
    ("quý III/2024", "2024-07-01", "2024-09-30"),
    ("Quý iv / 2024", "2024-10-01", "2024-12-31"),
    ("QUÝ 2/2024", "2024-04-01", "2024-06-30"),
    ("q I/2024", "2024-01-01", "2024-03-31"),
    ("  2024 ", "2024-01-01", "2024-12-31"),
]


@pytest.mark.parametrize(("text", "first", "last"), MOMENTS)
def test_every_shape_of_a_date(text, first, last):
    assert parse_moment(text) == (date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize(
    "text",
    [
        "31/2/2024",
        "29/2/2023",
        "2023-02-29",
        "13/2024",
        "2024-13",
        "0/2024",
        "2024-00",
        "32/1/2024",
        "1/13/2024",
        "0000",
        "9999-12",
    ],
)
def test_a_day_that_does_not_exist(text):
    with pytest.raises(BadInput, match="ngày không có thật") as refused:
        parse_moment(text)
    assert refused.value.value == text
    assert refused.value.cure


@pytest.mark.parametrize(
    "text",
    ["", "24", "4/24", "tháng 4", "2024-Q5", "quý V/2024", "quý 0/2024", "2024/4/21"],
)
def test_not_a_date(text):
    with pytest.raises(BadInput, match="không đọc được ngày"):
        parse_moment(text)


@pytest.mark.parametrize(
    ("text", "begin", "end"),
    [
        ("2024-04/2026", ("2024-04-01", "2024-04-30"), ("2026-01-01", "2026-12-31")),
        ("/2025", None, ("2025-01-01", "2025-12-31")),
        ("2025/", ("2025-01-01", "2025-12-31"), None),
        ("", None, None),
        ("  ", None, None),
        ("/", None, None),
        ("2024-Q3/2024", ("2024-07-01", "2024-09-30"), ("2024-01-01", "2024-12-31")),
        ("2025/2025-01", ("2025-01-01", "2025-12-31"), ("2025-01-01", "2025-01-31")),
    ],
)
def test_periods(text, begin, end):
    def days(side):
        return side and tuple(date.fromisoformat(day) for day in side)

    assert parse_period(text) == (days(begin), days(end))


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("2026/2025", "kết thúc trước khi bắt đầu"),
        ("2025-07/2025-06", "kết thúc trước khi bắt đầu"),
        ("2025-06-30/2025-06-29", "kết thúc trước khi bắt đầu"),
        ("2024", "không phải khoảng thời gian"),
        ("2024/2025/2026", "không phải khoảng thời gian"),
        ("4/2024/5/2025", "không phải khoảng thời gian"),
        ("sớm/2025", "không đọc được ngày"),
        ("2024/31-2-2025", "ngày không có thật"),
    ],
)
def test_a_period_that_cannot_be(text, reason):
    with pytest.raises(BadInput, match=reason):
        parse_period(text)


def columns(*texts):
    return Periods.of(parse_period(text) for text in texts)


def test_begin_and_end_count_themselves():
    one = columns("2025-07-01/2025-12-31")
    day = np.datetime64
    assert one.not_begun(day("2025-06-30")).tolist() == [True]
    assert one.not_begun(day("2025-07-01")).tolist() == [False]
    assert one.over(day("2025-12-31")).tolist() == [False]
    assert one.over(day("2026-01-01")).tolist() == [True]


def test_a_rough_period_has_begun_as_soon_as_it_may_and_is_over_as_late_as_it_may():
    rough = columns("2025/2026")
    assert not rough.not_begun(np.datetime64("2025-01-01"))[0]
    assert not rough.over(np.datetime64("2026-12-31"))[0]


def test_the_unknown_is_neither_begun_late_nor_over():
    nothing, early, far = columns("", "/", ""), "1000-01-01", "3000-01-01"
    assert not nothing.not_begun(np.datetime64(early)).any()
    assert not nothing.over(np.datetime64(far)).any()


def test_neighbours_in_time():
    left = columns("2024-01-01/2024-06-30", "2024/2025", "2024/2025", "/2024", "2024/")
    right = columns("2024-06-30/2025-01-01", "2026/2027", "2025/2026", "2025/", "/2023")
    assert left.surely_apart(right).tolist() == [False, True, False, True, True]
    assert left.surely_together(right).tolist() == [True, False, False, False, False]


def test_of_nothing_and_take():
    none = Periods.of([])
    assert len(none) == 0
    some = columns("2024/2025", "", "2026/2027").take(np.array([2, 0]))
    assert some.begin_first.astype(str).tolist() == ["2026-01-01", "2024-01-01"]


DAYS = st.dates(date(2020, 1, 1), date(2023, 12, 31))
MOMENT = st.one_of(st.none(), st.tuples(DAYS, DAYS).map(lambda two: tuple(sorted(two))))
PERIOD = st.tuples(MOMENT, MOMENT).filter(
    lambda two: not all(two) or two[1][1] >= two[0][0]
)


def spans(period):
    """Yield real periods that a rough one can stand for, the extremes among them."""
    begin, end = period
    begins = begin or (date(2000, 1, 1), date(2040, 1, 1))
    ends = end or (date(2000, 1, 1), date(2040, 1, 1))
    for first in begins:
        for last in ends:
            if first <= last:
                yield first, last


@given(PERIOD, PERIOD)
def test_surely_is_true_of_every_period_it_may_be(one, two):
    left, right = Periods.of([one]), Periods.of([two])
    apart = bool(left.surely_apart(right)[0])
    together = bool(left.surely_together(right)[0])
    assert not (apart and together)
    assert apart == bool(right.surely_apart(left)[0])
    assert together == bool(right.surely_together(left)[0])
    for a, b in spans(one):
        for c, d in spans(two):
            share = a <= d and c <= b
            assert not (apart and share)
            assert share or not together
