"""QH-X04: one project does not stand under two names."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz, process

from quyhoach.conformity.case import Case
from quyhoach.conformity.findings import lone
from quyhoach.conformity.kinship import one_whole
from quyhoach.conformity.model import Finding, OtherKind
from quyhoach.conformity.same_money import same_key
from quyhoach.conformity.twins import candidates, compatible
from quyhoach.plan import same_text
from quyhoach.space import in_common

__all__ = ["same_project"]

IntArray = NDArray[np.int64]


def same_project(case: Case) -> Iterator[Finding]:
    """QH-X04: the same identifier twice, or names alike at the same place and time.

    Parameters
    ----------
    case : Case
        The portfolio and the day.

    Yields
    ------
    Finding
        A name alone is never enough.
    """
    own, lines = case.portfolio, case.portfolio.identifiers
    keys = [same_text(s, i) for s, i in zip(lines.scheme, lines.id, strict=True)]
    line, other = same_key(
        own,
        np.arange(len(lines)),
        keys,
        project=lines.project,
        certainty=lines.certainty,
    )
    keep = case.judged[lines.project[line]]
    line, other = line[keep], other[keep]
    yield Finding(
        reason="QH-X04.same_identifier",
        project=lines.project[line],
        used=lines.certainty.take(line).weakest(lines.certainty.take(other)),
        other_kind=OtherKind.PROJECT,
        other=lines.project[other],
        parameters={"scheme": lines.scheme[line], "number": lines.id[line]},
    )
    same = np.zeros(len(own), bool)
    same[lines.project[line]] = True
    yield from _alike(case, same)


def _alike(case: Case, same: NDArray[np.bool_]) -> Iterator[Finding]:
    left, right = _candidates(case)
    names = np.array([" ".join(some) for some in case.names], object)
    limit, sure = case.number("alike_name", 90.0)
    score = np.zeros(len(left))
    if len(left):
        ratio = process.cpdist(
            names[left].tolist(), names[right].tolist(), scorer=fuzz.token_set_ratio
        )
        score = np.asarray(ratio, np.float64)
    keep = (score >= limit) & ~(same[left] & same[right])
    project = np.concatenate([left[keep], right[keep]])
    other = np.concatenate([right[keep], left[keep]])
    scores = np.tile(score[keep], 2)
    rows = np.flatnonzero(case.judged[project])
    record = case.portfolio.record
    yield Finding(
        reason="QH-X04.alike",
        project=project[rows],
        used=record.take(project[rows]).weakest(
            record.take(other[rows]),
            sure.take(np.zeros(len(rows), int)).without_ground(),
        ),
        other_kind=OtherKind.PROJECT,
        other=other[rows],
        parameters={"score": scores[rows]},
    )
    spoken = same.copy()
    spoken[project] = True
    yield lone(case, "QH-X04.distinct", case.judged & ~spoken)


def _candidates(case: Case) -> tuple[IntArray, IntArray]:
    """Return pairs whose sector, place and time may be one: known, or not known."""
    own, (codes, sector) = case.portfolio, case.sectors
    roots = [code.partition(".")[0] for code in codes]
    root = np.array([sorted(set(roots)).index(one) for one in roots], np.int64)
    left, right = candidates(own.places, root[sector], case.names)
    keep = ~one_whole(own, left, right)
    keep &= ~own.period.take(left).surely_apart(own.period.take(right))
    length = np.array([len(name) for name in case.names], np.int64)
    keep &= 2 * np.minimum(length[left], length[right]) >= np.maximum(
        length[left], length[right]
    )
    keep &= compatible(codes, sector[left], sector[right])
    left, right = left[keep], right[keep]
    together = in_common(own.places, left, right)
    together |= ~case.placed[left] | ~case.placed[right]
    return left[together], right[together]
