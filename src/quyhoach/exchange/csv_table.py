"""Own the seam between an answer and a table of verdicts that a spreadsheet opens."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from typing import Any, TextIO

from quyhoach.exchange.json_text import number, text

__all__ = ["COLUMNS", "cell", "to_csv", "write_csv"]

COLUMNS = (
    "project",
    "name",
    "kind",
    "rule",
    "outcome",
    "force",
    "reason",
    "sentence_vi",
    "sentence_en",
    "other_kind",
    "other_id",
    "area_m2",
    "length_m",
    "share",
    "tolerance_m",
    "citations",
    "fictional",
)
"""What every row holds, in this order."""

_FORMULA = ("=", "+", "-", "@", "\t", "\n", "＝", "＋", "－", "＠")
Row = tuple[str | float | None, ...]


def to_csv(answer: Mapping[str, Any]) -> str:
    """Return the verdicts of an answer as CSV, one row a verdict.

    Parameters
    ----------
    answer : Mapping
        What `write_csv` takes.

    Returns
    -------
    str
        Heading and rows; a value that is not known is an empty cell.

    Examples
    --------
    >>> print(to_csv({"projects": []}).split(",")[:3])
    ['project', 'name', 'kind']
    """
    stream = io.StringIO()
    write_csv(answer, stream)
    return stream.getvalue()


def write_csv(answer: Mapping[str, Any], stream: TextIO) -> None:
    """Write the verdicts of an answer as CSV; the projects may be an iterator.

    Parameters
    ----------
    answer : Mapping
        The answer of a check. A text that a spreadsheet could take for a formula gets
        an apostrophe before it.
    stream : TextIO
        Where it goes; open a file with ``newline=""``.

    Examples
    --------
    >>> import sys
    >>> project = {"id": "=1+1", "verdicts": [{"rule": "QH-C01"}]}
    >>> write_csv({"projects": [project]}, sys.stdout)  # doctest: +ELLIPSIS
    project,name,kind,...
    '=1+1,,,QH-C01,,,,,,,,,,,,,
    """
    table = csv.writer(stream, lineterminator="\n")
    table.writerow(COLUMNS)
    table.writerows(_rows(answer))


def _rows(answer: Mapping[str, Any]) -> Iterator[Row]:
    fictional = "GIẢ ĐỊNH" if answer.get("fictional") else ""
    for project in answer["projects"]:
        head = tuple(cell(project.get(key)) for key in ("id", "name", "kind"))
        for verdict in project.get("verdicts") or ():
            yield (*head, *_verdict(verdict), fictional)


def _verdict(verdict: Mapping[str, Any]) -> Row:
    said = verdict.get("sentence") or {}
    other = verdict.get("other") or {}
    measure = verdict.get("measure") or {}
    return (
        *(cell(verdict.get(key)) for key in ("rule", "outcome", "force", "reason")),
        *(cell(said.get(lang)) for lang in ("vi", "en")),
        *(cell(other.get(key)) for key in ("kind", "id")),
        *(_number(measure.get(key)) for key in ("area_m2", "length_m", "share")),
        _number(verdict.get("tolerance_m")),
        cell("; ".join(map(_citation, verdict.get("citations") or ()))),
    )


def _citation(citation: Mapping[str, Any]) -> str:
    parts = (citation.get(key) for key in ("number", "issuer", "date", "provision"))
    return ", ".join(str(part) for part in parts if part)


def cell(value: object) -> str:
    """Return a text that no spreadsheet takes for a formula.

    Parameters
    ----------
    value : object
        What the cell shall say; ``None`` is an empty cell.

    Returns
    -------
    str
        With an apostrophe before what could be a formula.

    Examples
    --------
    >>> cell("=1+1"), cell("Kho"), cell(None)
    ("'=1+1", 'Kho', '')
    """
    said = "" if value is None else text(str(value))
    said = said.replace("\0", "").replace("\r\n", "\n").replace("\r", "\n")
    return f"'{said}" if said.startswith(_FORMULA) else said


def _number(value: float | None) -> float | None:
    return None if value is None else number(value)
