"""`quyhoach meet` from outside: what goes in, what comes out, what is refused."""

import csv
import io
import json
import os

import numpy as np
import pytest
import shapely
from click.testing import CliRunner

from quyhoach.cli.meet import meet
from quyhoach.errors import BadInput

COLUMNS = [
    "left",
    "right",
    "relation",
    "area_m2",
    "length_m",
    "share_left",
    "share_right",
]
X, Y = 450_000, 2_400_000


def run(*words):
    return CliRunner().invoke(
        meet, [str(word) for word in words], catch_exceptions=False
    )


def box(x, y, size=100):
    return shapely.box(X + x, Y + y, X + x + size, Y + y + size)


def layer(path, shapes, *, crs="urn:ogc:def:crs:EPSG::9215", **extra):
    features = [
        {
            "type": "Feature",
            "properties": {"id": f"{path.stem}{row}", **extra},
            "geometry": shape and json.loads(shapely.to_geojson(shape)),
        }
        for row, shape in enumerate(shapes)
    ]
    tree = {"type": "FeatureCollection", "features": features}
    if crs:
        tree["crs"] = {"type": "name", "properties": {"name": crs}}
    path.write_text(json.dumps(tree), "utf-8")
    return path


@pytest.fixture
def files(tmp_path):
    left = layer(tmp_path / "a.geojson", [box(0, 0), box(300, 0), None])
    right = layer(tmp_path / "b.geojson", [box(50, 0), box(100, 0), box(900, 0)])
    return left, right


def test_one_pair():
    done = run("--wkt", "POINT (1 1)", "linestring(0 0,2 2)", "--valid")
    assert done.exit_code == 0
    answer = json.loads(done.stdout)
    assert list(answer) == ["schema_version", *COLUMNS, "valid_left", "valid_right"]
    assert answer["relation"] == "within"
    assert answer["valid_left"] == {"valid": True, "reason": ""}


def test_every_line_of_a_file_is_answered(tmp_path):
    pairs = tmp_path / "pairs.tsv"
    bow = "POLYGON ((0 0, 4 4, 4 0, 0 4, 0 0))"
    vast = "POLYGON ((0 0, 1e200 0, 1e200 1e200, 0 0))"
    pairs.write_bytes(
        b"\xef\xbb\xbfPOINT (1 1)\tPOINT (1 1)\r\n"
        b"\n"
        b"POINT (1 1)\n"
        b"\xff\tPOINT (1 1)\n"
        b"POINT (nan 1)\tPOINT (1 1)\n"
        b"SRID=9215;POINT (1 1)\tSRID=4326;POINT (1 1)\n"
        b"CIRCULARSTRING (0 0, 1 1, 2 0)\tPOINT (1 1)\n"
        + f"{bow}\t{bow}\n".encode()
        + f"{vast}\t{vast}".encode()
    )
    done = run("--wkt-file", pairs, "--valid")
    assert done.exit_code == 0
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert [answer["line"] for answer in answers] == list(range(1, 10))
    assert [answer.get("relation") for answer in answers] == [
        "equals", None, None, None, None, None, None, "equals", None,
    ]  # fmt: skip
    assert all(("error" in answer) != ("relation" in answer) for answer in answers)
    assert "Self-intersection" in answers[7]["valid_left"]["reason"]


def test_no_text_ends_the_process(tmp_path):
    pairs = tmp_path / "pairs.tsv"
    deep = "GEOMETRYCOLLECTION(" * 20_000 + "POINT(1 1)" + ")" * 20_000
    # GEOS 3.14.1 cannot make this one valid by itself
    knot = (
        "POLYGON ((0.2 4.8, 2 5, 2 3, 1 1, 2 0, 0.2 4.8), "
        "(3 3, 5 0, 1 3, 3 0, 3 4, 3 3), (5 2, 1 2, 5 2, 1 5, 5 2))"
    )
    hollow = "POLYGON ((0 0, 9 0, 9 9, 0 9, 0 0), EMPTY)"
    pairs.write_text(f"{deep}\t{hollow}\n{knot}\t{hollow}\n", "utf-8")
    answers = [
        json.loads(line) for line in run("--wkt-file", pairs).stdout.splitlines()
    ]
    assert "deep" in answers[0]["error"]
    assert answers[1]["relation"] == "within"


def test_files(files):
    done = run(*files)
    answer = json.loads(done.stdout)
    assert list(answer) == ["schema_version", "on", "meetings"]
    assert [list(row) for row in answer["meetings"]] == [COLUMNS] * 2
    assert [tuple(row.values()) for row in answer["meetings"]] == [
        ("a0", "b0", "overlaps", 5000.0, 0.0, 0.5, 0.5),
        ("a0", "b1", "touches", 0.0, 100.0, 0.0, 0.0),
    ]
    assert "1 " in done.stderr


def test_files_as_csv(files):
    rows = list(csv.reader(io.StringIO(run(*files, "--format", "csv").stdout)))
    assert rows[0] == COLUMNS
    assert rows[1] == ["a0", "b0", "overlaps", "5000.0", "0.0", "0.5", "0.5"]


def test_csv_files_and_other_systems_meet_on_the_grid(tmp_path, files):
    from pyproj import Transformer

    turn = Transformer.from_crs(9215, 4326, always_xy=True)
    degrees = shapely.transform(
        np.array([box(0, 0)]), lambda at: np.column_stack(turn.transform(*at.T))
    )
    table = tmp_path / "c.csv"
    table.write_text(f'id;wkt;note\n7;"{degrees[0].wkt}";"a, b"\n8;;\n', "utf-8")
    meetings = json.loads(run(table, files[1], "--crs", "4326").stdout)["meetings"]
    (first, *_) = meetings
    assert (first["left"], first["right"]) == ("7", "b0")
    assert first["area_m2"] == pytest.approx(5000, rel=1e-4)


def test_a_border_with_an_extra_vertex_only_touches_in_degrees(tmp_path):
    left = layer(
        tmp_path / "a.geojson", [shapely.box(106.7, 21.8, 106.8, 21.9)], crs=None
    )
    right = layer(
        tmp_path / "b.geojson", [shapely.box(106.8, 21.83, 106.9, 21.87)], crs=None
    )
    (row,) = json.loads(run(left, right).stdout)["meetings"]
    assert row["relation"] == "touches"
    assert row["area_m2"] == 0.0
    assert row["length_m"] == pytest.approx(4430, rel=0.01)


@pytest.mark.parametrize(
    ("day", "count"),
    [("2024-12-31", 0), ("2025-01-01", 2), ("2025-06-30", 2), ("2025-07-01", 0)],
)
def test_first_and_last_day_are_in_force(tmp_path, files, day, count):
    days = {"in_force_from": "2025-01-01", "in_force_to": "2025-06-30"}
    left = layer(tmp_path / "a.geojson", [box(0, 0)], **days)
    answer = json.loads(run(left, files[1], "--on", day).stdout)
    assert answer["on"] == day
    assert len(answer["meetings"]) == count


@pytest.mark.parametrize("open_end", ["", None])
def test_an_empty_day_is_open(tmp_path, files, open_end):
    days = {"in_force_from": open_end, "in_force_to": open_end}
    left = layer(tmp_path / "a.geojson", [box(0, 0)], **days)
    assert (
        len(json.loads(run(left, files[1], "--on", "1999-01-01").stdout)["meetings"])
        == 2
    )


def test_tolerance(files):
    meetings = json.loads(run(*files, "--tolerance", "60").stdout)["meetings"]
    assert [row["relation"] for row in meetings] == ["touches", "touches"]


def test_out_is_written_whole_or_not_at_all(files, tmp_path):
    out = tmp_path / "answer.json"
    done = run(*files, "--out", out)
    assert done.stdout == ""
    assert out.read_text("utf-8") == run(*files).stdout
    out.write_text("before", "utf-8")
    files[1].write_text("{", "utf-8")
    with pytest.raises(BadInput):
        run(*files, "--out", out)
    assert out.read_text("utf-8") == "before"
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "a.geojson",
        "answer.json",
        "b.geojson",
    ]


FEATURE = '{"type":"Feature","properties":{"id":"a"},"geometry":%s}'
COLLECTION = '{"type":"FeatureCollection","features":[%s]}'


@pytest.mark.parametrize(
    "text",
    [
        "",
        "id,wkt\n1\n",
        'id,wkt\n1,"POINT (1 1\n',
        "id,wkt\n1,POINT (450000 2400000)\n",
        "id,wkt\n,SRID=9215;POINT (450000 2400000)\n",
        "id,wkt\n1,SRID=9215;POINT (450000)\n",
        "id,wkt\n1,SRID=9215;POINT (450000 2400000)\n2,SRID=3405;POINT EMPTY\n",
        "name,wkt\n1,SRID=9215;POINT (450000 2400000)\n",
        "{",
        "[]",
        '{"type":"Topology"}',
        "[" * 100_000,
        COLLECTION % "NaN",
        COLLECTION % "1",
        COLLECTION % FEATURE % '{"type":"Point","coordinates":[1e999,0]}',
        COLLECTION % FEATURE % '{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1]]]}',
        COLLECTION % FEATURE % '{"type":"Point","coordinates":["1","2"]}',
        COLLECTION % FEATURE % '{"type":"Point","coordinates":[450000,2400000]}',
        COLLECTION % '{"type":"Feature","properties":{},"geometry":null}',
        '{"type":"FeatureCollection","crs":{"type":"link"},"features":[]}',
    ],
)
def test_what_cannot_be_read_whole_is_refused(files, text):
    files[0].write_text(text, "utf-8")
    with pytest.raises(BadInput) as refused:
        run(*files)
    assert refused.value.exit_code == 2
    assert refused.value.file == "a.geojson"


def test_bad_days_name_their_row(tmp_path, files):
    left = layer(tmp_path / "a.geojson", [box(0, 0)], in_force_from="1/7/2025")
    with pytest.raises(BadInput, match=r"a\.geojson, row 1, column in_force_from"):
        run(left, files[1])


def test_degrees_on_a_grid_are_refused(tmp_path, files):
    left = layer(tmp_path / "a.geojson", [shapely.box(106.7, 21.8, 106.8, 21.9)])
    with pytest.raises(BadInput, match="degrees"):
        run(left, files[1])


def test_only_plain_files_are_read(tmp_path, files):
    for path in (tmp_path, tmp_path / "none.geojson"):
        with pytest.raises(BadInput):
            run(path, files[1])
    files[0].write_bytes(b"\xff\xfe{}")
    with pytest.raises(BadInput, match="UTF-8"):
        run(*files)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with a name here")
def test_a_pipe_is_not_waited_for(tmp_path, files):
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(BadInput):
        run(tmp_path / "pipe", files[1])


@pytest.mark.parametrize(
    "words",
    [
        [],
        ["a.geojson"],
        ["a.geojson", "b.geojson", "c.geojson"],
        ["--wkt", "POINT (1 1)", "POINT (1 1)", "--wkt-file", "x.tsv"],
        ["--wkt", "POINT (1 1)", "POINT (1 1)", "--format", "csv"],
        ["--wkt", "POINT (1 1)", "POINT (1 1)", "--tolerance", "-1"],
        ["--wkt", "POINT (1 1)", "POINT (1 1)", "--tolerance", "nan"],
    ],
)
def test_unclear_commands_are_refused(words):
    assert run(*words).exit_code == 2


def test_one_bad_pair_is_bad_input():
    with pytest.raises(BadInput):
        run("--wkt", "POINT (1 1)", "POINT")
