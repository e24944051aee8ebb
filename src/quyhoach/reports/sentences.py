"""Own the seam between a verdict and the sentence that a person reads."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from string import Formatter
from typing import Any

from quyhoach.conformity.catalogue import REASONS
from quyhoach.reports import values as show
from quyhoach.reports.said import ABSENT, MEASURE, NEEDS, SENTENCES, SETTLES
from quyhoach.reports.words import N_, translator

__all__ = ["sentence", "settle"]

Verdict = Mapping[str, Any]
Piece = tuple[str, str]
Part = tuple[tuple[str, ...], tuple[Piece, ...], tuple[Piece, ...]]

_OPTIONAL = re.compile(r"\[([^\[\]|]*)(?:\|([^\[\]|]*))?\]")
_LEVELS = {
    "law": N_("luật"),
    "national": N_("quy hoạch cấp quốc gia"),
    "region": N_("quy hoạch vùng"),
    "sector": N_("quy hoạch ngành"),
    "province": N_("quy hoạch tỉnh"),
}
_LACKING = {
    "sector": N_("ngành"),
    "place": N_("địa bàn"),
    "period": N_("thời gian"),
    "capital": N_("nguồn vốn"),
}


def sentence(verdict: Verdict, *, lang: str) -> str:
    """Return what a verdict says, in one to three short sentences.

    Parameters
    ----------
    verdict : Mapping
        A verdict of the answer: reason, parameters, other, measure, tolerance_m. Any
        value may be missing.
    lang : str
        ``"vi"`` or ``"en"``.

    Returns
    -------
    str
        The sentence.

    Raises
    ------
    KeyError
        No rule gives this reason.

    Examples
    --------
    >>> shared = {"area_m2": 45000.0, "length_m": 0.0, "share": 0.375}
    >>> zone = {"kind": "zone", "id": "Z1", "name": "khu vực bảo vệ I"}
    >>> said = {"reason": "QH-C02.on_protected", "other": zone, "measure": shared}
    >>> print(sentence(said, lang="vi"))
    Không được. Dự án đứng trên khu vực bảo vệ I, nơi quy định bảo vệ không cho phép \
công năng này. Phần chung 4,50 ha, bằng 37,5 % dự án.

    With nothing known it says less, and stays true:

    >>> sentence({"reason": "QH-C03.outside"}, lang="en")
    'No. Share outside every zone: no figure.'
    """
    return _fill(SENTENCES[verdict["reason"]], verdict, lang)


def settle(verdict: Verdict, *, lang: str) -> str:
    """Return what would settle an unknown verdict.

    Parameters
    ----------
    verdict : Mapping
        A verdict of the answer.
    lang : str
        ``"vi"`` or ``"en"``.

    Returns
    -------
    str
        Begins with what is needed; empty where nothing is left to settle.

    Raises
    ------
    KeyError
        No rule gives this reason.

    Examples
    --------
    >>> settle({"reason": "QH-C01.footprint_missing"}, lang="vi")
    'Cần: ranh giới VN-2000 của dự án.'
    >>> settle({"reason": "QH-C01.use_permitted"}, lang="vi")
    ''
    """
    need = REASONS[verdict["reason"]].need
    if need is None:
        return ""
    template = SETTLES.get(verdict["reason"]) or NEEDS[need]
    thing = _fill(template, verdict, lang)
    return translator(lang)(N_("Cần: {thing}.")).format(thing=thing)


def _fill(template: str, verdict: Verdict, lang: str) -> str:
    say = translator(lang)
    known: dict[str, str] = {}
    said = []
    for asked, first, second in _parts(say(template)):
        for name in asked:
            known[name] = known.get(name) or _VALUES[name](verdict, lang)
        for words, name in first if all(map(known.get, asked)) else second:
            said.append(words)
            if name:
                value = known.get(name) or _VALUES[name](verdict, lang)
                said.append(value or say(ABSENT.get(name, N_("chưa có số"))))
    return "".join(said)


@lru_cache
def _parts(template: str) -> tuple[Part, ...]:
    found: list[Part] = []
    at = 0
    for match in _OPTIONAL.finditer(template):
        found.append(((), _pieces(template[at : match.start()]), ()))
        first = _pieces(match[1])
        asked = tuple(name for _, name in first if name)
        found.append((asked, first, _pieces(match[2] or "")))
        at = match.end()
    found.append(((), _pieces(template[at:]), ()))
    return tuple(found)


def _pieces(text: str) -> tuple[Piece, ...]:
    return tuple((words, name or "") for words, name, _, _ in Formatter().parse(text))


def _other(*kinds: str) -> Callable[[Verdict, str], str]:
    def value(verdict: Verdict, lang: str) -> str:
        other = verdict.get("other") or {}
        if other.get("kind") not in kinds:
            return ""
        name = _named(other, "name", lang) or show.one_line(other.get("id"))
        return _gists(verdict).get(name, name) if lang == "en" else name

    return value


def _gists(verdict: Verdict) -> Mapping[str, str]:
    cited = verdict.get("citations") or ()
    pairs = [[show.one_line(one.get(n)) for n in ("gist", "gist_en")] for one in cited]
    return {gist: english for gist, english in pairs if english}


def _named(holder: Mapping[str, Any], name: str, lang: str) -> str:
    english = show.one_line(holder.get(f"{name}_{lang}")) if lang != "vi" else ""
    return english or show.one_line(holder.get(name))


def _parameters(verdict: Verdict) -> Mapping[str, Any]:
    return verdict.get("parameters") or {}


def _text(name: str) -> Callable[[Verdict, str], str]:
    return lambda verdict, lang: _named(_parameters(verdict), name, lang)


def _percent(name: str, whole: float = 1.0) -> Callable[[Verdict, str], str]:
    def value(verdict: Verdict, lang: str) -> str:
        given = show.finite(_parameters(verdict).get(name))
        return "" if given is None else show.share(given / whole, lang)

    return value


def _apart(name: str) -> Callable[[Verdict, str], str]:
    def value(verdict: Verdict, lang: str) -> str:
        given = show.finite(_parameters(verdict).get(name))
        limit = show.finite(_parameters(verdict).get("limit"))
        if given is None or limit is None or given == limit:
            return show.share(given, lang)
        # as many decimals as tell it from the limit
        near = (d for d in (1, 2, 3) if round(given * 100, d) != round(limit * 100, d))
        return show.share(given, lang, digits=next(near, 4))

    return value


def _several(name: str) -> Callable[[Verdict, str], str]:
    def value(verdict: Verdict, lang: str) -> str:
        given = show.finite(_parameters(verdict).get(name)) or 0.0
        return show.number(given, 0, lang) if given > 1 else ""

    return value


def _score(verdict: Verdict, lang: str) -> str:
    return show.number(_parameters(verdict).get("score"), 2, lang)


def _day(name: str) -> Callable[[Verdict, str], str]:
    return lambda verdict, lang: show.day(_parameters(verdict).get(name), lang)


def _span(begin: str, end: str) -> Callable[[Verdict, str], str]:
    def value(verdict: Verdict, lang: str) -> str:
        given = _parameters(verdict)
        return show.period(given.get(begin), given.get(end), lang)

    return value


def _moves(verdict: Verdict, lang: str) -> str:
    given = _parameters(verdict)
    ends = [*(given.get("earlier") or ()), given.get("end")]
    return " → ".join(filter(None, (show.day(end, lang) for end in ends)))


def _use(verdict: Verdict, lang: str) -> str:
    given = _parameters(verdict)
    code = show.one_line(given.get("sector"))
    spoken = translator(lang)(N_("ngành {code}")).format(code=code) if code else ""
    return _named(given, "sector_name", lang) or spoken


def _needs(verdict: Verdict, lang: str) -> str:
    return _text("needs")(verdict, lang) or _other("coverage")(verdict, lang)


def _higher(verdict: Verdict, lang: str) -> str:
    level = show.one_line(_parameters(verdict).get("level"))
    return translator(lang)(_LEVELS[level]) if level in _LEVELS else ""


def _lacks(verdict: Verdict, lang: str) -> str:
    given = _parameters(verdict).get("lacks") or ()
    names: Sequence[Any] = [given] if isinstance(given, str) else given
    words = [_LACKING.get(name, show.one_line(name)) for name in names]
    return ", ".join(translator(lang)(word) for word in words if word)


def _line(verdict: Verdict, lang: str) -> str:
    given, say = _parameters(verdict), translator(lang)
    decision, code = (
        show.one_line(given.get("decision")),
        show.one_line(given.get("code")),
    )
    year = show.one_line(given.get("year") or "")
    code = code and say(N_("mã {code}")).format(code=code)
    year = year and say(N_("năm {year}")).format(year=year)
    return ", ".join(part for part in (decision, code, year) if part)


def _measured(
    name: str, shown: Callable[[object, str], str]
) -> Callable[[Verdict, str], str]:
    return lambda verdict, lang: shown((verdict.get("measure") or {}).get(name), lang)


def _shared(verdict: Verdict, lang: str) -> str:
    ground = _measured("area_m2", show.area)(verdict, lang)
    return ground or _measured("length_m", show.length)(verdict, lang)


def _measure(verdict: Verdict, lang: str) -> str:
    return _fill(MEASURE, verdict, lang) if _shared(verdict, lang) else ""


_VALUES: dict[str, Callable[[Verdict, str], str]] = {
    "alike": _percent("score", 100.0),
    "begin": _day("begin"),
    "condition": _text("condition"),
    "decided_by": _text("decided_by"),
    "end": _day("end"),
    "higher": _higher,
    "higher_zone": _other("zone"),
    "lacks": _lacks,
    "limit": _percent("limit"),
    "line": _line,
    "measure": _measure,
    "moves": _moves,
    "needs": _needs,
    "number": _text("number"),
    "others": _several("others"),
    "outside": _apart("outside"),
    "outside_clear": _apart("outside_clear"),
    "phase": _text("phase"),
    "plan_end": _day("plan_end"),
    "plan_span": _span("plan_begin", "plan_end"),
    "project": _other("project"),
    "protected": _other("zone"),
    "provision": _other("provision", "instrument"),
    "scheme": _text("scheme"),
    "score": _score,
    "share": _measured("share", show.share),
    "shared": _shared,
    "span": _span("begin", "end"),
    "tolerance": lambda verdict, lang: show.length(verdict.get("tolerance_m"), lang),
    "use": _use,
    "zone": _other("zone"),
    "zones": _several("zones"),
}
