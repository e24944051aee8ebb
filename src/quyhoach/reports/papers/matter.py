"""What every paper is made of: an answer, the papers that it cites, and the office."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from quyhoach.errors import BadInput
from quyhoach.law import Instrument
from quyhoach.reports import values as show
from quyhoach.reports.office import BLANK, Office
from quyhoach.reports.paper import (
    Block,
    Paper,
    Paragraph,
    Run,
)
from quyhoach.reports.phrases import Phrases, phrases

__all__ = ["Matter", "Plain", "capital", "named", "say_of", "text", "whole"]

Plain = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """What a paper is made of.

    Parameters
    ----------
    answer : Mapping
        Answer of a check with all verdicts and what to ask for.
    instruments : Mapping
        Id to the papers of the plan.
    office : Office
        Who writes; empty values become dots.
    lang : str
        ``vi`` or ``en``.
    dated : date, optional
        The day of the paper; ``None`` is left to be written.
    files : tuple of str
        Names of the project files, without folders; empty for the plan's own list.
    only : str
        The one project it is about; empty for all.
    """

    answer: Plain
    instruments: Mapping[str, Instrument] = field(default_factory=dict)
    office: Office = field(default_factory=Office)
    lang: str = "vi"
    dated: date | None = None
    files: tuple[str, ...] = ()
    only: str = ""

    def projects(self) -> list[Plain]:
        """Return the judged projects that the paper is about."""
        some = self.answer.get("projects") or ()
        return [one for one in some if self.only in ("", one["id"])]

    def apart(self) -> list[Plain]:
        """Return those that were not judged."""
        some = self.answer.get("not_judged") or ()
        return [one for one in some if self.only in ("", one["id"])]

    def the_one(self) -> tuple[Plain, Plain | None]:
        """Return the one project, and its row of those not judged if it is there.

        Raises
        ------
        BadInput
            There is no such project: choose one of those named.
        """
        for one in self.projects() if self.only else ():
            return one, None
        for one in self.apart() if self.only else ():
            return one, one
        some = (*self.answer["projects"], *self.answer["not_judged"])
        known = sorted(str(one["id"]) for one in some)
        reason = "không có dự án này" if self.only else "phải nêu một dự án"
        cure = f"dùng --project với: {', '.join(known[:9])} …" if known else ""
        raise BadInput(reason, value=self.only, cure=cure)

    def asks(self) -> list[tuple[Plain, list[Plain]]]:
        """Return what to ask for, with the verdicts it settles among the projects."""
        made = []
        for ask in self.answer.get("ask") or ():
            marks = [m for m in ask["verdicts"] if self.only in ("", m["project"])]
            if marks:
                made.append((ask, marks))
        return sorted(made, key=lambda pair: -len(pair[1])) if self.only else made


def named(thing: Plain, lang: str, key: str = "name") -> str:
    """Return a name in the language asked, or in Vietnamese.

    Parameters
    ----------
    thing : Mapping
        With ``name`` and perhaps ``name_en``.
    lang : str
        Language.
    key : str
        Another key than ``name``.

    Returns
    -------
    str
        On one line.

    Examples
    --------
    >>> named({"name": "Kho", "name_en": "Store"}, "en"), named({"name": "Kho"}, "en")
    ('Store', 'Kho')
    """
    english = show.one_line(thing.get(f"{key}_en")) if lang == "en" else ""
    return english or show.one_line(thing.get(key))


def capital(words: str) -> str:
    """Return a text that begins with a capital, the rest as it is.

    Parameters
    ----------
    words : str
        A text.

    Returns
    -------
    str
        Empty stays empty.

    Examples
    --------
    >>> capital("phụ lục II"), capital("")
    ('Phụ lục II', '')
    """
    return words[:1].upper() + words[1:]


def say_of(matter: Matter, kind: str) -> Phrases:
    """Return the sentences of a paper, filled with what all papers can name.

    Parameters
    ----------
    matter : Matter
        What it is made of.
    kind : str
        Which paper.

    Returns
    -------
    Phrases
        With plan, days and body.
    """
    answer, lang = matter.answer, matter.lang
    said = phrases(kind, lang)
    days = {
        "on": show.day(answer.get("on"), lang),
        "known": show.day(answer.get("known"), lang),
        "compiled": show.day(answer["plan"].get("compiled"), lang),
    }
    return said.filled(
        plan=named(answer["plan"], lang, "title"),
        body=matter.office.body or BLANK * 3,
        blank=BLANK * 2,
        **days,
    )


def text(words: str, *, italic: bool = False, note: bool = False) -> Paragraph:
    """Return a paragraph of one look.

    Parameters
    ----------
    words : str
        The words.
    italic, note : bool
        Its look.

    Returns
    -------
    Paragraph
        With one run.
    """
    return Paragraph((Run(words, italic=italic),), note)


def whole(
    matter: Matter, say: Phrases, kind: str, title: str, blocks: Iterable[Block]
) -> Paper:
    """Return a paper with the mark of an invented plan.

    Parameters
    ----------
    matter : Matter
        What it is made of.
    say : Phrases
        Its sentences.
    kind, title : str
        Of the paper.
    blocks : Iterable of Block
        In their order.

    Returns
    -------
    Paper
        Ready to be drawn.
    """
    invented = bool(matter.answer.get("fictional"))
    return Paper(
        kind=kind,
        lang=matter.lang,
        title=title,
        blocks=tuple(blocks),
        mark=say.say("fictional") if invented else "",
    )
