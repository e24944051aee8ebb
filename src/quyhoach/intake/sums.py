"""Own QH-D02: what a list adds up to against the totals it prints."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from quyhoach.intake.issues import Trouble
from quyhoach.intake.rows import Line, RowKind

__all__ = ["Sum", "compare", "tolerance", "vietnamese"]

Values = Mapping[int, Decimal]
Block = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Sum:
    """Some rows added up.

    Parameters
    ----------
    total : Decimal
        What they add up to.
    allowed : Decimal
        How far the printed total may be from it.
    """

    total: Decimal
    allowed: Decimal


def tolerance(addends: Sequence[Decimal], stated: Decimal) -> Decimal:
    """Return how far a printed total may be from the sum of printed addends.

    Parameters
    ----------
    addends : Sequence of Decimal
        With the digits that were printed.
    stated : Decimal
        The total, likewise.

    Returns
    -------
    Decimal
        One unit of the last printed digit for each addend; where the total has fewer
        decimals than an addend, the total's.

    Examples
    --------
    >>> tolerance([Decimal("6630"), Decimal("1335")], Decimal("7966"))
    Decimal('2')
    >>> tolerance([Decimal("0.25"), Decimal("0.5")], Decimal("1"))
    Decimal('2')
    """
    last = _unit(stated)
    return sum((max(_unit(value), last) for value in addends), start=Decimal(0))


def _unit(value: Decimal) -> Decimal:
    exponent = value.as_tuple().exponent
    return Decimal(1).scaleb(min(exponent, 0) if isinstance(exponent, int) else 0)


def vietnamese(value: Decimal) -> str:
    """Return a number with a point for thousands and a comma for parts.

    Parameters
    ----------
    value : Decimal
        Any number.

    Returns
    -------
    str
        Without trailing zeros.

    Examples
    --------
    >>> vietnamese(Decimal("26403.60"))
    '26.403,6'
    """
    whole, _, part = f"{value:,f}".partition(".")
    part = part.rstrip("0")
    return whole.replace(",", ".") + (f",{part}" if part else "")


def compare(lines: Sequence[Line], values: Values) -> Iterator[tuple[Line, Trouble]]:
    """Yield the totals of one column that none of their rows add up to.

    Parameters
    ----------
    lines : Sequence of Line
        The rows of a table in file order.
    values : Mapping
        Place of a row to its number in the column, in printed units; rows without a
        clear number are left out of it.

    Yields
    ------
    tuple
        The total's row and what is wrong with it. A total is judged only where every
        project it may cover has a clear number.

    Notes
    -----
    A total stands below its rows, above them, or beside a group's name. It is right
    if any block of rows it may close or open adds up to it.
    """
    column = _Running(lines, values)
    for at, line in enumerate(lines):
        if line.kind not in (RowKind.TOTAL, RowKind.GROUP) or line.at not in values:
            continue
        stated = values[line.at]
        sums = [column.sum(block, stated) for block in _blocks(lines, at)]
        clear = [one for one in sums if one is not None and one.allowed]
        if not clear or None in sums:
            continue
        nearest = min(clear, key=lambda one: abs(one.total - stated))
        if all(abs(one.total - stated) > one.allowed for one in clear):
            yield line, Trouble("QH-D02.sum_differs", "", _words(stated, nearest))


class _Running:
    """Running sums of a column over its projects, parts of projects left out."""

    def __init__(self, lines: Sequence[Line], values: Values) -> None:
        self._totals = [Decimal(0)]
        self._unclear = [0]
        self._units: dict[Decimal, list[int]] = {}
        wholes: set[str] = set()
        for at, line in enumerate(lines):
            value = values.get(line.at)
            if line.kind is not RowKind.PROJECT:
                wholes.clear()
            whole = line.ordinal.rpartition(".")[0]
            counts = line.kind is RowKind.PROJECT and whole not in wholes
            wholes.add(line.ordinal or "-")
            self._unclear.append(self._unclear[-1] + (counts and value is None))
            added = value if counts and value is not None else None
            self._totals.append(self._totals[-1] + (added or 0))
            if added is not None:
                self._units.setdefault(_unit(added), []).append(at)

    def sum(self, block: Block, stated: Decimal) -> Sum | None:
        """Return the sum of a block; None where one of its numbers is not clear."""
        begin, end = block
        if self._unclear[begin] != self._unclear[end]:
            return None
        last = _unit(stated)
        allowed = Decimal(0)
        for unit, rows in self._units.items():
            count = bisect_left(rows, end) - bisect_left(rows, begin)
            allowed += count * max(unit, last)
        return Sum(self._totals[end] - self._totals[begin], allowed)


def _words(stated: Decimal, found: Sum) -> Mapping[str, object]:
    gap = abs(found.total - stated)
    said = {"stated": stated, "sum": found.total, "gap": gap, "allowed": found.allowed}
    return {name: vietnamese(value) for name, value in said.items()} | {
        f"{name}_en": f"{value:,f}" for name, value in said.items()
    }


def _blocks(lines: Sequence[Line], at: int) -> Iterator[Block]:
    """Yield the blocks of rows that a total may stand for."""
    line = lines[at]
    yield at + 1, _end(lines, at, 1, lambda other: other.kind is not RowKind.PROJECT)
    if line.kind is RowKind.GROUP:
        yield at + 1, _end(lines, at, 1, lambda other: _same_level(line, other))
        return
    below = _end(lines, at, -1, lambda other: other.kind is not RowKind.PROJECT)
    yield below + 1, at
    yield 0, at
    yield at + 1, len(lines)


def _end(
    lines: Sequence[Line], at: int, step: int, stops: Callable[[Line], bool]
) -> int:
    at += step
    while 0 <= at < len(lines) and not stops(lines[at]):
        at += step
    return at


def _same_level(line: Line, other: Line) -> bool:
    return other.kind is RowKind.TOTAL or (
        other.kind is RowKind.GROUP and _level(other.ordinal) <= _level(line.ordinal)
    )


def _level(ordinal: str) -> int:
    """Return how deep a heading stands: A, B, C above I, II, III above (1), a."""
    if not ordinal:
        return 3
    if not ordinal[0].isupper():
        return 9
    return 1 if ordinal[0] not in "IVXLC" else 2 + ordinal.count(".")
