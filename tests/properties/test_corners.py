"""A ring written as a table comes back the same; a corrupted one is never accepted."""

import math

import shapely
from hypothesis import assume, given
from hypothesis import strategies as st

from quyhoach.intake.corner_joins import own_projects
from quyhoach.intake.corners import read_corners
from quyhoach.intake.delimited import read_delimited
from quyhoach.intake.entries import Desk, read_entries
from quyhoach.intake.grids import Grid
from quyhoach.intake.places import Gazetteer
from quyhoach.intake.projects import read_projects
from quyhoach.intake.sectors import SectorNames
from quyhoach.plan import Units

SYSTEM = '"VN-2000, kinh tuyến trục 107°15\', múi chiếu 3°"'


@st.composite
def rings(draw):
    """Draw the corners of a valid ring round a point, to a centimetre."""
    count = draw(st.integers(3, 9))
    radii = draw(
        st.lists(st.floats(40, 400), min_size=count, max_size=count, unique=True)
    )
    turn = draw(st.floats(0, 6))
    places = []
    for at, radius in enumerate(radii):
        angle = turn + 2 * math.pi * at / count
        x, y = 449000 + radius * math.cos(angle), 2417000 + radius * math.sin(angle)
        places.append((round(x, 2), round(y, 2)))
    shape = shapely.Polygon(places)
    assume(shape.is_valid and shape.area > 100)
    for one, two, three in zip(
        places, places[1:] + places[:1], places[2:] + places[:2], strict=True
    ):
        corner = shapely.Polygon([one, two, three])
        assume(corner.area > 1)
    return places


@st.composite
def styles(draw):
    """Draw how an office writes a table."""
    return {
        "start": draw(st.integers(0, 8)),
        "reverse": draw(st.booleans()),
        "closing": draw(st.sampled_from(["none", "first", "blank", "next"])),
        "north_first": draw(st.booleans()),
        "head": draw(st.sampled_from(["X;Y", "X (m);Y (m)"])),
        "comma": draw(st.booleans()),
        "label": draw(st.sampled_from(["{}", "M{}", "Mốc {:02d}"])),
        "sides": draw(st.sampled_from(["none", "from", "to"])),
        "named": draw(st.sampled_from(["none", "first", "all"])),
    }


def ordered(places, style):
    at = style["start"] % len(places)
    made = places[at:] + places[:at]
    return made[::-1] if style["reverse"] else made


def table(places, style):
    """Return the rows of a table as cells."""
    places = ordered(places, style)
    count = len(places)
    sides = [math.dist(places[k], places[(k + 1) % count]) for k in range(count)]
    if style["sides"] == "to":
        sides = sides[-1:] + sides[:-1]
    rows = []
    for k, (east, north) in enumerate(places):
        pair = (north, east) if style["north_first"] else (east, north)
        side = "" if style["sides"] == "none" else f"{sides[k]:.2f}"
        rows.append([style["label"].format(k + 1), *(f"{v:.2f}" for v in pair), side])
    last = {"first": style["label"].format(1), "blank": ""}
    if style["closing"] != "none":
        label = last.get(style["closing"], style["label"].format(count + 1))
        rows.append([label, *rows[0][1:3], ""])
    return rows


def written(rows, style):
    """Return the text of a table."""
    named = style["named"] != "none"
    lines = [
        SYSTEM,
        f"{'Tên dự án;' if named else ''}Số hiệu điểm;{style['head']};Cạnh (m)",
    ]
    for k, row in enumerate(rows):
        name = ["Kho" if style["named"] == "all" or not k else ""] if named else []
        cells = [c.replace(".", ",") for c in row] if style["comma"] else row
        lines.append(";".join([*name, *cells]))
    return "".join(f"{line}\n" for line in lines)


def taken(text):
    found = read_corners(read_delimited(text, "a.csv"))
    (made,) = found.made
    loud = [i for i in found.issues if i.severity != "notice"]
    return made, loud


@given(rings(), styles())
def test_a_ring_comes_back_however_it_is_written(places, style):
    made, loud = taken(written(table(places, style), style))
    assert [i.code for i in loud] == []
    assert made.epsg == 9215
    assert made.shape.equals(shapely.Polygon(places))


def agrees(shape, rows):
    """Tell whether a ring has the sides that a table states, whoever reads them."""
    corners = list(shape.exterior.coords)[:-1]
    count = len(corners)
    sides = [math.dist(corners[k], corners[(k + 1) % count]) for k in range(count)]
    for shift in (0, -1):
        # a last point that is no longer the first closes by an edge nobody stated
        gaps = [
            abs(sides[(k + shift) % count] - float(row[3]))
            for k, row in enumerate(rows)
            if row[3]
        ]
        if max(gaps) <= 0.005 + math.sqrt(2) * 0.01 + 1e-6:
            return True
    return False


@given(rings(), styles(), st.data())
def test_a_changed_digit_is_said_or_agrees_with_the_sides(places, style, data):
    style["sides"] = data.draw(st.sampled_from(["from", "to"]))
    rows = table(places, style)
    at = data.draw(st.integers(0, len(places) - 1))
    column = data.draw(st.sampled_from([1, 2]))
    digits = [k for k, c in enumerate(rows[at][column]) if c.isdigit()]
    place = data.draw(st.sampled_from(digits))
    digit = data.draw(st.sampled_from("0123456789"))
    old = rows[at][column]
    rows[at][column] = old[:place] + digit + old[place + 1 :]
    made, loud = taken(written(rows, style))
    if not loud:
        assert agrees(made.shape, rows)


@given(rings(), styles(), st.data())
def test_a_lost_number_or_swapped_rows_are_never_accepted(places, style, data):
    rows = table(places, style)
    count = len(places)
    at = data.draw(st.integers(0, count - 1))
    kind = data.draw(st.sampled_from(["blank", "gone", "swap", "twice", "renumber"]))
    other = data.draw(st.integers(0, count - 1).filter(lambda k: k != at))
    if kind == "blank":
        rows[at][0] = ""
    elif kind == "gone":
        # without its last row a table is whole in itself
        assume(at < count - 1)
        assume(at or style["closing"] != "none")
        del rows[at]
    elif kind == "swap":
        rows[at], rows[other] = rows[other], rows[at]
    elif kind == "twice":
        rows[at][0] = rows[other][0]
    else:
        rows[at][0] = style["label"].format(count + 5)
    made, loud = taken(written(rows, style))
    assert made.shape is None
    assert loud


@given(rings(), styles(), st.data())
def test_an_area_that_is_stated_is_never_missed_by_more_than_is_allowed(
    tmp_path_factory, places, style, data
):
    style |= {"named": "none", "closing": "none"}
    rows = table(places, style)
    area = shapely.Polygon(places).area
    at = data.draw(st.integers(0, len(places) - 1))
    column = data.draw(st.sampled_from([1, 2]))
    value = float(rows[at][column]) + data.draw(st.floats(-300, 300))
    rows[at][column] = f"{value:.2f}"
    path = tmp_path_factory.getbasetemp() / "a.csv"
    line = f"Diện tích: {area:.1f} m2\n".replace(".", ",")
    path.write_text(written(rows, style) + line, "utf-8")
    (record,), issues = read_projects([path], units=Units(()), sectors=[])
    if not [i for i in issues if i.severity != "notice"]:
        # half the last digit, and a metre along the border
        assert abs(record.shape.area - area) <= 0.05 + record.shape.length


CELLS = st.one_of(
    st.sampled_from(
        [
            "", "1", "2", "3", "M4", "X", "Y", "Điểm", "Cạnh", "Thửa 1", "Phần 2",
            "trừ", "Dự án: Kho", "2417100", "449000.5", "449100", "22°15'30\"",
            "2417000,25", "106,7", "3061576133", "279257132", "100", "1-2",
            "VN-2000 KTT 107°15'", "Diện tích: 5 ha", "Ghi chú", "(1)",
            "WGS 84", "9" * 30, "?",
        ]
    ),
    st.none(),
    st.booleans(),
    st.integers(-5, 10**11),
    st.floats(),
    st.text(max_size=8),
)  # fmt: skip
HEADS = [
    ["Điểm", "X", "Y", "Cạnh", "Thửa", "Hệ tọa độ"],
    ["Tên dự án", "Điểm", "Vĩ độ", "Kinh độ", "Phần", "Diện tích (ha)"],
    ["Mã dự án", "Điểm", "Tọa độ", "Cạnh", "Khu", "Ghi chú"],
    ["Điểm", "X", "Y", "Điểm", "X", "Y"],
    ["STT", "X", "Y", "Cạnh", "Phần", "Phần"],
]


@given(
    st.sampled_from(HEADS),
    st.lists(st.lists(CELLS, max_size=7), max_size=9),
    st.sampled_from([None, 9215, 4326, 3857]),
)
def test_whatever_stands_in_a_table_a_shape_is_whole_or_not_there(head, rows, crs):
    numbered = [(k, row) for k, row in enumerate([head, *rows], start=1)]
    table_ = read_corners(Grid(file="a.xlsx", rows=numbered), crs=crs)
    for made in table_.made if table_ else ():
        assert (made.shape is None) is (made.epsg == 0)
        if made.shape is not None:
            assert made.shape.is_valid
        else:
            assert [i for i in table_.issues if i.severity != "notice"]
    if table_ and (own := own_projects(table_, set())):
        grid, header = own
        records, _ = read_entries(
            grid, header, Desk(Gazetteer(Units(())), SectorNames([]))
        )
        assert len(records) + sum(not m.parcel.name for m in table_.made) == len(
            table_.made
        )
