"""Shares and medians with 95 % intervals."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np

# The normal quantile of 95 %.
_Z = 1.959964
# Bootstrap samples and seed: two stable digits, the same figures at every report.
_SAMPLES = 1000
_SEED = 20220501


class Interval(NamedTuple):
    """A figure and the ends of its 95 % interval; all NaN where there is nothing to count."""

    value: float
    low: float
    high: float


_NOTHING = Interval(math.nan, math.nan, math.nan)


def share_of(part: int, whole: int) -> Interval:
    """A share with Wilson's interval (Wilson 1927, without continuity correction).

    It treats the items as drawn independently, which decisions of one authority are not quite.
    """
    if whole == 0:
        return _NOTHING
    at, z2 = part / whole, _Z * _Z
    middle = (at + z2 / (2 * whole)) / (1 + z2 / whole)
    half = _Z * math.sqrt(at * (1 - at) / whole + z2 / (4 * whole * whole)) / (1 + z2 / whole)
    return Interval(at, max(0.0, middle - half), min(1.0, middle + half))


def median_of(groups: Mapping[str, Sequence[float]]) -> Interval:
    """The median of all values, its interval by resampling whole groups (dossiers): values of one go together."""
    if not groups:
        return _NOTHING
    values = [np.asarray(group, dtype=float) for _, group in sorted(groups.items())]
    draws = np.random.default_rng(_SEED)
    medians = [
        np.median(np.concatenate([values[at] for at in draws.integers(0, len(values), len(values))]))
        for _ in range(_SAMPLES)
    ]
    low, high = np.percentile(medians, [2.5, 97.5])
    return Interval(float(np.median(np.concatenate(values))), float(low), float(high))
