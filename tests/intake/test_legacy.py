"""Text from before Unicode comes back; text in Unicode stays as it is."""

import csv
import unicodedata
from pathlib import Path

import pytest
from hand_made import of, read, workbook
from hypothesis import given, settings
from hypothesis import strategies as st

import quyhoach
from quyhoach.errors import BadFile
from quyhoach.intake.legacy import decode_legacy, legacy_bytes, legacy_text
from quyhoach.intake.syllables import is_syllable

PACKAGE = Path(quyhoach.__file__).parent


def table(encoding):
    with (PACKAGE / "intake" / "legacy.csv").open(encoding="utf-8") as file:
        return {
            row["letter"]: bytes.fromhex(row["bytes"]).decode("cp1252")
            for row in csv.DictReader(file)
            if row["encoding"] == encoding
        }


TABLES = {encoding: table(encoding) for encoding in ("tcvn3", "vni")}


def old(text, encoding):
    if encoding == "utf-8":
        windows = (bytes([b]).decode("cp1252", "replace") for b in text.encode())
        made = zip(windows, text.encode(), strict=True)
        return "".join(chr(b) if one == "\ufffd" else one for one, b in made)
    letters = TABLES[encoding]
    return "".join(letters.get(x, letters.get(x.lower(), x)) for x in text)


def words_of_cases():
    found = set()
    for path in sorted((PACKAGE / "cases").glob("*/*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                found.update(cell for cell in row.values() if cell)
    return sorted(unicodedata.normalize("NFC", text) for text in found)


TEXTS = words_of_cases()
MARKED = [text for text in TEXTS if not text.isascii()]
BEYOND = [  # what the encodings cannot hold is no fair question
    text
    for text in MARKED
    if any(ord(x) > 0xFF and x not in TABLES["vni"] for x in text)
]
HELD = [
    text for text in MARKED if text not in BEYOND and not set("²–×·§°½") & set(text)
]


def test_there_is_something_to_ask():
    assert len(HELD) > 1000


@pytest.mark.parametrize("encoding", ["vni", "utf-8"])
def test_every_text_comes_back(encoding):
    wrong = [t for t in HELD if decode_legacy(old(t, encoding), encoding) != t]
    assert wrong == []


def test_every_text_comes_back_from_tcvn3_but_for_its_capitals():
    letters = TABLES["tcvn3"]
    for text in HELD:
        lowered = "".join(x if x in letters else x.lower() for x in text if x)
        back = decode_legacy(old(text, "tcvn3"), "tcvn3")
        assert back.casefold() == text.casefold(), lowered
    held = [
        t for t in HELD if all(x in letters or x.isascii() for x in t) and not _loud(t)
    ]
    assert len(held) > 1000
    assert [t for t in held if decode_legacy(old(t, "tcvn3"), "tcvn3") != t] == []


def _loud(text):
    return any(
        len(found := [x for x in word if x.isascii() and x.isalpha()]) > 1
        and all(x.isupper() for x in found)
        for word in (text, *text.split(" "))
    )


@pytest.mark.parametrize("encoding", ["tcvn3", "vni", "utf-8"])
def test_a_table_of_old_text_is_known_for_what_it_is(encoding):
    (made,), (found,) = legacy_text([[old(text, encoding) for text in HELD]])
    assert (found.encoding, found.certain, found.column) == (encoding, True, None)
    assert [m.casefold() for m in made] == [t.casefold() for t in HELD]


def test_no_text_in_unicode_is_touched_alone_or_together():
    together = [MARKED]
    assert legacy_text(together) == (together, [])
    for text in MARKED:
        assert legacy_text([[text]]) == ([[text]], []), text


@settings(deadline=None)
@given(st.lists(st.lists(st.sampled_from(TEXTS), max_size=6), max_size=4))
def test_no_table_in_unicode_is_touched(columns):
    for form in ("NFC", "NFD"):
        given_ = [[unicodedata.normalize(form, t) for t in c] for c in columns]
        assert legacy_text(given_) == (given_, [])


@pytest.mark.parametrize(
    "text",
    [
        "Crédit Agricole",
        "Münster",
        "señor",
        "50 µm",
        "12 m², 25 °C",
        "· Kho",
        "§ 5",
        "½",
    ],
)
def test_other_tongues_and_signs_are_not_converted(text):
    made, found = legacy_text([[text]])
    assert made == [[text]]
    assert [one.certain for one in found] in ([], [False])


def test_capitals_of_tcvn3():
    assert decode_legacy("ñy ban nh©n d©n tØnh", "tcvn3") == "ủy ban nhân dân tỉnh"
    assert decode_legacy("DANH MôC Dù ¸N", "tcvn3") == "DANH MỤC DỰ ÁN"
    assert decode_legacy("QL 1A, ®­êng tØnh", "tcvn3") == "QL 1A, đường tỉnh"
    assert decode_legacy("UÛy ban, Uûy ban", "vni") == "Ủy ban, Ủy ban"


def test_a_workbook_typed_in_old_fonts_is_read(tmp_path):
    rows = [
        ["Danh môc dù ¸n ®Çu t­ c«ng"],
        ["STT", "Tªn dù ¸n", "§Þa ®iÓm", "DiÖn tÝch (ha)"],
        [1, "§­êng vµo côm c«ng nghiÖp", "x· Hå S¬n, huyÖn H÷u Lòng", "25,7"],
    ]
    (record,), issues = read(workbook(tmp_path / "a.xlsx", a=rows))
    assert record.name == "Đường vào cụm công nghiệp"
    assert record.units == ("hs",)
    assert "TCVN3" in of(issues, "QH-D16.text_legacy_converted").reason


def test_a_column_in_an_old_font_beside_unicode_is_converted_alone(tmp_path):
    rows = [
        ["Mã", "Tên dự án", "Địa điểm"],
        ["A", "Ñöôøng vaøo cuïm coâng nghieäp", "xã Hồ Sơn, huyện Hữu Lũng"],
        ["B", "Bãi đỗ xe", "toàn tỉnh"],
        ["C", "Nhaø maùy nöôùc", "toàn tỉnh"],
    ]
    records, issues = read(workbook(tmp_path / "a.xlsx", a=rows))
    names = ["Đường vào cụm công nghiệp", "Bãi đỗ xe", "Nhà máy nước"]
    assert [r.name for r in records] == names
    assert of(issues, "QH-D16.text_legacy_converted").column == "Tên dự án"


def test_too_little_to_tell_is_asked_and_left(tmp_path):
    rows = [["Mã", "Tên dự án"], ["A", "Kho b·i"]]
    (record,), issues = read(workbook(tmp_path / "a.xlsx", a=rows))
    assert record.name == "Kho b·i"
    met = of(issues, "QH-D16.text_legacy_unclear")
    assert (met.column, met.value) == ("Tên dự án", "Kho b·i")
    assert "Kho bãi" in met.reason


@pytest.mark.parametrize("encoding", ["tcvn3", "vni", "windows-1258"])
def test_a_text_table_in_an_old_encoding_is_read(tmp_path, encoding):
    text = 'Mã;Tên dự án;Địa điểm\nA;"Đường; nước";xã Hồ Sơn, huyện Hữu Lũng\n'
    if encoding == "windows-1258":
        parts = unicodedata.normalize("NFD", text)
        for two in ("ă", "â", "ê", "ô", "ơ", "ư", "Đ"):
            parts = parts.replace(unicodedata.normalize("NFD", two), two)
        for whole in ("ệ", "ộ", "ự", "ữ", "ờ", "ồ", "ớ", "ể"):
            shape = unicodedata.normalize("NFD", whole)
            mark = next(x for x in shape[1:] if x in "\u0300\u0301\u0303\u0309\u0323")
            rest = unicodedata.normalize("NFC", shape.replace(mark, ""))
            parts = parts.replace(shape, rest + mark)
        data = parts.encode("cp1258")
    else:
        data = old(text, encoding).encode("cp1252")
    path = tmp_path / "a.csv"
    path.write_bytes(data)
    (record,), issues = read(path)
    assert (record.name, record.units) == ("Đường; nước", ("hs",))
    of(issues, "QH-D16.text_legacy_converted")


def test_bytes_of_no_known_encoding_are_refused(tmp_path):
    path = tmp_path / "a.csv"
    path.write_bytes("id;name\nA;Café crème\n".encode("latin-1"))
    assert legacy_bytes(path.read_bytes()) is None
    with pytest.raises(BadFile, match="UTF-8"):
        read(path)


def test_spelling():
    wrong = [
        word
        for text in MARKED
        for word in text.replace("-", " ").split()
        if word.isalpha() and not word.isascii() and not is_syllable(word)
    ]
    assert len(set(wrong)) < 40
