"""Write the schematic shapes of the present communes of Lạng Sơn into its package.

    schematic_units.py           writes src/quyhoach/cases/langson/units.geojson
    schematic_units.py --check   exit 1 when the file is not what would be written

What goes in lies in the package: points and areas of units.csv, what old communes
became of unit_links.csv, gates of gates.csv, points of the old communes of the
neighbours of sketch/neighbour_points.csv. No boundary goes in.
"""

import csv
import json
import sys
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from quyhoach.exchange.units_layer import units_layer
from quyhoach.intake.plans import read_plan
from quyhoach.plan import Plan, Unit
from quyhoach.space import GRID, mirrored, schematic_shapes, to_grid

Numbers = NDArray[np.float64]

CASE = Path(__file__).parents[1] / "src/quyhoach/cases/langson"
TARGET = CASE / "units.geojson"

# gates on the border towards China, north-west to south-east as the markers count
GATE_LINE = (
    "LS-G10",
    "LS-G08",
    "LS-G09",
    "LS-G05",
    "LS-G04",
    "LS-G07",
    "LS-G01",
    "LS-G06",
    "LS-G12",
    "LS-G11",
    "LS-G03",
    "LS-G13",
)
# their published points lay in other communes; units.csv has points put in by us
REPLACED_POINTS = ("2025:06172", "2025:06187")
BEYOND_M = 40_000.0
SAID = {
    "geometry": "indicative",
    "source_kind": "derived",
    "source": "Sơ đồ, không phải ranh giới: phần đất gần các điểm đại diện đã công bố "
    "của xã nhất, cân theo diện tích công bố (biểu đồ lũy thừa)",
    "source_en": "A schematic, no boundary: the ground nearest to the published points "
    "of each commune, balanced to its published area (a power diagram)",
}


def main(arguments: list[str]) -> None:
    """Write the file, or compare it with what would be written."""
    text = drawn(read_plan("langson"))
    if "--check" not in arguments:
        TARGET.write_text(text, "utf-8")
        print(f"{TARGET.name}: {len(text.encode())} bytes")
    elif not TARGET.is_file() or TARGET.read_text("utf-8") != text:
        sys.exit(f"{TARGET.name} is not what tools/schematic_units.py would write")


def drawn(plan: Plan) -> str:
    """Return the text of the layer, one feature a line."""
    units = present(plan)
    points, owner = known_points(plan, units)
    km2 = {row["code"]: row["area_km2"] for row in plan.tables["units"]}
    areas = [km2[unit.code] for unit in units]
    shapes = schematic_shapes(
        points,
        owner,
        np.array(areas, dtype=np.float64) * 1e6,
        total=float(km2[home(plan).code]) * 1e6,
        foreign=np.vstack([neighbours(), beyond_gates(plan, points)]),
    )
    if not shapely.coverage_is_valid(shapes):
        sys.exit("the shapes overlap or leave gaps")
    features = [
        (unit.code, unit.name, whole(json.loads(shapely.to_geojson(shape))))
        for unit, shape in zip(units, shapes, strict=True)
    ]
    return units_layer(features, epsg=GRID, said=SAID)


def home(plan: Plan) -> Unit:
    """Return the province itself."""
    return next(u for u in plan.units.all if u.type == "tỉnh" and u.atoms)


def present(plan: Plan) -> list[Unit]:
    """Return the communes and wards of today, in package order."""
    return [u for u in plan.units.all if u.era == "2025" and u.atoms and not u.became]


def known_points(plan: Plan, units: list[Unit]) -> tuple[Numbers, NDArray[np.int64]]:
    """Return published points, and the place of the unit of today that each lies in.

    A commune that was divided among several is left out: nobody says which one its
    point went to.
    """
    place = {unit.code: k for k, unit in enumerate(units)}
    found = [
        (unit, place[code])
        for unit in plan.units.all
        for code in (unit.became or (unit.code,))
        if unit.lat is not None
        and code in place
        and len(unit.became) < 2
        and unit.code not in REPLACED_POINTS
    ]
    owner = np.array([k for _, k in found], dtype=np.int64)
    return on_grid([(u.lon, u.lat) for u, _ in found]), owner


def on_grid(places: list[tuple[Any, Any]]) -> Numbers:
    """Return longitudes and latitudes as metres, to a tenth of one."""
    spots = np.array(shapely.points(np.array(places, dtype=np.float64)), dtype=object)
    moved = shapely.get_coordinates(to_grid(spots, epsg=4326))
    return np.asarray(np.round(moved, 1))


def neighbours() -> Numbers:
    """Return the points of the old communes of the provinces around."""
    with (CASE / "sketch/neighbour_points.csv").open(encoding="utf-8") as stream:
        rows = list(csv.DictReader(stream))
    return on_grid([(row["lon"], row["lat"]) for row in rows])


def beyond_gates(plan: Plan, points: Numbers) -> Numbers:
    """Return the points mirrored at the line through the gates, drawn out at its ends.

    No points of China are at hand, so the line through the gates stands for the border.
    """
    gates = {row["id"]: (row["lon"], row["lat"]) for row in plan.tables["gates"]}
    line = on_grid([gates[gate] for gate in GATE_LINE])
    ends = (2 * line[:1] - line[1:2], 2 * line[-1:] - line[-2:-1])
    return mirrored(points, np.vstack([ends[0], line, ends[1]]), within=BEYOND_M)


def whole(tree: Any) -> Any:  # noqa: ANN401
    """Return a geometry with whole metres."""
    if isinstance(tree, dict):
        return {key: whole(value) for key, value in tree.items()}
    if isinstance(tree, list):
        return [whole(value) for value in tree]
    return int(tree) if isinstance(tree, float) else tree


if __name__ == "__main__":
    main(sys.argv[1:])
