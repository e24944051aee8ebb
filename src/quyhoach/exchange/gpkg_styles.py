"""Own the looks of a GeoPackage in QGIS: one style a layer, in the office's colours."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

# only written, never parsed
from xml.etree.ElementTree import Element, SubElement, tostring  # nosec B405

from quyhoach.exchange.project_list import MARK

__all__ = ["COLOURS", "OUTCOMES", "ZONES", "Style", "qml"]

COLOURS: Mapping[str, str] = {
    "conforms": "#00776b",
    "conflicts": "#98121b",
    "silent": "#333d52",
    "unknown": "#8a5d00",
    "not_judged": "#7b858f",
    "assumed": "#66297c",
    "band": "#cfe0f0",
    "band-line": "#5b87b3",
    "ink": "#1a2026",
    "halo": "#ffffff",
}
"""As in the page's ``tokens.css``; ``not_judged`` is its ``line-2``."""

OUTCOMES: Mapping[str, str] = {
    "conflicts": "Mâu thuẫn",
    "unknown": "Chưa rõ",
    "silent": "Ngoài quy hoạch",
    "conforms": "Phù hợp",
    "not_judged": "Không xét",
}
"""Outcome to its word in the legend, the gravest first."""

ZONES: Mapping[str, str] = {
    "exact": "Ranh giới chính xác",
    "approximate": "Ranh giới gần đúng",
    "indicative": "Ranh giới minh họa, không đo được",
}
"""How well a zone's shape is known to its words in the legend."""

_KINDS = {2: "fill", 1: "line", 0: "marker"}
_GEOMETRY = {2: "2", 1: "1", 0: "0"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """How a layer is drawn.

    Parameters
    ----------
    attribute : str
        Column whose value chooses the category.
    categories : Mapping
        Value to its word in the legend.
    dimension : int
        2 areas, 1 lines, 0 points.
    label : str
        Column that names an object on the map; empty for none.
    aliases : Sequence
        (column, what a person calls it).
    fictional : bool
        Every word of the legend and every label says GIẢ ĐỊNH.
    """

    attribute: str
    categories: Mapping[str, str]
    dimension: int
    label: str = ""
    aliases: Sequence[tuple[str, str]] = ()
    fictional: bool = False


def qml(style: Style) -> str:
    """Return a style as QGIS reads it.

    Parameters
    ----------
    style : Style
        How the layer is drawn.

    Returns
    -------
    str
        QML: a categorised renderer, labels, and aliases of the columns. What is only
        indicative is hatched or dashed.

    Examples
    --------
    >>> made = qml(Style(attribute="ket_qua", categories=OUTCOMES, dimension=2))
    >>> 'attr="ket_qua"' in made, made.count("<category ")
    (True, 5)
    """
    root = Element("qgis", version="3.28.0", styleCategories="AllStyleCategories")
    renderer = SubElement(
        root,
        "renderer-v2",
        type="categorizedSymbol",
        attr=style.attribute,
        symbollevels="0",
        enableorderby="0",
        forceraster="0",
    )
    categories = SubElement(renderer, "categories")
    symbols = SubElement(renderer, "symbols")
    for at, (value, word) in enumerate(style.categories.items()):
        label = f"{word} ({MARK})" if style.fictional else word
        SubElement(
            categories,
            "category",
            value=value,
            label=label,
            symbol=str(at),
            render="true",
            type="string",
        )
        _symbol(symbols, str(at), value, style.dimension)
    if style.label:
        _labels(root, style)
    aliases = SubElement(root, "aliases")
    for at, (column, name) in enumerate(style.aliases):
        SubElement(aliases, "alias", field=column, index=str(at), name=name)
    SubElement(root, "layerGeometryType").text = _GEOMETRY[style.dimension]
    text = tostring(root, encoding="unicode")
    return f"<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n{text}\n"


def _symbol(symbols: Element, name: str, value: str, dimension: int) -> None:
    symbol = SubElement(
        symbols,
        "symbol",
        name=name,
        type=_KINDS[dimension],
        alpha="1",
        clip_to_extent="1",
        force_rhr="0",
    )
    for kind, options in _layers(value, dimension):
        layer = SubElement(symbol, "layer", {"class": kind}, enabled="1", locked="0")
        layer.set("pass", "0")
        of = SubElement(layer, "Option", type="Map")
        for key, said in options.items():
            SubElement(of, "Option", name=key, value=said, type="QString")


def _layers(value: str, dimension: int) -> Sequence[tuple[str, Mapping[str, str]]]:
    zone = value in ZONES
    line = _rgba(COLOURS["band-line"] if zone else COLOURS[value], 255)
    dashed = "solid" if value not in ("indicative", "approximate") else "dash"
    if dimension == 1:
        pen = {"line_color": line, "line_width": "0.8", "line_style": dashed}
        return [("SimpleLine", {**pen, "line_width_unit": "MM"})]
    if dimension == 0:
        point = {"name": "circle", "color": line, "size": "3", "size_unit": "MM"}
        return [
            (
                "SimpleMarker",
                {**point, "outline_color": _rgba(COLOURS["halo"], 255)},
            )
        ]
    fill = COLOURS["band"] if zone else COLOURS[value]
    return [
        (
            "SimpleFill",
            {
                "color": line if value == "indicative" else _rgba(fill, 110),
                "style": "b_diagonal" if value == "indicative" else "solid",
                "outline_color": line,
                "outline_style": dashed,
                "outline_width": "0.4",
                "outline_width_unit": "MM",
            },
        )
    ]


def _labels(root: Element, style: Style) -> None:
    labeling = SubElement(root, "labeling", type="simple")
    settings = SubElement(labeling, "settings", calloutType="simple")
    said = f"'{MARK} · ' || \"{style.label}\"" if style.fictional else style.label
    text = SubElement(
        settings,
        "text-style",
        fieldName=said,
        isExpression="1" if style.fictional else "0",
        fontFamily="Be Vietnam Pro",
        fontSize="8",
        fontSizeUnit="Point",
        textColor=_rgba(COLOURS["assumed" if style.fictional else "ink"], 255),
        textOpacity="1",
    )
    SubElement(
        text,
        "text-buffer",
        bufferDraw="1",
        bufferSize="1",
        bufferSizeUnits="MM",
        bufferColor=_rgba(COLOURS["halo"], 255),
        bufferOpacity="1",
    )


def _rgba(colour: str, alpha: int) -> str:
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return f"{red},{green},{blue},{alpha}"
