"""Own the strict reading of one YAML mapping: texts only, nothing resolved."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import yaml

from quyhoach.errors import BadFile

__all__ = ["Entry", "Tree", "read_mapping"]

_MOST_DEEP = 4
_MOST_CHARACTERS = 1_000_000
_EMPTY = ("~", "null")

Tree = str | list["Tree"] | dict[str, "Tree"]
_Events = Iterator[yaml.Event]


@dataclass(frozen=True, slots=True)
class Entry:
    """One key of the mapping.

    Parameters
    ----------
    key : str
        As written.
    value : str, list or dict
        Texts as written, in lists and mappings.
    line : int
        One-based line of the key.
    """

    key: str
    value: Tree
    line: int


def read_mapping(text: str, file: str) -> list[Entry]:
    r"""Return the entries of a YAML mapping in the order of the file.

    Parameters
    ----------
    text : str
        The whole file.
    file : str
        Its name, for messages.

    Returns
    -------
    list of Entry
        Every scalar is the text that was written: ``1.250`` stays five characters.
        ``~`` and ``null`` are empty.

    Raises
    ------
    BadFile
        Broken; no mapping, or more than one document; a key written twice; aliases,
        anchors and tags; more than 4 levels, or a million characters.

    Examples
    --------
    >>> [(e.key, e.value, e.line) for e in read_mapping("name: Kho\narea: 1.250", "a")]
    [('name', 'Kho', 1), ('area', '1.250', 2)]
    >>> read_mapping("a: &x 1\nb: *x", "a.yaml")
    Traceback (most recent call last):
    quyhoach.errors.BadFile: a.yaml, row 1: không dùng bí danh YAML (&, *) → bỏ & * !
    """
    if len(text) > _MOST_CHARACTERS:
        reason = "hồ sơ dài hơn một triệu ký tự"
        raise BadFile(reason, file=file, cure="giữ các trường cần xét")
    reader = _Reader(file)
    try:
        return reader.document(yaml.parse(text, Loader=yaml.SafeLoader))
    except yaml.YAMLError as trouble:
        mark = getattr(trouble, "problem_mark", None)
        reason = f"YAML hỏng: {getattr(trouble, 'problem', None) or 'ký tự lạ'}"
        line = mark.line + 1 if mark else None
        raise BadFile(reason, file=file, row=line, cure="sửa cú pháp YAML") from trouble


class _Reader:
    """The events of one file on their way into a tree."""

    def __init__(self, file: str) -> None:
        self._file = file

    def document(self, events: _Events) -> list[Entry]:
        found: list[Entry] | None = None
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent) and found is not None:
                raise self._no(event, "nhiều tài liệu YAML trong một tệp")
            if isinstance(event, yaml.MappingStartEvent) and found is None:
                self._plain(event)
                found = list(self._entries(events, 1))
            elif isinstance(event, yaml.NodeEvent):
                raise self._no(event, "phải là một bảng khóa: giá trị")
        if not found:
            reason = "hồ sơ rỗng"
            raise BadFile(reason, file=self._file, cure="ghi khóa: giá trị")
        return found

    def _entries(self, events: _Events, depth: int) -> Iterator[Entry]:
        seen: set[str] = set()
        for event in events:
            if isinstance(event, yaml.MappingEndEvent):
                return
            if not isinstance(event, yaml.ScalarEvent):
                raise self._no(event, "khóa phải là chữ")
            self._plain(event)
            key = event.value.strip()
            if key in seen:
                raise self._no(event, f"khóa “{key[:40]}” viết hai lần", "giữ một")
            seen.add(key)
            value = self._value(next(events), events, depth + 1)
            yield Entry(key, value, _line(event))

    def _value(self, event: yaml.Event, events: _Events, depth: int) -> Tree:
        self._plain(event)
        if depth > _MOST_DEEP:
            raise self._no(event, "lồng quá nhiều tầng")
        if isinstance(event, yaml.MappingStartEvent):
            return {entry.key: entry.value for entry in self._entries(events, depth)}
        if isinstance(event, yaml.SequenceStartEvent):
            made: list[Tree] = []
            for inner in events:
                if isinstance(inner, yaml.SequenceEndEvent):
                    break
                made.append(self._value(inner, events, depth + 1))
            return made
        value = str(getattr(event, "value", ""))
        bare = getattr(event, "style", None) is None
        return "" if bare and value in _EMPTY else value

    def _plain(self, event: yaml.Event) -> None:
        """Refuse what makes YAML more than text: it unpacks without end, or runs."""
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise self._no(event, "không dùng bí danh YAML (&, *)", "bỏ & * !")
        if getattr(event, "tag", None):
            raise self._no(event, "không dùng thẻ YAML (!)", "bỏ & * !")

    def _no(
        self, event: yaml.Event, reason: str, cure: str = "viết khóa: giá trị"
    ) -> BadFile:
        return BadFile(reason, file=self._file, row=_line(event), cure=cure)


def _line(event: yaml.Event) -> int:
    return int(event.start_mark.line) + 1 if event.start_mark else 1
