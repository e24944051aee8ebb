"""Own the seam between JSON of others and the same JSON again: no digit is changed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, NoReturn

from quyhoach.errors import BadFile

__all__ = ["Number", "exact_text", "read_exact"]

_encode = json.JSONEncoder(ensure_ascii=False).encode
_SAFE = json.JSONEncoder(ensure_ascii=True).encode


class Number(str):
    """A number as it was written, digit by digit.

    Examples
    --------
    >>> exact_text(read_exact('[1.10, 12345678901234567890, 1E+2]'))
    '[1.10, 12345678901234567890, 1E+2]'
    """

    __slots__ = ()


def read_exact(text: str, file: str = "") -> Any:  # noqa: ANN401
    """Return JSON as values, its numbers as they were written.

    Parameters
    ----------
    text : str
        The whole file.
    file : str
        Its name, for the message.

    Returns
    -------
    Any
        Objects, lists, text, `Number`, ``True``, ``False`` and ``None``.

    Raises
    ------
    BadFile
        Broken JSON, NaN or Infinity, a key written twice, or nested too deep.

    Examples
    --------
    >>> read_exact('{"a": 1.50}')["a"]
    '1.50'
    >>> read_exact('{"a": 1, "a": 2}', "b.json")
    Traceback (most recent call last):
    quyhoach.errors.BadFile: b.json: JSON hỏng: 'a' viết hai lần → xuất lại JSON
    """
    try:
        return json.loads(
            text,
            parse_float=Number,
            parse_int=Number,
            parse_constant=_no_number,
            object_pairs_hook=_once,
        )
    except RecursionError as trouble:
        reason = "JSON lồng quá nhiều tầng"
        raise BadFile(reason, file=file, cure="xuất lại JSON") from trouble
    except ValueError as trouble:
        reason = f"JSON hỏng: {getattr(trouble, 'msg', trouble)}"
        raise BadFile(reason, file=file, cure="xuất lại JSON") from trouble


def exact_text(value: Any) -> str:  # noqa: ANN401
    r"""Return the JSON text of a value that `read_exact` gave.

    Parameters
    ----------
    value : Any
        As read, or made of plain values.

    Returns
    -------
    str
        One line; numbers as they were written, keys in their order.

    Examples
    --------
    >>> exact_text({"tên": "Hữu Lũng", "n": Number("1.0"), "none": None})
    '{"tên": "Hữu Lũng", "n": 1.0, "none": null}'
    """
    return "".join(_pieces(value))


def _pieces(value: Any) -> Iterator[str]:  # noqa: ANN401
    if isinstance(value, Number):
        yield str(value)
    elif isinstance(value, dict):
        before = "{"
        for key, inner in value.items():
            yield f"{before}{_string(key)}: "
            yield from _pieces(inner)
            before = ", "
        yield "}" if value else "{}"
    elif isinstance(value, list):
        before = "["
        for inner in value:
            yield before
            yield from _pieces(inner)
            before = ", "
        yield "]" if value else "[]"
    elif isinstance(value, str):
        yield _string(value)
    else:
        yield _encode(value)


def _string(value: str) -> str:
    # half a surrogate pair may have come in by an escape: it goes out by one
    made = _encode(str(value))
    return made if _sound(made) else _SAFE(str(value))


def _sound(text: str) -> bool:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def _no_number(text: str) -> NoReturn:
    reason = f"{text} không phải số"
    raise ValueError(reason)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) != len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        reason = f"{twice[:40]!r} viết hai lần"
        raise ValueError(reason)
    return made
