"""A slip is one page; every byte of its facts counts; the verifier stands alone."""

import hashlib
import io
import json
import re
import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import pypdf
import pytest
import segno
from hypothesis import given
from hypothesis import strategies as st

from quyhoach.actions.check_projects import check, load
from quyhoach.actions.check_slip import check_slip, found_text
from quyhoach.actions.slip_digests import package_digest, project_digest
from quyhoach.actions.write_paper import Wanted, matter_of, paper_bytes
from quyhoach.errors import BadFile
from quyhoach.exchange import slip_check
from quyhoach.reports.papers.slip import (
    STEPS,
    canonical,
    code_of,
    facts_of,
    slip,
    slip_json,
)
from quyhoach.reports.pdf_paper import pages_of, pdf
from quyhoach.reports.slip_page import slip_pdf

VERIFIER = Path(slip_check.__file__)
DAY = date(2026, 11, 23)


@pytest.fixture(scope="module")
def cases():
    made = {}
    for plan in ("langson", "luyen_tap"):
        loaded = load(plan)
        (judged,) = check(loaded, [DAY])
        made[plan] = loaded, judged
    return made


def slip_of(cases, plan, only, form="pdf", lang="vi"):
    loaded, judged = cases[plan]
    wanted = Wanted(kind="slip", form=form, lang=lang, only=only)
    return paper_bytes(plan, loaded, judged, wanted)


@pytest.fixture(scope="module")
def made(cases):
    return slip_of(cases, "luyen_tap", "GT-003")


@pytest.fixture(scope="module")
def facts(made):
    return json.loads(slip_check.parts(made)[0])


def attached(made):
    (names,) = [pypdf.PdfReader(io.BytesIO(made)).attachments]
    ((data,),) = names.values()
    return data


def test_slips_of_every_project_fit_on_one_page(cases):
    for plan, some in (("langson", ["LS-P003", "LS-P032"]), ("luyen_tap", ["GT-061"])):
        for only in some:
            for lang in ("vi", "en"):
                one = slip_of(cases, plan, only, lang=lang)
                assert pages_of(one) == len(pypdf.PdfReader(io.BytesIO(one)).pages) == 1
                assert slip_check.faults(one) == []


def test_the_tightest_step_holds_many_long_verdicts(facts):
    worse = {"outcome": "conflicts", "force": "binding"}
    long = [v | worse | {"sentence": v["sentence"] * 6} for v in facts["verdicts"]] * 8
    many = facts | {"verdicts": long}
    made = slip_pdf(many)
    assert pages_of(made) == 1
    assert slip_check.faults(made) == []
    words = pypdf.PdfReader(io.BytesIO(made)).pages[0].extract_text()
    assert "kết luận khác không in ở đây" in words
    assert len(json.loads(attached(made))["verdicts"]) == len(long)
    assert pages_of(pdf(slip(many, STEPS[0]))) > 1


def test_the_data_inside_is_what_was_judged(cases, made, facts):
    _, judged = cases["luyen_tap"]
    portfolio = judged.case.portfolio
    assert attached(made) == slip_check.parts(made)[0] == canonical(facts).encode()
    row = portfolio.id.tolist().index("GT-003")
    assert facts["project"]["sha256"] == project_digest(portfolio, row)
    assert facts["plan"]["sha256"] == package_digest("luyen_tap")
    assert (facts["outcome"], facts["force"]) == ("conflicts", "binding")
    assert facts["fictional"] is True
    text = pypdf.PdfReader(io.BytesIO(made)).pages[0].extract_text()
    digest = hashlib.sha256(canonical(facts).encode()).hexdigest()
    assert digest in re.sub(r"\s", "", text)
    for verdict in facts["verdicts"]:
        assert re.sub(r"\s", "", verdict["sentence"]) in re.sub(r"\s", "", text)


def test_the_digest_of_a_project_changes_with_what_is_known_of_it(cases):
    portfolio = cases["luyen_tap"][1].case.portfolio
    before = project_digest(portfolio, 2)
    names = portfolio.name.copy()
    names[2] += "!"
    assert project_digest(replace(portfolio, name=names), 2) != before
    assert project_digest(replace(portfolio, name=names), 3) == project_digest(
        portfolio, 3
    )


def test_the_code_on_the_page_holds_what_it_says(made, facts, tmp_path):
    if not Path("/usr/bin/pdftoppm").exists():
        pytest.skip("no pdftoppm here")
    path = tmp_path / "slip.pdf"
    path.write_bytes(made)
    text = code_of(facts)
    assert text.startswith("quyhoach-slip:1:GT-003:2026-11-23:conflicts:binding:")
    subprocess.run(
        ["pdftoppm", "-r", "300", "-gray", path, tmp_path / "page"], check=True
    )
    (drawn,) = tmp_path.glob("page*.pgm")
    raw = drawn.read_bytes()
    width, height = map(int, raw.split(b"\n", 3)[1].split())
    pixels = raw[-width * height :]
    matrix = [list(row) for row in segno.make_qr(text, error="m").matrix]
    size = len(matrix)
    step = 38 / 25.4 * 300 / (size + 8)
    assert any(
        agrees(pixels, width, (x, y), step, matrix)
        for x, y in corners(pixels, width, height, step)
    )


def corners(pixels, width, height, step):
    """Yield where a finder pattern may begin: a dark run of seven squares."""
    for y in range(height // 2, height - 100, 2):
        row = pixels[y * width : (y + 1) * width]
        for x in range(300, 620):
            if row[x] < 128 <= row[x - 1]:
                run = row[x : x + int(7 * step) - 3]
                if max(run) < 128:
                    yield x, y


def agrees(pixels, width, corner, step, matrix):
    left, top = corner
    for row, cells in enumerate(matrix):
        for column, dark in enumerate(cells):
            x = int(left + (column + 0.5) * step)
            y = int(top + (row + 0.5) * step)
            if (pixels[y * width + x] < 128) != bool(dark):
                return False
    return True


def test_every_flipped_byte_of_the_facts_is_rejected(made):
    head = re.search(rb"/Length (\d+)/Type/EmbeddedFile", made)
    start = made.index(b"stream\n", head.start()) + len(b"stream\n")

    @given(st.integers(0, int(head[1]) - 1), st.integers(0, 7))
    def flipped(at, bit):
        broken = bytearray(made)
        broken[start + at] ^= 1 << bit
        # rejected, which is more than unreadable
        assert slip_check.faults(bytes(broken))

    flipped()


def test_every_single_byte_of_a_json_slip_counts(facts):
    right = slip_json(facts).encode()
    assert slip_check.faults(right) == []
    start = right.index(b'"facts":') + len(b'"facts":')
    for at in range(start, len(right) - 2, 7):
        broken = bytearray(right)
        broken[at] ^= 1
        assert slip_check.faults(bytes(broken)), at
    for broken in (right + b"\n", b" " + right, right[:-3]):
        with pytest.raises(slip_check.Unreadable):
            slip_check.parts(broken)


def forged(facts, **changed):
    """Return a slip whose digest is right and whose facts were made up."""
    return slip_json(facts | changed).encode()


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"outcome": "conforms"}, "gravest"),
        ({"force": "indicative"}, "gravest"),
        ({"fictional": False}, "GIẢ ĐỊNH"),
        ({"verdicts": []}, "neither"),
        ({"not_judged": "ended"}, "neither"),
        ({"schema_version": "9"}, "another version"),
        ({"on": 5}, "wrong type"),
        ({"more": 1}, "members"),
    ],
)
def test_facts_that_contradict_themselves_are_rejected(facts, changed, said):
    assert any(said in one for one in slip_check.faults(forged(facts, **changed)))


def test_what_a_digest_does_not_prove(facts):
    # whoever writes a whole new slip writes a whole new digest: the manual says so
    other = [
        v | {"outcome": "conforms", "reason": v["reason"]} for v in facts["verdicts"]
    ]
    made_up = forged(facts, verdicts=other, outcome="conforms", force="binding")
    assert slip_check.faults(made_up) == []


def test_a_page_that_was_edited_is_rejected(made, tmp_path):
    path = tmp_path / "slip.pdf"
    path.write_bytes(made)
    found = check_slip(path)
    assert (found.accepted, found.page, found.faults) == (True, "as_issued", ())
    at = made.index(b"/MediaBox[0 0 595") + 14
    edited = made[:at] + b"6" + made[at + 1 :]
    path.write_bytes(edited)
    assert slip_check.faults(edited) == []
    found = check_slip(path)
    assert (found.accepted, found.page) == (False, "differs")
    assert any("page" in fault for fault in found.faults)
    path.write_bytes(made + b"\n% more\n%%EOF\n")
    assert not check_slip(path).accepted


def test_a_slip_of_another_version_is_checked_by_its_facts_alone(facts, tmp_path):
    older = facts | {"made_by": {"quyhoach": "0.0.1", "typst": "0.1"}}
    path = tmp_path / "slip.pdf"
    path.write_bytes(slip_pdf(older))
    found = check_slip(path)
    assert (found.accepted, found.page) == (True, "not_checked")
    for lang in ("vi", "en"):
        assert "0.0.1" in found_text(found, lang=lang)


def test_a_project_that_was_not_judged_has_a_slip_that_says_so(cases):
    loaded, judged = cases["langson"]
    wanted = Wanted(kind="slip", form="pdf")
    apart = matter_of(loaded, judged, wanted).answer["not_judged"][0]["id"]
    made = slip_of(cases, "langson", apart)
    assert slip_check.faults(made) == []
    assert ":not_judged::" in slip_check.parts(made)[1]
    assert "Không xét" in pypdf.PdfReader(io.BytesIO(made)).pages[0].extract_text()


def alone(path, folder):
    done = subprocess.run(
        [sys.executable, "-I", folder / "slip_check.py", path],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert "Traceback" not in done.stderr
    return done


def test_the_verifier_runs_alone_and_shares_nothing(made, facts, tmp_path):
    source = VERIFIER.read_text("utf-8")
    assert len(source.splitlines()) <= 250
    imported = re.findall(r"^\s*(?:from|import) ([\w.]+)", source, re.MULTILINE)
    names = {name.partition(".")[0] for name in imported}
    assert names <= set(sys.stdlib_module_names)
    (tmp_path / "slip_check.py").write_text(source, "utf-8")
    (tmp_path / "a.pdf").write_bytes(made)
    (tmp_path / "a.json").write_text(slip_json(facts), "utf-8", newline="")
    broken = slip_json(facts).replace('"conflicts"', '"conforms"')
    (tmp_path / "b.json").write_text(broken, "utf-8", newline="")
    (tmp_path / "c.txt").write_text("hello")
    codes = [alone(tmp_path / n, tmp_path).returncode for n in
             ("a.pdf", "a.json", "b.json", "c.txt", "nothing.pdf")]  # fmt: skip
    assert codes == [0, 0, 1, 2, 2]
    assert hashlib.sha256(canonical(facts).encode()).hexdigest() in (
        alone(tmp_path / "a.pdf", tmp_path).stdout
    )


@pytest.mark.parametrize(
    "data",
    [
        b"", b"%PDF-1.7\n", b"hello", b"{}", b"\xff\xfe" * 9,
        b"%PDF-1.7 /Type/EmbeddedFile /Keywords(a:b)",
        b"%PDF-1.7 1 0 obj<</Length 999/Type/EmbeddedFile>>\nstream\n /Keywords(a:b)",
    ],
)  # fmt: skip
def test_what_is_no_slip_is_unreadable(data, tmp_path):
    path = tmp_path / "x"
    path.write_bytes(data)
    with pytest.raises(slip_check.Unreadable):
        slip_check.faults(data)
    with pytest.raises(BadFile):
        check_slip(path)


@given(st.binary(max_size=300))
def test_the_verifier_never_breaks(data):
    for head in (b"%PDF-", b'{"schema_version":"1.0","sha256":"","qr":"","facts":'):
        for tail in (b"", b"}\n"):
            try:
                assert slip_check.faults(head + data + tail)
            except slip_check.Unreadable:
                continue


def test_hostile_names_make_a_slip_that_is_accepted(cases):
    loaded, judged = cases["luyen_tap"]
    wanted = Wanted(kind="slip", form="pdf", only="GT-003")
    matter = matter_of(loaded, judged, wanted)
    (project,) = matter.projects()
    strange = project | {"name": '#read("/etc/passwd") $x$ *_[]\\ "(;'}
    answer = matter.answer | {"projects": [strange]}
    digests = {"plan": "0" * 64, "project": "1" * 64}
    facts = facts_of(replace(matter, answer=answer), digests=digests, typst="0")
    made = slip_pdf(facts)
    assert slip_check.faults(made) == []
    words = pypdf.PdfReader(io.BytesIO(made)).pages[0].extract_text()
    assert '#read("/etc/passwd")' in words
