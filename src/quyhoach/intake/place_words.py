"""Own the grammar of places as offices write them: kinds, lists and brackets."""

from __future__ import annotations

import re
from collections.abc import Iterator

from quyhoach.intake.values import plain_text
from quyhoach.plan import fold

__all__ = ["DISTRICTS", "KINDS", "LEVELS", "WHOLE", "segments"]

_KINDS = {
    "xã": "xã",
    "x": "xã",
    "phường": "phường",
    "p": "phường",
    "thị trấn": "thị trấn",
    "tt": "thị trấn",
    "huyện": "huyện",
    "h": "huyện",
    "quận": "huyện",
    "thành phố": "thành phố",
    "tp": "thành phố",
    "thị xã": "thị xã",
    "tx": "thị xã",
    "tỉnh": "tỉnh",
    "thôn": "",
    "bản": "",
    "khối": "",
    "khối phố": "",
    "tổ": "",
    "tổ dân phố": "",
    "xóm": "",
    "khu phố": "",
}
COMMUNES = ("xã", "phường", "thị trấn")
DISTRICTS = ("huyện", "thành phố", "thị xã")
KINDS = frozenset(kind for kind in _KINDS.values() if kind)
"""Kinds of units that a text may name."""
LEVELS = {"commune": COMMUNES, "district": DISTRICTS}
_LONG = "|".join(sorted((k for k in _KINDS if len(k) > 2), key=len, reverse=True))
_KIND = re.compile(
    rf"(?<!\w)(?:(?:các|những|\d{{1,3}}|hai|ba|bốn|năm)\s+)?"
    rf"(?P<kind>(?:{_LONG}|xã|tổ)(?=[\s:(]|$)|(?:tp|tt|tx)(?=[\s.])|[xph](?=\.\s*\w))[.:]?\s*",
    re.IGNORECASE,
)
_LISTED = re.compile(
    r"\s*[,;/\n&+]\s*|\s+(?:và|and)\s+|\s+-\s+|\s*[–—]\s*", re.IGNORECASE
)
_LINKS = re.compile(
    r"^(?:thuộc|của|tại|ở|trên địa bàn|địa bàn|trong|gồm|bao gồm)\s+|"
    r"\s+(?:thuộc|của|tại|ở|trên địa bàn|gồm|bao gồm)$",
    re.IGNORECASE,
)
WHOLE = re.compile(
    r"(?:các (?:huyện|xã|huyện, thành phố|xã, phường)\s+)?"
    r"(?:(?:trên |trong )?(?:toàn |cả )(?:địa bàn )?|trên địa bàn |trong )tỉnh"
    r"(?P<name>\s+.*)?",
    re.IGNORECASE,
)


def segments(text: str) -> Iterator[tuple[str, str, bool]]:
    """Yield the names in a text with the kind before each.

    Parameters
    ----------
    text : str
        As written, over several lines or one.

    Yields
    ------
    tuple
        Kind (empty where none is said), name, and whether a bracket or colon after
        it opens a list of what lies inside.

    Examples
    --------
    >>> list(segments("các xã A, B thuộc huyện C"))
    [('xã', 'A', False), ('', 'B', False), ('huyện', 'C', False)]
    """
    tidied = "\n".join(plain_text(line) for line in text.splitlines()).strip(" .")
    for piece in re.split(r"(?<=[(:])|(?=[)])", tidied):
        opens = piece.endswith(("(", ":"))
        made = list(_pieces(piece.strip(" ():.")))
        for at, (kind, name) in enumerate(made):
            yield kind, name, opens and at == len(made) - 1


def _pieces(text: str) -> Iterator[tuple[str, str]]:
    for part in _LISTED.split(text):
        at, kind = 0, ""
        for found in _KIND.finditer(part):
            yield from _named(kind, part[at : found.start()])
            kind = _KINDS[found["kind"].casefold()] or "-"
            at = found.end()
        yield from _named(kind, part[at:])


def _named(kind: str, text: str) -> Iterator[tuple[str, str]]:
    name = text.strip(" .,:()")
    while (shorter := _LINKS.sub("", name).strip()) != name:
        name = shorter
    if name and kind != "-" and fold(name) not in ("thuoc", "cua", "tai"):
        yield kind, name
