"""The manual's examples run, and it names every command.

A ```console block whose lines begin with `$ quyhoach` is run in an empty folder; its
output is compared, `...` standing for anything. A last line `[exit 1]` says that this
exit code is right. A block with a title (```csv title="projects.csv") is a file of that
name for the examples after it on the same page. A ```python block with `>>>` is a
doctest. `<!-- not run: why -->` on the line before keeps a block from being run.
"""

import doctest
import importlib.util
import re
import shlex
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

DOCS = Path(__file__).parents[2] / "docs"
BLOCK = re.compile(
    r"(?P<kept><!-- not run: .+ -->\n)?^```(?P<kind>\w+)(?P<rest>[^\n]*)\n"
    r"(?P<body>.*?)^```$",
    re.MULTILINE | re.DOTALL,
)
TITLE = re.compile(r'title="([^"/\\]+)"')
EXIT = re.compile(r"\[exit (\d)\]\n?\Z")
PAGES = sorted(DOCS.rglob("*.md"))
FLAGS = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE


@dataclass
class Example:
    """One command line of a console block and what it is said to print."""

    command: list[str]
    output: str
    code: int


def examples(body):
    """Split a console block into its commands; none where one is not quyhoach."""
    found = []
    for part in re.split(r"^\$ ", body, flags=re.MULTILINE)[1:]:
        line, _, output = part.replace("\\\n", " ").partition("\n")
        code = EXIT.search(output)
        found.append(
            Example(
                command=shlex.split(line),
                output=EXIT.sub("", output),
                code=int(code[1]) if code else 0,
            )
        )
    return found if all(one.command[0] == "quyhoach" for one in found) else []


def like(expected, printed):
    """Tell whether a text is as written, `...` standing for anything."""
    parts = [re.escape(part) for part in expected.strip().split("...")]
    return re.fullmatch(".*?".join(parts), printed.strip(), re.DOTALL) is not None


def run_example(example, folder):
    command = Path(sys.executable).with_name("quyhoach")
    done = subprocess.run(
        [command, *example.command[1:]],
        cwd=folder,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )
    said = f"{shlex.join(example.command)}\n{done.stdout}\n{done.stderr}"
    assert done.returncode == example.code, said
    assert like(example.output, done.stdout), said


@pytest.mark.parametrize(
    ("expected", "printed", "alike"),
    [
        ("a\n...\nd", "a\nb\nc\nd\n", True),
        ("a\n...\nd", "a\nb\nc\n", False),
        ("1 + 1 (2)", "1 + 1 (2)\n", True),
        ("", "surprise\n", False),
        ("...", "anything\n", True),
    ],
)
def test_dots_stand_for_anything(expected, printed, alike):
    assert like(expected, printed) is alike


def test_a_block_is_run_whole_or_not_at_all():
    body = "$ quyhoach check a.csv \\\n  --plan langson\nfine\n[exit 1]\n"
    (one,) = examples(body)
    words = ["quyhoach", "check", "a.csv", "--plan", "langson"]
    assert (one.command, one.output, one.code) == (words, "fine\n", 1)
    assert examples("$ quyhoach demo\n$ ls demo\n") == []


@pytest.mark.parametrize("page", PAGES, ids=lambda path: str(path.relative_to(DOCS)))
def test_examples_run(page, tmp_path):
    for block in BLOCK.finditer(page.read_text("utf-8")):
        if title := TITLE.search(block["rest"]):
            (tmp_path / title[1]).write_text(block["body"], "utf-8")
        if block["kept"]:
            continue
        if block["kind"] == "console":
            for example in examples(block["body"]):
                run_example(example, tmp_path)
        elif block["kind"] in ("python", "pycon") and ">>> " in block["body"]:
            parser = doctest.DocTestParser()
            test = parser.get_doctest(block["body"], {}, page.name, str(page), 0)
            runner = doctest.DocTestRunner(optionflags=FLAGS)
            assert runner.run(test).failed == 0


def command_paths(command, path):
    """Return the full name of every command below one."""
    children = getattr(command, "commands", None)
    if children is None:
        import click

        if not isinstance(command, click.Group):
            return [path]
        context = click.Context(command)
        names = command.list_commands(context)
        children = {name: command.get_command(context, name) for name in names}
    return [
        deeper
        for name, child in children.items()
        for deeper in command_paths(child, f"{path} {name}")
    ]


def test_every_command_is_in_the_manual():
    try:
        known = importlib.util.find_spec("quyhoach.cli.main")
    except ModuleNotFoundError:
        known = None
    if known is None:
        pytest.skip("the command line is not built yet")
    from quyhoach.cli.main import group

    pages = (DOCS / "look-up").rglob("*.md")
    manual = "\n".join(page.read_text("utf-8") for page in pages)
    unnamed = [path for path in command_paths(group, "quyhoach") if path not in manual]
    assert unnamed == []
