"""Words of a PDF page with the look of their letters and, where asked for, their place in the drawing order."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache, lru_cache
from itertools import compress, groupby, repeat, starmap
from operator import itemgetter
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
    looks = zip(*_looks_of(raw, _read_lines(textpage), across), strict=True)
    return list(map(_make, repeat(RawWord), zip(map(intern, texts), boxes, blocks, lines, repeat(-1), *looks)))


_make: Callable[[type[Any], tuple[Any, ...]], Any] = tuple.__new__

_PLACE = itemgetter(5, 6)
"""Block and line of a word."""


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


def put_at(words: list[RawWord], order: int) -> list[RawWord]:
    """The words, all with one place in the drawing order."""
    return [_placed(word, order) for word in words]


def _placed(word: RawWord, order: int) -> RawWord:
    placed: RawWord = _make(RawWord, (*word[:4], order, *word[5:]))
    return placed


def with_order(page: Any, words: list[RawWord]) -> list[RawWord]:
    """The words, each with the place of its span in the drawing order; -1 where no span with its letters is found."""
    spans = page.get_texttrace()
    rows = _rows_of(spans, shown_frame(page))

    @cache
    def text_of(number: int) -> str:
        return clean_word("".join([chr(char[0]) for char in spans[number]["chars"]]))

    ordered: list[RawWord] = []
    level: float | None = None
    row: list[_Span] = []
    for word in words:
        left, top, right, bottom = word.bbox
        middle = (top + bottom) / 2
        if middle != level:  # words of one line stand at one height
            level = middle
            row = [span for span in rows.get(int(middle // _BAND), ()) if span[2] <= middle <= span[3]]
        touching = [span for span in row if span[0] < right and span[1] > left] if left < right else []
        if len(touching) > 1:
            order = _best_order(word, touching, text_of)
        else:
            order = touching[0][5] if touching else -1
        ordered.append(_placed(word, order))
    return ordered


_Span = tuple[float, float, float, float, float, int, int]
"""A span: its left and right edge, how high and how low it reaches, its middle, its order, its number."""
_BAND = 16.0
"""Height in points of the bands by which spans are looked up."""


def _rows_of(spans: list[dict[str, Any]], turn: ToShown) -> dict[int, list[_Span]]:
    rows: dict[int, list[_Span]] = {}
    for number, span in enumerate(spans):
        x0, y0, x1, y1 = turn(*span["bbox"])
        if x0 < x1:
            placed = (x0, x1, y0 - 2, y1 + 2, (y0 + y1) / 2, int(span["seqno"]), number)
            for band in range(int(y0 // _BAND), int(y1 // _BAND) + 1):
                rows.setdefault(band, []).append(placed)
    return rows


def _best_order(word: RawWord, touching: list[_Span], text_of: Callable[[int], str]) -> int:
    """The order of the span that lies best over the word among those that hold its text; the latest of equals."""
    orders = {span[5] for span in touching}
    if len(orders) == 1:
        return orders.pop()
    left, top, right, bottom = word.bbox
    middle = (top + bottom) / 2
    best: tuple[float, int] | None = None
    for x0, x1, _, _, level, order, number in touching:
        text = text_of(number)
        if word.text in text or text.strip() in word.text:
            rank = (round(min(x1, right) - max(x0, left) - abs(level - middle), 1), order)
            if best is None or rank > best:
                best = rank
    return max(orders) if best is None else best[1]
