"""The parts a DOCX is put together from: lines, rules, frames, tables, sections."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from quyhoach.reports.paper import Table, clean

__all__ = [
    "FONT",
    "Look",
    "frame",
    "line",
    "paragraph",
    "plain_style",
    "put",
    "rule",
    "size",
    "table",
    "twips",
    "typeface",
]

FONT = "Times New Roman"
"""The typeface that the decree asks for."""

# mean width of a letter in points of the size: capitals, capitals in bold, the rest
_LETTER = {(True, True): 0.70, (True, False): 0.66, (False, True): 0.47}
_LETTER_PLAIN = 0.45
_MM_OF_PT = 25.4 / 72


@dataclass(frozen=True, slots=True)
class Look:
    """How a paragraph looks.

    Parameters
    ----------
    size : float
        Points.
    bold, italic : bool
        Its letters.
    align : str
        ``left``, ``center``, ``right`` or ``both``.
    first_mm, left_mm, right_mm : float
        Indents.
    before, after : float
        Points above and below.
    spacing : float
        Lines.
    keep : bool
        It stays on the page of the next.
    level : int
        Level of a heading; 0 for none.
    """

    size: float
    bold: bool = False
    italic: bool = False
    align: str = "left"
    first_mm: float = 0.0
    left_mm: float = 0.0
    right_mm: float = 0.0
    before: float = 0.0
    after: float = 0.0
    spacing: float = 1.0
    keep: bool = False
    level: int = 0


def put(parent: Any, tag: str, **attributes: object) -> Any:  # noqa: ANN401
    """Add an element to another and return it.

    Parameters
    ----------
    parent : element
        Where it goes, at the end.
    tag : str
        ``"w:sz"``.
    **attributes : object
        Of the same name space.

    Returns
    -------
    element
        The new one.
    """
    node = OxmlElement(tag)
    for name, value in attributes.items():
        node.set(qn(f"w:{name}"), str(value))
    parent.append(node)
    return node


def typeface(run: Any) -> None:  # noqa: ANN401
    """Set the typeface of a run for every script.

    Parameters
    ----------
    run : element
        ``w:rPr``.
    """
    put(run, "w:rFonts", ascii=FONT, hAnsi=FONT, eastAsia=FONT, cs=FONT)


def size(run: Any, points: float) -> None:  # noqa: ANN401
    """Set the size of a run.

    Parameters
    ----------
    run : element
        ``w:rPr``.
    points : float
        Points.
    """
    put(run, "w:sz", val=round(points * 2))
    put(run, "w:szCs", val=round(points * 2))


def plain_style(style: Any) -> None:  # noqa: ANN401
    """Take colour, size and gaps from a heading style: the paragraph brings its own.

    Parameters
    ----------
    style : element
        ``w:style``.
    """
    for name in ("w:rPr", "w:pPr"):
        for node in style.findall(qn(name)):
            style.remove(node)
    made = OxmlElement("w:rPr")
    typeface(made)
    style.append(made)


def line(text: str, look: Look) -> Any:  # noqa: ANN401
    """Return a paragraph of one look.

    Parameters
    ----------
    text : str
        Its words; empty makes an empty line.
    look : Look
        How it looks.

    Returns
    -------
    element
        ``w:p``.
    """
    return paragraph([(text, look.bold, look.italic)] if text else [], look)


def paragraph(runs: Iterable[tuple[str, bool, bool]], look: Look) -> Any:  # noqa: ANN401
    """Return a paragraph of runs.

    Parameters
    ----------
    runs : Iterable of (str, bool, bool)
        Words, bold, italic.
    look : Look
        How it looks.

    Returns
    -------
    element
        ``w:p``.
    """
    made = OxmlElement("w:p")
    _properties(made, look)
    for text, bold, italic in runs:
        _run(made, text, look.size, bold, italic)
    return made


def _properties(made: Any, look: Look) -> None:  # noqa: ANN401
    own = put(made, "w:pPr")
    if look.level:
        put(own, "w:pStyle", val=f"Heading{look.level}")
    if look.keep or look.level:
        put(own, "w:keepNext")
    put(own, "w:widowControl")
    lines = round(look.spacing * 240)
    before, after = round(look.before * 20), round(look.after * 20)
    put(own, "w:spacing", before=before, after=after, line=lines, lineRule="auto")
    put(
        own,
        "w:ind",
        left=twips(look.left_mm),
        right=twips(look.right_mm),
        firstLine=twips(look.first_mm),
    )
    put(own, "w:jc", val=look.align)
    mark = put(own, "w:rPr")
    typeface(mark)
    size(mark, look.size)


def _run(made: Any, text: str, points: float, bold: bool, italic: bool) -> None:  # noqa: ANN401
    run = put(made, "w:r")
    own = put(run, "w:rPr")
    typeface(own)
    for tag, wanted in (("w:b", bold), ("w:i", italic)):
        if wanted:
            put(own, tag)
            put(own, f"{tag}Cs")
    size(own, points)
    for row, words in enumerate(clean(text).split("\n")):
        if row:
            put(run, "w:br")
        said = put(run, "w:t")
        said.text = words
        said.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")


def twips(millimetres: float) -> int:
    """Return a length in twentieths of a point.

    Parameters
    ----------
    millimetres : float
        The length.

    Returns
    -------
    int
        Rounded.

    Examples
    --------
    >>> twips(25.4), twips(0)
    (1440, 0)
    """
    return round(millimetres / 25.4 * 1440)


def rule(text: str, look: Look, share: float, room_mm: float) -> Any:  # noqa: ANN401
    """Return a rule below a centred text, in a part of its length.

    Parameters
    ----------
    text : str
        The text above.
    look : Look
        How that looks.
    share : float
        Part of the length of the text.
    room_mm : float
        Width of the cell or page, millimetres.

    Returns
    -------
    element
        ``w:p`` with a border below and indents on both sides.
    """
    capitals = text.isupper()
    letter = _LETTER.get((capitals, look.bold), _LETTER_PLAIN)
    wide = min(len(text) * letter * look.size * _MM_OF_PT, room_mm) * share
    side = max((room_mm - wide) / 2, 0)
    made = line("", Look(3, left_mm=side, right_mm=side, after=3, keep=look.keep))
    own = made.find(qn("w:pPr"))
    border = OxmlElement("w:pBdr")
    put(border, "w:bottom", val="single", sz=6, space=1, color="000000")
    own.find(qn("w:spacing")).addprevious(border)
    own.find(qn("w:spacing")).set(qn("w:line"), "60")
    own.find(qn("w:spacing")).set(qn("w:lineRule"), "exact")
    return made


def frame(rows: Sequence[Sequence[Sequence[Any]]], widths: Sequence[float]) -> Any:  # noqa: ANN401
    """Return a table without borders, each cell a list of paragraphs.

    Parameters
    ----------
    rows : sequence of sequence of sequence of element
        Cells.
    widths : sequence of float
        Millimetres.

    Returns
    -------
    element
        ``w:tbl``; its rows are never split.
    """
    made = _table(widths, borders=False, padding=0)
    for cells in rows:
        row = put(made, "w:tr")
        put(put(row, "w:trPr"), "w:cantSplit")
        for cell, width in zip(cells, widths, strict=True):
            holder = _cell(row, width)
            for one in cell:
                holder.append(one)
    return made


def table(block: Table, room_mm: float) -> Any:  # noqa: ANN401
    """Return a table with borders and a heading that is repeated.

    Parameters
    ----------
    block : Table
        Its columns and rows.
    room_mm : float
        Width of the page between the margins.

    Returns
    -------
    element
        ``w:tbl``.
    """
    whole = sum(column.share for column in block.columns)
    widths = [column.share / whole * room_mm for column in block.columns]
    made = _table(widths, borders=True, padding=57)
    head = put(made, "w:tr")
    own = put(head, "w:trPr")
    put(own, "w:cantSplit")
    put(own, "w:tblHeader")
    bold = Look(block.size, bold=True, align="center", keep=True)
    for column, width in zip(block.columns, widths, strict=True):
        holder = _cell(head, width, middle=True)
        holder.append(line(column.title, bold))
    looks = [Look(block.size, align=column.align) for column in block.columns]
    for cells in block.rows:
        row = put(made, "w:tr")
        put(put(row, "w:trPr"), "w:cantSplit")
        for cell, width, look in zip(cells, widths, looks, strict=True):
            _cell(row, width).append(line(cell, look))
    return made


def _table(widths: Sequence[float], *, borders: bool, padding: int) -> Any:  # noqa: ANN401
    made = OxmlElement("w:tbl")
    own = put(made, "w:tblPr")
    put(own, "w:tblW", w=sum(map(twips, widths)), type="dxa")
    sides = put(own, "w:tblBorders")
    style = {"val": "single", "sz": 4, "space": 0, "color": "000000"}
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        put(sides, f"w:{side}", **(style if borders else {"val": "nil"}))
    put(own, "w:tblLayout", type="fixed")
    margins = put(own, "w:tblCellMar")
    for side in ("left", "right"):
        put(margins, f"w:{side}", w=padding, type="dxa")
    grid = put(made, "w:tblGrid")
    for width in widths:
        put(grid, "w:gridCol", w=twips(width))
    return made


def _cell(row: Any, width: float, *, middle: bool = False) -> Any:  # noqa: ANN401
    made = put(row, "w:tc")
    own = put(made, "w:tcPr")
    put(own, "w:tcW", w=twips(width), type="dxa")
    if middle:
        put(own, "w:vAlign", val="center")
    return made
