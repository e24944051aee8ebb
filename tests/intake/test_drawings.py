"""A drawing's text names the one boundary that it lies in; nothing else is guessed."""

import pytest
import shapely
from hand_made import codes, of, read
from map_files import (
    SOUTH,
    WEST,
    boxes,
    drawing,
    entity,
    label,
    outline,
    with_text,
    write,
)

from quyhoach.errors import BadFile


def inside(shape, dx=0):
    point = shapely.centroid(shape)
    return point.x + dx, point.y


A, B, C = boxes(3)


def test_a_text_in_a_boundary_is_the_name_of_a_project(tmp_path):
    path = drawing(
        tmp_path / "a.dxf",
        outline("RANH", A),
        outline("RANH", B, closed=False),
        label("Kho ngoại quan", *inside(A)),
        label("{\\fArial|b0;Đường ĐT.245}", *inside(B), kind="MTEXT"),
    )
    records, issues = read(path, crs=9215)
    assert [(r.name, r.epsg, r.geometry) for r in records] == [
        ("Kho ngoại quan", 9215, "approximate")
    ]
    assert records[0].shape.equals(A)
    met = of(issues, "QH-D06.shapes_unnamed")
    assert (met.value, met.reason.startswith("Lớp vẽ RANH: 1 hình")) == ("RANH", True)


def test_a_line_that_returns_to_its_beginning_is_a_boundary(tmp_path):
    points = [(10, WEST), (20, SOUTH), (10, WEST + 9), (20, SOUTH), (10, WEST + 9)]
    points += [(20, SOUTH + 9), (10, WEST), (20, SOUTH)]
    ring = entity("LWPOLYLINE", "R", (90, 4), (70, 0), *points, marker="AcDbPolyline")
    path = drawing(tmp_path / "a.dxf", ring, label("Kho", WEST + 8, SOUTH + 1))
    (record,), _ = read(path, crs=9215)
    assert (record.shape.geom_type, record.shape.area) == ("Polygon", 40.5)


def test_a_drawing_declares_no_system(tmp_path):
    path = drawing(tmp_path / "a.dxf", outline("R", A), label("Kho", *inside(A)))
    (record,), issues = read(path)
    assert record.shape is None
    assert "--crs 9215" in of(issues, "QH-D05.system_undeclared").cure


def test_several_texts_or_a_frame_name_nothing(tmp_path):
    frame = shapely.box(WEST - 100, SOUTH - 100, WEST + 1500, SOUTH + 1500)
    two = (label("Kho", *inside(B)), label("Bãi", *inside(B, 9)))
    path = drawing(
        tmp_path / "a.dxf",
        outline("KHUNG", frame),
        outline("RANH", A),
        outline("RANH", B),
        outline("RANH", C),
        label("Trong khung", *inside(A)),
        *two,
        label("Đủ", *inside(C)),
    )
    (record,), issues = read(path, crs=9215)
    assert (record.name, record.row) == ("Đủ", 4)
    several = of(issues, "QH-D06.shape_texts")
    assert (several.row, several.severity) == (3, "error")
    assert "“Kho”; “Bãi”" in several.reason
    bare = {i.value for i in issues if i.code == "QH-D06.shapes_unnamed"}
    assert bare == {"KHUNG", "RANH"}


def test_a_boundary_drawn_twice_is_one(tmp_path):
    again = shapely.Polygon(shapely.get_coordinates(A)[[2, 3, 0, 1, 2]])
    path = drawing(
        tmp_path / "a.dxf",
        outline("R", A),
        outline("HATCH", again),
        label("Kho", *inside(A)),
    )
    records, issues = read(path, crs=9215)
    assert [r.name for r in records] == ["Kho"]
    assert "QH-D06.shapes_unnamed" not in codes(issues)


@pytest.mark.parametrize(
    ("version", "page", "encoding", "text", "name"),
    [
        ("AC1027", "ANSI_1258", "utf-8", "Đường tỉnh", "Đường tỉnh"),
        ("AC1015", "ANSI_1252", "cp1252", r"\U+0110\U+01B0\U+1EDDng", "Đường"),
        ("AC1015", "ANSI_1258", "cp1258", "Đương", "Đương"),
    ],
)
def test_letters_of_every_version(tmp_path, version, page, encoding, text, name):
    path = drawing(
        tmp_path / "a.dxf",
        outline("R", A),
        label(text, *inside(A)),
        version=version,
        page=page,
        encoding=encoding,
    )
    (record,), issues = read(path, crs=9215)
    assert record.name == name
    assert "QH-D16.encoding_undeclared" not in codes(issues)


def test_round_lines_are_named(tmp_path):
    circle = entity("CIRCLE", "R", (10, WEST), (20, SOUTH), (40, 50))
    text = label("Bồn", WEST, SOUTH)
    (record,), issues = read(drawing(tmp_path / "a.dxf", circle, text), crs=9215)
    assert record.shape.area == pytest.approx(3.14159 * 2500, rel=0.01)
    assert "QH-D06.curve_approximated" in codes(issues)
    bulged = drawing(
        tmp_path / "b.dxf", outline("R", A, bulge=0.5), label("A", *inside(A))
    )
    assert "QH-D06.curve_approximated" in codes(read(bulged, crs=9215)[1])
    plain = drawing(tmp_path / "c.dxf", outline("R", A), label("A", *inside(A)))
    assert "QH-D06.curve_approximated" not in codes(read(plain, crs=9215)[1])


def test_dgn_of_version_7_is_read(tmp_path):
    path = write(tmp_path / "a.dgn", "DGN", boxes(2), (), (), crs=None)
    (record,), issues = read(with_text(path, "Kho A"), crs=9215)
    assert (record.name, record.epsg) == ("Kho A", 9215)
    assert shapely.hausdorff_distance(record.shape, A) < 0.01
    assert "1 hình" in of(issues, "QH-D06.shapes_unnamed").reason


def test_other_drawings_are_refused_with_the_cure(tmp_path):
    for name, data in (
        ("a.dwg", b"AC1032"),
        ("b.dgn", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),
    ):
        (tmp_path / name).write_bytes(data)
        with pytest.raises(BadFile) as no:
            read(tmp_path / name)
        assert "DXF" in no.value.cure
