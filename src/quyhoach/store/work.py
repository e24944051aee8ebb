"""Own what every writing has in common: all of it is kept, or nothing."""

from __future__ import annotations

from contextlib import AbstractContextManager
from typing import Any

from django.db import transaction

__all__ = ["together"]


def together() -> AbstractContextManager[Any]:
    """Return a context in which all writing is kept together, or not at all.

    Returns
    -------
    context manager
        An error inside takes everything back.
    """
    return transaction.atomic()
