"""`quyhoach journal`: an office's journal is verified, proved and written out."""

import json
import os
import subprocess
import sys

import pytest


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    """An office that was set up in a folder of its own."""
    folder = tmp_path_factory.mktemp("office")
    done = run(folder, "init")
    assert done.returncode == 0, done.stderr
    return folder


def run(home, *words):
    command = [sys.executable, "-m", "quyhoach", *words]
    environment = {**os.environ, "QUYHOACH_HOME": str(home)}
    return subprocess.run(
        command, env=environment, capture_output=True, text=True, check=False
    )


def test_a_new_office_has_a_whole_journal(home):
    done = run(home, "journal", "verify", "--format", "json")
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert (found["faults"], found["size"] > 2) == ([], True)


def test_an_entry_is_proved_to_who_has_no_office(home, tmp_path):
    path = tmp_path / "proof.json"
    assert run(home, "journal", "prove", "1", "--out", str(path)).returncode == 0
    assert run(tmp_path, "journal", "check-inclusion", "--json", str(path)).stdout
    claim = json.loads(path.read_text("utf-8"))
    path.write_text(json.dumps({**claim, "leafIdx": 0}), "utf-8")
    again = run(tmp_path, "journal", "check-inclusion", "--json", str(path))
    assert again.returncode == 1
    assert run(home, "journal", "prove", "99").returncode == 2


def test_a_written_journal_is_checked_alone(home, tmp_path):
    path = tmp_path / "journal.txt"
    assert run(home, "journal", "write", "--out", str(path)).returncode == 0
    done = run(tmp_path, "journal", "verify", str(path))
    assert done.returncode == 0, done.stderr
    whole = path.read_bytes()
    for changed in (
        whole.replace(b"package.install", b"package.instalk", 1),
        b"\n".join(whole.split(b"\n")[1:]),
        b"\n".join([*whole.split(b"\n")[:1], *whole.split(b"\n")[2:]]),
    ):
        path.write_bytes(changed)
        assert run(tmp_path, "journal", "verify", str(path)).returncode == 1
    path.write_bytes(b"nothing")
    assert run(tmp_path, "journal", "verify", str(path)).returncode == 2


def test_growth_is_checked_by_a_claim(tmp_path):
    path = tmp_path / "claim.json"
    path.write_text('{"size1": 0}', "utf-8")
    done = run(tmp_path, "journal", "check-consistency", "--json", str(path))
    assert (done.returncode, "rejected" in done.stderr) == (1, True)
    done = run(tmp_path, "journal", "check-consistency", "--json", "none.json")
    assert done.returncode == 2
