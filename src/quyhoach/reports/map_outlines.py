"""The form in which shapes of administrative units come to the map page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

__all__ = ["Outlines"]


class Outlines(Protocol):
    """Shapes of units and how far they can be trusted.

    `quyhoach.intake.unit_shapes.UnitShapes` is one; any value with these names is.
    """

    @property
    def codes(self) -> Sequence[str]:
        """Codes of units."""

    @property
    def shapes(self) -> NDArray[np.object_]:
        """Polygons in EPSG:9215, metres, one a code; ``None`` where there is none."""

    @property
    def geometry(self) -> str:
        """``exact``, ``approximate``, or ``indicative`` for a schematic."""

    @property
    def source(self) -> str:
        """Whose they are, in words."""

    @property
    def source_en(self) -> str:
        """The same in English; empty where it is not given."""
