"""Real pages, where they are at hand: letters that hold no redaction give none."""

from __future__ import annotations

from itertools import islice
from pathlib import Path

import pytest

from woo_gronden.ingest.source import open_source
from woo_gronden.redactions import detect_page

REAL = Path(__file__).resolve().parents[3] / "shared" / "real"
pytestmark = pytest.mark.skipif(not REAL.is_dir(), reason="the folder ../shared/real is absent")


def _letter_pages():
    for path in sorted((REAL / "uwv").glob("*/*besl*.pdf")):
        if "bijlage" in path.name:
            continue
        with open_source(path) as source:
            for page in source.pages():
                if not any("(geanonimiseerd)" in word.text for word in page.words):
                    yield page, detect_page(page)


def test_plain_letter_pages_give_nothing():
    pages = list(islice(_letter_pages(), 200))
    assert len(pages) == 200
    assert [page.number for page, found in pages if found.redactions] == []


def test_words_between_brackets_are_found():
    expected = found = 0
    for path in sorted((REAL / "uwv").glob("2025-08-25*/*bijlage-[1-6].pdf"))[:6]:
        with open_source(path) as source:
            for page in source.pages(last=12):
                expected += sum(word.text.count("(geanonimiseerd)") for word in page.words)
                found += sum(r.kind == "placeholder" for r in detect_page(page, pixels="never").redactions)
    assert expected
    assert found >= 0.97 * expected
