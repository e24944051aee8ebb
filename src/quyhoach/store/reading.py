"""Own the questions that pages ask: the latest run of a day, its rows, what changed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from quyhoach.plan import fold
from quyhoach.store.facts import Package, ProjectFact
from quyhoach.store.people import Member
from quyhoach.store.portfolios import holding
from quyhoach.store.rights import seen_by
from quyhoach.store.runs import Run, Said

__all__ = ["Wanted", "latest_run", "said_of", "stale"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which rows of a run are asked for.

    Parameters
    ----------
    text : str
        Words that name, key or numbers must hold, diacritics aside.
    outcome, force : str
        Empty is any.
    """

    text: str = ""
    outcome: str = ""
    force: str = ""


def latest_run(package: Package, on: date) -> Run | None:
    """Return the newest finished run of the portfolio on a day.

    Parameters
    ----------
    package : Package
        The plan.
    on : date
        The day judged.

    Returns
    -------
    Run or None
        ``None`` where that day was never judged.
    """
    done = Run.objects.filter(
        package=package, on=on, uploaded=False, state=Run.State.DONE
    )
    return done.first()


def stale(run: Run) -> bool:
    """Tell whether a fact was recorded since a run was made.

    Parameters
    ----------
    run : Run
        A finished run.

    Returns
    -------
    bool
        True where judging again may say something else.
    """
    later = ProjectFact.objects.filter(package=run.package, recorded_at__gt=run.known)
    return later.exists()


def said_of(run: Run, wanted: Wanted, member: Member) -> QuerySet[Said]:
    """Return the rows of a run that are asked for and that a person may see.

    Parameters
    ----------
    run : Run
        The run.
    wanted : Wanted
        What is asked for.
    member : Member
        Who asks.

    Returns
    -------
    QuerySet
        In the order of the run.
    """
    held = holding(run.package, on=run.on, known=run.known).filter(seen_by(member))
    rows = run.said.filter(project__in=held.values("project"))
    if wanted.outcome:
        rows = rows.filter(outcome=wanted.outcome)
    if wanted.force:
        rows = rows.filter(force=wanted.force)
    for word in fold(wanted.text).split():
        rows = rows.filter(
            project__in=held.filter(folded__contains=word).values("project")
        )
    return rows
