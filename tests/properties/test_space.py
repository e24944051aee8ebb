"""What must hold for all shapes, not only for those we thought of."""

import importlib.util
import sys
from pathlib import Path

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from quyhoach.space import meet, meet_within, outside_share, relate

_PLACE = Path(__file__).parents[1] / "space" / "arrangement.py"
_SPEC = importlib.util.spec_from_file_location("arrangement", _PLACE)
arrangement = importlib.util.module_from_spec(_SPEC)
sys.modules["arrangement"] = arrangement
_SPEC.loader.exec_module(arrangement)
SIZE = arrangement.SIZE

MIRROR = {"within": "contains", "contains": "within"}
whole = st.integers(0, SIZE)
corners = st.tuples(whole, whole)


@st.composite
def rings(draw):
    """A rectangle or a right triangle with level, upright and diagonal sides."""
    x, y = draw(st.integers(0, SIZE - 1)), draw(st.integers(0, SIZE - 1))
    width, height = draw(st.integers(1, SIZE - x)), draw(st.integers(1, SIZE - y))
    left_out = draw(st.integers(-1, 3))
    if left_out >= 0:
        width = height = min(width, height)
    ring = [(x, y), (x + width, y), (x + width, y + height), (x, y + height)]
    if left_out >= 0:
        del ring[left_out]
    return [*ring, ring[0]]


@st.composite
def lines(draw):
    line = [draw(corners)]
    for _ in range(draw(st.integers(1, 3))):
        dx, dy = draw(st.sampled_from([(1, 0), (0, 1), (1, 1), (1, -1)]))
        steps = draw(st.sampled_from([-3, -2, -1, 1, 2, 3]))
        x, y = line[-1][0] + dx * steps, line[-1][1] + dy * steps
        if 0 <= x <= SIZE and 0 <= y <= SIZE:
            line.append((x, y))
    return line


def some(kind, most):
    return st.lists(kind, max_size=most)


drawings = st.builds(
    arrangement.Drawing,
    polygons=some(rings().map(lambda ring: [ring]), 2),
    lines=some(lines().filter(lambda line: len(line) > 1), 2),
    points=some(corners, 2),
)
# metres far from ±180, as on the grid
footprints = st.builds(
    lambda x, y, wide, high: shapely.box(x, y, x + wide, y + high),
    *[st.integers(500_000, 500_300)] * 2,
    *[st.integers(1, 200)] * 2,
)
layers = st.lists(footprints, min_size=1, max_size=8)


def array(shapes):
    out = np.empty(len(shapes), dtype=object)
    out[:] = shapes
    return out


def answers(found):
    columns = (found.area_m2, found.length_m, found.share_left, found.share_right)
    return np.column_stack(columns)


@given(drawings, drawings)
def test_relation_is_that_of_an_arrangement(left, right):
    found = relate(array([left.shape()]), array([right.shape()]))
    assert found.relation[0] == arrangement.relation(left, right)


@given(drawings, drawings, st.integers(0, 3), st.booleans())
def test_turning_and_mirroring_change_no_relation(left, right, quarters, mirrored):
    def turn(points):
        x, y = points.T
        for _ in range(quarters):
            x, y = -y, x
        return np.column_stack([-x if mirrored else x, y])

    pair = [array([one.shape()]) for one in (left, right)]
    turned = relate(*(shapely.transform(one, turn) for one in pair))
    found = relate(*pair)
    assert turned.relation[0] == found.relation[0]
    assert turned.area_m2[0] == pytest.approx(found.area_m2[0])
    assert turned.length_m[0] == pytest.approx(found.length_m[0])


@given(drawings, drawings)
def test_a_relation_is_mutual(left, right):
    pair = [array([one.shape()]) for one in (left, right)]
    there, back = relate(*pair), relate(*reversed(pair))
    assert back.relation[0] == MIRROR.get(there.relation[0], there.relation[0])
    assert back.share_left[0] == pytest.approx(there.share_right[0])


@given(drawings, drawings, st.sampled_from([0.0, 0.3, 1.0, 3.0]))
def test_shares_are_shares_and_a_tolerance_only_blunts(left, right, tolerance):
    pair = [array([one.shape()]) for one in (left, right)]
    exact, blunt = relate(*pair), relate(*pair, tolerance_m=tolerance)
    for found in (exact, blunt):
        assert 0 <= found.share_left[0] <= 1
        assert 0 <= found.share_right[0] <= 1
    if exact.relation[0] in ("disjoint", "touches") or not tolerance:
        assert blunt.relation[0] == exact.relation[0]
    else:
        assert blunt.relation[0] != "disjoint"


@given(layers, layers)
def test_overlap_is_mutual(left, right):
    there, back = meet(array(left), array(right)), meet(array(right), array(left))
    order = np.lexsort((back.left, back.right))
    assert back.right[order].tolist() == there.left.tolist()
    assert back.left[order].tolist() == there.right.tolist()
    assert back.area_m2[order].tolist() == there.area_m2.tolist()
    assert back.share_left[order].tolist() == there.share_right.tolist()


@given(layers, layers, st.randoms(use_true_random=False))
def test_order_changes_nothing(left, right, random):
    places = random.sample(range(len(left)), len(left))
    found, mixed = (
        meet(array(left), array(right)),
        meet(array([left[place] for place in places]), array(right)),
    )
    back = np.array(places)[mixed.left]
    order = np.lexsort((mixed.right, back))
    assert back[order].tolist() == found.left.tolist()
    assert (answers(mixed)[order] == answers(found)).all()


@given(layers, layers, st.tuples(st.integers(-400, 400), st.integers(-400, 400)))
def test_shifting_and_mirroring_change_nothing(left, right, by):
    def move(points):
        return points * [-1, 1] + by

    moved = [shapely.transform(array(layer), move) for layer in (left, right)]
    found, after = meet(array(left), array(right)), meet(*moved)
    assert after.left.tolist() == found.left.tolist()
    assert after.right.tolist() == found.right.tolist()
    assert answers(after) == pytest.approx(answers(found))


@given(footprints, layers, st.integers(1, 199))
def test_splitting_a_shape_splits_what_it_shares(shape, zones, at):
    x = shape.bounds[0] + at
    halves = [
        shapely.intersection(shape, shapely.box(x - 1e3, 0, x, 1e6)),
        shapely.intersection(shape, shapely.box(x, 0, x + 1e3, 1e6)),
    ]
    halves = [half for half in halves if half.area]
    whole_shape, split = (
        meet(array([shape]), array(zones)),
        meet(array(halves), array(zones)),
    )
    size = len(zones)
    total = np.bincount(whole_shape.right, whole_shape.area_m2, size)
    assert np.bincount(split.right, split.area_m2, size) == pytest.approx(total)


@given(layers, layers)
def test_shares_keep_their_bounds(left, right):
    found = meet(array(left), array(right))
    assert (found.area_m2 > 0).all()
    assert ((found.share_left > 0) & (found.share_left <= 1)).all()
    outside = outside_share(array(left), array(right), found)
    assert ((outside >= 0) & (outside <= 1)).all()
    united = shapely.union_all(array(right))
    true = 1 - shapely.area(shapely.intersection(array(left), united)) / shapely.area(
        array(left)
    )
    assert outside == pytest.approx(true, abs=1e-9)


@given(layers)
def test_within_a_layer_is_half_of_the_layer_with_itself(shapes):
    both, once = meet(array(shapes), array(shapes)), meet_within(array(shapes))
    half = both.take(both.left < both.right)
    assert half.left.tolist() == once.left.tolist()
    assert (answers(half) == answers(once)).all()
