"""The published schemas say what papers, slips and their check answer as JSON."""

import json
from datetime import date

import pytest
from jsonschema import Draft202012Validator

from quyhoach.actions.check_projects import check, load
from quyhoach.actions.check_slip import check_slip, plain_found
from quyhoach.actions.write_paper import Wanted, paper_bytes
from quyhoach.exchange.json_text import to_json

SCHEMAS = ["paper", "slip", "check-slip"]


@pytest.fixture(scope="module")
def written():
    def write(plan, kind, only="", lang="vi"):
        loaded = load(plan)
        (judged,) = check(loaded, [date(2026, 11, 23)])
        wanted = Wanted(kind=kind, form="json", only=only, lang=lang)
        return paper_bytes(plan, loaded, judged, wanted)

    return write


@pytest.mark.parametrize("name", SCHEMAS)
def test_a_schema_is_a_schema_and_names_itself(schema, name):
    rules = schema(name)
    Draft202012Validator.check_schema(rules)
    assert rules["$id"] == f"{name}.schema.json"


@pytest.mark.parametrize("plan", ["langson", "luyen_tap"])
def test_trees_are_as_their_schema_says(written, faults, plan):
    only = "LS-P014" if plan == "langson" else "GT-003"
    for kind, one in (("report", ""), ("request", ""), ("letter", only)):
        made = json.loads(written(plan, kind, one, "en"))
        assert faults("paper", made) == []
    made["blocks"][0]["block"] = "poem"
    assert faults("paper", made)


def test_slips_and_their_check_are_as_their_schemas_say(written, faults, tmp_path):
    path = tmp_path / "slip.json"
    for plan, only in (("luyen_tap", "GT-003"), ("langson", "LS-P001")):
        path.write_bytes(written(plan, "slip", only))
        made = json.loads(path.read_text("utf-8"))
        assert faults("slip", made) == []
        assert (
            faults("check-slip", json.loads(to_json(plain_found(check_slip(path)))))
            == []
        )
    path.write_text(path.read_text("utf-8").replace("unknown", "unknowm"), "utf-8")
    path.write_text(path.read_text("utf-8").replace("ended", "ender"), "utf-8")
    found = plain_found(check_slip(path))
    assert found["accepted"] is False
    assert faults("check-slip", json.loads(to_json(found))) == []
    made["facts"]["verdicts"] = [{}]
    assert faults("slip", made)
