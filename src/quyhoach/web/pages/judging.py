"""Ask for the portfolio to be judged, and watch how far it has come."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from quyhoach.actions.judge_portfolio import ask_for_run, judge_run
from quyhoach.quantity import parse_moment
from quyhoach.web.office import Office, office_page

__all__ = ["judge"]


@require_POST
@office_page
def judge(request: HttpRequest, office: Office) -> HttpResponse:
    """Judge the portfolio on the day that was sent."""
    on, _ = parse_moment(request.POST.get("ngay") or office.today.isoformat())
    run = ask_for_run(
        office.package,
        on=on,
        now=office.now,
        by=request.user.get_username(),
        title="Danh mục dự án",
    )
    judge_run(run, now=timezone.now)
    messages.success(request, f"Đã xét {run.done} dự án.")
    query = "" if on == office.today else f"?ngay={on.isoformat()}"
    return redirect(f"/{office.package.name}/{query}")
