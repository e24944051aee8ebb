"""`quyhoach units find`: which unit is meant, said so that a person can go on."""

import json

import pytest


def test_a_name_of_several_says_so_and_shows_what_they_became(call):
    done = call("units", "find", "Thụy", "Hùng")
    assert done.code == 0
    assert done.out.count("đúng tên") == 3
    assert "sau đó thuộc: Xã Đồng Đăng" in done.out
    assert "Nhiều đơn vị cùng khớp" in done.out
    assert "Xã Thụy Hùng, Lạng Sơn (trước thuộc Huyện Văn Lãng)" in done.out


def test_on_a_day_one_is_left(call):
    done = call("units", "find", "Thụy Hùng", "--on", "1/7/2025", "--lang", "en")
    assert done.code == 0
    assert "108.76 km²" in done.out
    assert "Several" not in done.out
    assert "since 1/7/2025" in done.out


def test_json_is_as_the_contract_has_it(call):
    done = call("units", "find", "Bắc Kạn", "--on", "2025-06-30", "--format", "json")
    answer = json.loads(done.out)
    assert next(iter(answer)) == "schema_version"
    assert answer["on"] == "2025-06-30"
    (one,) = answer["matches"]
    wanted = ("2024:P-bac-kan", "2025-06-30", ["2025:P-thai-nguyen"])
    assert (one["code"], one["to"], one["became"]) == wanted
    assert answer["ambiguous"] is False


def test_a_guess_is_called_a_guess(call):
    done = call("units", "find", "Huu Lungg")
    assert done.code == 0
    assert "chỉ là phỏng đoán (94,1/100)" in done.out


@pytest.mark.parametrize(("words", "code"), [(("Hà Nội",), 1), ((), 2)])
def test_nothing_found_ends_with_1_and_nothing_asked_with_2(call, words, code):
    assert call("units", "find", *words).code == code


def test_another_package_has_its_own_units(call):
    assert call("units", "find", "Hữu Lũng", "--plan", "luyen_tap").code == 1
    assert call("units", "find", "Hữu Lũng", "--plan", "nowhere").code == 2
