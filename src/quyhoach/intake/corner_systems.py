"""Own the question which reference system a parcel of a corner table is in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from quyhoach.errors import BadInput
from quyhoach.intake.corner_model import Parcel
from quyhoach.intake.declared_systems import UNCLEAR, declared_system
from quyhoach.intake.issues import Trouble
from quyhoach.space import is_geographic

__all__ = ["System", "system_of"]


@dataclass(frozen=True, slots=True)
class System:
    """The reference system of one parcel.

    Parameters
    ----------
    epsg : int
        0 where none can be used.
    degrees : bool, optional
        It counts in degrees; ``None`` where the numbers have to say.
    trouble : Trouble, optional
        Why there is none.
    """

    epsg: int
    degrees: bool | None = None
    trouble: Trouble | None = None


def system_of(
    parcel: Parcel,
    lines: Sequence[tuple[int, str]],
    *,
    begin: int,
    crs: int | None,
    degrees: bool,
) -> System:
    """Return the system that a column, a line of text or the caller declares.

    Parameters
    ----------
    parcel : Parcel
        With what its own column of systems says.
    lines : Sequence of (int, str)
        Row and text of the lines that speak of a system.
    begin : int
        Row in which the points begin: lines above it are read as one.
    crs : int, optional
        What the caller declares, where the paper does not.
    degrees : bool
        The numbers of the parcel are degrees.

    Returns
    -------
    System
        Nothing is concluded from the numbers themselves.

    Examples
    --------
    >>> lines = [(1, "Hệ tọa độ VN-2000"), (2, "KTT 107°15', múi chiếu 3°")]
    >>> parcel = Parcel("", "Khu A", 5)
    >>> system_of(parcel, lines, begin=4, crs=None, degrees=False).epsg
    9215
    >>> system_of(parcel, [], begin=4, crs=None, degrees=False).trouble.code
    'QH-D05.system_undeclared'
    """
    said = _in_columns(parcel) or _in_lines(parcel, lines, begin)
    if len(said) > 1:
        names = "; ".join(dict.fromkeys(said.values()))
        return System(0, None, Trouble("QH-D17.system_two", names))
    code, text = next(iter(said.items()), (0, ""))
    if code > 0:
        system = _usable(code, text, degrees=degrees)
        if system.trouble is None or system.trouble.code != "QH-D05.system_unknown":
            return system
    if crs:
        return _usable(crs, f"EPSG:{crs}", degrees=degrees)
    if code == 0:
        return System(0, None, Trouble("QH-D05.system_undeclared"))
    return System(0, None, _unknown(text))


def _unknown(text: str) -> Trouble:
    return Trouble("QH-D05.system_unknown", text, {"name": text[:60]})


def _usable(code: int, text: str, *, degrees: bool) -> System:
    geographic = _is_geographic(code)
    if geographic is None:
        return System(0, None, _unknown(text))
    if geographic is degrees:
        return System(code, geographic)
    if not degrees and str(code) not in text:
        # "VN-2000" alone does not say which of its grids the metres are on
        return System(0, None, _unknown(text))
    words: dict[str, object] = {"epsg": code}
    return System(0, None, Trouble("QH-D05.system_contradicted", text, words))


@lru_cache(maxsize=64)
def _is_geographic(code: int) -> bool | None:
    try:
        return is_geographic(code)
    except BadInput:
        return None


def _in_columns(parcel: Parcel) -> dict[int, str]:
    said: dict[int, str] = {}
    for _, text in parcel.systems:
        found = declared_system(text)
        said.setdefault(UNCLEAR if found is None else found, text)
    return said


def _in_lines(
    parcel: Parcel, lines: Sequence[tuple[int, str]], begin: int
) -> dict[int, str]:
    """Read lines that stand together as one; of several the last above the parcel."""
    blocks: list[tuple[int, int, str]] = []
    for row, text in lines:
        last = blocks[-1] if blocks else None
        if last and (row < begin or row == last[1] + 1):
            blocks[-1] = (last[0], row, f"{last[2]}, {text}")
        else:
            blocks.append((row, row, text))
    codes = {declared_system(text) for _, _, text in blocks}
    if len(codes) > 1:
        blocks = [block for block in blocks if block[0] <= parcel.row][-1:]
    return {
        UNCLEAR if (found := declared_system(text)) is None else found: text
        for _, _, text in blocks[:1]
    }
