"""Check proofs of a journal. Needs nothing but Python: copy this file and run it.

python journal_check.py inclusion FILE      is this entry in the journal?
python journal_check.py consistency FILE    is this journal the beginning of that one?
python journal_check.py journal FILE        do these entries make the root at their end?

Ends with 0 accepted, 1 rejected, 2 the file cannot be read. It shares no code with what
writes the journal. The algorithms are those of RFC 9162, sections 2.1.3.2 and 2.1.4.2.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

__all__ = ["consistency", "inclusion", "journal", "run"]

_SIZE = 32
_MOST_HASHES = 4096


class Rejected(Exception):
    """Why a proof is not accepted."""


def inclusion(claim: dict[str, Any]) -> None:
    """Return when an entry is in the tree that a root stands for.

    Parameters
    ----------
    claim : dict
        ``leafIdx``, ``treeSize``, and in base64 ``root``, ``leafHash``, ``proof``.

    Raises
    ------
    Rejected
        It is not, or the claim does not say what is needed.
    """
    index, size = _count(claim, "leafIdx"), _count(claim, "treeSize")
    root, made = _hash(claim, "root"), _hash(claim, "leafHash")
    proof = _proof(claim)
    if index >= size:
        _no(f"chỉ số {index} không nằm trong {size} mục (index beyond size)")
    first, last = index, size - 1
    for step in proof:
        if last == 0:
            _no("chứng cứ dài quá (proof too long)")
        if first % 2 or first == last:
            made = _node(step, made)
            while first and first % 2 == 0:
                first, last = first >> 1, last >> 1
        else:
            made = _node(made, step)
        first, last = first >> 1, last >> 1
    if last:
        _no("chứng cứ ngắn quá (proof too short)")
    if made != root:
        _no("gốc tính lại khác gốc đã cho (another root)")


def consistency(claim: dict[str, Any]) -> None:
    """Return when an earlier tree is the beginning of a later one.

    Parameters
    ----------
    claim : dict
        ``size1``, ``size2``, and in base64 ``root1``, ``root2``, ``proof``.

    Raises
    ------
    Rejected
        It is not, or the claim does not say what is needed.
    """
    size, later = _count(claim, "size1"), _count(claim, "size2")
    root, later_root = _hash(claim, "root1"), _hash(claim, "root2")
    proof = _proof(claim)
    if size == 0 or size > later:
        _no("cỡ trước phải từ 1 đến cỡ sau (sizes)")
    if size == later:
        if proof or root != later_root:
            _no("cùng cỡ mà khác gốc, hoặc thừa chứng cứ (same size)")
        return
    if size & (size - 1) == 0:
        proof = [root, *proof]
    if not proof:
        _no("thiếu chứng cứ (no proof)")
    old, new = _climb(size - 1, later - 1, proof)
    if old != root or new != later_root:
        _no("gốc tính lại khác gốc đã cho (another root)")


def journal(path: str) -> tuple[int, str]:
    """Return the exit code and the sentence for a journal that was written out.

    Parameters
    ----------
    path : str
        A line an entry, as it stands in the tree, in order; the last line is JSON with
        ``size`` and ``root``. ``-`` is standard input.

    Returns
    -------
    tuple
        0 accepted, 1 rejected, 2 the file cannot be read; and why.
    """
    try:
        data = sys.stdin.buffer.read() if path == "-" else Path(path).read_bytes()
        *entries, last = data.removesuffix(b"\n").split(b"\n")
        end = json.loads(last)
        size, root = _count(end, "size"), _hash(end, "root")
    except (OSError, ValueError, TypeError, AttributeError, Rejected) as trouble:
        return 2, f"{path}: không đọc được (cannot be read): {trouble}"
    for at, entry in enumerate(entries):
        if not entry.startswith(b"{") or f'"index":{at},'.encode() not in entry:
            return 1, f"bác (rejected): dòng {at + 1} không phải mục {at} (entry)"
    if len(entries) != size or _root(entries) != root:
        return 1, "bác (rejected): các mục không tạo ra gốc ở cuối tệp (another root)"
    return 0, f"nhận (accepted): {size} mục (entries), {root.hex()}"


def _root(entries: Sequence[bytes]) -> bytes:
    """Hash entries into full subtrees, then those from the right to the left."""
    stack: list[tuple[int, bytes]] = []
    for entry in entries:
        height, made = 0, hashlib.sha256(b"\x00" + entry).digest()
        while stack and stack[-1][0] == height:
            height, made = height + 1, _node(stack.pop()[1], made)
        stack.append((height, made))
    if not stack:
        return hashlib.sha256(b"").digest()
    made = stack.pop()[1]
    while stack:
        made = _node(stack.pop()[1], made)
    return made


def _climb(first: int, last: int, proof: Sequence[bytes]) -> tuple[bytes, bytes]:
    while first % 2:
        first, last = first >> 1, last >> 1
    old = new = proof[0]
    for step in proof[1:]:
        if last == 0:
            _no("chứng cứ dài quá (proof too long)")
        if first % 2 or first == last:
            old, new = _node(step, old), _node(step, new)
            while first and first % 2 == 0:
                first, last = first >> 1, last >> 1
        else:
            new = _node(new, step)
        first, last = first >> 1, last >> 1
    if last:
        _no("chứng cứ ngắn quá (proof too short)")
    return old, new


def _node(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\x01" + left + right).digest()


def _no(why: str) -> None:
    raise Rejected(why)


def _count(claim: dict[str, Any], name: str) -> int:
    value = claim.get(name)
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise Rejected(f"{name}: cần số nguyên không âm (a count)")  # noqa: EM102
    return value


def _hash(claim: dict[str, Any], name: str) -> bytes:
    return _bytes(claim.get(name), name)


def _bytes(value: object, name: str) -> bytes:
    try:
        made = base64.b64decode(value, validate=True) if isinstance(value, str) else b""
    except (binascii.Error, ValueError):
        made = b""
    if len(made) != _SIZE:
        raise Rejected(f"{name}: cần 32 byte viết bằng base64 (a hash)")  # noqa: EM102
    return made


def _proof(claim: dict[str, Any]) -> list[bytes]:
    steps = claim.get("proof")
    if steps is None:
        return []
    if not isinstance(steps, list) or len(steps) > _MOST_HASHES:
        raise Rejected("proof: cần một danh sách (a list)")  # noqa: EM101
    return [_bytes(step, "proof") for step in steps]


def run(check: Callable[[dict[str, Any]], None], path: str) -> tuple[int, str]:
    """Return the exit code and the sentence for a claim in a file.

    Parameters
    ----------
    check : Callable
        `inclusion` or `consistency`.
    path : str
        JSON file; ``-`` is standard input.

    Returns
    -------
    tuple
        0 accepted, 1 rejected, 2 the file cannot be read; and why.
    """
    try:
        text = sys.stdin.read() if path == "-" else Path(path).read_text("utf-8-sig")
        claim = json.loads(text)
    except (OSError, ValueError, RecursionError) as trouble:
        return 2, f"{path}: không đọc được (cannot be read): {trouble}"
    if not isinstance(claim, dict):
        return 2, f"{path}: không phải một đối tượng JSON (not a JSON object)"
    try:
        check(claim)
    except Rejected as why:
        return 1, f"bác (rejected): {why}"
    return 0, "nhận (accepted)"


def _main(arguments: list[str]) -> int:
    checks = {"inclusion": inclusion, "consistency": consistency}
    if len(arguments) != 2 or arguments[0] not in (*checks, "journal"):
        sys.stderr.write(__doc__ or "")
        return 2
    word, path = arguments
    code, words = journal(path) if word == "journal" else run(checks[word], path)
    (sys.stderr if code else sys.stdout).write(words + "\n")
    return code


if __name__ == "__main__":
    sys.exit(_main(sys.argv[1:]))
