"""Finding anything on the map page: without diacritics, by keys, of every kind."""

import pytest

HITS = "#hits [role=option]"


def typed(page, text):
    page.fill("#q", text)
    return page.locator(HITS).all_inner_texts()


def test_a_slash_goes_to_the_field(visit):
    page = visit("drawn")
    page.focus("#view")
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "q"
    assert page.input_value("#q") == ""


@pytest.mark.parametrize(
    ("text", "first", "kind"),
    [
        ("LS-P014", "LS-P014", "Dự án"),
        ("xa dong dang", "Xã Đồng Đăng", "Đơn vị"),
        ("thuy hung cao loc", "Xã Thụy Hùng", "Đơn vị cũ"),
        ("huu nghi", "Hữu Nghị", "Cửa khẩu"),
        ("kinh te cua khau", "Khu kinh tế cửa khẩu", "Khu vực"),
        ("that khe", "Thất Khê", "Đô thị"),
        ("truc dong dang", "Trục Đồng Đăng - Hữu Lũng", "Trục, hành lang"),
        ("236/qd-ttg", "236/QĐ-TTg", "Điều khoản"),
    ],
)
def test_every_kind_is_found_without_diacritics(visit, text, first, kind):
    page = visit("langson")
    best = typed(page, text)[:4]
    assert any(first in one and kind in one for one in best), best


def test_an_old_commune_names_its_district_and_what_it_became(visit):
    page = visit("langson")
    found = [one.split("\n")[1] for one in typed(page, "thuy hung")[:3]]
    assert found == [
        "Đơn vị · 2025:06148 · Huyện Văn Lãng",
        "Đơn vị cũ · 2024:06136 · Huyện Văn Lãng → Xã Thụy Hùng",
        "Đơn vị cũ · 2024:06208 · Huyện Cao Lộc → Xã Đồng Đăng",
    ]


def test_arrows_choose_and_enter_flies_there(visit):
    page = visit("langson")
    before = page.get_attribute("#world", "transform")
    typed(page, "thuy hung")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    assert page.get_attribute("#q", "aria-activedescendant") == "hit-1"
    page.keyboard.press("Enter")
    assert page.inner_text("#title") == "Xã Thụy Hùng"
    assert "2024:06136" in page.inner_text("#card")
    assert page.locator("#hits").is_hidden()
    assert page.url.endswith("#unit=2024%3A06136")
    page.wait_for_timeout(400)
    assert page.get_attribute("#world", "transform") != before


def test_escape_closes_then_clears(visit):
    page = visit("drawn")
    typed(page, "kho")
    page.keyboard.press("Escape")
    assert page.locator("#hits").is_hidden()
    assert page.input_value("#q") == "kho"
    page.keyboard.press("Escape")
    assert page.input_value("#q") == ""


def test_no_hit_says_what_to_try_and_suggests(visit):
    page = visit("drawn")
    assert typed(page, "zzzzqqq") == []
    assert "Không có gì khớp “zzzzqqq”" in page.inner_text("#none")
    assert "tên xã cũ" in page.inner_text("#none")
    assert typed(page, "khoo lanhh") == ["Ý bạn là “kho lạnh”?"]
    page.keyboard.press("Enter")
    assert page.input_value("#q") == "kho lạnh"
    page.keyboard.press("Enter")
    assert page.inner_text("#title") == "Kho lạnh <b>Đồng Bành</b>"


def test_the_list_can_be_filtered_by_what_was_typed(visit):
    page = visit("drawn")
    assert typed(page, "duong")[-1] == "Lọc danh sách dự án theo “duong” (1)"
    page.locator(HITS).last.click()
    assert page.locator(".list .entry").count() == 1
    assert "1 trên 5 dự án · tên có “duong”" in page.inner_text("#found")
    page.click("#all")
    assert page.locator(".list .entry").count() == 5


def test_a_provision_shows_its_gist_and_who_rests_on_it(visit):
    page = visit("drawn", hash_="#provision=d4")
    card = page.inner_text("#card")
    assert "Khu bảo vệ chỉ xây công trình phục vụ di tích." in card
    assert page.locator("#card .lines .link").count() == 4
    page.locator("#card .lines .link").first.click()
    assert page.inner_text("#title") == "Kho lạnh <b>Đồng Bành</b>"


def test_a_unit_lists_the_projects_that_name_it(visit):
    page = visit("sketched", hash_="#unit=2025:00005")
    assert page.locator("#card .lines .link").count() == 8


def test_hits_are_said_to_those_who_do_not_see_them(visit):
    page = visit("drawn")
    typed(page, "khu")
    assert page.get_attribute("#q", "aria-expanded") == "true"
    assert page.text_content("#said").endswith("kết quả")
    assert page.locator("#hits").get_attribute("role") == "listbox"
