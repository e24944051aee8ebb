"""Run every file in benchmarks/, one after the other, in this environment.

bench.py           each benchmark prints its own table of ratios
"""

import subprocess
import sys
from pathlib import Path

BENCHMARKS = Path(__file__).parents[1] / "benchmarks"


def main() -> int:
    """Run them all; return 1 when one failed."""
    failed = []
    for script in sorted(BENCHMARKS.glob("bench_*.py")):
        print(f"== {script.name}", flush=True)
        done = subprocess.run([sys.executable, script], check=False)
        if done.returncode:
            failed.append(script.name)
    if failed:
        print(f"failed: {', '.join(failed)}", file=sys.stderr)
    return int(bool(failed))


if __name__ == "__main__":
    sys.exit(main())
