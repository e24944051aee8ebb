"""Own the question which reference system a layer declares, never by likeness."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from pyproj import CRS
from pyproj._crs import CoordinateOperation
from pyproj.database import query_crs_info
from pyproj.exceptions import CRSError

from quyhoach.errors import BadInput
from quyhoach.intake.columns import key
from quyhoach.intake.issues import Trouble
from quyhoach.space import is_geographic

__all__ = ["System", "declared_system", "system_without_datum"]

_WGS84 = (4326, 32648, 32649, 3857)
_SHIFTS = (6960, 5194)
_VN2000_NAMES = ("vn2000", "vn 2000", "viet nam 2000", "vietnam 2000")
_WGS84_NAMES = ("wgs84", "wgs 84", "wgs 1984", "world geodetic system 1984")
_LABELS = {
    "datum": ("gốc trắc địa", "datum"),
    "ellipsoid": ("ellipsoid", "ellipsoid"),
    "towgs84": ("tham số TOWGS84", "TOWGS84"),
    "method": ("phép chiếu", "projection"),
    "unit": ("đơn vị", "unit"),
    "Longitude of natural origin": ("kinh tuyến trục", "central meridian"),
    "Latitude of natural origin": ("vĩ độ gốc", "latitude of origin"),
    "Scale factor at natural origin": ("k0", "k0"),
    "False easting": ("dịch đông", "false easting"),
    "False northing": ("dịch bắc", "false northing"),
}


@dataclass(frozen=True, slots=True)
class System:
    """What a layer says of its reference system.

    Parameters
    ----------
    epsg : int, optional
        The code it is exactly; ``None`` where it says nothing or is none of ours.
    inferred : bool
        The parameters are those of ``epsg`` and of no other, the datum is not written.
    name : str
        The system's own name.
    trouble : Trouble, optional
        Why what it says cannot be taken; ``None`` where it says nothing.
    """

    epsg: int | None = None
    inferred: bool = False
    name: str = ""
    trouble: Trouble | None = None


@dataclass(frozen=True, slots=True)
class _Facts:
    datum: str
    values: Mapping[str, Any] = field(default_factory=dict)

    def differ(self, other: _Facts, *, datum: bool = True) -> Iterator[str]:
        """Yield the names of what differs."""
        if datum and self.datum != other.datum:
            yield "datum"
        for name in dict.fromkeys((*other.values, *self.values)):
            if not _same(self.values.get(name), other.values.get(name)):
                yield name


def declared_system(text: str, *, code: int | None = None) -> System:
    """Return the system that a definition declares, if it is exactly one of ours.

    Parameters
    ----------
    text : str
        Well-known text of any flavour, such as a ``.prj``.
    code : int, optional
        EPSG code that stands beside it.

    Returns
    -------
    System
        With ``epsg`` only where datum, ellipsoid, projection and every parameter are
        those of the code.

    Notes
    -----
    The code in a definition is what it claims; its parameters are compared, one by
    one. Without a code they must be those of one VN-2000 or WGS 84 system. Axis order
    plays no part: a layer always has east before north.

    Examples
    --------
    >>> from pyproj import CRS
    >>> text = CRS.from_epsg(9215).to_wkt("WKT1_ESRI")
    >>> declared_system(text).epsg
    9215
    >>> other = text.replace("0.9999", "0.9996")
    >>> met = declared_system(other)
    >>> met.epsg, met.trouble.code, met.trouble.words["what_en"]
    (None, 'QH-D05.system_differs', 'k0 0.9996 (EPSG 0.9999)')
    """
    if not text.strip():
        return _of_code(code) if code else System()
    crs = _parsed(text)
    if not isinstance(crs, CRS):
        return crs
    claimed = code or _own_code(crs)
    facts = _facts(crs)
    if claimed:
        known = _of_code(claimed)
        return known if known.trouble else _compared(crs, facts, claimed)
    for one in (*_vn2000(), *_WGS84):
        if not any(facts.differ(_facts_of(one))):
            return System(one, name=crs.name)
    named = _names_vn2000(crs, facts)
    return _compared(crs, facts, _nearest(facts)) if named else _unknown(crs.name)


def system_without_datum(text: str) -> System:
    """Return the system of a format that cannot write the datum VN-2000, as MapInfo.

    Parameters
    ----------
    text : str
        Well-known text made of the file's parameters.

    Returns
    -------
    System
        ``inferred`` where the parameters are those of one VN-2000 zone and of no
        WGS 84 system; undeclared where two would do.

    Examples
    --------
    >>> from pyproj import CRS
    >>> text = CRS.from_epsg(9215).to_wkt("WKT1_GDAL")
    >>> found = system_without_datum(text.replace("Vietnam_2000", "WGS_1984"))
    >>> found.epsg, found.inferred
    (9215, True)
    >>> system_without_datum(CRS.from_epsg(32648).to_wkt()).epsg is None
    True
    """
    crs = _parsed(text)
    if not isinstance(crs, CRS):
        return crs
    facts = _facts(crs)
    alike = [
        code
        for code in _vn2000()
        if not any(facts.differ(_facts_of(code), datum=False))
    ]
    if facts.datum == "vn2000":
        return System(alike[0], True, crs.name) if alike else _undeclared(crs)
    if facts.datum != "wgs84":
        return _unknown(crs.name)
    named = [code for code in _WGS84 if not any(facts.differ(_facts_of(code)))]
    if named == [4326]:
        return System(4326, True, crs.name)
    return System(alike[0], True, crs.name) if alike and not named else _undeclared(crs)


def _parsed(text: str) -> CRS | System:
    """Return a definition taken apart, or what to say where that cannot be."""
    if not text.strip():
        return System()
    try:
        crs = _horizontal(CRS.from_wkt(text))
    except CRSError:
        return _unknown(text.strip())
    return System() if crs is None else crs


def _undeclared(crs: CRS) -> System:
    return System(name=crs.name)


def _unknown(name: str) -> System:
    name = name[:40]
    words = {"name": name}
    return System(name=name, trouble=Trouble("QH-D05.system_unknown", name, words))


def _of_code(code: int) -> System:
    try:
        is_geographic(code)
    except BadInput:
        return _unknown(f"EPSG:{code}")
    return System(code, name=CRS.from_epsg(code).name)


def _horizontal(crs: CRS) -> CRS | None:
    """Return the plane part; None for a drawing that lies nowhere on earth."""
    if crs.is_compound:
        crs = crs.sub_crs_list[0]
    inner = _inner(crs)
    return crs if inner.is_projected or inner.is_geographic else None


def _inner(crs: CRS) -> CRS:
    """Return the system itself, without a shift to WGS 84 that is bound to it."""
    inner = crs.source_crs
    return inner if crs.is_bound and inner is not None else crs


def _own_code(crs: CRS) -> int | None:
    inner = _inner(crs)
    own = inner.to_json_dict().get("id", {})
    code = str(own.get("code", ""))
    return int(code) if own.get("authority") == "EPSG" and code.isdecimal() else None


def _compared(crs: CRS, facts: _Facts, code: int) -> System:
    known = _facts_of(code)
    differ = list(facts.differ(known))
    if not differ:
        return System(code, name=crs.name)
    words = {
        "name": crs.name[:60],
        "epsg": code,
        "what": "; ".join(_said(name, facts, known, 0) for name in differ),
        "what_en": "; ".join(_said(name, facts, known, 1) for name in differ),
    }
    trouble = Trouble("QH-D05.system_differs", crs.name[:60], words)
    return System(name=crs.name, trouble=trouble)


def _said(name: str, one: _Facts, other: _Facts, lang: int) -> str:
    label = _LABELS.get(name, (name, name))[lang]
    if name == "datum":
        return f"{label} {one.datum} (EPSG {other.datum})"
    pair = [_shown(facts.values.get(name)) for facts in (one, other)]
    return f"{label} {pair[0]} (EPSG {pair[1]})"


def _shown(value: Any) -> str:  # noqa: ANN401
    if isinstance(value, tuple):
        return " ".join(_shown(part) for part in value)
    return f"{value:.12g}" if isinstance(value, float) else str(value or "–")


def _same(one: Any, other: Any) -> bool:  # noqa: ANN401
    if isinstance(one, float) and isinstance(other, float):
        return abs(one - other) <= 1e-9 * max(1.0, abs(other))
    return bool(one == other)


def _facts(crs: CRS) -> _Facts:
    inner = _inner(crs)
    ellipsoid = inner.ellipsoid
    values: dict[str, Any] = {
        "ellipsoid": (
            round(float(ellipsoid.semi_major_metre), 3),
            round(float(ellipsoid.inverse_flattening), 6),
        )
        if ellipsoid
        else None
    }
    datum = _datum(inner)
    bound = crs.coordinate_operation if crs.is_bound else None
    if bound is not None:
        shift = tuple(bound.towgs84)
        if not _known_shift(shift):
            values["towgs84"] = shift
        elif datum != "wgs84":
            # the seven numbers name the datum as well as its name does
            datum = "vn2000"
    operation = inner.coordinate_operation if inner.is_projected else None
    values["unit"] = _unit(inner)
    if operation is not None:
        values["method"] = key(operation.method_name)
        for one in operation.params:
            if one.value:
                values[one.name] = _plain(one)
    return _Facts(datum, values)


def _plain(one: Any) -> float:  # noqa: ANN401
    """Return a parameter in degrees, metres or as a factor."""
    if one.unit_name in ("degree", "metre", "unity"):
        return float(one.value)
    if "degree" in str(one.unit_name) or abs(one.unit_conversion_factor) < 0.1:
        return float(one.value * one.unit_conversion_factor / 0.017453292519943295)
    return float(one.value * one.unit_conversion_factor)


def _unit(crs: CRS) -> float:
    factor = float(crs.axis_info[0].unit_conversion_factor)
    return round(factor, 12)


def _datum(crs: CRS) -> str:
    name = key(crs.datum.name.replace("_", " ")) if crs.datum else ""
    if any(known in name for known in _VN2000_NAMES):
        return "vn2000"
    if any(known in name for known in _WGS84_NAMES):
        return "wgs84"
    return name[:40] or "?"


def _names_vn2000(crs: CRS, facts: _Facts) -> bool:
    inner = _inner(crs)
    base = inner.geodetic_crs.name if inner.geodetic_crs else ""
    text = key(f"{inner.name} {base}".replace("_", " "))
    return facts.datum == "vn2000" or any(name in text for name in _VN2000_NAMES)


def _nearest(facts: _Facts) -> int:
    """Return the VN-2000 system with the fewest differences, to name them."""
    middle = facts.values.get("Longitude of natural origin")

    def far(code: int) -> tuple[int, float]:
        known = _facts_of(code)
        own = known.values.get("Longitude of natural origin")
        apart = abs(own - middle) if own is not None and middle is not None else 999.0
        return sum(1 for _ in facts.differ(known)), apart

    return min(_vn2000(), key=far)


@cache
def _vn2000() -> tuple[int, ...]:
    codes = {
        int(one.code)
        for one in query_crs_info("EPSG")
        if one.name == "VN-2000" or one.name.startswith("VN-2000 /")
    }
    flat = {code for code in codes if _is_flat(CRS.from_epsg(code))}
    return tuple(sorted(flat))


def _is_flat(crs: CRS) -> bool:
    return bool(crs.is_projected or (crs.is_geographic and len(crs.axis_info) == 2))


@cache
def _facts_of(code: int) -> _Facts:
    return _facts(CRS.from_epsg(code))


def _known_shift(numbers: Sequence[float]) -> bool:
    """Whether numbers are one of EPSG's; the sign of turns is a convention."""
    for code in _SHIFTS:
        parameters = CoordinateOperation.from_epsg(code).params
        known = [abs(float(p.value)) for p in parameters]
        pairs = zip(numbers, known, strict=False)
        if len(numbers) == len(known) and all(abs(abs(a) - b) < 1e-4 for a, b in pairs):
            return True
    return False
