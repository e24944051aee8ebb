"""Show the catalogue of rules: norm, reasons, citations, how fully the law was read."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from quyhoach.conformity import REASONS, RULES
from quyhoach.errors import BadInput
from quyhoach.exchange.answer import SCHEMA_VERSION
from quyhoach.intake.plans import read_plan
from quyhoach.law import cite
from quyhoach.plan import Plan

__all__ = ["catalogue", "norms"]

_NORMS = Path(__file__).parent.parent / "cases" / "chung" / "rules.yaml"


def norms() -> dict[str, dict[str, Any]]:
    """Return the written norms of all rules, by id.

    Returns
    -------
    dict
        Id of a rule to its item in ``rules.yaml``, in the order written.

    Examples
    --------
    >>> norms()["QH-C01"]["title_en"]
    'Permitted use'
    """
    items = yaml.safe_load(_NORMS.read_text(encoding="utf-8"))
    return {item["id"]: item for item in items}


def catalogue(plan: str, rule: str | None = None) -> dict[str, Any]:
    """Return the rules with their norms and, from a plan, what each rests on.

    Parameters
    ----------
    plan : str
        Name of a bundled case, or a package folder.
    rule : str, optional
        Only this one.

    Returns
    -------
    dict
        ``schema_version``, ``plan``, ``rules``.

    Raises
    ------
    BadInput
        There is no such rule.
    """
    if rule is not None and rule not in RULES:
        reason = "không có điều kiện xét này"
        raise BadInput(reason, value=rule, cure=f"dùng: {', '.join(RULES)}")
    read = read_plan(plan)
    texts = norms()
    rules = [_rule(read, texts[key]) for key in RULES if rule in (None, key)]
    return {"schema_version": SCHEMA_VERSION, "plan": read.id, "rules": rules}


def _rule(plan: Plan, text: dict[str, Any]) -> dict[str, Any]:
    reasons = [
        {
            "code": one["code"],
            "outcome": REASONS[one["code"]].outcome.name.lower(),
            "when": one["when"],
            "settles": one["settles"],
        }
        for one in text["reasons"]
    ]
    return {
        "id": text["id"],
        "title": text["title"],
        "title_en": text["title_en"],
        "about": text["about"],
        "norm": text["norm"],
        "reasons": reasons,
        "citations": [_citation(plan, key) for key in plan.norms.get(text["id"], ())],
    }


def _citation(plan: Plan, key: str) -> dict[str, str]:
    provision = plan.provisions[plan.provision_row(key)]
    made = cite(provision, plan.instrument_of(provision))
    return {name: getattr(made, name) for name in made.__slots__}
