"""Own the moment before the first row: the framework stands up once."""

from __future__ import annotations

import os

import django
from django.apps import apps

__all__ = ["ready"]


def ready() -> None:
    """Make the store usable where no server has done so; twice does no harm."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "quyhoach.web.settings")
    if not apps.ready:
        django.setup()
