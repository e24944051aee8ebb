"""Own the question in which encoding the texts of a layer are written."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable, Sequence

__all__ = ["codec_named", "dbf_codec", "read_letters", "tails"]

# the language byte of dBASE; others are never met in Vietnam
_DBASE = {
    0x01: "cp437",
    0x02: "cp850",
    0x03: "cp1252",
    0x57: "cp1252",
    0x4F: "cp950",
    0x7A: "cp936",
    0x7C: "cp874",
}
_LATIN = ("latin1", "latin 1", "windowslatin1", "ansi")
_VIETNAMESE = ("windowsvietnamese", "vietnamese")
_NUMBER = re.compile(r"(?:.*\D)?(\d{3,5})")


def codec_named(text: str) -> str | None:
    """Return the codec that a ``.cpg``, a MapInfo or a DXF header names.

    Parameters
    ----------
    text : str
        As written there.

    Returns
    -------
    str or None
        A codec of Python; ``None`` for none, ``Neutral``, or a name not known.

    Examples
    --------
    >>> codec_named("UTF-8"), codec_named("ANSI_1258"), codec_named("WindowsLatin1")
    ('utf-8', 'cp1258', 'cp1252')
    >>> codec_named("Neutral") is None
    True
    """
    name = text.strip().strip('"').lower().replace("_", " ")
    if name in _LATIN:
        return "cp1252"
    if name in _VIETNAMESE:
        return "cp1258"
    if name in ("65001", "utf8"):
        return "utf-8"
    number = _NUMBER.fullmatch(name)
    for one in (name, f"cp{number[1]}" if number else ""):
        try:
            found = codecs.lookup(one).name if one else ""
        except LookupError:
            continue
        if found.startswith(("utf", "cp", "iso", "gb", "big")):
            return found
    return None


def dbf_codec(head: bytes) -> str | None:
    r"""Return the codec that the language byte of a dBASE file names, if any.

    Parameters
    ----------
    head : bytes
        The first 32 bytes or more.

    Returns
    -------
    str or None
        ``None`` where the byte says nothing.

    Examples
    --------
    >>> dbf_codec(bytes(29) + b"\x57" + bytes(2)), dbf_codec(bytes(32))
    ('cp1252', None)
    """
    return _DBASE.get(head[29]) if len(head) > 29 else None


def read_letters(
    texts: Iterable[str], codec: str | None
) -> tuple[dict[str, str], bool]:
    r"""Return texts, that came byte by byte, as letters, and whether that is certain.

    Parameters
    ----------
    texts : Iterable of str
        Every byte as one letter of Latin-1.
    codec : str, optional
        What the file declares.

    Returns
    -------
    dict
        Text to letters, for those that are not plain ASCII. What the codec does not
        know stays as it came, so that no byte is lost.
    bool
        False where nothing is declared and the bytes are not UTF-8.

    Examples
    --------
    >>> read_letters(["Kho b\xc3\xa3i"], None)
    ({'Kho bÃ£i': 'Kho bãi'}, True)
    >>> read_letters(["Kho b\xb7i"], None)
    ({'Kho b·i': 'Kho b·i'}, False)
    """
    some = dict.fromkeys(text for text in texts if not text.isascii())
    for one in (codec,) if codec else ("utf-8",):
        try:
            return {text: text.encode("latin-1").decode(one) for text in some}, True
        except UnicodeError:
            pass
    if codec is None:
        return {text: text for text in some}, not some
    return {text: _as_far(text, codec) for text in some}, True


def _as_far(text: str, codec: str) -> str:
    try:
        return text.encode("latin-1").decode(codec)
    except UnicodeEncodeError:
        return text
    except UnicodeDecodeError:
        if codec != "utf-8":
            return text
    # a field of fixed width cuts its last letter in two
    return text.encode("latin-1").decode("utf-8", "replace")


def tails(names: Sequence[str]) -> list[str]:
    """Return names without what is left of a last letter cut in two.

    Parameters
    ----------
    names : Sequence of str
        Of columns.

    Returns
    -------
    list of str
        Without the mark that stands for a broken letter at the end.
    """
    return [name.rstrip("\ufffd") for name in names]
