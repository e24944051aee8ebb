"""Face of `quyhoach units`: which unit a name means, and what became of it."""

from __future__ import annotations

import sys
from datetime import date
from typing import Any

import click

from quyhoach.cli.options import day, lang, out, put

__all__ = ["units"]

_MATCH = {
    "code": ("đúng mã", "by its code"),
    "exact": ("đúng tên", "by its name"),
    "folded": ("khác dấu hoặc khác cấp", "other diacritics or kind"),
    "near": ("gần giống, chỉ là phỏng đoán", "alike, only a guess"),
}
_WORDS = {
    "vi": {
        "ambiguous": "Nhiều đơn vị cùng khớp: thêm huyện cũ, cấp hoặc --on.",
        "none": "Không có đơn vị nào giống tên này.",
        "until": "đến hết",
        "since": "từ",
        "still": "còn hiệu lực",
        "became": "sau đó thuộc",
        "old": "trước thuộc",
        "merged": "gộp từ",
        "people": "người",
    },
    "en": {
        "ambiguous": "Several units match alike: add the old district, kind or --on.",
        "none": "No unit is like this name.",
        "until": "until",
        "since": "since",
        "still": "in existence",
        "became": "became",
        "old": "formerly in",
        "merged": "made of",
        "people": "people",
    },
}


@click.group("units")
def units() -> None:
    """Look up administrative units of both eras."""


@units.command("find")
@click.argument("text", nargs=-1, required=True, metavar="TEXT")
@click.option("--plan", default="langson", show_default=True, metavar="NAME|DIR")
@day
@click.option("--format", "form", type=click.Choice(["table", "json"]), default="table")
@lang
@out
def find(
    text: tuple[str, ...],
    *,
    plan: str,
    on: date | None,
    form: str,
    lang: str,
    out: str | None,
) -> None:
    """Find units by name or code. Ends with 1 where none is alike."""
    from quyhoach.actions.find_units import find_units
    from quyhoach.exchange.json_text import to_json

    found = find_units(plan, " ".join(text), on=on)
    said = to_json(found) if form == "json" else _table(found, lang)
    put(out, lambda stream: stream.write(said))
    sys.exit(0 if found["matches"] else 1)


def _table(found: dict[str, Any], lang: str) -> str:
    words = _WORDS[lang]
    if not found["matches"]:
        return words["none"] + "\n"
    lines = []
    for one in found["matches"]:
        lines += [*_lines(one, words, lang), ""]
    return "\n".join(lines + ([words["ambiguous"], ""] if found["ambiguous"] else []))


def _lines(one: dict[str, Any], words: dict[str, str], lang: str) -> list[str]:
    match = _MATCH[one["match"]][0 if lang == "vi" else 1]
    guess = f" ({_number(one['score'], lang)}/100)" if one["match"] == "near" else ""
    lines = [
        _place(one, words),
        f"  {one['code']} · {_span(one, words)} · {match}{guess}",
    ]
    for key, names in (("became", "became_names"), ("merged", "merged_from_names")):
        if one[names]:
            lines.append(f"  {words[key]}: {', '.join(one[names])}")
    facts = [
        f"{_number(one['area_km2'], lang)} km²" if one["area_km2"] is not None else "",
        f"{_number(one['population'], lang)} {words['people']}"
        if one["population"] is not None
        else "",
    ]
    if any(facts):
        lines.append(f"  {' · '.join(filter(None, facts))} [{one['source']}]")
    return lines


def _place(one: dict[str, Any], words: dict[str, str]) -> str:
    district = (one["district"] or "").replace(";", " + ")
    province = one["province"] if one["type"] != "tỉnh" else ""
    if district and not one["to"]:
        return f"{one['name']}, {province} ({words['old']} {district})"
    return ", ".join(filter(None, (one["name"], district, province)))


def _span(one: dict[str, Any], words: dict[str, str]) -> str:
    begin = f"{words['since']} {_day(one['from'])}" if one["from"] else ""
    end = f"{words['until']} {_day(one['to'])}" if one["to"] else ""
    return " ".join(filter(None, (begin, end))) or words["still"]


def _day(iso: str) -> str:
    made = date.fromisoformat(iso)
    return f"{made.day}/{made.month}/{made.year}"


def _number(value: float, lang: str) -> str:
    text = f"{value:,}"
    if lang == "vi":
        text = text.translate(str.maketrans(",.", ".,"))
    return text
