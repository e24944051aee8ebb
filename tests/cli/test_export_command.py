"""`quyhoach export` as a person types it: files, words, exit codes, the same bytes."""

import json
import sqlite3
from contextlib import closing

import pytest

ON = ("--on", "2026-11-23")
FORMS = ("oc4ids", "gpkg", "csv", "geojson")
LIST = (
    "Mã dự án,Tên dự án,Tổng mức đầu tư (tỷ đồng)\n"
    "A,Kho lạnh,86\nA,Bãi xe,12\nB,Chợ biên giới,\"1,5 tỷ USD\"\n"
)  # fmt: skip


@pytest.fixture
def projects(tmp_path):
    path = tmp_path / "danh-muc.csv"
    path.write_text(LIST, "utf-8")
    return path


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("plan", ["langson", "luyen_tap"])
def test_a_plans_own_list_is_handed_on(call, tmp_path, form, plan):
    path = tmp_path / f"a.{form}"
    done = call("export", form, "--plan", plan, *ON, "--out", path)
    assert (done.code, done.out) == (0, "")
    assert path.stat().st_size > 10_000


@pytest.mark.parametrize("form", FORMS)
def test_another_process_writes_the_same_bytes(spawn, tmp_path, form):
    made = []
    for seed in ("1", "2"):
        path = tmp_path / f"{seed}.{form}"
        words = ("export", form, "--plan", "luyen_tap", *ON, "--out", path)
        done = spawn(*words, PYTHONHASHSEED=seed, TZ=f"UTC{seed}")
        assert done.returncode == 0, done.stderr
        made.append(path.read_bytes())
    assert made[0] == made[1]


@pytest.mark.parametrize("form", FORMS)
def test_a_refused_row_is_named_and_the_rest_goes_out(call, tmp_path, projects, form):
    path = tmp_path / f"a.{form}"
    done = call("export", form, projects, *ON, "--out", path)
    assert done.code == 1
    assert done.out == ""
    assert "QH-D09.id_twice · danh-muc.csv, 3" in done.err
    assert "QH-D12.unit_unknown" in done.err
    assert path.exists()


def test_notes_come_in_english_too(call, tmp_path, projects):
    done = call("export", "oc4ids", projects, *ON, "--lang", "en", "--out",
                tmp_path / "a.json")  # fmt: skip
    assert "is a placeholder" in done.err
    assert "chỉ giữ chỗ" not in done.err


def test_text_forms_go_to_standard_output(call, projects):
    done = call("export", "csv", projects, *ON)
    assert done.out.splitlines()[1].startswith("A,Kho lạnh,")
    done = call("export", "geojson", projects, *ON)
    assert len(json.loads(done.out)["features"]) == 2
    done = call("export", "oc4ids", projects, *ON)
    assert json.loads(done.out)["projects"][0]["title"] == "Kho lạnh"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("gpkg", *ON), "--out"),
        (("oc4ids", *ON, "--prefix", "abc"), "oc4ids-"),
        (("oc4ids", *ON, "--published", "hôm qua"), "2026-11-23T08:00:00+07:00"),
        (("oc4ids", *ON, "--uri", "không phải"), "URI"),
        (("csv", "--plan", "nowhere", *ON), "nowhere"),
        (("pdf", *ON), "pdf"),
        (("csv", "missing.xlsx", *ON), "missing.xlsx"),
    ],
)
def test_what_does_not_fit_ends_with_2(call, words, said):
    done = call("export", *words)
    assert done.code == 2
    assert said in done.err


def test_a_list_without_rows_writes_nothing(call, tmp_path):
    source, path = tmp_path / "a.csv", tmp_path / "a.geojson"
    source.write_text("Mã dự án,Tên dự án\n", "utf-8")
    done = call("export", "geojson", source, *ON, "--out", path)
    assert done.code == 1
    assert "QH-D16.no_rows" in done.err
    assert not path.exists()


@pytest.mark.parametrize("form", FORMS)
def test_what_was_there_stays_where_the_file_cannot_be_written(call, tmp_path, form):
    done = call("export", form, *ON, "--out", tmp_path / "none" / "a")
    assert done.code == 2
    assert list(tmp_path.glob(".*")) == []


def test_the_publisher_says_who_and_when(call, tmp_path):
    path = tmp_path / "a.json"
    done = call(
        "export", "oc4ids", *ON, "--out", path, "--prefix", "oc4ids-abc123",
        "--publisher", "Sở Tài chính", "--published", "2026-11-23T08:00:00+07:00",
        "--uri", "https://so.example/goi/1",
    )  # fmt: skip
    assert done.code == 0
    assert "giữ chỗ" not in done.err
    made = json.loads(path.read_text("utf-8"))
    assert made["publisher"] == {"name": "Sở Tài chính"}
    assert made["publishedDate"] == "2026-11-23T08:00:00+07:00"
    assert made["uri"] == "https://so.example/goi/1"
    assert made["projects"][0]["id"] == "oc4ids-abc123-LS-P001"


def test_an_old_geopackage_is_replaced(call, tmp_path, projects):
    path = tmp_path / "a.gpkg"
    call("export", "gpkg", "--plan", "luyen_tap", *ON, "--out", path)
    call("export", "gpkg", projects, "--no-verdicts", *ON, "--out", path)
    with closing(sqlite3.connect(path)) as file:
        assert file.execute("SELECT ma FROM du_an").fetchall() == [("A",), ("B",)]
        tables = {n for (n,) in file.execute("SELECT table_name FROM gpkg_contents")}
    assert "ket_luan" not in tables
    assert sorted(p.name for p in tmp_path.glob("a.*")) == ["a.gpkg"]
