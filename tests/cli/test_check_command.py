"""`quyhoach check`: exit codes, days, forms, languages, files whole or not at all."""

import csv
import io
import json
import os

import pytest

LATE = ("--on", "2026-11-23")
REAL = ("check", "--plan", "langson", *LATE)
TRAINING = ("check", "--plan", "luyen_tap", *LATE)


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (REAL, 0),
        ((*REAL, "--fail-on", "binding"), 0),
        ((*REAL, "--fail-on", "conflict"), 0),
        ((*REAL, "--fail-on", "unknown"), 1),
        ((*REAL, "--fail-on", "never"), 0),
        (TRAINING, 1),
        ((*TRAINING, "--fail-on", "binding"), 1),
        ((*TRAINING, "--fail-on", "unknown"), 1),
        ((*TRAINING, "--fail-on", "never"), 0),
    ],
    ids=str,
)
def test_the_exit_code_is_that_of_the_level_asked(call, words, code):
    done = call(*words)
    assert done.code == code
    assert done.out
    assert done.err == ""


REFUSED = [
    ("check", "--plan", "nowhere"),
    ("check", "--plan", "../../etc"),
    ("check", "--plan", ""),
    ("check", "--on", "31/2/2026"),
    ("check", "--on", "2026"),
    ("check", "--on", "hôm nay"),
    ("check", "--on", ""),
    ("check", "--known", "2026-11-22"),
    ("check", "--known", "2026-11-22T23:59:59"),
    ("check", "--known", "soon"),
    ("check", "--fail-on", "sometimes"),
    ("check", "--format", "xml"),
    ("check", "--lang", "fr"),
    ("check", "--crs", "VN2000"),
    ("check", "--crs", "-1"),
    ("check", "no-such-file.csv"),
    ("check", "--project", "NONE", *LATE),
    ("check", "--rule", "QH-C99", *LATE),
    ("check", "--nothing"),
    ("nothing",),
    ("rules", "QH-C99"),
    ("rules", "qh-c01"),
    ("rules", "QH-C01", "--plan", "nowhere"),
    ("plan", "show", "nowhere"),
    ("plan", "validate", "nowhere"),
    ("plan", "nothing"),
    ("intake",),
    ("intake", "no-such-file.csv"),
    ("demo", "--port", "x"),
]


@pytest.mark.parametrize("words", REFUSED, ids=str)
def test_bad_input_is_two_with_a_reason_and_no_data(call, words):
    done = call(*words)
    assert done.code == 2
    assert done.out == ""
    assert done.err.strip()


@pytest.mark.parametrize(
    "known", ["2026-11-23", "23/11/2026", "2026-11-23T00:00", "2027-01-01T10:30:00"]
)
def test_known_from_the_day_of_the_copy_on(call, known):
    done = call(*REAL, "--known", known, "--format", "json")
    assert done.code == 0
    assert json.loads(done.out)["known"].startswith(("2026-11-23", "2027-01-01"))


def test_a_day_may_be_written_in_both_ways(call):
    iso = call(*REAL, "--format", "json").out
    for text in ("23/11/2026", "23-11-2026", "23.11.2026", "2026-11-23"):
        words = ("check", "--plan", "langson", "--on", text, "--format", "json")
        assert call(*words).out == iso, text
    assert json.loads(iso)["on"] == "2026-11-23"


def test_without_a_day_it_is_today_and_echoed(call, monkeypatch):
    from datetime import date

    monkeypatch.setattr("quyhoach.cli.check.today", lambda: date(2025, 6, 30))
    done = call("check", "--format", "json")
    assert json.loads(done.out)["on"] == "2025-06-30"


def test_every_form_is_what_it_says(call):
    table = call(*TRAINING).out
    assert "GIẢ ĐỊNH" in table
    assert json.loads(call(*TRAINING, "--format", "json").out)["fictional"] is True
    rows = list(csv.reader(io.StringIO(call(*TRAINING, "--format", "csv").out)))
    assert len({len(row) for row in rows}) == 1
    assert len(rows) > 100
    layer = json.loads(call(*TRAINING, "--format", "geojson").out)
    assert layer["type"] == "FeatureCollection"
    assert len(layer["features"]) > 50
    page = call(*TRAINING, "--format", "html").out
    assert page.lower().startswith("<!doctype html>")
    assert "</html>" in page
    assert "GIẢ ĐỊNH" in page


def test_words_come_in_both_languages(call):
    vi, en = call(*REAL).out, call(*REAL, "--lang", "en").out
    assert "Chưa nói được" in vi
    assert "Unknown" in en
    assert "Chưa nói được" not in en
    for word in ("vi", "en"):
        page = call(*REAL, "--format", "html", "--lang", word).out
        assert f'<html lang="{word}"' in page


def test_the_data_are_the_same_in_both_languages(call):
    vi = call(*TRAINING, "--format", "json").out
    assert call(*TRAINING, "--format", "json", "--lang", "en").out == vi


def test_all_adds_what_conforms_and_ask_what_to_ask_for(call):
    short = json.loads(call(*REAL, "--format", "json").out)
    long = json.loads(call(*REAL, "--format", "json", "--all", "--ask").out)
    conforming = [
        v for p in long["projects"] for v in p["verdicts"] if v["outcome"] == "conforms"
    ]
    assert conforming
    assert not any(
        v["outcome"] == "conforms" for p in short["projects"] for v in p["verdicts"]
    )
    assert "ask" in long
    assert "ask" not in short
    assert long["summary"] == short["summary"]


def test_timings_go_to_the_other_stream(call):
    plain = call(*REAL, "--format", "json")
    timed = call(*REAL, "--format", "json", "--timings")
    assert timed.out == plain.out
    assert timed.err.count(" s\n") == 3


@pytest.mark.parametrize("form", ["table", "json", "csv", "geojson", "html"])
def test_out_writes_what_would_have_been_said(call, tmp_path, form):
    path = tmp_path / "answer"
    said = call(*REAL, "--format", form)
    done = call(*REAL, "--format", form, "--out", path)
    assert done.out == ""
    assert path.read_bytes().decode("utf-8") == said.out
    assert [p.name for p in tmp_path.iterdir() if p.name != "home"] == ["answer"]


def test_out_still_ends_with_the_level_asked(call, tmp_path):
    assert call(*TRAINING, "--out", tmp_path / "a").code == 1
    assert (tmp_path / "a").stat().st_size > 1000


def test_out_into_no_folder_leaves_nothing(call, tmp_path):
    done = call(*REAL, "--out", tmp_path / "none" / "answer.json")
    assert done.code == 2
    assert done.err.count("\n") == 1
    assert not (tmp_path / "none").exists()


def test_out_onto_a_folder_is_refused(call, tmp_path):
    (tmp_path / "there").mkdir()
    done = call(*REAL, "--out", tmp_path / "there")
    assert done.code == 2
    assert list((tmp_path / "there").iterdir()) == []


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_out_into_a_closed_folder_leaves_nothing(call, tmp_path):
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o500)
    assert call(*REAL, "--out", closed / "answer").code == 2
    assert list(closed.iterdir()) == []


def test_out_keeps_what_was_there_when_writing_fails(call, tmp_path, monkeypatch):
    path = tmp_path / "answer.json"
    path.write_text("before", "utf-8")

    def fail(*_, **__):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", fail)
    done = call(*REAL, "--format", "json", "--out", path)
    assert done.code == 2
    assert path.read_text("utf-8") == "before"
    assert [p.name for p in tmp_path.iterdir() if p.name != "home"] == ["answer.json"]


def test_our_own_error_is_one_line_and_the_place_of_the_log(
    call, monkeypatch, tmp_path
):
    def broken(*_, **__):
        message = "something inside broke"
        raise RuntimeError(message)

    monkeypatch.setattr("quyhoach.actions.check_projects.load", broken)
    done = call(*REAL)
    assert done.code == 3
    assert done.out == ""
    assert done.err.count("\n") == 1
    log = tmp_path / "home" / "quyhoach-errors.log"
    assert str(log) in done.err
    text = log.read_text("utf-8")
    assert "something inside broke" in text
    assert "RuntimeError" in text


def test_a_file_of_projects_is_judged_in_place_of_the_list(call, tmp_path):
    path = tmp_path / "du-an.csv"
    path.write_text(
        "Mã dự án,Tên dự án,Lĩnh vực\nDA1,Kho lạnh Bãi Cát,Kho bãi\n", "utf-8"
    )
    done = call(*REAL, path, "--format", "json")
    made = json.loads(done.out)
    assert [project["id"] for project in made["projects"]] == ["DA1"]
    assert made["issues"]


def test_a_file_where_nothing_is_taken_ends_with_one(call, tmp_path):
    path = tmp_path / "du-an.csv"
    path.write_text("không phải,danh mục\n1,2\n", "utf-8")
    done = call(*REAL, path, "--format", "json")
    assert done.code == 1
    assert any(issue["severity"] == "error" for issue in json.loads(done.out)["issues"])
    assert call(*REAL, path, "--fail-on", "never").code == 0


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("package.yaml", "governing: I-PLAN", "governing: NONE"),
        ("parameters.csv", ",0.05,", ",năm,"),
        ("parameters.csv", ",beyond_plan,", ",anything,"),
        ("provisions.yaml", "  article: '2'", "  in_force_from: 1/7/2025"),
        ("zones.geojson", "EPSG::9215", "EPSG::1"),
        ("norms.csv", "QH-C01", "QH-C77"),
    ],
)
def test_a_faulty_package_is_two_and_never_our_own_error(
    call, tmp_path, world_on_disk, file, old, new
):
    package = world_on_disk.write(tmp_path / "world")
    assert call("check", "--plan", package, *LATE).code in (0, 1)
    text = (package / file).read_text("utf-8")
    assert old in text
    (package / file).write_text(text.replace(old, new, 1), "utf-8")
    done = call("check", "--plan", package, *LATE)
    assert done.code == 2
    assert file in done.err
    assert call("plan", "validate", package).code in (1, 2)
