"""Two eras over one set of atoms: merged, split, older, districts, neighbours."""

import csv
from pathlib import Path

import numpy as np
import pytest

from quyhoach.intake.places_of import places, units
from quyhoach.intake.plans import read_plan
from quyhoach.space import share_units

CASES = Path(__file__).parents[2] / "src" / "quyhoach" / "cases"


def unit(code, era, kind="xã", parent="", district=""):
    return {
        "code": code,
        "name": f"Xã {code}",
        "type": kind,
        "era": era,
        "begin": None,
        "end": None,
        "district": district,
        "province": "Tỉnh",
        "parent": parent,
        "lat": None,
        "lon": None,
    }


def link(old, new, part="whole"):
    return {"old": old, "new": new, "part": part}


P = unit("P", "1", "tỉnh")
D, E = unit("D", "1", "huyện", "P"), unit("E", "1", "huyện", "P")
A, B, C = (unit(code, "1", parent="D") for code in "ABC")
F = unit("F", "1", parent="E")
X, Y, Z = (unit(code, "2", parent="P") for code in "XYZ")
ROWS = [P, D, E, A, B, C, F, X, Y, Z]
# A and B become X; C is split between X and Y; F goes on as Z
LINKS = [
    link("A", "X"),
    link("B", "X"),
    link("C", "X", "part"),
    link("C", "Y", "part"),
    link("F", "Z"),
]


@pytest.fixture(scope="module")
def made():
    return units(ROWS, LINKS)


def atoms(made, code):
    return made.by_code[code].atoms


def test_an_atom_is_one_old_commune_inside_one_new_one(made):
    assert len(atoms(made, "P")) == 5
    assert all(len(atoms(made, code)) == 1 for code in "ABFYZ")
    assert len(atoms(made, "C")) == 2


def test_merged_is_the_sum_of_what_went_in(made):
    assert atoms(made, "X") == atoms(made, "A") | atoms(made, "B") | (
        atoms(made, "C") & atoms(made, "X")
    )
    assert not atoms(made, "A") & atoms(made, "B")


def test_split_lies_in_both(made):
    assert atoms(made, "C") & atoms(made, "X")
    assert atoms(made, "C") & atoms(made, "Y")
    assert atoms(made, "C") <= atoms(made, "X") | atoms(made, "Y")


def test_eras_cover_the_same_ground_once(made):
    for era in (["A", "B", "C", "F"], ["X", "Y", "Z"]):
        sets = [atoms(made, code) for code in era]
        assert frozenset().union(*sets) == atoms(made, "P")
        assert sum(map(len, sets)) == len(atoms(made, "P"))


def test_a_district_is_its_communes_and_the_province_everything(made):
    assert atoms(made, "D") == atoms(made, "A") | atoms(made, "B") | atoms(made, "C")
    assert atoms(made, "E") == atoms(made, "Z")
    assert atoms(made, "P") == atoms(made, "D") | atoms(made, "E")
    assert all(made.by_code[code].exact for code in "PDEABCFXYZ")


def test_what_became_of_each(made):
    assert made.by_code["C"].became == ("X", "Y")
    assert made.by_code["X"].became == ()


OLDER = [unit("A0", "0"), unit("B0", "0"), unit("N", "1", "tỉnh")]


def test_an_older_unit_that_went_into_another_is_somewhere_inside_it():
    made = units([*ROWS, *OLDER], [*LINKS, link("A0", "A"), link("B0", "A")])
    for code in ("A0", "B0"):
        assert atoms(made, code) == atoms(made, "A")
        assert not made.by_code[code].exact


def test_an_older_unit_that_was_only_renamed_is_its_successor():
    made = units([*ROWS, *OLDER], [*LINKS, link("A0", "A"), link("B0", "B")])
    assert made.by_code["A0"].exact
    assert atoms(made, "A0") == atoms(made, "A")
    assert atoms(made, "B0") != atoms(made, "A0")


def test_the_older_never_changes_the_ground_of_the_later():
    alone = units(ROWS, LINKS)
    made = units([*ROWS, *OLDER], [*LINKS, link("A0", "A"), link("B0", "A")])
    for code in "PDEABCFXYZ":
        assert atoms(made, code) == atoms(alone, code)
        assert made.by_code[code].exact


def test_a_neighbour_has_no_ground():
    made = units([*ROWS, *OLDER], LINKS)
    assert atoms(made, "N") == frozenset()
    found = places([[("N", True)], [("A", True)]], made)
    assert found.sizes().tolist() == [0, 1]


def test_an_unlinked_commune_is_an_atom_of_its_own():
    made = units([*ROWS, unit("L", "2", parent="P")], LINKS)
    assert len(atoms(made, "L")) == 1
    assert all(not atoms(made, "L") & atoms(made, code) for code in "ABCFXYZ")
    assert atoms(made, "L") <= atoms(made, "P")


def test_whole_and_part(made):
    known = places([[("A", True)], [("C", True)], [("X", True)]], made)
    zones = places([[("X", True)], [("X", False)], [("Y", True)]], made)
    shared = share_units(known, zones)
    rows = zip(shared.left, shared.right, shared.within, strict=True)
    pairs = {(int(a), int(b)): bool(w) for a, b, w in rows}
    assert pairs == {
        (0, 0): True,
        (0, 1): False,
        (1, 0): False,
        (1, 1): False,
        (1, 2): False,
        (2, 0): True,
        (2, 1): False,
    }


def test_whole_goes_before_part_of_the_same_ground(made):
    found = places([[("A", True), ("X", False)]], made)
    mine = dict(zip(found.atom.tolist(), found.whole.tolist(), strict=True))
    assert mine[min(atoms(made, "A"))]
    assert sum(mine.values()) == 1
    assert set(mine) == set(atoms(made, "X"))


def test_an_inexact_unit_is_never_taken_whole():
    made = units([*ROWS, *OLDER], [*LINKS, link("A0", "A"), link("B0", "A")])
    found = places([[("A0", True)]], made)
    assert not found.whole.any()


# --- the real case ---


@pytest.fixture(scope="module")
def langson():
    return read_plan("langson").units


def rows_of(name):
    with (CASES / "langson" / f"{name}.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def test_dong_giap_is_somewhere_in_khanh_khe(langson):
    old = langson.by_code["2023:dong-giap"]
    before = langson.by_code["2023:khanh-khe"]
    after = langson.by_code["2024:06286"]
    assert old.atoms == before.atoms == after.atoms != frozenset()
    assert not old.exact
    assert not before.exact
    assert after.exact


def test_every_commune_of_both_eras_has_ground_and_none_is_counted_twice(langson):
    province = langson.by_code["2024:P-lang-son"].atoms
    for era in ("2024", "2025"):
        communes = [
            u
            for u in langson.all
            if u.era == era and u.type in ("xã", "phường", "thị trấn") and u.atoms
        ]
        assert frozenset().union(*(u.atoms for u in communes)) == province
        assert sum(len(u.atoms) for u in communes) == len(province)


def test_districts_share_no_ground_and_fill_the_province(langson):
    districts = [u for u in langson.all if u.code.startswith("2024:D-")]
    assert len(districts) == 11
    assert frozenset().union(*(u.atoms for u in districts)) == (
        langson.by_code["2024:P-lang-son"].atoms
    )
    assert sum(len(u.atoms) for u in districts) == len(
        langson.by_code["2024:P-lang-son"].atoms
    )


def test_neighbours_have_no_ground(langson):
    home = {row["code"] for row in rows_of("units") if row["province"] == "Lạng Sơn"}
    abroad = [u for u in langson.all if u.code not in home]
    assert abroad
    assert all(u.atoms == frozenset() for u in abroad)


def test_every_link_is_seen_in_the_ground(langson):
    for row in rows_of("unit_links"):
        old, new = langson.by_code[row["old"]], langson.by_code[row["new"]]
        if not new.atoms:
            assert new.type == "tỉnh", row["id"]
            continue
        assert old.atoms & new.atoms, row["id"]
        if row["part"] == "whole":
            assert old.atoms <= new.atoms, row["id"]


def test_the_two_thuy_hung_share_no_ground(langson):
    one, two = langson.by_code["2024:06136"], langson.by_code["2024:06208"]
    assert one.atoms
    assert two.atoms
    assert not one.atoms & two.atoms


def test_atoms_are_small_whole_numbers(langson):
    every = np.array(sorted(langson.by_code["2024:P-lang-son"].atoms))
    assert every.min() == 0
    assert (np.diff(every) == 1).all()
