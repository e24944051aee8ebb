"""The map page in a real browser: keys, days, filters, phone, and no one asked."""

import pytest

EVERY = pytest.mark.parametrize("name", ["drawn", "sketched", "langson", "luyen_tap"])
OVERLAPS = """(selector) => {
  const boxes = [...document.querySelectorAll(selector)]
    .map((one) => one.getBoundingClientRect());
  const cut = (a, b) => Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1
    && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 3;
  return boxes.filter((a, i) => boxes.some((b, j) => i < j && cut(a, b))).length;
}"""


def search(page, text):
    page.fill("#q", text)
    page.press("#q", "Enter")


def scale(page):
    """Return what the scale bar says once the map has been redrawn."""
    page.evaluate("new Promise((done) => requestAnimationFrame(() => done()))")
    page.wait_for_timeout(50)
    return page.text_content("#scale")


@EVERY
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [390, 1366])
def test_no_rule_of_access_is_broken(visit, name, dark, width):
    reason = "axe-playwright-python is not installed"
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason=reason)
    page = visit(name, width=width, height=844, dark=dark)
    options = {"resultTypes": ["violations"]}
    assert axe.Axe().run(page, options=options).generate_report().startswith("Found 0")
    page.click(".entry >> nth=0")
    assert axe.Axe().run(page, options=options).generate_report().startswith("Found 0")
    page.click("#sides-layers")
    page.click("#panes-shared")
    page.fill("#q", "khu")
    assert axe.Axe().run(page, options=options).generate_report().startswith("Found 0")


def test_search_without_diacritics_then_enter_shows_the_card(visit):
    page = visit("drawn")
    search(page, "kho lanh")
    assert page.inner_text("#title") == "Kho lạnh <b>Đồng Bành</b>"
    assert "6,00 ha = 50,0 % của dự án" in page.inner_text("#card")
    assert "Điều 4 khoản 2" in page.inner_text("#card")
    assert page.url.endswith("#GT-017")


def test_keys_go_down_the_list_and_open(visit):
    page = visit("drawn")
    page.focus("#q")
    for key in ("ArrowDown", "ArrowDown", "Enter"):
        page.keyboard.press(key)
    assert page.inner_text("#title") == "Đường nội khu"
    assert page.evaluate("document.activeElement.dataset.row") == "1"
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    assert page.evaluate("document.activeElement.id") == "q"


def test_another_day_changes_the_outcome(visit):
    page = visit("drawn", hash_="#GT-031")
    assert page.locator("#card .v.big .word").inner_text() == "Chưa rõ"
    assert "khác ngày kia" in page.inner_text(".entry[data-row='1']")
    page.focus("#days input:checked")
    page.keyboard.press("ArrowLeft")
    assert page.locator("#card .v.big .word").inner_text() == "Ngoài quy hoạch"
    assert "Ngày 30/6/2025" in page.inner_text("#lead")
    assert page.locator("#signs .m[data-row='1']").get_attribute("class") == (
        "m silent binding"
    )


def test_filters_by_outcome_force_and_rule(visit):
    page = visit("drawn")
    page.get_by_label("Chưa rõ", exact=False).first.uncheck()
    assert page.locator(".list .entry").count() == 2
    page.get_by_label("Ràng buộc").uncheck()
    assert page.locator(".list .entry").count() == 0
    assert "Không có dự án nào khớp" in page.inner_text("#list")
    page.click("#all")
    assert page.locator(".list .entry").count() == 5
    page.select_option("#rule", "QH-C04")
    assert page.locator(".list .entry").count() == 2


def test_a_chosen_rule_says_its_own_outcome(visit):
    page = visit("drawn")
    page.select_option("#rule", "QH-C06")
    first = page.locator("#list h2").first.inner_text()
    assert first.split() == ["Phù", "hợp", "3"]
    assert scale(page)
    assert page.locator("#signs .m.conforms").count() == 3
    assert "1 mâu thuẫn" in page.inner_text("#lead")


def test_the_other_side_can_be_followed(visit):
    page = visit("drawn", hash_="#GT-017")
    page.click("#card .facts .link")
    assert page.inner_text("#title") == "Khu vực bảo vệ I"
    page.click("#card .lines .link")
    assert page.inner_text("#title").startswith("Kho lạnh")


def test_the_evidence_shows_both_shapes_and_the_size(visit):
    page = visit("drawn", hash_="#GT-017")
    mini = page.locator(".mini")
    assert mini.locator(".m-a, .m-b, .m-both").count() == 3
    assert "Chung 6,00 ha" in mini.inner_html()


def test_a_click_on_the_map_opens_the_project(visit):
    page = visit("drawn")
    page.locator("#signs .m[data-row='2'] use").click()
    assert page.inner_text("#title") == "Bãi đỗ xe"


def test_the_map_zooms_by_keys_and_wheel(visit):
    page = visit("drawn")
    before = scale(page)
    page.focus("#view")
    page.keyboard.press("+")
    page.keyboard.press("+")
    assert scale(page) != before
    page.keyboard.press("0")
    assert scale(page) == before
    page.mouse.move(600, 400)
    page.mouse.wheel(0, -900)
    page.wait_for_timeout(200)
    assert scale(page) != before


@EVERY
@pytest.mark.parametrize("width", [390, 1366])
def test_no_name_lies_on_another(visit, name, width):
    page = visit(name, width=width)
    assert page.evaluate(OVERLAPS, "#texts text") == 0
    assert page.evaluate(OVERLAPS, "#signs use") == 0


@EVERY
def test_a_phone_needs_no_sideways_scroll(visit, name):
    page = visit(name, width=390, height=844)
    page.click(".entry >> nth=0")
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    page.click("#sides-layers")
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    page.click("#panes-shared")
    assert page.evaluate("document.documentElement.scrollWidth") == 390


def test_english_changes_every_word_but_the_names(visit):
    page = visit("drawn", hash_="#GT-017")
    page.click("#lang")
    assert page.evaluate("document.documentElement.lang") == "en"
    assert page.inner_text("#title") == "Cold store"
    assert "In English: Kho lạnh" in page.inner_text("#card")
    assert "6.00 ha = 50.0 % of the project" in page.inner_text("#card")
    assert "Only works that serve the relic." in page.inner_text("#card")


def test_the_real_case_says_what_it_lacks(visit):
    page = visit("langson", hash_="#LS-P014")
    card = page.inner_text("#card")
    assert "KCN VSIP" in card
    assert "Cần để trả lời:" in card
    assert "Ràng buộc" not in card


def test_the_training_case_shows_a_binding_conflict(visit):
    page = visit("luyen_tap", hash_="#GT-017")
    assert "GIẢ ĐỊNH" in page.inner_text("#card")
    assert page.locator("#card .verdict.conflicts.binding .mini").count() == 1


def test_not_judged_and_issues_stand_at_the_end(visit):
    page = visit("drawn")
    page.focus("#days input:checked")
    page.keyboard.press("ArrowLeft")
    groups = page.locator("#list h2").all_inner_texts()
    assert [group.split("\n")[0] for group in groups][-2:] == [
        "Không xét",
        "Lỗi dữ liệu",
    ]
    assert "chưa bắt đầu" in page.inner_text(".entry[data-row='4']")


def test_small_text_is_not_too_small(visit):
    page = visit("drawn", hash_="#GT-017")
    sizes = page.evaluate(
        "[...document.querySelectorAll('body *')].filter((e) => e.textContent.trim())"
        ".map((e) => parseFloat(getComputedStyle(e).fontSize))"
    )
    assert min(sizes) >= 13
