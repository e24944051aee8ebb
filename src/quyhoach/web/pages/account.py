"""Who one is here, and how to leave."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from quyhoach.store.people import Member

__all__ = ["account"]


@login_required
def account(request: HttpRequest) -> HttpResponse:
    """Show the person's body and role."""
    member = Member.objects.filter(user=request.user.pk).select_related("body").first()
    return render(request, "account.html", {"member": member})
