"""`quyhoach plan import-units`: what comes in is said; a fault leaves no trace."""

import json

import pytest
import shapely

from quyhoach.intake.unit_shapes import read_unit_shapes


@pytest.fixture
def layer(tmp_path):
    found = read_unit_shapes("langson")

    def write(count=65):
        features = [
            {
                "type": "Feature",
                "properties": {"ma_xa": code.partition(":")[2]},
                "geometry": json.loads(shapely.to_geojson(shape)),
            }
            for code, shape in zip(found.codes, found.shapes, strict=True)
        ][:count]
        crs = {"type": "name", "properties": {"name": "EPSG:9215"}}
        tree = {"type": "FeatureCollection", "crs": crs, "features": features}
        path = tmp_path / "xa.geojson"
        path.write_text(json.dumps(tree), "utf-8")
        return path

    return write


def test_it_says_what_changed_and_check_takes_the_package(call, layer, tmp_path):
    out = tmp_path / "thuc"
    words = ["plan", "import-units", layer(), "--out", out, "--geometry", "exact"]
    done = call(*words, "--source", "Sở Nội vụ", "--as-of", "11/3/2026")
    assert done.code == 0, done.err
    assert "65/65 đơn vị của thời kỳ 2025" in done.out
    assert "trước: sơ đồ" in done.out
    assert "sau: chính xác: Sở Nội vụ, ngày 11/3/2026" in done.out
    assert f"quyhoach check --plan {out}" in done.out
    checked = call("check", "--plan", out, "--on", "2026-11-23", "--fail-on", "never")
    assert checked.code == 0
    assert call("plan", "validate", out).code == 0
    again = call(*words)
    assert again.code == 2
    assert "--force" in again.err
    assert call(*words, "--force", "--lang", "en").code == 0


def test_an_error_ends_with_1_and_writes_nothing(call, layer, tmp_path):
    out = tmp_path / "thuc"
    done = call("plan", "import-units", layer(64), "--out", out, "--lang", "en")
    assert done.code == 1
    assert "There is no feature for" in done.out
    assert "Nothing was written" in done.out
    assert not out.exists()


def test_json_names_no_place_of_this_machine(call, layer, tmp_path):
    done = call("plan", "import-units", layer(), "--format", "json")
    answer = json.loads(done.out)
    assert answer["file"] == "xa.geojson"
    assert str(tmp_path) not in done.out
    assert (answer["written"], answer["coverage"]["gaps"]) == (False, 0)


@pytest.mark.parametrize(
    "words",
    [
        ("nowhere.geojson",),
        ("--where", "tinh", "xa.geojson"),
        ("--plan", "nowhere", "xa.geojson"),
        ("--geometry", "indicative", "xa.geojson"),
    ],
)
def test_bad_input_ends_with_2(call, layer, tmp_path, monkeypatch, words):
    layer()
    monkeypatch.chdir(tmp_path)
    assert call("plan", "import-units", *words).code == 2
