"""The conformity report of a portfolio, as a tree."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator

from quyhoach.reports import values as show
from quyhoach.reports.paper import (
    Block,
    Column,
    Heading,
    Paper,
    Paragraph,
    Run,
    Table,
    Title,
)
from quyhoach.reports.papers.annexes import annex_tables
from quyhoach.reports.papers.frame import annexes, closing, masthead
from quyhoach.reports.papers.law_lines import bases, instruments_of, laws_of
from quyhoach.reports.papers.matter import (
    Matter,
    Plain,
    capital,
    named,
    say_of,
    text,
    whole,
)
from quyhoach.reports.phrases import Phrases, template
from quyhoach.reports.sentences import sentence
from quyhoach.reports.titles import force_word, outcome_word, rule_title
from quyhoach.reports.trail import only_indicative

__all__ = ["report"]

_OUTCOMES = ("conflicts", "unknown", "silent", "conforms")


def report(matter: Matter) -> Paper:
    """Return the conformity report of a portfolio.

    Parameters
    ----------
    matter : Matter
        Answer with every verdict and what to ask for, and who writes.

    Returns
    -------
    Paper
        Head, bases, the parts in the order of the template, closing, annexes.
    """
    say = say_of(matter, "report").filled(**_counted(matter))
    sign = template("report")["sign"]
    labels, back = annexes(matter, say, annex_tables(matter, say), sign)
    parts = {name: f"{row}" for row, name in enumerate(say.parts(), 1)}
    say = say.filled(
        **{f"{key}_annex": label for key, label in labels.items()},
        **{f"{name}_part": number for name, number in parts.items()},
    )
    summary = say.say("summary")
    front: list[Block] = [masthead(matter, say, sign=sign)]
    front.append(Title(say.say("name"), summary))
    rest_on = bases(matter, say)
    front += [rest_on] if rest_on.lines else []
    front.append(text(say.say("opening")))
    for name, number in parts.items():
        front.append(Heading(f"{number}. {say.say(name)}"))
        front += _PARTS[name](matter, say)
    front.append(text(say.say("proposes"), italic=True))
    front.append(closing(matter, say, letter=False))
    title = f"{say.say('paper_kind')}: {summary}"
    return whole(matter, say, "report", title, (*front, *back))


def _counted(matter: Matter) -> dict[str, object]:
    projects, apart = matter.projects(), matter.apart()
    outcomes = Counter(one["outcome"] for one in projects)
    binding = Counter(p["outcome"] for p in projects if p["force"] == "binding")
    verdicts = Counter(v["outcome"] for p in projects for v in p["verdicts"])
    issues = Counter(one["severity"] for one in matter.answer.get("issues") or ())
    silent_rules = [
        f"{rule} ({rule_title(rule, matter.lang)})"
        for rule in matter.answer.get("rules_not_in_force") or ()
    ]
    rules = {v["rule"] for p in projects for v in p["verdicts"]}
    return {
        "listed": len(projects) + len(apart),
        "judged": len(projects),
        "apart": len(apart),
        "rules": len(rules),
        "silent_rules": ", ".join(silent_rules),
        "errors": issues["error"],
        "warnings": issues["warning"],
        **{name: outcomes[name] for name in _OUTCOMES},
        **{f"{name}_binding": binding[name] for name in _OUTCOMES},
        **{f"{name}_verdicts": verdicts[name] for name in _OUTCOMES},
    }


def _scope(matter: Matter, say: Phrases) -> Iterator[Block]:
    if matter.files:
        yield text(say.say("scope_files", files=", ".join(matter.files)))
    else:
        yield text(say.say("scope_own"))
    yield text(say.say("scope_days"))
    papers = instruments_of(matter.projects())
    if papers:
        known = [matter.instruments.get(key) for key in papers]
        pairs = zip(known, papers.values(), strict=True)
        how = Counter(
            one.text.name.lower() if one is not None else cited["text"]
            for one, cited in pairs
        )
        names = ("read", "secondary", "memory", "missing")
        said = {name: how[name] for name in names}
        yield text(say.say("scope_papers", papers=len(papers), **said))
    if "issues_annex" in say.values:
        yield text(say.say("scope_issues"))


def _results(matter: Matter, say: Phrases) -> Iterator[Block]:
    projects, lang = matter.projects(), matter.lang
    if not projects:
        yield text(say.say("none_judged"))
        return
    yield text(say.say("results_lead"))
    yield _projects_table(projects, say, lang)
    yield text(say.say("rules_lead"))
    yield _rules_table(projects, say, lang)


def _projects_table(projects: list[Plain], say: Phrases, lang: str) -> Table:
    found = Counter((one["outcome"], one["force"]) for one in projects)
    rows = []
    for name in _OUTCOMES:
        binding, indicative = found[name, "binding"], found[name, "indicative"]
        both = binding + indicative
        share = show.share(both / len(projects), lang)
        numbers = (str(both), share, str(binding), str(indicative))
        rows.append((outcome_word(name, lang), *numbers))
    of_force = [
        sum(n for (_, f), n in found.items() if f == force)
        for force in ("binding", "indicative")
    ]
    whole_share = show.share(1, lang)
    total = (say.say("total"), str(len(projects)), whole_share, *map(str, of_force))
    return Table(
        (
            Column(say.say("outcome"), 34),
            Column(say.say("count"), 16, "right"),
            Column(say.say("share"), 16, "right"),
            Column(say.say("binding_projects"), 17, "right"),
            Column(say.say("indicative_projects"), 17, "right"),
        ),
        (*rows, total),
    )


def _rules_table(projects: list[Plain], say: Phrases, lang: str) -> Table:
    found = Counter((v["rule"], v["outcome"]) for p in projects for v in p["verdicts"])
    rules = sorted({rule for rule, _ in found})
    rows = [
        (rule, rule_title(rule, lang), *(str(found[rule, name]) for name in _OUTCOMES))
        for rule in rules
    ]
    return Table(
        (
            Column(say.say("id"), 13),
            Column(say.say("rule"), 35),
            *(Column(outcome_word(name, lang), 13, "right") for name in _OUTCOMES),
        ),
        tuple(rows),
    )


def _said(matter: Matter, say: Phrases, outcome: str) -> Iterator[Block]:
    lang, row = matter.lang, 0
    for project in matter.projects():
        verdicts = [v for v in project["verdicts"] if v["outcome"] == outcome]
        if not verdicts:
            continue
        row += 1
        part = say.values[f"{outcome}_part"]
        yield Heading(f"{part}.{row}. {named(project, lang)} ({project['id']})", 2)
        for verdict in verdicts:
            yield from _verdict(verdict, say, lang)


def _verdict(verdict: Plain, say: Phrases, lang: str) -> Iterator[Block]:
    force = force_word(verdict["force"], lang)
    head = f"{verdict['rule']} {rule_title(verdict['rule'], lang)} ({force}). "
    runs = [Run(head, bold=True), Run(sentence(verdict, lang=lang))]
    laws = laws_of(verdict, lang)
    if laws:
        runs.append(Run(" " + say.say("cited", laws=laws), italic=True))
    why = only_indicative(verdict, lang=lang)
    if why:
        runs.append(Run(" " + say.say("only_because", why=why)))
    yield Paragraph(tuple(runs))


def _conflicts(matter: Matter, say: Phrases) -> Iterator[Block]:
    said = list(_said(matter, say, "conflicts"))
    yield text(say.say("conflicts_lead" if said else "conflicts_none"))
    yield from said


def _silent(matter: Matter, say: Phrases) -> Iterator[Block]:
    said = list(_said(matter, say, "silent"))
    yield text(say.say("silent_lead" if said else "silent_none"))
    yield from said


def _unknown(matter: Matter, say: Phrases) -> Iterator[Block]:
    asks, lang = matter.asks(), matter.lang
    if not asks:
        yield text(say.say("unknown_none"))
        return
    yield text(say.say("unknown_lead"))
    rows = []
    for row, (ask, marks) in enumerate(asks, 1):
        rules = Counter(mark["rule"] for mark in marks)
        said = ", ".join(f"{rule}: {count}" for rule, count in sorted(rules.items()))
        known = matter.instruments.get(ask["instrument"])
        number = known.number if known is not None else ""
        what = capital(named(ask, lang, "what"))
        rows.append((str(row), what, number, str(len(marks)), said))
    yield Table(
        (
            Column(say.say("ordinal"), 7, "center"),
            Column(say.say("what"), 36),
            Column(say.say("paper_of"), 22),
            Column(say.say("settles"), 15, "right"),
            Column(say.say("rule"), 20),
        ),
        tuple(rows),
    )


def _method(_: Matter, say: Phrases) -> Iterator[Block]:
    yield text(say.say("method_rules"))
    yield text(say.say("method_force"))
    if say.values["silent_rules"]:
        yield text(say.say("method_silent_rules"))
    yield text(say.say("method_laws"))


def _proposals(matter: Matter, say: Phrases) -> Iterator[Block]:
    lines = []
    projects, asks = matter.projects(), matter.asks()
    if say.values["conflicts"]:
        grave = ("conflicts", "binding")
        ids = [p["id"] for p in projects if (p["outcome"], p["force"]) == grave]
        first = say.say("propose_first", ids=", ".join(ids)) if ids else ""
        lines.append(say.say("propose_conflicts", first=first))
    if say.values["silent_verdicts"]:
        lines.append(say.say("propose_silent"))
    if asks:
        what = named(asks[0][0], matter.lang, "what")
        lines.append(say.say("propose_ask", what=what, settles=len(asks[0][1])))
    lines.append(say.say("propose_again"))
    for letter, line in zip("abcd", lines, strict=False):
        yield text(f"{letter}) {line}")


_PARTS: dict[str, Callable[[Matter, Phrases], Iterator[Block]]] = {
    "scope": _scope,
    "results": _results,
    "conflicts": _conflicts,
    "unknown": _unknown,
    "silent": _silent,
    "method": _method,
    "proposals": _proposals,
}
