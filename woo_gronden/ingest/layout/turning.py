"""Pages whose text stands on its side or upside down are turned for reading, and their boxes turned back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import pairwise

from woo_gronden.schema import BBox, Page, RawPage


@dataclass(frozen=True, slots=True)
class Turned:
    """A page as it is read, and by how many quarters clockwise it was turned from how it is shown."""

    page: RawPage
    quarters: int


def turn_to_read(page: RawPage) -> Turned:
    """The page with its text upright; itself where most of its words are so already."""
    sideways = [word[-1] for word in page.words].count(False)  # whether it stands upright
    if sideways * 2 <= len(page.words):
        return Turned(page, 0)
    quarters = _quarters(page)
    if not quarters:
        return Turned(page, 0)
    forth, _ = _FORTH_AND_BACK[quarters](page.width, page.height)
    words = tuple(word._replace(bbox=forth(word.bbox), upright=not word.upright) for word in page.words)
    width, height = (page.height, page.width) if quarters % 2 else (page.width, page.height)
    return Turned(replace(page, width=width, height=height, words=words), quarters)


def way_back(quarters: int, shown: Page) -> Callable[[BBox], BBox] | None:
    """What takes boxes of a page that was turned to the page as it is shown; None where it was not turned."""
    return _FORTH_AND_BACK[quarters](shown.width, shown.height)[1] if quarters else None


def _quarters(page: RawPage) -> int:
    """Quarter turns clockwise that set the text upright, by the way from word to word within lines."""
    ways: Counter[int] = Counter()
    for last, word in pairwise(page.words):
        if word.upright or (last.block, last.line) != (word.block, word.line):
            continue
        dx, dy = word.bbox.x0 - last.bbox.x0, word.bbox.y0 - last.bbox.y0
        if abs(dy) > abs(dx):
            ways[1 if dy < 0 else 3] += 1
        elif dx < 0:
            ways[2] += 1
    return ways.most_common(1)[0][0] if ways else 0


_Map = Callable[[BBox], BBox]


def _upward(width: float, height: float) -> tuple[_Map, _Map]:
    """Text that runs up the page: a quarter clockwise makes it level."""
    return (
        lambda box: BBox(height - box.y1, box.x0, height - box.y0, box.x1),
        lambda box: BBox(box.y0, height - box.x1, box.y1, height - box.x0),
    )


def _upside_down(width: float, height: float) -> tuple[_Map, _Map]:
    def turn(box: BBox) -> BBox:
        return BBox(width - box.x1, height - box.y1, width - box.x0, height - box.y0)

    return turn, turn


def _downward(width: float, height: float) -> tuple[_Map, _Map]:
    """Text that runs down the page: a quarter counter-clockwise makes it level."""
    return (
        lambda box: BBox(box.y0, width - box.x1, box.y1, width - box.x0),
        lambda box: BBox(width - box.y1, box.x0, width - box.y0, box.x1),
    )


_FORTH_AND_BACK = {1: _upward, 2: _upside_down, 3: _downward}
