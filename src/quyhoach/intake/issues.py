"""Own the words of every issue: what was met in a file, where, and what to do."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

__all__ = ["ISSUES", "Issue", "IssueKind", "Trouble", "issue"]

_MOST_VALUE = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """One thing met while reading a file.

    Parameters
    ----------
    file, sheet, layer : str
        Where; empty where that does not apply.
    row : int, optional
        One-based row (feature) as a person counts it.
    column, value : str
        Heading of the column and the cell as written, cut after 80 characters.
    code : str
        Key of `ISSUES`; never reused.
    severity : str
        ``error``: the row or file was not taken. ``warning``: a value was not taken or
        does not fit. ``notice``: taken, and something should be known.
    reason, reason_en, cure, cure_en : str
        Why, and what to do, in Vietnamese and English.
    """

    file: str
    sheet: str = ""
    layer: str = ""
    row: int | None = None
    column: str = ""
    value: str = ""
    code: str
    severity: str
    reason: str
    reason_en: str
    cure: str
    cure_en: str


@dataclass(frozen=True, slots=True)
class IssueKind:
    """What all issues of one code share.

    Parameters
    ----------
    severity : str
        ``error``, ``warning`` or ``notice``.
    reason, reason_en, cure, cure_en : str
        Templates; ``{name}`` is filled by `issue`.
    """

    severity: str
    reason: str
    reason_en: str
    cure: str
    cure_en: str


@dataclass(frozen=True, slots=True)
class Trouble:
    """What a value was refused for, before it is known where it stands.

    Parameters
    ----------
    code : str
        Key of `ISSUES`.
    value : str
        The part of the cell that is meant; empty for the whole cell.
    words : Mapping
        Fills the templates.
    """

    code: str
    value: str = ""
    words: Mapping[str, object] = field(default_factory=dict)


def _catalogue() -> dict[str, IssueKind]:
    text = (Path(__file__).parent / "issues.csv").read_text(encoding="utf-8")
    return {
        row.pop("code"): IssueKind(**row) for row in csv.DictReader(io.StringIO(text))
    }


ISSUES: Mapping[str, IssueKind] = MappingProxyType(_catalogue())
"""Every code an issue may carry, in order; the words stand in ``issues.csv``."""


def issue(
    code: str,
    *,
    file: str,
    sheet: str = "",
    layer: str = "",
    row: int | None = None,
    column: str = "",
    value: object = "",
    **words: object,
) -> Issue:
    """Return an issue with its words filled in.

    Parameters
    ----------
    code : str
        Key of `ISSUES`.
    file, sheet, layer, row, column, value
        Where it stands and what stands there.
    **words : object
        Values of the template.

    Returns
    -------
    Issue
        Severity and words as the catalogue has them.

    Raises
    ------
    KeyError
        No such code, or a word of its template is missing.

    Examples
    --------
    >>> met = issue("QH-D12.number_two_ways", file="a", row=3, one="1,5", other="15")
    >>> met.severity, met.reason, met.cure
    ('warning', 'Không rõ là 1,5 hay 15.', 'Viết dấu phẩy cho phần lẻ.')
    >>> issue("QH-D14.name_missing", file="a.csv", value="x" * 100).value[-3:]
    'xx…'
    """
    kind = ISSUES[code]
    text = str(value)
    return Issue(
        file=file,
        sheet=sheet,
        layer=layer,
        row=row,
        column=column,
        value=text if len(text) <= _MOST_VALUE else text[: _MOST_VALUE - 1] + "…",
        code=code,
        severity=kind.severity,
        reason=kind.reason.format_map(words),
        reason_en=kind.reason_en.format_map(words),
        cure=kind.cure.format_map(words),
        cure_en=kind.cure_en.format_map(words),
    )
