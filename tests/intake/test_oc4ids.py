"""An OC4IDS package is read like a list; what it cannot say is an issue."""

import pytest

from quyhoach.intake.grids import Grid
from quyhoach.intake.oc4ids import grid_of_package, is_package

ONE = {
    "id": "oc4ids-abc123-7",
    "title": "Cầu",
    "identifiers": [{"id": "7", "scheme": "quyhoach"}],
}


def cells(grid: Grid, row: int = 0) -> dict:
    return dict(zip(grid.header, grid.rows[row][1], strict=True))


@pytest.mark.parametrize(
    ("tree", "known"),
    [
        ({"projects": [{"id": "a"}]}, True),
        ({"projects": []}, False),
        ({"projects": ["a"]}, False),
        ({"projects": {"a": {}}}, False),
        ({"projects": [{}], "features": []}, False),
        ([{"id": "a"}], False),
    ],
)
def test_a_package_is_told_from_other_json(tree, known):
    assert is_package(tree) is known


def test_an_id_of_our_own_comes_back_and_so_do_parts():
    part = {"identifier": "oc4ids-abc123-7", "relationship": "partOf"}
    other = {"identifier": "oc4ids-abc123-9", "relationship": "replacement"}
    two = {"id": "x", "title": "Nhánh", "relatedProjects": [other, part]}
    grid = grid_of_package({"projects": [ONE, two]}, "a.json")
    assert cells(grid)["id"] == "7"
    assert cells(grid, 1)["part_of"] == "7"


@pytest.mark.parametrize(
    ("amount", "read", "issues"),
    [
        ({"amount": 12, "currency": "VND"}, 12, 0),
        ({"amount": 12, "currency": "USD"}, None, 1),
        ({"amount": 12}, None, 1),
        ({"currency": "VND"}, None, 0),
        ("12", None, 0),
    ],
)
def test_money_is_only_taken_in_dong(amount, read, issues):
    one = {**ONE, "budget": {"amount": amount}}
    grid = grid_of_package({"projects": [one]}, "a.json")
    assert cells(grid)["capital_dong"] == read
    assert len(grid.issues) == issues


def test_shapes_come_from_every_location():
    point = {"type": "Point", "coordinates": [106.7, 21.8]}
    line = {"type": "LineString", "coordinates": [[106.7, 21.8], [106.8, 21.9]]}
    odd = {"type": "Circle", "coordinates": [1]}
    some = [
        {**ONE, "locations": [{"id": "1", "geometry": point}, {"id": "2"}]},
        {**ONE, "locations": [{"geometry": point}, {"geometry": line}]},
        {**ONE, "locations": [{"geometry": odd}]},
        {
            **ONE,
            "locations": [{"address": {"locality": "Hồ Sơn", "region": "Lạng Sơn"}}],
        },
    ]
    grid = grid_of_package({"projects": some}, "a.json")
    kinds = [shape and shape.geom_type for shape in grid.shapes]
    assert kinds == ["Point", "GeometryCollection", None, None]
    assert grid.refused == {3}
    assert [issue.code for issue in grid.issues] == ["QH-D06.shape_unreadable"]
    assert cells(grid, 3)["place"] == "Hồ Sơn, Lạng Sơn"


def test_odd_members_do_not_break_the_reading():
    odd = {
        "id": 5, "title": None, "sector": "health", "parties": [{"roles": None}, 3],
        "publicAuthority": "x", "locations": {}, "period": "2024", "metrics": [{}],
        "additionalClassifications": ["x"], "budget": [],
    }  # fmt: skip
    made = cells(grid_of_package({"projects": [odd]}, "a.json"))
    assert (made["id"], made["name"], made["sector"]) == ("5", "", "health")
    assert (made["owner"], made["period"], made["place"]) == ("", "", "")
