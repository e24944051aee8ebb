"""Rows of text against their Table Schema: typed rows, or faults that name the cell."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from quyhoach.errors import BadInput
from quyhoach.intake.raw import Line, RawPackage

__all__ = ["check_tables", "keys_of", "schema", "schema_names"]

_FOLDER = Path(__file__).parent / "schemas"
_NUMBER = re.compile(r"-?\d+(\.\d+)?")
_INTEGER = re.compile(r"-?\d+")
_LARGEST = 10**18
_BOOLEAN = {"true": True, "false": False}
Row = dict[str, Any]


@cache
def schema(table: str) -> Mapping[str, Any]:
    """Return the Table Schema of a package table.

    Parameters
    ----------
    table : str
        One of `schema_names`.

    Returns
    -------
    Mapping
        As the file holds it: ``fields``, ``primaryKey``, ``foreignKeys`` and more.

    Raises
    ------
    FileNotFoundError
        There is no such table: ask `schema_names` first.

    Examples
    --------
    >>> schema("zones")["primaryKey"]
    ['id']
    """
    text = (_FOLDER / f"{table}.json").read_text(encoding="utf-8")
    made: Mapping[str, Any] = json.loads(text)
    return made


def schema_names() -> tuple[str, ...]:
    """Return the names of all package tables that have a schema.

    Returns
    -------
    tuple of str
        In alphabetical order; ``provisions`` is a list and not among them.

    Examples
    --------
    >>> "zones" in schema_names(), "provisions" in schema_names()
    (True, False)
    """
    return tuple(sorted(path.stem for path in _FOLDER.glob("*.json")))


def check_tables(package: RawPackage) -> tuple[dict[str, list[Row]], list[BadInput]]:
    """Return typed rows of every table, and every fault found.

    Parameters
    ----------
    package : RawPackage
        As read from disk.

    Returns
    -------
    tuple
        Table name to rows (a row carries ``__file__`` and ``__line__``), and the
        faults in file order. A row with a fault is left out.
    """
    faults = list(package.faults)
    rows: dict[str, list[Row]] = {name: [] for name in schema_names()}
    for table, lines in package.tables.items():
        if table == "provisions":
            continue
        if table not in rows:
            reason = "bảng này không có trong khuôn của gói"
            faults.append(
                BadInput(
                    reason,
                    file=lines[0].file if lines else table,
                    cure=f"đổi tên thành một trong: {', '.join(rows)}",
                )
            )
            continue
        rows[table] = _typed(table, lines, faults)
    _keys(rows, package, faults)
    return rows, faults


def _typed(table: str, lines: Iterable[Line], faults: list[BadInput]) -> list[Row]:
    fields = {field["name"]: field for field in schema(table)["fields"]}
    made = []
    headed: set[str] = set()
    for line in lines:
        if line.file not in headed:
            headed.add(line.file)
            faults.extend(_columns(line, fields))
        row: Row = {"__file__": line.file, "__line__": line.number}
        bad = False
        for name, field in fields.items():
            try:
                row[name] = _cell(str(line.cells.get(name) or "").strip(), field)
            except BadInput as error:
                bad = True
                faults.append(_at(error, line, name))
        if not bad:
            made.append(row)
    return made


def _columns(line: Line, fields: Mapping[str, Any]) -> Iterable[BadInput]:
    for name in line.cells:
        if name not in fields:
            reason = "cột không có trong khuôn"
            yield BadInput(
                reason,
                file=line.file,
                row=1,
                column=str(name),
                cure="bỏ cột hoặc sửa tên",
            )
    for name, field in fields.items():
        if name not in line.cells and field.get("constraints", {}).get("required"):
            reason = "thiếu cột bắt buộc"
            yield BadInput(reason, file=line.file, row=1, column=name, cure="thêm cột")


def _at(error: BadInput, line: Line, column: str) -> BadInput:
    return BadInput(
        error.reason,
        cure=error.cure,
        file=line.file,
        row=line.number,
        column=column,
        value=error.value,
    )


def _cell(text: str, field: Mapping[str, Any]) -> Any:  # noqa: ANN401
    rules = field.get("constraints", {})
    if not text:
        if rules.get("required"):
            reason = "ô bắt buộc để trống"
            raise BadInput(reason, cure="điền giá trị")
        return () if field["type"] == "list" else None
    if "enum" in rules and text not in rules["enum"]:
        reason = "giá trị ngoài danh mục"
        raise BadInput(reason, value=text, cure=f"dùng: {', '.join(rules['enum'])}")
    if "pattern" in rules and not re.fullmatch(rules["pattern"], text):
        reason = "không đúng mẫu"
        raise BadInput(reason, value=text, cure=f"viết theo {rules['pattern']}")
    value = _READ[field["type"]](text)
    if "minimum" in rules and value < rules["minimum"]:
        reason = f"nhỏ hơn {rules['minimum']}"
        raise BadInput(reason, value=text, cure="sửa giá trị")
    if "maximum" in rules and value > rules["maximum"]:
        reason = f"lớn hơn {rules['maximum']}"
        raise BadInput(reason, value=text, cure="sửa giá trị")
    return value


def _integer(text: str) -> int:
    if not _INTEGER.fullmatch(text):
        reason = "không phải số nguyên"
        raise BadInput(
            reason, value=text, cure="viết chữ số liền nhau, ví dụ 11808000000000"
        )
    if abs(int(text)) >= _LARGEST:
        reason = "số quá lớn"
        raise BadInput(reason, value=text, cure="kiểm tra đơn vị: viết bằng đồng")
    return int(text)


def _number(text: str) -> float:
    if not _NUMBER.fullmatch(text):
        reason = "không phải số"
        raise BadInput(
            reason,
            value=text,
            cure="viết dấu chấm cho phần lẻ, không ngăn nghìn: 1250.5",
        )
    return float(text)


def _date(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        reason = "không phải ngày ISO"
        raise BadInput(reason, value=text, cure="viết 2026-11-23") from None


def _boolean(text: str) -> bool:
    if text not in _BOOLEAN:
        reason = "không phải true hoặc false"
        raise BadInput(reason, value=text, cure="viết true hoặc false")
    return _BOOLEAN[text]


def _list(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(";") if part.strip())


_READ: Mapping[str, Callable[[str], Any]] = {
    "string": str,
    "integer": _integer,
    "number": _number,
    "date": _date,
    "boolean": _boolean,
    "list": _list,
}


def _keys(
    rows: Mapping[str, list[Row]], package: RawPackage, faults: list[BadInput]
) -> None:
    """Hold keys to be unique and to be there; a row with a fault still has its key."""
    known = keys_of(package)
    for table, lines in package.tables.items():
        if table in known:
            faults.extend(_twice(_primary(table), lines))
    for table, some in rows.items():
        for foreign in schema(table)["foreignKeys"]:
            target = foreign["reference"]["resource"] or table
            for row in some:
                _points(row, foreign["fields"][0], (target, known[target]), faults)


def keys_of(package: RawPackage) -> dict[str, set[str]]:
    """Return the keys of every table, those of rows with a fault too.

    Parameters
    ----------
    package : RawPackage
        As read from disk.

    Returns
    -------
    dict
        Table name to its keys; empty for a table that is not there.
    """
    found: dict[str, set[str]] = {
        name: set() for name in (*schema_names(), "provisions")
    }
    for table in found:
        column = _primary(table)
        lines = package.tables.get(table, [])
        found[table] = {str(line.cells.get(column) or "").strip() for line in lines}
    return found


def _primary(table: str) -> str:
    return "id" if table == "provisions" else str(schema(table)["primaryKey"][0])


def _twice(column: str, lines: Iterable[Line]) -> Iterator[BadInput]:
    seen: set[str] = set()
    for line in lines:
        key = str(line.cells.get(column) or "").strip()
        if key and key in seen:
            yield BadInput(
                "mã viết hai lần",
                file=line.file,
                row=line.number,
                column=column,
                value=key,
                cure="đặt mã khác",
            )
        seen.add(key)


def _points(
    row: Row, column: str, target: tuple[str, set[str]], faults: list[BadInput]
) -> None:
    value = row[column]
    for key in value if isinstance(value, tuple) else (value,):
        if key and key not in target[1]:
            reason = f"không có trong bảng {target[0]}"
            faults.append(
                BadInput(
                    reason,
                    file=row["__file__"],
                    row=row["__line__"],
                    column=column,
                    value=key,
                    cure=f"thêm vào {target[0]} hoặc sửa mã",
                )
            )
