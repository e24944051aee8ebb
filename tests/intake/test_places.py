"""Names of places: one unit, or a question; never a guess."""

from datetime import date

import pytest
from hand_made import TODAY, UNITS

from quyhoach.intake.places import Gazetteer

BEFORE = date(2025, 6, 30)


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("xã Hồ Sơn, huyện Hữu Lũng", ("hs",)),
        ("Xã  Hồ Sơn - H. Hữu Lũng.", ("hs",)),
        (
            "xã Phú Xá, Thụy Hùng và thị trấn Đồng Đăng huyện Cao Lộc",
            ("px", "th-cl", "tt-dd"),
        ),
        ("các xã: Hồ Sơn, Hòa Sơn thuộc huyện Hữu Lũng", ("hs", "hoa")),
        ("2 xã Hồ Sơn và Hòa Sơn, huyện Hữu Lũng, tỉnh Lạng Sơn", ("hs", "hoa")),
        ("Huyện Cao Lộc (xã Phú Xá, Thụy Hùng)", ("px", "th-cl")),
        ("Huyện Cao Lộc: xã Phú Xá, xã Thụy Hùng", ("px", "th-cl")),
        (
            "xã Thụy Hùng, huyện Văn Lãng; xã Thụy Hùng, huyện Cao Lộc",
            ("th-vl", "th-cl"),
        ),
        ("xã Bắc La\nhuyện Văn Lãng", ("bl",)),
        ("thôn Nà Mò, xã Hồ Sơn, huyện Hữu Lũng", ("hs",)),
        ("huyện Cao Lộc, huyện Văn Lãng", ("D-cl", "D-vl")),
        ("huyện Cao Lộc và TP. Lạng Sơn", ("D-cl", "D-ls")),
        ("TT. Đồng Đăng, huyện Cao Lộc", ("tt-dd",)),
        ("toàn tỉnh", ("P",)),
        ("Trên địa bàn tỉnh Lạng Sơn", ("P",)),
        ("các huyện, thành phố trên địa bàn tỉnh", ("P",)),
    ],
)
@pytest.mark.parametrize("on", [BEFORE, TODAY, None])
def test_a_place_with_its_district_is_one_unit(text, units, on):
    found = Gazetteer(UNITS, on).read(text)
    assert found.units == units
    assert not found.unclear
    assert bool(found.troubles) is (on == TODAY and units != ("P",))


@pytest.mark.parametrize(
    ("text", "on", "code"),
    [
        ("Thụy Hùng", BEFORE, "QH-D04.unit_ambiguous"),
        ("xã Thụy Hùng", TODAY, "QH-D04.unit_ambiguous"),
        ("Cao Lộc", TODAY, "QH-D04.unit_ambiguous"),
        ("Lạng Sơn", TODAY, "QH-D04.unit_ambiguous"),
        ("xã Phú Xá, Cao Lộc", TODAY, "QH-D04.kind_unclear"),
        ("xã Hồ Sơm, huyện Hữu Lũng", TODAY, "QH-D10.unit_not_found"),
        ("xã Hồ Sơn, huyện Cao Lộc", TODAY, "QH-D10.unit_not_found"),
        ("phường Hồ Sơn", TODAY, "QH-D10.unit_not_found"),
        ("Km18 - Km80", TODAY, "QH-D10.unit_not_found"),
        ("huyện Văn Lãng, tỉnh Cao Bằng", TODAY, "QH-D10.place_unreadable"),
    ],
)
def test_a_name_with_two_meanings_or_none_is_asked(text, on, code):
    found = Gazetteer(UNITS, on).read(text)
    assert found.units == ()
    assert found.unclear
    assert found.troubles[0].code == code


def test_the_question_names_the_candidates_with_their_district():
    (asked,) = Gazetteer(UNITS, BEFORE).read("xã Thụy Hùng").troubles
    assert asked.words["count"] == 2
    assert asked.words["kind"] == "xã cũ"
    assert asked.words["candidates"] == (
        "Xã Thụy Hùng, Huyện Cao Lộc; Xã Thụy Hùng, Huyện Văn Lãng"
    )


def test_one_unclear_part_leaves_the_place_unknown():
    found = Gazetteer(UNITS, TODAY).read("huyện Cao Lộc, huyện Văn Lang")
    assert (found.units, found.unclear) == ((), True)
    assert found.troubles[0].words["hint"] == "; có phải Huyện Văn Lãng?"


def test_an_ended_unit_keeps_its_ground_and_is_named_with_the_day():
    found = Gazetteer(UNITS, TODAY).read("xã Phú Xá")
    assert found.units == ("px",)
    (notice,) = found.troubles
    assert notice.code == "QH-D03.unit_abolished"
    assert (notice.words["day"], notice.words["became"]) == ("1/7/2025", "Xã Đồng Đăng")


def test_the_day_says_which_era_a_name_is_of():
    assert Gazetteer(UNITS, TODAY).read("Đồng Đăng").units == ("dd",)
    assert Gazetteer(UNITS, BEFORE).read("Đồng Đăng").units == ("tt-dd",)
    assert Gazetteer(UNITS, None).read("Đồng Đăng").unclear


@pytest.mark.parametrize(
    ("text", "units", "abroad"),
    [
        ("tỉnh Cao Bằng", (), ("Cao Bằng",)),
        ("huyện Văn Lãng và huyện Thạch An, tỉnh Cao Bằng", ("D-vl",), ("Cao Bằng",)),
        ("tỉnh Lạng Sơn, tỉnh Cao Bằng", ("P",), ("Cao Bằng",)),
        (
            "huyện Văn Lãng, tỉnh Lạng Sơn và xã A, tỉnh Cao Bằng",
            ("D-vl",),
            ("Cao Bằng",),
        ),
    ],
)
def test_other_provinces_are_abroad(text, units, abroad):
    found = Gazetteer(UNITS, BEFORE).read(text)
    assert (found.units, found.abroad, found.unclear) == (units, abroad, False)


def test_columns_may_name_the_level():
    asked = Gazetteer(UNITS, TODAY)
    assert asked.read("Cao Lộc", level="district").units == ("D-cl",)
    assert asked.read("Cao Lộc", level="commune").units == ("cl",)
    assert asked.read(
        "Phú Xá; Thụy Hùng", level="commune", district="Cao Lộc"
    ).units == (
        "px",
        "th-cl",
    )


def test_codes_are_taken_as_they_are():
    asked = Gazetteer(UNITS, BEFORE)
    assert asked.codes("hs;hoa").units == ("hs", "hoa")
    assert asked.codes("hs;nowhere").units == ()
