"""Every public noun has a row in the glossary, in Vietnamese and English."""

import csv
import importlib
import importlib.util
import inspect

import pytest

ROOMS = ["plan", "law", "space", "quantity", "conformity"]
COLUMNS = ["vi", "code", "standard", "definition", "citation"]


@pytest.fixture(scope="module")
def rows(house):
    with (house / "docs" / "glossary.csv").open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        assert reader.fieldnames == COLUMNS
        return list(reader)


def public_nouns(room):
    module = importlib.import_module(f"quyhoach.{room}")
    return {
        name for name in module.__all__ if inspect.isclass(getattr(module, name, None))
    }


@pytest.mark.parametrize("room", ROOMS)
def test_every_public_class_has_a_row(room, rows):
    if importlib.util.find_spec(f"quyhoach.{room}") is None:
        pytest.skip(f"the room {room} is not built yet")
    codes = {row["code"] for row in rows}
    # a table in columns is named by the plural of its rows
    missing = {
        noun
        for noun in public_nouns(room)
        if noun not in codes and noun.removesuffix("s") not in codes
    }
    assert sorted(missing) == []


def test_no_word_stands_twice(rows):
    codes = [row["code"] for row in rows]
    assert sorted({code for code in codes if codes.count(code) > 1}) == []


def test_every_row_has_both_languages_and_a_definition(rows):
    bare = [
        row["code"]
        for row in rows
        if not (row["vi"] and row["code"] and row["definition"])
    ]
    assert bare == []
