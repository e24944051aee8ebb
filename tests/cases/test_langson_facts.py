"""The Lạng Sơn package holds what its sources say, and nothing else.

Read with the standard library alone, so that a fault of the reader cannot hide a
fault of the data.
"""

import calendar
import csv
import datetime
import json
import re
import unicodedata
from collections import Counter
from pathlib import Path

import pytest
import yaml

SOURCE = Path(__file__).parents[2] / "src" / "quyhoach"
CASES = SOURCE / "cases"
PACKAGES = ("chung", "viet_nam", "langson")
SCHEMAS = {p.stem: p for p in (SOURCE / "intake" / "schemas").glob("*.json")}
TABLES = [
    (package, path.stem)
    for package in PACKAGES[1:]
    for path in sorted((CASES / package).glob("*.csv"))
]
WORDS_IN_A_ROW = 8
SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-ZĐÀ-Ỵ“])")


def rows(package, table):
    path = CASES / package / f"{table}.csv"
    if not path.exists():
        return []
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def merged(table):
    return [row for package in PACKAGES for row in rows(package, table)]


def provisions(package):
    path = CASES / package / "provisions.yaml"
    return yaml.safe_load(path.read_text("utf-8")) if path.exists() else []


def schema(table):
    return json.loads(SCHEMAS[table].read_text("utf-8"))


def parts(cell):
    return [part for part in cell.split(";") if part]


def keys(resource, field):
    if resource == "provisions":
        return {one["id"] for package in PACKAGES for one in provisions(package)}
    return {row[field] for row in merged(resource)}


def fits(value, field):
    match field["type"]:
        case "integer":
            return re.fullmatch(r"-?\d+", value) is not None
        case "number":
            return re.fullmatch(r"-?\d+(\.\d+)?", value) is not None
        case "boolean":
            return value in {"true", "false"}
        case "date":
            return datetime.date.fromisoformat(value).isoformat() == value
    return True


@pytest.mark.parametrize(("package", "table"), TABLES)
def test_table_follows_its_schema(package, table):
    fields = schema(table)["fields"]
    path = CASES / package / f"{table}.csv"
    header = path.read_text("utf-8").partition("\n")[0].split(",")
    assert header == [field["name"] for field in fields]
    for row in rows(package, table):
        assert None not in row, row
        for field in fields:
            value, rule = row[field["name"]], field.get("constraints", {})
            assert value or not rule.get("required"), (row, field["name"])
            if not value:
                continue
            assert fits(value, field), (row, field["name"])
            assert value in rule.get("enum", [value]), (row, field["name"])
            assert re.fullmatch(rule.get("pattern", ".*"), value), (row, field["name"])
            if "minimum" in rule:
                assert float(value) >= rule["minimum"], (row, field["name"])


@pytest.mark.parametrize("table", sorted({table for _, table in TABLES}))
def test_keys_are_unique_over_all_packages(table):
    (key,) = schema(table)["primaryKey"]
    counted = Counter(row[key] for row in merged(table))
    assert [one for one, times in counted.items() if times > 1] == []


@pytest.mark.parametrize("table", sorted({table for _, table in TABLES}))
def test_keys_of_other_tables_exist(table):
    fields = {field["name"]: field for field in schema(table)["fields"]}
    for link in schema(table)["foreignKeys"]:
        (name,), (target,) = link["fields"], link["reference"]["fields"]
        known = keys(link["reference"]["resource"] or table, target)
        for row in merged(table):
            listed = fields[name]["type"] == "list"
            used = parts(row[name]) if listed else parts(row[name].replace(";", ","))
            assert set(used) <= known, (row, name)


def test_regimes_are_shared_with_the_national_package():
    known = {row["id"] for row in merged("regimes")}
    assert {row["regime"] for row in rows("langson", "zones")} <= known


def test_provisions_are_whole():
    every = [one for package in PACKAGES for one in provisions(package)]
    assert max(Counter(one["id"] for one in every).values()) == 1
    known = {
        "sectors": keys("sectors", "id"),
        "places": keys("units", "code"),
        "along": keys("corridors", "id"),
        "phases": keys("phases", "id"),
        "capital": {"public", "private"},
    }
    papers, sources = keys("instruments", "id"), keys("sources", "id")
    for one in every:
        assert one["instrument"] in papers, one["id"]
        assert one["source"] in sources, one["id"]
        assert one["effect"] in {"admits", "forbids", "requires", "states"}, one["id"]
        assert one["text"] in {"read", "secondary", "memory", "missing"}, one["id"]
        scope = dict(one.get("scope", {}))
        assert scope.pop("subject_to", one["instrument"]) in papers, one["id"]
        assert bool(scope) == (one["effect"] != "states"), one["id"]
        for name, used in scope.items():
            assert set(used) <= known[name], (one["id"], name)


def test_every_file_is_nfc():
    for package in PACKAGES[1:]:
        for path in sorted((CASES / package).rglob("*.*")):
            text = path.read_text("utf-8")
            assert unicodedata.is_normalized("NFC", text), path.name


def test_nothing_read_secondhand_could_bind():
    every = [row for table in SCHEMAS for row in rows("langson", table)]
    every += provisions("langson")
    assert not [r for r in every if r.get("source_kind") == "instrument"]


def last_day(text):
    if quarter := re.fullmatch(r"(\d{4})-Q([1-4])", text):
        text = f"{quarter[1]}-{3 * int(quarter[2]):02d}"
    year, month, day = (*map(int, text.split("-")), 0, 0)[:3]
    month = month or 12
    return datetime.date(year, month, day or calendar.monthrange(year, month)[1])


def first_day(text):
    if quarter := re.fullmatch(r"(\d{4})-Q([1-4])", text):
        text = f"{quarter[1]}-{3 * int(quarter[2]) - 2:02d}"
    year, month, day = (*map(int, text.split("-")), 0, 0)[:3]
    return datetime.date(year, month or 1, day or 1)


@pytest.mark.parametrize(
    ("on", "not_begun", "over"),
    [(datetime.date(2025, 6, 30), 7, 2), (datetime.date(2026, 11, 23), 0, 14)],
)
def test_projects_by_their_periods(on, not_begun, over):
    projects = rows("langson", "projects")
    assert len(projects) == 40
    periods = [row["period"].split("/") for row in projects if row["period"]]
    assert len(periods) == 40 - 13
    assert sum(bool(a) and on < first_day(a) for a, _ in periods) == not_begun
    assert sum(bool(b) and on > last_day(b) for _, b in periods) == over


def test_projects_are_the_forty_known_ones(shared):
    facts = yaml.safe_load((shared / "facts" / "cases.yaml").read_text("utf-8"))
    known = {case["id"]: case for case in facts["cases"]}
    ours = {row["id"]: row for row in rows("langson", "projects")}
    assert list(ours) == list(known)
    for key, case in known.items():
        row, capital = ours[key], case["capital_bn_vnd"]
        assert row["name"] == case["name_vi"]
        assert row["capital_dong"] == (
            "" if capital is None else str(round(capital * 10**9))
        )
        assert row["area_ha"] == str(case.get("area_ha", ""))
        assert row["length_km"] == str(case.get("length_km", ""))
        assert row["part_of"] == case.get("part_of", "")
        period = case["period"] or ""
        assert row["period"] == ("" if "study" in period else period)
    kinds = Counter(row["kind"] for row in ours.values())
    assert kinds == {"project": 36, "programme": 2, "plan": 2}


def test_history_is_in_order():
    ends = [
        (row["order"], row["value"])
        for row in rows("langson", "history")
        if row["project"] == "LS-P020" and row["field"] == "end"
    ]
    assert ends == [("1", "2020"), ("2", "2024"), ("3", "2026-12")]
    sums = [
        int(row["value"])
        for row in rows("langson", "history")
        if row["project"] == "LS-P001" and row["field"] == "capital_dong"
    ]
    assert len(sums) == 3
    assert sums[-1] == 11_808 * 10**9


def test_units_of_both_eras():
    units = {row["code"]: row for row in rows("langson", "units")}
    communes = Counter(
        row["era"]
        for row in units.values()
        if row["type"] in {"xã", "phường", "thị trấn"}
    )
    assert communes == {"2024": 194, "2025": 65, "2023": 2}
    links = rows("langson", "unit_links")
    linked = Counter(row["old"] for row in links)
    old = {k for k, row in units.items() if row["era"] == "2024" and row["district"]}
    assert len(old) == 194
    assert old <= set(linked)
    split = {row["old"] for row in links if row["part"] == "part"}
    assert split == {"2024:06622", "2024:06625"}
    assert {row["new"] for row in links} >= {
        k for k, row in units.items() if row["era"] == "2025"
    }


def test_logistics_park_lies_in_the_border_zone_by_units():
    zone = {
        row["unit"]: row["part"]
        for row in rows("langson", "zone_units")
        if row["zone"] == "LS-Z01"
    }
    assert Counter(zone.values()) == {"whole": 21, "part": 2}
    units = {row["code"]: row for row in rows("langson", "units")}
    (park,) = (row for row in rows("langson", "projects") if row["id"] == "LS-P013")
    for code in parts(park["units"]):
        assert zone[code] == "whole"
        assert units[code]["district"] == "Huyện Cao Lộc"
    for one in provisions("langson"):
        if one["id"] in {"LS-1371-p13-2-gate", "LS-1371-p18-1", "LS-1371-p18-2"}:
            whole = {code for code, part in zone.items() if part == "whole"}
            assert set(one["scope"]["places"]) == whole


def test_identifiers_are_a_number_an_issuer_and_a_day():
    found = {row["project"]: row for row in rows("langson", "identifiers")}
    assert found["LS-P012"]["number"] == "865/QĐ-TTg ngày 17/8/2024"
    assert found["LS-P015"]["scheme"] == "UBND tỉnh Lạng Sơn"
    pairs = [(row["scheme"], row["number"]) for row in found.values()]
    assert len(set(pairs)) == len(pairs)
    twice = [row for row in merged("instruments") if row["number"] == "236/QĐ-TTg"]
    assert {row["signed"] for row in twice} == {"2024-03-19", "2022-02-21"}


@pytest.mark.parametrize("on", ["2025-06-30", "2026-11-23"])
def test_every_rule_has_a_norm_on_both_days(on):
    papers = {row["id"]: row for row in merged("instruments")}
    laws = {one["id"]: one for package in PACKAGES for one in provisions(package)}

    def holds(row):
        begin, end = row.get("in_force_from") or "", row.get("in_force_to") or "9"
        return str(begin) <= on <= str(end)

    ruled = {
        row["rule"]
        for row in merged("norms")
        if holds(laws[row["provision"]])
        and holds(papers[laws[row["provision"]]["instrument"]])
    }
    assert ruled == {
        *(f"QH-C0{k}" for k in range(1, 7)),
        *(f"QH-X0{k}" for k in (1, 3, 4)),
    }


def test_nothing_is_complete():
    assert "yes" not in {row["complete"] for row in merged("coverage")}


def words(text):
    return re.findall(r"\w+", text.casefold())


def article(shared):
    text = (shared / "seed" / "article.txt").read_text("utf-8")
    text = unicodedata.normalize("NFC", text)
    return [line.strip() for line in text.splitlines() if line.strip()]


def test_anchors_lead_to_a_sentence(shared):
    lines = article(shared)
    anchored = [one for one in provisions("langson") if one.get("anchor")]
    assert anchored
    for one in anchored:
        paragraph, sentence = map(int, one["anchor"][1:].split(".s"))
        inside = SENTENCE.split(lines[paragraph - 1])
        assert 1 <= sentence <= len(inside), one["id"]
        assert one["id"].startswith(f"LS-1371-p{paragraph}-{sentence}"), one["id"]


@pytest.mark.parametrize(
    ("anchor", "word"),
    [
        ("p6.s2", "không phát sinh thêm"),
        ("p12.s2", "nút giao"),
        ("p13.s3", "di tích quốc gia đặc biệt"),
        ("p13.s4", "giáo dục nghề nghiệp công lập"),
        ("p15.s1", "năng lượng tái tạo"),
        ("p16.s1", "logistics"),
        ("p18.s2", "vận hành cửa khẩu thông minh"),
        ("p22.s2", "thu hồi, chấm dứt"),
        ("p24.s1", "1,5% - 2%"),
        ("p26.s1", "9 nhiệm vụ"),
    ],
)
def test_anchors_lead_to_the_right_sentence(shared, anchor, word):
    paragraph, sentence = map(int, anchor[1:].split(".s"))
    assert word in SENTENCE.split(article(shared)[paragraph - 1])[sentence - 1]
    assert anchor in {one.get("anchor") for one in provisions("langson")}


def test_no_sentence_of_the_article_is_copied(shared):
    length = WORDS_IN_A_ROW + 1
    theirs = set()
    for line in article(shared):
        said = words(line)
        theirs |= {tuple(said[k : k + length]) for k in range(len(said) - length + 1)}
    ours = [one["gist"] for one in provisions("langson")]
    ours += [row["title"] for t in ("tasks", "objectives") for row in merged(t)]
    for text in ours:
        said = words(text)
        runs = {tuple(said[k : k + length]) for k in range(len(said) - length + 1)}
        assert not runs & theirs, text
