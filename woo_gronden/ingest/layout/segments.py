"""Pieces of printed line: words that follow each other without a gap that a reader would see as one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

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
    """Words of one row without a gap."""

    words: list[tuple[str, BBox]]
    bbox: BBox
    size: float
    bold: bool
    upright: bool = True

    @property
    def text(self) -> str:
        """The words with a space between them."""
        return " ".join(text for text, _ in self.words)


def find_segments(page: RawPage) -> list[Segment]:
    """The segments of a page in the order of the file; a line of the file is cut at each gap."""
    segments: list[Segment] = []
    run: list[RawWord] = []
    for word in page.words:
        if run and _parted(run[-1], word):
            segments.append(_segment(run))
            run = []
        run.append(word)
    if run:
        segments.append(_segment(run))
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
        shared = min(y1, last.bbox[3]) - max(y0, last.bbox[1])
        if shared < SAME_HEIGHT * (y1 - y0) or not -0.2 * word.size < gap < JUSTIFIED_GAP * word.size:
            return True
    return gap > GAP * (word.size or y1 - y0) or gap < x0 - x1


def _segment(run: Sequence[RawWord]) -> Segment:
    if len(run) == 1:
        word = run[0]
        size = word.size or word.bbox.height * HEIGHT_TO_SIZE
        return Segment([(word.text, word.bbox)], word.bbox, size, word.bold, word.upright)
    words = [(word.text, word.bbox) for word in run]
    bold = run[0].bold
    if len({word.bold for word in run}) > 1:
        bold = sum(len(word.text) for word in run if word.bold) * 2 > sum(len(word.text) for word in run)
    sizes = [word.size or word.bbox.height * HEIGHT_TO_SIZE for word in run]
    sizes.sort()
    size = sizes[(len(sizes) - 1) // 2]
    return Segment(words, union([box for _, box in words]), size, bold, run[0].upright)


def find_rows(segments: list[Segment]) -> list[list[Segment]]:
    """The segments gathered into rows, top to bottom, each row left to right."""
    rows: list[list[Segment]] = []
    spans: list[tuple[float, float]] = []
    for segment in sorted(segments, key=lambda part: part.bbox[1] + part.bbox[3]):
        _, top, _, bottom = segment.bbox
        for index in range(len(rows) - 1, max(-1, len(rows) - 4), -1):
            y0, y1 = spans[index]
            shared = (bottom if bottom < y1 else y1) - (top if top > y0 else y0)
            if shared > SAME_HEIGHT * min(bottom - top, y1 - y0):
                rows[index].append(segment)
                break
        else:
            rows.append([segment])
            spans.append((top, bottom))
    for row in rows:
        if len(row) > 1:
            row.sort(key=lambda part: part.bbox[0])
    return rows
