"""What runs is small, hashed, free to hand on, and the same in every list."""

import importlib.util
import re
import sys
import tomllib

import pytest

ALLOWED = {
    "click",
    "django",
    "django-allauth",
    "django-axes",
    "django-csp",
    "django-htmx",
    "django-tasks",
    "django-tasks-db",
    "numpy",
    "pyogrio",
    "pyproj",
    "python-calamine",
    "python-docx",
    "pyyaml",
    "rapidfuzz",
    "segno",
    "shapely",
    "typst",
    "waitress",
    "whitenoise",
    "xlsxwriter",
}


def stated(path):
    """Return the requirements of an .in file, without comments and includes."""
    lines = (line.strip() for line in path.read_text("utf-8").splitlines())
    return sorted(line for line in lines if line and line[0] not in "#-")


def name_of(requirement):
    return re.split(r"[<>=!~;\[ ]", requirement, maxsplit=1)[0].lower()


@pytest.fixture(scope="module")
def licences(house):
    """Return tools/licences.py as a module."""
    spec = importlib.util.spec_from_file_location(
        "licences", house / "tools" / "licences.py"
    )
    module = importlib.util.module_from_spec(spec)
    sys.modules["licences"] = module
    spec.loader.exec_module(module)
    yield module
    del sys.modules["licences"]


def test_package_and_lock_ask_for_the_same(house):
    package = tomllib.loads((house / "pyproject.toml").read_text("utf-8"))
    asked = sorted(package["project"]["dependencies"])
    assert asked == stated(house / "requirements" / "run.in")
    assert {name_of(requirement) for requirement in asked} == ALLOWED


@pytest.mark.parametrize("name", ["run", "test", "bench", "build", "oc4ids"])
def test_every_requirement_is_pinned_and_hashed(house, name):
    text = (house / "requirements" / f"{name}.txt").read_text("utf-8")
    pins = re.findall(
        r"^[\w.-]+==[^\\\n]+\\\n(?=    --hash=sha256:)", text, re.MULTILINE
    )
    others = [line for line in text.splitlines() if re.match(r"[\w-]", line)]
    assert len(pins) == len(others) > 0


def test_the_library_that_checks_oc4ids_stays_apart(house):
    ours = ("run", "test", "bench", "build")
    locks = [
        (house / "requirements" / f"{name}.txt").read_text("utf-8") for name in ours
    ]
    assert [lock for lock in locks if "libcove" in lock] == []
    assert stated(house / "requirements" / "oc4ids.in") == ["libcoveoc4ids"]


def test_run_requirements_may_be_handed_on(licences):
    refused = [one.name for one in licences.installed(licences.RUN) if one.refused]
    assert refused == []


@pytest.mark.parametrize(
    ("licence", "refused"),
    [
        ("GPL-3.0-or-later", True),
        ("AGPL-3.0-only", True),
        ("GNU General Public License v3 (GPLv3)", True),
        ("", True),
        ("LGPL-2.1-or-later", False),
        ("GNU Lesser General Public License v2 (LGPLv2)", False),
        ("BSD-3-Clause", False),
        ("MIT", False),
    ],
)
def test_licences_are_told_apart(licences, licence, refused):
    assert licences.Package("some", "1", licence).refused is refused
