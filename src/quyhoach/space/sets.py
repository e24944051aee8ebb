"""Where without ground: places known only by the units they lie in, as sets."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

__all__ = ["Places", "SharedUnits", "first_shared", "in_common", "share_units"]

IntArray = NDArray[np.int64]
BoolArray = NDArray[np.bool_]
_NONE = np.iinfo(np.int64).max
_IN_FLIGHT = 2_000_000


@dataclass(frozen=True, slots=True)
class Places:
    """The unit atoms of many things, as sorted pairs.

    An atom is the smallest piece of ground that has a name in every era: one old
    commune inside one new one.

    Parameters
    ----------
    row : IntArray
        Which thing, ascending.
    atom : IntArray
        Which atom it reaches.
    whole : BoolArray
        It takes in all of that atom; ``False`` is "a part of".
    count : int
        How many things there are, those without any atom included.

    Examples
    --------
    >>> towns = Places.of([[0, 1], [], [2]])
    >>> towns.sizes().tolist()
    [2, 0, 1]
    """

    row: IntArray
    atom: IntArray
    whole: BoolArray
    count: int

    @classmethod
    def of(
        cls, atoms: Sequence[Iterable[int]], parts: Sequence[Iterable[int]] = ()
    ) -> Places:
        """Return places from lists of whole atoms and, beside them, of partial ones."""
        rows = [(k, atom, True) for k, some in enumerate(atoms) for atom in set(some)]
        rows += [(k, atom, False) for k, some in enumerate(parts) for atom in set(some)]
        rows.sort()
        table = np.array(rows, dtype=np.int64).reshape(-1, 3)
        return cls(table[:, 0], table[:, 1], table[:, 2].astype(bool), len(atoms))

    def sizes(self) -> IntArray:
        """Return how many atoms each thing reaches; 0 where its place is not known."""
        return np.bincount(self.row, minlength=self.count).astype(np.int64)

    def take(self, rows: IntArray) -> Places:
        """Return the places of the chosen things, in the order asked."""
        starts = np.searchsorted(self.row, rows)
        counts = self.sizes()[rows]
        pick = _ranges(starts, counts)
        new = np.repeat(np.arange(len(rows)), counts)
        return Places(new, self.atom[pick], self.whole[pick], len(rows))


@dataclass(frozen=True, slots=True)
class SharedUnits:
    """Pairs of things that share a unit.

    Parameters
    ----------
    left, right : IntArray
        Rows of the two sides, sorted by left and then right.
    within : BoolArray
        All of left's atoms lie wholly inside right: evidence. Elsewhere the two may
        meet or not.
    """

    left: IntArray
    right: IntArray
    within: BoolArray

    def __len__(self) -> int:
        return len(self.left)


def share_units(left: Places, right: Places) -> SharedUnits:
    """Return every pair that shares an atom, and whether left lies within right.

    Parameters
    ----------
    left, right : Places
        Things known by their units.

    Returns
    -------
    SharedUnits
        A thing whose place is not known is in no pair.

    Examples
    --------
    >>> zones = Places.of([[1, 2, 4], [3, 9]])
    >>> share_units(Places.of([[1, 2], [3]]), zones).within.tolist()
    [True, True]
    >>> share_units(Places.of([[1, 5]]), zones).within.tolist()
    [False]
    """
    order = np.argsort(right.atom, kind="stable")
    atoms = right.atom[order]
    first = np.searchsorted(atoms, left.atom, side="left")
    counts = np.searchsorted(atoms, left.atom, side="right") - first
    pick = order[_ranges(first, counts)]
    width = max(right.count, 1)
    pair = np.repeat(left.row, counts) * width + right.row[pick]
    keys, where = np.unique(pair, return_inverse=True)
    inside = np.bincount(where, weights=right.whole[pick], minlength=len(keys))
    rows = keys // width
    return SharedUnits(rows, keys % width, inside == left.sizes()[rows])


def in_common(places: Places, left: IntArray, right: IntArray) -> BoolArray:
    """Return which pairs of things reach a common atom.

    Parameters
    ----------
    places : Places
        Things known by their units.
    left, right : IntArray
        Rows of the pairs.

    Returns
    -------
    ndarray of bool
        One per pair, in the order of the pairs; False where a place is not known.

    Examples
    --------
    >>> towns = Places.of([[0, 1], [1, 2], [3], []])
    >>> in_common(towns, np.array([0, 0]), np.array([1, 2])).tolist()
    [True, False]
    >>> in_common(towns, np.array([3]), np.array([3])).tolist()
    [False]
    """
    width = int(places.atom.max(initial=0)) + 1
    counts = places.sizes()[left]
    pair = np.repeat(np.arange(len(left)), counts)
    atom = places.atom[_ranges(np.searchsorted(places.row, left), counts)]
    found = np.isin(right[pair] * width + atom, places.row * width + places.atom)
    return np.bincount(pair[found], minlength=len(left)) > 0


def first_shared(
    left: Places, right: Places, accept: Callable[[IntArray, IntArray], BoolArray]
) -> IntArray:
    """Return, for each thing, the first other that shares an atom and is accepted.

    Parameters
    ----------
    left, right : Places
        Things known by their units.
    accept : callable
        Rows of left and right to a mask: which pairs count.

    Returns
    -------
    IntArray
        Row of right for each of left; -1 where there is none.

    Notes
    -----
    Looks at a few candidates of each atom at a time, so that thousands of things in
    one unit do not make millions of pairs.

    Examples
    --------
    >>> both = Places.of([[0], [0], [7]])
    >>> first_shared(both, both, lambda a, b: a != b).tolist()
    [1, 0, -1]
    """
    order = np.argsort(right.atom, kind="stable")
    atoms, rows = right.atom[order], right.row[order]
    start = np.searchsorted(atoms, left.atom, side="left")
    stop = np.searchsorted(atoms, left.atom, side="right")
    found = np.full(left.count, _NONE)
    open_ = np.arange(len(left.row))
    step = 16
    while open_.size:
        counts = np.minimum(stop[open_] - start[open_], step)
        other = rows[_ranges(start[open_], counts)]
        mine = np.repeat(left.row[open_], counts)
        fits = accept(mine, other)
        np.minimum.at(found, mine[fits], other[fits])
        start[open_] += counts
        more = (start[open_] < stop[open_]) & (found[left.row[open_]] == _NONE)
        open_ = open_[more]
        step = max(16, min(step * 4, _IN_FLIGHT // max(open_.size, 1)))
    return np.where(found == _NONE, -1, found)


def _ranges(starts: IntArray, counts: IntArray) -> IntArray:
    total = int(counts.sum())
    offsets = np.repeat(starts - np.cumsum(counts) + counts, counts)
    return offsets + np.arange(total)
