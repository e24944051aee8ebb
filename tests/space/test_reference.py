import numpy as np
import pytest
import shapely
from pyproj import Transformer

from quyhoach.errors import BadInput
from quyhoach.space import GRID, accuracy_m, looks_like_degrees, to_grid

TOWN = np.array([shapely.Point(106.7615, 21.8533), None, shapely.Point()], dtype=object)


@pytest.mark.parametrize("epsg", [4326, 4756, 3405, 3406, 9210, 32648])
def test_there_and_back(epsg):
    """An independent pipeline of PROJ, chosen for Vietnam onshore, agrees to 1 mm."""
    there = Transformer.from_crs(4326, epsg, always_xy=True)
    point = there.transform(106.7615, 21.8533)
    on_grid = to_grid(np.array([shapely.Point(point)]), epsg=epsg)
    assert on_grid[0].distance(to_grid(TOWN, epsg=4326)[0]) < 0.001


def test_the_two_datums_are_some_two_hundred_metres_apart():
    with_shift, without = (to_grid(TOWN, epsg=epsg)[0] for epsg in (4326, 4756))
    assert 200 < with_shift.distance(without) < 250


def test_missing_and_empty_stay():
    on_grid = to_grid(TOWN, epsg=4326)
    assert on_grid[1] is None
    assert on_grid[2].is_empty
    assert to_grid(np.array([], dtype=object), epsg=4326).size == 0


def test_the_grid_itself_is_not_moved():
    place = np.array([shapely.Point(450_000, 2_416_000)])
    assert to_grid(place, epsg=GRID)[0].equals_exact(place[0])


@pytest.mark.parametrize("epsg", [0, 999_999, 4131, 5773, 4978])
def test_other_systems_are_refused_with_a_cure(epsg):
    for call in (accuracy_m, lambda code: to_grid(TOWN, epsg=code)):
        with pytest.raises(BadInput) as refused:
            call(epsg)
        assert refused.value.cure


@pytest.mark.parametrize("x", [21.85, np.nan, np.inf, 1e9])
def test_what_lands_nowhere_is_refused(x):
    with pytest.raises(BadInput):
        to_grid(np.array([shapely.Point(x, 106.76)]), epsg=4326)


def test_degrees_are_told_from_metres():
    assert looks_like_degrees(TOWN)
    assert not looks_like_degrees(to_grid(TOWN, epsg=4326))
