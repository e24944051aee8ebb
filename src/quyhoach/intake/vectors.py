"""Own the one use of GDAL: a layer of a file on disk becomes columns and shapes."""

from __future__ import annotations

import io
import os
import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from quyhoach.errors import BadFile

__all__ = [
    "MOST_FEATURES",
    "Vector",
    "layer_names",
    "read_vector",
    "straightened",
    "too_many",
]

MOST_FEATURES = 12_000
"""No file whose layers have more features together is read."""

# of all that GDAL opens, what can reach other files, the network, or is never asked for
_NEVER = (
    "PCIDSK,PDS4,VICAR,PDF,MBTiles,EEDA,OGCAPI,GDALG,LVBAG,S57,OGR_VRT,CSV,GML,GPX,"
    "LIBKML,KML,GeoJSON,GeoJSONSeq,ESRIJSON,TopoJSON,OGR_GMT,GPKG,SQLite,WAsP,GeoRSS,"
    "VFK,PGDUMP,OSM,GPSBabel,OGR_PDS,WFS,OAPIF,EDIGEO,Idrisi,ODS,XLSX,Elasticsearch,"
    "Carto,AmigoCloud,SXF,Selafin,JML,PLSCENES,CSW,VDV,MVT,NGW,MapML,GTFS,PMTiles,"
    "JSONFG,MiraMonVector,ADBC,AVCBin,AVCE00,AIVector,HTTP"
)
_SETTINGS = {
    "GDAL_NUM_THREADS": "1",
    "GDAL_CACHEMAX": "16",
    "GDAL_DISABLE_READDIR_ON_OPEN": "YES",
    "SHAPE_RESTORE_SHX": "NO",
    "SHAPE_ENCODING": "",
    # bytes survive as letters; which encoding they are in is asked elsewhere
    "DXF_ENCODING": "ISO-8859-1",
    "DXF_MAX_OBJECTS": "200000",
}
_DAMAGED = "tệp hỏng, không đọc được lớp bản đồ"
_CURE = "mở bằng phần mềm gốc, xuất lại GeoPackage (.gpkg) hoặc SHP nén .zip"


@dataclass(frozen=True, slots=True)
class Vector:
    """One layer as GDAL gives it.

    Parameters
    ----------
    names : tuple of str
        Of the columns.
    columns : Sequence of ndarray
        One a name.
    shapes : ndarray of object, shape (n,)
        WKB with straight lines only; ``None`` without a shape.
    wkt : str
        Reference system; empty where none is declared.
    has_shapes : bool
        False for a table without a column of shapes.
    """

    names: tuple[str, ...]
    columns: Sequence[NDArray[Any]]
    shapes: NDArray[np.object_]
    wkt: str
    has_shapes: bool = True


def _gdal() -> Any:  # noqa: ANN401
    """Return pyogrio with the drivers that are needed, and no others."""
    os.environ.setdefault("GDAL_SKIP", _NEVER)
    import pyogrio  # noqa: PLC0415 - heavy, only in a process of its own

    pyogrio.set_gdal_config_options(_SETTINGS)
    return pyogrio


def layer_names(path: Path, file: str) -> list[str]:
    """Return the names of the layers of a file.

    Parameters
    ----------
    path : Path
        Where it lies.
    file : str
        Its name, for messages.

    Returns
    -------
    list of str
        In the order of the file.

    Raises
    ------
    BadFile
        It is damaged.
    """
    gdal = _gdal()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return [str(name) for name, _ in gdal.list_layers(path)]
    except (gdal.errors.DataSourceError, gdal.errors.DataLayerError) as trouble:
        raise BadFile(_DAMAGED, file=file, cure=_CURE) from trouble


def read_vector(
    path: Path, file: str, *, layer: str | int = 0, **options: str
) -> Vector:
    """Return one layer of a file, its texts byte by byte where it names no encoding.

    Parameters
    ----------
    path : Path
        Where it lies.
    file : str
        Its name, for messages.
    layer : str or int
        Name or place of the layer.
    **options : str
        Open options of GDAL, and ``encoding``.

    Returns
    -------
    Vector
        Every feature.

    Raises
    ------
    BadFile
        It is damaged, or has more than `MOST_FEATURES`.
    """
    gdal = _gdal()
    faults = (
        gdal.errors.DataSourceError,
        gdal.errors.DataLayerError,
        gdal.errors.FeatureError,
        gdal.errors.FieldError,
        gdal.errors.GeometryError,
        gdal.errors.CRSError,
        UnicodeError,
        ValueError,
    )
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            about, _, shapes, columns = gdal.raw.read(
                path, layer=layer, max_features=MOST_FEATURES + 1, **options
            )
    except faults as trouble:
        raise BadFile(_DAMAGED, file=file, cure=_CURE) from trouble
    size = len(shapes) if shapes is not None else max(map(len, columns), default=0)
    if size > MOST_FEATURES:
        raise too_many(file)
    return Vector(
        names=tuple(str(name) for name in about["fields"]),
        columns=columns,
        shapes=np.full(size, None, dtype=object) if shapes is None else shapes,
        wkt=_wkt(about["crs"]),
        has_shapes=shapes is not None,
    )


def too_many(file: str) -> BadFile:
    """Return the refusal of a layer that is too long.

    Parameters
    ----------
    file : str
        Its name.

    Returns
    -------
    BadFile
        To be raised.
    """
    most = f"{MOST_FEATURES:,}".replace(",", ".")
    reason = f"tệp có hơn {most} đối tượng"
    return BadFile(reason, file=file, cure="chia thành nhiều tệp")


def _wkt(crs: str | None) -> str:
    if not crs:
        return ""
    if crs.upper().startswith("EPSG:"):
        from pyproj import CRS  # noqa: PLC0415 - only where a code comes alone

        return CRS.from_user_input(crs).to_wkt()
    return crs


def straightened(shapes: Sequence[bytes]) -> list[bytes | None]:
    """Return shapes with their arcs replaced by straight pieces, 4° of arc each.

    Parameters
    ----------
    shapes : Sequence of bytes
        WKB with circular arcs.

    Returns
    -------
    list
        WKB a shape; ``None`` where it cannot be read.
    """
    if not shapes:
        return []
    made = _through_gdal(shapes)
    if made is not None:
        return made
    singly = (_through_gdal([shape]) for shape in shapes)
    return [None if one is None else one[0] for one in singly]


def _through_gdal(shapes: Sequence[bytes]) -> list[bytes | None] | None:
    gdal = _gdal()
    column = np.array([*shapes, None], dtype=object)[:-1]
    out = io.BytesIO()
    faults = (gdal.errors.GeometryError, gdal.errors.FeatureError)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            gdal.raw.write(
                out,
                column,
                [np.arange(len(shapes))],
                ["n"],
                geometry_type="Unknown",
                driver="FlatGeobuf",
                SPATIAL_INDEX="NO",
            )
            _, _, read, _ = gdal.raw.read(out.getvalue())
    except (*faults, gdal.errors.DataSourceError, gdal.errors.DataLayerError):
        return None
    return list(read) if len(read) == len(shapes) else None
