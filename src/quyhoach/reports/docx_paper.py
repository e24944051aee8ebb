"""Own the seam between the tree of a paper and a DOCX: same tree, same bytes."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from typing import Any

import docx
from docx.document import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from quyhoach.reports import docx_pages as pages
from quyhoach.reports import docx_parts as part
from quyhoach.reports.decree import used
from quyhoach.reports.docx_parts import Look
from quyhoach.reports.paper import (
    Addressees,
    Annex,
    Bases,
    Closing,
    Heading,
    Masthead,
    Paper,
    Paragraph,
    Table,
    Title,
    clean,
)

__all__ = ["docx_of"]

_LANGUAGES = {"vi": "vi-VN", "en": "en-US"}
_DAY_OF_ZIP = (1980, 1, 1, 0, 0, 0)
_NARROW = 0.406


def docx_of(paper: Paper) -> bytes:
    """Return a paper as DOCX, without a clock.

    Parameters
    ----------
    paper : Paper
        The tree; a code or an attachment has no place in a DOCX.

    Returns
    -------
    bytes
        The same for the same tree and the same version of python-docx.

    Raises
    ------
    KeyError
        A block that only a PDF can hold.

    Examples
    --------
    >>> one = Paper(kind="letter", lang="vi", title="T", blocks=(Heading("1. Ạ"),))
    >>> docx_of(one)[:2]
    b'PK'
    """
    made = docx.Document()
    _set_styles(made, paper)
    writer = _Writer(made, paper)
    for row, block in enumerate(paper.blocks):
        after = paper.blocks[row + 1] if row + 1 < len(paper.blocks) else None
        writer.draw(block, after)
    writer.end()
    _set_properties(made, paper)
    raw = io.BytesIO()
    made.save(raw)
    return _settled(raw.getvalue())


class _Writer:
    def __init__(self, made: Document, paper: Paper) -> None:
        self._paper, self._made = paper, made
        self._body = made.element.body
        self._last = self._body[-1]  # sectPr of the whole, always at the end
        self._wide = False

    def draw(self, block: object, after: object) -> None:
        _DRAWN[type(block)](self, block, after)

    def add(self, node: Any) -> None:  # noqa: ANN401
        self._last.addprevious(node)

    def end(self) -> None:
        self._section(self._last)

    def room_mm(self) -> float:
        page = 297 if self._wide else 210
        return page - used("margin_left_mm") - used("margin_right_mm")

    def _section(self, node: Any) -> None:  # noqa: ANN401
        header, first = (
            pages.header(self._made, self._paper.mark, number)
            for number in (True, False)
        )
        pages.section(node, wide=self._wide, header=header, first=first)

    def masthead(self, block: Masthead, _: object) -> None:
        room = self.room_mm()
        widths = (room * _NARROW, room * (1 - _NARROW))
        body = Look(used("body_pt"), bold=True, align="center")
        parent = Look(used("parent_pt"), align="center")
        nation = Look(used("nation_pt"), bold=True, align="center")
        motto = Look(used("motto_pt"), bold=True, align="center")
        number = Look(used("number_pt"), align="center")
        subject = Look(used("subject_pt"), align="center", before=6)
        dated = Look(used("dated_pt"), italic=True, align="center")
        ours = [part.line(block.parent.upper(), parent)] if block.parent else []
        ours.append(part.line(block.body.upper(), body))
        share = used("rule_share")
        ours.append(part.rule(block.body.upper(), body, share, widths[0]))
        theirs = [part.line(block.nation, nation), part.line(block.motto, motto)]
        theirs.append(part.rule(block.motto, motto, 1.0, widths[1]))
        left = [part.line(block.number, number)]
        left += [part.line(block.subject, subject)] if block.subject else []
        rows = ((ours, theirs), (left, [part.line(block.dated, dated)]))
        self.add(part.frame(rows, widths))
        self.add(part.line("", Look(used("text_pt"))))

    def title(self, block: Title, _: object) -> None:
        name = Look(used("type_pt"), bold=True, align="center", keep=True)
        said = Look(used("summary_pt"), bold=True, align="center", keep=True)
        self.add(part.line(block.name.upper(), name))
        self.add(part.line(block.summary, said))
        room = self.room_mm()
        self.add(part.rule(block.summary, said, used("rule_share"), room))
        self.add(part.line("", Look(6, keep=True)))

    def addressees(self, block: Addressees, _: object) -> None:
        size = used("text_pt")
        if len(block.names) == 1:
            look = Look(size, align="center", before=6, after=6)
            self.add(part.line(f"{block.lead} {block.names[0]}", look))
            return
        self.add(part.line(block.lead, Look(size, left_mm=30, before=6, after=3)))
        last = len(block.names) - 1
        for row, name in enumerate(block.names):
            end = ";" if row < last else "."
            look = Look(size, left_mm=30, after=3 if row < last else 9)
            self.add(part.line(f"- {name}{end}", look))

    def bases(self, block: Bases, _: object) -> None:
        for line in block.lines:
            self.add(part.line(line, _text(used("bases_pt"), italic=True)))

    def heading(self, block: Heading, _: object) -> None:
        look = _text(used("text_pt"), bold=True, keep=True, level=block.level)
        self.add(part.line(block.text, look))

    def paragraph(self, block: Paragraph, after: object) -> None:
        leads = bool(block.runs) and block.runs[-1].text.endswith(":")
        keep = leads or isinstance(after, Closing | Table)
        size = used("text_pt") - (2 if block.note else 0)
        runs = [(run.text, run.bold, run.italic) for run in block.runs]
        self.add(part.paragraph(runs, _text(size, keep=keep)))

    def table(self, block: Table, _: object) -> None:
        self.add(part.table(block, self.room_mm()))
        self.add(part.line("", Look(6)))

    def closing(self, block: Closing, _: object) -> None:
        half = self.room_mm() / 2
        lead = Look(used("recipients_lead_pt"), bold=True, italic=True, keep=True)
        small = Look(used("recipients_pt"), keep=True)
        office = Look(used("authority_pt"), bold=True, align="center", keep=True)
        name = Look(used("name_pt"), bold=True, align="center", before=66)
        left = [part.line(block.lead, lead)]
        left += [part.line(line, small) for line in block.recipients]
        right = [part.line(line.upper(), office) for line in block.authority]
        right.append(part.line(block.name, name))
        self.add(part.frame(((left, right),), (half, half)))

    def annex(self, block: Annex, _: object) -> None:
        end = part.line("", Look(2))
        holder = OxmlElement("w:sectPr")
        end.get_or_add_pPr().append(holder)
        self.add(end)
        self._section(holder)
        self._wide = block.landscape
        label = Look(used("annex_label_pt"), bold=True, align="center", level=1)
        said = Look(used("annex_title_pt"), bold=True, align="center", keep=True)
        belongs = Look(used("annex_title_pt"), italic=True, align="center", keep=True)
        self.add(part.line(block.label, label))
        self.add(part.line(block.title.upper(), said))
        self.add(part.line(block.belongs, belongs))
        share, room = used("rule_share"), self.room_mm()
        self.add(part.rule(block.title.upper(), said, share, room))
        self.add(part.line("", Look(6, keep=True)))


_DRAWN: dict[type, Callable[[_Writer, Any, object], None]] = {
    Masthead: _Writer.masthead,
    Title: _Writer.title,
    Addressees: _Writer.addressees,
    Bases: _Writer.bases,
    Heading: _Writer.heading,
    Paragraph: _Writer.paragraph,
    Table: _Writer.table,
    Closing: _Writer.closing,
    Annex: _Writer.annex,
}


def _text(
    size: float,
    *,
    bold: bool = False,
    italic: bool = False,
    keep: bool = False,
    level: int = 0,
) -> Look:
    return Look(
        size,
        bold=bold,
        italic=italic,
        keep=keep,
        level=level,
        align="both",
        first_mm=used("first_line_mm"),
        after=used("paragraph_gap_pt"),
        spacing=used("line_spacing"),
    )


def _set_styles(made: Document, paper: Paper) -> None:
    normal = made.styles.element.find(qn("w:docDefaults"))
    run = normal.find(qn("w:rPrDefault")).find(qn("w:rPr"))
    for node in list(run):
        run.remove(node)
    part.typeface(run)
    part.size(run, used("text_pt"))
    part.put(run, "w:lang", val=_LANGUAGES[paper.lang], eastAsia="vi-VN", bidi="vi-VN")
    style = made.styles["Normal"].element
    for node in style.findall(qn("w:rPr")):
        style.remove(node)
    for level in (1, 2):
        part.plain_style(made.styles[f"Heading {level}"].element)


def _set_properties(made: Document, paper: Paper) -> None:
    core = made.core_properties._element  # python-docx cannot unset
    for node in list(core):
        core.remove(node)
    made.core_properties.title = clean(paper.title)[:250]
    made.core_properties.language = _LANGUAGES[paper.lang]
    package = made.part.package
    for key, one in list(package.rels.items()):
        if one.reltype.endswith("/thumbnail"):
            package.rels.pop(key)


def _settled(raw: bytes) -> bytes:
    """Return the archive with its entries in a fixed order and on a fixed day."""
    made = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(raw)) as old,
        zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        names = sorted(old.namelist(), key=lambda n: (n != "[Content_Types].xml", n))
        for name in names:
            entry = zipfile.ZipInfo(name, _DAY_OF_ZIP)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0
            new.writestr(entry, old.read(name))
    return made.getvalue()
