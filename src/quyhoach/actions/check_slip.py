"""Check a verdict slip: its facts by the lone verifier, its page by a new drawing."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from quyhoach import __version__
from quyhoach.errors import BadFile
from quyhoach.exchange import slip_check
from quyhoach.reports.words import N_, translator

__all__ = ["Found", "check_slip", "found_text", "plain_found"]

_OBJECT = re.compile(rb"(?:^|\n)(\d+) 0 obj\n(.*?)\nendobj", re.DOTALL)
_PAGE = N_("Trang giấy là trang đã phát hành: vẽ lại từ dữ liệu ra đúng từng byte.")
_ONLY_FACTS = N_(
    "Chỉ kiểm được dữ liệu: phiếu lập bằng quyhoach {quyhoach}, typst {typst}, máy này "
    "có quyhoach {ours}, typst {our_typst}. Trang giấy chưa kiểm."
)
_NO_PAGE = N_("Phiếu JSON không có trang giấy để kiểm.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What was found of a slip.

    Parameters
    ----------
    accepted : bool
        Nothing speaks against it.
    faults : tuple of str
        What does, Vietnamese with English in brackets.
    page : str
        ``as_issued``, ``differs``, ``not_checked`` (made by other versions) or ``none``
        (a slip as JSON, or one whose facts are already rejected).
    sha256 : str
        Digest of the facts in the file.
    facts : Mapping
        The facts; empty where they are rejected.
    """

    accepted: bool
    faults: tuple[str, ...]
    page: str
    sha256: str
    facts: dict[str, Any]


def check_slip(path: Path) -> Found:
    """Return whether a slip is what it was when it was issued.

    Parameters
    ----------
    path : Path
        A slip as PDF or JSON.

    Returns
    -------
    Found
        Facts and digest are always checked; the page is drawn again where this machine
        has the versions that made it.

    Raises
    ------
    BadFile
        There is no slip in the file, or it cannot be read.
    """
    try:
        with path.open("rb") as stream:
            data = stream.read(slip_check.LARGEST + 1)
        held, code = slip_check.parts(data)
        faults = slip_check.faults(data)
    except (OSError, slip_check.Unreadable) as trouble:
        reason = f"không đọc được phiếu: {getattr(trouble, 'strerror', '') or trouble}"
        raise BadFile(
            reason, file=path.name, cure="cho tệp PDF hoặc JSON của phiếu"
        ) from (trouble)
    digest = code.rpartition(":")[2]
    if faults:
        return Found(
            accepted=False, faults=tuple(faults), page="none", sha256=digest, facts={}
        )
    facts = json.loads(held)
    page = _page(data, facts) if data.startswith(b"%PDF-") else []
    state = "none" if not data.startswith(b"%PDF-") else "as_issued"
    if page is None:
        state, page = "not_checked", []
    return Found(
        accepted=not page,
        faults=tuple(page),
        page="differs" if page else state,
        sha256=digest,
        facts=facts,
    )


def _page(data: bytes, facts: dict[str, Any]) -> list[str] | None:
    """Return how the page differs from the one its facts give; None: cannot tell."""
    from quyhoach.reports.pdf_paper import TYPST  # noqa: PLC0415 - slow to load
    from quyhoach.reports.slip_page import slip_pdf  # noqa: PLC0415 - slow to load

    if facts["made_by"] != {"quyhoach": __version__, "typst": TYPST}:
        return None
    try:
        drawn = slip_pdf(facts)
    except (LookupError, TypeError, ValueError, AttributeError, RuntimeError):
        return ["dữ liệu không vẽ được thành phiếu (the facts make no slip)"]
    return [] if drawn == data else _differences(data, drawn)


def _differences(data: bytes, drawn: bytes) -> list[str]:
    given, right = (dict(_OBJECT.findall(one)) for one in (data, drawn))
    changed = [key for key in right if given.get(key) != right[key]]
    added = [key for key in given if key not in right]
    found = [
        f"đối tượng {key.decode()} ({_what(right[key])}) khác bản phát hành "
        "(is not as issued)"
        for key in changed[:5]
    ]
    found += [f"đối tượng {key.decode()} thêm vào (was added)" for key in added[:5]]
    place = next(
        (
            k
            for k, pair in enumerate(zip(data, drawn, strict=False))
            if pair[0] != pair[1]
        ),
        min(len(data), len(drawn)),
    )
    return [*found, f"khác từ byte {place} (differs from byte {place})"]


def _what(held: bytes) -> str:
    names = {
        b"/Type/Page/": "trang, page",
        b"/Type/EmbeddedFile": "dữ liệu, data",
        b"/Keywords": "thông tin, info",
        b"/Type/Metadata": "thông tin, metadata",
        b"/FontFile": "phông, font",
        b"stream": "nội dung, content",
    }
    return next(
        (word for sign, word in names.items() if sign in held), "cấu trúc, structure"
    )


def plain_found(found: Found) -> dict[str, Any]:
    """Return what was found as the contract has it.

    Parameters
    ----------
    found : Found
        Of one slip.

    Returns
    -------
    dict
        ``schema_version`` first.
    """
    facts = found.facts
    return {
        "schema_version": "1.0",
        "accepted": found.accepted,
        "page": found.page,
        "faults": list(found.faults),
        "sha256": found.sha256,
        "project": facts["project"]["id"] if facts else "",
        "on": facts.get("on", ""),
        "outcome": facts.get("outcome", ""),
        "force": facts.get("force", ""),
    }


def found_text(found: Found, *, lang: str) -> str:
    """Return what was found, in words.

    Parameters
    ----------
    found : Found
        Of one slip.
    lang : str
        ``vi`` or ``en``.

    Returns
    -------
    str
        A line a thing; the last says what a digest does not prove.
    """
    say = translator(lang)
    head = say(N_("Chấp nhận: dữ liệu khớp mã.") if found.accepted else N_("Bác."))
    lines = [head, *(f"  {fault}" for fault in found.faults)]
    if found.page == "as_issued":
        lines.append(say(_PAGE))
    elif found.page == "not_checked":
        lines.append(_versions(found, lang))
    elif found.accepted:
        lines.append(say(_NO_PAGE))
    lines.append(f"SHA-256 {found.sha256}")
    if found.accepted:
        lines.append(
            say(
                N_(
                    "Mã không cho biết ai lập phiếu: so nó với mã trên bản có chữ ký, "
                    "con dấu."
                )
            )
        )
    return "\n".join([*lines, ""])


def _versions(found: Found, lang: str) -> str:
    from quyhoach.reports.pdf_paper import TYPST  # noqa: PLC0415 - slow to load

    made = found.facts["made_by"]
    words = {name: str(made.get(name, "?")) for name in ("quyhoach", "typst")}
    return translator(lang)(_ONLY_FACTS).format(
        **words, ours=__version__, our_typst=TYPST
    )
