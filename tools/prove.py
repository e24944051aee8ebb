"""Run every figure that we claim; each proof writes docs/measured/NAME.json.

A proof is a script `benchmarks/prove_*.py`. The first proof is here, since it is
about setting up: a fresh clone with an empty home is set up, run and tested.

    prove.py           runs them all
    prove.py setup     runs only the proof of setting up
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import measured

HOUSE = measured.HOUSE
BENCHMARKS = HOUSE / "benchmarks"


def timed(command: list[str | Path], where: Path, home: Path) -> tuple[float, str]:
    """Return the wall seconds of a command and what it printed; stop when it fails."""
    environment = {**os.environ, "HOME": str(home)}
    start = time.perf_counter()
    done = subprocess.run(
        command, cwd=where, env=environment, check=False, capture_output=True, text=True
    )
    seconds = round(time.perf_counter() - start, 2)
    if done.returncode:
        sys.exit(f"{command}: exit {done.returncode}\n{done.stdout}\n{done.stderr}")
    return seconds, done.stdout


def megabytes(folder: Path) -> int:
    """Return how much of the disk a folder fills."""
    files = (path for path in folder.rglob("*") if not path.is_symlink())
    return round(sum(path.stat().st_size for path in files if path.is_file()) / 1e6)


def closing_counts(output: str) -> dict[str, int]:
    """Return the counts of pytest's closing line."""
    pairs = re.findall(r"(\d+) (passed|failed|skipped)", output.strip().split("\n")[-1])
    return {f"tests_{word}": int(count) for count, word in pairs}


def prove_setup() -> None:
    """Measure set-up from nothing: a fresh clone, an empty home."""
    with tempfile.TemporaryDirectory() as place:
        home, clone = Path(place, "home"), Path(place, "quyhoach")
        home.mkdir()
        timed(["git", "clone", "--quiet", HOUSE, clone], HOUSE, home)
        # the facts lie beside the repository; without them their tests are skipped
        facts = HOUSE.parent / "shared"
        if facts.is_dir():
            Path(place, "shared").symlink_to(facts)
        demo, _ = timed(["make", "demo"], clone, home)
        again, _ = timed(["make", "demo"], clone, home)
        command = clone / ".venv" / "bin" / "quyhoach"
        check, _ = timed(
            [command, "check", "--plan", "langson", "--fail-on", "never"], clone, home
        )
        usage = min(timed([command, "--help"], clone, home)[0] for _ in range(3))
        test, output = timed(["make", "test"], clone, home)
        figures = {
            "demo_from_nothing_seconds": demo,
            "demo_again_seconds": again,
            "test_from_nothing_seconds": test,
            "run_environment_megabytes": megabytes(clone / ".venv"),
            "test_environment_megabytes": megabytes(clone / ".venv-test"),
            "check_langson_seconds": check,
            "help_seconds": usage,
            **closing_counts(output),
        }
        shutil.rmtree(clone)
    print(measured.write("setup", figures, command="make prove"))


def main(arguments: list[str]) -> int:
    """Run the proof of setting up, then every script of benchmarks/."""
    prove_setup()
    if arguments == ["setup"]:
        return 0
    failed = 0
    for script in sorted(BENCHMARKS.glob("prove_*.py")):
        print(f"== {script.name}", flush=True)
        tools = {**os.environ, "PYTHONPATH": str(Path(__file__).parent)}
        done = subprocess.run([sys.executable, script], check=False, env=tools)
        failed += done.returncode != 0
    return int(failed > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
