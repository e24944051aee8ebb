"""Hand a project list on: read it, leave out what may not go, write it in one form."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TextIO
from urllib.parse import quote

import numpy as np
from numpy.typing import NDArray

from quyhoach.actions.check_projects import Loaded, plain_issue
from quyhoach.actions.export_gpkg import GpkgWanted, export_gpkg
from quyhoach.actions.export_kept import Kept, kept_members, kept_of
from quyhoach.actions.export_wanted import Wanted, fitting
from quyhoach.errors import BadPackage
from quyhoach.exchange.files import write_whole
from quyhoach.exchange.json_text import to_json
from quyhoach.exchange.oc4ids import PREFIX, Package, members_of, write_oc4ids
from quyhoach.exchange.oc4ids_codes import sector_codes, status_code
from quyhoach.exchange.project_csv import (
    table_schema,
    write_project_csv,
    write_project_zip,
)
from quyhoach.exchange.project_geojson import write_project_geojson
from quyhoach.exchange.project_list import ProjectList
from quyhoach.intake.plans import make_plan
from quyhoach.intake.portfolios import own_portfolio, own_records, portfolio_of
from quyhoach.intake.projects import read_projects
from quyhoach.intake.raw import case_folder, read_raw
from quyhoach.intake.records import Record
from quyhoach.reports.tables import issue_text

__all__ = ["Exported", "export_projects"]

Put = Callable[[str | None, Callable[[TextIO], object]], None]
Words = tuple[str, str]

_COLUMNS = (
    "id",
    "name",
    "name_en",
    "description",
    "kind",
    "part_of",
    "sector",
    "capital_kind",
    "capital_dong",
    "period",
    "phase",
    "area_ha",
    "length_km",
    "place",
    "units",
    "abroad",
    "geometry",
    "crs",
    "scale",
    "owner",
    "status",
    "disclosure",
    "text",
    "source_kind",
    "source",
    "identifiers",
    "funding",
)


@dataclass(slots=True)
class Exported:
    """What became of it.

    Parameters
    ----------
    notes : list of str
        What was left out or could not be said, and what the input left open.
    refused : bool
        A row or a file was not taken, or there was nothing to hand on.
    """

    notes: list[str] = field(default_factory=list)
    refused: bool = False


@dataclass(frozen=True, slots=True)
class _Read:
    """A plan, its projects as records and as a portfolio, and packages kept whole."""

    loaded: Loaded
    records: tuple[Record, ...]
    kept: tuple[Kept, ...]


def export_projects(
    plan: str, files: Sequence[Path], wanted: Wanted, put: Put
) -> Exported:
    """Write projects of files, or the plan's own list, in one form.

    Parameters
    ----------
    plan : str
        Name of a bundled case, or a package folder.
    files : Sequence of Path
        Project files; empty for the plan's own list.
    wanted : Wanted
        What is handed on, and how.
    put : Callable
        Writes a text to a path, or to standard output where that is ``None``.

    Returns
    -------
    Exported
        Notes for a person, and whether something was refused.

    Raises
    ------
    BadInput
        A file or the plan cannot be read, or an option does not fit.
    """
    wanted = fitting(wanted)
    said: list[Words] = []
    read = _read(plan, files, wanted, said)
    rows = np.array(_rows(read.records, wanted, said), dtype=np.int64)
    issues = [plain_issue(issue) for issue in read.loaded.issues]
    done = Exported(
        [issue_text(i, lang=wanted.lang) for i in issues if i["severity"] != "notice"],
        any(issue["severity"] == "error" for issue in issues),
    )
    if rows.size or read.kept:
        some = _whole_list(_listed(read, wanted).take(rows), said)
        _WRITE[wanted.form](read, some, rows, _Desk(wanted, put, said, done))
    else:
        said.append(("Không có dự án nào để xuất; không ghi tệp.", "Nothing to write."))
        done.refused = True
    done.notes += [words[wanted.lang == "en"] for words in said]
    return done


def _read(plan: str, files: Sequence[Path], wanted: Wanted, said: list[Words]) -> _Read:
    raw = read_raw(case_folder(plan))
    made, faults = make_plan(raw)
    if made is None or faults:
        raise BadPackage([str(fault) for fault in faults])
    if not files:
        return _Read(Loaded(made, own_portfolio(raw, made)), own_records(made), ())
    kept: list[Kept] = []
    others: list[Path] = []
    for path in files:
        package = kept_of(path) if wanted.form == "oc4ids" else None
        if package is None:
            others.append(path)
        else:
            kept.append(package)
    taken, issues = read_projects(
        others,
        units=made.units,
        sectors=made.tables["sectors"],
        crs=wanted.crs,
        on=wanted.on,
    )
    records = _storable(taken, said)
    loaded = Loaded(made, portfolio_of(records, made), issues)
    return _Read(loaded, records, tuple(kept))


def _storable(records: Sequence[Record], said: list[Words]) -> tuple[Record, ...]:
    """Let go of what is never stored before anything looks at it."""
    kept = tuple(one for one in records if one.disclosure != "never_stored")
    if never := len(records) - len(kept):
        vi = f"Bỏ {never} dự án thuộc loại không được lưu."
        said.append((vi, f"Left out {never} that are never stored."))
    return kept


def _rows(records: Sequence[Record], wanted: Wanted, said: list[Words]) -> list[int]:
    if wanted.disclosure != "public":
        return list(range(len(records)))
    public = [row for row, one in enumerate(records) if one.disclosure == "public"]
    if inner := len(records) - len(public):
        vi = f"Bỏ {inner} dự án nội bộ."
        said.append((vi, f"Left out {inner} that are internal."))
    return public


def _listed(read: _Read, wanted: Wanted) -> ProjectList:
    plan, records = read.loaded.plan, read.records
    columns = {name: [getattr(one, name) for one in records] for name in _COLUMNS}
    return ProjectList(
        **columns,
        shape=read.loaded.portfolio.shape,
        sector_names=plan.sector_names,
        unit_names={code: unit.name for code, unit in plan.units.by_code.items()},
        plan=plan.id,
        on=wanted.on.isoformat(),
        fictional=plan.fictional,
    )


def _whole_list(some: ProjectList, said: list[Words]) -> ProjectList:
    """Let go of wholes that are not handed on."""
    ids = set(some.id)
    lost = sorted({whole for whole in some.part_of if whole and whole not in ids})
    if not lost:
        return some
    names = ", ".join(lost)
    said.append(
        (f"Bỏ liên kết tới dự án tổng thể không xuất: {names}.", f"No whole: {names}.")
    )
    return replace(
        some, part_of=[whole if whole in ids else "" for whole in some.part_of]
    )


@dataclass(frozen=True, slots=True)
class _Desk:
    """What the writers share."""

    wanted: Wanted
    put: Put
    said: list[Words]

    done: Exported

    def say(self, vi: str, en: str) -> None:
        self.said.append((vi, en))

    def refuse(self, ids: Sequence[str], file: str) -> None:
        if ids:
            where, names = f"{file}: " if file else "", ", ".join(ids)
            self.say(
                f"{where}mã đã có ở tệp trước, không lấy: {names}.",
                f"{where}the id stands in a file before, not taken: {names}.",
            )
            self.done.refused = True


def _csv(_: _Read, some: ProjectList, __: object, desk: _Desk) -> None:
    out = desk.wanted.out
    if out is not None and out.lower().endswith(".zip"):
        write_project_zip(some, out)
        return
    desk.put(out, lambda stream: write_project_csv(some, stream))
    if out is not None:
        path = Path(out).with_suffix(".schema.json")
        write_whole(path, to_json(table_schema()))


def _geojson(_: _Read, some: ProjectList, __: object, desk: _Desk) -> None:
    desk.put(desk.wanted.out, lambda stream: write_project_geojson(some, stream))


def _oc4ids(read: _Read, some: ProjectList, __: object, desk: _Desk) -> None:
    wanted = desk.wanted
    package = Package(
        uri=wanted.uri or f"urn:quyhoach:{quote(some.plan)}:{some.on}",
        publisher=wanted.publisher or _NOBODY,
        published=wanted.published or f"{wanted.on.isoformat()}T00:00:00+07:00",
        prefix=wanted.prefix or PREFIX,
    )
    members = members_of(package, fictional=some.fictional)
    if read.kept:
        members = kept_members(read.kept, members if len(some) else {}, _stated(wanted))
    _say_oc4ids(some, package, desk)
    others, some = _each_once(read.kept, some, package, desk)
    desk.put(
        wanted.out,
        lambda out: write_oc4ids(some, package, out, members=members, others=others),
    )


def _each_once(
    kept: Sequence[Kept], some: ProjectList, package: Package, desk: _Desk
) -> tuple[list[str], ProjectList]:
    """Take every id once over all files: what comes later under it is refused."""
    taken: set[str] = set()
    texts: list[str] = []
    for one in kept:
        desk.said.extend(one.notes())
        desk.refuse(sorted(taken.intersection(one.ids())), one.file)
        texts += one.projects(taken)
        taken.update(filter(None, one.ids()))
    ids = [package.id_of(key) for key in some.id]
    rows = [row for row, key in enumerate(ids) if key not in taken]
    desk.refuse(sorted(taken.intersection(ids)), "")
    return texts, some.take(np.array(rows, dtype=np.int64)) if taken else some


_NOBODY = "Chưa ghi nơi công bố (publisher not stated)"


def _stated(wanted: Wanted) -> Mapping[str, object]:
    """Return the members of a package that the person named."""
    made = {"uri": wanted.uri, "publishedDate": wanted.published}
    publisher = {"name": wanted.publisher} if wanted.publisher else ""
    return {k: v for k, v in {**made, "publisher": publisher}.items() if v}


def _say_oc4ids(some: ProjectList, package: Package, desk: _Desk) -> None:
    if not len(some):
        return
    if package.prefix == PREFIX:
        desk.say(
            f"Tiền tố {PREFIX} chỉ giữ chỗ: xin tiền tố thật rồi dùng --prefix.",
            f"The prefix {PREFIX} is a placeholder: ask for yours, then use --prefix.",
        )
    if package.publisher == _NOBODY:
        desk.say("Chưa có --publisher: nơi công bố.", "No --publisher: who publishes.")
    _count(
        (word for word in some.status if word and not status_code(word)),
        "projectStatus",
        desk,
    )
    _count(
        (code for code in some.sector if code and not sector_codes(code)),
        "projectSector",
        desk,
    )


def _count(words: Iterable[str], codelist: str, desk: _Desk) -> None:
    for word, times in sorted(Counter(words).items()):
        desk.say(
            f"{codelist} không có mã cho “{word}” ({times} dự án): giữ nguyên văn "
            "trong additionalClassifications.",
            f"{codelist} has no code for “{word}” ({times} projects): kept as printed "
            "among additionalClassifications.",
        )


def _gpkg(read: _Read, some: ProjectList, rows: NDArray[np.int64], desk: _Desk) -> None:
    wanted = desk.wanted
    asked = GpkgWanted(
        out=str(wanted.out),
        on=wanted.on,
        epsg=wanted.to_crs,
        verdicts=wanted.verdicts,
        public=wanted.disclosure == "public",
    )
    export_gpkg(read.loaded, some, rows, asked, desk.say)


_WRITE: Mapping[str, Callable[[_Read, ProjectList, NDArray[np.int64], _Desk], None]] = {
    "oc4ids": _oc4ids,
    "csv": _csv,
    "geojson": _geojson,
    "gpkg": _gpkg,
}
