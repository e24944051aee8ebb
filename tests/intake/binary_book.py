"""Write a small .xlsb: no free library does, and the format is simple enough."""

import struct
import zipfile

_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="bin" ContentType="application/vnd.ms-excel.sheet.binary.'
    'macroEnabled.main"/><Default Extension="rels" ContentType="application/vnd.'
    'openxmlformats-package.relationships+xml"/></Types>'
)
_KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_RELS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
    'relationships"><Relationship Id="rId1" Type="{kind}" Target="{target}"/>'
    "</Relationships>"
)


def _variable(number):
    made = b""
    while True:
        number, low = number >> 7, number & 0x7F
        made += bytes([low | 0x80 if number else low])
        if not number:
            return made


def _record(kind, data=b""):
    code = bytes([kind]) if kind < 128 else bytes([kind & 0x7F | 0x80, kind >> 7])
    return code + _variable(len(data)) + data


def _wide(text):
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def _cell(column, value):
    where = struct.pack("<II", column, 0)
    if isinstance(value, str):
        return _record(6, where + _wide(value))
    return _record(5, where + struct.pack("<d", value))


def binary_book(path, sheet, rows):
    """Write one sheet of texts and numbers; None leaves a cell empty."""
    width = max(len(row) for row in rows)
    data = _record(129)
    data += _record(148, struct.pack("<IIII", 0, len(rows) - 1, 0, width - 1))
    data += _record(145)
    for at, row in enumerate(rows):
        data += _record(0, struct.pack("<I", at) + bytes(13))
        for column, value in enumerate(row):
            if value is not None:
                data += _cell(column, value)
    data += _record(146) + _record(130)
    bundle = struct.pack("<II", 0, 1) + _wide("rId1") + _wide(sheet)
    book = _record(131) + _record(143) + _record(156, bundle)
    book += _record(144) + _record(132)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("[Content_Types].xml", _TYPES)
        office = _RELS.format(kind=f"{_KIND}officeDocument", target="xl/workbook.bin")
        packed.writestr("_rels/.rels", office)
        packed.writestr("xl/workbook.bin", book)
        inner = _RELS.format(kind=f"{_KIND}worksheet", target="worksheets/sheet1.bin")
        packed.writestr("xl/_rels/workbook.bin.rels", inner)
        packed.writestr("xl/worksheets/sheet1.bin", data)
    return path
