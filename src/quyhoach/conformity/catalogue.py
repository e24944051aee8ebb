"""Every rule and every reason it can give: the outcome and what would settle it.

The norms stand in ``docs/rules``; which provision carries a norm is package data.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum, StrEnum

__all__ = ["REASONS", "RULES", "Need", "Outcome", "Reason"]


class Outcome(IntEnum):
    """What a rule answers, in the order in which it decides for a project."""

    CONFORMS = 0
    SILENT = 1
    UNKNOWN = 2
    CONFLICTS = 3


class Need(StrEnum):
    """What kind of thing would settle an unknown."""

    COVERAGE = "coverage"
    DECISION = "decision"
    FOOTPRINT = "footprint"
    FUNDING_LINE = "funding_line"
    JUDGEMENT = "judgement"
    PERIOD = "period"
    PERMISSION = "permission"
    PRECEDENCE = "precedence"
    REGIME = "regime"
    SAMENESS = "sameness"
    SCALE = "scale"
    SECTOR = "sector"
    ZONE_SHAPE = "zone_shape"


@dataclass(frozen=True, slots=True)
class Reason:
    """One thing a rule can say.

    Parameters
    ----------
    code : str
        ``"QH-C01.use_not_permitted"``; never reused.
    outcome : Outcome
        What it means.
    need : Need, optional
        What would settle it; every unknown has one.
    """

    code: str
    outcome: Outcome
    need: Need | None = None

    @property
    def rule(self) -> str:
        """The rule that says it."""
        return self.code.partition(".")[0]


RULES = (
    "QH-C01",
    "QH-C02",
    "QH-C03",
    "QH-C04",
    "QH-C05",
    "QH-C06",
    "QH-X01",
    "QH-X03",
    "QH-X04",
)

# Within a rule, unknowns stand in the order in which one is chosen to be shown.
_SAID = """
QH-C01 use_permitted conforms
QH-C01 use_not_permitted conflicts
QH-C01 touches_only conforms
QH-C01 within_units conforms
QH-C01 within_units_not_permitted conflicts
QH-C01 use_conditional unknown permission
QH-C01 use_unknown unknown sector
QH-C01 scale_unknown unknown scale
QH-C01 shares_unit unknown footprint
QH-C01 regime_unknown unknown regime
QH-C01 footprint_missing unknown footprint
QH-C02 clear conforms
QH-C02 use_permitted conforms
QH-C02 on_protected conflicts
QH-C02 touches_only conforms
QH-C02 within_units conflicts
QH-C02 use_conditional unknown permission
QH-C02 use_unknown unknown sector
QH-C02 scale_unknown unknown scale
QH-C02 shares_unit unknown zone_shape
QH-C02 footprint_missing unknown footprint
QH-C02 layer_needed unknown coverage
QH-C03 inside conforms
QH-C03 outside conflicts
QH-C03 near_limit unknown scale
QH-C03 scale_unknown unknown scale
QH-C03 footprint_missing unknown footprint
QH-C03 layer_needed unknown coverage
QH-C04 listed conforms
QH-C04 within_provision conforms
QH-C04 beyond_plan silent
QH-C04 condition_open unknown coverage
QH-C04 scope_partly unknown judgement
QH-C04 text_only unknown judgement
QH-C04 not_listed_flag unknown judgement
QH-C04 annex_needed unknown coverage
QH-C05 no_higher_restriction conforms
QH-C05 higher_permits conforms
QH-C05 lower_prevails conforms
QH-C05 higher_prohibits conflicts
QH-C05 not_in_higher_list conflicts
QH-C05 prevalence_undecided unknown precedence
QH-C05 prevalence_unknown unknown precedence
QH-C05 use_unknown unknown sector
QH-C05 scale_unknown unknown scale
QH-C05 listing_needed unknown coverage
QH-C05 scope_partly unknown judgement
QH-C05 shares_unit unknown footprint
QH-C05 footprint_missing unknown footprint
QH-C05 higher_text_needed unknown coverage
QH-C06 within_period conforms
QH-C06 carried_in conforms
QH-C06 beyond_period conflicts
QH-C06 outside_phase conflicts
QH-C06 rescheduled unknown decision
QH-C06 crosses_phase unknown decision
QH-C06 end_missing unknown period
QH-C06 period_missing unknown period
QH-X01 clear conforms
QH-X01 apart_in_time conforms
QH-X01 touches_only conforms
QH-X01 clash conflicts
QH-X01 period_missing unknown period
QH-X01 scale_unknown unknown scale
QH-X01 shares_unit unknown footprint
QH-X01 footprint_missing unknown footprint
QH-X03 distinct conforms
QH-X03 same_line conflicts
QH-X03 line_missing unknown funding_line
QH-X04 distinct conforms
QH-X04 same_identifier conflicts
QH-X04 alike unknown sameness
"""


def _reason(rule: str, word: str, outcome: str, need: str = "") -> Reason:
    return Reason(
        f"{rule}.{word}", Outcome[outcome.upper()], Need(need) if need else None
    )


_ALL = [_reason(*line.split()) for line in _SAID.split("\n") if line]
REASONS = {reason.code: reason for reason in _ALL}
