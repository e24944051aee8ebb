"""Own the seam between the tree of a paper and plain values, and its words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields, is_dataclass
from typing import Any

from quyhoach.reports.paper import Block, Column, Paper, QrCode, clean

__all__ = ["plain", "words_of"]


def plain(paper: Paper) -> dict[str, Any]:
    """Return a paper as plain values, each block with the name of its kind.

    Parameters
    ----------
    paper : Paper
        The tree.

    Returns
    -------
    dict
        ``schema_version`` first, then the members of the paper in their order.

    Examples
    --------
    >>> from quyhoach.reports.paper import Heading
    >>> one = Paper(kind="letter", lang="vi", title="T", blocks=(Heading("1. A"),))
    >>> plain(one)["blocks"]
    [{'block': 'heading', 'text': '1. A', 'level': 1}]
    """
    return {"schema_version": "1.0", **_members(paper)}


def _members(node: Any) -> dict[str, Any]:  # noqa: ANN401
    return {one.name: _plain(getattr(node, one.name)) for one in fields(node)}


def _plain(value: Any) -> Any:  # noqa: ANN401
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    if not is_dataclass(value):
        return clean(value) if isinstance(value, str) else value
    named = isinstance(value, Block)
    head = {"block": type(value).__name__.lower()} if named else {}
    return head | _members(value)


_UNREAD = {(QrCode, "text"), (Column, "align")}


def words_of(paper: Paper) -> Iterable[str]:
    """Yield every text that a reader of the paper sees, in the order of reading.

    Parameters
    ----------
    paper : Paper
        The tree.

    Yields
    ------
    str
        One text a part; what a code holds is not among them.

    Examples
    --------
    >>> from quyhoach.reports.paper import Heading
    >>> one = Paper(kind="letter", lang="vi", title="T", blocks=(Heading("1. A"),))
    >>> list(words_of(one))
    ['1. A']
    """
    for block in paper.blocks:
        yield from _words(block)


def _words(value: Any) -> Iterable[str]:  # noqa: ANN401
    if isinstance(value, str):
        yield clean(value)
    elif isinstance(value, tuple):
        for one in value:
            yield from _words(one)
    elif is_dataclass(value):
        for one in fields(value):
            if (type(value), one.name) not in _UNREAD:
                yield from _words(getattr(value, one.name))
