"""A project list as GeoJSON: RFC 7946 to the letter."""

import json
from itertools import pairwise

import numpy as np
import pytest
import shapely

from quyhoach.exchange.project_geojson import geometry_texts


def rings(geometry):
    parts = geometry["coordinates"]
    if geometry["type"] == "Polygon":
        yield from enumerate(parts)
    elif geometry["type"] == "MultiPolygon":
        for part in parts:
            yield from enumerate(part)


def turn(ring):
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(ring))


@pytest.mark.parametrize("plan", ["langson", "luyen_tap"])
def test_features_are_as_the_standard_says(export, plan):
    path, _ = export("geojson", plan=plan)
    made = json.loads(path.read_text("utf-8"))
    assert made["type"] == "FeatureCollection"
    assert "crs" not in made
    assert made.get("fictional", False) is (plan == "luyen_tap")
    shapes = [f["geometry"] for f in made["features"] if f["geometry"]]
    for geometry in shapes:
        for at, ring in rings(geometry):
            assert ring[0] == ring[-1]
            assert (turn(ring) > 0) == (at == 0)
            for longitude, latitude in ring:
                assert (104 < longitude < 110, 19 < latitude < 24) == (True, True)
                assert round(longitude, 7) == longitude
    assert len(shapes) > 80 or plan == "langson"
    ids = [feature["id"] for feature in made["features"]]
    assert ids == [feature["properties"]["id"] for feature in made["features"]]


def test_a_hole_turns_the_other_way():
    square = shapely.box(450000, 2417000, 451000, 2418000)
    hole = shapely.box(450400, 2417400, 450600, 2417600)
    (text,) = geometry_texts(np.array([square.difference(hole)]))
    outer, inner = json.loads(text)["coordinates"]
    assert turn(outer) > 0 > turn(inner)


def test_a_list_without_shapes_has_features_without_geometry(export, as_csv, tmp_path):
    source = tmp_path / "a.csv"
    source.write_text("Mã,Tên dự án\nA,Kho\n", "utf-8")
    path, _ = export("geojson", source)
    (feature,) = json.loads(path.read_text("utf-8"))["features"]
    assert feature["geometry"] is None
    assert feature["properties"]["name"] == "Kho"
