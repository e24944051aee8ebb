"""No file names a registry or one person's machine; no work is left half done."""

import re
import subprocess

import pytest

# spelled in parts, so that this file passes its own test
REGISTRIES = [
    "pypi" + ".org",
    "pythonhosted" + ".org",
    "debian" + ".org",
    "npmjs" + ".org",
    "npmjs" + ".com",
    "crates" + ".io",
    "proxy.golang" + ".org",
]
PATHS_OF_A_MACHINE = re.compile(r"(?<![\w.}/-])/(?:work|home|root|opt|Users|mnt)/\w")
HALF_DONE = re.compile(r"\b(?:TO" r"DO|FIX" r"ME|XX" r"X)\b|raise NotImplemented")


@pytest.fixture(scope="module")
def texts(house):
    """Return the text of every file that is or could be committed."""
    command = ["git", "-C", house, "ls-files", "-z", "-co", "--exclude-standard"]
    done = subprocess.run(command, check=False, capture_output=True)
    if done.returncode:
        pytest.skip("this is not a git clone")
    found = {}
    for name in done.stdout.decode("utf-8").split("\0"):
        path = house / name
        if name and path.is_file():
            found[name] = path.read_bytes().decode("utf-8", errors="replace")
    return found


def test_no_registry_is_named(texts):
    named = [
        (name, host)
        for name, text in texts.items()
        for host in REGISTRIES
        if host in text
    ]
    assert named == []


def test_no_path_of_a_machine_is_named(texts):
    named = {
        name: match[0]
        for name, text in texts.items()
        if (match := PATHS_OF_A_MACHINE.search(text))
    }
    assert named == {}


def test_no_work_is_left_half_done(texts):
    left = {
        name: match[0]
        for name, text in texts.items()
        if name.startswith("src/")
        and name.endswith((".py", ".js", ".css"))
        and (match := HALF_DONE.search(text))
    }
    assert left == {}
