"""Map layers of every format become the same projects, or say why not."""

import struct
import unicodedata

import numpy as np
import pytest
import shapely
from hand_made import codes, of, read, text, workbook
from map_files import WEST, beside, blob, boxes, changed, packed, write

from quyhoach.errors import BadFile
from quyhoach.intake import bundles

EXPECTED = [("DA-1", "Kho ngoại quan"), ("DA-2", "Đường ĐT.245")]


def refusal(path, **more):
    with pytest.raises(BadFile) as no:
        read(path, **more)
    assert no.value.file == path.name
    assert no.value.cure
    return no.value


def shapefile(folder, name="ranh.shp", **more):
    return write(folder / name, "ESRI Shapefile", encoding="UTF-8", **more)


MAKERS = {
    "gpkg": lambda at: write(at / "a.gpkg", "GPKG"),
    "shp": shapefile,
    "shp.zip": lambda at: packed(at / "a.zip", *beside(shapefile(at))),
    "gdb.zip": lambda at: packed(at / "a.zip", write(at / "a.gdb", "OpenFileGDB")),
    "mif": lambda at: write(at / "a.mif", "MapInfo File"),
    "tab": lambda at: write(at / "a.tab", "MapInfo File"),
    "tab.zip": lambda at: packed(
        at / "a.zip", *beside(write(at / "a.tab", "MapInfo File"))
    ),
}


@pytest.mark.parametrize("kind", MAKERS)
def test_every_format_gives_the_same_projects(tmp_path, kind):
    records, issues = read(MAKERS[kind](tmp_path))
    assert [(r.id, r.name) for r in records] == EXPECTED
    assert {r.epsg for r in records} == {9215}
    for record, drawn in zip(records, boxes(), strict=True):
        # MapInfo keeps centimetres
        assert shapely.hausdorff_distance(record.shape, drawn) < 0.02
        assert record.shape.is_valid
    inferred = kind.startswith(("mif", "tab"))
    assert {r.crs for r in records} == {"inferred" if inferred else "declared"}
    assert ("QH-D05.system_inferred" in codes(issues)) == inferred
    assert codes(issues, "error") == []


@pytest.mark.parametrize("driver", ["KML", "LIBKML"])
def test_kml_is_wgs84_and_its_heights_are_dropped(tmp_path, driver):
    high = shapely.force_3d(boxes(2, 106.7, 21.8, 0.01), 12.5)
    path = write(
        tmp_path / "a.kml", driver, high, crs="EPSG:4326", geometry_type="Unknown"
    )
    records, issues = read(path)
    assert [(r.id, r.name) for r in records] == EXPECTED
    assert {(r.epsg, r.crs, r.shape.has_z) for r in records} == {
        (4326, "declared", False)
    }
    drawn = boxes(1, 106.7, 21.8, 0.01)[0]
    assert shapely.hausdorff_distance(records[0].shape, drawn) < 1e-9
    assert codes(issues).count("QH-D06.height_dropped") == 2


KML = """<?xml version="1.0" encoding="UTF-8"?><kml xmlns="http://www.opengis.net/kml/2.2">
<Document><name>x</name><NetworkLink><name>xa</name><Link><href>http://a/b.kml</href>
</Link></NetworkLink><Folder><name>Giao thông</name><Folder><name>Đường</name>
<Placemark><name>Đường ĐT.245</name><description><![CDATA[{words}]]></description>
<MultiGeometry><LineString><coordinates>106.7,21.8 106.8,21.9</coordinates></LineString>
<LineString><coordinates>106.8,21.9 106.9,21.9</coordinates></LineString>
</MultiGeometry></Placemark></Folder></Folder>
<Placemark><name>Hỏng</name><Point><coordinates>106.7;21.8</coordinates></Point>
</Placemark></Document></kml>"""
ROW = "<tr><td>Mã dự án</td><td>DA-7</td></tr>"
TABLE = f"<html><body><table>{ROW}{{more}}</table></body></html>"


def test_kml_tables_in_descriptions_are_read_where_they_are_plain(tmp_path):
    plain = text(tmp_path / "a.kml", KML.format(words=TABLE.format(more="")))
    (road, broken), issues = read(plain)
    assert (road.id, road.name) == ("DA-7", "Đường ĐT.245")
    assert road.shape.geom_type == "MultiLineString"
    assert broken.shape is None
    assert of(issues, "QH-D06.shape_unreadable").row == 2
    assert "NetworkLink xa" in of(issues, "QH-D16.part_not_read").reason
    odd = TABLE.format(more="<tr><td>một</td><td>hai</td><td>ba</td></tr>")
    (road, _), issues = read(text(tmp_path / "b.kml", KML.format(words=odd)))
    assert road.id == "row-1"
    unread = [i.column for i in issues if i.code == "QH-D08.column_unknown"]
    assert unread == ["folder"]


def test_kml_with_entities_is_refused(tmp_path):
    bomb = '<!DOCTYPE k [<!ENTITY a "b">]>' + KML.format(words="").partition("?>")[2]
    assert "DOCTYPE" in refusal(text(tmp_path / "a.kml", bomb)).reason
    assert "hỏng" in refusal(text(tmp_path / "b.kml", "<kml><Placemark></kml>")).reason


def test_a_zip_may_hold_many_layers_and_a_list(tmp_path):
    for folder in ("Giao thông", "Y tế"):
        (tmp_path / folder).mkdir()
    one = shapefile(tmp_path / "Giao thông")
    other = write(
        tmp_path / "Y tế" / "vien.gpkg", "GPKG", boxes(1), values=[("YT", "Viện", "a")]
    )
    lists = text(tmp_path / "ds.csv", "Mã dự án,Tên dự án", "DS-1,Bãi")
    note = text(tmp_path / "doc-truoc.txt", "xin chào")
    plan = tmp_path / "ban ve.dwg"
    plan.write_bytes(b"AC1032")
    made = packed(tmp_path / "a.zip", lists, note, plan, one.parent, other.parent)
    records, issues = read(made)
    assert [r.id for r in records] == ["DA-1", "DA-2", "YT", "DS-1"]
    assert [r.file for r in records] == ["a.zip", "a.zip", "a.zip", "a.zip/ds.csv"]
    left = {i.value: i.reason for i in issues if i.code == "QH-D16.part_not_read"}
    assert set(left) == {"doc-truoc.txt", "ban ve.dwg"}
    assert "DWG" in left["ban ve.dwg"]


def test_a_broken_member_does_not_hide_the_others(tmp_path):
    good = write(tmp_path / "a.gpkg", "GPKG")
    bad = tmp_path / "b.gpkg"
    bad.write_bytes(good.read_bytes()[:5000])
    records, issues = read(packed(tmp_path / "a.zip", good, bad))
    assert len(records) == 2
    assert of(issues, "QH-D16.part_refused").value == "b.gpkg"


def test_a_table_in_a_zip_goes_through_the_same_door(tmp_path):
    book = workbook(tmp_path / "ds.xlsx", a=[["Mã dự án", "Tên dự án"], ["DA-1", "K"]])
    layer = write(
        tmp_path / "ranh.gpkg", "GPKG", boxes(1), ("ma_du_an",), [("DA-1",)], layer="r"
    )
    old = tmp_path / "cu.xls"
    old.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
    records, issues = read(packed(tmp_path / "a.zip", book, layer, old))
    assert [(r.id, r.file, r.epsg) for r in records] == [
        ("DA-1", "a.zip/ds.xlsx", 9215)
    ]
    assert of(issues, "QH-D16.part_refused").value == "cu.xls"


def test_missing_sisters_are_named(tmp_path):
    path = shapefile(tmp_path)
    (tmp_path / "ranh.dbf").unlink()
    (tmp_path / "ranh.shx").unlink()
    no = refusal(path)
    assert "ranh.shx, ranh.dbf" in no.reason
    assert "ranh.shx, ranh.dbf" in no.cure
    path = write(tmp_path / "m.tab", "MapInfo File")
    (tmp_path / "m.map").unlink()
    assert "m.map" in refusal(path).reason


def test_a_shapefile_without_prj_declares_nothing(tmp_path):
    path = shapefile(tmp_path)
    (tmp_path / "ranh.prj").unlink()
    records, issues = read(path)
    assert [r.shape for r in records] == [None, None]
    assert codes(issues).count("QH-D05.system_undeclared") == 2
    records, _ = read(path, crs=9215)
    assert {(r.epsg, r.crs) for r in records} == {(9215, "declared")}


def test_a_prj_with_other_parameters_is_not_taken(tmp_path):
    path = shapefile(tmp_path)
    prj = tmp_path / "ranh.prj"
    prj.write_text(prj.read_text().replace("0.9999", "0.9996"))
    records, issues = read(path)
    assert [r.shape for r in records] == [None, None]
    met = of(issues, "QH-D05.system_differs")
    assert "k0 0.9996 (EPSG 0.9999)" in met.reason
    assert "EPSG:9215" in met.reason
    records, issues = read(path, crs=9215)
    assert {r.epsg for r in records} == {9215}
    assert "QH-D05.system_differs" not in codes(issues)


def test_mapinfo_that_may_be_two_systems_is_asked_for(tmp_path):
    one = boxes(1, 640_000, 2_400_000)
    path = write(
        tmp_path / "a.mif",
        "MapInfo File",
        one,
        values=[("A", "K", "x")],
        crs="EPSG:3405",
    )
    (record,), issues = read(path)
    assert record.shape is None
    assert "--crs 9215" in of(issues, "QH-D05.system_undeclared").cure
    assert read(path, crs=3405)[0][0].epsg == 3405
    earthless = write(tmp_path / "b.mif", "MapInfo File", crs=None)
    records, issues = read(earthless)
    assert [r.shape for r in records] == [None, None]
    assert codes(issues).count("QH-D05.system_undeclared") == 2


def test_mapinfo_that_points_elsewhere_is_refused(tmp_path):
    path = write(tmp_path / "a.tab", "MapInfo File")
    path.write_text(path.read_text().replace("Type NATIVE", "Type LINKED"))
    assert "trỏ tới tệp khác" in refusal(path).reason


def test_arcs_of_mapinfo_are_named(tmp_path):
    path = write(tmp_path / "a.mif", "MapInfo File", values=[("A", "Hồ", "x")])
    data = path.read_text("latin-1").partition("Data")
    path.write_text(
        f"{data[0]}Data\n\nEllipse 430000 2400000 431000 2401000\n", "latin-1"
    )
    (record,), issues = read(path)
    assert record.shape.area == pytest.approx(np.pi * 500**2, rel=0.01)
    assert of(issues, "QH-D06.curve_approximated")


@pytest.mark.parametrize(
    ("cpg", "encoding", "certain"),
    [("1258", "cp1258", True), (None, "utf-8", True), (None, "latin-1", False)],
)
def test_the_encoding_of_a_dbf_is_as_declared(tmp_path, cpg, encoding, certain):
    name = "Kho b·i" if encoding == "latin-1" else "Kho bãi"
    form = "NFD" if encoding == "cp1258" else "NFC"
    path = shapefile(tmp_path, values=[("A", "=" * 12, "x")])
    dbf = tmp_path / "ranh.dbf"
    data = bytearray(dbf.read_bytes())
    data[29] = 0
    raw = unicodedata.normalize(form, name).encode(encoding).ljust(12)
    dbf.write_bytes(bytes(data).replace(b"=" * 12, raw))
    (tmp_path / "ranh.cpg").unlink()
    if cpg:
        text(tmp_path / "ranh.cpg", cpg)
    (record,), issues = read(path)
    assert record.name == name
    assert ("QH-D16.encoding_undeclared" in codes(issues)) != certain


def test_names_that_dbase_cut_are_known(tmp_path):
    fields = (
        "MA_DU_AN",
        "TEN_DU_AN",
        "TONG_MUC_DAU_TU",
        "CO_QUAN_THUC_HIEN",
        "QUYET_DINH",
    )
    path = shapefile(tmp_path, fields=fields, values=[("A", "Kho", "5", "Sở", "1")])
    (record,), issues = read(path)
    assert (record.id, record.owner, record.capital_dong) == ("A", "Sở", None)
    assert of(issues, "QH-D08.unit_unknown").column == "TONG_MUC_D"
    assert of(issues, "QH-D08.column_unknown").column == "QUYET_DINH"


ARC = struct.pack(
    "<BII10d",
    1,
    8,
    5,
    *(430000, 2400000, 430100, 2400100, 430200, 2400000),
    *(430100, 2399900, 430000, 2400000),
)
DISC = struct.pack("<BII", 1, 10, 1) + ARC
MESH = struct.pack("<BII", 1, 15, 1) + shapely.to_wkb(boxes(1)[0])
HOLLOW = (
    struct.pack("<BII", 1, 3, 2)
    + shapely.to_wkb(boxes(1)[0])[9:]
    + struct.pack("<I", 0)
)


def test_arcs_meshes_and_empty_holes_of_a_geopackage(tmp_path):
    path = write(tmp_path / "a.gpkg", "GPKG", layer="ranh")
    shapes = {"tròn": blob(DISC), "lưới": blob(MESH), "rỗng": blob(HOLLOW)}
    shapes |= {"khác hệ": blob(shapely.to_wkb(boxes(1)[0]), 4326), "hỏng": b"GPxx"}
    add = "INSERT INTO ranh (geom, ma_du_an, ten_du_an) VALUES (?, ?, ?)"
    changed(path, rows=[(add, (shape, name, name)) for name, shape in shapes.items()])
    records, issues = read(path)
    made = {r.id: r for r in records}
    assert made["tròn"].geometry == "approximate"
    assert made["tròn"].shape.area == pytest.approx(np.pi * 100**2, rel=0.01)
    assert of(issues, "QH-D06.curve_approximated").row == 3
    assert made["rỗng"].shape.equals(boxes(1)[0])
    unread = {i.row for i in issues if i.code == "QH-D06.shape_unreadable"}
    assert unread == {4, 6, 7}
    assert [made[name].shape for name in ("lưới", "khác hệ", "hỏng")] == [None] * 3


def test_an_arc_is_never_exact_whatever_its_row_says(tmp_path):
    fields = ("ma_du_an", "ten_du_an", "geometry")
    path = write(
        tmp_path / "a.gpkg",
        "GPKG",
        fields=fields,
        values=[("A", "K", "exact")],
        layer="r",
    )
    assert read(path)[0][0].geometry == "exact"
    changed(path, rows=[("UPDATE r SET geom = ?", (blob(DISC),))])
    assert read(path)[0][0].geometry == "approximate"


def test_views_and_triggers_never_run(tmp_path):
    path = write(tmp_path / "a.gpkg", "GPKG", layer="ranh")
    endless = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n)"
    changed(
        path,
        f"CREATE VIEW v AS {endless} SELECT x AS ten_du_an FROM n",
        "CREATE TRIGGER evil AFTER INSERT ON ranh BEGIN DELETE FROM ranh; END",
        "INSERT INTO gpkg_contents (table_name, data_type, identifier, srs_id)"
        " VALUES ('v', 'attributes', 'v', 0)",
        "ALTER TABLE ranh ADD COLUMN tinh TEXT AS (upper(ten_du_an)) VIRTUAL",
        # what it says of itself is not believed
        "UPDATE gpkg_ogr_contents SET feature_count = 1",
    )
    before = path.read_bytes()
    records, issues = read(path)
    assert [(r.id, r.name) for r in records] == EXPECTED
    left = [i.value for i in issues if i.code == "QH-D16.part_not_read"]
    assert left == ["trigger evil", "v", "tinh"]
    assert path.read_bytes() == before
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a.gpkg"]


def test_a_geopackage_that_is_still_being_written_is_refused(tmp_path):
    path = write(tmp_path / "a.gpkg", "GPKG")
    (tmp_path / "a.gpkg-wal").write_bytes(b"x" * 100)
    assert "-wal" in refusal(path).reason


def test_a_system_that_lies_about_its_code_is_not_taken(tmp_path):
    path = write(tmp_path / "a.gpkg", "GPKG")
    changed(
        path,
        "UPDATE gpkg_spatial_ref_sys SET definition ="
        " replace(definition, '107.25', '107') WHERE srs_id = 9215",
    )
    records, issues = read(path)
    assert [r.shape for r in records] == [None, None]
    assert "107 (EPSG 107.25)" in of(issues, "QH-D05.system_differs").reason


def test_a_layer_without_names_is_named_and_a_table_is_read(tmp_path):
    path = write(tmp_path / "a.gpkg", "GPKG", layer="ranh")
    write(path, "GPKG", fields=("cap",), values=[("I",)], layer="moc", append=True)
    records, issues = read(path)
    assert len(records) == 2
    met = of(issues, "QH-D08.sheet_not_read")
    assert (met.layer, met.severity) == ("moc", "notice")


def test_a_wrong_ending_is_a_notice(tmp_path):
    path = write(tmp_path / "a.gpkg", "GPKG").rename(tmp_path / "a.csv")
    records, issues = read(path)
    assert len(records) == 2
    assert ".gpkg" in of(issues, "QH-D16.wrong_extension").reason


def test_a_long_layer_is_refused(tmp_path):
    many = shapely.points(np.full((12_001, 2), (WEST, 2_400_000.0)))
    values = [("a", "b", "c")] * len(many)
    path = write(tmp_path / "a.gpkg", "GPKG", many, values=values)
    assert "12.000" in refusal(path).reason


def test_shapes_with_too_many_corners_are_refused(tmp_path, monkeypatch):
    data = write(tmp_path / "a.gpkg", "GPKG").read_bytes()
    room = tmp_path / "room"
    room.mkdir()
    monkeypatch.setattr(bundles, "_POINTS", 9)
    with pytest.raises(BadFile, match="đỉnh"):
        bundles.read_layers({".gpkg": data}, "a.gpkg", ".gpkg", str(room), None)
