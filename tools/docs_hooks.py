"""Fill the manual's generated parts while mkdocs builds it.

A page asks for a part with a comment on a line of its own: `<!-- glossary -->` is the
table of docs/glossary.csv, `<!-- rules -->` the list of the pages in docs/rules/,
`<!-- commands -->` the help text of every command.
"""

import csv
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

DOCS = Path(__file__).parents[1] / "docs"
ASKED = re.compile(r"^<!-- (\w+) -->$", re.MULTILINE)


def table(head: list[str], rows: list[list[str]]) -> str:
    """Return a Markdown table."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def glossary() -> str:
    """Return the glossary as a table, in the file's own order."""
    with (DOCS / "glossary.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    head = ["vi", "code", "standard", "definition", "citation"]
    return table(head, [[row[column] for column in head] for row in rows])


def rules() -> str:
    """Return one line a rule: its id, linked, and the first line of its page."""
    lines = []
    for page in sorted((DOCS / "rules").glob("QH-*.md")):
        title = page.read_text("utf-8").split("\n", 1)[0].lstrip("# ")
        lines.append(f"- [{title}]({page.name})")
    return "\n".join(lines)


def commands() -> str:
    """Return the help text of every command, as the program prints it."""
    import click  # noqa: PLC0415  (mkdocs loads this file even where quyhoach is not)

    from quyhoach.cli.main import group  # noqa: PLC0415

    parts = []

    def add(command: click.Command, context: click.Context) -> None:
        parts.append(f"## `{context.command_path}`\n\n```text\n")
        parts.append(command.get_help(context) + "\n```\n\n")
        if isinstance(command, click.Group):
            for name in command.list_commands(context):
                child = command.get_command(context, name)
                if child is not None:
                    add(child, click.Context(child, context, info_name=name))

    add(group, click.Context(group, info_name="quyhoach", terminal_width=80))
    return "".join(parts)


PARTS: dict[str, Callable[[], str]] = {
    "glossary": glossary,
    "rules": rules,
    "commands": commands,
}


def on_page_markdown(markdown: str, **_: Any) -> str:  # noqa: ANN401
    """Replace each comment that asks for a part by that part.

    Parameters
    ----------
    markdown : str
        The page as its author wrote it.
    **_ : Any
        What else mkdocs hands to a hook; not used.

    Returns
    -------
    str
        The page as it is rendered. Comments that name no part stay.
    """

    def part(match: re.Match[str]) -> str:
        write = PARTS.get(match[1])
        return write() if write else match[0]

    return ASKED.sub(part, markdown)
