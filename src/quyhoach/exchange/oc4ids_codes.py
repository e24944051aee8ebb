"""Own the seam between Vietnamese words and the codelists of OC4IDS: data, no guess."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files

from quyhoach.plan import fold

__all__ = ["STATUSES", "owner_role", "sector_codes", "status_code"]

STATUSES = (
    "identification",
    "preparation",
    "implementation",
    "completion",
    "maintenance",
    "decommissioning",
    "completed",
    "decommissioned",
    "cancelled",
)
"""The closed list ``projectStatus``."""

_NOT_WORDS = re.compile(r"[^0-9a-z]+")
_COMPANIES = (
    "cong ty",
    "tong cong ty",
    "tap doan",
    "doanh nghiep",
    "hop tac xa",
    "lien danh",
    "ho kinh doanh",
    "nha dau tu",
    "ctcp",
    "cty",
)


def status_code(printed: str) -> str:
    """Return the code of the closed list ``projectStatus`` that a status means.

    Parameters
    ----------
    printed : str
        As printed.

    Returns
    -------
    str
        A code; empty where ``oc4ids_status.csv`` does not know the words: a status
        with more to it ("đã khởi công, chậm") is not cut down to one.

    Examples
    --------
    >>> status_code("Đang thi công"), status_code("implementation")
    ('implementation', 'implementation')
    >>> status_code("tạm dừng")
    ''
    """
    return _statuses().get(_key(printed), "")


def sector_codes(sector: str) -> list[str]:
    """Return the codes of the open list ``projectSector`` for a sector of the plan.

    Parameters
    ----------
    sector : str
        Code in the sector tree, of ``oc4ids_sectors.csv``.

    Returns
    -------
    list of str
        The parent before the child, as the standard wants; empty for none.

    Examples
    --------
    >>> sector_codes("transport.expressway"), sector_codes("urban")
    (['transport', 'transport.road'], [])
    """
    code = _sectors().get(sector, "")
    parent = code.partition(".")[0]
    return list(dict.fromkeys(part for part in (parent, code) if part))


def owner_role(owner: str, capital_kind: str) -> str:
    """Return the code of the open list ``partyRole`` for the owner of a project.

    Parameters
    ----------
    owner : str
        As printed.
    capital_kind : str
        ``public``, ``private``, ``mixed`` or empty.

    Returns
    -------
    str
        ``funder`` for who invests its own money: private capital, or a company or
        cooperative by its name; ``publicAuthority`` else.

    Examples
    --------
    >>> owner_role("Sở Xây dựng", "public"), owner_role("Công ty A", "mixed")
    ('publicAuthority', 'funder')
    """
    named = _key(owner).startswith(_COMPANIES)
    return "funder" if capital_kind == "private" or named else "publicAuthority"


def _key(words: str) -> str:
    return _NOT_WORDS.sub(" ", fold(words)).strip()


@cache
def _statuses() -> Mapping[str, str]:
    return {
        _key(word): row["code"]
        for row in _rows("oc4ids_status")
        for word in (row["code"], *row["words"].split(";"))
    }


@cache
def _sectors() -> Mapping[str, str]:
    return {row["sector"]: row["code"] for row in _rows("oc4ids_sectors")}


def _rows(name: str) -> Iterator[dict[str, str]]:
    text = (files("quyhoach") / "exchange" / f"{name}.csv").read_text("utf-8")
    yield from csv.DictReader(text.splitlines())
