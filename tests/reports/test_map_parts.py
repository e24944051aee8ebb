"""What the map page holds: shared ground with its place, layers with counts, finds."""

import json
import re
import runpy
from dataclasses import replace
from importlib.resources import files

import numpy as np
import pytest
import shapely

from quyhoach.plan import fold
from quyhoach.reports.map_page import map_page
from quyhoach.reports.map_words import part
from quyhoach.space import to_grid

PAGE = files("quyhoach.reports") / "page"
SCRIPTS = sorted(one.name for one in PAGE.iterdir() if one.name.endswith(".js"))


@pytest.fixture(scope="module")
def small(house):
    """Return the makers of the small plans."""
    return runpy.run_path(str(house / "tests" / "pages" / "small_plan.py"))


def page_of(case):
    plan, portfolio, answers, *units = case
    return map_page(
        plan=plan, portfolio=portfolio, answers=answers, units=(units or [None])[0]
    )


def data_of(case):
    found = re.search(
        r'<script type="application/json" id="data">(.*?)</script>', page_of(case)
    )
    return json.loads(found[1])


def layer(data, key):
    return next(row for row in data["layers"] if row["key"] == key)


def test_shared_ground_carries_one_place_in_two_systems(small):
    case = small["drawn"]()
    verdict = data_of(case)["verdicts"][0]
    north, east, lat, lon = verdict["pt"]
    point = shapely.Point(east, north)
    moved = to_grid(np.array([shapely.Point(lon, lat)], dtype=object), epsg=4326)[0]
    assert moved.distance(point) < 0.2
    project, zone = case[1].shape[0], case[0].zones.shape[0]
    assert project.buffer(5).contains(point)
    assert zone.buffer(5).contains(point)


def test_the_share_of_the_other_side_is_its_own(small):
    case = small["drawn"]()
    zone = case[0].zones.shape[0]
    verdict = data_of(case)["verdicts"][0]
    assert verdict["so"] == pytest.approx(60_000 / zone.area, abs=1e-5)


def test_a_verdict_without_ground_has_no_place(small):
    bare = [v for v in data_of(small["drawn"]())["verdicts"] if "pt" not in v]
    assert len(bare) == 3
    assert not any(set(v) & {"d", "b", "so", "ground"} for v in bare)


def test_the_same_ground_for_two_verdicts_is_drawn_for_both(small):
    plan, portfolio, answers = small["drawn"]()
    first = answers[0]["projects"][0]["verdicts"]
    first.append(first[0] | {"rule": "QH-C05"})
    found = [v for v in data_of((plan, portfolio, answers))["verdicts"] if "pt" in v]
    assert [v["rule"] for v in found] == ["QH-C02", "QH-C05"]
    assert found[0]["d"] == found[1]["d"]


def test_layers_count_what_is_drawn_and_what_there_is(small):
    data = data_of(small["sketched"]())
    assert layer(data, "units")["c"] == 16
    assert layer(data, "towns")["c"] == 2
    assert layer(data, "corridor")["c"] == 0
    assert layer(data, "g3")["c"] == 1
    assert "of" not in layer(data, "z0")
    assert layer(data, "out") == {"key": "out", "in": "base", "c": 1, "w": "out"}


def test_a_zone_that_cannot_be_drawn_still_has_a_layer(small):
    plan, portfolio, answers = small["drawn"]()
    shapes = plan.zones.shape.copy()
    shapes[0] = None
    bare = replace(plan, zones=replace(plan.zones, shape=shapes))
    row = layer(data_of((bare, portfolio, answers)), "z1")
    assert (row["c"], row["of"], row["in"]) == (0, 1, "protected")
    assert "sign" not in row


def test_units_come_as_dots_as_a_schematic_or_as_boundaries(small):
    signs = [
        layer(data_of(small[name]()), "units")["sign"]
        for name in ("sketched", "schematic", "bounded")
    ]
    assert signs == ["units", "outline-sketch", "outline"]
    assert 's-sketch" vector' in page_of(small["schematic"]())
    assert 'class="m-outline' not in page_of(small["sketched"]())


def test_a_trust_that_is_not_known_is_drawn_as_a_schematic(small):
    assert layer(data_of(small["squares"]("guessed")), "units")["sign"] == (
        "outline-sketch"
    )


def test_a_unit_without_a_shape_or_not_of_the_plan_is_left_out(small):
    plan, portfolio, answers, units = small["bounded"]()
    shapes = units.shapes.copy()
    shapes[0] = None
    odd = replace(units, shapes=shapes, codes=("9999:1", "9999:2", *units.codes[2:]))
    data = data_of((plan, portfolio, answers, odd))
    assert layer(data, "units")["c"] == 14


def test_finds_are_of_every_kind_and_leave_out_what_is_missing(small):
    finds = data_of(small["sketched"]())["finds"]
    kinds = [one["k"] for one in finds]
    assert sorted(set(kinds)) == ["corridor", "gate", "provision", "town", "unit"]
    assert kinds.count("unit") == 17
    gate = next(one for one in finds if one["k"] == "gate")
    assert gate == {"k": "gate", "id": "G1", "n": ["Hữu Hảo"], "p": gate["p"]}


def test_what_the_page_folds_is_folded_as_the_package_folds():
    rule = re.search(r"const fold = (.+?);\n", part("base.js"), re.DOTALL)[1]
    assert ".replaceAll('đ', 'd').normalize('NFD')" in rule.replace("\n", "")
    assert fold("Đồng  Đăng") == "dong dang"


@pytest.mark.parametrize("name", SCRIPTS)
def test_no_template_stands_in_a_template(name):
    """What is squeezed between strings must not be the inside of one."""
    assert re.findall(r"`[^`]*\$\{[^}`]*`", part(name)) == []


def test_squeezing_keeps_strings_templates_and_patterns(small):
    script = re.search(r"<script>(.*?)</script>", page_of(small["drawn"]()), re.DOTALL)
    inside = script[1]
    for name in SCRIPTS:
        code = re.sub(r"^\s*//.*$", "", part(name), flags=re.MULTILINE)
        for text in re.findall(r"'[^'\n]*'", re.sub(r"`[^`]*`", "", code)):
            assert text in inside, (name, text)
