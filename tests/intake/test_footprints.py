"""Shapes are kept as drawn in a declared system, or kept out with the reason."""

import pytest
import shapely
from hand_made import codes, layer, of, read, square, text

IN_9215 = "POLYGON ((430000 2400000, 431000 2400000, 431000 2401000, 430000 2400000))"


def wkt(tmp_path, shape, more="", value="", crs=None):
    path = text(tmp_path / "a.csv", f"id\tname\twkt{more}", f"A\tKho\t{shape}{value}")
    (record,), issues = read(path, crs=crs)
    return record, issues


def test_geojson_is_wgs84_as_its_standard_declares(tmp_path):
    path = layer(
        tmp_path / "a.geojson", ({"id": "A", "ten": "Kho"}, square(106.5, 22, 0.01))
    )
    (record,), issues = read(path)
    assert (record.epsg, record.geometry, record.crs) == (
        4326,
        "approximate",
        "declared",
    )
    assert codes(issues) == []


def test_a_crs_member_is_a_declaration(tmp_path):
    member = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::9215"}}
    one = ({"id": "A", "name": "Kho"}, square(430000, 2400000, 900))
    (record,), _ = read(layer(tmp_path / "a.geojson", one, crs=member))
    assert record.epsg == 9215
    (record,), _ = read(layer(tmp_path / "b.geojson", one), crs=9215)
    assert record.epsg == 9215
    member["properties"]["name"] = "VN-2000 múi 3"
    (record,), issues = read(layer(tmp_path / "c.geojson", one, crs=member))
    assert record.shape is None
    assert of(issues, "QH-D05.system_unknown").value == "VN-2000 múi 3"


@pytest.mark.parametrize(
    ("shape", "code"),
    [
        (square(430000, 2400000, 900), "QH-D05.system_contradicted"),
        (square(22, 106.5, 0.01), "QH-D05.system_contradicted"),
        (square(2, 48, 1), "QH-D05.outside_country"),
        (None, "QH-D01.no_footprint"),
        ({"type": "Polygon", "coordinates": []}, "QH-D01.no_footprint"),
        ({"type": "Circle", "coordinates": [1, 2]}, "QH-D06.shape_unreadable"),
        ({"type": "Polygon", "coordinates": [["a"]]}, "QH-D06.shape_unreadable"),
    ],
)
def test_a_shape_that_does_not_fit_is_kept_out(tmp_path, shape, code):
    path = layer(tmp_path / "a.geojson", ({"id": "A", "name": "Kho"}, shape))
    (record,), issues = read(path)
    assert (record.shape, record.epsg, record.geometry, record.crs) == (
        None,
        None,
        "",
        "",
    )
    assert codes(issues, "warning") == [code]


def test_an_invalid_shape_is_never_repaired(tmp_path):
    ring = [[106.5, 22], [106.6, 22.1], [106.6, 22], [106.5, 22.1], [106.5, 22]]
    bow = {"type": "Polygon", "coordinates": [ring]}
    (record,), issues = read(
        layer(tmp_path / "a.geojson", ({"id": "A", "name": "Kho"}, bow))
    )
    assert record.shape is None
    assert "Self-intersection" in of(issues, "QH-D06.shape_invalid").reason


def test_heights_are_dropped_with_a_notice(tmp_path):
    record, issues = wkt(
        tmp_path,
        "POLYGON Z ((430000 2400000 5, 431000 2400000 5,"
        " 431000 2401000 5, 430000 2400000 5))",
        crs=9215,
    )
    assert not record.shape.has_z
    assert codes(issues) == ["QH-D06.height_dropped"]


def test_wkt_needs_a_declared_system(tmp_path):
    record, issues = wkt(tmp_path, IN_9215)
    assert record.shape is None
    assert codes(issues) == ["QH-D05.system_undeclared"]
    assert wkt(tmp_path, IN_9215, crs=9215)[0].shape.equals(shapely.from_wkt(IN_9215))
    assert wkt(tmp_path, f"SRID=9215;{IN_9215}")[0].epsg == 9215
    assert wkt(tmp_path, IN_9215, "\tHệ tọa độ", "\tEPSG:9215")[0].epsg == 9215
    record, issues = wkt(tmp_path, IN_9215, "\tHệ tọa độ", "\tVN-2000")
    assert record.shape is None
    assert codes(issues) == ["QH-D05.system_unknown"]
    record, issues = wkt(tmp_path, IN_9215, crs=3857)
    assert codes(issues, "warning")[0].startswith("QH-D05")
    record, issues = wkt(tmp_path, "POLYGON ((1 2, oops))", crs=9215)
    assert codes(issues) == ["QH-D06.shape_unreadable"]


def test_a_column_can_only_lower_what_is_known(tmp_path):
    record, _ = wkt(
        tmp_path, IN_9215, "\tgeometry\tcrs", "\tapproximate\tinferred", 9215
    )
    assert (record.geometry, record.crs) == ("approximate", "inferred")
    record, issues = wkt(tmp_path, IN_9215, "\tgeometry\tcrs", "\tperfect\tsure", 9215)
    assert (record.geometry, record.crs) == ("indicative", "unknown")
    assert codes(issues).count("QH-D15.word_unknown") == 2


@pytest.mark.parametrize("pair", ["21,85;106,76", "21.85;106.760", "21.85°;106.76"])
def test_degrees_are_a_rough_point(tmp_path, pair):
    path = text(tmp_path / "a.csv", "Mã;Tên dự án;Vĩ độ;Kinh độ", f"A;Kho;{pair}")
    (record,), issues = read(path)
    assert record.shape.wkt == "POINT (106.76 21.85)"
    assert (record.epsg, record.geometry, record.crs) == (
        4326,
        "indicative",
        "inferred",
    )
    assert codes(issues) == ["QH-D01.point_only"]


def test_swapped_degrees_are_not_turned_round(tmp_path):
    path = text(tmp_path / "a.csv", "Mã;Tên;Vĩ độ;Kinh độ", "A;Kho;106,76;21,85")
    (record,), issues = read(path)
    assert record.shape is None
    assert codes(issues) == ["QH-D06.shape_unreadable"]


@pytest.mark.parametrize("pair", ["2.417.141,25;449158", "449158;2417141.25"])
def test_x_is_north_in_vietnamese_papers_and_east_in_software(tmp_path, pair):
    path = text(tmp_path / "a.csv", "Mã;Tên dự án;X (m);Y (m)", f"A;Kho;{pair}")
    (record,), issues = read(path)
    assert (record.shape, codes(issues)) == (None, ["QH-D05.system_undeclared"])
    (record,), issues = read(path, crs=9215)
    assert record.shape.wkt == "POINT (449158 2417141.25)"
    assert (record.geometry, record.crs) == ("indicative", "declared")


@pytest.mark.parametrize(
    ("stated", "differs"),
    [("100", False), ("100,3", False), ("101", True), ("", False)],
)
def test_stated_against_drawn_area(tmp_path, stated, differs):
    shape = (
        "POLYGON ((430000 2400000, 431000 2400000, 431000 2401000, 430000 2401000,"
        " 430000 2400000))"
    )
    record, issues = wkt(tmp_path, shape, "\tDiện tích (ha)", f"\t{stated}", 9215)
    assert record.shape is not None
    assert ("QH-D07.area_differs" in codes(issues)) is differs


def test_the_scale_of_the_map_widens_the_band(tmp_path):
    shape = (
        "POLYGON ((430000 2400000, 431000 2400000, 431000 2401000, 430000 2401000,"
        " 430000 2400000))"
    )
    head, cells = "\tDiện tích (ha)\tTỷ lệ bản đồ", "\t101,5\t1:25.000"
    record, issues = wkt(tmp_path, shape, head, cells, 9215)
    assert record.scale == 25000
    assert codes(issues) == []
