"""Own the question whether the points of a ring stand in order and where it closes."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from quyhoach.intake.corner_model import CornerPoint
from quyhoach.intake.corner_numbers import Reading
from quyhoach.intake.issues import Trouble

__all__ = ["Placed", "Ring", "Said", "rings_of"]

Said = tuple[int, str, Trouble]
"""Row, field of the column, and what is wrong there."""

_NUMBERED = re.compile(r"(?P<prefix>\D*?)[\s.\-–_]*(?P<number>\d{1,6})")
_FEWEST = 3


@dataclass(frozen=True, slots=True)
class Placed:
    """A point that was read.

    Parameters
    ----------
    point : CornerPoint
        As written.
    pair : tuple of Reading, optional
        Its two numbers; ``None`` where one cannot be read.
    """

    point: CornerPoint
    pair: tuple[Reading, Reading] | None

    @property
    def place(self) -> tuple[float, float] | None:
        """The two numbers alone."""
        return (self.pair[0].value, self.pair[1].value) if self.pair else None


@dataclass(slots=True)
class Ring:
    """The points of one ring, the closing one left out.

    Parameters
    ----------
    title : str
        What stands over it.
    points : list of Placed
        In the order of the file.
    closing : Placed, optional
        The last row, where it repeats the first point.
    restarted : bool
        Only the numbers, which begin anew, part it from the ring before.
    numbered : bool
        Its order was checked.
    sound : bool
        Nothing is wrong with its order.
    said : list
        What is wrong.
    """

    title: str
    points: list[Placed]
    closing: Placed | None = None
    restarted: bool = False
    numbered: bool = True
    sound: bool = True
    said: list[Said] = field(default_factory=list)


def rings_of(
    title: str, points: Sequence[Placed], *, after: int, numbered: bool
) -> tuple[list[Ring], int]:
    """Return the rings that points below one heading make.

    Parameters
    ----------
    title : str
        The heading.
    points : Sequence of Placed
        In file order.
    after : int
        The last number of the ring before, after which numbers may go on.
    numbered : bool
        The table has a column of point numbers.

    Returns
    -------
    tuple
        The rings, and the last number of the last. A point that is missing, stands
        twice or out of order is said in its ring, which is then not sound; nothing is
        put in another order.

    Examples
    --------
    >>> def at(number, row):
    ...     point = CornerPoint(row, number, ())
    ...     return Placed(point, (Reading(float(row), 1.0), Reading(0.0, 1.0)))
    >>> points = [at("1", 2), at("2", 3), at("4", 4)]
    >>> (ring,), _ = rings_of("", points, after=0, numbered=True)
    >>> ring.sound, ring.said[0][2].words["numbers"]
    (False, '3')
    """
    rings: list[Ring] = []
    for some in _parted(points):
        ring = Ring(title, list(some), restarted=bool(rings), numbered=numbered)
        _close(ring)
        if numbered:
            after = _check(ring, 0 if rings else after)
        rings.append(ring)
    return rings, after


def _parted(points: Sequence[Placed]) -> Iterator[list[Placed]]:
    """Part points where a ring is closed, or where the numbers begin anew."""
    ring: list[Placed] = []
    for at, one in enumerate(points):
        if ring and (_closed(ring) or _anew(ring, one, points[at + 1 : at + 2])):
            yield ring
            ring = []
        ring.append(one)
    if ring:
        yield ring


def _closed(ring: Sequence[Placed]) -> bool:
    label, first = ring[-1].point.label, ring[0].point.label
    return (
        len(ring) > _FEWEST
        and ring[-1].place is not None
        and ring[-1].place == ring[0].place
        and label in ("", first)
    )


def _anew(ring: Sequence[Placed], one: Placed, rest: Sequence[Placed]) -> bool:
    """Whether a ring begins: the first label again elsewhere, and the second next."""
    label = one.point.label
    if len(ring) < _FEWEST or not label or label != ring[0].point.label:
        return False
    follows = bool(rest) and rest[0].point.label == ring[1].point.label
    return follows and one.place != ring[0].place


def _close(ring: Ring) -> None:
    """Take the last row off where it is the first point again."""
    if len(ring.points) < _FEWEST:
        return
    first, last = ring.points[0], ring.points[-1]
    if last.place is not None and last.place == first.place:
        ring.closing = ring.points.pop()
    elif last.point.label and last.point.label == first.point.label:
        words = {"number": first.point.label, "other": first.point.row}
        _say(ring, last, Trouble("QH-D17.not_closed", last.point.label, words))
        ring.points.pop()


def _check(ring: Ring, after: int) -> int:
    """Hold the numbers of a ring to run one by one; return the last."""
    numbers = _numbers([one.point.label for one in ring.points])
    for one, number in zip(ring.points, numbers, strict=True):
        if number is None:
            label = one.point.label
            _say(ring, one, Trouble("QH-D17.number_unread", label))
    known = [n for n in numbers if n is not None]
    if len(known) < len(numbers):
        return known[-1] if known else after
    begin = known[0] if known[0] == after + 1 else 1
    _run(ring, known, begin)
    if ring.closing is not None:
        _check_closing(ring, known)
    return max(known)


def _check_closing(ring: Ring, numbers: Sequence[int]) -> None:
    closing = ring.closing
    if closing is None or closing.point.label in ("", ring.points[0].point.label):
        return
    labels = [*(one.point.label for one in ring.points), closing.point.label]
    if _numbers(labels)[-1] != numbers[-1] + 1:
        words = {"number": closing.point.label, "before": numbers[-1]}
        trouble = Trouble("QH-D17.number_order", closing.point.label, words)
        _say(ring, closing, trouble)


def _run(ring: Ring, numbers: Sequence[int], begin: int) -> None:
    seen: dict[int, int] = {}
    known = sorted(numbers)
    expected = begin
    for one, number in zip(ring.points, numbers, strict=True):
        label = one.point.label
        if number in seen:
            words: dict[str, object] = {"number": label, "other": seen[number]}
            _say(ring, one, Trouble("QH-D17.number_twice", label, words))
        elif number > expected and not _any_within(known, expected, number):
            last = number - 1
            shown = str(last) if last == expected else f"{expected}–{last}"
            _say(ring, one, Trouble("QH-D17.number_missing", "", {"numbers": shown}))
        elif number != expected:
            words = {"number": label, "before": expected - 1}
            _say(ring, one, Trouble("QH-D17.number_order", label, words))
        seen.setdefault(number, one.point.row)
        expected = max(expected, number + 1)


def _any_within(known: Sequence[int], begin: int, end: int) -> bool:
    return bisect_left(known, begin) < bisect_left(known, end)


def _numbers(labels: Sequence[str]) -> list[int | None]:
    """Return the numbers of labels: 1, M1, Mốc 01, or letters A, B, C."""
    found = [_NUMBERED.fullmatch(label) for label in labels]
    if not any(found) and all(re.fullmatch(r"[A-Za-z]", label) for label in labels):
        return [ord(label.upper()) - ord("A") + 1 for label in labels]
    prefixes = [one["prefix"].strip().casefold() for one in found if one]
    counted = Counter(prefixes).most_common(1)
    usual = counted[0][0] if counted else ""
    return [
        int(one["number"])
        if one and one["prefix"].strip().casefold() == usual
        else None
        for one in found
    ]


def _say(ring: Ring, one: Placed, trouble: Trouble) -> None:
    ring.sound = False
    ring.said.append((one.point.row, "point", trouble))
