"""Words of a PDF page, with the look of their letters and their place in the drawing order."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from itertools import compress, groupby, repeat, starmap
from operator import itemgetter
from sys import intern
from typing import Any

import pymupdf

from woo_gronden.ingest.pdf_frame import shown_frame
from woo_gronden.ingest.pdf_painted import Mark, Painted
from woo_gronden.ingest.spelling import clean_word
from woo_gronden.schema import RGB, BBox, RawWord

BOLD = 16
"""Bit of a span's flags that says bold."""

INKED = 8 | 16
"""Bits of a span's character flags: filled, stroked. Without either it is painted without ink (render mode 3)."""

UPRIGHT = 0.9
"""Least x of a line's direction for its letters to stand upright on the shown page (25 degrees)."""


def read_words(page: Any, painted: Painted) -> list[RawWord]:
    """All words of a page in the order they are painted in."""
    raw = painted.textpage.extractWORDS()
    texts = [word[4] if word[4].isascii() else clean_word(word[4]) for word in raw]
    if not all(texts):
        raw, texts = list(compress(raw, texts)), list(filter(None, texts))
    if not raw:
        return []
    # Some hundreds of words a page: put together column by column, and made as the tuples they are.
    left, top, right, bottom, _, blocks, lines, _ = zip(*raw, strict=True)
    # Words of a line share their heights, and equal words their letters: a third less memory on a long document.
    share = dict[float, float]().setdefault
    sides = zip(left, map(share, top, top), right, map(share, bottom, bottom), strict=True)
    turned = page.rotation != 0
    boxes = starmap(shown_frame(page), sides) if turned else map(_make, repeat(BBox), sides)
    across = tuple(page.rotation_matrix)[:3:2] if turned else (1.0, 0.0)
    styles = _read_lines(painted.textpage)
    looks = zip(*_looks_of(raw, styles, across), strict=True)
    orders = _orders_of(raw, styles, painted.marks)
    columns = zip(map(intern, texts), boxes, blocks, lines, orders, *looks, strict=True)
    return list(map(_make, repeat(RawWord), columns))


_make: Callable[[type[Any], tuple[Any, ...]], Any] = tuple.__new__

_PLACE = itemgetter(5, 6)
"""Block and line of a word."""


def _orders_of(raw: Sequence[Any], lines: dict[tuple[int, int], dict[str, Any]], marks: Sequence[Mark]) -> list[int]:
    """The place of each word in the drawing order: after the last mark that was made before it."""
    orders: list[int] = []
    order, waiting = 0, iter(marks)
    mark = next(waiting, None)
    for x0, y0, x1, y1, _, block, line, _ in raw:
        if mark is not None and (block, line) >= mark.place[:2]:
            x, y = lines[block, line]["dir"] if (block, line) in lines else (1.0, 0.0)
            start = min(x0 * x, x1 * x) + min(y0 * y, y1 * y)
            while mark is not None and (block, line, start) > mark.place:
                order, mark = mark.order + 1, next(waiting, None)
        orders.append(order)
    return orders


def _looks_of(
    raw: Sequence[Any], lines: dict[tuple[int, int], dict[str, Any]], across: tuple[float, ...]
) -> list[_Look]:
    """The look of each word: of its line, or of its span where a line has several.

    ``across`` is what x and y of a direction in the file count for x on the shown page.
    """
    a, c = across
    looks: list[_Look] = []
    for place, words in groupby(raw, _PLACE):
        line = lines.get(place)
        if not line:
            looks += [_PLAIN for _ in words]
            continue
        upright = a * line["dir"][0] + c * line["dir"][1] > UPRIGHT
        spans = line["spans"]
        if len(spans) == 1:
            look = _look_of(_STYLE(spans[0]), upright)
            looks += [look for _ in words]
        else:
            places = [(span["bbox"], _look_of(_STYLE(span), upright)) for span in spans]
            looks += [_look_at(places, (x0 + x1) / 2, (y0 + y1) / 2) for x0, y0, x1, y1, *_ in words]
    return looks


_Look = tuple[float, bool, RGB, bool, bool]
"""How letters look: size, bold, colour, visible, upright."""

_PLAIN: _Look = (0.0, False, (0.0, 0.0, 0.0), True, True)


_STYLE = itemgetter("size", "flags", "char_flags", "font", "color", "alpha")
"""What PyMuPDF tells of the style of a span."""


@lru_cache(maxsize=256)  # a letter has few
def _look_of(style: tuple[float, int, int, str, int, int], upright: bool) -> _Look:
    size, flags, char_flags, font, color, alpha = style
    bold = bool(flags & BOLD or (char_flags & 8 and "bold" in font.lower()))
    rgb = ((color >> 16 & 255) / 255, (color >> 8 & 255) / 255, (color & 255) / 255)
    return round(size, 2), bold, rgb, alpha > 0 and bool(char_flags & INKED), upright


def _look_at(spans: Sequence[tuple[tuple[float, ...], _Look]], x: float, y: float) -> _Look:
    """The look of the span that holds the point, of the first one where none does."""
    for (x0, y0, x1, y1), look in spans:
        if x0 <= x <= x1 and y0 <= y <= y1:
            return look
    return spans[0][1]


def _read_lines(textpage: Any) -> dict[tuple[int, int], dict[str, Any]]:
    """The lines by number of block and line, with the spans of their letters.

    Without what PyMuPDF corrects in the heights of letters, one by one: of spans they only tell which holds a word.
    """
    corrected = not pymupdf.TOOLS.unset_quad_corrections()
    pymupdf.TOOLS.unset_quad_corrections(True)
    try:
        page = textpage.extractDICT()
    finally:
        pymupdf.TOOLS.unset_quad_corrections(not corrected)
    return {
        (block["number"], number): line
        for block in page["blocks"]
        if block["type"] == 0
        for number, line in enumerate(block["lines"])
    }
