"""Write THIRD_PARTY.md from the installed metadata and one table of purposes.

third_party.py           writes the file
third_party.py --check   exit 1 when the file is not what would be written
"""

import sys
from importlib import metadata
from pathlib import Path

from licences import RUN, Package, installed

# a newer Python may have newer versions locked, and so another table
FLOOR = (3, 11)
TARGET = Path(__file__).parents[1] / "THIRD_PARTY.md"

PURPOSES = {
    "asgiref": "needed by Django",
    "cffi": "needed by cryptography",
    "colorama": "colours of the command line on Windows",
    "cryptography": "needed by django-allauth",
    "django": "the office: pages, rows, rights",
    "django-allauth": "logging in, second factor",
    "django-axes": "locks an account after wrong passwords",
    "django-csp": "what a page may load",
    "django-htmx": "parts of pages fetched anew; hands htmx on",
    "django-stubs-ext": "needed by django-tasks",
    "django-tasks": "work in the background",
    "django-tasks-db": "its queue in the database",
    "fido2": "needed by django-allauth",
    "pycparser": "needed by cffi",
    "qrcode": "needed by django-allauth",
    "sqlparse": "needed by Django",
    "tzdata": "time zones on Windows",
    "waitress": "serves the office",
    "whitenoise": "serves its styles and scripts",
    "certifi": "needed by pyproj; for grid downloads, which are never made",
    "click": "the command line",
    "lxml": "needed by python-docx",
    "numpy": "columns: a rule sees the whole portfolio at once",
    "packaging": "needed by pyogrio",
    "pyogrio": "reading and writing files of maps",
    "pyproj": "reference systems: VN-2000, WGS 84, areas on the ellipsoid",
    "python-calamine": "reading workbooks of every office",
    "python-docx": "papers as Word documents",
    "pyyaml": "reading plan packages",
    "rapidfuzz": "likeness of names",
    "segno": "the square code on a slip",
    "shapely": "shapes: overlaps, lengths, the spatial index",
    "typing-extensions": "needed by python-docx",
    "typst": "papers as PDF",
    "xlsxwriter": "verdicts as a workbook",
}

HEAD = """\
# Third-party software

quyhoach itself is Apache-2.0 (see LICENSE). It runs on the packages below, each under
its own licence; nothing here is GPL or AGPL. `tools/third_party.py` writes this file
from the packages' own metadata, `make check` compares it.

## Packages that run

| package | version | licence | what for |
|---|---|---|---|
"""

INSIDE = """
## Libraries inside those packages

Wheels carry compiled libraries. They are loaded as they are and not changed; each can
be replaced by building its package from source.

| library | inside | licence | what for |
|---|---|---|---|
"""

TAIL = """
## Fonts and data handed on

| what | where | licence |
|---|---|---|
| Be Vietnam Pro | `reports/page/fonts` | SIL Open Font License 1.1, text beside it |
| Inter, digits | `reports/page/fonts` | SIL Open Font License 1.1, text beside it |
| Liberation Serif 2.1.5 | `reports/fonts` | SIL Open Font License 1.1, text beside it |
| units: names, codes, points, areas | `cases/langson` | vietnamadminunits 1.0.4, MIT |
| towns: points | `cases/langson` | GeoNames, Creative Commons Attribution 4.0 |

## Tools

What checks, tests and documents the program (requirements/test.txt) is not part of it
and is not handed on with it.
"""

GCC = "GPL-3.0-or-later WITH GCC-exception-3.1"

# file name in the wheel (None: linked in, no file of its own), then the table's cells
LIBRARIES = (
    ("libgeos", "GEOS", "shapely", "LGPL-2.1-or-later", "shapes; a shared library"),
    ("libgdal", "GDAL", "pyogrio", "MIT", "files of maps; holds its own GEOS, PROJ"),
    ("libproj", "PROJ", "pyproj", "MIT", "reference systems and their database"),
    ("libsqlite3", "SQLite", "pyproj", "public domain", "reads PROJ's database"),
    ("libtiff", "LibTIFF", "pyproj", "libtiff (MIT-like)", "reads grids"),
    ("libcurl", "curl", "pyproj", "curl (MIT-like)", "never used: no grid is fetched"),
    ("libnghttp2", "nghttp2", "pyproj", "MIT", "part of curl; never used"),
    ("libscipy_openblas", "OpenBLAS", "numpy", "BSD-3-Clause", "linear algebra"),
    ("libgfortran", "libgfortran", "numpy", GCC, "OpenBLAS's runtime"),
    ("libquadmath", "libquadmath", "numpy", "LGPL-2.1-or-later", "OpenBLAS's runtime"),
    (None, "calamine", "python-calamine", "MIT", "reads workbooks"),
    (None, "libyaml", "pyyaml", "MIT", "reads YAML quickly"),
    (None, "libxml2, libxslt", "lxml", "MIT", "XML of Word documents"),
    (None, "Typst", "typst", "Apache-2.0", "sets the pages of a PDF"),
)


def unnamed_libraries(packages: list[Package]) -> list[str]:
    """Return the library files inside the packages that the table does not name."""
    known = tuple(library[0] for library in LIBRARIES if library[0])
    found = []
    for package in packages:
        for file in metadata.files(package.name) or []:
            bundled = file.parts[0].endswith(".libs")
            if bundled and not file.name.startswith(known):
                found.append(str(file))
    return found


def library_rows() -> str:
    """Return the rows of the table of libraries."""
    return "".join(
        f"| {name} | {inside} | {licence} | {purpose} |\n"
        for _, name, inside, licence, purpose in LIBRARIES
    )


def rows(packages: list[Package]) -> str:
    """Return the table's rows; a package without a stated purpose is an error."""
    missing = {package.name for package in packages} - set(PURPOSES)
    if missing:
        sys.exit(f"tools/third_party.py: say what for: {', '.join(sorted(missing))}")
    return "".join(
        f"| {package.name} | {package.version} | {package.licence} "
        f"| {PURPOSES[package.name]} |\n"
        for package in packages
    )


def document() -> str:
    """Return the whole text of THIRD_PARTY.md."""
    packages = installed(RUN)
    if unnamed := unnamed_libraries(packages):
        sys.exit(f"tools/third_party.py: name these libraries: {', '.join(unnamed)}")
    return HEAD + rows(packages) + INSIDE + library_rows() + TAIL


def main(arguments: list[str]) -> int:
    """Write the file, or compare it when asked to."""
    if sys.version_info[:2] != FLOOR:
        print("THIRD_PARTY.md is written with the oldest Python only: not compared")
        return 0
    text = document()
    if "--check" not in arguments:
        TARGET.write_text(text, "utf-8")
        return 0
    if TARGET.exists() and TARGET.read_text("utf-8") == text:
        return 0
    print("THIRD_PARTY.md is out of date: python tools/third_party.py", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
