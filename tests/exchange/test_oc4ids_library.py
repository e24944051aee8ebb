"""The standard's own library finds nothing wrong; it runs apart from ours."""

import json
import subprocess
from pathlib import Path

import pytest

KNOWN = Path(__file__).with_name("oc4ids")


@pytest.fixture(scope="module")
def review(house):
    """Return a function that asks libcoveoc4ids about packages."""
    python = house / ".venv-oc4ids" / "bin" / "python"
    if not (house / ".venv-oc4ids" / ".ready").exists():
        pytest.skip("no .venv-oc4ids with libcoveoc4ids (make oc4ids)")

    def run(*packages):
        command = [python, KNOWN / "review.py", KNOWN, *packages]
        done = subprocess.run(
            command, capture_output=True, check=False, text=True, timeout=120
        )
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    return run


def test_no_package_of_ours_has_an_error(review, export, as_csv, as_xlsx):
    kept = KNOWN / "sample.json"
    made = [
        export("oc4ids", plan="langson", name="langson.json"),
        export("oc4ids", plan="luyen_tap", name="luyen_tap.json"),
        export("oc4ids", as_csv, name="csv.json"),
        export("oc4ids", as_xlsx, name="xlsx.json"),
        export("oc4ids", kept, name="kept.json"),
        export("oc4ids", kept, as_csv, name="both.json"),
    ]
    for at, said in enumerate(review(*(path for path, _ in made))):
        assert said["errors"] == []
        assert said["closed"] == {}
        assert said["conformance"] == []
        # the sample has empty members of its own, which are kept
        assert said["checks"] == [] or at >= 4


def test_the_library_finds_what_is_wrong(review, export, as_csv):
    path, _ = export("oc4ids", as_csv)
    package = json.loads(path.read_text("utf-8"))
    package["projects"][0] |= {"id": "DA-01", "title": "", "status": "dangLam"}
    path.write_text(json.dumps(package), "utf-8")
    (said,) = review(path)
    assert said["errors"] != []
    assert said["closed"] != {}
    assert said["conformance"] != []
