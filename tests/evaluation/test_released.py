"""The figures kept with the last version are of the gold that stands here."""

from __future__ import annotations

import json
from pathlib import Path

from woo_gronden.evaluation import compare_letters

ROOT = Path(__file__).parents[2]


def test_released_figures_of_the_demo_are_of_its_letters() -> None:
    letters = {}
    for path in sorted((ROOT / "annotations" / "demo").glob("*.json")):
        letter = json.loads(path.read_text(encoding="utf-8"))
        if isinstance(letter, dict) and "grounds_applied" in letter and letter.get("is_decision", True):
            letters[letter["id"]] = dict[str, float]()
    lines = compare_letters(ROOT / ".ci" / "released" / "demo.json", letters)
    assert lines == [f"0 gains, 0 losses over {len(letters)} letters; 0 new, 0 not measured now"]
