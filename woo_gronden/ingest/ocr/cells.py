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

INSIDE, MARGIN = 5, 24
"""Pixels cut off a strip at the rules, and white put around it."""

LEAST_INK = 25
"""Dark pixels from which a cell is not empty: a full stop at 300 dpi has 30."""


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
    found: list[OcrWord] = []
    for column, (x0, x1) in enumerate(pairwise(upright)):
        if x1 - x0 > WIDEST * picture.shape[1]:
            continue
        missed = _missed(picture, (x0, x1), level, words)
        if missed:
            strip = BBox(x0 + INSIDE, level[0], x1 - INSIDE, level[-1])
            found += _in_cells(_read(picture, strip, engine, dpi), level, missed, column)
    return found


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
        if n not in seen
        and int((picture[round(top) + INSIDE : round(foot) - INSIDE, left:right] < 128).sum()) > LEAST_INK
    )


def _read(picture: np.ndarray, strip: BBox, engine: Engine, dpi: float) -> list[OcrWord]:
    import cv2

    left, top = round(strip.x0), round(strip.y0)
    part = picture[top : round(strip.y1), left : round(strip.x1)]
    part = cv2.copyMakeBorder(part, MARGIN, MARGIN, MARGIN, MARGIN, cv2.BORDER_CONSTANT, value=255)
    across, down = left - MARGIN, top - MARGIN
    return [
        word._replace(bbox=BBox(word.bbox.x0 + across, word.bbox.y0 + down, word.bbox.x1 + across, word.bbox.y1 + down))
        for word in engine.read_block(part, dpi)
    ]


def _in_cells(words: Sequence[OcrWord], level: Sequence[float], cells: frozenset[int], column: int) -> list[OcrWord]:
    """The words in ``cells``, each cell a line of its own."""
    at = [(bisect_right(level, (word.bbox.y0 + word.bbox.y1) / 2) - 1, word) for word in words]
    return [word._replace(block=_BLOCK + column, line=cell) for cell, word in at if cell in cells]


_BLOCK = 10_000
"""Blocks from this number on are columns; no page has as many blocks of its own."""
