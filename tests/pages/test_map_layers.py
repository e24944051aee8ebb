"""Layers and legend of the map page: switched, counted, kept in the address."""

import pytest


def settled(page):
    """Wait until the map has been redrawn."""
    page.evaluate("new Promise((done) => requestAnimationFrame(() => done()))")
    page.wait_for_timeout(50)


def layers_of(page):
    page.click("#sides-layers")
    return page.locator("#panel-layers")


def row(page, name):
    return page.locator("#panel-layers li").filter(has_text=name).first


def test_a_layer_can_be_switched_off_and_the_address_keeps_it(visit):
    page = visit("sketched")
    layers_of(page).get_by_label("Đô thị").uncheck()
    page.locator("#marks .m-town").first.wait_for(state="detached")
    assert page.url.endswith("#off=towns&side=layers")
    assert "Sơ đồ, không đo được" in page.inner_text(".canvas")


def test_a_page_opened_with_the_address_shows_the_same(visit):
    page = visit("sketched", hash_="#off=towns,z0&side=layers")
    settled(page)
    assert page.locator("#marks .m-town").count() == 0
    assert page.locator("#ground [data-layer=z0]").get_attribute("hidden") == ""
    assert page.locator("#layer-towns").is_checked() is False
    assert page.locator("#layer-gates").is_checked()


def test_unknown_words_in_the_address_do_no_harm(visit):
    page = visit("drawn", hash_="#off=nothing&least=xha&only=a,b,c&spot=q&%E0%A4%A")
    assert page.locator(".list .entry").count() == 5


def test_every_layer_says_its_count(visit):
    page = visit("luyen_tap")
    text = layers_of(page).inner_text()
    shown = [line.strip() for line in text.split("\n")]
    assert "Mâu thuẫn 33" in shown
    assert "Không xét 3" in shown
    assert "Ranh giới dự án 90 trên 104" in shown
    assert "Khu đô thị 3" in shown
    assert "Rừng đặc dụng 2 trên 3" in shown
    assert "GT-01/QĐ-UBND (20/2/2023) 24 trên 25" in shown
    assert "Vùng nông nghiệp 6 · 1 không hiệu lực ngày này" in shown


def test_an_empty_layer_is_said_and_cannot_be_switched(visit):
    page = visit("langson")
    layers_of(page)
    assert "chưa vẽ được, có 40" in row(page, "Ranh giới dự án").inner_text()
    assert row(page, "Ranh giới dự án").locator("input").count() == 0
    assert "không có" in row(page, "Mâu thuẫn").inner_text()


def test_the_neighbours_of_lang_son_stand_on_the_map(visit):
    page = visit("langson")
    drawn = page.text_content("#texts")
    for name in ("BẮC NINH", "CAO BẰNG", "QUẢNG NINH", "THÁI NGUYÊN"):
        assert name in drawn.upper()


def test_neighbours_with_a_point_stand_on_the_map(visit):
    page = visit("sketched")
    assert "BÊN CẠNH" in page.text_content("#texts")
    layers_of(page).get_by_label("Tỉnh giáp").uncheck()
    settled(page)
    assert "BÊN CẠNH" not in page.text_content("#texts")


def test_the_far_side_of_a_gate_is_named(visit):
    page = visit("langson")
    assert "Bình Nghi → Bình Nhi Quan" in page.text_content("#texts")
    layers_of(page).get_by_label("Nơi đối diện").uncheck()
    settled(page)
    assert "Bình Nhi Quan" not in page.text_content("#texts")


def test_an_outcome_leaves_the_map_and_the_list(visit):
    page = visit("drawn")
    layers_of(page).get_by_label("Chưa rõ").uncheck()
    settled(page)
    assert page.locator("#signs .m.unknown").count() == 0
    page.click("#sides-list")
    assert page.locator(".list .entry").count() == 2
    assert "hide=unknown" in page.url


def test_zones_go_by_instrument_and_by_trust(visit):
    page = visit("luyen_tap")
    panel = layers_of(page)
    drawn = page.locator("#ground .m-zone:not([hidden])")
    before = drawn.count()
    panel.get_by_label("GT-04/QĐ-UBND", exact=False).uncheck()
    settled(page)
    assert drawn.count() == before - 4
    page.locator("#layer-g3").uncheck()
    settled(page)
    assert page.locator("#ground .m-zone.s-sketch:not([hidden])").count() == 0


def test_a_zone_is_drawn_only_while_it_is_in_force(visit):
    page = visit("luyen_tap")
    shown = "#ground .m-zone:not([hidden])"
    ids = f"[...document.querySelectorAll('{shown}')].map((one) => one.id).join()"
    settled(page)
    late = page.evaluate(ids)
    page.focus("#days input:checked")
    page.keyboard.press("ArrowLeft")
    settled(page)
    assert page.evaluate(ids) != late


def test_a_whole_group_by_keys(visit):
    page = visit("drawn")
    layers_of(page)
    page.focus("#group-project")
    page.keyboard.press("Space")
    settled(page)
    assert page.locator("#signs .m").count() == 0
    assert page.evaluate("document.activeElement.id") == "group-project"
    page.keyboard.press("Space")
    settled(page)
    assert page.locator("#signs .m").count() == 4


def test_a_half_switched_group_says_so(visit):
    page = visit("drawn", hash_="#off=z0&side=layers")
    half = "document.querySelector('#group-zones').indeterminate"
    assert page.evaluate(half) is True


def test_tabs_go_by_arrow_keys(visit):
    page = visit("drawn")
    page.focus("#sides-list")
    page.keyboard.press("ArrowRight")
    assert page.evaluate("document.activeElement.id") == "sides-layers"
    assert page.locator("#panel-layers").is_visible()
    page.keyboard.press("ArrowRight")
    assert page.locator("#panel-list").is_visible()


def test_the_legend_tells_outcome_force_and_trust_without_colour(visit):
    page = visit("drawn")
    legend = layers_of(page).locator(".group-of").last
    assert legend.aria_snapshot() == (
        """- heading "Chú giải" [level=2]
- list:
  - listitem: Mâu thuẫn
  - listitem: Chưa rõ
  - listitem: Ngoài quy hoạch
  - listitem: Phù hợp
  - listitem: Không xét
- list:
  - listitem: "Ràng buộc: dấu đặc, nền liền"
  - listitem: "Tham khảo: dấu rỗng, nền gạch"
- list:
  - listitem: Ranh giới chính xác
  - listitem: Ranh giới gần đúng
  - listitem: Ký hiệu, chỉ nói vị trí
  - listitem: Sơ đồ theo tên xã, không đo được
- list:
  - listitem: A, dự án đang xem
  - listitem: B, bên kia
  - listitem: phần chung
- paragraph: Mọi hình, tên và văn bản trên trang này đều dựng để luyện tập."""
    )
    dashes = legend.locator(".m-edge").evaluate_all(
        "(all) => all.map((one) => getComputedStyle(one).strokeDasharray)"
    )
    assert len(set(dashes)) == len(dashes) == 3
    shapes = legend.locator(".keys").first.locator("use")
    assert (
        len(set(shapes.evaluate_all("(all) => all.map((one) => one.outerHTML)"))) == 5
    )


@pytest.mark.parametrize(
    ("name", "look", "label"),
    [
        ("schematic", "s-sketch", "Xã, phường (sơ đồ, không phải ranh giới) 16"),
        ("bounded", "s-exact", "Ranh giới xã, phường 16"),
    ],
)
def test_units_are_drawn_as_what_they_are(visit, name, look, label):
    page = visit(name)
    assert page.locator(f"#ground .m-outline.{look}").count() == 16
    text = layers_of(page).inner_text()
    assert label in text
    assert "nguồn: Sở Thử Nghiệm" in text
    short = "document.querySelector('#ground .m-outline')"
    dash = page.evaluate(f"getComputedStyle({short}).strokeDasharray")
    assert (dash == "none") is (name == "bounded")
