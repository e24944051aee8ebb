"""Own the seam between an answer and a terminal: what `check` prints for a person."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from quyhoach.reports import values as show
from quyhoach.reports.changes import changes, changes_text
from quyhoach.reports.counts import counts, legend, title
from quyhoach.reports.laws import law
from quyhoach.reports.layout import WIDTH, paint, verdict_words, wrap
from quyhoach.reports.sentences import sentence, settle
from quyhoach.reports.words import N_, translator

__all__ = [
    "ask_table",
    "changes_table",
    "check_table",
    "issue_text",
    "not_judged_text",
    "summary_side_by_side",
]

Answer = Mapping[str, Any]
_NOT_JUDGED = {
    "not_begun": N_("chưa bắt đầu"),
    "ended": N_("đã kết thúc"),
    "no_rule_in_force": N_("không điều nào có căn cứ còn hiệu lực"),
}
_SEVERITIES = {
    "error": N_("lỗi, chưa nhận"),
    "warning": N_("cảnh báo"),
    "notice": N_("lưu ý"),
}


def check_table(
    answer: Answer, *, lang: str, colour: bool = False, width: int = WIDTH
) -> str:
    """Return the answer of a check as text for a terminal.

    Parameters
    ----------
    answer : Mapping
        The answer; its projects are read once, so they may be an iterator.
    lang : str
        ``"vi"`` or ``"en"``.
    colour : bool
        Colour the outcomes; shape and word say the same without.
    width : int
        Columns.

    Returns
    -------
    str
        Plan and day, counts, one block a project that does not conform, what was not
        judged, faults of the input by count, what to ask for where the answer has it.

    Examples
    --------
    >>> answer = {"plan": {"title": "Quy hoạch A"}, "on": "2026-11-23", "projects": []}
    >>> print(check_table(answer, lang="vi").splitlines()[1])
    Ngày xét: 23/11/2026.
    """
    say = translator(lang)
    lines = [*wrap(title(answer, lang=lang), width), _days(answer, lang), ""]
    lines += [*counts([answer], lang=lang), legend(lang=lang), ""]
    for project in answer.get("projects") or ():
        if project.get("verdicts"):
            lines += [*_project(project, lang, colour, width), ""]
    apart = not_judged_text(answer.get("not_judged") or (), lang=lang)
    for part in (apart, _issues(answer, lang)):
        lines += wrap(part, width, rest="  ") if part else []
    for issue in answer.get("issues") or ():
        if issue.get("severity") != "notice":
            lines += wrap(issue_text(issue, lang=lang), width, first="  ", rest="    ")
    if "ask" in answer:
        lines += ["", ask_table(answer["ask"], lang=lang, width=width).rstrip()]
    foot = say(N_("Máy đề xuất, người có thẩm quyền quyết định."))
    return "\n".join([*lines, foot, ""])


def summary_side_by_side(answers: Sequence[Answer], *, lang: str) -> str:
    """Return answers of the same projects on several days, counted side by side.

    Parameters
    ----------
    answers : sequence of Mapping
        Answers of a check, in the order of their days.
    lang : str
        Language.

    Returns
    -------
    str
        Title, counts, how many were not judged, legend.

    Examples
    --------
    >>> summary_side_by_side([], lang="vi")
    ''
    """
    if not answers:
        return ""
    say = translator(lang)
    lines = [*wrap(title(answers[0], lang=lang), WIDTH), ""]
    lines += counts(answers, lang=lang)
    apart = [(one.get("on"), len(one.get("not_judged") or ())) for one in answers]
    if any(count for _, count in apart):
        said = ", ".join(f"{show.day(on, lang)}: {count}" for on, count in apart)
        lines.append(say(N_("Dự án không xét: {said}.")).format(said=said))
    return "\n".join([*lines, legend(lang=lang), ""])


def changes_table(answers: Sequence[Answer], *, lang: str, width: int = WIDTH) -> str:
    """Return what changed between the days of answers, and why, as text.

    Parameters
    ----------
    answers : sequence of Mapping
        Answers of a check of the same projects, in the order of their days.
    lang : str
        ``"vi"`` or ``"en"``.
    width : int
        Columns.

    Returns
    -------
    str
        What `changes_text` says of what `changes` finds.

    Examples
    --------
    >>> print(changes_table([], lang="en"), end="")
    No project changed.
    """
    return changes_text(changes(answers), lang=lang, width=width)


def ask_table(
    ask: Sequence[Mapping[str, Any]], *, lang: str, width: int = WIDTH, most: int = 10
) -> str:
    """Return what to ask for first, the most settling on top.

    Parameters
    ----------
    ask : sequence of Mapping
        ``ask`` of the answer, in its order.
    lang : str
        ``"vi"`` or ``"en"``.
    width : int
        Columns.
    most : int
        Lines shown; how many are left is said.

    Returns
    -------
    str
        One line a thing: how many verdicts it settles, what it is, under which rules.

    Examples
    --------
    >>> marks = [{"project": "P1", "rule": "QH-C04"}]
    >>> one = {"what": "phụ lục II", "settles": 1, "verdicts": marks}
    >>> print(ask_table([one], lang="vi"), end="")
    Nên hỏi trước (số kết luận trả lời được):
       1  phụ lục II (QH-C04: 1)
    """
    say = translator(lang)
    if not ask:
        return say(N_("Không còn gì phải hỏi.")) + "\n"
    lines = [say(N_("Nên hỏi trước (số kết luận trả lời được):"))]
    for one in ask[:most]:
        english = one.get("what_en") if lang == "en" else ""
        rules = Counter(mark.get("rule") for mark in one.get("verdicts") or ())
        said = ", ".join(f"{rule}: {count}" for rule, count in sorted(rules.items()))
        what = show.one_line(english or one.get("what"))
        settles = f"{show.number(one.get('settles'), 0, lang) or '?':>4}  "
        lines += wrap(f"{what} ({said})" if said else what, width, first=settles)
    if len(ask) > most:
        left = say(N_("và {count} thứ khác.")).format(count=len(ask) - most)
        lines.append(f"      {left}")
    return "\n".join([*lines, ""])


def _days(answer: Answer, lang: str) -> str:
    say = translator(lang)
    on, known = (show.day(answer.get(name), lang) for name in ("on", "known"))
    said = say(N_("Ngày xét: {on}.")).format(on=on or "?")
    if known:
        said += " " + say(N_("Biết đến: {known}.")).format(known=known)
    return said


def _project(
    project: Mapping[str, Any],
    lang: str,
    colour: bool,
    width: int,
) -> Iterator[str]:
    outcome, force = project.get("outcome") or "", project.get("force") or ""
    english = project.get("name_en") if lang == "en" else ""
    name = show.one_line(english or project.get("name"))
    yield from wrap(name, width, first=f"{project.get('id')}  ", rest="  ")
    words = verdict_words(outcome, force, lang=lang)
    yield "  " + paint(words, outcome, colour=colour)
    for verdict in project["verdicts"]:
        yield from _verdict(verdict, lang, colour, width)


def _verdict(
    verdict: Mapping[str, Any],
    lang: str,
    colour: bool,
    width: int,
) -> Iterator[str]:
    outcome, force = verdict.get("outcome") or "", verdict.get("force") or ""
    words = verdict_words(outcome, force, lang=lang)
    yield f"  {verdict.get('rule')}  {paint(words, outcome, colour=colour)}"
    rest = " " * 10
    yield from wrap(sentence(verdict, lang=lang), width, first=rest)
    needed = settle(verdict, lang=lang)
    if needed:
        yield from wrap(needed, width, first=rest)
    for citation in (verdict.get("citations") or ())[:1]:
        said = translator(lang)(N_("Căn cứ: {law}"))
        yield from wrap(said.format(law=law(citation, lang=lang)), width, first=rest)


def not_judged_text(rows: Sequence[Mapping[str, Any]], *, lang: str) -> str:
    """Return which projects were not judged on the day and why; empty for none.

    Parameters
    ----------
    rows : sequence of Mapping
        ``not_judged`` of the answer.
    lang : str
        ``"vi"`` or ``"en"``.

    Returns
    -------
    str
        One sentence in the language asked.

    Raises
    ------
    BadInput
        There is no such language.

    Examples
    --------
    >>> not_judged_text([{"id": "P1", "reason": "ended"}], lang="vi")
    'Không xét: P1 (đã kết thúc).'
    >>> not_judged_text([], lang="en")
    ''
    """
    say = translator(lang)
    said = [
        f"{one.get('id')} ({say(_NOT_JUDGED.get(one.get('reason') or '', '?'))})"
        for one in rows
    ]
    return say(N_("Không xét: {said}.")).format(said=", ".join(said)) if said else ""


def issue_text(issue: Mapping[str, Any], *, lang: str) -> str:
    """Return an issue of the input in one line: code, place, reason, cure.

    Parameters
    ----------
    issue : Mapping
        One of the ``issues`` of the answer.
    lang : str
        ``"vi"`` or ``"en"``.

    Returns
    -------
    str
        Without a line break.

    Examples
    --------
    >>> issue_text({"code": "QH-D01", "file": "a.csv", "row": 2}, lang="vi")
    'QH-D01 · a.csv, 2:'
    """
    tail = "_en" if lang == "en" else ""
    keys = ("file", "sheet", "layer", "row", "column", "value")
    place = ", ".join(str(issue[k]) for k in keys if issue.get(k) not in (None, ""))
    said = " ".join(str(issue.get(f"{k}{tail}") or "") for k in ("reason", "cure"))
    return f"{issue.get('code')} · {place}: {said}".rstrip()


def _issues(answer: Answer, lang: str) -> str:
    say = translator(lang)
    found = Counter(issue.get("severity") for issue in answer.get("issues") or ())
    said = ", ".join(
        f"{found[s]} {say(_SEVERITIES[s])}" for s in _SEVERITIES if found[s]
    )
    return say(N_("Dòng dữ liệu có vấn đề: {said}.")).format(said=said) if said else ""
