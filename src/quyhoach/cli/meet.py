"""Face of `quyhoach meet`: how two shapes, pairs of shapes or two files meet."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable
from datetime import date
from pathlib import Path

import click

from quyhoach.cli.options import day, epsg, put, today

__all__ = ["meet"]

_SCHEMA = {"schema_version": "1.0"}


@click.command("meet", short_help="Hình nào gặp hình nào (how shapes meet).")
@click.argument("files", nargs=-1, metavar="[LEFT RIGHT]")
@click.option("--wkt", nargs=2, metavar="A B", help="Hai hình dạng WKT (two shapes).")
@click.option(
    "--wkt-file", metavar="PAIRS.tsv", help="Mỗi dòng một cặp WKT (a pair a line)."
)
@click.option("--valid", is_flag=True, help="Nói hình có hợp lệ không (say validity).")
@click.option(
    "--tolerance",
    type=click.FloatRange(min=0, max=1e9),
    default=0.0,
    metavar="METRES",
    help="Phần mỏng hơn thì không tính (thinner parts do not count).",
)
@epsg
@day
@click.option("--format", "form", type=click.Choice(["json", "csv"]), default="json")
@click.option(
    "--lang",
    type=click.Choice(["vi", "en"]),
    expose_value=False,
    help="Lời nhắn luôn có cả hai thứ tiếng (words come in both languages).",
)
@click.option("--out", metavar="PATH", help="Ghi vào tệp, trọn vẹn hoặc không ghi.")
def meet(
    files: tuple[str, ...],
    wkt: tuple[str, str] | None,
    wkt_file: str | None,
    *,
    valid: bool,
    tolerance: float,
    crs: int | None,
    on: date | None,
    form: str,
    out: str | None,
) -> None:
    """Say how shapes meet: disjoint, touches, crosses, overlaps, within and so on.

    LEFT and RIGHT are GeoJSON files, or CSV files with the columns id and wkt.
    """
    if tolerance != tolerance:  # noqa: PLR0124
        reason = "--tolerance không phải số (not a number)"
        raise click.UsageError(reason)
    if sum([bool(files), wkt is not None, wkt_file is not None]) != 1:
        reason = "cho LEFT RIGHT, hoặc --wkt A B, hoặc --wkt-file (exactly one of them)"
        raise click.UsageError(reason)
    if files:
        if len(files) != 2 or valid:
            reason = "hai tệp, không có --valid (two files, without --valid)"
            raise click.UsageError(reason)
        _write(_of_files(files, crs, on or today(), tolerance, form), out)
        return
    if form != "json" or crs or on:
        reason = "--format csv, --crs, --on chỉ dùng với hai tệp (only for two files)"
        raise click.UsageError(reason)
    if wkt is not None:
        from quyhoach.actions.meet_pairs import judge_pair

        found = judge_pair(*wkt, tolerance_m=tolerance, validities=valid)
        _write([_line(found)], out)
        return
    from quyhoach.actions.meet_pairs import judge_pairs
    from quyhoach.actions.read_layer import plain_bytes

    lines = io.BytesIO(plain_bytes(Path(str(wkt_file))))
    answers = judge_pairs(lines, tolerance_m=tolerance, validities=valid)
    _write((_line(answer) for answer in answers), out)


def _of_files(
    files: tuple[str, ...],
    crs: int | None,
    on: date,
    tolerance: float,
    form: str,
) -> Iterable[str]:
    from quyhoach.actions.meet_layers import COLUMNS, meet_layers

    left, right = (Path(name) for name in files)
    found = meet_layers(left, right, crs=crs, on=on, tolerance_m=tolerance)
    for note in found.notes:
        click.echo(note, err=True)
    if form == "csv":
        yield _csv_line(COLUMNS)
        yield from map(_csv_line, found.rows())
        return
    head = _SCHEMA | {"on": on.isoformat()}
    yield json.dumps(head).removesuffix("}") + ', "meetings": ['
    before = "\n"
    for row in found.rows():
        yield before + json.dumps(
            dict(zip(COLUMNS, row, strict=True)), ensure_ascii=False, allow_nan=False
        )
        before = ",\n"
    yield "\n]}\n"


def _line(answer: dict[str, object]) -> str:
    text = json.dumps(_SCHEMA | answer, ensure_ascii=False, allow_nan=False)
    return text + "\n"


def _csv_line(row: Iterable[object]) -> str:
    line = io.StringIO()
    csv.writer(line, lineterminator="\n").writerow(row)
    return line.getvalue()


def _write(texts: Iterable[str], out: str | None) -> None:
    put(out, lambda stream: stream.writelines(texts))
