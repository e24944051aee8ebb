"""Own the seam between one judged project and its whole trail, for a reader."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from quyhoach.reports import values as show
from quyhoach.reports.laws import law, since
from quyhoach.reports.layout import WIDTH, verdict_words, wrap
from quyhoach.reports.sentences import sentence, settle
from quyhoach.reports.titles import rule_question, rule_title
from quyhoach.reports.words import N_, translator

__all__ = ["kind_word", "only_indicative", "trail"]

Verdict = Mapping[str, Any]

_KINDS = {
    "programme": N_("chương trình"),
    "project": N_("dự án"),
    "task": N_("nhiệm vụ"),
    "plan": N_("quy hoạch"),
    "zone": N_("khu vực"),
    "provision": N_("điều khoản"),
    "instrument": N_("văn bản"),
    "coverage": N_("bản sao của ta"),
}
_WEAK = {
    ("text", "secondary"): N_("lời văn đọc qua nguồn khác, chưa đọc bản gốc"),
    ("text", "memory"): N_("lời văn ghi theo trí nhớ"),
    ("text", "missing"): N_("chưa có lời văn"),
    ("source_kind", "official"): N_("nguồn là trang chính thức, chưa phải văn bản"),
    ("source_kind", "news"): N_("nguồn là báo chí"),
    ("source_kind", "derived"): N_("số liệu tự suy ra"),
    ("source_kind", "assumption"): N_("số liệu là giả định"),
    ("geometry", "approximate"): N_("hình gần đúng"),
    ("geometry", "indicative"): N_("hình là sơ đồ, không đo được"),
    ("crs", "inferred"): N_("hệ tọa độ do suy ra"),
    ("crs", "unknown"): N_("chưa rõ hệ tọa độ"),
}
_TOLERANCES = {
    "floor": N_("mức tối thiểu"),
    "reference_system": N_("độ chính xác của hệ tọa độ"),
    "project_scale": N_("tỷ lệ bản đồ của dự án"),
    "other_scale": N_("tỷ lệ bản đồ của bên kia"),
    "smallest_scale": N_("tỷ lệ nhỏ nhất hợp lý, vì không biết tỷ lệ"),
}


def trail(
    project_answer: Mapping[str, Any],
    *,
    lang: str,
    fictional: bool = False,
    width: int = WIDTH,
) -> str:
    """Return one project with everything each of its verdicts rests on.

    Parameters
    ----------
    project_answer : Mapping
        One of the ``projects`` of an answer.
    lang : str
        ``"vi"`` or ``"en"``.
    fictional : bool
        The package is invented, and the trail says so.
    width : int
        Columns.

    Returns
    -------
    str
        Name and identifiers; then each verdict: sentence, law beside it, the other
        object, measure, tolerance, force and why it is no more than indicative, and
        what would settle it.

    Examples
    --------
    >>> verdict = {"rule": "QH-C06", "reason": "QH-C06.period_missing"}
    >>> project = {"id": "P1", "name": "Kho", "kind": "project", "verdicts": [verdict]}
    >>> print(trail(project, lang="vi").splitlines()[0])
    P1  Kho
    """
    tag = translator(lang)(N_("GIẢ ĐỊNH"))
    english = project_answer.get("name_en") if lang == "en" else ""
    name = show.one_line(english or project_answer.get("name"))
    key = (
        f"{tag} · {project_answer.get('id')}" if fictional else project_answer.get("id")
    )
    lines = wrap(name, width, first=f"{key}  ", rest="  ")
    lines += _lines(_head(project_answer, lang), width, 2)
    for verdict in project_answer.get("verdicts") or ():
        rule = verdict.get("rule") or ""
        question = f"{rule} {rule_title(rule, lang)}. {rule_question(rule, lang)}"
        lines += ["", *wrap(question, width, rest=" " * 4)]
        lines += _lines(_verdict(verdict, lang), width, 4)
    return "\n".join([*lines, ""])


def only_indicative(verdict: Verdict, *, lang: str) -> str:
    """Return why a verdict is no more than indicative.

    Parameters
    ----------
    verdict : Mapping
        A verdict of the answer, with ``weakest`` where that is known.
    lang : str
        ``"vi"`` or ``"en"``.

    Returns
    -------
    str
        The weak properties of what was used, weakest value each; empty where the
        verdict binds, and where no reason is known.

    Examples
    --------
    >>> weak = [{"property": "source_kind", "value": "news"}]
    >>> only_indicative({"force": "indicative", "weakest": weak}, lang="vi")
    'nguồn là báo chí'
    >>> only_indicative({"force": "binding"}, lang="vi")
    ''
    """
    if verdict.get("force") == "binding":
        return ""
    say = translator(lang)
    given = verdict.get("weakest") or ()
    said = [
        _weak(one, lang) for one in ([given] if isinstance(given, Mapping) else given)
    ]
    if verdict.get("review"):
        said.append(say(N_("một văn bản căn cứ cần rà soát pháp lý")))
    return "; ".join(said)


def kind_word(kind: str, *, lang: str) -> str:
    """Return what a thing is called: a project, a programme, a zone.

    Parameters
    ----------
    kind : str
        Kind as the answer has it.
    lang : str
        ``"vi"`` or ``"en"``.

    Returns
    -------
    str
        Empty for a kind that has no word.

    Examples
    --------
    >>> kind_word("programme", lang="vi"), kind_word("", lang="vi")
    ('chương trình', '')
    """
    word = _KINDS.get(kind, "")
    return translator(lang)(word) if word else ""


def _weak(one: Mapping[str, Any], lang: str) -> str:
    pair = (one.get("property") or "", one.get("value") or "")
    words = translator(lang)(_WEAK.get(pair, f"{pair[0]}: {pair[1]}"))
    of = show.one_line(one.get("of"))
    return f"{words} ({of})" if of else words


def _lines(pairs: Iterable[tuple[str, str]], width: int, indent: int) -> Iterator[str]:
    for label, text in pairs:
        first = " " * indent + (f"{label}: " if label else "")
        if text:
            yield from wrap(text, width, first=first, rest=" " * (indent + 4))


def _head(project: Mapping[str, Any], lang: str) -> Iterator[tuple[str, str]]:
    say = translator(lang)
    codes = [
        f"{one.get('id')} ({one.get('scheme')})"
        for one in project.get("identifiers") or ()
    ]
    words = verdict_words(
        project.get("outcome") or "", project.get("force") or "", lang=lang
    )
    yield say(N_("Mã")), ", ".join(codes)
    yield say(N_("Loại")), kind_word(project.get("kind") or "", lang=lang)
    yield say(N_("Kết luận")), words


def _verdict(verdict: Verdict, lang: str) -> Iterator[tuple[str, str]]:
    say = translator(lang)
    outcome, force = verdict.get("outcome") or "", verdict.get("force") or ""
    yield "", verdict_words(outcome, force, lang=lang)
    yield "", sentence(verdict, lang=lang)
    for citation in verdict.get("citations") or ():
        yield say(N_("Căn cứ")), law(citation, lang=lang)
        english = citation.get("gist_en") if lang == "en" else ""
        yield say(N_("Tóm ý")), show.one_line(english or citation.get("gist"))
        yield "", since(citation, lang=lang)
    yield say(N_("Bên kia")), _other(verdict, lang)
    yield say(N_("Đo được")), _measure(verdict, lang)
    yield say(N_("Sai số cho phép")), _tolerance(verdict, lang)
    why = only_indicative(verdict, lang=lang)
    yield say(N_("Chỉ tham khảo vì")), why
    yield "", settle(verdict, lang=lang)


def _other(verdict: Verdict, lang: str) -> str:
    other = verdict.get("other") or {}
    kind = kind_word(other.get("kind") or "", lang=lang)
    english = other.get("name_en") if lang == "en" else ""
    name = show.one_line(english or other.get("name"))
    named = " ".join(filter(None, (kind, other.get("id"))))
    return ": ".join(filter(None, (named, name)))


def _measure(verdict: Verdict, lang: str) -> str:
    measure = verdict.get("measure") or {}
    say = translator(lang)
    share = show.share(measure.get("share"), lang)
    parts = (
        show.area(measure.get("area_m2"), lang),
        show.length(measure.get("length_m"), lang),
        say(N_("{share} của dự án")).format(share=share) if share else "",
    )
    return ", ".join(filter(None, parts))


def _tolerance(verdict: Verdict, lang: str) -> str:
    given = show.length(verdict.get("tolerance_m"), lang)
    source = _TOLERANCES.get(verdict.get("tolerance_from") or "", "")
    if not given or not source:
        return given
    say = translator(lang)
    return say(N_("{given}, theo {source}")).format(given=given, source=say(source))
