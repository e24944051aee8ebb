"""Small helpers that turn masks over pairs into findings."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from quyhoach.conformity.case import Case
from quyhoach.conformity.ground import Contact
from quyhoach.conformity.model import Finding, OtherKind
from quyhoach.law import Certainty
from quyhoach.space import Meetings

__all__ = ["Pairs", "lone", "once"]

IntArray = NDArray[np.int64]
BoolArray = NDArray[np.bool_]


class Pairs:
    """Project and zone pairs with everything a finding about ground needs.

    Parameters
    ----------
    case : Case
        The case.
    project, zone : IntArray
        Rows of the two sides.
    used : Certainty
        Weakest of project and zone, one row a pair.
    meetings : Meetings, optional
        The same pairs with their measures; ``None`` for pairs known by units only.
    contact : Contact, optional
        What each meeting is worth.
    """

    def __init__(
        self,
        case: Case,
        project: IntArray,
        zone: IntArray,
        *,
        used: Certainty,
        meetings: Meetings | None = None,
        contact: Contact | None = None,
    ) -> None:
        self.case, self.project, self.zone = case, project, zone
        self.used, self.meetings, self.contact = used, meetings, contact
        self.permission, self.provision = case.permits(project, zone)

    def say(
        self,
        reason: str,
        rows: BoolArray,
        *,
        cited: int = -1,
        **parameters: NDArray[Any],
    ) -> Finding:
        """Return what one reason says of the chosen pairs.

        ``cited`` is the provision to show instead of the regime's or the zone's.
        """
        project, zone = self.project[rows], self.zone[rows]
        own = self.case.plan.zones.provision[zone]
        provision = np.where(self.provision[rows] >= 0, self.provision[rows], own)
        sure = self.case.said(provision)
        if cited >= 0:
            provision = np.full(len(project), cited, np.int64)
            sure = sure.weakest(self.case.said(provision))
        meetings = self.meetings.take(rows) if self.meetings else None
        contact = self.contact.take(rows) if self.contact else None
        review = self.case.zone_review[zone] | self.case.review_of(provision)
        review |= self.case.review_of(self.provision[rows]) | self.case.review_of(own)
        return Finding(
            reason=reason,
            project=project,
            used=self.used.take(rows).weakest(sure),
            other_kind=OtherKind.ZONE,
            other=zone,
            provision=provision,
            area_m2=meetings.area_m2 if meetings else None,
            length_m=meetings.length_m if meetings else None,
            share=meetings.share_left if meetings else None,
            tolerance_m=contact.tolerance_m if contact else None,
            tolerance_from=contact.tolerance_from if contact else None,
            survives=contact.survives if contact else None,
            review=review,
            parameters={"sector": self.case.portfolio.sector[project], **parameters},
        )


def lone(
    case: Case,
    reason: str,
    rows: BoolArray,
    *,
    also: Certainty | None = None,
    parameters: Mapping[str, NDArray[Any]] = MappingProxyType({}),
) -> Finding:
    """Return a finding about projects alone: no other side, no measure.

    Parameters
    ----------
    case : Case
        The case.
    reason : str
        Code in the catalogue.
    rows : BoolArray
        Mask over the portfolio.
    also : Certainty, optional
        Over the portfolio: what was used beside the project's own record.
    parameters : Mapping
        Columns over the portfolio; cut to the chosen rows here.

    Returns
    -------
    Finding
        One row per chosen project, in portfolio order.
    """
    project = np.flatnonzero(rows)
    record = case.portfolio.record
    return Finding(
        reason=reason,
        project=project,
        used=(record.weakest(also) if also else record).take(project),
        parameters={name: column[project] for name, column in parameters.items()},
    )


def once(project: IntArray) -> IntArray:
    """Return the first row of each project, in project order.

    Parameters
    ----------
    project : ndarray of int, shape (n,)
        Project of each row; a project may come again.

    Returns
    -------
    ndarray of int
        Positions in ``project``, one per project that comes.

    Examples
    --------
    >>> once(np.array([4, 2, 4])).tolist()
    [1, 0]
    >>> once(np.array([], dtype=np.int64)).tolist()
    []
    """
    return np.unique(project, return_index=True)[1]
