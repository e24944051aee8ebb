"""Own the store's name in the framework."""

from __future__ import annotations

from django.apps import AppConfig

__all__ = ["StoreConfig"]


class StoreConfig(AppConfig):
    """The store as a Django application."""

    name = "quyhoach.store"
    label = "store"
    default_auto_field = "django.db.models.BigAutoField"
