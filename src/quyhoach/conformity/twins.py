"""Which projects might be one under two names: a few candidates out of all pairs."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from quyhoach.space import Places

__all__ = ["candidates"]

IntArray = NDArray[np.int64]

# Names that token_set_ratio calls alike differ in about one word of the shorter one, so
# they share one of its two rarest words; those are the cheapest to look up.
_RAREST = 2
_NARROW = 8
# So few projects of one sector in one unit are compared one by one, spelling and all.
_FEW = 200


def candidates(
    places: Places, sector: IntArray, names: Sequence[Sequence[str]]
) -> tuple[IntArray, IntArray]:
    """Return pairs of one sector that share a unit, and a rare word where many do.

    Parameters
    ----------
    places : Places
        The units of each project.
    sector : IntArray
        Code of each project's sector.
    names : Sequence of Sequence of str
        Folded words of each project's name.

    Returns
    -------
    tuple of IntArray
        Rows of the pairs, the smaller first, each pair once. Still to be compared.
    """
    name, word, rare = _words(names)
    group = sector[name] * (int(word.max(initial=0)) + 1) + word
    narrow = places.sizes() <= _NARROW
    pairs = []
    fine = narrow[name]
    at, key, ours = _by_atom(places, name[fine], group[fine], rare[fine])
    pairs.append(_join(at[ours], key[ours], at, key))
    wide = ~fine
    pairs.append(_join(name[wide & rare], group[wide & rare], name, group))
    pairs.append(_join(name[rare & fine], group[rare & fine], name[wide], group[wide]))
    pairs.append(_small_groups(places, sector))
    both = np.concatenate(pairs, axis=1)
    both = both[:, both[0] != both[1]]
    key = np.unique(both.min(axis=0) * places.count + both.max(axis=0))
    return key // max(places.count, 1), key % max(places.count, 1)


def _small_groups(places: Places, sector: IntArray) -> IntArray:
    """Return every pair of each sector and atom that holds no more than a few."""
    width = int(places.atom.max(initial=0)) + 1
    key = sector[places.row] * width + places.atom
    _, of, size = np.unique(key, return_inverse=True, return_counts=True)
    few = size[of] <= _FEW
    return _join(places.row[few], key[few], places.row[few], key[few])


def _words(
    names: Sequence[Sequence[str]],
) -> tuple[IntArray, IntArray, NDArray[np.bool_]]:
    """Return (name, word) rows and which words are among the rarest of their name."""
    sets = [frozenset(name) for name in names]
    vocabulary: dict[str, int] = {}
    flat = [
        vocabulary.setdefault(w, len(vocabulary)) for some in sets for w in sorted(some)
    ]
    word = np.array(flat, np.int64)
    sizes = np.array([len(some) for some in sets], np.int64)
    name = np.repeat(np.arange(len(sets)), sizes)
    often = np.bincount(word, minlength=len(vocabulary))
    order = np.lexsort((word, often[word], name))
    place = np.arange(len(word)) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    return name[order], word[order], place < _RAREST


def _by_atom(
    places: Places, name: IntArray, group: IntArray, rare: NDArray[np.bool_]
) -> tuple[IntArray, IntArray, NDArray[np.bool_]]:
    counts = places.sizes()[name]
    start = np.searchsorted(places.row, name)
    offset = np.arange(int(counts.sum())) - np.repeat(
        np.cumsum(counts) - counts, counts
    )
    atom = places.atom[np.repeat(start, counts) + offset]
    width = int(places.atom.max(initial=0)) + 1
    key = np.repeat(group, counts) * width + atom
    return np.repeat(name, counts), key, np.repeat(rare, counts)


def _join(
    left: IntArray, left_key: IntArray, right: IntArray, right_key: IntArray
) -> IntArray:
    order = np.argsort(right_key, kind="stable")
    keys = right_key[order]
    first = np.searchsorted(keys, left_key, side="left")
    counts = np.searchsorted(keys, left_key, side="right") - first
    offset = np.arange(int(counts.sum())) - np.repeat(
        np.cumsum(counts) - counts, counts
    )
    return np.stack(
        [np.repeat(left, counts), right[order][np.repeat(first, counts) + offset]]
    )
