"""Face of `quyhoach intake`: what would be read from files."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from quyhoach.cli.options import epsg, lang, out, put

__all__ = ["intake"]


@click.command("intake")
@click.argument("files", nargs=-1, metavar="[FILE]...")
@click.option("--plan", default="langson", show_default=True, metavar="NAME|DIR")
@click.option(
    "--dossier",
    metavar="FILE|-",
    default="",
    help="Một dự án viết bằng YAML (one project in YAML).",
)
@epsg
@click.option("--format", "form", type=click.Choice(["table", "json"]), default="table")
@lang
@out
def intake(
    files: tuple[str, ...],
    *,
    plan: str,
    dossier: str,
    crs: int | None,
    form: str,
    lang: str,
    out: str | None,
) -> None:
    """Show what would be read from FILES, and every issue. Ends with 1 on an error."""
    from quyhoach.actions.show_intake import intake as run
    from quyhoach.exchange.json_text import to_json

    if not (files or dossier):
        reason = "thiếu tệp: đưa FILE… hoặc --dossier"
        raise click.UsageError(reason)
    found = run(plan, [Path(name) for name in files], crs=crs, dossier=dossier)
    text = to_json(found) if form == "json" else _table(found, lang)
    put(out, lambda stream: stream.write(text))
    refused = any(issue["severity"] == "error" for issue in found["issues"])
    sys.exit(1 if refused or not found["projects"] else 0)


def _table(found: dict[str, Any], lang: str) -> str:
    tail = "" if lang == "vi" else "_en"
    lines = [f"{len(found['projects'])} dự án đọc được (projects read)"]
    lines += [
        f"  {project['id']:<12} {project['name']}"
        f"{'' if project['geometry'] else '  (chưa có ranh giới)'}"
        for project in found["projects"]
    ]
    for issue in found["issues"]:
        place = ", ".join(
            str(issue[key])
            for key in ("file", "sheet", "layer", "row", "column", "value")
            if issue[key] not in (None, "")
        )
        lines.append(
            f"{issue['severity']} {issue['code']} · {place}: "
            f"{issue['reason' + tail]} {issue['cure' + tail]}"
        )
    return "\n".join(lines) + "\n"
