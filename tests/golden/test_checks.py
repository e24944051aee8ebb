"""What a check of the bundled cases says, kept as text: every change is a diff."""

import json
from datetime import date
from io import StringIO

import pytest

from quyhoach.actions.check_projects import check, load
from quyhoach.actions.show_check import Shown, write_answer

RUNS = [
    ("luyen_tap", "2026-11-23"),
    ("langson", "2025-06-30"),
    ("langson", "2026-11-23"),
]


@pytest.fixture(scope="module")
def said():
    """Return a function that gives the answer of a check in one form."""
    known = {}

    def said(case, day, form, **shown):
        if (case, day) not in known:
            loaded = load(case)
            (judged,) = check(loaded, [date.fromisoformat(day)])
            known[case, day] = loaded, judged
        stream = StringIO()
        write_answer(*known[case, day], stream, Shown(form=form, **shown))
        return stream.getvalue()

    return said


@pytest.mark.parametrize(("case", "day"), RUNS)
def test_table(golden, house, said, case, day):
    path = house / "tests" / "golden" / f"check-{case}-{day}.txt"
    golden(path, said(case, day, "table"))


def told(project, verdict):
    """Return one verdict as a line."""
    other = verdict["other"]["id"] if verdict["other"] else ""
    measure = verdict["measure"] or {}
    parts = [
        project["id"],
        verdict["reason"],
        verdict["outcome"],
        verdict["force"],
        other,
        *(f"{name}={value}" for name, value in measure.items()),
        f"±{verdict['tolerance_m']} m" if verdict["tolerance_from"] else "",
        " ".join(f"{w['property']}:{w['value']}" for w in verdict["weakest"]),
        "{instrument} {provision}".format(**verdict["citations"][0]),
    ]
    return " | ".join(part for part in parts if part)


@pytest.mark.parametrize(("case", "day"), RUNS)
def test_verdicts(golden, house, said, case, day):
    """One line a verdict, those that conform too, so that a diff can be read."""
    made = json.loads(said(case, day, "json", every=True, asks=True))
    lines = [f"{made['plan']['id']} {made['on']} known {made['known']}", ""]
    for name, counts in made["summary"]["by_outcome"].items():
        lines.append(f"{name:<10} {counts}")
    for key in ("by_rule", "by_force"):
        lines.append("")
        for name, counts in made["summary"][key].items():
            row = " ".join(f"{word}={count}" for word, count in counts.items())
            lines.append(f"{name:<10} {row}")
    lines += ["", *(f"{one['id']} {one['reason']}" for one in made["not_judged"])]
    for project in made["projects"]:
        lines += ["", f"{project['id']}: {project['outcome']}, {project['force']}"]
        lines += [told(project, verdict) for verdict in project["verdicts"]]
    lines.append("")
    lines += [f"ask {one['settles']:>4} {one['what']}" for one in made["ask"]]
    path = house / "tests" / "golden" / f"verdicts-{case}-{day}.txt"
    golden(path, "\n".join(lines) + "\n")
