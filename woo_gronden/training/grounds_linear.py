"""Fit the linear model: logistic regression, one label against the rest, on the same features it predicts with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from woo_gronden.classify import all_labels, known_labels
from woo_gronden.classify.features import fold, hash_batches
from woo_gronden.classify.linear import KINDS, Features, LinearModel, Weights
from woo_gronden.training.grounds_examples import Example, group_folds

# A feature must stand in texts of so many dossiers: names, figures and turns of one letter never get in.
MIN_DOSSIERS = 3
# Inverse strength of the penalty, chosen by cross-validation over dossiers; see docs/classifier.md.
STRENGTH = 8.0
KIND_STRENGTH = 4.0
# Directions that hold less than this share of the largest are rounding.
_RANK = 1e-9
# A ground with a hundred times fewer texts counts ten times as much; more would teach single texts by heart.
_MOST_LIFT = 10.0
_ROUNDS = 120
# Largest change of a weight at which a fit has come to rest.
_STILL = 2e-3
# Thresholds tried; below .2 a claim would be wrong four times of five.
_THRESHOLDS = np.round(np.arange(0.20, 0.72, 0.02), 2)
# Differences in F1 that a few hundred texts cannot show.
_NOISE = 0.01
# A label needs so many texts in its own right before it is learned at all.
_MIN_TEXTS = 2
# Folds inside the training texts on which calibration and threshold are chosen.
_INNER_FOLDS = 3


def fit_linear(examples: Sequence[Example], *, name: str = "linear", seed: int = 0) -> LinearModel:
    """A calibrated model with the threshold under which it abstains; the same examples and seed give the same numbers.

    Scores for calibration and threshold come from models that did not see the dossier they judge.
    """
    design = _read_design(examples)
    labels = tuple(label for label in all_labels() if sum(_has(e, label) for e in examples) >= _MIN_TEXTS)
    truth, known = truth_of(examples, labels)
    folds = np.array(group_folds(examples, _INNER_FOLDS, by="dossier", seed=seed))
    scores = np.full(truth.shape, -6.0)
    weights = np.array([e.weight for e in examples])
    for number in range(_INNER_FOLDS):
        inside = folds != number
        if inside.any() and not inside.all():
            alpha = fit_heads(design.factor[inside], truth[inside], _cost(truth, known, weights)[inside], STRENGTH)
            scores[~inside] = design.factor[~inside] @ alpha[:-1] + alpha[-1]
    # Our own texts are no sample of letters: they teach, and do not judge.
    judges = np.array([0.0 if e.origin == "own" else e.weight for e in examples])
    scale, shift = _calibrate(scores, truth, known, judges)
    probabilities = 1 / (1 + np.exp(-(scores * scale + shift)))
    threshold = choose_threshold(probabilities, truth, known, judges)
    grounds = design.weights(fit_heads(design.factor, truth, _cost(truth, known, weights), STRENGTH))
    is_kind = np.array([[e.kind == kind for kind in KINDS] for e in examples])
    sure = np.repeat([[e.kind is not None] for e in examples], len(KINDS), axis=1)
    kinds = design.weights(fit_heads(design.factor, is_kind, _cost(is_kind, sure, weights), KIND_STRENGTH))
    ones = np.ones(len(labels), np.float32)
    fitted = Weights(design.hashes, design.idf, design.words, grounds, kinds, scale * ones, shift * ones)
    return LinearModel(name, labels, threshold * ones, fitted)


def _has(example: Example, label: str) -> bool:
    return known_labels(example.grounds, (label,))[label] is True


def truth_of(examples: Sequence[Example], labels: Sequence[str]) -> tuple[np.ndarray, np.ndarray]:
    """Two boolean arrays, ``(examples, labels)``: whether it has the label, and whether that is known."""
    rows = [known_labels(example.grounds, labels) for example in examples]
    truth = np.array([[bool(row[label]) for label in labels] for row in rows]).reshape(len(examples), len(labels))
    known = np.array([[row[label] is not None for label in labels] for row in rows]).reshape(truth.shape)
    return truth, known


@dataclass(frozen=True)
class _Design:
    """The texts as numbers, and the same turned so that there are as many columns as texts (the penalty is kept)."""

    hashes: np.ndarray
    idf: np.ndarray
    words: np.ndarray
    x: Any
    factor: np.ndarray
    turn: np.ndarray

    def weights(self, alpha: np.ndarray) -> np.ndarray:
        """Weights for the features, last the intercept, from weights for the turned columns."""
        direct = self.x.T @ (self.turn @ alpha[:-1])
        return np.vstack([direct, alpha[-1:]]).astype(np.float32)


def _read_design(examples: Sequence[Example]) -> _Design:
    from scipy import linalg

    folded = [fold(example.text) for example in examples]
    hashes, idf, words = choose_features(folded, [example.dossier for example in examples])
    x = _joined(*Features(hashes, idf, words).read(folded)).astype(np.float64)
    values, vectors = linalg.eigh((x @ x.T).toarray(), overwrite_a=True, check_finite=False)
    kept = values > values[-1] * _RANK
    roots = np.sqrt(values[kept])
    return _Design(hashes, idf, words, x, vectors[:, kept] * roots, vectors[:, kept] / roots)


def _cost(truth: np.ndarray, known: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """What each text counts for each head: nothing where unknown; positives more, by the root of how few they are."""
    cost: np.ndarray = np.where(known, weights[:, None], 0.0)
    positive = (cost * truth).sum(axis=0)
    lift = np.sqrt((cost.sum(axis=0) - positive) / np.maximum(positive, 1e-9))
    raised: np.ndarray = cost * np.where(truth, np.clip(lift, 1.0, _MOST_LIFT), 1.0)
    return raised


def fit_heads(x: np.ndarray, truth: np.ndarray, cost: np.ndarray, strength: float) -> np.ndarray:
    """Logistic regressions, one a column of ``truth``, at once: what scikit-learn's ``LogisticRegression`` minimises.

    Args:
        x: ``(texts, columns)``.
        truth: ``(texts, heads)``.
        cost: weight of each text for each head, ``(texts, heads)``.
        strength: ``C``.

    Returns:
        ``(columns + 1, heads)``, the intercepts (not penalised) last.
    """
    x = x.astype(np.float32)
    cost = (strength * cost).astype(np.float32)
    sign = np.where(truth, 1, -1).astype(np.float32)
    padded = np.hstack([x, np.ones((len(x), 1), np.float32)])
    penalty = np.ones((padded.shape[1], 1), np.float32)
    penalty[-1] = 1e-3
    # A bound on the curvature (Boehning 1992), column by column: the columns are all but orthogonal.
    step = 1 / (0.25 * (padded**2).T @ cost + penalty)
    weights = ahead = np.zeros((padded.shape[1], truth.shape[1]), np.float32)
    momentum = 1.0
    for _ in range(_ROUNDS):
        slope = -cost * sign / (1 + np.exp(np.clip(sign * (padded @ ahead), -80, 80)))
        moved = ahead - step * (padded.T @ slope + penalty * ahead)
        change = moved - weights
        if np.abs(change).max() < _STILL:
            break
        # Nesterov's step, begun again where it overshoots.
        turned = ((ahead - moved) * change).sum() > 0
        faster = 1.0 if turned else (1 + np.sqrt(1 + 4 * momentum**2)) / 2
        ahead = moved if turned else moved + (momentum - 1) / faster * change
        weights, momentum = moved, faster
    return weights


def choose_features(folded: Sequence[bytes], dossiers: Sequence[str]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The hashes that stand in texts of :data:`MIN_DOSSIERS` dossiers or more, their idf, whether they are of words.

    Texts of our own have a dossier for each ground, so an n-gram must be common to grounds or to letters.
    """
    number = {name: i for i, name in enumerate(sorted(set(dossiers)))}
    where = np.array([number[name] for name in dossiers])
    pairs, seen, is_word = [], [], []
    for first, texts, words, hashes in hash_batches(folded):
        pairs.append(np.unique((hashes << 20) | where[first + texts]))
        seen.append(np.unique((hashes << 20) | (first + texts)))
        is_word.append(np.unique(hashes[words]))
    ids, counts = np.unique(np.unique(np.concatenate(pairs)) >> 20, return_counts=True)
    texts_ids, text_counts = np.unique(np.concatenate(seen) >> 20, return_counts=True)
    kept = ids[counts >= MIN_DOSSIERS]
    df = text_counts[np.searchsorted(texts_ids, kept)]
    idf = (np.log((1 + len(folded)) / (1 + df)) + 1).astype(np.float16)
    return kept.astype(np.int32), idf, np.isin(kept, np.concatenate(is_word))


def _joined(grams: Any, terms: np.ndarray) -> Any:
    from scipy import sparse

    return sparse.hstack([grams, sparse.csr_matrix(terms)], format="csr")


def _calibrate(scores: np.ndarray, truth: np.ndarray, known: np.ndarray, weights: np.ndarray) -> tuple[float, float]:
    """Scale and shift (Platt) for all labels together: most have too few texts for their own."""
    from sklearn.linear_model import LogisticRegression

    rows = np.broadcast_to(weights[:, None], scores.shape)[known]
    used = rows > 0
    answer = truth[known][used]
    if not answer.any() or answer.all():
        return 1.0, 0.0
    model = LogisticRegression(C=1e6).fit(scores[known][used][:, None], answer, sample_weight=rows[used])
    return float(model.coef_[0, 0]), float(model.intercept_[0])


def choose_threshold(probabilities: np.ndarray, truth: np.ndarray, known: np.ndarray, weights: np.ndarray) -> float:
    """The lowest threshold whose micro F1 on texts held out is as good as the best, noise aside."""
    scaled = np.where(known, weights[:, None], 0.0)
    scores = []
    for threshold in _THRESHOLDS:
        said = probabilities >= threshold
        right = (scaled * (said & truth)).sum()
        scores.append(2 * right / max((scaled * said).sum() + (scaled * truth).sum(), 1e-9))
    good = np.array(scores) >= max(scores) - _NOISE
    return float(_THRESHOLDS[int(good.argmax())])
