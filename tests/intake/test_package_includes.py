"""What a package takes over from others, and what becomes of shapes, lists and days."""

import importlib.util
import json
import shutil
from dataclasses import fields, replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest
import shapely

from quyhoach.errors import BadPackage
from quyhoach.intake.plans import find_faults, make_plan, read_plan
from quyhoach.intake.portfolios import own_portfolio
from quyhoach.intake.raw import case_folder, read_raw
from quyhoach.intake.remarks import remarks
from quyhoach.law import Effect, Geometry, Text

_PLACE = Path(__file__).parents[1] / "conformity" / "world_on_disk.py"
_SPEC = importlib.util.spec_from_file_location("world_on_disk", _PLACE)
world_on_disk = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(world_on_disk)


@pytest.fixture(scope="module")
def sound(tmp_path_factory):
    return world_on_disk.write(tmp_path_factory.mktemp("packages") / "world")


@pytest.fixture
def package(sound, tmp_path):
    return Path(shutil.copytree(sound, tmp_path / "world"))


def split(package, table):
    """Move a table into a package of its own beside this one, and include it."""
    other = package.parent / "beside"
    other.mkdir(exist_ok=True)
    (other / "package.yaml").write_text("id: beside\n", "utf-8")
    (package / f"{table}.csv").rename(other / f"{table}.csv")
    meta = (package / "package.yaml").read_text("utf-8")
    if "includes" not in meta:
        (package / "package.yaml").write_text(meta + "includes: [beside]\n", "utf-8")
    return other


def test_a_table_may_lie_in_an_included_package(package, sound):
    split(package, "sectors")
    split(package, "parameters")
    assert find_faults(package) == []
    alone, both = read_plan(sound), read_plan(package)
    assert both.sector_names == alone.sector_names
    assert both.parameters == alone.parameters
    assert both.provisions == alone.provisions


def test_rows_of_both_are_joined_the_included_first(package):
    other = split(package, "sectors")
    heading = (other / "sectors.csv").read_text("utf-8").split("\n", 1)[0]
    own = {"id": "own", "vi": "Riêng", "en": "Own"}
    cells = [own.get(name, "") for name in heading.split(",")]
    (package / "sectors.csv").write_text(f"{heading}\n{','.join(cells)}\n", "utf-8")
    assert list(read_plan(package).sector_names)[-1] == "own"


def test_a_fault_in_the_included_names_its_package(package):
    other = split(package, "sectors")
    path = other / "sectors.csv"
    text = path.read_text("utf-8").rstrip("\n")
    again = next(x for x in text.split("\n") if x.startswith("energy,"))
    path.write_text(f"{text}\n{again}\n", "utf-8")
    (fault,) = find_faults(package)
    assert fault.file == "beside/sectors.csv"
    assert fault.row == len(text.split("\n")) + 1


def test_a_bundled_case_may_be_included_from_anywhere(package):
    (package / "sectors.csv").unlink()
    with (package / "package.yaml").open("a", encoding="utf-8") as file:
        file.write("includes: [chung]\n")
    wrong = [str(f) for f in find_faults(package) if "includes" in str(f)]
    assert wrong == []


def test_a_case_may_be_named_or_given_as_a_folder():
    assert read_plan("luyen_tap").id == "luyen_tap"
    folder = case_folder("luyen_tap")
    assert read_plan(folder).id == "luyen_tap"


def test_what_is_empty_is_not_known_and_not_nought(package):
    plan = read_plan(package)
    assert np.isnan(plan.zones.stated_area_m2).all()
    assert np.isnat(plan.zones.begin).all()
    assert plan.phases[0].begin == date(2021, 1, 1)
    portfolio = own_portfolio(read_raw(package), plan)
    assert portfolio.capital.tolist() == [-1, -1]
    assert portfolio.shape[1] is None
    assert np.isnan(portfolio.accuracy_m[1])


def test_a_provision_is_read_as_written(package):
    plan = read_plan(package)
    renew = plan.provisions[plan.provision_row("A-RENEW")]
    assert renew.effect is Effect.ADMITS
    assert renew.scope.sectors == ("energy.renewable",)
    assert renew.scope.capital == ("private",)
    assert renew.scope.subject_to == "I-SEC"
    assert (renew.article, renew.text) == ("5", Text.READ)
    assert plan.provisions[plan.provision_row("N-ALL")].effect is Effect.STATES


def test_shapes_are_on_the_grid_and_as_drawn(package):
    plan = read_plan(package)
    zones = json.loads((package / "zones.geojson").read_text("utf-8"))["features"]
    for row, one in enumerate(zones):
        drawn = shapely.from_geojson(json.dumps(one["geometry"]))
        assert plan.zones.id[row] == one["properties"]["id"]
        assert shapely.area(plan.zones.shape[row]) == shapely.area(drawn)
        assert shapely.equals(plan.zones.shape[row], drawn)


def test_a_shape_goes_with_its_id_and_not_with_its_place_in_the_file(package):
    before = read_plan(package).zones
    path = package / "zones.geojson"
    layer = json.loads(path.read_text("utf-8"))
    layer["features"].reverse()
    path.write_text(json.dumps(layer), "utf-8")
    after = read_plan(package).zones
    assert [s.wkt for s in after.shape] == [s.wkt for s in before.shape]


def test_degrees_come_onto_the_grid(package):
    path = package / "projects.geojson"
    layer = json.loads(path.read_text("utf-8"))
    layer.pop("crs")
    square = [[106.7, 21.8], [106.71, 21.8], [106.71, 21.81], [106.7, 21.8]]
    layer["features"][0]["geometry"]["coordinates"] = [square]
    path.write_text(json.dumps(layer), "utf-8")
    raw = read_raw(package)
    plan, faults = make_plan(raw)
    assert faults == []
    with pytest.raises(BadPackage) as caught:
        own_portfolio(raw, plan)
    assert "world/projects.csv, row 2" in str(caught.value)
    shape = own_portfolio(raw, replace(plan, bounds=(np.nan,) * 4)).shape[0]
    assert 400_000 < shapely.area(shape) < 800_000
    assert shapely.get_x(shapely.centroid(shape)) > 100_000


def test_a_null_shape_is_no_shape(package):
    path = package / "projects.geojson"
    layer = json.loads(path.read_text("utf-8"))
    layer["features"][0]["geometry"] = None
    path.write_text(json.dumps(layer), "utf-8")
    raw = read_raw(package)
    plan, _ = make_plan(raw)
    assert own_portfolio(raw, plan).shape[0] is None


HISTORY = "id,project,field,value,as_of,order,decision,text,source_kind,source,note\n"


def test_ends_stand_in_the_order_they_were_set(package):
    rows = [
        "h2,A,end,2027-12,2025-02,2,,read,instrument,S,",
        "h1,A,end,2026-06,2024-03,1,QĐ 1,read,instrument,S,",
        "h3,B,period,2024/2026,2024-03,1,QĐ 2,read,instrument,S,",
        "h4,B,capital_dong,5,2024-03,2,,read,instrument,S,",
    ]
    (package / "history.csv").write_text(HISTORY + "\n".join(rows) + "\n", "utf-8")
    raw = read_raw(package)
    plan, faults = make_plan(raw)
    assert faults == []
    ends = own_portfolio(raw, plan).schedules
    assert ends.project.tolist() == [0, 0, 1]
    assert ends.end_last.astype(str).tolist() == [
        "2026-06-30",
        "2027-12-31",
        "2026-12-31",
    ]
    assert ends.decision.tolist() == ["QĐ 1", "", "QĐ 2"]


def test_a_bad_end_in_the_history_is_named(package):
    row = "h1,A,end,31/2/2024,2024-03,1,,read,instrument,S,\n"
    (package / "history.csv").write_text(HISTORY + row, "utf-8")
    plan, faults = make_plan(read_raw(package))
    assert plan is None
    assert "world/history.csv, row 2, column value" in str(faults[0])


def test_certainty_of_a_row_goes_into_its_columns(package):
    path = package / "projects.csv"
    text = path.read_text("utf-8")
    assert text.count("exact,declared") == 1
    path.write_text(text.replace("exact,declared", "approximate,inferred"), "utf-8")
    raw = read_raw(package)
    plan, _ = make_plan(raw)
    portfolio = own_portfolio(raw, plan)
    assert portfolio.ground.geometry.tolist() == [Geometry.APPROXIMATE, 0]
    assert portfolio.record.geometry.tolist() == [0, 0]
    for certainty in (portfolio.record, portfolio.ground, portfolio.timing):
        assert {len(getattr(certainty, f.name)) for f in fields(certainty)} == {2}


def test_a_sound_package_has_no_remarks(package):
    raw = read_raw(package)
    plan, _ = make_plan(raw)
    assert remarks(raw, plan) == []


def test_stages_that_do_not_add_up_are_remarked(package):
    path = package / "projects.csv"
    rows = path.read_text("utf-8").split("\n")
    names = rows[0].split(",")
    cells = rows[1].split(",")
    cells[names.index("capital_dong")] = "150"
    path.write_text("\n".join([rows[0], ",".join(cells), *rows[2:]]), "utf-8")
    for second, odd in ((51, False), (63, False), (73, True)):
        text = HISTORY + "".join(
            f"h{k},A,stage_{k}_capital_dong,{value},2024,{k},,read,instrument,S,\n"
            for k, value in ((1, 99), (2, second))
        )
        (package / "history.csv").write_text(text, "utf-8")
        raw = read_raw(package)
        plan, faults = make_plan(raw)
        assert faults == []
        found = remarks(raw, plan)
        assert [f.column for f in found] == (["capital_dong"] if odd else [])


def test_bounds_that_cannot_be_true_are_remarked(package):
    meta = (package / "package.yaml").read_text("utf-8")
    (package / "package.yaml").write_text(
        meta
        + "bounds_wgs84: [106.0, 21.3, 107.3, 22.4]\n"
        + "stated_bounds_wgs84: [106.05, 20.4, 107.3, 22.4]\n",
        "utf-8",
    )
    raw = read_raw(package)
    plan, _ = make_plan(raw)
    (found,) = remarks(raw, plan)
    assert "nam" in found.reason
    assert found.column == "stated_bounds_wgs84"


def test_a_day_without_a_norm_is_remarked(package):
    path = package / "provisions.yaml"
    text = path.read_text("utf-8")
    assert text.startswith("- id: N-ALL\n")
    path.write_text(
        text.replace("- id: N-ALL\n", "- id: N-ALL\n  in_force_from: 2026-01-01\n", 1),
        "utf-8",
    )
    raw = read_raw(package)
    plan, faults = make_plan(raw)
    assert faults == []
    found = remarks(raw, plan)
    assert len(found) == len(plan.norms)
    assert all("2025-06-30" in one.reason for one in found)


@pytest.mark.parametrize("case", ["langson", "luyen_tap"])
def test_the_bundled_cases_stand(case):
    raw = read_raw(case_folder(case))
    plan, faults = make_plan(raw)
    assert faults == []
    own_portfolio(raw, plan)
