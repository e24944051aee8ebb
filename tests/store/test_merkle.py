"""The tree, its proofs, and a check that shares no code with it."""

import base64
import hashlib
import json
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quyhoach.store import journal_check
from quyhoach.store.merkle import EMPTY_ROOT, Tree, leaf_hash

MOST = 70
LEAVES = [leaf_hash(bytes([k])) for k in range(MOST)]
TREE = Tree(LEAVES)


def naive_root(leaves):
    """The definition of RFC 9162, word for word."""
    if not leaves:
        return hashlib.sha256(b"").digest()
    if len(leaves) == 1:
        return leaves[0]
    split = 1
    while split * 2 < len(leaves):
        split *= 2
    left, right = naive_root(leaves[:split]), naive_root(leaves[split:])
    return hashlib.sha256(b"\x01" + left + right).digest()


def text(hashed):
    return base64.b64encode(hashed).decode()


def inclusion_claim(index, size):
    return {
        "leafIdx": index,
        "treeSize": size,
        "root": text(TREE.root(size)),
        "leafHash": text(LEAVES[index]),
        "proof": [text(step) for step in TREE.inclusion(index, size)] or None,
    }


def consistency_claim(first, second):
    return {
        "size1": first,
        "size2": second,
        "root1": text(TREE.root(first)),
        "root2": text(TREE.root(second)),
        "proof": [text(step) for step in TREE.consistency(first, second)] or None,
    }


def accepted(check, claim):
    try:
        check(claim)
    except journal_check.Rejected:
        return False
    return True


@pytest.mark.parametrize("size", range(MOST + 1))
def test_every_root_is_as_defined(size):
    assert TREE.root(size) == naive_root(LEAVES[:size])
    assert Tree(LEAVES[:size]).root() == TREE.root(size)


def test_an_empty_tree_has_a_root():
    assert Tree().root() == EMPTY_ROOT == naive_root([])


def test_every_true_claim_is_accepted():
    for size in range(1, MOST + 1):
        for index in range(size):
            claim = inclusion_claim(index, size)
            assert accepted(journal_check.inclusion, claim), claim
            claim = consistency_claim(index + 1, size)
            assert accepted(journal_check.consistency, claim), claim


@pytest.mark.parametrize("call", ["inclusion", "consistency", "root"])
@pytest.mark.parametrize("size", [-1, MOST + 1])
def test_what_is_not_there_has_no_proof(call, size):
    with pytest.raises(IndexError, match="not"):
        getattr(TREE, call)(size)


def flips(claim):
    """Yield the claim with every hash changed, dropped, doubled or cut."""
    for key, value in claim.items():
        if isinstance(value, int):
            for other in (value + 1, value - 1, value + 64, -1, None, "1", True):
                yield {**claim, key: other}
        elif isinstance(value, str):
            raw = bytearray(base64.b64decode(value))
            raw[7] ^= 1
            for other in (text(bytes(raw)), text(bytes(raw[:-1])), "", "*", None):
                yield {**claim, key: other}
    proof = claim["proof"] or []
    yield {**claim, "proof": [*proof, claim.get("root") or claim["root1"]]}
    yield {**claim, "proof": "none"}
    for at, step in enumerate(proof):
        yield {**claim, "proof": proof[:at] + proof[at + 1 :]}
        yield {**claim, "proof": [*proof[:at], text(b"x" * 32), *proof[at + 1 :]]}
        yield {**claim, "proof": [*proof[:at], step, step, *proof[at + 1 :]]}


def still_true(claim, changed):
    """A change that says the same thing again."""
    return {**changed, "proof": changed["proof"] or None} == claim


@given(st.integers(1, MOST), st.data())
def test_no_changed_claim_is_accepted(size, data):
    index = data.draw(st.integers(0, size - 1))
    for check, claim in (
        (journal_check.inclusion, inclusion_claim(index, size)),
        (journal_check.consistency, consistency_claim(index + 1, size)),
    ):
        for changed in flips(claim):
            if not still_true(claim, changed) and accepted(check, changed):
                # a root does not say its size: a paper names both, root and size
                differs = {k for k in claim if changed[k] != claim[k]}
                assert differs <= {"treeSize", "size2"}, changed


@pytest.mark.parametrize(
    "change",
    [
        {"size1": 0},
        {"root1": ""},
        {"root2": ""},
        {"size1": 9, "size2": 8},
        {"size1": 8, "size2": 8, "proof": [text(b"0" * 32)]},
    ],
)
def test_what_the_contract_rejects(change):
    assert not accepted(journal_check.consistency, consistency_claim(4, 8) | change)


def run_alone(path, word):
    script = Path(journal_check.__file__)
    command = [sys.executable, "-I", "-S", str(script), word, str(path)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


@pytest.mark.parametrize(
    ("written", "code"),
    [
        (json.dumps(inclusion_claim(3, 7)), 0),
        (json.dumps(inclusion_claim(3, 7) | {"leafIdx": 4}), 1),
        ("{}", 1),
        ("[]", 2),
        ("{", 2),
        (None, 2),
    ],
)
def test_it_runs_alone(tmp_path, written, code):
    path = tmp_path / "claim.json"
    if written is not None:
        path.write_text(written, "utf-8")
    done = run_alone(path, "inclusion")
    assert done.returncode == code, done.stderr
    assert "Traceback" not in done.stderr


def test_the_check_is_one_short_file_of_the_standard_library():
    source = Path(journal_check.__file__).read_text("utf-8")
    assert len(source.splitlines()) <= 250
    assert "quyhoach" not in source
