"""Show what a plan package holds, or every fault it has."""

from __future__ import annotations

from collections import Counter
from typing import Any

from quyhoach.errors import BadInput
from quyhoach.exchange.answer import SCHEMA_VERSION
from quyhoach.intake.plans import make_plan, read_plan
from quyhoach.intake.portfolios import own_portfolio
from quyhoach.intake.raw import case_folder, read_raw
from quyhoach.intake.remarks import remarks
from quyhoach.law import Instrument
from quyhoach.plan import Coverage, Plan

__all__ = ["overview", "validate"]

_VOCABULARY = {"columns", "sectors"}


def overview(plan: str) -> dict[str, Any]:
    """Return what a package holds: counts, instruments, coverage, what is missing.

    Parameters
    ----------
    plan : str
        Name of a bundled case, or a package folder.

    Returns
    -------
    dict
        Plain members, ready to write as JSON.

    Raises
    ------
    BadFile
        There is no such package, or a file in it cannot be read at all.
    BadPackage
        The package has faults.
    """
    read = read_plan(plan)
    return {
        "schema_version": SCHEMA_VERSION,
        "plan": {
            "id": read.id,
            "title": read.title,
            "title_en": read.title_en,
            "fictional": read.fictional,
            "compiled": read.compiled.isoformat(),
            "governing": read.governing,
        },
        "holds": _holds(read),
        "instruments": [_instrument(paper) for paper in read.instruments],
        "read": dict(Counter(p.text.name.lower() for p in read.provisions)),
        "missing": [_missing(row) for row in read.coverage if not row.complete],
    }


def _holds(plan: Plan) -> dict[str, int]:
    tables = {
        name: len(rows)
        for name, rows in sorted(plan.tables.items())
        if rows and name not in _VOCABULARY
    }
    shapes = sum(shape is not None for shape in plan.zones.shape)
    return {"provisions": len(plan.provisions), **tables, "zones_with_shape": shapes}


def _instrument(paper: Instrument) -> dict[str, str]:
    return {
        "id": paper.id,
        "number": paper.number,
        "issuer": paper.issuer,
        "date": paper.signed.isoformat() if paper.signed else "",
        "title": paper.title,
        "level": paper.level.name.lower(),
        "text": paper.text.name.lower(),
        "status_after": str(paper.status_after),
    }


def _missing(row: Coverage) -> dict[str, str]:
    return {
        "id": row.id,
        "instrument": row.instrument,
        "theme": row.theme,
        "needs": row.needs,
        "needs_en": row.needs_en,
    }


def validate(plan: str) -> dict[str, Any]:
    """Return the faults of a package, and what a reader should look at again.

    Parameters
    ----------
    plan : str
        Name of a bundled case, or a package folder.

    Returns
    -------
    dict
        ``issues``: an ``error`` keeps the package from being used, a ``warning`` does
        not. Shapes are looked at once the tables have no fault.

    Raises
    ------
    BadFile
        There is no such package, or a file in it cannot be read at all.
    """
    raw = read_raw(case_folder(plan))
    made, faults = make_plan(raw)
    issues = [_issue(fault, "error") for fault in faults]
    if made is not None and not faults:
        issues += [_issue(fault, "error") for fault in _own_faults(raw, made)]
        issues += [_issue(remark, "warning") for remark in remarks(raw, made)]
    return {
        "schema_version": SCHEMA_VERSION,
        "plan": str(raw.meta.get("id", "")),
        "issues": issues,
    }


def _own_faults(raw: Any, made: Any) -> list[BadInput]:  # noqa: ANN401
    faults: list[BadInput] = []
    own_portfolio(raw, made, faults)
    return faults


def _issue(fault: BadInput, severity: str) -> dict[str, Any]:
    return {
        "file": fault.file,
        "row": fault.row,
        "column": fault.column,
        "value": fault.value,
        "severity": severity,
        "reason": fault.reason,
        "cure": fault.cure,
    }
