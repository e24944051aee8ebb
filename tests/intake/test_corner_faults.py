"""Every fault of a ring is named with its row; no ring is repaired or put in order."""

import pytest
import shapely
from hand_made import codes, of, read, text, workbook
from test_corners import HEAD, SHAPE, SYSTEM, TRIANGLE, moved, ring, sheet

SQUARE = [
    [1, 2417000.25, 449000.5, 100.0],
    [2, 2417100.25, 449000.5, 100.0],
    [3, 2417100.25, 449100.5, 100.0],
    [4, 2417000.25, 449100.5, 100.0],
]
BOX = shapely.box(449000.5, 2417000.25, 449100.5, 2417100.25)


def labelled(*labels):
    """Return the square with other point numbers."""
    return [[label, *row[1:]] for label, row in zip(labels, SQUARE, strict=True)]


def refused(record, issues, code):
    """Hold that a ring was left out, and return the one warning that says why."""
    assert (record.shape, record.epsg, record.crs) == (None, None, "")
    assert "QH-D01.no_footprint" not in codes(issues)
    assert codes(issues, "warning") == [code]
    return of(issues, code)


@pytest.mark.parametrize(
    ("labels", "code", "row", "words"),
    [
        ((1, 2, 4, 5), "number_missing", 5, "Thiếu điểm số 3 "),
        ((1, 2, 6, 7), "number_missing", 5, "Thiếu điểm số 3–5 "),
        ((2, 3, 4, 5), "number_missing", 3, "Thiếu điểm số 1 "),
        ((1, 2, 2, 3), "number_twice", 5, "đã có ở dòng 4"),
        ((1, 2, 3, 3), "number_twice", 6, "đã có ở dòng 5"),
        ((1, None, 3, 4), "number_unread", 4, "Không có số hiệu"),
        (("M1", "M2", "R3", "M4"), "number_unread", 5, "Không có số hiệu"),
        (("Bắc", "Đông", "Nam", "Tây"), "number_unread", 3, "Không có số hiệu"),
    ],
)
def test_numbers_run_one_by_one(tmp_path, labels, code, row, words):
    record, issues = ring(tmp_path, *labelled(*labels))
    assert record.shape is None
    met = next(i for i in issues if i.code == f"QH-D17.{code}")
    assert (met.row, met.column) == (row, "Số hiệu điểm")
    assert words in met.reason


def test_swapped_rows_are_not_put_in_order(tmp_path):
    one, two, three, four = SQUARE
    record, issues = ring(tmp_path, one, three, two, four)
    assert record.shape is None
    found = [(i.code, i.row) for i in issues if i.code.startswith("QH-D17")]
    assert found == [("QH-D17.number_order", 4), ("QH-D17.number_order", 5)]


@pytest.mark.parametrize(
    "labels",
    [
        (1, 2, 3, 4),
        ("M1", "M2", "M3", "M4"),
        ("Mốc 01", "Mốc 02", "Mốc 03", "Mốc 04"),
        ("A", "B", "C", "D"),
    ],
)
def test_numbers_are_written_in_many_ways(tmp_path, labels):
    record, issues = ring(tmp_path, *labelled(*labels))
    assert record.shape.equals(BOX)
    assert codes(issues, "warning") == []


def test_numbers_may_go_on_from_parcel_to_parcel(tmp_path):
    more = [[n + 3, x, y, s] for n, x, y, s in moved(500)]
    records, issues = sheet(tmp_path, HEAD, ["Khu A"], *TRIANGLE, ["Khu B"], *more)
    assert [r.shape is not None for r in records] == [True, True]
    assert codes(issues, "warning") == []


@pytest.mark.parametrize("label", [1, None, 5])
def test_a_last_row_like_the_first_closes_the_ring(tmp_path, label):
    record, issues = ring(tmp_path, *SQUARE, [label, *SQUARE[0][1:3], None])
    assert record.shape.equals(BOX)
    assert codes(issues, "warning") == []


def test_a_closing_row_elsewhere_is_a_contradiction(tmp_path):
    record, issues = ring(tmp_path, *SQUARE, [1, 2417000.35, 449000.5, None])
    met = refused(record, issues, "QH-D17.not_closed")
    assert met.row == 7
    assert "dòng 3" in met.reason


def test_points_without_numbers_are_joined_as_they_stand_and_it_is_said(tmp_path):
    rows = [row[1:] for row in SQUARE]
    record, issues = ring(tmp_path, *rows, head=HEAD[1:])
    assert record.shape.equals(BOX)
    assert of(issues, "QH-D17.unnumbered").severity == "notice"


@pytest.mark.parametrize(
    ("rows", "row", "stated", "computed"),
    [
        ([(2, 3, 99.0)], 5, "99", "100"),
        ([(3, 3, 100.06)], 6, "100,06", "100"),
        ([(0, 3, 101.0)], 3, "101", "100"),
    ],
)
def test_sides_are_compared_with_the_coordinates(tmp_path, rows, row, stated, computed):
    table = [list(one) for one in SQUARE]
    for at, column, value in rows:
        table[at][column] = value
    record, issues = ring(tmp_path, *table)
    met = of(issues, "QH-D17.side_differs")
    assert (met.row, met.column) == (row, "Cạnh (m)")
    assert f"ghi {stated} m, theo tọa độ {computed} m" in met.reason
    assert record.shape.equals(BOX)


def test_the_closing_side_is_named(tmp_path):
    table = [list(one) for one in SQUARE]
    table[3][3] = 90
    _, issues = ring(tmp_path, *table)
    assert "Cạnh 4–1" in of(issues, "QH-D17.side_differs").reason


def test_the_tolerance_follows_the_printed_digits(tmp_path):
    table = [list(one) for one in SQUARE]
    table[1][3] = 100.01
    assert "QH-D17.side_differs" not in codes(ring(tmp_path, *table)[1])
    table[1][3] = 100.04
    assert "QH-D17.side_differs" in codes(ring(tmp_path, *table)[1])


def test_sides_may_stand_where_their_edge_ends(tmp_path):
    values = [223.61, 100.0, 200.0]
    rows = [
        [n, x + 0.01, y, s] for (n, x, y, _), s in zip(TRIANGLE, values, strict=True)
    ]
    assert codes(ring(tmp_path, *rows)[1], "warning") == []


def test_a_side_that_is_no_length_is_said(tmp_path):
    _, issues = ring(tmp_path, [*SQUARE[0][:3], "tường"], *SQUARE[1:])
    assert of(issues, "QH-D17.side_unread").row == 3


def test_a_repeated_point(tmp_path):
    rows = [*SQUARE[:3], [4, *SQUARE[1][1:3]], [5, *SQUARE[3][1:3]]]
    met = refused(*ring(tmp_path, *rows), "QH-D17.point_repeated")
    assert met.row == 6
    assert "dòng 4" in met.reason


def test_a_spike(tmp_path):
    tip = [5, 2417000.25, 448000.5]
    rows = [*[r[:3] for r in SQUARE], tip]
    corner = refused(*ring(tmp_path, *rows), "QH-D17.spike")
    assert (corner.row, corner.value) == (7, "5")


def test_a_short_edge_is_a_corner_and_no_spike(tmp_path):
    rows = [[1, 0, 0], [2, 0, 100], [3, 100, 100], [4, 100, 0], [5, 1, -1]]
    rows = [[n, 2417000 + x, 449000 + y] for n, x, y in rows]
    record, issues = ring(tmp_path, *rows)
    assert (record.shape.area, codes(issues, "warning")) == (10050.0, [])


def test_a_crossing_ring_names_both_edges_and_the_place(tmp_path):
    one, two, three, four = (row[1:3] for row in SQUARE)
    rows = [[1, *one], [2, *three], [3, *two], [4, *four]]
    met = refused(*ring(tmp_path, *rows), "QH-D17.crossing")
    assert met.row == 5
    words = "Cạnh 1–2 cắt cạnh 3–4 tại đông 449050,50, bắc 2417050,25 (1 chỗ cắt)"
    assert words in met.reason
    assert "at east 449050.50, north 2417050.25" in met.reason_en


def test_a_ring_that_touches_its_own_edge(tmp_path):
    rows = [[1, 0, 0], [2, 0, 100], [3, 100, 50], [4, 0, 50], [5, 100, 0]]
    rows = [[n, 2417000 + x, 449000 + y] for n, x, y in rows]
    met = refused(*ring(tmp_path, *rows), "QH-D17.crossing")
    assert "Cạnh 1–2 cắt cạnh" in met.reason


@pytest.mark.parametrize(
    ("count", "kind", "words"),
    [(1, "Point", "là điểm"), (2, "LineString", "là đường")],
)
def test_fewer_than_three_points_are_no_footprint(tmp_path, count, kind, words):
    record, issues = ring(tmp_path, *[row[:3] for row in SQUARE[:count]])
    assert record.shape.geom_type == kind
    assert words in of(issues, "QH-D17.few_points").reason


def test_a_part_of_two_points(tmp_path):
    rows = [["Phần 1"], *TRIANGLE, ["Phần 2"], *moved(500)[:2]]
    record, issues = ring(tmp_path, *rows)
    assert record.shape is None
    assert of(issues, "QH-D17.part_too_short").row == 8


def test_the_middle_line_of_a_road_is_a_line(tmp_path):
    title = ["Bảng tọa độ tim tuyến"]
    (record,), issues = sheet(tmp_path, title, HEAD, *[row[:3] for row in SQUARE])
    assert (record.shape.geom_type, len(record.shape.coords)) == ("LineString", 4)
    assert codes(issues, "warning") == []


# --- numbers and axes


@pytest.mark.parametrize(
    "cells",
    [
        ("2.417.100,25", "449.000,5"),
        ("2417100,25", "449000,5"),
        ("2417100.25", "449000.5"),
        ("2,417,100.25", "449,000.5"),
        ("2 417 100,25", "449 000,5"),
    ],
)
def test_numbers_with_a_point_or_a_comma(tmp_path, cells):
    record, issues = ring(tmp_path, SQUARE[0], [2, *cells, 100], *SQUARE[2:])
    assert record.shape.equals(BOX)
    assert codes(issues, "warning") == []


@pytest.mark.parametrize(
    ("cell", "column"),
    [("241710,25", "X (m)"), ("?", "X (m)"), (None, "X (m)"), (24171002.5, "X (m)")],
)
def test_a_coordinate_that_is_not_read_leaves_the_ring_out(tmp_path, cell, column):
    if cell == "241710,25":
        # as a northing it is none of Vietnam, as an easting it would be
        record, issues = ring(tmp_path, SQUARE[0], [2, cell, 449000.5], *SQUARE[2:])
        assert codes(issues, "warning") == ["QH-D17.axes_mixed"]
        return
    record, issues = ring(tmp_path, SQUARE[0], [2, cell, 449000.5], *SQUARE[2:])
    met = refused(record, issues, "QH-D17.point_unreadable")
    assert (met.row, met.column) == (4, column)


@pytest.mark.parametrize(
    "head",
    [
        ("X (m)", "Y (m)"),
        ("Bắc", "Đông"),
        ("N (m)", "E (m)"),
        ("Tọa độ X", "Tọa độ Y"),
        ("northing", "easting"),
    ],
)
def test_northing_first(tmp_path, head):
    record, issues = ring(tmp_path, *SQUARE, head=["Điểm", *head, "Cạnh (m)"])
    assert record.shape.equals(BOX)
    assert codes(issues, "warning") == []


@pytest.mark.parametrize(
    ("head", "said"),
    [
        (("X", "Y"), []),
        (("E", "N"), []),
        (("Đông", "Bắc"), []),
        (("Bắc", "Đông"), ["QH-D17.axes_swapped"]),
        (("N", "E"), ["QH-D17.axes_swapped"]),
    ],
)
def test_easting_first_whatever_the_heading_says(tmp_path, head, said):
    rows = [[n, y, x, s] for n, x, y, s in SQUARE]
    record, issues = ring(tmp_path, *rows, head=["Điểm", *head, "Cạnh"])
    assert record.shape.equals(BOX)
    assert codes(issues, "warning") == said


def test_one_point_the_other_way_round_is_a_contradiction(tmp_path):
    turned = [3, SQUARE[2][2], SQUARE[2][1], 100.0]
    record, issues = ring(tmp_path, *SQUARE[:2], turned, SQUARE[3])
    met = refused(record, issues, "QH-D17.axes_mixed")
    assert (met.row, met.value) == (5, "3")


DEGREES = [(1, 21.8512, 106.7612), (2, 21.8612, 106.7612), (3, 21.8612, 106.7712)]


def test_degrees_need_a_declared_system(tmp_path):
    head = ["Điểm", "Vĩ độ", "Kinh độ"]
    rows = [head, *map(list, DEGREES)]
    (record,), issues = read(workbook(tmp_path / "a.xlsx", a=rows))
    met = refused(record, issues, "QH-D05.system_undeclared")
    assert met.row == 2
    for title, epsg in (("Hệ tọa độ WGS 84", 4326), ("VN-2000", 4756)):
        path = workbook(tmp_path / "b.xlsx", a=[[title], *rows])
        (record,), issues = read(path)
        assert (record.epsg, record.crs) == (epsg, "declared")
        assert record.shape.bounds == (106.7612, 21.8512, 106.7712, 21.8612)
    (record,), _ = read(path, crs=4326)
    assert record.epsg == 4756


def test_degrees_minutes_and_seconds(tmp_path):
    lines = [
        "Hệ tọa độ WGS-84",
        "Điểm;Vĩ độ;Kinh độ",
        "1;22°15'30,5\";106°45'00\"",
        "2;22°15'36\";106° 45' 0,0\" Đ",
        "3;22 15 36 N;106°45′3.6″",
    ]
    (record,), issues = read(text(tmp_path / "a.csv", *lines))
    places = [(106.75, 22 + 15 / 60 + 30.5 / 3600), (106.75, 22.26), (106.751, 22.26)]
    assert record.shape.equals_exact(shapely.Polygon(places), 1e-9)
    assert codes(issues, "warning") == []


def test_sides_of_degrees_are_compared_in_metres(tmp_path):
    lines = ["WGS84", "Điểm;Vĩ độ;Kinh độ;Cạnh (m)"]
    values = [(21.85, 106.76), (21.851, 106.76), (21.851, 106.761)]
    sides = ["111", "103", "152"]
    rows = [
        f"{n};{a:.7f};{b:.7f};{s}"
        for n, ((a, b), s) in enumerate(zip(values, sides, strict=True), start=1)
    ]
    _, issues = read(text(tmp_path / "a.csv", *lines, *rows))
    assert codes(issues, "warning") == []
    rows[1] = rows[1].replace(";103", ";130")
    _, issues = read(text(tmp_path / "a.csv", *lines, *rows))
    assert of(issues, "QH-D17.side_differs").row == 4


# --- reference systems


@pytest.mark.parametrize(
    ("line", "epsg"),
    [
        (SYSTEM, 9215),
        ("VN-2000, KTT 107°15', múi 3°", 9215),
        ("Hệ VN2000 kinh tuyến trục 107015', múi chiếu 30", 9215),
        ("VN-2000, kinh tuyến trục 107 độ 15 phút", 9215),
        ("VN-2000 kinh tuyến trục 106°30' múi chiếu 3°", 9213),
        ("VN-2000 kinh tuyến trục 105°, múi chiếu 6°", 3405),
        ("VN-2000 kinh tuyến trục 105°, múi chiếu 3°", 5897),
        ("VN-2000 / UTM 48N", 3405),
        ("WGS 84 / UTM zone 48N", 32648),
        ("EPSG:9215", 9215),
        ("VN-2000, kinh tuyến trục 105°", None),
        ("VN-2000, kinh tuyến trục 107°20', múi chiếu 3°", None),
        ("VN-2000, kinh tuyến trục 107°15', múi chiếu 6°", None),
        ("Hệ tọa độ VN-2000", None),
        ("HN-72, kinh tuyến trục 105°", None),
        ("Kinh tuyến trục 107°15', múi chiếu 3°", None),
        ("Hệ tọa độ WGS 84", None),
    ],
)
def test_a_system_is_taken_only_where_it_is_exact(tmp_path, line, epsg):
    path = workbook(tmp_path / "a.xlsx", a=[[line], HEAD, *TRIANGLE])
    (record,), issues = read(path)
    if epsg is None:
        assert record.shape is None
        assert "QH-D05.system_unknown" in codes(issues)
        assert read(path, crs=9215)[0][0].shape.equals(SHAPE)
    else:
        assert (record.epsg, record.crs) == (epsg, "declared")
        assert read(path, crs=3405)[0][0].epsg == epsg


def test_no_system_is_no_shape(tmp_path):
    path = workbook(tmp_path / "a.xlsx", a=[HEAD, *TRIANGLE])
    (record,), issues = read(path)
    refused(record, issues, "QH-D05.system_undeclared")
    (record,), _ = read(path, crs=9215)
    assert (record.epsg, record.crs) == (9215, "declared")


def test_metres_in_a_system_of_degrees_contradict_it(tmp_path):
    path = workbook(tmp_path / "a.xlsx", a=[["EPSG:4326"], HEAD, *TRIANGLE])
    (record,), issues = read(path)
    refused(record, issues, "QH-D05.system_contradicted")


def test_a_system_for_each_part_of_the_page(tmp_path):
    rows = [
        HEAD,
        ["VN-2000 kinh tuyến trục 107°15' múi 3°"],
        ["Khu A"],
        *TRIANGLE,
        ["VN-2000 kinh tuyến trục 106°30' múi 3°"],
        ["Khu B"],
        *moved(500),
    ]
    records, _ = read(workbook(tmp_path / "a.xlsx", a=rows))
    assert [r.epsg for r in records] == [9215, 9213]


def test_a_system_below_the_table_holds_for_all_of_it(tmp_path):
    rows = [HEAD, *TRIANGLE, ["Hệ tọa độ VN-2000"], ["KTT 107°15', múi chiếu 3°"]]
    (record,), _ = read(workbook(tmp_path / "a.xlsx", a=rows))
    assert record.epsg == 9215


def test_a_column_of_systems(tmp_path):
    rows = [[*row, "VN-2000 KTT 107°15' múi 3°"] for row in TRIANGLE]
    path = workbook(tmp_path / "a.xlsx", a=[[*HEAD, "Hệ tọa độ"], *rows])
    assert read(path)[0][0].epsg == 9215
    rows[1][-1] = "EPSG:3405"
    (record,), issues = read(
        workbook(tmp_path / "b.xlsx", a=[[*HEAD, "Hệ tọa độ"], *rows])
    )
    assert record.shape is None
    assert of(issues, "QH-D17.system_two").row == 2


# --- remarks, lists without points


def test_lines_that_name_nothing_are_named(tmp_path):
    rows = [HEAD, ["KHU PHÍA BẮC"], ["Thửa 1"], *TRIANGLE, ["Ghi chú: đo năm 2025"]]
    (record,), issues = sheet(tmp_path, *rows)
    assert record.name == "Thửa 1"
    assert of(issues, "QH-D14.heading_row").row == 3
    assert of(issues, "QH-D14.note_row").row == 8
