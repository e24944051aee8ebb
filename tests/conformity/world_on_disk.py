"""Writes the small world of the judged pairs as a package of files."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import shapely
import yaml

WORLD = Path(__file__).parents[1] / "judged" / "world.yaml"
SCHEMAS = Path(__file__).parents[2] / "src" / "quyhoach" / "intake" / "schemas"
SHAPED = ("zones", "projects")
PROJECTS = {
    "A": {
        "name": "Nhà máy A",
        "sector": "industry",
        "units": ["new:AN"],
        "shape": "POLYGON((100 100,300 100,300 300,100 300,100 100))",
    },
    "B": {"name": "Nhà máy B", "sector": "industry", "units": ["new:BO"]},
}


def write(folder: Path) -> Path:
    """Write the world into a folder and return it."""
    tree = yaml.safe_load(WORLD.read_text("utf-8"))
    folder.mkdir(parents=True)
    (folder / "package.yaml").write_text(
        yaml.safe_dump(tree["meta"], allow_unicode=True), "utf-8"
    )
    tables = tree["tables"] | {"projects": PROJECTS}
    provisions = [
        {"id": key, **tree["defaults"]["every"], **row}
        for key, row in tables.pop("provisions").items()
    ]
    (folder / "provisions.yaml").write_text(
        yaml.safe_dump(provisions, allow_unicode=True, sort_keys=False), "utf-8"
    )
    for table, rows in tables.items():
        _table(folder, table, rows, tree["defaults"])
    return folder


def _table(folder: Path, table: str, rows: dict[str, Any], defaults: Any) -> None:
    schema = json.loads((SCHEMAS / f"{table}.json").read_text("utf-8"))
    names = [field["name"] for field in schema["fields"]]
    features, lines = [], []
    for key, row in rows.items():
        cells = {**defaults["every"], **defaults.get(table, {}), **row}
        cells[schema["primaryKey"][0]] = key
        shape = cells.pop("shape", "")
        if shape:
            features.append(
                {
                    "type": "Feature",
                    "properties": {"id": key},
                    "geometry": json.loads(shapely.to_geojson(shapely.from_wkt(shape))),
                }
            )
        elif table in SHAPED:
            cells |= {"geometry": "", "crs": "", "scale": ""}
        lines.append({name: _text(cells.get(name, "")) for name in names})
    with (folder / f"{table}.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, names, lineterminator="\n")
        writer.writeheader()
        writer.writerows(lines)
    if features:
        layer = {
            "type": "FeatureCollection",
            "crs": {
                "type": "name",
                "properties": {"name": "urn:ogc:def:crs:EPSG::9215"},
            },
            "features": features,
        }
        (folder / f"{table}.geojson").write_text(json.dumps(layer), "utf-8")


def _text(value: Any) -> str:
    return ";".join(value) if isinstance(value, list) else str(value)
