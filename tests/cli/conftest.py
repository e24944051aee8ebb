"""Runs the command line as a person does: words in, words and an exit code out."""

import importlib.util
import os
import subprocess
import sys
from collections import namedtuple
from pathlib import Path

import pytest

import quyhoach

Done = namedtuple("Done", "code out err")


@pytest.fixture
def call(monkeypatch, capsys, tmp_path):
    """Return a function that runs the command line in this process."""
    from quyhoach.cli.main import main

    monkeypatch.setenv("QUYHOACH_HOME", str(tmp_path / "home"))

    def call(*words):
        monkeypatch.setattr(sys, "argv", ["quyhoach", *map(str, words)])
        with pytest.raises(SystemExit) as ended:
            main()
        said = capsys.readouterr()
        assert "Traceback" not in said.out + said.err
        return Done(ended.value.code or 0, said.out, said.err)

    return call


@pytest.fixture
def spawn(tmp_path):
    """Return a function that runs the command line in a process of its own."""

    def spawn(*words, command=None, cwd=None, text=True, **more):
        environment = {
            **os.environ,
            "QUYHOACH_HOME": str(tmp_path / "home"),
            "PYTHONPATH": str(Path(quyhoach.__file__).parents[1]),
            **more,
        }
        said = command or [sys.executable, "-m", "quyhoach", *map(str, words)]
        return subprocess.run(
            said,
            check=False,
            capture_output=True,
            text=text,
            encoding="utf-8" if text else None,
            cwd=cwd or tmp_path,
            env=environment,
            timeout=60,
        )

    return spawn


@pytest.fixture(scope="session")
def world_on_disk():
    """Return the module that writes the small world as a package of files."""
    place = Path(__file__).parents[1] / "conformity" / "world_on_disk.py"
    spec = importlib.util.spec_from_file_location("world_on_disk", place)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
