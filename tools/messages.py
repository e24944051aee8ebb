"""Gather the sentences to translate, and compile the translations.

A catalogue is `src/quyhoach/ROOM/locale/LANGUAGE/LC_MESSAGES/DOMAIN.po`; its sentences
are the strings that the Python files of that room give to gettext.

    messages.py           adds new sentences to each .po, compiles each .mo
    messages.py --check   exit 1 for a sentence without a translation, a placeholder
                          lost on the way, or an .mo older than its .po
"""

import io
import sys
from pathlib import Path
from string import Formatter

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

SOURCE = Path(__file__).parents[1] / "src" / "quyhoach"
KEYWORDS: dict[str, tuple[int | tuple[int, int] | tuple[int, str], ...] | None] = {
    "_": None,
    "N_": None,
    "gettext": None,
    "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
}


def catalogues() -> list[Path]:
    """Return every .po file of the package."""
    return sorted(SOURCE.glob("**/locale/*/LC_MESSAGES/*.po"))


def language_of(path: Path) -> str:
    """Return the language that a catalogue's folder names."""
    return path.parents[1].name


def read(path: Path) -> Catalog:
    """Read one .po file."""
    with path.open("rb") as file:
        return read_po(file, locale=language_of(path), abort_invalid=True)


def template(room: Path) -> Catalog:
    """Return the sentences that the Python files of a room give to gettext."""
    found = Catalog(charset="utf-8")
    method = [("**.py", "python")]
    for name, _line, text, comments, context in extract_from_dir(
        str(room), method_map=method, keywords=KEYWORDS
    ):
        # no line numbers: a moved line is not a changed sentence
        where = [(name, 0)]
        found.add(text, None, where, auto_comments=comments, context=context)
    return found


def fields(text: str) -> set[str]:
    """Return the names of the placeholders `{name}` in a sentence."""
    try:
        return {name for _, name, _, _ in Formatter().parse(text) if name is not None}
    except ValueError:
        return set()


def faults(message: Message) -> list[str]:
    """Return what is wrong with one translation."""
    source = message.id if isinstance(message.id, str) else message.id[-1]
    given = message.string or ""
    translations = [given] if isinstance(given, str) else list(given)
    if message.fuzzy or not all(translations):
        return [f"no translation of {source!r}"]
    lost = [text for text in translations if fields(text) != fields(source)]
    return [f"other placeholders than {source!r}: {text!r}" for text in lost]


def compiled(catalogue: Catalog) -> bytes:
    """Return the bytes of the .mo file."""
    buffer = io.BytesIO()
    write_mo(buffer, catalogue)
    return buffer.getvalue()


def check(path: Path) -> list[str]:
    """Return every fault of one catalogue."""
    catalogue = read(path)
    found = [fault for message in catalogue if message.id for fault in faults(message)]
    known = {message.id for message in catalogue}
    room = path.parents[3]
    found += [
        f"not in the catalogue: {message.id!r}"
        for message in template(room)
        if message.id and message.id not in known
    ]
    machine = path.with_suffix(".mo")
    if not machine.exists() or machine.read_bytes() != compiled(catalogue):
        found.append(f"{machine.name} is not compiled from it")
    return [f"{path.relative_to(SOURCE)}: {fault}" for fault in found]


def refresh(path: Path) -> None:
    """Add the room's new sentences to a catalogue and compile it."""
    catalogue = read(path)
    sentences = template(path.parents[3])
    if len(sentences):
        # the day of gathering is no change of a sentence
        sentences.creation_date = catalogue.creation_date
        catalogue.update(sentences, no_fuzzy_matching=True)
    with path.open("wb") as file:
        write_po(file, catalogue, width=88, sort_output=True, include_lineno=False)
    path.with_suffix(".mo").write_bytes(compiled(catalogue))


def main(arguments: list[str]) -> int:
    """Refresh every catalogue, or check them all when asked to."""
    if "--check" not in arguments:
        for path in catalogues():
            refresh(path)
        return 0
    found = [fault for path in catalogues() for fault in check(path)]
    for fault in found:
        print(fault, file=sys.stderr)
    if found:
        print("make messages gathers and compiles", file=sys.stderr)
    return int(bool(found))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
