"""Own where a person stands in the office: which plan, which day, which role."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone

from quyhoach.errors import BadInput
from quyhoach.quantity import parse_moment
from quyhoach.store.facts import Package
from quyhoach.store.people import Member

__all__ = ["Office", "chosen_day", "office_page"]


@dataclass(frozen=True, slots=True)
class Office:
    """Where a request stands.

    Parameters
    ----------
    package : Package
        The plan looked at.
    on : date
        The day judged; today where none is said.
    today : date
        The office's day.
    now : datetime
        The moment of the request.
    member : Member
        Who asks.
    chosen : bool
        The address names the day.
    """

    package: Package
    on: date
    today: date
    now: datetime
    member: Member
    chosen: bool

    @property
    def day_query(self) -> str:
        """What keeps the day in an address; empty for today."""
        return f"?ngay={self.on.isoformat()}" if self.chosen else ""


View = Callable[..., HttpResponse]


def office_page(view: View) -> Callable[..., HttpResponse]:
    """Return a page that is given the office; strangers are asked to log in.

    Parameters
    ----------
    view : Callable
        Takes the request and the `Office`.

    Returns
    -------
    Callable
        A view of Django; it answers 404 where the plan is not there, or the person has
        no place in the office.
    """

    @login_required
    @wraps(view)
    def page(request: HttpRequest, package: str, **more: Any) -> HttpResponse:  # noqa: ANN401
        office = _office(request, package)
        request.office = office  # type: ignore[attr-defined]
        return view(request, office, **more)

    return page


def _office(request: HttpRequest, name: str) -> Office:
    package = Package.objects.filter(name=name).first()
    member = Member.objects.filter(user=request.user.pk).select_related("body").first()
    if package is None or member is None:
        raise Http404
    now = timezone.now()
    today = timezone.localdate(now)
    said = request.GET.get("ngay", "")
    on = chosen_day(said) or today
    return Office(package, on, today, now, member, chosen=on != today)


def chosen_day(text: str) -> date | None:
    """Return the day that a text names whole, such as 23/11/2026; ``None`` else.

    Parameters
    ----------
    text : str
        As typed or in an address.

    Returns
    -------
    date or None
        A month or a year alone is no day.
    """
    try:
        first, last = parse_moment(text)
    except BadInput:
        return None
    return first if first == last else None
