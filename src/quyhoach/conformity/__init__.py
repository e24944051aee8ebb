"""Does this agree with the plan, and which sentence says so.

The seam this room owns: facts of a plan and a portfolio, and who meets whom, become
verdicts with outcome, force and reason. It judges; it does not decide.
"""

from quyhoach.conformity.catalogue import REASONS, RULES, Need, Outcome, Reason
from quyhoach.conformity.judge import Judged, judge, meetings_of
from quyhoach.conformity.model import (
    Finding,
    OtherKind,
    Tolerance,
    Verdict,
    Verdicts,
    deciding,
)

__all__ = [
    "REASONS",
    "RULES",
    "Finding",
    "Judged",
    "Need",
    "OtherKind",
    "Outcome",
    "Reason",
    "Tolerance",
    "Verdict",
    "Verdicts",
    "deciding",
    "judge",
    "meetings_of",
]
