"""The finder on the annotated clauses, where the folder with real material is present."""

from __future__ import annotations

import json
from pathlib import Path

from woo_gronden.citations import find_citations

_FLOOR = 0.985  # F1 of grounds over clauses; what the project promises


def test_gold(real: Path) -> None:
    right = false = missed = 0
    for line in (real / "gold" / "citations.jsonl").read_text(encoding="utf-8").splitlines():
        clause = json.loads(line)
        found = {g for c in find_citations(clause["text"], clause["context_law"]) for g in c.grounds}
        wanted = {g for c in clause["citations"] for g in c["grounds"]}
        right, false, missed = right + len(found & wanted), false + len(found - wanted), missed + len(wanted - found)
    assert 2 * right / (2 * right + false + missed) >= _FLOOR
