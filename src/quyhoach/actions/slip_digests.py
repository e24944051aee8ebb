"""Digests that bind a slip to what was judged: the package's files and the project."""

from __future__ import annotations

import hashlib
import json
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

import numpy as np
import shapely
import yaml

from quyhoach.intake.raw import case_folder
from quyhoach.plan import Portfolio

__all__ = ["digests", "package_digest", "project_digest"]


def digests(plan: str, portfolio: Portfolio, project: str) -> dict[str, str]:
    """Return the digests that a slip holds.

    Parameters
    ----------
    plan : str
        Name or folder of the package.
    portfolio : Portfolio
        The projects.
    project : str
        Id of one of them.

    Returns
    -------
    dict
        ``plan`` and ``project``, SHA-256 in hexadecimal.
    """
    row = int(np.flatnonzero(portfolio.id == project)[0])
    return {"plan": package_digest(plan), "project": project_digest(portfolio, row)}


def package_digest(plan: str) -> str:
    """Return the SHA-256 of the files of a package and of those it includes.

    Parameters
    ----------
    plan : str
        Name or folder of the package.

    Returns
    -------
    str
        Of one line a file, sorted: package, name and SHA-256 of its bytes.

    Raises
    ------
    BadFile
        There is no such package.

    Examples
    --------
    >>> package_digest("langson") == package_digest("langson")
    True
    >>> package_digest("langson") == package_digest("luyen_tap")
    False
    """
    folder = case_folder(plan)
    meta = yaml.safe_load((folder / "package.yaml").read_text("utf-8"))
    folders = [
        folder,
        *(_beside(folder, str(name)) for name in meta.get("includes") or ()),
    ]
    lines = [
        f"{one.name}/{path.name} {hashlib.sha256(path.read_bytes()).hexdigest()}\n"
        for one in folders
        for path in one.iterdir()
        if path.is_file() and not path.name.startswith(".")
    ]
    return hashlib.sha256("".join(sorted(lines)).encode("utf-8")).hexdigest()


def _beside(folder: Path, name: str) -> Path:
    near = folder.parent / name
    return near if (near / "package.yaml").is_file() else case_folder(name)


def project_digest(portfolio: Portfolio, row: int) -> str:
    """Return the SHA-256 of everything that a portfolio knows of one project.

    Parameters
    ----------
    portfolio : Portfolio
        The projects.
    row : int
        Which one.

    Returns
    -------
    str
        Of its values as JSON, shapes as WKB.

    Raises
    ------
    IndexError
        There is no such row.
    """
    values = {
        one.name: _value(getattr(portfolio, one.name), row) for one in fields(portfolio)
    }
    whole = int(portfolio.part_of[row])
    values["part_of"] = str(portfolio.id[whole]) if whole >= 0 else ""
    text = json.dumps(values, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def _value(column: Any, row: int) -> Any:  # noqa: ANN401
    if not is_dataclass(column):
        return _plain(column[row])
    inner = {one.name: getattr(column, one.name) for one in fields(column)}
    owner = next((name for name in ("project", "row") if name in inner), "")
    if not owner:
        return {name: _value(one, row) for name, one in inner.items()}
    mine = np.flatnonzero(inner[owner] == row)
    columns = {n: one for n, one in inner.items() if n not in (owner, "count")}
    return [{n: _value(one, int(k)) for n, one in columns.items()} for k in mine]


def _plain(value: Any) -> Any:  # noqa: ANN401
    if isinstance(value, shapely.Geometry):
        return shapely.to_wkb(value, hex=True, byte_order=1)
    if isinstance(value, np.datetime64):
        return str(value)
    if isinstance(value, np.generic):
        value = value.item()
    if isinstance(value, float) and not np.isfinite(value):
        return None
    return value
