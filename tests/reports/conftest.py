"""What the tests of the reports share: the answer that the manual publishes."""

import json
import sys
from pathlib import Path

import pytest

# helpers beside the tests are imported by name
sys.path.insert(0, str(Path(__file__).parent))


@pytest.fixture
def answer(house):
    """Return the published example answer; every value in it is invented."""
    path = house / "docs" / "look-up" / "schemas" / "check.example.json"
    return json.loads(path.read_text("utf-8"))
