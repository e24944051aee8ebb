"""Units of every era over one set of atoms, from the package's tables."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from quyhoach.plan import Unit, Units
from quyhoach.space import Places

__all__ = ["places", "units"]

Row = Mapping[str, Any]
Ground = tuple[frozenset[int], bool]


def units(rows: Sequence[Row], links: Sequence[Row]) -> Units:
    """Return the units with the atoms each lies in.

    Parameters
    ----------
    rows, links : Sequence of Mapping
        Typed rows of ``units`` and ``unit_links``.

    Returns
    -------
    Units
        An atom is one old commune inside one present one; a unit with neither part
        nor successor is an atom of its own, a unit outside the province has none.
    """
    inside = _home(rows)
    ground = _Ground(rows, links, inside)
    became: dict[str, list[str]] = {}
    for link in links:
        became.setdefault(link["old"], []).append(link["new"])
    return Units(
        tuple(
            Unit(
                code=row["code"],
                name=row["name"],
                type=row["type"],
                era=row["era"],
                begin=row["begin"],
                end=row["end"],
                district=";".join((row["district"] or "").split(";")),
                province=row["province"],
                atoms=ground.of(row["code"])[0],
                exact=ground.of(row["code"])[1],
                lat=row["lat"],
                lon=row["lon"],
                became=tuple(became.get(row["code"], ())),
            )
            for row in rows
        )
    )


def _home(rows: Sequence[Row]) -> set[str]:
    parents = {row["parent"] for row in rows if row["parent"]}
    lowest = {"xã", "phường", "thị trấn"}
    return {r["code"] for r in rows if r["type"] in lowest or r["code"] in parents}


class _Ground:
    """Works out atoms once: links first, then children, then successors."""

    def __init__(
        self, rows: Sequence[Row], links: Sequence[Row], inside: set[str]
    ) -> None:
        self._inside = inside
        self._last = max((row["era"] for row in rows), default="")
        self._era = {row["code"]: row["era"] for row in rows}
        self._links = links
        self._children: dict[str, list[str]] = {}
        for row in rows:
            self._children.setdefault(row["parent"] or "", []).append(row["code"])
        self._direct = self._number(rows)
        self._done: dict[str, Ground] = {}

    def _number(self, rows: Sequence[Row]) -> dict[str, set[int]]:
        direct: dict[str, set[int]] = {}
        final = [x for x in self._links if self._is_commune_link(x)]
        for number, link in enumerate(final):
            for code in (link["old"], link["new"]):
                direct.setdefault(code, set()).add(number)
        linked = {x["old"] for x in self._links} | {x["new"] for x in self._links}
        number = len(final)
        for row in rows:
            alone = row["code"] in self._inside and row["code"] not in linked
            if alone and row["code"] not in self._children:
                direct[row["code"]] = {number}
                number += 1
        return direct

    def _is_commune_link(self, link: Row) -> bool:
        both = link["old"] in self._inside and link["new"] in self._inside
        latest = self._era.get(link["new"]) == self._last
        return both and latest and link["new"] not in self._children

    def of(self, code: str) -> Ground:
        if code not in self._done:
            self._done[code] = (frozenset(), True)
            self._done[code] = self._work_out(code)
        return self._done[code]

    def _work_out(self, code: str) -> Ground:
        if code in self._direct:
            return frozenset(self._direct[code]), True
        if code in self._children:
            return self._union(self.of(child) for child in self._children[code])
        after = [link for link in self._links if link["old"] == code]
        found, exact = self._union(self.of(link["new"]) for link in after)
        return found, exact and all(self._only(link) for link in after)

    def _only(self, link: Row) -> bool:
        before = [x for x in self._links if x["new"] == link["new"]]
        return link["part"] == "whole" and len(before) == 1

    @staticmethod
    def _union(some: Iterable[Ground]) -> Ground:
        pairs = list(some)
        atoms = frozenset[int]().union(*(atoms for atoms, _ in pairs))
        return atoms, all(exact for _, exact in pairs)


def places(codes: Sequence[Iterable[tuple[str, bool]]], known: Units) -> Places:
    """Return the places of things known by their units.

    Parameters
    ----------
    codes : Sequence
        For each thing its unit codes, each with whether it takes in the whole unit.
    known : Units
        The units of the package.

    Returns
    -------
    Places
        A unit that is itself only a part of its atoms gives parts.
    """
    wholes: list[set[int]] = []
    parts: list[set[int]] = []
    for some in codes:
        whole: set[int] = set()
        part: set[int] = set()
        for code, entire in some:
            unit = known.by_code[code]
            (whole if entire and unit.exact else part).update(unit.atoms)
        wholes.append(whole)
        parts.append(part - whole)
    return Places.of(wholes, parts)
