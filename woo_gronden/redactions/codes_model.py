"""A small network that reads a whole redaction code from its picture: numpy alone, weights in the package.

The vocabulary is closed (every ground of the Woo and the Wob in its usual notations, a lone digit, *none of these*),
so the picture of the code is classified as a whole: touching, squeezed and half cut letters need no parting.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from woo_gronden.redactions.pixels.page import Pixels, level_at

Floats = NDArray[np.float32]

TOKEN_HEIGHT, TOKEN_WIDTH = 22, 88
"""Pixels of the picture that the network looks at; a code's own shape goes in as one more number."""

OTHER = ""
"""The class of everything that is no code."""


class Reading(NamedTuple):
    """What a picture says: ``text`` as printed ('' for no code) and its probability."""

    text: str
    score: float


def shape_token(gray: Pixels) -> Floats | None:
    """One token's pixels, any size and polarity, as the network's input; None where nothing is printed.

    Args:
        gray: the token cut out close, ``(height, width)`` uint8.
    """
    import cv2

    height, width = gray.shape
    if height < 4 or width < 2:
        return None
    low, high = level_at(gray, 0.02), level_at(gray, 0.98)
    if high - low < 12:
        return None
    ink = (gray.astype(np.float32) - low) / (high - low)
    # Ink is the smaller part of a token: what most pixels have is the ground.
    if level_at(gray, 0.5) > (low + high) / 2:
        ink = 1.0 - ink
    interpolation = cv2.INTER_AREA if height > TOKEN_HEIGHT else cv2.INTER_LINEAR
    small = cv2.resize(np.clip(ink, 0, 1), (TOKEN_WIDTH, TOKEN_HEIGHT), interpolation=interpolation)
    return np.append(small.ravel(), np.float32(min(width / height, 8.0) / 4)).astype(np.float32)


@cache
def _load() -> tuple[list[str], list[tuple[Floats, Floats]]]:
    path = files("woo_gronden.redactions") / "data" / "codes.npz"
    with path.open("rb") as stream, np.load(stream, allow_pickle=False) as saved:
        layers = [
            (saved[f"w{i}"].astype(np.float32), saved[f"b{i}"].astype(np.float32)) for i in range(int(saved["depth"]))
        ]
        return [str(label) for label in saved["labels"]], layers


def score_tokens(tokens: Sequence[Pixels]) -> tuple[list[str], Floats]:
    """The classes, and for each token picture their probabilities; a picture without ink is surely no code."""
    labels, layers = _load()
    scores = np.zeros((len(tokens), len(labels)), np.float32)
    shaped = [shape_token(token) for token in tokens]
    there = [i for i, row in enumerate(shaped) if row is not None]
    scores[[i for i, row in enumerate(shaped) if row is None], labels.index(OTHER)] = 1.0
    if not there:
        return labels, scores
    x = np.stack([row for row in shaped if row is not None])
    # Not "@": its threads wait for each other far longer than a product of a few rows takes.
    for weights, bias in layers[:-1]:
        x = np.maximum(np.einsum("ij,jk->ik", x, weights) + bias, 0)
    x = np.einsum("ij,jk->ik", x, layers[-1][0]) + layers[-1][1]
    x = np.exp(x - x.max(axis=1, keepdims=True))
    scores[there] = x / x.sum(axis=1, keepdims=True)
    return labels, scores


def read_tokens(tokens: Sequence[Pixels]) -> list[Reading]:
    """What each token picture says, in order."""
    if not tokens:
        return []
    labels, scores = score_tokens(tokens)
    best = scores.argmax(axis=1)
    return [Reading(labels[i], float(row[i])) for i, row in zip(best, scores, strict=True)]
