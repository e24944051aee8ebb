"""Cells of weighted points, and shapes of units that have the areas they should."""

import numpy as np
import pytest
import shapely

from quyhoach.space import mirrored, schematic_shapes
from quyhoach.space.cells import power_cells

SEED = 1371


def field(count, seed=SEED):
    """Return points scattered over 100 by 80 km, on whole metres."""
    chance = np.random.default_rng(seed)
    return np.round(chance.uniform((0, 0), (100_000, 80_000), (count, 2)))


def test_a_cell_is_where_its_point_is_nearest_less_its_weight():
    points = field(60)
    weights = np.random.default_rng(7).uniform(0, 4e7, 60)
    found = power_cells(points, weights, 60, reach=300_000.0)
    asked = field(4000, seed=2)
    power = ((asked[:, None] - points) ** 2).sum(axis=2) - weights
    nearest = power.argmin(axis=1)
    sure = np.diff(np.sort(power, axis=1)[:, :2]).ravel() > 1.0
    for cell, ring in enumerate(found.rings):
        inside = shapely.contains_xy(shapely.Polygon(ring), asked)
        assert (inside == (nearest == cell))[sure].all()


def test_cells_of_equal_weight_are_the_ordinary_ones():
    points = field(40)
    box = shapely.box(-60_000, -60_000, 160_000, 140_000)
    plain = shapely.voronoi_polygons(shapely.multipoints(points), extend_to=box)
    found = power_cells(points, np.zeros(40), 40, reach=400_000.0)
    for ring, point in zip(found.rings, points, strict=True):
        ours = shapely.intersection(shapely.Polygon(ring), box)
        theirs = next(c for c in plain.geoms if c.covers(shapely.Point(point)))
        apart = shapely.symmetric_difference(ours, theirs.intersection(box))
        assert apart.area < 1.0


def test_every_wall_is_told_from_both_sides():
    points = np.vstack([field(30), frame()])
    found = power_cells(points, np.zeros(len(points)), 30, reach=200_000.0)
    sides = dict(
        zip(zip(found.left, found.right, strict=True), found.length, strict=True)
    )
    inner = {pair: length for pair, length in sides.items() if max(pair) < 30}
    assert len(inner) > 100
    for (left, right), length in inner.items():
        assert sides[right, left] == pytest.approx(length)


def frame():
    """Return foreign points around the field, about 10 km apart."""
    east, north = np.arange(-5, 106, 10), np.arange(-5, 86, 10)
    edges = [(e, n) for e in east for n in (-8, 88)]
    edges += [(e, n) for n in north for e in (-8, 108)]
    return 1000.0 * np.array(edges, dtype=np.float64)


def test_units_get_the_areas_wanted_and_leave_no_gap():
    points, owner = field(60), np.arange(60) % 20
    whole = schematic_shapes(
        points, owner, np.full(20, np.nan), total=8e9, foreign=frame()
    )
    assert shapely.area(whole).sum() == pytest.approx(8e9, rel=1e-4)
    wanted = shapely.area(whole) * np.linspace(0.7, 1.2, 20)
    made = schematic_shapes(points, owner, wanted, total=np.nan, foreign=frame())
    assert shapely.area(made) == pytest.approx(wanted, rel=1e-3)
    assert shapely.coverage_is_valid(made)
    assert all(shape.is_valid for shape in made)


def test_units_of_unknown_area_share_what_is_left():
    points, owner = field(30), np.arange(30) % 10
    wanted = np.full(10, 7.5e8)
    wanted[[3, 8]] = np.nan
    made = schematic_shapes(points, owner, wanted, total=8e9, foreign=frame())
    area = shapely.area(made)
    assert area[[3, 8]].sum() == pytest.approx(2e9, rel=1e-3)
    assert (area[[3, 8]] > 1e8).all()


def test_moving_everything_moves_the_shapes():
    points, owner, wanted = field(30), np.arange(30) % 10, np.full(10, 8e8)
    there = np.array([400_000.0, 2_400_000.0])
    made = schematic_shapes(points, owner, wanted, total=8e9, foreign=frame())
    moved = schematic_shapes(
        points + there, owner, wanted, total=8e9, foreign=frame() + there
    )
    back = shapely.transform(moved, lambda corner: corner - there)
    assert shapely.area(shapely.symmetric_difference(made, back)).max() < 1e5


@pytest.mark.parametrize(
    ("wanted", "total", "reason"),
    [
        ([5e8, np.nan], 4e8, "leave nothing"),
        ([5e8, 0.0], 4e8, "leave nothing"),
        ([5e8, 5e8, 5e8], 9e9, "needs a point"),
    ],
)
def test_areas_that_cannot_be_are_refused(wanted, total, reason):
    with pytest.raises(ValueError, match=reason):
        schematic_shapes(
            field(2), np.array([0, 1]), np.array(wanted), total=total, foreign=frame()
        )


def test_more_ground_than_lies_within_reach_is_refused():
    with pytest.raises(ValueError, match="cannot be met"):
        schematic_shapes(
            np.zeros((1, 2)),
            np.array([0]),
            np.array([9e9]),
            total=9e9,
            foreign=np.empty((0, 2)),
            reach=1000.0,
        )


def test_a_mirror_keeps_the_distance_to_the_line():
    line = np.array([[0.0, 90_000.0], [100_000.0, 85_000.0]])
    points = field(50)
    images = mirrored(points, line, within=np.inf)
    assert (images[:, 1] > 84_000).all()
    drawn = shapely.linestrings(line)
    away = [shapely.distance(drawn, shapely.points(some)) for some in (points, images)]
    assert away[0] == pytest.approx(away[1])
    assert len(mirrored(points, line, within=50_000.0)) < len(images) == 50


def test_no_image_falls_on_the_near_side():
    # a deep bend: beyond it an image would come back among the points
    line = np.array([[0, 80], [45, 80], [50, 20], [55, 80], [100, 80]]) * 1000.0
    near = shapely.Polygon([*line, (100_000, -90_000), (0, -90_000)])
    points = field(200)
    images = mirrored(points, line, within=np.inf)
    assert 0 < len(images) < 200
    assert not shapely.contains_xy(near, images).any()
