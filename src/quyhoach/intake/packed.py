"""Own the weighing of zip files: what they would unpack to is known before they do."""

from __future__ import annotations

import io
import re
import stat
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePosixPath

from quyhoach.errors import BadFile

__all__ = ["FAULTS", "pieces", "swollen", "unpack"]

FAULTS = (
    zipfile.BadZipFile,
    zlib.error,
    OSError,
    RuntimeError,
    ValueError,
    KeyError,
    EOFError,
)
"""What reading a damaged zip may raise."""

_MOST_ENTRIES = 2_000
_MOST_UNPACKED = 200_000_000
_MOST_LAYERS = 100_000_000
_MOST_RATIO = 500
_RATIO_FROM = 10_000_000
_CHUNK = 1 << 20
_NESTED = (".zip", ".kmz", ".7z", ".rar", ".gz", ".tar", ".tgz", ".bz2", ".xz", ".zst")
_DRIVE = re.compile(r"[A-Za-z]:|/")
_LOCKED = 0x1
_UTF8 = 0x800
_CURE = "nén lại bằng phần mềm nén thông thường, chỉ gồm các tệp dữ liệu"


def swollen(
    entries: Sequence[zipfile.ZipInfo], *, most: int = _MOST_UNPACKED
) -> str | None:
    """Return what is wrong with the sizes that a zip declares, if anything.

    Parameters
    ----------
    entries : Sequence of ZipInfo
        Its directory.
    most : int
        Bytes that all may have together once unpacked.

    Returns
    -------
    str or None
        ``"method"``: packed in a way that is not read; ``"size"``: too many entries,
        too large, or too large for what they weigh packed.

    Examples
    --------
    >>> one = zipfile.ZipInfo("a.csv")
    >>> one.file_size, one.compress_size = 20_000_000, 30_000
    >>> swollen([one]), swollen([])
    ('size', None)
    """
    packed = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
    if any(entry.compress_type not in packed for entry in entries):
        return "method"
    absurd = any(
        entry.file_size > max(_RATIO_FROM, _MOST_RATIO * entry.compress_size)
        for entry in entries
    )
    total = sum(entry.file_size for entry in entries)
    return "size" if len(entries) > _MOST_ENTRIES or absurd or total > most else None


def pieces(
    packed: zipfile.ZipFile, entry: zipfile.ZipInfo, left: list[int], no: BadFile
) -> Iterator[bytes]:
    """Unpack one entry piece by piece, whatever size its heading claims.

    Parameters
    ----------
    packed : ZipFile
        Open for reading.
    entry : ZipInfo
        One of its entries; its claims are wiped.
    left : list of int
        One number: how many bytes may still come, over all entries.
    no : BadFile
        Raised where more come.

    Yields
    ------
    bytes
        At most 1 MiB each.

    Raises
    ------
    BadFile
        ``no``.
    """
    entry.file_size = 1 << 60
    entry.CRC = None  # type: ignore[assignment]
    with packed.open(entry) as stream:
        while chunk := stream.read(_CHUNK):
            left[0] -= len(chunk)
            if left[0] < 0:
                raise no
            yield chunk


def unpack(data: bytes, folder: Path, file: str) -> dict[str, Path]:
    """Unpack a zip of layers; nothing of its names reaches the disk.

    Parameters
    ----------
    data : bytes
        The whole zip.
    folder : Path
        Where the members go, under names of our own.
    file : str
        Name of the zip, for messages.

    Returns
    -------
    dict
        Name of each member in the zip to where it lies; folders are left out.

    Raises
    ------
    BadFile
        Damaged, locked, swollen, with a zip inside, a link, one name twice, or a name
        that leads out of its folder. Refused before anything is unpacked.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            entries = [entry for entry in packed.infolist() if not entry.is_dir()]
            _refuse(packed.infolist(), file)
            left = [_MOST_LAYERS]
            made: dict[str, Path] = {}
            for number, entry in enumerate(entries):
                name = _name(entry)
                if name in made:
                    raise _unsafe(file, "hai tệp bên trong trùng tên", name)
                made[name] = folder / f"m{number}"
                with made[name].open("wb") as out:
                    for piece in pieces(packed, entry, left, _too_much(file)):
                        out.write(piece)
            return made
    except BadFile:
        raise
    except FAULTS as trouble:
        raise _damaged(file) from trouble


def _refuse(entries: Sequence[zipfile.ZipInfo], file: str) -> None:
    for entry in entries:
        name = _name(entry)
        path = PurePosixPath(name.replace("\\", "/"))
        if _DRIVE.match(name.replace("\\", "/")) or ".." in path.parts or "\0" in name:
            raise _unsafe(file, "tên tệp bên trong dẫn ra ngoài thư mục", name)
        if stat.S_ISLNK(entry.external_attr >> 16):
            raise _unsafe(file, "bên trong có liên kết (symlink)", name)
        if entry.flag_bits & _LOCKED:
            reason = "tệp nén có mật khẩu"
            raise BadFile(reason, file=file, cure="bỏ mật khẩu rồi nén lại")
        if path.suffix.lower() in _NESTED:
            reason = f"có tệp nén bên trong tệp nén: {name[:80]}"
            raise BadFile(reason, file=file, cure="giải nén tệp đó, đưa riêng")
    why = swollen(entries, most=_MOST_LAYERS)
    if why is not None:
        raise _damaged(file) if why == "method" else _too_much(file)


def _name(entry: zipfile.ZipInfo) -> str:
    """Return a member's name; Windows writes UTF-8 and forgets to say so."""
    if entry.flag_bits & _UTF8 or entry.filename.isascii():
        return entry.filename
    try:
        return entry.filename.encode("cp437").decode("utf-8")
    except UnicodeError:
        return entry.filename


def _unsafe(file: str, reason: str, name: str) -> BadFile:
    return BadFile(f"{reason}: {name[:80]!r}", file=file, cure=_CURE)


def _too_much(file: str) -> BadFile:
    reason = "tệp nén bung ra lớn hơn mức nhận (100 MB, 2.000 tệp)"
    return BadFile(reason, file=file, cure="chia thành nhiều tệp nén")


def _damaged(file: str) -> BadFile:
    return BadFile("tệp nén .zip hỏng, không mở được", file=file, cure=_CURE)
