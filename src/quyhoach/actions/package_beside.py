"""Find and fill the package folder that adds unit boundaries to another package."""

from __future__ import annotations

import os
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from quyhoach.errors import BadInput
from quyhoach.exchange.files import write_whole
from quyhoach.intake.raw import bundled_folder, case_folder, included_folders, read_raw
from quyhoach.intake.unit_shapes import UNITS_FILE

__all__ = ["Beside", "place_beside"]


@dataclass(frozen=True, slots=True)
class Beside:
    """Where unit boundaries go.

    Parameters
    ----------
    folder : Path
        The package folder.
    package : str
        Text of its ``package.yaml``; empty where it has one already.
    replaces : bool
        Whether a layer of units that is there goes.
    """

    folder: Path
    package: str
    replaces: bool

    def fill(self, layer: str) -> None:
        """Write the layer, and the package where it is new, whole or not at all.

        Parameters
        ----------
        layer : str
            Text of ``units.geojson``.

        Raises
        ------
        BadFile
            The folder cannot be written; what was there still is.
        """
        if self.folder.exists():
            write_whole(self.folder / UNITS_FILE, layer)
            if self.package:
                write_whole(self.folder / "package.yaml", self.package)
            return
        try:
            part = Path(tempfile.mkdtemp(prefix=".units-", dir=self.folder.parent))
        except OSError as trouble:
            raise _refused(self.folder, "không ghi được ở đây", "") from trouble
        try:
            write_whole(part / UNITS_FILE, layer)
            write_whole(part / "package.yaml", self.package)
            part.chmod(0o777 & ~_umask())
            part.replace(self.folder)
        except OSError as trouble:
            raise _refused(self.folder, "không ghi được ở đây", "") from trouble
        finally:
            shutil.rmtree(part, ignore_errors=True)


def place_beside(plan: str, out: Path, *, force: bool = False) -> Beside:
    """Return the folder that shall hold a plan's unit boundaries.

    Parameters
    ----------
    plan : str
        Name of a bundled case, or a package folder.
    out : Path
        The plan's own folder, a package that includes the plan, or a folder that is not
        there or empty.
    force : bool
        Replace a layer of units that is there.

    Returns
    -------
    Beside
        Nothing is written yet.

    Raises
    ------
    BadInput
        A bundled case, a folder that is something else, one that could not include the
        plan, or a layer is there and ``force`` is not said.
    """
    base, folder = case_folder(plan).resolve(), out.resolve()
    bundled = bundled_folder().resolve()
    if folder.is_relative_to(bundled):
        raise _refused(out, "gói đi kèm phần mềm không sửa được", "chọn thư mục khác")
    replaces = (folder / UNITS_FILE).exists()
    if replaces and not force:
        raise _refused(out, "đã có units.geojson", "thêm --force để thay")
    if folder == base:
        return Beside(folder, "", replaces)
    if (folder / "package.yaml").is_file():
        included = [one.resolve() for one in included_folders(folder)]
        if base not in included:
            reason = "thư mục là một gói khác, không gộp quy hoạch này"
            raise _refused(out, reason, "chọn thư mục khác")
        return Beside(folder, "", replaces)
    _refuse_unfit(base, folder, out, bundled=base.is_relative_to(bundled))
    return Beside(folder, _package(base, folder.name), replaces)


def _refuse_unfit(base: Path, folder: Path, out: Path, *, bundled: bool) -> None:
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise _refused(out, "đã có và không phải gói quy hoạch", "chọn thư mục trống")
    if not folder.parent.is_dir():
        raise _refused(out, "không có thư mục chứa nó", "tạo thư mục trước")
    if not bundled and base.parent != folder.parent:
        reason = "gói chỉ gộp được gói nằm cạnh nó"
        raise _refused(out, reason, f"đặt cạnh thư mục {base.name}")
    taken = [base.name, *(one.name for one in included_folders(base))]
    if folder.name in taken:
        raise _refused(out, "trùng tên gói mà nó gộp", "đặt tên khác")
    # a folder of such a name beside it would be included in its place
    beside = [n for n in taken if (folder.parent / n / "package.yaml").is_file()]
    if bundled and beside:
        reason = f"cạnh đó có thư mục {beside[0]} trùng tên gói đi kèm"
        raise _refused(out, reason, "chọn thư mục khác")


def _package(base: Path, name: str) -> str:
    meta: dict[str, Any] = {
        key: value
        for key, value in read_raw(base).meta.items()
        if not str(key).startswith("__")
    }
    meta["id"] = name
    meta["includes"] = [*(meta.get("includes") or []), base.name]
    return yaml.safe_dump(meta, allow_unicode=True, sort_keys=False, width=88)


def _umask() -> int:
    now = os.umask(0)
    os.umask(now)
    return now


def _refused(out: Path, reason: str, cure: str) -> BadInput:
    return BadInput(reason, file=str(out), cure=cure)
