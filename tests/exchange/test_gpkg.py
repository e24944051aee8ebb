"""A GeoPackage that GDAL reads and QGIS draws in the office's colours."""

import re
import sqlite3
from contextlib import closing
from datetime import date
from xml.etree import ElementTree

import numpy as np
import pyogrio
import pytest
import shapely

from quyhoach.actions.check_projects import answer, check, load
from quyhoach.exchange.gpkg_styles import COLOURS, ZONES, Style, qml

DAY = date(2026, 11, 23)
SHAPES = {
    "du_an_vung": "MultiPolygon",
    "du_an_tuyen": "MultiLineString",
    "bang_chung_vung": "MultiPolygon",
    "bang_chung_tuyen": "MultiLineString",
    "khu_vuc_vung": "MultiPolygon",
}


def read(path, layer):
    """Return a layer as GDAL reads it: CRS, shapes, and columns by name."""
    meta, _, wkb, columns = pyogrio.raw.read(path, layer=layer)
    shapes = None if wkb is None else shapely.from_wkb(wkb)
    return meta["crs"], shapes, dict(zip(meta["fields"], columns, strict=True))


def table(path, sql):
    with closing(sqlite3.connect(path)) as file:
        return file.execute(sql).fetchall()


@pytest.fixture(scope="module")
def judged():
    loaded = load("luyen_tap")
    (one,) = check(loaded, [DAY])
    return loaded, answer(loaded, one, every=True)


@pytest.mark.parametrize("epsg", [9215, 4326])
def test_gdal_reads_layers_shapes_and_system(export, judged, epsg):
    path, _ = export("gpkg", plan="luyen_tap", to_crs=epsg)
    loaded, _ = judged
    kinds = dict(map(tuple, pyogrio.list_layers(path)))
    assert {k: v for k, v in kinds.items() if v} == SHAPES
    assert {k for k, v in kinds.items() if not v} == {
        "du_an", "ket_luan", "khu_vuc", "layer_styles",
    }  # fmt: skip
    for layer in SHAPES:
        crs, shapes, _ = read(path, layer)
        assert crs == f"EPSG:{epsg}"
        assert shapely.is_valid(shapes).all()
    drawn = {
        key: shape
        for key, shape in zip(loaded.portfolio.id, loaded.portfolio.shape, strict=True)
        if shape is not None and shape.area
    }
    _, shapes, columns = read(path, "du_an_vung")
    assert columns["ma"].tolist() == list(drawn)
    if epsg == 9215:
        same = shapely.equals_exact(shapes, [_multi(s) for s in drawn.values()])
        assert same.all()


def _multi(shape):
    return (
        shape if shape.geom_type == "MultiPolygon" else shapely.multipolygons([shape])
    )


def test_values_are_those_of_the_check(export, judged):
    path, _ = export("gpkg", plan="luyen_tap")
    loaded, found = judged
    _, none, columns = read(path, "du_an")
    assert none is None
    by_id = {project["id"]: project["outcome"] for project in found["projects"]}
    for key, outcome in zip(columns["ma"], columns["ket_qua"], strict=True):
        assert by_id.get(key, "not_judged") == outcome
    assert len(set(columns["ket_qua"])) > 3
    money = columns["tong_muc_dau_tu_dong"]
    assert np.where(np.isnan(money), -1, money).tolist() == (
        loaded.portfolio.capital.tolist()
    )
    verdicts = [v for project in found["projects"] for v in project["verdicts"]]
    _, _, said = read(path, "ket_luan")
    assert said["dieu"].tolist() == [v["rule"] for v in verdicts]
    assert said["cau"].tolist() == [v["sentence"]["vi"] for v in verdicts]
    assert len(set(said["ma_ket_luan"])) == len(verdicts)
    assert set(said["du_an"]) <= set(columns["ma"])
    with_ground = sum(v["geometry"] is not None for v in verdicts)
    shown = [len(read(path, f"bang_chung_{tail}")[1]) for tail in ("vung", "tuyen")]
    assert sum(shown) == with_ground


def test_every_style_fits_its_layer(export):
    path, _ = export("gpkg", plan="luyen_tap")
    styles = table(
        path, "SELECT f_table_name, f_geometry_column, styleQML, useAsDefault"
        " FROM layer_styles",
    )  # fmt: skip
    assert {row[0] for row in styles} == set(SHAPES)
    for layer, column, text, default in styles:
        assert (column, default) == ("geom", 1)
        root = ElementTree.fromstring(text)  # noqa: S314 - our own file
        renderer = root.find("renderer-v2")
        assert renderer.get("type") == "categorizedSymbol"
        _, _, values = read(path, layer)
        present = set(values[renderer.get("attr")])
        categories = {c.get("value"): c for c in renderer.iter("category")}
        assert present <= set(categories)
        symbols = {s.get("name") for s in renderer.iter("symbol")}
        assert {c.get("symbol") for c in categories.values()} <= symbols
        assert all("GIẢ ĐỊNH" in c.get("label") for c in categories.values())
        assert {a.get("field") for a in root.iter("alias")} == set(values)
        for label in root.iter("text-style"):
            assert "GIẢ ĐỊNH" in label.get("fieldName")


def test_a_real_plan_is_not_marked(export, as_csv):
    path, _ = export("gpkg", as_csv)
    ((text,),) = table(path, "SELECT styleQML FROM layer_styles")
    assert "GIẢ ĐỊNH" not in text
    _, shapes, columns = read(path, "du_an_diem")
    assert [round(value) for value in shapes[0].geoms[0].coords[0]] == [406553, 2378578]
    assert columns["gia_dinh"].tolist() == [None, None]


@pytest.mark.parametrize(
    ("value", "fill", "line"),
    [
        ("exact", "solid", "solid"),
        ("approximate", "solid", "dash"),
        ("indicative", "b_diagonal", "dash"),
    ],
)
def test_what_is_not_exact_is_drawn_otherwise(value, fill, line):
    style = Style(attribute="do_chac_hinh", categories=ZONES, dimension=2)
    root = ElementTree.fromstring(qml(style))  # noqa: S314 - our own text
    number = next(
        c.get("symbol") for c in root.iter("category") if c.get("value") == value
    )
    (symbol,) = (s for s in root.iter("symbol") if s.get("name") == number)
    said = {o.get("name"): o.get("value") for o in symbol.iter("Option")}
    assert (said["style"], said["outline_style"]) == (fill, line)


def test_colours_are_those_of_the_page(house):
    css = (house / "src/quyhoach/reports/page/tokens.css").read_text("utf-8")
    page = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", css.split("@media")[0]))
    page["not_judged"] = page["line-2"]
    assert {name: page[name] for name in COLOURS} == dict(COLOURS)


def test_columns_are_explained(export):
    path, _ = export("gpkg", plan="luyen_tap")
    rows = table(
        path, "SELECT column_name, title FROM gpkg_data_columns"
        " WHERE table_name = 'du_an'",
    )  # fmt: skip
    assert dict(rows)["tong_muc_dau_tu_dong"] == "Tổng mức đầu tư (đồng)"
    assert set(dict(rows)) == set(read(path, "du_an")[2])


def test_public_leaves_out_what_is_internal(export, tmp_path):
    source = tmp_path / "a.csv"
    source.write_text(
        "Mã,Tên dự án,Thuộc dự án,Chế độ công bố\n"
        "A,Kho,B,công khai\nB,Bãi,,nội bộ\nC,Kho-bí-mật,,không lưu\n",
        "utf-8",
    )
    path, done = export("gpkg", source, disclosure="public")
    _, _, columns = read(path, "du_an")
    assert columns["ma"].tolist() == ["A"]
    assert columns["thuoc_du_an"].tolist() == [None]
    assert set(read(path, "ket_luan")[2]["du_an"]) == {"A"}
    said = " ".join(done.notes)
    assert ("không được lưu" in said, "nội bộ" in said, "B." in said) == (True,) * 3
    path, done = export("gpkg", source, verdicts=False)
    assert read(path, "du_an")[2]["ma"].tolist() == ["A", "B"]
    path, _ = export("gpkg", source)
    assert "Kho-bí-mật".encode() not in path.read_bytes()


def test_the_integrity_of_the_database(export):
    path, _ = export("gpkg", plan="luyen_tap")
    assert table(path, "PRAGMA integrity_check") == [("ok",)]
    assert table(path, "PRAGMA foreign_key_check") == []
    assert table(path, "PRAGMA application_id") == [(0x47504B47,)]
    changes = table(path, "SELECT DISTINCT last_change FROM gpkg_contents")
    assert changes == [(f"{DAY.isoformat()}T00:00:00.000Z",)]
