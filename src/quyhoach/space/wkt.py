"""Own the seam between well-known text and shapes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import accumulate

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.errors import GEOSException

__all__ = ["read_wkt"]

_SRID = re.compile(r"\s*SRID\s*=\s*(\d+)\s*;", re.IGNORECASE)
_TRIANGLE = re.compile(r"\bTRIANGLE\b", re.IGNORECASE)
_SURFACE = re.compile(
    r"(?P<open>\(\s*|,\s*|^\s*)(TIN|POLYHEDRALSURFACE)\b", re.IGNORECASE
)
_MARK = re.compile(r"[()]")
_DEEPEST = 64
_CURVE = re.compile(
    r"\b(CIRCULARSTRING|COMPOUNDCURVE|CURVEPOLYGON|MULTICURVE|MULTISURFACE)\b",
    re.IGNORECASE,
)


def read_wkt(
    texts: Sequence[str],
) -> tuple[NDArray[np.object_], NDArray[np.int64], NDArray[np.object_]]:
    """Return the shapes that texts describe, and why some describe none.

    Parameters
    ----------
    texts : sequence of str, length n
        Well-known text, upper or lower case, with or without ``SRID=…;``, Z and M.
        All OGC kinds but curves; LINEARRING and EMPTY parts are read.

    Returns
    -------
    shapes : ndarray of object, shape (n,)
        Shapes as given, heights included; None where the text is no shape.
    srid : ndarray of int, shape (n,)
        The number of the prefix, 0 without one.
    reasons : ndarray of object, shape (n,)
        Why there is no shape; empty where there is one.

    Examples
    --------
    >>> shapes, srid, reasons = read_wkt(["SRID=9215; point(1 2)", "POINT (1 nan)"])
    >>> shapes[0].wkt, shapes[1] is None, srid.tolist()
    ('POINT (1 2)', True, [9215, 0])
    >>> reasons[1]
    'toạ độ không phải số hữu hạn (coordinate is not a finite number)'
    """
    srid = np.zeros(len(texts), dtype=np.int64)
    bare = np.empty(len(texts), dtype=object)
    for at, text in enumerate(texts):
        prefix = _SRID.match(text) if "=" in text else None
        if prefix:
            srid[at] = min(int(prefix[1][:18]), np.iinfo(np.int64).max)
            text = text[prefix.end() :]  # noqa: PLW2901
        bare[at] = text
    # nested some thousand deep, a text ends the whole process inside GEOS
    deep = [at for at, text in enumerate(bare) if _too_deep(text)]
    bare[deep] = ""
    reasons = np.full(len(texts), "", dtype=object)
    shapes = _read(bare, reasons)
    points, of = shapely.get_coordinates(shapes, return_index=True)
    broken = np.unique(of[~np.isfinite(points).all(axis=1)])
    shapes[broken] = None
    reasons[deep] = "lồng quá sâu (nested too deep)"
    reasons[broken] = "toạ độ không phải số hữu hạn (coordinate is not a finite number)"
    return shapes, srid, reasons


def _too_deep(text: str) -> bool:
    if text.count("(") <= _DEEPEST:
        return False
    depth = accumulate(1 if mark == "(" else -1 for mark in _MARK.findall(text))
    return max(depth) > _DEEPEST


def _read(
    texts: NDArray[np.object_], reasons: NDArray[np.object_]
) -> NDArray[np.object_]:
    with np.errstate(all="ignore"):
        try:
            shapes = np.asarray(shapely.from_wkt(texts, on_invalid="ignore"), object)
            missing = np.flatnonzero(shapely.is_missing(shapes))
        except (GEOSException, NotImplementedError, ValueError):
            shapes = np.full(texts.shape, None, dtype=object)
            missing = np.arange(texts.size)
        for at in missing:
            shapes[at], reasons[at] = _read_one(texts[at])
    return shapes


def _read_one(text: str) -> tuple[shapely.Geometry | None, str]:
    if _CURVE.search(text):
        return None, "không đọc đường cong (curves are not read)"
    # surfaces are areas too; GEOS only lacks their names
    surface = _SURFACE.match(text)
    text = _SURFACE.sub(r"\g<open>MULTIPOLYGON", _TRIANGLE.sub("POLYGON", text))
    try:
        shape = shapely.from_wkt(text)
    except (GEOSException, NotImplementedError, ValueError) as trouble:
        words = str(trouble).split(": ", 1)[-1].strip()
        return None, f"không phải WKT (not well-known text): {words}"
    # faces of a surface share edges, which a MULTIPOLYGON may not
    faces = shapely.GeometryCollection(list(shapely.get_parts(shape)))
    return (faces if surface else shape), ""
