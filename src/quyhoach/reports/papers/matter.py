"""What every paper is made of: an answer, the papers that it cites, and the office."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from quyhoach.errors import BadInput
from quyhoach.law import Instrument
from quyhoach.reports import values as show
from quyhoach.reports.laws import law
from quyhoach.reports.office import BLANK, Office, dated, number_line
from quyhoach.reports.paper import (
    Annex,
    Bases,
    Block,
    Closing,
    Masthead,
    Paper,
    Paragraph,
    Run,
)
from quyhoach.reports.phrases import Phrases, phrases

__all__ = [
    "ROMAN",
    "Matter",
    "annexes",
    "bases",
    "capital",
    "cited",
    "closing",
    "instruments_of",
    "laws_of",
    "masthead",
    "named",
    "paper_of",
    "say_of",
    "text",
    "whole",
]

Plain = Mapping[str, Any]
ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII")
"""Numbers of annexes."""

# sign after the stroke of a number: kind of paper, Vietnamese and English
_KINDS = (
    (r"QH\d+$", "", ""),
    (r"NQ\b|NQ-|UBTVQH|/NQ", "Nghị quyết", "Resolution"),
    (r"/NĐ-", "Nghị định", "Decree"),
    (r"/QĐ-", "Quyết định", "Decision"),
    (r"/KH-", "Kế hoạch", "Plan"),
    (r"/TT-", "Thông tư", "Circular"),
)


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


def masthead(matter: Matter, say: Phrases, *, sign: str, subject: str = "") -> Masthead:
    """Return the head of a paper.

    Parameters
    ----------
    matter : Matter
        Who writes, and when.
    say : Phrases
        Its sentences.
    sign : str
        Sign of its kind; empty for letters.
    subject : str
        What a letter is about.

    Returns
    -------
    Masthead
        With dots for what is not known.
    """
    office, lang = matter.office, matter.lang
    return Masthead(
        parent=office.parent or BLANK * 4,
        body=office.body or BLANK * 4,
        number=number_line(office, sign, lang=lang),
        subject=subject,
        nation=say.say("nation"),
        motto=say.say("motto"),
        dated=f"{office.place or BLANK * 2}, {dated(matter.dated, lang=lang)}",
    )


def closing(matter: Matter, say: Phrases, *, letter: bool) -> Closing:
    """Return where the paper goes and who signs.

    Parameters
    ----------
    matter : Matter
        Who writes.
    say : Phrases
        Its sentences.
    letter : bool
        The first line of the list is "as above".

    Returns
    -------
    Closing
        With dots for what is not known.
    """
    office = matter.office
    names = [say.say("as_above")] if letter else []
    names += office.recipients or ([] if letter else [BLANK * 2])
    copies = f" ({office.copies})" if office.copies else ""
    lines = [f"- {name.rstrip(';.')};" for name in names]
    lines.append("- " + say.say("archive", unit=office.unit or BLANK, copies=copies))
    signs = (office.authority, office.signer_title or BLANK * 4)
    return Closing(
        lead=say.say("recipients"),
        recipients=tuple(lines),
        authority=tuple(filter(None, signs)),
        name=office.signer_name or BLANK * 4,
    )


def instruments_of(projects: Iterable[Plain]) -> dict[str, Plain]:
    """Return the papers that verdicts cite, by id, each with one of its citations.

    Parameters
    ----------
    projects : Iterable
        Projects of an answer.

    Returns
    -------
    dict
        In the order in which they are met.
    """
    found: dict[str, Plain] = {}
    for project in projects:
        for verdict in project["verdicts"]:
            for one in verdict["citations"]:
                found.setdefault(one["instrument"], one)
    return found


def _rank(matter: Matter, key: str) -> tuple[int, date, str]:
    known = matter.instruments.get(key)
    if known is None:
        return 9, date.max, key
    return int(known.level), known.signed or date.max, key


def paper_of(matter: Matter, citation: Plain, *, basis: bool = False) -> str:
    """Return a paper by its whole name, as bases name it.

    Parameters
    ----------
    matter : Matter
        Knows the papers of the plan.
    citation : Mapping
        One citation of it.
    basis : bool
        A law is named without its number and its issuer.

    Returns
    -------
    str
        Kind, number, day, issuer and title, as far as they are known.
    """
    lang, number = matter.lang, show.one_line(citation.get("number"))
    known = matter.instruments.get(str(citation.get("instrument")))
    title = _title(known, lang)
    kinds = [pair for sign, *pair in _KINDS if re.search(sign, number)]
    kind = kinds[0][lang == "en"] if kinds else ""
    signed = known.signed if known else None
    day = dated(signed, lang=lang) if signed else ""
    word = "No." if lang == "en" else "số"
    if number.startswith("("):  # the package says that the number is not known
        return f"{title} ({word} {BLANK})"
    if basis and not kind:
        return " ".join(filter(None, (title, "" if kinds else number, day)))
    head = " ".join(filter(None, (kind, word if kind else "", number, day)))
    of = "of" if lang == "en" else "của"
    issuer = show.one_line(citation.get("issuer"))
    head += f" {of} {issuer}" if issuer else ""
    rest = title[len(kind) :].strip() if kind else ""
    if rest and title.lower().startswith(f"{kind.lower()} "):
        return f"{head} {rest}"
    return f"{head}, {_lowered(title)}" if title else head


def _lowered(title: str) -> str:
    """Return a title to stand inside a sentence; a name keeps its capital."""
    first, _, rest = title.partition(" ")
    named_thing = rest[:1].isupper() or first[1:] != first[1:].lower()
    return title if named_thing else title[:1].lower() + title[1:]


def _title(known: Instrument | None, lang: str) -> str:
    if known is None:
        return ""
    return show.one_line((known.title_en if lang == "en" else "") or known.title)


def bases(matter: Matter, say: Phrases) -> Bases:
    """Return the papers that the verdicts rest on, highest first.

    Parameters
    ----------
    matter : Matter
        What was judged.
    say : Phrases
        Its sentences.

    Returns
    -------
    Bases
        One line a paper; empty where nothing is cited.
    """
    found = instruments_of(matter.projects())
    order = sorted(found, key=lambda key: _rank(matter, key))
    names = [paper_of(matter, found[key], basis=True) for key in order]
    last = len(names) - 1
    return Bases(
        tuple(
            say.say("basis", paper=name) + (";" if k < last else ".")
            for k, name in enumerate(names)
        )
    )


def laws_of(verdict: Plain, lang: str, *, most: int = 0) -> str:
    """Return the citations of a verdict on one line.

    Parameters
    ----------
    verdict : Mapping
        A verdict of the answer.
    lang : str
        Language.
    most : int
        How many at most; 0 for all.

    Returns
    -------
    str
        Empty where it cites nothing.
    """
    some: Sequence[Plain] = verdict.get("citations") or ()
    said = dict.fromkeys(law(one, lang=lang) for one in some)
    lines = list(said)[: most or None]
    return "; ".join(lines)


def cited(matter: Matter, say: Phrases) -> Iterator[tuple[str, ...]]:
    """Yield the papers cited, a row each: number, title, issuer, days, how known.

    Parameters
    ----------
    matter : Matter
        What was judged.
    say : Phrases
        Its sentences.

    Yields
    ------
    tuple of str
        Ordinal first.
    """
    lang = matter.lang
    found = instruments_of(matter.projects())
    order = sorted(found, key=lambda key: _rank(matter, key))
    for row, key in enumerate(order, 1):
        one, known = found[key], matter.instruments.get(key)
        begin, end = one.get("in_force_from"), one.get("in_force_to")
        if known is not None:
            begin = known.in_force_from and known.in_force_from.isoformat()
            end = known.in_force_to and known.in_force_to.isoformat()
        days = show.period(begin, end, lang) if end else show.day(begin, lang)
        how = known.text.name.lower() if known is not None else one.get("text")
        yield (
            str(row),
            show.one_line(one.get("number")),
            _title(known, lang),
            show.one_line(one.get("issuer")),
            show.day(one.get("date"), lang),
            days,
            say.say(f"text_{how}"),
        )


def annexes(
    matter: Matter, say: Phrases, some: Sequence[tuple[str, Block, bool]], sign: str
) -> tuple[dict[str, str], tuple[Block, ...]]:
    """Return the labels of annexes by key, and their blocks.

    Parameters
    ----------
    matter : Matter
        Who writes, and when.
    say : Phrases
        Its sentences.
    some : sequence of (str, Block, bool)
        Key, content, and whether its page is wide.
    sign : str
        Sign of the kind of paper.

    Returns
    -------
    tuple of dict and tuple
        ``{"projects": "Phụ lục I"}``, and blocks that begin with `Annex`. One annex
        alone has no number.
    """
    labels: dict[str, str] = {}
    blocks: list[Block] = []
    line = number_line(matter.office, sign, lang=matter.lang).partition(" ")[2]
    belongs = say.say(
        "belongs",
        what=say.say("paper_kind"),
        number=line,
        dated=dated(matter.dated, lang=matter.lang),
    )
    for row, (key, content, wide) in enumerate(some):
        roman = ROMAN[row] if len(some) > 1 else ""
        labels[key] = say.say("annex", roman=roman).strip()
        title = say.say(f"annex_{key}")
        blocks += [
            Annex(label=labels[key], title=title, belongs=belongs, landscape=wide),
            content,
        ]
    return labels, tuple(blocks)


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
