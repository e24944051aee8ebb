"""How a paper names the law: bases, citations, the list of papers cited."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from quyhoach.law import Instrument
from quyhoach.reports import values as show
from quyhoach.reports.laws import law
from quyhoach.reports.office import BLANK, dated
from quyhoach.reports.paper import Bases
from quyhoach.reports.papers.matter import Matter, Plain
from quyhoach.reports.phrases import Phrases

__all__ = ["bases", "cited", "instruments_of", "laws_of", "paper_of"]

# sign after the stroke of a number: kind of paper, Vietnamese and English
_KINDS = (
    (r"QH\d+$", "", ""),
    (r"NQ\b|NQ-|UBTVQH|/NQ", "Nghị quyết", "Resolution"),
    (r"/NĐ-", "Nghị định", "Decree"),
    (r"/QĐ-", "Quyết định", "Decision"),
    (r"/KH-", "Kế hoạch", "Plan"),
    (r"/TT-", "Thông tư", "Circular"),
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
