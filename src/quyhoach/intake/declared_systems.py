"""Own the words in which a paper declares its reference system, and their EPSG code."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from pyproj import CRS
from pyproj.aoi import AreaOfInterest
from pyproj.database import query_crs_info
from pyproj.enums import PJType

from quyhoach.plan import fold

__all__ = ["UNCLEAR", "declared_system", "vn2000_grids"]

UNCLEAR = -1
"""A system is spoken of, and which one is not exact."""

_VIETNAM = AreaOfInterest(102.0, 8.0, 118.0, 24.0)
# the two widths of a zone that VN-2000 has, by the scale on its meridian
_WIDTH = {0.9999: 3, 0.9996: 6}
_SPEAKS = re.compile(
    r"\bhe (?:quy chieu|toa do|qui chieu)|vn[ -]?2000|wgs[ -]?84|\butm\b|kinh tuyen"
    r"|\bktt\b|mui chieu|\bepsg\b|hn[ -]?72"
)
_EPSG = re.compile(r"epsg\s*:{0,2}\s*(\d{4,5})\b|^\s*(\d{4,5})\s*$")
_MERIDIAN = re.compile(
    r"(?:kinh tuyen(?: truc| trung uong)?|\bktt\b)\s*(?:la|:|=|l0|lo)?\s*"
    r"(?P<degrees>1[01]\d)"
    r"(?:\s*(?:°|º|o|do|-)\s*(?P<minutes>\d{1,2})(?!\d)|0(?P<flat>\d{2})\s*['’′]"
    r"|(?P<decimal>[.,]\d+))?"
)
_ZONE = re.compile(
    r"\bmui(?: chieu)?\s*(?::|la)?\s*(3|6)(?:0\b|\s*(?:°|º|o\b|do\b)|\b)"
)
_UTM = re.compile(r"\butm\b[^0-9]{0,12}(48|49)\s*n?\b|\bmui\s*(48|49)\s*n?\b")


@lru_cache(maxsize=1024)
def declared_system(text: str) -> int | None:
    """Return the EPSG code that a line of a paper declares.

    Parameters
    ----------
    text : str
        A title, a remark or a cell.

    Returns
    -------
    int or None
        ``None`` where it speaks of no system; `UNCLEAR` where it speaks of one that
        is not exactly one of the register: no meridian, two meridians, another datum.

    Notes
    -----
    A meridian without a zone's width is taken where one system of VN-2000 alone has
    it (107°15′); 105° is the meridian of a zone of 3° and of one of 6°. Raised zeros
    that lost their place ("107015'", "múi 30") are read as the degree signs they were.

    Examples
    --------
    >>> declared_system("Hệ tọa độ VN-2000, kinh tuyến trục 107°15', múi chiếu 3°")
    9215
    >>> declared_system("VN-2000, kinh tuyến trục 105°"), declared_system("Thửa 12")
    (-1, None)
    """
    words = " ".join(fold(text).split())
    named = {int(a or b) for a, b in _EPSG.findall(words)}
    if named:
        return named.pop() if len(named) == 1 else UNCLEAR
    if not _SPEAKS.search(words):
        return None
    vn2000 = bool(re.search(r"vn[ -]?2000", words))
    wgs84 = bool(re.search(r"wgs[ -]?84", words))
    if vn2000 == wgs84 or re.search(r"hn[ -]?72", words):
        return UNCLEAR
    zones = {int(a or b) for a, b in _UTM.findall(words)}
    if wgs84:
        return _wgs84(zones, words)
    return _vn2000(zones, words)


def _wgs84(zones: set[int], words: str) -> int:
    if _MERIDIAN.search(words) or len(zones) > 1 or ("utm" in words and not zones):
        return UNCLEAR
    return 32600 + zones.pop() if zones else 4326


def _vn2000(zones: set[int], words: str) -> int:
    meridians = {_degrees(found) for found in _MERIDIAN.finditer(words)}
    widths = {int(found[1]) for found in _ZONE.finditer(words)}
    if zones:
        meridians |= {zone * 6.0 - 183.0 for zone in zones}
        widths |= {6}
    if not meridians and not widths and "utm" not in words:
        return 4756
    if len(meridians) != 1 or len(widths) > 1:
        return UNCLEAR
    (meridian,) = meridians
    fits = [
        code
        for (degrees, width), code in vn2000_grids().items()
        if abs(degrees - meridian) < 1e-9 and width in (widths or {3, 6})
    ]
    return fits[0] if len(fits) == 1 else UNCLEAR


def _degrees(found: re.Match[str]) -> float:
    if found["decimal"]:
        return float(found["degrees"] + found["decimal"].replace(",", "."))
    minutes = found["minutes"] or found["flat"] or "0"
    return int(found["degrees"]) + int(minutes) / 60


@cache
def vn2000_grids() -> dict[tuple[float, int], int]:
    """Return the projected systems of VN-2000 by central meridian and zone width.

    Returns
    -------
    dict
        (degrees east, width in degrees) to EPSG code, as the register that comes with
        PROJ has them.

    Examples
    --------
    >>> vn2000_grids()[107.25, 3], vn2000_grids()[105.0, 6], len(vn2000_grids())
    (9215, 3405, 20)
    """
    made: dict[tuple[float, int], int] = {}
    some = query_crs_info(
        "EPSG", [PJType.PROJECTED_CRS], area_of_interest=_VIETNAM, contains=False
    )
    for code in sorted({int(i.code) for i in some if i.name.startswith("VN-2000 /")}):
        operation = CRS.from_epsg(code).coordinate_operation
        parameters = operation.params if operation else []
        known = {p.name: float(p.value) for p in parameters}
        width = _WIDTH.get(known.get("Scale factor at natural origin", 0.0))
        if width:
            made[known["Longitude of natural origin"], width] = code
    return made
