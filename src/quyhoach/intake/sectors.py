"""Own the seam between sectors as offices name them and the codes of the tree."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from rapidfuzz import fuzz, process

from quyhoach.intake.columns import key
from quyhoach.intake.grids import tidy
from quyhoach.intake.issues import Trouble

__all__ = ["SectorNames"]

Rows = Sequence[Mapping[str, Any]] | Mapping[str, Any]


class SectorNames:
    """The sectors of a plan, asked by name.

    Parameters
    ----------
    sectors : Sequence or Mapping
        Rows with ``id``, ``vi``, ``en``, ``aliases``; or code to such a row or name.

    Examples
    --------
    >>> names = SectorNames([{"id": "health", "vi": "Y tế", "en": "Health",
    ...                       "aliases": ("bệnh viện",)}])
    >>> names.find("Bệnh viện"), names.find("Y tê")[0]
    (('health', None), 'health')
    >>> names.find("Bệnh việt")[1].words["hint"]
    '; có phải bệnh viện?'
    """

    def __init__(self, sectors: Rows) -> None:
        self._exact: dict[str, set[str]] = {}
        self._folded: dict[str, set[str]] = {}
        self._known: dict[str, tuple[str, Trouble | None]] = {}
        for code, names in _names(sectors):
            for name in (code, *names):
                self._exact.setdefault(tidy(name).casefold(), set()).add(code)
                self._folded.setdefault(key(name), set()).add(code)

    def find(self, text: str) -> tuple[str, Trouble | None]:
        """Return the code of a sector; empty with a trouble where it is not one.

        Parameters
        ----------
        text : str
            A name in Vietnamese or English, or the code.
        """
        if text not in self._known:
            self._known[text] = self._find(text)
        return self._known[text]

    def _find(self, text: str) -> tuple[str, Trouble | None]:
        for found in (self._exact.get(text.casefold()), self._folded.get(key(text))):
            if found and len(found) == 1:
                return next(iter(found)), None
        near = process.extractOne(
            text.casefold(), self._exact.keys(), scorer=fuzz.ratio, score_cutoff=75
        )
        words = {
            "hint": f"; có phải {near[0]}?" if near else "",
            "hint_en": f"; is it {near[0]}?" if near else "",
        }
        return "", Trouble("QH-D11.sector_not_found", text, words)


def _names(sectors: Rows) -> list[tuple[str, list[str]]]:
    if not isinstance(sectors, Mapping):
        return [(str(row["id"]), _of(row)) for row in sectors]
    return [
        (code, _of(row) if isinstance(row, Mapping) else [str(row)])
        for code, row in sectors.items()
    ]


def _of(row: Mapping[str, Any]) -> list[str]:
    aliases = row.get("aliases") or ()
    some = aliases.split(";") if isinstance(aliases, str) else list(aliases)
    return [name for name in (row.get("vi"), row.get("en"), *some) if name]
