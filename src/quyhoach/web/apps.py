"""Own the pages' name in the framework."""

from __future__ import annotations

from django.apps import AppConfig

__all__ = ["WebConfig"]


class WebConfig(AppConfig):
    """The pages as a Django application."""

    name = "quyhoach.web"
    label = "web"
