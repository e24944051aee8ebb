"""Tell a watchdog that the office answers and its database does."""

from __future__ import annotations

from django.db import connection
from django.http import HttpRequest, JsonResponse

__all__ = ["health"]


def health(_: HttpRequest) -> JsonResponse:
    """Return ``ok`` once the database answers.

    Parameters
    ----------
    _ : HttpRequest
        Any.

    Returns
    -------
    JsonResponse
        ``{"status": "ok"}``.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return JsonResponse({"status": "ok"})
