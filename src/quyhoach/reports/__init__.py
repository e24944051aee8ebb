"""Documents out, for people: the forms that officials use, maps, charts.

The seam this room owns: an answer becomes something a person reads, in Vietnamese or
English; what the answer is was decided by the engines.
"""

from quyhoach.reports.sentences import sentence, settle
from quyhoach.reports.titles import (
    force_word,
    outcome_word,
    reason_title,
    rule_question,
    rule_title,
)
from quyhoach.reports.words import translator

__all__ = [
    "force_word",
    "outcome_word",
    "reason_title",
    "rule_question",
    "rule_title",
    "sentence",
    "settle",
    "translator",
]
