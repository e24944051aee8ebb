"""A list and a layer that share ids are one portfolio; doubt joins nothing."""

import pytest
import shapely
from hand_made import codes, of, read, text, workbook
from map_files import boxes, write

HEAD = ["Mã dự án", "Tên dự án", "Diện tích (ha)"]
ROWS = [["DA-1", "Kho ngoại quan", 100], ["DA-2", "Đường ĐT.245", None]]


def lists(folder, *rows, head=HEAD, name="ds.xlsx"):
    return workbook(folder / name, Biểu=[head, *(rows or ROWS)])


def shapes(folder, *values, drawn=None, fields=("ma_du_an",), name="ranh.gpkg", **more):
    rows = [v if isinstance(v, tuple) else (v,) for v in values]
    return write(
        folder / name,
        "GPKG",
        boxes(len(rows)) if drawn is None else drawn,
        fields,
        rows,
        **more,
    )


@pytest.mark.parametrize("turned", [False, True])
def test_shapes_go_to_the_rows_with_their_ids(tmp_path, turned):
    files = [lists(tmp_path), shapes(tmp_path, "DA-2", "DA-1")]
    records, issues = read(*(files[::-1] if turned else files))
    first, second = boxes(2)
    assert [r.id for r in records] == ["DA-1", "DA-2"]
    assert records[0].shape.equals(second)
    assert records[1].shape.equals(first)
    assert {(r.epsg, r.crs, r.geometry) for r in records} == {
        (9215, "declared", "approximate")
    }
    assert {r.file for r in records} == {"ds.xlsx"}
    assert codes(issues) == ["QH-D09.shapes_joined"]
    met = of(issues, "QH-D09.shapes_joined")
    assert (met.file, met.column) == ("ranh.gpkg", "ma_du_an")
    assert met.reason.startswith("2 hình")


def test_a_stated_area_is_held_against_the_joined_shape(tmp_path):
    path = lists(tmp_path, ["DA-1", "Kho", 250])
    _, issues = read(path, shapes(tmp_path, "DA-1"))
    met = of(issues, "QH-D07.area_differs")
    assert (met.file, met.row) == ("ds.xlsx", 2)


def test_what_has_no_counterpart_is_named(tmp_path):
    records, issues = read(lists(tmp_path), shapes(tmp_path, "DA-1", "DA-9", ""))
    assert [r.shape is None for r in records] == [False, True]
    assert of(issues, "QH-D01.no_footprint").row == 3
    assert of(issues, "QH-D09.shape_without_project").value == "DA-9"
    assert of(issues, "QH-D09.shape_id_missing").row == 3


def test_two_different_shapes_give_none(tmp_path):
    records, issues = read(lists(tmp_path), shapes(tmp_path, "DA-1", "DA-1", "DA-2"))
    assert [r.shape is None for r in records] == [True, False]
    twice = [i for i in issues if i.code == "QH-D09.shape_twice"]
    assert [i.row for i in twice] == [1, 2]
    assert "ranh.gpkg, ranh, dòng 2" in twice[0].reason


def test_the_same_shape_twice_is_one(tmp_path):
    box = boxes(1)[0]
    again = shapely.Polygon(shapely.get_coordinates(box)[[2, 3, 0, 1, 2]])
    path = shapes(tmp_path, "DA-1", "DA-1", drawn=boxes(2))
    drawn = boxes(2)
    drawn[:] = [box, again]
    path = shapes(tmp_path, "DA-1", "DA-1", drawn=drawn, name="hai.gpkg")
    records, issues = read(lists(tmp_path), path)
    assert records[0].shape.equals(box)
    assert "QH-D09.shape_twice" not in codes(issues)


def wkt_list(folder, wkt):
    return text(folder / "ds.csv", "ma\tten\twkt", f"DA-1\tKho\tSRID=9215;{wkt}")


def test_a_row_with_another_shape_of_its_own_is_left_without(tmp_path):
    first, second = boxes(2)
    layer = shapes(tmp_path, "DA-1")
    (record,), issues = read(wkt_list(tmp_path, second.wkt), layer)
    assert record.shape is None
    met = of(issues, "QH-D09.shape_differs")
    assert (met.file, met.row, "ranh.gpkg" in met.reason) == ("ds.csv", 2, True)
    assert "QH-D01.no_footprint" not in codes(issues)
    (record,), issues = read(wkt_list(tmp_path, first.wkt), layer)
    assert record.shape.equals(first)
    assert codes(issues, "warning") == []
    (record,), issues = read(wkt_list(tmp_path, first.centroid.wkt), layer)
    assert record.shape.equals(first)


def test_a_bare_count_is_no_id(tmp_path):
    path = lists(tmp_path, ["1", "Kho", None], ["2", "Bãi", None])
    records, issues = read(path, shapes(tmp_path, 1, 2, fields=("id",)))
    assert [r.shape for r in records] == [None, None]
    assert codes(issues).count("QH-D09.shape_id_unsure") == 2
    named = shapes(
        tmp_path, (1, "KHO"), (2, "Cầu"), fields=("id", "ten"), name="ten.gpkg"
    )
    records, issues = read(path, named)
    assert [r.shape is None for r in records] == [False, True]
    assert of(issues, "QH-D09.shape_id_unsure").value == "2"
    said = shapes(tmp_path, 1, 2, fields=("ma_du_an",), name="ma.gpkg")
    records, _ = read(path, said)
    assert [r.shape is None for r in records] == [False, False]


def test_another_name_is_told(tmp_path):
    layer = shapes(tmp_path, ("DA-1", "Nhà máy"), fields=("ma_du_an", "ten_du_an"))
    records, issues = read(lists(tmp_path), layer)
    assert len(records) == 2
    assert records[0].shape is not None
    assert "“Nhà máy”" in of(issues, "QH-D09.shape_name_differs").reason


def test_a_layer_with_names_brings_projects_of_its_own_too(tmp_path):
    fields = ("ma_du_an", "ten_du_an")
    layer = shapes(tmp_path, ("DA-1", "Kho ngoại quan"), ("DA-5", "Cầu"), fields=fields)
    records, issues = read(lists(tmp_path), layer)
    assert [(r.id, r.file) for r in records] == [
        ("DA-1", "ds.xlsx"),
        ("DA-2", "ds.xlsx"),
        ("DA-5", "ranh.gpkg"),
    ]
    assert records[2].row == 2
    assert codes(issues, "error") == []


def test_what_the_layer_says_of_itself_can_only_lower(tmp_path):
    fields = ("ma_du_an", "geometry", "crs", "scale")
    layer = shapes(
        tmp_path, ("DA-1", "indicative", "inferred", "1:5000"), fields=fields
    )
    path = lists(
        tmp_path,
        ["DA-1", "Kho", "exact", "declared"],
        head=["Mã dự án", "Tên dự án", "geometry", "crs"],
    )
    (record,), _ = read(path, layer)
    assert (record.geometry, record.crs, record.scale) == (
        "indicative",
        "inferred",
        5000,
    )


def test_a_shape_that_cannot_be_taken_is_told_where_it_stands(tmp_path):
    bow = boxes(1)
    bow[0] = shapely.Polygon(
        [(430000, 2400000), (430009, 2400009), (430009, 2400000), (430000, 2400009)]
    )
    records, issues = read(lists(tmp_path), shapes(tmp_path, "DA-1", drawn=bow))
    assert records[0].shape is None
    met = of(issues, "QH-D06.shape_invalid")
    assert (met.file, met.layer, met.row) == ("ranh.gpkg", "ranh", 1)


def test_a_layer_alone_needs_names(tmp_path):
    _, issues = read(shapes(tmp_path, "DA-1"))
    assert codes(issues, "error") == ["QH-D08.no_project_columns"]
