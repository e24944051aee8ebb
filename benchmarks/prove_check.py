"""Time every rule over a large invented portfolio, beside the meetings they rest on.

    python benchmarks/prove_check.py [--small] [--projects N] [--zones M] [--seed S]

Writes docs/measured/check.json: seconds for meetings, for each rule and for all rules.
"""

import argparse
import sys
import time
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE), str(HERE.parent / "tools")]

from meetings import peak_rss_mb, portfolio_shapes  # noqa: E402

import measured  # noqa: E402
from quyhoach.conformity.case import Case  # noqa: E402
from quyhoach.conformity.judge import RULE, judge, meetings_of  # noqa: E402
from quyhoach.intake.plans import read_plan  # noqa: E402
from quyhoach.law import Certainty  # noqa: E402
from quyhoach.plan import (  # noqa: E402
    Funding,
    Identifiers,
    Plan,
    Portfolio,
    Schedules,
    Zones,
    objects,
)
from quyhoach.quantity import Periods  # noqa: E402
from quyhoach.space import Places  # noqa: E402

ON = date(2026, 11, 23)
WORDS = [
    "kho",
    "bãi",
    "đường",
    "trường",
    "cầu",
    "hồ",
    "khu",
    "cụm",
    "nhà",
    "máy",
    "chợ",
    "bến",
    "trạm",
    "vườn",
    "rừng",
    "phố",
]


def zones_of(
    shapes: NDArray[np.object_], plan: Plan, random: np.random.Generator
) -> Zones:
    """Return zones of the plan's regimes and instruments on the given shapes."""
    size = len(shapes)
    none = np.full(size, "NaT", "datetime64[D]")
    names = objects([f"Z{k}" for k in range(size)])
    papers = [k for k, i in enumerate(plan.instruments) if i.in_force(ON)]
    return Zones(
        id=names,
        name=names,
        name_en=names,
        regime=random.integers(0, len(plan.regimes), size),
        instrument=random.choice(papers, size).astype(np.int64),
        provision=np.full(size, -1, np.int64),
        begin=none,
        end=none,
        stated_area_m2=np.full(size, np.nan),
        shape=shapes,
        scale=np.full(size, 5000.0),
        accuracy_m=np.zeros(size),
        places=Places.of([[k % 190] for k in range(size)]),
        certainty=Certainty.of(size),
        public=np.ones(size, bool),
    )


def portfolio_on(
    shapes: NDArray[np.object_], plan: Plan, random: np.random.Generator
) -> Portfolio:
    """Return projects with every field filled, on the given shapes."""
    size = len(shapes)
    rows = np.arange(size)
    sectors = [row["id"] for row in plan.tables["sectors"]]
    begin = np.datetime64("2024-01-01") + random.integers(0, 1500, size)
    end = begin + random.integers(100, 1500, size)
    chosen = random.choice(WORDS, (size, 4))
    sure = Certainty.of(size)
    return Portfolio(
        id=objects([f"P{k}" for k in rows]),
        name=objects([" ".join(w) + f" {k % 5000}" for k, w in enumerate(chosen)]),
        name_en=objects([""] * size),
        kind=np.ones(size, np.int8),
        part_of=np.full(size, -1, np.int64),
        sector=objects(random.choice(sectors, size).tolist()),
        capital_kind=random.integers(1, 4, size).astype(np.int8),
        capital=random.integers(10**9, 10**12, size),
        phase=objects([""] * size),
        period=Periods(begin, begin, end, end),
        stated_area_m2=np.full(size, np.nan),
        stated_length_m=np.full(size, np.nan),
        shape=shapes,
        scale=np.full(size, 2000.0),
        accuracy_m=np.zeros(size),
        places=Places.of([[k % 190] for k in rows]),
        abroad=np.zeros(size, bool),
        record=sure,
        timing=sure,
        ground=sure,
        identifiers=Identifiers(
            rows, objects(["QD"] * size), objects([f"{k}/QD" for k in rows]), sure
        ),
        funding=Funding(
            rows,
            objects(["QD"] * size),
            objects([f"D{k}" for k in rows]),
            np.full(size, 2026),
            np.ones(size, np.int64),
            sure,
        ),
        schedules=Schedules(rows[:0], begin[:0], end[:0], objects([]), Certainty.of(0)),
    )


def timed(projects: int, zones: int, seed: int) -> dict[str, object]:
    """Return what one run took."""
    random = np.random.default_rng(seed)
    plan = read_plan("luyen_tap")
    shapes, grounds = portfolio_shapes(projects, zones, seed)
    plan = replace(plan, zones=zones_of(grounds, plan, random))
    portfolio = portfolio_on(shapes, plan, random)
    start = time.perf_counter()
    meetings = meetings_of(plan, portfolio)
    meeting = time.perf_counter() - start
    after_meetings = peak_rss_mb()
    start = time.perf_counter()
    judged = judge(plan, portfolio, on=ON, meetings=meetings)
    rules = time.perf_counter() - start
    return {
        "projects": projects,
        "zones": zones,
        "meetings": len(meetings[0]),
        "own_meetings": len(meetings[1]),
        "verdicts": len(judged.verdicts),
        "meetings_seconds": round(meeting, 2),
        "rules_seconds": round(rules, 2),
        "rules_over_meetings": round(rules / meeting, 2),
        "rule_seconds": each(Case(plan, portfolio, ON, *meetings)),
        "peak_rss_mb_after_meetings": after_meetings,
        "peak_rss_mb": peak_rss_mb(),
    }


def each(case: Case) -> dict[str, float]:
    """Return the seconds of each rule alone, one after the other."""
    made = {}
    for rule, says in RULE.items():
        start = time.perf_counter()
        list(says(case))
        made[rule] = round(time.perf_counter() - start, 2)
    return made


def main() -> None:
    """Run once and write what was measured."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--projects", type=int, default=100_000)
    parser.add_argument("--zones", type=int, default=20_000)
    parser.add_argument("--small", action="store_true")
    parser.add_argument("--seed", type=int, default=1371)
    given = parser.parse_args()
    if given.small:
        given.projects, given.zones = 2_000, 400
    measured.write(
        "check" if not given.small else "check_small",
        timed(given.projects, given.zones, given.seed),
        command="python benchmarks/prove_check.py",
        seed=given.seed,
    )


if __name__ == "__main__":
    main()
