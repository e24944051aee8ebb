"""Each case stands with the reason for its answer."""
# ruff: noqa: E501  (tables read better with a case on one line)

import numpy as np
import pytest
import shapely

from quyhoach.space import RELATIONS, relate

FIELD = "POLYGON ((0 0, 10 0, 10 10, 0 10, 0 0))"
HOLED = "POLYGON ((0 0, 10 0, 10 10, 0 10, 0 0), (4 4, 6 4, 6 6, 4 6, 4 4))"
BOW = "POLYGON ((0 0, 4 4, 4 0, 0 4, 0 0))"
MIRROR = {"within": "contains", "contains": "within"}

CASES = [
    # areas
    (FIELD, "POLYGON ((10 10, 10 0, 0 0, 0 10, 10 10))", "equals", "start and turn do not matter"),
    (FIELD, "POLYGON ((0 0, 5 0, 10 0, 10 10, 0 10, 0 0))", "equals", "an extra vertex is no difference"),
    (FIELD, "POLYGON ((10 0, 20 0, 20 10, 10 10, 10 0))", "touches", "a common side"),
    (FIELD, "POLYGON ((10 10, 20 10, 20 20, 10 10))", "touches", "a common corner"),
    (FIELD, "POLYGON ((10 2, 20 2, 20 8, 10 8, 10 2))", "touches", "corners in the middle of a side"),
    (FIELD, "POLYGON ((5 5, 15 5, 15 15, 5 15, 5 5))", "overlaps", "part in, part out"),
    ("POLYGON ((0 0, 5 0, 5 5, 0 5, 0 0))", FIELD, "within", "sharing a border is still within"),
    (FIELD, HOLED, "contains", "a hole only takes away"),
    (HOLED, "POLYGON ((4 4, 6 4, 6 6, 4 6, 4 4))", "touches", "it fills the hole exactly"),
    (HOLED, "POLYGON ((4.5 4.5, 5 4.5, 5 5, 4.5 4.5))", "disjoint", "it floats in the hole"),
    (HOLED, "MULTIPOLYGON (((0 0, 10 0, 10 10, 0 10, 0 0), (4 4, 4 6, 6 6, 6 4, 4 4)))", "equals", "the hole may turn either way"),
    (FIELD, "POLYGON ((20 0, 30 0, 30 10, 20 0))", "disjoint", "nothing in common"),
    # a corner on the side of another part: GEOS 3.14.1 answers overlaps here
    ("POLYGON ((2 2, 3 2, 3 4, 2 4, 2 2))", "MULTIPOLYGON (((3 3, 4 3, 4 4, 3 3)), ((2 1, 3 1, 3 5, 2 5, 2 1)))", "within", "inside one part"),
    # lines
    ("LINESTRING (0 0, 5 5, 9 9)", "LINESTRING (9 9, 0 0)", "equals", "direction does not matter"),
    ("LINESTRING (0 0, 5 5)", "LINESTRING (5 5, 9 0)", "touches", "end to end"),
    ("LINESTRING (0 5, 10 5)", "LINESTRING (5 5, 5 9)", "touches", "an end on the inside of a line"),
    ("LINESTRING (0 0, 10 10)", "LINESTRING (0 10, 10 0)", "crosses", "insides meet at a point"),
    ("LINESTRING (0 0, 6 0)", "LINESTRING (4 0, 9 0)", "overlaps", "a stretch in common"),
    ("LINESTRING (0 0, 6 0)", "LINESTRING (0 0, 9 0)", "within", "all of it"),
    ("LINESTRING (0 0, 9 0)", "MULTILINESTRING ((0 0, 4 0), (4 0, 9 0))", "equals", "cut in two, the same line"),
    ("LINEARRING (0 0, 9 0, 9 9, 0 0)", "LINESTRING (9 9, 0 0, 9 0, 9 9)", "equals", "a ring is a closed line"),
    ("LINEARRING (0 0, 9 0, 9 9, 0 0)", "POINT (0 0)", "contains", "a closed line has no end"),
    ("LINESTRING (-5 5, 15 5)", FIELD, "crosses", "in and out"),
    ("LINESTRING (0 0, 10 0)", FIELD, "touches", "along the border only"),
    ("LINESTRING (0 5, 10 5)", FIELD, "within", "ends on the border"),
    ("LINESTRING (10 5, 15 5)", FIELD, "touches", "arrives at the border"),
    ("LINEARRING (0 0, 10 0, 10 10, 0 10, 0 0)", FIELD, "touches", "the border itself"),
    # points
    ("POINT (5 5)", FIELD, "within", "inside"),
    ("POINT (10 5)", FIELD, "touches", "on the border"),
    ("POINT (5 5)", HOLED, "disjoint", "in the hole"),
    ("MULTIPOINT (5 5, 15 5)", FIELD, "crosses", "a lower dimension, partly inside"),
    ("MULTIPOINT (5 5, 10 5)", FIELD, "within", "inside and on the border"),
    ("MULTIPOINT (1 1, 2 2)", "MULTIPOINT (2 2, 3 3)", "overlaps", "one in common"),
    ("POINT (1 1)", "MULTIPOINT (1 1, 1 1)", "equals", "twice is once"),
    ("POINT (0 0)", "LINESTRING (0 0, 5 5)", "touches", "an end is border"),
    ("POINT (2 2)", "LINESTRING (0 0, 5 5)", "within", "inside of a line"),
    # empty shapes and empty parts
    ("POINT EMPTY", FIELD, "disjoint", "nothing meets nothing"),
    ("POINT EMPTY", "POLYGON EMPTY", "equals", "the same empty set, as GEOS says"),
    ("GEOMETRYCOLLECTION (POINT EMPTY)", "LINESTRING EMPTY", "equals", "empty all through"),
    ("POLYGON ((0 0, 10 0, 10 10, 0 10, 0 0), EMPTY)", FIELD, "equals", "an empty hole is no hole"),
    ("MULTIPOINT (EMPTY, (5 5))", FIELD, "within", "an empty part is no part"),
    ("MULTIPOLYGON (EMPTY, ((0 0, 10 0, 10 10, 0 10, 0 0), EMPTY))", FIELD, "equals", "both at once"),
    # collections
    (f"GEOMETRYCOLLECTION ({FIELD}, POINT (5 5), LINESTRING (1 1, 9 9))", FIELD, "equals", "what lies inside adds nothing"),
    (f"GEOMETRYCOLLECTION ({FIELD}, LINESTRING (5 5, 15 5))", FIELD, "contains", "the line sticks out"),
    (f"GEOMETRYCOLLECTION ({FIELD}, POINT (20 20))", "POINT (20 20)", "contains", "a lone point is interior"),
    ("GEOMETRYCOLLECTION (POLYGON ((0 0, 5 0, 5 10, 0 10, 0 0)), POLYGON ((5 0, 10 0, 10 10, 5 10, 5 0)))", FIELD, "equals", "two halves"),
    ("GEOMETRYCOLLECTION (POLYGON ((0 0, 5 0, 5 10, 0 10, 0 0)), POLYGON ((5 0, 10 0, 10 10, 5 10, 5 0)))", "LINESTRING (5 2, 5 8)", "contains", "the seam of two halves is inside"),
    ("LINESTRING (1 1, 15 1)", f"GEOMETRYCOLLECTION ({FIELD}, LINESTRING (5 1, 15 1))", "within", "part by area, part by line"),
    ("GEOMETRYCOLLECTION (LINESTRING (0 0, 4 0), POINT (9 9))", "LINESTRING (4 0, 8 0)", "touches", "only ends meet"),
    # invalid shapes are answered on the ground they draw
    (BOW, BOW, "equals", "with itself"),
    (BOW, "POINT (2 3.5)", "disjoint", "beside the waist"),
    (BOW, "POINT (3.5 2)", "contains", "inside a wing"),
    ("MULTIPOLYGON (((0 0, 6 0, 6 10, 0 10, 0 0)), ((4 0, 10 0, 10 10, 4 10, 4 0)))", FIELD, "equals", "parts that overlap are united"),
    ("POLYGON ((0 0, 10 0, 10 10, 10 15, 10 10, 0 10, 0 0))", FIELD, "equals", "a spike has no ground"),
    ("POLYGON ((0 0, 10 0, 0 0))", "LINESTRING (0 0, 10 0)", "equals", "collapsed to a line"),
    ("LINESTRING (3 3, 3 3)", "POINT (3 3)", "equals", "collapsed to a point"),
]  # fmt: skip


def one(left, right, **how):
    shapes = (
        np.array([shapely.from_wkt(text)], dtype=object) for text in (left, right)
    )
    return relate(*shapes, **how)


@pytest.mark.parametrize(("left", "right", "relation", "why"), CASES)
def test_relation(left, right, relation, why):
    assert one(left, right).relation[0] == relation, why
    assert one(right, left).relation[0] == MIRROR.get(relation, relation), why


def test_all_at_once_is_as_one_by_one():
    left = shapely.from_wkt([case[0] for case in CASES])
    right = shapely.from_wkt([case[1] for case in CASES])
    assert relate(left, right).relation.tolist() == [case[2] for case in CASES]
    assert {case[2] for case in CASES} == set(RELATIONS)


@pytest.mark.parametrize(
    ("left", "right", "area", "length", "shares"),
    [
        (FIELD, FIELD, 100, 0, (1, 1)),
        (FIELD, "POLYGON ((5 0, 15 0, 15 10, 5 10, 5 0))", 50, 0, (0.5, 0.5)),
        (FIELD, "POLYGON ((10 2, 20 2, 20 8, 10 8, 10 2))", 0, 6, (0, 0)),
        (FIELD, "LINESTRING (-5 5, 15 5)", 0, 10, (0, 0)),
        (FIELD, "LINESTRING (0 0, 10 0)", 0, 10, (0, 0)),
        (FIELD, "POINT (5 5)", 0, 0, (0, 0)),
        (BOW, "POLYGON ((0 0, 2 0, 2 4, 0 4, 0 0))", 4, 0, (0.5, 0.5)),
        # along a side and over a corner of ground: both kinds are told
        ("POLYGON ((0 0, 4 0, 4 2, 2 2, 2 4, 0 4, 0 0))", "POLYGON ((2 2, 6 2, 6 4, 2 4, 2 2))", 0, 4, (0, 0)),
        # a line inside common ground is ground, not a line
        (f"GEOMETRYCOLLECTION ({FIELD}, LINESTRING (5 5, 15 5))", "POLYGON ((0 0, 12 0, 12 10, 0 10, 0 0))", 100, 2, (1, 100 / 120)),
        ("MULTIPOLYGON (((0 0,4 0,4 4,0 4,0 0)), ((2 0,6 0,6 4,2 4,2 0)))", FIELD, 24, 0, (1, 0.24)),
    ],
)  # fmt: skip
def test_measures(left, right, area, length, shares):
    found = one(left, right)
    measured = [found.area_m2[0], found.length_m[0]]
    assert measured == pytest.approx([area, length])
    assert (found.share_left[0], found.share_right[0]) == pytest.approx(shares)


@pytest.mark.parametrize(
    ("left", "right", "exact", "blunt"),
    [
        # FIELD is 10 m wide; the tolerance is 1 m
        (FIELD, "POLYGON ((9.5 0, 20 0, 20 10, 9.5 10, 9.5 0))", "overlaps", "touches"),
        (FIELD, "POLYGON ((8.5 0, 20 0, 20 10, 8.5 10, 8.5 0))", "overlaps", "overlaps"),
        (FIELD, "POLYGON ((9 0, 20 0, 20 10, 9 10, 9 0))", "overlaps", "overlaps"),
        (FIELD, "POLYGON ((0.5 0, 20 0, 20 10, 0.5 10, 0.5 0))", "overlaps", "within"),
        (FIELD, "POLYGON ((5 2, 10.5 2, 10.5 8, 5 8, 5 2))", "overlaps", "contains"),
        (FIELD, "POLYGON ((0.5 0, 10.5 0, 10.5 10, 0.5 10, 0.5 0))", "overlaps", "equals"),
        (FIELD, "POLYGON ((0 0, 9.5 0, 9.5 10, 0 10, 0 0))", "contains", "equals"),
        (FIELD, "POLYGON ((10.5 0, 20 0, 20 10, 10.5 10, 10.5 0))", "disjoint", "disjoint"),
        (FIELD, "POLYGON ((0 0, 0.5 0, 0.5 10, 0 10, 0 0))", "contains", "touches"),
        ("LINESTRING (9.5 5, 15 5)", FIELD, "crosses", "touches"),
        ("LINESTRING (5 5, 10.5 5)", FIELD, "crosses", "within"),
        ("LINESTRING (5 5, 15 5)", FIELD, "crosses", "crosses"),
        ("POINT (9.5 5)", FIELD, "within", "touches"),
        ("POINT (8 5)", FIELD, "within", "within"),
        ("LINESTRING (0 0, 6 0)", "LINESTRING (5.5 0, 9 0)", "overlaps", "touches"),
        ("LINESTRING (0 0, 6 0)", "LINESTRING (0 0, 6.5 0)", "within", "equals"),
        ("LINESTRING (0 0, 9 9)", "LINESTRING (0 9, 9 0)", "crosses", "crosses"),
    ],
)  # fmt: skip
def test_what_is_thinner_than_the_tolerance_does_not_count(left, right, exact, blunt):
    assert one(left, right).relation[0] == exact
    assert one(left, right, tolerance_m=1.0).relation[0] == blunt
    turned = one(right, left, tolerance_m=1.0).relation[0]
    assert turned == MIRROR.get(blunt, blunt)


def test_missing_and_none_at_all():
    field = shapely.from_wkt(FIELD)
    found = relate(np.array([None, field]), np.array([field, None]))
    assert found.relation.tolist() == [None, None]
    assert found.area_m2.tolist() == [0.0, 0.0]
    assert relate(np.array([]), np.array([])).relation.tolist() == []
