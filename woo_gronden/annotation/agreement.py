"""How far people agree: Krippendorff's alpha, Cohen's and Fleiss' kappa, stretches in common.

Each figure comes as counts by dossier and a statistic of their sum, so that its interval can be had by resampling
dossiers. Gamma (Mathet 2015), which aligns and categorises at once, is left out: its library brings half a gigabyte.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from itertools import combinations
from typing import NamedTuple

import numpy as np

from woo_gronden.annotation.units import Unit, shared
from woo_gronden.schema import Annotation

Statistic = Callable[[np.ndarray], np.ndarray]
Value = Callable[[Annotation], Hashable]
# Stretches that overlap: in both, over in either.
_OVERLAP = 0.5


class Reading(NamedTuple):
    """A figure before it is measured: its name, a row of counts for each dossier, from their sum to the figure."""

    name: str
    counts: list[list[float]]
    statistic: Statistic
    detail: str


def read_agreement(units: Sequence[Unit]) -> list[Reading]:
    """Every figure that the units allow."""
    judged = [unit for unit in units if len(unit.said) > 1]
    people = sorted({name for unit in units for name in unit.said})
    grounds = sorted({ground for unit in judged for a in unit.said.values() for ground in a.grounds})
    readings = [
        read_alpha("alpha, kind", judged, lambda a: a.kind),
        read_alpha("alpha, grounds (MASI)", judged, lambda a: frozenset(a.grounds), masi_distance),
    ]
    readings += [
        read_alpha(f"alpha, {ground}", judged, lambda a, ground=ground: ground in a.grounds)  # type: ignore[misc]
        for ground in grounds
    ]
    for one, other in combinations(people, 2):
        both = [unit for unit in judged if one in unit.said and other in unit.said]
        if both:
            pair = f"{one} ~ {other}"
            readings.append(read_cohen(f"Cohen's kappa, kind: {pair}", both, one, other, lambda a: a.kind))
            values: Value = lambda a: frozenset(a.grounds)  # noqa: E731 - a value like the one above
            readings.append(read_cohen(f"Cohen's kappa, grounds: {pair}", both, one, other, values))
            readings += read_spans(pair, units, one, other)
    if len(people) > 2:
        readings.append(read_fleiss("Fleiss' kappa, kind", [u for u in units if set(u.said) == set(people)]))
    return readings


def masi_distance(a: frozenset[str], b: frozenset[str]) -> float:
    """Passonneau's MASI: one less Jaccard times 1 (same), 2/3 (one in the other), 1/3 (overlap), 0 (nothing shared)."""
    if a == b:
        return 0.0
    share = len(a & b) / len(a | b)
    return 1 - share * (2 / 3 if a <= b or b <= a else 1 / 3)


def nominal_distance(a: Hashable, b: Hashable) -> float:
    """0 for the same, else 1."""
    return float(a != b)


def read_alpha(
    name: str, units: Sequence[Unit], value: Value, distance: Callable[..., float] = nominal_distance
) -> Reading:
    """Krippendorff's alpha (2011): coincidences of values within units, by dossier."""
    kinds = _sorted({value(a) for unit in units for a in unit.said.values()})
    number = {kind: i for i, kind in enumerate(kinds)}
    apart = np.array([[distance(a, b) for b in kinds] for a in kinds])

    def coincidences(unit: Unit) -> np.ndarray:
        row = np.zeros(len(kinds))
        for annotation in unit.said.values():
            row[number[value(annotation)]] += 1
        table: np.ndarray = (np.outer(row, row) - np.diag(row)) / (row.sum() - 1)
        return table.ravel()

    def alpha(sums: np.ndarray) -> np.ndarray:
        table = sums.reshape(*sums.shape[:-1], len(kinds), len(kinds))
        each = table.sum(axis=-1)
        total = each.sum(axis=-1)
        observed = (table * apart).sum(axis=(-1, -2)) / total
        expected = np.einsum("...i,...j,ij->...", each, each, apart) / (total * (total - 1))
        return _one_less(observed, expected)

    return Reading(name, _by_dossier(units, coincidences), alpha, f"{len(units)} stretches")


def read_cohen(name: str, units: Sequence[Unit], one: str, other: str, value: Value) -> Reading:
    """Cohen's kappa of two people over the units that both judged."""
    kinds = _sorted({value(unit.said[person]) for unit in units for person in (one, other)})
    number = {kind: i for i, kind in enumerate(kinds)}

    def cell(unit: Unit) -> np.ndarray:
        table = np.zeros((len(kinds), len(kinds)))
        table[number[value(unit.said[one])], number[value(unit.said[other])]] = 1
        return table.ravel()

    def kappa(sums: np.ndarray) -> np.ndarray:
        table = sums.reshape(*sums.shape[:-1], len(kinds), len(kinds))
        total = table.sum(axis=(-1, -2))
        same = np.trace(table, axis1=-2, axis2=-1) / total
        chance = (table.sum(axis=-1) * table.sum(axis=-2)).sum(axis=-1) / total**2
        return _one_less(1 - same, 1 - chance)

    return Reading(name, _by_dossier(units, cell), kappa, f"{len(units)} stretches")


def read_fleiss(name: str, units: Sequence[Unit]) -> Reading:
    """Fleiss' kappa of kinds over units that all judged."""
    kinds = _sorted({a.kind for unit in units for a in unit.said.values()})

    def row(unit: Unit) -> np.ndarray:
        each = np.array([sum(a.kind == kind for a in unit.said.values()) for kind in kinds], float)
        raters = each.sum()
        return np.array([*each, (each @ each - raters) / (raters * (raters - 1)), 1])

    def kappa(sums: np.ndarray) -> np.ndarray:
        each, same, units_ = sums[..., :-2], sums[..., -2], sums[..., -1]
        shares = each / each.sum(axis=-1, keepdims=True)
        return _one_less(1 - same / units_, 1 - (shares**2).sum(axis=-1))

    return Reading(name, _by_dossier(units, row), kappa, f"{len(units)} stretches judged by all")


def read_spans(pair: str, units: Sequence[Unit], one: str, other: str) -> list[Reading]:
    """Of the stretches that two people marked as reasoning or law: those in common, whole, by half, in characters."""
    by_document: dict[str, tuple[str, list[Annotation], list[Annotation]]] = {}
    for unit in units:
        if one in unit.said and other in unit.said:
            place = unit.place
            _, mine, yours = by_document.setdefault(place.document_id, (_dossier(unit), [], []))
            for name, marks in ((one, mine), (other, yours)):
                if unit.said[name].kind != "neither":
                    marks.append(unit.said[name])
    counts: dict[str, np.ndarray] = {}
    for dossier, mine, yours in by_document.values():
        row = np.concatenate([_common(mine, yours, 1.0), _common(mine, yours, _OVERLAP), _characters(mine, yours)])
        counts[dossier] = counts.get(dossier, 0) + row
    rows = [list(map(float, row)) for row in counts.values()]
    detail = f"{int(sum(row[1] for row in rows))} and {int(sum(row[2] for row in rows))} stretches"
    names = ("the same", "overlapping by half", "characters")
    return [
        Reading(f"F1, stretches {name}: {pair}", [row[3 * i : 3 * i + 3] for row in rows], _dice, detail)
        for i, name in enumerate(names)
    ]


def _common(mine: Sequence[Annotation], yours: Sequence[Annotation], least: float) -> np.ndarray:
    left, hits = list(yours), 0
    for mark in mine:
        match = max(left, key=lambda other, mark=mark: shared(mark, other), default=None)  # type: ignore[misc]
        if match is not None and shared(mark, match) >= least:
            left.remove(match)
            hits += 1
    return np.array([hits, len(mine), len(yours)], float)


def _characters(mine: Sequence[Annotation], yours: Sequence[Annotation]) -> np.ndarray:
    covered = [{i for a in marks for i in range(a.char_start, a.char_end)} for marks in (mine, yours)]
    return np.array([len(covered[0] & covered[1]), len(covered[0]), len(covered[1])], float)


def _dice(sums: np.ndarray) -> np.ndarray:
    result: np.ndarray = 2 * sums[..., 0] / np.maximum(sums[..., 1] + sums[..., 2], 1e-12)
    return result


def _one_less(observed: np.ndarray, expected: np.ndarray) -> np.ndarray:
    """``1 - observed / expected``; 1 where nothing differs and nothing could: all said one and the same."""
    result: np.ndarray = 1 - np.divide(observed, expected, out=np.zeros_like(observed), where=expected > 0)
    return result


def _by_dossier(units: Iterable[Unit], counts: Callable[[Unit], np.ndarray]) -> list[list[float]]:
    rows: dict[str, np.ndarray] = {}
    for unit in units:
        rows[_dossier(unit)] = rows.get(_dossier(unit), 0) + counts(unit)
    return [row.tolist() for row in rows.values()]


def _dossier(unit: Unit) -> str:
    return unit.place.dossier_id or unit.place.document_id


def _sorted(values: Iterable[Hashable]) -> list[Hashable]:
    """In an order that is the same at every run: sets have none of their own."""
    return sorted(values, key=lambda value: str(sorted(value) if isinstance(value, frozenset) else value))
