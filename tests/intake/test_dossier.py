"""One project in YAML: texts only, every key known, one way to say each thing."""

import json
from decimal import Decimal

import pytest
from hand_made import SECTORS, TODAY, UNITS, codes, layer, of, square
from hypothesis import given
from hypothesis import strategies as st

from quyhoach.errors import BadFile
from quyhoach.intake.dossier import read_dossier, replaced
from quyhoach.intake.entries import Desk
from quyhoach.intake.places import Gazetteer
from quyhoach.intake.records import Record
from quyhoach.intake.sectors import SectorNames
from quyhoach.intake.yaml_text import read_mapping


def dossier(text, *, crs=None, taken=()):
    desk = Desk(Gazetteer(UNITS, TODAY), SectorNames(SECTORS), crs)
    data = text if not isinstance(text, str) else text.encode()
    return read_dossier(data, "ho-so.yaml", desk, taken=taken)[:2]


FULL = """
id: DA-07
Tên dự án: Đường vào cụm công nghiệp
lĩnh vực: Giao thông
capital: "1.250 tỷ đồng"
area: 35,5 ha
length_km: 12.50
place: xã Hồ Sơn, huyện Hữu Lũng
period: 2025-2027
wkt: POLYGON ((106.4 21.5, 106.41 21.5, 106.41 21.51, 106.4 21.51, 106.4 21.5))
epsg: 4326
chủ đầu tư: Sở Xây dựng
identifiers:
  quyết định đầu tư: 12/QĐ-UBND
  mã số dự án đầu tư: 777
funding:
  decision: 34/QĐ-UBND
  year: 2026
  dong: 5000000000
note: ~
"""


def test_human_forms_and_field_names_are_read():
    record, issues = dossier(FULL)
    assert (record.id, record.name, record.sector) == (
        "DA-07",
        "Đường vào cụm công nghiệp",
        "transport",
    )
    assert record.capital_dong == 1_250_000_000_000
    assert (record.area_ha, record.length_km) == (Decimal("35.5"), Decimal("12.50"))
    assert (record.units, record.period) == (("hs",), "2025/2027")
    assert (record.shape.geom_type, record.epsg, record.owner) == (
        "Polygon",
        4326,
        "Sở Xây dựng",
    )
    assert record.identifiers == (
        ("quyết định đầu tư", "12/QĐ-UBND"),
        ("mã số dự án đầu tư", "777"),
    )
    assert record.funding == (("34/QĐ-UBND", "", 2026, 5_000_000_000),)
    assert codes(issues, "error") == []


def test_a_number_is_the_text_that_was_written():
    record, issues = dossier(
        "name: Kho\ntổng mức đầu tư (tỷ đồng): 1.250\narea: 1.5 ha"
    )
    assert record.capital_dong == 1_250_000_000_000
    assert record.area_ha is None
    met = of(issues, "QH-D12.number_two_ways")
    assert (met.row, met.column) == (3, "area")


def test_a_bare_amount_needs_its_unit():
    record, issues = dossier("name: Kho\ncapital: 1.250\narea: 5 ha")
    assert record.capital_dong is None
    met = of(issues, "QH-D08.unit_unknown")
    assert (met.row, met.column, met.value) == (2, "capital", "1.250")


def test_an_unknown_key_is_named_with_the_nearest():
    _, issues = dossier("name: Kho\n\nkapital: 5 tỷ đồng\nxyzzy: 1")
    met = [i for i in issues if i.code == "QH-D08.key_unknown"]
    assert [(i.row, i.column) for i in met] == [(3, "kapital"), (4, "xyzzy")]
    assert "“capital”" in met[0].cure
    assert "Có phải" not in met[1].cure


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("name: Kho\nname: Bãi", "hai lần"),
        ("name: Kho\nTên dự án: Bãi", "cùng một nghĩa"),
        ("name: &a Kho\nplace: *a", "bí danh"),
        ("name: !!python/object:os.system Kho", "thẻ"),
        ("name: !!str Kho", "thẻ"),
        ("- name: Kho", "khóa: giá trị"),
        ("Kho", "khóa: giá trị"),
        ("name: Kho\n---\nname: Bãi", "nhiều tài liệu"),
        ("", "rỗng"),
        ("# chỉ có ghi chú", "rỗng"),
        ("place: toàn tỉnh", "tên dự án"),
        ("name: [a, [b]]", "dạng"),
        ("name: {a: b}", "dạng"),
        ("name: Kho\nfunding: {a: b}", "dạng"),
        ("name: Kho\nidentifiers: 12/QĐ-UBND", "dạng"),
        ("name: Kho\nidentifiers: {a: {b: {c: {d: e}}}}", "tầng"),
        ("name: Kho\nx: " + "[" * 5000, "tầng"),
        ("name: Kho\nwkt: POINT (1 2)\nlat: 21\nlon: 106", "nhiều cách"),
        ("name: [Kho", "YAML hỏng"),
        ("name: Kho\n? [a]\n: b", "khóa phải là chữ"),
        ("name: " + "x" * 1_000_001, "triệu ký tự"),
    ],
)
def test_what_is_no_plain_mapping_is_refused(text, word):
    with pytest.raises(BadFile, match=word) as refusal:
        dossier(text)
    assert refusal.value.cure


def test_aliases_that_unpack_without_end_are_refused_at_the_first():
    levels = [f"a{k}: &a{k} [{', '.join([f'*a{k - 1}'] * 9)}]" for k in range(1, 30)]
    with pytest.raises(BadFile, match="bí danh") as refusal:
        dossier("a0: &a0 x\n" + "\n".join(levels))
    assert refusal.value.row == 1


def test_a_shape_may_lie_in_a_file_beside(tmp_path):
    layer(tmp_path / "hinh.geojson", ({"name": "x"}, square(106.4, 21.5, 0.01)))
    path = tmp_path / "ho-so.yaml"
    path.write_text("name: Kho\nshape_file: hinh.geojson", "utf-8")
    record, _ = dossier(path)
    assert (record.shape.geom_type, record.epsg) == ("Polygon", 4326)


def test_a_file_of_several_shapes_gives_none(tmp_path):
    one = ({"name": "x"}, square(106.4, 21.5, 0.01))
    layer(tmp_path / "hinh.geojson", one, one)
    path = tmp_path / "ho-so.yaml"
    path.write_text("name: Kho\ntệp hình: hinh.geojson", "utf-8")
    record, issues = dossier(path)
    assert record.shape is None
    met = of(issues, "QH-D06.shape_file")
    assert (met.row, "2 hình" in met.reason) == (2, True)
    assert "QH-D01.no_footprint" not in codes(issues)


def test_a_project_without_an_id_gets_one_that_is_free():
    assert dossier("name: Kho")[0].id == "ho-so"
    assert dossier("name: Kho", taken=["ho-so"])[0].id == "ho-so-2"


def test_old_text_is_read_in_a_dossier_too():
    record, issues = dossier("name: §­êng vµo côm c«ng nghiÖp")
    assert record.name == "Đường vào cụm công nghiệp"
    assert "QH-D16.text_legacy_converted" in codes(issues)


LIST = {"A": [("Mã số", "777")], "B": [("Mã số", "888")], "C": [("Mã số", "888")]}


@pytest.mark.parametrize(
    ("id_", "number", "stands_for", "code"),
    [
        ("A", "1", "A", "QH-D09.dossier_replaces"),
        ("Z", "777", "A", "QH-D09.dossier_replaces"),
        ("Z", "888", "", "QH-D09.dossier_several"),
        ("Z", "1", "", None),
    ],
)
def test_which_project_of_the_list_it_stands_for(id_, number, stands_for, code):
    record = Record(id=id_, name="Kho", identifiers=(("mã số", number),))
    found, issues = replaced(record, LIST)
    assert (found, codes(issues)) == (stands_for, [code] if code else [])


@given(st.text(alphabet="ab: -[]{}&*!\"'\n|>?#~,x", max_size=60))
def test_any_text_is_entries_or_refused(text):
    try:
        entries = read_mapping(text, "a.yaml")
    except BadFile:
        return
    assert len({entry.key for entry in entries}) == len(entries)
    json.dumps([entry.value for entry in entries])
