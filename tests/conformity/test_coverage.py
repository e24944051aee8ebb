"""What our copy holds where: the ground for saying "nothing"."""

from dataclasses import replace
from datetime import date

import pytest

from quyhoach.conformity.coverage import held
from quyhoach.plan import Coverage


@pytest.fixture
def answer(field):
    """Return a function: coverage rows and projects' units to (complete, missing)."""

    def answer(rows, *units, theme="zones", on=field.AFTER):
        where = field.plan().units
        cover = tuple(
            Coverage(
                id=f"CV{k}",
                instrument=row.get("instrument", "I-PLAN"),
                theme=row.get("theme", "zones"),
                atoms=frozenset().union(
                    *(where.by_code[code].atoms for code in row.get("units", ()))
                ),
                begin=row.get("begin"),
                end=row.get("end"),
                complete=row.get("complete", True),
                certainty=row.get("certainty", (0, 0, 0, 0)),
            )
            for k, row in enumerate(rows)
        )
        some = [field.project(f"P{k}", units=u) for k, u in enumerate(units)]
        plan = replace(field.plan(), coverage=cover)
        made = held(field.run(some, on, plan).case, theme)
        return made, list(zip(made.complete.tolist(), made.every, strict=True))

    return answer


NO = {"complete": False}


def test_nothing_said_is_not_complete(answer):
    made, rows = answer([], ("new:AN",), ())
    assert rows == [(False, ()), (False, ())]
    assert made.first.tolist() == [-1, -1]
    assert made.used.text.tolist() == [3, 3]
    assert made.used.source_kind.tolist() == [4, 4]


def test_the_whole_province_covers_everything(answer):
    _, rows = answer([{}], ("new:AN",), ("new:AN", "new:CO"), ())
    assert [done for done, _ in rows] == [True, True, True]


def test_a_row_for_some_places_covers_only_what_lies_wholly_in_them(answer):
    _, rows = answer(
        [{"units": ["new:AN"]}],
        ("old:AN1",),
        ("new:AN",),
        ("new:AN", "new:BO"),
        ("new:BO",),
        (),
    )
    assert [done for done, _ in rows] == [True, True, False, False, False]


def test_two_rows_cover_together(answer):
    _, rows = answer(
        [{"units": ["old:AN1"]}, {"units": ["new:BO"]}],
        ("old:AN1", "new:BO"),
        ("new:AN", "new:BO"),
    )
    assert [done for done, _ in rows] == [True, False]


def test_a_hole_is_named_where_it_lies_and_only_there(answer):
    _, rows = answer(
        [{}, {**NO, "units": ["new:BO"]}],
        ("new:AN",),
        ("new:BO",),
        ("new:AN", "new:BO"),
        (),
    )
    assert rows == [(True, ()), (False, (1,)), (False, (1,)), (False, (1,))]


def test_every_hole_is_named(answer):
    made, rows = answer([NO, {}, NO], ("new:AN",))
    assert rows == [(False, (0, 2))]
    assert made.first.tolist() == [0]


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        (date(2024, 12, 31), False),
        (date(2025, 1, 1), True),
        (date(2025, 12, 31), True),
        (date(2026, 1, 1), False),
    ],
)
def test_a_row_speaks_only_of_its_days(answer, on, expected):
    rows = [{"begin": date(2025, 1, 1), "end": date(2025, 12, 31)}]
    _, found = answer(rows, ("new:AN",), on=on)
    assert found[0][0] is expected


def test_themes_do_not_speak_for_one_another(answer):
    _, found = answer([{"theme": "protected"}], ("new:AN",))
    assert found == [(False, ())]


def test_a_higher_list_is_no_list_of_the_plan(answer):
    rows = [
        {"theme": "projects"},
        {**NO, "theme": "projects", "instrument": "I-SEC"},
    ]
    _, found = answer(rows, ("new:AN",), theme="projects")
    assert found == [(True, ())]


def test_the_weakest_row_that_speaks_is_weighed_and_no_other(answer):
    rows = [
        {"certainty": (1, 0, 0, 0)},
        {"certainty": (0, 3, 0, 0), "units": ["new:AN"]},
        {"certainty": (3, 4, 0, 0), "units": ["new:BO"]},
    ]
    made, _ = answer(rows, ("new:AN",), ("new:CO",))
    assert made.used.text.tolist() == [1, 1]
    assert made.used.source_kind.tolist() == [3, 0]
