"""What `intake` prints: how each file was read, projects, issues by kind."""

import re
from pathlib import Path

import pytest

from quyhoach.actions.show_intake import intake
from quyhoach.reports.intake_table import intake_table

LIST = """DANH MỤC DỰ ÁN;;;
STT;Tên dự án;Địa điểm;TMĐT (triệu đồng);Số lao động
1;Đường A;Thụy Hùng;1.5;3
2;Cầu B;Thụy Hùng;2.5;4
;Tổng cộng;;4;
"""


@pytest.fixture(scope="module")
def found(tmp_path_factory):
    path = tmp_path_factory.mktemp("lists") / "du-an.csv"
    path.write_text(LIST, "utf-8")
    return intake("langson", [path])


def test_how_each_file_was_read_is_said(found):
    (source,) = found["sources"]
    assert source == {
        "file": "du-an.csv",
        "sheet": "",
        "layer": "",
        "format": "csv",
        "encoding": "utf-8",
        "epsg": None,
        "header_row": 2,
        "columns": [
            {"column": "STT", "field": "ordinal", "unit": ""},
            {"column": "Tên dự án", "field": "name", "unit": ""},
            {"column": "Địa điểm", "field": "place", "unit": ""},
            {"column": "TMĐT (triệu đồng)", "field": "capital", "unit": "triệu đồng"},
            {"column": "Số lao động", "field": "", "unit": ""},
        ],
        "rows": 3,
        "taken": 2,
    }
    text = intake_table(found, lang="vi")
    assert text.startswith("du-an.csv · CSV, UTF-8\n  Tiêu đề ở dòng 2; 2 dự án")
    assert "Không đọc: Số lao động." in text


def test_issues_of_one_kind_stand_together(found):
    text = intake_table(found, lang="vi")
    assert text.count("QH-D04.unit_ambiguous") == 1
    assert "Dòng 3 “Thụy Hùng”, 4 “Thụy Hùng”:" in text
    # what is read in two ways differs from row to row, and so do its words
    assert "Dòng 3 “1.5”: Không rõ là 1,5 hay 15." in text
    assert "Dòng 4 “2.5”: Không rõ là 2,5 hay 25." in text
    heads = re.findall(r"^(Lỗi|Cảnh báo|Lưu ý)", text, re.MULTILINE)
    assert heads == ["Cảnh báo", "Lưu ý"]


def test_english_says_the_same(found):
    text = intake_table(found, lang="en")
    assert "2 projects read" in text
    assert "Row 3 “1.5”: It may be 1,5 or 15." in text
    assert "Heading in row 2; 2 projects in 3 rows." in text


def test_many_rows_are_counted_not_listed(tmp_path):
    path = Path(tmp_path, "a.csv")
    rows = "".join(f"{k};Dự án số {k};1.5\n" for k in range(40))
    path.write_text(f"Mã;Tên dự án;Diện tích (ha)\n{rows}", "utf-8")
    text = intake_table(intake("langson", [path]), lang="vi")
    assert "13 “1.5” và 28 dòng nữa: Không rõ" in text
    assert "và 28 dòng nữa: Không có ranh giới." in text


def test_lines_are_no_wider_than_asked(found):
    wide = [
        line
        for line in intake_table(found, lang="vi", width=60).splitlines()
        if len(line) > 60
    ]
    assert wide == []
