"""What a class of zones says of a use: the longest code wins, the rough is unknown."""

from itertools import product

import pytest

from quyhoach.plan import Permission, Regime

YES, IF, NO = Permission.PERMITTED, Permission.CONDITIONAL, Permission.PROHIBITED
OPEN = Permission.UNKNOWN


def regime(otherwise=NO, **uses):
    named = {
        key.replace("_", "."): (said, f"P-{key.replace('_', '.')}")
        for key, said in uses.items()
    }
    return Regime(id="R", title="R", otherwise=otherwise, uses=named)


def test_the_longest_code_that_fits_wins():
    one = regime(energy=NO, energy_renewable=IF, energy_renewable_wind=YES)
    assert one.permits("energy.renewable.wind.offshore") == (
        YES,
        "P-energy.renewable.wind",
    )
    assert one.permits("energy.renewable.wind") == (YES, "P-energy.renewable.wind")
    assert one.permits("energy.renewable.solar") == (IF, "P-energy.renewable")
    assert one.permits("energy.coal") == (NO, "P-energy")


def test_a_code_is_no_prefix_of_another_word():
    assert regime(urban=YES).permits("urbanism") == (NO, "")
    assert regime(urban=YES).permits("urban.housing") == (YES, "P-urban")


@pytest.mark.parametrize("otherwise", Permission)
def test_what_no_row_names_is_as_otherwise_says(otherwise):
    assert regime(otherwise, urban=YES).permits("energy") == (otherwise, "")


@pytest.mark.parametrize("otherwise", Permission)
def test_no_sector_is_unknown_whatever_the_regime_says(otherwise):
    assert regime(otherwise).permits("") == (OPEN, "")


def test_a_use_given_too_roughly_is_unknown():
    assert regime(energy_wind=YES).permits("energy") == (OPEN, "")
    assert regime(energy_wind=IF).permits("energy") == (OPEN, "")
    assert regime(energy_wind=NO).permits("energy") == (NO, "")


CODES = ("energy", "energy.renewable", "energy.renewable.wind", "energy.coal")


def finer(code):
    """Return codes below one, also such as no row names."""
    below = [c for c in CODES if c.startswith(f"{code}.")]
    return [*below, f"{code}.other", *(f"{c}.other" for c in below)]


def test_what_is_said_of_a_rough_use_is_true_of_every_finer_one():
    """A project that says only "energy" may be wind: missing never counts as yes."""
    wrong = []
    for said in product((None, YES, NO), repeat=len(CODES)):
        uses = {
            code: (word, code)
            for code, word in zip(CODES, said, strict=True)
            if word is not None
        }
        one = Regime(id="R", title="R", otherwise=NO, uses=uses)
        for code in CODES:
            word, _ = one.permits(code)
            below = {one.permits(c)[0] for c in finer(code)}
            if word is not OPEN and not below <= {word, OPEN}:
                wrong.append((code, uses))
    assert wrong == []
