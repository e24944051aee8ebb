"""Make the workbooks of this folder: needs xlsxwriter and LibreOffice (soffice).

Run it by hand in this folder; the tests read what it made. ``danh-muc.xlsx`` is the
same list in all formats: titles, a heading of two rows, merged cells across and down,
a group, a total, days, a hidden sheet, a cover letter.
"""

import subprocess
from datetime import date
from pathlib import Path

import xlsxwriter

HERE = Path(__file__).parent


def build(path):
    """Write the list that LibreOffice turns into the other formats."""
    with xlsxwriter.Workbook(path, {"remove_timezone": True}) as book:
        days = book.add_format({"num_format": "dd/mm/yyyy"})
        mid = book.add_format({"valign": "vcenter", "text_wrap": True})
        letter = book.add_worksheet("Tờ trình")
        letter.write("A1", "Kính gửi: Sở Tài chính")
        sheet = book.add_worksheet("Biểu 01")
        sheet.merge_range("A1:H1", "DANH MỤC DỰ ÁN ĐẦU TƯ CÔNG", mid)
        sheet.write("H2", "ĐVT: triệu đồng")
        for column, text in enumerate(["TT", "Tên dự án", "Địa điểm", "Chủ đầu tư"]):
            sheet.merge_range(2, column, 3, column, text, mid)
        sheet.merge_range("E3:F3", "Quyết định đầu tư", mid)
        sheet.write_row("E4", ["Số, ngày, tháng", "Tổng mức đầu tư"])
        sheet.merge_range("G3:H3", "Thời gian", mid)
        sheet.write_row("G4", ["Khởi công", "Hoàn thành"])
        sheet.write_row("A5", ["I", "Giao thông"])
        sheet.write_row("A6", [1, "Đường A"])
        sheet.write_row("A7", [2, "Cầu B"])
        sheet.write_row("A8", [3, "Kè C"])
        sheet.merge_range("C6:C7", "xã Hồ Sơn, huyện Hữu Lũng", mid)
        sheet.write("C8", "xã Phú Xá, huyện Cao Lộc")
        sheet.merge_range("D6:D8", "Ban quản lý dự án tỉnh", mid)
        sheet.write_column("E6", ["12/QĐ-UBND", "13/QĐ-UBND", "14/QĐ-UBND"])
        sheet.write_column("F6", [6630.5, 1335, 34])
        sheet.write_datetime("G6", date(2024, 4, 21), days)
        sheet.write_column("G7", ["Quý IV/2025", "6/2024"])
        sheet.write_column("H6", [2027, "2026", "12/2026"])
        sheet.write("B9", "Tổng cộng")
        sheet.write("F9", 7999.5)
        sheet.write("F11", "TM. UBND TỈNH")
        hidden = book.add_worksheet("Ẩn")
        hidden.write_row("A1", ["Mã", "Tên dự án"])
        hidden.write_row("A2", ["X", "Dự án ẩn"])
        hidden.hide()
        sheet.activate()


def main():
    """Write danh-muc in .xlsx, .xls and .ods."""
    source = HERE / "danh-muc.xlsx"
    build(source)
    for format_ in ("xls", "ods"):
        command = ["soffice", "--headless", "--convert-to", format_, source.name]
        subprocess.run(command, cwd=HERE, check=True)


if __name__ == "__main__":
    main()
