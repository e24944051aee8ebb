"""Fetch the front-end files that are handed on, and write what they are.

Each line of PACKAGES is a package of the npm registry with its version, and the files
taken out of it. The files and MANIFEST.csv stand in src/quyhoach/web/static/vendor.

    vendor.py            fetches them anew (needs npm)
    vendor.py --check    exit 1 when a file is not what the manifest says
"""

import csv
import hashlib
import io
import shutil
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

FOLDER = Path(__file__).parents[1] / "src" / "quyhoach" / "web" / "static" / "vendor"
MANIFEST = FOLDER / "MANIFEST.csv"
COLUMNS = ("file", "package", "version", "licence", "sha256")
PACKAGES = {
    ("maplibre-gl", "6.17.0", "BSD-3-Clause"): (
        "dist/maplibre-gl.mjs",
        "dist/maplibre-gl-shared.mjs",
        "dist/maplibre-gl-worker.mjs",
        "dist/maplibre-gl.css",
        "LICENSE.txt",
    ),
}


def digest(path: Path) -> str:
    """Return the SHA-256 of a file, hexadecimal."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def fetch() -> None:
    """Fetch every package and write the manifest."""
    npm = shutil.which("npm")
    if npm is None:
        sys.exit("tools/vendor.py: npm is needed to fetch front-end files")
    shutil.rmtree(FOLDER, ignore_errors=True)
    rows: list[tuple[str, ...]] = []
    for (name, version, licence), files in PACKAGES.items():
        with tempfile.TemporaryDirectory() as place:
            command = [npm, "pack", "--silent", f"{name}@{version}"]
            subprocess.run(command, cwd=place, check=True, capture_output=True)
            (packed,) = Path(place).glob("*.tgz")
            with tarfile.open(packed) as archive:
                for file in files:
                    source = archive.extractfile(f"package/{file}")
                    if source is None:
                        sys.exit(f"{name}: {file} is not a file")
                    target = FOLDER / name / Path(file).name
                    target.parent.mkdir(parents=True, exist_ok=True)
                    target.write_bytes(source.read())
                    path = target.relative_to(FOLDER).as_posix()
                    rows.append((path, name, version, licence, digest(target)))
    MANIFEST.write_text(table(rows), "utf-8")


def table(rows: list[tuple[str, ...]]) -> str:
    """Return the manifest as text."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerows([COLUMNS, *sorted(rows)])
    return stream.getvalue()


def faults() -> list[str]:
    """Return a sentence for every file that is not what the manifest says."""
    rows = list(csv.DictReader(MANIFEST.read_text("utf-8").splitlines()))
    listed = {row["file"]: row["sha256"] for row in rows}
    there = {
        path.relative_to(FOLDER).as_posix(): digest(path)
        for path in FOLDER.rglob("*")
        if path.is_file() and path != MANIFEST
    }
    return [
        f"{file}: is not what MANIFEST.csv says"
        for file in sorted(listed.keys() | there.keys())
        if listed.get(file) != there.get(file)
    ]


def main(arguments: list[str]) -> int:
    """Fetch, or compare when asked to."""
    if "--check" not in arguments:
        fetch()
        return 0
    found = faults()
    for line in found:
        print(line, file=sys.stderr)
    return int(bool(found))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
