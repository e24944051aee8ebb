import numpy as np
import shapely

from quyhoach.space import clean, flatten, measure, read_wkt, validity


def test_cleaning_is_not_repairing():
    bow = shapely.from_wkt("POLYGON ((0 0, 4 4, 4 0, 0 4, 0 0))")
    shapes, had_height = clean(np.array([bow, None, shapely.Point()]))
    assert shapes[0].equals_exact(bow)
    assert shapes[1] is None
    assert shapes[2].is_empty
    assert not had_height.any()


def test_empty_holes_go_at_any_depth():
    hollow = "POLYGON ((0 0, 1 0, 1 1, 0 0), EMPTY), POINT EMPTY"
    deep = f"GEOMETRYCOLLECTION (GEOMETRYCOLLECTION ({hollow}))"
    (shape,), _ = clean(shapely.from_wkt([deep]))
    wanted = "GEOMETRYCOLLECTION (GEOMETRYCOLLECTION (POLYGON ((0 0, 1 0, 1 1, 0 0))))"
    assert shape.wkt == wanted


def test_measured_heights_are_dropped_and_told():
    given = ["POINT M (1 2 3)", "LINESTRING Z (0 0 0, 3 4 99)", "POINT (1 2)"]
    shapes, had_height = clean(shapely.from_wkt(given))
    assert had_height.tolist() == [True, True, False]
    assert measure(shapes)[1].tolist() == [0.0, 5.0, 0.0]


def test_a_length_is_never_a_perimeter():
    area, length = measure(np.array([shapely.box(0, 0, 2, 2)]))
    assert (area[0], length[0]) == (4.0, 0.0)


def test_flatten_keeps_an_invalid_member_invalid():
    bow = "GEOMETRYCOLLECTION (POLYGON ((0 0, 4 4, 4 0, 0 4, 0 0)))"
    assert not flatten(shapely.from_wkt([bow])).areal[0].is_valid


def test_validity_of_everything():
    given = [
        "POLYGON ((0 0, 4 0, 4 4, 0 0), EMPTY)",
        "LINEARRING (0 0, 4 4, 4 0, 0 4, 0 0)",
        "LINESTRING (1 1, 1 1)",
        "POLYGON EMPTY",
    ]
    valid, reasons = validity(shapely.from_wkt(given))
    assert valid.tolist() == [True, False, False, True]
    assert [bool(reason) for reason in reasons] == [False, True, True, False]


def test_wkt_in_many_spellings():
    given = [
        "srid = 9215 ; Point Z(1 2 3)",
        "  multipoint( 1 1 , 2 2 )",
        "TRIANGLE ((0 0, 1 0, 1 1, 0 0))",
        "TIN (((0 0,1 0,1 1,0 0)),((0 0,1 1,0 1,0 0)))",
        "LINESTRING EMPTY",
    ]
    shapes, srid, reasons = read_wkt(given)
    assert reasons.tolist() == [""] * 5
    assert srid.tolist() == [9215, 0, 0, 0, 0]
    assert validity(shapes)[0].all()


def test_what_is_no_wkt_says_why():
    given = [
        "",
        "POINT (1 1) x",
        "POINT (1 inf)",
        "POINT (1e400 0)",
        "CURVEPOLYGON EMPTY",
        "POLYGON ((0 0, 1 0, 1 1))",
        "POINT (1 1",
        "\ud800",
    ]
    shapes, _, reasons = read_wkt(given)
    assert shapes.tolist() == [None] * len(given)
    assert all(reasons)
