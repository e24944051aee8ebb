"""Judge the office's portfolio on a day and keep what was said, step by step."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime
from itertools import islice
from typing import Any

from quyhoach import __version__
from quyhoach.actions.check_projects import Loaded, answer, check
from quyhoach.actions.plan_of import plan_of
from quyhoach.actions.show_check import shapes_of
from quyhoach.intake.filed import from_plain
from quyhoach.intake.filed_columns import columns
from quyhoach.store.facts import Package, ProjectFact
from quyhoach.store.portfolios import holding
from quyhoach.store.runs import Run, Said

__all__ = ["ask_for_run", "judge_run", "stored_portfolio"]

_BATCH = 200
_REST = ("not_judged", "issues", "rules_not_in_force", "ask")


def stored_portfolio(package: Package, *, on: date, known: datetime) -> Loaded:
    """Return a plan and the office's projects as they hold on a day.

    Parameters
    ----------
    package : Package
        The plan in the office.
    on : date
        The day.
    known : datetime
        As known then.

    Returns
    -------
    Loaded
        In the order of the projects' keys.

    Raises
    ------
    BadPackage
        The package was changed on disk and has faults now.
    """
    plan = plan_of(package)
    rows = holding(package, on=on, known=known)
    filed = [_filed(row) for row in rows.iterator(chunk_size=2_000)]
    return Loaded(plan, columns(filed, plan.units))


def _filed(row: ProjectFact) -> Any:  # noqa: ANN401
    return from_plain(row.record, None if row.wkb is None else bytes(row.wkb))


def ask_for_run(
    package: Package,
    *,
    on: date,
    now: datetime,
    by: str,
    title: str,
    known: datetime | None = None,
    uploaded: bool = False,
) -> Run:
    """Return a new run that waits to be judged.

    Parameters
    ----------
    package : Package
        The plan.
    on : date
        The day judged.
    now : datetime
        The moment it is asked for.
    by : str
        Who asks.
    title : str
        What is judged.
    known : datetime, optional
        As known then; ``None`` is now.
    uploaded : bool
        The projects came in a file.

    Returns
    -------
    Run
        In state ``waiting``.
    """
    return Run.objects.create(
        package=package,
        on=on,
        known=known or now,
        by=by,
        title=title,
        uploaded=uploaded,
        asked_at=now,
        software=__version__,
    )


def judge_run(
    run: Run,
    *,
    now: Callable[[], datetime],
    load: Callable[[], Loaded] | None = None,
) -> Run:
    """Judge a run and keep what was said; how far it has come stands in its row.

    Parameters
    ----------
    run : Run
        A run that waits.
    now : callable
        The clock.
    load : callable, optional
        Gives plan and projects; the office's portfolio where it is not given.

    Returns
    -------
    Run
        ``done``; ``stopped`` where somebody stopped it, what was written stays.
    """
    _move(run, state=Run.State.RUNNING)
    loaded = (
        load() if load else stored_portfolio(run.package, on=run.on, known=run.known)
    )
    if not _move(run, total=len(loaded.portfolio)):
        return run
    (judged,) = check(loaded, [run.on])
    made = answer(loaded, judged, every=True, asks=True, streamed=True)
    shapes = shapes_of(judged)
    projects: Iterator[dict[str, Any]] = made["projects"]
    done = 0
    while some := list(islice(projects, _BATCH)):
        Said.objects.bulk_create([_said(run, one, shapes) for one in some])
        done += len(some)
        if not _move(run, done=done):
            _move(run, ended_at=now())
            return run
    counts, rest = made["summary"], {key: made[key] for key in _REST if key in made}
    _move(run, state=Run.State.DONE, counts=counts, rest=rest, ended_at=now())
    return run


def _move(run: Run, **changes: Any) -> bool:  # noqa: ANN401
    """Write how far a run has come; tell whether it may go on."""
    for name, value in changes.items():
        setattr(run, name, value)
    run.save(update_fields=list(changes))
    current = Run.objects.values_list("state", flat=True).get(pk=run.pk)
    run.state = current
    return current != Run.State.STOPPED


def _said(run: Run, one: dict[str, Any], shapes: Any) -> Said:  # noqa: ANN401
    return Said(
        run=run,
        project=one["id"],
        name=one["name"],
        outcome=one["outcome"],
        force=one["force"],
        verdicts=one["verdicts"],
        shape=shapes.get(one["id"]),
    )
