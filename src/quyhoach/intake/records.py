"""Own the one form in which every project leaves its file."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from shapely.geometry.base import BaseGeometry

__all__ = ["PLACED", "TEXTS", "Record"]

TEXTS = (
    "name_en",
    "description",
    "part_of",
    "phase",
    "owner",
    "status",
    "source",
)
"""Fields that are taken as printed."""

PLACED = ("place", "commune", "district", "province")
"""Columns that say where, in the order in which a Vietnamese address has them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One project as read; what is not known is ``None`` or empty, never guessed.

    Parameters
    ----------
    id, name, name_en, description : str
        Key and names; what it builds, as printed.
    kind, part_of, sector, capital_kind : str
        Codes; empty where not known.
    capital_dong : int, optional
        Whole đồng.
    period : str
        ``begin/end`` as `parse_period` reads it.
    phase : str
        Phase code of the plan; empty where none was named.
    area_ha, length_km : Decimal, optional
        As stated, with the digits that were printed.
    place : str
        Where it lies, as printed.
    units, abroad : tuple of str
        Unit codes, and other provinces as named.
    shape : BaseGeometry, optional
        As given, without heights; valid; never repaired.
    epsg : int, optional
        Reference system of the shape.
    geometry, crs : str
        How well shape and system are known; empty without a shape.
    scale : float, optional
        Scale denominator of the map.
    owner, status, disclosure : str
        As printed; who may see it.
    text, source_kind, source : str
        What the row rests on.
    identifiers : tuple
        (scheme, number).
    funding : tuple
        (decision, code, year, dong).
    file : str
        The file it was read from.
    row : int, optional
        One-based row in it.
    """

    id: str
    name: str
    name_en: str = ""
    description: str = ""
    kind: str = "project"
    part_of: str = ""
    sector: str = ""
    capital_kind: str = ""
    capital_dong: int | None = None
    period: str = ""
    phase: str = ""
    area_ha: Decimal | None = None
    length_km: Decimal | None = None
    place: str = ""
    units: tuple[str, ...] = ()
    abroad: tuple[str, ...] = ()
    shape: BaseGeometry | None = None
    epsg: int | None = None
    geometry: str = ""
    crs: str = ""
    scale: float | None = None
    owner: str = ""
    status: str = ""
    disclosure: str = "internal"
    text: str = "read"
    source_kind: str = "instrument"
    source: str = ""
    identifiers: tuple[tuple[str, str], ...] = ()
    funding: tuple[tuple[str, str, int | None, int | None], ...] = ()
    file: str = ""
    row: int | None = None
