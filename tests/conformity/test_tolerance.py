"""What a shared part is worth: thicker than the tolerance, or only touching."""

import numpy as np
import pytest
import shapely
from shapely import affinity

# Z-IND 0..1000 permits industry, Z-FARM 1000..2000 prohibits it, both 1:5,000 → 1 m
LONG = 800


def strip(field, deep, west=900):
    """Return a project that reaches so deep into the farm zone."""
    return field.box(west, 100, 1000 + deep, 100 + LONG)


def farm(field, shape, **row):
    result = field.run([field.project("A", shape=shape, **row)])
    table = result.verdicts
    found = {}
    for k in range(len(table)):
        if result.verdicts.row(k).reason.rule == "QH-C01":
            zone = str(result.case.plan.zones.id[table.other[k]])
            found[zone] = (
                table.row(k).reason.code.partition(".")[2],
                float(table.tolerance_m[k]),
                table.row(k).force.name.lower(),
            )
    return found


@pytest.mark.parametrize(
    ("scale", "tolerance"),
    [(1000.0, 1.0), (5000.0, 1.0), (10_000.0, 2.0), (50_000.0, 10.0)],
)
def test_a_strip_counts_when_it_is_thicker_than_the_tolerance(field, scale, tolerance):
    thin = farm(field, strip(field, tolerance * 0.98), scale=scale)
    thick = farm(field, strip(field, tolerance * 1.02), scale=scale)
    assert thin["Z-FARM"][:2] == ("touches_only", tolerance)
    assert thick["Z-FARM"][:2] == ("use_not_permitted", tolerance)
    assert thin["Z-IND"][0] == thick["Z-IND"][0] == "use_permitted"


def test_length_never_makes_a_thin_strip_count(field):
    for long in (10, 100, 900):
        shape = shapely.union(
            field.box(900, 50, 950, 60), field.box(940, 50, 1000.9, 50 + long)
        )
        assert farm(field, shape)["Z-FARM"][0] == "touches_only"


def test_many_thin_strips_are_still_thin(field):
    teeth = [field.box(999, 10 + 4 * k, 1000.9, 12 + 4 * k) for k in range(200)]
    shape = shapely.union_all([field.box(900, 10, 999.5, 820), *teeth])
    assert farm(field, shape)["Z-FARM"][0] == "touches_only"


def test_one_thick_spot_in_a_thin_strip_counts(field):
    shape = shapely.union(strip(field, 0.5), field.box(990, 400, 1003, 403))
    assert farm(field, shape)["Z-FARM"][0] == "use_not_permitted"


def test_a_border_in_common_is_no_meeting_at_all(field):
    assert "Z-FARM" not in farm(field, strip(field, 0))
    assert "Z-FARM" not in farm(field, field.box(900, 100, 999.999, 200))


def test_without_a_scale_only_what_is_clear_of_the_roughest_map_counts(field):
    """Ten times 0.2 mm at 1:100,000 is 200 m."""
    near = farm(field, strip(field, 199), scale=None)
    far = farm(field, strip(field, 201), scale=None)
    assert near["Z-FARM"][0] == "scale_unknown"
    assert far["Z-FARM"][0] == "use_not_permitted"


def test_approximate_ground_binds_where_the_finding_survives(field):
    shape = {"geometry": "approximate", "scale": 5000.0}
    deep = farm(field, strip(field, 50), **shape)
    edge = farm(field, strip(field, 1.5), **shape)
    assert deep["Z-FARM"] == ("use_not_permitted", 1.0, "binding")
    assert edge["Z-FARM"] == ("use_not_permitted", 1.0, "indicative")


@pytest.mark.parametrize("word", ["indicative"])
def test_a_symbol_never_binds_however_deep_it_lies(field, word):
    found = farm(field, field.box(1200, 200, 1800, 800), geometry=word)
    assert found["Z-FARM"][0] == "use_not_permitted"
    assert found["Z-FARM"][2] == "indicative"


@pytest.mark.parametrize("degrees", [0, 7, 45, 90])
def test_thickness_does_not_depend_on_the_direction(field, degrees):
    """Two projects that share a turned strip: X01 answers by its thickness alone."""
    wanted = {0.9: "touches_only", 1.1: "clash"}
    for wide, expected in wanted.items():
        one = field.box(100, 100, 300, 300)
        two = field.box(300 - wide, 100, 500, 300)
        corner = (one.bounds[2], one.bounds[3])
        turned = [affinity.rotate(s, degrees, origin=corner) for s in (one, two)]
        rows = [field.project(k, shape=s) for k, s in zip("AB", turned, strict=True)]
        result = field.run(rows)
        assert field.of(result, "A", "QH-X01") == [expected], (wide, degrees)
        assert field.of(result, "B", "QH-X01") == [expected]


def test_the_rougher_of_two_projects_sets_the_tolerance_and_both_say_whose(field):
    rows = [
        field.project("A", shape=field.box(100, 100, 300, 300), scale=1000.0),
        field.project("B", shape=field.box(297, 100, 500, 300), scale=25_000.0),
    ]
    result = field.run(rows)
    table = result.verdicts
    rows = [
        k
        for k in range(len(table))
        if table.row(k).reason.code == "QH-X01.touches_only"
    ]
    assert len(rows) == 2
    assert table.tolerance_m[rows].tolist() == [5, 5]
    kinds = dict(
        zip(table.project[rows].tolist(), table.tolerance_from[rows], strict=True)
    )
    assert kinds[0] != kinds[1]
    assert np.allclose(table.area_m2[rows], 600)


@pytest.mark.parametrize(
    "wkt",
    [
        "POLYGON EMPTY",
        "MULTIPOLYGON EMPTY",
        "GEOMETRYCOLLECTION EMPTY",
        "POLYGON ((600100 2401100, 600300 2401300, 600300 2401100, 600100 2401300, "
        "600100 2401100))",
    ],
)
def test_a_shape_that_can_meet_nothing_is_not_clear_of_everything(field, wkt):
    """It is no footprint: missing never counts as yes."""
    some = field.portfolio(field.project("A"), field.project("B"))
    some.shape[0] = shapely.from_wkt(wkt)
    result = field.judge(field.plan(), some, on=field.AFTER)
    assert "clear" not in field.of(result, "A", "QH-C02")
    assert "clear" not in field.of(result, "A", "QH-X01")
    assert field.of(result, "A", "QH-C03") == ["footprint_missing"]


@pytest.mark.parametrize(
    ("shape", "expected"),
    [
        # along the border of two zones, and along the outer border of one
        ("LINESTRING (1000 100, 1000 900)", {"inside", "near_limit"}),
        ("LINESTRING (3000 100, 3000 900)", {"inside", "near_limit"}),
        ("POINT (1000 500)", {"inside", "near_limit"}),
        # beside the last zone, no further off than the tolerance of 1 m
        ("POLYGON ((3000 100, 3000.9 100, 3000.9 300, 3000 100))", {"near_limit"}),
        ("LINESTRING (3000.5 100, 3000.5 900)", {"near_limit"}),
        # further off than that
        ("LINESTRING (3001.5 100, 3001.5 900)", {"outside"}),
        ("POLYGON ((3000 100, 3060 100, 3060 300, 3000 100))", {"outside"}),
    ],
)
def test_outside_is_counted_from_zones_widened_by_the_tolerance(field, shape, expected):
    """Also from a zone that is only touched: what lies on its border is not outside."""
    moved = affinity.translate(shapely.from_wkt(shape), *field.ORIGIN)
    result = field.run([field.project("A", shape=moved, sector="transport")])
    assert set(field.of(result, "A", "QH-C03")) <= expected
