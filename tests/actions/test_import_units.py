"""Real boundaries come in whole or not at all, and every doubt is named."""

import json
from datetime import date

import numpy as np
import pytest
import shapely
import yaml

from quyhoach.actions.import_units import Asked, import_units
from quyhoach.errors import BadFile, BadInput
from quyhoach.intake.plans import read_plan
from quyhoach.intake.raw import bundled_folder
from quyhoach.intake.unit_shapes import read_unit_shapes

SAID = Asked(source="Sở Nội vụ", source_en="Home affairs", as_of=date(2026, 3, 11))
CRS = {"type": "name", "properties": {"name": "EPSG:9215"}}


@pytest.fixture(scope="module")
def drawn():
    """Return 65 shapes that fit together: the schematic stands for real ones."""
    found = read_unit_shapes("langson")
    names = {u.code: u.name for u in read_plan("langson").units.all}
    return [
        ({"code": code.partition(":")[2], "name": names[code]}, shape)
        for code, shape in zip(found.codes, found.shapes, strict=True)
    ]


@pytest.fixture
def layer(tmp_path, drawn):
    """Return a function that writes the layer, its features changed by another."""

    def write(change=None, crs=CRS, name="xa.geojson"):
        features = [(dict(said), shape) for said, shape in drawn]
        features = change(features) if change else features
        tree = {
            "type": "FeatureCollection",
            "features": [
                {
                    "type": "Feature",
                    "properties": said,
                    "geometry": shape and json.loads(shapely.to_geojson(shape)),
                }
                for said, shape in features
            ],
        }
        if crs:
            tree["crs"] = crs
        path = tmp_path / name
        path.write_text(json.dumps(tree, ensure_ascii=False), "utf-8")
        return path

    return write


def codes(found, severity="error"):
    return [i["code"] for i in found["issues"] if i["severity"] == severity]


def test_a_sound_layer_becomes_a_package(layer, tmp_path, drawn):
    out = tmp_path / "langson_thuc"
    asked = Asked(geometry="exact", source="Sở Nội vụ", as_of=date(2026, 3, 11))
    found = import_units(str(layer()), "langson", asked, out=out)
    assert found["written"]
    assert found["matched"] == found["units"] == 65
    assert codes(found) == []
    assert found["changed"]["moved_share"] == pytest.approx(0, abs=1e-9)
    assert sorted(p.name for p in out.iterdir()) == ["package.yaml", "units.geojson"]
    shapes = read_unit_shapes(out)
    assert (shapes.geometry, len(shapes.codes)) == ("exact", 65)
    assert shapes.source == "Sở Nội vụ, ngày 11/3/2026"
    assert shapes.by_code["2025:05977"].equals(drawn[0][1])
    plan = read_plan(out)
    assert (plan.id, plan.governing) == ("langson_thuc", "LS-QD236")
    assert len(plan.units.all) == len(read_plan("langson").units.all)


def test_same_input_same_bytes(layer, tmp_path):
    for name in ("one", "two"):
        import_units(str(layer()), "langson", SAID, out=tmp_path / name)
    texts = [(tmp_path / n / "units.geojson").read_bytes() for n in ("one", "two")]
    assert texts[0] == texts[1]


def test_without_out_it_only_looks(layer, tmp_path):
    path = layer()
    before = sorted(tmp_path.iterdir())
    found = import_units(str(path), "langson", SAID)
    assert not found["written"]
    assert sorted(tmp_path.iterdir()) == before


def test_unsaid_source_is_a_warning_and_never_exact(layer):
    found = import_units(str(layer()), "langson", Asked())
    assert codes(found, "warning") == ["QH-D19.source_unsaid"]
    assert found["geometry"] == "approximate"
    assert found["source"] == "tệp xa.geojson, chưa ghi nguồn"


def renamed(said, **other):
    return {key: value for key, value in {**said, **other}.items() if value is not None}


@pytest.mark.parametrize(
    "change",
    [
        lambda said: {"MA_XA": int(said["code"]), "ten": said["name"].upper()},
        lambda said: {"ten_xa": said["name"]},
        lambda said: {
            "ten": said["name"].partition(" ")[2],
            "loai": said["name"].split()[0],
        },
        lambda said: {"xa": said["name"].partition(" ")[2]},
        lambda said: {"code": f"2025:{said['code']}"},
    ],
    ids=["number", "name", "kind", "bare", "our-code"],
)
def test_units_are_told_by_code_or_by_name(layer, change):
    path = layer(lambda some: [(change(said), shape) for said, shape in some])
    found = import_units(str(path), "langson", SAID)
    assert codes(found) == []
    assert found["matched"] == 65


def first(change):
    """Return a change of the first feature alone."""
    return lambda some: [change(*some[0]), *some[1:]]


def grown(metres):
    return first(lambda said, shape: (said, shape.buffer(metres, join_style="mitre")))


BOW = shapely.from_wkt("POLYGON ((0 0, 4 4, 4 0, 0 4, 0 0))")
REFUSED = {
    "missing": (lambda some: some[1:], ["QH-D19.unit_missing"]),
    "twice": (lambda some: [*some, some[0]], ["QH-D19.unit_twice"]),
    "unknown": (
        first(lambda said, shape: ({"code": "99999"}, shape)),
        ["QH-D19.unit_unknown", "QH-D19.unit_missing"],
    ),
    "unnamed": (
        first(lambda said, shape: ({"code": None}, shape)),
        ["QH-D19.unit_unnamed", "QH-D19.unit_missing"],
    ),
    "contradicts": (
        first(lambda said, shape: (renamed(said, name="Phường Tam Thanh"), shape)),
        ["QH-D19.code_contradicts", "QH-D19.unit_missing"],
    ),
    "no shape": (first(lambda said, shape: (said, None)), ["QH-D19.shape_unusable"]),
    "point": (
        first(lambda said, shape: (said, shape.centroid)),
        ["QH-D19.shape_unusable"],
    ),
    "bow tie": (first(lambda said, shape: (said, BOW)), ["QH-D19.shape_unusable"]),
    "overlap": (grown(500), ["QH-D19.overlap"]),
    "elsewhere": (
        first(lambda said, shape: (said, shapely.box(9e5, 2e6, 9.01e5, 2.01e6))),
        ["QH-D19.outside_province"],
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_one_error_and_nothing_is_written(layer, tmp_path, name):
    change, wanted = REFUSED[name]
    out = tmp_path / "out"
    found = import_units(str(layer(change)), "langson", SAID, out=out)
    assert sorted(set(codes(found))) == sorted(wanted)
    assert not found["written"]
    assert not out.exists()
    for one in found["issues"]:
        assert one["file"] == "xa.geojson"
        assert one["cure"]
        assert one["row"] or one["code"] == "QH-D19.unit_missing"


def test_what_is_only_alike_is_suggested_not_taken(layer):
    path = layer(first(lambda said, shape: ({"name": "Phuong Dong Kinh"}, shape)))
    found = import_units(str(path), "langson", SAID)
    (unknown,) = [i for i in found["issues"] if i["code"] == "QH-D19.unit_unknown"]
    assert "có phải Phường Đông Kinh (05977)?" in unknown["cure"]
    assert found["matched"] == 64


def test_small_faults_are_warnings_with_their_size(layer, tmp_path):
    path = layer(grown(3))
    found = import_units(str(path), "langson", SAID, out=tmp_path / "out")
    assert set(codes(found, "warning")) == {"QH-D19.overlap_small"}
    assert all("ha" in i["reason"] for i in found["issues"])
    assert found["written"]
    assert found["coverage"]["overlap_km2"] > 0.05
    path = layer(grown(-200))
    found = import_units(str(path), "langson", SAID)
    assert "QH-D19.gap" in codes(found, "warning")
    assert "QH-D19.area_differs" in codes(found, "warning")
    assert found["coverage"]["gap_km2"] > 1


def test_attributes_shuffled_among_shapes_are_doubted(layer):
    def shuffled(some):
        shapes = [shape for _, shape in some]
        return [(said, s) for (said, _), s in zip(some, shapes[::-1], strict=True)]

    found = import_units(str(layer(shuffled)), "langson", SAID)
    doubted = [c for c in codes(found, "warning") if c == "QH-D19.point_far"]
    assert len(doubted) > 50


def test_other_provinces_are_left_out_by_where_and_counted(layer):
    def two(some):
        ours = [({**said, "tỉnh": "Lạng Sơn"}, shape) for said, shape in some]
        return [*ours, ({"code": "1", "name": "Xã X", "tỉnh": "Cao Bằng"}, some[0][1])]

    path = layer(two)
    assert codes(import_units(str(path), "langson", SAID)) == ["QH-D19.unit_unknown"]
    asked = Asked(where=("tỉnh", "lạng sơn"), source="A", as_of=date(2026, 1, 1))
    found = import_units(str(path), "langson", asked)
    assert (found["left_out"], found["matched"], codes(found)) == (1, 65, [])
    with pytest.raises(BadInput, match="không có cột này"):
        import_units(str(path), "langson", Asked(where=("tinh", "x")))


def test_the_system_must_fit(layer):
    with pytest.raises(BadInput, match="không hợp với hệ đã khai"):
        import_units(str(layer(crs=None)), "langson", SAID)
    found = import_units(str(layer(crs=None)), "langson", Asked(crs=9215))
    assert found["epsg"] == 9215
    assert codes(found) == []
    with pytest.raises(BadInput, match="không hợp"):
        import_units(
            str(layer(crs={"type": "name", "properties": {"name": "EPSG:4756"}})),
            "langson",
            SAID,
        )


def test_columns_that_are_not_clear_are_asked_for(layer):
    path = layer(lambda some: [({"k": said["code"]}, shape) for said, shape in some])
    with pytest.raises(BadInput, match="không rõ cột nào") as met:
        import_units(str(path), "langson", SAID)
    assert "--code" in met.value.cure
    assert codes(import_units(str(path), "langson", Asked(code="k"))) == []
    with pytest.raises(BadInput, match="không có cột này"):
        import_units(str(path), "langson", Asked(name="tên"))


def test_a_layer_there_is_replaced_only_when_told(layer, tmp_path):
    out = tmp_path / "out"
    import_units(str(layer()), "langson", SAID, out=out)
    before = (out / "units.geojson").read_bytes()
    other = layer(grown(3))
    with pytest.raises(BadInput, match=r"đã có units\.geojson") as met:
        import_units(str(other), "langson", SAID, out=out)
    assert "--force" in met.value.cure
    assert (out / "units.geojson").read_bytes() == before
    found = import_units(str(other), "langson", SAID, out=out, force=True)
    assert found["replaced"]
    assert (out / "units.geojson").read_bytes() != before


def test_a_package_of_ones_own_takes_its_units_in(layer, tmp_path):
    own = tmp_path / "own"
    import_units(str(layer()), "langson", SAID, out=own)
    meta = (own / "package.yaml").read_text("utf-8")
    (own / "units.geojson").unlink()
    found = import_units(str(layer()), str(own), SAID, out=own)
    assert found["written"]
    assert (own / "package.yaml").read_text("utf-8") == meta
    beside = import_units(str(layer()), str(own), SAID, out=tmp_path / "beside")
    assert beside["written"]
    made = yaml.safe_load((tmp_path / "beside" / "package.yaml").read_text("utf-8"))
    assert made["includes"] == ["chung", "viet_nam", "langson", "own"]
    assert read_plan(tmp_path / "beside").id == "beside"


def test_folders_that_cannot_be_are_refused(layer, tmp_path):
    path = str(layer())

    def refused(out, reason, plan="langson"):
        with pytest.raises(BadInput, match=reason) as met:
            import_units(path, plan, SAID, out=out, force=True)
        assert met.value.file == str(out)

    refused(bundled_folder() / "langson", "đi kèm phần mềm")
    refused(bundled_folder() / "moi", "đi kèm phần mềm")
    refused(tmp_path / "langson", "trùng tên")
    refused(tmp_path / "no" / "out", "không có thư mục")
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "a.txt").write_text("x")
    refused(tmp_path / "full", "không phải gói quy hoạch")
    refused(tmp_path / "full" / "a.txt", "không phải gói quy hoạch")
    import_units(path, "langson", SAID, out=tmp_path / "one")
    (tmp_path / "in").mkdir()
    refused(tmp_path / "in" / "two", "nằm cạnh", plan=str(tmp_path / "one"))
    other = tmp_path / "other"
    other.mkdir()
    (other / "package.yaml").write_text("id: other\n")
    refused(other, "gói khác")


def test_a_bundled_name_beside_would_be_taken_for_it(layer, tmp_path):
    path = layer()
    (tmp_path / "chung").mkdir()
    (tmp_path / "chung" / "package.yaml").write_text("id: chung\n")
    with pytest.raises(BadInput, match="trùng tên gói đi kèm"):
        import_units(str(path), "langson", SAID, out=tmp_path / "out")


def test_an_era_without_communes_is_refused(layer):
    with pytest.raises(BadInput, match="thời kỳ") as met:
        import_units(str(layer()), "langson", Asked(era="1999"))
    assert "2025" in met.value.cure


def test_units_of_the_old_era_need_their_district(layer):
    def old(some):
        shape, name = some[0][1], "Xã Thụy Hùng"
        return [({"ten": name}, shape), ({"ten": name, "huyen": "Cao Lộc"}, shape)]

    found = import_units(str(layer(old)), "langson", Asked(era="2024"))
    assert codes(found)[:1] == ["QH-D19.unit_ambiguous"]
    assert found["matched"] == 1


def test_a_file_that_is_no_layer_is_refused(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("code,name\n1,A\n", "utf-8")
    with pytest.raises(BadInput, match="không có lớp bản đồ"):
        import_units(str(path), "langson", SAID)
    with pytest.raises(BadFile):
        import_units(str(tmp_path / "nowhere.geojson"), "langson", SAID)


@pytest.mark.parametrize("name", ["simplified", "full"])
def test_the_real_boundaries_come_in(shared, tmp_path, name):
    path = shared / f"data/langson_communes_2025_{name}.geojson"
    out = tmp_path / "out"
    found = import_units(str(path), "langson", SAID, out=out)
    assert found["written"]
    assert codes(found) == []
    # the published area of one commune is wrong by 9 %
    assert codes(found, "warning") == ["QH-D19.area_differs"]
    assert found["coverage"]["area_km2"] == pytest.approx(8307, abs=1)
    assert found["changed"]["moved_share"] == pytest.approx(0.2, abs=0.01)
    shapes = read_unit_shapes(out)
    assert len(shapes.codes) == 65
    assert np.isclose(shapely.area(shapes.shapes).sum() / 1e6, 8307, atol=1)
