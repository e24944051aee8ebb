"""What the tests of papers share: matters of both cases, texts of files read back."""

import io
import re
import zipfile
from datetime import date
from functools import lru_cache

import pypdf

from quyhoach.actions.check_projects import answer, check, load
from quyhoach.reports.papers.letter import letter
from quyhoach.reports.papers.matter import Matter
from quyhoach.reports.papers.report import report
from quyhoach.reports.papers.request import request

CASES = [
    ("langson", "2025-06-30"),
    ("langson", "2026-11-23"),
    ("luyen_tap", "2025-06-30"),
    ("luyen_tap", "2026-11-23"),
]
TREES = {"report": report, "letter": letter, "request": request}


@lru_cache
def judged_case(plan, on):
    """Return a case loaded, judged and answered; treat it as frozen."""
    loaded = load(plan)
    (judged,) = check(loaded, [date.fromisoformat(on)])
    return loaded, judged, answer(loaded, judged, every=True, asks=True)


def matter_of(plan, on, **more):
    """Return the matter of a paper on a case."""
    loaded, _, made = judged_case(plan, on)
    instruments = {one.id: one for one in loaded.plan.instruments}
    return Matter(answer=made, instruments=instruments, **more)


def tree_of(kind, plan, on, **more):
    """Return a paper on a case; a letter is on its first project."""
    if kind == "letter" and "only" not in more:
        more["only"] = judged_case(plan, on)[2]["projects"][0]["id"]
    return TREES[kind](matter_of(plan, on, **more))


def squeezed(text):
    """Return a text without spaces: lines may break anywhere."""
    return re.sub(r"[\s\u200b]+", "", text)


def pdf_text(made):
    """Return the words of every page of a PDF, without spaces."""
    pages = pypdf.PdfReader(io.BytesIO(made)).pages
    return [squeezed(page.extract_text()) for page in pages]


def docx_parts(made):
    """Return the XML texts of a DOCX by name."""
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        names = [name for name in archive.namelist() if name.endswith(".xml")]
        return {name: archive.read(name).decode("utf-8") for name in names}


def docx_text(made):
    """Return the words of a DOCX, without spaces."""
    body = docx_parts(made)["word/document.xml"]
    words = "".join(re.findall(r"<w:t[^>]*>([^<]*)</w:t>", body))
    for sign, entity in (("<", "&lt;"), (">", "&gt;"), ("&", "&amp;")):
        words = words.replace(entity, sign)
    return squeezed(words)
