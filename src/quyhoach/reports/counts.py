"""Count what an answer says, days side by side."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from quyhoach.reports import values as show
from quyhoach.reports.layout import MARKS, width
from quyhoach.reports.titles import force_word, outcome_word, rule_title
from quyhoach.reports.words import N_, translator

__all__ = ["counts", "legend", "title"]

Answer = Mapping[str, Any]
_CELL = 5
_DAYS_A_TABLE = 2


def title(answer: Answer, *, lang: str) -> str:
    """Return the plan of an answer in one line.

    Parameters
    ----------
    answer : Mapping
        The answer of a check.
    lang : str
        Language.

    Returns
    -------
    str
        Its title; one that is invented says so first.

    Examples
    --------
    >>> title({"plan": {"title": "Quy hoạch A", "fictional": True}}, lang="vi")
    'GIẢ ĐỊNH · Quy hoạch A'
    """
    plan = answer.get("plan") or {}
    english = plan.get("title_en") if lang == "en" else ""
    name = show.one_line(english or plan.get("title") or plan.get("id"))
    fictional = answer.get("fictional") or plan.get("fictional")
    tag = translator(lang)(N_("GIẢ ĐỊNH"))
    return f"{tag} · {name}" if fictional else name


def legend(*, lang: str) -> str:
    """Return the shapes of the outcomes with their words.

    Parameters
    ----------
    lang : str
        Language.

    Returns
    -------
    str
        One line, gravest first.

    Examples
    --------
    >>> legend(lang="vi")
    '▲ Mâu thuẫn  ◆ Chưa rõ  ■ Ngoài quy hoạch  ● Phù hợp'
    """
    return "  ".join(f"{MARKS[name][0]} {outcome_word(name, lang)}" for name in MARKS)


def counts(answers: Sequence[Answer], *, lang: str) -> list[str]:
    """Return the counts of answers by outcome, force and rule, four columns a day.

    Parameters
    ----------
    answers : sequence of Mapping
        Answers of a check, in the order of their days.
    lang : str
        Language.

    Returns
    -------
    list of str
        Lines; more than two days make more than one table.

    Examples
    --------
    >>> one = {"on": "2026-11-23", "summary": {"by_outcome": {"unknown": 3}}}
    >>> for line in counts([one], lang="vi"):
    ...     print(line)
                                23/11/2026
                          ▲    ◆    ■    ●
    Dự án                 0    3    0    0
    Kết luận ràng buộc    0    0    0    0
    Kết luận tham khảo    0    0    0    0
    """
    lines: list[str] = []
    for at in range(0, len(answers), _DAYS_A_TABLE):
        some = answers[at : at + _DAYS_A_TABLE]
        lines += ([""] if lines else []) + _table(some, lang)
    return lines


def _table(answers: Sequence[Answer], lang: str) -> list[str]:
    rows = _counted(answers, lang)
    label = max(width(name) for name, _ in rows)
    digits = max(
        len(str(one.get(name, 0))) for _, r in rows for one in r for name in MARKS
    )
    cell = max(_CELL, digits + 2)
    shapes = [filled for filled, _ in MARKS.values()]
    days = [show.day(answer.get("on"), lang) for answer in answers]
    lines = [
        " " * label + "   ".join(day.rjust(len(MARKS) * cell) for day in days),
        " " * label + "   ".join(_cells(shapes, cell) for _ in days),
    ]
    for name, found in rows:
        numbers = [_cells([one.get(key, 0) for key in MARKS], cell) for one in found]
        lines.append(name + " " * (label - width(name)) + "   ".join(numbers))
    return lines


def _cells(values: Iterable[object], cell: int) -> str:
    return "".join(str(value).rjust(cell) for value in values)


def _counted(
    answers: Sequence[Answer], lang: str
) -> list[tuple[str, list[Mapping[str, int]]]]:
    say = translator(lang)
    found = [answer.get("summary") or {} for answer in answers]
    rows = [(say(N_("Dự án")), [one.get("by_outcome") or {} for one in found])]
    for force in ("binding", "indicative"):
        label = say(N_("Kết luận {force}"))
        label = label.format(force=force_word(force, lang).lower())
        rows.append((label, [_part(one, "by_force", force) for one in found]))
    for rule in sorted({rule for one in found for rule in one.get("by_rule") or {}}):
        label = f"{rule} {rule_title(rule, lang)}"
        rows.append((label, [_part(one, "by_rule", rule) for one in found]))
    return rows


def _part(summary: Mapping[str, Any], table: str, key: str) -> Mapping[str, int]:
    found: Mapping[str, int] = (summary.get(table) or {}).get(key) or {}
    return found
