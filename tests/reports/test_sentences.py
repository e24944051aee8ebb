"""Every reason has its sentence in both languages, with and without its values."""

import importlib.util
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quyhoach.conformity.catalogue import REASONS, RULES, Outcome
from quyhoach.errors import BadInput
from quyhoach.reports import (
    force_word,
    outcome_word,
    reason_title,
    rule_question,
    rule_title,
    sentence,
    settle,
    translator,
)
from quyhoach.reports.said import ABSENT, NEEDS, SENTENCES, SETTLES

PARAMETERS = {
    "sector": "logistics.warehouse",
    "sector_name": "kho hàng",
    "sector_name_en": "warehouses",
    "condition": "có ý kiến của Bộ",
    "zones": 3,
    "others": 4,
    "needs": "phụ lục danh mục QĐ 1/QĐ-UBND",
    "needs_en": "the annex of Decision 1/QĐ-UBND",
    "outside": 0.123,
    "limit": 0.05,
    "outside_clear": 0.041,
    "scheme": "MSDA",
    "number": "GT-01",
    "score": 0.72,
    "lacks": ["sector", "place"],
    "level": "national",
    "decided_by": "Thủ tướng",
    "begin": "2024-04-21",
    "end": "2026-09",
    "plan_begin": "2021-01-01",
    "plan_end": "2030-12-31",
    "phase": "2021-2025",
    "earlier": ["2023", "2024-12-31"],
    "decision": "12/QĐ-UBND",
    "code": "A.3",
    "year": 2025,
}
OTHERS = {"X": "project", "4": "provision"}
OPENINGS = {
    "vi": {
        Outcome.CONFORMS: r"(Được|Có|Đúng|Không )",
        Outcome.SILENT: r"Ngoài quy hoạch\.",
        Outcome.UNKNOWN: r"Chưa nói được\.",
        Outcome.CONFLICTS: r"(Không được|Không đúng|Trùng|Ghi hai lần)",
    },
    "en": {
        Outcome.CONFORMS: r"(Yes|Clear|No clash|No shared|Written once|Nothing)",
        Outcome.SILENT: r"Beyond the plan\.",
        Outcome.UNKNOWN: r"Cannot tell yet\.",
        Outcome.CONFLICTS: r"(No\.|Clash|Shared|Written twice)",
    },
}
LANGUAGES = ["vi", "en"]
NOTHING = [{}, {"parameters": None, "other": None, "measure": None}]
EMPTY = [None, "", [], float("nan")]


def verdict(code, **changes):
    kind = OTHERS.get(code[3]) or OTHERS.get(code[5]) or "zone"
    full = {
        "reason": code,
        "parameters": PARAMETERS,
        "other": {"kind": kind, "id": "GT-9", "name": "Tên bên kia"},
        "measure": {"area_m2": 45000.0, "length_m": 0.0, "share": 0.375},
        "tolerance_m": 1.0,
    }
    return full | changes


def good(text, lang):
    assert not re.search(r"None|nan|\{|\}|\[|\]|  | \.| ,|: *\.|\(\)", text), text
    assert text.endswith(".")
    assert text == text.strip()
    if lang == "en":
        for word in ("Dự án", "Chưa", "Phần", "khu vực"):
            assert word not in text


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("code", REASONS)
def test_a_reason_is_said_with_everything_known(code, lang):
    text = sentence(verdict(code), lang=lang)
    good(text, lang)
    assert re.match(OPENINGS[lang][REASONS[code].outcome], text), text


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("code", REASONS)
def test_a_reason_is_said_with_nothing_known(code, lang):
    bare = dict.fromkeys(PARAMETERS)
    for known in (*NOTHING, {"parameters": bare, "other": {"kind": "", "id": None}}):
        text = sentence({"reason": code} | known, lang=lang)
        good(text, lang)
        assert re.match(OPENINGS[lang][REASONS[code].outcome], text), text


@given(
    st.sampled_from(sorted(REASONS)),
    st.sampled_from(LANGUAGES),
    st.dictionaries(st.sampled_from(sorted(PARAMETERS)), st.sampled_from(EMPTY)),
)
def test_any_value_may_be_missing(code, lang, missing):
    parameters = PARAMETERS | missing
    good(sentence(verdict(code, parameters=parameters), lang=lang), lang)
    good(sentence(verdict(code, parameters=missing), lang=lang), lang)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("code", REASONS)
def test_an_unknown_says_what_would_settle_it_and_nothing_else_does(code, lang):
    for known in (verdict(code), {"reason": code}):
        text = settle(known, lang=lang)
        assert bool(text) is (REASONS[code].outcome is Outcome.UNKNOWN)
        if text:
            good(text, lang)


def test_every_sentence_uses_the_values_it_is_given():
    shown = {
        "QH-C01.use_not_permitted": "kho hàng",
        "QH-C01.shares_unit": "3 khu vực",
        "QH-C03.outside": "12,3 %",
        "QH-C04.listed": "GT-01 (MSDA)",
        "QH-C04.scope_partly": "ngành, địa bàn",
        "QH-C04.annex_needed": "thiếu phụ lục danh mục QĐ 1/QĐ-UBND",
        "QH-C05.prevalence_undecided": "do Thủ tướng quyết",
        "QH-C06.rescheduled": "2023 → 31/12/2024 → 9/2026",
        "QH-C06.within_period": "21/4/2024 – 9/2026",
        "QH-X01.clash": "4,50 ha, bằng 37,5 % dự án; sai số cho phép 1 m",
        "QH-X03.same_line": "12/QĐ-UBND, mã A.3, năm 2025",
    }
    said = {code: sentence(verdict(code), lang="vi") for code in shown}
    assert {c: shown[c] for c in shown if shown[c] not in said[c]} == {}


def test_english_shows_english_values():
    text = sentence(verdict("QH-C01.use_not_permitted"), lang="en")
    assert "warehouses" in text
    assert "4.50 ha, 37.5% of the project; tolerance 1 m" in text
    assert "21 Apr 2024" in sentence(verdict("QH-C06.within_period"), lang="en")
    other = {"kind": "zone", "id": "Z", "name": "Khu A", "name_en": "Zone A"}
    assert "Zone A" in sentence(verdict("QH-C01.touches_only", other=other), lang="en")


def test_a_provision_is_told_in_english_where_its_gist_is():
    law = {"gist": "Tên bên kia.", "gist_en": "Warehouses come first."}
    said = verdict("QH-C04.within_provision", citations=[{}, law])
    assert sentence(said, lang="en").endswith("scope: Warehouses come first.")
    assert sentence(said, lang="vi").endswith("điều khoản: Tên bên kia.")


def test_a_line_shows_its_length():
    measure = {"area_m2": 0.0, "length_m": 59870.0, "share": 1.0}
    text = sentence(verdict("QH-C02.on_protected", measure=measure), lang="vi")
    assert "Phần chung 59,87 km, bằng 100,0 % dự án" in text


def test_a_share_can_be_told_from_the_limit():
    parameters = {"outside": 0.0504, "limit": 0.05, "outside_clear": 0.050001}
    text = sentence(verdict("QH-C03.outside", parameters=parameters), lang="vi")
    assert "5,04 %, trừ sai số còn 5,0001 %, giới hạn 5,0 %" in text
    parameters = {"outside": 0.05, "limit": 0.05}
    text = sentence(verdict("QH-C03.inside", parameters=parameters), lang="vi")
    assert "5,0 %, giới hạn 5,0 %" in text


def test_a_name_with_braces_is_only_a_name():
    other = {"kind": "zone", "id": "Z", "name": "Khu {use} [1]"}
    text = sentence(verdict("QH-C01.touches_only", other=other), lang="vi")
    assert "Khu {use} [1]" in text


@pytest.mark.parametrize("code", REASONS)
def test_a_reason_has_a_title_in_both_languages(code):
    vi, en = (reason_title(code, lang) for lang in LANGUAGES)
    assert len({vi, en, code}) == 3


def test_a_rule_is_titled_as_in_the_manual(house):
    for rule in RULES:
        page = (house / "docs" / "rules" / f"{rule}.md").read_text("utf-8")
        titles = " / ".join(rule_title(rule, lang) for lang in LANGUAGES)
        assert page.startswith(f"# {rule}: {titles}\n")
        assert rule_question(rule, "vi") != rule_question(rule, "en")


@pytest.mark.parametrize("name", ["conforms", "conflicts", "silent", "unknown"])
def test_an_outcome_has_a_word(name):
    assert len({name, outcome_word(name, "vi"), outcome_word(name, "en")}) == 3


@pytest.mark.parametrize("name", ["binding", "indicative"])
def test_a_force_has_a_word(name):
    assert len({name, force_word(name, "vi"), force_word(name, "en")}) == 3


def test_data_and_catalogue_name_the_same_things():
    assert set(SENTENCES) == set(REASONS)
    assert {reason.need for reason in REASONS.values() if reason.need} == set(NEEDS)
    assert set(SETTLES) <= {c for c in REASONS if REASONS[c].need}
    assert all(ABSENT.values())


@pytest.mark.parametrize("lang", LANGUAGES)
def test_nothing_and_unknown_words_come_back_as_they_are(lang):
    assert translator(lang)("") == ""
    assert force_word("", lang) == ""
    assert outcome_word("no such word", lang) == "no such word"


def test_a_language_that_is_not_there_is_refused():
    with pytest.raises(BadInput):
        translator("zz")


@pytest.fixture(scope="module")
def messages(house):
    path = house / "tools" / "messages.py"
    spec = importlib.util.spec_from_file_location("messages", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_catalogue_is_whole_and_compiled(messages):
    assert messages.catalogues()
    assert [messages.check(path) for path in messages.catalogues()] == [[]]
