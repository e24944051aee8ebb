"""Own the journal's tree: entries in, one root out, and short proofs of both."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

__all__ = ["EMPTY_ROOT", "Tree", "leaf_hash"]

_LEAF, _NODE = b"\x00", b"\x01"

EMPTY_ROOT = hashlib.sha256(b"").digest()
"""Root of a tree without entries."""


def leaf_hash(entry: bytes) -> bytes:
    """Return the hash by which an entry stands in the tree.

    Parameters
    ----------
    entry : bytes
        The entry as it is stored.

    Returns
    -------
    bytes
        32 bytes, SHA-256 of a zero byte and the entry.

    Notes
    -----
    RFC 9162, section 2.1.1.

    Examples
    --------
    >>> leaf_hash(b"").hex()[:16]
    '6e340b9cffb37a98'
    """
    return hashlib.sha256(_LEAF + entry).digest()


class Tree:
    """An append-only Merkle tree over entries.

    Parameters
    ----------
    leaves : Iterable of bytes
        Hashes of the entries so far, in order, as `leaf_hash` gives them.

    Notes
    -----
    RFC 9162, section 2.1. Every full subtree is hashed once and kept: appending costs
    one hash on average, a root or a proof one per level.

    Examples
    --------
    >>> tree = Tree()
    >>> tree.append(leaf_hash(b"a")), tree.append(leaf_hash(b"b"))
    (0, 1)
    >>> tree.inclusion(0) == [leaf_hash(b"b")]
    True
    >>> tree.inclusion(2)
    Traceback (most recent call last):
    IndexError: entry 2 is not among 2
    """

    def __init__(self, leaves: Iterable[bytes] = ()) -> None:
        self._levels: list[list[bytes]] = [[]]
        for leaf in leaves:
            self.append(leaf)

    def __len__(self) -> int:
        return len(self._levels[0])

    def append(self, leaf: bytes) -> int:
        """Add the hash of an entry; return its index, from 0."""
        level = 0
        hashed = leaf
        self._levels[0].append(hashed)
        while len(self._levels[level]) % 2 == 0:
            hashed = _node(self._levels[level][-2], hashed)
            level += 1
            if level == len(self._levels):
                self._levels.append([])
            self._levels[level].append(hashed)
        return len(self) - 1

    def leaf(self, index: int) -> bytes:
        """Return the hash of an entry; IndexError where there is none."""
        return self._levels[0][index]

    def root(self, size: int | None = None) -> bytes:
        """Return the root over the first entries, of all where no size is given.

        Parameters
        ----------
        size : int, optional
            How many entries; at most those there are.

        Returns
        -------
        bytes
            32 bytes; `EMPTY_ROOT` for none.

        Raises
        ------
        IndexError
            More than there are.
        """
        count = len(self) if size is None else size
        if not 0 <= count <= len(self):
            reason = f"{count} entries are not among {len(self)}"
            raise IndexError(reason)
        return self._range(0, count) if count else EMPTY_ROOT

    def inclusion(self, index: int, size: int | None = None) -> list[bytes]:
        """Return what proves that an entry stands in the tree.

        Parameters
        ----------
        index : int
            Of the entry, from 0.
        size : int, optional
            Size of the tree proved for; all entries where it is not given.

        Returns
        -------
        list of bytes
            Hashes from the leaf up; empty for the only entry.

        Raises
        ------
        IndexError
            There is no such entry in a tree of that size.
        """
        count = len(self) if size is None else size
        if not 0 <= index < count <= len(self):
            reason = f"entry {index} is not among {min(count, len(self))}"
            raise IndexError(reason)
        return self._path(index, 0, count)

    def consistency(self, first: int, second: int | None = None) -> list[bytes]:
        """Return what proves that an earlier tree is the beginning of a later one.

        Parameters
        ----------
        first : int
            Size of the earlier tree, at least 1.
        second : int, optional
            Size of the later tree; all entries where it is not given.

        Returns
        -------
        list of bytes
            Hashes; empty where both are the same.

        Raises
        ------
        IndexError
            Such sizes are not there.
        """
        count = len(self) if second is None else second
        if not 0 < first <= count <= len(self):
            reason = f"a tree of {first} is not the beginning of one of {count}"
            raise IndexError(reason)
        return self._grown(first, 0, count, known=True)

    def _range(self, begin: int, end: int) -> bytes:
        """Hash the entries from begin to before end, a range that a split gave."""
        size = end - begin
        if size & (size - 1) == 0:
            level = size.bit_length() - 1
            return self._levels[level][begin >> level]
        middle = begin + _split(size)
        return _node(self._range(begin, middle), self._range(middle, end))

    def _path(self, index: int, begin: int, end: int) -> list[bytes]:
        if end - begin == 1:
            return []
        middle = begin + _split(end - begin)
        if index < middle:
            return [*self._path(index, begin, middle), self._range(middle, end)]
        return [*self._path(index, middle, end), self._range(begin, middle)]

    def _grown(self, first: int, begin: int, end: int, *, known: bool) -> list[bytes]:
        if first == end:
            return [] if known else [self._range(begin, end)]
        middle = begin + _split(end - begin)
        if first <= middle:
            inner = self._grown(first, begin, middle, known=known)
            return [*inner, self._range(middle, end)]
        inner = self._grown(first, middle, end, known=False)
        return [*inner, self._range(begin, middle)]


def _node(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(_NODE + left + right).digest()


def _split(size: int) -> int:
    """Return the largest power of two below a size of at least two."""
    return 1 << ((size - 1).bit_length() - 1)
