"""Own the seam between the answers of two days: what changed, and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

from quyhoach.reports.causes import Pair, cause_words, causes_of
from quyhoach.reports.layout import WIDTH, verdict_words, wrap
from quyhoach.reports.titles import reason_title
from quyhoach.reports.values import day, one_line
from quyhoach.reports.words import N_, translator

__all__ = ["changes", "changes_text"]

Answer = Mapping[str, Any]
Plain = dict[str, Any]
Verdict = Mapping[str, Any]


def changes(answers: Sequence[Answer]) -> list[Plain]:
    """Return what changed from each answer to the next, project by project.

    Parameters
    ----------
    answers : sequence of Mapping
        Answers of a check of the same projects, in the order of their days; best with
        all verdicts, for what conforms is else only known to be gone.

    Returns
    -------
    list of dict
        ``project, name, name_en, days, before, after, verdicts, causes``. ``before``
        and ``after`` hold ``outcome`` (also ``not_judged``) and ``force``. ``verdicts``
        holds ``rule, other, before, after, causes`` of each verdict whose reason or
        force changed, ``None`` where there was none. A project whose outcome changed
        stands before one that only gave other reasons.

    Examples
    --------
    >>> verdict = {"rule": "QH-C06", "reason": "QH-C06.end_missing", "force": ""}
    >>> one = {"id": "P1", "name": "Kho", "outcome": "unknown", "verdicts": [verdict]}
    >>> first = {"on": "2025-06-30", "projects": [one]}
    >>> gone = {"id": "P1", "reason": "ended"}
    >>> second = {"on": "2026-11-23", "projects": [], "not_judged": [gone]}
    >>> (found,) = changes([first, second])
    >>> found["after"]["outcome"], [cause["kind"] for cause in found["causes"]]
    ('not_judged', ['ended'])
    """
    found = []
    for before, after in pairwise(answers):
        made = list(_between(before, after))
        found += sorted(made, key=lambda one: one["before"] == one["after"])
    return found


def changes_text(changed: Sequence[Plain], *, lang: str, width: int = WIDTH) -> str:
    r"""Return changes as text for a terminal.

    Parameters
    ----------
    changed : sequence of dict
        What `changes` returns.
    lang : str
        ``"vi"`` or ``"en"``.
    width : int
        Columns.

    Returns
    -------
    str
        One block a project: outcome before and after, each verdict that changed, and
        why. Projects that are no longer or newly judged for the same reason share one.

    Examples
    --------
    >>> changes_text([], lang="vi")
    'Không dự án nào đổi kết luận.\n'
    """
    say = translator(lang)
    if not changed:
        return say(N_("Không dự án nào đổi kết luận.")) + "\n"
    lines: list[str] = []
    for (days, outcomes, why, _), same in _alike(changed, lang).items():
        if len(same) > 1:
            keys = ", ".join(str(one["project"]) for one in same)
            lines += wrap(keys, width, rest="  ")
        else:
            english = same[0].get("name_en") if lang == "en" else ""
            name = one_line(english or same[0]["name"])
            lines += wrap(name, width, first=f"{same[0]['project']}  ", rest="  ")
        lines += wrap(f"{days}: {outcomes}", width, first="  ")
        for verdict in same[0]["verdicts"]:
            rule = f"  {verdict['rule']}  "
            lines += wrap(_reasons(verdict, lang), width, first=rule)
        said = say(N_("Vì: {why}.")).format(why=why)
        lines += wrap(said, width, first="  ", rest="    ")
    return "\n".join([*lines, ""])


def _alike(
    changed: Sequence[Plain], lang: str
) -> dict[tuple[str, str, str, str], list[Plain]]:
    groups: dict[tuple[str, str, str, str], list[Plain]] = {}
    for one in changed:
        days = " → ".join(day(on, lang) for on in one["days"])
        why = cause_words(one["causes"], lang=lang)
        alone = one["project"] if one["verdicts"] else ""
        groups.setdefault((days, _outcomes(one, lang), why, alone), []).append(one)
    return groups


def _between(before: Answer, after: Answer) -> Iterator[Plain]:
    first, second = _states(before), _states(after)
    days = (str(before.get("on") or ""), str(after.get("on") or ""))
    for key in list(dict.fromkeys([*first, *second])):
        old, new = first.get(key, {}), second.get(key, {})
        pair = Pair(days, old.get("apart", ""), new.get("apart", ""), first, second)
        verdicts = [
            {
                **_shown(a or b or {}),
                "before": _said(a),
                "after": _said(b),
                "causes": causes_of(pair, a, b),
            }
            for a, b in _matched(old.get("verdicts") or (), new.get("verdicts") or ())
            if _said(a) != _said(b)
        ]
        was, is_ = _state(old), _state(new)
        if was != is_ or verdicts:
            yield {
                "project": key,
                "name": old.get("name") or new.get("name"),
                "name_en": old.get("name_en") or new.get("name_en"),
                "days": list(days),
                "before": was,
                "after": is_,
                "verdicts": verdicts if not (pair.old_apart or pair.new_apart) else [],
                "causes": _joined(pair, verdicts),
            }


def _states(answer: Answer) -> dict[str, Mapping[str, Any]]:
    found: dict[str, Mapping[str, Any]] = {
        str(one["id"]): one for one in answer.get("projects") or ()
    }
    for one in answer.get("not_judged") or ():
        found[str(one["id"])] = {
            "name": one.get("name"),
            "outcome": "not_judged",
            "apart": one.get("reason") or "not_judged",
        }
    return found


def _state(project: Mapping[str, Any]) -> Plain:
    outcome = project.get("outcome") or "conforms"
    return {"outcome": outcome, "force": project.get("force") or ""}


def _joined(pair: Pair, verdicts: Iterable[Mapping[str, Any]]) -> list[Plain]:
    apart = causes_of(pair, None, None)
    if apart:
        return apart
    joined: list[Plain] = []
    for cause in (cause for verdict in verdicts for cause in verdict["causes"]):
        if cause not in joined:
            joined.append(cause)
    return joined


def _shown(verdict: Verdict) -> Plain:
    return {"rule": verdict.get("rule"), "other": verdict.get("other")}


def _said(verdict: Verdict | None) -> Plain | None:
    if verdict is None:
        return None
    return {name: verdict.get(name) or "" for name in ("reason", "outcome", "force")}


def _matched(
    before: Iterable[Verdict], after: Iterable[Verdict]
) -> Iterator[tuple[Verdict | None, Verdict | None]]:
    old, new = list(before), list(after)
    for match in (_whole, _whom, _rule):
        left = []
        for verdict in old:
            at = next(
                (k for k, o in enumerate(new) if match(o) == match(verdict)), None
            )
            if at is None:
                left.append(verdict)
            else:
                yield verdict, new.pop(at)
        old = left
    yield from ((verdict, None) for verdict in old)
    yield from ((None, verdict) for verdict in new)


def _rule(verdict: Verdict) -> tuple[Any, ...]:
    return (verdict.get("rule"),)


def _whom(verdict: Verdict) -> tuple[Any, ...]:
    other = verdict.get("other") or {}
    return (verdict.get("rule"), other.get("kind"), other.get("id"))


def _whole(verdict: Verdict) -> tuple[Any, ...]:
    return (*_whom(verdict), verdict.get("reason"))


def _outcomes(one: Plain, lang: str) -> str:
    was, is_ = (
        verdict_words(one[name]["outcome"], one[name]["force"], lang=lang)
        for name in ("before", "after")
    )
    return f"{was} → {is_}" if was != is_ else was


def _reasons(verdict: Mapping[str, Any], lang: str) -> str:
    nothing = translator(lang)(N_("không có"))
    was, is_ = (
        reason_title(said["reason"], lang) if said else nothing
        for said in (verdict["before"], verdict["after"])
    )
    if was == is_:
        was, is_ = (
            verdict_words(said["outcome"], said["force"], lang=lang)
            if said
            else nothing
            for said in (verdict["before"], verdict["after"])
        )
    return f"{was} → {is_}"
