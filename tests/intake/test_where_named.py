"""A footprint far from the commune it names is a warning, and never a verdict."""

import json
from datetime import date

import pytest
import shapely

from quyhoach.actions.check_projects import answer, check, load
from quyhoach.actions.import_units import Asked, import_units
from quyhoach.actions.show_intake import intake
from quyhoach.intake.plans import read_plan
from quyhoach.intake.unit_shapes import read_unit_shapes
from quyhoach.intake.units_of import units_of_era

GRID_CRS = {"type": "name", "properties": {"name": "EPSG:9215"}}
ON = date(2026, 11, 23)
CODE = "QH-D18.not_where_named"


def written(path, features):
    tree = {"type": "FeatureCollection", "crs": GRID_CRS, "features": []}
    for said, shape in features:
        geometry = json.loads(shapely.to_geojson(shape))
        tree["features"].append(
            {"type": "Feature", "properties": said, "geometry": geometry}
        )
    path.write_text(json.dumps(tree, ensure_ascii=False), "utf-8")
    return path


@pytest.fixture(scope="module")
def packages(tmp_path_factory):
    """Return packages whose real boundaries are the schematic ones, for a test."""
    folder = tmp_path_factory.mktemp("packages")
    found = read_unit_shapes("langson")
    pairs = zip(found.codes, found.shapes, strict=True)
    layer = written(
        folder / "xa.geojson", [({"code": c.partition(":")[2]}, s) for c, s in pairs]
    )
    for word in ("exact", "approximate"):
        asked = Asked(geometry=word, source="A", as_of=ON)
        import_units(str(layer), "langson", asked, out=folder / word)
    return folder


@pytest.fixture(scope="module")
def commune():
    """Return the ground of Xã Hữu Lũng of today."""
    return read_unit_shapes("langson").by_code["2025:06385"]


def beside(commune, metres):
    """Return a square hectare that far east of the commune's easternmost corner."""
    corners = shapely.get_coordinates(commune)
    east, north = corners[corners[:, 0].argmax()] + (metres, 0)
    return shapely.box(east, north - 50, east + 100, north + 50)


def inside(commune):
    """Return a small square within the commune."""
    return commune.representative_point().buffer(50, cap_style="square")


@pytest.fixture
def issues(tmp_path, packages):
    """Return a function that checks footprints in a package and gives the doubts."""

    def ask(plan, *features):
        rows = [
            ({"id": f"P{k}", "name": f"Dự án {k}", **said}, shape)
            for k, (said, shape) in enumerate(features)
        ]
        path = written(tmp_path / "du-an.geojson", rows)
        name = str(packages / plan) if plan != "langson" else plan
        return [i for i in load(name, [path], on=ON).issues if i.code == CODE]

    return ask


HERE = {"commune": "Xã Hữu Lũng"}


def test_far_away_is_said_with_place_and_distance(issues, commune):
    here, away = inside(commune), beside(commune, 5000)
    (met,) = issues("exact", (HERE, here), (HERE, away))
    assert (met.file, met.row, met.value) == ("du-an.geojson", 2, "P1")
    assert met.severity == "warning"
    assert "Xã Hữu Lũng" in met.reason
    assert "100 m" in met.reason
    assert "m away" in met.reason_en
    assert "hệ tọa độ" in met.cure


@pytest.mark.parametrize(
    ("plan", "metres", "said"),
    [
        ("exact", 40, 0),
        ("exact", 3000, 1),
        ("approximate", 500, 0),
        ("approximate", 20_000, 1),
        ("langson", 20_000, 0),
    ],
)
def test_within_the_tolerance_and_with_a_schematic_nothing_is_said(
    issues, commune, plan, metres, said
):
    assert len(issues(plan, (HERE, beside(commune, metres)))) == said


def test_a_coarse_map_widens_what_is_allowed(issues, commune):
    away = beside(commune, 3000)
    assert len(issues("exact", ({**HERE, "scale": 250_000}, away))) == 1
    assert issues("exact", ({**HERE, "scale": 25_000_000}, away)) == []


def test_old_names_mean_all_the_ground_that_they_lie_in(issues, commune):
    old = {"commune": "Xã Hồ Sơn", "district": "Huyện Hữu Lũng"}
    assert issues("exact", (old, inside(commune))) == []
    assert len(issues("exact", (old, beside(commune, 20_000)))) == 1
    whole = {"district": "Huyện Hữu Lũng"}
    assert issues("exact", (whole, beside(commune, 3000))) == []


def test_what_cannot_be_told_is_left_alone(issues, commune):
    away = beside(commune, 20_000)
    nowhere = ({}, away)
    unknown = ({"commune": "Xã Không Có"}, away)
    point = (HERE, away.centroid)
    rough = ({**HERE, "geometry": "indicative"}, away)
    abroad = ({"place": "xã Hữu Lũng; tỉnh Bắc Giang"}, away)
    assert issues("exact", nowhere, unknown, point, rough, abroad) == []


def test_a_line_that_begins_in_the_commune_is_in_it(issues, commune):
    start = commune.representative_point()
    line = shapely.LineString([start, (start.x + 40_000, start.y)])
    assert issues("exact", (HERE, line)) == []


def test_no_verdict_changes_by_it(tmp_path, packages, commune):
    rows = [({"id": "P", "name": "Kho", **HERE}, beside(commune, 20_000))]
    path = written(tmp_path / "a.geojson", rows)
    said = []
    for plan in ("langson", str(packages / "exact")):
        loaded = load(plan, [path], on=ON)
        (judged,) = check(loaded, [ON])
        made = answer(loaded, judged, every=True)
        said.append((made["projects"], made["summary"]))
    assert said[0] == said[1]


def test_intake_says_it_too(tmp_path, packages, commune):
    rows = [({"id": "P", "name": "Kho", **HERE}, beside(commune, 20_000))]
    path = written(tmp_path / "a.geojson", rows)
    codes = [i["code"] for i in intake(str(packages / "exact"), [path])["issues"]]
    assert codes[-1] == CODE


def test_a_packages_own_list_is_asked_too(tmp_path):
    plan = read_plan("luyen_tap")
    communes = units_of_era(plan.units)
    west, south = plan.bounds[:2]
    tiles = [
        ({"code": u.code}, shapely.box(west + k, south, west + k + 1, south + 1))
        for k, u in enumerate(communes)
    ]
    layer = written(tmp_path / "xa.geojson", tiles)
    import_units(str(layer), "luyen_tap", Asked(), out=tmp_path / "o")
    found = load(str(tmp_path / "o")).issues
    rows = {row["id"]: row for row in plan.tables["projects"]}
    assert len(found) > 10
    for one in found:
        assert one.code == CODE
        assert one.file == "luyen_tap/projects.csv"
        assert one.row == rows[one.value]["__line__"]
    assert load("luyen_tap").issues == ()
