"""Meet pairs of well-known texts, as many as a file holds, line by line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

import numpy as np
from numpy.typing import NDArray
from shapely.errors import GEOSException

from quyhoach.errors import BadInput
from quyhoach.space import read_wkt, relate, validity

__all__ = ["Pair", "judge_pair", "judge_pairs"]

_CHUNK = 20_000

Pair = tuple[str, str]
"""The two texts of a line."""


def judge_pair(
    left: str, right: str, *, tolerance_m: float = 0.0, validities: bool = False
) -> dict[str, Any]:
    """Return how two shapes stand to each other.

    Parameters
    ----------
    left, right : str
        Well-known texts, in one planar system.
    tolerance_m : float
        What is thinner does not count, in units of the texts.
    validities : bool
        Say of each shape whether it is valid as given, and why not.

    Returns
    -------
    dict
        left, right, relation, area_m2, length_m, share_left, share_right, and
        valid_left, valid_right where asked for.

    Raises
    ------
    BadInput
        A text is no shape, or the pair cannot be judged.

    Examples
    --------
    >>> found = judge_pair("POINT (1 1)", "LINESTRING (0 0, 2 2)")
    >>> found["relation"], found["length_m"]
    ('within', 0.0)
    >>> judge_pair("POINT (1 1)", "CIRCULARSTRING (0 0, 1 1, 2 0)")
    Traceback (most recent call last):
    quyhoach.errors.BadInput: right: không đọc đường cong (curves are not read)
    """
    (found,) = _judged([(left, right)], tolerance_m, validities)
    if "error" in found:
        raise BadInput(found["error"])
    return found


def judge_pairs(
    lines: Iterable[bytes], *, tolerance_m: float = 0.0, validities: bool = False
) -> Iterator[dict[str, Any]]:
    r"""Yield an answer for every line, in order; no line stops another.

    Parameters
    ----------
    lines : iterable of bytes
        Two well-known texts a line, a tab between them, in UTF-8.
    tolerance_m, validities
        As for `judge_pair`.

    Yields
    ------
    dict
        ``line`` (from 1) and what `judge_pair` says, or ``line`` and ``error``.

    Examples
    --------
    >>> found = list(judge_pairs([b"POINT (1 1)\tPOINT (1 1)\r\n", b"\n"]))
    >>> found[0]["line"], found[0]["relation"]
    (1, 'equals')
    >>> found[1]
    {'line': 2, 'error': 'cần hai cột cách nhau một tab (two columns, one tab)'}
    """
    numbered = enumerate(lines, start=1)
    while chunk := list(islice(numbered, _CHUNK)):
        pairs = [_pair(line) for _, line in chunk]
        told = [pair for pair in pairs if not isinstance(pair, str)]
        answers = iter(_judged(told, tolerance_m, validities))
        for (number, _), pair in zip(chunk, pairs, strict=True):
            answer = {"error": pair} if isinstance(pair, str) else next(answers)
            yield {"line": number, **answer}


def _pair(line: bytes) -> Pair | str:
    try:
        cells = line.decode("utf-8").rstrip("\r\n").split("\t")
    except UnicodeDecodeError:
        return "không phải UTF-8 (not UTF-8)"
    if len(cells) != 2:
        return "cần hai cột cách nhau một tab (two columns, one tab)"
    return cells[0].strip(), cells[1].strip()


def _judged(
    pairs: Sequence[Pair], tolerance_m: float, validities: bool
) -> list[dict[str, Any]]:
    try:
        return _judged_at_once(pairs, tolerance_m, validities)
    except (GEOSException, ValueError, OverflowError) as trouble:
        if len(pairs) == 1:
            words = str(trouble).split("\n", 1)[0]
            reason = f"không xét được cặp này (pair cannot be judged): {words}"
            return [{"error": reason}]
        half = len(pairs) // 2
        halves = (pairs[:half], pairs[half:])
        return [
            answer
            for part in halves
            for answer in _judged(part, tolerance_m, validities)
        ]


def _judged_at_once(
    pairs: Sequence[Pair], tolerance_m: float, validities: bool
) -> list[dict[str, Any]]:
    texts = [[pair[0] for pair in pairs], [pair[1] for pair in pairs]]
    (left, srid, why_left), (right, other, why_right) = map(read_wkt, texts)
    with np.errstate(all="ignore"):
        found = relate(left, right, tolerance_m=tolerance_m)
    errors = np.full(len(pairs), "", dtype=object)
    measures = (found.area_m2, found.length_m, found.share_left, found.share_right)
    errors[~np.isfinite(measures).all(axis=0)] = (
        "số đo vượt quá giới hạn (too large to measure)"
    )
    errors[(srid != other) & (srid > 0) & (other > 0)] = (
        "hai hệ quy chiếu khác nhau (two reference systems)"
    )
    for side, reasons in (("right", why_right), ("left", why_left)):
        bad = reasons != ""
        errors[bad] = [f"{side}: {reason}" for reason in reasons[bad]]
    columns: dict[str, Sequence[Any]] = {
        "left": texts[0],
        "right": texts[1],
        "relation": found.relation.tolist(),
        "area_m2": found.area_m2.tolist(),
        "length_m": found.length_m.tolist(),
        "share_left": found.share_left.tolist(),
        "share_right": found.share_right.tolist(),
    }
    if validities:
        columns |= {"valid_left": _validities(left), "valid_right": _validities(right)}
    answers = zip(*columns.values(), strict=True)
    return [
        {"error": error} if error else dict(zip(columns, answer, strict=True))
        for error, answer in zip(errors, answers, strict=True)
    ]


def _validities(shapes: NDArray[np.object_]) -> list[dict[str, Any]]:
    valid, reasons = validity(shapes)
    return [
        {"valid": yes, "reason": reason}
        for yes, reason in zip(valid.tolist(), reasons.tolist(), strict=True)
    ]
