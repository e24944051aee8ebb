"""The portfolio as a list, filters in the address, and one project with all of it."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from quyhoach.store.portfolios import history, holding
from quyhoach.store.reading import Wanted, latest_run, said_of
from quyhoach.store.rights import Verb, may
from quyhoach.store.runs import Said
from quyhoach.web.office import Office, office_page
from quyhoach.web.templatetags.office import OUTCOMES

__all__ = ["project", "projects"]

_A_PAGE = 50
_FILTERS = ("tim", "ket-luan", "hieu-luc")


@office_page
def projects(request: HttpRequest, office: Office) -> HttpResponse:
    """Show the projects of the day, filtered as the address says."""
    run = latest_run(office.package, office.on)
    ask = {key.replace("-", ""): request.GET.get(key, "") for key in _FILTERS}
    wanted = Wanted(text=ask["tim"], outcome=ask["ketluan"], force=ask["hieuluc"])
    rows = said_of(run, wanted, office.member) if run else Said.objects.none()
    page = Paginator(rows, _A_PAGE).get_page(request.GET.get("trang"))
    context = {
        "run": run,
        "page": page,
        "ask": ask,
        "query": _query(request),
        "outcomes": OUTCOMES.items(),
    }
    return render(request, "projects.html", context)


def _query(request: HttpRequest) -> str:
    kept = request.GET.copy()
    kept.pop("trang", None)
    return kept.urlencode()


@office_page
def project(request: HttpRequest, office: Office, key: str) -> HttpResponse:
    """Show one project: verdicts with the sentence beside them, facts, history."""
    fact = holding(office.package, on=office.on, known=office.now).filter(project=key)
    one = fact.first()
    if one is None or not may(office.member, Verb.SEE, one):
        raise Http404
    run = latest_run(office.package, office.on)
    said = run.said.filter(project=key).first() if run else None
    context: dict[str, Any] = {
        "fact": one,
        "record": one.record["record"],
        "run": run,
        "said": said,
        "history": history(office.package, key),
    }
    return render(request, "project.html", context)
