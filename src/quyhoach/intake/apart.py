"""Own the wall around readers of strange files: a process of its own, with limits."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any, TypeVar

from quyhoach.errors import BadFile

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

__all__ = ["apart", "apart_in_parts"]

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
    (result,) = _answers(_once, (work, arguments), file, seconds)
    return result  # type: ignore[return-value]


def apart_in_parts(
    work: Callable[..., Iterable[Result]],
    *arguments: object,
    file: str,
    seconds: float = _SECONDS,
) -> Iterator[Result]:
    """Yield what a reader yields that runs in a process of its own.

    Parameters
    ----------
    work : Callable
        As for `apart`; it yields, so that neither process holds everything twice.
    *arguments : object
        As for `apart`.
    file : str
        Name of the file, for messages.
    seconds : float
        How long all parts together may take.

    Yields
    ------
    object
        What ``work`` yields, in its order.

    Raises
    ------
    BadFile
        As `apart` does; parts may have come before.

    Examples
    --------
    >>> list(apart_in_parts(sorted, [2, 1], file="a.csv"))
    [1, 2]
    """
    yield from _answers(_each, (work, arguments), file, seconds)  # type: ignore[misc]


def _once(
    work: Callable[..., object], arguments: tuple[object, ...]
) -> Iterator[object]:
    yield work(*arguments)


def _each(
    work: Callable[..., Iterable[object]], arguments: tuple[object, ...]
) -> Iterator[object]:
    yield from work(*arguments)


def _answers(
    how: Callable[..., Iterator[object]],
    task: tuple[object, ...],
    file: str,
    seconds: float,
) -> Iterator[object]:
    # a list of plain text never needs it, and it takes its time to load
    import multiprocessing  # noqa: PLC0415

    latest = time.monotonic() + seconds
    fresh = multiprocessing.get_context("spawn")
    here, there = fresh.Pipe(duplex=False)
    child = fresh.Process(target=_inside, args=(there, how, task), daemon=True)
    _start(child)
    there.close()
    try:
        while True:
            if not here.poll(max(0.0, latest - time.monotonic())):
                reason = f"đọc quá {seconds:.0f} giây chưa xong"
                raise BadFile(reason, file=file, cure="chia nhỏ tệp, hoặc lưu lại tệp")
            kind, answer = here.recv()
            if kind == "done":
                return
            if kind == "refused":
                reason, where = answer
                raise BadFile(reason, **where)
            if kind == "fell":
                raise _fell(file)
            yield answer
    except (EOFError, OSError) as trouble:
        raise _fell(file) from trouble
    finally:
        child.kill()
        child.join()
        here.close()


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
    out: Connection, how: Callable[..., Iterator[object]], task: tuple[object, ...]
) -> None:
    _limit()
    _hush()
    answer: tuple[str, object] = ("done", None)
    try:
        for part in how(*task):
            out.send(("part", part))
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


def _hush() -> None:
    """Keep what native code prints when it falls over away from the person's screen."""
    nothing = os.open(os.devnull, os.O_WRONLY)
    for stream in (1, 2):
        os.dup2(nothing, stream)


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
