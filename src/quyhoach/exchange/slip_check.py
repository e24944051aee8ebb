#!/usr/bin/env python3
"""Check a verdict slip of quyhoach offline: one file, Python's standard library only.

    python slip_check.py FILE        a slip as PDF or JSON

Ends with 0 where the slip is accepted, 1 where it is rejected, 2 where there is no slip
to be read. It shares no code with the program that writes slips, so it may be copied
to another machine and read by whoever has to trust it.

Accepted means: the data inside is what its digest was made of, and agrees with itself.
It does not say who made it. Compare the digest with that on a signed, sealed paper.
"""

from __future__ import annotations

import hashlib
import json
import re
import sys
import zlib
from pathlib import Path
from typing import Any
from urllib.parse import quote

__all__ = ["FORM", "Unreadable", "faults", "main", "parts"]

FORM = "quyhoach-slip:1"
LARGEST = 20_000_000
GRAVEST = ("conflicts", "unknown", "silent", "conforms")
FORCES = ("binding", "indicative")
MEMBERS = {
    **dict.fromkeys(("kind", "schema_version", "on", "known", "lang"), str),
    **dict.fromkeys(("outcome", "force", "not_judged"), str),
    **dict.fromkeys(("plan", "project", "masthead", "made_by"), dict),
    "verdicts": list,
    "fictional": bool,
}
VERDICT = ("rule", "outcome", "force", "reason", "sentence", "citations")
JSON_SLIP = re.compile(
    rb'\{"schema_version":"1\.0","sha256":"([^"\\]*)","qr":"([^"\\]*)","facts":(.*)\}\n',
    re.DOTALL,
)
FILE_INSIDE = re.compile(rb"/Type\s*/EmbeddedFile\b")
NO_SLIP = "không phải phiếu, hoặc bị cắt (not a slip, or cut short)"
NOT_THAT = "mã SHA-256 không khớp dữ liệu (the digest is not that of the data)"
KEYWORDS = re.compile(rb"/Keywords\s*\(([!-'*-\[\]-~]{1,2000})\)")


class Unreadable(Exception):
    """No slip in the file."""


def parts(data: bytes) -> tuple[bytes, str]:
    r"""Return the data of a slip and the text of its code.

    Parameters
    ----------
    data : bytes
        A whole file, PDF or JSON.

    Returns
    -------
    tuple of bytes and str
        The data; what the file says the code holds.

    Raises
    ------
    Unreadable
        There is no slip in it, or more than one.

    Examples
    --------
    >>> parts(b'{"schema_version":"1.0","sha256":"ab","qr":"c:ab","facts":{}}\n')
    (b'{}', 'c:ab')
    """
    if data.startswith(b"%PDF-"):
        return _of_pdf(data)
    found = JSON_SLIP.fullmatch(data)
    if not found:
        raise Unreadable(NO_SLIP)
    digest, code, facts = found.groups()
    said = code.decode("utf-8", "replace")
    if said.rpartition(":")[2] != digest.decode("utf-8", "replace"):
        said += " sha256"  # the two digests of the file differ: no code is like that
    return facts, said


def _of_pdf(data: bytes) -> tuple[bytes, str]:
    inside, words = FILE_INSIDE.findall(data), KEYWORDS.findall(data)
    if len(inside) != 1 or len(words) != 1:
        raise Unreadable(NO_SLIP)
    place = data.index(inside[0])
    start = data.find(b"stream\n", place) + len(b"stream\n")
    head = data[data.rfind(b" obj", 0, place) : start]
    length = re.search(rb"/Length\s+(\d{1,9})", head)
    if length is None or start + int(length[1]) > len(data):
        raise Unreadable(NO_SLIP)
    held = data[start : start + int(length[1])]
    packed = re.search(rb"/Filter\s*\[?\s*/FlateDecode", head)
    return _unpacked(held) if packed else held, words[0].decode("ascii")


def _unpacked(held: bytes) -> bytes:
    reader = zlib.decompressobj()
    try:
        made = reader.decompress(held, LARGEST)
    except zlib.error:
        return b""  # broken data has no right digest
    return made if reader.eof and not reader.unused_data else b""


def faults(data: bytes) -> list[str]:
    r"""Return why a slip is rejected; empty where it is accepted.

    Parameters
    ----------
    data : bytes
        A whole file, PDF or JSON.

    Returns
    -------
    list of str
        Vietnamese, with English in brackets.

    Raises
    ------
    Unreadable
        There is no slip in it, or more than one.

    Examples
    --------
    >>> faults(b'{"schema_version":"1.0","sha256":"ab","qr":"c","facts":{}}\n')[0]
    'mã SHA-256 không khớp dữ liệu (the digest is not that of the data)'
    """
    held, code = parts(data)
    found = []
    digest = hashlib.sha256(held).hexdigest()
    if code.rpartition(":")[2] != digest:
        found.append(NOT_THAT)
    if data.startswith(b"%PDF-") and data.count(b"%%EOF") != 1:
        found.append("PDF đã được ghi thêm (something was added to the PDF)")
    try:
        facts = json.loads(held.decode("utf-8"), parse_constant=_no_number)
        same = _canonical(facts) == held
    except (ValueError, RecursionError):
        return [*found, "dữ liệu không phải JSON (the data is no JSON)"]
    if not same:
        found.append("dữ liệu không ở dạng chuẩn (the data is not in canonical form)")
    wrong = _shape(facts)
    if wrong:
        return found + wrong
    return found + _agreement(facts, code, digest)


def _no_number(name: str) -> None:
    raise ValueError(name)


def _canonical(facts: Any) -> bytes:  # noqa: ANN401
    text = json.dumps(
        facts,
        sort_keys=True,
        ensure_ascii=False,
        separators=(",", ":"),
        allow_nan=False,
    )
    return text.encode("utf-8")


def _shape(facts: Any) -> list[str]:  # noqa: ANN401
    if not isinstance(facts, dict) or set(facts) != set(MEMBERS):
        return ["dữ liệu thiếu hoặc thừa phần (members missing or too many)"]
    wrong = [
        f"{name}: sai kiểu (wrong type)"
        for name, kind in MEMBERS.items()
        if type(facts[name]) is not kind
    ]
    if facts["kind"] != "quyhoach-slip" or facts["schema_version"] != "1.0":
        wrong.append("phiếu của bản khác (a slip of another version)")
    for verdict in facts["verdicts"] if not wrong else ():
        right = isinstance(verdict, dict) and all(name in verdict for name in VERDICT)
        if not right or verdict["outcome"] not in GRAVEST:
            wrong.append("kết luận thiếu phần (a verdict lacks a member)")
        elif verdict["force"] not in FORCES:
            wrong.append("giá trị lạ (a force that there is not)")
        elif not str(verdict["reason"]).startswith(f"{verdict['rule']}."):
            wrong.append("lý do của điều khác (the reason of another rule)")
    return wrong


def _agreement(facts: dict[str, Any], code: str, digest: str) -> list[str]:
    found = []
    names = (facts["project"].get("id", ""), facts["on"], facts["outcome"])
    said = [quote(str(name), safe="") for name in (*names, facts["force"])]
    if code != ":".join([FORM, *said, digest]):
        found.append("mã QR nói khác dữ liệu (the code says other than the data)")
    if (facts["outcome"], facts["force"]) != _gravest(facts["verdicts"]):
        found.append(
            "kết luận chung sai (the outcome is not the gravest of the verdicts)"
        )
    if bool(facts["verdicts"]) == bool(facts["not_judged"]):
        found.append("vừa xét vừa không xét (both judged and not judged, or neither)")
    if facts["plan"].get("fictional") is not facts["fictional"]:
        found.append("GIẢ ĐỊNH không nhất quán (invented or not, it says both)")
    return found


def _gravest(verdicts: list[dict[str, Any]]) -> tuple[str, str]:
    for outcome in GRAVEST:
        forces = {one["force"] for one in verdicts if one["outcome"] == outcome}
        if forces:
            return outcome, "binding" if "binding" in forces else "indicative"
    return "not_judged", ""


def main(arguments: list[str]) -> int:
    """Check one file and say what was found.

    Parameters
    ----------
    arguments : list of str
        Its path.

    Returns
    -------
    int
        The code to end with.
    """
    if len(arguments) != 1:
        sys.stderr.write("python slip_check.py FILE\n")
        return 2
    try:
        with Path(arguments[0]).open("rb") as stream:
            data = stream.read(LARGEST + 1)
        found = faults(data[:LARGEST])
    except (OSError, Unreadable) as trouble:
        sys.stderr.write(f"Không đọc được (unreadable): {trouble}\n")
        return 2
    for one in found:
        sys.stdout.write(f"Bác (rejected): {one}\n")
    if not found:
        digest = hashlib.sha256(parts(data)[0]).hexdigest()
        sys.stdout.write(f"Chấp nhận (accepted): dữ liệu khớp mã, SHA-256 {digest}\n")
    return 1 if found else 0


if __name__ == "__main__":
    for output in (sys.stdout, sys.stderr):
        output.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    sys.exit(main(sys.argv[1:]))
