"""Own who works here: bodies in a tree, and what each person may do in them."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models

__all__ = ["Body", "Member"]


class Body(models.Model):
    """A body of the organisation: province, department, board or commune.

    Parameters
    ----------
    code : str
        Its key; a commune has the code of its administrative unit.
    name, name_en : str
        Official names.
    kind : str
        ``province``, ``department``, ``board`` or ``commune``.
    parent : Body, optional
        What it answers to; none for the province.
    path : str
        Keys from the top down, each closed by a slash: all below one begin with it.
    follows : Body, optional
        The body whose work it took over.
    ended : date, optional
        Its last day.
    """

    class Kind(models.TextChoices):
        """What a body is."""

        PROVINCE = "province"
        DEPARTMENT = "department"
        BOARD = "board"
        COMMUNE = "commune"

    code = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200, blank=True)
    kind = models.CharField(max_length=12, choices=Kind.choices)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="parts"
    )
    path = models.CharField(max_length=400, unique=True)
    follows = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="followed_by"
    )
    ended = models.DateField(null=True, blank=True)

    class Meta:
        """Order of a list."""

        ordering: ClassVar[list[str]] = ["path"]

    def __str__(self) -> str:
        return self.name

    def holds(self, other: Body) -> bool:
        """Tell whether another body is this one or below it."""
        return other.path.startswith(self.path)


class Member(models.Model):
    """A person in a body, with one role there.

    Parameters
    ----------
    user : User
        Who logs in.
    body : Body
        Where this person works.
    scope : Body, optional
        What the person acts for where that is more than the body: a planning officer
        of a department acts for the province.
    role : str
        ``reader``, ``officer``, ``approver`` or ``administrator``, each may what the
        one before may.
    """

    class Role(models.TextChoices):
        """What a person may do, least first."""

        READER = "reader"
        OFFICER = "officer"
        APPROVER = "approver"
        ADMINISTRATOR = "administrator"

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="member"
    )
    body = models.ForeignKey(Body, models.PROTECT, related_name="members")
    scope = models.ForeignKey(
        Body, models.PROTECT, null=True, blank=True, related_name="acted_for_by"
    )
    role = models.CharField(max_length=14, choices=Role.choices)

    def __str__(self) -> str:
        return f"{self.user} · {self.body}"

    @property
    def acts_for(self) -> Body:
        """The body over whose part of the tree the rights of this person reach."""
        return self.scope or self.body
