"""Shapes, reference systems, overlaps: *where*.

The seam this room owns: a shape in any reference system becomes ground in VN-2000
metres, and two shapes become a relation with evidence. Everything is array in, array
out; nothing is repaired, guessed or dropped in silence.
"""

from quyhoach.space.degrees import from_grid
from quyhoach.space.layers import relate_layers
from quyhoach.space.meetings import (
    Meetings,
    meet,
    meet_within,
    outside_share,
    shared_ground,
)
from quyhoach.space.reference import (
    GRID,
    accuracy_m,
    is_geographic,
    looks_like_degrees,
    to_grid,
)
from quyhoach.space.relate import RELATIONS, Relations, relate
from quyhoach.space.schematic import mirrored, schematic_shapes
from quyhoach.space.sets import (
    Places,
    SharedUnits,
    first_shared,
    in_common,
    share_units,
)
from quyhoach.space.shapes import Parts, clean, flatten, measure, validity
from quyhoach.space.tolerance import eroded_area, survives, tolerance_m
from quyhoach.space.wkt import read_wkt

__all__ = [
    "GRID",
    "RELATIONS",
    "Meetings",
    "Parts",
    "Places",
    "Relations",
    "SharedUnits",
    "accuracy_m",
    "clean",
    "eroded_area",
    "first_shared",
    "flatten",
    "from_grid",
    "in_common",
    "is_geographic",
    "looks_like_degrees",
    "measure",
    "meet",
    "meet_within",
    "mirrored",
    "outside_share",
    "read_wkt",
    "relate",
    "relate_layers",
    "schematic_shapes",
    "share_units",
    "shared_ground",
    "survives",
    "to_grid",
    "tolerance_m",
    "validity",
]
