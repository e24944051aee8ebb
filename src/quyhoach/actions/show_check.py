"""Show a check: as a table, JSON, CSV, GeoJSON or a page with a map."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, TextIO

import numpy as np
import shapely

from quyhoach.actions.check_projects import Loaded, answer
from quyhoach.conformity import Judged
from quyhoach.exchange.csv_table import write_csv
from quyhoach.exchange.geojson import to_geojson
from quyhoach.exchange.json_text import dump
from quyhoach.reports.map_page import map_page
from quyhoach.reports.tables import check_table
from quyhoach.space import from_grid

__all__ = ["shapes_of", "write_answer"]


def write_answer(
    loaded: Loaded,
    judged: Judged,
    stream: TextIO,
    *,
    form: str,
    lang: str = "vi",
    known: str = "",
    every: bool = False,
    asks: bool = False,
) -> None:
    """Write the answer of a check in one form; long answers go out row by row.

    Parameters
    ----------
    loaded : Loaded
        Plan, projects and issues.
    judged : Judged
        The same projects judged on a day.
    stream : TextIO
        Where to write.
    form : str
        ``table``, ``json``, ``csv``, ``geojson`` or ``html``.
    lang : str
        ``vi`` or ``en``: language of the words, where the form has any.
    known : str
        Moment asked for, ISO; empty is the day the package was compiled.
    every, asks : bool
        All verdicts; what to ask for.
    """
    rows = form in {"json", "csv", "geojson"}
    made = answer(
        loaded,
        judged,
        known=known,
        every=every or form == "html",
        asks=asks or form == "html",
        streamed=rows,
    )
    if form == "json":
        dump(made, stream)
    elif form == "csv":
        write_csv(made, stream)
    elif form == "geojson":
        dump(to_geojson(made, shapes=shapes_of(judged)), stream)
    elif form == "html":
        page = map_page(
            plan=loaded.plan, portfolio=loaded.portfolio, answers=[made], lang=lang
        )
        stream.write(page)
    else:
        stream.write(check_table(made, lang=lang))


def shapes_of(judged: Judged) -> Mapping[str, Mapping[str, Any] | None]:
    """Return the shape of each project as GeoJSON in WGS 84; ``None`` without one."""
    portfolio = judged.case.portfolio
    drawn = np.flatnonzero(judged.case.drawn)
    found: dict[str, Any] = dict.fromkeys(portfolio.id.tolist())
    for row, shape in zip(drawn, from_grid(portfolio.shape[drawn]), strict=True):
        found[portfolio.id[row]] = json.loads(shapely.to_geojson(shape))
    return found
