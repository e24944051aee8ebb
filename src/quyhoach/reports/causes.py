"""Say why a verdict differs between two days, from what stands in the two answers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from quyhoach.reports.values import day, one_line
from quyhoach.reports.words import N_, translator

__all__ = ["Pair", "cause_words", "causes_of"]

Plain = dict[str, Any]
Verdict = Mapping[str, Any]
Projects = Mapping[str, Mapping[str, Any]]

_WORDS = {
    "began": N_("{name} có hiệu lực từ {day}"),
    "expired": N_("{name} hết hiệu lực sau {day}"),
    "review": N_("một văn bản căn cứ cần rà soát pháp lý"),
    "list_regime": N_("quy định về danh mục đã đổi"),
    "zone_began": N_("{name} mới có hiệu lực"),
    "zone_expired": N_("{name} hết hiệu lực"),
    "ended": N_("thời gian dự án đã hết"),
    "begun": N_("dự án đã bắt đầu"),
    "other_ended": N_("{name} đã hết thời gian"),
    "other_begun": N_("{name} đã bắt đầu"),
    "unexplained": N_("chưa rõ vì sao"),
}
_LIST = ("QH-C04.beyond_plan", "QH-C04.not_listed_flag")


@dataclass(frozen=True, slots=True)
class Pair:
    """Two days of one project.

    Parameters
    ----------
    days : tuple of str
        The two days, ISO.
    old_apart, new_apart : str
        Why the project was not judged on each; empty where it was.
    first, second : Mapping
        Every project of each answer, by id.
    """

    days: tuple[str, str]
    old_apart: str
    new_apart: str
    first: Projects
    second: Projects


def causes_of(pair: Pair, before: Verdict | None, after: Verdict | None) -> list[Plain]:
    """Return why a verdict differs between two days.

    Parameters
    ----------
    pair : Pair
        The two days.
    before, after : Mapping, optional
        The verdict on each; both ``None`` asks only why the project was not judged.

    Returns
    -------
    list of dict
        ``kind, name, day``: a paper or zone that came into force or ended, the regime
        of lists, the project's or the other's period, a legal review; ``unexplained``
        where the answers do not show it.

    Examples
    --------
    >>> law = {"number": "2/QĐ", "in_force_from": "2026-03-01"}
    >>> pair = Pair(("2025-06-30", "2026-11-23"), "", "", {}, {})
    >>> causes_of(pair, None, {"citations": [law]})
    [{'kind': 'began', 'name': '2/QĐ', 'day': '2026-03-01'}]
    """
    if pair.new_apart == "ended" or pair.old_apart == "not_begun":
        return [_cause("ended" if pair.new_apart == "ended" else "begun")]
    if before is None and after is None:
        return []
    found: list[Plain] = []
    for way in (_papers, _lists, _reviews, _others):
        causes = way(pair, before or {}, after or {})
        found += [cause for cause in causes if cause not in found]
    return found or list(_zones(before or {}, after or {})) or [_cause("unexplained")]


def cause_words(causes: Sequence[Mapping[str, Any]], *, lang: str) -> str:
    """Return causes in words.

    Parameters
    ----------
    causes : sequence of Mapping
        What `causes_of` returns.
    lang : str
        ``"vi"`` or ``"en"``.

    Returns
    -------
    str
        Joined by semicolons; causes that explain stand alone.

    Examples
    --------
    >>> cause_words([{"kind": "ended", "name": "", "day": ""}], lang="vi")
    'thời gian dự án đã hết'
    """
    say = translator(lang)
    known = [one for one in causes if one["kind"] != "unexplained"]
    said = [
        say(_WORDS[one["kind"]]).format(name=one["name"], day=day(one["day"], lang))
        for one in known
    ]
    return "; ".join(dict.fromkeys(said)) or say(_WORDS["unexplained"])


def _cause(kind: str, name: str = "", on: str = "") -> Plain:
    return {"kind": kind, "name": name, "day": on}


def _citations(*verdicts: Verdict) -> Iterator[Mapping[str, Any]]:
    for verdict in verdicts:
        yield from verdict.get("citations") or ()


def _papers(pair: Pair, before: Verdict, after: Verdict) -> Iterator[Plain]:
    first, second = pair.days
    for one in _citations(before, after):
        begin, end = one.get("in_force_from") or "", one.get("in_force_to") or ""
        name = one_line(one.get("number") or one.get("instrument"))
        if end and first <= end < second:
            yield _cause("expired", name, end)
        if begin and first < begin <= second:
            yield _cause("began", name, begin)


def _lists(_: Pair, before: Verdict, after: Verdict) -> Iterator[Plain]:
    if {before.get("reason"), after.get("reason")} == set(_LIST):
        yield _cause("list_regime")


def _reviews(_: Pair, before: Verdict, after: Verdict) -> Iterator[Plain]:
    weaker = before.get("force") == "binding" != after.get("force")
    if weaker and after.get("review") and not before.get("review"):
        yield _cause("review")


def _others(pair: Pair, before: Verdict, after: Verdict) -> Iterator[Plain]:
    for verdict in (before, after):
        other = verdict.get("other") or {}
        if other.get("kind") == "project":
            key, name = (
                str(other.get("id")),
                one_line(other.get("name") or other.get("id")),
            )
            if pair.second.get(key, {}).get("apart") == "ended":
                yield _cause("other_ended", name)
            elif pair.first.get(key, {}).get("apart") == "not_begun":
                yield _cause("other_begun", name)


def _zones(before: Verdict, after: Verdict) -> Iterator[Plain]:
    old, new = (
        other if other.get("kind") == "zone" else {}
        for other in (before.get("other") or {}, after.get("other") or {})
    )
    if old.get("id") != new.get("id"):
        for kind, zone in (("zone_expired", old), ("zone_began", new)):
            if zone:
                yield _cause(kind, one_line(zone.get("name") or zone.get("id")))
