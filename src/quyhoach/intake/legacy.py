"""Own the seam between Vietnamese text of the time before Unicode and Unicode."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from quyhoach.intake.grids import Cell
from quyhoach.intake.syllables import is_syllable

__all__ = ["ENCODINGS", "Finding", "decode_legacy", "legacy_bytes", "legacy_text"]

ENCODINGS: Mapping[str, str] = {
    "tcvn3": "TCVN3 (ABC, .VnTime)",
    "vni": "VNI-Windows",
    "utf-8": "UTF-8 đọc nhầm thành Windows-1252",
    "windows-1258": "Windows-1258",
}
"""Encodings that are told apart, and what people call them."""

_IN_CELLS = ("tcvn3", "vni", "utf-8")
_PUNCTUATION = "‘’“”„‚•–—…‹›€™"
_PROPER = re.compile(rf"[^\x00-\xff{_PUNCTUATION}ƒˆ˜†‡‰ŠšŒœŽžŸ]")
_WORD = re.compile(rf"[^\s!-@\[-`{{-~{_PUNCTUATION}]+")
_LATIN = re.compile("[A-Za-z]")
# a word with two capitals, or a whole cell without a small letter
_LOUD = re.compile(
    r"[A-Z][^a-z\s]*[A-Z]|(?:^|[,;\t\"])[^a-z,;\t\"]*[A-Z][^a-z,;\t\"]*(?:$|[,;\t\"])",
    re.MULTILINE,
)
_CELL = re.compile(r"[^,;\t\"]+")
_MOST_TEXTS = 2_000
# bytes that Windows-1252 leaves open stand for themselves
_WINDOWS = [
    bytes([byte]).decode("cp1252", "replace").replace("\ufffd", chr(byte))
    for byte in range(256)
]
_BYTES = {letter: byte for byte, letter in enumerate(_WINDOWS)}
_OPEN = dict(enumerate(_WINDOWS))
# shares of words spelt as Vietnamese before and after; how far the next guess must be
_MOST_BEFORE, _LEAST_AFTER, _AHEAD = 0.6, 0.9, 0.2
_LEAST_UNCLEAR = 0.75
_LEAST_WORDS = 3
_MOST_CELL = 2_000


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found of old text in a table.

    Parameters
    ----------
    column : int, optional
        Its place, from 0; ``None`` where the whole table is meant.
    encoding : str
        Key of `ENCODINGS`.
    certain : bool
        True: the cells were converted. False: nothing was.
    before, after : str
        One cell as it came, and as this encoding reads it.
    """

    column: int | None
    encoding: str
    certain: bool
    before: str
    after: str


@cache
def _table(encoding: str) -> tuple[re.Pattern[str], Mapping[str, str]]:
    text = (Path(__file__).parent / "legacy.csv").read_text(encoding="utf-8")
    letters = {
        bytes.fromhex(row["bytes"]).decode("latin-1"): row["letter"]
        for row in csv.DictReader(io.StringIO(text))
        if row["encoding"] == encoding
    }
    # a capital is also met with the small form of its mark
    mixed = {
        written[0].upper() + written[1:]: letter.upper()
        for written, letter in letters.items()
        if len(written) > 1
    }
    letters = mixed | letters
    longest = sorted(letters, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, longest))), letters


@cache
def _single(encoding: str) -> Mapping[int, str]:
    """Return the table of an encoding of one byte a letter; empty for others."""
    _, letters = _table(encoding)
    alone = all(len(written) == 1 for written in letters)
    return {ord(written): letter for written, letter in letters.items() if alone}


def _letters(text: str, encoding: str) -> str:
    single = _single(encoding)
    if single:
        return text.translate(single)
    form, letters = _table(encoding)
    return form.sub(lambda found: letters[found[0]], text)


def decode_legacy(text: str, encoding: str) -> str:
    """Return a text in Unicode that was written in an older encoding.

    Parameters
    ----------
    text : str
        As it shows where every byte is taken as Windows-1252.
    encoding : str
        ``tcvn3``, ``vni`` or ``utf-8``.

    Returns
    -------
    str
        NFC. What the encoding does not know stays as it is.

    Notes
    -----
    TCVN3 has capitals for Ă Â Đ Ê Ô Ơ Ư only; all others are drawn by fonts of
    capitals (.VnTimeH) from small letters. Where all Latin letters of a text, or two
    of a word, are capitals, the whole of it is read as capitals; a first letter alone
    stays small.

    Examples
    --------
    >>> decode_legacy("Dù ¸n ®Çu t­", "tcvn3"), decode_legacy("Ñaàu tö", "vni")
    ('Dự án đầu tư', 'Đầu tư')
    >>> decode_legacy("DANH MôC Dù ¸N", "tcvn3"), decode_legacy("ñy ban", "tcvn3")
    ('DANH MỤC DỰ ÁN', 'ủy ban')
    """
    if encoding == "utf-8":
        return _twice(text)
    made = _letters(text, encoding)
    loud = encoding == "tcvn3" and _LOUD.search(text)
    return _capitals(text, made) if loud else made


def _twice(text: str) -> str:
    try:
        data = bytes(_BYTES[letter] for letter in text)
        return unicodedata.normalize("NFC", data.decode("utf-8"))
    except (KeyError, UnicodeDecodeError):
        return text


def _capitals(text: str, made: str) -> str:
    if _shouts("".join(_LATIN.findall(text))):
        return made.upper()
    words = zip(text.split(" "), made.split(" "), strict=True)
    return " ".join(
        word.upper() if _shouts("".join(_LATIN.findall(written))) else word
        for written, word in words
    )


def _shouts(latin: str) -> bool:
    return len(latin) > 1 and latin.isupper()


def legacy_text(
    columns: Sequence[Sequence[Cell]],
) -> tuple[list[Sequence[Cell]], list[Finding]]:
    """Return the columns of a table in Unicode, and what was found.

    Parameters
    ----------
    columns : Sequence of Sequence
        Cells, their heading among them; only texts are looked at.

    Returns
    -------
    tuple
        The columns, those without old text unchanged, and one finding for the whole
        table or for each column that has some.

    Notes
    -----
    Decided by spelling: old text is not Vietnamese as it stands and is after it is
    decoded. A whole table is decided at once where nothing in it is beyond doubt
    Unicode; else each column for itself. A column that holds both is converted cell
    by cell, only where a cell cannot be right as it stands. Text that is Vietnamese
    as it stands is never touched.

    Examples
    --------
    >>> legacy_text([["Dù ¸n", "§­êng tØnh 245", None, 12.5]])[0]
    [['Dự án', 'Đường tỉnh 245', None, 12.5]]
    >>> made, found = legacy_text([["Kho b·i"]])
    >>> made, found[0].encoding, found[0].certain
    ([['Kho b·i']], 'tcvn3', False)
    >>> legacy_text([["Xã Hà Nam", "Bãi", "Ghi chú"]])[1]
    []
    """
    sorted_ = [_Doubts(column) for column in columns]
    doubtful = [text for one in sorted_ for text in one.texts]
    if not any(one.proper for one in sorted_):
        found = _judge(doubtful)
        if found is None:
            return list(columns), []
        if found[1]:
            made: list[Sequence[Cell]] = [_converted(c, found[0]) for c in columns]
            return made, [_finding(None, found, doubtful)]
    results: list[Sequence[Cell]] = []
    findings = []
    for at, (column, doubts) in enumerate(zip(columns, sorted_, strict=True)):
        found = _judge(doubts.texts)
        if found is not None:
            findings.append(_finding(at, found, doubts.texts))
        sure = found is not None and found[1]
        keeps = _surely_old(found[0]) if found and doubts.proper else _any
        results.append(
            _converted(column, found[0], keeps) if found and sure else column
        )
    return results, findings


class _Doubts:
    """The texts of a column that may be old, each once."""

    def __init__(self, column: Sequence[Cell]) -> None:
        self.proper = False
        texts: dict[str, None] = {}
        for cell in column:
            if not isinstance(cell, str) or cell.isascii():
                continue
            if _PROPER.search(cell):
                self.proper = True
            elif len(cell) <= _MOST_CELL:
                texts[cell] = None
        self.texts = list(texts)


def _judge(texts: Iterable[str]) -> tuple[str, bool] | None:
    """Return the encoding that makes texts Vietnamese, and whether that is certain."""
    some = _sample(list(texts))
    before = {word for text in some for word in _words(text)}
    right = sum(map(is_syllable, before))
    if right == len(before):
        return None
    shares = {}
    gains = {}
    for encoding in _IN_CELLS:
        after = {word for text in some for word in _words(_decoded(text, encoding))}
        good = sum(map(is_syllable, after))
        shares[encoding] = good / len(after) if after else 0.0
        gains[encoding] = good - right
    best = max(_IN_CELLS, key=lambda one: shares[one])
    others = max(shares[one] for one in _IN_CELLS if one != best)
    if gains[best] < 1 or shares[best] < _LEAST_UNCLEAR:
        return None
    certain = (
        right <= _MOST_BEFORE * len(before)
        and shares[best] >= _LEAST_AFTER
        and gains[best] >= _LEAST_WORDS
        and shares[best] - others >= _AHEAD
    )
    return best, certain


def _sample(texts: Sequence[str]) -> Sequence[str]:
    """Return enough texts to decide by, taken evenly from all of them."""
    return texts[:: 1 + len(texts) // _MOST_TEXTS]


_decoded = lru_cache(maxsize=1 << 14)(decode_legacy)


def _words(text: str) -> Iterator[str]:
    """Yield the words that tell: with letters of the alphabet, and others."""
    for word in _WORD.findall(text):
        if len(word) > 1 and not word.isascii() and _LATIN.search(word):
            yield word


def _any(_: str) -> bool:
    return True


def _surely_old(encoding: str) -> Callable[[str], bool]:
    def old(text: str) -> bool:
        wrong = not all(map(is_syllable, _words(text)))
        return wrong and all(map(is_syllable, _words(_decoded(text, encoding))))

    return old


def _converted(
    column: Sequence[Cell], encoding: str, wanted: Callable[[str], bool] = _any
) -> list[Cell]:
    return [
        _decoded(cell, encoding)
        if isinstance(cell, str)
        and not cell.isascii()
        and not _PROPER.search(cell)
        and wanted(cell)
        else cell
        for cell in column
    ]


def _finding(
    column: int | None, found: tuple[str, bool], texts: Sequence[str]
) -> Finding:
    encoding, certain = found
    changed = (t for t in texts if not all(map(is_syllable, _words(t))))
    before = next(changed, texts[0])
    return Finding(column, encoding, certain, before, _decoded(before, encoding))


def legacy_bytes(data: bytes) -> tuple[str, str] | None:
    r"""Return the text of bytes in an older Vietnamese encoding, and which one it is.

    Parameters
    ----------
    data : bytes
        A whole file that is not UTF-8.

    Returns
    -------
    tuple or None
        The text and the key of `ENCODINGS`; ``None`` where no encoding makes clearly
        Vietnamese of it, or two do.

    Examples
    --------
    >>> legacy_bytes("Dù ¸n ®Çu t­ x©y dùng".encode("latin-1"))
    ('Dự án đầu tư xây dựng', 'tcvn3')
    >>> legacy_bytes(b"caf\xe9") is None
    True
    """
    text = data.decode("latin-1").translate(_OPEN)
    lines = [line for line in text.splitlines() if not line.isascii()]
    found = _judge(lines)
    ways = {}
    if found and found[1]:
        ways[found[0]] = _decoded_lines(text, found[0])
    try:
        other = unicodedata.normalize("NFC", data.decode("cp1258"))
    except UnicodeDecodeError:
        other = ""
    if _is_vietnamese(other) and not _is_vietnamese(text):
        ways["windows-1258"] = other
    if len(ways) != 1:
        return None
    ((encoding, made),) = ways.items()
    return made, encoding


def _decoded_lines(text: str, encoding: str) -> str:
    """Decode a table; capitals are seen cell by cell."""
    made = []
    for line in text.splitlines(keepends=True):
        if line.isascii():
            made.append(line)
        elif _LOUD.search(line):
            made.append(_CELL.sub(lambda cell: decode_legacy(cell[0], encoding), line))
        else:
            made.append(decode_legacy(line, encoding))
    return "".join(made)


def _is_vietnamese(text: str) -> bool:
    lines = _sample([line for line in text.splitlines() if not line.isascii()])
    words = {word for line in lines for word in _words(line)}
    right = sum(map(is_syllable, words))
    return right >= _LEAST_WORDS and right >= _LEAST_AFTER * len(words)
