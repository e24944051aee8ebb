"""Answers of several days as the map page holds them: every sentence kept once."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import shapely

from quyhoach.plan import Plan
from quyhoach.reports.map_ground import Frame, box_of, path
from quyhoach.reports.map_words import both, citation_key, place_in_law
from quyhoach.space import from_grid, to_grid

__all__ = ["Pool", "day_of"]

Row = dict[str, Any]
_WGS84 = 4326
_GROUND = "ground"
_KEPT = ("rule", "outcome", "force", "other", "measure", "tolerance_m", "needs")


class Pool:
    """Rows held once and named by their place, in the order they came.

    Parameters
    ----------
    plan : Plan
        For the English gists.
    frame : Frame
        Where shared ground is drawn.
    areas : Mapping of (str, str) to float
        Drawn area of what can be the other side, m², by kind and id.
    """

    def __init__(
        self, plan: Plan, frame: Frame, areas: Mapping[tuple[str, str], float]
    ) -> None:
        self.frame = frame
        self._areas = areas
        self._rows: dict[str, list[Row]] = {"verdicts": [], "cites": []}
        self._seen: dict[str, int] = {}
        self._english = {
            (p.instrument, p.gist): p.gist_en for p in plan.provisions if p.gist_en
        }

    def rows(self) -> dict[str, list[Row]]:
        """Return every row, shared ground drawn: ``verdicts`` and ``cites``."""
        held = [row for row in self._rows["verdicts"] if _GROUND in row]
        given = shapely.from_geojson([row.pop(_GROUND) for row in held])
        drawn = to_grid(np.asarray(given, dtype=object), epsg=_WGS84)
        inside = shapely.point_on_surface(drawn)
        places = zip(held, drawn, inside, from_grid(inside), strict=True)
        for row, shape, point, degrees in places:
            if shape is None or shape.is_empty:
                continue
            row["d"], row["b"] = path(shape, self.frame), box_of(shape, self.frame)
            north_east = (round(point.y, 1), round(point.x, 1))
            row["pt"] = [*north_east, round(degrees.y, 6), round(degrees.x, 6)]
            row.update(self._share_of_other(row))
        return self._rows

    def _share_of_other(self, row: Row) -> Row:
        other, measure = row.get("other") or {}, row.get("measure") or {}
        whole = self._areas.get((str(other.get("kind")), str(other.get("id"))), 0.0)
        shared = measure.get("area_m2") or 0.0
        return {"so": round(min(shared / whole, 1), 6)} if shared and whole else {}

    def _keep(self, table: str, row: Row) -> int:
        key = table + json.dumps(row, ensure_ascii=False, sort_keys=True)
        if key not in self._seen:
            self._seen[key] = len(self._rows[table])
            self._rows[table].append(row)
        return self._seen[key]

    def citation(self, given: Mapping[str, Any]) -> int:
        """Return the place of a citation."""
        gist = str(given.get("gist") or "")
        english = self._english.get((str(given["instrument"]), gist), "")
        row: Row = {
            "no": given["number"],
            "by": given["issuer"],
            "date": given["date"],
            "at": place_in_law(str(given.get("provision") or "")),
            "from": given.get("in_force_from") or "",
            "to": given.get("in_force_to") or "",
            "text": given.get("text") or "missing",
            "gist": both(gist, english),
        }
        return self._keep("cites", row)

    def verdict(self, given: Mapping[str, Any]) -> int:
        """Return the place of a verdict."""
        row: Row = {name: given[name] for name in _KEPT if given.get(name)}
        sentence = given.get("sentence") or {}
        row["said"] = both(sentence.get("vi") or given["reason"], sentence.get("en"))
        seen: dict[tuple[str, ...], Mapping[str, Any]] = {}
        for one in given["citations"]:
            seen.setdefault(citation_key(one), one)
        row["cites"] = [self.citation(one) for one in seen.values()]
        if row.get("tolerance_m"):
            row["from"] = given.get("tolerance_from") or ""
        if given.get("review"):
            row["review"] = 1
        parameters = given.get("parameters") or {}
        if parameters.get("needs"):
            row["ask"] = both(parameters["needs"], parameters.get("needs_en"))
        if given.get("geometry"):
            row[_GROUND] = json.dumps(given["geometry"])
        return self._keep("verdicts", row)


def day_of(answer: Mapping[str, Any], pool: Pool, rows: Mapping[str, int]) -> Row:
    """Return one day: outcome, force and verdicts of each project by its row.

    Parameters
    ----------
    answer : Mapping
        The answer of that day.
    pool : Pool
        Where its verdicts and citations go.
    rows : Mapping
        Project id to row.

    Returns
    -------
    dict
        ``v``: row to ``[outcome, force, verdicts]``; ``not``: row to reason;
        ``issues``, ``ask`` as answered.
    """
    judged = {
        rows[p["id"]]: [
            p["outcome"],
            p["force"],
            [pool.verdict(v) for v in p["verdicts"]],
        ]
        for p in answer["projects"]
        if p["id"] in rows
    }
    left = {
        rows[p["id"]]: [p["reason"], p.get("period") or ""]
        for p in answer.get("not_judged", ())
        if p["id"] in rows
    }
    return {
        "on": str(answer["on"]),
        "known": str(answer["known"]),
        "v": judged,
        "not": left,
        "issues": list(answer.get("issues", ())),
        "rules": answer.get("summary", {}).get("by_rule", {}),
        "ask": _asked(answer.get("ask", ())),
    }


def _asked(lines: Sequence[Mapping[str, Any]]) -> list[Row]:
    return [
        {
            "what": both(line["what"], line.get("what_en")),
            "kind": line.get("kind", ""),
            "settles": line["settles"],
            "ids": list(dict.fromkeys(v["project"] for v in line["verdicts"])),
        }
        for line in lines
    ]
