"""Own the seam between an answer and GeoJSON: projects, and evidence beside them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

__all__ = ["to_geojson"]

Geometry = Mapping[str, Any]
Ring = Sequence[Sequence[float]]


def to_geojson(
    answer: Mapping[str, Any], *, shapes: Mapping[str, Geometry | None]
) -> dict[str, Any]:
    """Return an answer as features: one a project, one a verdict with shared ground.

    Parameters
    ----------
    answer : Mapping
        The answer of a check.
    shapes : Mapping
        Project id to its GeoJSON geometry in WGS 84 degrees, longitude first; a project
        without one becomes a feature without geometry.

    Returns
    -------
    dict
        A FeatureCollection; ``features`` is an iterator where ``projects`` is one.
        A project has ``kind`` ``programme``, ``project``, ``task`` or ``plan`` and the
        ``rules`` it does not conform to; shared ground has ``kind`` ``evidence``.
        Rings turn as RFC 7946 says: outer ones against the clock.

    Examples
    --------
    >>> ring = [[0, 0], [0, 1], [1, 1], [0, 0]]
    >>> square = {"type": "Polygon", "coordinates": [ring]}
    >>> project = {"id": "P1", "name": "Kho", "kind": "project", "verdicts": []}
    >>> made = to_geojson({"projects": [project]}, shapes={"P1": square})
    >>> made["features"][0]["geometry"]["coordinates"]
    [[[0, 0], [1, 1], [0, 1], [0, 0]]]
    >>> to_geojson({"projects": [project]}, shapes={})["features"][0]["geometry"]
    """
    head = {key: answer[key] for key in ("plan", "on", "known") if key in answer}
    if answer.get("fictional"):
        head["fictional"] = True
    projects = answer["projects"]
    made = _features(projects, shapes, marked=bool(answer.get("fictional")))
    listed = isinstance(projects, Sequence)
    features = list(made) if listed else made
    return {"type": "FeatureCollection", **head, "features": features}


def _features(
    projects: Any,  # noqa: ANN401
    shapes: Mapping[str, Geometry | None],
    *,
    marked: bool,
) -> Iterator[dict[str, Any]]:
    mark = {"fictional": "GIẢ ĐỊNH"} if marked else {}
    for project in projects:
        key = str(project["id"])
        yield _feature(key, shapes.get(key), _project(project) | mark)
        for at, verdict in enumerate(project.get("verdicts") or (), start=1):
            if verdict.get("geometry"):
                name = f"{key}/{verdict.get('rule', '')}/{at}"
                said = _evidence(key, verdict) | mark
                yield _feature(name, verdict["geometry"], said)


def _feature(
    key: str, geometry: Geometry | None, properties: Mapping[str, Any]
) -> dict[str, Any]:
    turned = _turn(geometry) if geometry else None
    return {"type": "Feature", "id": key, "geometry": turned, "properties": properties}


def _project(project: Mapping[str, Any]) -> dict[str, Any]:
    verdicts = project.get("verdicts") or ()
    rules = {v.get("rule") for v in verdicts if v.get("outcome") != "conforms"}
    names = ("id", "name", "kind", "outcome", "force")
    return {name: project.get(name) for name in names} | {"rules": sorted(rules)}


def _evidence(project: str, verdict: Mapping[str, Any]) -> dict[str, Any]:
    said = verdict.get("sentence") or {}
    other = verdict.get("other") or {}
    measure = verdict.get("measure") or {}
    names = ("rule", "outcome", "force", "reason")
    return {
        "kind": "evidence",
        "project": project,
        **{name: verdict.get(name) for name in names},
        "sentence_vi": said.get("vi"),
        "sentence_en": said.get("en"),
        "other_kind": other.get("kind"),
        "other_id": other.get("id"),
        **{name: measure.get(name) for name in ("area_m2", "length_m", "share")},
        "tolerance_m": verdict.get("tolerance_m"),
    }


def _turn(geometry: Geometry) -> Geometry:
    kind = geometry.get("type")
    if kind == "Polygon":
        return {"type": kind, "coordinates": _rings(geometry["coordinates"])}
    if kind == "MultiPolygon":
        parts = [_rings(part) for part in geometry["coordinates"]]
        return {"type": kind, "coordinates": parts}
    if kind == "GeometryCollection":
        return {"type": kind, "geometries": [_turn(g) for g in geometry["geometries"]]}
    return geometry


def _rings(rings: Sequence[Ring]) -> list[list[Sequence[float]]]:
    return [
        list(ring) if (_doubled_area(ring) >= 0) == (at == 0) else list(ring)[::-1]
        for at, ring in enumerate(rings)
    ]


def _doubled_area(ring: Ring) -> float:
    if not ring:
        return 0.0
    x, y = ring[0][:2]
    return sum(
        (here[0] - x) * (there[1] - y) - (there[0] - x) * (here[1] - y)
        for here, there in pairwise(ring)
    )
