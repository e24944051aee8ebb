"""Show a check: as a table, JSON, CSV, GeoJSON or a page with a map."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TextIO

import numpy as np
import shapely

from quyhoach.actions.check_projects import Loaded, answer, plain_issue
from quyhoach.conformity import RULES, Judged
from quyhoach.errors import BadInput
from quyhoach.exchange.csv_table import write_csv
from quyhoach.exchange.geojson import to_geojson
from quyhoach.exchange.json_text import dump
from quyhoach.intake.unit_shapes import read_unit_shapes
from quyhoach.reports.map_page import map_page
from quyhoach.reports.tables import check_table, issue_text, not_judged_text
from quyhoach.reports.trail import trail
from quyhoach.space import from_grid

__all__ = ["Shown", "refused_rows", "shapes_of", "write_answer"]

Plain = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What of a check is shown, and how.

    Parameters
    ----------
    form : str
        ``table``, ``json``, ``csv``, ``geojson`` or ``html``.
    lang : str
        ``vi`` or ``en``: language of the words, where the form has any.
    known : str
        Moment asked for, ISO; empty is the day the package was compiled.
    every, asks : bool
        Conforming verdicts too; what to ask for.
    only, rules : tuple of str
        Projects and rules to show; empty is all. Counts stay those of everything.
    """

    form: str = "table"
    lang: str = "vi"
    known: str = ""
    every: bool = False
    asks: bool = False
    only: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()


def write_answer(loaded: Loaded, judged: Judged, stream: TextIO, shown: Shown) -> None:
    """Write the answer of a check in one form; long answers go out row by row.

    Parameters
    ----------
    loaded : Loaded
        Plan, projects and issues.
    judged : Judged
        The same projects judged on a day.
    stream : TextIO
        Where to write.
    shown : Shown
        What is shown, and how.

    Raises
    ------
    BadInput
        A project or a rule is asked for that is not there.
    """
    _known(judged, shown)
    page, trails = shown.form == "html", shown.form == "table" and bool(shown.only)
    made = answer(
        loaded,
        judged,
        known=shown.known,
        every=shown.every or page or trails,
        asks=shown.asks or page,
        streamed=True,
    )
    made["projects"] = _chosen(made["projects"], shown)
    if shown.form == "json":
        dump(made, stream)
    elif shown.form == "csv":
        write_csv(made, stream)
    elif shown.form == "geojson":
        dump(to_geojson(made, shapes=shapes_of(judged)), stream)
    else:
        made["projects"] = list(made["projects"])
        stream.write(
            _page(loaded, made, shown.lang) if page else _text(loaded, made, shown)
        )


def refused_rows(loaded: Loaded, *, lang: str) -> list[str]:
    """Return what the input left open, a line each, for forms that have no room for it.

    Parameters
    ----------
    loaded : Loaded
        Plan, projects and issues.
    lang : str
        ``vi`` or ``en``.

    Returns
    -------
    list of str
        Errors and warnings, in file order.
    """
    issues = [plain_issue(issue) for issue in loaded.issues]
    return [issue_text(i, lang=lang) for i in issues if i["severity"] != "notice"]


def _known(judged: Judged, shown: Shown) -> None:
    projects = set(judged.case.portfolio.id.tolist())
    for asked, some in ((shown.only, projects), (shown.rules, set(RULES))):
        for key in asked:
            if key not in some:
                reason = "không có dự án hoặc điều này"
                cure = f"dùng: {', '.join(sorted(some)[:9])} …"
                raise BadInput(reason, value=key, cure=cure)


def _chosen(projects: Iterable[Plain], shown: Shown) -> Iterator[Plain]:
    for project in projects:
        if shown.only and project["id"] not in shown.only:
            continue
        verdicts = project["verdicts"]
        if shown.rules:
            verdicts = [v for v in verdicts if v["rule"] in shown.rules]
        yield {**project, "verdicts": verdicts}


def _page(loaded: Loaded, made: Plain, lang: str) -> str:
    return map_page(
        plan=loaded.plan,
        portfolio=loaded.portfolio,
        answers=[made],
        lang=lang,
        units=read_unit_shapes(loaded.package),
    )


def _text(loaded: Loaded, made: Plain, shown: Shown) -> str:
    if not shown.only:
        return check_table(made, lang=shown.lang)
    marked = bool(made.get("fictional"))
    trails = [trail(one, lang=shown.lang, fictional=marked) for one in made["projects"]]
    apart = [one for one in made["not_judged"] if one["id"] in shown.only]
    said = "\n".join([*trails, not_judged_text(apart, lang=shown.lang)])
    met = () if loaded.dossier is None else loaded.dossier.issues
    about = [issue_text(plain_issue(one), lang=shown.lang).rstrip("\n") for one in met]
    return "\n".join([said, *about, ""]) if about else said


def shapes_of(judged: Judged) -> Mapping[str, Mapping[str, Any] | None]:
    """Return the shape of each project as GeoJSON in WGS 84; ``None`` without one.

    Parameters
    ----------
    judged : Judged
        Projects judged on a day.

    Returns
    -------
    Mapping
        Id of every project to its GeoJSON geometry, longitude before latitude.
    """
    portfolio = judged.case.portfolio
    drawn = np.flatnonzero(judged.case.drawn)
    found: dict[str, Any] = dict.fromkeys(portfolio.id.tolist())
    for row, shape in zip(drawn, from_grid(portfolio.shape[drawn]), strict=True):
        found[portfolio.id[row]] = json.loads(shapely.to_geojson(shape))
    return found
