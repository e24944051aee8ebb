"""Which papers and sentences hold on a day, and how they are cited."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from quyhoach.law import (
    Instrument,
    Level,
    Provision,
    SourceKind,
    StatusAfter,
    Text,
    cite,
    holds,
)

DAY = timedelta(days=1)
FIRST, LAST = date(2024, 3, 1), date(2026, 2, 28)
PAPER = Instrument(
    id="I",
    number="236/QĐ-TTg",
    issuer="Thủ tướng Chính phủ",
    signed=date(2024, 3, 19),
    title="Quy hoạch",
    in_force_from=FIRST,
    in_force_to=LAST,
    text=Text.READ,
    source_kind=SourceKind.INSTRUMENT,
)


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        (FIRST - DAY, False),
        (FIRST, True),
        (FIRST + DAY, True),
        (LAST, True),
        (LAST + DAY, False),
    ],
)
def test_both_ends_are_days_of_force(on, expected):
    assert PAPER.in_force(on) is expected
    assert holds(FIRST, LAST, on) is expected


@pytest.mark.parametrize("on", [date.min, FIRST, LAST, date.max])
def test_open_sides(on):
    assert holds(None, None, on)
    assert holds(None, LAST, on) is (on <= LAST)
    assert holds(FIRST, None, on) is (on >= FIRST)


def test_review_begins_on_its_day_and_only_for_its_status():
    review = StatusAfter.NEEDS_LEGAL_REVIEW
    paper = replace(PAPER, status_after=review, review_from=LAST)
    assert not paper.needs_review(LAST - DAY)
    assert paper.needs_review(LAST)
    assert paper.needs_review(LAST + DAY)
    for status in (StatusAfter.IN_FORCE, StatusAfter.REPLACED):
        assert not replace(paper, status_after=status).needs_review(LAST)


def test_review_never_changes_whether_it_holds():
    paper = replace(
        PAPER, status_after=StatusAfter.NEEDS_LEGAL_REVIEW, review_from=FIRST
    )
    assert paper.in_force(FIRST)
    assert paper.needs_review(FIRST)


def test_levels_stand_highest_first():
    assert sorted(Level) == [
        Level.LAW,
        Level.NATIONAL,
        Level.REGION,
        Level.SECTOR,
        Level.PROVINCE,
        Level.LOCAL,
    ]


SENTENCE = Provision(id="P", instrument="I", anchor="p9.s1", gist="Nói gì")


def test_a_citation_names_the_paper_and_its_days():
    made = cite(SENTENCE, PAPER)
    assert (made.instrument, made.number, made.date) == (
        "I",
        "236/QĐ-TTg",
        "2024-03-19",
    )
    assert (made.in_force_from, made.in_force_to) == ("2024-03-01", "2026-02-28")
    assert made.issuer == "Thủ tướng Chính phủ"


def test_own_days_of_a_sentence_go_before_those_of_its_paper():
    one = replace(SENTENCE, in_force_from=date(2025, 1, 1))
    made = cite(one, PAPER)
    assert (made.in_force_from, made.in_force_to) == ("2025-01-01", "2026-02-28")


def test_article_clause_and_point_go_before_the_anchor():
    full = replace(SENTENCE, article="32", clause="7", point="a")
    assert cite(full, PAPER).provision == "32.7.a"
    assert cite(replace(SENTENCE, article="32"), PAPER).provision == "32"
    assert cite(SENTENCE, PAPER).provision == "p9.s1"


@pytest.mark.parametrize("text", Text)
@pytest.mark.parametrize("paper", Text)
def test_a_sentence_is_known_no_better_than_its_paper(text, paper):
    made = cite(replace(SENTENCE, text=text), replace(PAPER, text=paper))
    assert made.text == max(text, paper).name.lower()


def test_what_is_not_known_is_empty():
    bare = replace(PAPER, signed=None, in_force_from=None, in_force_to=None)
    made = cite(replace(SENTENCE, anchor=""), bare)
    assert (made.date, made.in_force_from, made.in_force_to) == ("", "", "")
    assert made.provision == ""
