"""The one place that says how quyhoach refuses, drawn as a tree.

::

    QuyhoachError              anything we say no to; the command line ends with 3
    ├── BadInput               a file, row or value that cannot be taken; ends with 2
    │   ├── BadFile            the whole file: unreadable, unknown format, not a file
    │   └── BadPackage         a plan package with faults (all of them, in one go)
    └── NotKnownYet            a day before the facts were compiled; ends with 2
"""

from __future__ import annotations

from collections.abc import Sequence

__all__ = ["BadFile", "BadInput", "BadPackage", "NotKnownYet", "QuyhoachError"]


class QuyhoachError(Exception):
    """The root of every refusal.

    Examples
    --------
    >>> issubclass(BadInput, QuyhoachError)
    True
    """

    exit_code = 3


class BadInput(QuyhoachError):
    """Input that cannot be taken: what, where, why and what to do.

    Parameters
    ----------
    reason : str
        Why it was refused, in words a person can act on.
    cure : str
        What to do about it.
    file, sheet, layer : str
        Where it stands; empty where that does not apply.
    row : int, optional
        One-based row as a person counts it in the file.
    column, value : str
        Its column, and the value itself; empty where that does not apply.

    Examples
    --------
    >>> print(BadInput("thiếu cột", file="du-an.csv", row=3, cure="thêm cột 'name'"))
    du-an.csv, row 3: thiếu cột → thêm cột 'name'
    >>> print(BadInput("trống"))
    trống
    """

    exit_code = 2

    def __init__(
        self,
        reason: str,
        *,
        cure: str = "",
        file: str = "",
        sheet: str = "",
        layer: str = "",
        row: int | None = None,
        column: str = "",
        value: str = "",
    ) -> None:
        self.reason = reason
        self.cure = cure
        self.file = file
        self.sheet = sheet
        self.layer = layer
        self.row = row
        self.column = column
        self.value = value
        super().__init__(reason)

    def __str__(self) -> str:
        where = [self.file, self.sheet, self.layer]
        where += [f"row {self.row}"] if self.row is not None else []
        where += [f"column {self.column}"] if self.column else []
        where += [f"value {self.value!r}"] if self.value else []
        place = ", ".join(part for part in where if part)
        head = f"{place}: {self.reason}" if place else self.reason
        return f"{head} → {self.cure}" if self.cure else head


class BadFile(BadInput):
    """A whole file that cannot be read: not a plain file, or not its format.

    Examples
    --------
    >>> BadFile("không phải tệp thường", file="/dev/null").exit_code
    2
    """


class BadPackage(BadInput):
    """A plan package that does not stand: every fault found, in file order.

    Parameters
    ----------
    faults : Sequence[str]
        One line a fault, each with file, row, column and cure.

    Examples
    --------
    >>> BadPackage(["zones.csv, row 2: no such instrument"]).faults
    ('zones.csv, row 2: no such instrument',)
    """

    def __init__(self, faults: Sequence[str]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(self.faults))


class NotKnownYet(BadInput):
    """A day or moment before our copy of the facts begins.

    Examples
    --------
    >>> NotKnownYet("gói quy hoạch lập ngày 2026-11-23").exit_code
    2
    """
