"""Names of places: two eras, districts, kinds, and diacritics that are kept."""

from datetime import date

import pytest

from quyhoach.intake.plans import read_plan
from quyhoach.plan import Unit, Units, fold


@pytest.fixture(scope="module")
def units():
    """Return the units of the real case."""
    return read_plan("langson").units


def codes(found):
    return [unit.code for unit in found]


def test_a_bare_name_means_both_eras(units):
    found = units.named("Hồ Sơn")
    assert {unit.name for unit in found} == {"Xã Hồ Sơn"}
    assert codes(units.named("Xã Hồ Sơn")) == codes(found)
    eras = {unit.era for unit in units.named("Thiện Tân")}
    assert eras == {"2024", "2025"}


def test_the_kind_tells_apart_what_bears_one_name(units):
    assert {u.type for u in units.named("Hữu Lũng")} == {"huyện", "thị trấn", "xã"}
    for text, kind in (
        ("Thị trấn Hữu Lũng", "thị trấn"),
        ("TT Hữu Lũng", "thị trấn"),
        ("tt. Hữu Lũng", "thị trấn"),
        ("Xã Hữu Lũng", "xã"),
        ("Huyện Hữu Lũng", "huyện"),
    ):
        assert [u.type for u in units.named(text)] == [kind], text


def test_a_city_is_written_in_three_ways(units):
    city = codes(units.named("Thành phố Lạng Sơn"))
    assert city == ["2024:D-lang-son"]
    for text in ("TP Lạng Sơn", "Tp. Lạng Sơn", "tp  Lạng   Sơn", "THÀNH PHỐ LẠNG SƠN"):
        assert codes(units.named(text)) == city, text
    assert "tỉnh" in {u.type for u in units.named("Tỉnh Lạng Sơn")}


def test_two_thuy_hung_and_their_districts(units):
    assert len(units.named("Thụy Hùng")) == 3
    van_lang = codes(units.named("Thụy Hùng", district="Văn Lãng"))
    cao_loc = codes(units.named("Thụy Hùng", district="Huyện Cao Lộc"))
    assert van_lang == ["2024:06136", "2025:06148"]
    assert cao_loc == ["2024:06208"]
    assert units.named("Thụy Hùng", district="Chi Lăng") == ()


def test_diacritics_are_kept(units):
    assert codes(units.named("Vạn Thủy")) == ["2024:06331"]
    assert codes(units.named("Vân Thủy")) == ["2024:06472"]
    assert units.named("Van Thuy") == ()


def test_composed_and_decomposed_are_one_name(units):
    import unicodedata

    text = unicodedata.normalize("NFD", "Xã Vạn Thủy")
    assert codes(units.named(text)) == ["2024:06331"]


@pytest.mark.parametrize("text", ["", "  ", "Xã", "xã ", "Không Có", "Hồ", "Sơn"])
def test_what_is_not_a_name_means_nothing(units, text):
    assert units.named(text) == ()


def one(name, kind="xã", district=""):
    return Unit(code=name, name=name, type=kind, era="1", district=district)


@pytest.mark.parametrize(
    ("known", "asked"),
    [
        ("Xã Sơn", "Phượng Sơn"),
        ("Xã Sơn", "Huyền Sơn"),
        ("Xã Lý", "Xa Lý"),
        ("Xã Túc", "Tình Túc"),
    ],
)
def test_a_syllable_like_a_kind_is_no_kind(known, asked):
    """Phượng Sơn and Huyền Sơn are names of their own, not a ward or district Sơn."""
    assert Units((one(known),)).named(asked) == ()
    full = Units((one(f"Xã {asked}"),))
    assert len(full.named(asked)) == 1
    assert len(full.named(f"Xã {asked}")) == 1


def test_a_unit_of_several_old_districts_is_found_by_each():
    some = Units((one("Xã Bình", district="Huyện Lộc;Huyện Chi"),))
    assert len(some.named("Bình", district="Lộc")) == 1
    assert len(some.named("Bình", district="Huyện Chi")) == 1
    assert some.named("Bình", district="Văn") == ()


def test_by_code_gives_the_unit_with_its_days_and_successor(units):
    unit = units.by_code["2024:06208"]
    assert unit.end == date(2025, 6, 30)
    assert len(unit.became) >= 1
    assert all(code in units.by_code for code in unit.became)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Đồng  Đăng", "dong dang"),
        ("ĐẮK LẮK", "dak lak"),
        ("Ưu ĐÃI", "uu dai"),
        (" Vạn\tThủy ", "van thuy"),
        ("", ""),
        ("Kho 2", "kho 2"),
    ],
)
def test_fold(text, folded):
    assert fold(text) == folded
    assert fold(folded) == folded
