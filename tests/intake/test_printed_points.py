"""The gate areas of Decree 153/2026: what its printed points make, and what not."""

import csv

import pytest
from hand_made import codes, of, read, text, workbook

from quyhoach.intake.printed_points import printed_rule

# area drawn by straight lines between the points, hectares
AREAS = {
    "01 Hữu Nghị": 161.65,
    "02 Tân Thanh": 401.32,
    "03 Cốc Nam": 106.21,
    "04 Chi Ma": 672.60,
    "05 Đồng Đăng": 79.55,
    "06 Na Hình": None,
}
STATED = {"03 Cốc Nam": "109", "05 Đồng Đăng": "57"}


def drawn(records):
    """Return the hectares of records by the number and name of the gate."""
    return {
        record.name.partition(" (")[0]: record.shape
        and round(record.shape.area / 1e4, 2)
        for record in records
    }


def state(records, issues):
    """Hold what must come out of the points, whichever file they stand in."""
    assert drawn(records) == AREAS
    taken = [r for r in records if r.shape is not None]
    assert {(r.epsg, r.crs, r.geometry) for r in taken} == {
        (3405, "inferred", "approximate")
    }
    assert all(r.shape.is_valid and r.shape.geom_type == "Polygon" for r in taken)
    assert codes(issues, "warning", "error") == ["QH-D17.crossing"]
    met = of(issues, "QH-D17.crossing")
    assert met.row == 59
    assert "Cạnh 2–3 cắt cạnh 6–1 tại đông 674093,14, bắc 2448290,54" in met.reason
    rule = of(issues, "QH-D17.printed_inferred")
    assert "Nghị định 153/2026/NĐ-CP" in rule.reason


def test_the_bundled_points(house):
    path = house / "src" / "quyhoach" / "cases" / "langson" / "gate_points.csv"
    state(*read(path))


def test_the_shared_points(shared):
    state(*read(shared / "facts" / "gate_areas.csv"))


@pytest.fixture
def points(house):
    path = house / "src" / "quyhoach" / "cases" / "langson" / "gate_points.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return [(row["area"], row["n"], row["printed"]) for row in csv.DictReader(file)]


def test_the_stated_areas_are_compared(tmp_path, points):
    lines = ["Khu vực;Diện tích (ha);Điểm;Tọa độ"]
    lines += [f"{area};{STATED.get(area, '')};{n};{p}" for area, n, p in points]
    records, issues = read(text(tmp_path / "a.csv", *lines))
    assert drawn(records) == AREAS
    gaps = [i for i in issues if i.code == "QH-D07.area_differs"]
    assert [(i.row, i.value) for i in gaps] == [(19, "109"), (44, "57")]
    assert "hình vẽ 106,21 ha" in gaps[0].reason
    assert "hình vẽ 79,55 ha; lệch 22,55 ha" in gaps[1].reason


@pytest.mark.parametrize("printed", ["279257132", 279257132, "27925713210"])
def test_a_point_of_nine_or_eleven_digits_leaves_its_ring_out(
    tmp_path, points, printed
):
    rows = [["Khu vực", "Điểm", "printed"]]
    for area, n, one in points:
        late = area.startswith("05") and int(n) > 3
        rows.append([area, int(n) + late, int(one)])
        if area.startswith("05") and n == "3":
            rows.append([area, 4, printed])
    records, issues = read(workbook(tmp_path / "a.xlsx", a=rows))
    assert drawn(records) == AREAS | {"05 Đồng Đăng": None}
    met = of(issues, "QH-D17.printed_digits")
    assert (met.row, met.value) == (47, str(printed))
    assert codes(issues, "warning") == ["QH-D17.printed_digits", "QH-D17.crossing"]
    if len(str(printed)) == 9:
        assert "có 9 chữ số, cần 10" in met.reason
        assert "thiếu một chữ số" in met.reason
        assert "bỏ số 0 ở đầu (khi đó là 0279257132)" in met.reason
    else:
        assert "có 11 chữ số, cần 10" in met.reason


def test_a_leading_zero_is_kept_in_text_and_never_put_back(tmp_path):
    rows = [("1", "0164408991"), ("2", "0132014070"), ("3", "0112612863")]
    lines = ["Điểm;Tọa độ", *map(";".join, rows)]
    (record,), issues = read(text(tmp_path / "a.csv", *lines))
    assert record.shape.bounds == (708991.0, 2401126.0, 714070.0, 2401644.0)
    table = [["Điểm", "Tọa độ"], *([int(n), int(p)] for n, p in rows)]
    (record,), issues = read(workbook(tmp_path / "a.xlsx", a=table))
    assert record.shape is None
    assert codes(issues, "warning") == ["QH-D17.printed_digits"] * 3


def test_letters_in_a_printed_point(tmp_path):
    rows = ["1;3061576133", "2;30840768G6", "3;3052576818"]
    (record,), issues = read(text(tmp_path / "a.csv", "Điểm;Tọa độ", *rows))
    assert record.shape is None
    assert of(issues, "QH-D17.point_unreadable").row == 3


def test_the_rule_names_the_paper_it_rests_on():
    rule = printed_rule()
    assert rule.source.startswith("Nghị định 153/2026/NĐ-CP")
    assert "49,3 m" in rule.why
