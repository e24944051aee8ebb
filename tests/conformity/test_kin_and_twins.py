"""Parts and wholes never clash; names alike are found, all of them and no others."""

import itertools
import random

import numpy as np
import pytest
from rapidfuzz import fuzz

from quyhoach.conformity.kinship import kin
from quyhoach.conformity.likeness import words

CHAIN = {"a": "", "b": "a", "c": "b", "d": "c", "e": "a", "f": ""}


def chain(field, parts=None):
    parts = parts or CHAIN
    return [
        field.project(
            key, part_of=above, shape=field.box(100, 100, 300, 300), name=f"Tên {key}"
        )
        for key, above in parts.items()
    ]


def test_kin_is_up_and_down_a_chain_and_never_sideways(field):
    some = field.portfolio(*chain(field))
    keys = list(CHAIN)

    def above(key):
        while key:
            yield key
            key = CHAIN[key]

    for one, two in itertools.product(range(len(keys)), repeat=2):
        found = bool(kin(some, np.array([one]), np.array([two]))[0])
        expected = keys[one] in above(keys[two]) or keys[two] in above(keys[one])
        assert found is expected, (keys[one], keys[two])


def test_kin_of_no_pairs(field):
    none = np.empty(0, np.int64)
    assert kin(field.portfolio(*chain(field)), none, none).shape == (0,)
    assert kin(field.portfolio(), none, none).shape == (0,)


def test_a_part_never_clashes_with_its_whole_however_deep(field):
    for keys in itertools.combinations(["a", "b", "c", "d"], 2):
        everyone = chain(field)
        gone = [k for k in CHAIN if k not in keys]
        rows = [
            row
            if row.id in keys
            else field.project(row.id, part_of=row.part_of, units=("new:CO",))
            for row in everyone
        ]
        result = field.run(rows)
        assert "clash" not in field.of(result, keys[0], "QH-X01"), (keys, gone)
        assert "clash" not in field.of(result, keys[1], "QH-X01")


def test_two_parts_of_one_whole_do_clash(field):
    rows = [
        field.project("a", kind="programme"),
        field.project("b", part_of="a", shape=field.box(100, 100, 300, 300)),
        field.project("c", part_of="a", shape=field.box(100, 100, 300, 300)),
    ]
    result = field.run(rows)
    assert field.of(result, "b", "QH-X01") == ["clash"]
    assert field.of(result, "c", "QH-X01") == ["clash"]


def test_a_part_and_its_whole_may_share_number_and_money(field):
    same = {
        "identifiers": (("MA", "1"),),
        "funding": (("QĐ 1", "A1", 2025, 5),),
        "capital_kind": "public",
    }
    parts = {"a": "", "b": "a", "c": "b"}
    rows = [field.project(k, part_of=above, **same) for k, above in parts.items()]
    result = field.run(rows)
    for key in parts:
        assert field.of(result, key, "QH-X03") == ["distinct"]
        assert "same_identifier" not in field.of(result, key, "QH-X04")


STEMS = ["nhà máy", "đường", "khu dân cư", "trạm", "kho lạnh", "hồ"]
NAMES = ["xi măng", "Hồng Phong", "Bản Chắt", "Na Dương", "số 2"]
UNITS = ["old:AN1", "new:BO", "new:AN"]
SECTORS = ["industry", "industry", "urban", ""]


def misspelt(chance, text):
    """Return a text with a letter doubled, lost or changed, or a word moved."""
    if not text or chance.random() < 0.4:
        return text
    place = chance.randrange(len(text))
    match chance.randrange(4):
        case 0:
            return text[:place] + text[place] + text[place:]
        case 1:
            return text[:place] + text[place + 1 :]
        case 2:
            return text[:place] + "x" + text[place + 1 :]
        case _:
            some = text.split()
            chance.shuffle(some)
            return " ".join(some)


def random_rows(field, seed, spelling):
    chance = random.Random(seed)  # noqa: S311
    rows = []
    for k in range(18):
        some = [chance.choice(STEMS), *chance.sample(NAMES, chance.randint(1, 2))]
        name = " ".join(some)
        for _ in range(chance.randint(0, spelling)):
            name = misspelt(chance, name)
        units = tuple(chance.sample(UNITS, chance.choice((0, 1, 1, 2))))
        sector = chance.choice(SECTORS)
        rows.append(field.project(f"P{k}", name=name, units=units, sector=sector))
    return rows


def alike(field, rows):
    """Return every pair alike by the norm, each compared with each."""
    places = field.plan().units.by_code
    pairs = []
    for one, two in itertools.combinations(rows, 2):
        ground = [
            frozenset().union(*(places[code].atoms for code in row.units))
            for row in (one, two)
        ]
        names = [" ".join(words(row.name)) for row in (one, two)]
        sectors = [f"{row.sector}." if row.sector else "" for row in (one, two)]
        finer = sectors[0].startswith(sectors[1]) or sectors[1].startswith(sectors[0])
        near = ground[0] & ground[1] or not all(ground)
        lengths = sorted(len(name.split()) for name in names)
        if 2 * lengths[0] < lengths[1]:
            continue
        if finer and near and fuzz.token_set_ratio(*names) >= 90:
            pairs.append((one.id, two.id))
    return pairs


def found_alike(field, rows):
    verdicts = field.said(field.run(rows))
    return {key for key, code, _, _ in verdicts if code == "QH-X04.alike"}


@pytest.mark.parametrize("spelling", [0, 1, 2])
def test_names_alike_are_found_all_and_no_others(field, spelling):
    seen, wrong = 0, {}
    for seed in range(50):
        rows = random_rows(field, seed, spelling)
        pairs = alike(field, rows)
        seen += len(pairs)
        expected = {key for pair in pairs for key in pair}
        found = found_alike(field, rows)
        if found != expected:
            names = {row.id: row.name for row in rows}
            odd = found ^ expected
            wrong[seed] = [
                (names[a], names[b]) for a, b in pairs if a in odd or b in odd
            ] or sorted(odd)
    assert wrong == {}
    assert seen > 30


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("Nhà máy xi măng Hồng Phong", "Nhà máy xi măng Hôngg Phongg"),
        ("Nhà máy điện gió Ái Quốc", "Nhà máy điện gió Aí Quôcs"),
        ("Khu đô thị mới Nguyễn Đình Chiểu", "Khu đô thị mới Nguyên Đinh Chiêủ"),
        ("Đường Hữu Nghị – Bảo Lâm", "Duong Huu Nghi - Bao Lam"),
        ("Kho lạnh", "Kho lạnh Tân Thanh giai đoạn 2"),
        ("Trạm bơm Kỳ Lừa", "Trạm bơm Kỳ  Lừa (giai đoạn 1)"),
        ("Xưởng Hoànglong", "Xưởng Hoànglongg"),
    ],
)
def test_two_spellings_of_one_name(field, one, two):
    rows = [field.project("A", name=one), field.project("B", name=two)]
    expected = {"A", "B"} if alike(field, rows) else set()
    assert found_alike(field, rows) == expected


def test_a_name_alone_is_never_enough(field):
    same = {"name": "Nhà máy xi măng Hồng Phong"}
    for other in (
        {"sector": "urban"},
        {"units": ("new:CO",)},
        {"period": "2021/2023-12-31"},
    ):
        rows = [field.project("A", **same), field.project("B", **same, **other)]
        assert found_alike(field, rows) == set(), other
    rows = [field.project("A", **same), field.project("B", **same)]
    assert found_alike(field, rows) == {"A", "B"}


@pytest.mark.parametrize(
    ("same", "rule", "word"),
    [
        ({"funding": (("QĐ 1", "A", 2025, 5),)}, "QH-X03", "same_line"),
        ({"identifiers": (("MA", "1"),)}, "QH-X04", "same_identifier"),
    ],
)
def test_the_force_of_a_clash_does_not_hang_on_who_stands_first(
    field, same, rule, word
):
    """A clashes with B, known as well; that C is known worse takes nothing away."""
    rows = [
        field.project("A", capital_kind="public", **same),
        field.project("B", capital_kind="public", units=("new:BO",), **same),
        field.project(
            "C", capital_kind="public", units=("new:CO",), text="secondary", **same
        ),
    ]
    for order in itertools.permutations(rows):
        found = {
            (key, force)
            for key, code, _, force in field.said(field.run(order))
            if code == f"{rule}.{word}"
        }
        assert found == {("A", "binding"), ("B", "binding"), ("C", "indicative")}, [
            row.id for row in order
        ]


@pytest.mark.parametrize(
    ("rule", "rows"),
    [
        ("QH-X04", [{}, {}, {"text": "secondary"}]),
        ("QH-X01", [{}, {}, {"text": "secondary"}]),
    ],
)
def test_the_force_of_an_unknown_does_not_hang_on_who_stands_first(field, rule, rows):
    """One unknown is shown of several; the order of the file is no reason for which."""
    some = [
        field.project(key, name="Nhà máy xi măng Hồng Phong", **row)
        for key, row in zip("ABC", rows, strict=True)
    ]
    found = {
        frozenset(
            (key, code, force)
            for key, code, _, force in field.said(field.run(order))
            if code.startswith(rule)
        )
        for order in itertools.permutations(some)
    }
    assert len(found) == 1
