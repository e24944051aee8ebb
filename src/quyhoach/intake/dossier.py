"""Own the seam between one project as a person writes it in YAML and a record."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from shapely.geometry.base import BaseGeometry

from quyhoach.errors import BadFile
from quyhoach.intake.columns import key, match, nearest
from quyhoach.intake.delimited import decoded
from quyhoach.intake.entries import Desk, read_entries
from quyhoach.intake.files import plain_file, read_file
from quyhoach.intake.grids import Grid
from quyhoach.intake.headings import Header
from quyhoach.intake.issues import Issue, issue
from quyhoach.intake.modern import modern
from quyhoach.intake.records import Record
from quyhoach.intake.sources import Source, source_of
from quyhoach.intake.values import plain_text
from quyhoach.intake.yaml_text import Entry, Tree, read_mapping

__all__ = ["read_dossier", "replaced"]

_NO_ID = "ho-so"
_LISTS = ("units", "abroad")
_SHAPE_FILES = ("shape file", "tep hinh", "tep ranh gioi")
_NUMBERS = ("identifiers", "so hieu", "ma dinh danh")
_FUNDING = ("funding", "von da giao")
_FUNDED = {"decision", "code", "year", "dong"}
_GROUND = {"shape": "wkt", "lat": "degrees", "lon": "degrees", "x": "x", "y": "x"}
_MEASURED = ("capital", "area", "length", "funding_dong")


@dataclass(slots=True)
class _Sheet:
    """A dossier on its way into one row."""

    header: list[str]
    cells: list[str]
    lines: dict[str, int]
    numbers: list[tuple[str, str]]
    issues: list[Issue]
    shape: BaseGeometry | None = None
    epsg: int | None = None
    refused: bool = False
    drawn: bool = False


def read_dossier(
    data: bytes | Path, file: str, desk: Desk, *, taken: Collection[str] = ()
) -> tuple[Record | None, list[Issue], Source]:
    r"""Return the one project of a dossier, and everything met while reading it.

    Parameters
    ----------
    data : bytes or Path
        The text of the dossier, or where it lies; a file that it names is looked for
        beside it, or in the working folder.
    file : str
        Its name, for messages.
    desk : Desk
        Names of units and sectors.
    taken : Collection of str
        Ids that a dossier without one must not get.

    Returns
    -------
    tuple
        The record, ``None`` where it has no name; issues, whose row is a line of the
        dossier; and how it was read.

    Raises
    ------
    BadFile
        It cannot be read at all, says one thing twice, or has no name of a project.

    Examples
    --------
    >>> from quyhoach.intake.places import Gazetteer
    >>> from quyhoach.intake.sectors import SectorNames
    >>> from quyhoach.plan import Units
    >>> desk = Desk(Gazetteer(Units(()), None), SectorNames([]))
    >>> text = "Tên dự án: Kho lạnh\nTMĐT: 1.250 tỷ đồng\nperiod: 2025-2027"
    >>> record, issues, _ = read_dossier(text.encode(), "-", desk)
    >>> record.id, record.name, record.capital_dong, record.period
    ('ho-so', 'Kho lạnh', 1250000000000, '2025/2027')
    >>> read_dossier("name: Kho\nare: 5 ha".encode(), "-", desk)[1][0].cure
    'Có phải “area”? Xem danh sách tên trường.'
    """
    folder = data.parent if isinstance(data, Path) else Path()
    raw = plain_file(data) if isinstance(data, Path) else data
    sheet = _sheet(read_mapping(decoded(raw, file), file), file, (folder, desk.crs))
    if "id" not in {found.field for h in sheet.header if (found := match(h))}:
        sheet.header.append("id")
        sheet.cells.append(_free_id(taken))
    grid, header = _grid(sheet, file)
    records, met = read_entries(grid, header, desk)
    issues = [*sheet.issues, *grid.issues, *_bare(sheet, header, file), *met]
    placed = [replace(i, row=sheet.lines.get(i.column, i.row)) for i in issues]
    source = replace(source_of(grid, header, records, met), format="yaml")
    return (records[0] if records else None), placed, source


def _free_id(taken: Collection[str]) -> str:
    made, more = _NO_ID, 1
    while made in taken:
        more += 1
        made = f"{_NO_ID}-{more}"
    return made


def _sheet(
    entries: Sequence[Entry], file: str, beside: tuple[Path, int | None]
) -> _Sheet:
    sheet = _Sheet([], [], {}, [], [])
    fields: dict[tuple[str, str], str] = {}
    for entry in entries:
        sheet.lines[entry.key] = entry.line
        words = key(entry.key)
        if words in _NUMBERS:
            sheet.numbers += _pairs(entry, file)
        elif words in _FUNDING:
            _fund(sheet, entry, file)
        elif words in _SHAPE_FILES:
            _draw(sheet, entry, file, beside)
        elif (found := match(entry.key)) is None:
            sheet.issues.append(_unknown(entry, file))
        else:
            field = (found.field, found.scheme)
            other = fields.setdefault(field, entry.key)
            if other != entry.key:
                reason = f"“{other}” và “{entry.key}” cùng một nghĩa"
                cure = "giữ một khóa"
                raise BadFile(reason, file=file, row=entry.line, cure=cure)
            sheet.header.append(entry.key)
            sheet.cells.append(_said(entry, found.field, file))
    drawn = [field for field, _ in fields if field in _GROUND]
    if len({_GROUND[field] for field in drawn}) + sheet.drawn > 1:
        reason = "hồ sơ cho hình bằng nhiều cách"
        raise BadFile(reason, file=file, cure="giữ một: tệp hình, wkt hoặc tọa độ")
    return sheet


def _unknown(entry: Entry, file: str) -> Issue:
    near = nearest(entry.key)
    return issue(
        "QH-D08.key_unknown",
        file=file,
        column=entry.key,
        value=entry.value if isinstance(entry.value, str) else "",
        hint=f"Có phải “{near}”? " if near else "",
        hint_en=f"Is it “{near}”? " if near else "",
    )


def _said(entry: Entry, field: str, file: str) -> str:
    value = entry.value
    if isinstance(value, str):
        return value
    if isinstance(value, list) and all(isinstance(one, str) for one in value):
        mark = ";" if field in _LISTS else ", "
        return mark.join(str(one) for one in value)
    raise _shaped(entry, file, "viết giá trị trên một dòng")


def _shaped(entry: Entry, file: str, cure: str) -> BadFile:
    reason = "giá trị không đúng dạng"
    return BadFile(reason, file=file, row=entry.line, column=entry.key, cure=cure)


def _pairs(entry: Entry, file: str) -> Iterator[tuple[str, str]]:
    """Read identifiers: scheme to number, or a list of {scheme, id}."""
    cure = "viết “loại số: số”, ví dụ quyết định đầu tư: 12/QĐ-UBND"
    value = entry.value
    some: list[Tree] = [value] if isinstance(value, dict) else []
    if isinstance(value, list):
        some = value
    if not some:
        raise _shaped(entry, file, cure)
    for one in some:
        if not isinstance(one, dict) or not all(
            isinstance(v, str) for v in one.values()
        ):
            raise _shaped(entry, file, cure)
        pairs = one.items()
        if set(one) == {"scheme", "id"}:
            pairs = {str(one["scheme"]): one["id"]}.items()
        for scheme, number in pairs:
            if plain_text(str(number)):
                yield plain_text(scheme), plain_text(str(number))


def _fund(sheet: _Sheet, entry: Entry, file: str) -> None:
    value = entry.value
    if not isinstance(value, dict) or not set(value) <= _FUNDED:
        raise _shaped(entry, file, f"dùng: {', '.join(sorted(_FUNDED))}")
    for name, text in value.items():
        sheet.header.append(f"funding_{name}")
        sheet.cells.append(text if isinstance(text, str) else "")
        sheet.lines[f"funding_{name}"] = entry.line


def _draw(
    sheet: _Sheet, entry: Entry, file: str, beside: tuple[Path, int | None]
) -> None:
    """Take the shape of another file; it must hold exactly one."""
    name = entry.value if isinstance(entry.value, str) else ""
    folder, crs = beside
    sheet.drawn = True
    grids = read_file(folder / name, crs=crs) if name else []
    drawn = [
        (shape, grid.epsg)
        for grid in grids
        for shape in grid.shapes or ()
        if shape is not None
    ]
    sheet.issues += [i for grid in grids for i in grid.issues]
    if len(drawn) == 1:
        ((sheet.shape, sheet.epsg),) = drawn
        return
    sheet.refused = True
    where = {"file": file, "column": entry.key, "value": name}
    sheet.issues.append(issue("QH-D06.shape_file", **where, count=len(drawn)))  # type: ignore[arg-type]


def _grid(sheet: _Sheet, file: str) -> tuple[Grid, Header]:
    rows = [(1, list(sheet.cells))]
    names = tuple(sheet.header)
    (grid,) = modern(
        [
            Grid(
                file=file,
                rows=rows,
                header=names,
                shapes=[sheet.shape],
                epsg=sheet.epsg,
                refused=frozenset({1} if sheet.refused else ()),
                numbers={1: tuple(dict.fromkeys(sheet.numbers))},
            )
        ]
    )
    columns = []
    for index, name in enumerate(grid.header or ()):
        found = match(name)
        if found is not None:
            columns.append(replace(found, index=index, header=name))
    header = Header(tuple(columns), 0, 0)
    if "name" not in header.by_field:
        reason = "hồ sơ không có tên dự án"
        raise BadFile(reason, file=file, cure="ghi khóa name: hoặc Tên dự án:")
    return grid, header


def _bare(sheet: _Sheet, header: Header, file: str) -> Iterator[Issue]:
    """Yield the amounts that name no unit, neither in the key nor beside the number."""
    for column in header.columns:
        text = plain_text(sheet.cells[column.index])
        unsaid = column.field in _MEASURED and column.factor is None
        if unsaid and text and not any(letter.isalpha() for letter in text):
            yield issue(
                "QH-D08.unit_unknown", file=file, column=column.header, value=text
            )


def replaced(
    record: Record, known: Mapping[str, Sequence[tuple[str, str]]]
) -> tuple[str, list[Issue]]:
    """Return which project of a list a dossier stands for, and what to know of it.

    Parameters
    ----------
    record : Record
        The project of the dossier.
    known : Mapping
        Id of every project of the list to its (scheme, number) pairs.

    Returns
    -------
    tuple
        Id of the project that the dossier replaces, empty where there is none; and a
        notice of it, or a warning where several projects bear its number.

    Examples
    --------
    >>> record = Record(id="ho-so", name="Kho", identifiers=(("mã số", "777"),))
    >>> replaced(record, {"A": [("Mã số", "777")], "B": []})[0]
    'A'
    >>> replaced(record, {"A": []})
    ('', [])
    """
    where: dict[str, Any] = {"file": record.file, "value": record.id}
    if record.id in known:
        met = issue("QH-D09.dossier_replaces", **where, id=record.id, by=record.id)
        return record.id, [met]
    own = {_folded(pair): pair for pair in record.identifiers}
    found: dict[str, str] = {}
    for id_, pairs in known.items():
        for pair in pairs:
            if _folded(pair) in own:
                found[id_] = pair[1]
    if not found:
        return "", []
    where["value"] = next(iter(found.values()))
    if len(found) > 1:
        some = ", ".join(found)
        return "", [issue("QH-D09.dossier_several", **where, ids=some)]
    ((id_, number),) = found.items()
    return id_, [issue("QH-D09.dossier_replaces", **where, id=id_, by=number)]


def _folded(pair: tuple[str, str]) -> tuple[str, str]:
    return key(pair[0]), plain_text(pair[1]).casefold()
