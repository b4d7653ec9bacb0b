"""Headings of real letters against the sections that people annotated; skips where the data is absent."""

from __future__ import annotations

import json
from pathlib import Path

from woo_gronden.ingest import build_document, open_source
from woo_gronden.structure.passages_text import fold
from woo_gronden.structure.sections import find_sections

# Letters of each kind of sender whose pages have a text layer; enough to see a break, few enough to be quick.
LETTERS = 8
FOUND = 0.85


def test_most_annotated_headings_are_found(real: Path) -> None:
    found = total = 0
    for gold in _letters(real):
        document = _read(real, gold["id"])
        headings = {_key(section.heading) for section in find_sections(document)}
        found += sum(_key(section["heading"]) in headings for section in gold["sections"])
        total += len(gold["sections"])
    assert found / total > FOUND


def _letters(real: Path) -> list[dict]:  # type: ignore[type-arg]
    paths = sorted((real / "gold" / "decisions").glob("*.json"))
    golds = [json.loads(path.read_text(encoding="utf-8")) for path in paths]
    whole = [gold for gold in golds if not gold.get("passages_offtext") and "image" not in gold["notes"]]
    return whole[:: len(whole) // LETTERS][:LETTERS]


def _read(real: Path, stem: str):  # type: ignore[no-untyped-def]
    path = next(p for p in (*real.glob(f"letters/{stem}.pdf"), *real.glob(f"uwv/*/{stem}.pdf")))
    with open_source(path) as source:
        return build_document(list(source.pages()), document_id="id", path=path.name, sha256="0" * 64)


def _key(heading: str) -> str:
    return "".join(char for char in fold(heading) if char.isalnum())
