"""Where the framework looks for tables: every one, from the file that owns it."""

from quyhoach.store.facts import Package, ProjectFact
from quyhoach.store.journal_rows import Entry
from quyhoach.store.people import Body, Member
from quyhoach.store.runs import Override, Paper, Run, Said

__all__ = [
    "Body",
    "Entry",
    "Member",
    "Override",
    "Package",
    "Paper",
    "ProjectFact",
    "Run",
    "Said",
]
