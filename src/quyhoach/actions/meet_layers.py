"""Meet two files: drop what is not in force that day, relate the rest."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from quyhoach.actions.read_layer import read_layer
from quyhoach.space import GRID, Relations, relate_layers, to_grid

__all__ = ["COLUMNS", "LayerMeetings", "meet_layers"]

COLUMNS = (
    "left",
    "right",
    "relation",
    "area_m2",
    "length_m",
    "share_left",
    "share_right",
)
"""What every meeting of two layers says, in this order."""


@dataclass(frozen=True, slots=True)
class LayerMeetings:
    """The pairs of two layers that are not disjoint, in columns.

    Parameters
    ----------
    left, right : ndarray of object, shape (k,)
        Ids of the pair, sorted by row of the left file, then of the right.
    relations : Relations
        How they stand, measured on EPSG:9215.
    notes : tuple of str
        What a reader should know of the files.
    """

    left: NDArray[np.object_]
    right: NDArray[np.object_]
    relations: Relations
    notes: tuple[str, ...]

    def rows(self) -> Iterator[tuple[Any, ...]]:
        """Yield one row a pair, in the order of `COLUMNS`."""
        found = self.relations
        columns = [self.left, self.right, found.relation, found.area_m2]
        columns += [found.length_m, found.share_left, found.share_right]
        return zip(*(column.tolist() for column in columns), strict=True)


def meet_layers(
    left: Path,
    right: Path,
    *,
    crs: int | None = None,
    on: date | None = None,
    tolerance_m: float = 0.0,
) -> LayerMeetings:
    """Return how the shapes of two files meet.

    Parameters
    ----------
    left, right : Path
        GeoJSON, or CSV with the columns ``id`` and ``wkt``.
    crs : int, optional
        EPSG code of a file that declares none; a GeoJSON file then no longer counts
        as degrees on WGS 84.
    on : date, optional
        Leave out what is not in force on that day; without it nothing is left out.
    tolerance_m : float
        What is thinner does not count, in metres.

    Returns
    -------
    LayerMeetings
        All pairs but the disjoint ones.

    Raises
    ------
    BadInput
        A file that cannot be read whole and without a guess.
    """
    layers = [read_layer(path, crs=crs) for path in (left, right)]
    if on is not None:
        layers = [layer.on(on) for layer in layers]
    ours, theirs = layers
    shapes, epsg = [ours.shapes, theirs.shapes], ours.epsg
    if ours.epsg != theirs.epsg:
        shapes = [to_grid(layer.shapes, epsg=layer.epsg) for layer in layers]
        epsg = GRID
    first, second, relations = relate_layers(
        *shapes, epsg=epsg, tolerance_m=tolerance_m
    )
    notes = tuple(note for layer in layers for note in layer.notes())
    return LayerMeetings(ours.ids[first], theirs.ids[second], relations, notes)
