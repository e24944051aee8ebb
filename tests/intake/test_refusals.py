"""Files that are not read say why, at once, and what to save instead."""

import io
import json
import os
import zipfile

import pytest
from hand_made import codes, layer, of, read, square, text, workbook

from quyhoach.errors import BadFile
from quyhoach.intake import files as door
from quyhoach.intake.workbook import read_workbook


def refused(path):
    with pytest.raises(BadFile) as refusal:
        read(path)
    assert refusal.value.exit_code == 2
    assert refusal.value.file == path.name
    assert refusal.value.cure
    return refusal.value.reason


@pytest.mark.parametrize(
    ("name", "data", "word"),
    [
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", ".doc"),
        ("a.csv", b"\xd0\xcf\x11\xe0" + "Workbook".encode("utf-16-le"), "hỏng"),
        (
            "a.xlsx",
            b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"),
            "mật khẩu",
        ),
        ("a.gpkg", b"SQLite format 3\0", "hỏng"),
        ("a.shp", b"\x00\x00\x27\x0a", "a.shx, a.dbf"),
        ("a.dwg", b"AC1032", ".dwg"),
        ("a.pdf", b"%PDF-1.7", "PDF"),
        ("a.dxf", b"0\nLINE\n", ".dxf"),
        ("a.kml", b"<?xml version='1.0'?><kml>", "KML"),
        ("a.gml", b"<gml/>", "GML"),
        ("a.gpx", b"<gpx/>", "GPX"),
        ("a.dbf", b"\x03", "dBASE"),
        ("a.pmtiles", b"PMTiles\x03", "PMTiles"),
        ("a.csv", b"<?xml version='1.0'?><gpx/>", "GPX"),
        ("a.tab", b"!table\n", "a.dat, a.map, a.id"),
        ("a.csv", b"  \n", "rỗng"),
        ("a.csv", "Mã,Tên dự án\nA,Kho".encode("cp1258", "replace") + b"\xff", "UTF-8"),
        ("a.csv", b"id,name\nA,K\0ho\n", "ký tự rỗng"),
        ("a.csv", b'id,name\nA,"Kho\n', "nháy"),
        ("a.xlsx", b"PK\x03\x04 truncated", "hỏng"),
        ("a.json", b'{"projects": [1]}', "GeoJSON"),
    ],
)
def test_other_formats_are_named(tmp_path, name, data, word):
    path = tmp_path / name
    path.write_bytes(data)
    assert word in refused(path)


@pytest.mark.parametrize(
    ("inside", "word"),
    [("mimetype", ".odt"), ("xl/workbook.bin", "hỏng"), ("a.shp", "a.shx, a.dbf")],
)
def test_other_zips_are_named(tmp_path, inside, word):
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr(inside, "x")
    assert word in refused(path)


def test_what_is_not_a_plain_file_is_not_waited_for(tmp_path):
    assert "thường" in refused(tmp_path)
    assert "không có" in refused(tmp_path / "none.csv")
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "pipe.csv")
        assert "thường" in refused(tmp_path / "pipe.csv")


@pytest.mark.parametrize(
    "tree",
    [
        '{"type": "FeatureCollection", "features": [NaN]}',
        '{"type": "FeatureCollection", "features": [], "x": Infinity}',
        '{"type": "Feature", "type": "Feature"}',
        '{"type": "Feature"',
        '{"type": "Feature", "properties": {"name": "\\ud800"}}',
        '{"a":' * 20000 + "1" + "}" * 20000,
        "[1, 2]",
        '{"type": "FeatureCollection", "features": [3]}',
        '{"type": "Feature", "properties": []}',
    ],
)
def test_broken_json_is_refused(tmp_path, tree):
    path = tmp_path / "a.geojson"
    path.write_text(tree, "utf-8")
    refused(path)


def test_bad_utf8_in_geojson_is_refused(tmp_path):
    path = tmp_path / "a.geojson"
    path.write_bytes(b'{"type": "Feature", "properties": {"name": "\xff"}}')
    assert "UTF-8" in refused(path)


def test_a_wrong_ending_is_a_notice(tmp_path):
    path = layer(
        tmp_path / "a.csv", ({"id": "A", "name": "Kho"}, square(106.5, 22, 0.1))
    )
    records, issues = read(path)
    assert len(records) == 1
    assert of(issues, "QH-D16.wrong_extension").severity == "notice"


def test_a_large_file_is_not_opened(tmp_path, monkeypatch):
    monkeypatch.setattr(door, "MOST_BYTES", 10)
    assert "20 MB" in refused(text(tmp_path / "a.csv", "id,name,more"))


def repacked(path, name, change):
    with zipfile.ZipFile(path) as packed:
        parts = {entry: packed.read(entry) for entry in packed.namelist()}
    parts[name] = change(parts[name])
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed:
        for entry, data in parts.items():
            packed.writestr(entry, data)
    return made.getvalue()


SHEET = "xl/worksheets/sheet1.xml"


@pytest.fixture
def small(tmp_path):
    return workbook(tmp_path / "a.xlsx", a=[["id", "name"], ["A", "Kho"]])


def test_a_cell_at_the_far_corner_is_refused(small):
    data = repacked(small, SHEET, lambda xml: xml.replace(b'r="B2"', b"r='XFD1048576'"))
    with pytest.raises(BadFile, match="8 triệu ô"):
        read_workbook(data, "a.xlsx")


def test_a_bomb_is_weighed_whatever_it_claims(small):
    data = repacked(small, "xl/sharedStrings.xml", lambda xml: xml + b" " * 210_000_000)
    with pytest.raises(BadFile, match="200 MB"):
        read_workbook(data, "a.xlsx")
    size = len(zipfile.ZipFile(small).read("xl/sharedStrings.xml")) + 210_000_000
    lie = data.replace(size.to_bytes(4, "little"), (500).to_bytes(4, "little"))
    assert lie != data
    with pytest.raises(BadFile):
        read_workbook(lie, "a.xlsx")


def test_entities_and_damage_are_refused(small):
    doctype = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]>'
    for change in (lambda xml: doctype + xml, lambda _: b"<broken"):
        with pytest.raises(BadFile):
            read_workbook(repacked(small, SHEET, change), "a.xlsx")
    with pytest.raises(BadFile):
        read_workbook(small.read_bytes()[:-40], "a.xlsx")


def test_a_formula_gives_its_value_and_an_error_is_named(tmp_path):
    import xlsxwriter

    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Biểu")
        sheet.write_row(0, 0, ["Mã", "Tên dự án", "Diện tích (ha)"])
        sheet.write_row(1, 0, ["A", "Kho"])
        sheet.write_formula(1, 2, "=1/0", None, "#DIV/0!")
        sheet.write_row(2, 0, ["B", "Bãi"])
        sheet.write_formula(2, 2, "=1+1.5", None, 2.5)
        sheet.write_blank(1_000_000, 2, None, book.add_format({"bold": True}))
        book.add_worksheet("Ẩn").hide()
    (a, b), issues = read(path)
    assert (a.area_ha, str(b.area_ha)) == (None, "2.5")
    met = of(issues, "QH-D12.cell_error")
    assert (met.sheet, met.row, met.column) == ("Biểu", 2, "C")
    assert of(issues, "QH-D08.sheet_not_read").sheet == "Ẩn"


def test_infinite_coordinates_are_kept_out(tmp_path):
    path = tmp_path / "a.geojson"
    point = {"type": "Point", "coordinates": [106.5, 22]}
    one = {"type": "Feature", "properties": {"name": "Kho"}, "geometry": point}
    path.write_text(json.dumps(one).replace("106.5", "1e999"), "utf-8")
    (record,), issues = read(path)
    assert record.shape is None
    assert "QH-D06.shape_unreadable" in codes(issues)
