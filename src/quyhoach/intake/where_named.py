"""Own the doubt whether a footprint lies where its file says: drawn against named."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from quyhoach.intake.issues import Issue, issue
from quyhoach.intake.unit_shapes import UnitShapes
from quyhoach.law import Geometry
from quyhoach.plan import Portfolio, Units
from quyhoach.space import tolerance_m

__all__ = ["Named", "not_where_named"]

Named = tuple[str, int | None, Sequence[str]]
"""File, row and unit codes of a project."""

# how far a boundary may be wrong that no scale is said of: named assumptions, wide
_ALLOWED_M = {"exact": 100.0, "approximate": 1_000.0}
_MOST_NAMES = 3


def not_where_named(
    portfolio: Portfolio, named: Sequence[Named], *, units: Units, shapes: UnitShapes
) -> tuple[Issue, ...]:
    """Return a warning for each footprint that lies wholly outside its named units.

    Parameters
    ----------
    portfolio : Portfolio
        Projects on the grid.
    named : Sequence of tuple
        File, row and unit codes of each project, in the order of the portfolio.
    units : Units
        Units of every era.
    shapes : UnitShapes
        Real boundaries of one era; with a schematic, or none, nothing is said.

    Returns
    -------
    tuple of Issue
        In the order of the portfolio. A project without a footprint of its own, with a
        place abroad, or with a unit that is not drawn is left alone.
    """
    if shapes.schematic or not shapes.codes:
        return ()
    asked = _asked(portfolio, named, units)
    drawn = _Drawn(units, shapes)
    found: dict[int, Issue] = {}
    for codes, rows in asked.items():
        ground = drawn.ground_of(codes)
        if ground is not None:
            for row, metres, allowed in _outside(portfolio, rows, ground, shapes):
                words = {
                    "units": _names(codes, units),
                    **_both("metres", metres),
                    **_both("allowed", allowed),
                }
                found[row] = _warning(named[row], str(portfolio.id[row]), words)
    return tuple(found[row] for row in sorted(found))


def _asked(
    portfolio: Portfolio, named: Sequence[Named], units: Units
) -> dict[tuple[str, ...], list[int]]:
    """Return the projects worth asking, under the units they name."""
    drawn = shapely.is_geometry(portfolio.shape)
    drawn &= portfolio.ground.geometry != Geometry.INDICATIVE
    asked: dict[tuple[str, ...], list[int]] = {}
    for row in np.flatnonzero(drawn & ~portfolio.abroad).tolist():
        codes = tuple(sorted(set(named[row][2])))
        if codes and all(units.by_code[code].atoms for code in codes):
            asked.setdefault(codes, []).append(row)
    return asked


class _Drawn:
    """The ground of units of any era, as the drawn era shows it."""

    def __init__(self, units: Units, shapes: UnitShapes) -> None:
        self._units = units
        self._shapes = shapes.by_code
        self._atoms = {code: units.by_code[code].atoms for code in shapes.codes}
        self._whole = frozenset[int]().union(*self._atoms.values())

    def ground_of(self, codes: Sequence[str]) -> Any:  # noqa: ANN401
        """Return all units drawn that share an atom with those named."""
        wanted = frozenset[int]().union(*(self._units.by_code[c].atoms for c in codes))
        if not wanted <= self._whole:
            return None
        some = [self._shapes[code] for code, a in self._atoms.items() if a & wanted]
        ground = shapely.union_all(some) if len(some) > 1 else some[0]
        shapely.prepare(ground)
        return ground


def _outside(
    portfolio: Portfolio,
    rows: Sequence[int],
    ground: Any,  # noqa: ANN401
    shapes: UnitShapes,
) -> Iterator[tuple[int, float, float]]:
    at = np.array(rows, dtype=np.int64)
    own = tolerance_m(portfolio.scale[at], portfolio.accuracy_m[at])
    allowed = np.fmax(own, _ALLOWED_M[shapes.geometry] + shapes.accuracy_m)
    footprints: NDArray[np.object_] = portfolio.shape[at]
    far = np.zeros(len(at), dtype=bool)
    for limit in np.unique(allowed).tolist():
        same = allowed == limit
        far[same] = ~shapely.dwithin(ground, footprints[same], limit)
    metres = shapely.distance(ground, footprints[far])
    yield from zip(
        at[far].tolist(), metres.tolist(), allowed[far].tolist(), strict=True
    )


def _names(codes: Sequence[str], units: Units) -> str:
    names = [units.by_code[code].name for code in codes]
    more = f" + {len(names) - _MOST_NAMES}" if len(names) > _MOST_NAMES else ""
    return ", ".join(names[:_MOST_NAMES]) + more


def _warning(named: Named, project: str, words: dict[str, str]) -> Issue:
    file, row, _ = named
    return issue(
        "QH-D18.not_where_named",
        file=file,
        sheet="",
        layer="",
        row=row,
        column="",
        value=project,
        **words,
    )


def _both(name: str, metres: float) -> dict[str, str]:
    english = f"{metres:,.0f}"
    return {name: english.replace(",", "."), f"{name}_en": english}
