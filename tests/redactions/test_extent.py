"""How much is gone, checked on pages whose words are known."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from woo_gronden.redactions.extent import measure_document, measure_page
from woo_gronden.schema import BBox, Extent, RawPage, RawWord, Redaction

_WORDS = ("de", "het", "gemeente", "besluit", "verzoek", "namens", "op", "in", "brug", "onderhoud", "is", "vandaag")
_WIDTH, _PITCH, _SPACE, _LEFT = 5.2, 13.0, 3.0, 70.0


def _page(chance: random.Random, lines: int = 45) -> list[list[RawWord]]:
    rows = []
    for number in range(lines):
        x, row = _LEFT, []
        while x < 480:
            text = chance.choice(_WORDS)
            row.append(
                RawWord(text, BBox(x, 80 + number * _PITCH, x + _WIDTH * len(text), 91 + number * _PITCH), 0, number)
            )
            x += _WIDTH * len(text) + _SPACE
        rows.append(row)
    return rows


def _redaction(words: list[RawWord]) -> Redaction:
    box = BBox(words[0].bbox.x0, words[0].bbox.y0, words[-1].bbox.x1, words[0].bbox.y1)
    return Redaction(1, box, 595, 842, "black", ("shape",), 0.9)


def _cut(seed: int, boxes: int) -> tuple[RawPage, list[Redaction], int]:
    chance = random.Random(seed)
    rows = _page(chance)
    redactions, gone = [], set()
    for row in chance.sample(rows, boxes):
        first = chance.randrange(len(row))
        part = row[first : first + chance.randint(1, 6)]
        redactions.append(_redaction(part))
        gone.update(id(word) for word in part)
    words = tuple(word for row in rows for word in row if id(word) not in gone)
    return RawPage(1, 595, 842, 0, "native", words), redactions, len(gone)


def test_the_interval_holds_the_truth_nine_times_in_ten():
    inside = 0
    for seed in range(200):
        page, redactions, gone = _cut(seed, 12)
        extent = measure_page(page, redactions)
        inside += extent.low <= gone <= extent.high
    assert 0.86 <= inside / 200 <= 1.0


def test_a_document_is_estimated_within_a_tenth():
    pages = [_cut(seed, 10) for seed in range(60)]
    extent = measure_document(measure_page(page, redactions) for page, redactions, _ in pages)
    truth = sum(gone for _, _, gone in pages)
    assert extent.low <= truth <= extent.high
    assert abs(extent.words - truth) < 0.1 * truth
    open_words = sum(len(page.words) for page, _, _ in pages)
    assert abs(extent.share - truth / (truth + open_words)) < 0.02


def test_a_block_over_paragraphs():
    rows = _page(random.Random(1))
    block = [word for row in rows[10:30] for word in row]
    box = BBox(_LEFT, rows[10][0].bbox.y0, 495, rows[29][0].bbox.y1)
    words = tuple(word for row in rows[:10] + rows[30:] for word in row)
    extent = measure_page(
        RawPage(1, 595, 842, 0, "native", words), [Redaction(1, box, 595, 842, "black", ("shape",), 0.9)]
    )
    assert extent.low <= len(block) <= extent.high
    assert 0.3 < extent.share < 0.5


@pytest.mark.parametrize("kind", ["black", "placeholder"])
def test_page_without_words(kind):
    box = Redaction(1, BBox(60, 60, 100, 72), 595, 842, kind, ("shape",), 0.9)
    extent = measure_page(RawPage(1, 595, 842, 0, "none", ()), [box])
    assert extent.share == 1.0
    assert extent.words >= 1


def test_nothing_at_all():
    assert measure_page(RawPage(1, 595, 842, 0, "none", ()), []) == Extent(0.0, 0.0, 0.0, 0.0, 0, 0)
    assert measure_document([]) == Extent(0.0, 0.0, 0.0, 0.0, 0, 0)


@given(st.lists(st.tuples(*[st.floats(0, 500)] * 2, *[st.floats(0.1, 400)] * 2), max_size=8))
def test_always_in_bounds(drawn):
    boxes = [Redaction(1, BBox(x, y, x + w, y + h), 595, 842, "gray", ("pixel",), 0.5) for x, y, w, h in drawn]
    page = RawPage(1, 595, 842, 0, "native", tuple(word for row in _page(random.Random(2), 5) for word in row))
    extent = measure_page(page, boxes)
    assert 0 <= extent.share <= 1
    assert 0 <= extent.low <= extent.words <= extent.high
