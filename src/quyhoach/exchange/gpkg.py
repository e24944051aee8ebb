"""Own the seam between layers in columns and a GeoPackage: the same bytes each time."""

from __future__ import annotations

import os
import sqlite3
import warnings
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from quyhoach.exchange.files import replacing
from quyhoach.exchange.gpkg_styles import Style, qml
from quyhoach.space import GRID, from_grid

__all__ = ["Field", "Layer", "aliases", "write_gpkg"]

_TYPES = {2: "MultiPolygon", 1: "MultiLineString", 0: "MultiPoint"}
_WGS84 = 4326
_STYLES = """CREATE TABLE layer_styles (
    id INTEGER PRIMARY KEY AUTOINCREMENT, f_table_catalog TEXT(256),
    f_table_schema TEXT(256), f_table_name TEXT(256), f_geometry_column TEXT(256),
    styleName TEXT(30), styleQML TEXT, styleSLD TEXT, useAsDefault BOOLEAN,
    description TEXT, owner TEXT(30), ui TEXT(30), update_time DATETIME)"""
_COLUMNS = """CREATE TABLE gpkg_data_columns (
    table_name TEXT NOT NULL, column_name TEXT NOT NULL, name TEXT, title TEXT,
    description TEXT, mime_type TEXT, constraint_name TEXT,
    CONSTRAINT pk_gdc PRIMARY KEY (table_name, column_name),
    CONSTRAINT gdc_tn UNIQUE (table_name, name))"""
_CONSTRAINTS = """CREATE TABLE gpkg_data_column_constraints (
    constraint_name TEXT NOT NULL, constraint_type TEXT NOT NULL, value TEXT,
    min NUMERIC, min_is_inclusive BOOLEAN, max NUMERIC, max_is_inclusive BOOLEAN,
    description TEXT,
    CONSTRAINT gdcc_ntv UNIQUE (constraint_name, constraint_type, value))"""
_EXTENSIONS = """CREATE TABLE IF NOT EXISTS gpkg_extensions (
    table_name TEXT, column_name TEXT, extension_name TEXT NOT NULL,
    definition TEXT NOT NULL, scope TEXT NOT NULL,
    CONSTRAINT ge_tce UNIQUE (table_name, column_name, extension_name))"""
_EXTENSION = """INSERT INTO gpkg_extensions
    (table_name, column_name, extension_name, definition, scope)
    VALUES (?, NULL, 'gpkg_schema',
            'http://www.geopackage.org/spec/#extension_schema', 'read-write')"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One column of a layer.

    Parameters
    ----------
    name, vi : str
        Its name, and what a person calls it.
    values : Sequence
        Text, int or float, one a row; ``None`` where one is not known.
    description : str
        What it holds.
    """

    name: str
    vi: str
    values: Sequence[Any]
    description: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Layer:
    """One table of a GeoPackage.

    Parameters
    ----------
    name, title : str
        Name of the table; what a person calls it, once in the file.
    fields : Sequence of Field
        Its columns.
    shape : NDArray[np.object_], optional
        On the grid, EPSG:9215, all of one dimension; ``None`` for a table without.
    dimension : int
        2 areas, 1 lines, 0 points.
    style : Style, optional
        How QGIS draws it.
    """

    name: str
    title: str
    fields: Sequence[Field]
    shape: NDArray[np.object_] | None = None
    dimension: int = 2
    style: Style | None = None


def write_gpkg(
    path: Path | str, layers: Sequence[Layer], *, day: str, epsg: int = GRID
) -> None:
    """Write layers into a GeoPackage, whole or not at all.

    Parameters
    ----------
    path : Path or str
        The file; one that is there is replaced.
    layers : Sequence of Layer
        In the order in which QGIS lists them.
    day : str
        ISO day written as the last change of every layer: a GeoPackage wants one, and
        there is no clock here.
    epsg : int
        9215, or 4326 for WGS 84 degrees.

    Raises
    ------
    BadFile
        The file cannot be written; what was there before still is.
    """
    moment = f"{day}T00:00:00.000Z"
    with replacing(path, suffix=".gpkg") as part:
        for layer in layers:
            _write(part, layer, moment, epsg)
        with closing(sqlite3.connect(part, isolation_level=None)) as file:
            file.execute("BEGIN")
            _write_styles(file, layers, moment)
            _write_columns(file, layers)
            file.execute("COMMIT")
            file.execute("VACUUM")
        _sync(part)


def _sync(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def _write(path: Path, layer: Layer, moment: str, epsg: int) -> None:
    # GDAL is only opened for this form: it takes longer to load than to write a list
    import pyogrio  # noqa: PLC0415
    from pyogrio import raw  # noqa: PLC0415

    columns = [_column(field.values) for field in layer.fields]
    options: dict[str, Any] = {"geometry_type": None, "crs": None}
    if layer.shape is not None:
        kind = _TYPES[layer.dimension]
        options = {"geometry_type": kind, "crs": f"EPSG:{epsg}"}
    pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": moment})
    try:
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", message=".*'crs' was not provided.*")
            raw.write(
                path,
                _wkb(layer, epsg),
                field_data=[values for values, _ in columns],
                field_mask=[mask for _, mask in columns],
                fields=np.array([field.name for field in layer.fields], dtype=object),
                layer=layer.name,
                driver="GPKG",
                encoding="UTF-8",
                promote_to_multi=True if layer.shape is not None else None,
                layer_options={"IDENTIFIER": layer.title, "DESCRIPTION": layer.title},
                **options,
            )
    finally:
        pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": None})


def _wkb(layer: Layer, epsg: int) -> NDArray[np.object_] | None:
    if layer.shape is None:
        return None
    shapes = from_grid(layer.shape) if epsg == _WGS84 else layer.shape
    return np.asarray(shapely.to_wkb(shapes), dtype=object)


def _column(values: Sequence[Any]) -> tuple[NDArray[Any], NDArray[np.bool_] | None]:
    """Return a column as GDAL takes it, and where a number is not known."""
    known = [value for value in values if value is not None]
    if known and all(isinstance(value, int) for value in known):
        numbers = np.array([0 if v is None else v for v in values], dtype=np.int64)
        return numbers, np.array([v is None for v in values], dtype=bool)
    if known and not any(isinstance(value, str) for value in known):
        some = [np.nan if value is None else float(value) for value in values]
        return np.array(some), np.array([v is None for v in values], dtype=bool)
    texts = np.empty(len(values), dtype=object)
    texts[:] = values
    return texts, None


def _write_styles(
    file: sqlite3.Connection, layers: Sequence[Layer], moment: str
) -> None:
    file.execute(_STYLES)
    for layer in layers:
        if layer.style is None:
            continue
        file.execute(
            "INSERT INTO layer_styles (f_table_catalog, f_table_schema, f_table_name,"
            " f_geometry_column, styleName, styleQML, styleSLD, useAsDefault,"
            " description, owner, update_time)"
            " VALUES ('', '', ?, 'geom', 'quyhoach', ?, '', 1, ?, '', ?)",
            (layer.name, qml(layer.style), layer.title, moment),
        )
    file.execute(
        "INSERT INTO gpkg_contents"
        " (table_name, data_type, identifier, description, last_change)"
        " VALUES ('layer_styles', 'attributes', 'layer_styles', '', ?)",
        (moment,),
    )


def _write_columns(file: sqlite3.Connection, layers: Sequence[Layer]) -> None:
    file.execute(_COLUMNS)
    file.execute(_CONSTRAINTS)
    file.execute(_EXTENSIONS)
    for table in ("gpkg_data_columns", "gpkg_data_column_constraints"):
        file.execute(_EXTENSION, (table,))
    rows = [
        (layer.name, field.name, field.vi, field.description or None)
        for layer in layers
        for field in layer.fields
    ]
    file.executemany(
        "INSERT INTO gpkg_data_columns (table_name, column_name, title, description)"
        " VALUES (?, ?, ?, ?)",
        rows,
    )


def aliases(fields: Sequence[Field]) -> Sequence[tuple[str, str]]:
    """Return what a person calls each column, for a style.

    Parameters
    ----------
    fields : Sequence of Field
        Columns of a layer.

    Returns
    -------
    Sequence of tuple
        (column, name).

    Examples
    --------
    >>> aliases([Field(name="ma", vi="Mã", values=())])
    [('ma', 'Mã')]
    """
    return [(field.name, field.vi) for field in fields]
