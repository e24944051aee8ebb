"""Papers say what the verdicts say, in the layout of the decree, the same each time."""

import io
import re
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

import docx
import pypdf
import pytest
from paper_cases import (
    CASES,
    TREES,
    docx_parts,
    docx_text,
    judged_case,
    matter_of,
    pdf_text,
    squeezed,
    tree_of,
)

from quyhoach.errors import BadInput
from quyhoach.exchange.json_text import to_json
from quyhoach.reports.decree import figures, used
from quyhoach.reports.docx_paper import docx_of
from quyhoach.reports.office import Office
from quyhoach.reports.paper import (
    Annex,
    Closing,
    Column,
    Heading,
    Masthead,
    Paper,
    Paragraph,
    Run,
    Table,
)
from quyhoach.reports.paper_plain import plain, words_of
from quyhoach.reports.papers.letter import letter
from quyhoach.reports.papers.report import report
from quyhoach.reports.papers.request import request
from quyhoach.reports.pdf_paper import pages_of, pdf
from quyhoach.reports.phrases import KINDS, Phrases, template

OFFICE = Office(
    parent="UBND tỉnh Ví Dụ",
    body="Sở Ví Dụ",
    place="Ví Dụ",
    number="7",
    symbol="SVD",
    authority="KT. GIÁM ĐỐC",
    signer_title="PHÓ GIÁM ĐỐC",
    signer_name="Nguyễn Văn Ví Dụ",
    recipients=("Như kính gửi",),
    unit="QH",
    copies="5",
)
HOSTILE = [
    '#read("/etc/passwd")',
    "$x$ \\ ] [ { } * _ ` @a <b> &amp; ~ // /* */",
    '"; #panic() "',
    "=SUM(A1:A9)",
    "a\x00b\x1b[31m\ud800",
    "Dài" * 200,
    "dòng một\ndòng hai",
    "𝄞 谅山 ạđữ",
]


@pytest.mark.parametrize(("plan", "on"), CASES)
@pytest.mark.parametrize("lang", ["vi", "en"])
def test_report_holds_every_conflict_and_every_project(plan, on, lang):
    _, _, made = judged_case(plan, on)
    tree = tree_of("report", plan, on, lang=lang)
    texts = ["".join(pdf_text(pdf(tree))), docx_text(docx_of(tree))]
    conflicts = [
        squeezed(verdict["sentence"][lang])
        for project in made["projects"]
        for verdict in project["verdicts"]
        if verdict["outcome"] in ("conflicts", "silent")
    ]
    assert bool(conflicts) == (plan == "luyen_tap")
    for text in texts:
        for said in conflicts:
            assert said in text or _over_a_page(said, text), said
        for project in made["projects"] + made["not_judged"]:
            assert squeezed(project["id"]) in text


def _over_a_page(said, text):
    """Tell whether a sentence stands in a text with the head of a page inside it."""
    for cut in range(8, len(said) - 7):
        start = text.find(said[:cut])
        if start < 0:
            return False
        after = text.find(said[cut:], start + cut)
        if 0 < after - start - cut < 120:
            return True
    return False


@pytest.mark.parametrize(("plan", "on"), CASES)
def test_counts_of_the_report_are_those_of_the_answer(plan, on):
    _, _, made = judged_case(plan, on)
    tree = tree_of("report", plan, on)
    first = next(block for block in tree.blocks if isinstance(block, Table))
    names = ("conflicts", "unknown", "silent", "conforms")
    counted = [int(row[1]) for row in first.rows]
    expected = [made["summary"]["by_outcome"][name] for name in names]
    assert counted == [*expected, sum(expected)]
    assert [int(r[3]) + int(r[4]) for r in first.rows] == counted


@pytest.mark.parametrize("kind", TREES)
@pytest.mark.parametrize("lang", ["vi", "en"])
def test_same_bytes_twice_and_in_another_process(kind, lang, tmp_path):
    plan, on = "luyen_tap", "2026-11-23"
    first = [pdf(tree_of(kind, plan, on, lang=lang)), docx_of(tree_of(kind, plan, on))]
    again = [pdf(tree_of(kind, plan, on, lang=lang)), docx_of(tree_of(kind, plan, on))]
    assert first == again
    if (kind, lang) != ("letter", "vi"):
        return
    code = (
        "import sys; sys.path.insert(0, sys.argv[1]); import paper_cases as p;"
        "from quyhoach.reports.pdf_paper import pdf;"
        "from quyhoach.reports.docx_paper import docx_of;"
        "t = p.tree_of('letter', 'luyen_tap', '2026-11-23');"
        "open(sys.argv[2] + '/a.pdf', 'wb').write(pdf(t));"
        "open(sys.argv[2] + '/a.docx', 'wb').write(docx_of(t))"
    )
    here = str(Path(__file__).parent)
    subprocess.run([sys.executable, "-c", code, here, tmp_path], check=True)
    assert (tmp_path / "a.pdf").read_bytes() == first[0]
    assert (tmp_path / "a.docx").read_bytes() == first[1]


def test_only_our_typeface_is_in_the_pdf(tmp_path):
    if not shutil.which("pdffonts"):
        pytest.skip("no pdffonts here")
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf(tree_of("report", "luyen_tap", "2026-11-23")))
    done = subprocess.run(
        ["pdffonts", path], capture_output=True, text=True, check=True
    )
    fonts = done.stdout.splitlines()[2:]
    assert fonts
    assert all("LiberationSerif" in line for line in fonts)
    # name, type (two words), encoding, then embedded, subset, unicode
    assert all(line.split()[-5:-2] == ["yes", "yes", "yes"] for line in fonts)


def test_vietnamese_letters_come_out_of_the_pdf_as_they_went_in():
    letters = "".join(map(chr, range(0x1EA0, 0x1EFA))) + "ĂăÂâĐđÊêÔôƠơƯư"
    blocks = (Paragraph((Run(letters), Run(letters, bold=True, italic=True))),)
    one = Paper(kind="letter", lang="vi", title="Ạ", blocks=blocks)
    assert "".join(pdf_text(pdf(one))).count(letters) == 2
    reader = pypdf.PdfReader(io.BytesIO(pdf(one)))
    assert reader.metadata.title == "Ạ"
    assert reader.trailer["/Root"]["/Lang"] == "vi"
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_stand_on_the_paper_as_words(words):
    columns = (Column(words, 1), Column("b", 1))
    blocks = (
        Heading(words),
        Paragraph((Run(words, bold=True),)),
        Table(columns, ((words, "x"),)),
        Annex(label=words, title=words, belongs=words),
    )
    one = Paper(kind="letter", lang="vi", title=words, mark=words, blocks=blocks)
    made, written = pdf(one), docx_of(one)
    assert pages_of(made) == 2
    if words.isascii() and "\x00" not in words:
        assert squeezed(words) in "".join(pdf_text(made))
        assert squeezed(words) in docx_text(written)
    docx.Document(io.BytesIO(written))
    assert "root:" not in "".join(pdf_text(made))
    assert to_json(plain(one))


def test_layout_figures_lie_within_the_decree():
    for name, figure in figures().items():
        assert figure.low <= figure.used <= figure.high, name
        assert figure.citation.startswith("30/2020/NĐ-CP")


def half_points(paragraph):
    return {int(size) / 2 for size in re.findall(r'<w:sz w:val="(\d+)"', paragraph)}


def paragraph_of(body, words):
    found = [p for p in re.findall(r"<w:p>.*?</w:p>", body, re.DOTALL) if words in p]
    assert found, words
    return found[0]


# words on the paper, figure of the decree, bold, italic
LOOKS = [
    ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "nation_pt", True, False),
    ("Độc lập - Tự do - Hạnh phúc", "motto_pt", True, False),
    ("UBND TỈNH VÍ DỤ", "parent_pt", False, False),
    ("SỞ VÍ DỤ", "body_pt", True, False),
    ("Số: 07/BC-SVD", "number_pt", False, False),
    ("Ví Dụ, ngày 05 tháng 02 năm 2026", "dated_pt", False, True),
    (">BÁO CÁO<", "type_pt", True, False),
    ("Kết quả rà soát sự phù hợp", "summary_pt", True, False),
    ("Căn cứ Luật luyện tập", "bases_pt", False, True),
    ("Ngày xét: 23/11/2026.", "text_pt", False, False),
    ("1. Phạm vi, ngày xét", "text_pt", True, False),
    ("KT. GIÁM ĐỐC", "authority_pt", True, False),
    ("Nguyễn Văn Ví Dụ", "name_pt", True, False),
    ("Nơi nhận:", "recipients_lead_pt", True, True),
    ("- Lưu: VT, QH (5).", "recipients_pt", False, False),
    (">Phụ lục I<", "annex_label_pt", True, False),
    ("KẾT LUẬN CỦA TỪNG DỰ ÁN", "annex_title_pt", True, False),
]


@pytest.fixture(scope="module")
def official():
    """Return the report of the training case as an office would send it."""
    more = {"office": OFFICE, "dated": date(2026, 2, 5)}
    return docx_of(tree_of("report", "luyen_tap", "2026-11-23", **more))


@pytest.mark.parametrize(("words", "figure", "bold", "italic"), LOOKS)
def test_docx_has_the_sizes_and_letters_of_the_decree(
    official, words, figure, bold, italic
):
    found = paragraph_of(docx_parts(official)["word/document.xml"], words)
    low, high = figures()[figure].low, figures()[figure].high
    assert all(low <= size <= high for size in half_points(found))
    assert ("<w:b/>" in found, "<w:i/>" in found) == (bold, italic)
    assert set(re.findall(r'w:ascii="([^"]+)"', found)) == {"Times New Roman"}
    for script in ("hAnsi", "eastAsia", "cs"):
        assert f'w:{script}="Times New Roman"' in found


def test_docx_pages_have_the_margins_and_numbers_of_the_decree(official):
    read = docx.Document(io.BytesIO(official))
    assert len(read.sections) > 1
    for section in read.sections:
        for side in ("top", "bottom", "left", "right"):
            margin = getattr(section, f"{side}_margin").mm
            figure = figures()[f"margin_{side}_mm"]
            assert figure.low - 0.05 <= margin <= figure.high + 0.05
        sides = sorted([round(section.page_width.mm), round(section.page_height.mm)])
        assert sides == [210, 297]
        assert section.different_first_page_header_footer
        assert "PAGE" in section.header._element.xml
        assert "PAGE" not in section.first_page_header._element.xml
        assert "GIẢ ĐỊNH" in section.header._element.xml
        assert "GIẢ ĐỊNH" in section.first_page_header._element.xml
    body = docx_parts(official)["word/document.xml"]
    assert body.count('<w:pgNumType w:start="1"/>') == len(read.sections)
    first = paragraph_of(body, "Ngày xét: 23/11/2026.")
    assert f'w:firstLine="{round(used("first_line_mm") / 25.4 * 1440)}"' in first
    assert 'w:jc w:val="both"' in first
    assert int(re.search(r'w:after="(\d+)"', first)[1]) >= 6 * 20


def test_docx_tables_have_widths_everywhere_and_repeat_their_heading(official):
    body = docx_parts(official)["word/document.xml"]
    for table in re.findall(r"<w:tbl>.*?</w:tbl>", body, re.DOTALL):
        assert table.count("<w:tc>") == table.count("<w:tcW ")
        assert table.count("<w:tr>") == table.count("<w:cantSplit/>")
        if '<w:top w:val="single"' in table:
            assert table.count("<w:tblHeader/>") == 1


def test_docx_holds_no_clock_and_no_stranger(official):
    read = docx.Document(io.BytesIO(official))
    assert read.core_properties.author == ""
    assert "<dcterms:created" not in docx_parts(official)["docProps/core.xml"]
    assert b"thumbnail" not in official


def test_rules_are_a_third_to_a_half_of_the_text_above():
    from quyhoach.reports.docx_parts import _LETTER, _LETTER_PLAIN

    measured = 95.0 / (len("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM") * 13 * 25.4 / 72)
    assert _LETTER[True, True] == pytest.approx(measured, rel=0.15)
    motto = 60.4 / (len("Độc lập - Tự do - Hạnh phúc") * 14 * 25.4 / 72)
    assert _LETTER[False, True] == pytest.approx(motto, rel=0.1)
    assert _LETTER[False, True] > _LETTER_PLAIN


@pytest.mark.parametrize("kind", TREES)
@pytest.mark.parametrize("lang", ["vi", "en"])
def test_an_invented_plan_says_so_on_every_page(kind, lang):
    pages = pdf_text(pdf(tree_of(kind, "luyen_tap", "2026-11-23", lang=lang)))
    assert [page for page in pages if "GIẢĐỊNH" not in page] == []
    real = pdf_text(pdf(tree_of(kind, "langson", "2026-11-23", lang=lang)))
    assert [page for page in real if "GIẢĐỊNH" in page] == []


def test_pages_are_numbered_from_the_second_and_annexes_anew():
    made = pdf(tree_of("report", "langson", "2026-11-23"))
    reader = pypdf.PdfReader(io.BytesIO(made))
    number = 0
    for page in reader.pages:
        lines = page.extract_text().split("\n")
        new = number == 0 or any(line.startswith("Phụ lục ") for line in lines[:1])
        number = 1 if new else number + 1
        assert (lines[0].strip() == str(number)) == (number > 1), lines[:2]


def test_what_nobody_gave_is_left_blank():
    for kind in TREES:
        tree = tree_of(kind, "langson", "2026-11-23")
        (head,) = [block for block in tree.blocks if isinstance(block, Masthead)]
        (foot,) = [block for block in tree.blocks if isinstance(block, Closing)]
        assert set(head.body) == set(head.parent) == {"…"}
        assert "……/" in head.number
        assert head.dated.endswith("ngày …… tháng …… năm ……")
        assert set(foot.name) == set(foot.authority[-1]) == {"…"}


def test_what_the_office_gives_stands_where_it_belongs():
    more = {"office": OFFICE, "dated": date(2026, 2, 5)}
    words = list(words_of(tree_of("report", "langson", "2026-11-23", **more)))
    for said in ("Số: 07/BC-SVD", "Ví Dụ, ngày 05 tháng 02 năm 2026", "PHÓ GIÁM ĐỐC"):
        assert said in words
    assert not any("……" in word for word in words if "Pháp luật" not in word)


def test_a_request_invents_no_deadline():
    for lang in ("vi", "en"):
        words = list(words_of(tree_of("request", "langson", "2026-11-23", lang=lang)))
        (asked,) = [w for w in words if w.startswith(("Đề nghị gửi", "Please answer"))]
        assert "……" in asked


def test_request_lists_all_that_the_answer_asks_for():
    _, _, made = judged_case("langson", "2026-11-23")
    tree = tree_of("request", "langson", "2026-11-23")
    tables = [block for block in tree.blocks if isinstance(block, Table)]
    wanted = [row[1].lower() for row in tables[0].rows]
    assert wanted == [" ".join(a["what"].split()).lower() for a in made["ask"]]
    ids = {mark["project"] for ask in made["ask"] for mark in ask["verdicts"]}
    assert ids == {i for row in tables[1].rows for i in row[2].split(", ")}


def test_letter_answers_every_rule_and_names_what_is_missing():
    _, _, made = judged_case("langson", "2026-11-23")
    for project in made["projects"][:6]:
        tree = letter(matter_of("langson", "2026-11-23", only=project["id"]))
        words = " ".join(words_of(tree))
        for verdict in project["verdicts"]:
            assert verdict["sentence"]["vi"] in words
        assert "phần mềm đề xuất" in words


def test_a_project_that_was_not_judged_gets_a_letter_that_says_why():
    _, _, made = judged_case("langson", "2026-11-23")
    apart = made["not_judged"][0]
    for kind in (letter, request):
        tree = kind(matter_of("langson", "2026-11-23", only=apart["id"]))
        words = " ".join(words_of(tree))
        assert "không được xét" in words
        assert pages_of(pdf(tree)) == 1
    assert "Chưa có kết luận" in " ".join(
        words_of(letter(matter_of("langson", "2026-11-23", only=apart["id"])))
    )


def test_a_letter_needs_one_project_that_is_there():
    for only in ("", "NOBODY"):
        with pytest.raises(BadInput, match="dự án"):
            letter(matter_of("langson", "2026-11-23", only=only))
    with pytest.raises(BadInput, match="không có dự án này"):
        request(matter_of("langson", "2026-11-23", only="NOBODY"))


def test_an_empty_portfolio_makes_a_paper_that_says_so():
    matter = matter_of("langson", "2026-11-23")
    empty = dict(matter.answer) | {"projects": [], "not_judged": [], "ask": []}
    for kind in (report, request):
        tree = kind(type(matter)(answer=empty, instruments=matter.instruments))
        assert pages_of(pdf(tree)) >= 1
        assert docx_of(tree)
        words = " ".join(words_of(tree))
        assert "Không" in words
        assert not [block for block in tree.blocks if isinstance(block, Table)]


def placeholders(text):
    return set(re.findall(r"\{(\w+)\}", text))


@pytest.mark.parametrize("name", [*KINDS, "common"])
def test_both_languages_of_a_template_name_the_same_values(name):
    for key, said in template(name)["text"].items():
        assert set(said) == {"vi", "en"}, key
        assert placeholders(said["vi"]) == placeholders(said["en"]), key
        assert all(said.values()), key


def test_every_sentence_of_the_templates_is_used(monkeypatch):
    from quyhoach.reports.workbook import workbook

    said = set()
    say = Phrases.say

    def listening(self, key, **values):
        own = template(self.kind).get("text") or {}
        said.add((self.kind if key in own else "common", key))
        return say(self, key, **values)

    monkeypatch.setattr(Phrases, "say", listening)
    for plan, on in CASES:
        loaded, _, made = judged_case(plan, on)
        for lang in ("vi", "en"):
            for kind in TREES:
                tree_of(kind, plan, on, lang=lang)
            apart = made["not_judged"][0]["id"]
            for kind in (letter, request):
                kind(matter_of(plan, on, lang=lang, only=apart))
            workbook(matter_of(plan, on, lang=lang), loaded.portfolio, map_page="m")
    unsaid = [
        key
        for kind in ("report", "letter", "request", "verdicts")
        for key in template(kind)["text"]
        if (kind, key) not in said
    ]
    # said only of other input: files, issues, silent rules, nothing judged or asked
    rare = {
        "scope_files", "scope_issues", "none_judged", "method_silent_rules",
        "annex_issues", "place", "outcome_value", "unknown_none", "missing_none",
        "wanted_none", "links_line", "error", "warning", "notice", "about_codes",
    }  # fmt: skip
    assert sorted(set(unsaid) - rare) == []


def test_issues_and_rules_out_of_force_reach_the_report():
    issue = {
        "file": "a.csv", "sheet": "", "layer": "", "row": 3, "column": "Vốn",
        "value": "1.5", "code": "QH-D12.number_two_ways", "severity": "warning",
        "reason": "Không rõ là 1,5 hay 15.", "cure": "Viết dấu phẩy.",
    }  # fmt: skip
    matter = matter_of("luyen_tap", "2026-11-23", files=("danh-muc.xlsx",))
    made = dict(matter.answer) | {"issues": [issue], "rules_not_in_force": ["QH-X03"]}
    for lang in ("vi", "en"):
        tree = report(
            type(matter)(
                answer=made,
                instruments=matter.instruments,
                files=("danh-muc.xlsx",),
                lang=lang,
            )
        )
        words = " ".join(words_of(tree))
        for said in ("danh-muc.xlsx", "QH-D12.number_two_ways", "1.5", "QH-X03 ("):
            assert said in words
