"""Which passages a person should annotate next: those a model is least sure of, those least alike, or any."""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import Literal, Protocol

import numpy as np

from woo_gronden.classify.features import HASH_BITS, fold, hash_batches

Strategy = Literal["uncertainty", "diverse", "random"]

# Hashes are folded to so many columns for likeness alone.
_COLUMNS = 4096


class Scored(Protocol):
    """A model that gives a probability for each label."""

    def probabilities(self, texts: Sequence[str]) -> np.ndarray:
        """Shape ``(texts, labels)``."""


def pick_texts(
    texts: Sequence[str], count: int, strategy: Strategy, *, model: Scored | None = None, seed: int = 0
) -> list[int]:
    """Numbers of the texts to annotate, most wanted first; the same arguments give the same.

    Args:
        texts: what there is to choose from.
        count: how many at most.
        strategy: ``uncertainty`` takes those with a label nearest to even odds (needs ``model``), ``diverse`` each time
            the one least alike to those taken, ``random`` any.
        model: see ``strategy``.
        seed: for ``random``, and for where ``diverse`` begins.

    Raises:
        ValueError: ``uncertainty`` without a model.
    """
    count = min(count, len(texts))
    if strategy == "random":
        return random.Random(seed).sample(range(len(texts)), count)
    if strategy == "diverse":
        return _pick_diverse(texts, count, seed)
    if model is None:
        raise ValueError("picking by uncertainty needs a model")
    if not texts:
        return []
    doubt = np.abs(model.probabilities(texts) - 0.5).min(axis=1)
    return [int(i) for i in np.argsort(doubt, kind="stable")[:count]]


def _pick_diverse(texts: Sequence[str], count: int, seed: int) -> list[int]:
    """Farthest first: begin anywhere, then always the text whose likest among those taken is least like it."""
    if not count:
        return []
    vectors = np.zeros((len(texts), _COLUMNS), np.float32)
    for first, owner, words, hashes in hash_batches([fold(text) for text in texts]):
        columns = hashes[words] >> (HASH_BITS - _COLUMNS.bit_length() + 1)
        np.add.at(vectors, (first + owner[words], columns), 1)
    vectors = np.log1p(vectors)
    vectors /= np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)
    picked = [random.Random(seed).randrange(len(texts))]
    nearest = vectors @ vectors[picked[0]]
    while len(picked) < count:
        nearest[picked] = np.inf
        picked.append(int(nearest.argmin()))
        nearest = np.maximum(nearest, vectors @ vectors[picked[-1]])
    return picked
