"""Workbooks of every kind: read alike, apart, within limits."""

import re
import shutil
import sys
import zipfile
from pathlib import Path

import pytest
from binary_book import binary_book
from hand_made import codes, of, read, workbook

from quyhoach.errors import BadFile
from quyhoach.intake.workbook import read_workbook, workbook_kind

FILES = Path(__file__).parent / "files"
KINDS = (".xlsx", ".xls", ".ods")


@pytest.mark.parametrize("ending", KINDS)
def test_one_list_reads_alike_in_every_format(ending):
    path = FILES / f"danh-muc{ending}"
    assert workbook_kind(path.read_bytes()) == ending
    records, issues = read(path)
    assert [r.name for r in records] == ["Đường A", "Cầu B", "Kè C"]
    assert [r.row for r in records] == [6, 7, 8]
    assert [r.units for r in records] == [("hs",), ("hs",), ("px",)]
    assert {r.owner for r in records} == {"Ban quản lý dự án tỉnh"}
    assert [r.capital_dong for r in records] == [
        6_630_500_000,
        1_335_000_000,
        34_000_000,
    ]
    periods = ["2024-04-21/2027", "2025-Q4/2026", "2024-06/2026-12"]
    assert [r.period for r in records] == periods
    decisions = [(("quyết định đầu tư", f"{n}/QĐ-UBND"),) for n in (12, 13, 14)]
    assert [r.identifiers for r in records] == decisions
    unread = [i.sheet for i in issues if i.code == "QH-D08.sheet_not_read"]
    assert unread == ["Tờ trình", "Ẩn"]
    assert codes(issues, "error") == []


def test_a_binary_workbook_is_read(tmp_path):
    rows = [
        ["Mã", "Tên dự án", "Diện tích (ha)"],
        ["A", "Đường", 1.5],
        ["B", "Kho", None],
    ]
    path = binary_book(tmp_path / "a.xlsb", "Biểu", rows)
    (a, b), issues = read(path)
    assert (a.name, str(a.area_ha), b.area_ha) == ("Đường", "1.5", None)
    assert {i.sheet for i in issues} == {"Biểu"}


@pytest.mark.parametrize("ending", KINDS)
def test_another_ending_is_a_notice_and_no_other_reading(tmp_path, ending):
    path = Path(shutil.copy(FILES / f"danh-muc{ending}", tmp_path / "a.csv"))
    records, issues = read(path)
    assert len(records) == 3
    assert ending in of(issues, "QH-D16.wrong_extension").reason


def packed_again(change):
    """Return danh-muc.ods with another text."""
    with zipfile.ZipFile(FILES / "danh-muc.ods") as packed:
        parts = {name: packed.read(name) for name in packed.namelist()}
    return {**parts, **change(parts)}


def write(path, parts):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in parts.items():
            packed.writestr(name, data)
    return path


def with_rows(rows):
    def change(parts):
        text = parts["content.xml"].decode()
        return {"content.xml": re.sub("(?=<table:table-row)", rows, text, count=1)}

    return change


CELL = (
    '<table:table-cell {} office:value-type="string"><text:p>x</text:p>'
    "</table:table-cell>"
)
WIDE = CELL.format('table:number-columns-repeated="16384"')
MANY = '<table:table-row table:number-rows-repeated="1048570">'
SKIP = '<table:table-cell table:number-columns-repeated="16000"/>'
ROW, END = "<table:table-row>", "</table:table-row>"
BOMBS = {
    "both": f"{MANY}{WIDE}{END}",
    "wide": f"{ROW}{WIDE}{END}" * 2000,
    "far": f"{MANY}<table:table-cell/>{END}{ROW}{SKIP}{CELL.format('')}{END}",
}


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux limits memory here")
@pytest.mark.parametrize("bomb", BOMBS)
def test_repeated_cells_of_opendocument_do_not_swell(tmp_path, bomb):
    path = write(tmp_path / "a.ods", packed_again(with_rows(BOMBS[bomb])))
    assert path.stat().st_size < 100_000
    with pytest.raises(BadFile):
        read(path)


def test_a_locked_opendocument_is_refused_with_the_cure(tmp_path):
    def lock(parts):
        manifest = parts["META-INF/manifest.xml"]
        locked = b"<manifest:encryption-data/></manifest:manifest>"
        return {
            "META-INF/manifest.xml": manifest.replace(b"</manifest:manifest>", locked)
        }

    with pytest.raises(BadFile, match="mật khẩu") as refusal:
        read(write(tmp_path / "a.ods", packed_again(lock)))
    assert "bỏ mật khẩu" in refusal.value.cure


def test_a_cut_or_scrambled_old_workbook_is_refused(tmp_path):
    data = (FILES / "danh-muc.xls").read_bytes()
    for broken in (data[:6000], data[:700] + bytes(len(data) - 700)):
        with pytest.raises(BadFile):
            read_workbook(broken, "a.xls")


def test_hidden_rows_are_read_and_named(tmp_path):
    import xlsxwriter

    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Biểu")
        for at, row in enumerate([["Mã", "Tên dự án"], ["A", "Kho"], ["B", "Bãi"]]):
            sheet.write_row(at, 0, row)
        sheet.set_row(1, None, None, {"hidden": True})
    records, issues = read(path)
    assert len(records) == 2
    assert "1 dòng" in of(issues, "QH-D08.hidden_read").reason


def test_a_hidden_row_of_opendocument_is_named(tmp_path):
    def hide(parts):
        text = parts["content.xml"].decode()
        at = text.rindex("<table:table-row ", 0, text.index("Kè C"))
        hidden = '<table:table-row table:visibility="filter" '
        tag = len("<table:table-row ")
        return {"content.xml": text[:at] + hidden + text[at + tag :]}

    path = write(tmp_path / "a.ods", packed_again(hide))
    records, issues = read(path)
    assert len(records) == 3
    assert of(issues, "QH-D08.hidden_read").sheet == "Biểu 01"


def test_the_reader_of_workbooks_is_not_loaded_without_one(tmp_path):
    import subprocess

    code = (
        "import sys; from quyhoach.cli.main import main\n"
        "sys.argv = ['quyhoach', 'check', '--on', '2026-11-23', '--fail-on', 'never']\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "heavy = {'python_calamine', 'multiprocessing', 'lxml'} & set(sys.modules)\n"
        "assert not heavy, heavy"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, check=False, text=True
    )
    assert done.returncode == 0, done.stderr


def test_a_small_workbook_of_numbers_keeps_their_types(tmp_path):
    path = workbook(tmp_path / "a.xlsx", a=[["id", "name"], [1, True]])
    (grid,) = read_workbook(path.read_bytes(), "a.xlsx")
    assert grid.rows[1] == (2, [1.0, True])
