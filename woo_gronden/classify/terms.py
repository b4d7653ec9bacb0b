"""The words of each ground, as read after folding."""

from __future__ import annotations

import tomllib
from collections import Counter
from functools import cache
from importlib.resources import files

from woo_gronden.classify.features import fold
from woo_gronden.classify.labels import all_labels, families
from woo_gronden.taxonomy import get_ground


@cache
def all_terms() -> dict[str, tuple[bytes, ...]]:
    """Folded phrases by label, for every label: those of ``terms.toml`` and the taxonomy's Dutch label."""
    raw = tomllib.loads((files("woo_gronden.classify") / "data" / "terms.toml").read_text(encoding="utf-8"))
    terms = {}
    for label in all_labels():
        phrases = list(raw.get(label, {}).get("terms", ()))
        if label not in families():
            phrases.append(get_ground(label).label_nl)
        terms[label] = tuple(dict.fromkeys(fold(phrase) for phrase in phrases))
    return terms


def count_terms(folded: bytes) -> dict[str, int]:
    """How many different phrases of each label stand in a folded text; labels without any are left out."""
    return Counter([label for phrase, labels in _by_phrase() if phrase in folded for label in labels])


@cache
def _by_phrase() -> tuple[tuple[bytes, tuple[str, ...]], ...]:
    labels: dict[bytes, list[str]] = {}
    for label, phrases in all_terms().items():
        for phrase in phrases:
            labels.setdefault(phrase, []).append(label)
    return tuple((phrase, tuple(found)) for phrase, found in labels.items())
