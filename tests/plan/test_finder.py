"""Units found as people type them: exact first, guesses named as guesses."""

from datetime import date

import pytest

from quyhoach.intake.plans import read_plan
from quyhoach.plan.finder import UnitFinder

BEFORE, AFTER = date(2025, 6, 30), date(2025, 7, 1)


@pytest.fixture(scope="module")
def finder():
    return UnitFinder(read_plan("langson").units)


def codes(found):
    return [one.unit.code for one in found.matches]


def matches(found):
    return {one.match for one in found.matches}


def test_both_thuy_hung_and_the_one_of_today(finder):
    found = finder.find("Thụy Hùng")
    assert codes(found) == ["2025:06148", "2024:06136", "2024:06208"]
    assert found.ambiguous
    assert matches(found) == {"exact"}
    assert codes(finder.find("Thụy Hùng", on=AFTER)) == ["2025:06148"]
    assert not finder.find("Thụy Hùng", on=AFTER).ambiguous
    assert finder.find("Thụy Hùng", on=BEFORE).ambiguous


@pytest.mark.parametrize(
    "text",
    [
        "Thụy Hùng, huyện Cao Lộc",
        "xã Thụy Hùng huyện Cao Lộc",
        "Xã Thuỵ Hùng, Cao Lộc, Lạng Sơn",
        "THỤY HÙNG CAO LỘC",
        "x. Thụy Hùng, h. Cao Lộc",
    ],
)
def test_the_district_tells_them_apart(finder, text):
    found = finder.find(text)
    assert codes(found) == ["2024:06208"]
    assert matches(found) == {"exact"}
    assert not found.ambiguous


@pytest.mark.parametrize(
    ("text", "match"),
    [
        ("thuy hung cao loc", "folded"),
        ("thuy hung, huyen cao loc", "folded"),
        ("thuy hugn cao loc", "near"),
        ("06208", "code"),
        ("2024:06208", "code"),
    ],
)
def test_what_is_not_exact_says_so(finder, text, match):
    found = finder.find(text)
    assert codes(found)[0] == "2024:06208"
    assert found.matches[0].match == match
    assert (found.matches[0].score < 100) == (match == "near")


def test_a_code_means_every_era_that_has_it(finder):
    found = finder.find("06184")
    assert codes(found) == ["2025:06184", "2024:06184"]
    assert found.ambiguous
    assert codes(finder.find("06184", on=BEFORE)) == ["2024:06184"]


def test_old_and_new_spelling_are_one(finder):
    old, new = finder.find("Hoà Bình"), finder.find("Hòa Bình")
    assert codes(old) == codes(new)
    assert len(old.matches) == 4
    assert matches(old) == {"exact"}


def test_a_kind_that_is_not_so_is_not_exact(finder):
    assert matches(finder.find("huyện Hòa Bình")) == {"folded"}
    assert codes(finder.find("huyện Hữu Lũng")) == ["2024:D-huu-lung"]
    assert len(finder.find("Hữu Lũng").matches) == 3


def test_an_abolished_district_became_the_communes_of_its_ground(finder):
    (found,) = finder.find("huyện Hữu Lũng").matches
    assert len(found.became) == 8
    assert {u.district for u in found.became} == {"Huyện Hữu Lũng"}
    (city,) = finder.find("thành phố Lạng Sơn").matches
    assert {u.name for u in city.became} == {
        "Phường Đông Kinh",
        "Phường Lương Văn Tri",
        "Phường Tam Thanh",
        "Phường Kỳ Lừa",
    }


def test_successors_and_predecessors_are_the_packages_own(finder):
    (split,) = finder.find("Bính Xá").matches
    assert {u.code for u in split.became} == {"2025:06613", "2025:06625"}
    (today,) = finder.find("Hữu Lũng", on=AFTER).matches
    assert {u.name for u in today.merged_from} == {
        "Thị trấn Hữu Lũng",
        "Xã Đồng Tân",
        "Xã Hồ Sơn",
    }
    (older,) = finder.find("Đồng Giáp").matches
    assert [u.name for u in older.became] == ["Xã Khánh Khê"]


def test_neighbours_merged_too(finder):
    for old, new in (("Bắc Giang", "Bắc Ninh"), ("Bắc Kạn", "Thái Nguyên")):
        (found,) = finder.find(old).matches
        assert [u.name for u in found.became] == [f"Tỉnh {new}"]
        assert finder.find(old, on=AFTER).matches == ()
        (heir,) = finder.find(new, on=AFTER).matches
        assert {u.name for u in heir.merged_from} == {f"Tỉnh {old}", f"Tỉnh {new}"}


@pytest.mark.parametrize("text", ["", " ", ",", "Hà Nội", "xyz", "2025:", "%"])
def test_what_is_not_there_is_not_found(finder, text):
    assert finder.find(text).matches == ()


@pytest.mark.parametrize("text", ["Thụy Hùng, huyện Bắc Sơn", "Thụy Hùng Bắc Sơn"])
def test_a_district_where_it_is_not_is_at_most_a_guess(finder, text):
    assert matches(finder.find(text)) <= {"near"}
