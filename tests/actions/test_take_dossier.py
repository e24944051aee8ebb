"""A dossier is judged beside the list that is there, and only it is shown."""

import io
import sys
from datetime import date

import pytest

from quyhoach.actions.check_projects import check, load, worst
from quyhoach.actions.show_intake import intake

DAY = date(2026, 11, 23)
ON_P005 = "name: Đường khác\nplace: huyện Hữu Lũng\nlĩnh vực: Đường bộ\n"


def dossier(tmp_path, text):
    path = tmp_path / "ho-so.yaml"
    path.write_text(text, "utf-8")
    return str(path)


@pytest.fixture(scope="module")
def own():
    return load("langson")


def others_of(loaded):
    (judged,) = check(loaded, [DAY])
    table = judged.verdicts
    ids = loaded.portfolio.id
    mine = ids[table.project] == loaded.dossier.record.id
    rules = [table.reasons[b].rule for b in table.block[mine]]
    pairs = zip(rules, table.other[mine].tolist(), strict=True)
    return {
        ids[other] for rule, other in pairs if rule.startswith("QH-X") and other >= 0
    }


def test_it_joins_the_plans_own_list(own, tmp_path):
    loaded = load("langson", dossier=dossier(tmp_path, ON_P005))
    assert loaded.portfolio.id.tolist() == [*own.portfolio.id.tolist(), "ho-so"]
    assert "LS-P005" in others_of(loaded)


def test_it_joins_the_list_of_files_instead(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("id,name\nA,Kho\n", "utf-8")
    loaded = load("langson", [path], dossier=dossier(tmp_path, ON_P005))
    assert loaded.portfolio.id.tolist() == ["A", "ho-so"]


def test_it_stands_for_the_project_with_its_id(own, tmp_path):
    text = f"id: LS-P005\n{ON_P005}"
    loaded = load("langson", dossier=dossier(tmp_path, text))
    assert len(loaded.portfolio) == len(own.portfolio)
    assert loaded.portfolio.name[-1] == "Đường khác"
    assert "QH-D09.dossier_replaces" in [i.code for i in loaded.issues]


def test_it_stands_for_the_project_with_its_number_and_takes_its_parts(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text(
        "id,name,kind,part_of,Mã số dự án đầu tư\nA,Kho,,,777\nB,Phần,,A,\n", "utf-8"
    )
    text = "name: Kho mới\nmã số dự án đầu tư: 777\n"
    loaded = load("langson", [path], dossier=dossier(tmp_path, text))
    assert loaded.portfolio.id.tolist() == ["B", "ho-so"]
    assert loaded.portfolio.part_of.tolist() == [1, -1]


def test_a_whole_is_looked_for_in_the_list(tmp_path):
    text = f"{ON_P005}part_of: LS-P001\n"
    loaded = load("langson", dossier=dossier(tmp_path, text))
    ids = loaded.portfolio.id.tolist()
    assert ids[loaded.portfolio.part_of[-1]] == "LS-P001"
    lost = load("langson", dossier=dossier(tmp_path, f"{ON_P005}part_of: nowhere\n"))
    assert "QH-D09.whole_not_found" in [i.code for i in lost.issues]
    assert lost.portfolio.part_of[-1] == -1


def test_only_its_own_verdicts_decide_how_the_command_ends(tmp_path):
    loaded = load("luyen_tap", dossier=dossier(tmp_path, "name: Xa\nkind: task\n"))
    (judged,) = check(loaded, [DAY])
    assert worst(judged) == "binding"
    assert worst(judged, only=loaded.dossier) != "binding"


def test_intake_reads_standard_input(monkeypatch):
    data = io.TextIOWrapper(io.BytesIO(ON_P005.encode()))
    monkeypatch.setattr(sys, "stdin", data)
    found = intake("langson", [], dossier="-")
    assert [project["id"] for project in found["projects"]] == ["ho-so"]
    assert found["projects"][0]["file"] == "-"
