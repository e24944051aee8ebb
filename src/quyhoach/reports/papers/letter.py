"""The opinion on one project, as a letter."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from quyhoach.reports.office import BLANK
from quyhoach.reports.paper import Addressees, Block, Heading, Paper, Paragraph, Run
from quyhoach.reports.papers.frame import closing, masthead
from quyhoach.reports.papers.law_lines import bases, laws_of
from quyhoach.reports.papers.matter import (
    Matter,
    Plain,
    capital,
    named,
    say_of,
    text,
    whole,
)
from quyhoach.reports.phrases import Phrases
from quyhoach.reports.sentences import sentence
from quyhoach.reports.titles import force_word, outcome_word, rule_question, rule_title
from quyhoach.reports.trail import kind_word, only_indicative

__all__ = ["letter"]


def letter(matter: Matter) -> Paper:
    """Return the opinion on one project.

    Parameters
    ----------
    matter : Matter
        With the project in ``only``.

    Returns
    -------
    Paper
        A letter; a project that was not judged gets one that says why.

    Raises
    ------
    BadInput
        There is no such project: choose one of those named.
    """
    project, apart = matter.the_one()
    say = say_of(matter, "letter").filled(
        project=named(project, matter.lang), id=project["id"]
    )
    subject = say.say("subject")
    blocks: list[Block] = [masthead(matter, say, sign="", subject=subject)]
    blocks.append(Addressees(say.say("to"), matter.office.to or (BLANK * 4,)))
    rest_on = bases(matter, say) if apart is None else None
    blocks += [rest_on] if rest_on is not None and rest_on.lines else []
    blocks.append(text(say.say("opening")))
    names = say.parts() if apart is None else ("about", "conclusion")
    for row, name in enumerate(names, 1):
        blocks.append(Heading(f"{row}. {say.say(name)}"))
        blocks += _PARTS[name](matter, say)
    blocks.append(text(say.say("proposes"), italic=True))
    blocks.append(closing(matter, say, letter=True))
    title = f"{say.say('paper_kind')}: {subject}"
    return whole(matter, say, "letter", title, blocks)


def _about(matter: Matter, say: Phrases) -> Iterator[Block]:
    project, _ = matter.the_one()
    codes = [f"{one['id']} ({one['scheme']})" for one in project.get("identifiers", ())]
    said = [say.say("about_codes", codes=", ".join(codes))] if codes else []
    word = kind_word(str(project.get("kind") or ""), lang=matter.lang)
    said += [say.say("about_kind", word=word)] if word else []
    yield text(" ".join([*said, say.say("about_days")]))


def _opinion(matter: Matter, say: Phrases) -> Iterator[Block]:
    project, _ = matter.the_one()
    lang = matter.lang
    order = ("conflicts", "unknown", "silent", "conforms")
    for outcome in order:
        for verdict in project["verdicts"]:
            if verdict["outcome"] == outcome:
                yield from _verdict(verdict, say, lang)


def _verdict(verdict: Plain, say: Phrases, lang: str) -> Iterator[Block]:
    asked = rule_question(verdict["rule"], lang)
    yield Heading(say.say("question", rule=verdict["rule"], asked=asked), 2)
    outcome = outcome_word(verdict["outcome"], lang)
    force = force_word(verdict["force"], lang).lower()
    head = say.say("answered", outcome=outcome, force=force)
    runs = [Run(head, bold=True), Run(sentence(verdict, lang=lang))]
    why = only_indicative(verdict, lang=lang)
    if why:
        runs.append(Run(" " + say.say("only_because", why=why)))
    yield Paragraph(tuple(runs))
    laws = laws_of(verdict, lang)
    if laws:
        yield text(say.say("cited", laws=laws), italic=True)
    if verdict["outcome"] == "conforms":
        return
    gists = dict.fromkeys(named(one, lang, "gist") for one in verdict["citations"])
    for gist in list(filter(None, gists))[:1]:
        yield text(say.say("gist", gist=gist), italic=True)


def _missing(matter: Matter, say: Phrases) -> Iterator[Block]:
    asks = matter.asks()
    if not asks:
        yield text(say.say("missing_none"))
        return
    yield text(say.say("missing_lead"))
    for ask, marks in asks:
        rules = list(dict.fromkeys(mark["rule"] for mark in marks))
        said = ", ".join(f"{rule} {rule_title(rule, matter.lang)}" for rule in rules)
        what = capital(named(ask, matter.lang, "what"))
        yield text(say.say("missing_one", what=what, rules=said))


def _conclusion(matter: Matter, say: Phrases) -> Iterator[Block]:
    project, apart = matter.the_one()
    if apart is not None:
        yield text(say.say("apart", why=say.say(apart["reason"])))
        yield text(say.say("concluded_not"))
        return
    outcome = outcome_word(project["outcome"], matter.lang).lower()
    force = force_word(project["force"], matter.lang).lower()
    yield text(say.say("concluded", outcome=outcome, force=force))


_PARTS: dict[str, Callable[[Matter, Phrases], Iterator[Block]]] = {
    "about": _about,
    "opinion": _opinion,
    "missing": _missing,
    "conclusion": _conclusion,
}
