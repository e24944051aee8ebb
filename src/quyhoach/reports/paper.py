"""Own the tree of a paper: what stands on it, in which order; not how it is drawn."""

from __future__ import annotations

import re
from dataclasses import dataclass

__all__ = [
    "Addressees",
    "Annex",
    "Attachment",
    "Bases",
    "Block",
    "Closing",
    "Column",
    "Heading",
    "Masthead",
    "Paper",
    "Paragraph",
    "QrCode",
    "Run",
    "Table",
    "Title",
    "clean",
]

_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def clean(text: object) -> str:
    r"""Return a text that any file can hold: what cannot be seen is written out.

    Parameters
    ----------
    text : object
        Anything; ``None`` is empty.

    Returns
    -------
    str
        Control signs, half signs and signs that no file may hold stand as their code.

    Examples
    --------
    >>> clean("Hữu Lũng"), clean(None)
    ('Hữu Lũng', '')
    >>> clean("a\x00b\x1b")
    'a\\x00b\\x1b'
    """
    said = "" if text is None else str(text)
    return _UNSEEN.sub(lambda found: ascii(found[0])[1:-1], said)


@dataclass(frozen=True, slots=True)
class Run:
    """Words of one look.

    Parameters
    ----------
    text : str
        The words.
    bold, italic : bool
        Their look.
    """

    text: str
    bold: bool = False
    italic: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Masthead:
    """Head of an official paper: who, which number, the nation, where and when.

    Parameters
    ----------
    parent, body : str
        The body above, and the one that issues; an empty parent takes no line.
    number, subject : str
        Number line; what a letter is about, empty for papers with a title.
    nation, motto : str
        As the state writes them.
    dated : str
        Place and day.
    """

    parent: str
    body: str
    number: str
    subject: str
    nation: str
    motto: str
    dated: str


@dataclass(frozen=True, slots=True)
class Title:
    """Kind of a paper in capitals, and what it is about.

    Parameters
    ----------
    name : str
        ``"BÁO CÁO"``.
    summary : str
        One sentence.
    """

    name: str
    summary: str


@dataclass(frozen=True, slots=True)
class Addressees:
    """To whom a letter goes.

    Parameters
    ----------
    lead : str
        ``"Kính gửi:"``.
    names : tuple of str
        At least one.
    """

    lead: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Bases:
    """Legal bases, a paragraph each, in italics.

    Parameters
    ----------
    lines : tuple of str
        Each ends with a semicolon, the last with a full stop.
    """

    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A numbered heading.

    Parameters
    ----------
    text : str
        With its number.
    level : int
        1 for a part, 2 below it.
    """

    text: str
    level: int = 1


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of the text.

    Parameters
    ----------
    runs : tuple of Run
        Its words.
    note : bool
        Smaller, for what explains a table.
    """

    runs: tuple[Run, ...]
    note: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table.

    Parameters
    ----------
    title : str
        Its heading.
    share : float
        Part of the width; the shares of a table count together.
    align : str
        ``left``, ``center`` or ``right``.
    """

    title: str
    share: float
    align: str = "left"


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a heading that is repeated on every page.

    Parameters
    ----------
    columns : tuple of Column
        At least one.
    rows : tuple of tuple of str
        Cells, as many as columns.
    size : float
        Points.
    """

    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    size: float = 12.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Closing:
    """Where the paper goes on the left, who signs on the right.

    Parameters
    ----------
    lead : str
        ``"Nơi nhận:"``.
    recipients : tuple of str
        Lines of the list.
    authority : tuple of str
        ``"KT. GIÁM ĐỐC"`` and the office, a line each.
    name : str
        Who signs.
    """

    lead: str
    recipients: tuple[str, ...]
    authority: tuple[str, ...]
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Annex:
    """Begin of an annex: a page of its own, its pages counted from one.

    Parameters
    ----------
    label : str
        ``"Phụ lục I"``.
    title : str
        What it holds.
    belongs : str
        The paper it comes with.
    landscape : bool
        A wide page.
    """

    label: str
    title: str
    belongs: str
    landscape: bool = True


@dataclass(frozen=True, slots=True)
class QrCode:
    """A code to be read by a camera, with words beside it.

    Parameters
    ----------
    text : str
        What the code holds.
    lines : tuple of str
        Words beside it.
    """

    text: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that travels inside the paper.

    Parameters
    ----------
    name : str
        File name.
    data : str
        Its text.
    what : str
        One line that says what it is.
    """

    name: str
    data: str
    what: str


Block = (
    Masthead
    | Title
    | Addressees
    | Bases
    | Heading
    | Paragraph
    | Table
    | Closing
    | Annex
    | QrCode
)
"""What can stand on a paper."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A paper as a tree.

    Parameters
    ----------
    kind : str
        ``report``, ``letter``, ``request`` or ``slip``.
    lang : str
        ``vi`` or ``en``.
    title : str
        Title of the file.
    blocks : tuple of Block
        In the order of reading.
    mark : str
        Said on top of every page; empty for none.
    size : float
        Points of the text; 0 for that of the decree.
    keywords : str
        What the file says of itself to machines.
    attachment : Attachment, optional
        Only a PDF can hold it.
    """

    kind: str
    lang: str
    title: str
    blocks: tuple[Block, ...]
    mark: str = ""
    size: float = 0.0
    keywords: str = ""
    attachment: Attachment | None = None
