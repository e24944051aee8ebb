"""Own the one question of rights: whether a person may do that to this."""

from __future__ import annotations

from enum import StrEnum

from django.db.models import Q

from quyhoach.store.facts import ProjectFact
from quyhoach.store.people import Body, Member

__all__ = ["Verb", "may", "seen_by", "within"]


class Verb(StrEnum):
    """What a person may want to do."""

    SEE = "see"
    CHECK = "check"
    RECORD = "record"
    OVERRIDE = "override"
    ISSUE = "issue"
    ADMINISTER = "administer"


_ROLES = (
    Member.Role.READER,
    Member.Role.OFFICER,
    Member.Role.APPROVER,
    Member.Role.ADMINISTRATOR,
)
_LEAST = {
    Verb.SEE: Member.Role.READER,
    Verb.CHECK: Member.Role.OFFICER,
    Verb.RECORD: Member.Role.OFFICER,
    Verb.OVERRIDE: Member.Role.APPROVER,
    Verb.ISSUE: Member.Role.APPROVER,
    Verb.ADMINISTER: Member.Role.ADMINISTRATOR,
}


def may(member: Member, verb: Verb, fact: ProjectFact | None = None) -> bool:
    """Tell whether a person may do something, to a project or at all.

    Parameters
    ----------
    member : Member
        The person.
    verb : Verb
        What.
    fact : ProjectFact, optional
        The project it is done to; ``None`` where it is done to none.

    Returns
    -------
    bool
        True where the role suffices and the project is within what the person acts
        for. A public project is seen by everyone who has a place in the office.
    """
    if _ROLES.index(Member.Role(member.role)) < _ROLES.index(_LEAST[verb]):
        return False
    if fact is None:
        return True
    if verb is Verb.SEE and fact.disclosure == "public":
        return True
    return within(member.acts_for, fact)


def within(body: Body, fact: ProjectFact) -> bool:
    """Tell whether a project is a body's: its own, of one below it, or on its ground.

    Parameters
    ----------
    body : Body
        The body.
    fact : ProjectFact
        The project.

    Returns
    -------
    bool
        A project without a known owner is the province's.
    """
    if body.kind == Body.Kind.PROVINCE:
        return True
    if body.kind == Body.Kind.COMMUNE and f";{body.code};" in fact.communes:
        return True
    return fact.body is not None and body.holds(fact.body)


def seen_by(member: Member) -> Q:
    """Return the condition under which rows of projects may be seen by a person.

    Parameters
    ----------
    member : Member
        The person.

    Returns
    -------
    Q
        The same answer as `may` gives for `Verb.SEE`, for the database.
    """
    body = member.acts_for
    if body.kind == Body.Kind.PROVINCE:
        return Q()
    seen = Q(disclosure="public") | Q(body__path__startswith=body.path)
    if body.kind == Body.Kind.COMMUNE:
        seen |= Q(communes__contains=f";{body.code};")
    return seen
