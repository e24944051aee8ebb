"""Own the search for what was changed behind the journal's back."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from quyhoach.store.digests import RECORD, common_digest, fact_digest
from quyhoach.store.facts import ProjectFact
from quyhoach.store.journal import text_of
from quyhoach.store.journal_rows import Entry
from quyhoach.store.merkle import leaf_hash
from quyhoach.store.runs import Override, Paper

__all__ = ["faults"]


def faults() -> Iterator[str]:
    """Yield a sentence for all that does not agree with the journal.

    Yields
    ------
    str
        Entries that are missing, changed or out of order; facts, overrides and papers
        that are not as the act that made them says, or that no act made.
    """
    yield from _entries()
    yield from _facts()
    yield from _papers()


def _entries() -> Iterator[str]:
    expected = 0
    for entry in Entry.objects.order_by("index").iterator(chunk_size=5_000):
        if entry.index != expected:
            yield f"journal: entry {expected} is missing"
        expected = entry.index + 1
        if bytes(entry.leaf) != leaf_hash(text_of(entry.index, entry)):
            yield f"journal: entry {entry.index} was changed"


def _facts() -> Iterator[str]:
    """Compare each row with its own digest, and all of an act with the act's."""
    made: dict[int, list[str]] = {}
    for fact in ProjectFact.objects.order_by("id").iterator(chunk_size=2_000):
        if fact.digest != fact_digest(fact):
            yield f"facts: row {fact.pk} of {fact.project} was changed"
        made.setdefault(fact.entry_id, []).append(fact.digest)
    for entry in Entry.objects.filter(verb=RECORD).iterator():
        own = made.pop(entry.index, [])
        said = {"count": len(own), "digest": common_digest(own)}
        if entry.after != said:
            yield f"facts: entry {entry.index} made other rows than there are"
    for index in sorted(made):
        yield f"facts: entry {index} made no rows, and yet there are some"


def _papers() -> Iterator[str]:
    for paper in Paper.objects.order_by("id").iterator(chunk_size=50):
        digest = hashlib.sha256(bytes(paper.content)).hexdigest()
        stated = (paper.entry.after or {}).get("digest")
        if not digest == paper.digest == stated:
            yield f"papers: {paper.pk} is not as it was issued"
    for made in Override.objects.select_related("entry").order_by("id").iterator():
        stated = made.entry.after or {}
        told = {name: getattr(made, name) for name in ("outcome", "why", "reason_code")}
        if any(stated.get(name) != value for name, value in told.items()):
            yield f"overrides: {made.pk} is not as it was made"
