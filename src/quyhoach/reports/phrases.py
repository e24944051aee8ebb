"""Own the sentences of the papers: templates as data, in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from importlib.resources import files
from typing import Any

import yaml

__all__ = ["KINDS", "Phrases", "phrases", "template"]

KINDS = ("report", "letter", "request", "slip", "verdicts")
"""Papers that there are."""


@lru_cache
def template(name: str) -> Mapping[str, Any]:
    """Return the template of a paper, as it was written.

    Parameters
    ----------
    name : str
        One of `KINDS`, or ``common``.

    Returns
    -------
    Mapping
        ``parts``, the order of the paper; ``text``, key to language to sentence.

    Raises
    ------
    FileNotFoundError
        There is no such template.

    Examples
    --------
    >>> template("report")["parts"][0]
    'scope'
    """
    path = files("quyhoach.reports") / "templates" / f"{name}.yaml"
    read: dict[str, Any] = yaml.safe_load(path.read_text("utf-8"))
    return read


@dataclass(frozen=True, slots=True)
class Phrases:
    """The sentences of one paper in one language, with what fills them.

    Parameters
    ----------
    kind, lang : str
        Which paper, which language.
    values : Mapping
        What every sentence may name.
    """

    kind: str
    lang: str
    values: Mapping[str, object] = field(default_factory=dict)

    def say(self, key: str, **values: object) -> str:
        """Return a sentence of the paper, or of all papers, with its values."""
        own = template(self.kind).get("text") or {}
        said = own[key] if key in own else template("common")["text"][key]
        text: str = said[self.lang]
        return text.format_map({**self.values, **values})

    def parts(self) -> tuple[str, ...]:
        """Return the parts of the paper in their order."""
        return tuple(template(self.kind)["parts"])

    def filled(self, **values: object) -> Phrases:
        """Return the same sentences with more to fill them."""
        return replace(self, values={**self.values, **values})


def phrases(kind: str, lang: str, **values: object) -> Phrases:
    """Return the sentences of a paper.

    Parameters
    ----------
    kind : str
        One of `KINDS`.
    lang : str
        ``vi`` or ``en``.
    **values : object
        What every sentence may name.

    Returns
    -------
    Phrases
        A missing value is a `KeyError` when the sentence is said.

    Examples
    --------
    >>> phrases("report", "vi").say("name")
    'BÁO CÁO'
    >>> phrases("report", "en").say("name")
    'REPORT'
    """
    return Phrases(kind, lang, values)
