"""Run both bundled cases on their two days, write everything, say what was found."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from quyhoach.actions.check_projects import Loaded, answer, check, load
from quyhoach.actions.show_check import shapes_of
from quyhoach.actions.write_paper import Wanted, paper_bytes
from quyhoach.conformity import Judged
from quyhoach.exchange.files import writing
from quyhoach.exchange.geojson import to_geojson
from quyhoach.exchange.json_text import dump
from quyhoach.intake.unit_shapes import read_unit_shapes
from quyhoach.reports.map_page import map_page
from quyhoach.reports.tables import ask_table, changes_table, summary_side_by_side
from quyhoach.reports.trail import trail

__all__ = ["CASES", "Shown", "demo"]

# Bundled case, and the verdicts shown with their whole trail: project, day, rules.
Worked = tuple[str, int, tuple[str, ...]]
CASES: dict[str, tuple[Worked, ...]] = {
    "langson": (
        ("LS-P014", 1, ("QH-C04",)),
        ("LS-P032", 0, ("QH-C04",)),
        ("LS-P020", 1, ("QH-C06",)),
    ),
    "luyen_tap": (),
}
PAPERS = ("verdicts.xlsx", "report.docx", "report.pdf")
Answer = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Shown:
    """What the demonstration says of one case.

    Parameters
    ----------
    case : str
        Name of the case.
    text : str
        Counts, changes, worked verdicts, what to ask for.
    files : tuple of str
        What was written, below the folder.
    """

    case: str
    text: str
    files: tuple[str, ...]


def demo(
    folder: Path, *, lang: str = "vi", progress: Callable[[str], None] = lambda _: None
) -> Iterator[Shown]:
    """Judge both cases, write their files, and yield what each shows.

    Parameters
    ----------
    folder : Path
        Where ``langson/`` and ``luyen_tap/`` are written.
    lang : str
        Language of the words.
    progress : callable
        Told what is being done.

    Yields
    ------
    Shown
        One a case.
    """
    for case, worked in CASES.items():
        progress(f"{case}: đọc gói, xét hai ngày")
        loaded = load(case)
        judged = check(loaded, loaded.plan.days)
        answers = [answer(loaded, one, every=True, asks=True) for one in judged]
        progress(f"{case}: ghi tệp")
        files = _write(folder / case, loaded, judged, answers, lang)
        progress(f"{case}: viết giấy tờ")
        files += _papers(folder / case, case, loaded, judged[-1], lang)
        yield Shown(case, _text(answers, worked, lang), files)


def _write(
    folder: Path, loaded: Loaded, judged: list[Judged], answers: list[Answer], lang: str
) -> tuple[str, ...]:
    folder.mkdir(parents=True, exist_ok=True)
    latest = answers[-1]
    with writing(folder / "verdicts.json") as stream:
        dump({"schema_version": latest["schema_version"], "answers": answers}, stream)
    with writing(folder / "verdicts.geojson") as stream:
        dump(to_geojson(latest, shapes=shapes_of(judged[-1])), stream)
    page = map_page(
        plan=loaded.plan,
        portfolio=loaded.portfolio,
        answers=answers,
        lang=lang,
        units=read_unit_shapes(loaded.package),
    )
    with writing(folder / "map.html") as stream:
        stream.write(page)
    return ("verdicts.json", "verdicts.geojson", "map.html")


def _papers(
    folder: Path, case: str, loaded: Loaded, latest: Judged, lang: str
) -> tuple[str, ...]:
    for name in PAPERS:
        kind, _, form = name.partition(".")
        wanted = Wanted(kind=kind, form=form, lang=lang, map_page="map.html")
        made = paper_bytes(case, loaded, latest, wanted)
        with writing(folder / name) as stream:
            stream.buffer.write(made)
    return PAPERS


def _text(answers: list[Answer], worked: tuple[Worked, ...], lang: str) -> str:
    parts = [
        summary_side_by_side(answers, lang=lang),
        changes_table(answers, lang=lang),
    ]
    marked = bool(answers[-1].get("fictional"))
    for project, day, rules in worked or _worked(answers[-1]):
        found = [p for p in answers[day]["projects"] if p["id"] == project]
        for one in found:
            verdicts = [v for v in one["verdicts"] if v["rule"] in rules]
            shown = {**one, "verdicts": verdicts}
            parts.append(trail(shown, lang=lang, fictional=marked))
    parts.append(ask_table(answers[-1]["ask"], lang=lang, most=8))
    return "\n\n".join(part.rstrip("\n") for part in parts) + "\n"


def _worked(latest: Answer) -> tuple[Worked, ...]:
    """Return three verdicts that bind: a conflict, an unknown, one that fits."""
    made: list[Worked] = []
    for outcome in ("conflicts", "unknown", "conforms"):
        rows = [p for p in latest["projects"] if p["outcome"] == outcome]
        rows.sort(key=lambda p: (p["force"] != "binding", p["id"]))
        for row in rows[:1]:
            rules = [v["rule"] for v in row["verdicts"] if v["outcome"] == outcome]
            made.append((row["id"], -1, tuple(rules[:1])))
    return tuple(made)
