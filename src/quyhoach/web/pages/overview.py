"""The first page: what was judged, what is wrong, what to ask for."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from quyhoach.store.facts import Package
from quyhoach.store.reading import Wanted, latest_run, said_of, stale
from quyhoach.store.runs import Said
from quyhoach.web.office import Office, office_page

__all__ = ["home", "overview"]

_OUTCOMES = ("conflicts", "unknown", "silent", "conforms")


@login_required
def home(request: HttpRequest) -> HttpResponse:
    """Lead to the first plan of the office."""
    first = Package.objects.first()
    if first is None:
        return render(request, "empty_office.html")
    return redirect("overview", first.name)


@office_page
def overview(request: HttpRequest, office: Office) -> HttpResponse:
    """Show the counts of the day, the gravest verdicts and what to ask for."""
    run = latest_run(office.package, office.on)
    context: dict[str, Any] = {"run": run, "counts": [], "gravest": [], "asks": []}
    if run is not None:
        mine = said_of(run, Wanted(), office.member)
        context |= {
            "counts": _counts(mine),
            "gravest": mine.filter(outcome__in=("conflicts", "silent"))[:8]
            or mine.filter(outcome="unknown")[:8],
            "asks": (run.rest.get("ask") or [])[:6],
            "stale": stale(run),
        }
    return render(request, "overview.html", context)


def _counts(rows: QuerySet[Said]) -> list[dict[str, Any]]:
    table = {key: {"binding": 0, "indicative": 0} for key in _OUTCOMES}
    pairs = rows.order_by().values_list("outcome", "force").annotate(n=Count("id"))
    for outcome, force, count in pairs:
        table[outcome][force] = count
    return [{"outcome": key, **table[key]} for key in _OUTCOMES]
