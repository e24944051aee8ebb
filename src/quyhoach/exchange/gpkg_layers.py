"""Own the seam between what is known of a plan and the layers of a GeoPackage."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from quyhoach.exchange.gpkg import Field, Layer, aliases
from quyhoach.exchange.gpkg_styles import OUTCOMES, ZONES, Style
from quyhoach.exchange.project_columns import project_columns, project_values
from quyhoach.exchange.project_list import MARK, ProjectList
from quyhoach.law import Crs, Geometry, SourceKind, Text
from quyhoach.plan import Plan
from quyhoach.space import flatten

__all__ = ["project_layers", "verdict_layers", "zone_layers"]

Plain = Mapping[str, Any]
_PARTS = ((2, "vung", "vùng"), (1, "tuyen", "tuyến"), (0, "diem", "điểm"))
_FORCES = {"binding": "Ràng buộc", "indicative": "Tham khảo"}


def project_layers(
    some: ProjectList, found: Sequence[tuple[str, str, str]]
) -> Iterator[Layer]:
    """Yield the projects: a table of all, and a layer of areas, lines and points.

    Parameters
    ----------
    some : ProjectList
        The projects.
    found : Sequence of tuple
        Outcome, force and the rules that a project does not conform to, one a
        project; outcome ``not_judged`` where nothing was said.

    Yields
    ------
    Layer
        ``du_an_vung``, ``du_an_tuyen`` and ``du_an_diem`` where there are any, and the
        table ``du_an`` without shapes.
    """
    outcome, force, rules = zip(*found, strict=True) if found else ((), (), ())
    fields = [
        Field(
            name=column.gis,
            vi=column.vi,
            values=_plain(project_values(some, column.name)),
            description=column.description,
        )
        for column in project_columns()
        if column.gis
    ]
    fields[2:2] = [
        Field(name="ket_qua", vi="Kết luận (mã)", values=outcome),
        Field(name="ket_qua_chu", vi="Kết luận", values=_words(outcome, OUTCOMES)),
        Field(name="do_tin_cay", vi="Giá trị", values=_words(force, _FORCES)),
        Field(name="dieu_khong_hop", vi="Điều chưa phù hợp", values=_none(rules)),
    ]
    style = Style(
        attribute="ket_qua",
        categories=OUTCOMES,
        dimension=2,
        label="ten",
        aliases=aliases(fields),
        fictional=some.fictional,
    )
    base = Layer(
        name="du_an",
        title=_title("Dự án", some.fictional),
        fields=fields,
        style=style,
    )
    yield from _drawn(base, some.shape)
    yield Layer(name=base.name, title=base.title, fields=fields)


def zone_layers(plan: Plan, rows: NDArray[np.int64]) -> Iterator[Layer]:
    """Yield the zones of a plan, those without a shape in a table.

    Parameters
    ----------
    plan : Plan
        The plan.
    rows : NDArray[np.int64]
        Which zones may be shown.

    Yields
    ------
    Layer
        ``khu_vuc_vung`` and its like, and the table ``khu_vuc`` of all.
    """
    fields = _zone_fields(plan, rows)
    style = Style(
        attribute="do_chac_hinh",
        categories=ZONES,
        dimension=2,
        label="ten",
        aliases=aliases(fields),
        fictional=plan.fictional,
    )
    title = _title("Khu vực quy hoạch", plan.fictional)
    base = Layer(name="khu_vuc", title=title, fields=fields, style=style)
    yield from _drawn(base, plan.zones.shape[rows])
    yield Layer(name=base.name, title=base.title, fields=fields)


def _zone_fields(plan: Plan, rows: NDArray[np.int64]) -> list[Field]:
    zones = plan.zones
    regimes = [plan.regimes[k] for k in zones.regime[rows].tolist()]
    papers = [plan.instruments[k] for k in zones.instrument[rows].tolist()]
    shape, area = zones.shape[rows], zones.stated_area_m2[rows] / 1e4
    sure = zones.certainty.take(rows)
    named = (
        ("ma", "Mã", zones.id[rows]),
        ("ten", "Tên", zones.name[rows]),
        ("ten_tieng_anh", "Tên tiếng Anh", zones.name_en[rows]),
        ("che_do", "Chế độ (mã)", [one.id for one in regimes]),
        ("ten_che_do", "Chế độ", [one.title for one in regimes]),
        ("bao_ve", "Đất được bảo vệ", ["có" if r.protected else None for r in regimes]),
        ("van_ban", "Văn bản", [one.number for one in papers]),
        ("hieu_luc_tu", "Hiệu lực từ", _days(zones.begin[rows])),
        ("hieu_luc_den", "Hiệu lực đến", _days(zones.end[rows])),
        ("dien_tich_ha", "Diện tích (ha)", _known(area)),
        (
            "do_chac_hinh",
            "Hình được biết đến mức nào",
            _of_shape(shape, _codes(sure.geometry, Geometry)),
        ),
        (
            "do_chac_he_toa_do",
            "Hệ tọa độ được biết đến mức nào",
            _of_shape(shape, _codes(sure.crs, Crs)),
        ),
        ("do_chac_van_ban", "Văn bản được biết đến mức nào", _codes(sure.text, Text)),
        ("loai_nguon", "Loại nguồn", _codes(sure.source_kind, SourceKind)),
        ("gia_dinh", "Giả định", [MARK if plan.fictional else None] * len(rows)),
    )
    return [
        Field(name=name, vi=vi, values=_none(list(values)))
        for name, vi, values in named
    ]


def verdict_layers(
    verdicts: Sequence[tuple[str, Plain]],
    shape: NDArray[np.object_],
    *,
    fictional: bool,
) -> Iterator[Layer]:
    """Yield the verdicts: shared ground as evidence, and a table of all.

    Parameters
    ----------
    verdicts : Sequence of tuple
        Project id, and a verdict as the answer of a check has it.
    shape : NDArray[np.object_]
        The ground each rests on, EPSG:9215; ``None`` where it used none.
    fictional : bool
        The plan is invented.

    Yields
    ------
    Layer
        ``bang_chung_vung`` and its like, and the table ``ket_luan``.
    """
    fields = list(_verdict_fields(verdicts, fictional))
    style = Style(
        attribute="ket_qua",
        categories={k: v for k, v in OUTCOMES.items() if k != "not_judged"},
        dimension=2,
        aliases=aliases(fields),
        fictional=fictional,
    )
    title = _title("Bằng chứng", fictional)
    base = Layer(name="bang_chung", title=title, fields=fields, style=style)
    yield from _drawn(base, shape)
    title = _title("Kết luận", fictional)
    yield Layer(name="ket_luan", title=title, fields=fields)


def _verdict_fields(
    verdicts: Sequence[tuple[str, Plain]], fictional: bool
) -> Iterator[Field]:
    said = [verdict for _, verdict in verdicts]
    outcome = [one["outcome"] for one in said]
    force = [one["force"] for one in said]
    keys = [f"{key}/{one['rule']}" for key, one in verdicts]
    yield Field(name="ma_ket_luan", vi="Mã kết luận", values=_numbered(keys))
    yield Field(name="du_an", vi="Dự án", values=[key for key, _ in verdicts])
    yield Field(name="dieu", vi="Điều", values=[one["rule"] for one in said])
    yield Field(name="ket_qua", vi="Kết luận (mã)", values=outcome)
    yield Field(name="ket_qua_chu", vi="Kết luận", values=_words(outcome, OUTCOMES))
    yield Field(name="do_tin_cay", vi="Giá trị", values=_words(force, _FORCES))
    yield Field(name="ly_do", vi="Lý do", values=[one["reason"] for one in said])
    for name, vi, lang in (("cau", "Câu", "vi"), ("cau_tieng_anh", "Câu (Anh)", "en")):
        sentences = [(one.get("sentence") or {}).get(lang) for one in said]
        yield Field(name=name, vi=vi, values=sentences)
    for name, vi, key in (
        ("ben_kia", "Bên kia là", "kind"),
        ("ma_ben_kia", "Mã bên kia", "id"),
        ("ten_ben_kia", "Tên bên kia", "name"),
    ):
        values = [(one["other"] or {}).get(key) for one in said]
        yield Field(name=name, vi=vi, values=values)
    for name, vi, key in (
        ("dien_tich_chung_m2", "Diện tích chung (m²)", "area_m2"),
        ("chieu_dai_chung_m", "Chiều dài chung (m)", "length_m"),
        ("phan", "Phần của dự án", "share"),
    ):
        values = [(one["measure"] or {}).get(key) for one in said]
        yield Field(name=name, vi=vi, values=_floats(values))
    tolerance = [one["tolerance_m"] for one in said]
    yield Field(name="dung_sai_m", vi="Dung sai (m)", values=_floats(tolerance))
    cited = ["; ".join(map(_cited, one["citations"])) or None for one in said]
    yield Field(name="can_cu", vi="Căn cứ", values=cited)
    marks = [MARK if fictional else None] * len(said)
    yield Field(name="gia_dinh", vi="Giả định", values=marks)


def _cited(citation: Plain) -> str:
    parts = (citation.get(key) for key in ("provision", "number", "date"))
    return ", ".join(str(part) for part in parts if part)


def _numbered(keys: Sequence[str]) -> list[str]:
    seen: dict[str, int] = {}
    made = []
    for key in keys:
        seen[key] = seen.get(key, 0) + 1
        made.append(f"{key}/{seen[key]}")
    return made


def _drawn(base: Layer, shape: NDArray[np.object_]) -> Iterator[Layer]:
    """Yield a layer a dimension, with the rows that have a part of it."""
    parts = flatten(shape)
    columns = (parts.areal, parts.lineal, parts.puntal)
    for (dimension, tail, word), column in zip(_PARTS, columns, strict=True):
        rows = np.flatnonzero(~shapely.is_missing(column)).tolist()
        style = base.style
        if not rows or style is None:
            continue
        yield Layer(
            name=f"{base.name}_{tail}",
            title=f"{base.title} ({word})",
            fields=[
                Field(
                    name=field.name,
                    vi=field.vi,
                    values=[field.values[row] for row in rows],
                    description=field.description,
                )
                for field in base.fields
            ],
            shape=column[rows],
            dimension=dimension,
            style=Style(
                attribute=style.attribute,
                categories=style.categories,
                dimension=dimension,
                label=style.label,
                aliases=style.aliases,
                fictional=style.fictional,
            ),
        )


def _title(words: str, fictional: bool) -> str:
    return f"{MARK} · {words}" if fictional else words


def _words(codes: Sequence[str], words: Mapping[str, str]) -> list[str | None]:
    return [words.get(code) for code in codes]


def _none(values: Sequence[Any]) -> list[Any]:
    return [None if value in ("", None) else value for value in values]


def _plain(values: Sequence[Any]) -> list[Any]:
    return [float(v) if isinstance(v, Decimal) else v for v in values]


def _floats(values: Sequence[float | None]) -> list[float | None]:
    return [None if value is None else float(value) for value in values]


def _of_shape(shape: NDArray[np.object_], words: Sequence[str]) -> list[str | None]:
    """Say nothing of a shape that is not there."""
    return [None if s is None else w for s, w in zip(shape, words, strict=True)]


def _known(values: NDArray[np.float64]) -> list[float | None]:
    return [None if np.isnan(value) else float(value) for value in values]


def _days(days: NDArray[np.datetime64]) -> list[str | None]:
    return [None if np.isnat(day) else str(day) for day in days]


def _codes(codes: NDArray[np.int8], words: Any) -> list[str]:  # noqa: ANN401
    return [words(code).name.lower() for code in codes.tolist()]
