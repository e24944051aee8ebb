"""Columns from values: the two kinds that numpy does not make by itself."""

from __future__ import annotations

from collections.abc import Iterable
from typing import SupportsFloat

import numpy as np
from numpy.typing import NDArray

__all__ = ["floats", "objects"]


def objects(values: Iterable[object]) -> NDArray[np.object_]:
    """Return a column of any values as they are: texts, shapes, tuples.

    Parameters
    ----------
    values : Iterable
        One a row; ``None`` stays ``None``.

    Returns
    -------
    NDArray[np.object_]
        Shape (n,), never split further.

    Examples
    --------
    >>> objects([("a", "b"), None]).shape
    (2,)
    """
    items = list(values)
    made = np.empty(len(items), dtype=object)
    for row, item in enumerate(items):
        made[row] = item
    return made


def floats(values: Iterable[SupportsFloat | None]) -> NDArray[np.float64]:
    """Return a column of numbers; NaN where one is not known.

    Parameters
    ----------
    values : Iterable
        Numbers or ``None``.

    Returns
    -------
    NDArray[np.float64]
        Shape (n,).

    Examples
    --------
    >>> floats([1, None]).tolist()
    [1.0, nan]
    """
    some = [np.nan if value is None else float(value) for value in values]
    return np.array(some, np.float64)
