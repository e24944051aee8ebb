"""Write a paper: judge, make the tree, draw it as DOCX, PDF, XLSX or JSON."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from quyhoach.actions.check_projects import Loaded, answer
from quyhoach.actions.slip_digests import digests
from quyhoach.conformity import Judged
from quyhoach.errors import BadFile, BadInput
from quyhoach.exchange.json_text import to_json
from quyhoach.reports.office import Office, office_of
from quyhoach.reports.paper import Paper
from quyhoach.reports.paper_plain import plain
from quyhoach.reports.papers.letter import letter
from quyhoach.reports.papers.matter import Matter
from quyhoach.reports.papers.report import report
from quyhoach.reports.papers.request import request
from quyhoach.reports.papers.slip import facts_of, slip_json

__all__ = ["FORMS", "Wanted", "matter_of", "paper_bytes", "read_office"]

FORMS = {
    "verdicts": ("xlsx",),
    "report": ("docx", "pdf", "json"),
    "letter": ("docx", "pdf", "json"),
    "request": ("docx", "pdf", "json"),
    "slip": ("pdf", "json"),
}
"""Kind of paper to the forms it has, the usual one first."""

_TREES: dict[str, Callable[[Matter], Paper]] = {
    "report": report,
    "letter": letter,
    "request": request,
}
_LARGEST_OFFICE = 65_536


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which paper is wanted, and what it says of the office.

    Parameters
    ----------
    kind, form : str
        A key of `FORMS`, and one of its forms.
    lang : str
        ``vi`` or ``en``.
    only : str
        The project it is about; empty for all.
    office : Office
        Who writes; empty values become dots.
    dated : date, optional
        The day of the paper; ``None`` is left to be written.
    known : str
        Moment asked for, ISO; empty is the day the package was compiled.
    files : tuple of str
        Names of the project files; empty for the package's own list.
    map_page : str
        Path of a map page that rows shall link to; empty for none.
    """

    kind: str
    form: str
    lang: str = "vi"
    only: str = ""
    office: Office = field(default_factory=Office)
    dated: date | None = None
    known: str = ""
    files: tuple[str, ...] = ()
    map_page: str = ""


def paper_bytes(plan: str, loaded: Loaded, judged: Judged, wanted: Wanted) -> bytes:
    """Return a paper as the bytes of its file.

    Parameters
    ----------
    plan : str
        Name or folder of the package: a slip holds the digest of its files.
    loaded : Loaded
        Plan, projects and issues.
    judged : Judged
        The same projects judged on a day.
    wanted : Wanted
        Which paper.

    Returns
    -------
    bytes
        The same for the same input and the same versions.

    Raises
    ------
    BadInput
        There is no such form of this paper, or no such project: choose one named.
    """
    if wanted.form not in FORMS[wanted.kind]:
        reason = f"giấy này không có dạng đó: {wanted.kind}"
        cure = f"dùng --format {' hoặc '.join(FORMS[wanted.kind])}"
        raise BadInput(reason, value=wanted.form, cure=cure)
    matter = matter_of(loaded, judged, wanted)
    if wanted.kind == "verdicts":
        from quyhoach.reports.workbook import workbook  # noqa: PLC0415 - slow to load

        return workbook(matter, loaded.portfolio, map_page=wanted.map_page)
    if wanted.kind == "slip":
        return _slip(plan, judged, matter, wanted.form)
    return _drawn(_TREES[wanted.kind](matter), wanted.form)


def _drawn(paper: Paper, form: str) -> bytes:
    if form == "json":
        return to_json(plain(paper)).encode("utf-8")
    if form == "pdf":
        from quyhoach.reports.pdf_paper import pdf  # noqa: PLC0415 - slow to load

        return pdf(paper)
    from quyhoach.reports.docx_paper import docx_of  # noqa: PLC0415 - slow to load

    return docx_of(paper)


def _slip(plan: str, judged: Judged, matter: Matter, form: str) -> bytes:
    from quyhoach.reports.pdf_paper import TYPST  # noqa: PLC0415 - slow to load
    from quyhoach.reports.slip_page import slip_pdf  # noqa: PLC0415 - slow to load

    matter.the_one()
    found = digests(plan, judged.case.portfolio, matter.only)
    facts = facts_of(matter, digests=found, typst=TYPST)
    return slip_pdf(facts) if form == "pdf" else slip_json(facts).encode("utf-8")


def matter_of(loaded: Loaded, judged: Judged, wanted: Wanted) -> Matter:
    """Return what papers are made of.

    Parameters
    ----------
    loaded : Loaded
        Plan, projects and issues.
    judged : Judged
        The same projects judged on a day.
    wanted : Wanted
        Which paper, in which language, of which office.

    Returns
    -------
    Matter
        With every verdict and what to ask for.
    """
    made = answer(loaded, judged, known=wanted.known, every=True, asks=True)
    return Matter(
        answer=made,
        instruments={one.id: one for one in loaded.plan.instruments},
        office=wanted.office,
        lang=wanted.lang,
        dated=wanted.dated,
        files=wanted.files,
        only=wanted.only,
    )


def read_office(path: Path | None) -> Office:
    """Return the office that a file describes.

    Parameters
    ----------
    path : Path, optional
        A small YAML file of texts; ``None`` describes nothing.

    Returns
    -------
    Office
        Keys not given are empty.

    Raises
    ------
    BadFile
        It is no plain file, too large, or not YAML: mend it.
    BadInput
        A key that is not known, or a value that is no text.
    """
    if path is None:
        return Office()
    name = path.name
    if not path.is_file() or path.stat().st_size > _LARGEST_OFFICE:
        reason = "không phải tệp thường, hoặc quá lớn"
        raise BadFile(reason, file=name, cure="tệp YAML dưới 64 kB")
    try:
        text = path.read_bytes().decode("utf-8-sig")
        if any(isinstance(one, yaml.AliasToken) for one in yaml.scan(text)):
            reason = "có tên thay (alias) YAML"
            raise BadFile(reason, file=name, cure="ghi thẳng giá trị")
        given: Any = yaml.safe_load(io.StringIO(text)) or {}
    except (yaml.YAMLError, UnicodeError, RecursionError) as trouble:
        reason = "không đọc được YAML"
        raise BadFile(reason, file=name, cure="mỗi dòng một khóa: giá trị") from trouble
    if not isinstance(given, dict):
        reason = "phải là các dòng khóa: giá trị"
        raise BadFile(reason, file=name, cure='ví dụ body: "SỞ TÀI CHÍNH"')
    return office_of(given, file=name)
