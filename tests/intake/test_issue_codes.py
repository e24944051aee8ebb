"""The catalogue, the manual and the code speak of the same issues."""

import re
from pathlib import Path
from string import Formatter

import pytest

from quyhoach.intake.issues import ISSUES

INTAKE = Path(__file__).parents[2] / "src" / "quyhoach" / "intake"
CODE = re.compile(r"QH-D\d\d\.[a-z_0-9]+")


def test_the_manual_lists_every_code(house):
    page = (house / "docs" / "look-up" / "issues.md").read_text("utf-8")
    rows = [line.split("|") for line in page.splitlines() if line.startswith("| `QH-")]
    listed = [(row[1].strip().strip("`"), row[2].strip()) for row in rows]
    assert listed == [(code, kind.severity) for code, kind in ISSUES.items()]


def test_the_code_raises_only_what_the_catalogue_has():
    raised = {
        code
        for path in INTAKE.glob("*.py")
        for code in CODE.findall(path.read_text("utf-8"))
        if path.name != "issues.py"
    }
    put_together = ("QH-D03.", "QH-D08.column_second", "QH-D08.column_twice")
    made = {code for code in ISSUES if code.startswith(put_together)}
    assert raised - set(ISSUES) == set()
    assert set(ISSUES) - raised - made == set()


@pytest.mark.parametrize("code", ISSUES)
def test_words_are_there_in_both_languages(code):
    kind = ISSUES[code]
    assert kind.severity in ("error", "warning", "notice")
    for words in (kind.reason, kind.reason_en, kind.cure, kind.cure_en):
        assert words.endswith(".")
        assert "vui lòng" not in words.lower()
    fields = [
        {name.removesuffix("_en") for _, name, _, _ in Formatter().parse(text) if name}
        for text in (kind.reason, kind.reason_en)
    ]
    assert fields[1] <= fields[0]
