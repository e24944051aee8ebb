"""What a person reads in a terminal: counts, blocks, days side by side, changes."""

import re
import unicodedata

import pytest

from quyhoach.reports import (
    ask_table,
    changes,
    changes_table,
    check_table,
    sentence,
    summary_side_by_side,
)
from quyhoach.reports.layout import width, wrap

LANGUAGES = ["vi", "en"]
LAW = {"number": "2/QĐ-GT", "in_force_from": "2026-03-01", "in_force_to": ""}
OLD = {"number": "1/QĐ-GT", "in_force_from": "2020-01-01", "in_force_to": "2026-02-28"}


def lines_fit(text, columns):
    assert max(map(width, text.splitlines())) <= columns
    assert not re.search(r"None|nan|[ \t]$", text, re.MULTILINE)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("columns", [100, 70])
def test_a_check_fits_its_columns_and_says_everything(answer, lang, columns):
    text = check_table(answer, lang=lang, width=columns)
    lines_fit(text, columns)
    flat = " ".join(text.split())
    for project in answer["projects"]:
        assert project["id"] in flat
        for verdict in project["verdicts"]:
            assert sentence(verdict, lang=lang) in flat
    assert "GT-009" in flat
    assert ("GIẢ ĐỊNH" if lang == "vi" else "INVENTED") in text.splitlines()[0]


def test_a_check_names_day_force_need_and_law(answer):
    text = check_table(answer, lang="vi")
    assert "Ngày xét: 23/11/2026. Biết đến: 23/11/2026." in text
    assert "▲ Mâu thuẫn · Ràng buộc" in text
    assert "◇ Chưa rõ · Tham khảo" in text
    assert "Cần: phụ lục III." in text
    assert "Căn cứ: 1/QĐ-GT (2/1/2026), UBND huyện Luyện Tập, Điều 4" in text
    assert "Không xét: GT-009 (đã kết thúc)." in text
    assert "Dòng dữ liệu có vấn đề: 1 lỗi, chưa nhận." in text


def test_colour_is_only_there_when_asked_for_and_changes_no_word(answer):
    plain = check_table(answer, lang="vi")
    assert "\x1b" not in plain
    painted = check_table(answer, lang="vi", colour=True)
    assert "\x1b[31m▲ Mâu thuẫn · Ràng buộc\x1b[0m" in painted
    assert re.sub(r"\x1b\[\d+m", "", painted) == plain


def test_a_real_plan_is_not_marked(answer):
    real = answer | {"fictional": False, "plan": answer["plan"] | {"fictional": False}}
    assert "GIẢ ĐỊNH" not in check_table(real, lang="vi")


def test_projects_may_be_streamed(answer):
    streamed = answer | {"projects": iter(answer["projects"])}
    assert check_table(streamed, lang="vi") == check_table(answer, lang="vi")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_empty_answer_can_be_shown(lang):
    assert check_table({}, lang=lang)
    assert summary_side_by_side([{}], lang=lang)
    assert summary_side_by_side([], lang=lang) == ""


def test_days_stand_side_by_side(answer):
    before = answer | {"on": "2025-06-30", "not_judged": []}
    text = summary_side_by_side([before, answer], lang="vi")
    lines_fit(text, 100)
    assert re.search(r"30/6/2025 +23/11/2026", text)
    assert re.search(r"^Dự án( +1 +1 +0 +0){2}$", text, re.MULTILINE)
    assert re.search(r"^Kết luận ràng buộc( +1 +0 +0 +1){2}$", text, re.MULTILINE)
    assert re.search(r"^QH-C04 .*( +0 +1 +0 +1){2}$", text, re.MULTILINE)
    assert "Dự án không xét: 30/6/2025: 0, 23/11/2026: 1." in text


def test_numbers_stand_under_their_shape(answer):
    lines = summary_side_by_side([answer, answer], lang="vi").splitlines()
    (shapes,) = (line for line in lines if line.startswith("  ") and "▲" in line)
    (projects,) = (line for line in lines if line.startswith("Dự án  "))
    places = [at for at, sign in enumerate(shapes) if sign != " "]
    assert "".join(projects[at] for at in places) == "1100" * 2


def test_what_to_ask_for_is_said_with_its_rules(answer):
    text = ask_table(answer["ask"], lang="en")
    assert "   1  Annex III (QH-C04: 1)" in text
    assert "và 1 thứ khác." in ask_table(answer["ask"], lang="vi", most=1)
    assert ask_table([], lang="vi") == "Không còn gì phải hỏi.\n"
    assert "   ?  x" in ask_table([{"what": "x"}], lang="vi")


def verdict(word, rule="QH-C04", **changes):
    outcome = {"beyond_plan": "silent", "listed": "conforms"}.get(word, "unknown")
    said = {"rule": rule, "reason": f"{rule}.{word}", "outcome": outcome}
    return said | {"force": "indicative"} | changes


def project(*verdicts, outcome="unknown", key="P1"):
    return {
        "id": key,
        "name": f"Dự án {key}",
        "outcome": outcome,
        "force": "indicative",
        "verdicts": list(verdicts),
    }


def two_days(before, after, apart_before=(), apart_after=()):
    return [
        {"on": "2025-06-30", "projects": before, "not_judged": list(apart_before)},
        {"on": "2026-11-23", "projects": after, "not_judged": list(apart_after)},
    ]


def kinds(found):
    return [cause["kind"] for cause in found["causes"]]


def test_nothing_changed_says_so(answer):
    assert changes([answer, answer]) == []
    assert changes([answer]) == []
    assert changes_table([answer, answer], lang="en") == "No project changed.\n"


def test_a_law_and_the_regime_of_lists_are_named():
    days = two_days(
        [project(verdict("beyond_plan", citations=[OLD]), outcome="silent")],
        [project(verdict("not_listed_flag", citations=[LAW]))],
    )
    (found,) = changes(days)
    assert found["before"] == {"outcome": "silent", "force": "indicative"}
    assert found["verdicts"][0]["before"]["reason"] == "QH-C04.beyond_plan"
    assert kinds(found) == ["expired", "began", "list_regime"]
    text = changes_table(days, lang="vi")
    assert "□ Ngoài quy hoạch · Tham khảo → ◇ Chưa rõ · Tham khảo" in text
    assert "ngoài quy hoạch → vắng trong danh mục, mới là dấu hiệu" in text
    assert "1/QĐ-GT hết hiệu lực sau 28/2/2026" in text
    assert "2/QĐ-GT có hiệu lực từ 1/3/2026" in text
    lines_fit(text, 100)


def test_a_law_of_another_day_is_no_cause():
    early = LAW | {"in_force_from": "2024-01-01"}
    (found,) = changes(
        two_days(
            [project(verdict("annex_needed", citations=[early]))],
            [project(verdict("listed", citations=[early]), outcome="conforms")],
        )
    )
    assert kinds(found) == ["unexplained"]
    assert "chưa rõ vì sao" in changes_table(
        two_days([project(verdict("text_only"))], [project(verdict("listed"))]),
        lang="vi",
    )


@pytest.mark.parametrize(
    ("before", "after", "reason", "kind"),
    [(True, False, "ended", "ended"), (False, True, "not_begun", "begun")],
)
def test_a_period_explains_a_project_that_is_not_judged(before, after, reason, kind):
    judged, apart = [project(verdict("text_only"))], [{"id": "P1", "reason": reason}]
    days = two_days(
        judged if before else [],
        judged if after else [],
        () if before else apart,
        () if after else apart,
    )
    (found,) = changes(days)
    states = [found[name]["outcome"] for name in ("before", "after")]
    assert (states == ["unknown", "not_judged"]) is before
    assert (kinds(found), found["verdicts"]) == ([kind], [])
    assert "Not judged" in changes_table(days, lang="en")


def test_projects_that_end_together_are_said_together():
    keys = ["P1", "P2", "P3"]
    days = two_days(
        [project(verdict("text_only"), key=key) for key in keys],
        [],
        apart_after=[{"id": key, "reason": "ended"} for key in keys],
    )
    text = changes_table(days, lang="vi")
    assert text.splitlines()[0] == "P1, P2, P3"
    assert text.count("thời gian dự án đã hết") == 1


def test_the_other_project_explains_a_clash_that_is_gone():
    other = {"kind": "project", "id": "P9", "name": "Bãi xe"}
    clash = verdict("clash", "QH-X01", other=other)
    (found,) = changes(
        two_days(
            [project(clash, outcome="conflicts")],
            [project(verdict("clear", "QH-X01"), outcome="conforms")],
            apart_after=[{"id": "P9", "reason": "ended"}],
        )[:2]
    )[:1]
    assert [(c["kind"], c["name"]) for c in found["causes"]] == [
        ("other_ended", "Bãi xe")
    ]


def test_a_zone_that_came_and_a_zone_that_went_are_named():
    old = {"kind": "zone", "id": "Z1", "name": "Khu cũ"}
    new = {"kind": "zone", "id": "Z2", "name": "Khu mới"}
    (found,) = changes(
        two_days(
            [project(verdict("use_permitted", "QH-C01", other=old))],
            [project(verdict("use_not_permitted", "QH-C01", other=new))],
        )
    )
    assert [(c["kind"], c["name"]) for c in found["causes"]] == [
        ("zone_expired", "Khu cũ"),
        ("zone_began", "Khu mới"),
    ]


def test_a_review_explains_a_lost_force_only():
    bound = verdict("listed", force="binding", review=False)
    weak = verdict("listed", force="indicative", review=True)
    (found,) = changes(two_days([project(bound)], [project(weak)]))
    assert kinds(found) == ["review"]
    text = changes_table(two_days([project(bound)], [project(weak)]), lang="vi")
    assert "● Chưa rõ · Ràng buộc" not in text
    assert "Ràng buộc →" in text


def test_verdicts_are_matched_by_their_other_side():
    one, two = ({"kind": "zone", "id": key} for key in ("Z1", "Z2"))
    before = [
        verdict("use_unknown", "QH-C01", other=one),
        verdict("use_conditional", "QH-C01", other=two),
    ]
    after = [
        verdict("use_conditional", "QH-C01", other=two),
        verdict("use_permitted", "QH-C01", other=one),
        verdict("period_missing", "QH-C06"),
    ]
    (found,) = changes(two_days([project(*before)], [project(*after)]))
    said = [
        (v["rule"], (v["before"] or {}).get("reason"), (v["after"] or {}).get("reason"))
        for v in found["verdicts"]
    ]
    assert said == [
        ("QH-C01", "QH-C01.use_unknown", "QH-C01.use_permitted"),
        ("QH-C06", None, "QH-C06.period_missing"),
    ]


def test_a_changed_outcome_stands_first():
    days = two_days(
        [
            project(verdict("text_only"), key="P1"),
            project(verdict("text_only"), key="P2"),
        ],
        [
            project(verdict("scope_partly"), key="P1"),
            project(verdict("listed"), key="P2", outcome="conforms"),
        ],
    )
    assert [found["project"] for found in changes(days)] == ["P2", "P1"]


def test_marks_on_letters_take_no_column():
    name = "Thụy Hùng – Cao Lộc, Hữu Lũng"
    assert width(name) == width(unicodedata.normalize("NFD", name)) == len(name)


@pytest.mark.parametrize("columns", [12, 20, 40])
def test_no_line_is_wider_than_asked(columns):
    text = "Nghiêng nghiêng đường dài " * 4 + "x" * 90
    lines = wrap(text, columns, first="1. ")
    assert max(map(width, lines)) <= columns
    joined = "".join("".join(lines).split())
    assert joined == "1." + "".join(text.split())
