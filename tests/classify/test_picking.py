"""What to annotate next."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from woo_gronden.classify import pick_texts

TEXTS = [
    "namen zijn weg",
    "namen zijn weg",
    "namen zijn verwijderd",
    "het toezicht op bedrijven",
    "een mening in een memo",
]


class Fixed:
    """Probabilities given beforehand."""

    def __init__(self, rows: Sequence[Sequence[float]]) -> None:
        self.rows = np.array(rows)

    def probabilities(self, texts: Sequence[str]) -> np.ndarray:
        return self.rows


def test_uncertainty_takes_what_is_nearest_to_even() -> None:
    model = Fixed([[0.99, 0.01], [0.55, 0.0], [0.3, 0.1], [0.02, 0.51], [0.9, 0.9]])
    assert pick_texts(TEXTS, 3, "uncertainty", model=model) == [3, 1, 2]


def test_uncertainty_needs_a_model() -> None:
    with pytest.raises(ValueError, match="model"):
        pick_texts(TEXTS, 1, "uncertainty")


@pytest.mark.parametrize("seed", range(5))
def test_diverse_takes_the_unlike_before_the_like(seed: int) -> None:
    first = pick_texts(TEXTS, 3, "diverse", seed=seed)
    assert len({"namen" in TEXTS[i] for i in first}) == 2
    assert sum("namen" in TEXTS[i] for i in first) == 1


@pytest.mark.parametrize("strategy", ["diverse", "random"])
def test_the_same_seed_gives_the_same_and_no_text_twice(strategy: str) -> None:
    first = pick_texts(TEXTS, 9, strategy, seed=3)  # type: ignore[arg-type]
    assert first == pick_texts(TEXTS, 9, strategy, seed=3)  # type: ignore[arg-type]
    assert sorted(first) == list(range(len(TEXTS)))


@pytest.mark.parametrize("strategy", ["diverse", "random", "uncertainty"])
def test_nothing_to_pick(strategy: str) -> None:
    assert pick_texts([], 3, strategy, model=Fixed([])) == []  # type: ignore[arg-type]
