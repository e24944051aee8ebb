"""The nouns: a plan, its zones, its units, and a portfolio of projects in columns.

The seam this room owns: facts, read and checked, that never change; what follows
from them is the engines'.
"""

from quyhoach.plan.columns import floats, objects
from quyhoach.plan.model import (
    Coverage,
    Listing,
    Parameter,
    Permission,
    Phase,
    Plan,
    Regime,
    Zones,
)
from quyhoach.plan.project import (
    CapitalKind,
    Funding,
    Identifiers,
    Kind,
    Portfolio,
    Project,
    Schedules,
)
from quyhoach.plan.units import Unit, Units, fold, same_text

__all__ = [
    "CapitalKind",
    "Coverage",
    "Funding",
    "Identifiers",
    "Kind",
    "Listing",
    "Parameter",
    "Permission",
    "Phase",
    "Plan",
    "Portfolio",
    "Project",
    "Regime",
    "Schedules",
    "Unit",
    "Units",
    "Zones",
    "floats",
    "fold",
    "objects",
    "same_text",
]
