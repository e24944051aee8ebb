"""Own the answer to "how do these two shapes stand to each other", pair by pair."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

from quyhoach.space.blunt import blunt_relation
from quyhoach.space.ground import ground, rows
from quyhoach.space.mixed import mixed_relation
from quyhoach.space.overlay import common
from quyhoach.space.shapes import Parts, measure
from quyhoach.space.standing import standing

__all__ = ["RELATIONS", "Relations", "as_given", "relate", "relate_parts"]

Project = Callable[[NDArray[np.object_]], NDArray[np.object_]]

RELATIONS = (
    "disjoint",
    "touches",
    "crosses",
    "overlaps",
    "within",
    "contains",
    "equals",
)
"""Every relation `relate` can answer; exactly one holds for a pair."""


@dataclass(frozen=True, slots=True)
class Relations:
    """How pairs of shapes stand to each other, in columns of length n.

    Parameters
    ----------
    relation : ndarray of object
        One of `RELATIONS`; None where a shape is missing.
    area_m2, length_m : ndarray of float
        Area of the areal and length of the lineal parts of the intersection, in m²
        and m (planar units, when the shapes are in other units).
    share_left, share_right : ndarray of float
        `area_m2` over the shape's own area; 0.0 for a shape without area.
    """

    relation: NDArray[np.object_]
    area_m2: NDArray[np.float64]
    length_m: NDArray[np.float64]
    share_left: NDArray[np.float64]
    share_right: NDArray[np.float64]


def relate(
    left: NDArray[np.object_],
    right: NDArray[np.object_],
    *,
    tolerance_m: float = 0.0,
) -> Relations:
    """Return the relation of each pair, with the measures of what it shares.

    Parameters
    ----------
    left, right : ndarray of object, shape (n,)
        Shapes of any kind but curves, in one planar system (EPSG:9215, metres).
    tolerance_m : float
        A shared part, or a part outside, thinner than this does not count, in metres.

    Returns
    -------
    Relations
        Columns in the order of the pairs.

    Notes
    -----
    The meaning is OGC's (DE-9IM), `equals` before `within` and `contains`. Two empty
    shapes are equal, as in GEOS and PostGIS; an empty and a filled one are disjoint.
    A collection is the union of its parts, an area going before a line and a line
    before a point. An invalid shape is answered on the ground it draws: rings
    even-odd, parts united, spikes and collapsed pieces beside an area left out.
    See `quyhoach.space.blunt` for what the tolerance does.

    Examples
    --------
    >>> import shapely
    >>> field, road = shapely.from_wkt(["POLYGON ((0 0, 9 0, 9 9, 0 9, 0 0))",
    ...                                 "LINESTRING (-3 5, 12 5)"])
    >>> found = relate([field, field], [road, field])
    >>> found.relation.tolist(), found.area_m2.tolist(), found.length_m.tolist()
    (['crosses', 'equals'], [0.0, 81.0], [9.0, 0.0])

    Empty shapes meet nothing; a border half a metre inside is only a touch:

    >>> strip = shapely.box(8.5, 0, 20, 9)
    >>> relate([shapely.Point()], [field]).relation.tolist()
    ['disjoint']
    >>> relate([field], [strip], tolerance_m=1.0).relation.tolist()
    ['touches']
    """
    left, right = np.asarray(left, dtype=object), np.asarray(right, dtype=object)
    found = relate_parts(ground(left), ground(right), tolerance_m=tolerance_m)
    found.relation[shapely.is_missing(left) | shapely.is_missing(right)] = None
    return found


def as_given(shapes: NDArray[np.object_]) -> NDArray[np.object_]:
    """Return shapes that are in metres already.

    Parameters
    ----------
    shapes : ndarray of object, shape (n,)
        Shapes in metres.

    Returns
    -------
    ndarray of object, shape (n,)
        The very same.

    Examples
    --------
    >>> import numpy as np
    >>> as_given(np.array([None], dtype=object)).tolist()
    [None]
    """
    return shapes


def relate_parts(
    ours: Parts,
    theirs: Parts,
    *,
    project: Project = as_given,
    measured: tuple[Parts, Parts] | None = None,
    tolerance_m: float = 0.0,
) -> Relations:
    """Return the relation of each pair of shapes that are split into valid parts.

    Parameters
    ----------
    ours, theirs : Parts
        What `ground` makes of the shapes of n pairs, in one system.
    project : callable, optional
        Takes shapes of that system to metres before anything is measured. The
        relation itself is read from the coordinates as given: a border drawn with an
        extra vertex on one side still only touches, which a projection would undo.
    measured : tuple of Parts, optional
        Ours and theirs in metres, where the caller has projected them already.
    tolerance_m : float
        As for `relate`, in metres.

    Returns
    -------
    Relations
        Columns in the order of the pairs.

    Examples
    --------
    >>> import shapely
    >>> from quyhoach.space.reference import to_grid
    >>> plot = shapely.box(106.7, 21.8, 106.8, 21.9)
    >>> beside = shapely.Point(106.8, 21.85)
    >>> parts = ground([plot, plot]), ground([plot, beside])
    >>> found = relate_parts(*parts, project=lambda shapes: to_grid(shapes, epsg=4756))
    >>> found.relation.tolist(), [round(area / 1e6) for area in found.area_m2.tolist()]
    (['equals', 'touches'], [114, 0])
    """
    relation = standing(ours, theirs)
    mixed = np.flatnonzero(ours.mixed | theirs.mixed)
    if mixed.size:
        relation[mixed] = mixed_relation(rows(ours, mixed), rows(theirs, mixed))
    metres = measured or (_projected(ours, project), _projected(theirs, project))
    own_left, own_right = (measure(one.areal)[0] for one in metres)
    shared = _inner(relation, ours, theirs)
    area = np.select([shared == 1, shared == 2], [own_left, own_right], default=0.0)
    length = np.zeros(area.shape)
    rest = np.flatnonzero(shared == 0)
    if rest.size:
        areal, lineal = common(rows(ours, rest), rows(theirs, rest))
        area[rest], length[rest] = (
            measure(project(areal))[0],
            measure(project(lineal))[1],
        )
    area[relation == "touches"] = 0.0
    if tolerance_m > 0:
        relation = blunt_relation(relation, *metres, tolerance_m)
    shares = _share(area, own_left), _share(area, own_right)
    return Relations(relation, area, length, *shares)


def _projected(parts: Parts, project: Project) -> Parts:
    if project is as_given:
        return parts
    return Parts(project(parts.areal), project(parts.lineal), project(parts.puntal))


def _inner(
    relation: NDArray[np.object_], ours: Parts, theirs: Parts
) -> NDArray[np.int64]:
    """Say whose own area is shared: 1 ours, 2 theirs, 3 nothing is, 0 measure it."""
    plain = (ours.dimension == 2) & (theirs.dimension == 2)
    plain &= ~(ours.mixed | theirs.mixed)
    inside = plain & np.isin(relation, ["within", "equals"])
    around = plain & (relation == "contains")
    apart = (relation == "disjoint") | (
        np.minimum(ours.dimension, theirs.dimension) < 0
    )
    return np.select([apart, inside, around], [3, 1, 2], default=0)


def _share(area: NDArray[np.float64], own: NDArray[np.float64]) -> NDArray[np.float64]:
    share = np.divide(area, own, out=np.zeros(area.shape), where=own > 0)
    return np.minimum(share, 1.0)
