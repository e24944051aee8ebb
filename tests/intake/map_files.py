"""Hand-made map files for the tests of intake, each in its real format."""

import sqlite3
import struct
import warnings
import zipfile

import numpy as np
import pyogrio
import shapely

WEST, SOUTH = 430_000, 2_400_000
FIELDS = ("ma_du_an", "ten_du_an", "chu_dtu")
VALUES = (("DA-1", "Kho ngoại quan", "Sở Công Thương"), ("DA-2", "Đường ĐT.245", "Ữ"))


def boxes(count=2, west=WEST, south=SOUTH, size=1_000):
    """Return squares in a row, in metres of EPSG:9215 unless said otherwise."""
    return np.array(
        [
            shapely.box(
                west + 2 * k * size, south, west + (2 * k + 1) * size, south + size
            )
            for k in range(count)
        ],
        dtype=object,
    )


def write(
    path, driver, shapes=None, fields=FIELDS, values=VALUES, crs="EPSG:9215", **more
):
    """Write a layer; values are rows."""
    shapes = boxes(len(values)) if shapes is None else shapes
    columns = [np.array(column, dtype=object) for column in zip(*values, strict=True)]
    columns = [
        c.astype(type(c[0])) if isinstance(c[0], int | float) else c for c in columns
    ]
    kind = "Unknown" if driver in ("DXF", "DGN", "LIBKML") else shapes[0].geom_type
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        pyogrio.raw.write(
            path,
            shapely.to_wkb(shapes),
            columns,
            list(fields),
            geometry_type=more.pop("geometry_type", kind),
            crs=crs,
            driver=driver,
            **more,
        )
    return path


def packed(path, *files, under=""):
    """Zip files, those of folders too, under the names that they have in theirs."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        for file in files:
            inside = sorted(file.rglob("*")) if file.is_dir() else [file]
            for one in inside:
                if one.is_file():
                    made.write(one, under + str(one.relative_to(file.parent)))
    return path


def beside(path):
    """Return a file with all that share its stem."""
    return sorted(path.parent.glob(f"{path.stem}.*"))


def changed(path, *statements, rows=()):
    """Run statements on a GeoPackage whose own triggers are dropped first."""
    base = sqlite3.connect(path)
    found = base.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
    for (name,) in found.fetchall():
        base.execute(f'DROP TRIGGER "{name}"')
    for statement in statements:
        base.execute(statement)
    for statement, values in rows:
        base.execute(statement, values)
    base.commit()
    base.close()
    return path


def blob(wkb, srs=9215):
    """Return a shape as a GeoPackage keeps it."""
    return b"GP\0\1" + struct.pack("<i", srs) + wkb


def entity(kind, layer, *pairs, marker=""):
    """Return one entity of a DXF."""
    head = [(0, kind), (100, "AcDbEntity"), (8, layer)]
    head += [(100, marker)] if marker else []
    return "".join(f"{code}\n{value}\n" for code, value in (*head, *pairs))


def outline(layer, shape, closed=True, bulge=0):
    """Return a polyline."""
    points = shapely.get_coordinates(shape)[:-1]
    pairs = [(90, len(points)), (70, int(closed))]
    for x, y in points:
        pairs += [(10, x), (20, y)] + ([(42, bulge)] if bulge else [])
    return entity("LWPOLYLINE", layer, *pairs, marker="AcDbPolyline")


def label(text, x, y, layer="CHU", kind="TEXT"):
    """Return a text."""
    marker = "AcDbText" if kind == "TEXT" else "AcDbMText"
    return entity(kind, layer, (10, x), (20, y), (40, 2.5), (1, text), marker=marker)


def drawing(path, *entities, version="AC1027", page="ANSI_1258", encoding="utf-8"):
    """Write a DXF."""
    text = (
        f"0\nSECTION\n2\nHEADER\n9\n$ACADVER\n1\n{version}\n"
        f"9\n$DWGCODEPAGE\n3\n{page}\n0\nENDSEC\n"
        f"0\nSECTION\n2\nENTITIES\n{''.join(entities)}0\nENDSEC\n0\nEOF\n"
    )
    path.write_bytes(text.encode(encoding))
    return path


def _middle(number):
    """Return a number as DGN keeps it: high word first, low byte first in each."""
    data = number.to_bytes(4, "little", signed=True)
    return data[2:] + data[:2]


def _number(data):
    return int.from_bytes(data[2:] + data[:2], "little", signed=True)


def with_text(path, text):
    """Put a text in the middle of the first shape of a DGN."""
    data = path.read_bytes()
    at = 0
    while data[at + 1] & 0x7F != 6:
        at += 4 + 2 * int.from_bytes(data[at + 2 : at + 4], "little")
    corners = [
        [_number(data[at + 38 + 8 * k + 4 * d :][:4]) for d in (0, 1)] for k in range(4)
    ]
    middle = [sum(c[d] for c in corners) // 4 for d in (0, 1)]
    letters = text.encode("latin-1").ljust(len(text) + len(text) % 2)
    body = data[at + 4 : at + 28] + bytes(10) + _middle(1000) * 2
    body += bytes(4) + b"".join(map(_middle, middle)) + bytes([len(text), 0]) + letters
    head = data[at : at + 1] + bytes([17]) + (len(body) // 2).to_bytes(2, "little")
    # where the attributes begin, counted from behind the word that says so
    words = (len(head) + len(body) - 32) // 2
    element = bytearray(head + body)
    element[30:32] = words.to_bytes(2, "little")
    path.write_bytes(data[:at] + bytes(element) + data[at:])
    return path
