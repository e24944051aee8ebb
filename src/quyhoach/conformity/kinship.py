"""Parts and wholes: what never clashes with itself."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from quyhoach.plan import Portfolio

__all__ = ["kin", "one_whole"]

IntArray = NDArray[np.int64]


def kin(portfolio: Portfolio, left: IntArray, right: IntArray) -> NDArray[np.bool_]:
    """Return which pairs are a part and a whole it belongs to, or the same project.

    Parameters
    ----------
    portfolio : Portfolio
        Holds who is a part of whom.
    left, right : IntArray
        Rows of the pairs.

    Returns
    -------
    ndarray of bool
        One per pair, in the order of the pairs.
    """
    return _inside(portfolio, left, right) | _inside(portfolio, right, left)


def one_whole(
    portfolio: Portfolio, left: IntArray, right: IntArray
) -> NDArray[np.bool_]:
    """Return which pairs belong to the same outermost whole.

    Parameters
    ----------
    portfolio : Portfolio
        Holds who is a part of whom.
    left, right : IntArray
        Rows of the pairs.

    Returns
    -------
    ndarray of bool
        One per pair, in the order of the pairs.
    """
    whole = portfolio.whole()
    return np.asarray(whole[left] == whole[right])


def _inside(portfolio: Portfolio, part: IntArray, whole: IntArray) -> NDArray[np.bool_]:
    found = part == whole
    above = part
    for _ in range(len(portfolio)):
        above = np.where(above >= 0, portfolio.part_of[above], -1)
        if not (above >= 0).any():
            break
        found = found | (above == whole)
    return np.asarray(found)
