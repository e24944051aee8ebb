"""The training case is whole, invented, well drawn, and reaches every reason.

Nothing of the product is used here: the data must stand on its own, so that what the
rules answer can be held against what it claims.
"""

import csv
import itertools
import json
import re
import unicodedata
from datetime import date
from pathlib import Path

import pytest
import shapely

HOUSE = Path(__file__).parents[2]
CASES = HOUSE / "src" / "quyhoach" / "cases"
CASE = CASES / "luyen_tap"
SCHEMAS = HOUSE / "src" / "quyhoach" / "intake" / "schemas"
DAYS = ("2025-06-30", "2026-11-23")
NOT_JUDGED = {"not_begun", "ended"}
# coordinates are written to 0.01 m and neighbours share their vertices
OVERLAP_M2 = 1e-3
CRACK_M = 0.05
CRACK_M2 = 0.1

FORMS = {
    "integer": re.compile(r"-?\d+"),
    "number": re.compile(r"-?\d+(\.\d+)?"),
    "boolean": re.compile(r"true|false"),
    "date": re.compile(r"\d{4}-\d\d-\d\d"),
}


def rows_of(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True))


def table(name):
    """Return a table of the case with what the shared vocabulary adds to it."""
    paths = [folder / f"{name}.csv" for folder in (CASES / "chung", CASE)]
    return [row for path in paths if path.is_file() for row in rows_of(path)]


def schema(name):
    return json.loads((SCHEMAS / f"{name}.json").read_text("utf-8"))


def provisions():
    """Return the items of provisions.yaml as (key, lines), read line by line."""
    text = (CASE / "provisions.yaml").read_text("utf-8")
    blocks = re.split(r"^- id: ", text, flags=re.MULTILINE)[1:]
    return {block.split("\n", 1)[0]: block for block in blocks}


def keys_of(name):
    if name == "provisions":
        return set(provisions())
    key = schema(name)["primaryKey"][0]
    return {row[key] for row in table(name)}


def shapes_of(name):
    layer = json.loads((CASE / f"{name}.geojson").read_text("utf-8"))
    assert layer["crs"]["properties"]["name"] == "urn:ogc:def:crs:EPSG::9215"
    found = {
        one["properties"]["id"]: shapely.from_geojson(json.dumps(one["geometry"]))
        for one in layer["features"]
    }
    assert len(found) == len(layer["features"])
    return found


def claims():
    """Return (project, reason) as the notes of the projects say in square brackets."""
    return {
        (row["id"], code)
        for row in rows_of(CASE / "projects.csv")
        for code in re.findall(r"\[(QH-[CX]\d\d\.\w+)\]", row["note"])
    }


def reasons():
    """Return reason code to outcome, as the norms in docs/rules list them."""
    pattern = re.compile(r"^\| `(QH-[CX]\d\d\.\w+)` \| `(\w+)` \|", re.MULTILINE)
    return {
        code: outcome
        for page in sorted((HOUSE / "docs" / "rules").glob("QH-[CX]*.md"))
        for code, outcome in pattern.findall(page.read_text("utf-8"))
    }


def expected():
    return rows_of(Path(__file__).with_name("training_expected.csv"))


def holds(row, day):
    begin, end = row["in_force_from"], row["in_force_to"]
    return (not begin or begin <= day) and (not end or day <= end)


TABLES = sorted(path.stem for path in CASE.glob("*.csv"))


def test_it_says_that_it_is_invented():
    package = (CASE / "package.yaml").read_text("utf-8")
    assert re.search(r"^fictional: true$", package, re.MULTILINE)
    assert re.search(r"^title: .*GIẢ ĐỊNH", package, re.MULTILINE)
    for name in ("zones.geojson", "projects.geojson", "provisions.yaml"):
        assert "GIẢ ĐỊNH" in (CASE / name).read_text("utf-8").split("\n", 1)[0]


def test_every_file_is_plain_composed_text():
    for path in CASE.iterdir():
        text = path.read_bytes().decode("utf-8")
        assert unicodedata.is_normalized("NFC", text), path.name
        assert "\r" not in text, path.name


@pytest.mark.parametrize("name", TABLES)
def test_a_table_fits_its_schema(name):
    fields = {field["name"]: field for field in schema(name)["fields"]}
    for row in rows_of(CASE / f"{name}.csv"):
        assert None not in row
        assert list(row) == list(fields)
        for column, text in row.items():
            check_cell(text, fields[column], f"{name} {row}")


def check_cell(text, field, where):
    rules = field.get("constraints", {})
    if not text:
        assert not rules.get("required"), (field["name"], where)
        return
    assert text == text.strip(), where
    assert text in rules.get("enum", [text]), where
    assert re.fullmatch(rules.get("pattern", ".*"), text), where
    form = FORMS.get(field["type"])
    assert form is None or form.fullmatch(text), where
    if field["type"] == "date":
        date.fromisoformat(text)
    if "minimum" in rules:
        assert float(text) >= rules["minimum"], where


@pytest.mark.parametrize("name", TABLES)
def test_keys_are_unique_and_point_at_rows(name):
    key = schema(name)["primaryKey"][0]
    own = [row[key] for row in table(name)]
    assert len(own) == len(set(own))
    for foreign in schema(name)["foreignKeys"]:
        column = foreign["fields"][0]
        known = keys_of(foreign["reference"]["resource"] or name)
        named = {
            part.strip()
            for row in table(name)
            for part in row[column].split(";")
            if part.strip()
        }
        assert named <= known, (column, named - known)


def test_provisions_point_at_rows():
    known = {
        "instrument": keys_of("instruments"),
        "source": keys_of("sources"),
        "subject_to": keys_of("instruments"),
        "sectors": keys_of("sectors"),
        "places": keys_of("units"),
        "along": keys_of("corridors"),
        "phases": keys_of("phases"),
    }
    assert provisions()
    for key, block in provisions().items():
        for name, keys in known.items():
            for value in re.findall(rf"^ +{name}: (.+)$", block, re.MULTILINE):
                named = {part.strip(" '") for part in value.strip("[]").split(",")}
                assert named <= keys, (key, name, named - keys)


@pytest.mark.parametrize("name", ["zones", "projects"])
def test_shapes_are_valid_and_have_a_row(name):
    shapes, rows = shapes_of(name), {row["id"]: row for row in table(name)}
    assert set(shapes) <= set(rows)
    for key, shape in shapes.items():
        assert shape.is_valid, (key, shapely.is_valid_reason(shape))
        assert not shape.is_empty
        assert rows[key]["geometry"], key
        assert rows[key]["crs"], key
    for key, row in rows.items():
        assert bool(row["geometry"]) == (key in shapes), key


def test_stated_areas_are_the_drawn_ones():
    for name in ("zones", "projects"):
        rows = {row["id"]: row for row in table(name)}
        for key, shape in shapes_of(name).items():
            if shape.area:
                stated = float(rows[key]["area_ha"])
                assert stated == pytest.approx(shape.area / 1e4, abs=0.006), key


def complete_zones(day):
    """Return the drawn zones of use in communes whose zones are complete on a day."""
    uses = {row["id"] for row in table("regimes") if row["protected"] == "false"}
    levels = {row["id"]: row["level"] for row in table("instruments")}
    into = {}
    for link in table("unit_links"):
        into.setdefault(link["old"], set()).add(link["new"])
    complete = {
        unit
        for row in table("coverage")
        if row["theme"] == "zones" and row["complete"] == "yes"
        for unit in row["units"].split(";")
    }
    inside = {
        row["zone"]
        for row in table("zone_units")
        if into.get(row["unit"], {row["unit"]}) <= complete
    }
    shapes = shapes_of("zones")
    return {
        row["id"]: shapes[row["id"]]
        for row in table("zones")
        if row["id"] in inside & set(shapes)
        and row["regime"] in uses
        and levels[row["instrument"]] == "local"
        and holds(row, day)
    }


@pytest.mark.parametrize("day", DAYS)
def test_zones_of_complete_communes_tile_their_ground(day):
    zones = complete_zones(day)
    assert len(zones) > 20
    for (one, left), (two, right) in itertools.combinations(zones.items(), 2):
        assert left.intersection(right).area <= OVERLAP_M2, (one, two)
    ground = shapely.union_all(list(zones.values()))
    for part in getattr(ground, "geoms", [ground]):
        assert not part.interiors
    closed = ground.buffer(CRACK_M, join_style="mitre")
    closed = closed.buffer(-CRACK_M, join_style="mitre")
    assert closed.area - ground.area <= CRACK_M2


def test_every_reason_is_claimed_by_a_project():
    assert len(reasons()) > 60
    assert {code for _, code in claims()} == set(reasons())


def test_the_expected_answers_are_those_the_notes_claim():
    found = {
        (row["project"], row["reason"])
        for row in expected()
        if row["reason"] not in NOT_JUDGED
    }
    assert found == claims()


def test_expected_answers_are_well_formed():
    projects = keys_of("projects")
    seen = set()
    for row in expected():
        key = (row["day"], row["project"], row["reason"])
        assert key not in seen
        seen.add(key)
        assert row["day"] in DAYS
        assert row["project"] in projects
        allowed = {""} if row["reason"] in NOT_JUDGED else {"binding", "indicative"}
        assert row["force"] in allowed
    assert {row["project"] for row in expected()} == projects


def test_every_outcome_is_expected_with_both_forces():
    found = {
        (reasons()[row["reason"]], row["force"])
        for row in expected()
        if row["reason"] not in NOT_JUDGED
    }
    outcomes = ("conforms", "conflicts", "silent", "unknown")
    assert found == set(itertools.product(outcomes, ("binding", "indicative")))


def test_every_rule_has_a_norm():
    rules = {code.partition(".")[0] for code in reasons()}
    assert {row["rule"] for row in table("norms")} == rules


def test_every_project_says_what_it_shows():
    for row in rows_of(CASE / "projects.csv"):
        assert row["note"].startswith("Để thấy: "), row["id"]
