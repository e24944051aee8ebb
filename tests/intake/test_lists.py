"""Lists as offices write them: titles, headings, units, groups, remarks, sheets."""

from datetime import date
from decimal import Decimal

import pytest
from hand_made import codes, layer, of, read, square, text, workbook

from quyhoach.intake.columns import match

OFFICIAL = [
    ["UBND TỈNH LẠNG SƠN"],
    ["DANH MỤC DỰ ÁN ĐẦU TƯ CÔNG"],
    [None, None, None, None, None, "Đơn vị tính: triệu đồng"],
    ["STT", "Tên dự án", "Địa điểm", "Diện tích\n(ha)", "Thời gian KC-HT", "TMĐT"],
    ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)"],
    ["I", "Giao thông", None, None, None, 7966],
    [1, "Đường A", "xã Hồ Sơn, huyện Hữu Lũng", 25.7, "2021-2025", 6630],
    [2, "Tổng kho B", "TP. Lạng Sơn", "1.250,5", "Quý III/2025", "1.335"],
    ["II", "Y tế", None, None, None, 34],
    [1, "Bệnh viện", "toàn tỉnh", None, date(2025, 4, 21), 34],
    [None, "Tổng cộng", None, None, None, 8000],
    [],
    [None, None, None, "Lạng Sơn, ngày 1 tháng 2 năm 2025"],
    [None, "Người lập biểu", None, None, "TM. UBND TỈNH"],
]


def test_an_official_list_is_read_below_its_titles(tmp_path):
    records, issues = read(workbook(tmp_path / "a.xlsx", Biểu=OFFICIAL))
    assert [r.name for r in records] == ["Đường A", "Tổng kho B", "Bệnh viện"]
    assert [r.row for r in records] == [7, 8, 10]
    assert [r.capital_dong for r in records] == [6630_000_000, 1335_000_000, 34_000_000]
    assert [r.area_ha for r in records] == [Decimal("25.7"), Decimal("1250.5"), None]
    assert [r.period for r in records[:2]] == ["2021/2025", "2025-Q3/2025-Q3"]
    assert [r.units for r in records] == [("hs",), ("D-ls",), ("P",)]
    skipped = [i.row for i in issues if i.code.startswith("QH-D14")]
    assert skipped == [6, 9, 11, 13, 14]
    assert codes(issues, "error") == []


def test_a_row_is_a_record_or_an_error(tmp_path):
    lines = [
        "Mã;Tên dự án;Diện tích (ha)",
        "A;Kho;1,5",
        "B;;2,5",
        "A;Kho khác;3",
        "C;Bãi;4;thừa",
        ";Đường;5",
        ";;",
    ]
    records, issues = read(text(tmp_path / "a.csv", *lines))
    assert [r.id for r in records] == ["A", "row-6"]
    errors = {i.row: i.code for i in issues if i.severity == "error"}
    assert errors == {
        3: "QH-D14.name_missing",
        4: "QH-D09.id_twice",
        5: "QH-D14.row_ragged",
    }


def test_what_the_dossier_says_is_the_instrument_unless_a_column_says_otherwise(
    tmp_path,
):
    path = text(
        tmp_path / "a.csv",
        "id,name,text,source_kind,area_ha",
        "A,Kho,,,1.5",
        "B,Bãi,secondary,news,2",
        "C,Sân,sure,gossip,2",
    )
    records, issues = read(path)
    said = [(r.text, r.source_kind) for r in records]
    assert said == [
        ("read", "instrument"),
        ("secondary", "news"),
        ("missing", "assumption"),
    ]
    assert records[0].area_ha == Decimal("1.5")
    assert codes(issues, "warning").count("QH-D15.word_unknown") == 2


@pytest.mark.parametrize("mark", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_separator_and_mark_are_found(tmp_path, mark, encoding):
    rows = [["Mã", "Tên dự án", "Địa điểm"], ["A", "Kho", "toàn tỉnh"]]
    path = text(tmp_path / "a.csv", *map(mark.join, rows), encoding=encoding)
    records, _ = read(path)
    assert [(r.id, r.name, r.units) for r in records] == [("A", "Kho", ("P",))]


def test_commas_inside_cells_do_not_mislead_the_separator(tmp_path):
    path = text(
        tmp_path / "a.csv",
        "Danh mục, theo Quyết định 12, ngày 1/2/2025, của UBND tỉnh",
        "Mã;Tên dự án;Diện tích, ha",
        "A;Cải tạo, nâng cấp, mở rộng;1,5",
    )
    records, _ = read(path)
    assert (records[0].name, records[0].area_ha) == (
        "Cải tạo, nâng cấp, mở rộng",
        Decimal("1.5"),
    )


def test_a_heading_of_two_rows_is_joined(tmp_path):
    rows = [
        ["Mã dự án", "Tên dự án", "Thời gian", None, "Quy mô", None],
        [None, None, "Khởi công", "Hoàn thành", "Diện tích (m2)", "Chiều dài (km)"],
        ["A", "Đường", 2024, "Quý II/2026", 250000, 12.5],
    ]
    (record,), _ = read(workbook(tmp_path / "a.xlsx", a=rows))
    assert record.period == "2024/2026-Q2"
    assert (record.area_ha, record.length_km) == (Decimal(25), Decimal("12.5"))


def test_the_three_rows_of_a_public_investment_list(tmp_path):
    rows = [
        ["Biểu số 01"],
        [None] * 7 + ["Đơn vị: triệu đồng"],
        ["TT", "Danh mục dự án", "Địa điểm XD", "Quyết định đầu tư", None, None, None],
        [None, None, None, "Số quyết định; ngày, tháng, năm", "TMĐT", None],
        [None, None, None, None, "Tổng số (tất cả các nguồn vốn)", "Trong đó: NSTW"],
        [1, 2, 3, 4, 5, 6],
        ["I", "Huyện Cao Lộc", None, None, 200, 100],
        [1, "Đường", "xã Phú Xá,\nThụy Hùng huyện Cao Lộc", "12/QĐ-UBND", 200, 100],
    ]
    (record,), issues = read(workbook(tmp_path / "a.xlsx", a=rows))
    assert (record.capital_dong, record.units) == (200_000_000, ("px", "th-cl"))
    assert record.identifiers == (("quyết định đầu tư", "12/QĐ-UBND"),)
    assert codes(issues, "error") == []


def test_every_sheet_with_projects_is_read_and_the_others_are_named(tmp_path):
    head = ["Mã", "Tên dự án"]
    path = workbook(
        tmp_path / "a.xlsx",
        Một=[head, ["A", "Kho"]],
        Hai=[head, ["B", "Bãi"], ["A", "Trùng"]],
        Lời=[["Thuyết minh"], ["Không có bảng"]],
    )
    records, issues = read(path)
    assert [r.id for r in records] == ["A", "B"]
    assert of(issues, "QH-D08.sheet_not_read").sheet == "Lời"
    twice = of(issues, "QH-D09.id_twice")
    assert (twice.sheet, twice.row) == ("Hai", 3)
    assert "Một, dòng 2" in twice.reason


def test_a_file_without_project_columns_is_an_issue(tmp_path):
    path = workbook(tmp_path / "a.xlsx", a=[["Xã", "Dân số"], ["Hồ Sơn", 12]])
    records, issues = read(path)
    assert (records, codes(issues)) == ((), ["QH-D08.no_project_columns"])
    records, issues = read(text(tmp_path / "b.csv", "Mã,Tên dự án"))
    assert (records, codes(issues)) == ((), ["QH-D16.no_rows"])


def test_strange_and_doubled_columns_are_named(tmp_path):
    path = text(
        tmp_path / "a.csv",
        "Mã;Tên dự án;Kinh phí (tỷ đồng);TMĐT (tỷ đồng);Số lao động;Diện tích",
        "A;Kho;5;6;7;8",
    )
    (record,), issues = read(path)
    assert (record.capital_dong, record.area_ha) == (None, None)
    assert codes(issues).count("QH-D08.column_twice") == 2
    assert of(issues, "QH-D08.column_unknown").column == "Số lao động"
    assert of(issues, "QH-D08.unit_unknown").column == "Diện tích"


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("1.5", "QH-D12.number_two_ways"),
        ("1,250", "QH-D12.number_two_ways"),
        ("khoảng 5", "QH-D12.number_unreadable"),
        ("-5", "QH-D12.number_negative"),
        ("5 sào", "QH-D12.unit_unknown"),
        ("9" * 30, "QH-D12.number_too_large"),
    ],
)
def test_an_unclear_number_is_not_guessed(tmp_path, cell, code):
    path = text(tmp_path / "a.csv", "Mã;Tên dự án;Diện tích (ha)", f"A;Kho;{cell}")
    (record,), issues = read(path)
    assert record.area_ha is None
    met = of(issues, code)
    assert (met.row, met.column, met.severity) == (2, "Diện tích (ha)", "warning")


@pytest.mark.parametrize(
    ("cell", "hectares"),
    [("25,7ha", "25.7"), ("2.500 m2", "0.25"), ("2500 m²", "0.25"), ("3 km2", "300")],
)
def test_a_cell_may_name_its_own_unit(tmp_path, cell, hectares):
    path = text(tmp_path / "a.csv", "Mã;Tên dự án;Diện tích (ha)", f"A;Kho;{cell}")
    (record,), issues = read(path)
    assert record.area_ha == Decimal(hectares)
    assert codes(issues) == ["QH-D01.no_footprint"]


@pytest.mark.parametrize(
    ("cell", "dong"),
    [
        ("11.808", 11_808_000_000_000),
        ("0,0000001", 100),
        ("250 triệu đồng", 250_000_000),
        ("0,00000000001", None),
        (1 / 3, 333_333_333),
    ],
)
def test_money_is_whole_dong(tmp_path, cell, dong):
    rows = [["Mã", "Tên dự án", "Tổng mức đầu tư (tỷ đồng)"], ["A", "Kho", cell]]
    (record,), _ = read(workbook(tmp_path / "a.xlsx", a=rows))
    assert record.capital_dong == dong


@pytest.mark.parametrize(
    ("cell", "period"),
    [
        ("2021-2025", "2021/2025"),
        ("2024 – 2026", "2024/2026"),
        ("từ năm 2024 đến năm 2026", "2024/2026"),
        ("giai đoạn 2021-2025", "2021/2025"),
        ("Quý I/2024 - Quý III/2026", "2024-Q1/2026-Q3"),
        ("06/2024 - 12/2026", "2024-06/2026-12"),
        ("21/4/2024 - 30/9/2026", "2024-04-21/2026-09-30"),
        ("2024-04-21/2026-09", "2024-04-21/2026-09"),
        ("đến 2025", "/2025"),
        ("năm 2025", "2025/2025"),
        ("24 tháng", ""),
        ("31/2/2024 - 2025", ""),
        ("4/21/2024 - 2025", ""),
        ("2026-2025", ""),
        ("21/4/2024", ""),
    ],
)
def test_times_are_read_or_left_empty(tmp_path, cell, period):
    rows = ["Mã;Tên dự án;Thời gian thực hiện", f"A;Kho;{cell}"]
    (record,), issues = read(text(tmp_path / "a.csv", *rows))
    assert record.period == period
    assert any(c.startswith("QH-D13") for c in codes(issues)) is (not period)


def test_days_of_a_workbook_are_typed(tmp_path):
    rows = [
        ["Mã", "Tên dự án", "Ngày bắt đầu", "Ngày hoàn thành"],
        ["A", "Kho", date(2024, 4, 5), date(2026, 9, 1)],
        ["B", "Bãi", 45403, None],
    ]
    (a, b), issues = read(workbook(tmp_path / "a.xlsx", a=rows))
    assert (a.period, b.period) == ("2024-04-05/2026-09-01", "")
    assert of(issues, "QH-D13.date_unreadable").row == 3


def test_wholes_are_there_and_go_in_no_circle(tmp_path):
    path = text(
        tmp_path / "a.csv",
        "id,name,kind,part_of",
        "A,Chương trình,programme,",
        "B,Phần,,A",
        "C,Vòng,,D",
        "D,Vòng nữa,,C",
        "E,Lạc,,Z",
    )
    records, issues = read(path)
    assert [r.part_of for r in records] == ["", "A", "", "", ""]
    assert codes(issues).count("QH-D09.whole_of_itself") == 2
    assert of(issues, "QH-D09.whole_not_found").row == 6


def test_a_decision_of_several_projects_identifies_none(tmp_path):
    path = text(
        tmp_path / "a.csv",
        "Mã;Tên dự án;Số quyết định;Mã số dự án đầu tư",
        "A;Kho;12/QĐ-UBND;777",
        "B;Bãi;12/QĐ-UBND;777",
        "C;Sân;13/QĐ-UBND;",
    )
    (a, b, c), issues = read(path)
    assert a.identifiers == b.identifiers == (("mã số dự án đầu tư", "777"),)
    assert c.identifiers == (("quyết định đầu tư", "13/QĐ-UBND"),)
    assert codes(issues).count("QH-D09.number_shared") == 2


GROUPED = [
    ["TT", "Danh mục dự án", "Địa điểm", "TMĐT (triệu đồng)"],
    ["I", "Giao thông", None, 157],
    ["(1)", "Dự án chuyển tiếp", None, 100],
    [1, "Đường A", "toàn tỉnh", 60],
    [2, "Đường B", "toàn tỉnh", 40],
    ["(2)", "Dự án khởi công mới", None, 50],
    [1, "Đường C", "toàn tỉnh", 50],
    ["a", "Vốn tỉnh", None, None],
    [1, "Dự án nhóm B", "toàn tỉnh", 7],
]


def test_groups_within_groups_are_no_projects(tmp_path):
    records, issues = read(workbook(tmp_path / "a.xlsx", a=GROUPED))
    assert [r.row for r in records] == [4, 5, 7, 9]
    groups = [i.value for i in issues if i.code == "QH-D14.heading_row"]
    assert groups == [
        row[1] for row in GROUPED if str(row[0]) in ("I", "(1)", "(2)", "a")
    ]
    assert "QH-D02.sum_differs" not in codes(issues)
    wrong = [[*row[:3], row[3] + 9] if row[0] == "I" else row for row in GROUPED]
    _, issues = read(workbook(tmp_path / "b.xlsx", a=wrong))
    assert of(issues, "QH-D02.sum_differs").row == 2


def test_projects_numbered_in_brackets_stay_projects(tmp_path):
    rows = [["TT", "Tên dự án", "TMĐT (tỷ đồng)"], ["(1)", "Kho", 5], ["(2)", "Bãi", 6]]
    records, _ = read(workbook(tmp_path / "a.xlsx", a=rows))
    assert [r.name for r in records] == ["Kho", "Bãi"]


def test_units_may_stand_in_a_row_of_their_own(tmp_path):
    rows = [
        ["TT", "Tên dự án", "Quy mô (ha)", "Tổng vốn đầu tư", None],
        [None, None, None, "Tỷ đồng", "Triệu USD"],
        [1, "Khu chế xuất", 81, "1.500", 60],
    ]
    (record,), issues = read(workbook(tmp_path / "a.xlsx", a=rows))
    assert (record.row, record.capital_dong) == (3, 1_500_000_000_000)
    assert record.area_ha == 81
    left = of(issues, "QH-D12.currency_other")
    assert (left.row, left.value) == (3, "60")
    assert left.column.endswith("Triệu USD")
    assert codes(issues, "error") == []


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("Quy mô (ha)", "area"),
        ("Quy mô dự án (km)", "length"),
        ("Quy mô", None),
        ("Quy mô (giường)", None),
    ],
)
def test_a_size_is_what_its_unit_says(tmp_path, heading, field):
    rows = [f"Mã;Tên dự án;{heading}", "A;Kho;5"]
    (record,), _ = read(text(tmp_path / "a.csv", *rows))
    assert (record.area_ha, record.length_km) == (
        5 if field == "area" else None,
        5 if field == "length" else None,
    )


@pytest.mark.parametrize(
    ("heading", "cell"),
    [
        ("Vốn giao (triệu đồng)", "5.000"),
        ("Vốn giao", "5 tỷ đồng"),
        ("funding_dong", "5000000000"),
    ],
)
def test_money_that_was_given_has_a_unit_too(tmp_path, heading, cell):
    rows = [f"Mã;Tên dự án;Năm vốn;{heading}", f"A;Kho;2026;{cell}"]
    (record,), _ = read(text(tmp_path / "a.csv", *rows))
    assert record.funding == (("", "", 2026, 5_000_000_000),)


def test_sectors_and_words_are_known_by_name(tmp_path):
    path = text(
        tmp_path / "a.csv",
        "Mã;Tên dự án;Lĩnh vực;Nguồn vốn",
        "A;Kho;GIAO THÔNG;Ngân sách nhà nước",
        "B;Bãi;Bệnh viện;Ngoài ngân sách",
        "C;Sân;Hàng không;vốn trời",
    )
    records, issues = read(path)
    assert [r.sector for r in records] == ["transport", "health", ""]
    assert [r.capital_kind for r in records] == ["public", "private", ""]
    assert of(issues, "QH-D11.sector_not_found").row == 4


def test_names_are_nfc_and_hold_nothing_invisible(tmp_path):
    loose = "Đườ\u0301ng\u00a0 tỉnh\u200b\x07 245".replace("ờ\u0301", "ờ")
    path = layer(
        tmp_path / "a.geojson", ({"id": "A", "name": loose}, square(106, 22, 1))
    )
    (record,), _ = read(path)
    assert record.name == "Đường tỉnh 245"


def test_words_stand_in_both_languages(tmp_path):
    path = text(tmp_path / "a.csv", "id;name;Diện tích (ha)", "A;Kho;1.5")
    _, issues = read(path)
    met = of(issues, "QH-D12.number_two_ways")
    assert met.reason == "Không rõ là 1,5 hay 15."
    assert met.reason_en == "It may be 1,5 or 15."
    assert met.cure == "Viết dấu phẩy cho phần lẻ."
    assert met.value == "1.5"


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("TenDuAn", "name"),
        ("ChuDauTu", "owner"),
        ("TongMucDauTu_TyDong", "capital"),
        ("DienTichHa", "area"),
    ],
)
def test_headings_as_databases_write_them(heading, field):
    assert match(heading).field == field
