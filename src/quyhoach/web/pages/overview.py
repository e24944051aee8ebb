"""The first page: what was judged, what is wrong, what to ask for."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from quyhoach.store.facts import Package
from quyhoach.store.reading import latest_run, stale
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
        context |= {
            "counts": _counts(run),
            "gravest": run.said.filter(outcome__in=("conflicts", "silent"))[:8]
            or run.said.filter(outcome="unknown")[:8],
            "asks": (run.rest.get("ask") or [])[:6],
            "stale": stale(run),
        }
    return render(request, "overview.html", context)


def _counts(run: Any) -> list[dict[str, Any]]:  # noqa: ANN401
    rows = run.said.values_list("outcome", "force")
    table = {key: {"binding": 0, "indicative": 0} for key in _OUTCOMES}
    for outcome, force in rows:
        table[outcome][force] += 1
    return [{"outcome": key, **table[key]} for key in _OUTCOMES]
