"""Own one project with all that is known of it, between its file and the columns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from decimal import Decimal
from typing import Any

import shapely

from quyhoach.intake.records import Record
from quyhoach.intake.shapes_of import Drawn

__all__ = ["Codes", "Filed", "from_plain", "to_plain"]

Codes = tuple[int, int, int, int]
_EXACT = ("area_ha", "length_km")
_NOT_PLAIN = ("shape", "identifiers", "funding")


@dataclass(frozen=True, slots=True)
class Filed:
    """One project on its way into the columns.

    Parameters
    ----------
    record : Record
        As read.
    shape : Drawn, optional
        Its footprint on the grid.
    record_codes, timing_codes : tuple of int
        How sure the record, and its period, are: codes of `Certainty`.
    identifiers : Sequence
        (scheme, number, codes).
    funding : Sequence
        (decision, code, year or 0, đồng or -1, codes).
    ends : Sequence
        (earlier end, decision, codes).
    """

    record: Record
    shape: Drawn | None
    record_codes: Codes
    timing_codes: Codes
    identifiers: Sequence[tuple[str, str, Codes]]
    funding: Sequence[tuple[str, str, int, int, Codes]]
    ends: Sequence[tuple[str, str, Codes]]


def to_plain(one: Filed) -> tuple[dict[str, Any], bytes | None]:
    """Return a project as plain values for JSON, and its shape as bytes.

    Parameters
    ----------
    one : Filed
        The project.

    Returns
    -------
    tuple
        Plain values with numbers as their printed digits, and WKB in metres,
        EPSG:9215; ``None`` without a shape.

    Examples
    --------
    >>> record = Record(id="A", name="Kho", area_ha=Decimal("1.50"))
    >>> kept = Filed(record, None, (0, 0, 0, 0), (0, 0, 0, 0), (), (), ())
    >>> to_plain(kept)[0]["record"]["area_ha"], from_plain(*to_plain(kept)) == kept
    ('1.50', True)
    """
    record = {
        field.name: getattr(one.record, field.name)
        for field in fields(Record)
        if field.name not in _NOT_PLAIN
    }
    for name in _EXACT:
        record[name] = None if record[name] is None else str(record[name])
    plain = {
        "record": {
            k: list(v) if isinstance(v, tuple) else v for k, v in record.items()
        },
        "codes": [list(one.record_codes), list(one.timing_codes)],
        "identifiers": _lists(one.identifiers),
        "funding": _lists(one.funding),
        "ends": _lists(one.ends),
        "accuracy_m": one.shape.accuracy_m if one.shape else None,
    }
    return plain, shapely.to_wkb(one.shape.ground) if one.shape else None


def from_plain(plain: Mapping[str, Any], wkb: bytes | None) -> Filed:
    """Return a project from what `to_plain` made of it.

    Parameters
    ----------
    plain : Mapping
        Plain values.
    wkb : bytes, optional
        Its shape.

    Returns
    -------
    Filed
        As it was; the record without the shape as given and without its lines.
    """
    record = dict(plain["record"])
    for name in _EXACT:
        record[name] = None if record[name] is None else Decimal(record[name])
    for name in ("units", "abroad"):
        record[name] = tuple(record[name])
    drawn = None if wkb is None else Drawn(shapely.from_wkb(wkb), plain["accuracy_m"])
    first, second = (_codes(codes) for codes in plain["codes"])
    return Filed(
        record=Record(**record),
        shape=drawn,
        record_codes=first,
        timing_codes=second,
        identifiers=tuple((s, n, _codes(c)) for s, n, c in plain["identifiers"]),
        funding=tuple((d, c, y, m, _codes(k)) for d, c, y, m, k in plain["funding"]),
        ends=tuple((e, d, _codes(c)) for e, d, c in plain["ends"]),
    )


def _lists(rows: Sequence[Sequence[Any]]) -> list[list[Any]]:
    return [[list(v) if isinstance(v, tuple) else v for v in row] for row in rows]


def _codes(codes: Sequence[int]) -> Codes:
    text, source_kind, geometry, crs = codes
    return text, source_kind, geometry, crs
