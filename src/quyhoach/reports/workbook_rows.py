"""The rows of the workbook of verdicts: what stands in a sheet, and what it links."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

import numpy as np

from quyhoach.plan import Portfolio
from quyhoach.reports import values as show
from quyhoach.reports.laws import law
from quyhoach.reports.map_words import citation_key, moment, place_in_law
from quyhoach.reports.papers.matter import Matter, Plain, capital, named, say_of
from quyhoach.reports.phrases import Phrases
from quyhoach.reports.sentences import sentence, settle
from quyhoach.reports.titles import force_word, outcome_word, rule_title
from quyhoach.reports.trail import kind_word, only_indicative
from quyhoach.reports.workbook_model import Cell, Field, Link, Sheet

__all__ = ["OUTCOMES", "Places", "places_of", "sheets_of"]

OUTCOMES = ("conflicts", "unknown", "silent", "conforms")
_SMALL = 10_000
_NEEDS = 6


@dataclass(frozen=True, slots=True)
class Places:
    """Where everything that can be linked to stands.

    Parameters
    ----------
    projects, laws, objects : Mapping
        Key to row.
    citations, others : list of Mapping
        Rows of the sheets of laws and of other objects.
    """

    projects: Mapping[str, int]
    laws: Mapping[tuple[str, ...], int]
    objects: Mapping[tuple[str, str], int]
    citations: list[Plain] = field(default_factory=list)
    others: list[Plain] = field(default_factory=list)


def places_of(matter: Matter) -> Places:
    """Return the rows of what verdicts lead to, in the order in which it is met.

    Parameters
    ----------
    matter : Matter
        What was judged.

    Returns
    -------
    Places
        Projects in the order of the list, those not judged at the end.
    """
    some = [*matter.projects(), *matter.apart()]
    projects = {one["id"]: row for row, one in enumerate(some)}
    laws: dict[tuple[str, ...], int] = {}
    objects: dict[tuple[str, str], int] = {}
    citations: list[Plain] = []
    others: list[Plain] = []
    for project in matter.projects():
        for verdict in project["verdicts"]:
            for one in verdict["citations"]:
                key = citation_key(one)
                if key not in laws:
                    laws[key] = len(citations)
                    citations.append(one)
            other = verdict["other"] or {"kind": "project"}
            mark = (other["kind"], other.get("id", ""))
            if other["kind"] != "project" and mark not in objects:
                objects[mark] = len(others)
                others.append(other)
    return Places(projects, laws, objects, citations, others)


def sheets_of(
    matter: Matter, portfolio: Portfolio, *, map_page: str = ""
) -> Iterator[Sheet]:
    """Yield the sheets of the workbook but for the first.

    Parameters
    ----------
    matter : Matter
        What was judged.
    portfolio : Portfolio
        The projects: capital, area and period.
    map_page : str
        Path of a map page to lead to; empty for none.

    Yields
    ------
    Sheet
        In the order of the template.
    """
    say, places = say_of(matter, "verdicts"), places_of(matter)
    for outcome in OUTCOMES:
        yield _verdicts(matter, say, places, outcome, map_page)
    yield _projects(matter, say, portfolio)
    yield _apart(matter, say, places)
    yield _issues(matter, say)
    yield _asks(matter, say)
    yield _objects(matter, say, places)
    yield _laws(matter, say, places)


def _verdicts(
    matter: Matter, say: Phrases, places: Places, outcome: str, map_page: str
) -> Sheet:
    lang = matter.lang
    fields = [
        Field(say.say("project_id"), 11),
        Field(say.say("project_name"), 24),
        Field(say.say("whole_outcome"), 13),
        Field(say.say("rule_title"), 18),
        Field(say.say("force"), 11),
        Field(say.say("why"), 44),
        *([Field(say.say("needs"), 22)] if outcome == "unknown" else []),
        Field(say.say("law_cell"), 30),
        Field(say.say("to_law"), 8),
        Field(say.say("other"), 20),
        Field(say.say("to_other"), 8),
        Field(say.say("area_ha"), 10, "ha"),
        Field(say.say("length_m"), 10, "metres"),
        Field(say.say("share_of"), 9, "share"),
        Field(say.say("tolerance"), 9, "metres"),
        Field(say.say("weak"), 20),
    ]
    fields += [Field(say.say("map"), 7)] if map_page else []
    rows: list[tuple[Cell, ...]] = []
    for project in matter.projects():
        for verdict in project["verdicts"]:
            if verdict["outcome"] == outcome:
                row = _verdict(project, verdict, places, lang)
                if outcome != "unknown":
                    del row[_NEEDS]
                if map_page:
                    anchor = f"{map_page}#{quote(project['id'], safe='')}"
                    row.append(Link(say.say("map_link"), outside=anchor))
                rows.append(tuple(row))
    return Sheet(outcome, tuple(fields), rows)


def _verdict(project: Plain, verdict: Plain, places: Places, lang: str) -> list[Cell]:
    measure = verdict["measure"] or {}
    cited = verdict["citations"]
    first = places.laws[citation_key(cited[0])] if cited else 0
    laws = "\n".join(dict.fromkeys(law(one, lang=lang) for one in cited))
    area = measure.get("area_m2")
    return [
        Link(project["id"], "projects", places.projects[project["id"]]),
        named(project, lang),
        outcome_word(project["outcome"], lang),
        f"{verdict['rule']} {rule_title(verdict['rule'], lang)}",
        force_word(verdict["force"], lang),
        sentence(verdict, lang=lang),
        settle(verdict, lang=lang).partition(": ")[2].removesuffix("."),
        laws or None,
        Link(f"→ {first + 1}", "laws", first) if laws else None,
        *_other(verdict, places, lang),
        area / _SMALL if area else None,
        measure.get("length_m") or None,
        measure.get("share"),
        verdict["tolerance_m"],
        only_indicative(verdict, lang=lang) or None,
    ]


def _other(verdict: Plain, places: Places, lang: str) -> tuple[Cell, Cell]:
    other = verdict["other"]
    if not other:
        return None, None
    name = f"{kind_word(other['kind'], lang=lang)} {other['id']}: {named(other, lang)}"
    if other["kind"] != "project":
        place = places.objects[other["kind"], other["id"]]
        return name, Link(f"→ {place + 1}", "objects", place)
    row = places.projects.get(other["id"])
    return name, None if row is None else Link(f"→ {row + 1}", "projects", row)


def _projects(matter: Matter, say: Phrases, portfolio: Portfolio) -> Sheet:
    lang = matter.lang
    rows_of = {str(key): row for row, key in enumerate(portfolio.id.tolist())}
    rows: list[tuple[Cell, ...]] = []
    for one in (*matter.projects(), *matter.apart()):
        k = rows_of[one["id"]]
        verdicts = Counter(v["outcome"] for v in one.get("verdicts") or ())
        codes = [f"{i} ({s})" for s, i in portfolio.row(k).identifiers]
        capital_of, area = int(portfolio.capital[k]), portfolio.stated_area_m2[k]
        outcome = one.get("outcome") or "not_judged"
        rows.append(
            (
                len(rows) + 1,
                one["id"],
                named(one, lang),
                capital(kind_word(portfolio.row(k).kind.name.lower(), lang=lang)),
                ", ".join(codes) or None,
                outcome_word(outcome, lang),
                force_word(one.get("force") or "", lang) or None,
                *(verdicts[name] for name in OUTCOMES),
                capital_of if capital_of >= 0 else None,
                None if np.isnan(area) else float(area) / _SMALL,
                _period(portfolio, k),
            )
        )
    fields = (
        Field(say.say("ordinal"), 7, "count"),
        Field(say.say("project_id"), 12),
        Field(say.say("project_name"), 36),
        Field(say.say("kind"), 12),
        Field(say.say("identifiers"), 22),
        Field(say.say("outcome"), 16),
        Field(say.say("force"), 11),
        *(Field(outcome_word(name, lang), 10, "count") for name in OUTCOMES),
        Field(say.say("capital"), 22, "dong"),
        Field(say.say("stated_ha"), 12, "ha"),
        Field(say.say("period"), 24),
    )
    return Sheet("projects", fields, rows)


def _period(portfolio: Portfolio, row: int) -> str | None:
    period = portfolio.period
    begin = moment(period.begin_first[row], period.begin_last[row])
    end = moment(period.end_first[row], period.end_last[row])
    return f"{begin or '?'} – {end or '?'}" if begin or end else None


def _apart(matter: Matter, say: Phrases, places: Places) -> Sheet:
    rows: list[tuple[Cell, ...]] = [
        (
            Link(one["id"], "projects", places.projects[one["id"]]),
            named(one, matter.lang),
            say.say(one["reason"]),
        )
        for one in matter.apart()
    ]
    fields = (
        Field(say.say("project_id"), 14),
        Field(say.say("project_name"), 60),
        Field(say.say("why"), 44),
    )
    return Sheet("apart", fields, rows)


def _issues(matter: Matter, say: Phrases) -> Sheet:
    tail = "_en" if matter.lang == "en" else ""
    keys = ("file", "sheet", "layer", "row", "column", "value")
    rows: list[tuple[Cell, ...]] = []
    for issue in matter.answer.get("issues") or ():
        said = [issue.get(f"{k}{tail}") or issue[k] for k in ("reason", "cure")]
        rows.append(
            (
                say.say(issue["severity"]),
                issue["code"],
                *(issue[key] if issue[key] != "" else None for key in keys),
                *(one or None for one in said),
            )
        )
    fields = (
        Field(say.say("severity"), 16),
        Field(say.say("code"), 24),
        Field(say.say("file"), 22),
        Field(say.say("sheet"), 14),
        Field(say.say("layer"), 12),
        Field(say.say("row"), 8, "count"),
        Field(say.say("column"), 18),
        Field(say.say("value"), 24),
        Field(say.say("why"), 44),
        Field(say.say("cure"), 44),
    )
    return Sheet("issues", fields, rows)


def _asks(matter: Matter, say: Phrases) -> Sheet:
    rows: list[tuple[Cell, ...]] = []
    for ask, marks in matter.asks():
        known = matter.instruments.get(ask["instrument"])
        rules = Counter(mark["rule"] for mark in marks)
        ids = dict.fromkeys(mark["project"] for mark in marks)
        rows.append(
            (
                capital(named(ask, matter.lang, "what")),
                say.say(f"kind_{ask['kind']}"),
                known.number if known is not None else None,
                len(marks),
                ", ".join(f"{rule}: {n}" for rule, n in sorted(rules.items())),
                ", ".join(ids),
            )
        )
    fields = (
        Field(say.say("what"), 60),
        Field(say.say("kind"), 14),
        Field(say.say("paper_of"), 20),
        Field(say.say("settles"), 14, "count"),
        Field(say.say("rules"), 26),
        Field(say.say("projects"), 60),
    )
    return Sheet("asks", fields, rows)


def _objects(matter: Matter, say: Phrases, places: Places) -> Sheet:
    lang = matter.lang
    found = Counter(
        (v["other"]["kind"], v["other"]["id"])
        for p in matter.projects()
        for v in p["verdicts"]
        if v["other"]
    )
    rows: list[tuple[Cell, ...]] = [
        (
            row,
            capital(kind_word(one["kind"], lang=lang)),
            one["id"],
            named(one, lang),
            found[one["kind"], one["id"]],
        )
        for row, one in enumerate(places.others, 1)
    ]
    fields = (
        Field(say.say("ordinal"), 7, "count"),
        Field(say.say("kind"), 18),
        Field(say.say("id"), 20),
        Field(say.say("other"), 90),
        Field(say.say("verdicts_count"), 12, "count"),
    )
    return Sheet("objects", fields, rows)


def _laws(matter: Matter, say: Phrases, places: Places) -> Sheet:
    lang = matter.lang
    rows: list[tuple[Cell, ...]] = []
    for one in places.citations:
        known = matter.instruments.get(one["instrument"])
        title = "" if known is None else known.title
        if lang == "en" and known is not None:
            title = known.title_en or title
        place: list[Any] = place_in_law(one["provision"] or "")
        rows.append(
            (
                len(rows) + 1,
                one["number"],
                title or None,
                one["issuer"],
                show.day(one["date"], lang) or None,
                (place[-1] if lang == "en" else place[0]) or None,
                named(one, lang, "gist") or None,
                show.day(one["in_force_from"], lang) or None,
                show.day(one["in_force_to"], lang) or None,
                say.say(f"text_{one['text']}"),
            )
        )
    fields = (
        Field(say.say("ordinal"), 7, "count"),
        Field(say.say("number"), 20),
        Field(say.say("instrument_title"), 44),
        Field(say.say("issuer"), 24),
        Field(say.say("signed"), 12),
        Field(say.say("provision"), 24),
        Field(say.say("gist"), 60),
        Field(say.say("force_from"), 13),
        Field(say.say("force_to"), 13),
        Field(say.say("known_how"), 22),
    )
    return Sheet("laws", fields, rows)
