"""What a reader of a package should look at again: odd, but not a fault."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from quyhoach.conformity import RULES
from quyhoach.errors import BadInput
from quyhoach.intake.raw import RawPackage
from quyhoach.plan import Plan

__all__ = ["remarks"]

_DEGREE = 0.1
_STAGE = re.compile(r"stage_\d+_capital_dong")


def remarks(raw: RawPackage, plan: Plan) -> list[BadInput]:
    """Return the remarks on a package that stands.

    Parameters
    ----------
    raw : RawPackage
        As read from disk.
    plan : Plan
        The plan made of it.

    Returns
    -------
    list of BadInput
        Stated bounds that cannot be true, stage sums that do not add up, rules without
        a norm.
    """
    return [*_bounds(raw), *_stages(plan), *_norms(raw, plan)]


def _bounds(raw: RawPackage) -> Iterator[BadInput]:
    drawn, stated = raw.meta.get("bounds_wgs84"), raw.meta.get("stated_bounds_wgs84")
    if not drawn or not stated:
        return
    sides = ("tây", "nam", "đông", "bắc")
    for side, true, said in zip(sides, drawn, stated, strict=True):
        if abs(float(true) - float(said)) > _DEGREE:
            reason = (
                f"ranh phía {side} ghi trong văn bản ({said}°) khác ranh thật ({true}°)"
            )
            yield BadInput(
                reason,
                file=f"{raw.meta['id']}/package.yaml",
                column="stated_bounds_wgs84",
                cure="hỏi cơ quan lập quy hoạch",
            )


def _stages(plan: Plan) -> Iterator[BadInput]:
    """Compare the sum of stages with the total: a unit of the last digit of each."""
    stages: dict[str, list[Decimal]] = {}
    for row in plan.tables["history"]:
        if _STAGE.fullmatch(row["field"]):
            stages.setdefault(row["project"], []).append(Decimal(row["value"]))
    for row in plan.tables["projects"]:
        values, total = stages.get(row["id"], []), row["capital_dong"]
        if not values or total is None:
            continue
        tolerance = sum(map(_last_digit, (*values, Decimal(total))), Decimal(0))
        if abs(sum(values) - total) > tolerance:
            reason = f"cộng các giai đoạn được {sum(values)}, tổng ghi {total}"
            yield BadInput(
                reason,
                file=row["__file__"],
                row=row["__line__"],
                column="capital_dong",
                value=row["id"],
                cure="hỏi chủ đầu tư số nào đúng",
            )


def _last_digit(value: Decimal) -> Decimal:
    digits = str(int(value))
    return Decimal(10) ** (len(digits) - len(digits.rstrip("0")))


def _norms(raw: RawPackage, plan: Plan) -> Iterator[BadInput]:
    for rule in RULES:
        keys = plan.norms.get(rule, ())
        some = [plan.provisions[plan.provision_row(key)] for key in keys]
        bare = [d for d in plan.days if not any(plan.applies(one, d) for one in some)]
        if bare:
            days = ", ".join(day.isoformat() for day in bare)
            yield BadInput(
                f"không căn cứ nào có hiệu lực ngày {days}",
                file=f"{raw.meta['id']}/norms.csv",
                value=rule,
                cure="thêm căn cứ, nếu không điều này không nói gì",
            )
