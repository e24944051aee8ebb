"""Own the verdicts as rows: runs, what each said, who overrode it, and papers."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from quyhoach.store.facts import Package
from quyhoach.store.journal_rows import Entry, NeverChanged

__all__ = ["Override", "Paper", "Run", "Said"]


class Run(models.Model):
    """One judging of a portfolio on a day, with how far it has come.

    Parameters
    ----------
    package : Package
        The plan judged by.
    on : date
        The day judged.
    known : datetime
        As known then.
    by : str
        Who asked for it.
    title : str
        What it was of: the portfolio, or the name of a file.
    uploaded : bool
        The projects came in a file and are not in the portfolio.
    state : str
        ``waiting``, ``running``, ``done``, ``stopped`` or ``failed``.
    done, total : int
        Projects judged, and all of them; 0 not known.
    asked_at, ended_at : datetime
        When it was asked for, and when it ended.
    counts : JSON
        ``by_outcome``, ``by_rule``, ``by_force`` of the answer.
    rest : JSON
        What the answer says beside its projects: issues, not judged, what to ask for.
    software : str
        Version that judged.
    problem : str
        Why it failed, one line.
    """

    class State(models.TextChoices):
        """How far it has come."""

        WAITING = "waiting"
        RUNNING = "running"
        DONE = "done"
        STOPPED = "stopped"
        FAILED = "failed"

    package = models.ForeignKey(Package, models.PROTECT, related_name="runs")
    on = models.DateField()
    known = models.DateTimeField()
    by = models.CharField(max_length=150)
    title = models.CharField(max_length=300)
    uploaded = models.BooleanField(default=False)
    state = models.CharField(max_length=8, choices=State.choices, default="waiting")
    done = models.IntegerField(default=0)
    total = models.IntegerField(default=0)
    asked_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    counts = models.JSONField(default=dict)
    rest = models.JSONField(default=dict)
    software = models.CharField(max_length=40)
    problem = models.CharField(max_length=500, blank=True)

    class Meta:
        """Newest first."""

        ordering: ClassVar[list[str]] = ["-id"]

    def __str__(self) -> str:
        return f"{self.title} · {self.on}"


class Said(models.Model):
    """What a run said of one project.

    Parameters
    ----------
    run : Run
        The run.
    project, name : str
        Its key and name on that day.
    outcome, force : str
        Of the deciding verdict.
    verdicts : JSON
        All verdicts, as the contract has them.
    shape : JSON, optional
        The footprint as GeoJSON in WGS 84.
    """

    run = models.ForeignKey(Run, models.CASCADE, related_name="said")
    project = models.CharField(max_length=120)
    name = models.CharField(max_length=1000)
    outcome = models.CharField(max_length=9)
    force = models.CharField(max_length=10)
    verdicts = models.JSONField()
    shape = models.JSONField(null=True)

    class Meta:
        """One row a project."""

        ordering: ClassVar[list[str]] = ["id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["run", "project"], name="said_once")
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["run", "outcome", "force"], name="said_outcome")
        ]

    def __str__(self) -> str:
        return f"{self.project} · {self.outcome}"


class Override(NeverChanged):
    """A person's verdict beside the raw one, with the reason; the raw one stays.

    Parameters
    ----------
    package : Package
        The plan.
    project, rule, reason_code : str
        What is overridden: this rule's verdict for this reason.
    outcome : str
        What the person says instead; empty takes an override back.
    why : str
        The reason.
    entry : Entry
        The act.
    """

    package = models.ForeignKey(Package, models.PROTECT, related_name="overrides")
    project = models.CharField(max_length=120)
    rule = models.CharField(max_length=12)
    reason_code = models.CharField(max_length=80)
    outcome = models.CharField(max_length=9, blank=True)
    why = models.TextField()
    entry = models.ForeignKey(Entry, models.PROTECT, related_name="overrides")

    class Meta:
        """The last one counts."""

        ordering: ClassVar[list[str]] = ["id"]

    def __str__(self) -> str:
        return f"{self.project} {self.rule}"


class Paper(NeverChanged):
    """A paper as it was issued: the bytes, found again by their digest.

    Parameters
    ----------
    digest : str
        SHA-256 of the bytes, hexadecimal.
    kind, form : str
        ``report``, ``letter``, ``request`` or ``slip``; ``docx`` or ``pdf``.
    title : str
        For lists.
    run : Run
        The verdicts it rests on.
    project : str
        The project it is about; empty for the portfolio.
    content : bytes
        The paper.
    entry : Entry
        The act of issuing.
    """

    digest = models.CharField(max_length=64, unique=True)
    kind = models.CharField(max_length=10)
    form = models.CharField(max_length=5)
    title = models.CharField(max_length=300)
    run = models.ForeignKey(Run, models.PROTECT, related_name="papers")
    project = models.CharField(max_length=120, blank=True)
    content = models.BinaryField()
    entry = models.ForeignKey(Entry, models.PROTECT, related_name="papers")

    def __str__(self) -> str:
        return self.title
