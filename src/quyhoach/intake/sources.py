"""Own what is said of how a sheet, table or layer was read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from quyhoach.intake.columns import unit_name
from quyhoach.intake.grids import Grid
from quyhoach.intake.headings import Header
from quyhoach.intake.issues import Issue
from quyhoach.intake.records import Record
from quyhoach.intake.values import plain_text

__all__ = ["Source", "source_of"]

# each row that is not blank ends in a record or in exactly one of these
_NOT_TAKEN = frozenset(
    (
        *("QH-D09.id_twice", "QH-D14.name_missing", "QH-D14.row_ragged"),
        *("QH-D14.total_row", "QH-D14.heading_row", "QH-D14.note_row"),
        "QH-D14.row_continues",
    )
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One sheet, table or layer, and how it was read.

    Parameters
    ----------
    file, sheet, layer : str
        Where; empty where that does not apply.
    format, encoding : str
        ``xlsx``, ``csv`` …; of text, and of cells that were converted. Empty where
        not known or not of use.
    epsg : int, optional
        Reference system of its shapes; ``None`` without shapes or with several.
    header_row : int, optional
        One-based row of the heading; ``None`` where the format names the columns, or
        where no heading was found.
    columns : tuple
        (heading, field, unit); the field is empty where the column is not read.
    rows, taken : int
        Rows that are not blank below the heading, and those that became projects.
    """

    file: str
    sheet: str = ""
    layer: str = ""
    format: str = ""
    encoding: str = ""
    epsg: int | None = None
    header_row: int | None = None
    columns: tuple[tuple[str, str, str], ...] = ()
    rows: int = 0
    taken: int = 0


def source_of(
    grid: Grid,
    header: Header | None,
    records: Sequence[Record] = (),
    issues: Sequence[Issue] = (),
) -> Source:
    """Return how a grid was read.

    Parameters
    ----------
    grid : Grid
        As unpacked.
    header : Header, optional
        Its heading; ``None`` where none was found.
    records, issues : Sequence
        What `read_entries` made of it.

    Returns
    -------
    Source
        Columns in the order of the file.

    Examples
    --------
    >>> from quyhoach.intake.headings import find_header
    >>> rows = [(1, ["Tên dự án", "DT (ha)", "Diện tích (m2)"])]
    >>> grid = Grid(file="a.csv", rows=rows)
    >>> source_of(grid, find_header(grid)).columns
    (('Tên dự án', 'name', ''), ('DT (ha)', '', ''), ('Diện tích (m2)', 'area', 'm2'))
    """
    made = Source(
        file=grid.file,
        sheet=grid.sheet,
        layer=grid.layer,
        format=grid.format.lstrip("."),
        encoding=grid.encoding,
    )
    if header is None:
        filled = sum(1 for _, cells in grid.rows if any(map(plain_text, cells)))
        return replace(made, rows=filled)
    left = (*header.unknown, *header.twice)
    columns = [(c.index, c.header, "", "") for c in left]
    columns += [
        (c.index, c.header, c.field, unit_name(c.field, c.factor))
        for c in header.columns
    ]
    systems = {r.epsg for r in records if r.epsg is not None}
    return replace(
        made,
        epsg=systems.pop() if len(systems) == 1 else None,
        header_row=header.row or None,
        columns=tuple(column[1:] for column in sorted(columns)),
        rows=len(records) + sum(1 for met in issues if met.code in _NOT_TAKEN),
        taken=len(records),
    )
