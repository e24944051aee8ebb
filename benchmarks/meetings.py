"""Time how a whole portfolio meets a plan, on invented shapes that anyone can redraw.

    python benchmarks/meetings.py [--small] [--projects N] [--zones M] [--seed S]

Prints one JSON object: command, seed, machine, seconds, pairs, peak memory.
"""

import argparse
import json
import os
import platform
import sys
import time

import numpy as np
import shapely
from numpy.typing import NDArray

from quyhoach.space import meet, meet_within

ZONE_RADIUS_M = 600.0
PROJECT_RADIUS_M = 120.0
MEETINGS_A_PROJECT = 4.0
# stars reach further than their mean radius; measured once, so that 4 means 4
SPREAD = 1.16
CORNER = (480_000.0, 2_380_000.0)


def _stars(
    centres: NDArray[np.float64],
    radius_m: float,
    vertices: int,
    random: np.random.Generator,
) -> NDArray[np.object_]:
    """Return star-shaped, valid polygons of a given number of vertices."""
    count = len(centres)
    turn = np.sort(random.uniform(0, 1, (count, vertices)), axis=1)
    # an even spread with some play: no two rays of a star ever cross
    rays = (np.arange(vertices) + 0.8 * turn) * (2 * np.pi / vertices)
    reach = radius_m * random.uniform(0.6, 1.4, (count, vertices))
    x = centres[:, :1] + reach * np.cos(rays)
    y = centres[:, 1:] + reach * np.sin(rays)
    return np.asarray(shapely.polygons(np.stack([x, y], axis=2)), dtype=object)


def portfolio_shapes(
    n: int, m: int, seed: int
) -> tuple[NDArray[np.object_], NDArray[np.object_]]:
    """Return footprints of projects and zones of a plan that meet about four a project.

    Parameters
    ----------
    n, m : int
        How many projects (20 vertices each) and zones (60 vertices each).
    seed : int
        Same seed, same shapes.

    Returns
    -------
    projects, zones : ndarray of object, shapes (n,) and (m,)
        Valid polygons in EPSG:9215, metres.
    """
    random = np.random.default_rng(seed)
    reach = SPREAD * (ZONE_RADIUS_M + PROJECT_RADIUS_M)
    side = np.sqrt(m * np.pi * reach**2 / MEETINGS_A_PROJECT)
    places = [random.uniform(0, side, (count, 2)) + CORNER for count in (n, m)]
    projects = _stars(places[0], PROJECT_RADIUS_M, 20, random)
    return projects, _stars(places[1], ZONE_RADIUS_M, 60, random)


def peak_rss_mb() -> float | None:
    """Return the most memory this process has held, in MB; None where unknown."""
    try:
        import resource  # noqa: PLC0415
    except ImportError:
        return None
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return round(peak / (1024**2 if sys.platform == "darwin" else 1024), 1)


def timed(n: int, m: int, seed: int) -> dict[str, object]:
    """Return what one run took and found."""
    projects, zones = portfolio_shapes(n, m, seed)
    before = peak_rss_mb()
    start, worked = time.perf_counter(), time.process_time()
    meetings = meet(projects, zones)
    seconds, worked = time.perf_counter() - start, time.process_time() - worked
    peak = peak_rss_mb()
    start = time.perf_counter()
    clashes = meet_within(projects)
    return {
        "projects": n,
        "zones": m,
        "seconds": round(seconds, 2),
        "cpu_seconds": round(worked, 2),
        "pairs": len(meetings),
        "seconds_within": round(time.perf_counter() - start, 2),
        "pairs_within": len(clashes),
        "shapes_rss_mb": before,
        "peak_rss_mb": peak,
    }


def main() -> None:
    """Run once and print what was measured."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--projects", type=int, default=100_000)
    parser.add_argument("--zones", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=20250630)
    parser.add_argument("--small", action="store_true", help="2,000 x 400")
    chosen = parser.parse_args()
    n, m = (2_000, 400) if chosen.small else (chosen.projects, chosen.zones)
    words = ["python", "benchmarks/meetings.py", *sys.argv[1:]]
    answer = {
        "command": " ".join(words),
        "seed": chosen.seed,
        "machine": f"{os.cpu_count()} CPUs, {platform.machine()}",
        "python": platform.python_version(),
        "shapely": shapely.__version__,
        "geos": shapely.geos_version_string,
        **timed(n, m, chosen.seed),
    }
    print(json.dumps(answer, ensure_ascii=False))


if __name__ == "__main__":
    main()
