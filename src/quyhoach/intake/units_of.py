"""Own the seam between features of a layer and the units they are the ground of."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np
import shapely
from numpy.typing import NDArray
from rapidfuzz import fuzz, process

from quyhoach.errors import BadInput
from quyhoach.intake.grids import Grid
from quyhoach.intake.issues import Issue, Trouble, issue
from quyhoach.intake.unit_columns import UnitColumns, unit_columns
from quyhoach.intake.values import plain_text
from quyhoach.plan import Unit, Units, fold
from quyhoach.plan.units import bare_name, name_key
from quyhoach.space import clean, to_grid, validity

__all__ = ["ReadUnits", "read_units", "units_of_era"]

_COMMUNES = ("xã", "phường", "thị trấn")
_DIGITS = 5
_AREAL = (3, 6)


@dataclass(slots=True)
class ReadUnits:
    """The units that the features of a layer were matched to.

    Parameters
    ----------
    units : list of Unit
        Matched, in the order of the package.
    rows : list of int
        The feature of each.
    shapes, ground : ndarray of object
        Its shape as given without heights, and the same in EPSG:9215.
    epsg : int
        The system of ``shapes``.
    left_out : int
        Features that ``where`` left out.
    issues : list of Issue
        Everything met; an ``error`` among them means: do not use this.
    """

    units: list[Unit] = field(default_factory=list)
    rows: list[int] = field(default_factory=list)
    shapes: NDArray[np.object_] = field(default_factory=lambda: np.empty(0, object))
    ground: NDArray[np.object_] = field(default_factory=lambda: np.empty(0, object))
    epsg: int = 0
    left_out: int = 0
    issues: list[Issue] = field(default_factory=list)

    @property
    def refused(self) -> bool:
        """Whether an issue is an error."""
        return any(one.severity == "error" for one in self.issues)


def units_of_era(units: Units, era: str = "") -> list[Unit]:
    """Return the communes of an era of the province.

    Parameters
    ----------
    units : Units
        Units of every era.
    era : str
        Name of the era; empty is the latest that has communes.

    Returns
    -------
    list of Unit
        In package order.

    Raises
    ------
    BadInput
        The package has no communes of that era; the cure names those it has.

    Examples
    --------
    >>> today = Unit(
    ...     code="25:1", name="Xã A", type="xã", era="25", atoms=frozenset({1}))
    >>> [unit.name for unit in units_of_era(Units((today,)))]
    ['Xã A']
    >>> units_of_era(Units((today,)), "24")
    Traceback (most recent call last):
    quyhoach.errors.BadInput: value '24': gói không có xã của thời kỳ này → dùng 25
    """
    communes = [u for u in units.all if u.type in _COMMUNES and u.atoms]
    eras = sorted({unit.era for unit in communes})
    if not eras or (era and era not in eras):
        reason = "gói không có xã của thời kỳ này"
        raise BadInput(reason, value=era, cure=f"dùng {', '.join(eras) or 'gói khác'}")
    return [unit for unit in communes if unit.era == (era or eras[-1])]


def read_units(
    grid: Grid,
    wanted: Sequence[Unit],
    *,
    columns: UnitColumns | None = None,
    where: tuple[str, str] | None = None,
) -> ReadUnits:
    """Return the shapes of units, and an issue for everything that does not fit.

    Parameters
    ----------
    grid : Grid
        A layer with shapes whose system is known.
    wanted : Sequence of Unit
        The units of one era; each needs one feature.
    columns : UnitColumns, optional
        Which columns to read; ``None`` finds them by their headings.
    where : tuple of str, optional
        Column and value: other features are left out and counted.

    Returns
    -------
    ReadUnits
        Units are matched by national code, or by name where no code is given: the
        name must be the same with its diacritics; what is only alike is suggested.

    Raises
    ------
    BadInput
        There is no column of codes or names, or the system does not fit.
    """
    columns = columns or unit_columns(grid)
    made = ReadUnits(epsg=grid.epsg or 0)
    features = list(_features(grid, where, made))
    found = _matched(grid, wanted, columns, features, made)
    made.units = [unit for unit in wanted if unit.code in found]
    places = [found[unit.code] for unit in made.units]
    made.rows = [grid.rows[at][0] for at in places]
    _draw(grid, places, made)
    missing = [unit for unit in wanted if unit.code not in found]
    for unit in missing:
        _say(made, grid, Trouble("QH-D19.unit_missing", unit.name, _named(unit)))
    return made


def _features(
    grid: Grid, where: tuple[str, str] | None, made: ReadUnits
) -> Iterable[int]:
    if where is None:
        yield from range(len(grid.rows))
        return
    column, value = where
    index = _index(grid, column)
    for at, (_, cells) in enumerate(grid.rows):
        if name_key(plain_text(cells[index])) == name_key(value):
            yield at
        else:
            made.left_out += 1


def _index(grid: Grid, column: str) -> int:
    header = grid.header or ()
    if column not in header:
        reason = "không có cột này"
        cure = f"dùng một trong: {', '.join(header)}"
        raise BadInput(reason, file=grid.file, column=column, cure=cure)
    return header.index(column)


def _matched(
    grid: Grid,
    wanted: Sequence[Unit],
    columns: UnitColumns,
    features: Sequence[int],
    made: ReadUnits,
) -> dict[str, int]:
    finder = _Matcher(wanted)
    found: dict[str, int] = {}
    for at in features:
        row, cells = grid.rows[at]
        answer = finder.match(columns.read(cells))
        if isinstance(answer, Trouble):
            _say(made, grid, answer, row)
        elif answer.code in found:
            first = grid.rows[found[answer.code]][0]
            words = {**_named(answer), "first": first}
            _say(made, grid, Trouble("QH-D19.unit_twice", answer.name, words), row)
        else:
            found[answer.code] = at
    return found


class _Matcher:
    """Finds the unit of a feature among those of one era."""

    def __init__(self, wanted: Sequence[Unit]) -> None:
        self._by_code = {u.code.rpartition(":")[2]: u for u in wanted}
        self._by_name: dict[str, list[Unit]] = {}
        for unit in wanted:
            for key in {name_key(unit.name), bare_name(unit.name)}:
                self._by_name.setdefault(key, []).append(unit)

    def match(self, said: dict[str, str]) -> Unit | Trouble:
        code, name = said["code"], said["name"]
        if code:
            return self._coded(code, name)
        if not name:
            return Trouble("QH-D19.unit_unnamed")
        full = name if name_key(name) != bare_name(name) else f"{said['type']} {name}"
        found = self._by_name.get(name_key(full)) or []
        if not said["type"] and not found:
            found = self._by_name.get(bare_name(name)) or []
        if len(found) > 1 and said["district"]:
            inside = bare_name(said["district"])
            found = [
                u for u in found if inside in map(bare_name, u.district.split(";"))
            ]
        if len(found) == 1:
            return found[0]
        if found:
            words = {"name": name, "count": len(found)}
            return Trouble("QH-D19.unit_ambiguous", name, words)
        return self._unknown(full.strip())

    def _coded(self, code: str, name: str) -> Unit | Trouble:
        number = code.rpartition(":")[2]
        unit = self._by_code.get(number) or self._by_code.get(number.zfill(_DIGITS))
        if unit is None:
            return self._unknown(" ".join(filter(None, (code, name))))
        # the code is the key; a name in capitals or without diacritics may stand by it
        if name and fold(bare_name(name)) != fold(bare_name(unit.name)):
            words = {**_named(unit), "said": code, "name": name}
            return Trouble("QH-D19.code_contradicts", code, words)
        return unit

    def _unknown(self, name: str) -> Trouble:
        names = {fold(u.name): u for some in self._by_name.values() for u in some}
        near = process.extractOne(
            fold(name), sorted(names), scorer=fuzz.ratio, score_cutoff=80
        )
        like = names[near[0]] if near else None
        number = like.code.rpartition(":")[2] if like else ""
        words = {
            "name": name,
            "hint": f"; có phải {like.name} ({number})?" if like else "",
            "hint_en": f"; is it {like.name} ({number})?" if like else "",
        }
        return Trouble("QH-D19.unit_unknown", name, words)


def _draw(grid: Grid, places: Sequence[int], made: ReadUnits) -> None:
    given = np.full(len(places), None, dtype=object)
    given[:] = [(grid.shapes or ())[at] for at in places]
    made.shapes, _ = clean(given)
    valid, reasons = validity(made.shapes)
    for k, shape in enumerate(made.shapes):
        if shape is None or shapely.is_empty(shape):
            words = {"why": "không có hình", "why_en": "there is none"}
        elif shapely.get_type_id(shape) not in _AREAL:
            words = {"why": "không phải vùng", "why_en": "it is no area"}
        elif not valid[k]:
            words = {"why": reasons[k], "why_en": reasons[k]}
        else:
            continue
        _say(made, grid, Trouble("QH-D19.shape_unusable", "", words), made.rows[k])
    made.ground = np.asarray(to_grid(made.shapes, epsg=made.epsg), dtype=object)


def _say(made: ReadUnits, grid: Grid, trouble: Trouble, row: int | None = None) -> None:
    made.issues.append(
        issue(
            trouble.code,
            file=grid.file,
            sheet="",
            layer=grid.layer,
            row=row,
            column="",
            value=trouble.value,
            **trouble.words,
        )
    )


def _named(unit: Unit) -> dict[str, object]:
    return {"unit": unit.name, "national": unit.code.rpartition(":")[2]}
