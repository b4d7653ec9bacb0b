"""A page read from its pixels."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from math import cos, radians, sin
from statistics import median
from typing import TYPE_CHECKING

from woo_gronden.ingest.ocr.cells import read_missed_cells
from woo_gronden.ingest.ocr.engine import Engine, OcrWord
from woo_gronden.ingest.ocr.mending import mend_words
from woo_gronden.ingest.ocr.prepare import find_skew, lies_sideways, to_gray, turned, without_specks
from woo_gronden.ingest.ocr.rules import without_rules
from woo_gronden.ingest.rules import join_rules
from woo_gronden.ingest.spelling import clean_word
from woo_gronden.schema import BBox, RawPage, RawWord

if TYPE_CHECKING:
    import numpy as np

READ_DPI = 300
"""Resolution at which pages are read: below 200 errors rise fast, above 300 only the time does."""

WEAK = 0.55
"""Mean confidence, weighed by length, under which a page may lie on its side or upside down."""

WEAK_WORDS = 5

LETTER_HEIGHT = 0.72
"""Height of a word's box in letter sizes: half of the words reach up to a capital's height, few go below the line."""

ALIKE = 0.3
"""Relative difference of a line's size from the page's within which it is taken to be the same."""


@dataclass(frozen=True)
class _Turn:
    """How the picture that was read lies against the page: quarter turns counter-clockwise, then degrees of skew.

    ``rules`` are those of its tables, in pixels of that picture.
    """

    quarters: int
    skew: float
    rules: tuple[BBox, ...] = ()


def recognise(page: RawPage, engine: Engine) -> RawPage:
    """The page with the words that ``engine`` reads in its picture and ``source`` "ocr".

    Where the engine reads nothing, the page keeps its own words, which may be none.

    Raises:
        ValueError: the page has no ``render``, or its source is closed.
    """
    if page.render is None:
        raise ValueError(f"page {page.number} cannot be drawn")
    gray = to_gray(page.render(READ_DPI, None))
    turn, found = _read(gray, engine)
    if not found:
        return page if page.words else replace(page, source="none")
    to_page = _to_page(turn, gray.shape, page)
    words = _raw_words(found, to_page, upright=turn.quarters == 0, scale=page.width / gray.shape[1])
    # On a page that lies askew the words are put back where they stand, level rules would cross them.
    rules = page.rules if turn.skew else join_rules([*page.rules, *(to_page(rule) for rule in turn.rules)])
    return replace(page, source="ocr", words=tuple(words), rules=rules) if words else page


def _read(gray: np.ndarray, engine: Engine) -> tuple[_Turn, list[OcrWord]]:
    best, picture, found = _read_turned(gray, 0, engine)
    if _is_weak(found) and _has_ink(gray):
        for quarters in (1, 3) if lies_sideways(gray) else (2,):
            other, turned_picture, words = _read_turned(gray, quarters, engine)
            if _weight(words) > 1.5 * _weight(found) and not _is_weak(words):
                best, picture, found = other, turned_picture, words
    if best.rules:
        found = [*found, *read_missed_cells(picture, best.rules, found, engine, READ_DPI)]
    return best, found


def _read_turned(gray: np.ndarray, quarters: int, engine: Engine) -> tuple[_Turn, np.ndarray, list[OcrWord]]:
    """How the picture was turned, the picture as it was read, and the words in it."""
    import numpy as np

    picture = np.ascontiguousarray(np.rot90(gray, quarters)) if quarters else gray
    picture = without_specks(picture)
    skew = find_skew(picture)
    if skew:
        picture = turned(picture, skew)
    picture, rules = without_rules(picture, READ_DPI)
    return _Turn(quarters, skew, rules), picture, engine.read_page(picture, READ_DPI)


def _weight(words: list[OcrWord]) -> float:
    return sum(len(word.text) * word.confidence**2 for word in words)


def _is_weak(words: list[OcrWord]) -> bool:
    letters = sum(len(word.text) for word in words)
    return len(words) < WEAK_WORDS or sum(len(word.text) * word.confidence for word in words) < WEAK * letters


def _has_ink(gray: np.ndarray) -> bool:
    return float((gray < 128).mean()) > 0.002


def _to_page(turn: _Turn, shape: tuple[int, ...], page: RawPage) -> Callable[[BBox], BBox]:
    """From pixels of the picture that was read to points of the shown page."""
    height, width = shape[:2]
    across, down = page.width / width, page.height / height
    high, wide = (height, width) if turn.quarters % 2 == 0 else (width, height)
    sine, cosine = sin(radians(turn.skew)), cos(radians(turn.skew))

    def back(x: float, y: float) -> tuple[float, float]:
        if turn.skew:
            dx, dy = x - wide / 2, y - high / 2
            x, y = wide / 2 + dx * cosine - dy * sine, high / 2 + dx * sine + dy * cosine
        if turn.quarters == 1:
            x, y = width - y, x
        elif turn.quarters == 2:
            x, y = width - x, height - y
        elif turn.quarters == 3:
            x, y = y, height - x
        return x * across, y * down

    def box(area: BBox) -> BBox:
        # The middle is mapped and the size kept: a box around four turned corners would grow with the skew.
        x, y = back((area.x0 + area.x1) / 2, (area.y0 + area.y1) / 2)
        w, h = area.width, area.height
        if turn.quarters % 2:
            w, h = h, w
        half_w, half_h = w * across / 2, h * down / 2
        return BBox(max(0.0, x - half_w), max(0.0, y - half_h), x + half_w, y + half_h)

    return box


def _raw_words(found: list[OcrWord], to_page: Callable[[BBox], BBox], upright: bool, scale: float) -> list[RawWord]:
    lines: dict[tuple[int, int], list[OcrWord]] = {}
    for word in found:
        lines.setdefault((word.block, word.line), []).append(word)
    sizes = {key: median(word.bbox.height for word in line) * scale / LETTER_HEIGHT for key, line in lines.items()}
    usual = median(sizes[key] for key, line in lines.items() for _ in line)
    words = []
    for key, line in lines.items():
        size = usual if abs(sizes[key] - usual) < ALIKE * usual else sizes[key]
        for word in line:
            text = clean_word(word.text)
            if text:
                words.append(RawWord(text, to_page(word.bbox), key[0], key[1], size=round(size, 1), upright=upright))
    return mend_words(words)
