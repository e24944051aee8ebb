"""One worked verdict with everything it rests on."""

import pytest

from quyhoach.reports import only_indicative, sentence, settle, trail
from quyhoach.reports.layout import width

LANGUAGES = ["vi", "en"]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("columns", [100, 60])
def test_a_trail_says_every_verdict_with_its_law(answer, lang, columns):
    for project in answer["projects"]:
        text = trail(project, lang=lang, width=columns)
        flat = " ".join(text.split())
        assert max(map(width, text.splitlines())) <= columns
        assert "None" not in text
        for verdict in project["verdicts"]:
            assert sentence(verdict, lang=lang) in flat
            assert settle(verdict, lang=lang) in flat
            gist = "gist" if lang == "vi" else "gist_en"
            assert all(law[gist].rstrip(".") in flat for law in verdict["citations"])


def test_a_trail_shows_measure_tolerance_other_side_and_days(answer):
    text = trail(answer["projects"][0], lang="vi", fictional=True)
    assert text.startswith("GIẢ ĐỊNH · GT-017  Kho lạnh Chi Lăng\n")
    for said in (
        "Mã: 2026-017 (GT)",
        "Loại: dự án",
        "Kết luận: ▲ Mâu thuẫn · Ràng buộc",
        "QH-C02 Đất được bảo vệ. Có đứng trên đất bảo vệ không?",
        "Căn cứ: 1/QĐ-GT (2/1/2026), UBND huyện Luyện Tập, Điều 4",
        "Tóm ý: Trong khu vực bảo vệ I chỉ có công trình phục vụ di tích",
        "Hiệu lực từ 2/1/2026 · đã đọc bản gốc",
        "Bên kia: khu vực GT-Z1: khu vực bảo vệ I",
        "Đo được: 4,50 ha, 37,5 % của dự án",
        "Sai số cho phép: 1 m, theo mức tối thiểu",
    ):
        assert said in text
    assert "Chỉ tham khảo vì" not in text


def test_a_trail_says_why_it_is_only_indicative(answer):
    text = " ".join(trail(answer["projects"][1], lang="vi").split())
    weak = "lời văn đọc qua nguồn khác, chưa đọc bản gốc; nguồn là báo chí"
    assert f"Chỉ tham khảo vì: {weak}" in text
    assert "Chỉ tham khảo vì: một văn bản căn cứ cần rà soát pháp lý" in text


def test_one_weak_property_may_name_what_it_is_of():
    weak = {"property": "geometry", "value": "indicative", "of": "khu vực Z1"}
    said = {"force": "indicative", "weakest": weak}
    words = "hình là sơ đồ, không đo được (khu vực Z1)"
    assert only_indicative(said, lang="vi") == words
    assert only_indicative({"force": "indicative"}, lang="vi") == ""
    odd = {"force": "indicative", "weakest": [{"property": "a", "value": "b"}]}
    assert only_indicative(odd, lang="vi") == "a: b"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_trail_can_be_shown_with_nothing_known(lang):
    bare = {"reason": "QH-X01.clash", "citations": [{}], "other": None, "measure": None}
    text = trail({"id": "P", "verdicts": [bare]}, lang=lang)
    assert "None" not in text
    assert trail({"id": "P"}, lang=lang)


def test_the_published_sentences_are_those_of_the_code(answer):
    for project in answer["projects"]:
        for verdict in project["verdicts"]:
            said = {lang: sentence(verdict, lang=lang) for lang in LANGUAGES}
            assert verdict["sentence"] == said
