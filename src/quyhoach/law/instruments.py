"""Instruments and their provisions, and which of them were in force on a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import IntEnum, StrEnum

from quyhoach.law.certainty import SourceKind, Text

__all__ = [
    "Citation",
    "Effect",
    "Instrument",
    "Level",
    "Precedence",
    "Provision",
    "Scope",
    "StatusAfter",
    "cite",
    "holds",
]


class Level(IntEnum):
    """Where an instrument stands, highest first."""

    LAW = 0
    NATIONAL = 1
    REGION = 2
    SECTOR = 3
    PROVINCE = 4
    LOCAL = 5


class StatusAfter(StrEnum):
    """What became of an instrument after its last known day of force."""

    IN_FORCE = "in_force"
    REPLACED = "replaced"
    NEEDS_LEGAL_REVIEW = "needs_legal_review"


class Effect(StrEnum):
    """What a provision does with that which falls inside its scope."""

    ADMITS = "admits"
    FORBIDS = "forbids"
    REQUIRES = "requires"
    STATES = "states"


def holds(begin: date | None, end: date | None, on: date) -> bool:
    """Return whether a day lies in a period, both ends included, ``None`` open.

    Parameters
    ----------
    begin : date or None
        First day; ``None`` is ever before.
    end : date or None
        Last day; ``None`` is ever after.
    on : date
        The day asked about.

    Returns
    -------
    bool
        True where it lies inside.

    Examples
    --------
    >>> holds(date(2026, 3, 1), None, date(2026, 3, 1))
    True
    >>> holds(None, date(2026, 2, 28), date(2026, 3, 1))
    False
    """
    return (begin is None or begin <= on) and (end is None or on <= end)


@dataclass(frozen=True, slots=True, kw_only=True)
class Instrument:
    """One legal paper, known by number, issuer and date together.

    Parameters
    ----------
    id : str
        Key inside the package.
    number, issuer : str
        As printed; numbers repeat, so neither is a key alone.
    signed : date, optional
        The day it was signed.
    title, title_en : str
        Own words, Vietnamese and English.
    level : Level
        Its place in the hierarchy.
    in_force_from, in_force_to : date, optional
        Days of force, both included; ``None`` is open or not known.
    status_after : StatusAfter
        What holds from ``review_from`` on.
    review_from : date, optional
        First day on which ``status_after`` counts.
    review_reason : str
        Why a person must look at it.
    text : Text
        How its wording is known to us.
    source_kind : SourceKind
        What the entry was taken from.
    source : str
        Where that can be looked up.
    """

    id: str
    number: str
    issuer: str
    signed: date | None
    title: str
    title_en: str = ""
    level: Level = Level.PROVINCE
    in_force_from: date | None = None
    in_force_to: date | None = None
    status_after: StatusAfter = StatusAfter.IN_FORCE
    review_from: date | None = None
    review_reason: str = ""
    text: Text = Text.MISSING
    source_kind: SourceKind = SourceKind.ASSUMPTION
    source: str = ""

    def in_force(self, on: date) -> bool:
        """Return whether it holds on a day."""
        return holds(self.in_force_from, self.in_force_to, on)

    def needs_review(self, on: date) -> bool:
        """Return whether a person must say first if it holds that day.

        So it is where its status says so, and where its first day is not known.
        """
        review = self.status_after is StatusAfter.NEEDS_LEGAL_REVIEW
        later = review and self.review_from is not None and self.review_from <= on
        return later or self.in_force_from is None


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """What a provision declares itself to be about; empty means without limit.

    Parameters
    ----------
    sectors : tuple of str
        Codes of the sector tree; ``energy`` takes in ``energy.wind``.
    places : tuple of str
        Unit codes; empty is the whole province.
    along : tuple of str
        Corridors it must lie along: a place that unit names cannot settle.
    phases : tuple of str
        Phase ids; empty is the plan's whole period.
    capital : tuple of str
        ``public``, ``private``; empty is either.
    subject_to : str
        Instrument whose list must hold the project first; empty for none.
    """

    sectors: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    along: tuple[str, ...] = ()
    phases: tuple[str, ...] = ()
    capital: tuple[str, ...] = ()
    subject_to: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Provision:
    """One sentence of an instrument, in our own words, with where it stands.

    Parameters
    ----------
    id, instrument : str
        Its key, and the key of its instrument.
    article, clause, point : str
        As printed; empty where we do not know them.
    anchor : str
        Paragraph and sentence of the reading copy, ``"p9.s1"``; empty for none.
    gist, gist_en : str
        What it says, our words, Vietnamese and English.
    effect : Effect
        What it does with its scope.
    scope : Scope
        What it is about.
    in_force_from, in_force_to : date, optional
        Its own days of force where they differ from the instrument's.
    text : Text
        How its wording is known to us.
    source_kind : SourceKind
        What the entry was taken from.
    source : str
        Where that can be looked up.
    """

    id: str
    instrument: str
    article: str = ""
    clause: str = ""
    point: str = ""
    anchor: str = ""
    gist: str = ""
    gist_en: str = ""
    effect: Effect = Effect.STATES
    scope: Scope = Scope()
    in_force_from: date | None = None
    in_force_to: date | None = None
    text: Text = Text.MISSING
    source_kind: SourceKind = SourceKind.ASSUMPTION
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Precedence:
    """Which of two levels prevails, from when to when, and who decides.

    Parameters
    ----------
    upper, lower : Level
        The two levels, the higher first.
    prevails : str
        ``upper``, ``lower``, or ``decided`` where a named body decides each case.
    decided_by : str
        That body; empty otherwise.
    provision : str
        The provision that says so.
    in_force_from, in_force_to : date, optional
        Its days of force.
    """

    upper: Level
    lower: Level
    prevails: str
    decided_by: str = ""
    provision: str = ""
    in_force_from: date | None = None
    in_force_to: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """What a reader is shown: instrument and place in it, with its days of force.

    Parameters
    ----------
    instrument, number, issuer, date : str
        The paper; ``date`` is ISO, empty where not known.
    provision : str
        Article, clause and point, or the anchor of the reading copy.
    in_force_from, in_force_to : str
        ISO, empty is open or not known.
    text : str
        How the wording is known.
    gist : str
        What it says, our words.
    """

    instrument: str
    number: str
    issuer: str
    date: str
    provision: str
    in_force_from: str
    in_force_to: str
    text: str
    gist: str


def cite(provision: Provision, instrument: Instrument) -> Citation:
    """Return the citation of a provision.

    Parameters
    ----------
    provision : Provision
        The provision.
    instrument : Instrument
        The instrument it stands in.

    Returns
    -------
    Citation
        In force as the provision says, else as its instrument; no better read than
        either.

    Examples
    --------
    >>> paper = Instrument(id="q", number="1371/QĐ-TTg", issuer="TTg",
    ...                    signed=date(2024, 11, 13), title="Kế hoạch")
    >>> cite(Provision(id="p", instrument="q", anchor="p4.s1"), paper).provision
    'p4.s1'
    >>> read = Provision(id="p", instrument="q", article="3", clause="2", anchor="p4")
    >>> cite(read, paper).provision
    '3.2'
    """
    parts = (provision.article, provision.clause, provision.point)
    begin = provision.in_force_from or instrument.in_force_from
    end = provision.in_force_to or instrument.in_force_to
    return Citation(
        instrument=instrument.id,
        number=instrument.number,
        issuer=instrument.issuer,
        date=_iso(instrument.signed),
        provision=".".join(part for part in parts if part) or provision.anchor,
        in_force_from=_iso(begin),
        in_force_to=_iso(end),
        text=max(provision.text, instrument.text).name.lower(),
        gist=provision.gist,
    )


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""
