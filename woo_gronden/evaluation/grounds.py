"""Grounds that a model says a passage argues, against what people say; Wob and Woo counterparts count as one.

Intervals resample dossiers: the passages of one letter are written by one hand and are no independent witnesses.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from woo_gronden.classify import label_of, labels_of
from woo_gronden.evaluation.figures import Figure, f1, measure
from woo_gronden.schema import Law

# A ground counts in macro F1 from this many passages on; fewer say nothing of a model.
MACRO_SUPPORT = 5
_BINS = 10


@dataclass(frozen=True, slots=True)
class Judged:
    """A passage, what a person says it argues, and what a model says."""

    gold: tuple[str, ...]
    said: tuple[str, ...]
    dossier: str
    authority: str = ""
    law: Law = "woo"
    kind: str = "motivation"

    @property
    def agrees(self) -> bool:
        """Whether both say the same, in labels."""
        return set(labels_of(self.gold)) == {label_of(ground) or ground for ground in self.said}


def evaluate_grounds(judged: Sequence[Judged], *, details: bool = True) -> list[Figure]:
    """Micro and macro F1 with intervals; with ``details`` also by ground (support), law, authority and kind."""
    figures = [_micro("micro F1", judged), _macro(judged)]
    if not details:
        return figures
    support = Counter(label for item in judged for label in labels_of(item.gold))
    for label in sorted(support, key=lambda name: (-support[name], name)):
        rows = _by_dossier(judged, lambda item, label=label: _counts(item, {label}))  # type: ignore[misc]
        figures.append(measure(f"F1 {label}", rows, f1, f"support {support[label]}"))
    for field in ("law", "authority", "kind"):
        for value in sorted({getattr(item, field) for item in judged}):
            part = [item for item in judged if getattr(item, field) == value]
            figures.append(_micro(f"micro F1, {field} {value or '?'}", part))
    return figures


def false_alarms(said: Sequence[Iterable[str]], dossiers: Sequence[str]) -> Figure:
    """The share of paragraphs that argue nothing of which a model says otherwise."""
    rows: dict[str, list[float]] = {}
    for claims, dossier in zip(said, dossiers, strict=True):
        row = rows.setdefault(dossier, [0.0, 0.0])
        row[0] += bool(list(claims))
        row[1] += 1
    return measure("false on paragraphs without ground", list(rows.values()), _share, f"{len(said)} paragraphs")


def measure_gap(name: str, judged: Sequence[Judged], other: Sequence[Judged]) -> Figure:
    """By how much the micro F1 of ``judged`` is above that of ``other`` on the same passages, resampled together."""
    rows = [[*a, *b] for a, b in zip(_by_dossier(judged, _counts), _by_dossier(other, _counts), strict=True)]
    return measure(name, rows, lambda sums: f1(sums[..., :3]) - f1(sums[..., 3:]), f"{len(judged)} passages")


def _share(sums: np.ndarray) -> np.ndarray:
    result: np.ndarray = sums[..., 0] / np.maximum(sums[..., 1], 1)
    return result


def _micro(name: str, judged: Sequence[Judged]) -> Figure:
    return measure(name, _by_dossier(judged, _counts), f1, f"{len(judged)} passages")


def _macro(judged: Sequence[Judged]) -> Figure:
    support = Counter(label for item in judged for label in labels_of(item.gold))
    kept = sorted(label for label, count in support.items() if count >= MACRO_SUPPORT)

    def counts(item: Judged) -> list[float]:
        return [n for label in kept for n in _counts(item, {label})]

    def mean(sums: np.ndarray) -> np.ndarray:
        result: np.ndarray = f1(sums.reshape(*sums.shape[:-1], len(kept), 3)).mean(axis=-1)
        return result

    detail = f"{len(kept)} grounds with {MACRO_SUPPORT} passages or more"
    return measure("macro F1", _by_dossier(judged, counts) if kept else [], mean, detail)


def _counts(item: Judged, only: set[str] | None = None) -> list[float]:
    want, have = set(labels_of(item.gold)), {label_of(ground) or ground for ground in item.said}
    if only is not None:
        want, have = want & only, have & only
    return [len(want & have), len(have - want), len(want - have)]


def _by_dossier(judged: Sequence[Judged], counts: Callable[[Judged], list[float]]) -> list[list[float]]:
    rows: dict[str, list[float]] = {}
    for item in judged:
        new = counts(item)
        old = rows.get(item.dossier)
        rows[item.dossier] = new if old is None else [a + b for a, b in zip(old, new, strict=True)]
    return list(rows.values())


@dataclass(frozen=True, slots=True)
class Calibration:
    """How far probabilities are from what came true: ``ece``, and (mean probability, share true, count) by bin."""

    ece: float
    bins: tuple[tuple[float, float, int], ...]

    @property
    def ece_of_claims(self) -> float:
        """The error where a ground is at all likely (from .1): most labels of a text are plainly absent."""
        likely = [row for row in self.bins if row[0] >= 1 / _BINS]
        total = sum(count for _, _, count in likely)
        return sum(abs(mean - share) * count for mean, share, count in likely) / total if total else 0.0


def measure_calibration(probabilities: np.ndarray, truth: np.ndarray) -> Calibration:
    """Expected calibration error over ten equal bins, of claims (any shape) and whether each is true."""
    p, t = np.ravel(probabilities).astype(float), np.ravel(truth).astype(float)
    bins, ece = [], 0.0
    which = np.minimum((p * _BINS).astype(int), _BINS - 1)
    for number in range(_BINS):
        inside = which == number
        if inside.any():
            mean, share, count = float(p[inside].mean()), float(t[inside].mean()), int(inside.sum())
            bins.append((mean, share, count))
            ece += abs(mean - share) * count / len(p)
    return Calibration(ece, tuple(bins))


def draw_reliability(curves: Mapping[str, Calibration]) -> str:
    """A reliability plot as SVG: mean probability across, share that was true upwards, dots by how many claims."""
    size, pad = 320, 40
    colours = ("#1f5fa8", "#b4461e", "#2f7d32")

    def place(x: float, y: float) -> tuple[float, float]:
        return pad + x * size, pad + (1 - y) * size

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{size + 2 * pad}" height="{size + 2 * pad}" '
        'font-family="sans-serif" font-size="12">',
        '<rect width="100%" height="100%" fill="white"/>',
        f'<rect x="{pad}" y="{pad}" width="{size}" height="{size}" fill="none" stroke="#999"/>',
        f'<line x1="{pad}" y1="{pad + size}" x2="{pad + size}" y2="{pad}" stroke="#999" stroke-dasharray="4"/>',
    ]
    for tick in (0, 0.25, 0.5, 0.75, 1):
        x, y = place(tick, tick)
        parts.append(f'<text x="{x}" y="{pad + size + 16}" text-anchor="middle">{tick:g}</text>')
        parts.append(f'<text x="{pad - 6}" y="{y + 4}" text-anchor="end">{tick:g}</text>')
    for (name, curve), colour, row in zip(curves.items(), colours, range(len(curves)), strict=False):
        dots = [(*place(mean, share), 2 + 1.2 * np.log1p(count)) for mean, share, count in curve.bins]
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y, _ in dots)
        parts.append(f'<polyline points="{path}" fill="none" stroke="{colour}"/>')
        parts += [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{r:.1f}" fill="{colour}"/>' for x, y, r in dots]
        label = f"{name}: ECE {curve.ece:.3f}, from .1 on {curve.ece_of_claims:.3f}"
        parts.append(f'<text x="{pad + 8}" y="{pad + 18 + 16 * row}" fill="{colour}">{label}</text>')
    parts.append(f'<text x="{pad + size / 2}" y="{size + 2 * pad - 6}" text-anchor="middle">probability given</text>')
    parts.append(f'<text x="12" y="{pad - 12}">share true</text></svg>')
    return "\n".join(parts) + "\n"
