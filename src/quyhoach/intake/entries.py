"""Own the seam between the rows of one grid and records."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from quyhoach.intake.areas import area_trouble
from quyhoach.intake.columns import Column
from quyhoach.intake.footprints import footprints
from quyhoach.intake.grids import Cell, Grid
from quyhoach.intake.headings import Header
from quyhoach.intake.issues import Issue, Trouble, issue
from quyhoach.intake.joins import Joins
from quyhoach.intake.places import Gazetteer, Placed
from quyhoach.intake.records import PLACED, TEXTS, Record
from quyhoach.intake.row_shapes import Footprint, map_scale
from quyhoach.intake.rows import Line, RowKind, lines
from quyhoach.intake.sectors import SectorNames
from quyhoach.intake.sums import compare
from quyhoach.intake.times import joined, moment, period
from quyhoach.intake.values import measured, number, whole_dong, word

__all__ = ["Desk", "read_entries"]

_GEOMETRY = ("exact", "approximate", "indicative")
_CRS = ("declared", "inferred", "unknown")
_GROUNDED = ("project", "plan")
_SKIPPED = {
    RowKind.TOTAL: "QH-D14.total_row",
    RowKind.GROUP: "QH-D14.heading_row",
    RowKind.REMARK: "QH-D14.note_row",
    RowKind.RAGGED: "QH-D14.row_ragged",
    RowKind.CONTINUED: "QH-D14.row_continues",
}
_WORDS = (
    ("kind", "project", "project"),
    ("capital_kind", "", ""),
    ("disclosure", "internal", "internal"),
    ("text", "missing", "read"),
    ("source_kind", "assumption", "instrument"),
)


@dataclass(slots=True)
class Desk:
    """What all files of one reading share.

    Parameters
    ----------
    places : Gazetteer
        Names of units.
    sectors : SectorNames
        Names of sectors.
    crs : int, optional
        EPSG code of files that name none.
    ids : dict
        Ids taken so far, and where each stands.
    joins : Joins
        Shapes of layers that go to rows of other files.
    """

    places: Gazetteer
    sectors: SectorNames
    crs: int | None = None
    ids: dict[str, str] = field(default_factory=dict)
    joins: Joins = field(default_factory=Joins)


def read_entries(
    grid: Grid, header: Header, desk: Desk
) -> tuple[list[Record], list[Issue]]:
    """Return the records of a grid and everything met on the way.

    Parameters
    ----------
    grid : Grid
        As unpacked.
    header : Header
        Its heading.
    desk : Desk
        Shared by all files; its ids grow.

    Returns
    -------
    tuple
        Records and issues in file order. Every row that is not blank is a record, an
        issue of severity error, or a total, heading or remark named by a notice.
    """
    sheet = _Sheet(grid, header, desk)
    records = list(sheet.records())
    return records, sheet.issues


class _Sheet:
    """One grid on its way."""

    def __init__(self, grid: Grid, header: Header, desk: Desk) -> None:
        self.issues: list[Issue] = []
        self._grid, self._header, self._desk = grid, header, desk
        self._columns = header.by_field
        self._identifiers = [c for c in header.columns if c.field == "identifier"]
        self._funded = any(c.field.startswith("funding") for c in header.columns)
        self._lines = list(lines(grid, header))
        self._row = 0
        self._cells: Sequence[Cell] = ()
        self._texts: Sequence[str] = ()

    def records(self) -> Iterator[Record]:
        projects = [line for line in self._lines if line.kind is RowKind.PROJECT]
        shapes = footprints(
            self._grid, self._header, [p.at for p in projects], crs=self._desk.crs
        )
        explicit = {self._at("id", project.texts) for project in projects}
        sums = self._sums()
        at = 0
        for line in self._lines:
            self._row, self._cells = line.number, self._grid.rows[line.at][1]
            self._texts = line.texts
            for column, trouble in sums.get(line.at, ()):
                self._say(trouble, column)
            if line.kind is not RowKind.PROJECT:
                self._say(Trouble(_SKIPPED[line.kind], line.label))
                continue
            made = self._record(line, shapes.at(at), explicit)
            at += 1
            if made is not None:
                yield made
        tried = (RowKind.PROJECT, RowKind.RAGGED)
        if not any(line.kind in tried for line in self._lines):
            self._row = self._header.row
            self._say(Trouble("QH-D16.no_rows"))

    def _say(self, trouble: Trouble | None, column: Column | str = "") -> None:
        if trouble is None:
            return
        cell, row = "", self._row
        if isinstance(column, Column):
            cell = _text(self._texts, column)
            row = self._grid.elsewhere.get((row, column.field), row)
        self.issues.append(
            issue(
                trouble.code,
                file=self._grid.file,
                sheet=self._grid.sheet,
                layer=self._grid.layer,
                row=row or None,
                column=column.header if isinstance(column, Column) else column,
                value=trouble.value or cell,
                **trouble.words,
            )
        )

    def _cell(self, column: Column | None) -> Cell:
        if column is None or column.index >= len(self._cells):
            return None
        return self._cells[column.index]

    def _text(self, name: str) -> str:
        return self._at(name, self._texts)

    def _at(self, name: str, texts: Sequence[str]) -> str:
        column = self._columns.get(name)
        return "" if column is None else _text(texts, column)

    def _take(self, name: str, read: Callable[..., Any], *more: Any) -> Any:  # noqa: ANN401
        """Read a column that may be missing; say what was wrong with its cell."""
        column = self._columns.get(name)
        if column is None:
            return None
        value, trouble = read(self._cell(column), *more)
        self._say(trouble, column)
        return value

    def _record(
        self, line: Line, shape: Footprint, explicit: set[str]
    ) -> Record | None:
        name = self._text("name")
        if not name:
            self._say(Trouble("QH-D14.name_missing", line.label), self._columns["name"])
            return None
        id_ = self._id(explicit)
        if not id_:
            return None
        if "\ufffd" in name:
            self._say(Trouble("QH-D16.text_garbled"), self._columns["name"])
        standing = self._standing()
        placed = self._place()
        area = self._measure("area")
        if self._text("id"):
            shape = self._joined(id_, name, shape)
        return Record(
            id=id_,
            name=name,
            **standing,
            sector=self._sector(),
            capital_dong=self._money("capital"),
            period=self._period(),
            area_ha=area,
            length_km=self._measure("length"),
            units=placed.units,
            abroad=placed.abroad,
            **self._ground(shape, area, standing["kind"]),
            identifiers=self._numbers(),
            funding=self._funding(),
            file=self._grid.file,
            row=line.number,
        )

    def _id(self, explicit: set[str]) -> str:
        given = self._text("id")
        made = given or f"row-{self._row}"
        more = 1
        while not given and (made in self._desk.ids or made in explicit):
            more += 1
            made = f"row-{self._row}-{more}"
        if made in self._desk.ids:
            words: dict[str, object] = {"id": made, "where": self._desk.ids[made]}
            self._say(Trouble("QH-D09.id_twice", made, words), self._columns["id"])
            return ""
        where = [self._grid.file, self._grid.sheet, f"dòng {self._row}"]
        self._desk.ids[made] = ", ".join(part for part in where if part)
        if not given:
            self._say(Trouble("QH-D09.id_missing", "", {"id": made}))
        return made

    def _standing(self) -> dict[str, Any]:
        made: dict[str, Any] = {name: self._text(name) for name in TEXTS}
        made["place"] = ", ".join(filter(None, map(self._text, PLACED)))
        for name, weakest, empty in _WORDS:
            column = self._columns.get(name)
            made[name] = empty
            text = self._text(name)
            if column is not None and text:
                made[name], trouble = word(text, name, weakest=weakest)
                self._say(trouble, column)
        return made

    def _sector(self) -> str:
        text = self._text("sector")
        if not text:
            return ""
        code, trouble = self._desk.sectors.find(text)
        self._say(trouble, self._columns["sector"])
        return code

    def _money(self, name: str) -> int | None:
        column = self._columns.get(name)
        return None if column is None else self._take(name, whole_dong, column)

    def _measure(self, name: str) -> Decimal | None:
        column = self._columns.get(name)
        return None if column is None else self._take(name, measured, column)

    def _period(self) -> str:
        begin, end = self._take("begin", moment), self._take("end", moment)
        if begin or end:
            made, trouble = joined(begin or "", end or "")
            self._say(trouble, self._columns["end"])
            return made
        return self._take("period", period) or ""

    def _place(self) -> Placed:
        units = self._text("units")
        if units:
            return self._placed(self._desk.places.codes(units), "units")
        district, commune = self._text("district"), self._text("commune")
        name, level = next(
            (pair for pair in _LEVELS if self._text(pair[0])), ("place", "")
        )
        text = self._cell(self._columns.get(name))
        if text is None:
            return Placed(abroad=_parts(self._text("abroad")))
        inside = district if commune and name == "commune" else ""
        found = self._desk.places.read(str(text), level=level, district=inside)
        return self._placed(found, name)

    def _placed(self, found: Placed, name: str) -> Placed:
        for trouble in found.troubles:
            self._say(trouble, self._columns[name])
        more = _parts(self._text("abroad"))
        if not more:
            return found
        return Placed(found.units, tuple(dict.fromkeys((*found.abroad, *more))))

    def _joined(self, id_: str, name: str, own: Footprint) -> Footprint:
        """Take the shape that a layer holds for this project."""
        if self._grid.shapes is not None:
            return own
        shape, trouble = self._desk.joins.settled(id_, name, own)
        self._say(trouble, self._columns["id"])
        return shape

    def _ground(
        self, shape: Footprint, area: Decimal | None, kind: str
    ) -> dict[str, Any]:
        for column, trouble in shape.troubles:
            self._say(trouble, column)
        scale = self._scale() or shape.scale
        drawn = shape.shape
        if drawn is None:
            if not shape.given and kind in _GROUNDED:
                self._say(Trouble("QH-D01.no_footprint"))
            return {"scale": scale}
        if shape.rough:
            self._say(Trouble("QH-D01.point_only"))
        elif shape.ground is not None:
            self._say(
                area_trouble(shape.ground, shape.epsg, area, scale=scale),
                self._columns.get("area", ""),
            )
        return {
            "shape": drawn,
            "epsg": shape.epsg,
            "geometry": self._certainty("geometry", _GEOMETRY, shape.best, unsaid=1),
            "crs": self._certainty("crs", _CRS, shape.best_crs),
            "scale": scale,
        }

    def _certainty(
        self, name: str, words: Sequence[str], at_best: int, *, unsaid: int = 0
    ) -> str:
        column = self._columns.get(name)
        text = self._text(name)
        if column is None or not text or (name == "geometry" and len(text) > 20):
            return words[max(at_best, unsaid)]
        said, trouble = word(text, name, weakest=words[-1])
        self._say(trouble, column)
        return words[max(at_best, words.index(said))]

    def _scale(self) -> float | None:
        column = self._columns.get("scale")
        if column is None:
            return None
        value, trouble = map_scale(self._cell(column), machine=column.machine)
        self._say(trouble, column)
        return value

    def _numbers(self) -> tuple[tuple[str, str], ...]:
        some = ((c.scheme, _text(self._texts, c)) for c in self._identifiers)
        given = self._grid.numbers.get(self._row, ())
        return (*((scheme, text) for scheme, text in some if text), *given)

    def _funding(self) -> tuple[tuple[str, str, int | None, int | None], ...]:
        if not self._funded:
            return ()
        decision, code = self._text("funding_decision"), self._text("funding_code")
        year = self._take("funding_year", number)
        dong = self._money("funding_dong")
        if not (decision or code or year or dong):
            return ()
        known = year is not None and 1990 <= year <= 2100 and year == int(year)
        if year is not None and not known:
            trouble = Trouble("QH-D13.date_unreadable")
            self._say(trouble, self._columns["funding_year"])
        return ((decision, code, int(year) if known else None, dong),)

    def _sums(self) -> dict[int, list[tuple[Column, Trouble]]]:
        found: dict[int, list[tuple[Column, Trouble]]] = {}
        kinds = (RowKind.TOTAL, RowKind.GROUP)
        if not any(line.kind in kinds for line in self._lines):
            return found
        for name in ("capital", "area", "length"):
            column = self._columns.get(name)
            if column is not None:
                values = dict(self._printed(column))
                for line, trouble in compare(self._lines, values):
                    found.setdefault(line.at, []).append((column, trouble))
        return found

    def _printed(self, column: Column) -> Iterator[tuple[int, Decimal]]:
        for line in self._lines:
            cells = self._grid.rows[line.at][1]
            if column.index < len(cells):
                value, _ = number(cells[column.index], machine=column.machine)
                if value is not None:
                    yield line.at, value


def _text(texts: Sequence[str], column: Column) -> str:
    return texts[column.index] if column.index < len(texts) else ""


_LEVELS = (
    ("commune", "commune"),
    ("place", ""),
    ("district", "district"),
    ("province", "province"),
)


def _parts(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(";") if part.strip())
