"""Own the work that does not happen while somebody waits for a page."""

from __future__ import annotations

from django.utils import timezone
from django_tasks import task

from quyhoach.actions.judge_portfolio import judge_run
from quyhoach.errors import QuyhoachError
from quyhoach.store.runs import Run

__all__ = ["judge_later"]


@task()
def judge_later(run: int) -> str:
    """Judge a run that waits; what went wrong stands in its row.

    Parameters
    ----------
    run : int
        Key of the run.

    Returns
    -------
    str
        Its state at the end.
    """
    waiting = Run.objects.select_related("package").get(pk=run)
    if waiting.state != Run.State.WAITING:
        return waiting.state
    try:
        judge_run(waiting, now=timezone.now)
    except QuyhoachError as trouble:
        waiting.state, waiting.problem = Run.State.FAILED, str(trouble)[:500]
        waiting.ended_at = timezone.now()
        waiting.save(update_fields=["state", "problem", "ended_at"])
    return waiting.state
