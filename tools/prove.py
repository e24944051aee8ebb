"""Run every figure that we claim; each proof writes docs/measured/NAME.json.

A proof is a script `benchmarks/prove_*.py`. Two proofs are here, since they are about
the house itself: a fresh clone with an empty home is set up, run and tested; and the
rules are broken on purpose, one place at a time, to see whether a judged case notices.

    prove.py             runs them all
    prove.py setup       runs only the proof of setting up
    prove.py mutants     runs only the proof of the judged cases
    prove.py benchmarks  runs only the scripts of benchmarks/
"""

import json
import os
import random
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


MUTANTS_TRIED = 160
MUTANTS_SEED = 1371


def prove_mutants() -> None:
    """Count how many mutants of the rules the judged cases kill, on a seeded sample."""
    shutil.rmtree(HOUSE / "mutants", ignore_errors=True)
    mutmut = Path(sys.executable).with_name("mutmut")
    start = time.perf_counter()
    subprocess.run([mutmut, "run", "none"], cwd=HOUSE, check=False, text=True)
    written = HOUSE.glob("mutants/src/quyhoach/conformity/*.meta")
    tables = [json.loads(path.read_text()) for path in sorted(written)]
    names = sorted(name for table in tables for name in table["exit_code_by_key"])
    chance = random.Random(MUTANTS_SEED)  # noqa: S311 - a sample, not a secret
    chosen = chance.sample(names, min(MUTANTS_TRIED, len(names)))
    done = subprocess.run([mutmut, "run", *chosen], cwd=HOUSE, check=False, text=True)
    if done.returncode:
        sys.exit(f"mutmut run: exit {done.returncode}")
    figures = _killed(chosen, len(names), start)
    written_to = measured.write(
        "mutants", figures, command="make prove", seed=MUTANTS_SEED
    )
    print(written_to)


def _killed(chosen: list[str], total: int, start: float) -> dict[str, float]:
    """Return the figures: mutants, tried, killed, survived, not reached by any case."""
    ended: dict[str, int | None] = {}
    for path in HOUSE.glob("mutants/src/quyhoach/conformity/*.meta"):
        ended |= json.loads(path.read_text())["exit_code_by_key"]
    codes = [ended[name] for name in chosen]
    survived = sum(code == 0 for code in codes)
    unreached = sum(code in (5, 33) for code in codes)
    killed = len(codes) - survived - unreached
    return {
        "mutants": total,
        "tried": len(codes),
        "killed": killed,
        "survived": survived,
        "not_reached": unreached,
        "killed_share": round(killed / max(len(codes), 1), 3),
        "seconds": round(time.perf_counter() - start),
    }


def prove_benchmarks() -> None:
    """Run every proof of benchmarks/; stop with exit 1 when one failed."""
    failed = []
    for script in sorted(BENCHMARKS.glob("prove_*.py")):
        print(f"== {script.name}", flush=True)
        tools = {**os.environ, "PYTHONPATH": str(Path(__file__).parent)}
        done = subprocess.run([sys.executable, script], check=False, env=tools)
        if done.returncode:
            failed.append(script.name)
    if failed:
        sys.exit(f"failed: {', '.join(failed)}")


PROOFS = {
    "setup": prove_setup,
    "mutants": prove_mutants,
    "benchmarks": prove_benchmarks,
}


def main(arguments: list[str]) -> None:
    """Run the proofs that are named, or all of them."""
    for name in arguments or PROOFS:
        PROOFS[name]()


if __name__ == "__main__":
    main(sys.argv[1:])
