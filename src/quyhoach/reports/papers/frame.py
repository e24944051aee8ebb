"""What stands around the text of a paper: its head, its closing, its annexes."""

from __future__ import annotations

from collections.abc import Sequence

from quyhoach.reports.office import BLANK, dated, number_line
from quyhoach.reports.paper import Annex, Block, Closing, Masthead
from quyhoach.reports.papers.matter import Matter
from quyhoach.reports.phrases import Phrases

__all__ = ["ROMAN", "annexes", "closing", "masthead"]

ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII")
"""Numbers of annexes."""


def masthead(matter: Matter, say: Phrases, *, sign: str, subject: str = "") -> Masthead:
    """Return the head of a paper.

    Parameters
    ----------
    matter : Matter
        Who writes, and when.
    say : Phrases
        Its sentences.
    sign : str
        Sign of its kind; empty for letters.
    subject : str
        What a letter is about.

    Returns
    -------
    Masthead
        With dots for what is not known.
    """
    office, lang = matter.office, matter.lang
    return Masthead(
        parent=office.parent or BLANK * 4,
        body=office.body or BLANK * 4,
        number=number_line(office, sign, lang=lang),
        subject=subject,
        nation=say.say("nation"),
        motto=say.say("motto"),
        dated=f"{office.place or BLANK * 2}, {dated(matter.dated, lang=lang)}",
    )


def closing(matter: Matter, say: Phrases, *, letter: bool) -> Closing:
    """Return where the paper goes and who signs.

    Parameters
    ----------
    matter : Matter
        Who writes.
    say : Phrases
        Its sentences.
    letter : bool
        The first line of the list is "as above".

    Returns
    -------
    Closing
        With dots for what is not known.
    """
    office = matter.office
    names = [say.say("as_above")] if letter else []
    names += office.recipients or ([] if letter else [BLANK * 2])
    copies = f" ({office.copies})" if office.copies else ""
    lines = [f"- {name.rstrip(';.')};" for name in names]
    lines.append("- " + say.say("archive", unit=office.unit or BLANK, copies=copies))
    signs = (office.authority, office.signer_title or BLANK * 4)
    return Closing(
        lead=say.say("recipients"),
        recipients=tuple(lines),
        authority=tuple(filter(None, signs)),
        name=office.signer_name or BLANK * 4,
    )


def annexes(
    matter: Matter, say: Phrases, some: Sequence[tuple[str, Block, bool]], sign: str
) -> tuple[dict[str, str], tuple[Block, ...]]:
    """Return the labels of annexes by key, and their blocks.

    Parameters
    ----------
    matter : Matter
        Who writes, and when.
    say : Phrases
        Its sentences.
    some : sequence of (str, Block, bool)
        Key, content, and whether its page is wide.
    sign : str
        Sign of the kind of paper.

    Returns
    -------
    tuple of dict and tuple
        ``{"projects": "Phụ lục I"}``, and blocks that begin with `Annex`. One annex
        alone has no number.
    """
    labels: dict[str, str] = {}
    blocks: list[Block] = []
    line = number_line(matter.office, sign, lang=matter.lang).partition(" ")[2]
    belongs = say.say(
        "belongs",
        what=say.say("paper_kind"),
        number=line,
        dated=dated(matter.dated, lang=matter.lang),
    )
    for row, (key, content, wide) in enumerate(some):
        roman = ROMAN[row] if len(some) > 1 else ""
        labels[key] = say.say("annex", roman=roman).strip()
        title = say.say(f"annex_{key}")
        blocks += [
            Annex(label=labels[key], title=title, belongs=belongs, landscape=wide),
            content,
        ]
    return labels, tuple(blocks)
