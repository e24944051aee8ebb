"""The schematic communes of Lạng Sơn: made by their tool, as wrong as we say."""

import json
import subprocess
import sys

import numpy as np
import pytest
import shapely

from quyhoach.intake.plans import read_plan
from quyhoach.intake.raw import case_folder
from quyhoach.intake.unit_shapes import read_unit_shapes
from quyhoach.space import to_grid
from quyhoach.space.tiling import tiling


@pytest.fixture(scope="module")
def drawn():
    return read_unit_shapes("langson")


def test_the_tool_makes_the_file_byte_for_byte(house):
    command = [sys.executable, house / "tools/schematic_units.py", "--check"]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_every_present_commune_has_a_shape(drawn):
    plan = read_plan("langson")
    present = {u.code for u in plan.units.all if u.era == "2025" and u.atoms}
    assert set(drawn.codes) == present
    assert len(drawn.codes) == 65
    found = tiling(drawn.shapes)
    assert (len(found.gaps), len(found.shared_m2)) == (0, 0)
    assert shapely.coverage_is_valid(drawn.shapes)


def test_shapes_say_what_they_are(drawn):
    assert drawn.schematic
    assert "không phải ranh giới" in drawn.source
    assert "no boundary" in drawn.source_en
    path = case_folder("langson") / "units.geojson"
    assert path.stat().st_size < 150_000
    layer = json.loads(path.read_text("utf-8"))
    assert {f["properties"]["source_kind"] for f in layer["features"]} == {"derived"}


def test_published_areas_are_met(drawn):
    rows = read_plan("langson").tables["units"]
    published = {row["code"]: row["area_km2"] for row in rows if row["area_km2"]}
    met = [
        shape.area / 1e6 / float(published[code])
        for code, shape in drawn.by_code.items()
        if code in published
    ]
    assert len(met) == 57
    assert met == pytest.approx(np.ones(57), abs=1e-3)
    total = shapely.area(drawn.shapes).sum() / 1e6
    assert total == pytest.approx(8310.2, rel=1e-4)


def test_neighbours_points_name_their_source(house):
    path = case_folder("langson") / "sketch" / "neighbour_points.csv"
    lines = path.read_text("utf-8").splitlines()
    sources = {row["id"] for row in read_plan("langson").tables["sources"]}
    assert {line.rpartition(",")[2] for line in lines[1:]} <= sources


def test_they_are_as_wrong_as_we_say(drawn, shared, house):
    layer = json.loads(
        (shared / "data/langson_communes_2025_full.geojson").read_text("utf-8")
    )
    real = {
        f"2025:{f['properties']['code']}": shapely.from_geojson(
            json.dumps(f["geometry"])
        )
        for f in layer["features"]
    }
    truth = to_grid(
        np.array([real[code] for code in drawn.codes], dtype=object), epsg=4326
    )
    right = shapely.area(shapely.intersection(drawn.shapes, truth)).sum()
    wrong = 1 - right / shapely.area(truth).sum()
    shift = shapely.distance(shapely.centroid(drawn.shapes), shapely.centroid(truth))
    said = json.loads((house / "docs/measured/schematic.json").read_text("utf-8"))
    figures = said["figures"]
    assert figures["land_in_wrong_commune_share"] == pytest.approx(wrong, abs=0.001)
    assert figures["centroid_shift_median_m"] == pytest.approx(np.median(shift), abs=1)
    assert figures["centroid_shift_max_m"] == pytest.approx(shift.max(), abs=1)
    assert wrong < 0.23


def test_the_manual_quotes_what_was_measured(house):
    said = json.loads((house / "docs/measured/schematic.json").read_text("utf-8"))
    figures = said["figures"]
    path = house / "docs/understand/places-without-ground.md"
    page = " ".join(path.read_text("utf-8").split())
    for text in (
        f"**{100 * figures['land_in_wrong_commune_share']:.1f} % of the land",
        f"{figures['centroid_shift_median_m']} m at the median",
        f"{figures['centroid_shift_max_m']:,} m at the worst",
        f"{100 * figures['area_error_median_share']:.1f} % from the real ones",
        f"{100 * figures['area_error_max_share']:.1f} % at the worst",
        f"{100 * figures['area_error_max_share_unpublished']:.0f} % wrong where",
        f"median commune shares {100 * figures['likeness_median']:.0f} %",
        f"worst {100 * figures['likeness_min']:.0f} %",
    ):
        assert text in page
