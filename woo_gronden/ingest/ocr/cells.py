"""Cells of ruled tables in which the reading of a whole page saw nothing: their column is read once more by itself.

Layout analysis takes a lone "7." between white for dirt. A strip of the picture that holds nothing but one column of
such marks is a block of text like any other.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from woo_gronden.ingest.ocr.engine import Engine, OcrWord
from woo_gronden.schema import BBox

if TYPE_CHECKING:
    import numpy as np

APART = 8.0
"""Pixels between two rules that are two; a cell is wider and higher."""

WIDEST = 0.2
"""Share of the picture's width up to which a column is read again: numbers, dates and codes, not titles."""

NARROWEST = 40.0
"""Pixels from which a column holds more than a stroke: a digit at 300 dpi takes 20, with white around it."""

INSIDE, MARGIN = 5, 24
"""Pixels cut off a strip at the rules, and white put around it."""

LEAST_INK = 25
"""Dark pixels from which a cell is not empty: a full stop at 300 dpi has 30."""

LEAST_HEIGHT = 12
"""Pixels from which a piece of ink may be read: half the height of a digit of 8 points at 300 dpi."""


def read_missed_cells(
    picture: np.ndarray, rules: Sequence[BBox], words: Sequence[OcrWord], engine: Engine, dpi: float
) -> list[OcrWord]:
    """The words of cells that hold ink and none of ``words``.

    Args:
        picture: the page, grey, its rules taken out.
        rules: those rules, in pixels.
        words: what the reading of the page found.
        engine: reads the strips.
        dpi: resolution of ``picture``.
    """
    level = _places((r.y0 + r.y1) / 2 for r in rules if r.width > r.height)
    upright = _places((r.x0 + r.x1) / 2 for r in rules if r.height > r.width)
    missed: dict[tuple[float, float], frozenset[int]] = {}
    for x0, x1 in pairwise(upright):
        if NARROWEST <= x1 - x0 <= WIDEST * picture.shape[1]:
            cells = _missed(picture, (x0, x1), level, words)
            if cells:
                missed[x0 + INSIDE, x1 - INSIDE] = cells
    strips = [BBox(x0, level[0], x1, level[-1]) for x0, x1 in missed]
    readings = engine.read_blocks([_cut(picture, strip) for strip in strips], dpi)
    return [
        word
        for column, (strip, cells, read) in enumerate(zip(strips, missed.values(), readings, strict=True))
        for word in _in_cells(read, strip, level, cells, column)
    ]


def _places(middles: Iterable[float]) -> list[float]:
    """Where rules stand, pieces of one rule once."""
    places: list[float] = []
    for middle in sorted(middles):
        if not places or middle - places[-1] > APART:
            places.append(middle)
    return places


def _missed(
    picture: np.ndarray, span: tuple[float, float], level: Sequence[float], words: Sequence[OcrWord]
) -> frozenset[int]:
    """Which cells of the column over ``span``, counted by the rule above each, hold ink and no word."""
    seen = {
        bisect_right(level, (w.bbox.y0 + w.bbox.y1) / 2) - 1
        for w in words
        if span[0] < (w.bbox.x0 + w.bbox.x1) / 2 < span[1]
    }
    left, right = round(span[0]) + INSIDE, round(span[1]) - INSIDE
    return frozenset(
        n
        for n, (top, foot) in enumerate(pairwise(level))
        if n not in seen and _holds_mark(picture[round(top) + INSIDE : round(foot) - INSIDE, left:right])
    )


def _holds_mark(cell: np.ndarray) -> bool:
    """Whether the ink of a cell holds a piece as high as a letter: specks and what is left of rules do not."""
    import cv2
    import numpy as np

    ink = (cell < 128).astype(np.uint8)
    if int(ink.sum()) <= LEAST_INK:
        return False
    _, _, pieces, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    return bool((pieces[1:, cv2.CC_STAT_HEIGHT] >= LEAST_HEIGHT).any())


def _cut(picture: np.ndarray, strip: BBox) -> np.ndarray:
    """The strip with white around it."""
    import cv2
    import numpy as np

    part = picture[round(strip.y0) : round(strip.y1), round(strip.x0) : round(strip.x1)]
    return np.asarray(cv2.copyMakeBorder(part, MARGIN, MARGIN, MARGIN, MARGIN, cv2.BORDER_CONSTANT, value=255))


def _in_cells(
    words: Sequence[OcrWord], strip: BBox, level: Sequence[float], cells: frozenset[int], column: int
) -> list[OcrWord]:
    """Those of the words read in a strip that stand in ``cells``, where they stand on the page, each cell a line."""
    across, down = round(strip.x0) - MARGIN, round(strip.y0) - MARGIN
    found = []
    for word in words:
        box = word.bbox
        box = BBox(box.x0 + across, box.y0 + down, box.x1 + across, box.y1 + down)
        cell = bisect_right(level, (box.y0 + box.y1) / 2) - 1
        if cell in cells:
            found.append(word._replace(bbox=box, block=_BLOCK + column, line=cell))
    return found


_BLOCK = 10_000
"""Blocks from this number on are columns; no page has as many blocks of its own."""
