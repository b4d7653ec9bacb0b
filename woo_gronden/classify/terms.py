"""The words of each ground, as read after folding."""

from __future__ import annotations

from collections import Counter
from functools import cache

from woo_gronden.classify.features import fold
from woo_gronden.classify.labels import all_labels, families
from woo_gronden.knowledge import load_table
from woo_gronden.taxonomy import get_ground

# Letters by which phrases are sorted, and where those go that have fewer: they are always looked for.
_START = 5
_SHORT = b""


@cache
def all_terms() -> dict[str, tuple[bytes, ...]]:
    """Folded phrases by label, for every label: those of ``terms.toml`` and the taxonomy's Dutch label."""
    raw = load_table("woo_gronden.classify", "data/terms.toml")
    terms = {}
    for label in all_labels():
        phrases = list(raw.get(label, {}).get("terms", ()))
        if label not in families():
            phrases.append(get_ground(label).label_nl)
        terms[label] = tuple(dict.fromkeys(fold(phrase) for phrase in phrases))
    return terms


def count_terms(folded: bytes) -> dict[str, int]:
    """How many different phrases of each label stand in a folded text; labels without any are left out."""
    starts = {folded[i : i + _START] for i in range(len(folded) - _START + 1)} | {_SHORT}
    by_start = _by_start()
    found = [labels for start in starts & by_start.keys() for phrase, labels in by_start[start] if phrase in folded]
    return Counter([label for labels in found for label in labels])


@cache
def _by_start() -> dict[bytes, list[tuple[bytes, tuple[str, ...]]]]:
    """The phrases with their labels, by their first letters: most need not be looked for in a text."""
    labels: dict[bytes, list[str]] = {}
    for label, phrases in all_terms().items():
        for phrase in phrases:
            labels.setdefault(phrase, []).append(label)
    by_start: dict[bytes, list[tuple[bytes, tuple[str, ...]]]] = {}
    for phrase, found in labels.items():
        start = phrase[:_START] if len(phrase) >= _START else _SHORT
        by_start.setdefault(start, []).append((phrase, tuple(found)))
    return by_start
