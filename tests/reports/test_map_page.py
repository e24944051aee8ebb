"""The map page as a text: whole, closed, the same twice, true to what goes in."""

import base64
import hashlib
import html
import json
import re
import runpy

import pytest
import shapely

from quyhoach.conformity.catalogue import RULES, Need
from quyhoach.reports.map_ground import Frame, blob, frame_of, on_grid, path, ring
from quyhoach.reports.map_page import map_page
from quyhoach.reports.map_words import part, place_in_law, words

LIMIT = 70_000


@pytest.fixture(scope="module")
def made(house):
    """Return plan, portfolio and answers of both small plans."""
    small = runpy.run_path(str(house / "tests" / "pages" / "small_plan.py"))
    return {name: small[name]() for name in ("drawn", "sketched")}


def page_of(case, **more):
    plan, portfolio, answers = case
    return map_page(plan=plan, portfolio=portfolio, answers=answers, **more)


def data_of(page):
    found = re.search(r'<script type="application/json" id="data">(.*?)</script>', page)
    return json.loads(found[1])


def inside(page, tag):
    return re.search(rf"<{tag}>(.*?)</{tag}>", page, re.DOTALL)[1]


@pytest.fixture(scope="module", params=["drawn", "sketched"])
def page(request, made):
    return page_of(made[request.param])


def test_the_same_input_gives_the_same_page(made):
    assert page_of(made["drawn"]) == page_of(made["drawn"])


def test_nothing_is_fetched(page):
    fetched = re.findall(
        r'(?:src|href|action)="(?!#)[^"]*"|@import|url\((?!data:|#)', page
    )
    assert fetched == []
    assert "http://" not in page.replace("http://www.w3.org/2000/svg", "")
    assert "https://" not in page


def test_no_style_attribute_and_no_inline_handler(page):
    markup = re.sub(r"<(script|style)[^>]*>.*?</\1>", "", page, flags=re.DOTALL)
    assert re.findall(r"\sstyle=|\son\w+=", markup) == []


@pytest.mark.parametrize("tag", ["script", "style"])
def test_the_policy_names_what_is_inline(page, tag):
    digest = base64.b64encode(hashlib.sha256(inside(page, tag).encode()).digest())
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', page)[1]
    assert f"{tag}-src 'sha256-{digest.decode()}'" in html.unescape(policy)
    assert policy.startswith("default-src 'none'")


def test_the_script_is_small(page):
    assert len(inside(page, "script").encode()) <= LIMIT


def test_a_name_cannot_become_markup(made):
    page = page_of(made["drawn"])
    assert "<b>Đồng Bành</b>" not in page
    assert data_of(page)["projects"][0]["n"][0] == "Kho lạnh <b>Đồng Bành</b>"


def test_an_invented_plan_says_so(made):
    assert "GIẢ ĐỊNH</title>" in page_of(made["drawn"])
    assert "GIẢ ĐỊNH</title>" not in page_of(made["sketched"])


def test_a_sentence_said_on_both_days_is_kept_once(made):
    data = data_of(page_of(made["drawn"]))
    said = [one["said"][0] for one in data["verdicts"]]
    assert len(said) == len(set(said)) == 4
    assert data["days"][0]["v"]["1"][0] == "silent"
    assert data["days"][1]["v"]["1"][0] == "unknown"


def test_shared_ground_lies_on_both_sides(made):
    """The ground that an answer gives in degrees comes back to the metres drawn."""
    data = data_of(page_of(made["drawn"]))
    left, top, right, bottom = data["verdicts"][0]["b"]
    own = data["projects"][0]["b"]
    zone = data["zones"][0]["b"]
    assert own[0] - 6 < left < right < zone[2] + 6
    assert own[1] - 6 < top < bottom < own[3] + 6


def test_a_project_known_by_names_has_no_outline(made):
    data = data_of(page_of(made["sketched"]))
    assert {one["how"] for one in data["projects"]} == {"units", "point"}
    assert [one["id"] for one in data["projects"] if "r" in one] == ["LS-08"]
    assert not any("s" in one for one in data["projects"])
    assert data["zones"][0]["sketch"] is True


def test_missing_facts_are_left_out(made):
    road = data_of(page_of(made["drawn"]))["projects"][1]
    assert "ha" not in road
    assert "capital" not in road
    assert road["t"] == ["21/4/2024 – 9/2026"]


def test_english_gists_come_from_the_plan(made):
    cite = data_of(page_of(made["drawn"]))["cites"][0]
    assert cite["gist"][1] == "Only works that serve the relic."
    assert cite["at"] == ["Điều 4 khoản 2", "Article 4, clause 2"]


def test_the_page_opens_in_english(made):
    page = page_of(made["drawn"], lang="en")
    assert '<html lang="en">' in page
    assert "List of projects" in page


@pytest.mark.parametrize(("answers", "lang"), [([], "vi"), (None, "zh")])
def test_no_answer_or_no_such_language_is_refused(made, answers, lang):
    plan, portfolio, given = made["drawn"]
    with pytest.raises(ValueError, match="needs an answer"):
        map_page(
            plan=plan,
            portfolio=portfolio,
            answers=given if answers is None else answers,
            lang=lang,
        )


def keys(table, prefix=""):
    for name, value in table.items():
        yield from (
            keys(value, f"{prefix}{name}.")
            if isinstance(value, dict)
            else [prefix + name]
        )


def test_both_languages_have_the_same_words():
    assert sorted(keys(words()["vi"])) == sorted(keys(words()["en"]))


def test_every_rule_and_need_has_words():
    assert tuple(words()["vi"]["rules"]) == RULES
    assert set(words()["vi"]["need"]) == set(Need)


def test_every_word_of_the_script_is_there(house):
    folder = house / "src" / "quyhoach" / "reports" / "page"
    table = set(keys(words()["vi"]))
    for script in sorted(folder.glob("*.js")):
        asked = set(re.findall(r"word\('([\w.]+)'", script.read_text("utf-8")))
        assert asked <= table, script.name
    named = re.findall(r'data-[wa]="(\w+)"', part("page.html"))
    assert set(named) <= table


@pytest.mark.parametrize(
    "name", ["page.css", "map.css", "print.css", "tokens.css", "page.html"]
)
def test_parts_are_short(name):
    assert len(part(name).splitlines()) <= 400


def test_fonts_come_with_their_licences(house):
    fonts = house / "src" / "quyhoach" / "reports" / "page" / "fonts"
    for name in ("OFL-be-vietnam-pro.txt", "OFL-inter.txt"):
        assert "SIL OPEN FONT LICENSE" in (fonts / name).read_text("utf-8")


def test_a_ring_that_crosses_itself_is_not_drawn():
    corners = [(0, 0), (100, 100), (100, 0), (0, 90)]
    rows = [
        {"n": n, "easting": 670_000 + x, "northing": 2_430_000 + y}
        for n, (x, y) in enumerate(corners)
    ]
    assert ring(rows, epsg=3405) is None
    assert ring(rows[:2], epsg=3405) is None
    assert ring(rows[:3], epsg=3405) is not None


def test_rows_without_a_point_have_none():
    assert (
        on_grid([{"lat": None, "lon": 106.7}, {"lat": "", "lon": ""}, {}]) == [None] * 3
    )


def test_nothing_to_draw_still_has_a_frame():
    assert frame_of([None]).size == (500, 500)
    assert blob([], reach=1000) is None


def test_a_hole_and_a_point_are_drawn():
    frame = Frame(0, 0, 10, 10)
    holed = shapely.box(0, 0, 10, 10).difference(shapely.box(4, 4, 6, 6))
    assert path(holed, frame).count("Z") == 2
    assert path(shapely.Point(1, 1), frame) == "M1 9h0"


def test_text_that_is_no_number_stays_as_printed():
    assert place_in_law("tên văn bản") == ["tên văn bản"]
