"""Every fault of a package names its file, row, column and cure; nothing half-made."""

import csv
import importlib.util
import json
import shutil
from pathlib import Path

import pytest

from quyhoach.actions.check_projects import load
from quyhoach.actions.show_plan import validate
from quyhoach.errors import BadFile, BadInput, BadPackage
from quyhoach.intake.plans import find_faults, read_plan
from quyhoach.intake.tables import schema, schema_names

_PLACE = Path(__file__).parents[1] / "conformity" / "world_on_disk.py"
_SPEC = importlib.util.spec_from_file_location("world_on_disk", _PLACE)
world_on_disk = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(world_on_disk)


@pytest.fixture(scope="module")
def sound(tmp_path_factory):
    return world_on_disk.write(tmp_path_factory.mktemp("packages") / "world")


@pytest.fixture
def package(sound, tmp_path):
    """Return a copy of a sound package, to be broken."""
    return Path(shutil.copytree(sound, tmp_path / "world"))


def rows_of(package, table):
    with (package / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def put(package, table, rows):
    with (package / f"{table}.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def change(package, table, row, **cells):
    rows = rows_of(package, table)
    rows[row] |= cells
    put(package, table, rows)


def swap(package, name, old, new):
    text = (package / name).read_text("utf-8")
    assert old in text
    (package / name).write_text(text.replace(old, new, 1), "utf-8")


def refused(package):
    """Return the faults of a package, and make sure that nothing of it is used."""
    faults = validate(str(package))["issues"]
    errors = [fault for fault in faults if fault["severity"] == "error"]
    assert all(fault["reason"] and fault["cure"] for fault in errors)
    assert all(fault["file"].startswith("world") for fault in errors)
    return errors


def the_only(package):
    (fault,) = refused(package)
    return fault


def test_the_sound_one_is_sound(package):
    assert refused(package) == []
    plan = read_plan(package)
    assert len(plan.zones) == len(rows_of(package, "zones"))
    assert plan.governing == "I-PLAN"


CELLS = [
    ("zones", 0, {"geometry": "good"}, "geometry", "good"),
    ("zones", 1, {"crs": "vn2000"}, "crs", "vn2000"),
    ("zones", 0, {"in_force_from": "1/7/2025"}, "in_force_from", "1/7/2025"),
    ("zones", 0, {"in_force_from": "2025-02-30"}, "in_force_from", "2025-02-30"),
    ("zones", 0, {"area_ha": "1,5"}, "area_ha", "1,5"),
    ("zones", 0, {"area_ha": "-1"}, "area_ha", "-1"),
    ("zones", 0, {"area_ha": "nan"}, "area_ha", "nan"),
    ("zones", 0, {"scale": "0"}, "scale", "0"),
    ("zones", 2, {"name": ""}, "name", ""),
    ("zones", 2, {"text": ""}, "text", ""),
    ("zones", 2, {"source_kind": "rumour"}, "source_kind", "rumour"),
    ("projects", 0, {"kind": "dự án"}, "kind", "dự án"),
    ("projects", 1, {"capital_dong": "1.5"}, "capital_dong", "1.5"),
    ("projects", 1, {"capital_dong": "-5"}, "capital_dong", "-5"),
    ("projects", 1, {"capital_kind": "odd"}, "capital_kind", "odd"),
    ("coverage", 0, {"complete": "maybe"}, "complete", "maybe"),
    ("phases", 0, {"end": "2025"}, "end", "2025"),
    ("zones", 0, {"regime": "NONE"}, "regime", "NONE"),
    ("zones", 0, {"instrument": "NONE"}, "instrument", "NONE"),
    ("zones", 0, {"provision": "NONE"}, "provision", "NONE"),
    ("zones", 0, {"source": "NONE"}, "source", "NONE"),
    ("projects", 0, {"sector": "NONE"}, "sector", "NONE"),
    ("projects", 0, {"units": "new:AN;NONE"}, "units", "NONE"),
    ("projects", 0, {"part_of": "NONE"}, "part_of", "NONE"),
    ("projects", 0, {"phase": "NONE"}, "phase", "NONE"),
    ("uses", 0, {"sector": "NONE"}, "sector", "NONE"),
    ("norms", 0, {"provision": "NONE"}, "provision", "NONE"),
    ("norms", 0, {"rule": "QH-C99"}, "rule", "QH-C99"),
    ("listings", 0, {"phase": "NONE"}, "phase", "NONE"),
    ("unit_links", 0, {"new": "NONE"}, "new", "NONE"),
    ("projects", 1, {"period": "2024"}, "period", "2024"),
    ("projects", 1, {"period": "2026/2025"}, "period", "2026/2025"),
    ("projects", 1, {"period": "2024/2025-02-30"}, "period", "2025-02-30"),
]


@pytest.mark.parametrize(("table", "row", "cells", "column", "value"), CELLS)
def test_a_bad_cell_is_named(package, table, row, cells, column, value):
    change(package, table, row, **cells)
    fault = the_only(package)
    assert fault["file"] == f"world/{table}.csv"
    assert fault["row"] == row + 2
    assert fault["column"] == column
    assert fault["value"] == value


@pytest.mark.parametrize(
    ("table", "cells"),
    [
        ("regimes", {"protected": "yes"}),
        ("instruments", {"level": "village"}),
        ("units", {"type": "làng"}),
    ],
)
def test_a_row_with_a_fault_is_still_there_for_those_that_name_it(
    package, table, cells
):
    """The cure of the one is no cure of the others: nothing else is wrong."""
    change(package, table, 0, **cells)
    fault = the_only(package)
    assert (fault["file"], fault["row"]) == (f"world/{table}.csv", 2)
    assert [fault["column"]] == list(cells)


def test_a_bad_enum_names_what_is_allowed(package):
    change(package, "zones", 0, geometry="good")
    assert "exact, approximate, indicative" in the_only(package)["cure"]


def test_every_required_column_is_missed(package):
    for table in ("zones", "projects", "instruments"):
        rows = rows_of(package, table)
        for field in schema(table)["fields"]:
            if not field.get("constraints", {}).get("required"):
                continue
            name = field["name"]
            put(
                package,
                table,
                [{k: v for k, v in r.items() if k != name} for r in rows],
            )
            found = [
                f
                for f in refused(package)
                if f["file"] == f"world/{table}.csv"
                and (f["row"], f["column"]) == (1, name)
            ]
            assert len(found) == 1, (table, name)
        put(package, table, rows)


def test_an_unknown_column_is_named_once(package):
    rows = [{**row, "colour": "red"} for row in rows_of(package, "zones")]
    put(package, "zones", rows)
    fault = the_only(package)
    assert (fault["row"], fault["column"]) == (1, "colour")


def test_a_file_with_only_a_heading_is_held_to_it_too(package):
    (package / "corridors.csv").write_text("id,wrong\n", "utf-8")
    assert refused(package) != []


def test_an_unknown_table_is_named(package):
    (package / "roads.csv").write_text("id,name\nR1,Đường\n", "utf-8")
    fault = the_only(package)
    assert fault["file"] == "world/roads.csv"
    assert "zones" in fault["cure"]


@pytest.mark.parametrize("table", ["zones", "projects", "units", "instruments", "uses"])
def test_an_id_written_twice_is_named_where_it_is_written_again(package, table):
    rows = rows_of(package, table)
    put(package, table, [*rows, rows[0]])
    fault = the_only(package)
    key = schema(table)["primaryKey"][0]
    assert fault["file"] == f"world/{table}.csv"
    assert fault["row"] == len(rows) + 2
    assert fault["value"] == rows[0][key]
    assert fault["column"] == key


def test_a_provision_written_twice_is_named(package):
    text = (package / "provisions.yaml").read_text("utf-8")
    first = text.split("\n- id: ")[0]
    (package / "provisions.yaml").write_text(f"{text.rstrip()}\n{first}\n", "utf-8")
    fault = the_only(package)
    assert fault["file"] == "world/provisions.yaml"
    assert fault["value"] == "N-ALL"
    assert fault["row"] == len(text.rstrip().split("\n")) + 1


PROVISIONS = [
    ("gist: Quy định khu vực", "gist: Quy định khu vực\n  colour: red", "colour", ""),
    ("instrument: I-ZONE", "instrument: NONE", "instrument", "NONE"),
    ("effect: admits", "effect: allows", "effect", "allows"),
    ("text: read", "text: heard", "text", "heard"),
    ("source_kind: instrument", "source_kind: rumour", "source_kind", "rumour"),
    ("source: S", "source: NONE", "source", "NONE"),
    ("gist: Quy định khu vực", "gist: ''", "gist", ""),
    ("    - industry\n", "    - NONE\n", "scope.sectors", "NONE"),
    ("    - new:AN\n", "    - NONE\n", "scope.places", "NONE"),
    ("    - F2\n", "    - NONE\n", "scope.phases", "NONE"),
    ("    - C1\n", "    - NONE\n", "scope.along", "NONE"),
    ("    - private\n", "    - mine\n", "scope.capital", "mine"),
    ("subject_to: I-SEC", "subject_to: NONE", "scope.subject_to", "NONE"),
    ("    sectors:\n", "    sector:\n", "scope.sector", ""),
    ("    phases:\n    - F2\n", "    phases: F2\n", "scope.phases", "F2"),
    (
        "gist: Quy định khu vực",
        "gist: Quy định khu vực\n  in_force_from: 1/7/2025",
        "in_force_from",
        "1/7/2025",
    ),
]


@pytest.mark.parametrize(("old", "new", "column", "value"), PROVISIONS)
def test_a_bad_key_of_a_provision_is_named(package, old, new, column, value):
    swap(package, "provisions.yaml", old, new)
    fault = the_only(package)
    assert fault["file"] == "world/provisions.yaml"
    assert (fault["column"], fault["value"]) == (column, value)
    lines = (package / "provisions.yaml").read_text("utf-8").split("\n")
    assert lines[fault["row"] - 1].startswith("- id: ")
    assert "- id: " not in "".join(lines[fault["row"] : fault["row"] + 1])


def whole_file(package):
    with pytest.raises(BadFile) as caught:
        read_plan(package)
    with pytest.raises(BadFile):
        find_faults(package)
    assert caught.value.cure
    assert caught.value.file.startswith("world")
    return caught.value


def test_a_yaml_key_written_twice_is_refused_with_its_line(package):
    swap(package, "package.yaml", "title: ", "title: Một\ntitle: ")
    fault = whole_file(package)
    assert fault.file == "world/package.yaml"
    assert "title" in fault.reason
    assert fault.row
    swap(package, "package.yaml", "title: Một\n", "")
    swap(package, "provisions.yaml", "  gist: ", "  gist: Một\n  gist: ")
    fault = whole_file(package)
    assert fault.file == "world/provisions.yaml"
    assert "gist" in fault.reason


@pytest.mark.parametrize(
    "name", ["package.yaml", "provisions.yaml", "zones.csv", "zones.geojson"]
)
def test_bad_utf8_is_refused_with_the_file(package, name):
    text = (package / name).read_bytes()
    (package / name).write_bytes(text + b"\xc3\x28")
    fault = whole_file(package)
    assert fault.file == f"world/{name}"
    assert "UTF-8" in fault.reason


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("package.yaml", "id: [world"),
        ("package.yaml", "- id\n- title\n"),
        ("package.yaml", ""),
        ("provisions.yaml", "id: x\n"),
        ("provisions.yaml", "- [a]\n"),
        ("provisions.yaml", "- id: 'x\n"),
        ("zones.geojson", "{"),
        ("zones.geojson", "[]"),
        ("zones.geojson", '{"type": "FeatureCollection"}'),
        ("zones.geojson", '{"features": [{"geometry": null, "properties": {}}]}'),
        ("zones.geojson", '{"features": 5}'),
        ("zones.geojson", "[" * 100_000),
        ("zones.geojson", '{"crs": {"properties": {}}, "features": []}'),
        ("zones.geojson", '{"crs": {"properties": {"name": "WGS"}}, "features": []}'),
    ],
)
def test_a_file_that_is_not_its_format_is_refused_whole(package, name, text):
    (package / name).write_text(text, "utf-8")
    assert whole_file(package).file == f"world/{name}"


@pytest.mark.parametrize("epsg", [1, 999999, 4327])
def test_an_unknown_reference_system_is_a_fault_that_names_the_layer(package, epsg):
    swap(package, "zones.geojson", "EPSG::9215", f"EPSG::{epsg}")
    try:
        faults = [str(fault) for fault in find_faults(package)]
    except BadInput as error:
        faults = [str(error)]
    assert any("zones.geojson" in fault for fault in faults), faults


def feature(package, layer, row):
    made = json.loads((package / f"{layer}.geojson").read_text("utf-8"))
    return made, made["features"][row]


def save(package, layer, made):
    (package / f"{layer}.geojson").write_text(json.dumps(made), "utf-8")


@pytest.mark.parametrize("layer", ["zones", "projects"])
def test_a_shape_that_is_not_valid_is_named_and_not_mended(package, layer):
    made, one = feature(package, layer, 0)
    one["geometry"] = {
        "type": "Polygon",
        "coordinates": [[[0, 0], [100, 100], [100, 0], [0, 100], [0, 0]]],
    }
    save(package, layer, made)
    fault = the_only(package)
    assert fault["file"] == f"world/{layer}.geojson"
    assert fault["value"] == one["properties"]["id"]
    assert "Self-intersection" in fault["reason"]


@pytest.mark.parametrize("layer", ["zones", "projects"])
def test_a_shape_without_a_row_is_named(package, layer):
    made, one = feature(package, layer, 0)
    made["features"].append({**one, "properties": {"id": "NONE"}})
    save(package, layer, made)
    fault = the_only(package)
    assert (fault["file"], fault["value"]) == (f"world/{layer}.geojson", "NONE")


@pytest.mark.parametrize(
    "geometry",
    [
        {"type": "Circle"},
        {"type": "Polygon"},
        {"type": "Polygon", "coordinates": [[[0, 0], [1, 1]]]},
        {"type": "Polygon", "coordinates": "x"},
        5,
    ],
)
def test_a_shape_that_cannot_be_read_is_named(package, geometry):
    made, one = feature(package, "zones", 1)
    one["geometry"] = geometry
    save(package, "zones", made)
    fault = the_only(package)
    assert fault["file"] == "world/zones.geojson"
    assert fault["value"] == one["properties"]["id"]


@pytest.mark.parametrize("layer", ["zones", "projects"])
@pytest.mark.parametrize(
    "geometry",
    [
        {"type": "Polygon", "coordinates": []},
        {"type": "MultiPolygon", "coordinates": []},
        {"type": "GeometryCollection", "geometries": []},
    ],
)
def test_an_empty_shape_is_a_fault_or_no_shape(package, layer, geometry):
    """Ground of no size would be clear of everything."""
    made, one = feature(package, layer, 0)
    one["geometry"] = geometry
    save(package, layer, made)
    if refused(package):
        return
    loaded = load(str(package))
    rows = loaded.plan.zones if layer == "zones" else loaded.portfolio
    assert rows.shape[0] is None


def test_two_shapes_of_one_row_are_a_fault(package):
    made, one = feature(package, "zones", 0)
    other = made["features"][1]["geometry"]
    made["features"].append({**one, "geometry": other})
    save(package, "zones", made)
    fault = the_only(package)
    assert fault["value"] == one["properties"]["id"]


@pytest.mark.parametrize("layer", ["zones", "projects"])
@pytest.mark.parametrize("column", ["geometry", "crs"])
def test_a_shape_whose_certainty_is_not_said_is_named(package, layer, column):
    change(package, layer, 0, **{column: ""})
    fault = the_only(package)
    assert fault["file"] == f"world/{layer}.csv"
    assert (fault["row"], fault["column"]) == (2, column)


@pytest.mark.parametrize("tail", [",more", ""])
def test_a_ragged_row_is_named_and_the_others_are_read(package, tail):
    path = package / "corridors.csv"
    lines = path.read_text("utf-8").rstrip("\n").split("\n")
    ragged = lines[1] + tail if tail else lines[1].rpartition(",")[0]
    path.write_text("\n".join([lines[0], ragged, ""]), "utf-8")
    found = [f for f in refused(package) if f["file"] == "world/corridors.csv"]
    assert [f["row"] for f in found] == [2]
    assert "số ô" in found[0]["reason"]


def test_a_quote_never_closed_is_named(package):
    path = package / "corridors.csv"
    path.write_text(path.read_text("utf-8") + '"C2,x\n', "utf-8")
    found = [f for f in refused(package) if f["file"] == "world/corridors.csv"]
    assert len(found) == 1


def test_every_fault_is_named_in_one_go(package):
    change(package, "zones", 0, geometry="good", regime="NONE", area_ha="x")
    change(package, "units", 1, type="làng")
    change(package, "projects", 1, kind="x")
    swap(package, "provisions.yaml", "effect: admits", "effect: allows")
    places = {(f["file"], f["row"], f["column"]) for f in refused(package)}
    assert {
        ("world/zones.csv", 2, "geometry"),
        ("world/zones.csv", 2, "area_ha"),
        ("world/units.csv", 3, "type"),
        ("world/projects.csv", 3, "kind"),
    } <= places
    with pytest.raises(BadPackage) as caught:
        read_plan(package)
    assert len(caught.value.faults) >= 5
    assert any("zones.csv, row 2, column geometry" in f for f in caught.value.faults)


@pytest.mark.parametrize("key", ["id", "title", "compiled", "governing", "days"])
def test_a_missing_key_of_the_package_is_named(package, key):
    lines = (package / "package.yaml").read_text("utf-8").split("\n")
    kept, skip = [], False
    for line in lines:
        skip = line.startswith(f"{key}:") or (skip and line.startswith(("-", " ")))
        kept += [] if skip else [line]
    (package / "package.yaml").write_text("\n".join(kept), "utf-8")
    found = [f for f in validate(str(package))["issues"] if f["severity"] == "error"]
    assert [f["column"] for f in found] == [key]
    assert "package.yaml" in found[0]["file"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("governing: I-PLAN", "governing: NONE"),
        ("compiled: 2026-11-23", "compiled: hôm nay"),
        ("- 2025-06-30", "- 30/6/2025"),
        ("- -5000\n", ""),
        ("- -5000\n", "- tây\n"),
    ],
)
def test_a_bad_value_of_the_package_is_named(package, old, new):
    swap(package, "package.yaml", old, new)
    fault = the_only(package)
    assert fault["file"] == "world/package.yaml"


@pytest.mark.parametrize(
    "parts", [{"A": "A"}, {"A": "B", "B": "A"}], ids=["itself", "each other"]
)
def test_a_project_is_no_part_of_itself(package, parts):
    """A circle of parts has no outermost whole: looking for it would never end."""
    for key, above in parts.items():
        change(package, "projects", "AB".index(key), part_of=above)
    found = refused(package)
    assert found
    assert {f["column"] for f in found} == {"part_of"}


def test_a_place_that_holds_itself_is_a_fault(package):
    change(package, "units", 0, parent="old:AN2")
    change(package, "units", 1, parent="old:AN1")
    assert {f["column"] for f in refused(package)} == {"parent"}


@pytest.mark.parametrize(
    ("table", "begin", "end"),
    [
        ("zones", "in_force_from", "in_force_to"),
        ("instruments", "in_force_from", "in_force_to"),
        ("phases", "begin", "end"),
        ("units", "begin", "end"),
    ],
)
def test_days_that_end_before_they_begin_are_a_fault(package, table, begin, end):
    change(package, table, 0, **{begin: "2026-02-01", end: "2026-01-31"})
    fault = the_only(package)
    assert (fault["file"], fault["row"]) == (f"world/{table}.csv", 2)


def test_review_needs_its_first_day(package):
    """Without it nothing would ever be reviewed, and missing never makes stronger."""
    change(package, "instruments", 3, status_after="needs_legal_review")
    fault = the_only(package)
    assert (fault["row"], fault["column"]) == (5, "review_from")


@pytest.mark.parametrize("value", ["năm phần trăm", "5 %", ""])
def test_a_parameter_that_is_a_number_is_held_to_it(package, value):
    change(package, "parameters", 0, value=value)
    fault = the_only(package)
    assert (fault["file"], fault["row"]) == ("world/parameters.csv", 2)


def test_a_folder_that_is_no_package(tmp_path):
    for name in ("none", str(tmp_path), str(tmp_path / "deep" / "er")):
        with pytest.raises(BadFile) as caught:
            read_plan(name)
        assert "langson" in caught.value.cure
        assert "luyen_tap" in caught.value.cure


def test_an_included_package_that_is_not_there(package):
    with (package / "package.yaml").open("a", encoding="utf-8") as file:
        file.write("includes: [nowhere]\n")
    fault = whole_file(package)
    assert (fault.file, fault.value) == ("world/package.yaml", "nowhere")


def test_every_schema_is_a_table_of_its_own_name():
    assert len(schema_names()) > 20
    for name in schema_names():
        assert schema(name)["title"] == name
        assert len(schema(name)["primaryKey"]) == 1
