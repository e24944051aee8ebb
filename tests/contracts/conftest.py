"""What any test may ask to be true of an answer: it is as its schema says."""

import json

import pytest
from jsonschema import Draft202012Validator


def in_order(instance, schema, root):
    """Yield the objects whose keys do not stand in the order of their schema."""
    if "$ref" in schema:
        schema = root["$defs"][schema["$ref"].rpartition("/")[2]]
    if isinstance(instance, list):
        for inner in instance:
            yield from in_order(inner, schema.get("items", {}), root)
    if isinstance(instance, dict):
        options = schema.get("oneOf", [])
        properties = schema.get("properties", {}) or next(
            (one["properties"] for one in options if "properties" in one), {}
        )
        known = [key for key in instance if key in properties]
        if known != [key for key in properties if key in instance]:
            yield list(instance)
        for key in known:
            yield from in_order(instance[key], properties[key], root)


@pytest.fixture(scope="session")
def schema(house):
    """Return a function that gives the published schema of a command."""

    def read(command):
        path = house / "docs" / "look-up" / "schemas" / f"{command}.schema.json"
        return json.loads(path.read_text("utf-8"))

    return read


@pytest.fixture(scope="session")
def faults(schema):
    """Return a function that lists what is wrong with the answer of a command."""

    def found(command, answer):
        rules = schema(command)
        checker = Draft202012Validator.FORMAT_CHECKER
        validator = Draft202012Validator(rules, format_checker=checker)
        wrong = [
            f"{error.json_path}: {error.message}"
            for error in validator.iter_errors(answer)
        ]
        return wrong + [f"order: {keys}" for keys in in_order(answer, rules, rules)]

    return found
