"""Projects and the ground of their verdicts as features that any map takes."""

from itertools import pairwise

import pytest

from quyhoach.exchange import to_geojson, to_json

SQUARE = [[106.0, 21.0], [106.1, 21.0], [106.1, 21.1], [106.0, 21.0]]
POLYGON = {"type": "Polygon", "coordinates": [SQUARE, SQUARE]}
VERDICT = {
    "rule": "QH-C02",
    "outcome": "conflicts",
    "force": "binding",
    "reason": "QH-C02.on_protected",
    "sentence": {"vi": "Không được.", "en": "No."},
    "other": {"kind": "zone", "id": "Z1"},
    "measure": {"area_m2": 45000.0, "length_m": 0.0, "share": 0.375},
    "tolerance_m": 1.0,
    "geometry": POLYGON,
}
UNKNOWN = {"rule": "QH-C04", "outcome": "unknown", "geometry": None}
FINE = {"rule": "QH-C06", "outcome": "conforms"}
PROJECT = {
    "id": "GT-1",
    "name": "Kho lạnh",
    "kind": "project",
    "outcome": "conflicts",
    "force": "binding",
    "verdicts": [UNKNOWN, VERDICT, FINE],
}
ANSWER = {"on": "2026-11-23", "projects": [PROJECT]}


def area(ring):
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(ring))


def test_a_project_and_its_evidence():
    made = to_geojson(ANSWER, shapes={"GT-1": None})
    project, evidence = made["features"]
    assert (made["type"], made["on"]) == ("FeatureCollection", "2026-11-23")
    assert project["geometry"] is None
    assert project["properties"] == {
        "id": "GT-1",
        "name": "Kho lạnh",
        "kind": "project",
        "outcome": "conflicts",
        "force": "binding",
        "rules": ["QH-C02", "QH-C04"],
    }
    assert evidence["properties"]["kind"] == "evidence"
    assert evidence["properties"]["area_m2"] == 45000.0
    assert (project["id"], evidence["id"]) == ("GT-1", "GT-1/QH-C02/2")


def test_nothing_says_crs_and_invented_things_say_so():
    made = to_geojson(ANSWER | {"fictional": True}, shapes={})
    assert "crs" not in made
    assert made["fictional"] is True
    assert {f["properties"]["fictional"] for f in made["features"]} == {"GIẢ ĐỊNH"}


@pytest.mark.parametrize("turned", [SQUARE, SQUARE[::-1]])
def test_outer_rings_turn_against_the_clock_and_holes_with_it(turned):
    polygon = {"type": "Polygon", "coordinates": [turned, turned]}
    many = {"type": "MultiPolygon", "coordinates": [polygon["coordinates"]]}
    mixed = {"type": "GeometryCollection", "geometries": [polygon, many]}
    (feature, _) = to_geojson(ANSWER, shapes={"GT-1": mixed})["features"]
    one, two = feature["geometry"]["geometries"]
    assert one["coordinates"] == two["coordinates"][0]
    outer, hole = one["coordinates"]
    assert area(outer) > 0 > area(hole)


def test_other_shapes_are_left_as_they_are():
    line = {"type": "LineString", "coordinates": [[106.0, 21.0], [106.1, 21.0]]}
    (feature, _) = to_geojson(ANSWER, shapes={"GT-1": line})["features"]
    assert feature["geometry"] == line


def test_projects_may_be_streamed():
    streamed = ANSWER | {"projects": iter([PROJECT])}
    made = to_geojson(streamed, shapes={"GT-1": POLYGON})
    assert to_json(made) == to_json(to_geojson(ANSWER, shapes={"GT-1": POLYGON}))
