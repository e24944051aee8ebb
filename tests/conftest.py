"""What every test may ask for: the house, the shared facts, a browser, goldens."""

import importlib.util
import os
import tempfile
from pathlib import Path

# before anything asks where the office lives
os.environ["QUYHOACH_HOME"] = tempfile.mkdtemp(prefix="quyhoach-test-")
os.environ["DJANGO_SETTINGS_MODULE"] = "quyhoach.web.settings"
# the browser's driver keeps a loop open in its process, beside tests of the store
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"

import django
import pytest
from hypothesis import settings

django.setup()

HOUSE = Path(__file__).parents[1]
BROWSER = Path("/usr/bin/chromium")


# a busy machine is no fault of the code; where it matters the cases are the same ones
settings.register_profile("here", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "here")


def pytest_addoption(parser):
    parser.addoption(
        "--golden", action="store_true", help="rewrite golden outputs, compare nothing"
    )


def pytest_configure(config):
    config.addinivalue_line("markers", "golden: compares with a golden output")


def pytest_collection_modifyitems(items):
    for item in items:
        if "golden" in getattr(item, "fixturenames", ()):
            item.add_marker("golden")
        if "shared" in getattr(item, "fixturenames", ()):
            item.add_marker("shared")
        if "chromium" in getattr(item, "fixturenames", ()):
            item.add_marker("pages")


@pytest.fixture(scope="session")
def house():
    """Return the root of the repository."""
    return HOUSE


@pytest.fixture(scope="session")
def shared():
    """Return the folder of facts beside the repository; skip where there is none."""
    folder = Path(os.environ.get("QUYHOACH_SHARED", HOUSE.parent / "shared"))
    if not folder.is_dir():
        pytest.skip("the facts folder ../shared is not beside this repository")
    return folder


@pytest.fixture(scope="session")
def chromium():
    """Return Debian's browser; skip where it is not installed."""
    if not BROWSER.exists():
        pytest.skip("no /usr/bin/chromium (as root: apt-get install chromium)")
    return BROWSER


@pytest.fixture(scope="session")
def world():
    """Return tests/office_world.py: people and bodies of an office."""
    path = HOUSE / "tests" / "office_world.py"
    spec = importlib.util.spec_from_file_location("office_world", path)
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    return made


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker, world):
    """Take both plans into the database once; every test takes back what it does."""
    with django_db_blocker.unblock():
        world.install()


@pytest.fixture
def office(db, world):
    """Return tests/office_world.py, with both plans in the database of this test."""
    return world


@pytest.fixture
def golden(request):
    """Return a function that compares a text with a committed file.

    `make golden` (--golden) rewrites the file instead. Judged cases are written by
    hand: a golden below tests/judged/ is refused.
    """

    def compare(path, text):
        assert HOUSE / "tests" / "judged" not in path.parents, "judged by hand only"
        if request.config.getoption("golden"):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")
            return
        assert path.exists(), f"{path.name} is missing: make golden"
        expected = path.read_text("utf-8")
        assert text == expected, f"{path.name} differs; make golden, then read the diff"

    return compare
