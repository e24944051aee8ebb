"""How sure a value is: the four properties, and the one function that makes force."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

__all__ = ["Certainty", "Crs", "Force", "Geometry", "SourceKind", "Text", "force"]

Codes = NDArray[np.int8]


class Text(IntEnum):
    """How the legal text is known, strongest first."""

    READ = 0
    SECONDARY = 1
    MEMORY = 2
    MISSING = 3


class SourceKind(IntEnum):
    """What kind of paper a value was taken from, strongest first."""

    INSTRUMENT = 0
    OFFICIAL = 1
    NEWS = 2
    DERIVED = 3
    ASSUMPTION = 4


class Geometry(IntEnum):
    """How well a shape is known, strongest first."""

    EXACT = 0
    APPROXIMATE = 1
    INDICATIVE = 2


class Crs(IntEnum):
    """How the reference system of a shape is known, strongest first."""

    DECLARED = 0
    INFERRED = 1
    UNKNOWN = 2


class Force(IntEnum):
    """What a verdict is worth: ``BINDING`` holds, ``INDICATIVE`` points."""

    INDICATIVE = 0
    BINDING = 1


@dataclass(frozen=True, slots=True)
class Certainty:
    """The four properties in columns; 0 is strongest in each.

    Parameters
    ----------
    text, source_kind, geometry, crs : Codes
        int8 codes of `Text`, `SourceKind`, `Geometry` and `Crs`, one shape.
        A value that used no ground holds 0 in the last two.

    Examples
    --------
    >>> law = Certainty.of(2, text=Text.READ, source_kind=SourceKind.INSTRUMENT)
    >>> news = Certainty.of(2, text=Text.SECONDARY, source_kind=SourceKind.NEWS)
    >>> law.weakest(news).text.tolist()
    [1, 1]
    """

    text: Codes
    source_kind: Codes
    geometry: Codes
    crs: Codes

    @classmethod
    def of(
        cls,
        size: int,
        *,
        text: int = 0,
        source_kind: int = 0,
        geometry: int = 0,
        crs: int = 0,
    ) -> Certainty:
        """Return ``size`` rows of the same certainty."""
        codes = (text, source_kind, geometry, crs)
        return cls(*(np.full(size, code, dtype=np.int8) for code in codes))

    @classmethod
    def rows(cls, codes: Iterable[Sequence[int]]) -> Certainty:
        """Return columns from rows of four codes."""
        table = np.array(list(codes), dtype=np.int8).reshape(-1, 4)
        return cls(*(np.ascontiguousarray(table[:, k]) for k in range(4)))

    @classmethod
    def joined(cls, some: Iterable[Certainty]) -> Certainty:
        """Return the rows of several, one after the other."""
        parts = [cls.of(0), *some]
        return cls(
            *(np.concatenate([getattr(p, f.name) for p in parts]) for f in fields(cls))
        )

    def __len__(self) -> int:
        return len(self.text)

    def take(self, rows: NDArray[np.integer] | NDArray[np.bool_]) -> Certainty:
        """Return the chosen rows, in the order asked."""
        return Certainty(*(getattr(self, f.name)[rows] for f in fields(self)))

    def weakest(self, *others: Certainty) -> Certainty:
        """Return, row by row and property by property, the weakest of all."""
        columns = []
        for field in fields(self):
            column = getattr(self, field.name)
            for other in others:
                column = np.maximum(column, getattr(other, field.name))
            columns.append(column)
        return Certainty(*columns)

    def gathered(self, into: NDArray[np.integer], size: int) -> Certainty:
        """Return the weakest of the rows that belong to each of ``size`` things."""
        made = Certainty.of(size)
        for field in fields(self):
            np.maximum.at(getattr(made, field.name), into, getattr(self, field.name))
        return made

    def without_ground(self) -> Certainty:
        """Return the same with the ground left out: for rules that used none."""
        none = np.zeros_like(self.text)
        return Certainty(self.text, self.source_kind, none, none)


def force(
    used: Certainty, *, survives: NDArray[np.bool_], review: NDArray[np.bool_]
) -> NDArray[np.int8]:
    """Return the force of each verdict: the weakest property of all values it used.

    Parameters
    ----------
    used : Certainty
        The weakest of the values that the rule really used, one row a verdict.
    survives : NDArray[np.bool_]
        The finding stands anywhere in its error band: approximate geometry then
        counts as exact.
    review : NDArray[np.bool_]
        An instrument used needs legal review on the day: never binding.

    Returns
    -------
    NDArray[np.int8]
        Codes of `Force`.

    Examples
    --------
    >>> used = Certainty.of(2, geometry=Geometry.APPROXIMATE)
    >>> force(used, survives=np.array([True, False]), review=np.zeros(2, bool)).tolist()
    [1, 0]
    """
    ground = (used.geometry == Geometry.EXACT) | (
        (used.geometry == Geometry.APPROXIMATE) & survives
    )
    binding = (
        (used.text == Text.READ)
        & (used.source_kind == SourceKind.INSTRUMENT)
        & ground
        & (used.crs == Crs.DECLARED)
        & ~review
    )
    return np.where(binding, Force.BINDING, Force.INDICATIVE).astype(np.int8)
