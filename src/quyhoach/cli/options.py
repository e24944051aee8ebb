"""Options that every command shares, and the one way to put an answer out."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable
from datetime import date, datetime
from typing import Any, TextIO

import click

from quyhoach.errors import BadInput
from quyhoach.exchange.files import writing

__all__ = ["Day", "as_of", "day", "epsg", "lang", "moment", "out", "put", "today"]

Command = Callable[..., Any]


class Day(click.ParamType[date]):
    """A whole date, as `parse_moment` reads it."""

    name = "DATE"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> date:
        """Return the day; refuse what is not one day."""
        if isinstance(value, date):
            return value
        from quyhoach.quantity import parse_moment

        try:
            first, last = parse_moment(str(value))
        except BadInput as error:
            self.fail(f"{error.reason}: {value}. {error.cure}", param, ctx)
        if first != last:
            self.fail(f"cần đủ ngày, tháng, năm: {value}", param, ctx)
        return first


class _Moment(click.ParamType[datetime]):
    name = "DATETIME"

    def convert(
        self,
        value: object,
        param: click.Parameter | None,
        ctx: click.Context | None,
    ) -> datetime:
        text = str(value)
        if "T" not in text:
            known = Day().convert(text, param, ctx)
            return datetime(known.year, known.month, known.day)  # noqa: DTZ001
        try:
            return datetime.fromisoformat(text)
        except ValueError:
            self.fail(f"không đọc được: {text}. Viết 2026-11-23T08:00", param, ctx)


class _Epsg(click.ParamType[int]):
    name = "EPSG"

    def convert(
        self,
        value: object,
        param: click.Parameter | None,
        ctx: click.Context | None,
    ) -> int:
        digits = str(value).strip().upper().removeprefix("EPSG:")
        if not (digits.isascii() and digits.isdigit() and len(digits) <= 6):
            self.fail(f"không phải mã EPSG: {value}. Ví dụ --crs 9215", param, ctx)
        return int(digits)


def epsg(command: Command) -> Command:
    """Return a command with ``--crs``: ``9215`` or ``EPSG:9215``.

    Parameters
    ----------
    command : Callable
        The command that takes the option.

    Returns
    -------
    Callable
        It is given ``crs``, an EPSG code as int; ``None`` where none is said.
    """
    return click.option(
        "--crs", type=_Epsg(), help="Hệ của tệp không tự khai (undeclared)."
    )(command)


def today() -> date:
    """Return the day of the machine: only a face knows what day it is.

    Returns
    -------
    date
        In the time zone of the machine.
    """
    return datetime.now().astimezone().date()


def day(command: Command) -> Command:
    """Return a command with ``--on``: a whole date, as `parse_moment` reads it.

    Parameters
    ----------
    command : Callable
        The command that takes the option.

    Returns
    -------
    Callable
        It is given ``on``, a date; ``None`` where none is said.
    """
    return click.option(
        "--on", type=Day(), help="Ngày xét; bỏ trống là hôm nay (the day judged)."
    )(command)


def as_of(command: Command) -> Command:
    """Return a command with ``--as-of``: the day that facts are of.

    Parameters
    ----------
    command : Callable
        The command that takes the option.

    Returns
    -------
    Callable
        It is given ``as_of``, a date; ``None`` where none is said.
    """
    return click.option("--as-of", type=Day(), help="Ngày của dữ liệu (day of data).")(
        command
    )


def moment(command: Command) -> Command:
    """Return a command with ``--known``: a date, or ISO date and time.

    Parameters
    ----------
    command : Callable
        The command that takes the option.

    Returns
    -------
    Callable
        It is given ``known``, a datetime (a date alone is its first moment);
        ``None`` where none is said.
    """
    return click.option(
        "--known",
        type=_Moment(),
        help="Theo những gì đã biết lúc đó (as known then).",
    )(command)


def lang(command: Command) -> Command:
    """Return a command with ``--lang``: the language of the words.

    Parameters
    ----------
    command : Callable
        The command that takes the option.

    Returns
    -------
    Callable
        It is given ``lang``, ``"vi"`` or ``"en"``; ``"vi"`` where none is said.
    """
    return click.option(
        "--lang", type=click.Choice(["vi", "en"]), default="vi", show_default=True
    )(command)


def out(command: Command) -> Command:
    """Return a command with ``--out``: the file to write.

    Parameters
    ----------
    command : Callable
        The command that takes the option.

    Returns
    -------
    Callable
        It is given ``out``, a path as text; ``None`` where none is said.
    """
    return click.option(
        "--out", metavar="PATH", help="Ghi vào tệp, trọn vẹn hoặc không ghi."
    )(command)


def put(path: str | None, write: Callable[[TextIO], object]) -> None:
    """Write an answer to standard output, or to a file whole or not at all.

    Parameters
    ----------
    path : str, optional
        File to write; ``None`` is standard output.
    write : Callable
        Writes the answer to the text stream that it is given.

    Raises
    ------
    BadFile
        The file cannot be written; what was there before still is. Name another.
    """
    if path is not None:
        with writing(path) as stream:
            write(stream)
        return
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", errors="replace", newline="\n")
    write(sys.stdout)
