"""Unit polygons of a package: found, put on the grid, or refused with a cure."""

import json
from pathlib import Path

import pytest

from quyhoach.errors import BadFile
from quyhoach.intake.unit_shapes import read_unit_shapes

SQUARE = [[[0, 0], [0, 1000], [1000, 1000], [1000, 0], [0, 0]]]
GRID_CRS = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::9215"}}


def _feature(code: str, east: int, **other: str) -> dict[str, object]:
    ring = [[x + 500_000 + east, y + 2_400_000] for x, y in SQUARE[0]]
    said = {"code": code, "geometry": "approximate", "source": "A", "source_en": "B"}
    return {
        "type": "Feature",
        "properties": {**said, **other},
        "geometry": {"type": "Polygon", "coordinates": [ring]},
    }


def _package(folder: Path, *features: object, includes: str = "[]") -> Path:
    folder.mkdir()
    meta = f"id: {folder.name}\nincludes: {includes}\n"
    (folder / "package.yaml").write_text(meta, encoding="utf-8")
    if features:
        layer = {"type": "FeatureCollection", "crs": GRID_CRS, "features": features}
        (folder / "units.geojson").write_text(json.dumps(layer), encoding="utf-8")
    return folder


def test_shapes_come_on_the_grid_with_their_certainty(tmp_path: Path) -> None:
    made = _package(tmp_path / "a", _feature("1", 0), _feature("2", 1000))
    found = read_unit_shapes(made)
    assert found.codes == ("1", "2")
    assert found.by_code["2"].bounds == (501_000, 2_400_000, 502_000, 2_401_000)
    assert (found.geometry, found.source, found.source_en) == ("approximate", "A", "B")
    assert not found.schematic


def test_own_shapes_come_before_those_of_the_included(tmp_path: Path) -> None:
    _package(tmp_path / "base", _feature("1", 0, geometry="indicative"))
    _package(tmp_path / "plain")
    bare = _package(tmp_path / "bare", includes="[base, plain]")
    own = _package(tmp_path / "own", _feature("2", 0), includes="[base]")
    assert read_unit_shapes(bare).schematic
    assert read_unit_shapes(own).codes == ("2",)


@pytest.mark.parametrize(
    ("features", "reason"),
    [
        ((_feature("1", 0), _feature("1", 5)), "một mã có hai hình"),
        ((_feature("1", 0, geometry="rough"),), "geometry phải là"),
        ((_feature("1", 0), _feature("2", 0, source="C")), "mỗi tệp chỉ một nguồn"),
        (({**_feature("1", 0), "geometry": None},), "có hình không đọc được"),
        (({**_feature("1", 0), "properties": {}},), "thiếu thuộc tính code"),
    ],
)
def test_a_layer_in_bad_form_is_refused(
    tmp_path: Path, features: tuple[dict[str, object], ...], reason: str
) -> None:
    with pytest.raises(BadFile, match=reason) as met:
        read_unit_shapes(_package(tmp_path / "a", *features))
    assert met.value.file == "a/units.geojson"
    assert "import-units" in met.value.cure
