"""Open an office: tables, plans, the first administrator."""

from __future__ import annotations

import secrets
from collections.abc import Callable

from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.utils import timezone

from quyhoach.actions.set_up_office import install_plan
from quyhoach.store.home import home
from quyhoach.store.people import Body, Member

__all__ = ["CASES", "open_office"]

CASES = ("langson", "luyen_tap")
_FIRST = "quantri"


def open_office(say: Callable[[str], None]) -> None:
    """Make or bring up to date tables, plans and the first administrator.

    Parameters
    ----------
    say : callable
        Told what is being done.
    """
    home().mkdir(parents=True, exist_ok=True)
    call_command("migrate", verbosity=0)
    for name in CASES:
        install_plan(name, now=timezone.now(), actor="máy", progress=say)
    if not Member.objects.exists():
        _first_administrator(say)


def _first_administrator(say: Callable[[str], None]) -> None:
    """Make the first account; its password is shown once and stands nowhere."""
    password = secrets.token_urlsafe(12)
    user = get_user_model().objects.create_user(_FIRST, password=password)
    top = Body.objects.filter(parent=None).order_by("path").first()
    if top is None:
        return
    Member.objects.create(user=user, body=top, role=Member.Role.ADMINISTRATOR)
    say(f"Tài khoản đầu tiên: {_FIRST} / {password} (chỉ hiện một lần, shown once)")
