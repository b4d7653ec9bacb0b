"""Words of a page as rows of cells: what stands on one height, parted where the white between words is wide."""

from __future__ import annotations

from bisect import insort
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from woo_gronden.schema import BBox, Page, Word, union

# White between two words that parts cells, in heights of the line: a space is 0.25 to 0.4 of it, also when justified
# up to 0.7; label and value, or two columns, stand further apart.
CELL_GAP = 0.9
# Two words stand on one row when their middles differ by less than this share of the smaller height.
_SAME_ROW = 0.5
# Boxes of words from a text layer reach from the highest to the lowest letter of the typeface, those from recognition
# only around the ink: they are this much lower.
_INK_GROWTH = 1.6


@dataclass(frozen=True)
class Cell:
    """Words that stand together on one row."""

    words: tuple[Word, ...]

    @cached_property
    def text(self) -> str:
        """The words, a space between each."""
        return " ".join(word.text for word in self.words)

    @cached_property
    def bbox(self) -> BBox:
        """The box around the words."""
        return union([word.bbox for word in self.words])

    @property
    def start(self) -> int:
        """Where its first word starts in the document's text."""
        return min(word.start for word in self.words)

    @property
    def end(self) -> int:
        """Where its last word ends in the document's text."""
        return max(word.end for word in self.words)


@dataclass(frozen=True)
class Row:
    """Everything that stands on one height, from left to right."""

    words: tuple[Word, ...]
    y0: float
    y1: float
    growth: float = 1.0
    _cells: dict[float, tuple[Cell, ...]] = field(default_factory=dict, init=False, repr=False, compare=False)

    @cached_property
    def height(self) -> float:
        """The usual height of its words, in points, as a text layer has it."""
        return self.growth * _middle(sorted([word.bbox.height for word in self.words]))

    @cached_property
    def _size(self) -> float:
        """The usual size of its letters; of words turned on their side (headers of narrow columns) the width."""
        return self.growth * _middle(sorted([_letter_size(word) for word in self.words]))

    def cells(self, gap: float = CELL_GAP) -> tuple[Cell, ...]:
        """The words, parted where the white is wider than ``gap`` heights."""
        known = self._cells.get(gap)
        if known is not None:
            return known
        wide = gap * self._size
        parts: list[list[Word]] = []
        end = 0.0
        for word in self.words:
            x0, _, x1, _ = word.bbox
            if parts and x0 - end <= wide:
                parts[-1].append(word)
                end = max(end, x1)
            else:
                parts.append([word])
                end = x1
        return self._cells.setdefault(gap, tuple(Cell(tuple(part)) for part in parts))

    @cached_property
    def text(self) -> str:
        """All its words."""
        return " ".join(word.text for word in self.words)


def find_rows(page: Page, keep: Iterable[Word] | None = None) -> tuple[Row, ...]:
    """The rows of ``page`` from top to bottom.

    Args:
        page: a page.
        keep: use only these words of it.
    """
    words = [w for w in (page.words if keep is None else keep) if w.bbox.y1 > w.bbox.y0 and w.text.strip()]
    rows: list[list[Word]] = []
    tops: list[float] = []
    bottoms: list[float] = []
    y0 = y1 = 0.0
    for word in sorted(words, key=lambda w: (w.bbox.y0 + w.bbox.y1, w.bbox.x0)):
        _, top, _, bottom = word.bbox
        if rows and abs((top + bottom) / 2 - (y0 + y1) / 2) < _SAME_ROW * min(y1 - y0, bottom - top):
            rows[-1].append(word)
            insort(tops, top)
            insort(bottoms, bottom)
        else:
            rows.append([word])
            tops, bottoms = [top], [bottom]
        y0, y1 = _middle(tops), _middle(bottoms)
    return tuple(_row(row, _INK_GROWTH if page.text_source == "ocr" else 1.0) for row in rows)


def _letter_size(word: Word) -> float:
    width, height = word.bbox.width, word.bbox.height
    return width if height > 2 * width and len(word.text) > 2 else height


def _middle(ordered: Sequence[float]) -> float:
    """The median of numbers in order."""
    half = len(ordered) // 2
    return ordered[half] if len(ordered) % 2 else (ordered[half - 1] + ordered[half]) / 2


def _row(words: Sequence[Word], growth: float) -> Row:
    ordered = tuple(sorted(words, key=lambda w: w.bbox.x0))
    grown = (growth - 1) / 2 * _middle(sorted([w.bbox.height for w in words])) if growth > 1 else 0.0
    return Row(ordered, min([w.bbox.y0 for w in words]) - grown, max([w.bbox.y1 for w in words]) + grown, growth)
