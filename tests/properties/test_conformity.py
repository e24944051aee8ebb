"""What never changes a verdict, and what may only ever change it one way."""

import importlib.util
from dataclasses import fields, replace
from pathlib import Path

import numpy as np
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import affinity

from quyhoach.conformity import REASONS, Outcome, deciding, judge
from quyhoach.law import Certainty, Force

_PLACE = Path(__file__).parents[1] / "conformity" / "field.py"
_SPEC = importlib.util.spec_from_file_location("field", _PLACE)
field = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(field)

FEW = settings(max_examples=40)
UNITS = ["old:AN1", "old:AN2", "new:AN", "new:BO", "new:CO"]
SECTORS = [
    "industry",
    "industry.chemicals",
    "agriculture",
    "urban",
    "urban.housing",
    "tourism",
    "energy.renewable.wind",
    "culture.relic",
    "",
]
PERIODS = [
    "2024/2028",
    "2026-01/2026-12",
    "2024/2025-03",
    "/2027",
    "2025/",
    "",
    "2027/2032",
]
CORNER = st.integers(-40, 340).map(lambda ten: ten * 10)


@st.composite
def grounds(draw):
    """Draw no ground, a road, a rectangle or a corner, over zones and gaps."""
    if draw(st.integers(0, 3)) == 0:
        return None
    west, south = draw(CORNER), draw(st.integers(-20, 200)) * 10
    wide, high = draw(st.integers(2, 60)) * 10, draw(st.integers(2, 60)) * 10
    if draw(st.integers(0, 3)) == 0:
        bend = [(west, south), (west + wide, south), (west + wide, south + high)]
        return affinity.translate(shapely.LineString(bend), *field.ORIGIN)
    whole = field.box(west, south, west + wide, south + high)
    if draw(st.booleans()):
        return whole
    notch = field.box(west + wide / 2, south + high / 2, west + wide, south + high)
    return shapely.difference(whole, notch)


@st.composite
def projects(draw, key, wholes=()):
    """Draw a project of any kind, known well or badly."""
    shape = draw(grounds())
    row = {
        "shape": shape,
        "name": draw(st.sampled_from(["Nhà máy một", "Nhà máy hai", "Kho lạnh", key])),
        "kind": draw(
            st.sampled_from(["project", "project", "task", "programme", "plan"])
        ),
        "part_of": draw(st.sampled_from(["", "", *wholes])),
        "sector": draw(st.sampled_from(SECTORS)),
        "capital_kind": draw(st.sampled_from(["public", "private", "mixed", ""])),
        "period": draw(st.sampled_from(PERIODS)),
        "units": tuple(draw(st.lists(st.sampled_from(UNITS), max_size=2, unique=True))),
        "scale": draw(st.sampled_from([1000.0, 25_000.0, None])),
        "text": draw(st.sampled_from(["read", "read", "secondary"])),
        "source_kind": draw(st.sampled_from(["instrument", "instrument", "news"])),
        "identifiers": tuple(
            ("QH", number)
            for number in draw(st.lists(st.sampled_from(["DM-01", "M-2"]), max_size=1))
        ),
        "funding": tuple(
            ("QĐ 1", code, 2025, 5)
            for code in draw(st.lists(st.sampled_from(["A", "B", ""]), max_size=1))
        ),
    }
    if shape is not None:
        row |= {
            "geometry": draw(st.sampled_from(["exact", "approximate", "indicative"])),
            "crs": draw(st.sampled_from(["declared", "declared", "inferred"])),
        }
    return field.project(key, **row)


@st.composite
def portfolios(draw, least=1, most=4):
    count = draw(st.integers(least, most))
    rows = []
    for k in range(count):
        rows.append(draw(projects(f"P{k}", tuple(row.id for row in rows))))
    return rows


DAYS = st.sampled_from([field.BEFORE, field.AFTER])


def without_force(verdicts):
    return {row[:3] for row in verdicts}


# --- what never changes a verdict ---


def sure(verdicts):
    """Leave out the other side of an unknown: the first of several is shown."""
    return {
        row
        if REASONS[row[1]].outcome is not Outcome.UNKNOWN
        else (*row[:2], "", row[3])
        for row in verdicts
    }


def with_other_orders(row):
    """A clash of numbers or money names the first of several others."""
    key, code, other, force = row
    return (key, code, "" if code.startswith(("QH-X03", "QH-X04")) else other, force)


def told(result):
    """Return verdicts as far as the order of rows may not change them."""
    return {with_other_orders(row) for row in sure(field.said(result))}


def outcomes(result):
    """Return the outcome of each project, by its key."""
    outcome, _ = deciding(result.verdicts, len(result.case.portfolio))
    return dict(zip(result.case.portfolio.id.tolist(), outcome.tolist(), strict=True))


@FEW
@given(portfolios(least=2), DAYS, st.randoms(use_true_random=False))
def test_the_order_of_projects_and_zones_changes_no_verdict(rows, on, chance):
    shuffled = chance.sample(rows, len(rows))
    zones = chance.sample(range(len(field.plan().zones)), len(field.plan().zones))
    one = field.run(rows, on)
    two = field.run(shuffled, on, field.zones_of(field.plan(), zones))
    assert told(one) == told(two)
    assert outcomes(one) == outcomes(two)


def changed(rows, change):
    """Return projects with every area drawn otherwise; a shift moves roads too."""
    return [
        replace(row, shape=change(row.shape))
        if row.shape is not None
        and (shapely.area(row.shape) or change.__name__ == "shift")
        else row
        for row in rows
    ]


def in_two_parts(shape):
    west, south, east, north = shape.bounds
    middle = round(west + (east - west) * 0.4)
    parts = [
        shapely.intersection(
            shape, shapely.box(west - 1, south - 1, middle, north + 1)
        ),
        shapely.intersection(
            shape, shapely.box(middle + 0.001, south - 1, east + 1, north + 1)
        ),
    ]
    return shapely.MultiPolygon([p for part in parts for p in shapely.get_parts(part)])


def turned(shape):
    return shapely.reverse(shape)


def finer(shape):
    return shapely.segmentize(shape, 7.0)


def begun_elsewhere(shape):
    ring = shapely.get_coordinates(shape)[:-1]
    return shapely.Polygon(np.roll(ring, 1, axis=0))


def doubled(shape):
    return shapely.MultiPolygon([shape])


@FEW
@given(
    portfolios(most=3),
    DAYS,
    st.sampled_from([turned, finer, begun_elsewhere, doubled]),
)
def test_drawing_the_same_ground_otherwise_changes_no_verdict(rows, on, change):
    one, two = field.run(rows, on), field.run(changed(rows, change), on)
    assert field.said(one) == field.said(two)
    assert np.allclose(
        np.sort(one.verdicts.area_m2),
        np.sort(two.verdicts.area_m2),
        rtol=1e-9,
        atol=1e-6,
        equal_nan=True,
    )


@FEW
@given(portfolios(most=3), DAYS)
def test_a_project_in_two_pieces_is_the_same_project(rows, on):
    """The pieces lie a millimetre apart: with a common edge they are no valid shape."""
    known = [replace(row, scale=1000.0) for row in rows]
    one, two = field.run(known, on), field.run(changed(known, in_two_parts), on)
    assert field.said(one) == field.said(two)


@FEW
@given(portfolios(most=3), DAYS, st.integers(1, 30), st.integers(1, 30))
def test_shifting_everything_changes_no_verdict(rows, on, east, north):
    def shift(shape):
        return affinity.translate(shape, east * 10_000, north * 10_000)

    plan = field.plan()
    shapes = np.array([shift(shape) for shape in plan.zones.shape], object)
    move = (east * 10_000, north * 10_000) * 2
    bounds = tuple(np.add(plan.bounds, move).tolist())
    there = replace(plan, zones=replace(plan.zones, shape=shapes), bounds=bounds)
    one, two = field.run(rows, on), field.run(changed(rows, shift), on, there)
    assert field.said(one) == field.said(two)


@FEW
@given(portfolios(most=3), DAYS)
def test_an_unrelated_project_far_away_changes_nothing_for_the_others(rows, on):
    far = field.project(
        "FAR",
        name="Hồ chứa nước Xa Xôi",
        sector="transport",
        units=("new:CO",),
        period="2026-01/2027",
        shape=field.box(800_000, 800_000, 800_500, 800_500),
    )
    alone = [
        row if "new:CO" not in row.units else replace(row, units=("new:BO",))
        for row in rows
    ]
    one, two = field.run(alone, on), field.run([*alone, far], on)
    assert field.said(one) == {row for row in field.said(two) if row[0] != "FAR"}


# --- what may change a verdict only one way ---


@FEW
@given(
    portfolios(most=3), DAYS, grounds(), st.sampled_from(["Z-IND", "P-RELIC", "H-NAT"])
)
def test_adding_a_zone_never_turns_unknown_into_conforms(rows, on, ground, like):
    one = field.run(rows, on)
    more = field.with_zone(field.plan(), ground or field.box(0, 0, 500, 500), like=like)
    two = field.run(rows, on, more)

    def rule(result, code):
        found = {}
        for key, reason, _, _ in field.said(result):
            if reason.startswith(code):
                found.setdefault(key, set()).add(REASONS[reason].outcome)
        return {key: max(words) for key, words in found.items()}

    for code in ("QH-C02", "QH-C05"):
        before, after = rule(one, code), rule(two, code)
        for key, outcome in before.items():
            if outcome is Outcome.UNKNOWN:
                assert after[key] is not Outcome.CONFORMS, (code, key)
            if outcome is Outcome.CONFLICTS:
                assert after[key] is Outcome.CONFLICTS, (code, key)


@FEW
@given(portfolios(most=3), DAYS, grounds())
def test_more_protected_ground_never_clears_a_project(rows, on, ground):
    more = field.with_zone(
        field.plan(), ground or field.box(0, 0, 500, 500), like="P-RELIC"
    )
    clear = {r[0] for r in field.said(field.run(rows, on)) if r[1] == "QH-C02.clear"}
    after = {
        r[0] for r in field.said(field.run(rows, on, more)) if r[1] == "QH-C02.clear"
    }
    assert after <= clear


FACTS = ["record", "timing", "ground", "identifiers", "funding"]


def weaker(portfolio, place, row, name, code):
    """Return a portfolio with one property of one fact at most as strong as a code."""
    part = getattr(portfolio, place)
    certainty = part if isinstance(part, Certainty) else part.certainty
    if not len(certainty):
        return portfolio
    column = getattr(certainty, name).copy()
    column[row % len(column)] = max(column[row % len(column)], code)
    low = replace(certainty, **{name: column})
    made = low if isinstance(part, Certainty) else replace(part, certainty=low)
    return replace(portfolio, **{place: made})


def forces(result):
    """Return the force of every verdict.

    Where one other of several is shown, the surest, it may be another afterwards.
    """
    one_of = {"QH-X03.same_line", "QH-X04.same_identifier"}
    found = {}
    for key, code, other, force in field.said(result):
        shown = code in one_of or REASONS[code].outcome is Outcome.UNKNOWN
        found[key, code, "" if shown else other] = force
    return found


@settings(max_examples=80)
@given(
    portfolios(most=3),
    DAYS,
    st.sampled_from(FACTS),
    st.integers(0, 5),
    st.sampled_from(["text", "source_kind", "geometry", "crs"]),
    st.integers(1, 2),
)
def test_knowing_less_never_raises_a_force_nor_changes_an_outcome(
    rows, on, place, row, name, code
):
    if name in ("geometry", "crs"):
        place = "ground"
    some = field.portfolio(*rows)
    low = weaker(some, place, row, name, code)
    before = forces(judge(field.plan(), some, on=on))
    after = forces(judge(field.plan(), low, on=on))
    assert set(after) == set(before)
    for key, word in after.items():
        assert Force[word.upper()] <= Force[before[key].upper()], key


@FEW
@given(
    portfolios(most=2),
    DAYS,
    st.integers(0, 5),
    st.sampled_from([f.name for f in fields(Certainty)]),
)
def test_knowing_a_zone_less_never_raises_a_force(rows, on, zone, name):
    plan = field.plan()
    column = getattr(plan.zones.certainty, name).copy()
    column[zone] = 2
    low = replace(
        plan,
        zones=replace(
            plan.zones, certainty=replace(plan.zones.certainty, **{name: column})
        ),
    )
    before, after = forces(field.run(rows, on)), forces(field.run(rows, on, low))
    assert set(after) == set(before)
    assert all(
        Force[word.upper()] <= Force[before[key].upper()] for key, word in after.items()
    )


@FEW
@given(portfolios(least=2), DAYS)
def test_a_part_never_clashes_with_its_whole(rows, on):
    result = field.run(rows, on)
    above = {row.id: row.part_of for row in rows}

    def inside(part, whole):
        while part and part != whole:
            part = above.get(part, "")
        return part == whole

    for key, code, other, _ in field.said(result):
        if code.startswith("QH-X") and other:
            assert not inside(key, other), (key, code, other)
            assert not inside(other, key), (key, code, other)


@FEW
@given(portfolios(least=2, most=3), DAYS)
def test_a_clash_is_said_of_both_sides(rows, on):
    result = field.run(rows, on)
    judged = set(result.case.portfolio.id[result.case.judged].tolist())
    said = field.said(result)
    for key, code, other, force in said:
        both = (
            code.startswith("QH-X01") and REASONS[code].outcome is not Outcome.UNKNOWN
        )
        if both and other in judged and other:
            assert (other, code, key, force) in said


@FEW
@given(
    st.integers(1, 40).map(lambda ten: ten * 10),
    st.integers(0, 40).map(lambda ten: ten * 10),
    st.sampled_from([1000.0, 25_000.0, None]),
    st.sampled_from(["industry", "urban.housing"]),
)
def test_enlarging_a_conflict_never_makes_it_fit(deep, more, scale, sector):
    def run(depth):
        shape = field.box(500, 100, 1000 + depth, 300)
        return field.run([field.project("A", shape=shape, scale=scale, sector=sector)])

    small, large = run(deep), run(deep + more)
    rank = {"touches_only": 0, "scale_unknown": 1, "use_not_permitted": 2}

    def farm(result):
        codes = [
            code.partition(".")[2]
            for _, code, other, _ in field.said(result)
            if code.startswith("QH-C01") and other == "Z-FARM"
        ]
        return max(rank[code] for code in codes)

    assert farm(large) >= farm(small)


@FEW
@given(
    st.integers(0, 600), st.integers(0, 400), st.sampled_from([1000.0, 50_000.0, None])
)
def test_reaching_further_out_of_the_plan_never_makes_it_fit(out, more, scale):
    def run(reach):
        shape = field.box(2600, 100, 3000 + reach, 300)
        rows = [field.project("A", shape=shape, scale=scale, sector="urban.housing")]
        (word,) = field.of(field.run(rows), "A", "QH-C03")
        return {"inside": 0, "near_limit": 1, "scale_unknown": 1, "outside": 2}[word]

    assert run(out + more) >= run(out)
