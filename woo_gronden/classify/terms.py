"""The words of each ground, as read after folding."""

from __future__ import annotations

import tomllib
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
    found = {label: sum(phrase in folded for phrase in phrases) for label, phrases in all_terms().items()}
    return {label: count for label, count in found.items() if count}
