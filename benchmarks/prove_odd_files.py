"""Count how many odd files are read as a careful clerk would, and time large ones.

    python benchmarks/prove_odd_files.py

Writes docs/measured/odd_files.json: readings tried and right, and seconds and peak
megabytes, children included, of a whole `quyhoach intake` of large honest files.
"""

import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import shapely
import xlsxwriter

HERE = Path(__file__).parent
TESTS = HERE.parent / "tests" / "intake"
sys.path[:0] = [str(HERE.parent / "tools"), str(TESTS)]

import odd_files  # noqa: E402

import measured  # noqa: E402

ROWS = 50_000
FEATURES = 10_000


def right() -> dict[str, int]:
    """Return how many readings were tried, and how many had no fault."""
    truths = odd_files.truths(TESTS / "odd" / "truth.yaml")
    good = 0
    for truth in truths:
        with tempfile.TemporaryDirectory() as place:
            run = odd_files.run(truth, TESTS / "odd" / "files", Path(place))
            good += not list(odd_files.compare(truth, *run))
    files = len({truth["file"] for truth in truths})
    return {"files": files, "readings": len(truths), "readings_right": good}


def workbook(path: Path) -> None:
    """Write a list of many projects."""
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        sheet = book.add_worksheet()
        heading = ("Mã dự án", "Tên dự án", "Địa điểm", "Tổng mức đầu tư (tỷ đồng)")
        sheet.write_row(0, 0, heading)
        for row in range(1, ROWS + 1):
            cells = (f"DA-{row}", f"Dự án số {row}", "Xã Hữu Lũng", row % 900 + 1)
            sheet.write_row(row, 0, cells)


def layer(path: Path) -> None:
    """Write a layer of many small squares of 16 corners."""
    import pyogrio  # noqa: PLC0415

    east = 440_000.0 + 40.0 * (np.arange(FEATURES) % 100)
    north = 2_400_000.0 + 40.0 * (np.arange(FEATURES) // 100)
    boxes = shapely.segmentize(shapely.box(east, north, east + 30, north + 30), 8.0)
    names = np.array([f"Dự án {k}" for k in range(FEATURES)], object)
    keys = np.array([f"L-{k}" for k in range(FEATURES)], object)
    pyogrio.raw.write(
        path,
        shapely.to_wkb(boxes),
        [keys, names],
        ["ma_du_an", "ten_du_an"],
        geometry_type="Polygon",
        crs="EPSG:9215",
        driver="GPKG",
        layer="du_an",
    )


def timed(path: Path) -> dict[str, float]:
    """Return seconds and peak megabytes of reading a file, children included."""
    command = [sys.executable, "-m", "quyhoach", "intake", path, "--format", "json"]
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    start = time.perf_counter()
    with Path(os.devnull).open("w") as nothing:
        subprocess.run(command, stdout=nothing, check=False)
    seconds = round(time.perf_counter() - start, 2)
    after = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    return {"seconds": seconds, "megabytes": round(max(before, after) / 1e3)}


def main() -> None:
    """Measure and write."""
    figures: dict[str, object] = dict(right())
    with tempfile.TemporaryDirectory() as place:
        for name, size, make in (
            ("list.gpkg", FEATURES, layer),
            ("list.xlsx", ROWS, workbook),
        ):
            path = Path(place, name)
            make(path)
            stem = name.replace(".", "_")
            figures[f"{stem}_rows"] = size
            figures[f"{stem}_file_megabytes"] = round(path.stat().st_size / 1e6, 1)
            for word, value in timed(path).items():
                figures[f"{stem}_{word}"] = value
    print(
        measured.write(
            "odd_files", figures, command="python benchmarks/prove_odd_files.py"
        )
    )


if __name__ == "__main__":
    main()
