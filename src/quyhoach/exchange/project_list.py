"""Own the one form in which a list of projects leaves the house: columns, as shown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from decimal import Decimal
from typing import Any

import numpy as np
from numpy.typing import NDArray

__all__ = ["MARK", "ProjectList"]

MARK = "GIẢ ĐỊNH"
"""What every file of an invented plan says."""

Texts = Sequence[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectList:
    """Projects to hand on, in columns; entry k of every column is the same project.

    Parameters
    ----------
    id, name, name_en, description : Sequence of str
        Keys and words; what is not known is empty, here and below.
    kind, part_of, sector, capital_kind : Sequence of str
        Codes.
    capital_dong : Sequence of int or None
        Whole đồng.
    period, phase : Sequence of str
        ``begin/end`` as `parse_period` reads it; code of the phase.
    area_ha, length_km : Sequence of Decimal or None
        As stated.
    place : Sequence of str
        Where it lies, as printed.
    units, abroad : Sequence of tuple of str
        Unit codes; other provinces.
    geometry, crs : Sequence of str
        How well shape and reference system are known.
    scale : Sequence of float or None
        Scale denominator of the map.
    owner, status, disclosure, text, source_kind, source : Sequence of str
        As printed; who may see it; what the row rests on.
    identifiers, funding : Sequence of tuple
        (scheme, number); (decision, code, year, dong).
    shape : NDArray[np.object_]
        On the grid, EPSG:9215, metres; ``None`` without one.
    sector_names, unit_names : Mapping
        Code to Vietnamese and English name; unit code to its name.
    plan, on : str
        Id of the plan; the day, ISO.
    fictional : bool
        The plan is invented: every file says so.

    Examples
    --------
    >>> from quyhoach.exchange.project_list import ProjectList
    >>> import numpy as np
    >>> one = ProjectList.bare(id=["A", "B"], name=["Kho", "Bãi"])
    >>> one.take(np.array([1])).name, len(one), one.capital_dong
    (['Bãi'], 2, [None, None])
    """

    id: Texts
    name: Texts
    name_en: Texts
    description: Texts
    kind: Texts
    part_of: Texts
    sector: Texts
    capital_kind: Texts
    capital_dong: Sequence[int | None]
    period: Texts
    phase: Texts
    area_ha: Sequence[Decimal | None]
    length_km: Sequence[Decimal | None]
    place: Texts
    units: Sequence[tuple[str, ...]]
    abroad: Sequence[tuple[str, ...]]
    geometry: Texts
    crs: Texts
    scale: Sequence[float | None]
    owner: Texts
    status: Texts
    disclosure: Texts
    text: Texts
    source_kind: Texts
    source: Texts
    identifiers: Sequence[tuple[tuple[str, str], ...]]
    funding: Sequence[tuple[tuple[str, str, int | None, int | None], ...]]
    shape: NDArray[np.object_]
    sector_names: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    unit_names: Mapping[str, str] = field(default_factory=dict)
    plan: str = ""
    on: str = ""
    fictional: bool = False

    @classmethod
    def bare(cls, **known: Any) -> ProjectList:  # noqa: ANN401
        """Return a list of which only some columns are known."""
        size = len(known["id"])
        made: dict[str, Any] = {}
        for one in fields(cls):
            if one.name in _SHARED:
                continue
            made[one.name] = [_EMPTY.get(one.name, "")] * size
        made["shape"] = np.full(size, None, dtype=object)
        return cls(**{**made, **known})

    def __len__(self) -> int:
        return len(self.id)

    def take(self, rows: NDArray[np.integer]) -> ProjectList:
        """Return the chosen projects, in the order asked."""
        made: dict[str, Any] = {}
        for one in fields(self):
            column = getattr(self, one.name)
            if one.name == "shape":
                column = column[rows]
            elif one.name not in _SHARED:
                column = [column[row] for row in rows.tolist()]
            made[one.name] = column
        return ProjectList(**made)


_SHARED = ("sector_names", "unit_names", "plan", "on", "fictional")
_NONE = ("capital_dong", "area_ha", "length_km", "scale")
_LISTS = ("units", "abroad", "identifiers", "funding")
_EMPTY: dict[str, Any] = dict.fromkeys(_NONE) | dict.fromkeys(_LISTS, ())
