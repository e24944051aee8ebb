import numpy as np
import pytest
import shapely
from shapely import LineString, MultiPoint, Point, Polygon, box

from quyhoach.errors import BadInput
from quyhoach.space import meet, meet_within, outside_share, shared_ground

ZONE = box(1000, 1000, 2000, 2000)
BENT = LineString([(1000, 1000), (1300, 1000), (1300, 1200)])


def array(*shapes):
    out = np.empty(len(shapes), dtype=object)
    out[:] = shapes
    return out


@pytest.mark.parametrize(
    ("shape", "measure"),
    [
        (box(1900, 1000, 2100, 2000), (100_000.0, 0.0, 0.5, 0.1)),
        (box(1200, 1200, 1300, 1300), (10_000.0, 0.0, 1.0, 0.01)),
        (LineString([(500, 1500), (1500, 1500)]), (0.0, 500.0, 0.5, 0.0)),
        (Point(1500, 1500), (0.0, 0.0, 1.0, 0.0)),
        (MultiPoint([(1500, 1500), (9000, 9000)]), (0.0, 0.0, 0.5, 0.0)),
        # along the border for 300 m, then 200 m inside: only the inside is shared
        (BENT, (0.0, 200.0, 0.4, 0.0)),
    ],
)  # fmt: skip
def test_sharing(shape, measure):
    found = meet(array(shape), array(ZONE))
    assert len(found) == 1
    got = [
        found.area_m2[0],
        found.length_m[0],
        found.share_left[0],
        found.share_right[0],
    ]
    assert got == pytest.approx(measure)
    turned = meet(array(ZONE), array(shape))
    assert turned.share_right[0] == found.share_left[0]
    ground = shared_ground(array(shape), array(ZONE))[0]
    assert (ground.area, ground.length if not ground.area else 0.0) == pytest.approx(
        measure[:2]
    )


@pytest.mark.parametrize(
    "shape",
    [
        box(2000, 1000, 3000, 2000),
        box(2000, 2000, 3000, 3000),
        LineString([(1000, 1000), (2000, 1000)]),
        LineString([(500, 1500), (1000, 1500)]),
        Point(1000, 1500),
        Point(),
        None,
        Polygon([(1000, 1000), (2000, 2000), (2000, 1000), (1000, 2000)]),
    ],
)  # fmt: skip
def test_touching_missing_and_invalid_are_not_sharing(shape):
    assert len(meet(array(shape), array(ZONE))) == 0
    assert shared_ground(array(shape), array(ZONE))[0] is None


def test_lines_share_only_along():
    road = array(LineString([(1000, 1000), (2000, 1000)]))
    along = LineString([(1500, 1000), (2500, 1000)])
    across = LineString([(1500, 500), (1500, 1500)])
    found = meet(road, array(along, across))
    assert found.right.tolist() == [0]
    assert found.length_m.tolist() == [500.0]


def test_degrees_are_refused_with_a_hint():
    degrees = array(Point(106.7, 21.8), None)
    for layers in ((degrees, array(ZONE)), (array(ZONE), degrees)):
        with pytest.raises(BadInput, match="EPSG:9215"):
            meet(*layers)
    assert len(meet(array(None, Point()), array(ZONE))) == 0


def test_within_one_layer_each_pair_once():
    found = meet_within(array(ZONE, box(1500, 1500, 2500, 2500), ZONE, None))
    assert list(zip(found.left, found.right, strict=True)) == [(0, 1), (0, 2), (1, 2)]


def test_zones_that_overlap_are_not_counted_twice():
    plot = array(box(1000, 1000, 2000, 1100), Point(5000, 5000), None)
    zones = array(box(1000, 1000, 1600, 2000), box(1400, 1000, 1800, 2000))
    found = outside_share(plot, zones, meet(plot, zones))
    assert found[:2] == pytest.approx([0.2, 1.0])
    assert np.isnan(found[2])


def test_a_collection_counts_with_its_highest_dimension():
    mixed = shapely.GeometryCollection([box(1900, 1000, 2100, 2000), Point(0, 0)])
    assert meet(array(mixed), array(ZONE)).share_left.tolist() == [0.5]
