"""Rows gathered into paragraphs."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from woo_gronden.ingest.layout.segments import Segment, find_rows
from woo_gronden.schema import BBox, union

LOOSE = 1.3
"""Distance between two rows, against the usual one of the page, from which they are two paragraphs."""

OTHER_SIZE = 0.12
"""Relative difference in letter size from which two rows are two paragraphs (a heading and its text)."""

INDENT = 1.2
"""Shift of the left edge, in letter sizes, from which a row starts a paragraph or leaves a list."""

# What opens an item of a list: "-", "•", "a.", "a)", "1.", "1.2", "(i)", "iv.". Must not match "de", "A" or "2021".
LIST_MARK = re.compile(
    r"(?:[-–—•·▪○●◦*>o]|\(?[a-z]{1,2}[.)]|\(?\d{1,2}[.)]|\d{1,2}(?:\.\d{1,2}){1,3}\.?|\(?[ivx]{1,4}[.)])"
)
# What ends a sentence, closing quotes and brackets included.
_STOPS = re.compile(r"[.!?:;][\"'”’)\]]*$")


@dataclass(slots=True)
class Row:
    """A printed row of one column."""

    page: int
    words: list[tuple[str, BBox]]
    bbox: BBox
    size: float
    bold: bool
    cells: int


@dataclass(slots=True)
class Block:
    """Rows that a person sees as one paragraph."""

    rows: list[Row]


def rows_of(page: int, segments: list[Segment]) -> list[Row]:
    """The rows of one column, top to bottom."""
    rows = []
    for parts in find_rows(segments):
        words = [word for part in parts for word in part.words]
        longest = max(parts, key=lambda part: len(part.text))
        rows.append(
            Row(page, words, union(box for _, box in words), longest.size, all(p.bold for p in parts), len(parts))
        )
    return rows


def find_paragraphs(rows: Sequence[Row]) -> list[Block]:
    """The rows of one column of one page, parted where a paragraph starts."""
    if not rows:
        return []
    pitch = _usual_pitch(rows)
    right = _right_edge(rows)
    blocks = [Block([rows[0]])]
    for last, row in itertools.pairwise(rows):
        if _starts(blocks[-1], last, row, pitch, right):
            blocks.append(Block([row]))
        else:
            blocks[-1].rows.append(row)
    return blocks


def _usual_pitch(rows: Sequence[Row]) -> float:
    """The distance from row to row, in letter sizes, that most rows of prose keep."""
    steps = [
        (row.bbox.y0 - last.bbox.y0) / row.size
        for last, row in itertools.pairwise(rows)
        if row.size and abs(row.size - last.size) < OTHER_SIZE * row.size
    ]
    close = [step for step in steps if 0.8 < step < 2.2]
    return median(close) if close else 1.4


def _right_edge(rows: Sequence[Row]) -> float:
    edges = sorted(row.bbox.x1 for row in rows)
    return edges[int(len(edges) * 0.9)] if len(edges) > 3 else edges[-1]


def _starts(block: Block, last: Row, row: Row, pitch: float, right: float) -> bool:
    """Whether ``row`` starts a paragraph after ``last``."""
    if last.cells > 1 or row.cells > 1:
        return not (last.cells == 1 or _list_item(last)) or not _hangs(last, row, right)
    if abs(row.size - last.size) > OTHER_SIZE * max(row.size, last.size) or row.bold != last.bold:
        return True
    step = row.bbox.y0 - last.bbox.y0
    if step < 0 or step > LOOSE * pitch * row.size:
        return True
    if LIST_MARK.fullmatch(row.words[0][0]):
        return True
    if _had_room(last, row, right) and not _mid_sentence(last, row):
        return True
    shift = row.bbox.x0 - last.bbox.x0
    if shift > INDENT * row.size:
        return not _list_item(last)
    return shift < -INDENT * row.size and len(block.rows) > 1


def _list_item(row: Row) -> bool:
    return bool(LIST_MARK.fullmatch(row.words[0][0]))


def _hangs(last: Row, row: Row, right: float) -> bool:
    """Whether a row without gaps goes on after a list item whose mark stands apart from its text."""
    return row.cells == 1 and last.cells == 2 and _list_item(last) and not _had_room(last, row, right)


def _had_room(last: Row, row: Row, right: float) -> bool:
    """Whether the first word of ``row`` would have fitted at the end of ``last``: then the break was meant."""
    first = row.words[0][1].width
    return last.bbox.x1 + first + 1.5 * row.size < right


def _mid_sentence(last: Row, row: Row) -> bool:
    """Whether the sentence plainly goes on: no stop, and a small letter to follow."""
    return row.words[0][0][:1].islower() and not _STOPS.search(last.words[-1][0])


def reads_on(last: Row, row: Row) -> bool:
    """Whether a paragraph goes on from the last row of one page to the first of the next."""
    if last.cells > 1 or row.cells > 1 or last.bold != row.bold or LIST_MARK.fullmatch(row.words[0][0]):
        return False
    if abs(row.size - last.size) > OTHER_SIZE * max(row.size, last.size):
        return False
    return not _STOPS.search(last.words[-1][0])
