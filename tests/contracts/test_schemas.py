"""The published schemas say what the commands answer, no more and no less."""

import copy
import importlib.util
import json

import pytest
from jsonschema import Draft202012Validator

COMMANDS = ["check", "rules", "intake", "meet", "units", "import-units"]
PAIR = {
    "schema_version": "1.0",
    "line": 1,
    "left": "POINT (1 1)",
    "right": "POINT (1 1)",
    "relation": "equals",
    "area_m2": 0.0,
    "length_m": 0.0,
    "share_left": 0,
    "share_right": 0,
}
ISSUE = {
    "file": "du-an.csv",
    "sheet": "",
    "layer": "",
    "row": None,
    "column": "",
    "value": "",
    "code": "no_header",
    "severity": "error",
    "reason": "không thấy dòng tiêu đề",
    "cure": "",
}


@pytest.fixture
def answer(house):
    path = house / "docs" / "look-up" / "schemas" / "check.example.json"
    return json.loads(path.read_text("utf-8"))


@pytest.mark.parametrize("command", COMMANDS)
def test_a_schema_is_a_schema_and_names_itself(schema, command):
    rules = schema(command)
    Draft202012Validator.check_schema(rules)
    assert rules["$schema"].endswith("2020-12/schema")
    assert rules["$id"] == f"{command}.schema.json"


def test_the_published_example_is_as_the_schema_says(faults, answer):
    assert faults("check", answer) == []


def break_at(answer, path, value):
    broken = copy.deepcopy(answer)
    place = broken
    for key in path[:-1]:
        place = place[key]
    if value is None:
        del place[path[-1]]
    else:
        place[path[-1]] = value
    return broken


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (["summary"], None),
        (["schema_version"], "2.0"),
        (["on"], "23/11/2026"),
        (["fictional"], False),
        (["projects", 0, "outcome"], "fits"),
        (["projects", 0, "kind"], "zone"),
        (["projects", 0, "verdicts", 0, "rule"], "QH-1"),
        (["projects", 0, "verdicts", 0, "reason"], "QH-C02"),
        (["projects", 0, "verdicts", 0, "force"], "strong"),
        (["projects", 0, "verdicts", 0, "citations"], None),
        (["projects", 0, "verdicts", 0, "citations", 0, "date"], "2026"),
        (["projects", 0, "verdicts", 0, "measure", "share"], -0.1),
        (["projects", 0, "verdicts", 0, "tolerance_from"], "guess"),
        (["projects", 0, "verdicts", 0, "geometry", "type"], "Circle"),
        (["projects", 0, "verdicts", 0, "sentence", "en"], ""),
        (["not_judged", 0, "reason"], "unknown"),
        (["issues", 0, "severity"], "fatal"),
        (["issues", 0, "row"], 0),
        (["summary", "by_outcome", "silent"], None),
        (["summary", "by_rule", "C01"], {}),
        (["ask", 0, "settles"], -1),
    ],
)
def test_a_broken_answer_is_found(faults, answer, path, value):
    assert faults("check", break_at(answer, path, value)) != []


def test_keys_in_another_order_are_found(faults, answer):
    turned = dict(reversed(answer.items()))
    assert any(fault.startswith("order") for fault in faults("check", turned))
    project = answer["projects"][0]
    answer["projects"][0] = dict(reversed(project.items()))
    assert len(faults("check", answer)) == 1


def test_more_than_the_contract_says_is_free(faults, answer):
    answer["projects"][0]["verdicts"][0]["more"] = {"any": [1]}
    assert faults("check", answer) == []


def test_intake_has_projects_and_issues(faults):
    taken = {"schema_version": "1.0", "projects": [], "issues": [ISSUE]}
    assert faults("intake", taken) == []
    assert faults("intake", taken | {"issues": [ISSUE | {"reason": ""}]})
    assert faults("intake", {"schema_version": "1.0", "issues": []})


def test_a_meeting_a_fault_and_a_layer_are_answers_of_meet(faults):
    assert faults("meet", PAIR) == []
    valid = {"valid": False, "reason": "Self-intersection"}
    assert faults("meet", PAIR | {"valid_left": valid, "valid_right": valid}) == []
    head = {"schema_version": "1.0"}
    assert faults("meet", head | {"line": 2, "error": "không có hai cột"}) == []
    rows = [{key: PAIR[key] for key in PAIR if key not in ("schema_version", "line")}]
    assert faults("meet", head | {"on": None, "meetings": rows}) == []
    assert faults("meet", PAIR | {"relation": "near"})
    assert faults("meet", head | {"meetings": [{"left": "a"}]})


def test_meet_answers_as_its_schema_says(faults):
    from quyhoach.actions.meet_pairs import judge_pair, judge_pairs

    head = {"schema_version": "1.0"}
    one = judge_pair("POINT (1 1)", "LINESTRING (0 0, 2 2)", validities=True)
    assert faults("meet", head | one) == []
    for line in judge_pairs([b"POINT (1 1)\tPOINT (2 2)\n", b"nothing\n"]):
        assert faults("meet", head | line) == []


def built(name):
    return importlib.util.find_spec(name) is not None


def test_check_and_rules_answer_as_their_schemas_say(faults):
    if not (built("quyhoach.actions.show_rules") and built("quyhoach.intake.projects")):
        pytest.skip("the commands check and rules are not built yet")
    from quyhoach.actions.check_projects import answer as answer_of
    from quyhoach.actions.check_projects import check, load
    from quyhoach.actions.show_rules import catalogue
    from quyhoach.exchange import to_json

    loaded = load("langson")
    for judged in check(loaded, loaded.plan.days):
        for every in (False, True):
            text = to_json(answer_of(loaded, judged, every=every, asks=every))
            assert faults("check", json.loads(text)) == []
    assert faults("rules", json.loads(to_json(catalogue("langson")))) == []


@pytest.mark.parametrize("text", ["Thụy Hùng", "huyen huu lung", "Kỳ Lừa", "nowhere"])
def test_units_found_answer_as_their_schema_says(faults, text):
    from quyhoach.actions.find_units import find_units
    from quyhoach.exchange import to_json

    answer = json.loads(to_json(find_units("langson", text)))
    assert faults("units", answer) == []
    assert faults("units", {**answer, "ambiguous": None})
    for one in answer["matches"]:
        assert faults("units", {**answer, "matches": [{**one, "to": "30/6/2025"}]})


@pytest.mark.parametrize("count", [65, 64])
def test_import_units_answers_as_its_schema_says(faults, tmp_path, count):
    from quyhoach.actions.import_units import Asked, import_units
    from quyhoach.exchange import to_json
    from quyhoach.intake.raw import bundled_folder

    layer = json.loads((bundled_folder() / "langson/units.geojson").read_text("utf-8"))
    layer["features"] = layer["features"][:count]
    path = tmp_path / "xa.geojson"
    path.write_text(json.dumps(layer), "utf-8")
    answer = json.loads(to_json(import_units(str(path), "langson", Asked())))
    assert faults("import-units", answer) == []
    assert faults("import-units", {**answer, "geometry": "indicative"})
    assert (answer["coverage"] is None) == (count == 64)
