"""Who gets what at every address: a cell that is missing fails."""

import csv
from datetime import date
from pathlib import Path

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse
from django.utils import timezone

from quyhoach.actions.judge_portfolio import ask_for_run
from quyhoach.store.facts import Package, ProjectFact
from quyhoach.store.rights import Verb, may, seen_by

TABLE = Path(__file__).parent / "matrix.csv"
ROWS = list(csv.DictReader(TABLE.read_text("utf-8").splitlines()))
ROLES = ("reader", "officer", "approver", "administrator")
BODIES = ("province", "department", "commune", "elsewhere")
OWN = {"province": 200, "department": 404, "commune": 200, "elsewhere": 404}
FOREIGN = {"account", "mfa"}


def addresses():
    """Every address of ours that has a name; those of allauth are its own."""
    return {p.name for p in get_resolver().url_patterns if isinstance(p, URLPattern)}


def test_every_address_has_its_row():
    assert {row["address"] for row in ROWS} == addresses()


def address(name, run):
    more = {
        "project": ["langson", "LS-P006"],
        "progress": ["langson", run.pk],
        "stop": ["langson", run.pk],
        "checked": ["langson", run.pk],
    }
    own = {"home": [], "health": [], "account": []}
    return reverse(name, args=own.get(name, more.get(name, ["langson"])))


@pytest.fixture
def run(office):
    """A finished run that somebody else asked for; no project is public."""
    ProjectFact.objects.update(disclosure="internal")
    package = Package.objects.get(name="langson")
    made = ask_for_run(
        package, on=date(2026, 1, 1), now=timezone.now(), by="ai đó", title="x"
    )
    made.state = "done"
    made.save()
    return made


def answer(client, row, run):
    call = client.get if row["method"] == "GET" else client.post
    return call(address(row["address"], run))


@pytest.mark.parametrize("row", ROWS, ids=lambda r: f"{r['method']} {r['address']}")
def test_everyone_gets_what_the_table_says(office, run, row):
    got = answer(Client(), row, run)
    if row["stranger"] == "login":
        assert (got.status_code, "/login/" in got.headers.get("Location", "")) == (
            302,
            True,
        )
    else:
        assert got.status_code == int(row["stranger"])
    for body in BODIES:
        for role in ROLES:
            member = office.person(f"{role}-{body}", body, role)
            client = Client()
            client.force_login(member.user)
            expected = OWN[body] if row[role] == "own" else int(row[role])
            assert answer(client, row, run).status_code == expected, (role, body)


@pytest.mark.parametrize("row", ROWS, ids=lambda r: f"{r['method']} {r['address']}")
def test_a_user_without_a_place_sees_nothing(office, run, row):
    client = Client()
    client.force_login(get_user_model().objects.create_user("ai"))
    assert answer(client, row, run).status_code == int(row["placeless"])


def test_the_database_and_the_predicate_agree(office):
    ProjectFact.objects.exclude(project="LS-P010").update(disclosure="internal")
    for body in BODIES:
        for role in ROLES:
            member = office.person(f"{role}-{body}", body, role)
            seen = set(
                ProjectFact.objects.filter(seen_by(member)).values_list("pk", flat=True)
            )
            for fact in ProjectFact.objects.select_related("body"):
                assert may(member, Verb.SEE, fact) == (fact.pk in seen), (body, fact)
    assert any(f.disclosure == "public" for f in ProjectFact.objects.all())


def test_what_one_may_not_see_is_not_counted_either(office):
    ProjectFact.objects.update(disclosure="internal")
    member = office.person("xa", "elsewhere", "officer")
    rows = ProjectFact.objects.filter(seen_by(member))
    assert 0 < rows.count() < ProjectFact.objects.count()
