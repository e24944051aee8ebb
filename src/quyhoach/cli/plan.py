"""Face of `quyhoach plan`: show, validate and fill a plan package."""

from __future__ import annotations

import sys
from typing import Any

import click

from quyhoach.cli.import_units import import_units
from quyhoach.cli.options import lang, out, put

__all__ = ["plan"]

_FORM = click.option(
    "--format", "form", type=click.Choice(["table", "json"]), default="table"
)


@click.group("plan")
def plan() -> None:
    """Show a plan package, name every fault in it, or give it real boundaries."""


plan.add_command(import_units)


@plan.command("show")
@click.argument("package", default="langson", metavar="[NAME|DIR]")
@_FORM
@lang
@out
def show(package: str, *, form: str, lang: str, out: str | None) -> None:
    """Show what a package holds and what it lacks."""
    from quyhoach.actions.show_plan import overview
    from quyhoach.exchange.json_text import to_json

    found = overview(package)
    text = to_json(found) if form == "json" else _shown(found, lang)
    put(out, lambda stream: stream.write(text))


@plan.command("validate")
@click.argument("package", default="langson", metavar="[NAME|DIR]")
@_FORM
@lang
@out
def validate(package: str, *, form: str, lang: str, out: str | None) -> None:
    """Name every fault: file, row, column, cure. Ends with 1 where there is one."""
    from quyhoach.actions.show_plan import validate as run
    from quyhoach.exchange.json_text import to_json

    del lang
    found = run(package)
    text = to_json(found) if form == "json" else _faults(found)
    put(out, lambda stream: stream.write(text))
    sys.exit(1 if any(i["severity"] == "error" for i in found["issues"]) else 0)


def _shown(found: dict[str, Any], lang: str) -> str:
    head, needs = found["plan"], "needs" if lang == "vi" else "needs_en"
    lines = [
        head["title"] if lang == "vi" else head["title_en"],
        *(["GIẢ ĐỊNH (fictional)"] if head["fictional"] else []),
        f"lập (compiled): {head['compiled']}",
        "",
        *(f"{count:>6}  {name}" for name, count in found["holds"].items()),
        "",
        "Điều khoản biết đến đâu (how provisions are known): "
        + ", ".join(f"{word} {count}" for word, count in sorted(found["read"].items())),
        "",
        "Còn thiếu (missing):",
        *(f"  {one['theme']:<10} {one[needs]}" for one in found["missing"]),
    ]
    return "\n".join(lines) + "\n"


def _faults(found: dict[str, Any]) -> str:
    lines = []
    for issue in found["issues"]:
        row = f"dòng (row) {issue['row']}" if issue["row"] is not None else ""
        parts = (issue["file"], row, issue["column"], issue["value"])
        place = ", ".join(str(part) for part in parts if part)
        lines.append(
            f"{issue['severity']}: {place}: {issue['reason']} → {issue['cure']}"
        )
    errors = sum(issue["severity"] == "error" for issue in found["issues"])
    return "\n".join(
        [*lines, f"{errors} lỗi (errors), {len(lines) - errors} cần xem (warnings)", ""]
    )
