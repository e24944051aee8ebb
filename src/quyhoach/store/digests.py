"""Own the digests by which facts stand in the journal."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import Any

from quyhoach.store.facts import ProjectFact

__all__ = ["RECORD", "common_digest", "digest_of", "fact_digest"]

RECORD = "project.record"
"""Verb of the acts that add rows of facts."""

_PLAIN = (
    "project",
    "withdrawn",
    "communes",
    "disclosure",
    "name",
    "kind",
    "sector",
    "status",
    "capital_dong",
    "folded",
    "record",
    "epsg",
    "west",
    "south",
    "east",
    "north",
)


def digest_of(values: Mapping[str, Any], wkb: bytes | None = None) -> str:
    """Return the digest by which plain values and a shape stand in the journal.

    Parameters
    ----------
    values : Mapping
        Plain values for JSON.
    wkb : bytes, optional
        The shape.

    Returns
    -------
    str
        SHA-256, hexadecimal.

    Examples
    --------
    >>> digest_of({"b": 1, "a": "ấ"}) == digest_of({"a": "ấ", "b": 1})
    True
    """
    text = json.dumps(values, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode() + b"\0" + (wkb or b"")).hexdigest()


def common_digest(digests: Iterable[str]) -> str:
    """Return one digest over several, whatever their order.

    Parameters
    ----------
    digests : Iterable of str
        Hexadecimal.

    Returns
    -------
    str
        SHA-256, hexadecimal.
    """
    return hashlib.sha256("".join(sorted(digests)).encode()).hexdigest()


def fact_digest(fact: ProjectFact) -> str:
    """Return the digest of a row of facts: every column but its keys.

    Parameters
    ----------
    fact : ProjectFact
        Saved or not.

    Returns
    -------
    str
        SHA-256, hexadecimal.
    """
    plain: dict[str, Any] = {
        "package": fact.package_id,
        "recorded_at": round(fact.recorded_at.timestamp() * 1e6),
        "body": fact.body_id,
    }
    for name in ("valid_from", "valid_to"):
        day = getattr(fact, name)
        plain[name] = day.isoformat() if day else None
    plain |= {name: getattr(fact, name) for name in _PLAIN}
    return digest_of(plain, None if fact.wkb is None else bytes(fact.wkb))
