"""Own the seam between the facts of a slip and its one page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from quyhoach.reports.papers.slip import STEPS, slip
from quyhoach.reports.pdf_paper import pages_of, pdf

__all__ = ["slip_pdf"]


def slip_pdf(facts: Mapping[str, Any]) -> bytes:
    """Return the slip as a PDF of one page, the facts inside.

    Parameters
    ----------
    facts : Mapping
        Facts of a slip.

    Returns
    -------
    bytes
        Set as loosely as one page allows; the same for the same facts.
    """
    for step in STEPS:
        made = pdf(slip(facts, step))
        if pages_of(made) == 1:
            break
    return made
