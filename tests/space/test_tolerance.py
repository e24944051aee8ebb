import numpy as np
import shapely

from quyhoach.space import eroded_area, survives, tolerance_m


def test_the_largest_of_three_counts():
    scale = np.array([50_000.0, 1_000.0, 5_000.0, np.nan])
    found = tolerance_m(scale, np.array([1.0, 3.0, 0.0, 1.0]))
    assert found[:3].tolist() == [10.0, 3.0, 1.0]
    assert np.isnan(found[3])


def test_no_known_tolerance_is_not_a_small_one():
    assert not survives(np.array([1e9]), np.array([1.0]), np.array([np.nan]))[0]


def test_what_survives_really_remains():
    """The quick answer may say no too often, but never yes for nothing."""
    random = np.random.default_rng(1)
    shapes = shapely.box(0, 0, random.uniform(1, 50, 200), random.uniform(1, 50, 200))
    tolerance = random.uniform(0.1, 20, 200)
    quick = survives(shapely.area(shapes), shapely.length(shapes), tolerance)
    exact = eroded_area(shapes, tolerance) > 0
    assert quick.any()
    assert not (quick & ~exact).any()
