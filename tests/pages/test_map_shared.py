"""Shared ground as a list: sized, filtered, never dropped unsaid, found on the map."""

import json
import re

import pytest
import shapely

from quyhoach.space import to_grid


def opened(visit, name="luyen_tap", hash_="#pane=shared"):
    page = visit(name, hash_=hash_)
    page.locator("#shared .spot, #shared .empty").first.wait_for()
    return page


def kept(page):
    return page.inner_text("#kept")


def sizes(page):
    return page.locator(".go b").all_inner_texts()


def test_every_row_names_both_sides_size_shares_tolerance_and_place(visit):
    page = opened(visit, "drawn")
    assert page.locator(".spot").count() == 1
    lines = page.inner_text(".spot").replace("\xa0", " ")
    assert "6,00 ha" in lines
    assert re.search(r"A\s*Kho lạnh <b>Đồng Bành</b> GT-017 · 50,0 % của A", lines)
    assert re.search(r"B\s*Khu vực Khu vực bảo vệ I GT-Z1 · 5,6 % của B", lines)
    assert "Sai số 1 m, theo bản đồ của dự án" in lines
    assert re.search(r"WGS 84\s*21\.\d{6}, 106\.\d{6}", lines)
    assert re.search(r"VN-2000\s*X \d{7}\.\d Y \d{6}\.\d", lines)


def test_the_two_coordinates_are_one_place_inside_both(visit, page_file):
    page = opened(visit, "drawn")
    text = page.inner_text(".coords")
    lat, lon = map(float, re.search(r"(\d+\.\d{6}), (\d+\.\d{6})", text).groups())
    north, east = map(float, re.search(r"X ([\d.]+) Y ([\d.]+)", text).groups())
    moved = to_grid([shapely.Point(lon, lat)], epsg=4326)[0]
    assert moved.distance(shapely.Point(east, north)) < 0.3
    inside = page.evaluate(
        """([x, y]) => {
          const point = new DOMPoint(x, y);
          return document.querySelector('#z0').isPointInFill(point);
        }""",
        json.loads(page.evaluate(WHERE)),
    )
    assert inside


# the middle of the first row's ground, in the metres of the page
WHERE = """(() => {
  const { verdicts } = JSON.parse(document.querySelector('#data').textContent);
  const { b } = verdicts.find((one) => one.pt);
  return JSON.stringify([(b[0] + b[2]) / 2, (b[1] + b[3]) / 2]);
})()"""


def test_nothing_is_filtered_at_first_and_it_is_said(visit):
    page = opened(visit)
    assert kept(page).startswith("Hiện 131 trên 131 phần chung")
    assert "Không lọc bỏ phần nào." in kept(page)
    assert "85 kết luận đo phần nằm ngoài mọi khu vực" in page.inner_text("#unmeasured")


def test_the_largest_comes_first_and_lines_after_areas(visit):
    page = opened(visit)
    page.click("#shared .more .btn")
    assert page.locator(".spot").count() == 131
    areas = [
        float(text.split()[0].replace(".", "").replace(",", "."))
        for text in sizes(page)
        if text.endswith(" ha")
    ]
    assert areas == sorted(areas, reverse=True)
    assert not sizes(page)[-1].endswith("ha")


@pytest.mark.parametrize(
    ("value", "unit", "largest_left"),
    [("20", "ha", 20.0), ("150000", "m2", 15.0), ("20,5", "ha", 20.5)],
)
def test_a_size_filters_and_counts_what_it_drops(visit, value, unit, largest_left):
    page = opened(visit)
    page.select_option("#unit", unit)
    page.fill("#least", value)
    shown = int(re.match(r"Hiện (\d+) trên 131", kept(page))[1])
    dropped = int(re.search(r"Lọc bỏ (\d+):", kept(page))[1])
    assert shown == page.locator(".spot").count() > 0
    assert shown + dropped == 131
    parts = [int(n) for n in re.findall(r"(\d+) (?:nhỏ|không)", kept(page))]
    assert sum(parts) == dropped
    smallest = float(sizes(page)[-1].split()[0].replace(".", "").replace(",", "."))
    assert smallest >= largest_left


def test_a_share_and_a_length_filter(visit):
    page = opened(visit)
    page.select_option("#unit", "m")
    page.fill("#least", "1")
    assert all(text.endswith("m") for text in sizes(page))
    assert page.locator(".spot").count() == 8
    page.select_option("#unit", "share")
    page.fill("#least", "50")
    shares = re.findall(r"([\d,]+) % của A", page.inner_text("#shared"))
    assert shares
    assert min(float(one.replace(",", ".")) for one in shares) >= 50


def test_rule_force_and_outcome_filter(visit):
    page = opened(visit)
    page.select_option("#only-outcome", "conflicts")
    page.select_option("#only-force", "binding")
    page.select_option("#only-rule", "QH-X01")
    assert page.locator(".spot.conflicts.binding").count() == 4
    assert page.locator(".spot").count() == 4
    assert "127 khác kết luận, giá trị hay điều đã chọn" in kept(page)
    assert "only=conflicts,binding,QH-X01" in page.url


def test_a_size_that_could_be_two_is_asked_again(visit):
    page = opened(visit)
    page.fill("#least", "1.500")
    assert "Không rõ “1.500” là bao nhiêu" in page.inner_text("#wrong")
    assert page.get_attribute("#least", "aria-invalid") == "true"
    assert page.locator(".spot").count() == 100
    page.fill("#least", "0.1")
    assert page.locator("#wrong").is_hidden()
    assert kept(page).startswith("Hiện 118 trên 131")


def test_a_filter_that_leaves_nothing_says_so(visit):
    page = opened(visit, hash_="#pane=shared&least=9999ha")
    assert "Không phần chung nào qua bộ lọc" in page.inner_text("#shared")
    assert "Lọc bỏ 131" in kept(page)


def test_a_plan_without_outlines_says_why_the_list_is_empty(visit):
    page = opened(visit, "langson")
    assert "Cần ranh giới VN-2000" in page.inner_text("#shared")


def test_a_click_flies_there_and_marks_both_sides_and_the_shared_part(visit):
    page = opened(visit, hash_="#pane=shared&only=conflicts,,QH-C02")
    before = page.get_attribute("#world", "transform")
    page.locator(".go").nth(0).click()
    page.wait_for_timeout(400)
    assert page.get_attribute("#world", "transform") != before
    pair = page.locator("#pair")
    assert pair.locator(".m-a").count() == 1
    assert pair.locator(".m-b").count() == 1
    hatch = pair.locator(".m-both.lit").evaluate("(one) => getComputedStyle(one).fill")
    assert "h-b-conflicts" in hatch
    assert "Chung 7,46 ha" in page.text_content("#texts")
    assert "A nét liền: GT-017 · B nét đứt: GT-B01" in page.inner_text("#notes")
    box = pair.locator(".m-both").bounding_box()
    view = page.locator("#view").bounding_box()
    assert view["x"] < box["x"]
    assert box["x"] + box["width"] < view["x"] + view["width"]
    assert page.locator(".spot[aria-current]").count() == 1
    assert "spot=GT-017,QH-C02,GT-B01" in page.url


def test_rows_go_by_arrow_keys_and_open_by_enter(visit):
    page = opened(visit)
    page.locator(".go").first.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    assert page.locator(".spot").nth(1).get_attribute("aria-current") == "true"


def test_a_linked_place_opens_where_it_was(visit):
    page = opened(visit, hash_="#pane=shared&spot=GT-017,QH-C02,GT-B01")
    assert page.locator("#pair .m-both").count() == 1
    assert page.locator("#panel-shared").is_visible()


def test_a_place_is_copied(visit):
    page = opened(visit, "drawn")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.locator(".coords .link").first.click()
    page.wait_for_function("document.querySelector('#said').textContent.length > 0")
    place = page.locator(".coords .num").first.inner_text()
    assert place in page.text_content("#said")
    assert page.evaluate("navigator.clipboard.readText()") == place


def test_the_names_in_a_row_open_their_cards(visit):
    page = opened(visit, "drawn")
    page.click(".spot .link >> nth=1")
    assert page.inner_text("#title") == "Khu vực bảo vệ I"
    assert page.locator("#panel-see").is_visible()


def test_the_layer_of_shared_ground_follows_the_filter(visit):
    page = opened(visit, hash_="#pane=shared&on=fine&least=15ha")
    listed = page.locator(".spot").count()
    page.wait_for_function(
        f"document.querySelectorAll('#both path').length <= {listed}"
    )
    assert 0 < page.locator("#both path").count() <= listed


def test_the_english_list_uses_points(visit):
    page = opened(visit)
    page.click("#lang")
    page.fill("#least", "0.1")
    assert kept(page).startswith("118 of 131 shared grounds")
    assert "Filtered out 13: 5 smaller than this, 8 not measured" in kept(page)
