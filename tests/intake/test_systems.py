"""A system is one of ours exactly, or it is not taken and what differs is named."""

import pytest
from pyproj import CRS

from quyhoach.intake.systems import declared_system, system_without_datum

OURS = (4326, 4756, 3405, 3406, 9205, 9215, 9218, 5897, 32648)
TEXT = CRS.from_epsg(9215).to_wkt("WKT1_ESRI")
SHIFT = 'SPHEROID["WGS 84",6378137,298.257223563,AUTHORITY["EPSG","7030"]],TOWGS84[{}]'
KNOWN = "-191.90441429,-39.30318279,-111.45032835,-0.00928836,0.01975479,"
KNOWN += "-0.00427372,0.252906278"


@pytest.mark.parametrize("code", OURS)
@pytest.mark.parametrize("flavour", ["WKT1_ESRI", "WKT1_GDAL", "WKT2_2019"])
def test_ours_are_known_in_every_flavour(code, flavour):
    found = declared_system(CRS.from_epsg(code).to_wkt(flavour))
    assert (found.epsg, found.inferred, found.trouble) == (code, False, None)


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ("0.9999", "0.9996", "k0 0.9996 (EPSG 0.9999)"),
        ("107.25", "107.3", "central meridian 107.3 (EPSG 107.25)"),
        ('"False_Easting",500000.0', '"False_Easting",0.0', "false easting"),
        ("D_Vietnam_2000", "D_WGS_1984", "datum wgs84 (EPSG vn2000)"),
        ("298.257223563", "298.3", "ellipsoid"),
        ('"Meter",1.0', '"Foot",0.3048', "unit"),
    ],
)
def test_what_differs_is_named(old, new, what):
    assert old in TEXT
    found = declared_system(TEXT.replace(old, new))
    assert found.epsg is None
    assert found.trouble.code == "QH-D05.system_differs"
    assert what in found.trouble.words["what_en"]


def test_a_shift_counts_only_where_it_is_the_known_one():
    text = CRS.from_epsg(9215).to_wkt("WKT1_GDAL")
    plain = 'SPHEROID["WGS 84",6378137,298.257223563,AUTHORITY["EPSG","7030"]]'
    assert plain in text
    assert declared_system(text.replace(plain, SHIFT.format(KNOWN))).epsg == 9215
    found = declared_system(text.replace(plain, SHIFT.format("0,0,0,0,0,0,0")))
    assert "TOWGS84" in found.trouble.words["what_en"]


def test_other_systems_and_none_are_told_apart():
    other = declared_system(CRS.from_epsg(4131).to_wkt())
    assert other.trouble.code == "QH-D05.system_unknown"
    assert declared_system("rubbish").trouble.code == "QH-D05.system_unknown"
    for text in ("", 'LOCAL_CS["Nonearth",UNIT["Meter",1]]'):
        assert declared_system(text).epsg is None
        assert declared_system(text).trouble is None
    assert declared_system("", code=9215).epsg == 9215


def test_without_a_datum_only_one_zone_may_fit():
    def lost(code):
        text = CRS.from_epsg(code).to_wkt("WKT1_GDAL")
        return text.replace("Vietnam_2000", "WGS_1984")

    assert system_without_datum(lost(9215)).inferred
    assert system_without_datum(lost(9210)).epsg == 9210
    assert system_without_datum(lost(3405)).epsg is None
    assert system_without_datum(lost(9215).replace("0.9999", "0.99985")).epsg is None
    assert system_without_datum(CRS.from_epsg(4326).to_wkt()).epsg == 4326
