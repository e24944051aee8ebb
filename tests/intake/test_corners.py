"""Tables of corner points as surveyors deliver them: every form, every fault named."""

import pytest
import shapely
from hand_made import codes, layer, of, read, square, text, workbook

SYSTEM = "Hệ tọa độ VN-2000, kinh tuyến trục 107°15', múi chiếu 3°"
HEAD = ["Số hiệu điểm", "X (m)", "Y (m)", "Cạnh (m)"]
# northing, easting, length of the side that begins here
TRIANGLE = [
    [1, 2417000.0, 449000.0, 100.0],
    [2, 2417100.0, 449000.0, 200.0],
    [3, 2417100.0, 449200.0, 223.61],
]
SHAPE = shapely.Polygon([(449000, 2417000), (449000, 2417100), (449200, 2417100)])


def moved(north, rows=TRIANGLE):
    """Return the same points farther north."""
    return [[label, x + north, *rest] for label, x, *rest in rows]


def sheet(tmp_path, *rows, crs=None):
    """Read one sheet below the line that declares the system."""
    return read(workbook(tmp_path / "a.xlsx", a=[[SYSTEM], *rows]), crs=crs)


def ring(tmp_path, *rows, head=HEAD, crs=None):
    """Read one parcel."""
    (record,), issues = sheet(tmp_path, head, *rows, crs=crs)
    return record, issues


def test_a_plain_table_is_one_project_named_by_its_title(tmp_path):
    title = ["BẢNG KÊ TỌA ĐỘ GÓC RANH"]
    (record,), issues = sheet(tmp_path, title, ["Khu tái định cư"], HEAD, *TRIANGLE)
    assert (record.name, record.epsg, record.crs) == (
        "Khu tái định cư",
        9215,
        "declared",
    )
    assert record.geometry == "approximate"
    assert record.shape.equals(SHAPE)
    assert codes(issues) == ["QH-D09.id_missing"]


@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_a_text_table_with_a_comma_before_decimals(tmp_path, mark):
    rows = [
        f'"{SYSTEM}"',
        mark.join(HEAD),
        *(
            mark.join([str(n), *(f'"{v:.2f}"'.replace(".", ",") for v in values)])
            for n, *values in TRIANGLE
        ),
    ]
    (record,), issues = read(text(tmp_path / "lo.csv", *rows))
    assert record.shape.equals(SHAPE)
    assert record.name == "lo"
    assert codes(issues, "warning", "error") == []


@pytest.mark.parametrize("again", [None, "A"])
def test_names_stand_once_or_in_every_row(tmp_path, again):
    head = ["Mã dự án", "Tên dự án", "Diện tích (ha)", *HEAD]
    first = [["A", "Kho", 1, *TRIANGLE[0]]]
    rest = [[again, again and "Kho", None, *row] for row in TRIANGLE[1:]]
    other = [["B", "Bãi", 2, *moved(500)[0]]]
    more = [[None, None, None, *row] for row in moved(500)[1:]]
    records, issues = sheet(tmp_path, head, *first, *rest, *other, *more)
    assert [(r.id, r.name, r.row) for r in records] == [
        ("A", "Kho", 3),
        ("B", "Bãi", 6),
    ]
    assert records[0].shape.equals(SHAPE)
    met = of(issues, "QH-D07.area_differs")
    assert (met.row, met.column) == (6, "Diện tích (ha)")
    assert codes(issues) == ["QH-D07.area_differs"]


def test_columns_of_the_project_are_read_as_in_a_list(tmp_path):
    head = ["Tên dự án", "Địa điểm", "TMĐT (tỷ đồng)", *HEAD]
    rows = [["Kho", "xã Hồ Sơn, huyện Hữu Lũng", 5, *TRIANGLE[0]]]
    rows += [[None, None, None, *row] for row in TRIANGLE[1:]]
    (record,), _ = sheet(tmp_path, head, *rows)
    assert (record.units, record.capital_dong) == (("hs",), 5_000_000_000)
    assert record.shape.equals(SHAPE)


def test_blocks_below_headings_of_their_own(tmp_path):
    records, issues = sheet(
        tmp_path,
        ["Thửa 1 – Khu tái định cư"],
        HEAD,
        *TRIANGLE,
        ["Diện tích: 10.000 m2"],
        ["Khu A"],
        HEAD,
        *moved(500),
        [],
        ["Trạm y tế, diện tích 2,5 ha"],
        *moved(1000),
        ["Người lập biểu"],
    )
    assert [r.name for r in records] == [
        "Thửa 1 – Khu tái định cư",
        "Khu A",
        "Trạm y tế, diện tích 2,5 ha",
    ]
    assert [str(r.area_ha) for r in records] == ["1.0000", "None", "2.5"]
    assert [round(r.shape.area) for r in records] == [10000] * 3
    assert of(issues, "QH-D07.area_differs").row == 14
    assert of(issues, "QH-D14.note_row").row == 18


def test_parts_of_one_project(tmp_path):
    (record,), issues = sheet(
        tmp_path,
        ["Dự án: Kho lạnh"],
        HEAD,
        ["Phần 1"],
        *TRIANGLE,
        ["Phần 2"],
        *moved(500),
        ["Thửa 3"],
        *moved(1000),
    )
    assert record.name == "Kho lạnh"
    assert record.shape.geom_type == "MultiPolygon"
    assert len(record.shape.geoms) == 3
    assert codes(issues) == ["QH-D09.id_missing"]


def test_a_part_of_the_parcel_above_it(tmp_path):
    records, _ = sheet(
        tmp_path,
        HEAD,
        ["Khu A"],
        *TRIANGLE,
        ["Phần 2"],
        *moved(500),
        ["Khu B"],
        *moved(1000),
    )
    assert [(r.name, r.shape.geom_type) for r in records] == [
        ("Khu A", "MultiPolygon"),
        ("Khu B", "Polygon"),
    ]


def test_parts_with_an_edge_in_common_are_one_ground(tmp_path):
    other = [[1, 2417100, 449000], [2, 2417200, 449000], [3, 2417100, 449200]]
    record, _ = ring(tmp_path, ["Phần 1"], *TRIANGLE, ["Phần 2"], *other)
    assert record.shape.is_valid
    assert record.shape.area == 20000


def test_numbers_that_begin_anew_are_another_part_and_it_is_said(tmp_path):
    record, issues = ring(tmp_path, *TRIANGLE, *moved(500))
    assert len(record.shape.geoms) == 2
    assert of(issues, "QH-D17.parts_taken").row == 6


def test_a_part_column(tmp_path):
    head = ["Tên dự án", "Thửa", *HEAD]
    rows = [["Kho", 1, *TRIANGLE[0]], *([None, None, *row] for row in TRIANGLE[1:])]
    rows += [["Kho", 2, *row] for row in moved(500)]
    record, issues = ring(tmp_path, *rows, head=head)
    assert len(record.shape.geoms) == 2
    assert codes(issues) == ["QH-D09.id_missing"]


def test_a_bare_number_says_what_it_numbers(tmp_path):
    rows = [[1, *row] for row in TRIANGLE] + [[2, *row] for row in moved(500)]
    records, _ = sheet(tmp_path, ["Thửa", *HEAD], *rows)
    assert [r.name for r in records] == ["Thửa 1", "Thửa 2"]


@pytest.mark.parametrize("words", ["Phần trừ", "Lỗ", "Vòng trong (không bao gồm)"])
def test_a_hole_in_words_is_not_guessed(tmp_path, words):
    inner = [
        [1, 2417060, 449020, None],
        [2, 2417080, 449020, None],
        [3, 2417080, 449030, None],
    ]
    (record,), issues = sheet(
        tmp_path, ["Dự án: Kho"], HEAD, *TRIANGLE, [words], *inner
    )
    assert record.shape is None
    assert of(issues, "QH-D17.hole_in_words").value == words


def test_rings_in_one_another_are_not_guessed(tmp_path):
    inner = [[1, 2417060, 449020], [2, 2417080, 449020], [3, 2417080, 449030]]
    record, issues = ring(tmp_path, *TRIANGLE, *inner)
    assert record.shape is None
    assert "QH-D17.parts_overlap" in codes(issues)
    assert "QH-D01.no_footprint" not in codes(issues)


def test_a_heading_in_two_rows_and_repeated_on_the_next_page(tmp_path):
    upper = ["Số hiệu điểm", "Tọa độ", None, "Cạnh (m)"]
    lower = [None, "X (m)", "Y (m)", None]
    numbers = ["(1)", "(2)", "(3)", "(4)"]
    rows = [upper, lower, numbers, *TRIANGLE[:2], upper, lower, numbers, TRIANGLE[2]]
    (record,), issues = sheet(tmp_path, *rows)
    assert record.shape.equals(SHAPE)
    assert codes(issues) == ["QH-D09.id_missing"]


def test_panels_beside_each_other_are_one_ring(tmp_path):
    fourth = [4, 2417000.0, 449300.0, 300.0]
    rows = [[*TRIANGLE[0], *TRIANGLE[2]], [*TRIANGLE[1], *fourth]]
    record, _ = ring(tmp_path, *rows, head=[*HEAD, *HEAD])
    corners = [
        (449000, 2417000),
        (449000, 2417100),
        (449200, 2417100),
        (449300, 2417000),
    ]
    assert record.shape.equals(shapely.Polygon(corners))


def test_side_lengths_on_rows_between_the_points(tmp_path):
    rows = []
    for label, x, y, side in TRIANGLE:
        rows += [[label, x, y, None], [None, None, None, side]]
    record, issues = ring(tmp_path, *rows)
    assert record.shape.equals(SHAPE)
    assert codes(issues) == ["QH-D09.id_missing"]
    rows[-1][3] = 221.5
    _, issues = ring(tmp_path, *rows)
    assert of(issues, "QH-D17.side_differs").value == "221.5"


# --- not a corner table


def test_a_list_of_projects_with_points_stays_one(tmp_path):
    head = ["STT", "Tên dự án", "Khu", "Điểm", "X (m)", "Y (m)"]
    rows = [[1, "Kho", "A", 8, 2417000, 449000], [2, "Bãi", "A", 9, 2417100, 449000]]
    records, issues = read(workbook(tmp_path / "a.xlsx", a=[head, *rows]), crs=9215)
    assert [(r.name, r.shape.geom_type) for r in records] == [
        ("Kho", "Point"),
        ("Bãi", "Point"),
    ]
    assert codes(issues).count("QH-D08.column_unknown") == 2


def test_other_tables_with_coordinates_are_not_rings(tmp_path):
    head = ["STT", "Trạm quan trắc", "X (m)", "Y (m)"]
    rows = [[n, f"Trạm {n}", x, y] for n, x, y, _ in TRIANGLE]
    records, issues = read(workbook(tmp_path / "a.xlsx", a=[head, *rows]), crs=9215)
    assert (records, codes(issues)) == ((), ["QH-D08.no_project_columns"])


def test_an_ordinal_counts_points_where_names_are_merged(tmp_path):
    head = ["STT", "Tên dự án", "X (m)", "Y (m)"]
    rows = [[n, "Kho" if n == 1 else None, x, y] for n, x, y, _ in TRIANGLE]
    record, _ = ring(tmp_path, *rows, head=head)
    assert (record.name, record.shape.equals(SHAPE)) == ("Kho", True)


# --- a list and a table of corner points


def both(tmp_path, listed, *rows, head=("Mã dự án", *HEAD)):
    path = workbook(tmp_path / "a.xlsx", DS=listed, TD=[[SYSTEM], list(head), *rows])
    return read(path)


def test_joined_by_id_or_exact_name(tmp_path):
    listed = [["Mã", "Tên dự án", "Diện tích (ha)"], ["A", "Kho", 1], ["B", "Bãi", 3]]
    rows = [["A", *TRIANGLE[0]], *([None, *row] for row in TRIANGLE[1:])]
    (one, other), issues = both(tmp_path, listed, *rows)
    assert (one.row, one.epsg, one.crs, one.shape.equals(SHAPE)) == (
        2,
        9215,
        "declared",
        True,
    )
    assert other.shape is None
    assert codes(issues) == ["QH-D01.no_footprint"]
    rows[0][0] = "Bãi"
    records, issues = both(tmp_path, listed, *rows, head=("Tên dự án", *HEAD))
    assert [r.shape is not None for r in records] == [False, True]
    assert of(issues, "QH-D07.area_differs").row == 3


def test_two_files_are_joined_too(tmp_path):
    table = workbook(tmp_path / "t.xlsx", a=[[SYSTEM], HEAD, ["Kho"], *TRIANGLE])
    listed = text(tmp_path / "l.csv", "Mã,Tên dự án", "A,Kho")
    (record,), issues = read(table, listed)
    assert (record.id, record.shape.equals(SHAPE)) == ("A", True)
    assert codes(issues) == []
    records, _ = read(table, text(tmp_path / "m.csv", "Mã,Tên dự án", "A,Bãi"))
    assert [r.name for r in records] == ["Kho", "Bãi"]


def test_what_does_not_match_is_said(tmp_path):
    listed = [["Mã", "Tên dự án"], ["A", "Kho"], ["B", "Kho"]]
    rows = [["C", *TRIANGLE[0]], *([None, *row] for row in TRIANGLE[1:])]
    records, issues = both(tmp_path, listed, *rows)
    met = of(issues, "QH-D17.project_not_found")
    assert (met.sheet, met.row, met.value, met.severity) == ("TD", 3, "C", "error")
    assert [r.id for r in records] == ["A", "B"]
    rows[0][0] = "Kho"
    _, issues = both(tmp_path, listed, *rows, head=("Tên dự án", *HEAD))
    assert of(issues, "QH-D17.project_unclear").row == 3


def test_two_shapes_of_one_project(tmp_path):
    listed = [["Mã", "Tên dự án"], ["A", "Kho"]]
    table = [[SYSTEM], HEAD, ["A"], *TRIANGLE]
    path = workbook(tmp_path / "a.xlsx", DS=listed, T1=table, T2=table)
    (record,), issues = read(path)
    assert record.shape is None
    assert codes(issues, "warning") == ["QH-D17.corners_twice"] * 2
    wkt = "POLYGON ((430000 2400000, 431000 2400000, 431000 2401000, 430000 2400000))"
    listed = [["Mã", "Tên dự án", "wkt"], ["A", "Kho", wkt]]
    path = workbook(tmp_path / "b.xlsx", DS=listed, T1=table)
    (record,), issues = read(path, crs=9215)
    assert record.shape.equals(shapely.from_wkt(wkt))
    assert of(issues, "QH-D17.shape_second").sheet == "T1"
    path = workbook(tmp_path / "c.xlsx", T1=table)
    drawn = layer(
        tmp_path / "c.geojson", ({"id": "A", "name": "Kho"}, square(106.5, 22, 0.01))
    )
    (record,), issues = read(drawn, path)
    assert (record.epsg, codes(issues, "warning")) == (4326, ["QH-D17.shape_second"])


def test_a_layer_keeps_its_own_system_where_a_table_gives_the_rest(tmp_path):
    path = workbook(tmp_path / "c.xlsx", T1=[[SYSTEM], HEAD, ["B"], *TRIANGLE])
    drawn = layer(
        tmp_path / "c.geojson",
        ({"id": "A", "name": "Kho"}, square(106.5, 22, 0.01)),
        ({"id": "B", "name": "Bãi"}, None),
    )
    records, _ = read(drawn, path)
    assert [r.epsg for r in records] == [4326, 9215]


def test_a_refused_ring_leaves_the_project_without_a_shape(tmp_path):
    listed = [["Mã", "Tên dự án"], ["A", "Kho"]]
    rows = [["A", *TRIANGLE[0]], *([None, *row] for row in TRIANGLE[:0:-1])]
    (record,), issues = both(tmp_path, listed, *rows)
    assert (record.shape, record.epsg) == (None, None)
    assert "QH-D01.no_footprint" not in codes(issues)
    assert codes(issues)[0] == "QH-D17.number_order"


def test_the_table_states_an_area_that_the_list_does_not(tmp_path):
    table = [[SYSTEM], HEAD, ["Kho, diện tích 3 ha"], *TRIANGLE]
    listed = [["Mã", "Tên dự án"], ["A", "Kho, diện tích 3 ha"]]
    _, issues = read(workbook(tmp_path / "a.xlsx", DS=listed, TD=table))
    assert of(issues, "QH-D07.area_differs").sheet == "TD"


def test_lengths_beside_sides_that_name_their_ends(tmp_path):
    head = ["Điểm", "X", "Y", "Cạnh", "Chiều dài (m)"]
    ends = ("1-2", "2-3", "3-1")
    rows = [[n, x, y, e, s] for (n, x, y, s), e in zip(TRIANGLE, ends, strict=True)]
    record, issues = ring(tmp_path, *rows, head=head)
    assert record.shape.equals(SHAPE)
    assert codes(issues, "warning") == []
    rows[1][4] = 300
    assert of(ring(tmp_path, *rows, head=head)[1], "QH-D17.side_differs").row == 4


def test_a_perimeter_is_no_side(tmp_path):
    rows = [*TRIANGLE[:2], [*TRIANGLE[2][:3], None], ["Chu vi", None, None, 523.61]]
    record, issues = ring(tmp_path, *rows)
    assert record.shape.equals(SHAPE)
    assert codes(issues) == ["QH-D14.note_row", "QH-D09.id_missing"]


@pytest.mark.parametrize("below", [True, False])
def test_the_area_of_the_whole_is_that_of_the_only_parcel(tmp_path, below):
    line = ["Tổng diện tích: 3 ha"]
    table = [HEAD, *TRIANGLE]
    rows = [*table, line] if below else [line, *table]
    _, issues = sheet(tmp_path, *rows)
    assert "QH-D07.area_differs" in codes(issues)
    table = [HEAD, ["Khu A"], *TRIANGLE, ["Khu B"], *moved(500)]
    rows = [*table, line] if below else [line, *table]
    records, issues = sheet(tmp_path, *rows)
    assert [r.area_ha for r in records] == [None, None]
    assert of(issues, "QH-D14.note_row").value == line[0]


def test_the_heading_over_the_coordinates_declares_the_system(tmp_path):
    upper = ["Điểm", "Tọa độ VN-2000, KTT 107°15', múi chiếu 3°", None, "Cạnh (m)"]
    lower = [None, "X (m)", "Y (m)", None]
    path = workbook(tmp_path / "a.xlsx", a=[upper, lower, *TRIANGLE])
    (record,), issues = read(path)
    assert (record.epsg, record.shape.equals(SHAPE)) == (9215, True)
    assert codes(issues) == ["QH-D09.id_missing"]


def test_ground_taken_out_in_a_column_spoils_the_parcel_it_is_taken_from(tmp_path):
    inner = [[1, 2417060, 449020], [2, 2417080, 449020], [3, 2417080, 449030]]
    rows = [["Khu A", *row] for row in TRIANGLE] + [["Phần trừ", *row] for row in inner]
    (record,), issues = sheet(tmp_path, ["Khu", *HEAD], *rows)
    assert (record.name, record.shape) == ("Khu A", None)
    assert of(issues, "QH-D17.hole_in_words").row == 6
    rows = [[*row, None] for row in TRIANGLE]
    rows[1][-1] = "trừ đường đi"
    record, issues = ring(tmp_path, *rows, head=[*HEAD, "Ghi chú"])
    assert record.shape is None
    (record,), issues = sheet(tmp_path, HEAD, ["Khu A"], *TRIANGLE, ["Trừ: ao"], *inner)
    assert (record.name, record.shape) == ("Khu A", None)


@pytest.mark.parametrize("name", ["Trạm phòng trừ sâu bệnh", "Khu trụ sở, lô 4"])
def test_words_that_only_look_like_a_hole(tmp_path, name):
    (record,), issues = sheet(tmp_path, HEAD, [name], *TRIANGLE)
    assert (record.name, record.shape.equals(SHAPE)) == (name, True)
    assert codes(issues, "warning") == []
