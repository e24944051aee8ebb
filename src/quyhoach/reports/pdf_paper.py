"""Own the seam between the tree of a paper and a PDF: same tree, same bytes."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from importlib.metadata import version
from importlib.resources import as_file, files
from typing import Any

import segno
import typst

from quyhoach.reports.decree import figures, used
from quyhoach.reports.paper import (
    Addressees,
    Annex,
    Attachment,
    Bases,
    Closing,
    Heading,
    Masthead,
    Paper,
    Paragraph,
    QrCode,
    Table,
    Title,
    clean,
)

__all__ = ["FAMILY", "TYPST", "pages_of", "pdf", "source"]

FAMILY = "Liberation Serif"
"""The typeface of our PDF: cut like Times New Roman, with all Vietnamese letters."""

TYPST = version("typst")
"""Version of the program that sets the pages."""

# words that stay on one line: rules, projects, numbers of papers
_WHOLE = r"\b[A-Z]{2}-[A-Z]?\d{2,3}\b|\b[\d.]+/\d{4}/[\w-]{2,8}|[\w.-]{1,9}/[\w-]{2,8}"
_LONG_ROW = 900
_PAGES = re.compile(rb"/Type\s*/Pages\s*/Count (\d+)")
_ESCAPED = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r"}


def pdf(paper: Paper) -> bytes:
    """Return a paper as PDF: tagged, with language and title, without a clock.

    Parameters
    ----------
    paper : Paper
        The tree.

    Returns
    -------
    bytes
        The same for the same tree and the same version of typst.

    Examples
    --------
    >>> from quyhoach.reports.paper import Heading, Paper
    >>> one = Paper(kind="letter", lang="vi", title="T", blocks=(Heading("1. Ạ"),))
    >>> pdf(one)[:5], pages_of(pdf(one))
    (b'%PDF-', 1)
    """
    with as_file(files("quyhoach.reports") / "fonts") as folder:
        fonts = typst.Fonts(
            include_system_fonts=False,
            include_embedded_fonts=False,
            font_paths=[folder],
        )
        made = typst.compile(
            source(paper).encode("utf-8"), format="pdf", font_paths=fonts, timestamp=0
        )
    if not isinstance(made, bytes):  # pragma: no cover - one PDF is one text of bytes
        raise TypeError(type(made))
    return made


def pages_of(made: bytes) -> int:
    """Return how many pages a PDF of ours has.

    Parameters
    ----------
    made : bytes
        What `pdf` returned.

    Returns
    -------
    int
        Pages.
    """
    found = _PAGES.search(made)
    return int(found[1]) if found else 0


def source(paper: Paper) -> str:
    r"""Return a paper as the text that typst sets; no word of it is read as markup.

    Parameters
    ----------
    paper : Paper
        The tree.

    Returns
    -------
    str
        A whole document.

    Examples
    --------
    >>> from quyhoach.reports.paper import Heading, Paper
    >>> hostile = Heading('#read("x") $a$')
    >>> one = Paper(kind="letter", lang="vi", title="T", blocks=(hostile,))
    >>> source(one).splitlines()[-1]
    '#heading(level: 1, "#read(\\"x\\") $a$")'
    """
    body: list[str] = []
    for row, block in enumerate(paper.blocks):
        after = paper.blocks[row + 1 : row + 2]
        keep = bool(after) and (isinstance(after[0], Closing | Table) or _leads(block))
        body.append(_DRAWN[type(block)](block, keep))
    return "\n".join([_figures(paper), _functions(), *_head(paper), *body])


@lru_cache
def _functions() -> str:
    path = files("quyhoach.reports") / "templates" / "paper.typ"
    return path.read_text("utf-8")


def _figures(paper: Paper) -> str:
    pairs = []
    for name in figures():
        key, _, unit = name.rpartition("_")
        value = used(name)
        if unit == "pt" and paper.size:
            value = min(value, paper.size + (key in ("nation", "motto", "type")))
        last = {"pt": "pt", "mm": "mm"}.get(unit, "")
        label = key if last else name
        pairs.append(f"{_named(label)}: {value:g}{last}")
    return f"#let f = ({', '.join(pairs)})".replace("paragraph-gap", "gap")


def _named(name: str) -> str:
    return name.replace("_", "-")


def _head(paper: Paper) -> Iterator[str]:
    words = f", keywords: ({_quoted(paper.keywords)},)" if paper.keywords else ""
    yield f"#set document(title: {_quoted(paper.title)}, date: none{words})"
    yield (
        f'#set text(font: "{FAMILY}", size: f.text, lang: "{paper.lang}", '
        "hyphenate: false, ligatures: false, overhang: false)"
    )
    yield (
        "#set par(justify: true, leading: lead, spacing: lead + f.gap, "
        "first-line-indent: (amount: f.first-line, all: true))"
    )
    yield (
        '#set page(paper: "a4", margin: (top: f.margin-top, bottom: f.margin-bottom, '
        "left: f.margin-left, right: f.margin-right), header-ascent: 4mm, "
        f"header: top({_quoted(paper.mark)}))"
    )
    yield (
        "#show heading: it => block(sticky: true, above: lead + f.gap + 2pt, "
        'below: lead + f.gap, text(size: f.text, weight: "bold", par(it.body)))'
    )
    yield f'#show regex("{_WHOLE}"): it => box(it)'
    if paper.attachment is not None:
        yield _attached(paper.attachment)


def _attached(one: Attachment) -> str:
    return (
        f"#pdf.attach({_quoted(one.name)}, bytes({_quoted(one.data)}), "
        'relationship: "data", mime-type: "application/json", '
        f"description: {_quoted(one.what)})"
    )


def _quoted(text: str) -> str:
    return '"' + "".join(_ESCAPED.get(sign, sign) for sign in clean(text)) + '"'


def _array(items: Iterable[str]) -> str:
    return "(" + "".join(f"{item}, " for item in items) + ")"


def _record(block: Any, names: Iterable[str]) -> str:  # noqa: ANN401
    pairs = []
    for name in names:
        value = getattr(block, name)
        drawn = (
            _array(map(_quoted, value)) if isinstance(value, tuple) else _quoted(value)
        )
        pairs.append(f"{name}: {drawn}")
    return f"({', '.join(pairs)})"


def _masthead(block: Masthead, _: bool) -> str:
    names = ("parent", "body", "number", "subject", "nation", "motto", "dated")
    return f"#masthead({_record(block, names)})"


def _title(block: Title, _: bool) -> str:
    return f"#title({_quoted(block.name)}, {_quoted(block.summary)})"


def _addressees(block: Addressees, _: bool) -> str:
    return f"#addressees({_quoted(block.lead)}, {_array(map(_quoted, block.names))})"


def _bases(block: Bases, _: bool) -> str:
    return f"#bases({_array(map(_quoted, block.lines))})"


def _heading(block: Heading, _: bool) -> str:
    return f"#heading(level: {block.level}, {_quoted(block.text)})"


def _paragraph(block: Paragraph, keep: bool) -> str:
    runs = _array(
        f"(text: {_quoted(run.text)}, bold: {_bool(run.bold)}, "
        f"italic: {_bool(run.italic)})"
        for run in block.runs
    )
    return f"#para({runs}, {_bool(block.note)}, {_bool(keep)})"


def _leads(block: object) -> bool:
    runs = block.runs if isinstance(block, Paragraph) else ()
    return bool(runs) and runs[-1].text.endswith(":")


def _bool(value: bool) -> str:
    return "true" if value else "false"


def _table(block: Table, _: bool) -> str:
    whole = sum(column.share for column in block.columns)
    columns = _array(
        f'(share: {column.share / whole:.4f}, side: "{column.align}")'
        for column in block.columns
    )
    # letters that surely fit in a narrow page, so that a long word can be broken
    room = [int(column.share / whole * 770 / block.size) for column in block.columns]
    heads = _array(_quoted(column.title) for column in block.columns)
    rows = _array(
        f"(long: {_bool(sum(map(len, row)) > _LONG_ROW)}, cells: "
        + _array(
            _quoted(broken(cell, most)) for cell, most in zip(row, room, strict=True)
        )
        + ")"
        for row in block.rows
    )
    return f"#sheet({columns}, {heads}, {rows}, {block.size:g}pt)"


def broken(text: str, most: int) -> str:
    """Return a text in which a word too long for its cell may be broken.

    Parameters
    ----------
    text : str
        Words.
    most : int
        Letters that fit.

    Returns
    -------
    str
        With U+200B inside words that are longer.

    Examples
    --------
    >>> broken("kho lạnh", 6), broken("aaaaaaaa", 6).replace("\u200b", "|")
    ('kho lạnh', 'aaaaaa|aa')
    """
    most = max(most, 3)
    words = text.split(" ")
    if all(len(word) <= most for word in words):
        return text
    return " ".join(
        "\u200b".join(word[k : k + most] for k in range(0, len(word), most))
        for word in words
    )


def _closing(block: Closing, _: bool) -> str:
    names = ("lead", "recipients", "authority", "name")
    return f"#closing({_record(block, names)})"


def _annex(block: Annex, _: bool) -> str:
    turned = _bool(block.landscape)
    record = _record(block, ("label", "title", "belongs"))
    return (
        # a page counts itself as it begins, so the annex begins from nought
        f"#counter(page).update(0)\n#set page(flipped: {turned})\n#annex({record})"
    )


def _code(block: QrCode, _: bool) -> str:
    drawn = io.BytesIO()
    segno.make_qr(block.text, error="m").save(
        drawn, kind="svg", border=4, xmldecl=False
    )
    picture = _quoted(drawn.getvalue().decode("ascii").strip())
    lines = _array(map(_quoted, block.lines))
    return f"#code({picture}, {lines}, {_quoted(block.text)})"


_DRAWN: dict[type, Callable[[Any, bool], str]] = {
    Masthead: _masthead,
    Title: _title,
    Addressees: _addressees,
    Bases: _bases,
    Heading: _heading,
    Paragraph: _paragraph,
    Table: _table,
    Closing: _closing,
    Annex: _annex,
    QrCode: _code,
}
