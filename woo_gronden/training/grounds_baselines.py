"""What a model has to beat: the commonest ground, the words of the taxonomy, the most alike passage."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np

from woo_gronden.classify import ground_in_law
from woo_gronden.classify.features import fold
from woo_gronden.classify.linear import Features
from woo_gronden.schema import Law
from woo_gronden.training.grounds_examples import Example
from woo_gronden.training.grounds_linear import choose_features


class MajorityModel:
    """Always the ground that most texts argue."""

    name = "majority"

    def __init__(self, examples: Sequence[Example]) -> None:
        counts = Counter(label for example in examples for label in example.labels)
        self._label = counts.most_common(1)[0][0]

    @property
    def labels(self) -> tuple[str, ...]:
        """One."""
        return (self._label,)

    def predict(self, texts: Sequence[str], law: Law | None = None) -> list[dict[str, float]]:
        """The same for each text."""
        ground = ground_in_law(self._label, law or "woo")
        return [{ground: 1.0} if ground else {} for _ in texts]


class NeighbourModel:
    """The grounds of the most alike text, by cosine over the linear model's n-grams; texts of the same law first."""

    name = "neighbour"

    def __init__(self, examples: Sequence[Example]) -> None:
        self._examples = [example for example in examples if example.origin != "own"] or list(examples)
        folded = [fold(example.text) for example in self._examples]
        self._features = Features(*choose_features(folded, [str(i) for i in range(len(folded))]))
        self._grams, _ = self._features.read(folded)

    @property
    def labels(self) -> tuple[str, ...]:
        """Every label of a text."""
        return tuple(sorted({label for example in self._examples for label in example.labels}))

    def predict(self, texts: Sequence[str], law: Law | None = None) -> list[dict[str, float]]:
        """The neighbour's grounds with the cosine."""
        if not texts:
            return []
        grams, _ = self._features.read([fold(text) for text in texts])
        # Two blocks of length one each: half their product is a cosine.
        likeness = np.asarray((grams @ self._grams.T).todense()) / 2
        found = []
        for row in likeness:
            best = int(row.argmax())
            ids = (ground_in_law(label, law or "woo") for label in self._examples[best].labels)
            found.append({ground: float(row[best]) for ground in ids if ground})
        return found
