"""Run both bundled cases on their two days, write everything, say what was found."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from quyhoach.actions.check_projects import Loaded, answer, check, load
from quyhoach.actions.show_check import shapes_of
from quyhoach.conformity import Judged
from quyhoach.exchange.files import writing
from quyhoach.exchange.geojson import to_geojson
from quyhoach.exchange.json_text import dump
from quyhoach.reports.map_page import map_page
from quyhoach.reports.tables import ask_table, changes_table, summary_side_by_side
from quyhoach.reports.trail import trail

__all__ = ["CASES", "Shown", "demo"]

# Bundled case, and the projects whose whole trail is shown, each on the day it is judged.
CASES: dict[str, tuple[tuple[str, int], ...]] = {
    "langson": (("LS-P014", 1), ("LS-P012", 1), ("LS-P032", 0)),
    "luyen_tap": (),
}
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
    page = map_page(plan=loaded.plan, portfolio=loaded.portfolio, answers=answers, lang=lang)
    with writing(folder / "map.html") as stream:
        stream.write(page)
    return ("verdicts.json", "verdicts.geojson", "map.html")


def _text(answers: list[Answer], worked: tuple[tuple[str, int], ...], lang: str) -> str:
    parts = [
        summary_side_by_side(answers, lang=lang),
        changes_table(answers, lang=lang),
    ]
    for project, day in worked or _worked(answers[-1]):
        found = [p for p in answers[day]["projects"] if p["id"] == project]
        parts += [trail(one, lang=lang) for one in found]
    parts.append(ask_table(answers[-1]["ask"][:8], lang=lang))
    return "\n\n".join(part.rstrip("\n") for part in parts) + "\n"


def _worked(latest: Answer) -> tuple[tuple[str, int], ...]:
    """Return one project of each outcome that binds: conflict, beyond the plan, fits."""
    made = []
    for outcome in ("conflicts", "silent", "conforms"):
        rows = [p for p in latest["projects"] if p["outcome"] == outcome]
        rows.sort(key=lambda p: (p["force"] != "binding", p["id"]))
        made += [(row["id"], -1) for row in rows[:1]]
    return tuple(made)
