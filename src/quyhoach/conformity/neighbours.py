"""What lies about a project unseen: zones that neither ground nor names can compare."""

from __future__ import annotations

from dataclasses import fields

import numpy as np
from numpy.typing import NDArray

from quyhoach.conformity.case import Case
from quyhoach.law import Certainty, Crs, Geometry
from quyhoach.plan import Permission
from quyhoach.space import Places

__all__ = ["around", "beyond_names", "gathered_by_unit", "permitting", "unseen"]

BoolArray = NDArray[np.bool_]
IntArray = NDArray[np.int64]


def permitting(case: Case, zones: BoolArray) -> BoolArray:
    """Return which of the chosen zones permit every use: they can refuse nobody.

    Parameters
    ----------
    case : Case
        The case.
    zones : BoolArray
        Mask over the zones.

    Returns
    -------
    BoolArray
        Mask over the zones.
    """
    open_ = [
        r.otherwise is Permission.PERMITTED and not r.uses for r in case.plan.regimes
    ]
    return np.asarray(zones & np.array(open_, bool)[case.plan.zones.regime])


def beyond_names(case: Case, zones: BoolArray) -> BoolArray:
    """Return projects without footprint of which names cannot tell where they stand.

    Parameters
    ----------
    case : Case
        The case.
    zones : BoolArray
        The zones that matter.

    Returns
    -------
    BoolArray
        No footprint; and no units, or a zone that matters has none to compare with.
    """
    nameless = zones & (case.plan.zones.places.sizes() == 0)
    return np.asarray(~case.drawn & (~case.placed | nameless.any()))


def unseen(case: Case, zones: BoolArray) -> IntArray:
    """Return, for each drawn project, a zone without shape that names cannot compare.

    Parameters
    ----------
    case : Case
        The case.
    zones : BoolArray
        The zones that matter.

    Returns
    -------
    IntArray
        Row of the first such zone; -1 where there is none: the zone has no units, or
        the project has none.
    """
    bare = np.flatnonzero(zones & ~case.zone_drawn)
    nameless = bare[case.plan.zones.places.sizes()[bare] == 0]
    made = np.full(len(case.portfolio), -1, np.int64)
    if bare.size:
        made[case.drawn & ~case.placed] = bare[0]
    if nameless.size:
        made[case.drawn] = nameless[0]
    return made


def around(case: Case, zones: BoolArray) -> Certainty:
    """Return how sure the zones about each project are, those it does not meet too.

    Parameters
    ----------
    case : Case
        The case.
    zones : BoolArray
        The zones that matter.

    Returns
    -------
    Certainty
        One row a project: the weakest zone that shares a unit with it, or that names
        no unit; of all zones where the project names none.
    """
    places = case.plan.zones.places
    return gathered_by_unit(case, case.zone_certainty, places, zones)


def gathered_by_unit(
    case: Case, certainty: Certainty, places: Places, chosen: BoolArray
) -> Certainty:
    """Return for each project the weakest of the chosen things that may lie near.

    Parameters
    ----------
    case : Case
        The portfolio.
    certainty : Certainty
        How sure each thing is.
    places : Places
        The units of each thing.
    chosen : BoolArray
        Which things matter.

    Returns
    -------
    Certainty
        One row a project. What is not met is used for where it lies, not for what it
        says, and only a thing that may lie elsewhere weighs: a symbol, or one of
        which the reference system is not known.
    """
    own = case.portfolio.places
    width = int(max(own.atom.max(initial=0), places.atom.max(initial=0))) + 1
    nameless = chosen & (places.sizes() == 0)
    named = chosen[places.row]
    columns = {f.name: np.zeros(own.count, np.int8) for f in fields(Certainty)}
    for name, worst in (("geometry", Geometry.INDICATIVE), ("crs", Crs.UNKNOWN)):
        code = getattr(certainty, name)
        code = np.where(code >= worst, code, 0).astype(np.int8)
        by_atom = np.zeros(width, np.int8)
        np.maximum.at(by_atom, places.atom[named], code[places.row[named]])
        mine = np.full(own.count, code[nameless].max(initial=0), np.int8)
        np.maximum.at(mine, own.row, by_atom[own.atom])
        mine[~case.placed] = code[chosen].max(initial=0)
        columns[name] = mine
    return Certainty(**columns)
