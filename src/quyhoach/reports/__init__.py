"""Documents out, for people: the forms that officials use, maps, charts.

The seam this room owns: an answer becomes something a person reads, in Vietnamese or
English; what the answer is was decided by the engines.
"""

from quyhoach.reports.changes import changes, changes_text
from quyhoach.reports.sentences import sentence, settle
from quyhoach.reports.tables import (
    ask_table,
    changes_table,
    check_table,
    summary_side_by_side,
)
from quyhoach.reports.titles import (
    force_word,
    outcome_word,
    reason_title,
    rule_question,
    rule_title,
)
from quyhoach.reports.trail import only_indicative, trail
from quyhoach.reports.words import translator

__all__ = [
    "ask_table",
    "changes",
    "changes_table",
    "changes_text",
    "check_table",
    "force_word",
    "only_indicative",
    "outcome_word",
    "reason_title",
    "rule_question",
    "rule_title",
    "sentence",
    "settle",
    "summary_side_by_side",
    "trail",
    "translator",
]
