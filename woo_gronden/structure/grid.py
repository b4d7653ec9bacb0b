"""Words of a page as rows of cells: what stands on one height, parted where the white between words is wide."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
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

    @cached_property
    def _parts(self) -> dict[float, tuple[tuple[int, int], ...]]:
        """What :meth:`parts` has found; of most rows nobody asks it."""
        return {}

    @cached_property
    def _cells(self) -> dict[float, tuple[Cell, ...]]:
        return {}

    @cached_property
    def height(self) -> float:
        """The usual height of its words, in points, as a text layer has it."""
        return self.growth * _middle(sorted([word.bbox.height for word in self.words]))

    @cached_property
    def _size(self) -> float:
        """The usual size of its letters."""
        return self.growth * _middle(sorted(letter_sizes(self.words)))

    def cells(self, gap: float = CELL_GAP) -> tuple[Cell, ...]:
        """The words, parted where the white is wider than ``gap`` heights."""
        known = self._cells.get(gap)
        if known is not None:
            return known
        return self._cells.setdefault(gap, tuple(Cell(self.words[first:end]) for first, end in self.parts(gap)))

    def parts(self, gap: float) -> tuple[tuple[int, int], ...]:
        """The cells as ``[first, end)`` ranges of the words."""
        known = self._parts.get(gap)
        if known is not None:
            return known
        wide = gap * self._size
        first, right = 0, self.words[0].bbox.x0
        parts: list[tuple[int, int]] = []
        for number, (_, (x0, _, x1, _), _, _) in enumerate(self.words):
            if x0 - right <= wide or number == 0:
                if x1 > right:
                    right = x1
            else:
                parts.append((first, number))
                first, right = number, x1
        return self._parts.setdefault(gap, (*parts, (first, len(self.words))))

    @cached_property
    def text(self) -> str:
        """All its words."""
        return " ".join(word.text for word in self.words)


def letter_sizes(words: Sequence[Word]) -> list[float]:
    """The size of each word's letters: its height; the width of what is turned on its side, as over narrow columns."""
    return [
        height if (height := y1 - y0) <= 2 * (x1 - x0) or len(text) < 3 else max(0.0, x1 - x0)
        for text, (x0, y0, x1, y1), _, _ in words
    ]


def find_rows(page: Page, keep: Iterable[Word] | None = None) -> tuple[Row, ...]:
    """The rows of ``page`` from top to bottom.

    Args:
        page: a page.
        keep: use only these words of it.
    """
    words = [word for word in (page.words if keep is None else keep) if word[0].strip()]
    growth = _INK_GROWTH if page.text_source == "ocr" else 1.0
    return tuple([_row(groups, growth) for groups in _rows_of(_by_height(words))])


def _rows_of(placed: Sequence[list[Word]]) -> list[list[list[Word]]]:
    """Words of one top and bottom, given downward, as rows of such."""
    rows: list[list[list[Word]]] = []
    tops: list[float] = []
    bottoms: list[float] = []
    y0 = y1 = 0.0
    alike = 0  # words of this height that are not among the tops and bottoms yet
    for group in placed:
        _, top, _, bottom = group[0][1]
        for at, word in enumerate(group):
            if top == y0 and bottom == y1 and rows:
                # Most words of a line share their height. One more in the middle moves no median.
                rows[-1].append(group[at:])
                alike += len(group) - at
                break
            if rows and abs((top + bottom) / 2 - (y0 + y1) / 2) < _SAME_ROW * min(y1 - y0, bottom - top):
                tops = sorted([*tops, *[y0] * alike, top])
                bottoms = sorted([*bottoms, *[y1] * alike, bottom])
                rows[-1].append([word])
                y0, y1, alike = _middle(tops), _middle(bottoms), 0
            else:
                # Its other words would follow it one by one.
                rows.append([group])
                tops, bottoms, y0, y1, alike = [top], [bottom], top, bottom, len(group) - 1
                break
    return rows


def _by_height(words: Sequence[Word]) -> list[list[Word]]:
    """The words downward and then from the left, those with one top and one bottom together."""
    groups: dict[tuple[float, ...], list[Word]] = {}
    for word in words:
        groups.setdefault(word[1][1::2], []).append(word)
    middles = {top + bottom: group for (top, bottom), group in groups.items() if bottom > top}
    if len(middles) == len(groups):
        for group in groups.values():
            group.sort(key=_left)
        return [group for _, group in sorted(middles.items())]
    # High and low words around one middle take turns from the left; the number keeps words of one place in their order.
    order = sorted([(w.bbox.y0 + w.bbox.y1, w.bbox.x0, n) for n, w in enumerate(words) if w.bbox.y1 > w.bbox.y0])
    return [[words[number]] for _, _, number in order]


def _left(word: Word) -> float:
    return word[1][0]


def _middle(ordered: Sequence[float]) -> float:
    """The median of numbers in order."""
    half = len(ordered) // 2
    return ordered[half] if len(ordered) % 2 else (ordered[half - 1] + ordered[half]) / 2


def _row(groups: Sequence[Sequence[Word]], growth: float) -> Row:
    words = tuple(sorted([word for group in groups for word in group], key=_left) if len(groups) > 1 else groups[0])
    grown = (growth - 1) / 2 * _middle(sorted([w.bbox.height for w in words])) if growth > 1 else 0.0
    # The words of a group share their top and bottom.
    return Row(words, min([g[0].bbox.y0 for g in groups]) - grown, max([g[0].bbox.y1 for g in groups]) + grown, growth)
