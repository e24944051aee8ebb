"""The look-up pages say all of what the code knows: columns, names, options, rules."""

import dataclasses
import importlib
import re
from pathlib import Path

import click
import pytest

from quyhoach.cli.main import COMMANDS, group
from quyhoach.conformity import RULES
from quyhoach.intake.tables import schema, schema_names
from quyhoach.law import Provision, Scope

LOOK_UP = Path(__file__).parents[2] / "docs" / "look-up"
MADE = re.compile(r"(?<=it anew -->\n).*?(?=<!-- end of what is made -->)", re.DOTALL)
ROOMS = [
    "errors", "quantity", "space", "law", "plan", "conformity", "reports", "exchange",
]  # fmt: skip
GROUPS = {
    "Law and where it comes from": [
        "sources", "instruments", "norms", "precedence", "parameters", "coverage",
        "listings",
    ],
    "Ground": ["regimes", "uses", "zones", "zone_units", "corridors", "towns"],
    "Units and offices": ["units", "unit_links", "agencies", "gates", "gate_points"],
    "Goals and tasks": ["phases", "objectives", "indicators", "actuals", "tasks"],
    "Projects": ["projects", "identifiers", "funding", "history"],
    "Vocabulary": ["sectors", "columns"],
}  # fmt: skip
KNOWN = ("text", "source_kind", "source", "note")


def page(name):
    return (LOOK_UP / name).read_text("utf-8")


def made_anew(name, made):
    text = page(name)
    assert MADE.search(text), f"{name} has lost its markers"
    return MADE.sub(lambda _: f"\n{made}\n", text)


def allowed(field):
    rules = field.get("constraints", {})
    parts = ["list"] if field["type"] == "list" else []
    parts += [field["type"]] if field["type"] not in ("string", "list") else []
    parts += ["required"] if rules.get("required") else []
    parts += [" · ".join(f"`{value}`" for value in rules.get("enum", []))]
    return ", ".join(part for part in parts if part) or "–"


def meaning(field, targets):
    target = targets.get(field["name"])
    words = field["description"].replace("|", "\\|")
    return f"{words} A key of {target}." if target else words


def columns(table):
    known = schema(table)
    targets = {
        foreign["fields"][0]: f"`{foreign['reference']['resource'] or table}`"
        for foreign in known["foreignKeys"]
    }
    names = [field["name"] for field in known["fields"]]
    shared = [name for name in KNOWN if name in names]
    lines = [f"#### `{table}`", "", known["description"], ""]
    lines += ["| column | values | meaning |", "|---|---|---|"]
    lines += [
        f"| `{field['name']}` | {allowed(field)} | {meaning(field, targets)} |"
        for field in known["fields"]
        if field["name"] not in shared
    ]
    if shared:
        lines += ["", "Also " + ", ".join(f"`{name}`" for name in shared) + "."]
    return [*lines, ""]


def test_package_page_has_every_table(golden):
    named = sorted(table for tables in GROUPS.values() for table in tables)
    assert named == sorted(schema_names())
    lines = []
    for title, tables in GROUPS.items():
        lines += [f"### {title}", ""]
        for table in tables:
            lines += columns(table)
    golden(LOOK_UP / "package.md", made_anew("package.md", "\n".join(lines)))


def test_package_page_has_every_key_of_a_provision():
    text = page("package.md")
    keys = [
        field.name for kind in (Provision, Scope) for field in dataclasses.fields(kind)
    ]
    assert [key for key in keys if f"`{key}`" not in text] == []


@pytest.mark.parametrize("room", ROOMS)
def test_python_page_has_every_exported_name(room):
    head = f"## `quyhoach.{room}`\n"
    section = page("python.md").split(head, 1)[1].split("\n## ", 1)[0]
    named = re.findall(r"^\| `(\w+)` \|", section, re.MULTILINE)
    assert set(named) == set(importlib.import_module(f"quyhoach.{room}").__all__)


def commands(command, path):
    yield path, command
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            yield from commands(command.get_command(context, name), f"{path} {name}")


def test_every_command_is_found():
    found = dict(commands(group, "quyhoach"))
    assert {f"quyhoach {name}" for name in COMMANDS} <= set(found)
    assert "quyhoach plan validate" in found


@pytest.mark.parametrize(
    ("path", "command"),
    [pytest.param(*one, id=one[0]) for one in commands(group, "quyhoach")],
)
def test_every_command_and_option_is_explained(path, command):
    if isinstance(command, click.Group) and path != "quyhoach":
        return  # a group only has children, and they have their own sections
    sections = page("commands.md").split("\n## ")
    (section,) = [text for text in sections if text.startswith(f"`{path}`\n")]
    options = [
        name
        for parameter in command.params
        if isinstance(parameter, click.Option)
        for name in parameter.opts
        if name.startswith("--")
    ]
    assert [name for name in options if f"`{name}" not in section] == []


def test_every_rule_is_linked():
    text = page("rules.md")
    assert [rule for rule in RULES if f"(../rules/{rule}.md)" not in text] == []
