"""Own the one door to the facts: which rows hold on a day, as known at a moment."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from django.db.models import F, OuterRef, Q, QuerySet, Subquery

from quyhoach.store.digests import RECORD, common_digest, fact_digest
from quyhoach.store.facts import Package, ProjectFact
from quyhoach.store.journal import Act, append
from quyhoach.store.journal_rows import Entry

__all__ = ["history", "holding", "record"]

_BATCH = 500


def holding(package: Package, *, on: date, known: datetime) -> QuerySet[ProjectFact]:
    """Return the rows that hold on a day, as known at a moment: one a project.

    Parameters
    ----------
    package : Package
        The plan whose portfolio is asked for.
    on : date
        The day.
    known : datetime
        Rows recorded later are not seen.

    Returns
    -------
    QuerySet
        Of the rows that cover the day the one recorded last; none for a project that
        is withdrawn then. In the order in which projects were first recorded.

    Notes
    -----
    Two rows recorded by one act may cover a day together; the later row counts.
    """
    seen = ProjectFact.objects.filter(
        Q(valid_from=None) | Q(valid_from__lte=on),
        Q(valid_to=None) | Q(valid_to__gte=on),
        package=package,
        recorded_at__lte=known,
    )
    latest = (
        seen.filter(project=OuterRef("project"))
        .order_by("-recorded_at", F("valid_from").desc(nulls_last=True), "-id")
        .values("id")[:1]
    )
    return seen.filter(id=Subquery(latest), withdrawn=False).order_by("project", "id")


def history(package: Package, project: str) -> QuerySet[ProjectFact]:
    """Return every row of a project, in the order of recording.

    Parameters
    ----------
    package : Package
        The plan.
    project : str
        Key of the project.

    Returns
    -------
    QuerySet
        Withdrawals among them.
    """
    rows = ProjectFact.objects.filter(package=package, project=project)
    return rows.select_related("entry").order_by("recorded_at", "id")


def record(act: Act, facts: Sequence[ProjectFact]) -> Entry:
    """Add rows by one act; one digest over them all stands in its entry.

    Parameters
    ----------
    act : Act
        Who records what about what, and why; ``after`` is set here.
    facts : Sequence of ProjectFact
        Unsaved rows.

    Returns
    -------
    Entry
        The act in the journal.

    Raises
    ------
    TransactionManagementError
        No transaction is open.
    """
    for fact in facts:
        fact.digest = fact_digest(fact)
    said = {"count": len(facts), "digest": common_digest(f.digest for f in facts)}
    entry = append(replace(act, verb=RECORD, after=said))
    for fact in facts:
        fact.entry = entry
    ProjectFact.objects.bulk_create(facts, batch_size=_BATCH)
    return entry
