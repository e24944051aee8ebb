"""The tables behind a report: every project, what is unknown, what was left open."""

from __future__ import annotations

from collections.abc import Iterable

from quyhoach.reports.paper import Block, Column, Table
from quyhoach.reports.papers.law_lines import cited
from quyhoach.reports.papers.matter import Matter, Plain, named
from quyhoach.reports.phrases import Phrases
from quyhoach.reports.sentences import settle
from quyhoach.reports.titles import force_word, outcome_word, reason_title

__all__ = ["annex_tables"]

_SIZE = 11.0
_GRAVE = ("conflicts", "silent")


def annex_tables(matter: Matter, say: Phrases) -> list[tuple[str, Block, bool]]:
    """Return the annexes of a report that have something to say.

    Parameters
    ----------
    matter : Matter
        What was judged.
    say : Phrases
        Sentences of the report.

    Returns
    -------
    list of (str, Block, bool)
        Key, table, and whether its page is wide, in the order of the annexes.
    """
    some = (
        ("projects", _projects(matter, say), True),
        ("unknown", _unknown(matter, say), True),
        ("apart", _apart(matter, say), False),
        ("issues", _issues(matter, say), True),
        ("laws", _laws(matter, say), True),
    )
    return [(key, table, wide) for key, table, wide in some if table.rows]


def _rules(verdicts: Iterable[Plain], lang: str) -> str:
    return "; ".join(f"{v['rule']} {reason_title(v['reason'], lang)}" for v in verdicts)


def _projects(matter: Matter, say: Phrases) -> Table:
    lang = matter.lang
    rows: list[tuple[str, ...]] = []
    for row, project in enumerate(matter.projects(), 1):
        verdicts = project["verdicts"]
        grave = [v for v in verdicts if v["outcome"] in _GRAVE]
        open_ = [v["rule"] for v in verdicts if v["outcome"] == "unknown"]
        fine = sum(v["outcome"] == "conforms" for v in verdicts)
        rows.append(
            (
                str(row),
                project["id"],
                named(project, lang),
                outcome_word(project["outcome"], lang),
                force_word(project["force"], lang),
                _rules(grave, lang) or "–",
                ", ".join(dict.fromkeys(open_)) or "–",
                str(fine),
            )
        )
    columns = (
        Column(say.say("ordinal"), 5, "center"),
        Column(say.say("id"), 9),
        Column(say.say("project"), 25),
        Column(say.say("outcome"), 11),
        Column(say.say("force"), 10),
        Column(say.say("found"), 17),
        Column(say.say("open"), 16),
        Column(say.say("fine"), 7, "right"),
    )
    return Table(columns, tuple(rows), _SIZE)


def _unknown(matter: Matter, say: Phrases) -> Table:
    lang = matter.lang
    rows: list[tuple[str, ...]] = []
    for project in matter.projects():
        open_ = [v for v in project["verdicts"] if v["outcome"] == "unknown"]
        if not open_:
            continue
        needs = dict.fromkeys(_bare(settle(v, lang=lang)) for v in open_)
        rows.append(
            (
                str(len(rows) + 1),
                project["id"],
                named(project, lang),
                _rules(open_, lang),
                "; ".join(filter(None, needs)),
            )
        )
    columns = (
        Column(say.say("ordinal"), 5, "center"),
        Column(say.say("id"), 9),
        Column(say.say("project"), 24),
        Column(say.say("open"), 31),
        Column(say.say("needed"), 31),
    )
    return Table(columns, tuple(rows), _SIZE)


def _bare(needed: str) -> str:
    """Return what is needed without the word before it and the stop after it."""
    return needed.partition(": ")[2].removesuffix(".")


def _apart(matter: Matter, say: Phrases) -> Table:
    rows = [
        (str(row), one["id"], named(one, matter.lang), say.say(one["reason"]))
        for row, one in enumerate(matter.apart(), 1)
    ]
    columns = (
        Column(say.say("ordinal"), 7, "center"),
        Column(say.say("id"), 14),
        Column(say.say("project"), 51),
        Column(say.say("reason"), 28),
    )
    return Table(columns, tuple(rows), _SIZE)


def _issues(matter: Matter, say: Phrases) -> Table:
    tail = "_en" if matter.lang == "en" else ""
    keys = ("file", "sheet", "layer", "row", "column")
    rows: list[tuple[str, ...]] = []
    for issue in matter.answer.get("issues") or ():
        if issue["severity"] == "notice":
            continue
        place = ", ".join(str(issue[k]) for k in keys if issue[k] not in (None, ""))
        said = [str(issue.get(f"{k}{tail}") or issue[k]) for k in ("reason", "cure")]
        words = " ".join(filter(None, said))
        rows.append(
            (str(len(rows) + 1), issue["code"], place, str(issue["value"]), words)
        )
    columns = (
        Column(say.say("ordinal"), 5, "center"),
        Column(say.say("id"), 20),
        Column(say.say("place"), 25),
        Column(say.say("outcome_value"), 15),
        Column(say.say("cure"), 35),
    )
    return Table(columns, tuple(rows), _SIZE)


def _laws(matter: Matter, say: Phrases) -> Table:
    columns = (
        Column(say.say("ordinal"), 5, "center"),
        Column(say.say("number"), 15),
        Column(say.say("instrument_title"), 32),
        Column(say.say("issuer"), 14),
        Column(say.say("signed"), 10),
        Column(say.say("force_days"), 10),
        Column(say.say("known_how"), 14),
    )
    return Table(columns, tuple(cited(matter, say)), _SIZE)
