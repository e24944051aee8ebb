"""The demonstration writes both cases whole, the same each time, and tells of both."""

import json

import pytest

from quyhoach.actions.demo import CASES, demo

FILES = {"verdicts.json", "verdicts.geojson", "map.html", "verdicts.xlsx"}
FILES |= {"report.docx", "report.pdf"}


@pytest.fixture(scope="module")
def shown(tmp_path_factory):
    folder = tmp_path_factory.mktemp("demo")
    told = []
    return folder, list(demo(folder, progress=told.append)), told


def test_both_cases_are_shown_and_written(shown):
    folder, some, told = shown
    assert [one.case for one in some] == list(CASES) == ["langson", "luyen_tap"]
    for one in some:
        assert set(one.files) == FILES
        assert {path.name for path in (folder / one.case).iterdir()} == FILES
    assert len(told) >= 2


def test_the_text_holds_counts_changes_trails_and_what_to_ask(shown):
    _, (real, training), _ = shown
    for text in (real.text, training.text):
        assert "30/6/2025" in text
        assert "23/11/2026" in text
        assert "QH-X04" in text
    for project in ("LS-P014", "LS-P032", "LS-P020"):
        assert project in real.text
    assert "GIẢ ĐỊNH" in training.text
    assert "GIẢ ĐỊNH" not in real.text


@pytest.mark.parametrize("case", CASES)
def test_the_files_say_the_same_as_a_check(shown, case):
    folder, _, _ = shown
    made = json.loads((folder / case / "verdicts.json").read_text("utf-8"))
    assert [answer["on"] for answer in made["answers"]] == ["2025-06-30", "2026-11-23"]
    layer = json.loads((folder / case / "verdicts.geojson").read_text("utf-8"))
    latest = made["answers"][-1]["projects"]
    found = {f["properties"].get("id") for f in layer["features"]}
    assert {project["id"] for project in latest} <= found | {
        f["properties"].get("project") for f in layer["features"]
    }
    page = (folder / case / "map.html").read_text("utf-8")
    for word in ("http://", "https://"):
        fetched = [f'src="{word}', f'href="{word}', f"url({word}"]
        assert not any(one in page for one in fetched), "the page opens offline"


def test_a_second_run_writes_the_same_bytes(shown, tmp_path):
    folder, some, _ = shown
    again = list(demo(tmp_path))
    assert [one.text for one in again] == [one.text for one in some]
    for one in some:
        for name in one.files:
            first = (folder / one.case / name).read_bytes()
            assert (tmp_path / one.case / name).read_bytes() == first, name


def test_no_path_of_the_machine_is_written(shown):
    folder, some, _ = shown
    for one in some:
        for name in one.files:
            written = (folder / one.case / name).read_bytes()
            assert str(folder).encode() not in written
