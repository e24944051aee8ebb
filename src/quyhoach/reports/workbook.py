"""Own the seam between verdicts and a workbook: every sheet ready to read and print."""

from __future__ import annotations

import io
from collections.abc import Iterable
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

import xlsxwriter  # type: ignore[import-untyped]

from quyhoach.errors import BadInput
from quyhoach.plan import Portfolio
from quyhoach.reports.paper import clean
from quyhoach.reports.papers.matter import Matter, named, say_of
from quyhoach.reports.phrases import Phrases, template
from quyhoach.reports.titles import force_word, outcome_word, rule_title
from quyhoach.reports.workbook_model import Cell, Link, Sheet
from quyhoach.reports.workbook_rows import OUTCOMES, sheets_of

__all__ = ["LINKS", "ROWS", "workbook"]

LINKS = 65_000
"""Links in a sheet; a spreadsheet program takes 65,530."""

ROWS = 1_048_000
"""Rows in a sheet; a spreadsheet program takes 1,048,576."""

_LETTERS = 32_700
_DAY = datetime(1980, 1, 1, tzinfo=UTC).replace(tzinfo=None)
_HEAD = 2
_LINE = 15.0
_TALLEST = 409.0
_FORMS = {
    "count": "#,##0",
    "dong": '#,##0" ₫"',
    "ha": "#,##0.00",
    "metres": "#,##0.00",
    "share": "0.0%",
}
_COLOURS = {
    "conflicts": "#C0392B",
    "unknown": "#B9770E",
    "silent": "#76448A",
    "conforms": "#1E8449",
}
_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "nan_inf_to_errors": False,
}


def workbook(matter: Matter, portfolio: Portfolio, *, map_page: str = "") -> bytes:
    """Return the verdicts as a workbook.

    Parameters
    ----------
    matter : Matter
        What was judged.
    portfolio : Portfolio
        The projects: capital, area and period.
    map_page : str
        Path of a map page to which rows lead; empty for none.

    Returns
    -------
    bytes
        XLSX without formulas, links or dates that nobody wrote; the same for the same
        input.

    Raises
    ------
    BadInput
        A sheet would have more rows than a spreadsheet takes: judge fewer projects.
    """
    raw = io.BytesIO()
    say = say_of(matter, "verdicts")
    sheets = list(sheets_of(matter, portfolio, map_page=map_page))
    _limits(sheets)
    with xlsxwriter.Workbook(raw, _OPTIONS) as book:
        book.set_properties({"title": say.values["plan"], "created": _DAY})
        writer = _Writer(book, matter, say)
        writer.overview(sheets)
        for sheet in sheets:
            writer.sheet(sheet)
    return raw.getvalue()


def _limits(sheets: Iterable[Sheet]) -> None:
    for sheet in sheets:
        if len(sheet.rows) > ROWS:
            reason = "nhiều dòng hơn một trang bảng tính chứa được"
            cure = "xét ít dự án hơn, hoặc dùng check --format csv"
            raise BadInput(
                reason, sheet=sheet.key, value=str(len(sheet.rows)), cure=cure
            )


class _Writer:
    def __init__(self, book: Any, matter: Matter, say: Phrases) -> None:  # noqa: ANN401
        self._book, self._matter, self._say = book, matter, say
        names = template("verdicts")["sheets"]
        self._names = {key: names[key][matter.lang] for key in names}
        self._sheets = {key: book.add_worksheet(n) for key, n in self._names.items()}
        invented = bool(matter.answer.get("fictional"))
        self._mark = say.say("fictional") if invented else ""
        base = {"font_name": "Times New Roman", "font_size": 11, "valign": "top"}
        ruled = {**base, "bottom": 4, "bottom_color": "#9AA5B1"}
        self._formats: dict[str, Any] = {}
        for name, form in _FORMS.items():
            self._formats[name] = book.add_format({**ruled, "num_format": form})
        wrapped = {**ruled, "text_wrap": True, "num_format": "@"}
        self._formats["text"] = book.add_format(wrapped)
        link = {"font_color": "#0B5394", "underline": 1}
        self._formats["link"] = book.add_format({**wrapped, **link})
        strong = {**base, "bold": True}
        self._formats["strong"] = book.add_format(strong)
        self._formats["line"] = book.add_format(base)
        left = {**base, "align": "left", "num_format": _FORMS["count"]}
        self._formats["left"] = book.add_format(left)
        self._formats["title"] = book.add_format({**strong, "font_size": 13})
        head = {"text_wrap": True, "valign": "vcenter", "align": "center", "border": 1}
        self._formats["head"] = book.add_format(
            {**strong, **head, "bg_color": "#E8EEF4"}
        )

    def overview(self, sheets: Iterable[Sheet]) -> None:
        page = self._sheets["overview"]
        say, lang, answer = self._say, self._matter.lang, self._matter.answer
        self._page(page, "overview", (_HEAD, 0))
        page.set_column(0, 0, 46)
        page.set_column(1, 4, 16)
        row = _HEAD
        source = ", ".join(self._matter.files) or say.say("source_own")
        judged, apart = self._matter.projects(), self._matter.apart()
        lines: list[tuple[str, Cell]] = [
            (say.say("plan_line"), named(answer["plan"], lang, "title")),
            (say.say("day_line"), str(say.values["on"])),
            (say.say("compiled_line"), str(say.values["compiled"])),
            (say.say("known_line"), str(say.values["known"])),
            (say.say("source_line"), source),
            (say.say("listed_line"), len(judged) + len(apart)),
            (say.say("judged_line"), len(judged)),
        ]
        for label, value in lines:
            page.write_string(row, 0, label, self._formats["strong"])
            if isinstance(value, int):
                page.write_number(row, 1, value, self._formats["left"])
            else:
                page.write_string(row, 1, _fitting(str(value)), self._formats["line"])
            row += 1
        row = self._counts(page, row + 1)
        row = self._index(page, row + 1, list(sheets))
        page.write_string(row + 2, 0, clean(say.say("proposes")), self._formats["line"])
        page.fit_to_pages(1, 1)

    def _counts(self, page: Any, row: int) -> int:  # noqa: ANN401
        say, lang = self._say, self._matter.lang
        summary = self._matter.answer["summary"]
        tables = [(say.say("by_project"), [(say.say("count"), summary["by_outcome"])])]
        forces = summary["by_force"].items()
        tables.append(
            (say.say("by_force"), [(force_word(name, lang), n) for name, n in forces])
        )
        rules = summary["by_rule"].items()
        named_rules = [(f"{rule} {rule_title(rule, lang)}", n) for rule, n in rules]
        tables.append((say.say("by_rule"), named_rules))
        for title, lines in tables:
            page.write_string(row, 0, title, self._formats["head"])
            for column, name in enumerate(OUTCOMES, 1):
                word = outcome_word(name, lang)
                page.write_string(row, column, word, self._formats["head"])
            for label, numbers in lines:
                row += 1
                page.write_string(row, 0, label, self._formats["text"])
                for column, name in enumerate(OUTCOMES, 1):
                    self._cell(page, (row, column), numbers[name], "count")
            row += 2
        return row

    def _index(self, page: Any, row: int, sheets: list[Sheet]) -> int:  # noqa: ANN401
        say = self._say
        page.write_string(row, 0, say.say("sheets_line"), self._formats["head"])
        for sheet in sheets:
            row += 1
            link = Link(self._names[sheet.key], sheet.key, -1)
            self._link(page, (row, 0), link)
            words = say.say("rows_line", count=len(sheet.rows))
            page.write_string(row, 1, words, self._formats["text"])
        for sheet in sheets:
            cells = (c for cells in sheet.rows for c in cells)
            if sum(isinstance(cell, Link) for cell in cells) > LINKS:
                row += 1
                name = self._names[sheet.key]
                words = say.say("links_line", sheet=name, count=LINKS)
                page.write_string(row, 0, words, self._formats["text"])
        return row

    def sheet(self, sheet: Sheet) -> None:
        page = self._sheets[sheet.key]
        self._page(page, sheet.key, (_HEAD + 1, 2))
        if sheet.key in _COLOURS:
            page.set_tab_color(_COLOURS[sheet.key])
        page.set_row(_HEAD, 48)
        for column, one in enumerate(sheet.fields):
            page.set_column(column, column, one.width)
            page.write_string(_HEAD, column, one.title, self._formats["head"])
        last = _HEAD + len(sheet.rows)
        page.autofilter(_HEAD, 0, max(last, _HEAD + 1), len(sheet.fields) - 1)
        page.repeat_rows(_HEAD)
        widths = [one.width for one in sheet.fields]
        left = LINKS
        for row, cells in enumerate(sheet.rows, _HEAD + 1):
            page.set_row(row, _height(cells, widths))
            for column, (cell, one) in enumerate(zip(cells, sheet.fields, strict=True)):
                if isinstance(cell, Link):
                    left -= 1
                    if left < 0:
                        self._cell(page, (row, column), cell.text, "text")
                        continue
                    self._link(page, (row, column), cell)
                elif cell is None:
                    page.write_blank(row, column, None, self._formats["text"])
                else:
                    self._cell(page, (row, column), cell, one.form)

    def _page(self, page: Any, key: str, frozen: tuple[int, int]) -> None:  # noqa: ANN401
        say = self._say
        title = say.say("title", sheet=self._names[key])
        page.write_string(0, 0, clean(title)[:_LETTERS], self._formats["title"])
        if self._mark:
            page.write_string(1, 0, self._mark, self._formats["strong"])
        page.freeze_panes(*frozen)
        page.set_landscape()
        page.set_paper(9)
        page.set_margins(left=0.5, right=0.5, top=0.8, bottom=0.6)
        page.fit_to_pages(1, 0)
        page.hide_gridlines(1)
        page.set_header(f"&C&B{self._mark.replace('&', '&&')}" if self._mark else "")
        page.set_footer(f"&C{say.say('page_foot')}")

    def _cell(self, page: Any, place: tuple[int, int], value: Cell, form: str) -> None:  # noqa: ANN401
        row, column = place
        if isinstance(value, int | float):
            page.write_number(row, column, value, self._formats[form])
            return
        page.write_string(row, column, _fitting(str(value)), self._formats["text"])

    def _link(self, page: Any, place: tuple[int, int], link: Link) -> None:  # noqa: ANN401
        row, column = place
        name = self._names.get(link.sheet, "")
        where = f"internal:'{name}'!A{link.row + _HEAD + 2}" if name else _outside(link)
        text = _fitting(link.text)
        if len(where) > 2000:
            page.write_string(row, column, text, self._formats["text"])
            return
        page.write_url(row, column, where, self._formats["link"], string=text)


def _outside(link: Link) -> str:
    return f"external:{link.outside}"


def _height(cells: Iterable[Cell], widths: Iterable[float]) -> float:
    """Return points for the tallest cell: not every program fits rows by itself."""
    most = 1
    for cell, width in zip(cells, widths, strict=True):
        words = cell.text if isinstance(cell, Link) else cell
        if isinstance(words, str) and (len(words) > width or "\n" in words):
            lines = sum(_lines(part, int(width)) for part in words.split("\n"))
            most = max(most, lines)
    return min(most * _LINE, _TALLEST)


@lru_cache(maxsize=20_000)
def _lines(words: str, width: int) -> int:
    """Return how many lines a text takes where it breaks between words."""
    lines, room = 1, width
    for word in words.split(" "):
        if len(word) > room and room < width:
            lines, room = lines + 1, width
        lines += len(word) // (width + 1)
        room -= len(word) % (width + 1) + 1
    return lines


def _fitting(text: str) -> str:
    said = clean(text)
    if len(said) <= _LETTERS:
        return said
    return f"{said[:_LETTERS]} … [+{len(said) - _LETTERS}]"
