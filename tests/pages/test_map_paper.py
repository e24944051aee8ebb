"""The map page on paper: an A4 landscape sheet, then the evidence, by Ctrl+P."""

import io

import pytest

pypdf = pytest.importorskip("pypdf", reason="pypdf is not installed")
A4 = (842, 595)


def bare(text):
    """Return a text without spaces: a PDF has some wherever its font changes."""
    return "".join(text.split())


def printed(page):
    """Return the bare texts and the sizes of the pages that the browser prints."""
    raw = page.pdf(prefer_css_page_size=True)
    sheets = pypdf.PdfReader(io.BytesIO(raw)).pages
    texts = [bare(sheet.extract_text()) for sheet in sheets]
    boxes = [tuple(map(round, sheet.mediabox[2:])) for sheet in sheets]
    return texts, boxes


@pytest.mark.parametrize(("width", "dark"), [(1366, False), (390, True)])
def test_the_first_sheet_is_a_map_with_all_that_a_map_needs(visit, width, dark):
    page = visit("luyen_tap", width=width, height=800, dark=dark)
    texts, boxes = printed(page)
    assert all(abs(a - b) < 2 for box in boxes for a, b in zip(box, A4, strict=True))
    for said in (
        "Huyện Luyện Tập (GIẢ ĐỊNH)",
        "QĐ GT-01/QĐ-UBND (20/2/2023)",
        "Ngày xét 23/11/2026",
        "Chú giải",
        "Mâu thuẫn",
        "Ràng buộc: dấu đặc, nền liền",
        "Sơ đồ theo tên xã, không đo được",
        "Khu đô thị 3",
        "2 km",
        "Nguồn: Huyện Luyện Tập",
        "EPSG:9215",
        "GIẢ ĐỊNH",
    ):
        assert bare(said) in texts[0], said
    assert bare("Chọn một dự án") not in " ".join(texts)


def test_every_row_that_is_listed_is_printed_after_it(visit):
    page = visit("luyen_tap")
    texts, _ = printed(page)
    rows = " ".join(texts[1:])
    assert bare("Hiện 131 trên 131 phần chung") in texts[1]
    assert rows.count("X21") == 131
    assert bare("GT-B01") in rows
    assert bare("49,8 % của A") in rows


def test_a_filter_holds_on_paper_and_says_what_it_dropped(visit):
    page = visit("luyen_tap", hash_="#least=0.5ha&only=conflicts,,")
    texts, _ = printed(page)
    rows = " ".join(texts[1:])
    assert bare("Hiện 15 trên 131 phần chung") in rows
    assert rows.count("X21") == 15


def test_an_open_card_is_printed_between(visit):
    page = visit("luyen_tap", hash_="#GT-017")
    texts, _ = printed(page)
    assert texts[1].startswith(bare("2 / 17 Trường nghề Bút Tre"))
    assert bare("Tóm ý") in texts[1]


def test_a_real_plan_is_not_called_invented(visit):
    page = visit("langson")
    texts, _ = printed(page)
    assert bare("GIẢ ĐỊNH") not in " ".join(texts)
    assert bare("Quy hoạch tỉnh Lạng Sơn") in texts[0]
    assert bare("Sơ đồ, không đo được") in texts[0]
    assert bare("Cần ranh giới VN-2000") in texts[1]


def test_the_screen_is_as_before_when_the_paper_is_done(visit):
    page = visit("drawn")
    page.wait_for_timeout(100)
    before = page.get_attribute("#map", "viewBox")
    printed(page)
    page.wait_for_timeout(100)
    assert page.get_attribute("#map", "viewBox") == before
    assert page.locator("#paper-rows").is_hidden()


def test_the_button_prints(visit):
    page = visit("drawn")
    page.evaluate("window.print = () => { document.title = 'printed'; }")
    page.click("#print")
    assert page.title() == "printed"
