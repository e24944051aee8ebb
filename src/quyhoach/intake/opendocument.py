"""Own what the general reader leaves out of OpenDocument sheets: merged and hidden."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

__all__ = ["Layout", "layouts"]

_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_ROW, _CELL = f"{_TABLE}table-row", f"{_TABLE}table-cell"
_COVERED, _COLUMN = f"{_TABLE}covered-table-cell", f"{_TABLE}table-column"
_HIDDEN = ("collapse", "filter")
_MOST_COLUMNS = 16_384
_MOST_ROWS = 1_048_576

Merged = tuple[int, int, int, int]


@dataclass(slots=True)
class Layout:
    """What one table says of its cells beside their values.

    Parameters
    ----------
    name : str
        Of the sheet.
    merged : list of tuple
        (top, left, bottom, right) of merged cells, from 0.
    hidden : int
        Hidden rows and runs of hidden columns.
    """

    name: str
    merged: list[Merged] = field(default_factory=list)
    hidden: int = 0


def layouts(data: bytes) -> dict[str, Layout]:
    """Return the layout of every sheet of an .ods file by its name.

    Parameters
    ----------
    data : bytes
        The whole file.

    Returns
    -------
    dict
        Repeated cells are counted, never unpacked.

    Raises
    ------
    lxml.etree.XMLSyntaxError
        The text of the sheets is broken.
    """
    with (
        zipfile.ZipFile(io.BytesIO(data)) as packed,
        packed.open("content.xml") as stream,
    ):
        return {one.name: one for one in _tables(stream)}


def _tables(stream: object) -> Iterator[Layout]:
    reader = etree.iterparse(
        stream,
        events=("start", "end"),
        tag=(f"{_TABLE}table", _ROW, _COLUMN),
        resolve_entities=False,
        no_network=True,
        huge_tree=True,
    )
    row = 0
    made: list[Layout] = []
    for event, element in reader:
        if element.tag == f"{_TABLE}table":
            if event == "start":
                made.append(Layout(element.get(f"{_TABLE}name", "")))
                row = 0
            else:
                yield made.pop()
            continue
        if event == "start" or not made:
            continue
        made[-1].hidden += element.get(f"{_TABLE}visibility") in _HIDDEN
        if element.tag == _ROW:
            made[-1].merged += _merged(element, row)
            row += _number(element, "number-rows-repeated", _MOST_ROWS)
        element.clear()
        parent = element.getparent()
        while parent is not None and element.getprevious() is not None:
            del parent[0]


def _merged(
    row: Any,  # noqa: ANN401
    top: int,
) -> Iterator[Merged]:
    left = 0
    for cell in row.iterchildren(_CELL, _COVERED):
        if cell.tag == _CELL:
            right = left + _number(cell, "number-columns-spanned", _MOST_COLUMNS) - 1
            bottom = top + _number(cell, "number-rows-spanned", _MOST_ROWS) - 1
            if right > left or bottom > top:
                yield top, left, bottom, right
        left += _number(cell, "number-columns-repeated", _MOST_COLUMNS)


def _number(
    element: Any,  # noqa: ANN401
    name: str,
    most: int,
) -> int:
    text = element.get(_TABLE + name) or "1"
    return min(int(text), most) if text.isascii() and text.isdigit() else 1
