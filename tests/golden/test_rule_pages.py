"""The manual's page of each rule is made from the norms that the package carries."""

from __future__ import annotations

import pytest

from quyhoach.actions.show_rules import norms
from quyhoach.conformity import REASONS, RULES


def page(rule: dict[str, object]) -> str:
    """Return the manual page of one rule."""
    lines = [f"# {rule['id']}: {rule['title']} / {rule['title_en']}", "", rule["about"]]
    lines += ["", "## Norm", ""]
    for norm in rule["norm"]:
        lines += [f"{norm['n']}. {norm['vi']}  ", f"   *{norm['en']}*"]
    lines += ["", "## Reasons", "", "| code | outcome | when | what settles it |"]
    lines.append("|---|---|---|---|")
    lines += [
        f"| `{r['code']}` | `{r['outcome']}` | {r['when']} | {r['settles'] or '–'} |"
        for r in rule["reasons"]
    ]
    return "\n".join([*map(str, lines), ""])


@pytest.mark.golden
@pytest.mark.parametrize("rule", RULES)
def test_page(rule, house, golden):
    golden(house / "docs" / "rules" / f"{rule}.md", page(norms()[rule]))


def test_norms_and_catalogue_say_the_same():
    written = {
        reason["code"]: reason["outcome"]
        for rule in norms().values()
        for reason in rule["reasons"]
    }
    assert written == {c: r.outcome.name.lower() for c, r in REASONS.items()}
    assert tuple(norms()) == RULES


def test_every_unknown_names_what_settles_it():
    for rule in norms().values():
        for reason in rule["reasons"]:
            assert bool(reason["settles"]) == (reason["outcome"] == "unknown"), reason
