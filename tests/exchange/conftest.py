"""Exports as a person does, and lists with the headings of Vietnamese offices."""

import csv
from datetime import date
from pathlib import Path

import openpyxl
import pytest

DAY = date(2026, 11, 23)
HEADINGS = [
    "Mã dự án", "Tên dự án", "Chủ đầu tư", "Lĩnh vực", "Tình trạng",
    "Tổng mức đầu tư (tỷ đồng)", "Ngày bắt đầu", "Ngày hoàn thành", "Địa điểm",
    "Kinh độ", "Vĩ độ", "Mô tả",
]  # fmt: skip
ROWS = [
    [
        "DA-01", "Đường tỉnh 250", "Sở Xây dựng", "Đường bộ", "Đang thi công",
        "1.250,5", "15/3/2024", "31/12/2026", "xã Hồ Sơn, huyện Hữu Lũng",
        "106,35", "21,50", "Nâng cấp 25 km đường cấp IV",
    ],
    [
        "DA-02", "Kho ngoại quan", "Công ty Cổ phần A", "Kho hàng", "tạm dừng",
        "86", "2024", "2025", "Huyện Cao Lộc", "106.76", "21.95", "",
    ],
]  # fmt: skip


@pytest.fixture
def as_csv(tmp_path):
    """Return a CSV file with exactly the headings of the contract."""
    path = tmp_path / "danh-muc.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([HEADINGS, *ROWS])
    return path


@pytest.fixture
def as_xlsx(tmp_path):
    """Return the same list as a workbook, with typed numbers and days."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(HEADINGS)
    for row in ROWS:
        typed = list(row)
        typed[5] = float(row[5].replace(".", "").replace(",", "."))
        typed[9], typed[10] = (float(row[k].replace(",", ".")) for k in (9, 10))
        sheet.append(typed)
    sheet.cell(2, 7).value = date(2024, 3, 15)
    path = tmp_path / "danh-muc.xlsx"
    book.save(path)
    return path


@pytest.fixture
def export(tmp_path):
    """Return a function that exports and gives the file written and what was said."""
    from quyhoach.actions.export_projects import export_projects
    from quyhoach.actions.export_wanted import Wanted
    from quyhoach.cli.options import put

    def run(form, *files, plan="langson", name=None, **more):
        path = tmp_path / (name or f"out.{form}")
        wanted = Wanted(**{"form": form, "out": str(path), "on": DAY} | more)
        return path, export_projects(plan, [Path(file) for file in files], wanted, put)

    return run


@pytest.fixture
def intake():
    """Return a function that reads a file back, as `quyhoach intake` does."""
    from quyhoach.actions.show_intake import intake as read

    def run(path, plan="langson"):
        found = read(plan, [path])
        assert [i for i in found["issues"] if i["severity"] == "error"] == []
        return {project["id"]: project for project in found["projects"]}

    return run


@pytest.fixture
def given():
    """Return a function with the portfolio of a plan's own list, by id."""
    from quyhoach.actions.check_projects import load

    def run(plan):
        portfolio = load(plan).portfolio
        return portfolio, {key: row for row, key in enumerate(portfolio.id.tolist())}

    return run
