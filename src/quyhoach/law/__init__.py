"""Which sentence: instruments, provisions, precedence, citations, certainty.

The seam this room owns: what the law says and since when; what it means for a
project is `quyhoach.conformity`'s.
"""

from quyhoach.law.certainty import (
    Certainty,
    Crs,
    Force,
    Geometry,
    SourceKind,
    Text,
    force,
)
from quyhoach.law.instruments import (
    Citation,
    Effect,
    Instrument,
    Level,
    Precedence,
    Provision,
    Scope,
    StatusAfter,
    cite,
    holds,
)

__all__ = [
    "Certainty",
    "Citation",
    "Crs",
    "Effect",
    "Force",
    "Geometry",
    "Instrument",
    "Level",
    "Precedence",
    "Provision",
    "Scope",
    "SourceKind",
    "StatusAfter",
    "Text",
    "cite",
    "force",
    "holds",
]
