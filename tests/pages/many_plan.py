"""A large invented plan for the page: many projects, zones and overlaps."""

import runpy
from pathlib import Path

import numpy as np
import shapely

from quyhoach.plan import Units

SMALL = runpy.run_path(str(Path(__file__).with_name("small_plan.py")))
SIDE = 20
STEP = 4_300.0
OUTCOMES = ("conflicts", "unknown", "conforms", "silent")


def blob(rng, middle, radius):
    """Return a shape of fourteen corners round a point."""
    turns = (np.arange(14) + rng.uniform(0, 0.8, 14)) * 2 * np.pi / 14
    reach = radius * rng.uniform(0.7, 1.2, 14)
    corners = np.column_stack([np.cos(turns), np.sin(turns)]) * reach[:, None]
    return shapely.Polygon(corners + middle)


def grounds(rng, size):
    """Return zones and projects as rows of the small plan."""
    corner = SMALL["to_grid"](SMALL["objects"]([shapely.Point(106.7, 21.8)]), epsg=4326)
    start = np.array([corner[0].x, corner[0].y])
    zones = [
        (
            f"Z{row:02d}{column:02d}",
            f"Khu vực {row}-{column}",
            (row + column) % 3,
            blob(rng, start + STEP * np.array([row + 0.5, column + 0.5]), 2_300),
        )
        for row in range(SIDE)
        for column in range(SIDE)
    ]
    places = start + rng.uniform(0, SIDE * STEP, (size, 2))
    projects = []
    for k, place in enumerate(places):
        shape = blob(rng, place, rng.uniform(80, 500))
        name = f"Dự án số {k} Hữu Lũng"
        projects.append((f"P{k:05d}", name, shape, "2024/2026", shape.area / 1e4))
    return zones, projects


def verdict_on(k, project, zone, shared):
    """Return the verdict about one overlap."""
    return SMALL["verdict"](
        f"QH-C0{1 + k % 2}",
        OUTCOMES[k % 4],
        "binding" if k % 3 else "indicative",
        f"Dự án {project[0]} và {zone[0]}.",
        other={"kind": "zone", "id": zone[0], "name": zone[1]},
        measure={
            "area_m2": shared.area,
            "length_m": 0.0,
            "share": shared.area / project[2].area,
        },
        tolerance_m=1.0,
        tolerance_from="project_scale",
        geometry=SMALL["geojson"](shared),
    )


def many(projects=5_000, overlaps=2_000):
    """Return plan, portfolio and one answer with so many projects and overlaps."""
    zones, rows = grounds(np.random.default_rng(7), projects)
    tree = shapely.STRtree([zone[3] for zone in zones])
    left, right = tree.query([row[2] for row in rows], predicate="intersects")
    found = {}
    for k, (project, zone) in enumerate(zip(left, right, strict=True)):
        if k == overlaps:
            break
        shared = shapely.intersection(rows[project][2], zones[zone][3])
        said = verdict_on(k, rows[project], zones[zone], shared)
        found.setdefault(rows[project][0], []).append(said)
    fine = SMALL["verdict"]("QH-C06", "conforms", "binding", "Trong thời kỳ.")
    every = {
        row[0]: sorted(
            [*found.get(row[0], ()), fine], key=lambda v: OUTCOMES.index(v["outcome"])
        )
        for row in rows
    }
    plan = SMALL["plan_of"](
        fictional=True,
        zones=SMALL["zones_of"](zones, [[]] * len(zones)),
        units=Units(()),
        tables={},
    )
    answer = SMALL["answer"](SMALL["DAYS"][1], every)
    return plan, SMALL["portfolio_of"](rows), [answer]
