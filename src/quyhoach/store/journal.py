"""Own the journal: acts are added one by one, and their tree can be proved."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db import connection, transaction

from quyhoach.store.journal_rows import Entry
from quyhoach.store.merkle import Tree, leaf_hash

__all__ = ["Act", "append", "leaves", "standing", "text_of", "tree"]

_LOCK = 1371


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """What one did, before it stands in the journal.

    Parameters
    ----------
    at : datetime
        When, with its time zone.
    actor, body : str
        Who, and in which body.
    verb, about : str
        What was done to what.
    before, after : object
        Plain values for JSON; ``None`` where nothing stood or stands there.
    reason : str
        Why.
    """

    at: datetime
    actor: str
    body: str = ""
    verb: str
    about: str
    before: Any = None
    after: Any = None
    reason: str = ""


def append(act: Act) -> Entry:
    """Add an act to the journal; inside one transaction with what it did.

    Parameters
    ----------
    act : Act
        What was done.

    Returns
    -------
    Entry
        The row, with its place in the tree.

    Raises
    ------
    TransactionManagementError
        No transaction is open: the act and its effect must be kept together.
    """
    _alone()
    last = Entry.objects.order_by("-index").values_list("index", flat=True).first()
    index = 0 if last is None else last + 1
    words = {name: getattr(act, name) for name in Act.__slots__}
    entry = Entry(index=index, **words, leaf=leaf_hash(text_of(index, act)))
    entry.save(force_insert=True)
    return entry


def _alone() -> None:
    """Let one writer in at a time, to the end of its transaction."""
    if not connection.in_atomic_block:
        reason = "the journal is written inside a transaction"
        raise transaction.TransactionManagementError(reason)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])


def text_of(index: int, act: Act | Entry) -> bytes:
    """Return an act as the bytes that its leaf is the hash of.

    Parameters
    ----------
    index : int
        Its place in the tree.
    act : Act or Entry
        The act.

    Returns
    -------
    bytes
        JSON in UTF-8: sorted keys, no spaces, the moment in UTC.

    Examples
    --------
    >>> moment = datetime(2026, 11, 23, 8, tzinfo=UTC)
    >>> text_of(0, Act(at=moment, actor="An", verb="log.in", about="person:An"))[:40]
    b'{"about":"person:An","actor":"An","after'
    """
    plain = {
        "index": index,
        "at": act.at.astimezone(UTC).isoformat(timespec="microseconds"),
        **{
            name: getattr(act, name)
            for name in ("actor", "body", "verb", "about", "before", "after", "reason")
        },
    }
    return json.dumps(
        plain, ensure_ascii=False, sort_keys=True, separators=(",", ":")
    ).encode()


def leaves() -> Iterator[bytes]:
    """Yield the leaves in order, as they are stored."""
    rows = Entry.objects.order_by("index").values_list("leaf", flat=True)
    for leaf in rows.iterator(chunk_size=10_000):
        yield bytes(leaf)


def tree() -> Tree:
    """Return the tree over all entries, from their stored leaves.

    Returns
    -------
    Tree
        One leaf an entry.
    """
    return Tree(leaves())


def standing() -> tuple[int, str]:
    """Return the size and the root of the journal, for a paper to carry.

    Returns
    -------
    tuple
        Number of entries, and the root in hexadecimal.
    """
    grown = tree()
    return len(grown), grown.root().hex()
