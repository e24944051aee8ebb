"""Own the seam between an address on the web and bytes, with limits."""

from __future__ import annotations

import http.client
import time
import urllib.error
import urllib.request
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

from quyhoach.errors import BadFile
from quyhoach.intake.files import MOST_BYTES

__all__ = ["fetched", "is_address"]

_SECONDS = 60.0
_SILENT_SECONDS = 15.0
_PIECE = 1 << 16
_CURE = "tải tệp về máy rồi đưa đường dẫn"
_SCHEMES = ("http://", "https://")


def is_address(text: str) -> bool:
    """Tell whether a text is an address on the web rather than a path.

    Parameters
    ----------
    text : str
        What a person gave.

    Returns
    -------
    bool
        True for ``http://`` and ``https://`` only.

    Examples
    --------
    >>> is_address("https://example.org/a.geojson"), is_address("a.geojson")
    (True, False)
    >>> is_address("file:///etc/passwd")
    False
    """
    return text.lower().startswith(_SCHEMES)


def fetched(address: str, *, seconds: float = _SECONDS) -> tuple[str, bytes]:
    """Return the file at an address: its name and its bytes.

    Parameters
    ----------
    address : str
        ``http`` or ``https``; it may lead on, but only to such addresses.
    seconds : float
        How long all of it may take.

    Returns
    -------
    tuple
        The last part of the address, and at most 20 MB.

    Raises
    ------
    BadFile
        No such address, no answer in time, too large, or not the web: fetch the file
        by hand.
    """
    name = address[:120]
    try:
        name = _name(address)
        with _opener().open(address, timeout=_SILENT_SECONDS) as answer:
            return name, _taken(answer, name, seconds)
    except (OSError, ValueError, http.client.HTTPException) as trouble:
        code = getattr(trouble, "code", None)
        if isinstance(trouble, urllib.error.HTTPError):
            trouble.close()
        reason = f"không tải được ({code or type(trouble).__name__})"
        raise BadFile(reason, file=name, cure=_CURE) from trouble


def _taken(answer: http.client.HTTPResponse, name: str, seconds: float) -> bytes:
    begun = time.monotonic()
    parts: list[bytes] = []
    size = 0
    while piece := answer.read1(_PIECE):
        size += len(piece)
        if size > MOST_BYTES:
            reason = "tệp lớn hơn 20 MB"
            raise BadFile(reason, file=name, cure=_CURE)
        if time.monotonic() - begun > seconds:
            reason = f"tải quá {seconds:.0f} giây chưa xong"
            raise BadFile(reason, file=name, cure=_CURE)
        parts.append(piece)
    if answer.length:
        reason = f"đứt giữa chừng, còn thiếu {answer.length} byte"
        raise BadFile(reason, file=name, cure=_CURE)
    return b"".join(parts)


def _name(address: str) -> str:
    return unquote(PurePosixPath(urlsplit(address).path).name)[:120] or "tệp"


def _opener() -> urllib.request.OpenerDirector:
    """Return an opener that knows the web alone: no file, no ftp, no data address."""
    opener = urllib.request.OpenerDirector()
    for handler in (
        urllib.request.ProxyHandler(),
        urllib.request.HTTPHandler(),
        urllib.request.HTTPSHandler(),
        urllib.request.HTTPDefaultErrorHandler(),
        urllib.request.HTTPRedirectHandler(),
        urllib.request.HTTPErrorProcessor(),
        urllib.request.UnknownHandler(),
    ):
        opener.add_handler(handler)
    opener.addheaders = [("User-Agent", "quyhoach"), ("Accept", "*/*")]
    return opener
