"""Addresses of the OGC API: landing page, conformance, collections, items."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

import numpy as np
import shapely
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from numpy.typing import NDArray

from quyhoach.actions.hand_out_features import Collection, Features, collections
from quyhoach.space import to_grid
from quyhoach.store.people import Member
from quyhoach.web.ogc.answers import about, feature, link, query
from quyhoach.web.ogc.asked import CRS84, GRID_CRS, Asked, BadAsk, asked, only

__all__ = ["api", "collection", "conformance", "every", "item", "items", "landing"]

_JSON, _GEO = "application/json", "application/geo+json"
_OPENAPI = "application/vnd.oai.openapi+json;version=3.0"
_CONFORMS = (
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/core",
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/geojson",
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/oas30",
    "http://www.opengis.net/spec/ogcapi-features-2/1.0/conf/crs",
)
_ITEMS = ("limit", "offset", "bbox", "bbox-crs", "crs", "datetime")
Plain = dict[str, Any]


class _NotThere(LookupError):
    pass


def _ogc(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Answer what is wrong as JSON: 400 with the reason, 404, 405."""

    @wraps(view)
    def answer(request: HttpRequest, **more: str) -> HttpResponse:
        if request.method not in ("GET", "HEAD", "OPTIONS"):
            return _problem(405, "only GET")
        try:
            return view(request, **more)
        except BadAsk as trouble:
            return _problem(400, str(trouble))
        except _NotThere as trouble:
            return _problem(404, str(trouble))

    return answer


def _problem(status: int, words: str) -> JsonResponse:
    return JsonResponse({"code": str(status), "description": words}, status=status)


def _root(request: HttpRequest) -> str:
    return request.build_absolute_uri("/ogc")


def _member(request: HttpRequest) -> Member | None:
    return Member.objects.filter(user=request.user.pk).select_related("body").first()


def _found(key: str) -> Collection:
    one = collections().get(key)
    if one is None:
        reason = f"no collection {key!r}"
        raise _NotThere(reason)
    return one


def _read(request: HttpRequest, one: Collection) -> Features:
    now = timezone.now()
    return one.read(_member(request), now, timezone.localdate(now))


@_ogc
def landing(request: HttpRequest) -> HttpResponse:
    """Return where everything is."""
    only(request, ("f",))
    root = _root(request)
    links = [
        link(f"{root}/", "self", _JSON),
        link(f"{root}/api", "service-desc", _OPENAPI),
        link(f"{root}/conformance", "conformance", _JSON),
        link(f"{root}/collections", "data", _JSON),
    ]
    words = {"title": "quyhoach", "description": "Dự án và khu vực quy hoạch."}
    return JsonResponse({**words, "links": links})


@_ogc
def conformance(request: HttpRequest) -> HttpResponse:
    """Return which parts of the standard hold here."""
    only(request, ("f",))
    return JsonResponse({"conformsTo": list(_CONFORMS)})


@_ogc
def every(request: HttpRequest) -> HttpResponse:
    """Return all collections."""
    only(request, ("f",))
    root = _root(request)
    found = [about(one, _read(request, one), root) for one in collections().values()]
    links = [link(f"{root}/collections", "self", _JSON)]
    return JsonResponse({"links": links, "collections": found})


@_ogc
def collection(request: HttpRequest, key: str) -> HttpResponse:
    """Return one collection."""
    only(request, ("f",))
    one = _found(key)
    return JsonResponse(about(one, _read(request, one), _root(request)))


@_ogc
def items(request: HttpRequest, key: str) -> HttpResponse:
    """Return the features asked for, a page of them."""
    one = _found(key)
    words = only(request, _ITEMS)
    ask = asked(words)
    features = _read(request, one)
    rows = np.flatnonzero(_within(features, ask) & _timely(features, ask))
    page = rows[ask.offset : ask.offset + ask.limit]
    here = f"{_root(request)}/collections/{one.id}/items"
    links = [
        link(here + query(words), "self", _GEO),
        link(here.removesuffix("/items"), "collection", _JSON),
    ]
    if ask.offset + ask.limit < len(rows):
        more = {**words, "offset": str(ask.offset + ask.limit)}
        links.append(link(here + query(more), "next", _GEO))
    if ask.offset:
        less = {**words, "offset": str(max(0, ask.offset - ask.limit))}
        links.append(link(here + query(less), "prev", _GEO))
    made = {
        "type": "FeatureCollection",
        "timeStamp": timezone.now().isoformat(timespec="seconds"),
        "numberMatched": len(rows),
        "numberReturned": len(page),
        "links": links,
        "features": feature(features, page.tolist(), ask.crs),
    }
    return _geo(made, ask.crs)


@_ogc
def item(request: HttpRequest, key: str, row: str) -> HttpResponse:
    """Return one feature."""
    one = _found(key)
    ask = asked(only(request, ("crs",)))
    features = _read(request, one)
    if row not in features.id:
        reason = f"no feature {row!r} in {key!r}"
        raise _NotThere(reason)
    (made,) = feature(features, [features.id.index(row)], ask.crs, links=True)
    here = f"{_root(request)}/collections/{one.id}"
    made["links"] = [
        link(f"{here}/items/{row}", "self", _GEO),
        link(here, "collection", _JSON),
    ]
    return _geo(made, ask.crs)


def _geo(made: Plain, crs: str) -> HttpResponse:
    response = JsonResponse(made, content_type=_GEO)
    response["Content-Crs"] = f"<{crs}>"
    return response


def _within(features: Features, ask: Asked) -> NDArray[np.bool_]:
    if ask.bbox is None:
        return np.ones(len(features.id), bool)
    box = shapely.box(*ask.bbox)
    if ask.bbox_crs == CRS84:
        fine = np.array([shapely.segmentize(box, 0.05)], object)
        (box,) = to_grid(fine, epsg=4326)
    shapely.prepare(box)
    return np.asarray(shapely.intersects(box, features.shape), bool)


def _timely(features: Features, ask: Asked) -> NDArray[np.bool_]:
    if not ask.timed:
        return np.ones(len(features.id), bool)
    return np.array(
        [
            (ask.end is None or begin is None or begin <= ask.end)
            and (ask.begin is None or end is None or ask.begin <= end)
            for begin, end in features.period
        ],
        bool,
    )


@_ogc
def api(request: HttpRequest) -> HttpResponse:
    """Return the description of this service in OpenAPI."""
    only(request, ("f",))
    response = JsonResponse(_description(_root(request)))
    response["Content-Type"] = _OPENAPI
    return response


def _description(root: str) -> Plain:
    answer = {"200": {"description": "ok"}, "400": {"description": "bad parameter"}}
    there = {**answer, "404": {"description": "not there"}}
    key = _path_parameter("collectionId")
    asks = [_query_parameter(name) for name in _ITEMS]
    return {
        "openapi": "3.0.3",
        "info": {"title": "quyhoach", "version": "1.0"},
        "servers": [{"url": root}],
        "paths": {
            "/": {"get": {"responses": answer}},
            "/conformance": {"get": {"responses": answer}},
            "/collections": {"get": {"responses": answer}},
            "/collections/{collectionId}": {
                "get": {"parameters": [key], "responses": there}
            },
            "/collections/{collectionId}/items": {
                "get": {"parameters": [key, *asks], "responses": there}
            },
            "/collections/{collectionId}/items/{featureId}": {
                "get": {
                    "parameters": [
                        key,
                        _path_parameter("featureId"),
                        _query_parameter("crs"),
                    ],
                    "responses": there,
                }
            },
        },
    }


def _path_parameter(name: str) -> Plain:
    schema = {"type": "string"}
    return {"name": name, "in": "path", "required": True, "schema": schema}


def _query_parameter(name: str) -> Plain:
    schemas: dict[str, Plain] = {
        "limit": {"type": "integer", "minimum": 1, "maximum": 10000, "default": 10},
        "offset": {"type": "integer", "minimum": 0, "default": 0},
        "bbox": {
            "type": "array",
            "minItems": 4,
            "maxItems": 6,
            "items": {"type": "number"},
        },
        "datetime": {"type": "string"},
    }
    systems = {"type": "string", "enum": [CRS84, GRID_CRS], "default": CRS84}
    return {
        "name": name,
        "in": "query",
        "required": False,
        "style": "form",
        "explode": False,
        "schema": schemas.get(name, systems),
    }
