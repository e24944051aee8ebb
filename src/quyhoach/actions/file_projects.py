"""Make rows of the store from projects as read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

import shapely

from quyhoach.intake.filed import Filed, to_plain
from quyhoach.plan import Units, fold
from quyhoach.space import GRID
from quyhoach.store.facts import Package, ProjectFact
from quyhoach.store.people import Body

__all__ = ["Filing"]

_COMMUNES = ("xã", "phường")


@dataclass(frozen=True, slots=True)
class Filing:
    """What all rows of one act share.

    Parameters
    ----------
    package : Package
        Whose portfolio they go into.
    units : Units
        Units whose codes the projects name.
    bodies : Mapping
        Bodies by their names.
    now : datetime
        When they are recorded.
    """

    package: Package
    units: Units
    bodies: Mapping[str, Body]
    now: datetime

    def fact(
        self, entry: Filed, *, begin: date | None = None, end: date | None = None
    ) -> ProjectFact:
        """Return a project as an unsaved row.

        Parameters
        ----------
        entry : Filed
            The project.
        begin, end : date, optional
            The days for which it holds, both included.

        Returns
        -------
        ProjectFact
            Without entry and digest: `store.portfolios.record` sets them.
        """
        plain, wkb = to_plain(entry)
        one, shape = entry.record, entry.shape
        box = shapely.bounds(shape.ground).tolist() if shape else [None] * 4
        numbers = [number for _, number, _ in entry.identifiers]
        return ProjectFact(
            package=self.package,
            project=one.id,
            valid_from=begin,
            valid_to=end,
            recorded_at=self.now,
            body=self.bodies.get(one.owner),
            communes=self._communes(one.units),
            disclosure="public" if one.disclosure == "public" else "internal",
            name=one.name,
            kind=one.kind,
            sector=one.sector,
            status=one.status,
            capital_dong=one.capital_dong,
            folded=fold(" ".join([one.id, one.name, one.name_en, *numbers])),
            record=plain,
            wkb=wkb,
            epsg=GRID if shape else None,
            **dict(zip(("west", "south", "east", "north"), box, strict=True)),
        )

    def _communes(self, codes: tuple[str, ...]) -> str:
        """Name the present communes that share ground with any of some units."""
        atoms: set[int] = set()
        for code in codes:
            atoms |= self.units.by_code[code].atoms
        held = [
            unit.code
            for unit in self.units.all
            if unit.type in _COMMUNES and unit.end is None and unit.atoms & atoms
        ]
        return f";{';'.join(held)};" if held else ""
