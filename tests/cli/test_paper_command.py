"""`quyhoach paper` and `journal check-slip` as a person runs them."""

import json
import subprocess
import sys

import pytest

DAY = ("--plan", "langson", "--on", "2026-11-23")


@pytest.mark.parametrize(
    ("kind", "form", "head"),
    [
        ("verdicts", "xlsx", b"PK"),
        ("report", "docx", b"PK"),
        ("report", "pdf", b"%PDF"),
        ("request", "docx", b"PK"),
        ("request", "pdf", b"%PDF"),
    ],
)
def test_papers_on_a_portfolio_are_written(call, tmp_path, kind, form, head):
    out = tmp_path / f"a.{form}"
    done = call("paper", kind, *DAY, "--format", form, "--out", out)
    assert (done.code, done.out) == (0, "")
    assert out.read_bytes().startswith(head)


def test_papers_on_one_project_are_written_and_a_slip_is_accepted(call, tmp_path):
    one = ("--project", "LS-P014")
    out = tmp_path / "letter.docx"
    assert call("paper", "letter", *DAY, *one, "--out", out).code == 0
    assert out.read_bytes()[:2] == b"PK"
    for form in ("pdf", "json"):
        slip = tmp_path / f"slip.{form}"
        call("paper", "slip", *DAY, *one, "--format", form, "--out", slip)
        done = call("journal", "check-slip", slip)
        assert done.code == 0
        assert "Chấp nhận" in done.out
        as_json = call("journal", "check-slip", slip, "--format", "json")
        assert json.loads(as_json.out)["project"] == "LS-P014"
    broken = tmp_path / "broken.json"
    broken.write_text((tmp_path / "slip.json").read_text("utf-8").replace("14", "15"))
    done = call("journal", "check-slip", broken, "--lang", "en")
    assert done.code == 1
    assert "Rejected" in done.out
    assert call("journal", "check-slip", tmp_path / "letter.docx").code == 2
    assert call("journal", "check-slip", tmp_path / "none.pdf").code == 2


def test_the_tree_of_a_paper_is_json(call):
    done = call("paper", "report", *DAY, "--format", "json", "--lang", "en")
    made = json.loads(done.out)
    assert made["schema_version"] == "1.0"
    assert made["blocks"][0]["block"] == "masthead"


def test_the_office_and_the_day_are_taken_from_the_options(call, tmp_path):
    office = tmp_path / "office.yaml"
    office.write_text("body: Sở Ví Dụ\nnumber: 12\nsymbol: SVD\nto: [UBND]\n", "utf-8")
    more = ("--office", office, "--dated", "5/2/2026", "--format", "json")
    made = json.loads(call("paper", "request", *DAY, *more).out)
    assert made["blocks"][0]["number"] == "Số: 12/SVD"
    assert made["blocks"][0]["dated"].endswith("ngày 05 tháng 02 năm 2026")
    assert made["blocks"][1]["names"] == ["UBND"]


@pytest.mark.parametrize(
    "text", ["boss: x", "- a", "a: &x [b]\nto: *x", "body: {a: 1}", "\x00", "a: b: c"]
)
def test_an_office_that_cannot_be_read_is_refused(call, tmp_path, text):
    office = tmp_path / "office.yaml"
    office.write_text(text, "utf-8")
    done = call("paper", "report", *DAY, "--office", office, "--format", "json")
    assert done.code == 2
    assert "office.yaml" in done.err


@pytest.mark.parametrize(
    "words",
    [
        ("slip",),
        ("letter", "--project", "NOBODY"),
        ("slip", "--project", "NOBODY"),
        ("report", "--format", "xlsx"),
        ("verdicts", "--format", "pdf"),
        ("slip", "--format", "docx", "--project", "LS-P014"),
        ("poem",),
        ("report", "--office", "nowhere.yaml"),
    ],
)
def test_what_cannot_be_written_is_refused(call, tmp_path, words):
    out = tmp_path / "a"
    done = call("paper", *words, *DAY, "--out", out)
    assert done.code == 2
    assert done.err
    assert not out.exists()


def test_a_list_with_rows_that_were_not_taken_ends_with_one(call, tmp_path):
    name = tmp_path / "du-an.csv"
    name.write_text("Tên dự án,Thời gian\nKho A,2024-2026\n,2025\n", "utf-8")
    made = call("paper", "report", name, *DAY, "--format", "json")
    words = json.dumps(json.loads(made.out), ensure_ascii=False)
    assert "du-an.csv" in words
    assert str(tmp_path) not in words
    assert made.code in (0, 1)


def test_check_loads_nothing_that_papers_need():
    code = """
import sys
from quyhoach.cli.main import group
try:
    group(["check", "--on", "2026-11-23"], standalone_mode=False)
except SystemExit:
    pass
slow = ("typst", "docx", "xlsxwriter", "segno", "lxml")
print([name for name in slow if name in sys.modules], file=sys.stderr)
"""
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False
    )
    assert done.stderr.strip().splitlines()[-1] == "[]"
