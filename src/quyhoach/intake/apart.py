"""Own the wall around readers of strange files: a process of its own, with limits."""

from __future__ import annotations

import multiprocessing
import os
import sys
from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import Any, TypeVar

from quyhoach.errors import BadFile

__all__ = ["apart"]

Result = TypeVar("Result")

_SECONDS = 8.0
# grown by the reader beyond what its own code needs; the whole stays below 400 MB
_MOST_DATA = 300_000_000
_ONE_THREAD = (
    "OPENBLAS_NUM_THREADS",
    "OMP_NUM_THREADS",
    "GDAL_NUM_THREADS",
    "RAYON_NUM_THREADS",
)


def apart(
    work: Callable[..., Result],
    *arguments: object,
    file: str,
    seconds: float = _SECONDS,
) -> Result:
    """Return what a reader returns that runs in a process of its own.

    Parameters
    ----------
    work : Callable
        A function at the top of a module: it is found again by its name.
    *arguments : object
        Its arguments; they and the result cross to the other process and back.
    file : str
        Name of the file, for messages.
    seconds : float
        How long it may take, its start included.

    Returns
    -------
    object
        What ``work`` returned.

    Raises
    ------
    BadFile
        The reader refused the file, took too long or too much memory, or fell over.

    Notes
    -----
    Memory is limited where the system can (Linux); time everywhere.

    Examples
    --------
    >>> from quyhoach.intake.delimited import decoded
    >>> apart(decoded, "mã".encode(), "a.csv", file="a.csv")
    'mã'
    >>> apart(decoded, bytes([0xE3]), "a.csv", file="a.csv")
    Traceback (most recent call last):
    quyhoach.errors.BadFile: a.csv: không phải UTF-8 → lưu lại tệp bằng UTF-8
    """
    fresh = multiprocessing.get_context("spawn")
    here, there = fresh.Pipe(duplex=False)
    child = fresh.Process(target=_inside, args=(there, work, arguments), daemon=True)
    _start(child)
    there.close()
    try:
        if not here.poll(seconds):
            reason = f"đọc quá {seconds:.0f} giây chưa xong"
            raise BadFile(reason, file=file, cure="chia nhỏ tệp, hoặc lưu lại tệp")
        kind, answer = here.recv()
    except (EOFError, OSError) as trouble:
        raise _fell(file) from trouble
    finally:
        child.kill()
        child.join()
        here.close()
    if kind == "refused":
        reason, where = answer
        raise BadFile(reason, **where)
    if kind == "fell":
        raise _fell(file)
    result: Result = answer
    return result


def _start(child: Any) -> None:  # noqa: ANN401
    """Start a process that counts on one thread and does not run our own main again."""
    before = {name: os.environ.get(name) for name in _ONE_THREAD}
    main = sys.modules["__main__"]
    spec, path = getattr(main, "__spec__", None), getattr(main, "__file__", None)
    os.environ.update(dict.fromkeys(_ONE_THREAD, "1"))
    try:
        main.__spec__ = None
        if path is not None:
            del main.__file__
        child.start()
    finally:
        main.__spec__ = spec
        if path is not None:
            main.__file__ = path
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


def _inside(
    out: Connection, work: Callable[..., object], arguments: tuple[object, ...]
) -> None:
    _limit()
    try:
        answer: tuple[str, object] = ("done", work(*arguments))
    except BadFile as no:
        where = {
            name: getattr(no, name)
            for name in ("cure", "file", "sheet", "layer", "row", "column", "value")
        }
        answer = ("refused", (no.reason, where))
    except BaseException as trouble:  # noqa: BLE001 - a panic is no Exception
        answer = ("fell", repr(trouble)[:200])
    out.send(answer)
    out.close()


def _limit() -> None:
    """Keep this process from growing, where the system can."""
    try:
        import resource  # noqa: PLC0415 - not on every system
    except ImportError:
        return
    if sys.platform == "linux":
        resource.setrlimit(resource.RLIMIT_DATA, (_MOST_DATA, _MOST_DATA))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _fell(file: str) -> BadFile:
    reason = "bộ đọc dừng giữa chừng: tệp hỏng, hoặc bung ra quá lớn"
    return BadFile(reason, file=file, cure="mở bằng phần mềm gốc rồi lưu lại")
