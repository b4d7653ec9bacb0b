"""Figures with 95 % intervals, from counts by item (a line, a page, a letter)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np

# Bootstrap samples and seed: enough for two stable digits, the same figures at every run.
_SAMPLES = 2000
_SEED = 20220501


class Figure(NamedTuple):
    """A figure with the ends of its 95 % bootstrap interval."""

    name: str
    value: float
    low: float
    high: float
    detail: str = ""

    def __str__(self) -> str:
        detail = f"  ({self.detail})" if self.detail else ""
        return f"{self.name:34s} {self.value:.3f}  [{self.low:.3f}, {self.high:.3f}]{detail}"


Statistic = Callable[[np.ndarray], np.ndarray]
"""From sums of counts, shape ``(..., counts)``, to the figure, shape ``(...)``."""


def measure(name: str, counts: Sequence[Sequence[float]], statistic: Statistic, detail: str = "") -> Figure:
    """``statistic`` of the summed counts, and its interval over resampled items.

    Args:
        name: what the figure is called.
        counts: one row of counts an item.
        statistic: see :data:`Statistic`.
        detail: what to print behind it.

    Returns:
        The figure; NaN throughout when there is no item.
    """
    table = np.asarray(counts, dtype=float)
    if not len(table):
        return Figure(name, float("nan"), float("nan"), float("nan"), detail)
    draws = np.random.default_rng(_SEED).integers(0, len(table), size=(_SAMPLES, len(table)))
    sums = np.stack([table[draw].sum(axis=0) for draw in draws])
    low, high = np.percentile(statistic(sums), [2.5, 97.5])
    return Figure(name, float(statistic(table.sum(axis=0))), float(low), float(high), detail)


def f1(sums: np.ndarray) -> np.ndarray:
    """F1 from ``(right, false, missed)`` in the first three counts; 0 where all are 0."""
    right, false, missed = sums[..., 0], sums[..., 1], sums[..., 2]
    result: np.ndarray = 2 * right / np.maximum(2 * right + false + missed, 1e-12)
    return result


def share(sums: np.ndarray) -> np.ndarray:
    """First count over second; 0 where the second is 0."""
    result: np.ndarray = sums[..., 0] / np.maximum(sums[..., 1], 1e-12)
    return result
