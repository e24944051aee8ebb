"""Own the join of a list of projects with a layer of shapes: by id, never by place."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import shapely

from quyhoach.intake.columns import Column, key
from quyhoach.intake.footprints import footprints
from quyhoach.intake.grids import Grid
from quyhoach.intake.headings import Header, layer_header
from quyhoach.intake.issues import Issue, Trouble, issue
from quyhoach.intake.row_shapes import Footprint, map_scale
from quyhoach.intake.values import plain_text, word

__all__ = ["Joins", "join"]

_CERTAIN = {"geometry": ("exact", "approximate", "indicative")}
_CERTAIN["crs"] = ("declared", "inferred", "unknown")
# shapes closer to each other than this, in metres, are one shape
_SAME = 0.01


@dataclass(frozen=True, slots=True)
class _Offer:
    """A shape of a layer that carries the id of a project of another file."""

    id: str
    name: str
    where: str
    grid: int
    row: int
    footprint: Footprint


@dataclass(slots=True)
class Joins:
    """The shapes of layers that go to the rows of other files.

    Parameters
    ----------
    offers : Mapping
        Id to the one shape it has.
    issues : dict
        Place of a grid to what was met in it.
    taken : dict
        Place of a grid to its rows that are no projects of their own.
    """

    offers: Mapping[str, _Offer] = field(default_factory=dict)
    issues: dict[int, list[Issue]] = field(default_factory=dict)
    taken: dict[int, frozenset[int]] = field(default_factory=dict)

    def settled(
        self, id_: str, name: str, own: Footprint
    ) -> tuple[Footprint, Trouble | None]:
        """Return the footprint of a project of a list, and what is odd about it.

        Parameters
        ----------
        id_, name : str
            Of the project.
        own : Footprint
            What its own row gives.

        Returns
        -------
        tuple
            The layer's shape where the row has none or only a point; none at all
            where both have one and they differ.
        """
        offer = self.offers.get(id_)
        if offer is None:
            return own, None
        other = replace(offer.footprint, troubles=own.troubles)
        if own.shape is None or (own.rough and not other.rough):
            trouble = None
            if offer.name and key(offer.name) != key(name):
                words = {"id": id_, "name": offer.name[:80], "other": name[:80]}
                trouble = Trouble("QH-D09.shape_name_differs", id_, words)
            return other, trouble
        if _same(own, other):
            return own, None
        words = {"id": id_, "where": offer.where}
        nothing = Footprint(given=True, troubles=own.troubles)
        return nothing, Trouble("QH-D09.shape_differs", id_, words)

    def left(self, at: int, grid: Grid) -> Grid:
        """Return a grid without the rows that went to other files.

        Parameters
        ----------
        at : int
            Its place among all grids.
        grid : Grid
            As unpacked.

        Returns
        -------
        Grid
            The same grid where none did.
        """
        gone = self.taken.get(at)
        if not gone:
            return grid
        kept = [k for k in range(len(grid.rows)) if k not in gone]
        shapes = grid.shapes or ()
        return replace(
            grid,
            rows=[grid.rows[k] for k in kept],
            shapes=[shapes[k] for k in kept],
        )


def join(
    grids: Sequence[tuple[Grid, Header | None]], *, crs: int | None = None
) -> Joins:
    """Return which shapes of layers go to which rows of lists.

    Parameters
    ----------
    grids : Sequence of tuple
        All grids of one reading, with their headings.
    crs : int, optional
        EPSG code of layers that name none.

    Returns
    -------
    Joins
        A row of a layer whose id stands in a list gives its shape and is no project
        of its own. A layer without names of projects gives all its rows.

    Notes
    -----
    A column that is called no more than ``id`` and holds bare numbers may be a count
    that every map program makes: it joins only where the names agree, too.
    """
    listed = dict(_listed(grids))
    made = Joins()
    if not listed:
        return made
    offers: list[_Offer] = []
    for at, (grid, header) in enumerate(grids):
        if grid.shapes is not None and grid.header is not None:
            columns = layer_header(grid)
            if "id" in columns.by_field:
                layer = _Layer(at, grid, columns, header is None, listed)
                offers.extend(layer.offers(crs))
                made.issues[at] = layer.issues
                made.taken[at] = frozenset(layer.taken)
    made.offers = dict(_one_each(offers, grids, made.issues))
    return made


def _listed(
    grids: Iterable[tuple[Grid, Header | None]],
) -> Iterator[tuple[str, str]]:
    """Yield ids and names of all rows of lists that have an id."""
    for grid, header in grids:
        if header is None or grid.header is not None or "id" not in header.by_field:
            continue
        columns = header.by_field
        for _, cells in grid.rows[header.begin :]:
            id_ = _text(cells, columns["id"])
            if id_:
                yield id_, _text(cells, columns["name"])


def _text(cells: Sequence[object], column: Column | None) -> str:
    if column is None or column.index >= len(cells):
        return ""
    return plain_text(cells[column.index])  # type: ignore[arg-type]


class _Layer:
    """One layer with ids on its way."""

    def __init__(
        self,
        at: int,
        grid: Grid,
        header: Header,
        nameless: bool,
        listed: Mapping[str, str],
    ) -> None:
        self._at, self._grid, self._header = at, grid, header
        self._nameless, self._listed = nameless, listed
        self._columns = header.by_field
        self.issues: list[Issue] = []
        self.taken: list[int] = []

    def offers(self, crs: int | None) -> Iterator[_Offer]:
        """Yield the shapes that go to rows of lists."""
        wanted = [k for k in range(len(self._grid.rows)) if self._goes(k)]
        made = footprints(self._grid, self._header, wanted, crs=crs)
        count = 0
        for row, k in enumerate(wanted):
            one = made.at(row)
            for column, trouble in one.troubles:
                self._say(k, trouble.code, column, trouble.value, **trouble.words)
            if one.shape is None:
                continue
            count += 1
            yield self._offer(k, one)
        if count:
            self.issues.append(
                issue(
                    "QH-D09.shapes_joined",
                    file=self._grid.file,
                    layer=self._grid.layer,
                    column=self._columns["id"].header,
                    by=self._columns["id"].header,
                    count=count,
                )
            )

    def _goes(self, k: int) -> bool:
        """Whether a row goes to a list; say why where it goes nowhere."""
        cells = self._grid.rows[k][1]
        column = self._columns["id"]
        id_ = _text(cells, column)
        if id_ not in self._listed:
            if self._nameless:
                code = (
                    "QH-D09.shape_without_project" if id_ else "QH-D09.shape_id_missing"
                )
                self._say(k, code, column.header, id_, by=column.header)
            return False
        self.taken.append(k)
        name = _text(cells, self._columns.get("name"))
        agrees = bool(name) and key(name) == key(self._listed[id_])
        if key(column.header) == "id" and id_.isdecimal() and not agrees:
            words = {"by": column.header}
            self._say(k, "QH-D09.shape_id_unsure", column.header, id_, **words)
            return False
        return True

    def _offer(self, k: int, one: Footprint) -> _Offer:
        number, cells = self._grid.rows[k]
        column = self._columns.get("scale")
        scale = None
        if column is not None:
            cell = cells[column.index]
            scale, trouble = map_scale(cell, machine=column.machine)
            if trouble is not None:
                self._say(k, trouble.code, column.header, plain_text(cell))
        one = replace(
            one,
            best=max(one.best, self._said(k, "geometry")),
            best_crs=max(one.best_crs, self._said(k, "crs")),
            scale=scale,
        )
        parts = [self._grid.file, self._grid.layer, f"dòng {number}"]
        return _Offer(
            id=_text(cells, self._columns["id"]),
            name=_text(cells, self._columns.get("name")),
            where=", ".join(part for part in parts if part),
            grid=self._at,
            row=number,
            footprint=one,
        )

    def _said(self, k: int, name: str) -> int:
        """Return what the layer itself says of how well a shape is known."""
        column = self._columns.get(name)
        text = _text(self._grid.rows[k][1], column)
        if column is None or not text or len(text) > 20:
            return 0
        words = _CERTAIN[name]
        said, trouble = word(text, name, weakest=words[-1])
        if trouble is not None:
            self._say(k, trouble.code, column.header, text, **trouble.words)
        return words.index(said)

    def _say(
        self,
        k: int,
        code: str,
        column: str,
        value: str,
        **words: Any,  # noqa: ANN401
    ) -> None:
        self.issues.append(
            issue(
                code,
                file=self._grid.file,
                layer=self._grid.layer,
                row=self._grid.rows[k][0],
                column=column,
                value=value,
                **{"id": value, **words},
            )
        )


def _one_each(
    offers: Sequence[_Offer],
    grids: Sequence[tuple[Grid, Header | None]],
    issues: Mapping[int, list[Issue]],
) -> Iterator[tuple[str, _Offer]]:
    """Yield the ids that have one shape; name every row of those that have more."""
    by_id: dict[str, list[_Offer]] = defaultdict(list)
    for offer in offers:
        if not any(_same(offer.footprint, o.footprint) for o in by_id[offer.id]):
            by_id[offer.id].append(offer)
    for id_, some in by_id.items():
        if len(some) == 1:
            yield id_, some[0]
            continue
        where = "; ".join(one.where for one in some[:5])
        for one in some:
            grid, _ = grids[one.grid]
            met = issue(
                "QH-D09.shape_twice",
                file=grid.file,
                layer=grid.layer,
                row=one.row,
                value=id_,
                id=id_,
                count=len(some),
                where=where,
            )
            issues[one.grid].append(met)


def _same(one: Footprint, other: Footprint) -> bool:
    """Whether two footprints are one on the ground, drawn from whichever corner."""
    if one.ground is None or other.ground is None:
        return False
    pair = shapely.normalize(one.ground), shapely.normalize(other.ground)
    if shapely.equals_exact(*pair, tolerance=_SAME):
        return True
    # the border of a collection is not defined
    if "GeometryCollection" in (pair[0].geom_type, pair[1].geom_type):
        return False
    border, other_border = (shapely.boundary(shape) for shape in pair)
    return bool(shapely.hausdorff_distance(border, other_border) < _SAME)
