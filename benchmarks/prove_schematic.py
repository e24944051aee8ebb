"""Measure how wrong the schematic shapes of the communes of Lạng Sơn are.

    python benchmarks/prove_schematic.py

Needs real boundaries beside the repository (../shared/data, or QUYHOACH_SHARED), which
no package hands on. Writes docs/measured/schematic.json.
"""

import json
import os
import sys
from pathlib import Path

import numpy as np
import shapely
from numpy.typing import NDArray

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE.parent / "tools")]

import measured  # noqa: E402
from quyhoach.intake.plans import read_plan  # noqa: E402
from quyhoach.intake.unit_shapes import read_unit_shapes  # noqa: E402
from quyhoach.space import to_grid  # noqa: E402

SHARED = Path(os.environ.get("QUYHOACH_SHARED", HERE.parents[1] / "shared"))
REAL = SHARED / "data" / "langson_communes_2025_full.geojson"
Shapes = NDArray[np.object_]


def main() -> None:
    """Measure and write."""
    if not REAL.is_file():
        print(f"no real boundaries at {REAL.parent.name}/{REAL.name}: not measured")
        return
    found = read_unit_shapes("langson")
    real = real_shapes(found.codes)
    known = areas_known(found.codes)
    print(
        measured.write(
            "schematic",
            figures(found.shapes, real, known),
            command="python benchmarks/prove_schematic.py",
        )
    )


def real_shapes(codes: tuple[str, ...]) -> Shapes:
    """Return the real boundaries in the order of the codes, on the grid."""
    layer = json.loads(REAL.read_text("utf-8"))
    by_code = {f["properties"]["code"]: f["geometry"] for f in layer["features"]}
    texts = [json.dumps(by_code[code.partition(":")[2]]) for code in codes]
    return to_grid(np.array(shapely.from_geojson(texts), dtype=object), epsg=4326)


def areas_known(codes: tuple[str, ...]) -> NDArray[np.bool_]:
    """Tell whose area the package has from a publisher."""
    km2 = {r["code"]: r["area_km2"] for r in read_plan("langson").tables["units"]}
    return np.array([km2[code] is not None for code in codes])


def figures(
    drawn: Shapes, real: Shapes, known: NDArray[np.bool_]
) -> dict[str, float | int]:
    """Return what a reader should know before trusting a schematic shape."""
    shared = shapely.area(shapely.intersection(drawn, real))
    area, truth = shapely.area(drawn), shapely.area(real)
    likeness = shared / (area + truth - shared)
    shift = shapely.distance(shapely.centroid(drawn), shapely.centroid(real))
    wrong = np.abs(area / truth - 1)
    province = shapely.union_all(drawn)
    unclaimed = sum(shapely.area(shapely.difference(real, province)))
    return {
        "communes": len(drawn),
        "land_in_wrong_commune_share": share(1 - shared.sum() / truth.sum()),
        "of_it_outside_the_province_share": share(unclaimed / truth.sum()),
        "centroid_shift_median_m": round(float(np.median(shift))),
        "centroid_shift_p90_m": round(float(np.percentile(shift, 90))),
        "centroid_shift_max_m": round(float(shift.max())),
        "area_published": int(known.sum()),
        "area_error_median_share": share(np.median(wrong[known])),
        "area_error_max_share": share(wrong[known].max()),
        "area_error_max_share_unpublished": share(wrong[~known].max()),
        "likeness_median": share(np.median(likeness)),
        "likeness_min": share(likeness.min()),
    }


def share(value: float) -> float:
    """Return a share to a tenth of a percent."""
    return round(float(value), 3)


if __name__ == "__main__":
    main()
