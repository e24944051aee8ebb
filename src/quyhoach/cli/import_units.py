"""Face of `quyhoach plan import-units`: real boundaries into a package folder."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import Any

import click

from quyhoach.cli.options import as_of, epsg, lang, put

__all__ = ["import_units"]

_WORDS = {
    "vi": {
        "units": "{matched}/{units} đơn vị của thời kỳ {era} có ranh giới",
        "left_out": "{left_out} vùng bỏ ngoài theo --where",
        "area": "diện tích {area} km², công bố {published} km²",
        "cover": "chồng nhau {overlap} km² ({overlaps} cặp), hở {gap} km² ({gaps} chỗ)",
        "before": "trước: {before}",
        "after": "sau: {after}",
        "moved": "{share} % diện tích nay thuộc đơn vị khác so với hình trước",
        "written": "Đã ghi {out}: quyhoach check --plan {out}",
        "refused": "Không ghi gì: sửa các lỗi trên rồi nhập lại.",
        "looked": "Chưa ghi gì: thêm --out THƯ_MỤC.",
        "unknown": "không rõ",
        "none": "chưa có hình",
    },
    "en": {
        "units": "{matched}/{units} units of the era {era} have a boundary",
        "left_out": "{left_out} features left out by --where",
        "area": "area {area} km², published {published} km²",
        "cover": "overlaps {overlap} km² ({overlaps} pairs), gaps {gap} km² ({gaps})",
        "before": "before: {before}",
        "after": "after: {after}",
        "moved": "{share} % of the ground is now in another unit than it was drawn in",
        "written": "Written {out}: quyhoach check --plan {out}",
        "refused": "Nothing was written: mend the errors above and import again.",
        "looked": "Nothing was written: add --out FOLDER.",
        "unknown": "not known",
        "none": "no shapes",
    },
}
_GEOMETRY = {
    "vi": {"exact": "chính xác", "approximate": "gần đúng", "indicative": "sơ đồ"},
    "en": {"exact": "exact", "approximate": "approximate", "indicative": "schematic"},
}


class _Where(click.ParamType[tuple[str, str]]):
    name = "COLUMN=VALUE"

    def convert(
        self,
        value: object,
        param: click.Parameter | None,
        ctx: click.Context | None,
    ) -> tuple[str, str]:
        column, mark, wanted = str(value).partition("=")
        if not (mark and column and wanted):
            self.fail(f"viết CỘT=GIÁ_TRỊ (COLUMN=VALUE): {value}", param, ctx)
        return column, wanted


@click.command("import-units")
@click.argument("source", metavar="FILE|URL")
@click.option("--plan", default="langson", show_default=True, metavar="NAME|DIR")
@click.option("--out", metavar="DIR", help="Thư mục gói sẽ ghi (package to write).")
@click.option("--force", is_flag=True, help="Thay units.geojson đang có (replace).")
@epsg
@click.option(
    "--geometry",
    type=click.Choice(["exact", "approximate"]),
    default="approximate",
    show_default=True,
    help="exact: đúng ranh giới; approximate: đã đơn giản hóa (simplified).",
)
@click.option("--source", "whose", default="", metavar="TEXT", help="Nguồn (source).")
@click.option("--source-en", default="", metavar="TEXT", help="Nguồn bằng tiếng Anh.")
@as_of
@click.option("--era", default="", metavar="NAME", help="Thời kỳ (default: latest).")
@click.option("--layer", default="", metavar="NAME", help="Lớp trong tệp (layer).")
@click.option("--code", default="", metavar="COLUMN", help="Cột mã (national codes).")
@click.option("--name", default="", metavar="COLUMN", help="Cột tên (names).")
@click.option("--where", type=_Where(), help="Chỉ lấy vùng có giá trị này (only).")
@click.option("--format", "form", type=click.Choice(["table", "json"]), default="table")
@lang
def import_units(  # noqa: PLR0913 - one a question that a layer leaves open
    source: str,
    *,
    plan: str,
    out: str | None,
    force: bool,
    crs: int | None,
    geometry: str,
    whose: str,
    source_en: str,
    as_of: date | None,
    era: str,
    layer: str,
    code: str,
    name: str,
    where: tuple[str, str] | None,
    form: str,
    lang: str,
) -> None:
    """Take real boundaries of units; nothing is written where one does not fit."""
    from quyhoach.actions.import_units import Asked
    from quyhoach.actions.import_units import import_units as run
    from quyhoach.exchange.json_text import to_json

    asked = Asked(
        crs=crs,
        era=era,
        layer=layer,
        code=code,
        name=name,
        where=where,
        geometry=geometry,
        source=whose,
        source_en=source_en,
        as_of=as_of,
    )
    found = run(source, plan, asked, out=Path(out) if out else None, force=force)
    said = to_json(found) if form == "json" else _table(found, out, lang)
    put(None, lambda stream: stream.write(said))
    sys.exit(1 if any(i["severity"] == "error" for i in found["issues"]) else 0)


def _table(found: dict[str, Any], out: str | None, lang: str) -> str:
    words = _WORDS[lang]
    lines = [_issue(one, lang) for one in found["issues"]]
    lines.append(words["units"].format_map(found))
    if found["left_out"]:
        lines.append(words["left_out"].format_map(found))
    if found["coverage"]:
        lines += _covered(found["coverage"], words, lang)
        lines += _changed(found, words, lang)
    refused = any(one["severity"] == "error" for one in found["issues"])
    end = "written" if found["written"] else "refused" if refused else "looked"
    return "\n".join([*lines, words[end].format(out=out), ""])


def _issue(one: dict[str, Any], lang: str) -> str:
    tail = "" if lang == "vi" else "_en"
    feature = f"vùng (feature) {one['row']}" if one["row"] is not None else ""
    place = ", ".join(filter(None, (one["file"], one["layer"], feature)))
    return (
        f"{one['severity']} {one['code']} · {place}: "
        f"{one['reason' + tail]} {one['cure' + tail]}"
    )


def _covered(cover: dict[str, Any], words: dict[str, str], lang: str) -> list[str]:
    published = cover["published_km2"]
    area = words["area"].format(
        area=_number(cover["area_km2"], 1, lang),
        published=words["unknown"]
        if published is None
        else _number(published, 1, lang),
    )
    numbers = {
        "overlap": _number(cover["overlap_km2"], 3, lang),
        "gap": _number(cover["gap_km2"], 3, lang),
    }
    return [area, words["cover"].format_map({**cover, **numbers})]


def _changed(found: dict[str, Any], words: dict[str, str], lang: str) -> list[str]:
    tail = "" if lang == "vi" else "_en"
    changed, kinds = found["changed"], _GEOMETRY[lang]
    before = changed["geometry_before"]
    had = f"{kinds[before]}: {changed['source_before' + tail]}" if before else ""
    has = f"{kinds[found['geometry']]}: {found['source' + tail]}"
    lines = [
        words["before"].format(before=had or words["none"]),
        words["after"].format(after=has),
    ]
    if changed["moved_share"] is not None:
        share = _number(100 * changed["moved_share"], 1, lang)
        lines.append(words["moved"].format(share=share))
    return lines


def _number(value: float, places: int, lang: str) -> str:
    text = f"{value:,.{places}f}"
    return text if lang == "en" else text.translate(str.maketrans(",.", ".,"))
