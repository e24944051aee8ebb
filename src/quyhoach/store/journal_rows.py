"""Own the journal as rows: one an act, in the order of a tree that only grows."""

from __future__ import annotations

from typing import Any, ClassVar, NoReturn

from django.db import models

__all__ = ["Entry", "NeverChanged"]


class NeverChanged(models.Model):
    """A row that is added once: saving again and deleting are refused."""

    class Meta:
        """No table of its own."""

        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401
        """Add the row.

        Raises
        ------
        TypeError
            It is there already: add another one that says what changed.
        """
        if not self._state.adding:
            self._refuse()
        super().save(*args, **kwargs)

    def delete(self, *_: Any, **__: Any) -> NoReturn:  # noqa: ANN401
        """Refuse.

        Raises
        ------
        TypeError
            Always.
        """
        self._refuse()

    def _refuse(self) -> NoReturn:
        reason = f"a row of {type(self).__name__} is added once and never changed"
        raise TypeError(reason)


class Entry(NeverChanged):
    """One act: who did what to what, why, and the digests of the facts.

    Parameters
    ----------
    index : int
        Place in the tree, from 0, without gaps.
    at : datetime
        When, with its time zone.
    actor, body : str
        Name of the person, key of the body; ``máy`` where nobody acted.
    verb : str
        What was done, such as ``project.import``.
    about : str
        What it was done to, such as ``project:LS-P001``.
    before, after : JSON
        What stood there and what stands there now; digests of facts among it.
    reason : str
        Why, in the person's words.
    leaf : bytes
        Hash of all of this, as the tree holds it.
    """

    index = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField()
    actor = models.CharField(max_length=150)
    body = models.CharField(max_length=40, blank=True)
    verb = models.CharField(max_length=40)
    about = models.CharField(max_length=200)
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)
    reason = models.TextField(blank=True)
    leaf = models.BinaryField(max_length=32)

    class Meta:
        """Order of a list, and what is asked for often."""

        ordering: ClassVar[list[str]] = ["index"]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["about", "index"], name="entry_about")
        ]

    def __str__(self) -> str:
        return f"{self.index} {self.verb} {self.about}"
