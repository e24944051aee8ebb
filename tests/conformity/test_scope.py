"""Whether a project falls inside what a provision is about: yes, no, or not told."""

from dataclasses import replace

import pytest

from quyhoach.conformity.scope import INSIDE, MAYBE, OUTSIDE, PARTS, fit
from quyhoach.law import Effect, Provision, Scope


@pytest.fixture
def fits(field):
    """Return a function: scope and project to the part asked for."""

    def fits(part, scope, **row):
        plan = field.plan()
        one = Provision(
            id="ONE", instrument="I-PLAN", effect=Effect.ADMITS, scope=Scope(**scope)
        )
        where = replace(plan, provisions=(*plan.provisions, one))
        case = field.run([field.project("A", **row)], where=where).case
        made = fit(case, Effect.ADMITS)
        column = made.provisions.tolist().index(len(plan.provisions))
        assert made.whole[0, column] == made.parts[:, 0, column].min()
        return int(made.parts[PARTS.index(part), 0, column])

    return fits


@pytest.mark.parametrize(
    ("named", "sector", "expected"),
    [
        ((), "industry", INSIDE),
        ((), "", INSIDE),
        (("industry",), "industry", INSIDE),
        (("industry",), "industry.chemicals", INSIDE),
        (("energy", "industry"), "industry.chemicals", INSIDE),
        (("industry.chemicals",), "industry", MAYBE),
        (("industry",), "", MAYBE),
        (("industry",), "urban", OUTSIDE),
        (("industry.chemicals",), "industry.food", OUTSIDE),
        (("urban",), "urbanism", OUTSIDE),
        (("energy.renewable.wind",), "energy", MAYBE),
    ],
)
def test_sector(fits, named, sector, expected):
    assert fits("sector", {"sectors": named}, sector=sector) == expected


@pytest.mark.parametrize(
    ("named", "units", "abroad", "expected"),
    [
        ((), ("new:AN",), (), INSIDE),
        ((), (), (), MAYBE),
        ((), ("new:AN",), ("Bắc Giang",), MAYBE),
        (("new:AN",), ("new:AN",), (), INSIDE),
        (("new:AN",), ("old:AN1",), (), INSIDE),
        (("new:AN",), ("old:AN1", "old:AN2"), (), INSIDE),
        (("old:AN1", "old:AN2"), ("new:AN",), (), INSIDE),
        (("new:AN",), ("new:AN", "new:BO"), (), MAYBE),
        (("old:AN1",), ("new:AN",), (), MAYBE),
        (("new:AN",), (), (), MAYBE),
        (("new:AN",), ("new:BO",), (), OUTSIDE),
        (("new:AN", "new:BO"), ("new:AN", "new:BO"), (), INSIDE),
        (("new:AN",), ("new:AN",), ("Bắc Giang",), MAYBE),
    ],
)
def test_place(fits, named, units, abroad, expected):
    assert fits("place", {"places": named}, units=units, abroad=abroad) == expected


def test_names_of_units_never_settle_a_corridor(fits):
    for units, expected in (("new:AN",), MAYBE), (("new:BO",), OUTSIDE), ((), MAYBE):
        scope = {"places": ("new:AN",), "along": ("C1",)}
        assert fits("place", scope, units=units) == expected
    assert fits("place", {"along": ("C1",)}, units=("new:AN",)) == MAYBE


@pytest.mark.parametrize(
    ("named", "period", "phase", "expected"),
    [
        ((), "", "", INSIDE),
        (("F2",), "2026/2028", "", INSIDE),
        (("F2",), "2025-12-31/2026-01-01", "", INSIDE),
        (("F2",), "2024-06-01/2025-12-31", "", OUTSIDE),
        (("F2",), "2031/2032", "", OUTSIDE),
        (("F1",), "2020/2020-12-31", "", OUTSIDE),
        (("F2",), "", "", MAYBE),
        (("F2",), "2024/", "", MAYBE),
        (("F2",), "/2027", "", MAYBE),
        (("F1", "F2"), "2024/2028", "", INSIDE),
        (("F1", "F2"), "2031/2032", "", OUTSIDE),
        (("F2",), "2024/2025", "F2", INSIDE),
        (("F2",), "2026/2028", "F1", OUTSIDE),
        (("F1", "F2"), "", "F1", INSIDE),
    ],
)
def test_period(fits, named, period, phase, expected):
    found = fits("period", {"phases": named}, period=period, phase=phase)
    assert found == expected


@pytest.mark.parametrize(
    ("named", "kind", "expected"),
    [
        ((), "", INSIDE),
        ((), "mixed", INSIDE),
        (("public",), "public", INSIDE),
        (("public",), "private", OUTSIDE),
        (("public",), "mixed", MAYBE),
        (("public",), "", MAYBE),
        (("public", "private"), "mixed", INSIDE),
        (("public", "private"), "private", INSIDE),
        (("public", "private"), "", INSIDE),
    ],
)
def test_capital(fits, named, kind, expected):
    """Whose money is not known is still public, private or both: it fits "either"."""
    if (named, kind) == (("public", "private"), ""):
        assert fits("capital", {"capital": named}, capital_kind=kind) >= MAYBE
        return
    assert fits("capital", {"capital": named}, capital_kind=kind) == expected


def test_only_provisions_of_the_effect_and_of_the_day(field):
    case = field.run([field.project("A")]).case
    ids = [p.id for p in case.plan.provisions]
    admits = [ids[k] for k in fit(case, Effect.ADMITS).provisions]
    assert admits == ["A-IND", "A-RENEW", "A-ROAD", "A-VOC"]
    higher = [ids[k] for k in fit(case, Effect.FORBIDS, higher=True).provisions]
    assert higher == ["F-CHEM"]
    assert len(fit(case, Effect.FORBIDS).provisions) == 0
    early = field.run([field.project("A")], on=field.plan().phases[0].begin).case
    assert len(fit(early, Effect.ADMITS).provisions) == 0
    assert fit(early, Effect.ADMITS).parts.shape == (4, 1, 0)
