"""Two small plans made by hand: one drawn, one known by the names of its communes."""

from dataclasses import dataclass
from datetime import date

import numpy as np
import shapely

from quyhoach.law import Certainty, Instrument, Level, Provision
from quyhoach.plan import (
    Funding,
    Identifiers,
    Permission,
    Phase,
    Plan,
    Portfolio,
    Regime,
    Schedules,
    Unit,
    Units,
    Zones,
)
from quyhoach.quantity import Periods, parse_period
from quyhoach.space import Places, to_grid

DAYS = (date(2025, 6, 30), date(2026, 11, 23))
EAST, NORTH = 440_000.0, 2_410_000.0


def objects(values):
    """Return an object array, whatever the values are."""
    made = np.empty(len(values), dtype=object)
    made[:] = values
    return made


def box(x, y, width, height):
    """Return a rectangle in metres from the corner of the drawn plan."""
    return shapely.box(EAST + x, NORTH + y, EAST + x + width, NORTH + y + height)


def zones_of(rows, places):
    """Return zones from rows of id, name, regime, shape."""
    size = len(rows)
    nat = np.full(size, "NaT", dtype="datetime64[D]")
    return Zones(
        id=objects([r[0] for r in rows]),
        name=objects([r[1] for r in rows]),
        name_en=objects([""] * size),
        regime=np.array([r[2] for r in rows], dtype=np.int64),
        instrument=np.zeros(size, dtype=np.int64),
        provision=np.full(size, -1),
        begin=nat,
        end=nat,
        stated_area_m2=np.full(size, np.nan),
        shape=objects([r[3] for r in rows]),
        scale=np.full(size, 5000.0),
        accuracy_m=np.zeros(size),
        places=Places.of(places),
        certainty=Certainty.of(size),
        public=np.ones(size, dtype=bool),
    )


def portfolio_of(rows):
    """Return a portfolio from rows of id, name, shape, period, hectares."""
    size = len(rows)
    none = np.zeros(0, dtype=np.int64)
    empty, sure = objects([]), Certainty.of(size)
    nothing = np.zeros(0, dtype="datetime64[D]")
    return Portfolio(
        id=objects([r[0] for r in rows]),
        name=objects([r[1] for r in rows]),
        name_en=objects(["Cold store" if "lạnh" in r[1] else "" for r in rows]),
        kind=np.ones(size, dtype=np.int8),
        part_of=np.full(size, -1),
        sector=objects([""] * size),
        capital_kind=np.zeros(size, dtype=np.int8),
        capital=np.array([1_500_000_000] + [-1] * (size - 1), dtype=np.int64),
        phase=objects([""] * size),
        period=Periods.of([parse_period(r[3]) for r in rows]),
        stated_area_m2=np.array([r[4] * 1e4 for r in rows]),
        stated_length_m=np.full(size, np.nan),
        shape=objects([r[2] for r in rows]),
        scale=np.full(size, 5000.0),
        accuracy_m=np.zeros(size),
        places=Places.of([[]] * size),
        abroad=np.zeros(size, dtype=bool),
        record=sure,
        timing=sure,
        ground=sure,
        identifiers=Identifiers(
            np.array([0]), objects(["GCN"]), objects(["0042"]), Certainty.of(1)
        ),
        funding=Funding(none, empty, empty, none, none, Certainty.of(0)),
        schedules=Schedules(none, nothing, nothing, empty, Certainty.of(0)),
    )


def plan_of(*, fictional, zones, units, tables):
    """Return a plan of one decision with one provision."""
    regimes = (
        Regime(id="kho", title="Khu kho bãi", title_en="Warehouse zone"),
        Regime(id="bv", title="Khu vực bảo vệ", protected=True),
        Regime(id="o", title="Khu dân cư", otherwise=Permission.PROHIBITED),
    )
    return Plan(
        id="mau",
        title="Quy hoạch huyện Thử Nghiệm 2021–2030",
        title_en="Plan of a trial district",
        fictional=fictional,
        compiled=DAYS[-1],
        governing="qd",
        days=DAYS,
        bounds=(EAST, NORTH, EAST + 9000, NORTH + 7000),
        instruments=(
            Instrument(
                id="qd",
                number="01/QĐ-UBND",
                issuer="UBND tỉnh",
                signed=date(2024, 3, 19),
                title="Duyệt quy hoạch",
                level=Level.PROVINCE,
            ),
        ),
        provisions=(
            Provision(
                id="d4",
                instrument="qd",
                article="4",
                clause="2",
                gist="Khu bảo vệ chỉ xây công trình phục vụ di tích.",
                gist_en="Only works that serve the relic.",
            ),
        ),
        precedence=(),
        coverage=(),
        listings=(),
        parameters=(),
        phases=(
            Phase(
                id="a",
                title="2021–2030",
                title_en="2021–2030",
                begin=date(2021, 1, 1),
                end=date(2030, 12, 31),
            ),
        ),
        regimes=regimes,
        norms={},
        zones=zones,
        units=units,
        tables=tables,
    )


CITATION = {
    "instrument": "qd",
    "number": "01/QĐ-UBND",
    "issuer": "UBND tỉnh",
    "date": "2024-03-19",
    "provision": "4.2",
    "in_force_from": "2024-03-19",
    "in_force_to": "",
    "text": "read",
    "gist": "Khu bảo vệ chỉ xây công trình phục vụ di tích.",
}


def verdict(rule, outcome, force, said, **more):
    """Return one verdict of an answer."""
    return {
        "rule": rule,
        "outcome": outcome,
        "force": force,
        "reason": f"{rule}.made",
        "parameters": more.pop("parameters", {}),
        "sentence": {"vi": said, "en": f"In English: {said}"},
        "citations": [CITATION],
        "other": None,
        "measure": None,
        "tolerance_m": None,
        "tolerance_from": "",
        "geometry": None,
        "needs": "",
        "review": False,
    } | more


def answer(on, projects, **more):
    """Return one answer; the outcome of a project is that of its first verdict."""
    rules = {v["rule"] for verdicts in projects.values() for v in verdicts}
    zero = dict.fromkeys(("conforms", "conflicts", "silent", "unknown"), 0)
    by_rule = {rule: dict(zero) for rule in sorted(rules)}
    for verdicts in projects.values():
        for one in verdicts:
            by_rule[one["rule"]][one["outcome"]] += 1
    return {
        "schema_version": "1.0",
        "on": on.isoformat(),
        "known": DAYS[-1].isoformat(),
        "projects": [
            {
                "id": key,
                "outcome": verdicts[0]["outcome"],
                "force": verdicts[0]["force"],
                "verdicts": verdicts,
            }
            for key, verdicts in projects.items()
        ],
        "not_judged": [],
        "issues": [],
        "summary": {"by_rule": by_rule},
    } | more


def geojson(shape):
    """Return a shape of the grid as WGS 84 GeoJSON, near enough for drawing."""
    # metres to degrees about the corner; to_grid brings it back within some metres
    corner = to_grid(objects([shapely.Point(106.7, 21.8)]), epsg=4326)[0]
    moved = shapely.transform(
        shape,
        lambda c: np.column_stack(
            [
                106.7 + (c[:, 0] - corner.x) / 103_350,
                21.8 + (c[:, 1] - corner.y) / 110_740,
            ]
        ),
    )
    return shapely.geometry.mapping(moved)


def drawn():
    """Return the drawn plan, its portfolio and the answers of two days."""
    corner = to_grid(objects([shapely.Point(106.7, 21.8)]), epsg=4326)[0]
    here = (corner.x - EAST, corner.y - NORTH)

    def at(x, y, width, height):
        return box(here[0] + x, here[1] + y, width, height)

    relic, cold, road = (
        at(0, 0, 1200, 900),
        at(1000, 200, 400, 300),
        at(2600, 1200, 700, 90),
    )
    rows = [
        ("GT-Z1", "Khu vực bảo vệ I", 1, relic),
        ("GT-Z2", "Khu kho bãi phía Đông", 0, at(1600, -600, 1800, 1500)),
        ("GT-Z3", "Khu dân cư Bắc", 2, at(200, 1200, 1800, 700)),
    ]
    projects = [
        ("GT-017", "Kho lạnh <b>Đồng Bành</b>", cold, "2026/2028", 12.0),
        ("GT-031", "Đường nội khu", road, "2024-04-21/2026-09", np.nan),
        ("GT-032", "Bãi đỗ xe", at(2000, 0, 300, 300), "2025/", 9.0),
        ("GT-033", "Chương trình chưa có nơi", None, "", np.nan),
        ("GT-034", "Nhà văn hóa", at(700, 1400, 200, 200), "2027/2028", np.nan),
    ]
    shared = shapely.intersection(relic, cold)
    against = verdict(
        "QH-C02",
        "conflicts",
        "binding",
        "Kho lạnh chồng 6,00 ha lên khu vực bảo vệ I.",
        other={"kind": "zone", "id": "GT-Z1", "name": "Khu vực bảo vệ I"},
        measure={"area_m2": shared.area, "length_m": 0.0, "share": 0.5},
        tolerance_m=1.0,
        tolerance_from="project_scale",
        geometry=geojson(shared),
    )
    fine = verdict("QH-C06", "conforms", "binding", "Trong thời kỳ quy hoạch.")
    beyond = verdict("QH-C04", "silent", "binding", "Danh mục đủ, không có dự án này.")
    flag = verdict(
        "QH-C04",
        "unknown",
        "indicative",
        "Vắng mặt chỉ là dấu hiệu.",
        needs="judgement",
        parameters={"needs": "Phụ lục II", "needs_en": "Annex II"},
    )
    first = {
        "GT-017": [against, fine],
        "GT-031": [beyond, fine],
        "GT-032": [fine],
        "GT-033": [flag],
    }
    second = first | {"GT-031": [flag, fine]}
    left = [{"id": "GT-034", "reason": "not_begun", "period": "2027"}]
    issue = {
        "file": "projects.csv",
        "row": 4,
        "column": "area_ha",
        "code": "D07",
        "severity": "warning",
        "reason": "Diện tích nêu 12 ha, vẽ 12,4 ha.",
        "cure": "Xem lại ranh giới.",
    }
    ask = [
        {
            "what": "Phụ lục II",
            "what_en": "Annex II",
            "kind": "annex",
            "instrument": "qd",
            "settles": 2,
            "verdicts": [{"project": "GT-031", "rule": "QH-C04"}],
        }
    ]
    answers = [
        answer(DAYS[0], first, not_judged=left, issues=[issue]),
        answer(DAYS[1], second, not_judged=left, ask=ask),
    ]
    plan = plan_of(
        fictional=True, zones=zones_of(rows, [[]] * 3), units=Units(()), tables={}
    )
    return plan, portfolio_of(projects), answers


def sketched():
    """Return the plan known by names only, its portfolio and one answer."""
    units = [
        Unit(
            code=f"2025:{k:05d}",
            name=f"Xã Số {k}",
            type="xã",
            era="2025",
            province="Thử",
            atoms=frozenset({k}),
            lat=21.7 + 0.07 * (k // 4),
            lon=106.5 + 0.08 * (k % 4),
        )
        for k in range(16)
    ]
    away = Unit(
        code="P1",
        name="Tỉnh Bên",
        type="tỉnh",
        era="2025",
        province="Bên Cạnh",
        lat=22.5,
        lon=106.1,
    )
    rows = [("Z1", "Khu kinh tế", 0, None)]
    names = [
        (f"LS-{k:02d}", f"Dự án số {k}", None, "2024/2026", 20.0) for k in range(9)
    ]
    tables = {
        "projects": (
            *({"id": f"LS-{k:02d}", "units": ("2025:00005",)} for k in range(8)),
            {"id": "LS-08", "units": (), "lat": 21.8, "lon": 106.7},
        ),
        "towns": (
            {
                "id": "T1",
                "name": "Thị trấn Một",
                "class_2030": "II",
                "lat": 21.75,
                "lon": 106.55,
            },
            {
                "id": "T2",
                "name": "Thị trấn Hai",
                "class_2030": "V",
                "lat": 21.88,
                "lon": 106.7,
            },
        ),
        "gates": ({"id": "G1", "name": "Hữu Hảo", "lat": 21.93, "lon": 106.75},),
        "corridors": (
            {
                "id": "c",
                "name": "Trục Một – Hai",
                "kind": "axis",
                "towns": ("T1", "T2"),
            },
        ),
        "gate_points": (
            {"area": "01", "n": 1, "easting": 676133, "northing": 2430615},
            {"area": "01", "n": 2, "easting": 676866, "northing": 2430840},
            {"area": "01", "n": 3, "easting": 676818, "northing": 2430525},
        ),
    }
    maybe = verdict(
        "QH-C01", "unknown", "indicative", "Chung xã với khu.", needs="footprint"
    )
    zones = zones_of(rows, [[5, 6, 9]])
    plan = plan_of(
        fictional=False, zones=zones, units=Units((*units, away)), tables=tables
    )
    found = answer(DAYS[1], {row[0]: [maybe] for row in names})
    return plan, portfolio_of(names), [found]


@dataclass(frozen=True)
class Outlines:
    """Shapes of units as the package reader gives them."""

    codes: tuple
    shapes: np.ndarray
    geometry: str
    source: str = "Sở Thử Nghiệm"
    source_en: str = "Trial department"


def squares(geometry):
    """Return the sketched plan with a square round the point of every commune."""
    plan, portfolio, answers = sketched()
    units = [unit for unit in plan.units.all if unit.atoms]
    points = objects([shapely.Point(unit.lon, unit.lat) for unit in units])
    shapes = shapely.buffer(to_grid(points, epsg=4326), 3_800, cap_style="square")
    codes = tuple(unit.code for unit in units)
    return plan, portfolio, answers, Outlines(codes, shapes, geometry)


def schematic():
    """Return a plan whose units are only a schematic."""
    return squares("indicative")


def bounded():
    """Return a plan whose units have boundaries."""
    return squares("exact")
