"""Pieces of printed line: words that follow each other without a gap that a reader would see as one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from woo_gronden.schema import BBox, RawPage, RawWord, union

GAP = 1.8
"""Gap between words, in letter sizes, that parts cells of a table or a label from its value; a space is about 0.3."""

JUSTIFIED_GAP = 1.2
"""Gap, in letter sizes, up to which lines of the file that stand side by side are one row of justified text."""

SAME_HEIGHT = 0.5
"""Share of the lower of two boxes that must lie at the height of the other for both to stand on one row."""

HEIGHT_TO_SIZE = 0.8
"""Letter size against the height of a word's box, where the file does not tell the size."""


@dataclass(slots=True)
class Segment:
    """Words of one row without a gap: their texts, and the box of each."""

    texts: Sequence[str]
    boxes: Sequence[BBox]
    bbox: BBox
    size: float
    bold: bool
    upright: bool = True

    @property
    def text(self) -> str:
        """The words with a space between them."""
        return " ".join(self.texts)


def find_segments(page: RawPage) -> list[Segment]:
    """The segments of a page in the order of the file; a line of the file is cut at each gap."""
    words = page.words
    if not words:
        return []
    # Column by column: most words stand upright on the line of the last one, with a space between.
    texts, boxes, blocks, lines, _, sizes, bolds, _, _, uprights = zip(*words, strict=True)
    ends: Iterable[int] = range(1, len(words))
    if False not in uprights:
        rights = [box[2] for box in boxes]
        ends = [
            at
            for at, (x0, _, x1, _), right, size, line, last_line, block, last_block in zip(
                ends, boxes[1:], rights, sizes[1:], lines[1:], lines, blocks[1:], blocks, strict=False
            )
            if line != last_line or block != last_block or x0 - right > GAP * size or right > x1
        ]
    ends = [end for end in ends if _parted(words[end - 1], words[end])]
    segments: list[Segment] = []
    for start, end in pairwise([0, *ends, len(words)]):
        size, bold = sizes[start], bolds[start]
        if not size or sizes[start:end].count(size) != end - start:
            size = _usual_size(words[start:end])
        if bolds[start:end].count(bold) != end - start:
            bold = _mostly_bold(words[start:end])
        box = boxes[start] if end - start == 1 else union(boxes[start:end])
        segments.append(Segment(texts[start:end], boxes[start:end], box, size, bold, uprights[start]))
    return segments


def _parted(last: RawWord, word: RawWord) -> bool:
    if last.block != word.block or last.upright != word.upright:
        return True
    if not word.upright:
        return last.line != word.line
    x0, y0, x1, y1 = word.bbox
    gap = x0 - last.bbox[2]
    if last.line != word.line:
        # Justified text: the file gives the parts of one printed row as lines of their own.
        if not -0.2 * word.size < gap < JUSTIFIED_GAP * word.size:
            return True
        if min(y1, last.bbox[3]) - max(y0, last.bbox[1]) < SAME_HEIGHT * (y1 - y0):
            return True
    return gap > GAP * (word.size or y1 - y0) or gap < x0 - x1


def _usual_size(run: Sequence[RawWord]) -> float:
    known = sorted([word.size or word.bbox.height * HEIGHT_TO_SIZE for word in run])
    return known[(len(known) - 1) // 2]


def _mostly_bold(run: Sequence[RawWord]) -> bool:
    return sum(len(word.text) for word in run if word.bold) * 2 > sum(len(word.text) for word in run)


def find_rows(segments: Iterable[Segment]) -> list[list[Segment]]:
    """The segments gathered into rows, top to bottom, each row left to right."""
    rows: list[list[Segment]] = []
    spans: list[tuple[float, float, float]] = []
    for segment in sorted(segments, key=_middle):
        _, top, _, bottom = segment.bbox
        height = bottom - top
        for index in range(len(rows) - 1, max(-1, len(rows) - 4), -1):
            y0, y1, other = spans[index]
            shared = (bottom if bottom < y1 else y1) - (top if top > y0 else y0)
            if shared > SAME_HEIGHT * (height if height < other else other):
                rows[index].append(segment)
                break
        else:
            rows.append([segment])
            spans.append((top, bottom, height))
    for row in rows:
        if len(row) > 1:
            row.sort(key=_left)
    return rows


def _middle(segment: Segment) -> float:
    _, top, _, bottom = segment.bbox
    return top + bottom


def _left(segment: Segment) -> float:
    return segment.bbox[0]
