"""Ask for the portfolio to be judged, watch how far it has come, stop it."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from quyhoach.actions.judge_portfolio import ask_for_run
from quyhoach.store.rights import Verb, may
from quyhoach.store.runs import Run
from quyhoach.web.jobs import judge_later
from quyhoach.web.office import Office, chosen_day, office_page

__all__ = ["judge", "progress", "stop"]


@require_POST
@office_page
def judge(request: HttpRequest, office: Office) -> HttpResponse:
    """Ask for the portfolio to be judged on the day that was sent."""
    if not may(office.member, Verb.CHECK):
        raise Http404
    run = ask_for_run(
        office.package,
        on=chosen_day(request.POST.get("ngay", "")) or office.today,
        now=office.now,
        by=request.user.get_username(),
        title="Danh mục dự án",
    )
    judge_later.enqueue(run.pk)
    return redirect("progress", office.package.name, run.pk)


@office_page
def progress(request: HttpRequest, office: Office, run: int) -> HttpResponse:
    """Show how far a run has come; the part that moves is fetched again and again."""
    one = _mine(request, office, run)
    if one.state == Run.State.DONE and not request.headers.get("HX-Request"):
        return redirect(_result(office, one))
    template = (
        "parts/progress.html" if request.headers.get("HX-Request") else "run.html"
    )
    response = render(request, template, {"run": one})
    if one.state == Run.State.DONE:
        response["HX-Redirect"] = _result(office, one)
    return response


@require_POST
@office_page
def stop(request: HttpRequest, office: Office, run: int) -> HttpResponse:
    """Stop a run; what was judged so far is kept."""
    one = _mine(request, office, run)
    if one.state in (Run.State.WAITING, Run.State.RUNNING):
        one.state, one.ended_at = Run.State.STOPPED, timezone.now()
        one.save(update_fields=["state", "ended_at"])
    return redirect("progress", office.package.name, one.pk)


def _mine(request: HttpRequest, office: Office, run: int) -> Run:
    one = get_object_or_404(Run, pk=run, package=office.package)
    if one.by != request.user.get_username() and not may(
        office.member, Verb.ADMINISTER
    ):
        raise Http404
    return one


def _result(office: Office, run: Run) -> str:
    if run.uploaded:
        return f"/{office.package.name}/kiem-tra/{run.pk}/"
    query = "" if run.on == office.today else f"?ngay={run.on.isoformat()}"
    return f"/{office.package.name}/{query}"
