"""Face of `quyhoach rules`: the catalogue of rules."""

from __future__ import annotations

from typing import Any

import click

from quyhoach.cli.options import lang, out, put

__all__ = ["rules"]


@click.command("rules")
@click.argument("rule", required=False, metavar="[ID]")
@click.option("--plan", default="langson", show_default=True, metavar="NAME|DIR")
@click.option("--format", "form", type=click.Choice(["table", "json"]), default="table")
@lang
@out
def rules(
    rule: str | None, *, plan: str, form: str, lang: str, out: str | None
) -> None:
    """List the rules: norm, reasons, and what each rests on in a plan's law."""
    from quyhoach.actions.show_rules import catalogue
    from quyhoach.exchange.json_text import to_json

    found = catalogue(plan, rule)
    text = to_json(found) if form == "json" else _table(found, lang)
    put(out, lambda stream: stream.write(text))


def _table(found: dict[str, Any], lang: str) -> str:
    lines = []
    for one in found["rules"]:
        lines.append(
            f"{one['id']}  {one['title'] if lang == 'vi' else one['title_en']}"
        )
        lines += [f"  {norm['n']}. {norm[lang]}" for norm in one["norm"]]
        lines += [f"  {r['outcome']:<9} {r['code']}" for r in one["reasons"]]
        lines += [
            f"  § {c['number']} ({c['date']}) {c['provision']} [{c['text']}]"
            for c in one["citations"]
        ]
        lines.append("")
    return "\n".join(lines)
