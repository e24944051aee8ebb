"""Own the seam between a text and a file: written whole, or not at all."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from quyhoach.errors import BadFile

__all__ = ["replacing", "write_whole", "writing"]


def write_whole(path: Path | str, text: str) -> None:
    """Write a text to a file, whole or not at all.

    Parameters
    ----------
    path : Path or str
        The file; one that is there is replaced, its link followed.
    text : str
        What it shall hold, as UTF-8 with its line ends as they are.

    Raises
    ------
    BadFile
        It is a folder or a device, its folder is missing, or it cannot be written; what
        was there before is still there.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     write_whole(Path(folder, "a.txt"), "Hữu Lũng")
    ...     Path(folder, "a.txt").read_text("utf-8")
    'Hữu Lũng'
    >>> write_whole("/", "x")
    Traceback (most recent call last):
    quyhoach.errors.BadFile: /: không phải tệp thường → cho một đường dẫn tệp
    """
    with writing(path) as stream:
        stream.write(text)


@contextmanager
def writing(path: Path | str) -> Iterator[TextIO]:
    """Open a file to be written whole: it appears at the end, or not at all.

    Parameters
    ----------
    path : Path or str
        As for `write_whole`.

    Yields
    ------
    TextIO
        Where to write; after an exception nothing of it is left.

    Raises
    ------
    BadFile
        As for `write_whole`.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     try:
    ...         with writing(Path(folder, "a.txt")) as stream:
    ...             _ = stream.write("half")
    ...             raise KeyError
    ...     except KeyError:
    ...         list(Path(folder).iterdir())
    []
    """
    with (
        replacing(path) as part,
        part.open("x", encoding="utf-8", newline="") as stream,
    ):
        yield stream
        stream.flush()
        os.fsync(stream.fileno())


@contextmanager
def replacing(path: Path | str, *, suffix: str = "") -> Iterator[Path]:
    """Give a place beside a file; what is written there takes the file's place.

    Parameters
    ----------
    path : Path or str
        As for `write_whole`.
    suffix : str
        How the name of the place ends, for writers that look at it.

    Yields
    ------
    Path
        A name that is not taken yet, in the folder of the file. After an exception
        nothing of it is left.

    Raises
    ------
    BadFile
        As for `write_whole`.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     with replacing(Path(folder, "a.bin"), suffix=".bin") as part:
    ...         _ = part.write_bytes(b"whole")
    ...     Path(folder, "a.bin").read_bytes(), len(list(Path(folder).iterdir()))
    (b'whole', 1)
    """
    try:
        target = _plain_file(path)
        name = f".{target.name[:100]}.{secrets.token_hex(8)}{suffix}"
        part = target.with_name(name)
        try:
            yield part
            part.replace(target)
        finally:
            part.unlink(missing_ok=True)
    except OSError as trouble:
        reason = f"không ghi được tệp: {trouble.strerror or 'không rõ'}"
        raise BadFile(reason, file=str(path)) from trouble


def _plain_file(path: Path | str) -> Path:
    target = Path(os.path.realpath(path))
    if target.exists() and not target.is_file():
        reason = "không phải tệp thường"
        raise BadFile(reason, file=str(path), cure="cho một đường dẫn tệp")
    if not target.parent.is_dir():
        reason = "không có thư mục chứa tệp"
        raise BadFile(reason, file=str(path), cure="tạo thư mục trước")
    return target
