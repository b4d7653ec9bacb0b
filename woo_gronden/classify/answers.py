"""From probabilities by label to what a model says in the law that applies."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from woo_gronden.classify.labels import ground_in_law, named_law
from woo_gronden.schema import Law

# Digits of a probability; more would claim a precision that calibration on a few hundred passages does not have.
_DECIMALS = 4


def answers(
    texts: Sequence[str], probabilities: np.ndarray, labels: Sequence[str], thresholds: np.ndarray, law: Law | None
) -> list[dict[str, float]]:
    """Grounds whose probability reaches their threshold, by text, most probable first.

    Args:
        texts: read for the law they name where ``law`` is None.
        probabilities: shape ``(texts, labels)``.
        labels: label of each column.
        thresholds: one for each column.
        law: the law whose ids come out.
    """
    names: dict[Law, list[str | None]] = {
        "woo": [ground_in_law(label, "woo") for label in labels],
        "wob": [ground_in_law(label, "wob") for label in labels],
    }
    said = []
    for text, row, passes in zip(texts, probabilities, probabilities >= thresholds, strict=True):
        ids = names[law or named_law(text) or "woo"]
        found = [(float(row[i]), ground) for i in np.flatnonzero(passes) if (ground := ids[i])]
        said.append({ground: round(p, _DECIMALS) for p, ground in sorted(found, key=lambda pair: (-pair[0], pair[1]))})
    return said
