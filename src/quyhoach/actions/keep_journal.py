"""Verify the office's journal, prove an entry, write the journal out."""

from __future__ import annotations

import base64
import json
from typing import Any, BinaryIO

from quyhoach.errors import BadInput
from quyhoach.store.ready import ready

__all__ = ["faults_of_journal", "proof_of", "write_journal"]


def faults_of_journal() -> tuple[int, str, list[str]]:
    """Return the size and the root of the office's journal, and what disagrees with it.

    Returns
    -------
    tuple
        Number of entries, root in hexadecimal, and a sentence a fault.
    """
    ready()
    from quyhoach.store.faults import faults  # noqa: PLC0415 - after the framework
    from quyhoach.store.journal import standing  # noqa: PLC0415

    size, root = standing()
    return size, root, list(faults())


def proof_of(entry: int) -> dict[str, Any]:
    """Return what proves that an entry stands in the office's journal.

    Parameters
    ----------
    entry : int
        Its index, from 0.

    Returns
    -------
    dict
        ``leafIdx``, ``treeSize`` and in base64 ``root``, ``leafHash``, ``proof``.

    Raises
    ------
    BadInput
        There is no such entry.
    """
    ready()
    from quyhoach.store.journal import tree  # noqa: PLC0415 - after the framework

    grown = tree()
    if not 0 <= entry < len(grown):
        reason = f"nhật ký có {len(grown)} mục, không có mục này"
        raise BadInput(reason, value=str(entry), cure="chọn số từ 0")
    return {
        "leafIdx": entry,
        "treeSize": len(grown),
        "root": _text(grown.root()),
        "leafHash": _text(grown.leaf(entry)),
        "proof": [_text(step) for step in grown.inclusion(entry)],
    }


def _text(hashed: bytes) -> str:
    return base64.b64encode(hashed).decode()


def write_journal(stream: BinaryIO) -> None:
    """Write every entry as it stands in the tree, then size and root.

    Parameters
    ----------
    stream : BinaryIO
        Where it goes; `store/journal_check.py` checks it alone.
    """
    ready()
    from quyhoach.store.journal import text_of  # noqa: PLC0415 - after the framework
    from quyhoach.store.journal_rows import Entry  # noqa: PLC0415
    from quyhoach.store.merkle import Tree, leaf_hash  # noqa: PLC0415

    grown = Tree()
    for row in Entry.objects.order_by("index").iterator(chunk_size=5_000):
        text = text_of(row.index, row)
        grown.append(leaf_hash(text))
        stream.write(text + b"\n")
    end = {"size": len(grown), "root": _text(grown.root())}
    stream.write(json.dumps(end).encode() + b"\n")
