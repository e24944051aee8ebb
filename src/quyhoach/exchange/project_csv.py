"""Own the seam between a project list and CSV with its Table Schema."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any, TextIO

from quyhoach.exchange.csv_table import cell
from quyhoach.exchange.files import replacing
from quyhoach.exchange.json_text import to_json
from quyhoach.exchange.project_columns import (
    ENUMS,
    PATTERNS,
    ProjectColumn,
    project_columns,
    project_values,
)
from quyhoach.exchange.project_list import ProjectList

__all__ = ["table_schema", "write_project_csv", "write_project_zip"]

_PROFILE = "https://datapackage.org/profiles/2.0/"
_ZIPPED = (1980, 1, 1, 0, 0, 0)
"""The earliest day a zip can hold: an archive has no clock either."""


def table_schema() -> dict[str, Any]:
    """Return the Table Schema of a project list.

    Returns
    -------
    dict
        Frictionless Table Schema: fields with titles in both languages, types, units
        and constraints; ``id`` is the key.

    Examples
    --------
    >>> made = table_schema()
    >>> made["primaryKey"], made["fields"][0]["constraints"]
    (['id'], {'required': True, 'unique': True})
    """
    return {
        "$schema": f"{_PROFILE}tableschema.json",
        "fields": [_field(column) for column in project_columns()],
        "primaryKey": ["id"],
        "missingValues": [""],
    }


def _field(column: ProjectColumn) -> dict[str, Any]:
    made: dict[str, Any] = {
        "name": column.name,
        "type": column.type,
        "title": f"{column.vi} ({column.en})",
        "title_vi": column.vi,
        "title_en": column.en,
        "description": column.description or column.en,
    }
    if column.unit:
        made["unit"] = column.unit
    rules: dict[str, Any] = {}
    if column.name in ("id", "name"):
        rules["required"] = True
    if column.name == "id":
        rules["unique"] = True
    if column.name in ENUMS:
        rules["enum"] = list(ENUMS[column.name])
    if column.name in PATTERNS:
        rules["pattern"] = PATTERNS[column.name]
    if column.type != "string":
        rules["minimum"] = 0
    return {**made, "constraints": rules} if rules else made


def write_project_csv(some: ProjectList, stream: TextIO) -> None:
    """Write a project list as CSV, one row a project.

    Parameters
    ----------
    some : ProjectList
        The projects.
    stream : TextIO
        Where it goes; open a file with ``newline=""``. Shapes are well-known text in
        EPSG:9215, to the millimetre. A text that a spreadsheet could take for a
        formula gets an apostrophe before it.

    Examples
    --------
    >>> import sys
    >>> one = ProjectList.bare(id=["A"], name=["=1+1"], kind=["project"])
    >>> write_project_csv(one, sys.stdout)  # doctest: +ELLIPSIS
    id,name,name_en,description,kind,...
    A,'=1+1,,,project,...
    """
    table = csv.writer(stream, lineterminator="\n")
    table.writerow([column.name for column in project_columns()])
    table.writerows(zip(*_columns(some), strict=True))


def _columns(some: ProjectList) -> Iterator[list[str]]:
    for column in project_columns():
        values = project_values(some, column.name)
        yield [_written(value) for value in values]


def _written(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return f"{value:f}"
    return str(value) if isinstance(value, int) else cell(value)


def write_project_zip(some: ProjectList, path: Path | str) -> None:
    """Write a project list as a Data Package in one zip, whole or not at all.

    Parameters
    ----------
    some : ProjectList
        The projects.
    path : Path or str
        The zip: ``datapackage.json`` with the Table Schema, and ``projects.csv``.

    Raises
    ------
    BadFile
        The file cannot be written; what was there before still is.
    """
    table = io.StringIO()
    write_project_csv(some, table)
    package = {
        "$schema": f"{_PROFILE}datapackage.json",
        "name": "projects",
        "resources": [
            {
                "name": "projects",
                "type": "table",
                "path": "projects.csv",
                "format": "csv",
                "mediatype": "text/csv",
                "encoding": "utf-8",
                "schema": table_schema(),
            }
        ],
    }
    with replacing(path) as part, zipfile.ZipFile(part, "x") as archive:
        for name, text in (
            ("datapackage.json", to_json(package)),
            ("projects.csv", table.getvalue()),
        ):
            entry = zipfile.ZipInfo(name, _ZIPPED)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, text)
