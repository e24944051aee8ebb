"""What each room hands out is written down: a new or lost name is seen in the diff."""

import importlib
import pkgutil
from pathlib import Path

import pytest

import quyhoach

ROOMS = sorted(
    room.name
    for room in pkgutil.iter_modules(quyhoach.__path__)
    if room.name not in ("__main__", "cli", "web")
)
SNAPSHOT = Path(__file__).with_name("exported_names.txt")


def exported(room):
    module = importlib.import_module(f"quyhoach.{room}")
    assert hasattr(module, "__all__"), f"quyhoach.{room} has no __all__"
    return module, list(module.__all__)


def rank(name):
    """Order names as ruff does: constants, then classes, then functions."""
    kind = 0 if name.isupper() and len(name) > 1 else 1 if name[0].isupper() else 2
    return (kind, name)


@pytest.mark.parametrize("room", ROOMS)
def test_names_are_sorted_and_importable(room):
    module, names = exported(room)
    assert names == sorted(set(names), key=rank)
    assert [name for name in names if not hasattr(module, name)] == []


def test_names_are_those_written_down(golden):
    lines = [f"quyhoach.{room}.{name}" for room in ROOMS for name in exported(room)[1]]
    golden(SNAPSHOT, "".join(f"{line}\n" for line in lines))
