"""Compare what intake makes of a file with what a careful clerk wrote down for it."""

from __future__ import annotations

import contextlib
import io
import json
import sys
from unittest import mock

import shapely
import yaml

from quyhoach.cli.main import main
from quyhoach.intake.plans import read_plan

KINDS = {"polygon": (3, 6), "line": (1, 5), "point": (0, 4)}
FIELDS = ("id", "name_en", "capital_dong", "area_ha", "length_km", "owner", "sector")


def truths(path):
    return yaml.safe_load(path.read_text("utf-8"))


def run(truth, folder, work):
    """Return exit code, answer (or None) and the words on standard error."""
    words = ["intake", str(folder / truth["file"]), "--format", "json"]
    if truth.get("crs"):
        words += ["--crs", str(truth["crs"])]
    out, err, code = io.StringIO(), io.StringIO(), 0
    with (
        contextlib.chdir(work),
        contextlib.redirect_stdout(out),
        contextlib.redirect_stderr(err),
        mock.patch.object(sys, "argv", ["quyhoach", *words]),
    ):
        try:
            main()
        except SystemExit as end:
            code = end.code
    answer = None
    with contextlib.suppress(ValueError):
        answer = json.loads(out.getvalue())
    return code, answer, err.getvalue()


def compare(truth, code, answer, words):
    """Yield every way in which an answer is not what the clerk wrote down."""
    if "Traceback" in words or code == 3:
        yield "it fell over"
    allowed = truth["exit"] if isinstance(truth["exit"], list) else [truth["exit"]]
    if truth.get("refusal_ok") and code == 2:
        if "→" not in words:
            yield "refused without a cure"
        return
    if code not in allowed:
        yield f"exit {code}, not {allowed}: {words.strip()[:160]}"
    if code == 2 or truth.get("refused"):
        if answer and answer["projects"]:
            yield "refused, and yet there are projects"
        if "→" not in words and not any(
            i["cure"] for i in (answer or {}).get("issues", ())
        ):
            yield "refused without a cure"
    if answer is None:
        if truth.get("projects"):
            yield "nothing was read"
        elif truth.get("must_mention"):
            yield from _mentions(truth, [], words)
        return
    yield from _projects(truth, answer["projects"])
    yield from _mentions(truth, answer["issues"], words)


def _projects(truth, found):
    names = [one["name"] for one in found]
    if "count" in truth and len(found) != truth["count"]:
        yield f"{len(found)} projects, not {truth['count']}: {names}"
    if "count_between" in truth:
        low, high = truth["count_between"]
        if not low <= len(found) <= high:
            yield f"{len(found)} projects, not {low} to {high}"
    yield from (
        f"a project {name!r}" for name in truth.get("must_not", ()) if name in names
    )
    for wanted in truth.get("projects", ()):
        one = _find(wanted, found)
        if one is None:
            yield f"no project {wanted.get('name') or wanted.get('name_contains')!r}"
        else:
            yield from (
                f"{one['name'][:40]}: {fault}" for fault in _values(wanted, one)
            )


def _find(wanted, found):
    if "name" in wanted:
        some = [p for p in found if p["name"] == wanted["name"]]
    else:
        some = [p for p in found if wanted["name_contains"] in p["name"]]
    if len(some) > 1 and wanted.get("id"):
        some = [p for p in some if p["id"] == wanted["id"]]
    return some[0] if some else None


def _values(wanted, one):
    undecided = set(wanted.get("undecided", ()))
    if_given = wanted.get("if_given", {})
    for name in FIELDS:
        if name in wanted and one.get(name) != wanted[name]:
            yield f"{name} is {one.get(name)!r}, not {wanted[name]!r}"
    begin, _, end = one["period"].partition("/")
    for name, text in (("begin", begin), ("end", end)):
        if name in wanted:
            year = int(text[:4]) if text[:4].isdigit() else None
            if year != wanted[name]:
                yield f"{name} is {year}, not {wanted[name]}"
    for name in undecided - {"geometry", "units"}:
        value = {"begin": begin, "end": end}.get(name, one.get(name))
        given = value not in (None, "", [], ())
        if given and not (name in if_given and _like(value, if_given[name])):
            yield f"{name} was guessed: {value!r}"
    named = wanted.get("units_named") or if_given.get("units_named")
    if "units" in undecided and one["units"]:
        yield from _units(named or [], one["units"])
    elif "units" not in undecided and named:
        yield from _units(named, one["units"])
    if "geometry" not in undecided:
        yield from _shape(wanted, one["geometry"])
    elif one["geometry"] is not None:
        if "geometry" not in if_given:
            yield "a shape was guessed"
        tolerance = {
            k: wanted[k] for k in ("centroid_tol", "not_repaired") if k in wanted
        }
        yield from _shape({**if_given, **tolerance}, one["geometry"])


def _like(value, given):
    if isinstance(given, float):
        return abs(value - given) <= 0.005 * given
    return value == given


def _units(named, got):
    units = read_plan("langson").units
    allowed = set()
    for name in named:
        codes = {u.code for u in units.all if u.name.casefold() == name.casefold()}
        codes |= {code for c in codes for code in units.by_code[c].became}
        if not codes & set(got):
            yield f"units {got} do not hold {name}"
        allowed |= codes
    if set(got) - allowed:
        yield f"units {got} hold more than {named}"


def _shape(wanted, geometry):
    if wanted.get("geometry_none") or (
        "geometry" in wanted and wanted["geometry"] is None
    ):
        if geometry is not None:
            yield "a shape, and there is none"
        return
    if geometry is None:
        if "geometry" in wanted and not wanted.get("not_repaired"):
            yield "no shape"
        return
    shape = shapely.from_geojson(json.dumps(geometry))
    kind = wanted.get("geometry", "any")
    if (
        kind != "any"
        and shape.geom_type
        and shapely.get_type_id(shape) not in KINDS[kind]
    ):
        yield f"a {shape.geom_type}, not a {kind}"
    if wanted.get("not_repaired") and shape.is_valid:
        yield "the crossing shape was mended"
    if "centroid" in wanted:
        near = wanted.get("centroid_tol", 0.0005)
        away = shapely.distance(shape.centroid, shapely.Point(wanted["centroid"]))
        if away > near:
            yield f"centroid {shape.centroid.wkt}, not {wanted['centroid']}"


def _mentions(truth, issues, words):
    for must in truth.get("must_mention", ()):
        said = []
        for one in issues:
            text = " ".join(
                str(one.get(k, ""))
                for k in (
                    "value",
                    "column",
                    "reason",
                    "reason_en",
                    "cure",
                    "cure_en",
                    "sheet",
                    "layer",
                )
            )
            if must.get("row") is None or one["row"] == must["row"]:
                said.append(text.casefold())
        if must.get("row") is None:
            said.append(words.casefold())
        if not any(
            w.strip().casefold() in text
            for w in str(must["about"]).split("|")
            for text in said
        ):
            yield f"nothing said of {must}"
