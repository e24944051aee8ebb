"""The request for papers and opinions, as a letter."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from quyhoach.reports.office import BLANK
from quyhoach.reports.paper import Addressees, Block, Column, Heading, Paper, Table
from quyhoach.reports.papers.frame import annexes, closing, masthead
from quyhoach.reports.papers.matter import Matter, capital, named, say_of, text, whole
from quyhoach.reports.phrases import Phrases

__all__ = ["request"]


def request(matter: Matter) -> Paper:
    """Return the request for what is missing, of one project or of all.

    Parameters
    ----------
    matter : Matter
        ``only`` names the one project; empty for the portfolio.

    Returns
    -------
    Paper
        A letter whose day of answer is left to be written: no law that we know gives
        one.

    Raises
    ------
    BadInput
        There is no such project: choose one of those named.
    """
    open_ = sum(
        v["outcome"] == "unknown" for p in matter.projects() for v in p["verdicts"]
    )
    say = say_of(matter, "request").filled(unknown_verdicts=open_)
    tail, apart = "", None
    if matter.only:
        project, apart = matter.the_one()
        say = say.filled(project=named(project, matter.lang), id=project["id"])
        tail = "_one"
    rows = list(_wanted(matter, say))
    back: tuple[Block, ...] = ()
    if not matter.only and rows:
        table = ("projects", _projects(matter, say), False)
        labels, back = annexes(matter, say, [table], "")
        say = say.filled(projects_annex=labels["projects"])
    subject = say.say(f"subject{tail}")
    front: list[Block] = [
        masthead(matter, say, sign="", subject=subject),
        Addressees(say.say("to"), matter.office.to or (BLANK * 4,)),
        text(say.say(f"opening{tail}")),
    ]
    if apart is not None:
        front.append(text(say.say("apart", why=say.say(apart["reason"]))))
    for number, name in enumerate(say.parts(), 1):
        front.append(Heading(f"{number}. {say.say(name)}"))
        front += _body(name, rows, say, bool(back))
    front.append(text(say.say("proposes"), italic=True))
    front.append(closing(matter, say, letter=True))
    title = f"{say.say('paper_kind')}: {subject}"
    return whole(matter, say, "request", title, (*front, *back))


def _body(
    name: str, rows: list[tuple[str, ...]], say: Phrases, annexed: bool
) -> Iterator[Block]:
    if name == "answer":
        yield text(say.say("deadline"))
        return
    if not rows:
        yield text(say.say("wanted_none"))
        return
    yield Table(
        (
            Column(say.say("ordinal"), 7, "center"),
            Column(say.say("what"), 43),
            Column(say.say("paper_of"), 24),
            Column(say.say("why"), 26),
        ),
        tuple(rows),
    )
    if annexed:
        yield text(say.say("annex_note"))


def _wanted(matter: Matter, say: Phrases) -> Iterator[tuple[str, ...]]:
    for row, (ask, marks) in enumerate(matter.asks(), 1):
        rules = Counter(mark["rule"] for mark in marks)
        said = ", ".join(sorted(rules))
        known = matter.instruments.get(ask["instrument"])
        paper = f"{known.number}, {known.issuer}" if known is not None else "–"
        settled = say.say("settled", count=len(marks), rules=said)
        yield str(row), capital(named(ask, matter.lang, "what")), paper, settled


def _projects(matter: Matter, say: Phrases) -> Table:
    rows = []
    for row, (ask, marks) in enumerate(matter.asks(), 1):
        ids = ", ".join(dict.fromkeys(mark["project"] for mark in marks))
        rows.append((str(row), capital(named(ask, matter.lang, "what")), ids))
    columns = (
        Column(say.say("item"), 8, "center"),
        Column(say.say("what"), 42),
        Column(say.say("projects"), 50),
    )
    return Table(columns, tuple(rows), 11.0)
