"""Words of a PDF page with the look of their letters and, where asked for, their place in the drawing order."""

from __future__ import annotations

from collections.abc import Callable
from sys import intern
from typing import Any

import pymupdf

from woo_gronden.ingest.spelling import clean_word
from woo_gronden.schema import RGB, BBox, RawWord

BOLD = 16
"""Bit of a span's flags that says bold."""

INKED = 8 | 16
"""Bits of a span's character flags: filled, stroked. Without either it is painted without ink (render mode 3)."""

FLAGS = pymupdf.TEXTFLAGS_WORDS | pymupdf.TEXT_IGNORE_ACTUALTEXT
"""What is read: the letters that are seen. A text for copying laid over them may still be what a code replaced."""

UPRIGHT = 0.9
"""Least x of a line's direction for its letters to stand upright on the shown page (25 degrees)."""

ToShown = Callable[[float, float, float, float], BBox]


def shown_frame(page: Any) -> ToShown:
    """The function that takes a box of the unrotated page to the page as it is shown."""
    if not page.rotation:
        return BBox
    a, b, c, d, e, f = tuple(page.rotation_matrix)

    def turn(x0: float, y0: float, x1: float, y1: float) -> BBox:
        left, top = a * x0 + c * y0 + e, b * x0 + d * y0 + f
        right, bottom = a * x1 + c * y1 + e, b * x1 + d * y1 + f
        return BBox(min(left, right), min(top, bottom), max(left, right), max(top, bottom))

    return turn


def read_words(page: Any) -> list[RawWord]:
    """All words in the order of the file; ``order`` is -1, see :func:`with_order`."""
    textpage = page.get_textpage(flags=FLAGS)
    raw = textpage.extractWORDS()
    if not raw:
        return []
    lines = _lines_by_number(textpage.extractDICT())
    turn = shown_frame(page)
    a, _, c, _, _, _ = tuple(page.rotation_matrix)
    words: list[RawWord] = []
    last: tuple[int, int] | None = None
    looks: list[_Look] = []
    look = _PLAIN
    upright, several = True, False
    turned = page.rotation != 0
    # Some hundreds of words a page: made as the tuples they are, which is twice as quick as by their names.
    make = tuple.__new__
    add = words.append
    top = bottom = 0.0
    for x0, y0, x1, y1, text, block, line, _ in raw:
        if not text.isascii():
            text = clean_word(text)
            if not text:
                continue
        if (block, line) != last:
            last = (block, line)
            found = lines.get(last)
            looks = [_look_of(span) for span in found["spans"]] if found else []
            look = looks[0] if looks else _PLAIN
            upright = a * found["dir"][0] + c * found["dir"][1] > UPRIGHT if found else True
            several = len(looks) > 1
        if several:
            look = _look_at(looks, (x0 + x1) / 2, (y0 + y1) / 2)
        # Words of a line share their heights, and equal words their letters: a third less memory on a long document.
        if y0 != top:
            top = y0
        if y1 != bottom:
            bottom = y1
        box = turn(x0, top, x1, bottom) if turned else make(BBox, (x0, top, x1, bottom))
        add(
            make(
                RawWord,
                (intern(text), box, block, line, -1, look.size, look.bold, look.color, look.visible, upright),
            )
        )
    return words


class _Look:
    """How a span's letters look."""

    __slots__ = ("bbox", "bold", "color", "size", "visible")

    def __init__(self, bbox: tuple[float, float, float, float], size: float, bold: bool, rgb: RGB, visible: bool):
        self.bbox, self.size, self.bold, self.color, self.visible = bbox, size, bold, rgb, visible


_PLAIN = _Look((0.0, 0.0, 0.0, 0.0), 0.0, False, (0.0, 0.0, 0.0), True)
_BLACK: RGB = (0.0, 0.0, 0.0)


def _look_of(span: dict[str, Any]) -> _Look:
    number = span["color"]
    color = _BLACK if not number else ((number >> 16 & 255) / 255, (number >> 8 & 255) / 255, (number & 255) / 255)
    bold = bool(span["flags"] & BOLD or (span["char_flags"] & 8 and "bold" in span["font"].lower()))
    visible = span["alpha"] > 0 and bool(span["char_flags"] & INKED)
    return _Look(span["bbox"], round(span["size"], 2), bold, color, visible)


def _look_at(looks: list[_Look], x: float, y: float) -> _Look:
    for look in looks:
        x0, y0, x1, y1 = look.bbox
        if x0 <= x <= x1 and y0 <= y <= y1:
            return look
    return looks[0]


def _lines_by_number(page: dict[str, Any]) -> dict[tuple[int, int], dict[str, Any]]:
    return {
        (block["number"], number): line
        for block in page["blocks"]
        if block["type"] == 0
        for number, line in enumerate(block["lines"])
    }


def with_order(page: Any, words: list[RawWord]) -> list[RawWord]:
    """The words, each with the place of its span in the drawing order; -1 where no span with its letters is found."""
    turn = shown_frame(page)
    rows: dict[int, list[_Span]] = {}
    for span in page.get_texttrace():
        x0, y0, x1, y1 = turn(*span["bbox"])
        text = clean_word("".join([chr(char[0]) for char in span["chars"]]))
        placed = (x0, x1, y0 - 2, y1 + 2, (y0 + y1) / 2, text, text.strip(), int(span["seqno"]))
        for band in range(int(y0 // _BAND), int(y1 // _BAND) + 1):
            rows.setdefault(band, []).append(placed)
    return [word._replace(order=_order_of(word, rows)) for word in words]


_Span = tuple[float, float, float, float, float, str, str, int]
"""A span: its left and right edge, how high and how low it reaches, its middle, its text, that bare, its order."""
_BAND = 16.0
"""Height in points of the bands by which spans are looked up."""


def _order_of(word: RawWord, rows: dict[int, list[_Span]]) -> int:
    """The order of the span that lies best over the word among those that hold its text; the latest of equals."""
    left, top, right, bottom = word.bbox
    middle = (top + bottom) / 2
    best: tuple[float, int] | None = None
    touched = -1
    for x0, x1, high, low, level, text, bare, order in rows.get(int(middle // _BAND), ()):
        if x1 <= left or x0 >= right or not high <= middle <= low:
            continue
        shared = min(x1, right) - max(x0, left)
        if shared <= 0:
            continue
        touched = max(touched, order)
        if word.text in text or bare in word.text:
            rank = (round(shared - abs(level - middle), 1), order)
            if best is None or rank > best:
                best = rank
    return touched if best is None else best[1]
