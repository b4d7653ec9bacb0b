"""The default model: one weight a feature and label over hashed n-grams and the terms of each ground.

Trained with scikit-learn (``woo_gronden.training``), kept as plain arrays and JSON: no code runs when it is loaded, and
prediction needs numpy and scipy alone.
"""

from __future__ import annotations

import json
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import numpy as np

from woo_gronden.classify.answers import answers
from woo_gronden.classify.features import HASH_BITS, count_features, fold
from woo_gronden.classify.masking import mask_citations
from woo_gronden.classify.protocol import ParagraphKind
from woo_gronden.classify.terms import all_terms, count_terms
from woo_gronden.errors import ModelError
from woo_gronden.schema import Law

KINDS: tuple[ParagraphKind, ...] = ("motivation", "norm", "neither")
FORMAT = 1
# More terms of one ground in a passage add nothing: the law's own sentence holds about as many. The first says most, so
# the root of their share is taken.
_MOST_TERMS = 4


@dataclass(frozen=True)
class Weights:
    """The numbers of a linear model.

    ``hashes`` are the known features, ``idf`` and ``words`` (whether of words) go with them; ``grounds`` and ``kinds``
    have a row for each feature, then for each label's terms, then the intercept; ``scale`` and ``shift`` turn a label's
    score into a calibrated one.
    """

    hashes: np.ndarray
    idf: np.ndarray
    words: np.ndarray
    grounds: np.ndarray
    kinds: np.ndarray
    scale: np.ndarray
    shift: np.ndarray


class Features:
    """From texts to the numbers that the weights multiply."""

    def __init__(self, hashes: np.ndarray, idf: np.ndarray, words: np.ndarray) -> None:
        self.count = len(hashes)
        self._idf = idf.astype(np.float32)
        self._blocks = np.stack([words, ~words], axis=1).astype(np.float32)
        self._block_of = np.where(words, 0, 1)
        self._table = np.full(1 << HASH_BITS, -1, np.int32)
        self._table[hashes] = np.arange(len(hashes), dtype=np.int32)
        self._terms = {label: column for column, label in enumerate(all_terms())}

    def read(self, folded: Sequence[bytes]) -> tuple[Any, np.ndarray]:
        """N-grams, sparse ``(texts, features)``, words and characters each of length one; terms ``(texts, labels)``."""
        grams = count_features(folded, self._table, self.count)
        grams.data *= self._idf[grams.indices]
        lengths = np.sqrt(np.maximum(grams.multiply(grams) @ self._blocks, 1e-12)).astype(np.float32)
        row_of = np.repeat(np.arange(grams.shape[0]), np.diff(grams.indptr))
        grams.data /= lengths[row_of, self._block_of[grams.indices]]
        terms = np.zeros((len(folded), len(self._terms)), np.float32)
        for row, text in enumerate(folded):
            for label, count in count_terms(text).items():
                terms[row, self._terms[label]] = (min(count, _MOST_TERMS) / _MOST_TERMS) ** 0.5
        return grams, terms


class LinearModel:
    """Grounds and kinds from a weighted sum of n-grams and terms."""

    def __init__(self, name: str, labels: Sequence[str], thresholds: np.ndarray, weights: Weights) -> None:
        self._name = name
        self._labels = tuple(labels)
        self._thresholds = np.asarray(thresholds, np.float32)
        self._weights = weights
        self._features = Features(weights.hashes, weights.idf, weights.words)

    @property
    def name(self) -> str:
        """What stands as ``method`` in the tables."""
        return self._name

    @property
    def labels(self) -> tuple[str, ...]:
        """The labels it knows."""
        return self._labels

    @property
    def thresholds(self) -> np.ndarray:
        """The probability under which it abstains, by label."""
        return self._thresholds

    def predict(self, texts: Sequence[str], law: Law | None = None) -> list[dict[str, float]]:
        """See :class:`~woo_gronden.classify.protocol.Model`."""
        return answers(texts, self.probabilities(texts), self._labels, self._thresholds, law)

    def probabilities(self, texts: Sequence[str]) -> np.ndarray:
        """Calibrated probability of each label, whatever the threshold; shape ``(texts, labels)``."""
        scores = self._scores(texts, self._weights.grounds)
        result: np.ndarray = 1 / (1 + np.exp(-(scores * self._weights.scale + self._weights.shift)))
        return result

    def predict_kinds(self, texts: Sequence[str]) -> list[dict[ParagraphKind, float]]:
        """See :class:`~woo_gronden.classify.protocol.KindModel`."""
        scores = np.exp(self._scores(texts, self._weights.kinds))
        shares = scores / scores.sum(axis=1, keepdims=True)
        return [dict(zip(KINDS, map(float, row), strict=True)) for row in shares]

    def _scores(self, texts: Sequence[str], weights: np.ndarray) -> np.ndarray:
        if not texts:
            return np.zeros((0, weights.shape[1]), np.float32)
        grams, terms = self._features.read([fold(mask_citations(text)) for text in texts])
        split = self._features.count
        result: np.ndarray = grams @ weights[:split] + terms @ weights[split:-1] + weights[-1]
        return result


def write_linear(folder: Path, model: LinearModel, about: dict[str, Any]) -> None:
    """Write ``model`` to ``folder`` (``model.json``, ``weights.npz``); ``about`` is kept beside the labels."""
    folder.mkdir(parents=True, exist_ok=True)
    head = {
        "format": FORMAT,
        "type": "linear",
        "name": model.name,
        "labels": list(model.labels),
        "terms": list(all_terms()),
        "thresholds": [round(float(t), 4) for t in model.thresholds],
        **about,
    }
    (folder / "model.json").write_text(json.dumps(head, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    weights = model._weights
    arrays: dict[str, Any] = {
        "hashes": weights.hashes.astype(np.int32),
        "idf": weights.idf.astype(np.float16),
        "words": weights.words,
        "grounds": weights.grounds.astype(np.float16),
        "kinds": weights.kinds.astype(np.float16),
        "scale": weights.scale.astype(np.float32),
        "shift": weights.shift.astype(np.float32),
    }
    np.savez_compressed(folder / "weights.npz", **arrays)


def load_linear(folder: Path) -> LinearModel:
    """The model in ``folder``.

    Raises:
        ModelError: its files are not whole, or were written for another version.
    """
    try:
        head = json.loads((folder / "model.json").read_text(encoding="utf-8"))
        with np.load(folder / "weights.npz", allow_pickle=False) as arrays:
            weights = Weights(*(cast(np.ndarray, arrays[name]) for name in Weights.__dataclass_fields__))
        if head["format"] != FORMAT or head["terms"] != list(all_terms()):
            raise ModelError(f"{folder}: trained for another version of this package; train it again")
        if len(weights.grounds) != len(weights.hashes) + len(head["terms"]) + 1:
            raise ModelError(f"{folder}: the arrays do not fit each other")
    except (OSError, ValueError, KeyError, TypeError, zipfile.BadZipFile) as error:
        raise ModelError(f"{folder}: cannot be read as a linear model: {error}") from error
    floats = {
        name: value if name in ("hashes", "words") else value.astype(np.float32)
        for name, value in ((n, getattr(weights, n)) for n in Weights.__dataclass_fields__)
    }
    return LinearModel(head["name"], head["labels"], np.array(head["thresholds"]), Weights(**floats))
