"""The workbook of verdicts is read back: links lead somewhere, text stays text."""

import io
import re
import zipfile
from dataclasses import replace

import openpyxl
import pytest
from paper_cases import CASES, judged_case, matter_of

from quyhoach.errors import BadInput
from quyhoach.reports import workbook as module
from quyhoach.reports.phrases import template
from quyhoach.reports.workbook import workbook

OUTCOMES = ("conflicts", "unknown", "silent", "conforms")
NAMES = template("verdicts")["sheets"]


def book_of(plan, on, matter=None, **more):
    loaded, _, _ = judged_case(plan, on)
    matter = matter or matter_of(plan, on, lang=more.pop("lang", "vi"))
    return workbook(matter, loaded.portfolio, **more)


def read(made):
    return openpyxl.load_workbook(io.BytesIO(made))


@pytest.mark.parametrize(("plan", "on"), CASES)
def test_every_verdict_stands_on_the_sheet_of_its_outcome(plan, on):
    _, _, made = judged_case(plan, on)
    book = read(book_of(plan, on))
    assert book.sheetnames == [
        NAMES[key]["vi"] for key in template("verdicts")["parts"]
    ]
    for outcome in OUTCOMES:
        rows = list(book[NAMES[outcome]["vi"]].iter_rows(min_row=4, values_only=True))
        found = [(row[0], row[3][:6], row[5]) for row in rows if row[0]]
        expected = [
            (project["id"], verdict["rule"], verdict["sentence"]["vi"])
            for project in made["projects"]
            for verdict in project["verdicts"]
            if verdict["outcome"] == outcome
        ]
        assert found == expected
    apart = list(book[NAMES["apart"]["vi"]].iter_rows(min_row=4, values_only=True))
    assert [row[0] for row in apart if row[0]] == [p["id"] for p in made["not_judged"]]
    asked = list(book[NAMES["asks"]["vi"]].iter_rows(min_row=4, values_only=True))
    assert [row[3] for row in asked] == [ask["settles"] for ask in made["ask"]]


def test_every_link_leads_to_the_row_it_speaks_of():
    _, _, made = judged_case("luyen_tap", "2026-11-23")
    book = read(book_of("luyen_tap", "2026-11-23", map_page="map.html"))
    sheet = book[NAMES["conflicts"]["vi"]]
    count = 0
    for row in sheet.iter_rows(min_row=4):
        project, law, to_law, other, to_other = (row[k] for k in (0, 6, 7, 8, 9))
        assert target(book, project)[1] == project.value
        found = target(book, to_law)
        assert law.value.startswith(found[1])
        assert f"→ {found[0]}" == to_law.value
        if other.value:
            found = target(book, to_other)
            assert str(found[2] if "GT-" in str(found[2]) else found[1]) in other.value
            count += 1
        assert row[-1].hyperlink.target == "map.html"
        assert row[-1].hyperlink.location == project.value
    assert count
    assert made["projects"]


def target(book, cell):
    name, place = re.fullmatch(r"'(.+)'!(A\d+)", cell.hyperlink.location).groups()
    row = book[name][place].row
    assert row > 3
    return [one.value for one in book[name][row]]


@pytest.mark.parametrize(("plan", "on"), CASES)
def test_sheets_can_be_read_filtered_and_printed(plan, on):
    book = read(book_of(plan, on))
    for sheet in book:
        assert sheet.freeze_panes
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.page_setup.paperSize == 9
        assert "&P" in sheet.oddFooter.center.text
        assert ("GIẢ ĐỊNH" in str(sheet.oddHeader.center.text)) == (plan == "luyen_tap")
        assert ("GIẢ ĐỊNH" in str(sheet["A2"].value)) == (plan == "luyen_tap")
        if sheet.title == NAMES["overview"]["vi"]:
            continue
        assert sheet.freeze_panes == "C4"
        assert sheet.print_title_rows == "$3:$3"
        last = openpyxl.utils.get_column_letter(sheet.max_column)
        assert sheet.auto_filter.ref == f"A3:{last}{max(sheet.max_row, 4)}"
        assert all(3 < d.width < 100 for d in sheet.column_dimensions.values())
        for row in range(4, sheet.max_row + 1):
            texts = [str(cell.value or "") for cell in sheet[row]]
            if max(map(len, texts), default=0) > 100:
                assert sheet.row_dimensions[row].height > 15


def test_numbers_are_numbers_with_their_form():
    book = read(book_of("luyen_tap", "2026-11-23"))
    _, _, made = judged_case("luyen_tap", "2026-11-23")
    verdicts = [v for p in made["projects"] for v in p["verdicts"]]
    measured = [v for v in verdicts if v["outcome"] == "conflicts" and v["measure"]]
    rows = [
        r for r in book[NAMES["conflicts"]["vi"]].iter_rows(min_row=4) if r[12].value
    ]
    shares = [row[12] for row in rows]
    assert [cell.value for cell in shares] == [v["measure"]["share"] for v in measured]
    assert {cell.number_format for cell in shares} == {"0.0%"}
    hectares = [row[10] for row in rows if row[10].value]
    assert hectares[0].value == pytest.approx(
        measured[0]["measure"]["area_m2"] / 10_000
    )
    assert {cell.number_format for cell in hectares} == {"#,##0.00"}
    projects = book[NAMES["projects"]["vi"]]
    capital = [row[11] for row in projects.iter_rows(min_row=4) if row[11].value]
    assert all(isinstance(cell.value, int) for cell in capital)
    assert {cell.number_format for cell in capital} == {'#,##0" ₫"'}


@pytest.mark.parametrize(
    "words",
    ["=1+1", "+1", "-1", "@SUM(A1)", '=HYPERLINK("http://a")', "http://a.vn", "007",
     "a\x00b", "x" * 40_000, "mailto:a@b"],
)  # fmt: skip
def test_no_text_becomes_a_formula_a_link_or_a_number(words):
    matter = matter_of("luyen_tap", "2026-11-23")
    first, *rest = matter.answer["projects"]
    strange = dict(first) | {"name": words}
    made = dict(matter.answer) | {"projects": [strange, *rest]}
    raw = book_of("luyen_tap", "2026-11-23", replace(matter, answer=made))
    book = read(raw)
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert [cell for cell in cells if cell.data_type == "f"] == []
    name = book[NAMES["projects"]["vi"]]["C4"]
    assert name.data_type == "s"
    assert name.hyperlink is None
    if "\x00" in words:
        assert name.value == "a\\x00b"
    elif len(words) > 32_767:
        assert name.value.endswith(f"[+{len(words) - 32_700}]")
    else:
        assert name.value == words
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        names = [n for n in archive.namelist() if "worksheets/sheet" in n]
        assert not any(b"<f>" in archive.read(n) for n in names)


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_the_same_workbook_has_the_same_bytes(lang):
    assert book_of("langson", "2026-11-23", lang=lang) == book_of(
        "langson", "2026-11-23", lang=lang
    )


def test_beyond_the_links_of_a_spreadsheet_text_stays_and_it_is_said(monkeypatch):
    monkeypatch.setattr(module, "LINKS", 5)
    book = read(book_of("luyen_tap", "2026-11-23"))
    sheet = book[NAMES["conforms"]["vi"]]
    linked = [c for row in sheet.iter_rows(min_row=4) for c in row if c.hyperlink]
    assert len(linked) == 5
    assert sheet["A40"].value.startswith("GT-")
    said = [str(row[0].value) for row in book[NAMES["overview"]["vi"]].iter_rows()]
    assert any("5 ô đầu" in words for words in said)


def test_more_rows_than_a_sheet_holds_are_refused(monkeypatch):
    monkeypatch.setattr(module, "ROWS", 10)
    with pytest.raises(BadInput, match="nhiều dòng"):
        book_of("luyen_tap", "2026-11-23")


def test_an_empty_portfolio_makes_a_workbook():
    matter = matter_of("langson", "2026-11-23")
    made = dict(matter.answer) | {"projects": [], "not_judged": [], "ask": []}
    book = read(book_of("langson", "2026-11-23", replace(matter, answer=made)))
    assert book[NAMES["unknown"]["vi"]].max_row == 3
