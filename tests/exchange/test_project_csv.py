"""A project list as CSV: every cell is as its Table Schema says, and comes back."""

import csv
import io
import json
import math
import re
import zipfile
from decimal import Decimal

import pytest
import shapely

from quyhoach.exchange.project_csv import table_schema, write_project_csv
from quyhoach.exchange.project_list import ProjectList

READ = {"string": str, "integer": int, "number": Decimal}


def wrong(text, schema):
    """List the cells that are not as a Table Schema says; our own small check."""
    rows = list(csv.reader(io.StringIO(text)))
    names = [field["name"] for field in schema["fields"]]
    found = [] if rows[0] == names else [("heading", rows[0])]
    seen = {name: [] for name in names}
    for number, row in enumerate(rows[1:], start=2):
        if len(row) != len(names):
            found.append((number, "width"))
        for field, cell in zip(schema["fields"], row, strict=False):
            seen[field["name"]].append(cell)
            if fault := fault_of(cell, field):
                found.append((number, field["name"], cell, fault))
    for field in schema["fields"]:
        cells = seen[field["name"]]
        if field.get("constraints", {}).get("unique") and len(set(cells)) < len(cells):
            found.append((field["name"], "twice"))
    return found


def fault_of(cell, field):
    rules = field.get("constraints", {})
    if cell == "":
        return "required" if rules.get("required") else ""
    try:
        value = READ[field["type"]](cell)
    except (ValueError, ArithmeticError):
        return field["type"]
    if "enum" in rules and cell not in rules["enum"]:
        return "enum"
    if "pattern" in rules and not re.fullmatch(rules["pattern"], cell):
        return "pattern"
    return "minimum" if "minimum" in rules and value < rules["minimum"] else ""


@pytest.mark.parametrize("plan", ["langson", "luyen_tap"])
def test_every_cell_is_as_its_schema_says(export, plan):
    path, _ = export("csv", plan=plan)
    beside = path.with_suffix(".schema.json")
    schema = json.loads(beside.read_text("utf-8"))
    assert schema == table_schema()
    text = path.read_text("utf-8")
    assert wrong(text, schema) == []
    broken = text.replace(",project,", ",zone,", 1)
    assert wrong(broken, schema) != []
    assert ("GIẢ ĐỊNH" in text) is (plan == "luyen_tap")


def test_the_check_finds_what_is_wrong():
    schema = table_schema()
    one = ProjectList.bare(id=["A", "A"], name=["", "x"], kind=["project", "zone"])
    stream = io.StringIO()
    write_project_csv(one, stream)
    faults = wrong(stream.getvalue(), schema)
    assert (2, "name", "", "required") in faults
    assert (3, "kind", "zone", "enum") in faults
    assert ("id", "twice") in faults


def test_the_published_schema_is_the_one_written(house):
    path = house / "docs" / "look-up" / "schemas" / "projects.table-schema.json"
    assert json.loads(path.read_text("utf-8")) == table_schema()


def test_columns_have_titles_in_both_languages_and_units():
    fields = {field["name"]: field for field in table_schema()["fields"]}
    assert fields["capital_dong"]["unit"] == "VND"
    assert fields["area_ha"]["title"] == "Diện tích (ha) (Area)"
    assert [f["name"] for f in fields.values() if not f["title_vi"]] == []
    assert [f["name"] for f in fields.values() if not f["title_en"]] == []


@pytest.mark.parametrize("form", ["csv", "geojson"])
@pytest.mark.parametrize("plan", ["langson", "luyen_tap"])
def test_a_list_comes_back_as_the_same_projects(export, intake, given, form, plan):
    path, _ = export(form, plan=plan)
    found = intake(path, plan)
    portfolio, rows = given(plan)
    assert set(found) == set(rows)
    for key, one in found.items():
        row = rows[key]
        assert one["name"] == portfolio.name[row]
        assert one["kind"] == portfolio.row(row).kind.name.lower()
        assert one["sector"] == portfolio.sector[row]
        whole = portfolio.part_of[row]
        assert one["part_of"] == ("" if whole < 0 else portfolio.id[whole])
        money = -1 if one["capital_dong"] is None else one["capital_dong"]
        assert money == portfolio.capital[row]
        area = portfolio.stated_area_m2[row]
        assert (one["area_ha"] is None) == math.isnan(area)
        if one["area_ha"] is not None:
            assert one["area_ha"] * 1e4 == pytest.approx(area)


@pytest.mark.parametrize("form", ["csv", "geojson"])
def test_shapes_and_periods_come_back(export, form):
    from quyhoach.actions.check_projects import load

    path, _ = export(form, plan="luyen_tap")
    before, after = load("luyen_tap").portfolio, load("luyen_tap", [path]).portfolio
    assert before.id.tolist() == after.id.tolist()
    for name in ("begin_first", "begin_last", "end_first", "end_last"):
        old, new = getattr(before.period, name), getattr(after.period, name)
        assert old.astype(str).tolist() == new.astype(str).tolist()
    assert before.capital.tolist() == after.capital.tolist()
    assert before.ground.geometry.tolist() == after.ground.geometry.tolist()
    assert before.ground.crs.tolist() == after.ground.crs.tolist()
    near = 0.001 if form == "csv" else 0.05
    drawn = 0
    for old, new in zip(before.shape, after.shape, strict=True):
        assert (old is None) == (new is None)
        if old is not None:
            drawn += 1
            assert shapely.hausdorff_distance(old, new) < near
    assert drawn > 80


def test_a_formula_gets_an_apostrophe(export, tmp_path):
    source = tmp_path / "a.csv"
    source.write_text('Mã,Tên dự án\nA,"=HYPERLINK(""x"")"\n', "utf-8")
    path, _ = export("csv", source)
    (row,) = csv.DictReader(path.read_text("utf-8").splitlines())
    assert row["name"] == '\'=HYPERLINK("x")'


def test_a_zip_is_a_data_package(export):
    path, _ = export("csv", plan="luyen_tap", name="du-an.zip")
    with zipfile.ZipFile(path) as archive:
        package = json.loads(archive.read("datapackage.json"))
        text = archive.read("projects.csv").decode("utf-8")
    (resource,) = package["resources"]
    assert resource["path"] == "projects.csv"
    assert wrong(text, resource["schema"]) == []
    assert sorted(p.name for p in path.parent.iterdir()) == ["du-an.zip"]
