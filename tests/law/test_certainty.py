"""Force is the weakest of four properties: every combination there is."""

from itertools import product

import numpy as np
import pytest

from quyhoach.law import Certainty, Crs, Force, Geometry, SourceKind, Text, force

ROWS = list(product(Text, SourceKind, Geometry, Crs, (True, False), (True, False)))


def forces(rows):
    used = Certainty.rows([[int(code) for code in row[:4]] for row in rows])
    survives = np.array([row[4] for row in rows])
    review = np.array([row[5] for row in rows])
    return force(used, survives=survives, review=review)


def test_every_combination():
    found = forces(ROWS)
    assert len(found) == 4 * 5 * 3 * 3 * 2 * 2
    for row, given in zip(ROWS, found, strict=True):
        text, kind, geometry, crs, survives, review = row
        ground = geometry is Geometry.EXACT or (
            geometry is Geometry.APPROXIMATE and survives
        )
        strong = text is Text.READ and kind is SourceKind.INSTRUMENT
        strong = strong and ground and crs is Crs.DECLARED and not review
        assert Force(int(given)) is (Force.BINDING if strong else Force.INDICATIVE), row


def test_lowering_anything_never_raises_force():
    found = dict(zip(ROWS, forces(ROWS).tolist(), strict=True))
    kinds = (Text, SourceKind, Geometry, Crs)
    compared = 0
    for row, given in found.items():
        lower = [
            (*row[:place], weaker, *row[place + 1 :])
            for place, kind in enumerate(kinds)
            for weaker in kind
            if weaker > row[place]
        ]
        lower += [(*row[:4], False, row[5]), (*row[:5], True)]
        for one in lower:
            compared += 1
            assert found[one] <= given, (row, one)
    assert compared > 5000


def test_exactly_one_way_with_exact_ground_and_one_with_approximate():
    strong = [row for row, f in zip(ROWS, forces(ROWS), strict=True) if f]
    assert {row[2] for row in strong} == {Geometry.EXACT, Geometry.APPROXIMATE}
    assert len(strong) == 3


def test_the_weakest_is_taken_property_by_property():
    a = Certainty.rows([(0, 4, 0, 2), (1, 0, 2, 0)])
    b = Certainty.rows([(3, 0, 1, 0), (0, 0, 0, 1)])
    made = a.weakest(b, Certainty.of(2))
    assert [made.text.tolist(), made.source_kind.tolist()] == [[3, 1], [4, 0]]
    assert [made.geometry.tolist(), made.crs.tolist()] == [[1, 2], [2, 1]]


def test_gathered_keeps_the_weakest_of_each_and_leaves_the_others_strong():
    rows = Certainty.rows([(1, 0, 0, 0), (0, 3, 0, 0), (2, 0, 0, 0)])
    made = rows.gathered(np.array([2, 2, 0]), 4)
    assert made.text.tolist() == [2, 0, 1, 0]
    assert made.source_kind.tolist() == [0, 0, 3, 0]


def test_without_ground_forgets_only_the_ground():
    made = Certainty.rows([(1, 2, 2, 2)]).without_ground()
    codes = [made.text, made.source_kind, made.geometry, made.crs]
    assert [int(code[0]) for code in codes] == [1, 2, 0, 0]


def test_joined_of_nothing_is_empty_and_of_two_is_in_order():
    assert len(Certainty.joined([])) == 0
    two = Certainty.joined([Certainty.of(1, text=1), Certainty.of(2, text=3)])
    assert two.text.tolist() == [1, 3, 3]
    assert two.take(np.array([2, 0])).text.tolist() == [3, 1]


@pytest.mark.parametrize("kind", [Text, SourceKind, Geometry, Crs])
def test_strongest_is_nought(kind):
    assert [int(one) for one in kind] == list(range(len(kind)))
