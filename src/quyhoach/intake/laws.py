"""Rows of the package into the law's nouns: instruments, provisions, precedence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from quyhoach.errors import BadInput
from quyhoach.intake.raw import Line
from quyhoach.law import (
    Effect,
    Instrument,
    Level,
    Precedence,
    Provision,
    Scope,
    SourceKind,
    StatusAfter,
    Text,
)

__all__ = ["instruments", "precedences", "provisions"]

Row = Mapping[str, Any]
_KEYS = {
    "id",
    "instrument",
    "article",
    "clause",
    "point",
    "anchor",
    "gist",
    "gist_en",
    "effect",
    "scope",
    "in_force_from",
    "in_force_to",
    "text",
    "source_kind",
    "source",
    "note",
    "__line__",
}
Wrong = list[tuple[str, str, str]]
_POINTS = {
    "sectors": "sectors",
    "places": "units",
    "along": "corridors",
    "phases": "phases",
}
_SCOPE = {"sectors", "places", "along", "phases", "capital", "subject_to", "__line__"}


def instruments(rows: Sequence[Row]) -> tuple[Instrument, ...]:
    """Return the instruments of a package, in its order.

    Parameters
    ----------
    rows : Sequence of Mapping
        Checked rows of the table ``instruments``.

    Returns
    -------
    tuple of Instrument
        One per row.
    """
    return tuple(
        Instrument(
            id=row["id"],
            number=row["number"],
            issuer=row["issuer"],
            signed=row["signed"],
            title=row["title"],
            title_en=row["title_en"] or "",
            level=Level[row["level"].upper()],
            in_force_from=row["in_force_from"],
            in_force_to=row["in_force_to"],
            status_after=StatusAfter(row["status_after"]),
            review_from=row["review_from"],
            review_reason=row["review_reason"] or "",
            text=Text[row["text"].upper()],
            source_kind=SourceKind[row["source_kind"].upper()],
            source=row["source"],
        )
        for row in rows
    )


def precedences(rows: Sequence[Row]) -> tuple[Precedence, ...]:
    """Return the table of which level prevails, in its order.

    Parameters
    ----------
    rows : Sequence of Mapping
        Checked rows of the table ``precedence``.

    Returns
    -------
    tuple of Precedence
        One per row.
    """
    return tuple(
        Precedence(
            upper=Level[row["upper"].upper()],
            lower=Level[row["lower"].upper()],
            prevails=row["prevails"],
            decided_by=row["decided_by"] or "",
            provision=row["provision"],
            in_force_from=row["in_force_from"],
            in_force_to=row["in_force_to"],
        )
        for row in rows
    )


def provisions(
    lines: Sequence[Line], known: Mapping[str, set[str]], faults: list[BadInput]
) -> tuple[Provision, ...]:
    """Return the provisions that stand; the others are faults.

    Parameters
    ----------
    lines : Sequence[Line]
        Items of ``provisions.yaml``.
    known : Mapping
        Table name to the keys that a provision may point at.
    faults : list of BadInput
        Grows by every fault found.

    Returns
    -------
    tuple of Provision
        Those without a fault, in the order of the file.
    """
    made = []
    for line in lines:
        found = [
            _misfit(line, column, value, cure)
            for column, value, cure in _check(line, known)
        ]
        faults.extend(found)
        if not found:
            made.append(_provision(line.cells))
    return tuple(made)


def _misfit(line: Line, column: str, value: str, cure: str) -> BadInput:
    reason = "không hợp khuôn của điều khoản"
    return BadInput(
        reason, file=line.file, row=line.number, column=column, value=value, cure=cure
    )


def _check(line: Line, known: Mapping[str, set[str]]) -> Wrong:
    cells = line.cells
    texts = ("id", "instrument", "text", "source")
    loose = [key for key in texts if not _is_word(cells, key)]
    if loose:
        cure = "viết thành chữ, đặt trong dấu nháy"
        return [(key, str(cells[key])[:60], cure) for key in loose]
    scope = cells.get("scope") or {}
    if not isinstance(scope, dict):
        return [("scope", str(scope)[:60], "viết các khóa sectors, places, phases …")]
    return [*_check_cells(cells, known), *_check_scope(scope, known)]


def _check_cells(cells: Mapping[str, Any], known: Mapping[str, set[str]]) -> Wrong:
    wrong: Wrong = [(key, "", "bỏ khóa này") for key in cells if key not in _KEYS]
    needed = ("id", "instrument", "gist", "text", "source_kind", "source")
    wrong += [(key, "", "điền giá trị") for key in needed if not cells.get(key)]
    wrong += _enum("effect", cells.get("effect", "states"), [e.value for e in Effect])
    wrong += _enum("text", cells.get("text"), [t.name.lower() for t in Text])
    kinds = [kind.name.lower() for kind in SourceKind]
    wrong += _enum("source_kind", cells.get("source_kind"), kinds)
    wrong += [
        (key, str(cells[key]), "viết 2026-11-23")
        for key in ("in_force_from", "in_force_to")
        if not _is_day(cells.get(key))
    ]
    wrong += _refer("instrument", [cells.get("instrument")], known["instruments"])
    return wrong + _refer("source", [cells.get("source")], known["sources"])


def _check_scope(scope: Mapping[str, Any], known: Mapping[str, set[str]]) -> Wrong:
    wrong: Wrong = [
        (f"scope.{key}", "", "bỏ khóa này") for key in scope if key not in _SCOPE
    ]
    for key, table in _POINTS.items():
        wrong += _refer(f"scope.{key}", scope.get(key) or [], known[table])
    wrong += _refer("scope.subject_to", [scope.get("subject_to")], known["instruments"])
    capital = scope.get("capital") or []
    if not isinstance(capital, list):
        return [*wrong, ("scope.capital", str(capital), "viết [public] hoặc [private]")]
    for word in capital:
        wrong += _enum("scope.capital", word, ["public", "private"])
    return wrong


def _enum(column: str, value: object, allowed: list[str]) -> Wrong:
    if not value or value in allowed:
        return []
    return [(column, str(value), f"dùng: {', '.join(allowed)}")]


def _refer(column: str, keys: object, known: set[str]) -> Wrong:
    if not isinstance(keys, list):
        return [(column, str(keys), "viết thành danh sách [a, b]")]
    return [
        (column, str(k), "sửa mã hoặc thêm dòng cho mã này")
        for k in keys
        if k and (not isinstance(k, str) or k not in known)
    ]


def _provision(cells: Mapping[str, Any]) -> Provision:
    scope = cells.get("scope") or {}
    return Provision(
        id=cells["id"],
        instrument=cells["instrument"],
        article=_word(cells.get("article")),
        clause=_word(cells.get("clause")),
        point=_word(cells.get("point")),
        anchor=_word(cells.get("anchor")),
        gist=_word(cells.get("gist")),
        gist_en=_word(cells.get("gist_en")),
        effect=Effect(cells.get("effect") or "states"),
        scope=Scope(
            sectors=tuple(scope.get("sectors") or ()),
            places=tuple(scope.get("places") or ()),
            along=tuple(scope.get("along") or ()),
            phases=tuple(scope.get("phases") or ()),
            capital=tuple(scope.get("capital") or ()),
            subject_to=scope.get("subject_to") or "",
        ),
        in_force_from=_day(cells.get("in_force_from")),
        in_force_to=_day(cells.get("in_force_to")),
        text=Text[cells["text"].upper()],
        source_kind=SourceKind[cells["source_kind"].upper()],
        source=cells["source"],
    )


def _word(value: object) -> str:
    return "" if value is None else str(value).strip()


def _is_word(cells: Mapping[str, Any], key: str) -> bool:
    return cells.get(key) is None or isinstance(cells[key], str)


def _is_day(value: object) -> bool:
    if not isinstance(value, str) or not value:
        return value is None or value == "" or isinstance(value, date)
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return True


def _day(value: object) -> date | None:
    if isinstance(value, str) and value:
        return date.fromisoformat(value)
    if isinstance(value, datetime):
        return value.date()
    return value if isinstance(value, date) else None
