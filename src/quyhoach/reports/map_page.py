"""Own the map page: one file that opens from disk and asks nothing of the network."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from datetime import date
from functools import lru_cache
from html import escape
from importlib.resources import files
from typing import Any

import shapely

from quyhoach.plan import Plan, Portfolio
from quyhoach.reports.map_answers import Pool, day_of
from quyhoach.reports.map_finds import find_rows
from quyhoach.reports.map_ground import Frame, frame_of
from quyhoach.reports.map_layers import layer_rows
from quyhoach.reports.map_objects import project_objects, zone_objects
from quyhoach.reports.map_outlines import Outlines
from quyhoach.reports.map_places import Places
from quyhoach.reports.map_svg import ground_svg, label_rows, pattern_svg
from quyhoach.reports.map_units import outlines_of
from quyhoach.reports.map_words import LANGUAGES, both, part, words

__all__ = ["map_page"]

_SCRIPTS = (
    "base.js",
    "place.js",
    "map.js",
    "signs.js",
    "touch.js",
    "layers.js",
    "list.js",
    "search.js",
    "mini.js",
    "card.js",
    "places.js",
    "shared.js",
    "overview.js",
    "paper.js",
    "link.js",
    "start.js",
)
_STYLES = ("fonts.css", "tokens.css", "page.css", "map.css", "print.css")
_URL = re.compile(r'url\("(fonts/[\w.-]+)"\)')
_WORD = re.compile(r'(<[^<>]*data-w="([\w.]+)"[^<>]*>)')
_LABEL = re.compile(r'data-a="([\w.]+)"')
# strings, templates and patterns stay as written; between them a space says nothing
_KEPT = re.compile(
    r"""('(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\.)*`|(?<=[(,=:]) ?/(?:[^/\\\n]|\\.)+/\w*)"""
    r"""|[^'`/]+|/"""
)
_SPACED = re.compile(r" *(=>|===|!==|\?\?|&&|\|\||[{}(),;:?=<>*]) *| ([+-]) (?![+-])")
_JOINED = re.compile(r"(?<=[{(\[,=?:&|;])\n|\n(?=[.?:)\]&|+}])")
_CLOSED = re.compile(r";(?=\})|,(?=[})\]])")
_ONE = re.compile(r"(?<![\w$])\((\w+)\)=>")
_HOLE = re.compile(r"\{\{(\w+)\}\}")


def map_page(
    *,
    plan: Plan,
    portfolio: Portfolio,
    answers: Sequence[Mapping[str, Any]],
    lang: str = "vi",
    units: Outlines | None = None,
) -> str:
    """Return the map of a plan and its projects as one page that works from disk.

    Parameters
    ----------
    plan : Plan
        Ground, names and law.
    portfolio : Portfolio
        The projects judged.
    answers : sequence of Mapping
        The answer of each day to compare, in the order shown; the last one is shown
        first. At least one.
    lang : str
        ``vi`` or ``en``: the language the page opens in. Both are inside.
    units : Outlines, optional
        Shapes of administrative units in EPSG:9215: boundaries, or a schematic, which
        is drawn as one. Without it units are points.

    Returns
    -------
    str
        HTML with everything in it: styles, fonts, script, data. The same input gives
        the same text.

    Raises
    ------
    ValueError
        No answer, or a language that is not one of the two.
    """
    if not answers or lang not in LANGUAGES:
        reason = f"needs an answer and a language of {LANGUAGES}"
        raise ValueError(reason)
    places = Places(plan, portfolio, units)
    zones = places.zones
    frame = _frame(places)
    defs, ground = ground_svg(places, frame, zones)
    data = _data(places, frame, answers, lang)
    style, script = _style(), _script()
    holes = {
        "lang": lang,
        "policy": _policy(style, script),
        "title": escape(_title(plan, lang)),
        "style": style,
        "script": script,
        "data": _embedded(data),
        "patterns": pattern_svg(plan, zones),
        "shapes": defs,
        "ground": ground,
    }
    return _HOLE.sub(lambda hole: holes[hole[1]], _template(lang))


def _frame(places: Places) -> Frame:
    shapes = [shape for shape, _ in places.zones]
    shapes += [*places.portfolio.shape, places.land]
    shapes += [shape for _, shape in places.gate_areas]
    shapes += outlines_of(places).values()
    points = [point for _, point in places.towns + places.gates]
    points += [places.units[unit.code] for unit in places.present]
    return frame_of([*shapes, *(shapely.Point(point) for point in points)])


def _data(
    places: Places, frame: Frame, answers: Sequence[Mapping[str, Any]], lang: str
) -> dict[str, Any]:
    plan = places.plan
    pool = Pool(plan, frame, _areas(places))
    rows = {str(key): k for k, key in enumerate(places.portfolio.id)}
    zones = places.zones
    days = [day_of(answer, pool, rows) for answer in answers]
    return {
        "lang": lang,
        "plan": _plan(plan),
        "size": frame.size,
        "drawn": any(s is not None for s in plan.zones.shape),
        "days": days,
        **pool.rows(),
        "projects": project_objects(places, frame),
        "zones": zone_objects(places, frame, zones),
        "labels": label_rows(places, frame),
        "layers": layer_rows(places, zones),
        "finds": find_rows(places, frame),
        "words": words(),
    }


def _areas(places: Places) -> dict[tuple[str, str], float]:
    zones, portfolio = places.plan.zones, places.portfolio
    every = [
        ("zone", zones.id, zones.shape),
        ("project", portfolio.id, portfolio.shape),
    ]
    return {
        (kind, str(key)): float(area)
        for kind, keys, shapes in every
        for key, area in zip(keys, shapely.area(shapes), strict=True)
        if area > 0
    }


def _plan(plan: Plan) -> dict[str, Any]:
    paper = plan.instruments[plan.instrument_row(plan.governing)]
    return {
        "title": both(plan.title, plan.title_en),
        "fictional": plan.fictional,
        "no": paper.number,
        "date": _iso(paper.signed),
    }


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


def _title(plan: Plan, lang: str) -> str:
    title = both(plan.title, plan.title_en)[-1 if lang == "en" else 0]
    tag = f" · {words()[lang]['fictional']}" if plan.fictional else ""
    return f"{words()[lang]['map']} · {title}{tag}"


def _template(lang: str) -> str:
    table = words()[lang]
    page = _WORD.sub(lambda m: m[1] + escape(str(table[m[2]])), part("page.html"))
    return (
        _LABEL.sub(
            lambda m: f'{m[0]} aria-label="{escape(str(table[m[1]]))}"', page
        ).rstrip("\n")
        + "\n"
    )


@lru_cache
def _script() -> str:
    lines = "\n".join(part(name) for name in _SCRIPTS).splitlines()
    kept = (line.strip() for line in lines)
    text = "\n".join(k for k in kept if k and k[:2] != "//")
    return "(()=>{\n" + _KEPT.sub(lambda m: m[1] or _squeezed(m[0]), text) + "\n})();"


def _squeezed(code: str) -> str:
    joined = _JOINED.sub("", _SPACED.sub(r"\1\2", code))
    return _ONE.sub(r"\1=>", _CLOSED.sub("", joined))


def _style() -> str:
    text = "".join(part(name) for name in _STYLES)
    return _URL.sub(lambda found: f"url({_font(found[1])})", text)


def _font(name: str) -> str:
    raw = (files("quyhoach.reports") / "page" / name).read_bytes()
    return f"data:font/woff2;base64,{base64.b64encode(raw).decode('ascii')}"


def _policy(style: str, script: str) -> str:
    def digest(text: str) -> str:
        raw = hashlib.sha256(text.encode("utf-8")).digest()
        return f"'sha256-{base64.b64encode(raw).decode('ascii')}'"

    return (
        f"default-src 'none'; script-src {digest(script)}; style-src {digest(style)}; "
        "font-src data:; base-uri 'none'; form-action 'none'"
    )


def _embedded(data: Mapping[str, Any]) -> str:
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    for sign in "<>&\u2028\u2029":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return text
