"""Own the seam between languages: written in Vietnamese, translated by a catalogue."""

from __future__ import annotations

import gettext
from collections.abc import Callable
from functools import lru_cache
from importlib.resources import files

from quyhoach.errors import BadInput

__all__ = ["N_", "SOURCE", "TRANSLATED", "translator"]

SOURCE = "vi"
"""The language that sentences are written in."""

TRANSLATED = ("en",)
"""The languages that a catalogue translates them to."""


def N_(text: str) -> str:
    """Return the text as it is; it marks a sentence that the catalogue translates.

    Parameters
    ----------
    text : str
        A sentence or word in Vietnamese.

    Returns
    -------
    str
        The same text.

    Examples
    --------
    >>> N_("Phù hợp")
    'Phù hợp'
    """
    return text


@lru_cache
def translator(lang: str) -> Callable[[str], str]:
    """Return the function that says a Vietnamese text in a language.

    Parameters
    ----------
    lang : str
        ``"vi"`` or ``"en"``.

    Returns
    -------
    Callable
        Text in Vietnamese to text in that language; a text that the catalogue does
        not hold comes back as it is.

    Raises
    ------
    BadInput
        There is no such language.

    Examples
    --------
    >>> translator("en")("Phù hợp"), translator("vi")("Phù hợp")
    ('Conforms', 'Phù hợp')
    >>> translator("fr")
    Traceback (most recent call last):
    quyhoach.errors.BadInput: value 'fr': không có ngôn ngữ này → dùng vi, en
    """
    if lang == SOURCE:
        return N_
    if lang not in TRANSLATED:
        reason = "không có ngôn ngữ này"
        cure = f"dùng {', '.join((SOURCE, *TRANSLATED))}"
        raise BadInput(reason, value=lang, cure=cure)
    catalogue = files("quyhoach") / "locale" / lang / "LC_MESSAGES" / "quyhoach.mo"
    with catalogue.open("rb") as file:
        said = gettext.GNUTranslations(file).gettext
    # gettext gives the head of the catalogue for the empty text
    return lambda text: said(text) if text else ""
