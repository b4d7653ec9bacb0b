"""Pieces of printed line: words that follow each other without a gap that a reader would see as one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median_low

from woo_gronden.schema import BBox, RawPage, RawWord, union

GAP = 1.8
"""Gap between words, in letter sizes, that parts cells of a table or a label from its value; a space is about 0.3."""

SAME_HEIGHT = 0.5
"""Share of the lower of two boxes that must lie at the height of the other for both to stand on one row."""


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
    if (last.block, last.line) != (word.block, word.line) or last.upright != word.upright:
        return True
    if not word.upright:
        return False
    gap = word.bbox.x0 - last.bbox.x1
    return gap > GAP * (word.size or word.bbox.height) or gap < -word.bbox.width


def _segment(run: Sequence[RawWord]) -> Segment:
    bold = sum(len(word.text) for word in run if word.bold) * 2 > sum(len(word.text) for word in run)
    size = median_low([word.size or word.bbox.height * 0.8 for word in run])
    return Segment(
        [(word.text, word.bbox) for word in run], union(word.bbox for word in run), size, bold, run[0].upright
    )


def find_rows(segments: list[Segment]) -> list[list[Segment]]:
    """The segments gathered into rows, top to bottom, each row left to right."""
    rows: list[list[Segment]] = []
    for segment in sorted(segments, key=lambda part: (part.bbox.y0 + part.bbox.y1) / 2):
        for row in reversed(rows[-3:]):
            if _on_one_row(row[0].bbox, segment.bbox):
                row.append(segment)
                break
        else:
            rows.append([segment])
    for row in rows:
        row.sort(key=lambda part: part.bbox.x0)
    return rows


def _on_one_row(first: BBox, second: BBox) -> bool:
    shared = min(first.y1, second.y1) - max(first.y0, second.y0)
    return shared > SAME_HEIGHT * min(first.height, second.height)
