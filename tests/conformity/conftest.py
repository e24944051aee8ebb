"""The small field that the tests of the rules judge in."""

import importlib.util
from pathlib import Path

import pytest

_SPEC = importlib.util.spec_from_file_location(
    "field", Path(__file__).with_name("field.py")
)
_FIELD = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(_FIELD)


@pytest.fixture(scope="session")
def field():
    """Return the module that builds plans, projects and answers."""
    return _FIELD
