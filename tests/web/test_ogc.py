"""What a map program asks of the OGC API, and what it must be refused."""

import contextlib
import os
import socket
import subprocess
import sys
import time
from urllib.parse import quote
from urllib.request import urlopen

import pyogrio
import pytest
from django.test import Client

from quyhoach.store.facts import ProjectFact
from quyhoach.web.ogc.asked import CRS84, GRID_CRS

ITEMS = "/ogc/collections/luyen_tap-zones/items"


def got(address, client=None, status=200):
    answer = (client or Client()).get(address)
    assert answer.status_code == status, answer.content[:300]
    return answer


def test_the_landing_page_leads_everywhere(office):
    page = got("/ogc/").json()
    rels = {link["rel"]: link for link in page["links"]}
    assert {"self", "service-desc", "conformance", "data"} <= set(rels)
    for link in page["links"]:
        got(link["href"].replace("http://testserver", ""))
    parts = got("/ogc/conformance").json()["conformsTo"]
    assert any(part.endswith("/conf/core") for part in parts)
    assert any(part.endswith("/conf/crs") for part in parts)


def test_a_collection_has_the_extent_of_its_data(office):
    one = got("/ogc/collections/luyen_tap-zones").json()
    west, south, east, north = one["extent"]["spatial"]["bbox"][0]
    everything = got(f"{ITEMS}?limit=1000").json()["features"]
    points = [
        point
        for feature in everything
        if feature["geometry"]
        for point in flat(feature["geometry"]["coordinates"])
    ]
    xs, ys = zip(*points, strict=True)
    assert (min(xs), min(ys), max(xs), max(ys)) == (west, south, east, north)
    assert one["crs"] == [CRS84, GRID_CRS]
    assert {link["rel"] for link in one["links"]} >= {"self", "items"}


def flat(coordinates):
    if isinstance(coordinates[0], int | float):
        yield tuple(coordinates[:2])
    else:
        for part in coordinates:
            yield from flat(part)


def test_every_page_is_walked_once(office):
    seen, address, pages = [], f"{ITEMS}?limit=7", 0
    while address:
        page = got(address.replace("http://testserver", "")).json()
        assert page["numberReturned"] == len(page["features"]) <= 7
        seen += [feature["id"] for feature in page["features"]]
        links = {link["rel"]: link["href"] for link in page["links"]}
        assert all(link["type"] for link in page["links"])
        address, pages = links.get("next"), pages + 1
    assert len(seen) == len(set(seen)) == page["numberMatched"] > 30
    assert pages == -(-len(seen) // 7)


@pytest.mark.parametrize(
    "query",
    [
        "limit=0",
        "limit=-1",
        "limit=x",
        "limit=1&limit=2",
        "nothing=1",
        "bbox=1,2,3",
        "bbox=1,2,3,nan",
        "bbox=2,2,1,3",
        "crs=EPSG:9215",
        "bbox-crs=http://www.opengis.net/def/crs/EPSG/0/4326",
        "datetime=2020",
        "datetime=2024-13-01",
        "datetime=2024-01-02/2024-01-01",
        "offset=-1",
    ],
)
def test_what_is_not_understood_is_refused(office, query):
    assert got(f"{ITEMS}?{query}", status=400).json()["description"]


@pytest.mark.parametrize(
    "address",
    ["/ogc/collections/none", "/ogc/collections/none/items", f"{ITEMS}/none"],
)
def test_what_is_not_there_is_not_found(office, address):
    assert got(address, status=404).json()["code"] == "404"


def test_a_box_finds_the_same_in_both_systems(office):
    one = got(f"{ITEMS}?limit=1000&crs={quote(GRID_CRS, safe='')}")
    assert one.headers["Content-Crs"] == f"<{GRID_CRS}>"
    drawn = [f for f in one.json()["features"] if f["geometry"]]
    xs, ys = zip(*flat(drawn[0]["geometry"]["coordinates"]), strict=True)
    box = f"{min(xs) - 1},{min(ys) - 1},{max(xs) + 1},{max(ys) + 1}"
    grid = quote(GRID_CRS, safe="")
    found = got(f"{ITEMS}?limit=1000&bbox={box}&bbox-crs={grid}").json()
    ids = {feature["id"] for feature in found["features"]}
    assert drawn[0]["id"] in ids
    assert len(ids) < len(drawn)
    degrees = next(f for f in found["features"] if f["id"] == drawn[0]["id"])
    xs, ys = zip(*flat(degrees["geometry"]["coordinates"]), strict=True)
    again = got(f"{ITEMS}?limit=1000&bbox={min(xs)},{min(ys)},{max(xs)},{max(ys)}")
    assert drawn[0]["id"] in {f["id"] for f in again.json()["features"]}


def test_only_what_is_public_goes_to_a_stranger(office):
    address = "/ogc/collections/luyen_tap-projects/items?limit=1000"
    facts = ProjectFact.objects.filter(package__name="luyen_tap")
    facts.update(disclosure="internal")
    assert got(address).json()["features"] == []
    one = facts.first()
    facts.filter(pk=one.pk).update(disclosure="public")
    assert [f["id"] for f in got(address).json()["features"]] == [one.project]
    client = Client()
    client.force_login(office.person("an", "province", "reader").user)
    assert len(got(address, client).json()["features"]) == 104


def free_port():
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        return asked.getsockname()[1]


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    """An office of its own, served as a person starts it."""
    home, port = tmp_path_factory.mktemp("home"), free_port()
    command = [sys.executable, "-m", "quyhoach.web", "serve", "--port", str(port)]
    environment = {**os.environ, "QUYHOACH_HOME": str(home)}
    with subprocess.Popen(command, env=environment, stderr=subprocess.PIPE) as server:
        address = f"http://127.0.0.1:{port}"
        for _ in range(400):
            with contextlib.suppress(OSError), urlopen(f"{address}/health", timeout=5):  # noqa: S310
                break
            time.sleep(0.1)
        yield address
        server.terminate()
        server.communicate(timeout=20)
    assert server.returncode == 0


def test_ogr_reads_it(served):
    source = f"OAPIF:{served}/ogc/"
    names = {name for name, _ in pyogrio.list_layers(source)}
    assert {"langson-projects", "luyen_tap-zones"} <= names
    _, _, shapes, _ = pyogrio.raw.read(source, layer="luyen_tap-zones")
    assert len(shapes) == 37
