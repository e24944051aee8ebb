"""The verdict slip of one project: facts that a machine can check, on one page."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from urllib.parse import quote

from quyhoach import __version__
from quyhoach.reports import values as show
from quyhoach.reports.laws import law
from quyhoach.reports.paper import (
    Attachment,
    Block,
    Column,
    Masthead,
    Paper,
    Paragraph,
    QrCode,
    Run,
    Table,
    Title,
    clean,
)
from quyhoach.reports.papers.frame import masthead
from quyhoach.reports.papers.matter import Matter, Plain, named, say_of, text
from quyhoach.reports.phrases import Phrases, phrases
from quyhoach.reports.sentences import sentence
from quyhoach.reports.titles import force_word, outcome_word, rule_title

__all__ = [
    "STEPS",
    "Step",
    "canonical",
    "code_of",
    "digest_of",
    "facts_of",
    "slip",
    "slip_json",
]

_CITED = (
    "instrument",
    "number",
    "issuer",
    "date",
    "provision",
    "in_force_from",
    "in_force_to",
    "text",
)
_ORDER = ("conflicts", "unknown", "silent", "conforms")


@dataclass(frozen=True, slots=True)
class Step:
    """How tightly a slip is set, so that it stays on one page.

    Parameters
    ----------
    size : float
        Points of its table.
    merged : bool
        Conforming verdicts share one line.
    most : int
        Letters of a reason and of its laws; 0 for all.
    rows : int
        Verdicts printed; 0 for all.
    """

    size: float
    merged: bool = False
    most: int = 0
    rows: int = 0


STEPS = (
    Step(11),
    Step(10),
    Step(9),
    Step(9, merged=True),
    Step(8.5, merged=True, most=240),
    Step(8.5, merged=True, most=160),
    Step(8.5, merged=True, most=160, rows=16),
    Step(8.5, merged=True, most=100, rows=8),
)
"""Tried in this order; the first that fits on one page is taken."""


def facts_of(matter: Matter, *, digests: Mapping[str, str], typst: str) -> Plain:
    """Return the facts of a slip, in plain values.

    Parameters
    ----------
    matter : Matter
        With the project in ``only``.
    digests : Mapping
        SHA-256 of ``plan`` and of ``project``: of what was judged.
    typst : str
        Version of the program that sets the page.

    Returns
    -------
    dict
        Everything that stands on the page, and no more than that decides.

    Raises
    ------
    BadInput
        There is no such project: choose one of those named.
    """
    project, apart = matter.the_one()
    answer, lang = matter.answer, matter.lang
    plan = answer["plan"]
    head: dict[str, str] = {}
    if matter.office.body:
        head = asdict(masthead(matter, say_of(matter, "slip"), sign=""))
    return {
        "kind": "quyhoach-slip",
        "schema_version": "1.0",
        "fictional": bool(plan["fictional"]),
        "plan": {
            "id": plan["id"],
            "title": named(plan, lang, "title"),
            "compiled": plan["compiled"],
            "fictional": bool(plan["fictional"]),
            "sha256": digests["plan"],
        },
        "project": {
            "id": project["id"],
            "name": named(project, lang),
            "identifiers": list(project.get("identifiers") or ()),
            "sha256": digests["project"],
        },
        "on": answer["on"],
        "known": answer["known"],
        "lang": lang,
        "outcome": "not_judged" if apart else project["outcome"],
        "force": "" if apart else project["force"],
        "not_judged": apart["reason"] if apart else "",
        "verdicts": [_verdict(v, lang) for v in project.get("verdicts") or ()],
        "masthead": {name: clean(value) for name, value in head.items()},
        "made_by": {"quyhoach": __version__, "typst": typst},
    }


def _verdict(verdict: Plain, lang: str) -> Plain:
    return {
        "rule": verdict["rule"],
        "outcome": verdict["outcome"],
        "force": verdict["force"],
        "reason": verdict["reason"],
        "sentence": clean(sentence(verdict, lang=lang)),
        "citations": [
            {name: str(one.get(name) or "") for name in _CITED}
            for one in verdict["citations"]
        ],
    }


def canonical(facts: Plain) -> str:
    """Return facts as the only text that stands for them.

    Parameters
    ----------
    facts : Mapping
        Plain values.

    Returns
    -------
    str
        JSON with sorted keys and without spaces.

    Examples
    --------
    >>> canonical({"b": 1, "a": "ạ"})
    '{"a":"ạ","b":1}'
    """
    return json.dumps(facts, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def digest_of(facts: Plain) -> str:
    """Return the SHA-256 of facts, in hexadecimal.

    Parameters
    ----------
    facts : Mapping
        Plain values.

    Returns
    -------
    str
        64 signs.

    Examples
    --------
    >>> digest_of({})[:16]
    '44136fa355b3678a'
    """
    return hashlib.sha256(canonical(facts).encode("utf-8")).hexdigest()


def code_of(facts: Plain) -> str:
    """Return the text that the code of a slip holds.

    Parameters
    ----------
    facts : Mapping
        Facts of a slip.

    Returns
    -------
    str
        Project, day, outcome, force and digest, a colon between; what could be
        mistaken for a colon stands as its code.

    Examples
    --------
    >>> facts = {"project": {"id": "A:1"}, "on": "2026-11-23"}
    >>> code_of(facts | {"outcome": "unknown", "force": "binding"})[:52]
    'quyhoach-slip:1:A%3A1:2026-11-23:unknown:binding:787'
    """
    said = (facts["project"]["id"], facts["on"], facts["outcome"], facts["force"])
    parts = [quote(str(one), safe="") for one in said]
    return ":".join(["quyhoach-slip:1", *parts, digest_of(facts)])


def slip_json(facts: Plain) -> str:
    """Return a slip as JSON: digest, text of the code, facts in their only form.

    Parameters
    ----------
    facts : Mapping
        Facts of a slip.

    Returns
    -------
    str
        One line.
    """
    head = f'{{"schema_version":"1.0","sha256":"{digest_of(facts)}"'
    return f'{head},"qr":"{code_of(facts)}","facts":{canonical(facts)}}}\n'


def slip(facts: Plain, step: Step = STEPS[0]) -> Paper:
    """Return the page of a slip, made of nothing but its facts.

    Parameters
    ----------
    facts : Mapping
        Facts of a slip.
    step : Step
        How tightly it is set.

    Returns
    -------
    Paper
        With the facts inside.
    """
    lang = facts["lang"]
    say = phrases("slip", lang)
    blocks: list[Block] = []
    if facts["masthead"]:
        blocks.append(Masthead(**facts["masthead"]))
    blocks.append(Title(say.say("name"), say.say("summary")))
    blocks += [_line(label, words) for label, words in _about(facts, say)]
    blocks += _verdicts(facts, say, step)
    blocks.append(QrCode(code_of(facts), tuple(_foot(facts, say))))
    name = f"{say.say('name')}: {facts['project']['id']}"
    return Paper(
        kind="slip",
        lang=lang,
        title=name,
        blocks=tuple(blocks),
        mark=say.say("fictional") if facts["fictional"] else "",
        size=12.0 if step.size > 9 else 11.0,
        keywords=code_of(facts),
        attachment=Attachment(
            "quyhoach-slip.json", canonical(facts), say.say("attached")
        ),
    )


def _line(label: str, words: str) -> Paragraph:
    return Paragraph((Run(f"{label}: "), Run(words, bold=True)))


def _about(facts: Plain, say: Phrases) -> list[tuple[str, str]]:
    lang, project = facts["lang"], facts["project"]
    codes = [f"{one['id']} ({one['scheme']})" for one in project["identifiers"]]
    on, known = (show.day(facts[name], lang) for name in ("on", "known"))
    words = [outcome_word(facts["outcome"], lang), force_word(facts["force"], lang)]
    if facts["not_judged"]:
        words = [say.say("apart_line", why=say.say(facts["not_judged"]))]
    return [
        (say.say("about"), project["name"]),
        (say.say("codes"), "; ".join([project["id"], *codes])),
        (say.say("plan_line"), facts["plan"]["title"]),
        (say.say("days"), say.say("days_known", on=on, known=known)),
        (say.say("outcome_line"), " · ".join(filter(None, words))),
    ]


def _verdicts(facts: Plain, say: Phrases, step: Step) -> list[Block]:
    lang = facts["lang"]
    rank = {name: row for row, name in enumerate(_ORDER)}
    some = sorted(facts["verdicts"], key=lambda v: (rank[v["outcome"]], v["rule"]))
    if not some:
        return []
    merged = [v for v in some if step.merged and v["outcome"] == "conforms"]
    shown = [v for v in some if v not in merged]
    left = shown[step.rows :] if step.rows else []
    shown = shown[: step.rows or None]
    rows = [_row(v, lang, step) for v in shown]
    columns = (
        Column(say.say("rule"), 22),
        Column(say.say("outcome"), 15),
        Column(say.say("reason"), 36),
        Column(say.say("laws"), 27),
    )
    blocks: list[Block] = [Table(columns, tuple(rows), step.size)] if rows else []
    notes = []
    if merged:
        rules = ", ".join(
            dict.fromkeys(f"{v['rule']} {rule_title(v['rule'], lang)}" for v in merged)
        )
        notes.append(say.say("merged", rules=rules))
    if left:
        notes.append(say.say("more", count=len(left)))
    if any("…" in cell for row in rows for cell in row):
        notes.append(say.say("shortened"))
    return [*blocks, *(text(note, note=True) for note in notes)]


def _row(verdict: Plain, lang: str, step: Step) -> tuple[str, ...]:
    words = (outcome_word(verdict["outcome"], lang), force_word(verdict["force"], lang))
    laws = dict.fromkeys(law(one, lang=lang) for one in verdict["citations"])
    return (
        f"{verdict['rule']} {rule_title(verdict['rule'], lang)}",
        ", ".join(filter(None, words)),
        _short(verdict["sentence"], step.most),
        _short("; ".join(laws), step.most),
    )


def _short(words: str, most: int) -> str:
    if not most or len(words) <= most:
        return words
    return words[:most].rpartition(" ")[0] + " …"


def _foot(facts: Plain, say: Phrases) -> list[str]:
    digest = digest_of(facts)
    groups = [digest[k : k + 4] for k in range(0, 64, 4)]
    made = facts["made_by"]
    return [
        say.say("digest"),
        " ".join(groups[:8]),
        " ".join(groups[8:]),
        say.say("unsigned"),
        say.say("verify"),
        say.say("made", version=made["quyhoach"], typst=made["typst"]),
    ]
