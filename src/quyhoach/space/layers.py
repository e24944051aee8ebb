"""Own the seam between two whole layers and the relations of the pairs that meet."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

import numpy as np
import shapely
from numpy.typing import NDArray

from quyhoach.space.ground import ground, rows
from quyhoach.space.reference import GRID, to_grid
from quyhoach.space.relate import Relations, as_given, relate_parts
from quyhoach.space.shapes import Parts

__all__ = ["relate_layers"]

_CHUNK = 50_000


def relate_layers(
    left: NDArray[np.object_],
    right: NDArray[np.object_],
    *,
    epsg: int = GRID,
    tolerance_m: float = 0.0,
) -> tuple[NDArray[np.int64], NDArray[np.int64], Relations]:
    """Return every pair of two layers that is not disjoint, and its relation.

    Parameters
    ----------
    left, right : ndarray of object, shapes (n,) and (m,)
        Shapes of both layers in the system `epsg`, x before y. Missing and empty
        shapes meet nothing; invalid ones are answered as by `relate`.
    epsg : int
        The system of both layers. Relations are read from these coordinates;
        measures are taken on EPSG:9215.
    tolerance_m : float
        As for `relate`, in metres.

    Returns
    -------
    first, second : ndarray of int, shape (k,)
        Row numbers of the pairs, sorted by left, then right.
    relations : Relations
        Columns of length k; area in m², length in m.

    Raises
    ------
    BadInput
        The reference system is unknown, or the coordinates lie outside it.

    Examples
    --------
    >>> import numpy as np, shapely
    >>> plots = np.array([shapely.box(0, 0, 100, 100), shapely.box(100, 0, 200, 100)])
    >>> first, second, found = relate_layers(plots, plots[:1])
    >>> list(zip(first.tolist(), second.tolist(), found.relation.tolist()))
    [(0, 0, 'equals'), (1, 0, 'touches')]
    >>> len(relate_layers(plots, np.array([None, shapely.Point()]))[0])
    0
    """
    ours, theirs = ground(left), ground(right)
    tree = shapely.STRtree(np.asarray(right, dtype=object))
    first, second = tree.query(np.asarray(left, dtype=object))
    order = np.lexsort((second, first))
    first, second = first[order].astype(np.int64), second[order].astype(np.int64)
    project = as_given if epsg == GRID else partial(to_grid, epsg=epsg)
    metres = [
        Parts(project(one.areal), project(one.lineal), project(one.puntal))
        for one in (ours, theirs)
    ]
    chunks = [
        relate_parts(
            rows(ours, a),
            rows(theirs, b),
            project=project,
            measured=(rows(metres[0], a), rows(metres[1], b)),
            tolerance_m=tolerance_m,
        )
        for a, b in _chunks(first, second)
    ]
    columns = [
        np.concatenate([getattr(chunk, name) for chunk in chunks])
        for name in Relations.__slots__
    ]
    kept = columns[0] != "disjoint"
    return first[kept], second[kept], Relations(*(column[kept] for column in columns))


def _chunks(
    first: NDArray[np.int64], second: NDArray[np.int64]
) -> Iterator[tuple[NDArray[np.int64], NDArray[np.int64]]]:
    for start in range(0, max(first.size, 1), _CHUNK):
        yield first[start : start + _CHUNK], second[start : start + _CHUNK]
