"""Own the facts as rows: what held when, and since when we know it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from quyhoach.store.journal_rows import Entry, NeverChanged
from quyhoach.store.people import Body

__all__ = ["Package", "ProjectFact"]


class Package(models.Model):
    """A plan package that this office judges by.

    Parameters
    ----------
    name : str
        Its key in addresses: ``langson``.
    folder : str
        Name of a bundled case, or a folder below the office's home.
    title, title_en : str
        Of the plan.
    fictional : bool
        Invented, for training: nothing of it may be issued.
    digest : str
        SHA-256 of all its files, hexadecimal.
    """

    name = models.SlugField(max_length=60, unique=True)
    folder = models.CharField(max_length=400)
    title = models.CharField(max_length=300)
    title_en = models.CharField(max_length=300, blank=True)
    fictional = models.BooleanField(default=False)
    digest = models.CharField(max_length=64)

    class Meta:
        """Real plans first."""

        ordering: ClassVar[list[str]] = ["fictional", "name"]

    def __str__(self) -> str:
        return self.title


class ProjectFact(NeverChanged):
    """What was known of a project for a while: one row of two times.

    Parameters
    ----------
    package : Package
        The plan whose portfolio it is in.
    project : str
        Its key.
    valid_from, valid_to : date, optional
        The days for which it holds, both included; open where empty.
    recorded_at : datetime
        Since when it is known.
    withdrawn : bool
        The project is known not to be in the portfolio.
    entry : Entry
        The act that recorded it.
    body : Body, optional
        Whose project it is: rights follow the tree.
    communes : str
        Keys of the present communes it may lie in, each between semicolons.
    disclosure : str
        ``public`` or ``internal``; what may never be stored is not.
    name, kind, sector, status : str
        As in `record`, for lists.
    capital_dong : int, optional
        Whole đồng, for lists.
    folded : str
        Name, key and numbers without diacritics, for search.
    record : JSON
        Every field of the project as read; numbers with their printed digits as text.
    wkb : bytes, optional
        The footprint in metres, EPSG:9215.
    epsg : int, optional
        Its reference system.
    west, south, east, north : float, optional
        Its box in metres, EPSG:9215.
    digest : str
        SHA-256 of the fields and the shape, hexadecimal; it stands in the journal.
    """

    package = models.ForeignKey(Package, models.PROTECT, related_name="facts")
    project = models.CharField(max_length=120)
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)
    recorded_at = models.DateTimeField()
    withdrawn = models.BooleanField(default=False)
    entry = models.ForeignKey(Entry, models.PROTECT, related_name="facts")
    body = models.ForeignKey(Body, models.PROTECT, null=True, related_name="facts")
    communes = models.TextField(blank=True)
    disclosure = models.CharField(max_length=8, default="internal")
    name = models.CharField(max_length=1000)
    kind = models.CharField(max_length=12)
    sector = models.CharField(max_length=80, blank=True)
    status = models.CharField(max_length=300, blank=True)
    capital_dong = models.BigIntegerField(null=True)
    folded = models.TextField()
    record = models.JSONField()
    wkb = models.BinaryField(null=True)
    epsg = models.IntegerField(null=True)
    west = models.FloatField(null=True)
    south = models.FloatField(null=True)
    east = models.FloatField(null=True)
    north = models.FloatField(null=True)
    digest = models.CharField(max_length=64)

    class Meta:
        """The latest that covers a day is found by this index."""

        ordering: ClassVar[list[str]] = ["id"]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=["package", "project", "recorded_at"], name="fact_project"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.project} · {self.recorded_at.date()}"
