"""QH-X03: a funding line serves one project."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from quyhoach.conformity.case import Case
from quyhoach.conformity.findings import lone
from quyhoach.conformity.model import Finding, OtherKind
from quyhoach.law import Certainty
from quyhoach.plan import CapitalKind, Portfolio, same_text

__all__ = ["same_key", "same_money"]

IntArray = NDArray[np.int64]


def same_money(case: Case) -> Iterator[Finding]:
    """QH-X03: who draws on a line (decision, code, year) that another draws on.

    Parameters
    ----------
    case : Case
        The portfolio and the day.

    Yields
    ------
    Finding
        Equal amounts are never looked at.
    """
    own, lines = case.portfolio, case.portfolio.funding
    whole = (
        (lines.decision.astype(str) != "")
        & (lines.code.astype(str) != "")
        & (lines.year > 0)
    )
    rows = np.flatnonzero(whole)
    keys = [
        same_text(d, c, y)
        for d, c, y in zip(
            lines.decision[rows], lines.code[rows], lines.year[rows], strict=True
        )
    ]
    line, other = same_key(
        own, rows, keys, project=lines.project, certainty=lines.certainty
    )
    asked = _asked(case)
    keep = asked[lines.project[line]]
    line, other = line[keep], other[keep]
    project = lines.project[line]
    yield Finding(
        reason="QH-X03.same_line",
        project=project,
        used=lines.certainty.take(line).weakest(lines.certainty.take(other)),
        other_kind=OtherKind.PROJECT,
        other=lines.project[other],
        parameters={
            "decision": lines.decision[line],
            "code": lines.code[line],
            "year": lines.year[line],
        },
    )
    yield from _alone(case, asked, project, lines.project[~whole])


def _asked(case: Case) -> NDArray[np.bool_]:
    """Return the judged projects that spend public money, or may and name a line."""
    kind, size = case.portfolio.capital_kind, len(case.portfolio)
    public = np.isin(kind, (CapitalKind.PUBLIC, CapitalKind.MIXED))
    has = np.bincount(case.portfolio.funding.project, minlength=size) > 0
    return np.asarray(case.judged & (public | ((kind == CapitalKind.UNKNOWN) & has)))


def _alone(
    case: Case, asked: NDArray[np.bool_], clashing: IntArray, broken: IntArray
) -> Iterator[Finding]:
    size, lines = len(case.portfolio), case.portfolio.funding
    has, lacks, said = (
        np.bincount(p, minlength=size) > 0 for p in (lines.project, broken, clashing)
    )
    missing = asked & (lacks | ~has)
    sure = lines.certainty.gathered(lines.project, size)
    yield lone(case, "QH-X03.line_missing", missing)
    yield lone(case, "QH-X03.distinct", asked & ~missing & ~said, also=sure)


def same_key(
    portfolio: Portfolio,
    rows: IntArray,
    keys: list[str],
    *,
    project: IntArray,
    certainty: Certainty,
) -> tuple[IntArray, IntArray]:
    """Return each line whose key stands under another project, and the surest such.

    Parameters
    ----------
    portfolio : Portfolio
        Holds who is a part of whom: what belongs to one whole may share a key.
    rows : IntArray
        The lines that have a key.
    keys : list of str
        Key of each of ``rows``.
    project : IntArray
        Project of every line.
    certainty : Certainty
        How sure every line is.

    Returns
    -------
    tuple of IntArray
        Lines, and for each the line it clashes with.

    Notes
    -----
    Thousands of lines under one key make no more work than thousands of lines: each is
    held against the surest line of its key, or the surest of another whole.
    """
    if not keys:
        return np.empty(0, np.int64), np.empty(0, np.int64)
    _, group = np.unique(np.array(keys), return_inverse=True)
    whole = portfolio.whole()[project[rows]]
    doubt = certainty.text[rows].astype(np.int64) + certainty.source_kind[rows]
    order = np.lexsort((rows, doubt, group))
    first = order[np.unique(group[order], return_index=True)[1]]
    strange = order[whole[order] != whole[first[group[order]]]]
    second = np.full(len(first), -1, np.int64)
    held, at = np.unique(group[strange], return_index=True)
    second[held] = strange[at]
    other = np.where(whole == whole[first[group]], second[group], first[group])
    clash = other >= 0
    return rows[clash], rows[other[clash]]
