"""Wholes and parts, and what a plan says holds on a day."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from quyhoach.intake.plans import read_plan
from quyhoach.intake.portfolios import portfolio_of
from quyhoach.intake.records import Record
from quyhoach.law import Level
from quyhoach.plan import Kind, Parameter


@pytest.fixture(scope="module")
def plan():
    """Return the training plan."""
    return read_plan("luyen_tap")


def portfolio(plan, parts):
    return portfolio_of(
        [Record(id=key, name=key, part_of=above) for key, above in parts.items()], plan
    )


@pytest.mark.parametrize(
    ("parts", "tops"),
    [
        ({}, []),
        ({"a": ""}, [0]),
        ({"a": "", "b": "a"}, [0, 0]),
        ({"c": "b", "b": "a", "a": ""}, [2, 2, 2]),
        ({"a": "", "b": "a", "c": "b", "d": "c", "e": ""}, [0, 0, 0, 0, 4]),
        ({"a": "", "b": "a", "c": "a"}, [0, 0, 0]),
        ({"a": "elsewhere"}, [0]),
    ],
)
def test_the_outermost_whole_of_each(plan, parts, tops):
    assert portfolio(plan, parts).whole().tolist() == tops


def test_a_row_is_a_view(plan):
    some = portfolio_of(
        [
            Record(id="a", name="Một"),
            Record(id="b", name="Hai", kind="plan", identifiers=(("MA", "1"),)),
        ],
        plan,
    )
    view = some.row(1)
    assert (view.id, view.name, view.kind) == ("b", "Hai", Kind.PLAN)
    assert view.identifiers == [("MA", "1")]
    assert some.row(0).identifiers == []


def test_what_is_not_known_stays_missing(plan):
    some = portfolio_of([Record(id="a", name="Một")], plan)
    assert some.capital.tolist() == [-1]
    assert np.isnan(some.stated_area_m2).all()
    assert np.isnan(some.scale).all()
    assert some.shape[0] is None
    assert np.isnat(some.period.begin_first).all()
    assert some.places.sizes().tolist() == [0]


def test_nought_is_not_missing(plan):
    some = portfolio_of(
        [Record(id="a", name="a", capital_dong=0, funding=(("Q", "1", 2025, 0),))], plan
    )
    assert some.capital.tolist() == [0]
    assert some.funding.dong.tolist() == [0]


def test_a_parameter_is_that_of_the_day(plan):
    early = Parameter(name="x", value="1", in_force_to=date(2026, 2, 28))
    late = Parameter(name="x", value="2", in_force_from=date(2026, 3, 1))
    two = replace(plan, parameters=(early, late))
    assert two.parameter("x", date(2026, 2, 28)) is early
    assert two.parameter("x", date(2026, 3, 1)) is late
    assert two.parameter("y", date(2026, 3, 1)) is None
    gap = replace(two, parameters=(early,))
    assert gap.parameter("x", date(2026, 3, 1)) is None


def test_zones_hold_from_their_first_to_their_last_day(plan):
    zones = replace(
        plan.zones,
        begin=np.full(len(plan.zones), np.datetime64("2025-01-01"), "datetime64[D]"),
        end=np.full(len(plan.zones), np.datetime64("2025-12-31"), "datetime64[D]"),
    )
    for day, held in (
        ("2024-12-31", False),
        ("2025-01-01", True),
        ("2025-12-31", True),
        ("2026-01-01", False),
    ):
        assert zones.in_force(np.datetime64(day)).all() == held
        assert zones.in_force(np.datetime64(day)).any() == held
    open_ = replace(
        zones,
        begin=np.full(len(zones), "NaT", "datetime64[D]"),
        end=np.full(len(zones), "NaT", "datetime64[D]"),
    )
    assert open_.in_force(np.datetime64("1800-01-01")).all()


def test_keys_are_rows_and_a_wrong_key_is_an_error(plan):
    assert plan.instruments[plan.instrument_row(plan.governing)].level is plan.level
    assert plan.provision_row("") == -1
    for row, provision in enumerate(plan.provisions):
        assert plan.provision_row(provision.id) == row
    with pytest.raises(KeyError):
        plan.instrument_row("none")
    with pytest.raises(KeyError):
        plan.provision_row("none")
    assert plan.level in set(Level)


def test_own_days_of_a_provision_go_before_its_papers(plan):
    paper = plan.instruments[0]
    begin, day = paper.in_force_from, date(2026, 6, 1)
    assert begin is not None
    provision = next(p for p in plan.provisions if p.instrument == paper.id)
    assert plan.applies(provision, day)
    late = replace(provision, in_force_from=date(2026, 6, 2))
    assert not plan.applies(late, day)
    assert plan.applies(late, date(2026, 6, 2))
    over = replace(provision, in_force_to=date(2026, 5, 31))
    assert not plan.applies(over, day)


def test_sectors_have_names_in_both_languages(plan):
    assert plan.sector_names["energy"] != ("", "")
    assert all(vi and en for vi, en in plan.sector_names.values())
