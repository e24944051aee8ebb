"""What a reader can look up on the map page besides projects and zones."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from quyhoach.law import Instrument, Provision
from quyhoach.plan import Unit
from quyhoach.reports.map_ground import Frame, Point, box_of
from quyhoach.reports.map_places import Places
from quyhoach.reports.map_words import both, place_in_law

__all__ = ["find_rows"]

Row = dict[str, Any]


def find_rows(places: Places, frame: Frame) -> list[Row]:
    """Return units old and new, gates, towns, corridors and provisions.

    Parameters
    ----------
    places : Places
        Where things stand.
    frame : Frame
        The rectangle drawn.

    Returns
    -------
    list of dict
        ``k`` kind, ``id``, ``n`` names, ``p`` a point where there is one, ``b`` a box
        where it has a length, ``x`` pairs of a word of the page and a value. Names
        that are not known are left out, never empty.
    """
    found = [
        *_units(places, frame),
        *_gates(places, frame),
        *_towns(places, frame),
        *_corridors(places, frame),
        *_provisions(places),
    ]
    return [{key: value for key, value in row.items() if value} for row in found]


def _at(point: Point | None, frame: Frame) -> list[float] | None:
    return None if point is None else frame.at(*point)


def _facts(*pairs: tuple[str, object]) -> list[list[Any]]:
    return [[word, value] for word, value in pairs if value]


def _text(day: date | None) -> str:
    return day.isoformat() if day else ""


def _units(places: Places, frame: Frame) -> Iterator[Row]:
    by_code = places.plan.units.by_code
    for unit in places.plan.units.all:
        became = [by_code[code].name for code in unit.became if code in by_code]
        facts = (
            ("district", unit.district),
            ("province", unit.province if not unit.atoms else ""),
            ("began", _text(unit.begin)),
            ("ended", _text(unit.end)),
            ("became", ", ".join(became)),
            ("held", ", ".join(_held(places, unit))),
        )
        yield {
            "k": "unit",
            "id": unit.code,
            "n": both(unit.name),
            "old": 1 if unit.end else 0,
            "p": _at(places.of_unit(unit.code), frame),
            "x": _facts(*facts),
        }


def _held(places: Places, unit: Unit) -> list[str]:
    return [one.name for one in places.plan.units.all if unit.code in one.became]


def _gates(places: Places, frame: Frame) -> Iterator[Row]:
    points = {str(row["id"]): point for row, point in places.gates}
    for row in places.rows("gates"):
        unit = places.plan.units.by_code.get(str(row.get("unit") or ""))
        facts = (
            ("kind", str(row.get("kind") or "")),
            ("opposite", str(row.get("opposite") or "")),
            ("markers", str(row.get("markers") or "")),
            ("units", unit.name if unit else ""),
        )
        key = str(row["id"])
        yield {
            "k": "gate",
            "id": key,
            "n": both(row["name"], row.get("name_en")),
            "p": _at(points.get(key), frame),
            "x": _facts(*facts),
        }


def _towns(places: Places, frame: Frame) -> Iterator[Row]:
    points = {str(row["id"]): point for row, point in places.towns}
    for row in places.rows("towns"):
        key = str(row["id"])
        yield {
            "k": "town",
            "id": key,
            "n": both(row["name"], row.get("name_en")),
            "p": _at(points.get(key), frame),
            "x": _facts(("class_2030", str(row.get("class_2030") or ""))),
        }


def _corridors(places: Places, frame: Frame) -> Iterator[Row]:
    lines = {str(row["id"]): shape for row, shape in places.corridors}
    for row in places.rows("corridors"):
        line = lines.get(str(row["id"]))
        box = box_of(line, frame) if line is not None else None
        middle = [(box[0] + box[2]) / 2, (box[1] + box[3]) / 2] if box else None
        yield {
            "k": "corridor",
            "id": str(row["id"]),
            "n": both(row["name"], row.get("name_en")),
            "p": middle,
            "b": box,
            "x": _facts(("follows", str(row.get("follows") or ""))),
        }


def _provisions(places: Places) -> Iterator[Row]:
    plan = places.plan
    for one in plan.provisions:
        paper = plan.instruments[plan.instrument_row(one.instrument)]
        yield {
            "k": "provision",
            "id": one.id,
            "n": _cited(one, paper),
            "no": paper.number,
            "at": place_in_law(_place(one)),
            "x": _facts(
                ("gist", both(one.gist, one.gist_en) if one.gist else None),
                ("instrument", paper.title),
                ("issuer", paper.issuer),
                ("began", _text(one.in_force_from or paper.in_force_from)),
                ("ended", _text(one.in_force_to or paper.in_force_to)),
            ),
        }


def _place(one: Provision) -> str:
    parts = (one.article, one.clause, one.point)
    return ".".join(part for part in parts if part) or one.anchor


def _cited(one: Provision, paper: Instrument) -> list[str]:
    return [f"{paper.number} {where}".strip() for where in place_in_law(_place(one))]
