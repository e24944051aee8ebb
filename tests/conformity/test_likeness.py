"""Alike in words: repeatable, between nought and one, and never a meaning."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quyhoach.conformity import likeness
from quyhoach.conformity.likeness import words

SENTENCES = [
    "Khu công nghiệp Hữu Lũng",
    "Kho lạnh, kho hàng nông sản",
    "Trường phổ thông dân tộc nội trú",
    "Điện gió và năng lượng tái tạo",
]
WORDS = ["khu", "công", "nghiệp", "kho", "lạnh", "điện", "gió", "trường", "học"]
WORD = st.sampled_from(WORDS)
TEXT = st.lists(WORD, max_size=6).map(" ".join)


def nearest(texts, sentences):
    return likeness.nearest(list(map(words, texts)), list(map(words, sentences)))


def test_nothing_to_compare():
    none = nearest([], SENTENCES)
    assert (len(none.sentence), len(none.score)) == (0, 0)
    lonely = nearest(["Kho lạnh", "Điện gió"], [])
    assert lonely.sentence.tolist() == [-1, -1]
    assert lonely.score.tolist() == [0, 0]
    assert len(nearest([], []).sentence) == 0


@pytest.mark.parametrize("sentences", [["…"], ["", "–"], ["…", "Kho lạnh"]])
def test_sentences_without_words(sentences):
    found = nearest(["Kho lạnh", ""], sentences)
    assert (found.score >= 0).all()
    assert (found.score <= 1).all()


def test_the_same_words_are_one():
    for text in SENTENCES:
        assert nearest([text], [text]).score[0] == pytest.approx(1)


def test_each_sentence_is_nearest_to_itself():
    found = nearest(SENTENCES, SENTENCES)
    assert found.sentence.tolist() == [0, 1, 2, 3]
    assert (found.score > 0.9).all()


def test_diacritics_case_and_marks_are_not_heard():
    one = nearest(["KHO LẠNH - kho hàng!"], SENTENCES)
    two = nearest(["kho lanh kho hang"], SENTENCES)
    assert one.score.tolist() == two.score.tolist()
    assert one.sentence.tolist() == two.sentence.tolist() == [1]


def test_no_word_in_common_never_reaches_the_threshold():
    found = nearest(["Sân bay quốc tế", "Hồ chứa", "xyz", "", "!!!"], SENTENCES)
    assert (found.score <= 0.5).all()


def test_a_rare_word_weighs_more_than_a_common_one():
    sentences = ["Đường tỉnh Bắc", "Đường tỉnh Nam", "Đường tỉnh Tây", "Cảng cạn"]
    assert nearest(["Đường cảng"], sentences).sentence.tolist() == [3]


SENTENCE = st.lists(WORD, min_size=1, max_size=6).map(" ".join)


@given(
    st.lists(TEXT, min_size=1, max_size=6), st.lists(SENTENCE, min_size=1, max_size=5)
)
def test_scores_are_shares_and_every_text_stands_alone(texts, sentences):
    together = nearest(texts, sentences)
    assert ((together.score >= 0) & (together.score <= 1)).all()
    assert ((together.sentence >= 0) & (together.sentence < len(sentences))).all()
    again = nearest(texts, sentences)
    assert again.score.tolist() == together.score.tolist()
    for k, text in enumerate(texts):
        alone = nearest([text], sentences)
        assert alone.sentence[0] == together.sentence[k]
        assert alone.score[0] == pytest.approx(together.score[k], abs=1e-12)


@given(st.lists(TEXT, min_size=3, max_size=9))
def test_reading_in_pieces_changes_nothing(texts):
    whole = nearest(texts, SENTENCES)
    kept, likeness._CHUNK = likeness._CHUNK, 2
    try:
        pieces = nearest(texts, SENTENCES)
    finally:
        likeness._CHUNK = kept
    assert pieces.sentence.tolist() == whole.sentence.tolist()
    assert pieces.score == pytest.approx(whole.score, abs=1e-12)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Đường ĐT.245 (giai đoạn 2)", ["duong", "dt", "245", "giai", "doan", "2"]),
        ("", []),
        ("– …", []),
        ("N\u0303", ["n"]),
    ],
)
def test_words(text, found):
    assert words(text) == found
