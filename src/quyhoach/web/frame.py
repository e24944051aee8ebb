"""Own what stands on every page: plan, day judged, person, menu."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from quyhoach.store.facts import Package

__all__ = ["frame"]

_MENU = (
    ("overview", "Tổng quan"),
    ("projects", "Dự án"),
    ("check", "Kiểm tra"),
)


def frame(request: HttpRequest) -> dict[str, Any]:
    """Return what the frame of a page needs.

    Parameters
    ----------
    request : HttpRequest
        With or without an office.

    Returns
    -------
    dict
        ``office``, ``menu``, ``packages``; empty before somebody has logged in.
    """
    office = getattr(request, "office", None)
    if office is None:
        return {"office": None, "menu": []}
    at = request.resolver_match.url_name if request.resolver_match else ""
    menu = [
        {
            "href": reverse(name, args=[office.package.name]) + office.day_query,
            "text": words,
            "here": str(at).startswith(name.rstrip("s")),
        }
        for name, words in _MENU
    ]
    others = Package.objects.exclude(pk=office.package.pk)
    return {"office": office, "menu": menu, "others": others}
