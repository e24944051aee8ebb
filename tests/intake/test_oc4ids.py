"""OC4IDS packages: what is understood becomes a project, the rest is named."""

import json
from decimal import Decimal

import pytest
from hand_made import codes, of, read, square
from hypothesis import given
from hypothesis import strategies as st

from quyhoach.intake.oc4ids import grid_of_package

FULL = {
    "id": "oc4ids-abc123-DT250",
    "identifiers": [{"id": "777", "scheme": "mã số dự án đầu tư"}],
    "title": "Đường tỉnh 250",
    "description": "Nâng cấp 35 km",
    "status": "implementation",
    "type": "rehabilitation",
    "purpose": "Nối cửa khẩu",
    "sector": ["transport", "transport.road"],
    "period": {
        "startDate": "2024-04-20T17:00:00Z",
        "endDate": "2026-12-31T23:59:59+07:00",
    },
    "budget": {
        "amount": {"amount": 4_012_345_678_901, "currency": "VND"},
        "approvalDate": "2024-01-01T00:00:00Z",
    },
    "parties": [
        {"id": "1", "name": "Nhà thầu", "roles": ["supplier"]},
        {"id": "2", "name": "Sở Xây dựng", "roles": ["payer", "publicAuthority"]},
    ],
    "relatedProjects": [
        {"id": "1", "relationship": "partOf", "identifier": "oc4ids-abc123-CT"}
    ],
    "locations": [
        {
            "id": "1",
            "description": "Điểm đầu",
            "address": {"locality": "xã Hồ Sơn", "region": "huyện Hữu Lũng"},
            "geometry": square(106.4, 21.5, 0.01),
        },
        {"id": "2", "geometry": {"type": "Point", "coordinates": [106.4, 21.5]}},
    ],
}
WHOLE = {"id": "oc4ids-abc123-CT", "title": "Chương trình hạ tầng"}


def package(path, *projects, **members):
    tree = {"version": "0.9", "uri": "https://example.org/1.json", **members}
    tree["projects"] = list(projects)
    path.write_text(json.dumps(tree, ensure_ascii=False), "utf-8")
    return path


def test_what_is_understood_becomes_a_project(tmp_path):
    (one, _), issues = read(package(tmp_path / "a.json", FULL, WHOLE))
    assert (one.id, one.name, one.part_of) == (FULL["id"], FULL["title"], WHOLE["id"])
    assert one.identifiers == (("mã số dự án đầu tư", "777"),)
    assert one.capital_dong == 4_012_345_678_901
    assert one.period == "2024-04-21/2026-12-31"
    assert (one.owner, one.status) == ("Sở Xây dựng", "implementation")
    assert one.units == ("hs",)
    assert (one.shape.geom_type, one.epsg, one.crs) == ("Polygon", 4326, "declared")
    unread = of(issues, "QH-D08.members_not_read")
    assert unread.severity == "notice"
    assert unread.value == "budget.approvalDate (1), purpose (1), type (1)"


def test_sectors_are_taken_where_they_go_into_each_other(tmp_path):
    some = (["transport", "transport.road"], ["transport", "health"], ["energy.wind"])
    projects = [
        {"id": str(k), "title": f"Dự án {k}", "sector": s} for k, s in enumerate(some)
    ]
    records, issues = read(package(tmp_path / "a.json", *projects))
    assert [r.sector for r in records] == ["", "", ""]
    asked = [i.value for i in issues if i.code == "QH-D11.sector_not_found"]
    # this gazetteer of the tests knows transport and health only
    assert asked == ["transport.road", "transport, health", "energy.renewable.wind"]


def test_another_currency_is_not_turned_into_dong(tmp_path):
    dollars = {"amount": {"amount": 5, "currency": "USD"}}
    bare = {"amount": {"amount": 5}}
    projects = [
        {"id": f"{k}", "title": "Kho", "budget": b}
        for k, b in enumerate((dollars, bare))
    ]
    records, issues = read(package(tmp_path / "a.json", *projects))
    assert [r.capital_dong for r in records] == [None, None]
    met = [i for i in issues if i.code == "QH-D12.currency_other"]
    assert [(i.row, i.value) for i in met] == [(1, "5 USD"), (2, "5 ")]
    assert "USD" in met[0].reason


def test_points_alone_only_say_where(tmp_path):
    at = {"type": "Point", "coordinates": [106.4, 21.5]}
    one = {"id": "A", "title": "Kho", "locations": [{"id": "1", "geometry": at}] * 2}
    (record,), issues = read(package(tmp_path / "a.json", one))
    assert record.shape.geom_type == "MultiPoint"
    assert record.geometry == "indicative"
    assert "QH-D01.point_only" in codes(issues)


def test_a_broken_shape_takes_no_other_with_it(tmp_path):
    bad = {"type": "Polygon", "coordinates": [[[106, 22]]]}
    places = [{"id": "1", "geometry": bad}, FULL["locations"][0]]
    (record, other), issues = read(
        package(tmp_path / "a.json", {**FULL, "locations": places}, WHOLE)
    )
    assert record.shape is None
    assert other.name == WHOLE["title"]
    assert of(issues, "QH-D06.shape_unreadable").row == 1


def test_a_whole_outside_the_package_is_asked_for(tmp_path):
    (record,), issues = read(package(tmp_path / "a.json", FULL))
    assert record.part_of == ""
    assert of(issues, "QH-D09.whole_not_found").value == WHOLE["id"]


def test_an_empty_package_and_a_project_without_a_title_are_issues(tmp_path):
    records, issues = read(package(tmp_path / "a.json"))
    assert (records, codes(issues)) == ((), ["QH-D16.no_rows"])
    records, issues = read(package(tmp_path / "b.json", {"id": "x"}, WHOLE))
    assert [r.name for r in records] == [WHOLE["title"]]
    assert of(issues, "QH-D14.name_missing").row == 1


def test_amounts_keep_every_dong(tmp_path):
    amount = {"amount": {"amount": 11_808_000_000_001.0, "currency": "VND"}}
    one = {"id": "A", "title": "Kho", "budget": amount}
    (record,), _ = read(package(tmp_path / "a.json", one))
    assert record.capital_dong == 11_808_000_000_001


def test_what_this_program_wrote_is_read_back(tmp_path):
    said = {
        "kind": "programme",
        "sector": "health",
        "capital_kind": "public",
        "phase": "",
    }
    classes = [{"scheme": f"quyhoach-{n}", "id": v} for n, v in said.items()]
    classes.append({"scheme": "quyhoach-status", "description": "đang lập"})
    seen = [{"id": "1", "measure": "35.50", "unit": {"name": "ha"}}]
    one = {
        "id": "oc4ids-000000-A",
        "identifiers": [{"scheme": "quyhoach", "id": "A"}],
        "title": "Bệnh viện",
        "additionalClassifications": classes,
        "metrics": [{"id": "quyhoach-area", "title": "", "observations": seen}],
        "locations": [
            {
                "id": "1",
                "gazetteer": {"scheme": "quyhoach-units", "identifiers": ["hs"]},
            }
        ],
    }
    (record,), issues = read(package(tmp_path / "a.json", one))
    assert (record.id, record.kind, record.sector) == ("A", "programme", "health")
    assert (record.capital_kind, record.status) == ("public", "đang lập")
    assert (record.area_ha, record.units) == (Decimal("35.5"), ("hs",))
    assert record.identifiers == ()
    assert "QH-D08.members_not_read" not in codes(issues)


ANY = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3)
    ),
    max_leaves=8,
)
MEMBERS = st.sampled_from(sorted({*FULL, "metrics", "additionalClassifications"}))


@given(st.lists(st.dictionaries(MEMBERS, ANY, max_size=6), max_size=3))
def test_nothing_that_a_member_may_hold_breaks_the_reading(projects):
    grid = grid_of_package({"projects": projects}, "a.json")
    assert len(grid.rows) == len(projects)


@pytest.mark.parametrize("name", sorted(FULL))
def test_a_member_of_another_kind_is_passed_over(name, tmp_path):
    for value in (7, "x", [], {}, [7], {"x": [None]}, None):
        grid = grid_of_package({"projects": [{**FULL, name: value}]}, "a.json")
        assert len(grid.rows) == 1
