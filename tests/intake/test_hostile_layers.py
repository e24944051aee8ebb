"""Files that mean harm end at once, with a reason."""

import contextlib
import json
import random
import stat
import subprocess
import sys
import time
import zipfile

import pytest
from hand_made import read
from map_files import beside, boxes, drawing, outline, write

from quyhoach.errors import BadFile
from quyhoach.intake.packed import unpack

SECONDS = 10
NOISE = random.Random(3).randbytes(4000)  # noqa: S311


def refused(path, **more):
    begin = time.monotonic()
    with pytest.raises(BadFile) as no:
        read(path, **more)
    assert time.monotonic() - begin < SECONDS
    assert no.value.file == path.name
    assert no.value.cure
    return no.value.reason


def zipped(path, *members, method=zipfile.ZIP_DEFLATED):
    with zipfile.ZipFile(path, "w", method) as made:
        for name, data in members:
            made.writestr(name, data)
    return path


@pytest.mark.parametrize(
    ("name", "word"),
    [
        ("../a.csv", "ra ngoài"),
        ("x/../../a.csv", "ra ngoài"),
        ("/etc/a.csv", "ra ngoài"),
        ("C:\\a.csv", "ra ngoài"),
        ("..\\a.csv", "ra ngoài"),
        ("a.zip", "tệp nén bên trong"),
        ("b/a.kmz", "tệp nén bên trong"),
    ],
)
def test_names_that_lead_out_and_zips_inside_are_refused(tmp_path, name, word):
    assert word in refused(
        zipped(tmp_path / "a.zip", ("ok.csv", "ma,ten\n"), (name, "x"))
    )
    assert [one.name for one in tmp_path.iterdir()] == ["a.zip"]


def test_links_locks_and_names_twice_are_refused(tmp_path):
    link = zipfile.ZipInfo("a.csv")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    assert "symlink" in refused(zipped(tmp_path / "a.zip", (link, "/etc/passwd")))
    locked = zipped(tmp_path / "b.zip", ("a.csv", "ma,ten"))
    data = bytearray(locked.read_bytes())
    data[6] |= 1
    data[data.index(b"PK\1\2") + 8] |= 1
    locked.write_bytes(data)
    assert "mật khẩu" in refused(locked)
    with pytest.warns(UserWarning, match="Duplicate"):
        twice = zipped(tmp_path / "c.zip", ("a.csv", "x"), ("a.csv", "y"))
    assert "trùng tên" in refused(twice)


def unpacked(folder, name, *members, **more):
    path = zipped(folder / name, *members, **more)
    into = folder / "into"
    into.mkdir(exist_ok=True)
    with pytest.raises(BadFile) as no:
        unpack(path.read_bytes(), into, name)
    return no.value.reason


def test_bombs_are_refused_before_anything_is_unpacked(tmp_path):
    assert "bung ra" in unpacked(tmp_path, "a.zip", ("a.csv", b"0" * 30_000_000))
    many = ((f"{n}.csv", "x") for n in range(2_001))
    assert "bung ra" in unpacked(tmp_path, "b.zip", *many)
    odd = unpacked(tmp_path, "c.zip", ("a.csv", "x" * 9), method=zipfile.ZIP_LZMA)
    assert "hỏng" in odd
    assert list((tmp_path / "into").iterdir()) == []
    assert "không có bảng" in refused(zipped(tmp_path / "e.zip", ("a.txt", "x")))


def test_a_bomb_that_lies_about_its_size_is_stopped(tmp_path):
    size = 101 << 20
    path = zipped(tmp_path / "a.zip", ("a.csv", NOISE * (size // len(NOISE) + 1)))
    data = path.read_bytes()
    true = zipfile.ZipFile(path).infolist()[0].file_size.to_bytes(4, "little")
    lie = data.replace(true, (900).to_bytes(4, "little"))
    assert lie != data
    path.write_bytes(lie)
    assert "bung ra" in refused(path)


KINDS = {
    "a.gpkg": ("GPKG", {}),
    "a.shp": ("ESRI Shapefile", {"encoding": "UTF-8"}),
    "a.tab": ("MapInfo File", {}),
    "a.mif": ("MapInfo File", {}),
    "a.dgn": ("DGN", {"fields": (), "values": (), "shapes": boxes(2), "crs": None}),
}


@pytest.mark.parametrize("name", KINDS)
@pytest.mark.parametrize("harm", ["cut", "noise", "tail"])
def test_damage_ends_as_a_refusal_or_as_issues(tmp_path, name, harm):
    driver, more = KINDS[name]
    path = write(tmp_path / name, driver, **more)
    chance = random.Random(7)  # noqa: S311
    for file in beside(path):
        data = bytearray(file.read_bytes())
        if len(data) < 40:
            continue
        if harm == "cut":
            data = data[: len(data) // 2]
        elif harm == "noise":
            for _ in range(len(data) // 20 + 1):
                data[chance.randrange(16, len(data))] = chance.randrange(256)
        else:
            data[16:] = chance.randbytes(len(data) - 16)
        file.write_bytes(data)
    begin = time.monotonic()
    with contextlib.suppress(BadFile):
        read(path, crs=9215)
    assert time.monotonic() - begin < SECONDS


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.gpkg", b"SQLite format 3\0" + NOISE),
        ("a.shp", b"\x00\x00\x27\x0a" + NOISE),
        ("a.dxf", b"0\nSECTION\n" + NOISE),
        ("a.kml", b"<kml>" + b"<Folder>" * 100_000),
        ("a.mif", b"Version 300\n<OGRVRTDataSource><OGRVRTLayer name='a'>"),
        ("a.tab", b'!table\n!version 300\n\nDefinition Table\n  File "../x.tif"\n'),
    ],
)
def test_the_right_magic_is_not_enough(tmp_path, name, data):
    (tmp_path / name).write_bytes(data)
    refused(tmp_path / name)


def test_a_drawing_that_multiplies_itself_ends_in_time(tmp_path):
    inserts = "".join(
        f"0\nBLOCK\n2\nB{n}\n10\n0\n20\n0\n"
        + f"0\nINSERT\n2\nB{n + 1}\n10\n0\n20\n0\n" * 12
        + "0\nENDBLK\n"
        for n in range(9)
    )
    last = f"0\nBLOCK\n2\nB9\n10\n0\n20\n0\n{outline('R', boxes(1)[0])}0\nENDBLK\n"
    path = drawing(tmp_path / "a.dxf", "0\nINSERT\n2\nB0\n10\n0\n20\n0\n")
    text = path.read_text("utf-8")
    blocks = f"0\nSECTION\n2\nBLOCKS\n{inserts}{last}0\nENDSEC\n"
    cut = text.index("0\nSECTION\n2\nENTITIES")
    path.write_text(text[:cut] + blocks + text[cut:], "utf-8")
    begin = time.monotonic()
    with contextlib.suppress(BadFile):
        read(path, crs=9215)
    assert time.monotonic() - begin < SECONDS


def test_only_the_readers_that_are_needed_are_there():
    code = "import json; from quyhoach.intake import vectors as v;"
    code += "print(json.dumps(sorted(v._gdal().list_drivers())))"
    made = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    wanted = "DGN,DXF,ESRI Shapefile,FlatGeobuf,MEM,MapInfo File,OpenFileGDB"
    assert json.loads(made.stdout) == wanted.split(",")
