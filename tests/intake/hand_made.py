"""Hand-made files for the tests of intake: a few units, sheets and layers."""

import json
from datetime import date
from pathlib import Path

import xlsxwriter

from quyhoach.intake.projects import read_projects
from quyhoach.plan import Unit, Units

TODAY = date(2026, 11, 23)
_END = date(2025, 6, 30)
_NEW = date(2025, 7, 1)


def _old(code, name, type_, district, atoms, became=()):
    return Unit(
        code=code,
        name=name,
        type=type_,
        era="2024",
        end=_END,
        district=district,
        province="Lạng Sơn",
        atoms=frozenset(atoms),
        became=became,
    )


def _new(code, name, type_, district, atoms):
    return Unit(
        code=code,
        name=name,
        type=type_,
        era="2025",
        begin=_NEW,
        district=district,
        province="Lạng Sơn",
        atoms=frozenset(atoms),
    )


UNITS = Units(
    (
        Unit(
            code="P",
            name="Tỉnh Lạng Sơn",
            type="tỉnh",
            era="2024",
            province="Lạng Sơn",
            atoms=frozenset(range(9)),
        ),
        Unit(code="CB", name="Tỉnh Cao Bằng", type="tỉnh", era="2024"),
        _old("D-ls", "Thành phố Lạng Sơn", "thành phố", "", {8}),
        _old("D-cl", "Huyện Cao Lộc", "huyện", "", {0, 1, 2, 3}),
        _old("D-vl", "Huyện Văn Lãng", "huyện", "", {4, 5}),
        _old("D-hl", "Huyện Hữu Lũng", "huyện", "", {6, 7}),
        _old("th-cl", "Xã Thụy Hùng", "xã", "Huyện Cao Lộc", {0}, ("dd",)),
        _old("px", "Xã Phú Xá", "xã", "Huyện Cao Lộc", {1}, ("dd",)),
        _old("tt-dd", "Thị trấn Đồng Đăng", "thị trấn", "Huyện Cao Lộc", {2}, ("dd",)),
        _old("tt-cl", "Thị trấn Cao Lộc", "thị trấn", "Huyện Cao Lộc", {3}, ("cl",)),
        _old("th-vl", "Xã Thụy Hùng", "xã", "Huyện Văn Lãng", {4}, ("th",)),
        _old("bl", "Xã Bắc La", "xã", "Huyện Văn Lãng", {5}, ("th",)),
        _old("hs", "Xã Hồ Sơn", "xã", "Huyện Hữu Lũng", {6}, ("hl",)),
        _old("hoa", "Xã Hòa Sơn", "xã", "Huyện Hữu Lũng", {7}, ("hl",)),
        _new("dd", "Xã Đồng Đăng", "xã", "Huyện Cao Lộc", {0, 1, 2}),
        _new("cl", "Xã Cao Lộc", "xã", "Huyện Cao Lộc", {3}),
        _new("th", "Xã Thụy Hùng", "xã", "Huyện Văn Lãng", {4, 5}),
        _new("hl", "Xã Hữu Lũng", "xã", "Huyện Hữu Lũng", {6, 7}),
    )
)
SECTORS = (
    {"id": "transport", "vi": "Giao thông", "en": "Transport", "aliases": ()},
    {"id": "health", "vi": "Y tế", "en": "Health", "aliases": ("bệnh viện",)},
)


def read(*paths, crs=None, on=TODAY):
    """Read files with the units and sectors above."""
    return read_projects(
        [Path(path) for path in paths], units=UNITS, sectors=SECTORS, crs=crs, on=on
    )


def workbook(path, **sheets):
    """Write a workbook of rows; None leaves a cell empty."""
    with xlsxwriter.Workbook(path) as book:
        days = book.add_format({"num_format": "dd/mm/yyyy"})
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for at, row in enumerate(rows):
                for column, cell in enumerate(row):
                    if isinstance(cell, date):
                        sheet.write_datetime(at, column, cell, days)
                    elif cell is not None:
                        sheet.write(at, column, cell)
    return path


def text(path, *lines, encoding="utf-8"):
    """Write a text file."""
    path.write_text("".join(f"{line}\n" for line in lines), encoding)
    return path


def layer(path, *features, **members):
    """Write GeoJSON; a feature is (properties, geometry)."""
    made = [
        {"type": "Feature", "properties": properties, "geometry": geometry}
        for properties, geometry in features
    ]
    tree = {"type": "FeatureCollection", **members, "features": made}
    path.write_text(json.dumps(tree, ensure_ascii=False), "utf-8")
    return path


def square(west, south, size):
    """Return a GeoJSON square."""
    east, north = west + size, south + size
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return {"type": "Polygon", "coordinates": [ring]}


def codes(issues, *severities):
    """Return the codes of issues, of some severities or all."""
    wanted = severities or ("error", "warning", "notice")
    return [issue.code for issue in issues if issue.severity in wanted]


def of(issues, code):
    """Return the one issue of a code."""
    (one,) = [issue for issue in issues if issue.code == code]
    return one
