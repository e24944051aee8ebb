"""Face of `quyhoach journal`: are papers and the journal what they were."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TextIO

import click

from quyhoach.cli.options import lang, out, put

__all__ = [
    "check_consistency",
    "check_inclusion",
    "check_slip",
    "journal",
    "prove",
    "verify",
    "write",
]


@click.group("journal")
def journal() -> None:
    """Nhật ký và giấy tờ: còn nguyên không. Are journal and papers what they were."""


@journal.command("check-slip")
@click.argument("file", metavar="FILE")
@click.option("--format", "form", type=click.Choice(["table", "json"]), default="table")
@lang
@out
def check_slip(file: str, *, form: str, lang: str, out: str | None) -> None:
    """Say whether a verdict slip (PDF or JSON) is as it was issued; works offline."""
    from quyhoach.actions.check_slip import check_slip as run
    from quyhoach.actions.check_slip import found_text, plain_found
    from quyhoach.exchange.json_text import dump

    found = run(Path(file))

    def write(stream: TextIO) -> None:
        if form == "json":
            dump(plain_found(found), stream)
        else:
            stream.write(found_text(found, lang=lang))

    put(out, write)
    sys.exit(0 if found.accepted else 1)


@journal.command("verify")
@click.argument("file", metavar="[FILE]", required=False)
@click.option("--format", "form", type=click.Choice(["table", "json"]), default="table")
@out
def verify(file: str | None, *, form: str, out: str | None) -> None:
    """Say whether the office's journal, or one written to FILE, is whole."""
    from quyhoach.exchange.json_text import to_json

    if file is not None:
        from quyhoach.store.journal_check import journal as check

        _say(*check(file))
    from quyhoach.actions.keep_journal import faults_of_journal

    size, root, faults = faults_of_journal()
    found = {"schema_version": "1.0", "size": size, "root": root, "faults": faults}
    words = [f"{size} mục (entries), gốc (root) {root}", *faults]
    text = to_json(found) if form == "json" else "\n".join(words) + "\n"
    put(out, lambda stream: stream.write(text))
    sys.exit(1 if faults else 0)


@journal.command("prove")
@click.argument("entry", type=int)
@out
def prove(entry: int, *, out: str | None) -> None:
    """Write what proves that ENTRY stands in the office's journal."""
    from quyhoach.actions.keep_journal import proof_of
    from quyhoach.exchange.json_text import to_json

    text = to_json(proof_of(entry))
    put(out, lambda stream: stream.write(text))


@journal.command("write")
@click.option("--out", metavar="PATH", required=True, help="Tệp nhật ký (the file).")
def write(out: str) -> None:
    """Write the office's journal to a file that is checked without the office."""
    from quyhoach.actions.keep_journal import write_journal
    from quyhoach.exchange.files import writing

    with writing(out) as stream:
        write_journal(stream.buffer)


@journal.command("check-inclusion")
@click.option(
    "--json", "file", metavar="FILE", required=True, help="- là đầu vào chuẩn."
)
def check_inclusion(file: str) -> None:
    """Say whether an entry is in the journal of a root; needs no office."""
    from quyhoach.store.journal_check import inclusion, run

    _say(*run(inclusion, file))


@journal.command("check-consistency")
@click.option(
    "--json", "file", metavar="FILE", required=True, help="- là đầu vào chuẩn."
)
def check_consistency(file: str) -> None:
    """Say whether one journal is the beginning of another; needs no office."""
    from quyhoach.store.journal_check import consistency, run

    _say(*run(consistency, file))


def _say(code: int, words: str) -> None:
    click.echo(words, err=code != 0)
    sys.exit(code)
