"""Own the question what the rows of a corner table are: points, headings or remarks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import PurePath

from quyhoach.intake.columns import Column, match
from quyhoach.intake.corner_columns import BY_POINT, CornerHeader, pair_of
from quyhoach.intake.corner_lines import (
    begins,
    is_total,
    marks_hole,
    only_states,
    stated_area,
    unlabelled,
)
from quyhoach.intake.corner_model import CornerPoint, Parcel, Read, Strip
from quyhoach.intake.corner_numbers import is_numeric
from quyhoach.intake.declared_systems import declared_system
from quyhoach.intake.grids import Cell, Grid
from quyhoach.intake.headings import is_numbering
from quyhoach.intake.values import plain_text

__all__ = ["project_columns", "read_parcels"]


def read_parcels(grid: Grid, header: CornerHeader) -> Read:
    """Return the parcels of a corner table with their points as written.

    Parameters
    ----------
    grid : Grid
        As unpacked.
    header : CornerHeader
        Its heading.

    Returns
    -------
    Read
        Every row that is not blank is a point, a side, or a line of text.

    Notes
    -----
    A line that begins with "Dự án" names a project; all rings below it are its parts.
    A line that begins with "Phần", "Khoảnh" or "Vòng" opens another ring of the
    parcel before it. Any other line above points names a parcel of its own.

    Examples
    --------
    >>> from quyhoach.intake.corner_columns import find_corner_header
    >>> rows = [["Điểm", "X", "Y"], ["Khu A"], ["1", "2417141", "449158"]]
    >>> grid = Grid(file="a.csv", rows=list(enumerate(rows, start=1)))
    >>> [p.name for p in read_parcels(grid, find_corner_header(grid)).parcels]
    ['Khu A']
    """
    walk = _Walk(grid, header)
    walk.titles()
    walk.rows()
    return walk.read


class _Walk:
    """One corner table, from above to below."""

    def __init__(self, grid: Grid, header: CornerHeader) -> None:
        self.read = Read()
        self._grid, self._header = grid, header
        self._pair = pair_of(header.fields)
        self._label = next((f for f in ("name", "parcel") if f in header.fields), "")
        self._own_id = "id" in header.fields and not self._ids_of_points()
        self._in_columns = bool(self._label) or self._own_id
        self._pending: list[tuple[int, str]] = []
        self._area, self._area_row = "", 0
        self._began = False
        self._totals: list[tuple[int, str]] = []
        self._title = ""
        self._project: Parcel | None = None
        self._parcel: Parcel | None = None
        self._strips: list[Strip] = []
        self._blocks: list[tuple[Parcel, list[Strip]]] = []
        self._fresh = True
        self._before = ("", "", "")
        self._known: dict[tuple[str, str], Parcel] = {}

    def _ids_of_points(self) -> bool:
        """Whether ids name points: another one in each row below one name."""
        if not self._label:
            return False
        some = [
            (
                _text(c, self._header.fields["id"]),
                _text(c, self._header.fields[self._label]),
            )
            for _, c in self._grid.rows[self._header.begin :]
            if self._has_point(c, self._header.panels[0])
        ]
        ids = {id_ for id_, _ in some}
        return len(ids) == len(some) and len({name for _, name in some}) < len(some)

    def titles(self) -> None:
        found = ""
        for number, cells in self._grid.rows[: max(self._header.at, 0)]:
            text = _joined(cells)
            if not text or self._is_said(number, text):
                continue
            if begins(text, "project"):
                self._project = self._named(number, text, [text])
            elif not begins(text, "title") and not begins(text, "remark"):
                found = text if begins(text, "parcel") else found or text
            self._title = f"{self._title} {text}".strip()
        self._header_systems()
        self._default = found or self._grid.sheet or PurePath(self._grid.file).stem

    def _header_systems(self) -> None:
        """Take what stands over the columns of coordinates: "VN-2000, KTT 107°15'"."""
        for number, cells in self._grid.rows[
            max(self._header.at, 0) : self._header.begin
        ]:
            for text in map(plain_text, cells):
                if match(text) is None and declared_system(text) is not None:
                    self.read.systems.append((number, text))

    def _named(self, row: int, text: str, texts: list[str]) -> Parcel:
        return Parcel("", unlabelled(text), row, texts=texts)

    def _is_said(self, row: int, text: str) -> bool:
        """Take a line that states an area or a reference system."""
        if declared_system(text) is not None:
            self.read.systems.append((row, text))
            return True
        stated, alone = stated_area(text), only_states(text)
        if stated and alone and (is_total(text) or not self._began):
            self._totals.append((row, text))
        elif stated and alone and self._parcel is not None and not self._pending:
            self._state(self._parcel, stated, row)
        elif stated:
            self._area, self._area_row = stated, row
        return bool(stated) and alone

    def rows(self) -> None:
        heading = self._began = True
        for at in range(self._header.begin, len(self._grid.rows)):
            number, cells = self._grid.rows[at]
            texts = [plain_text(cell) for cell in cells]
            filled = [text for text in texts if text]
            if not filled:
                continue
            if self._repeats(texts) or (heading and is_numbering(filled)):
                heading = True
                continue
            heading = False
            panels = [p for p in self._header.panels if self._has_point(cells, p)]
            if panels:
                self._points(at, number, cells)
            elif not self._is_side(cells, filled):
                self._line(number, texts)
        self._settle_totals()
        self.read.remarks += [(row, text, False) for row, text in self._pending]
        self.read.remarks.sort(key=lambda one: one[0])
        for parcel, strips in self._blocks:
            # the panels of a block are one table, broken to save paper
            points = [point for strip in strips for point in strip.points]
            parcel.strips.append(Strip(strips[0].title, points))

    def _settle_totals(self) -> None:
        """Give the area of the whole table to its parcel, where there is only one."""
        for row, text in self._totals:
            if len(self.read.parcels) == 1 and not self.read.parcels[0].area:
                self._state(self.read.parcels[0], stated_area(text), row)
            else:
                self.read.remarks.append((row, text, False))

    def _repeats(self, texts: Sequence[str]) -> bool:
        known = [[t for t in row if t] for row in self._header.texts]
        return [text for text in texts if text] in known

    def _has_point(self, cells: Sequence[Cell], panel: Mapping[str, Column]) -> bool:
        own = [_cell(cells, panel[name]) for name in self._pair]
        if any(is_numeric(cell) for cell in own):
            return True
        label = _text(cells, panel["point"]) if "point" in panel else ""
        return bool(re.fullmatch(r"\W*\d+\W*", label)) and any(map(plain_text, own))

    def _is_side(self, cells: Sequence[Cell], filled: Sequence[str]) -> bool:
        """Take a length that stands alone between the points it joins."""
        taken = False
        if len(filled) > len(self._header.panels):
            return taken
        for panel, strip in zip(self._header.panels, self._strips, strict=False):
            cell = _cell(cells, panel["side"]) if "side" in panel else None
            last = strip.points[-1] if strip.points else None
            if is_numeric(cell) and last is not None and last.side is None:
                strip.points[-1] = CornerPoint(last.row, last.label, last.cells, cell)
                taken = True
        return taken

    def _line(self, row: int, texts: Sequence[str]) -> None:
        text = ", ".join(t for t in texts if t)
        if self._is_said(row, text):
            return
        if begins(text, "remark"):
            self.read.remarks.append((row, text, False))
            return
        opens = marks_hole(text) or begins(text, "part")
        if self._in_columns and self._parcel is not None and not opens:
            self.read.remarks.append((row, text, True))
            return
        self._pending.append((row, text))
        self._fresh = True

    def _points(self, at: int, row: int, cells: Sequence[Cell]) -> None:
        if self._in_columns:
            self._by_columns(at, row, cells)
        elif self._fresh:
            self._by_headings(at, row)
        self._fresh = False
        self._pending.clear()
        for panel, strip in zip(self._header.panels, self._strips, strict=True):
            if self._has_point(cells, panel):
                strip.points.append(self._point(row, cells, panel))
        note = self._header.fields.get("note")
        if note and marks_hole(_text(cells, note)):
            self._strips[0].title += f" {_text(cells, note)}"
        if "epsg" in self._header.fields and self._parcel is not None:
            text = _text(cells, self._header.fields["epsg"])
            if text:
                self._parcel.systems.append((row, text))

    def _point(
        self, row: int, cells: Sequence[Cell], panel: Mapping[str, Column]
    ) -> CornerPoint:
        own = panel.get("point") or self._header.fields.get("ordinal")
        side = panel.get("side")
        return CornerPoint(
            row,
            _text(cells, own) if own else "",
            tuple(_cell(cells, panel[name]) for name in self._pair),
            _cell(cells, side) if side and _text(cells, side) else None,
        )

    def _by_columns(self, at: int, row: int, cells: Sequence[Cell]) -> None:
        """Follow the columns of names: blank goes on, a new name is a new parcel."""
        fields = self._header.fields
        id_ = _text(cells, fields["id"]) if self._own_id else ""
        name = _text(cells, fields[self._label]) if self._label else ""
        parts = [f for f in ("parcel", "part") if f in fields and f != self._label]
        part = " ".join(t for f in parts if (t := _text(cells, fields[f])))
        old_id, old_name, old_part = self._before
        if self._parcel and name and self._goes_on(name) and not id_:
            # "Phần trừ" in the column of names takes from the parcel above it
            part, name = name, old_name
        same = (not id_ or id_ == old_id) and (not name or name == old_name)
        if self._parcel is None or not same:
            found = (id_, "") if id_ else ("", name)
            parcel = self._known.get(found)
            if parcel is None:
                shown = name or id_
                if self._label == "parcel":
                    shown = _shown(name, fields["parcel"].header)
                parcel = self._add(Parcel(id_, shown or self._default, row, at))
                self._known[found] = parcel
            self._before = id_, name, part
            self._open(parcel, f"{part} {name}" if marks_hole(name) else part)
        elif self._fresh or (part and part != old_part):
            self._before = self._before[0], self._before[1], part or old_part
            self._open(self._parcel, " ".join([part, *(t for _, t in self._pending)]))

    def _by_headings(self, at: int, row: int) -> None:
        """Follow the lines of text above points."""
        title = ""
        for number, text in self._pending:
            title = text
            if begins(text, "project"):
                self._project, self._parcel = self._named(number, text, [text]), None
            elif self._goes_on(text) and (self._project or self._parcel):
                pass
            elif self._project is None and not _is_last(number, self._pending):
                self.read.remarks.append((number, text, True))
            elif self._project is None and not begins(text, "part"):
                self._parcel = self._add(self._named(number, text, [text]))
        if self._project is not None and self._project is not self._parcel:
            self._parcel = self._project
            if self._parcel not in self.read.parcels:
                self._add(self._parcel)
        if self._parcel is None:
            self._parcel = self._add(Parcel("", unlabelled(self._default), row))
        if self._parcel.at < 0:
            self._parcel.at = at
        self._open(self._parcel, title)

    @staticmethod
    def _goes_on(text: str) -> bool:
        """Whether a line opens another ring of the parcel above it."""
        named = begins(text, "parcel") or begins(text, "project")
        return begins(text, "part") or (marks_hole(text) and not named)

    def _state(self, parcel: Parcel, area: str, row: int) -> None:
        """Give a stated area to a parcel that has none yet."""
        if area and not parcel.area:
            parcel.area, parcel.area_row = area, row
        self._area, self._area_row = "", 0

    def _add(self, parcel: Parcel) -> Parcel:
        self._state(parcel, self._area, self._area_row)
        parcel.texts.append(self._title)
        self.read.parcels.append(parcel)
        return parcel

    def _open(self, parcel: Parcel, title: str) -> None:
        self._parcel = parcel
        self._state(parcel, self._area, self._area_row)
        self._strips = [Strip(title) for _ in self._header.panels]
        self._blocks.append((parcel, self._strips))


def _shown(name: str, header: str) -> str:
    """Let a bare number say what it numbers: "1" below "Thửa" is "Thửa 1"."""
    short = re.fullmatch(r"\d[\w./-]{0,7}|[A-Za-z]\d{0,3}", name)
    return f"{header} {name}" if short else name


def _is_last(row: int, pending: Sequence[tuple[int, str]]) -> bool:
    return pending[-1][0] == row


def _joined(cells: Sequence[Cell]) -> str:
    return ", ".join(text for cell in cells if (text := plain_text(cell)))


def _cell(cells: Sequence[Cell], column: Column) -> Cell:
    return cells[column.index] if column.index < len(cells) else None


def _text(cells: Sequence[Cell], column: Column) -> str:
    return plain_text(_cell(cells, column))


def project_columns(header: CornerHeader) -> Iterator[Column]:
    """Yield the columns that speak of a project, not of a point.

    Parameters
    ----------
    header : CornerHeader
        Of the table.

    Yields
    ------
    Column
        In their order.
    """
    for name, column in header.fields.items():
        if name not in BY_POINT:
            yield column
