"""Own the seam between an answer and its JSON text: same answer, same bytes."""

from __future__ import annotations

import io
import json
import math
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from typing import Any, TextIO

__all__ = ["dump", "number", "text", "to_json"]

METRES = 6
"""Decimals of numbers: a thousandth of a millimetre, a millionth of a share."""

DEGREES = 9
"""Decimals of coordinates: a tenth of a millimetre on the ground."""

_IN_DEGREES = frozenset({"bbox", "coordinates", "geometries", "geometry"})
_ROWS = ("verdicts", "projects", "not_judged", "issues", "ask")
_encode = json.JSONEncoder(ensure_ascii=False, allow_nan=False).encode


def to_json(answer: Mapping[str, Any]) -> str:
    r"""Return an answer as JSON: one line a key, a row, a verdict.

    Parameters
    ----------
    answer : Mapping
        What `dump` takes.

    Returns
    -------
    str
        The text, with a line end.

    Raises
    ------
    ValueError
        A number is not finite.

    Examples
    --------
    >>> print(to_json({"lang": "vi", "rows": [{"ha": -0.0}, {"ha": 1.5}]}), end="")
    {
     "lang": "vi",
     "rows": [
      {"ha": 0.0},
      {"ha": 1.5}
     ]
    }
    >>> to_json({})
    '{}\n'
    """
    stream = io.StringIO()
    dump(answer, stream)
    return stream.getvalue()


def dump(answer: Mapping[str, Any], stream: TextIO) -> None:
    """Write an answer as JSON; rows go out one by one, so they may be an iterator.

    Parameters
    ----------
    answer : Mapping
        Keys in the order to be written. A value that is a list or an iterator is
        written one line an item; in an item its verdicts, projects and issues one line
        each. Numbers have at most 6 decimals, coordinates 9. Days become ISO text.
    stream : TextIO
        Where it goes.

    Raises
    ------
    ValueError
        A number is not finite.

    Examples
    --------
    >>> import sys
    >>> dump({"projects": ({"id": n} for n in range(2))}, sys.stdout)
    {
     "projects": [
      {"id": 0},
      {"id": 1}
     ]
    }
    """
    before = "{\n "
    for key, value in answer.items():
        stream.write(f"{before}{_inline(key)}: ")
        if isinstance(value, Iterable) and not isinstance(value, Mapping | str):
            _write_rows(value, stream)
        else:
            stream.write(_inline(value, key))
        before = ",\n "
    stream.write("{}\n" if before == "{\n " else "\n}\n")


def _write_rows(rows: Iterable[Any], stream: TextIO) -> None:
    before = "[\n  "
    for row in rows:
        stream.write(before)
        stream.writelines(_row(row, "\n  "))
        before = ",\n  "
    stream.write("[]" if before == "[\n  " else "\n ]")


def _row(row: Any, line: str) -> Iterator[str]:  # noqa: ANN401
    if not isinstance(row, Mapping) or not any(map(row.get, _ROWS)):
        yield _inline(row)
        return
    before = "{"
    for key, value in row.items():
        yield f"{before}{_inline(key)}: "
        if key in _ROWS and value and isinstance(value, list | tuple):
            opening = "["
            for inner in value:
                yield f"{opening}{line} "
                yield from _row(inner, f"{line} ")
                opening = ","
            yield f"{line}]"
        else:
            yield _inline(value, key)
        before = ", "
    yield "}"


def _inline(value: Any, key: str = "") -> str:  # noqa: ANN401
    return _encode(_plain(value, _places(key, METRES)))


def _plain(value: Any, places: int) -> Any:  # noqa: ANN401
    return _KINDS.get(type(value), _other)(value, places)


def _same(value: Any, _: int) -> Any:  # noqa: ANN401
    return value


def _text(value: str, _: int) -> str:
    return value if value.isascii() else text(value)


def _mapping(value: Mapping[Any, Any], places: int) -> dict[str, Any]:
    return {str(k): _plain(inner, _places(k, places)) for k, inner in value.items()}


def _rows(value: Iterable[Any], places: int) -> list[Any]:
    return [_plain(inner, places) for inner in value]


def _other(value: Any, places: int) -> Any:  # noqa: ANN401
    for base in (str, float, int):
        if isinstance(value, base):
            return _plain(base(value), places)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return _mapping(value, places)
    if isinstance(value, Iterable):
        return _rows(value, places)
    return _plain(value.item(), places)


def _places(key: str, places: int) -> int:
    return DEGREES if key in _IN_DEGREES else places


def number(value: float, places: int = METRES) -> float:
    """Return a number rounded as it is written, never minus zero.

    Parameters
    ----------
    value : float
        Any number.
    places : int
        Decimals.

    Returns
    -------
    float
        The number to write.

    Raises
    ------
    ValueError
        It is not finite: leave it out, or write ``None``.

    Examples
    --------
    >>> number(0.12345678), number(-1e-9)
    (0.123457, 0.0)
    >>> number(float("nan"))
    Traceback (most recent call last):
    ValueError: nan is no number to write
    """
    if not math.isfinite(value):
        reason = f"{value} is no number to write"
        raise ValueError(reason)
    return round(float(value), places) + 0.0


def text(value: str) -> str:
    r"""Return a text that UTF-8 can hold.

    Parameters
    ----------
    value : str
        Any text; half a surrogate pair may have come in by an escape.

    Returns
    -------
    str
        The text, ``?`` for what is no character.

    Examples
    --------
    >>> text("Hữu Lũng"), text("a\ud800")
    ('Hữu Lũng', 'a?')
    """
    return value.encode("utf-8", "replace").decode("utf-8")


_KINDS: dict[type, Callable[[Any, int], Any]] = {
    type(None): _same,
    bool: _same,
    int: _same,
    float: number,
    str: _text,
    dict: _mapping,
    list: _rows,
    tuple: _rows,
}
"""What most values are; telling the others apart takes longer."""
