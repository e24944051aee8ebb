"""What a person wants handed on, and whether it fits together."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, datetime

from quyhoach.errors import BadInput

__all__ = ["Wanted", "fitting"]

_PREFIX = re.compile(r"oc4ids-[a-z0-9]{6}")
_URI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[!#-;=?-Z\[\]_a-z~]+")
_ZONE = "+07:00"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is handed on, and how.

    Parameters
    ----------
    form : str
        ``oc4ids``, ``gpkg``, ``csv`` or ``geojson``.
    out : str, optional
        File to write; ``None`` is standard output, where the form is text.
    on : date
        The day.
    crs : int, optional
        EPSG code of files that do not say it.
    lang : str
        ``vi`` or ``en``: language of the notes.
    disclosure : str
        ``internal``: for the office itself; ``public``: only what is public.
    to_crs : int
        9215 or 4326: system of a GeoPackage.
    verdicts : bool
        Judge the projects and put the verdicts into a GeoPackage.
    prefix, uri, publisher, published : str
        Of an OC4IDS package; empty where they were not said.
    """

    form: str
    out: str | None
    on: date
    crs: int | None = None
    lang: str = "vi"
    disclosure: str = "internal"
    to_crs: int = 9215
    verdicts: bool = True
    prefix: str = ""
    uri: str = ""
    publisher: str = ""
    published: str = ""


def fitting(wanted: Wanted) -> Wanted:
    """Return what is wanted, its moment with a zone; refuse what cannot be.

    Parameters
    ----------
    wanted : Wanted
        As the person said it.

    Returns
    -------
    Wanted
        The same; a moment without a zone is Vietnam's.

    Raises
    ------
    BadInput
        An option that does not fit the form.
    """
    if wanted.prefix and not _PREFIX.fullmatch(wanted.prefix):
        reason, cure = "không phải tiền tố OC4IDS", "viết oc4ids- và sáu chữ hoặc số"
        raise BadInput(reason, value=wanted.prefix, cure=cure)
    if wanted.uri and not _URI.fullmatch(wanted.uri):
        reason, cure = "không phải URI", "viết https://…, không dấu, không khoảng trắng"
        raise BadInput(reason, value=wanted.uri, cure=cure)
    if wanted.form == "gpkg" and wanted.out is None:
        reason = "GeoPackage không in ra màn hình được"
        raise BadInput(reason, cure="thêm --out du-an.gpkg")
    if not wanted.published:
        return wanted
    return replace(wanted, published=_moment(wanted.published))


def _moment(text: str) -> str:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        reason, cure = "không phải ngày giờ", f"viết 2026-11-23T08:00:00{_ZONE}"
        raise BadInput(reason, value=text, cure=cure) from None
    made = moment.isoformat(timespec="seconds")
    return made if moment.tzinfo else f"{made}{_ZONE}"
