"""How alike two texts are in words: BM25 on folded words, checked by rapidfuzz."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz, process

from quyhoach.plan import fold

__all__ = ["Nearest", "nearest", "words"]

_WORD = re.compile(r"[a-z0-9]+")
_K1, _B = 1.2, 0.75
_CHUNK = 20_000


def words(text: str) -> list[str]:
    """Return the folded words of a text, in order.

    Parameters
    ----------
    text : str
        Any text, with or without diacritics.

    Returns
    -------
    list of str
        As `fold` writes them; empty for a text without words.

    Examples
    --------
    >>> words("Điện gió Lộc Bình, 240 MW")
    ['dien', 'gio', 'loc', 'binh', '240', 'mw']
    >>> words(" — ")
    []
    """
    return _WORD.findall(fold(text))


@dataclass(frozen=True, slots=True)
class Nearest:
    """The nearest sentence of each text.

    Parameters
    ----------
    sentence : NDArray[np.int64]
        Which; -1 where there are no sentences.
    score : NDArray[np.float64]
        0 nothing in common, 1 the same words.
    """

    sentence: NDArray[np.int64]
    score: NDArray[np.float64]


def nearest(
    texts: Sequence[Sequence[str]], sentences: Sequence[Sequence[str]]
) -> Nearest:
    """Return, for each text, the sentence most alike in words, and how much.

    Parameters
    ----------
    texts : Sequence of Sequence of str
        Names of projects, as `words` gives them.
    sentences : Sequence of Sequence of str
        Sentences of provisions, the same way.

    Returns
    -------
    Nearest
        The score is the mean of BM25, as a share of the most the text could reach,
        and rapidfuzz's token-set ratio: likeness in words, never in meaning.

    Notes
    -----
    BM25 after Robertson and Zaragoza (2009), k1 1.2, b 0.75, the idf of Lucene.

    Examples
    --------
    >>> sentences = [words("Trường học"), words("Kho lạnh, kho hàng")]
    >>> found = nearest([words("Kho lạnh")], sentences)
    >>> int(found.sentence[0]), bool(found.score[0] > 0.6)
    (1, True)
    """
    if not sentences or not texts:
        return Nearest(np.full(len(texts), -1), np.zeros(len(texts)))
    weights, most, vocabulary = _weights(sentences)
    best = np.zeros(len(texts), np.int64)
    score = np.zeros(len(texts))
    for start in range(0, len(texts), _CHUNK):
        part = slice(start, start + _CHUNK)
        best[part], score[part] = _chunk(texts[part], weights, most, vocabulary)
    names = [" ".join(text) for text in texts]
    said = [" ".join(sentence) for sentence in sentences]
    nearest_said = [said[k] for k in best]
    ratio = process.cpdist(names, nearest_said, scorer=fuzz.token_set_ratio)
    return Nearest(best, (score + np.asarray(ratio, np.float64) / 100.0) / 2.0)


def _chunk(
    texts: Sequence[Sequence[str]],
    weights: NDArray[np.float64],
    most: NDArray[np.float64],
    vocabulary: dict[str, int],
) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Return the best sentence of each text and its score; the last term is unseen."""
    unseen = len(vocabulary)
    rows, terms = [], []
    for number, text in enumerate(texts):
        for word in sorted(set(text)):
            rows.append(number)
            terms.append(vocabulary.get(word, unseen))
    row, term = np.array(rows, np.int64), np.array(terms, np.int64)
    scores = np.zeros((len(texts), weights.shape[1]))
    for column in range(weights.shape[1]):
        one = np.bincount(row, weights[term, column], minlength=len(texts))
        scores[:, column] = one
    reach = np.bincount(row, most[term], minlength=len(texts))
    best = scores.argmax(axis=1)
    return best, scores[np.arange(len(texts)), best] / np.maximum(reach, 1e-12)


def _weights(
    sentences: Sequence[Sequence[str]],
) -> tuple[NDArray[np.float64], NDArray[np.float64], dict[str, int]]:
    vocabulary = {
        term: k for k, term in enumerate(sorted({t for s in sentences for t in s}))
    }
    counts = np.zeros((len(vocabulary), len(sentences)))
    for column, sentence in enumerate(sentences):
        for term in sentence:
            counts[vocabulary[term], column] += 1
    length = counts.sum(axis=0)
    within = (counts > 0).sum(axis=1)
    total = len(sentences)
    idf = np.log1p((total - within + 0.5) / (within + 0.5))
    usual = max(length.mean(), 1.0)
    damped = counts + _K1 * (1 - _B + _B * length / usual)
    weights = idf[:, None] * counts * (_K1 + 1) / np.maximum(damped, 1e-12)
    unseen = np.log1p((total + 0.5) / 0.5)
    bare = np.vstack([weights, np.zeros(total)])
    return bare, np.append(weights.max(axis=1, initial=0.0), unseen), vocabulary
