"""The pages of a DOCX: size, margins, headers, numbers."""

from __future__ import annotations

from typing import Any

from docx.document import Document
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.oxml import serialize_part_xml
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from quyhoach.reports.decree import used
from quyhoach.reports.docx_parts import (
    Look,
    line,
    paragraph,
    put,
    size,
    twips,
    typeface,
)

__all__ = ["header", "section"]


def header(made: Document, mark: str, number: bool) -> str:
    """Add a header to the file and return the key of its relation.

    Parameters
    ----------
    made : Document
        The file.
    mark : str
        Said in it; empty for nothing.
    number : bool
        The number of the page.

    Returns
    -------
    str
        Key for ``w:headerReference``; equal headers share one part.
    """
    root = parse_xml(f"<w:hdr {nsdecls('w')}/>")
    if number:
        look = Look(used("page_number_pt"), align="center")
        root.append(_page_number(look))
    if mark:
        root.append(line(mark, Look(11, bold=True, align="center")))
    if not len(root):
        root.append(line("", Look(11)))
    name = PackURI(f"/word/header{1 if number else 2}.xml")
    for key, one in made.part.rels.items():
        if one.reltype == RELATIONSHIP_TYPE.HEADER and one.target_part.partname == name:
            return str(key)
    data = serialize_part_xml(root)
    package = made.part.package
    holder = Part(name, CONTENT_TYPE.WML_HEADER, data, package)
    return made.part.relate_to(holder, RELATIONSHIP_TYPE.HEADER)


def _page_number(look: Look) -> Any:  # noqa: ANN401
    made = paragraph([], look)
    for kind, text in (("begin", ""), ("", "PAGE"), ("separate", ""), ("end", "")):
        run = put(made, "w:r")
        own = put(run, "w:rPr")
        typeface(own)
        size(own, look.size)
        if kind:
            put(run, "w:fldChar", fldCharType=kind)
        else:
            put(run, "w:instrText").text = text
    return made


def section(node: Any, *, wide: bool, header: str, first: str) -> None:  # noqa: ANN401
    """Set the page of a section: A4, margins, headers, pages counted from one.

    Parameters
    ----------
    node : element
        ``w:sectPr``.
    wide : bool
        Landscape.
    header, first : str
        Relations of the header, and of that of the first page.
    """
    for old in list(node):
        node.remove(old)
    for kind, key in (("default", header), ("first", first)):
        one = put(node, "w:headerReference", type=kind)
        one.set(qn("r:id"), key)
    put(node, "w:type", val="nextPage")
    short, long = twips(210), twips(297)
    page = (
        {"w": long, "h": short, "orient": "landscape"}
        if wide
        else {
            "w": short,
            "h": long,
        }
    )
    put(node, "w:pgSz", **page)
    sides = {
        side: twips(used(f"margin_{side}_mm"))
        for side in ("top", "right", "bottom", "left")
    }
    put(node, "w:pgMar", **sides, header=twips(8), footer=twips(8), gutter=0)
    put(node, "w:pgNumType", start=1)
    put(node, "w:titlePg")
