"""Own the question which columns of a layer name the unit of each feature."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from quyhoach.errors import BadInput
from quyhoach.intake.grids import Grid
from quyhoach.intake.values import plain_text
from quyhoach.plan import fold

__all__ = ["UnitColumns", "unit_columns"]

_HEADINGS: Mapping[str, tuple[str, ...]] = {
    "code": (
        "code", "gso code", "ma", "ma xa", "ma dvhc", "ma so", "maxa", "ma gso",
        "ward code", "commune code", "ma don vi", "ma px", "ma phuong xa",
    ),
    "name": (
        "name", "ten", "ten xa", "ten dvhc", "tenxa", "ten don vi", "ward", "commune",
        "ward name", "commune name", "ten px", "ten phuong xa", "name vi", "xa",
    ),
    "type": ("type", "loai", "cap", "kind", "loai don vi", "loai dvhc"),
    "district": ("district", "huyen", "ten huyen", "districts legacy", "huyen cu"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class UnitColumns:
    """Where a layer says which unit a feature is.

    Parameters
    ----------
    places : Mapping of str to int
        ``code``, ``name``, ``type`` and ``district`` to the place of their column;
        those that the layer lacks are left out.
    """

    places: Mapping[str, int]

    def read(self, cells: Sequence[Any]) -> dict[str, str]:
        """Return what a feature says, empty where it says nothing.

        Parameters
        ----------
        cells : Sequence
            Of one feature.

        Returns
        -------
        dict
            ``code``, ``name``, ``type`` and ``district``.
        """
        said = dict.fromkeys(_HEADINGS, "")
        for name, index in self.places.items():
            said[name] = _text(cells[index])
        return said


def unit_columns(grid: Grid, *, code: str = "", name: str = "") -> UnitColumns:
    """Return the columns that say which unit a feature is.

    Parameters
    ----------
    grid : Grid
        A layer.
    code, name : str
        Headings to read codes and names from; empty looks for a heading known here.

    Returns
    -------
    UnitColumns
        With a column of codes or of names.

    Raises
    ------
    BadInput
        A heading is not there, or neither codes nor names are found.

    Examples
    --------
    >>> layer = Grid(file="a.geojson", rows=[], header=("MA_XA", "ten", "x"))
    >>> dict(unit_columns(layer).places)
    {'code': 0, 'name': 1}
    >>> dict(unit_columns(layer, code="x").places)
    {'code': 2, 'name': 1}
    """
    header = list(grid.header or ())
    places = {}
    for field, said in (("code", code), ("name", name), ("type", ""), ("district", "")):
        if said and said not in header:
            reason = "không có cột này"
            cure = f"dùng một trong: {', '.join(header)}"
            raise BadInput(reason, file=grid.file, column=said, cure=cure)
        index = header.index(said) if said else _known(header, field)
        if index is not None:
            places[field] = index
    if not {"code", "name"} & set(places):
        reason = "không rõ cột nào là mã hoặc tên xã"
        cure = f"thêm --code hoặc --name, một trong: {', '.join(header)}"
        raise BadInput(reason, file=grid.file, cure=cure)
    return UnitColumns(places)


def _known(header: Sequence[str], field: str) -> int | None:
    folded = [fold(heading.replace("_", " ").replace(".", " ")) for heading in header]
    return next((folded.index(h) for h in _HEADINGS[field] if h in folded), None)


def _text(cell: Any) -> str:  # noqa: ANN401
    """Return a cell as text; a code that became a number is a whole one."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return plain_text(cell)
