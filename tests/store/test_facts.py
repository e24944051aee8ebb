"""Facts have two times: when they held, and since when they are known."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import numpy as np
import pytest
from django.db import transaction
from django.utils import timezone

from quyhoach.actions.check_projects import answer, check, load
from quyhoach.actions.file_projects import Filing
from quyhoach.actions.judge_portfolio import (
    ask_for_run,
    judge_run,
    stored_portfolio,
)
from quyhoach.intake.filed import from_plain
from quyhoach.intake.plans import read_plan
from quyhoach.store.facts import Package, ProjectFact
from quyhoach.store.journal import Act
from quyhoach.store.portfolios import history, holding, record
from quyhoach.store.runs import Run

TODAY = date(2026, 11, 23)


def package(name="langson"):
    return Package.objects.get(name=name)


def capital(on, known=None):
    rows = holding(package(), on=on, known=known or timezone.now())
    return rows.get(project="LS-P001").capital_dong


@pytest.mark.parametrize(
    ("on", "dong"),
    [
        (date(2023, 12, 31), 11_190_000_000_000),
        (date(2024, 4, 20), 11_190_000_000_000),
        (date(2024, 4, 21), 11_020_000_000_000),
        (date(2026, 2, 19), 11_020_000_000_000),
        (date(2026, 2, 20), 11_808_000_000_000),
        (date(2030, 1, 1), 11_808_000_000_000),
    ],
)
def test_three_capital_figures_each_on_its_days(office, on, dong):
    assert capital(on) == dong


def corrected(dong, *, now, begin=None, end=None):
    """Record another capital of LS-P001."""
    row = holding(package(), on=TODAY, known=now).get(project="LS-P001")
    filed = from_plain(row.record, None)
    filed = replace(filed, record=replace(filed.record, capital_dong=dong))
    units = read_plan("langson").units
    desk = Filing(package(), units, {}, now)
    act = Act(at=now, actor="An", verb="", about="project:LS-P001", reason="đính chính")
    with transaction.atomic():
        record(act, [desk.fact(filed, begin=begin, end=end)])


def test_a_correction_changes_what_is_known_not_what_was_known(office):
    before = timezone.now()
    later = before + timedelta(minutes=1)
    corrected(12_000 * 10**9, now=later, begin=date(2026, 2, 20))
    assert capital(TODAY, before) == 11_808 * 10**9
    assert capital(TODAY, later) == 12_000 * 10**9
    assert capital(date(2025, 1, 1), later) == 11_020 * 10**9
    assert history(package(), "LS-P001").count() == 4


def test_a_project_is_withdrawn_and_its_past_stays(office):
    now = timezone.now() + timedelta(minutes=1)
    row = holding(package(), on=TODAY, known=now).get(project="LS-P006")
    gone = ProjectFact(
        **{
            field.attname: getattr(row, field.attname)
            for field in ProjectFact._meta.concrete_fields
            if field.attname not in ("id", "entry_id", "digest")
        }
    )
    gone.withdrawn, gone.recorded_at = True, now
    gone.valid_from = date(2026, 6, 1)
    act = Act(at=now, actor="An", verb="", about="project:LS-P006")
    with transaction.atomic():
        record(act, [gone])
    there = [
        holding(package(), on=on, known=now).filter(project="LS-P006").exists()
        for on in (date(2026, 5, 31), date(2026, 6, 1), TODAY)
    ]
    assert there == [True, False, False]


def test_rows_are_never_changed(office):
    row = ProjectFact.objects.first()
    row.name = "khác"
    with pytest.raises(TypeError, match="never changed"):
        row.save()
    with pytest.raises(TypeError, match="never changed"):
        row.delete()


@pytest.mark.parametrize("name", ["langson", "luyen_tap"])
def test_the_store_judges_as_the_package_does(office, name):
    own = load(name)
    (judged,) = check(own, [TODAY])
    expected = answer(own, judged, every=True, asks=True)
    stored = stored_portfolio(package(name), on=TODAY, known=timezone.now())
    (again,) = check(stored, [TODAY])
    made = answer(stored, again, every=True, asks=True)
    by_id = {one["id"]: one for one in made["projects"]}
    assert len(by_id) == len(expected["projects"]) > 20
    for one in expected["projects"]:
        assert by_id[one["id"]] == one
    assert made["summary"] == expected["summary"]
    assert np.array_equal(
        np.sort(stored.portfolio.capital), np.sort(own.portfolio.capital)
    )


def test_a_run_keeps_what_was_said(office):
    now = timezone.now()
    run = ask_for_run(package(), on=TODAY, now=now, by="an", title="danh mục")
    judge_run(run, now=timezone.now)
    run.refresh_from_db()
    assert (run.state, run.total, run.done) == (Run.State.DONE, 40, 26)
    assert run.counts["by_outcome"]["unknown"] == run.said.count() == 26
    assert isinstance(run.ended_at, datetime)
    assert {row["reason"] for row in run.rest["not_judged"]} <= {"not_begun", "ended"}


def test_a_stopped_run_goes_no_further(office):
    run = ask_for_run(
        package("luyen_tap"), on=TODAY, now=timezone.now(), by="an", title="x"
    )

    def load_and_stop():
        loaded = stored_portfolio(run.package, on=run.on, known=run.known)
        Run.objects.filter(pk=run.pk).update(state=Run.State.STOPPED)
        return loaded

    judge_run(run, now=timezone.now, load=load_and_stop)
    run.refresh_from_db()
    assert run.state == Run.State.STOPPED
    assert run.said.count() == 0
