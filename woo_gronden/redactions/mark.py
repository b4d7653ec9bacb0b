"""What one detector reports, before the reports are merged into redactions."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from woo_gronden.schema import RGB, BBox, RawWord

Detector = Literal["shape", "pixel", "annotation", "image", "hidden-text", "text"]

# Luminance (0 to 1) below which a fill reads as black, and above which as white paper; between them grey. Acrobat's
# "black" comes as 0.0 to 0.14, office greys as 0.4 to 0.87, paper as 0.95 and up.
BLACK_BELOW = 0.25
WHITE_ABOVE = 0.93
# Difference between the largest and the smallest channel from which a fill is a colour to the eye.
COLOR_SPREAD = 0.12
# Least number of letters of a recognised word that is taken for text, and the width of a letter as a share of its
# line's height (0.3 to 0.7 in office type).
_LEAST_LETTERS = 3
_LETTER_WIDTHS = (0.15, 1.0)


@dataclass(frozen=True, slots=True)
class Mark:
    """One region as one detector saw it.

    ``covered`` are the words that stand under it and ``stamps`` those that stand visibly on it, as indices into the
    page's words: a mark never carries text that was under it, so that its repr can be logged.
    """

    bbox: BBox
    kind: str
    detector: Detector
    score: float
    code: str | None = None
    covered: frozenset[int] = frozenset()
    stamps: frozenset[int] = frozenset()


def luminance(color: RGB) -> float:
    """How light a colour is, 0 (black) to 1 (white); Rec. 601 weights."""
    return 0.299 * color[0] + 0.587 * color[1] + 0.114 * color[2]


def name_kind(fill: RGB, bordered: bool = False) -> str:
    """The look of a box filled with ``fill``: black, gray, white, color, or border (white with a drawn edge)."""
    if max(fill) - min(fill) > COLOR_SPREAD:
        return "color"
    light = luminance(fill)
    if light < BLACK_BELOW:
        return "black"
    if light < WHITE_ABOVE:
        return "gray"
    return "border" if bordered else "white"


def is_inside(word: RawWord, box: BBox) -> bool:
    """Whether the middle of a word lies in a box; the middle, since boxes are drawn tight or askew."""
    x = (word.bbox.x0 + word.bbox.x1) / 2
    y = (word.bbox.y0 + word.bbox.y1) / 2
    return box.x0 <= x <= box.x1 and box.y0 <= y <= box.y1


def lie_apart(one: BBox, other: BBox) -> bool:
    """Whether two boxes share no place, not even an edge."""
    return one.x1 < other.x0 or other.x1 < one.x0 or one.y1 < other.y0 or other.y1 < one.y0


class WordIndex:
    """The words of a page by the height of their middle, to ask which lie in a box."""

    def __init__(self, words: Sequence[RawWord]) -> None:
        boxes = enumerate([word.bbox for word in words])
        placed = sorted([((y0 + y1) / 2, (x0 + x1) / 2, index) for index, (x0, y0, x1, y1) in boxes])
        self._placed = placed
        self._heights = [y for y, _, _ in placed]

    def inside(self, box: BBox) -> list[int]:
        """Indices of the words whose middle lies in a box, in the page's order."""
        first, last = bisect_left(self._heights, box.y0), bisect_right(self._heights, box.y1)
        return sorted(index for _, x, index in self._placed[first:last] if box.x0 <= x <= box.x1)


def is_plausible(word: RawWord) -> bool:
    """Whether a word of a recognition layer can be a word: three letters or more, half of it at least, and as wide.

    Recognition reads a black bar as a few signs stretched over its length.
    """
    letters = sum(character.isalpha() for character in word.text)
    if letters < max(_LEAST_LETTERS, len(word.text) / 2) or not word.bbox.height:
        return False
    least, most = _LETTER_WIDTHS
    return least <= word.bbox.width / len(word.text) / word.bbox.height <= most


def line_height(words: Sequence[RawWord]) -> float:
    """The usual height of a word in points; 12 where there are none."""
    boxes = [word.bbox for word in words if word.upright and word.visible]
    heights = sorted([y1 - y0 if y1 > y0 else 0.0 for _, y0, _, y1 in boxes])
    return heights[len(heights) // 2] if heights else 12.0
