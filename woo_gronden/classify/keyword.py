"""The model that needs no training: a ground is argued where its words stand."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from woo_gronden.classify.answers import answers
from woo_gronden.classify.features import fold
from woo_gronden.classify.labels import all_labels
from woo_gronden.classify.masking import mask_citations
from woo_gronden.classify.terms import count_terms
from woo_gronden.schema import Law

# One phrase of a ground may stand by chance ("medewerkers"), two seldom do: 1 gives .5, 2 give .67, 3 give .75.
_THRESHOLD = 0.6


class KeywordModel:
    """Counts the phrases of each ground; the score is ``n / (n + 1)`` and no probability."""

    name = "keyword"

    @property
    def labels(self) -> tuple[str, ...]:
        """Every label."""
        return all_labels()

    def predict(self, texts: Sequence[str], law: Law | None = None) -> list[dict[str, float]]:
        """See :class:`~woo_gronden.classify.protocol.Model`."""
        thresholds = np.full(len(self.labels), _THRESHOLD)
        return answers(texts, self.probabilities(texts), self.labels, thresholds, law)

    def probabilities(self, texts: Sequence[str]) -> np.ndarray:
        """The score of each label; shape ``(texts, labels)``."""
        scores = np.zeros((len(texts), len(self.labels)))
        column = {label: i for i, label in enumerate(self.labels)}
        for row, text in enumerate(texts):
            for label, count in count_terms(fold(mask_citations(text))).items():
                scores[row, column[label]] = count / (count + 1)
        return scores
