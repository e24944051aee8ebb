"""Which projects might be one under two names: a few candidates out of all pairs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from quyhoach.space import Places

__all__ = ["candidates", "compatible"]

IntArray = NDArray[np.int64]
BoolArray = NDArray[np.bool_]
Limit = Callable[[IntArray], IntArray]

# So few projects in one unit are compared one by one, spelling and all.
_FEW = 200
# Names that token_set_ratio calls alike differ in about one word of the shorter one, so
# they share one of its two rarest words; a word that more names share says nothing.
_RAREST = 2
_COMMON = 500
# Of one name written a thousand times each is held against the first ones only.
_FIRST = 4
_NARROW = 8


@dataclass(frozen=True, slots=True)
class _Entries:
    """Rows of (project, key): projects under the same key may be one."""

    project: IntArray
    key: IntArray


def compatible(codes: Sequence[str], left: IntArray, right: IntArray) -> BoolArray:
    """Return which pairs of sector codes can be one: equal, finer, or not known.

    Parameters
    ----------
    codes : Sequence of str
        The different codes.
    left, right : IntArray
        Rows of ``codes``.

    Returns
    -------
    BoolArray
        One answer a pair.

    Examples
    --------
    >>> import numpy as np
    >>> codes = ["", "energy", "energy.wind", "health"]
    >>> compatible(codes, np.array([1, 0, 3]), np.array([2, 3, 2])).tolist()
    [True, True, False]
    """
    table = [[_fits(one, two) for two in codes] for one in codes]
    size = len(codes)
    return np.array(table, bool).reshape(size, size)[left, right]


def _fits(one: str, two: str) -> bool:
    return (
        not one
        or not two
        or f"{one}.".startswith(f"{two}.")
        or two.startswith(f"{one}.")
    )


def candidates(
    places: Places, root: IntArray, names: Sequence[Sequence[str]]
) -> tuple[IntArray, IntArray]:
    """Return pairs that may lie in one unit and share a rare word, or few neighbours.

    Parameters
    ----------
    places : Places
        The units of each project.
    root : IntArray
        Code of the top of each project's sector.
    names : Sequence of Sequence of str
        Folded words of each project's name.

    Returns
    -------
    tuple of IntArray
        Rows of the pairs, the smaller first, each pair once. Still to be compared.
    """
    if places.count <= _FEW:
        first, second = np.triu_indices(places.count, 1)
        return first.astype(np.int64), second.astype(np.int64)
    every = _by_root(_words(names), root)
    rare = _by_root(_words(names, rarest=_RAREST), root)
    same = _by_root(_whole_names(names), root)
    pairs = [_small_units(places), *_joined(places, rare, every, _drop_common)]
    pairs += _joined(places, same, same, _keep_first)
    both = np.concatenate(pairs, axis=1)
    both = both[:, both[0] != both[1]]
    size = max(places.count, 1)
    key = np.unique(both.min(axis=0) * size + both.max(axis=0))
    return key // size, key % size


def _drop_common(counts: IntArray) -> IntArray:
    return np.where(counts > _COMMON, 0, counts)


def _keep_first(counts: IntArray) -> IntArray:
    return np.where(counts > _FEW, _FIRST, counts)


def _by_root(entries: _Entries, root: IntArray) -> _Entries:
    width = int(root.max(initial=0)) + 1
    return _Entries(entries.project, entries.key * width + root[entries.project])


def _joined(
    places: Places,
    left: _Entries,
    right: _Entries,
    limit: Callable[[IntArray], IntArray],
) -> list[IntArray]:
    """Return pairs under one key: in one unit, or where a unit is wide or missing."""
    fine, coarse = _split(places, left)
    other, wide = _split(places, right)
    near = _join(_by_atom(places, fine), _by_atom(places, other), limit)
    return [near, _join(coarse, right, limit), _join(left, wide, limit)]


def _split(places: Places, entries: _Entries) -> tuple[_Entries, _Entries]:
    sizes = places.sizes()[entries.project]
    narrow = (sizes > 0) & (sizes <= _NARROW)
    return (
        _Entries(entries.project[narrow], entries.key[narrow]),
        _Entries(entries.project[~narrow], entries.key[~narrow]),
    )


def _small_units(places: Places) -> IntArray:
    """Return every pair in each atom that holds no more than a few projects."""
    size = np.bincount(places.atom)[places.atom] if len(places.atom) else places.atom
    few = size <= _FEW
    entries = _Entries(places.row[few], places.atom[few])
    return _join(entries, entries, _keep_first)


def _words(names: Sequence[Sequence[str]], *, rarest: int = 0) -> _Entries:
    """Return (name, word) rows: all words, or the rarest of each name."""
    sets = [frozenset(name) for name in names]
    vocabulary: dict[str, int] = {}
    flat = [
        vocabulary.setdefault(word, len(vocabulary))
        for some in sets
        for word in sorted(some)
    ]
    word = np.array(flat, np.int64)
    sizes = np.array([len(some) for some in sets], np.int64)
    name = np.repeat(np.arange(len(sets)), sizes)
    often = np.bincount(word, minlength=len(vocabulary))
    order = np.lexsort((word, often[word], name))
    place = np.arange(len(word)) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    keep = order[(place < rarest) | (rarest == 0)]
    return _Entries(name[keep], word[keep])


def _whole_names(names: Sequence[Sequence[str]]) -> _Entries:
    known: dict[tuple[str, ...], int] = {}
    keys = [known.setdefault(tuple(name), len(known)) for name in names]
    return _Entries(np.arange(len(keys)), np.array(keys, np.int64))


def _by_atom(places: Places, entries: _Entries) -> _Entries:
    near = places.take(entries.project)
    width = int(places.atom.max(initial=0)) + 1
    key = entries.key[near.row] * width + near.atom
    return _Entries(entries.project[near.row], key)


def _join(left: _Entries, right: _Entries, limit: Limit) -> IntArray:
    """Return the pairs under each key, as many as the limit allows."""
    order = np.lexsort((right.project, right.key))
    keys = right.key[order]
    first = np.searchsorted(keys, left.key, side="left")
    counts = limit(np.searchsorted(keys, left.key, side="right") - first)
    other = right.project[order[_spread(first, counts)]]
    return np.stack([np.repeat(left.project, counts), other])


def _spread(start: IntArray, counts: IntArray) -> IntArray:
    total = int(counts.sum())
    return np.repeat(start - np.cumsum(counts) + counts, counts) + np.arange(total)
