"""Set up an office: plans, the tree of bodies, the projects of the packages."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

from quyhoach.actions.file_projects import Filing
from quyhoach.errors import BadPackage
from quyhoach.intake.filed import Filed
from quyhoach.intake.plans import make_plan
from quyhoach.intake.portfolios import own_filed
from quyhoach.intake.raw import case_folder, read_raw
from quyhoach.plan import Plan
from quyhoach.quantity import parse_moment
from quyhoach.store.facts import Package, ProjectFact
from quyhoach.store.journal import Act, append
from quyhoach.store.people import Body
from quyhoach.store.portfolios import record
from quyhoach.store.work import together

__all__ = ["install_plan", "package_digest"]

Progress = Callable[[str], None]


def package_digest(folder: Path) -> str:
    """Return one digest over all files of a package.

    Parameters
    ----------
    folder : Path
        The package.

    Returns
    -------
    str
        SHA-256 over names and contents in order of name, hexadecimal.
    """
    summed = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            data = path.read_bytes()
            name = path.relative_to(folder).as_posix()
            summed.update(f"{name}\0{len(data)}\0".encode())
            summed.update(data)
    return summed.hexdigest()


def install_plan(
    name: str, *, now: datetime, actor: str, progress: Progress = lambda _: None
) -> Package:
    """Take a plan package and its own projects into the office, if it is not there.

    Parameters
    ----------
    name : str
        Name of a bundled case, or a package folder.
    now : datetime
        The moment, with its time zone.
    actor : str
        Who does it.
    progress : callable
        Told what is being done.

    Returns
    -------
    Package
        The plan in the office.

    Raises
    ------
    BadFile
        There is no such package, or a file in it cannot be read at all.
    BadPackage
        The package has faults.
    """
    folder = case_folder(name)
    progress(f"{name}: đọc gói quy hoạch")
    raw = read_raw(folder)
    plan, faults = make_plan(raw)
    if plan is None or faults:
        raise BadPackage([str(fault) for fault in faults])
    if there := Package.objects.filter(name=plan.id).first():
        return there
    entries = own_filed(raw, plan)
    with together():
        package = Package.objects.create(
            name=plan.id,
            folder=name,
            title=plan.title,
            title_en=plan.title_en,
            fictional=plan.fictional,
            digest=package_digest(folder),
        )
        bodies = {body.name: body for body in _bodies(plan)}
        act = Act(at=now, actor=actor, verb="", about=f"package:{plan.id}")
        append(replace(act, verb="package.install", after={"digest": package.digest}))
        desk = Filing(package, plan.units, bodies, now)
        facts = [fact for entry in entries for fact in _dated(entry, plan, desk)]
        record(act, facts)
    progress(f"{name}: {len(entries)} dự án")
    return package


def _bodies(plan: Plan) -> Iterator[Body]:
    """Yield the bodies of a plan: the province, its agencies, its present communes."""
    home = next((u for u in plan.units.all if u.type == "tỉnh" and u.atoms), None)
    if home is None:
        return
    top = _body(home.code, f"UBND {home.name.lower()[:4]}{home.name[4:]}", "province")
    yield top
    for row in plan.tables["agencies"]:
        kind = "board" if row["name"].startswith("Ban ") else "department"
        if row["name"].startswith(("Sở ", "Ban ")):
            yield _body(row["id"], row["name"], kind, top, row["name_en"] or "")
    for unit in plan.units.all:
        if unit.type in ("xã", "phường") and unit.end is None:
            yield _body(unit.code, f"UBND {unit.name}", "commune", top)


def _body(
    code: str, name: str, kind: str, parent: Body | None = None, name_en: str = ""
) -> Body:
    made, _ = Body.objects.get_or_create(
        code=code,
        defaults={
            "name": name,
            "name_en": name_en,
            "kind": kind,
            "parent": parent,
            "path": f"{parent.path if parent else ''}{code}/",
        },
    )
    return made


def _dated(entry: Filed, plan: Plan, desk: Filing) -> Iterator[ProjectFact]:
    """Yield a project's rows: one, or one for each capital figure that has a date."""
    figures = _figures(entry, plan)
    ends = [begin - timedelta(days=1) for begin, _ in figures[1:]]
    for k, (begin, dong) in enumerate(figures):
        then = replace(entry, record=replace(entry.record, capital_dong=dong))
        # the first figure is all that is known of the days before it
        since = begin if k else None
        yield desk.fact(then, begin=since, end=ends[k] if k < len(ends) else None)
    if not figures:
        yield desk.fact(entry)


def _figures(entry: Filed, plan: Plan) -> list[tuple[date, int]]:
    """Return a project's capital figures by their days; a later paper takes over."""
    rows = [
        row
        for row in plan.tables["history"]
        if row["project"] == entry.record.id
        and row["field"] == "capital_dong"
        and row["as_of"]
        and row["value"]
    ]
    kept: list[tuple[date, int]] = []
    for row in sorted(rows, key=lambda row: row["order"]):
        begin = parse_moment(row["as_of"])[0]
        kept = [figure for figure in kept if figure[0] < begin]
        kept.append((begin, int(row["value"])))
    return kept
