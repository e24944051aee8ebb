"""Own the figures of an official paper's layout, as the decree gives them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

import yaml

__all__ = ["Figure", "figures", "used"]


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of the layout.

    Parameters
    ----------
    low, high : float
        What the decree allows, both included.
    used : float
        What our papers have.
    citation : str
        Where the decree says so.
    """

    low: float
    high: float
    used: float
    citation: str


@lru_cache
def figures() -> Mapping[str, Figure]:
    """Return the figures by name; the unit ends the name.

    Returns
    -------
    Mapping
        Millimetres, points or shares.

    Examples
    --------
    >>> one = figures()["margin_left_mm"]
    >>> (one.low, one.used, one.high, one.citation)
    (30, 30, 35, '30/2020/NĐ-CP, Phụ lục I')
    """
    path = files("quyhoach.reports") / "templates" / "decree.yaml"
    read: dict[str, Any] = yaml.safe_load(path.read_text("utf-8"))
    said = read["citation"]
    return {name: Figure(**row, citation=said) for name, row in read["figures"].items()}


def used(name: str) -> float:
    """Return the figure that our papers have.

    Parameters
    ----------
    name : str
        Its name, which ends with its unit.

    Returns
    -------
    float
        In that unit.

    Raises
    ------
    KeyError
        There is no such figure.

    Examples
    --------
    >>> used("number_pt")
    13
    """
    return figures()[name].used
