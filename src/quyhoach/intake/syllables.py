"""Own the question whether a word could be a Vietnamese syllable."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

__all__ = ["is_syllable"]

_ONSETS = "b c ch d đ g gh gi h k kh l m n ng ngh nh p ph qu r s t th tr v x"
_RIMES = """
a ac ach ai am an ang anh ao ap at au ay ăc ăk ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây
e ec em en eng eo ep et ê êch êm ên êng ênh êp êt êu i ia ich im in inh ip it iu
iêc iêm iên iêng iêp iêt iêu o oc oi om on ong op ot ooc oong oa oac oach oai oam oan
oang oanh oao oap oat oay oăc oăm oăn oăng oăt oe oen oeo oet ô ôc ôi ôm ôn ông ôp ôt
ơ ơi ơm ơn ơp ơt u ua uc ui um un ung up ut uôc uôi uôm uôn uông uôt uê uêch uênh uơ uy
uya uych uyên uyêt uyn uynh uyp uyt uyu uân uâng uât uây ư ưa ưc ưi ưm ưn ưng ưt ưu
ươc ươi ươm ươn ương ươp ươt ươu y yêm yên yêng yêt yêu ynh yt ych
"""
_TONES = dict.fromkeys(map(ord, "\u0300\u0301\u0303\u0309\u0323"))
_FORM = re.compile(
    rf"(?:{'|'.join(_ONSETS.split())})?(?:{'|'.join(_RIMES.split())})|gi"
)
_STOPPED = re.compile(r".*(?:c|ch|k|p|t)")


@lru_cache(maxsize=1 << 15)
def is_syllable(word: str) -> bool:
    """Tell whether a word is spelt as a Vietnamese syllable may be.

    Parameters
    ----------
    word : str
        In any case; with its tone.

    Returns
    -------
    bool
        Spelling only: a syllable that no dictionary has is one, too. A syllable that
        ends in a stop bears a rising or a heavy tone.

    Examples
    --------
    >>> [is_syllable(word) for word in ("Dự", "NGHIỆP", "quyết", "gì")]
    [True, True, True, True]
    >>> [is_syllable(word) for word in ("¸n", "trưc", "élève", "")]
    [False, False, False, False]
    """
    parts = unicodedata.normalize("NFD", word.casefold())
    tones = [letter for letter in parts if ord(letter) in _TONES]
    bare = unicodedata.normalize("NFC", parts.translate(_TONES))
    if len(tones) > 1 or not _FORM.fullmatch(bare):
        return False
    return not _STOPPED.fullmatch(bare) or tones in (["\u0301"], ["\u0323"])
