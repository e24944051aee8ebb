"""An OC4IDS package: the right members, closed codelists kept, others kept whole."""

import json
from decimal import Decimal
from pathlib import Path

import pytest
from jsonschema import Draft4Validator
from referencing import Registry, Resource

from quyhoach.exchange.oc4ids_codes import STATUSES, sector_codes, status_code
from quyhoach.intake.plans import read_plan

KNOWN = Path(__file__).with_name("oc4ids")
SAMPLE = (KNOWN / "sample.json").read_text("utf-8")


@pytest.fixture(scope="module")
def faults():
    """Return a function that lists what is wrong with a package."""
    schemas = {
        name: json.loads((KNOWN / f"{name}.json").read_text("utf-8"))
        for name in ("project-package-schema", "project-schema")
    }
    known = [(one["id"], Resource.from_contents(one)) for one in schemas.values()]
    validator = Draft4Validator(
        schemas["project-package-schema"],
        registry=Registry().with_resources(known),
        format_checker=Draft4Validator.FORMAT_CHECKER,
    )
    return lambda package: [
        f"{error.json_path}: {error.message}"
        for error in validator.iter_errors(package)
    ]


@pytest.fixture
def sample(tmp_path):
    path = tmp_path / "mau.json"
    path.write_text(SAMPLE, "utf-8")
    return path


def exact(path):
    """Read JSON with every number as it was written."""
    text = path.read_text("utf-8") if isinstance(path, Path) else path
    return json.loads(
        text, parse_float=lambda t: ("n", t), parse_int=lambda t: ("n", t)
    )


@pytest.mark.parametrize("plan", ["langson", "luyen_tap"])
def test_a_bundled_list_is_a_package(export, faults, plan):
    path, _ = export("oc4ids", plan=plan)
    package = json.loads(path.read_text("utf-8"))
    assert faults(package) == []
    assert package["version"] == "0.9"
    assert len(package["projects"]) == len(read_plan(plan).tables["projects"])
    assert package.get("fictional", False) is (plan == "luyen_tap")


@pytest.mark.parametrize("kind", ["as_csv", "as_xlsx"])
def test_vietnamese_headings_land_in_the_right_members(export, faults, request, kind):
    path, done = export("oc4ids", request.getfixturevalue(kind), prefix="oc4ids-abc123")
    package = json.loads(path.read_text("utf-8"))
    assert faults(package) == []
    assert done.refused is False
    first, second = package["projects"]
    assert first["id"] == "oc4ids-abc123-DA-01"
    assert first["identifiers"] == [{"id": "DA-01", "scheme": "quyhoach"}]
    assert first["title"] == "Đường tỉnh 250"
    assert first["description"] == "Nâng cấp 25 km đường cấp IV"
    assert first["status"] == "implementation"
    assert first["sector"] == ["transport", "transport.road"]
    assert first["budget"] == {"amount": {"amount": 1250500000000, "currency": "VND"}}
    assert first["period"]["startDate"] == "2024-03-15T00:00:00+07:00"
    assert first["period"]["endDate"] == "2026-12-31T23:59:59+07:00"
    (place,) = first["locations"]
    assert place["description"] == "xã Hồ Sơn, huyện Hữu Lũng"
    assert place["geometry"] == {"type": "Point", "coordinates": [106.35, 21.5]}
    assert first["parties"] == [
        {"id": "so-xay-dung", "name": "Sở Xây dựng", "roles": ["publicAuthority"]}
    ]
    assert first["publicAuthority"] == {"id": "so-xay-dung", "name": "Sở Xây dựng"}
    assert "status" not in second
    assert {"scheme": "quyhoach-status", "description": "tạm dừng"} in second[
        "additionalClassifications"
    ]
    assert any("tạm dừng" in note for note in done.notes)
    assert "publicAuthority" not in second
    assert second["parties"][0]["roles"] == ["funder"]
    assert "description" not in second


def test_a_package_goes_out_as_it_came_in(export, faults, sample):
    path, done = export("oc4ids", sample)
    assert exact(path) == exact(SAMPLE)
    assert (done.notes, done.refused) == ([], False)
    assert faults(json.loads(path.read_text("utf-8"))) == []
    again, _ = export("oc4ids", path, name="again.json")
    assert again.read_bytes() == path.read_bytes()


def test_what_a_person_names_replaces_what_the_package_says(export, sample):
    path, _ = export("oc4ids", sample, publisher="Sở Tài chính", uri="urn:a:b")
    made, given = exact(path), exact(SAMPLE)
    assert made["publisher"] == {"name": "Sở Tài chính"}
    assert made["uri"] == "urn:a:b"
    assert made["projects"] == given["projects"]
    assert made["ghiChuRieng"] == given["ghiChuRieng"]


def test_a_package_and_a_list_become_one(export, faults, sample, as_csv):
    path, _ = export("oc4ids", sample, as_csv)
    made = json.loads(path.read_text("utf-8"))
    assert faults(made) == []
    assert [one["title"] for one in made["projects"]] == [
        "Cầu mẫu", "Chợ mẫu", "Đường tỉnh 250", "Kho ngoại quan",
    ]  # fmt: skip
    assert made["publisher"]["name"] == "Sở Mẫu"


def test_an_id_is_taken_once_over_all_files(export, sample, tmp_path):
    other = tmp_path / "khac.json"
    tree = exact(SAMPLE)
    text = SAMPLE.replace('"oc4ids-abc123-2"', '"oc4ids-abc123-3"')
    other.write_text(text, "utf-8")
    path, done = export("oc4ids", sample, other)
    made = [one["id"] for one in exact(path)["projects"]]
    assert made == [*(one["id"] for one in tree["projects"]), "oc4ids-abc123-3"]
    assert done.refused is True
    assert [note for note in done.notes if "khac.json" in note and "abc123-1" in note]


def test_a_status_that_is_not_in_the_list_is_kept_and_said(export, sample):
    sample.write_text(SAMPLE.replace('"implementation"', '"dangLam"'), "utf-8")
    path, done = export("oc4ids", sample)
    assert exact(path)["projects"][0]["status"] == "dangLam"
    assert [note for note in done.notes if "dangLam" in note]


def test_a_package_is_read_like_any_list(intake, sample):
    found = intake(sample)
    one = found["oc4ids-abc123-1"]
    assert (one["name"], one["capital_dong"]) == ("Cầu mẫu", 123456789012345)
    assert one["period"] == "2024-02-01/2026-03-04"
    assert one["owner"] == "Ban Mẫu"
    assert one["place"] == "xã Hồ Sơn, huyện Hữu Lũng"
    assert one["geometry"]["coordinates"] == pytest.approx([106.35, 21.5], abs=1e-7)
    assert found["oc4ids-abc123-2"]["capital_dong"] is None


@pytest.mark.parametrize("plan", ["langson", "luyen_tap"])
def test_our_package_comes_back_as_the_same_projects(export, intake, given, plan):
    path, _ = export("oc4ids", plan=plan, name="goi.json")
    found = intake(path, plan)
    portfolio, rows = given(plan)
    assert set(found) == set(rows)
    for key, one in found.items():
        row = rows[key]
        assert one["name"] == portfolio.name[row]
        assert one["sector"] == portfolio.sector[row]
        assert (-1 if one["capital_dong"] is None else one["capital_dong"]) == (
            portfolio.capital[row]
        )
        whole = portfolio.part_of[row]
        assert one["part_of"] == ("" if whole < 0 else portfolio.id[whole])


def test_only_codes_of_the_closed_list_come_out():
    known = (KNOWN / "codelists" / "projectStatus.csv").read_text("utf-8")
    codes = {line.split(",")[0] for line in known.splitlines()[1:]}
    assert set(STATUSES) == codes
    assert {status_code(code) for code in codes} == codes
    assert status_code("Đã hoàn thành, đưa vào sử dụng") == "completed"
    assert status_code("ĐANG  THI CÔNG.") == "implementation"
    for said in ("tạm dừng", "đã khởi công, chậm", "", "?"):
        assert status_code(said) == ""


def test_every_sector_has_a_row_and_only_known_codes():
    known = (KNOWN / "codelists" / "projectSector.csv").read_text("utf-8")
    codes = {line.split(",")[0] for line in known.splitlines()[1:]}
    path = Path(__file__).parents[2] / "src/quyhoach/exchange/oc4ids_sectors.csv"
    lines = [line.split(",") for line in path.read_text("utf-8").splitlines()[1:]]
    sectors = [row["id"] for row in read_plan("langson").tables["sectors"]]
    assert [sector for sector, _ in lines] == sectors
    for sector in sectors:
        assert set(sector_codes(sector)) <= codes
    assert sector_codes("energy.renewable.wind") == ["energy", "energy.wind"]


def test_area_and_length_keep_their_digits(export, tmp_path):
    text = 'Mã,Tên dự án,Diện tích (ha),Chiều dài (km)\nA,Đường,"12,50","3,5"\n'
    source = tmp_path / "a.csv"
    source.write_text(text, "utf-8")
    path, _ = export("oc4ids", source)
    (one,) = json.loads(path.read_text("utf-8"))["projects"]
    seen = {m["id"]: m["observations"][0]["measure"] for m in one["metrics"]}
    assert Decimal(seen["quyhoach-area"]) == Decimal("12.5")
    assert Decimal(seen["quyhoach-length"]) == Decimal("3.5")


@pytest.mark.parametrize(
    ("broken", "reason"),
    [
        ('{"projects": [{"id": NaN}]}', "không phải số"),
        ('{"projects": [{"id": "a", "id": "b"}]}', "hai lần"),
        ('{"projects": [' + '{"a":' * 100_000, "tầng"),
    ],
)
def test_broken_packages_are_refused(export, tmp_path, broken, reason):
    from quyhoach.errors import BadFile

    source = tmp_path / "a.json"
    source.write_text(broken, "utf-8")
    with pytest.raises(BadFile, match=reason):
        export("oc4ids", source)
    assert not (tmp_path / "out.oc4ids").exists()


def test_a_prefix_is_one(export, as_csv):
    from quyhoach.errors import BadInput

    with pytest.raises(BadInput, match="oc4ids-"):
        export("oc4ids", as_csv, prefix="abc")


def test_a_broken_package_is_found(export, faults, as_csv):
    path, _ = export("oc4ids", as_csv)
    package = json.loads(path.read_text("utf-8"))
    for at, value in (
        ("status", "dangLam"), ("type", "x"), ("title", ""), ("locations", []),
    ):  # fmt: skip
        broken = {**package, "projects": [{**package["projects"][0], at: value}]}
        assert faults(broken) != []
    assert faults({k: v for k, v in package.items() if k != "publishedDate"}) != []
