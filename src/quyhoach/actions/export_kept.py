"""Keep an OC4IDS package as it was read: every member, every digit."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from quyhoach.exchange.exact_json import exact_text, read_exact
from quyhoach.exchange.oc4ids_codes import STATUSES
from quyhoach.intake.delimited import decoded
from quyhoach.intake.files import plain_file
from quyhoach.intake.oc4ids import is_package

__all__ = ["Kept", "kept_members", "kept_of"]

_SIGN = b'"projects"'


@dataclass(frozen=True, slots=True)
class Kept:
    """An OC4IDS package as it was read.

    Parameters
    ----------
    file : str
        Its name.
    tree : Mapping
        The package, numbers as written.
    """

    file: str
    tree: Mapping[str, Any]

    def ids(self) -> list[str]:
        """Return the id of each project; empty where one has none."""
        return [str(one.get("id") or "") for one in self.tree["projects"]]

    def projects(self, taken: Collection[str]) -> Iterator[str]:
        """Yield the JSON text of each project but those whose id is taken."""
        for key, one in zip(self.ids(), self.tree["projects"], strict=True):
            if key not in taken:
                yield exact_text(one)

    def notes(self) -> Iterator[tuple[str, str]]:
        """Yield what a closed codelist does not know: it is kept, and said."""
        for one in self.tree["projects"]:
            status = one.get("status")
            if status is not None and status not in STATUSES:
                key = one.get("id", "?")
                yield (
                    f"{self.file}, {key}: status “{status}” không có trong "
                    "projectStatus; giữ nguyên.",
                    f"{self.file}, {key}: status “{status}” is not in projectStatus; "
                    "it was kept.",
                )


def kept_of(path: Path) -> Kept | None:
    """Return the OC4IDS package of a file; ``None`` where it is something else.

    Parameters
    ----------
    path : Path
        Any project file.

    Returns
    -------
    Kept or None
        A file that cannot be read is left to the reader that names its fault.

    Raises
    ------
    BadFile
        No plain file, or JSON with ``projects`` that is broken.
    """
    data = plain_file(path)
    if not data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{") or _SIGN not in data:
        return None
    tree = read_exact(decoded(data, path.name), path.name)
    return Kept(path.name, tree) if is_package(tree) else None


def kept_members(
    some: Sequence[Kept], own: Mapping[str, str], stated: Mapping[str, object]
) -> dict[str, str]:
    """Return the members of a package that holds kept ones.

    Parameters
    ----------
    some : Sequence of Kept
        Packages as read; what the first says of itself counts.
    own : Mapping
        Members to add where the first has none: JSON text by name.
    stated : Mapping
        Members that the person named: they replace the others.

    Returns
    -------
    dict
        Member to JSON text.
    """
    first = {
        name: exact_text(value)
        for name, value in some[0].tree.items()
        if name != "projects"
    }
    named = {name: exact_text(value) for name, value in stated.items()}
    return {**own, **first, **named}
