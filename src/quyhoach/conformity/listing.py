"""Which line of which closed list names a project by its identifier."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from quyhoach.conformity.case import Case
from quyhoach.law import holds
from quyhoach.plan import same_text

__all__ = ["in_list", "list_is_complete"]


def in_list(
    case: Case, instrument: str = "", *, by: NDArray[np.int64] | None = None
) -> NDArray[np.int64]:
    """Return the row of ``Plan.listings`` that names each project; -1 for none.

    Parameters
    ----------
    case : Case
        The case.
    instrument : str
        Only lists of this instrument; empty is every instrument that is not above the
        plan's level.
    by : NDArray[np.int64], optional
        Filled with the row of ``Portfolio.identifiers`` that it is named by; left as
        it is where no list names the project.

    Returns
    -------
    ndarray of int, shape (projects,)
        Only lists in force on the day of the case count; the first identifier listed
        decides.
    """
    plan = case.plan
    lines: dict[str, int] = {}
    for row, listing in enumerate(plan.listings):
        paper = plan.instruments[plan.instrument_row(listing.instrument)]
        mine = paper.id == instrument if instrument else paper.level >= plan.level
        if mine and paper.in_force(case.on):
            lines.setdefault(same_text(listing.scheme, listing.id), row)
    made = np.full(len(case.portfolio), -1, np.int64)
    if lines:
        own = case.portfolio.identifiers
        named = zip(own.project, own.scheme, own.id, strict=True)
        for line, (project, scheme, number) in enumerate(named):
            row = lines.get(same_text(scheme, number), -1)
            if row >= 0 and made[project] < 0:
                made[project] = row
                if by is not None:
                    by[project] = line
    return made


def list_is_complete(case: Case, instrument: int) -> tuple[bool, tuple[int, ...]]:
    """Return whether our copy of an instrument's list is complete, and what is not.

    Parameters
    ----------
    case : Case
        The case.
    instrument : int
        Row of ``Plan.instruments``.

    Returns
    -------
    tuple
        Complete, and the rows of ``Plan.coverage`` that are not. A list of which no
        row speaks on the day is not called complete.
    """
    key = case.plan.instruments[instrument].id
    rows = [
        k
        for k, c in enumerate(case.plan.coverage)
        if c.instrument == key
        and c.theme == "projects"
        and holds(c.begin, c.end, case.on)
    ]
    missing = tuple(k for k in rows if not case.plan.coverage[k].complete)
    return bool(rows) and not missing, missing
