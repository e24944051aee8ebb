"""Projects in columns: one row a project, one array a property."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from quyhoach.law import Certainty
from quyhoach.quantity import Periods
from quyhoach.space import Places

__all__ = [
    "CapitalKind",
    "Funding",
    "Identifiers",
    "Kind",
    "Portfolio",
    "Project",
    "Schedules",
]

IntArray = NDArray[np.int64]
Objects = NDArray[np.object_]
Floats = NDArray[np.float64]


class Kind(IntEnum):
    """What a row of a portfolio is."""

    PROGRAMME = 0
    PROJECT = 1
    TASK = 2
    PLAN = 3


class CapitalKind(IntEnum):
    """Whose money a project spends."""

    UNKNOWN = 0
    PUBLIC = 1
    PRIVATE = 2
    MIXED = 3


@dataclass(frozen=True, slots=True)
class Identifiers:
    """Official identifiers of projects: many to one, from day one.

    Parameters
    ----------
    project : IntArray
        Row of the portfolio, ascending.
    scheme, id : Objects
        Who numbers, and the number as printed.
    certainty : Certainty
        How sure each row is.
    """

    project: IntArray
    scheme: Objects
    id: Objects
    certainty: Certainty

    def __len__(self) -> int:
        return len(self.project)


@dataclass(frozen=True, slots=True)
class Funding:
    """Lines of money: a decision, a code in it, a year, an amount.

    Parameters
    ----------
    project : IntArray
        Row of the portfolio.
    decision, code : Objects
        The paper and the line in it; empty where not known.
    year : IntArray
        0 where not known.
    dong : IntArray
        Whole đồng; -1 where not known.
    certainty : Certainty
        How sure each row is.
    """

    project: IntArray
    decision: Objects
    code: Objects
    year: IntArray
    dong: IntArray
    certainty: Certainty

    def __len__(self) -> int:
        return len(self.project)


@dataclass(frozen=True, slots=True)
class Schedules:
    """Earlier ends of projects, in the order they were set.

    Parameters
    ----------
    project : IntArray
        Row of the portfolio, ascending.
    end_first, end_last : NDArray[np.datetime64]
        The end set then.
    decision : Objects
        The paper that set it; empty where not known.
    certainty : Certainty
        How sure each row is.
    """

    project: IntArray
    end_first: NDArray[np.datetime64]
    end_last: NDArray[np.datetime64]
    decision: Objects
    certainty: Certainty

    def __len__(self) -> int:
        return len(self.project)


@dataclass(frozen=True, slots=True)
class Portfolio:
    """Projects in columns; row k of every array is the same project.

    Parameters
    ----------
    id, name, name_en : Objects
        Text; ``name_en`` may be empty.
    kind : NDArray[np.int8]
        Codes of `Kind`.
    part_of : IntArray
        Row of the whole it is a part of; -1 for none.
    sector : Objects
        Code in the sector tree; empty where not known.
    capital_kind : NDArray[np.int8]
        Codes of `CapitalKind`.
    capital : IntArray
        Whole đồng; -1 where not known.
    phase : Objects
        Phase of the plan it was listed for; empty where none was named.
    period : Periods
        Begin and end.
    stated_area_m2, stated_length_m : Floats
        As the paper says; NaN where it does not.
    shape : Objects
        Geometry in metres on the grid; ``None`` where there is no footprint.
    scale : Floats
        Scale denominator of the map the shape was taken from; NaN not known.
    accuracy_m : Floats
        Accuracy of the shape's reference system in metres.
    places : Places
        The unit atoms each lies in.
    abroad : NDArray[np.bool_]
        A part of it lies outside the province.
    record, timing, ground : Certainty
        How sure name, sector, kind and place are; period; shape.
    identifiers : Identifiers
        Official numbers.
    funding : Funding
        Lines of money.
    schedules : Schedules
        Earlier ends.

    Notes
    -----
    OC4IDS ``project``. Reference system of ``shape``: EPSG:9215.
    """

    id: Objects
    name: Objects
    name_en: Objects
    kind: NDArray[np.int8]
    part_of: IntArray
    sector: Objects
    capital_kind: NDArray[np.int8]
    capital: IntArray
    phase: Objects
    period: Periods
    stated_area_m2: Floats
    stated_length_m: Floats
    shape: Objects
    scale: Floats
    accuracy_m: Floats
    places: Places
    abroad: NDArray[np.bool_]
    record: Certainty
    timing: Certainty
    ground: Certainty
    identifiers: Identifiers
    funding: Funding
    schedules: Schedules

    def __len__(self) -> int:
        return len(self.id)

    def whole(self) -> IntArray:
        """Return the row of the outermost whole of each project: itself for most."""
        top = np.arange(len(self))
        above = self.part_of
        while (climbs := above >= 0).any():
            top = np.where(climbs, above, top)
            above = np.where(climbs, self.part_of[np.maximum(above, 0)], -1)
        return top

    def row(self, project: int) -> Project:
        """Return one project as a view for showing."""
        return Project(self, project)


@dataclass(frozen=True, slots=True)
class Project:
    """One row of a portfolio, for showing; never for judging.

    Parameters
    ----------
    portfolio : Portfolio
        Where it stands.
    row : int
        Which row.
    """

    portfolio: Portfolio = field(repr=False)
    row: int

    @property
    def id(self) -> str:
        """Its key."""
        return str(self.portfolio.id[self.row])

    @property
    def name(self) -> str:
        """Its Vietnamese name."""
        return str(self.portfolio.name[self.row])

    @property
    def kind(self) -> Kind:
        """What it is."""
        return Kind(int(self.portfolio.kind[self.row]))

    @property
    def identifiers(self) -> list[tuple[str, str]]:
        """Scheme and number of each identifier."""
        lines = self.portfolio.identifiers
        first, last = np.searchsorted(lines.project, (self.row, self.row + 1))
        own = range(int(first), int(last))
        return [(str(lines.scheme[k]), str(lines.id[k])) for k in own]
