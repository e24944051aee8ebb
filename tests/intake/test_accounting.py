"""Whatever a file holds, every row is a record, an error, or named as no project."""

import io
import json
from datetime import date

import pytest
from hand_made import SECTORS, UNITS
from hypothesis import given
from hypothesis import strategies as st

from quyhoach.errors import BadFile
from quyhoach.intake.delimited import read_delimited
from quyhoach.intake.entries import Desk, read_entries
from quyhoach.intake.geojson import read_geojson
from quyhoach.intake.grids import Grid
from quyhoach.intake.headings import find_header
from quyhoach.intake.places import Gazetteer
from quyhoach.intake.sectors import SectorNames
from quyhoach.intake.times import period
from quyhoach.intake.values import number, plain_text
from quyhoach.quantity import parse_period

HEAD = [
    "TT", "Mã", "Tên dự án", "Lĩnh vực", "Địa điểm", "Diện tích (ha)", "TMĐT (tỷ đồng)",
    "Thời gian", "wkt", "X", "Y", "Vĩ độ", "Kinh độ", "Tỷ lệ", "Loại vốn", "part_of",
]  # fmt: skip
WORDS = st.sampled_from(
    [
        "", "-", "I", "1", "1.1", "Tổng cộng", "Kho", "Y tế", "xã Thụy Hùng", "1.5",
        "xã A, huyện Cao Lộc", "toàn tỉnh", "2021-2025", "POINT (1 2)", "POLYGON EMPTY",
        "POLYGON ((0 0, 1 1, 1 0, 0 1, 0 0))", "\u200b", "Ghi chú:", "9" * 30, "tỉnh",
        "huyện", ",", "(", "xã", "và", "\ufffd", "2.400.000", "450000", "106,7", "1/0",
    ]
)  # fmt: skip
CELLS = st.one_of(
    WORDS,
    st.none(),
    st.integers(-5, 10**19),
    st.floats(),
    st.booleans(),
    st.dates(date(1900, 1, 1), date(2100, 1, 1)),
    st.text(max_size=12),
)


def account(grid, crs=None):
    header = find_header(grid)
    if header is None:
        return None
    desk = Desk(Gazetteer(UNITS, date(2026, 1, 1)), SectorNames(SECTORS), crs)
    records, issues = read_entries(grid, header, desk)
    taken = [r.row for r in records]
    errors = [
        i.row for i in issues if i.severity == "error" and i.code != "QH-D16.no_rows"
    ]
    skipped = [
        i.row for i in issues if i.severity == "notice" and i.code.startswith("QH-D14")
    ]
    filled = [
        number
        for number, cells in grid.rows[header.begin :]
        # a shape that could not be taken is a row that somebody made
        if any(plain_text(cell) for cell in cells) or number in grid.refused
    ]
    assert sorted(taken + errors + skipped) == filled
    assert len({r.id for r in records}) == len(records)
    for record in records:
        parse_period(record.period)
        assert (record.shape is None) is (record.epsg is None)
        assert bool(record.geometry) is bool(record.crs) is (record.shape is not None)
        assert record.shape is None or record.shape.is_valid
    return records


@given(
    st.lists(st.lists(CELLS, min_size=len(HEAD), max_size=len(HEAD) + 1), max_size=6)
)
def test_every_row_of_a_sheet_is_accounted_for(rows):
    numbered = [(k, row) for k, row in enumerate([HEAD, *rows], start=1)]
    assert account(Grid(file="a.xlsx", rows=numbered), crs=9215) is not None


@given(st.text(alphabet='ab1,;\t"\n xãTênMdự.án()', max_size=120))
def test_any_text_is_a_table_or_refused(text):
    try:
        account(read_delimited("Mã;Tên dự án;TMĐT\n" + text, "a.csv"))
        account(read_delimited(text, "a.csv"))
    except BadFile:
        return


PLACE_WORDS = [
    "xã", "huyện", "tỉnh", "TP.", ",", "và", "(", ")", ":", "Cao Lộc", "Thụy Hùng",
    "Phú Xá", "Lạng Sơn", "Cao Bằng", "toàn", "-", ";", "thuộc", "các",
]  # fmt: skip
JSON = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), WORDS),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(
            st.sampled_from(["type", "name", "id", "coordinates", "geometries"]),
            inner,
            max_size=3,
        ),
    ),
    max_leaves=8,
)


@given(st.lists(st.tuples(JSON, JSON), max_size=4), JSON)
def test_any_json_is_a_layer_or_refused(features, crs):
    made = [
        {"type": "Feature", "properties": p, "geometry": g, "id": 1}
        for p, g in features
    ]
    tree = {"type": "FeatureCollection", "features": made, "crs": crs}
    try:
        account(read_geojson(json.dumps(tree), "a.geojson"))
    except BadFile:
        return


@given(st.one_of(st.text(max_size=30), WORDS, st.floats(), st.integers()))
def test_values_are_read_or_refused_never_both(cell):
    value, trouble = number(cell)
    assert value is None or trouble is None
    text, trouble = period(cell)
    assert not (text and trouble)
    if text:
        parse_period(text)


@given(st.lists(st.sampled_from(PLACE_WORDS), max_size=9))
@pytest.mark.parametrize("on", [None, date(2026, 1, 1)])
def test_places_are_units_or_questions(on, words):
    found = Gazetteer(UNITS, on).read(" ".join(words))
    assert set(found.units) <= set(UNITS.by_code)
    assert not (found.units and found.unclear)


def test_blank_rows_cost_nothing():
    rows = [
        (1, HEAD),
        *((k, []) for k in range(2, 200_000)),
        (200_000, [1, "A", "Kho"]),
    ]
    (record,) = account(Grid(file="a.xlsx", rows=rows))
    assert record.row == 200_000


def test_csv_rows_count_by_the_line_they_begin_in():
    text = 'Mã,Tên dự án\n"A","Kho\nmột"\n"B",Bãi\n'
    grid = read_delimited(text, "a.csv")
    assert [row for row, _ in grid.rows] == [1, 2, 4]
    assert io.StringIO(text).read().splitlines()[3] == '"B",Bãi'
