"""Own the one folder in which all state of an office lives."""

from __future__ import annotations

import os
import sys
from pathlib import Path

__all__ = ["home"]


def home() -> Path:
    """Return the office's folder: ``QUYHOACH_HOME``, or the user's data folder.

    Returns
    -------
    Path
        It need not be there yet.
    """
    if given := os.environ.get("QUYHOACH_HOME"):
        return Path(given)
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA", Path.home())) / "quyhoach"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / "quyhoach"
    share = os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share"
    return Path(share) / "quyhoach"
