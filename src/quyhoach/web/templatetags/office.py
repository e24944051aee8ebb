"""Own how pages write outcomes, money and days."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime
from typing import Any

from django import template
from django.utils import timezone

from quyhoach.store.runs import Said

__all__ = [
    "OUTCOMES",
    "badge",
    "comma",
    "day",
    "force_word",
    "law",
    "measured",
    "moment",
    "outcome_word",
    "register",
    "tally",
    "ty",
    "why",
]

register = template.Library()

OUTCOMES = {
    "conforms": "Phù hợp",
    "conflicts": "Mâu thuẫn",
    "silent": "Ngoài quy hoạch",
    "unknown": "Chưa rõ",
}
_FORCES = {"binding": "Ràng buộc", "indicative": "Tham khảo"}


@register.filter
def outcome_word(outcome: str) -> str:
    """Return an outcome in words; empty for none."""
    return OUTCOMES.get(outcome, "")


@register.filter
def force_word(force: str) -> str:
    """Return a force in words; empty for none."""
    return _FORCES.get(force, "")


@register.filter
def day(value: date | str | None) -> str:
    """Return a day as 23/11/2026; a text in ISO form too; empty for none."""
    found = value
    if isinstance(found, str):
        try:
            found = date.fromisoformat(found[:10])
        except ValueError:
            return str(value)
    return f"{found.day}/{found.month}/{found.year}" if found else ""


@register.filter
def moment(value: datetime | None) -> str:
    """Return a moment as 23/11/2026 08:12 of the office's clock; empty for none."""
    if value is None:
        return ""
    local = timezone.localtime(value)
    return f"{day(local.date())} {local:%H:%M}"


@register.filter
def ty(dong: int | None) -> str:
    """Return đồng as tỷ with a comma: 11.808; “thiếu” where there is no figure."""
    if dong is None or dong < 0:
        return "thiếu"
    whole, rest = divmod(dong, 10**9)
    text = f"{whole:,}".replace(",", ".")
    decimals = f"{rest:09d}".rstrip("0")
    return f"{text},{decimals}" if decimals else text


@register.filter
def comma(text: str | None) -> str:
    """Return printed digits with a comma before the decimals; “thiếu” for none."""
    return "thiếu" if text in (None, "") else str(text).replace(".", ",")


@register.filter
def why(said: Said) -> str:
    """Return the sentence of the verdict that decides; empty where there is none."""
    for verdict in said.verdicts:
        if verdict["outcome"] == said.outcome and verdict["force"] == said.force:
            return str(verdict["sentence"]["vi"])
    return ""


@register.filter
def law(said: Said) -> str:
    """Return number and provision that the deciding verdict rests on."""
    for verdict in said.verdicts:
        if verdict["outcome"] == said.outcome and verdict["force"] == said.force:
            cited = verdict["citations"][:1]
            parts = [c[name] for c in cited for name in ("number", "provision")]
            return ", ".join(part for part in parts if part)
    return ""


@register.filter
def tally(said: Said) -> str:
    """Return how many rules say what: “2 điều phù hợp, 2 điều chưa rõ”."""
    counts = Counter(verdict["outcome"] for verdict in said.verdicts)
    parts = [
        f"{counts[key]} kết luận {word.lower()}"
        for key, word in OUTCOMES.items()
        if counts[key]
    ]
    return ", ".join(parts) + "." if parts else ""


@register.filter
def measured(measure: dict[str, float | None]) -> str:
    """Return a shared size: area in hectares or length in metres, and the share."""
    parts = []
    if area := measure.get("area_m2"):
        parts.append(f"{area / 1e4:.2f} ha".replace(".", ","))
    if length := measure.get("length_m"):
        parts.append(f"{length:.0f} m")
    if share := measure.get("share"):
        parts.append(f"{share * 100:.1f} %".replace(".", ","))
    return " · ".join(parts)


@register.inclusion_tag("parts/badge.html")
def badge(outcome: str, force: str, size: str = "") -> dict[str, Any]:
    """Return what the badge of a verdict needs."""
    return {"outcome": outcome, "force": force, "big": size == "big"}
