"""Own the seam between an intake and a terminal: what `intake` prints for a person."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from quyhoach.reports.layout import WIDTH, wrap
from quyhoach.reports.words import N_, translator

__all__ = ["intake_table"]

Plain = Mapping[str, Any]
_MOST_ROWS = 12
_FORMATS = {
    "xlsx": "Excel (.xlsx)",
    "xlsb": "Excel (.xlsb)",
    "xls": "Excel (.xls)",
    "ods": "OpenDocument (.ods)",
    "csv": "CSV",
    "geojson": "GeoJSON",
    "oc4ids": "OC4IDS",
    "yaml": "YAML",
}
_ENCODINGS = {
    "utf-8": "UTF-8",
    "utf-16-le": "UTF-16",
    "utf-16-be": "UTF-16",
    "tcvn3": "TCVN3",
    "vni": "VNI-Windows",
    "windows-1258": "Windows-1258",
}
_NOT_READ = N_("Không đọc.")
_BARE = N_("chưa có ranh giới")
_SEVERITIES = {
    "error": N_("Lỗi, không nhận"),
    "warning": N_("Cảnh báo"),
    "notice": N_("Lưu ý"),
}


def intake_table(found: Plain, *, lang: str, width: int = WIDTH) -> str:
    """Return an intake as text for a terminal.

    Parameters
    ----------
    found : Mapping
        The answer of `quyhoach intake`.
    lang : str
        ``"vi"`` or ``"en"``.
    width : int
        Columns.

    Returns
    -------
    str
        How each file was read, the projects, the issues by gravity: those of one kind
        and column together, with their rows.

    Raises
    ------
    BadInput
        There is no such language.

    Examples
    --------
    >>> one = {"file": "a.csv", "sheet": "", "layer": "", "format": "csv",
    ...        "encoding": "utf-8", "epsg": None, "header_row": 2,
    ...        "rows": 3, "taken": 1,
    ...        "columns": [{"column": "Tên dự án", "field": "name", "unit": ""}]}
    >>> found = {"sources": [one], "issues": [],
    ...          "projects": [{"id": "A", "name": "Kho", "geometry": None}]}
    >>> print(intake_table(found, lang="vi"), end="")
    a.csv · CSV, UTF-8
      Tiêu đề ở dòng 2; 1 dự án trong 3 dòng.
      Đọc: Tên dự án → name.
    <BLANKLINE>
    1 dự án đọc được
      A             Kho  (chưa có ranh giới)
    """
    parts = [
        "\n".join(_sources(found["sources"], lang, width)),
        "\n".join(_projects(found["projects"], lang)),
        *("\n".join(lines) for lines in _issues(found["issues"], lang, width)),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def _sources(sources: Sequence[Plain], lang: str, width: int) -> Iterator[str]:
    file = ""
    for one in sources:
        if one["file"] != file:
            file = one["file"]
            yield " · ".join(part for part in (file, _kind(one)) if part)
        yield from _source(one, lang, width)


def _kind(one: Plain) -> str:
    encoding = one["encoding"]
    said = [
        _FORMATS.get(one["format"], one["format"]),
        _ENCODINGS.get(encoding, encoding),
        f"EPSG:{one['epsg']}" if one["epsg"] else "",
    ]
    return ", ".join(part for part in said if part)


def _source(one: Plain, lang: str, width: int) -> Iterator[str]:
    say = translator(lang)
    name = one["sheet"] or one["layer"]
    head = f"{name}: " if name else ""
    if not one["columns"]:
        yield f"  {head}{say(_NOT_READ)}"
        return
    rows = say(N_("{taken} dự án trong {rows} dòng.")).format(**one)
    if one["header_row"]:
        where = say(N_("Tiêu đề ở dòng {header_row};")).format(**one)
        rows = f"{where} {rows}"
    yield f"  {head}{rows}"
    read = [c for c in one["columns"] if c["field"]]
    unread = [c["column"] for c in one["columns"] if not c["field"]]
    said = ", ".join(map(_column, read))
    yield from _indented(say(N_("Đọc: {columns}.")).format(columns=said), width)
    if unread:
        said = ", ".join(unread)
        yield from _indented(
            say(N_("Không đọc: {columns}.")).format(columns=said), width
        )


def _column(column: Plain) -> str:
    field = " ".join(part for part in (column["field"], column["unit"]) if part)
    return field if field == column["column"] else f"{column['column']} → {field}"


def _indented(text: str, width: int, by: int = 2) -> list[str]:
    return wrap(text, width, first=" " * by, rest=" " * (by + 2))


def _projects(projects: Sequence[Plain], lang: str) -> Iterator[str]:
    say = translator(lang)
    yield say(N_("{count} dự án đọc được")).format(count=len(projects))
    for one in projects:
        bare = "" if one["geometry"] else f"  ({say(_BARE)})"
        yield f"  {one['id']:<12}  {one['name']}{bare}"


def _issues(issues: Sequence[Plain], lang: str, width: int) -> Iterator[list[str]]:
    say = translator(lang)
    for severity, words in _SEVERITIES.items():
        some = [one for one in issues if one["severity"] == severity]
        if some:
            lines = [f"{say(words)}: {len(some)}"]
            for group in _alike(some):
                lines += _group(group, lang, width)
            yield lines


def _alike(issues: Iterable[Plain]) -> list[list[Plain]]:
    groups: dict[tuple[str, ...], list[Plain]] = {}
    for one in issues:
        keys = (one[k] for k in ("code", "file", "sheet", "layer", "column"))
        groups.setdefault(tuple(keys), []).append(one)
    return list(groups.values())


def _group(group: Sequence[Plain], lang: str, width: int) -> Iterator[str]:
    say, tail = translator(lang), "" if lang == "vi" else "_en"
    first = group[0]
    place = ", ".join(
        first[k] for k in ("file", "sheet", "layer", "column") if first[k]
    )
    yield from _indented(f"{first['code']} · {place}", width)
    said: dict[tuple[str, str], list[Plain]] = {}
    for one in group:
        words = one[f"reason{tail}"], one[f"cure{tail}"]
        said.setdefault(words, []).append(one)
    for count, ((reason, cure), some) in enumerate(said.items()):
        if count == _MOST_ROWS:
            left = sum(len(rest) for rest in list(said.values())[count:])
            more = say(N_("và {count} chỗ nữa: xem --format json."))
            yield from _indented(more.format(count=left), width, 4)
            return
        where = _rows(some, say)
        yield from _indented(f"{where}{reason} {cure}", width, 4)


def _rows(some: Sequence[Plain], say: Any) -> str:  # noqa: ANN401
    """Return the rows of alike issues with what stands there."""
    shown = []
    for one in some[:_MOST_ROWS]:
        value = f"“{one['value']}”" if one["value"] else ""
        parts = ["" if one["row"] is None else str(one["row"]), value]
        shown.append(" ".join(part for part in parts if part))
    shown = [text for text in shown if text]
    if not shown:
        return ""
    more = len(some) - len(shown)
    tail = say(N_(" và {count} dòng nữa")).format(count=more) if more > 0 else ""
    head = say(N_("Dòng")) if any(one["row"] is not None for one in some) else ""
    return f"{head} {', '.join(shown)}{tail}: ".lstrip()
