"""Rows gathered into paragraphs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from woo_gronden.ingest.layout.segments import Segment
from woo_gronden.ingest.lists import word_list
from woo_gronden.schema import BBox, union

LOOSE = 1.3
"""Distance between two rows, against the usual one of the column, from which they are two paragraphs."""

OTHER_SIZE = 0.12
"""Relative difference in letter size from which two rows are two paragraphs (a heading and its text)."""

INDENT = 1.2
"""Shift of the left edge, in letter sizes, from which a row starts a paragraph or leaves a list."""

ROOM_AFTER_STOP = 1.0
"""Room left at the end of a row, in letter sizes, once the next word were set there: after a full stop."""

ROOM_WITHOUT_STOP = 6.0
"""The same after a row that ends without a stop, before a capital or a digit: headings and addresses."""

HEADING_ROWS = 3
"""Most rows of a heading."""

USUAL_PITCH = 1.35
"""Distance from row to row, in letter sizes, where a page has too few rows to tell."""

MIN_PITCH = 0.8
MAX_PITCH = 3.2
"""Bounds on that distance: closer rows overlap, looser ones are not of one paragraph (double spacing is 2.7)."""

JUSTIFIED_WORDS = 3
"""Least gaps in a row to tell justified text from cells."""

JUSTIFIED_SPREAD = 2.0
"""Widest gap of a justified row against its median gap."""

READ_ON_SIZE = 0.25
"""Relative difference in letter size within which a sentence may read on over a page."""

FOOTNOTE_SIZE = 0.93
"""Letter size of a footnote against the body's."""

# What opens an item of a list: "-", "•", "a.", "aa.", "a)", "1.", "1.2", "(i)", "iv.", "1°". Must not match "de", "A",
# "2021", nor the ends of sentences "op." and "u.".
LIST_MARK = re.compile(
    r"(?:[-–—•·▪○●◦*>o]|\(?(?:[a-tv-z]|([a-z])\1)[.)]|u\)|\(?\d{1,2}[.)]|\d{1,2}(?:\.\d{1,2}){1,3}\.?|\(?[ivx]{1,4}[.)]|\d{1,2}[°º]\.?)"
)
# What ends a sentence, closing quotes and brackets included.
_STOPS = re.compile(r"[.!?:;][\"'”’)\]]*$")
_FOOTNOTE_MARK = re.compile(r"\[?\d{1,3}\]?|\*{1,3}|[¹²³⁴-⁹⁰]{1,2}")
# The article in brackets at the end of a heading: "(artikel 10, tweede lid, onder e, van de Wob)".
_HEADING_ARTICLE = re.compile(r"^[^.:;]*\((?:artikel|art\.)[^()]*\)$", re.IGNORECASE)
_CAPITAL_WORD = re.compile(r"[A-ZÀ-Ý][a-zà-ÿ]*$")
# A word that continues a sentence: a small letter, a bracket or an opening quote before one.
_GOES_ON = re.compile(r"[(‘“\"']?[a-zà-öø-ÿ]|\(")


@dataclass(slots=True)
class Row:
    """A printed row of one column; ``starts`` are the left edges of its cells."""

    page: int
    texts: Sequence[str]
    boxes: Sequence[BBox]
    bbox: BBox
    size: float
    bold: bool
    starts: tuple[float, ...]

    @property
    def cells(self) -> int:
        """Parts with a gap between them."""
        return len(self.starts)

    @property
    def is_item(self) -> bool:
        """Whether it opens an item of a list."""
        return LIST_MARK.fullmatch(self.texts[0]) is not None


@dataclass(slots=True)
class Block:
    """Rows that a person sees as one paragraph."""

    rows: list[Row]


def rows_of(page: int, found: list[list[Segment]]) -> list[Row]:
    """The rows of one column, top to bottom, from the segments of each."""
    rows = []
    for parts in found:
        if len(parts) == 1:
            part = parts[0]
            rows.append(Row(page, part.texts, part.boxes, part.bbox, part.size, part.bold, (part.bbox.x0,)))
            continue
        texts = [text for part in parts for text in part.texts]
        boxes = [box for part in parts for box in part.boxes]
        starts = (parts[0].bbox.x0,) if _is_justified(boxes) else tuple([part.bbox.x0 for part in parts])
        longest = max(parts, key=lambda part: len(part.texts))
        bold = all(part.bold for part in parts)
        rows.append(Row(page, texts, boxes, union([part.bbox for part in parts]), longest.size, bold, starts))
    return rows


def _is_justified(boxes: Sequence[BBox]) -> bool:
    """Whether the gaps between all words of a row are alike: a wide row of prose rather than cells."""
    gaps = [x0 - right for (_, _, right, _), (x0, _, _, _) in pairwise(boxes)]
    return len(gaps) >= JUSTIFIED_WORDS and max(gaps) < JUSTIFIED_SPREAD * median(gaps)


def find_paragraphs(rows: Sequence[Row]) -> list[Block]:
    """The rows of one column of one page, parted where a paragraph starts."""
    if not rows:
        return []
    pitch = _usual_pitch(rows)
    right = _right_edge(rows)
    blocks = [Block([rows[0]])]
    for row in rows[1:]:
        if _starts(blocks[-1], row, pitch, right):
            blocks.append(Block([row]))
        else:
            blocks[-1].rows.append(row)
    return blocks


def find_lines(rows: Sequence[Row]) -> list[Block]:
    """The rows of furniture, each by itself: labels and values stand under each other there, not sentences."""
    blocks: list[Block] = []
    for row in rows:
        last = blocks[-1].rows[-1] if blocks else None
        if last is not None and last.texts[-1].endswith("-") and last.cells == row.cells == 1:
            blocks[-1].rows.append(row)
        else:
            blocks.append(Block([row]))
    return blocks


def _usual_pitch(rows: Sequence[Row]) -> float:
    """The distance from row to row, in letter sizes, that most rows of prose keep."""
    steps = [
        (row.bbox.y1 - last.bbox.y1) / row.size
        for last, row in pairwise(rows)
        if row.size and abs(row.size - last.size) < OTHER_SIZE * row.size
    ]
    steps = sorted(step for step in steps if MIN_PITCH < step < MAX_PITCH)
    if not steps:
        return USUAL_PITCH
    low = steps[len(steps) // 5]
    return median(step for step in steps if low / LOOSE < step < low * LOOSE)


def _right_edge(rows: Sequence[Row]) -> float:
    edges = sorted(row.bbox.x1 for row in rows)
    return edges[int(len(edges) * 0.9)] if len(edges) > 3 else edges[-1]


def _starts(block: Block, row: Row, pitch: float, right: float) -> bool:
    """Whether ``row`` starts a paragraph after those of ``block``."""
    last = block.rows[-1]
    if row.cells > 1 or (row.is_item and not _wants_more(last)):
        return True
    if _differs(last, row) or row.bbox.y1 - last.bbox.y1 > LOOSE * pitch * row.size or row.bbox.y1 < last.bbox.y1:
        return True
    first = block.rows[0]
    if first.cells > 1:
        return not _fits_last_cell(first, row)
    if _had_room(last, row, right) or _is_heading(block, row, right):
        return True
    shift = row.bbox.x0 - last.bbox.x0
    if shift > INDENT * row.size:
        return not last.is_item
    return shift < -INDENT * row.size and len(block.rows) > 1


def _wants_more(last: Row) -> bool:
    """Whether a row breaks off where a number or letter must follow: "artikel", "de leden 1 en"."""
    end = last.texts[-1].lower()
    return end in word_list("ordinary") or end in word_list("before_number")


def _differs(last: Row, row: Row) -> bool:
    """Whether the letters look otherwise: larger, smaller, bold. A sentence that plainly goes on weighs more."""
    if row.size == last.size and row.bold == last.bold:
        return False
    if goes_on(last, row) and abs(row.size - last.size) < READ_ON_SIZE * max(row.size, last.size):
        return False
    return row.bold != last.bold or abs(row.size - last.size) > OTHER_SIZE * max(row.size, last.size)


def goes_on(last: Row, row: Row) -> bool:
    """Whether no stop ends ``last`` and a small letter starts ``row``."""
    return row.texts[0][0].islower() and not _STOPS.search(last.texts[-1])


def _fits_last_cell(first: Row, row: Row) -> bool:
    """Whether a row goes on under the last cell of a label and its value, or of a mark and its text."""
    return first.cells == 2 and abs(row.bbox.x0 - first.starts[-1]) < 0.6 * row.size


def _had_room(last: Row, row: Row, right: float) -> bool:
    """Whether the next word would have fitted at the end of ``last``, so that the break was meant."""
    word = row.texts[0]
    room = (right - last.bbox.x1 - row.boxes[0].width) / row.size if row.size else 0.0
    if room <= ROOM_AFTER_STOP or _wants_more(last):  # most rows of prose are full
        return False
    # Such an opener has a capital only where a sentence starts: the row above is a heading.
    if _STOPS.search(last.texts[-1]) or word in word_list("openers"):
        return True
    return room > ROOM_WITHOUT_STOP and not _GOES_ON.match(word)


def _is_heading(block: Block, row: Row, right: float) -> bool:
    """Whether ``block`` is a heading in the letters of its text: no stop, room for more, then a capital.

    Only of one row, or of a few that end with the article in brackets: further on, the row may be one that a writer
    broke by hand in the middle of a sentence.
    """
    if len(block.rows) > HEADING_ROWS or not _CAPITAL_WORD.match(row.texts[0]):
        return False
    last = block.rows[-1]
    end = last.texts[-1]
    if _STOPS.search(end) or end.endswith(",") or end.lower() in word_list("ordinary"):
        return False
    if end.endswith(")") and _HEADING_ARTICLE.search(" ".join(word for r in block.rows for word in r.texts)):
        return True
    if len(block.rows) > 1 and not end.endswith(")"):
        return False
    return right - last.bbox.x1 - row.boxes[0].width > ROOM_AFTER_STOP * row.size


def part_footnotes(blocks: list[Block], size: float, height: float) -> tuple[list[Block], list[Block]]:
    """The paragraphs of a page's body, and the footnotes under them; ``size`` is the body's letter size."""
    cut = len(blocks)
    for index in range(len(blocks) - 1, -1, -1):
        rows = blocks[index].rows
        if rows[0].bbox.y0 < height / 2 or max(row.size for row in rows) > FOOTNOTE_SIZE * size:
            break
        if _FOOTNOTE_MARK.fullmatch(rows[0].texts[0]):
            cut = index
    return blocks[:cut], blocks[cut:]


def reads_on(last: Row, row: Row) -> bool:
    """Whether a paragraph goes on from the last row of one page to the first of the next."""
    if last.cells > 1 and not last.is_item:
        return False
    if row.cells > 1 or (row.is_item and not _wants_more(last)) or _differs(last, row) or _STOPS.search(last.texts[-1]):
        return False
    # Without a small letter to follow, a short row is a heading or a cell rather than a sentence cut by the page.
    return bool(_GOES_ON.match(row.texts[0])) or last.bbox.width > 0.6 * max(row.bbox.width, 300.0)
