"""A plan package as it lies on disk: rows of text with the line each came from."""

from __future__ import annotations

import csv
import io
import json
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from quyhoach.errors import BadFile, BadInput

__all__ = [
    "Line",
    "RawPackage",
    "bundled_folder",
    "case_folder",
    "included_folders",
    "read_raw",
]

_BUNDLED = Path(__file__).parent.parent / "cases"


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a table or one item of a list.

    Parameters
    ----------
    file : str
        Package and file it stands in: ``"langson/zones.csv"``.
    number : int
        One-based line in that file.
    cells : Mapping
        Column to value, as text in tables.
    """

    file: str
    number: int
    cells: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class RawPackage:
    """Everything a package and the packages it includes hold, unread.

    Parameters
    ----------
    meta : Mapping
        ``package.yaml``.
    tables : Mapping
        Table name to its lines, included packages first.
    shapes : Mapping
        ``"zones"`` and ``"projects"`` to (id, GeoJSON geometry, EPSG, file) rows.
    faults : list of BadInput
        What could not be read.
    """

    meta: Mapping[str, Any]
    tables: dict[str, list[Line]] = field(default_factory=dict)
    shapes: dict[str, list[tuple[str, Any, int, str]]] = field(default_factory=dict)
    faults: list[BadInput] = field(default_factory=list)


def bundled_folder() -> Path:
    """Return the folder of the packages that come with the program: never written.

    Returns
    -------
    Path
        It holds one folder a package.

    Examples
    --------
    >>> (bundled_folder() / "langson").is_dir()
    True
    """
    return _BUNDLED


def case_folder(plan: str) -> Path:
    """Return the folder of a plan: a bundled name, or a folder of your own.

    Parameters
    ----------
    plan : str
        Name of a bundled case, or the path of a folder.

    Returns
    -------
    Path
        A folder that holds ``package.yaml``; a bundled name comes first.

    Raises
    ------
    BadFile
        Neither a bundled case nor a folder with a ``package.yaml``.

    Examples
    --------
    >>> case_folder("langson").name
    'langson'
    >>> case_folder("nowhere")  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    quyhoach.errors.BadFile: nowhere: không có gói quy hoạch này → dùng langson, ...
    """
    bundled = _BUNDLED / plan if Path(plan).name == plan else Path(plan)
    for folder in (bundled, Path(plan).resolve()):
        if (folder / "package.yaml").is_file():
            return folder
    known = sorted(p.parent.name for p in _BUNDLED.glob("*/projects.csv"))
    reason = "không có gói quy hoạch này"
    raise BadFile(
        reason,
        file=plan,
        cure=f"dùng {', '.join(known)} hoặc một thư mục có package.yaml",
    )


def read_raw(folder: Path) -> RawPackage:
    """Return a package and what it includes, as text.

    Parameters
    ----------
    folder : Path
        Where ``package.yaml`` lies.

    Returns
    -------
    RawPackage
        Rows that could not be read stand in ``faults``.

    Raises
    ------
    BadFile
        ``package.yaml``, a list or a layer cannot be read at all, or a package that
        it includes is not there; the cure says what to write.
    """
    package = RawPackage(_meta(folder))
    for included in _includes(folder, package.meta):
        _add(package, included)
    _add(package, folder)
    return package


def included_folders(folder: Path) -> list[Path]:
    """Return the folders of the packages that a package includes.

    Parameters
    ----------
    folder : Path
        Where its ``package.yaml`` lies.

    Returns
    -------
    list of Path
        In the order in which it names them.

    Raises
    ------
    BadFile
        ``package.yaml`` cannot be read, or a package that it includes is not there.

    Examples
    --------
    >>> [found.name for found in included_folders(case_folder("langson"))]
    ['chung', 'viet_nam']
    >>> included_folders(case_folder("chung"))
    []
    """
    return _includes(folder, _meta(folder))


def _meta(folder: Path) -> dict[str, Any]:
    meta = _yaml(folder / "package.yaml", folder.name)
    if not isinstance(meta, dict):
        reason = "package.yaml phải là một bảng khóa: giá trị"
        raise BadFile(
            reason, file=f"{folder.name}/package.yaml", cure="xem mẫu gói langson"
        )
    return meta


def _includes(folder: Path, meta: Mapping[str, Any]) -> list[Path]:
    return [_included(folder, str(name)) for name in meta.get("includes") or []]


def _included(folder: Path, name: str) -> Path:
    for candidate in (folder.parent / name, _BUNDLED / name):
        if (candidate / "package.yaml").is_file():
            return candidate
    reason = "gói được gộp không có"
    raise BadFile(
        reason, file=f"{folder.name}/package.yaml", value=name, cure="sửa includes"
    )


def _add(package: RawPackage, folder: Path) -> None:
    for path in sorted(folder.glob("*.csv")):
        package.tables.setdefault(path.stem, []).extend(
            _rows(path, folder.name, package)
        )
    provisions = folder / "provisions.yaml"
    if provisions.is_file():
        lines = package.tables.setdefault("provisions", [])
        lines.extend(_items(provisions, folder.name))
    for layer in ("zones", "projects"):
        path = folder / f"{layer}.geojson"
        if path.is_file():
            package.shapes.setdefault(layer, []).extend(_shapes(path, folder.name))


def _text(path: Path, package: str) -> str:
    if not path.is_file():
        reason, cure = "không phải tệp thường", "thay bằng một tệp"
        raise BadFile(reason, file=f"{package}/{path.name}", cure=cure)
    try:
        return unicodedata.normalize("NFC", path.read_text(encoding="utf-8-sig"))
    except UnicodeDecodeError:
        reason = "không phải UTF-8"
        raise BadFile(
            reason, file=f"{package}/{path.name}", cure="lưu lại bằng UTF-8"
        ) from None


def _rows(path: Path, name: str, package: RawPackage) -> list[Line]:
    file = f"{name}/{path.name}"
    reader = csv.DictReader(io.StringIO(_text(path, name), newline=""), strict=True)
    lines = []
    try:
        for cells in reader:
            if None in cells or None in cells.values():
                reason = "số ô khác số cột"
                package.faults.append(
                    BadInput(
                        reason,
                        file=file,
                        row=reader.line_num,
                        cure="thêm hoặc bớt dấu phẩy, hoặc đặt ô trong dấu nháy",
                    )
                )
                continue
            lines.append(Line(file, reader.line_num, cells))
    except csv.Error as error:
        package.faults.append(
            BadInput(str(error), file=file, row=reader.line_num, cure="sửa dấu nháy")
        )
    return lines


class _Loader(yaml.CSafeLoader if hasattr(yaml, "CSafeLoader") else yaml.SafeLoader):  # type: ignore[misc]
    """Safe YAML that remembers lines and refuses a key written twice."""

    def construct_mapping(
        self, node: yaml.MappingNode, deep: bool = False
    ) -> dict[Any, Any]:
        keys = [self.construct_object(key, deep=True) for key, _ in node.value]
        for key in keys:
            if keys.count(key) > 1:
                raise yaml.constructor.ConstructorError(
                    None, None, f"khóa '{key}' viết hai lần", node.start_mark
                )
        made: dict[Any, Any] = super().construct_mapping(node, deep=True)
        made["__line__"] = node.start_mark.line + 1
        return made


def _yaml(path: Path, package: str) -> object:
    """Return what a YAML file holds; an alias is refused: it can unpack without end."""
    file, text = f"{package}/{path.name}", _text(path, package)
    try:
        for event in yaml.parse(text, Loader=_Loader):
            if isinstance(event, yaml.AliasEvent):
                reason, cure = "không dùng bí danh YAML (*)", "viết lại giá trị đầy đủ"
                mark = event.start_mark
                line = mark.line + 1 if mark else None
                raise BadFile(reason, file=file, row=line, cure=cure)
        loader = _Loader(text)
        try:
            made: object = loader.get_single_data()
        finally:
            loader.dispose()
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        raise BadFile(
            str(getattr(error, "problem", None) or error),
            file=file,
            row=mark.line + 1 if mark else None,
            cure="sửa cú pháp YAML",
        ) from None
    return made


def _items(path: Path, package: str) -> list[Line]:
    file = f"{package}/{path.name}"
    items = _yaml(path, package) or []
    if not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
        reason = "phải là một danh sách các mục"
        raise BadFile(reason, file=file, cure="bắt đầu mỗi mục bằng '- id:'")
    return [Line(file, int(item["__line__"]), item) for item in items]


def _shapes(path: Path, package: str) -> list[tuple[str, Any, int, str]]:
    file = f"{package}/{path.name}"
    try:
        layer = json.loads(_text(path, package))
        features = layer["features"]
        epsg = _epsg(layer)
        return [
            (str(f["properties"]["id"]), f["geometry"], epsg, file) for f in features
        ]
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        reason = f"không phải GeoJSON có thuộc tính id ({error})"
        raise BadFile(reason, file=file, cure="xuất lại FeatureCollection") from None


def _epsg(layer: Mapping[str, Any]) -> int:
    if "crs" not in layer:
        return 4326
    name = str(layer["crs"]["properties"]["name"])
    return 4326 if name.endswith("CRS84") else int(name.rpartition(":")[2])
