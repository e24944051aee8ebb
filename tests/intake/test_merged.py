"""Merged cells: headings of several rows, one value for several rows."""

import pytest
import xlsxwriter
from hand_made import codes, of, read, text, workbook


def sheet(path, rows, merged):
    """Write rows, then merge ranges: (top, left, bottom, right) from 0, and a text."""
    with xlsxwriter.Workbook(path) as book:
        page = book.add_worksheet("Biểu")
        for at, row in enumerate(rows):
            for column, cell in enumerate(row):
                if cell is not None:
                    page.write(at, column, cell)
        for *where, value in merged:
            page.merge_range(*where, value)
    return path


HEAD = [
    (0, 0, 2, 0, "TT"),
    (0, 1, 2, 1, "Danh mục dự án"),
    (0, 2, 2, 2, "Địa điểm"),
    (0, 3, 0, 6, "Quyết định đầu tư"),
    (1, 3, 2, 3, "Số, ngày, tháng, năm"),
    (1, 4, 1, 6, "Tổng mức đầu tư (triệu đồng)"),
    (0, 7, 0, 8, "Thời gian"),
    (1, 7, 2, 7, "Khởi công"),
    (1, 8, 2, 8, "Hoàn thành"),
]
THIRD = [None] * 4 + ["Tổng số", "Trong đó: NSTW", "Trong đó: NSĐP"]
ROW = [1, "Đường A", "toàn tỉnh", "12/QĐ-UBND", 100, 60, 40, 2024, "Quý IV/2026"]


def test_a_heading_of_three_rows_is_read_by_its_merged_cells(tmp_path):
    rows = [[], [], THIRD, [1, 2, 3, 4, 5, 6, 7, 8, 9], ROW]
    (record,), issues = read(sheet(tmp_path / "a.xlsx", rows, HEAD))
    assert (record.name, record.row) == ("Đường A", 5)
    assert record.capital_dong == 100_000_000
    assert record.period == "2024/2026-Q4"
    assert record.identifiers == (("quyết định đầu tư", "12/QĐ-UBND"),)
    unread = [i.column for i in issues if i.code == "QH-D08.column_unknown"]
    assert [name.split()[-1] for name in unread] == ["NSTW", "NSĐP"]
    assert "QH-D14.heading_row" not in codes(issues)


def test_the_same_heading_without_merged_cells_is_read_too(tmp_path):
    rows = [
        [
            "TT",
            "Danh mục dự án",
            "Địa điểm",
            "Quyết định đầu tư",
            *[None] * 3,
            "Thời gian",
        ],
        [
            *([None] * 3),
            "Số, ngày, tháng, năm",
            "Tổng mức đầu tư (triệu đồng)",
            None,
            None,
            "Khởi công",
            "Hoàn thành",
        ],
        THIRD,
        ROW,
    ]
    (record,), _ = read(workbook(tmp_path / "a.xlsx", a=rows))
    assert (record.capital_dong, record.period) == (100_000_000, "2024/2026-Q4")


def test_a_heading_printed_again_on_each_page_is_no_project(tmp_path):
    rows = [[], [], THIRD, ROW, *[[]] * 3, [2, "Đường B"]]
    again = [
        (top + 4, left, bottom + 4, right, t) for top, left, bottom, right, t in HEAD
    ]
    rows[6] = THIRD
    records, issues = read(sheet(tmp_path / "a.xlsx", rows, HEAD + again))
    assert [r.name for r in records] == ["Đường A", "Đường B"]
    assert codes(issues, "error") == []


def test_data_that_look_like_headings_stay_data(tmp_path):
    rows = [
        ["Mã", "Tên dự án", "Cấp quản lý"],
        ["A", "Kho", "Xã"],
        ["B", "Bãi", "Tỉnh"],
    ]
    records, _ = read(workbook(tmp_path / "a.xlsx", a=rows))
    assert [r.id for r in records] == ["A", "B"]


LIST = [
    ["Mã", "Tên dự án", "Chủ đầu tư", "Diện tích (ha)"],
    ["A", "Kho", "Ban quản lý", 30],
    ["B", "Bãi", None, None],
    ["C", "Sân", "Sở Y tế", 5],
]


def test_a_merged_owner_counts_for_every_row_and_a_merged_amount_for_none(tmp_path):
    merged = [(1, 2, 2, 2, "Ban quản lý"), (1, 3, 2, 3, 30)]
    records, issues = read(sheet(tmp_path / "a.xlsx", LIST, merged))
    assert [r.owner for r in records] == ["Ban quản lý", "Ban quản lý", "Sở Y tế"]
    assert [r.area_ha for r in records] == [None, None, 5]
    met = of(issues, "QH-D12.amount_merged")
    assert (met.row, met.column, met.value) == (2, "Diện tích (ha)", "30")
    assert "2 dự án" in met.reason


def test_an_empty_cell_without_a_merged_one_stays_empty(tmp_path):
    records, issues = read(workbook(tmp_path / "a.xlsx", a=LIST))
    assert [r.owner for r in records] == ["Ban quản lý", "", "Sở Y tế"]
    assert "QH-D14.merge_suspected" not in codes(issues)


def test_a_column_that_looks_merged_is_named(tmp_path):
    rows = ["Mã;Tên dự án;Chủ đầu tư;Diện tích (ha)"]
    rows += [
        f"{k};Dự án {k};{'Sở ' + str(k) if k % 4 == 0 else ''};2" for k in range(9)
    ]
    records, issues = read(text(tmp_path / "a.csv", *rows))
    assert [r.owner for r in records[:3]] == ["Sở 0", "", ""]
    met = of(issues, "QH-D14.merge_suspected")
    assert (met.column, met.severity) == ("Chủ đầu tư", "notice")
    assert "6 ô" in met.reason


def test_rows_under_one_merged_name_are_one_project(tmp_path):
    rows = [
        ["TT", "Tên dự án", "Địa điểm", "Diện tích (ha)"],
        [1, None, "xã Hồ Sơn, huyện Hữu Lũng", 30],
        [None, None, "xã Phú Xá, huyện Cao Lộc", None],
        [2, "Bãi", "toàn tỉnh", 5],
    ]
    merged = [(1, 1, 2, 1, "Kho")]
    records, issues = read(sheet(tmp_path / "a.xlsx", rows, merged))
    assert [(r.name, r.units) for r in records] == [("Kho", ("hs",)), ("Bãi", ("P",))]
    met = of(issues, "QH-D14.row_continues")
    assert (met.row, met.severity) == (3, "warning")
    assert codes(issues, "error") == []


@pytest.mark.parametrize("blank", [0, 3])
def test_a_merge_that_reaches_below_the_list_adds_no_rows(tmp_path, blank):
    rows = [LIST[0], LIST[1], LIST[2], *[[]] * blank]
    merged = [(1, 2, 4 + blank, 2, "Ban quản lý")]
    records, _ = read(sheet(tmp_path / "a.xlsx", rows, merged))
    assert [r.owner for r in records] == ["Ban quản lý"] * 2
