"""Time a thousand look-ups of units of Lạng Sơn by name, without marks, mistyped.

    python benchmarks/prove_units.py

Writes docs/measured/units.json: seconds for each thousand, once the index is built.
"""

import random
import sys
import time
from pathlib import Path

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE.parent / "tools")]

import measured  # noqa: E402
from quyhoach.intake.plans import read_plan  # noqa: E402
from quyhoach.plan import fold  # noqa: E402
from quyhoach.plan.finder import UnitFinder  # noqa: E402

COUNT = 1_000
SEED = 1371


def main() -> None:
    """Measure and write."""
    units = read_plan("langson").units
    start = time.perf_counter()
    finder = UnitFinder(units)
    finder.find("Hữu Lũng")
    figures: dict[str, float | int] = {
        "units": len(units.all),
        "look_ups": COUNT,
        "index_seconds": round(time.perf_counter() - start, 4),
    }
    chance = random.Random(SEED)  # noqa: S311 - a sample, not a secret
    names = [chance.choice(units.all).name for _ in range(COUNT)]
    asked = {
        "exact": names,
        "folded": [fold(name) for name in names],
        "mistyped": [f"{name[:-2]}{name[-1]}{name[-2]}" for name in names],
    }
    for word, texts in asked.items():
        start = time.perf_counter()
        found = sum(bool(finder.find(text).matches) for text in texts)
        figures[f"{word}_seconds"] = round(time.perf_counter() - start, 3)
        figures[f"{word}_found"] = found
    print(
        measured.write(
            "units", figures, command="python benchmarks/prove_units.py", seed=SEED
        )
    )


if __name__ == "__main__":
    main()
