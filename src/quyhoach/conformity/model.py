"""What goes in and out of the rules: findings in columns, verdicts as one table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Any

import numpy as np
from numpy.typing import NDArray

from quyhoach.conformity.catalogue import REASONS, Reason
from quyhoach.law import Certainty, Force, force

__all__ = ["Finding", "OtherKind", "Tolerance", "Verdict", "Verdicts", "deciding"]

IntArray = NDArray[np.int64]
Floats = NDArray[np.float64]
BoolArray = NDArray[np.bool_]


class OtherKind(IntEnum):
    """What stands on the other side of a verdict."""

    NONE = 0
    ZONE = 1
    PROJECT = 2
    PROVISION = 3
    INSTRUMENT = 4
    COVERAGE = 5


class Tolerance(IntEnum):
    """Where the tolerance of a verdict came from."""

    NONE = 0
    FLOOR = 1
    REFERENCE_SYSTEM = 2
    PROJECT_SCALE = 3
    OTHER_SCALE = 4
    SMALLEST_SCALE = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Rows of one reason: everything the same reason says of a portfolio, in columns.

    Parameters
    ----------
    reason : str
        Code in the catalogue; it fixes rule and outcome.
    project : IntArray
        Row of the portfolio.
    used : Certainty
        Weakest of the facts used, the norms left out.
    other_kind : OtherKind
        What ``other`` counts.
    other : IntArray, optional
        Row of the other object; -1 none.
    provision : IntArray, optional
        Row of the provision to cite beside the norms; -1 none.
    area_m2, length_m, share : Floats, optional
        Measure of the shared ground; share of the project's own measure.
    tolerance_m : Floats, optional
        Tolerance used, metres.
    tolerance_from : NDArray[np.int8], optional
        Codes of `Tolerance`.
    survives : BoolArray, optional
        The finding stands anywhere in its error band.
    review : BoolArray, optional
        An instrument used needs legal review that day.
    parameters : Mapping
        Name to column: what the sentence needs beside the above.
    """

    reason: str
    project: IntArray
    used: Certainty
    other_kind: OtherKind = OtherKind.NONE
    other: IntArray | None = None
    provision: IntArray | None = None
    area_m2: Floats | None = None
    length_m: Floats | None = None
    share: Floats | None = None
    tolerance_m: Floats | None = None
    tolerance_from: NDArray[np.int8] | None = None
    survives: BoolArray | None = None
    review: BoolArray | None = None
    parameters: Mapping[str, NDArray[Any]] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.project)


@dataclass(frozen=True, slots=True)
class Verdict:
    """One row of `Verdicts`, for showing.

    Parameters
    ----------
    table : Verdicts
        Where it stands.
    row : int
        Which row.
    """

    table: Verdicts = field(repr=False)
    row: int

    @property
    def reason(self) -> Reason:
        """Why."""
        return self.table.reasons[int(self.table.block[self.row])]

    @property
    def force(self) -> Force:
        """What it is worth."""
        return Force(int(self.table.force[self.row]))

    @property
    def other_kind(self) -> OtherKind:
        """What stands on the other side."""
        return OtherKind(int(self.table.other_kind[self.row]))

    @property
    def parameters(self) -> dict[str, Any]:
        """What the sentence needs, name to value."""
        block = int(self.table.block[self.row])
        place = self.row - int(self.table.starts[block])
        columns = self.table.parameters[block]
        return {name: column[place] for name, column in columns.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdicts:
    """All verdicts of a portfolio on a day, in columns.

    Parameters
    ----------
    reasons : tuple of Reason
        Reason of each block.
    starts : IntArray
        First row of each block, and the number of rows at the end.
    parameters : tuple of Mapping
        Parameter columns of each block.
    block : IntArray
        Block of each row: row of ``reasons`` and of ``parameters``.
    project, other, provision : IntArray
        Rows of the portfolio, of the other object, of the provision; -1 none.
    other_kind, tolerance_from, outcome, force : NDArray[np.int8]
        Codes of `OtherKind`, `Tolerance`, `Outcome`, `Force`.
    area_m2, length_m, share, tolerance_m : Floats
        NaN where they do not apply.
    review : BoolArray
        An instrument used needs legal review.
    used : Certainty
        Weakest of all values used, norms included: why the force is what it is.
    """

    reasons: tuple[Reason, ...]
    starts: IntArray
    parameters: tuple[Mapping[str, NDArray[Any]], ...]
    block: IntArray
    project: IntArray
    other: IntArray
    provision: IntArray
    other_kind: NDArray[np.int8]
    tolerance_from: NDArray[np.int8]
    outcome: NDArray[np.int8]
    force: NDArray[np.int8]
    area_m2: Floats
    length_m: Floats
    share: Floats
    tolerance_m: Floats
    review: BoolArray
    used: Certainty

    def __len__(self) -> int:
        return len(self.project)

    def row(self, row: int) -> Verdict:
        """Return one verdict as a view."""
        return Verdict(self, row)

    @classmethod
    def of(cls, findings: Iterable[Finding]) -> Verdicts:
        """Return the table of findings, norms already weighed in, in their order."""
        found = list(findings)
        sizes = np.array([len(f) for f in found], dtype=np.int64)
        block = np.repeat(np.arange(len(found)), sizes)
        reasons = tuple(REASONS[f.reason] for f in found)
        used = Certainty.joined(f.used for f in found)
        review = _join(found, "review", False, np.bool_)
        survives = _join(found, "survives", False, np.bool_)
        return cls(
            reasons=reasons,
            starts=np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64),
            parameters=tuple(f.parameters for f in found),
            block=block,
            project=_join(found, "project", -1, np.int64),
            other=_join(found, "other", -1, np.int64),
            provision=_join(found, "provision", -1, np.int64),
            other_kind=np.array([f.other_kind for f in found], np.int8)[block],
            tolerance_from=_join(found, "tolerance_from", 0, np.int8),
            outcome=np.array([r.outcome for r in reasons], np.int8)[block],
            force=force(used, survives=survives, review=review),
            area_m2=_join(found, "area_m2", np.nan, np.float64),
            length_m=_join(found, "length_m", np.nan, np.float64),
            share=_join(found, "share", np.nan, np.float64),
            tolerance_m=_join(found, "tolerance_m", np.nan, np.float64),
            review=review,
            used=used,
        )


def _join(found: list[Finding], name: str, missing: float, kind: type) -> NDArray[Any]:
    columns: list[NDArray[Any]] = [np.empty(0, kind)]
    for finding in found:
        column = getattr(finding, name)
        columns.append(
            np.full(len(finding), missing, kind) if column is None else column
        )
    return np.concatenate(columns).astype(kind)


def deciding(
    verdicts: Verdicts, projects: int
) -> tuple[NDArray[np.int8], NDArray[np.int8]]:
    """Return outcome and force of each project: the strongest of its verdicts.

    Parameters
    ----------
    verdicts : Verdicts
        The table.
    projects : int
        Size of the portfolio.

    Returns
    -------
    tuple of NDArray[np.int8]
        Codes of `Outcome` (-1 where nothing was judged) and of `Force`: binding where
        any verdict with the deciding outcome is.
    """
    rank = verdicts.outcome.astype(np.int64) * 2 + verdicts.force
    best = np.full(projects, -1, dtype=np.int64)
    np.maximum.at(best, verdicts.project, rank)
    outcome = np.where(best < 0, -1, best // 2).astype(np.int8)
    return outcome, np.where(best < 0, 0, best % 2).astype(np.int8)
