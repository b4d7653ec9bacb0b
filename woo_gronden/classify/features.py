"""Hashed n-grams of words and characters, counted with array arithmetic: no vocabulary is kept, so no words are.

The hash of any stretch of a text comes out of one running sum (Rabin's fingerprint modulo 2**64), so all n-grams of a
batch cost a few array operations.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

import numpy as np

CHAR_NGRAMS = (3, 4, 5)
WORD_NGRAMS = (1, 2, 3)
# Table of the hashes; a feature nobody trained on meets a trained one in fewer than one of fifty cases.
HASH_BITS = 21
# Texts a pass: enough for the arithmetic to outweigh its start, few enough to stay in cache.
_BATCH = 128

_BASE = 0x9E3779B97F4A7C15 | 1
_MASK = (1 << 64) - 1
_INVERSE = pow(_BASE, -1, 1 << 64)

# Letters stay; all else is a space. Recognition takes l, i and 1 for one another ("artlkel"), so l is read as i.
_TABLE = bytes(
    ord("i") if chr(code) == "l" else code if chr(code).isascii() and chr(code).islower() else 32 for code in range(256)
)
# Any character but the 128 of ASCII.
_FOREIGN = re.compile(r"[^\x00-\x7f]")
_LIGATURES = {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o"}


def fold(text: str) -> bytes:
    """``text`` as the models read it: lower-case letters of the alphabet and single spaces, nothing else."""
    lowered = text.lower()
    if not lowered.isascii():
        lowered = _FOREIGN.sub(lambda found: _plain(found[0]), lowered)
    return b" ".join(lowered.encode("ascii", "replace").translate(_TABLE).split())


@cache
def _plain(char: str) -> str:
    """The letters under the accents; nothing for an accent alone; else what will be a space."""
    if unicodedata.combining(char):
        return ""
    letters = unicodedata.normalize("NFKD", _LIGATURES.get(char, char)).encode("ascii", "ignore").decode()
    return letters.lower() or " "


def hash_batches(folded: Sequence[bytes]) -> Iterator[tuple[int, np.ndarray, np.ndarray, np.ndarray]]:
    """The n-grams of ``folded`` texts, a batch at a time.

    Yields:
        Number of the first text of the batch, and for every n-gram its text (counted from there), whether it is of
        words, and its hash in ``[0, 2**HASH_BITS)``.
    """
    for first in range(0, len(folded), _BATCH):
        yield first, *_hash(folded[first : first + _BATCH])


def _hash(folded: Sequence[bytes]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    joined = b"".join(b" " + text + b" " for text in folded)
    lengths = np.array([len(text) + 2 for text in folded])
    letters = np.frombuffer(joined, np.uint8).astype(np.uint64)
    text_of = np.repeat(np.arange(len(folded)), lengths)
    ends = np.repeat(np.cumsum(lengths), lengths)
    powers, inverses = _powers(_BASE, len(letters)), _powers(_INVERSE, len(letters))
    sums = np.zeros(len(letters) + 1, np.uint64)
    np.cumsum(letters * powers, out=sums[1:])
    places = np.arange(len(letters))
    texts, words, hashes = [], [], []
    for n in CHAR_NGRAMS:
        starts = places[places + n <= ends]
        texts.append(text_of[starts])
        words.append(np.zeros(len(starts), bool))
        hashes.append(_mixed((sums[starts + n] - sums[starts]) * inverses[starts], n))
    spaces = np.flatnonzero(letters == 32)
    for n in WORD_NGRAMS:
        starts, stops = spaces[:-n], spaces[n:]
        # Two spaces that touch are the border of two texts.
        inside = (text_of[starts] == text_of[stops]) & (stops > starts + 1)
        starts, stops = starts[inside], stops[inside]
        texts.append(text_of[starts])
        words.append(np.ones(len(starts), bool))
        hashes.append(_mixed((sums[stops] - sums[starts]) * inverses[starts], 100 + n))
    return np.concatenate(texts), np.concatenate(words), np.concatenate(hashes)


_POWERS: dict[int, np.ndarray] = {}


def _powers(base: int, count: int) -> np.ndarray:
    kept = _POWERS.get(base)
    if kept is None or len(kept) < count:
        factors = np.full(max(count, 1 << 17), base & _MASK, np.uint64)
        factors[0] = 1
        kept = _POWERS[base] = np.cumprod(factors, dtype=np.uint64)
    return kept[:count]


def _mixed(hashes: np.ndarray, salt: int) -> np.ndarray:
    mixed = (hashes + np.uint64(salt)) * np.uint64(0xBF58476D1CE4E5B9)
    mixed = (mixed ^ (mixed >> np.uint64(29))) * np.uint64(0x94D049BB133111EB)
    result: np.ndarray = (mixed >> np.uint64(64 - HASH_BITS)).astype(np.int64)
    return result


def count_features(folded: Sequence[bytes], table: np.ndarray, rows: int) -> Any:
    """A sparse matrix ``(texts, rows)`` with ``1 + log(count)`` of each known feature.

    Args:
        folded: texts as :func:`fold` gives them.
        table: for each hash its row in the model, -1 where it is unknown; shape ``(2**HASH_BITS,)``.
        rows: how many rows the model has.
    """
    from scipy import sparse

    parts = []
    for first, texts, _, hashes in hash_batches(folded):
        known = table[hashes]
        kept = known >= 0
        count = min(_BATCH, len(folded) - first)
        part = sparse.coo_matrix(
            (np.ones(int(kept.sum()), np.float32), (texts[kept], known[kept])), shape=(count, rows)
        ).tocsr()
        part.data = 1 + np.log(part.data)
        parts.append(part)
    if not parts:
        return sparse.csr_matrix((0, rows), dtype=np.float32)
    return sparse.vstack(parts, format="csr")
