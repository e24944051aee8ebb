"""One row a verdict, and nothing that a spreadsheet would run."""

import csv
import io

import pytest

from quyhoach.exchange import COLUMNS, to_csv

VERDICT = {
    "rule": "QH-C02",
    "outcome": "conflicts",
    "force": "binding",
    "reason": "QH-C02.on_protected",
    "sentence": {"vi": "Không được.", "en": "No."},
    "citations": [
        {
            "number": "1/QĐ-UBND",
            "issuer": "UBND",
            "date": "2026-01-02",
            "provision": "4",
        },
        {"number": "2/QĐ-UBND", "issuer": "", "date": "", "provision": ""},
    ],
    "other": {"kind": "zone", "id": "Z1", "name": "Khu vực bảo vệ I"},
    "measure": {"area_m2": 45000.0, "length_m": None, "share": 0.3750000001},
    "tolerance_m": 1.0,
}
PROJECT = {"id": "GT-1", "name": "Kho lạnh", "kind": "project", "verdicts": [VERDICT]}


def rows(answer):
    return list(csv.DictReader(io.StringIO(to_csv(answer))))


def test_a_row_holds_everything_the_columns_name():
    (row,) = rows({"fictional": True, "projects": [PROJECT]})
    assert list(row) == list(COLUMNS)
    assert row == {
        "project": "GT-1",
        "name": "Kho lạnh",
        "kind": "project",
        "rule": "QH-C02",
        "outcome": "conflicts",
        "force": "binding",
        "reason": "QH-C02.on_protected",
        "sentence_vi": "Không được.",
        "sentence_en": "No.",
        "other_kind": "zone",
        "other_id": "Z1",
        "area_m2": "45000.0",
        "length_m": "",
        "share": "0.375",
        "tolerance_m": "1.0",
        "citations": "1/QĐ-UBND, UBND, 2026-01-02, 4; 2/QĐ-UBND",
        "fictional": "GIẢ ĐỊNH",
    }


def test_what_is_missing_is_an_empty_cell():
    (row,) = rows({"projects": [{"id": "P", "verdicts": [{"rule": "QH-C01"}]}]})
    assert {name for name in row if row[name]} == {"project", "rule"}


@pytest.mark.parametrize(
    "name", ["=1+1", "+84", "-1", "@SUM(A1)", "\tx", "\rx", "\nx", "＝1"]
)
def test_no_text_can_be_a_formula(name):
    (row,) = rows({"projects": [PROJECT | {"name": name}]})
    assert row["name"] == f"'{name}".replace("\r", "\n")


def test_commas_quotes_and_lines_stay_in_their_cell():
    name = 'Kho "A", số 1\nkhu B'
    (row,) = rows({"projects": [PROJECT | {"name": name}]})
    assert row["name"] == name


def test_a_project_without_verdicts_has_no_row():
    assert rows({"projects": [PROJECT | {"verdicts": []}]}) == []
