"""Own the seam between KML and grids: placemarks as rows, their data as columns."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import numpy as np
import shapely
from lxml import etree, html
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from quyhoach.errors import BadFile
from quyhoach.intake.grids import Grid
from quyhoach.intake.layers import Source, layer_grid
from quyhoach.intake.systems import System
from quyhoach.intake.vectors import MOST_FEATURES, too_many

__all__ = ["read_kml"]

_CURE = "xuất lại KML, hoặc GeoPackage (.gpkg)"
_FOLDERS = ("Folder", "Document")
_MOST_DESCRIPTION = 100_000
_PARTS = {
    "NetworkLink": ("liên kết mạng", "it is a link to another place"),
    "GroundOverlay": ("là ảnh phủ", "it is an image"),
    "ScreenOverlay": ("là ảnh phủ", "it is an image"),
    "PhotoOverlay": ("là ảnh phủ", "it is an image"),
}
_SHAPES = ("Point", "LineString", "LinearRing", "Polygon", "MultiGeometry", "Model")
_MULTI: Mapping[str, Callable[..., Any]] = {
    "Polygon": shapely.multipolygons,
    "LineString": shapely.multilinestrings,
    "Point": shapely.multipoints,
}
_TRACKS = ("Track", "MultiTrack")


def read_kml(data: bytes, source: Source) -> Grid:
    """Return the placemarks of a KML document as rows.

    Parameters
    ----------
    data : bytes
        The whole document.
    source : Source
        Its name, for messages.

    Returns
    -------
    Grid
        Columns ``name``, ``folder`` and ``description`` where they are used, and those
        of ExtendedData or of a description that is one table of two columns. The
        system is WGS 84, as the format declares.

    Raises
    ------
    BadFile
        It is damaged, declares entities, or has too many placemarks.

    Examples
    --------
    >>> point = "<Point><coordinates>106.76,21.85</coordinates></Point>"
    >>> text = f"<kml><Placemark><name>Kho</name>{point}</Placemark></kml>"
    >>> made = read_kml(text.encode(), Source("a.kml"))
    >>> made.header, made.rows, made.shapes[0].wkt, made.epsg
    (('name',), [(1, ['Kho'])], 'POINT (106.76 21.85)', 4326)
    """
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        reason = "KML có khai báo DOCTYPE"
        raise BadFile(reason, file=source.file, cure=_CURE)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as trouble:
        reason, row = "KML hỏng", trouble.lineno
        raise BadFile(reason, file=source.file, row=row, cure=_CURE) from trouble
    marks = list(_placemarks(root, "", source))
    if len(marks) > MOST_FEATURES:
        raise too_many(source.file)
    rows = [_values(mark, folder) for mark, folder in marks]
    header = list(dict.fromkeys(n for row in rows for n in row if n != "name"))
    if any(row["name"] for row in rows) or not rows:
        header = ["name", *header]
    columns = [[row.get(name) for row in rows] for name in header]
    shapes = np.full(len(marks), None, dtype=object)
    for at, (mark, _) in enumerate(marks):
        shapes[at] = _wkb(mark)
    return layer_grid(source, header, columns, shapes, System(4326, name="WGS 84"))


def _tag(element: Any) -> str:  # noqa: ANN401
    tag = element.tag
    return etree.QName(tag).localname if isinstance(tag, str) else ""


def _child(element: Any, name: str) -> Any:  # noqa: ANN401
    return next((one for one in element if _tag(one) == name), None)


def _text(element: Any, name: str) -> str:  # noqa: ANN401
    found = _child(element, name)
    return "" if found is None else "".join(found.itertext()).strip()


def _placemarks(element: Any, folder: str, source: Source) -> Iterator[tuple[Any, str]]:  # noqa: ANN401
    for one in element:
        tag = _tag(one)
        if tag == "Placemark":
            yield one, folder
        elif tag in _FOLDERS:
            name = _text(one, "name") if tag == "Folder" else ""
            inside = " / ".join(part for part in (folder, name) if part)
            yield from _placemarks(one, inside, source)
        elif tag in _PARTS:
            part = f"{tag} {_text(one, 'name')}".strip()[:60]
            why, why_en = _PARTS[tag]
            source.say(
                "QH-D16.part_not_read", value=part, part=part, why=why, why_en=why_en
            )


def _values(mark: Any, folder: str) -> Mapping[str, str]:  # noqa: ANN401
    made = {"name": _text(mark, "name")}
    if folder:
        made["folder"] = folder
    data = _child(mark, "ExtendedData")
    for one in data.iter() if data is not None else ():
        name = str(one.get("name") or "").strip()
        if _tag(one) == "Data" and name:
            made.setdefault(name, _text(one, "value"))
        elif _tag(one) == "SimpleData" and name:
            made.setdefault(name, "".join(one.itertext()).strip())
    words = _text(mark, "description")
    table = _table(words)
    for name, value in table.items():
        made.setdefault(name, value)
    if words and not table:
        made["description"] = words
    return made


def _table(text: str) -> dict[str, str]:
    """Return a description that is one table of names and values, else nothing."""
    if "<t" not in text.lower() or len(text) > _MOST_DESCRIPTION:
        return {}
    try:
        root = html.fragment_fromstring(text, create_parent="div")
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return {}
    if len(root.findall(".//table")) != 1:
        return {}
    made: dict[str, str] = {}
    for row in root.iter("tr"):
        cells = [" ".join(c.itertext()).strip() for c in row if c.tag in ("td", "th")]
        if len(cells) != 2 or not cells[0] or cells[0] in made:
            return {}
        made[cells[0].rstrip(":").strip()] = cells[1]
    outside = "".join(root.itertext()).strip()
    inside = "".join(root.find(".//table").itertext()).strip()
    return made if outside == inside else {}


def _wkb(mark: Any) -> bytes | None:  # noqa: ANN401
    """Return the shape of a placemark; nothing readable where it is broken."""
    found = [one for one in mark if _tag(one) in _SHAPES or _tag(one) in _TRACKS]
    if not found:
        return None
    try:
        shapes = [_shape(one) for one in found]
    except (ValueError, shapely.errors.GEOSException):
        return b""
    shape = shapes[0] if len(shapes) == 1 else shapely.GeometryCollection(shapes)
    data: bytes = shapely.to_wkb(shape)
    return data


def _shape(element: Any) -> BaseGeometry:  # noqa: ANN401
    tag = _tag(element)
    if tag == "MultiGeometry":
        parts = [_shape(one) for one in element if _tag(one) in _SHAPES]
        return _together(parts)
    if tag == "Polygon":
        outer = _child(element, "outerBoundaryIs")
        holes = [one for one in element if _tag(one) == "innerBoundaryIs"]
        rings = [_points(ring) for one in holes for ring in one]
        if outer is None or not len(outer):
            raise ValueError
        return shapely.Polygon(_points(outer[0]), rings)
    points = _points(element)
    if tag == "Point":
        if len(points) != 1:
            raise ValueError
        return shapely.Point(points[0])
    if tag in ("LineString", "LinearRing"):
        return shapely.LineString(points)
    raise ValueError


def _together(parts: list[BaseGeometry]) -> BaseGeometry:
    kinds = {part.geom_type for part in parts}
    kind = kinds.pop() if len(kinds) == 1 else ""
    made: BaseGeometry = _MULTI.get(kind, shapely.geometrycollections)(parts)
    return made


def _points(element: Any) -> NDArray[np.float64]:  # noqa: ANN401
    words = _text(element, "coordinates").split()
    points = [[float(number) for number in word.split(",")] for word in words]
    widths = {len(point) for point in points}
    if not points or not widths <= {2, 3}:
        raise ValueError
    if len(widths) > 1:
        points = [point[:2] for point in points]
    return np.array(points, dtype=float)
