"""What is not the letter's own text: headers, footers, page numbers, the side block of government letters."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import inf

from woo_gronden.ingest.layout.segments import Segment, find_rows
from woo_gronden.schema.document import ParagraphKind

EDGE = 0.12
"""Share of the page's height, at top and bottom, where headers and footers stand."""

FAR_EDGE = 0.20
"""Share of the height within which a named page number is believed (the government's stands above the lower edge)."""

REPEATED = 0.4
"""Share of the pages on which a line must stand at the same height to be a header or footer; and at least two."""

SIDE_WIDTH = 0.30
"""Largest width of the side block, as a share of the page; in the government's house style it is 0.18."""

SIDE_START = 0.62
"""Share of the width right of which the side block starts where lines of the letter run into it."""

SMALL = 0.88
"""Letter size of a side block or footer against the body's; the house style sets 6.5 beside 9 points."""

BODY_LINE = 0.40
"""Least width of a line that tells where the body's column runs, as a share of the page."""

LONG_LINES = 5
"""Least number of such lines on a page, or in a document, to tell it."""

TABLE_CELLS = 3
TABLE_SHARE = 0.25
"""Cells in a row, and share of a page's rows with as many, from which the page is a list."""

FOOT_GAP = 2.0
"""Empty space above a footer, in letter sizes of the body."""

PAGE_NUMBER_WORDS = 6
"""Most words of a page number: "P agina : 2 van 9"."""

# "Pagina 2 van 9", "pagina 2/9", "blad 3", "2 van 9", "- 3 -", "3/10". Not "artikel 3", nor a bare year.
_PAGE_NUMBER = re.compile(
    r"(?:(?:pagina|pag\.?|blad|bladzijde|page)\s*:?\s*\d{1,4}(?:\s*(?:van|/|of)\s*\d{1,4})?"
    r"|\d{1,4}\s*(?:van|/)\s*\d{1,4}|[-–]?\s*\d{1,3}\s*[-–]?)",
    re.IGNORECASE,
)
# Only with the word, spaced as some producers space it ("P agina 2 van 9"): believed further from the edge.
_NAMED_PAGE_NUMBER = re.compile(
    r"p\s?agina\s*:?\s*\d{1,4}(?:\s*(?:van|/)\s*\d{1,4})?|(?:pag\.|blad|bladzijde)\s*:?\s*\d{1,4}(?:\s*(?:van|/)\s*\d{1,4})?",
    re.IGNORECASE,
)
# "2 van 9", "2/9" by itself: believed as far from the edge, if the first number is the page's.
_COUNTED = re.compile(r"(\d{1,4})\s?(?:van|/)\s?\d{1,4}")
_DIGITS = re.compile(r"\d+")
_NOT_LETTERS = re.compile(r"[\W_]+")
# A number or mark of a list that hangs out to the left of its text. Must not match a word.
_HANGING_MARK = re.compile(r"[^\w]|\(?(?:[a-z]|\d{1,3}|[ivxIVX]{1,4})(?:\.\d{1,2})*[.)]?")


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page as the rules for furniture see it."""

    number: int
    width: float
    height: float
    segments: list[Segment]


@dataclass(frozen=True, slots=True)
class _Column:
    """The body's column on a page: edges in points, and the size of its letters."""

    left: float
    right: float
    size: float


def body_size(sheets: Sequence[Sheet]) -> float:
    """The letter size, in points, in which most words of the document are set; 0 without any."""
    as_told: Counter[float] = Counter()
    for sheet in sheets:
        for part in sheet.segments:
            as_told[part.size] += len(part.texts)
    words: Counter[float] = Counter()
    for size, count in as_told.items():
        words[round(size * 2) / 2] += count
    return max(words, key=lambda size: (words[size], size), default=0.0)


def find_kinds(sheets: Sequence[Sheet], size: float) -> Iterator[tuple[list[ParagraphKind], list[list[Segment]]]]:
    """The kind of each segment of each page, and the page's rows; ``size`` is the body's letter size."""
    long = [_long_lines(sheet) for sheet in sheets]
    usual = _column([part for parts in long for part in parts], size)
    repeated = _repeated(sheets)
    for sheet, lines in zip(sheets, long, strict=True):
        rows = find_rows(sheet.segments)
        told = _column(lines, size) or (None if _is_list(rows) else usual)
        column = told and _Column(told.left * sheet.width, told.right * sheet.width, size)
        yield _kinds_on(sheet, rows, column, repeated), rows


def _long_lines(sheet: Sheet) -> list[tuple[float, float]]:
    """The edges of the lines that tell where the body's column runs, as shares of the width."""
    width = sheet.width
    if width >= sheet.height:
        return []
    boxes = [part.bbox for part in sheet.segments if part.upright]
    return [(x0 / width, x1 / width) for x0, _, x1, _ in boxes if x1 - x0 > BODY_LINE * width]


def _column(lines: list[tuple[float, float]], size: float) -> _Column | None:
    """The column that the long lines stand in, edges as shares of the width; None where too few tell."""
    if len(lines) < LONG_LINES:
        return None
    lefts, rights = sorted([left for left, _ in lines]), sorted([right for _, right in lines])
    return _Column(lefts[len(lefts) // 10], rights[-(len(rights) // 10) - 1], size)


def _place(part: Segment, height: float) -> tuple[str, int]:
    """Text without digits and marks, and height on the page in steps of 2 %: recognition may read a mark otherwise."""
    return _NOT_LETTERS.sub("", _DIGITS.sub("0", part.text)).lower(), round(part.bbox.y0 / height * 50)


def _repeated(sheets: Sequence[Sheet]) -> set[tuple[str, int]]:
    """What stands at the edge of many pages."""
    if len(sheets) < 2:
        return set()
    counts: Counter[tuple[str, int]] = Counter()
    for sheet in sheets:
        places = {_place(part, sheet.height) for part in sheet.segments if _at_edge(part, sheet.height)}
        counts.update(places | {(text, step + 1) for text, step in places})
    least = max(2, REPEATED * len(sheets))
    found = {place for place, count in counts.items() if count >= least and place[0]}
    return found | {(text, step - 1) for text, step in found}


def _at_edge(part: Segment, height: float) -> bool:
    return part.bbox.y1 < EDGE * height or part.bbox.y0 > (1 - EDGE) * height


def _kinds_on(
    sheet: Sheet, rows: list[list[Segment]], column: _Column | None, repeated: set[tuple[str, int]]
) -> list[ParagraphKind]:
    kinds: dict[int, ParagraphKind] = dict.fromkeys(map(id, sheet.segments), "body")
    upper, lower = FAR_EDGE * sheet.height, (1 - FAR_EDGE) * sheet.height
    # Most stand between the edges of the page and in the column: these are of the body.
    left, right = (-inf, inf) if column is None else _clear_of_margin(sheet, column)
    for row in rows:
        for part in row:
            x0, top, x1, bottom = part.bbox
            if bottom < upper or top > lower or x1 < left or x0 > right:
                kinds[id(part)] = _kind(part, row, sheet, column, repeated)
    if column is not None:
        _mark_foot(rows, sheet, column, kinds)
    return [kinds[id(part)] for part in sheet.segments]


def _kind(
    part: Segment, row: list[Segment], sheet: Sheet, column: _Column | None, repeated: set[tuple[str, int]]
) -> ParagraphKind:
    height = sheet.height
    _, top, _, bottom = part.bbox
    near_edge = bottom < FAR_EDGE * height or top > (1 - FAR_EDGE) * height
    in_margin = column is not None and _in_margin(part, row, sheet, column)
    if not near_edge and not in_margin:
        return "body"
    at_edge = _at_edge(part, height)
    if len(part.texts) <= PAGE_NUMBER_WORDS and _is_page_number(part, row, sheet.number, near_edge, at_edge):
        return "page_number"
    if at_edge and _place(part, height) in repeated:
        return "header" if part.bbox.y1 < height / 2 else "footer"
    return "margin" if in_margin else "body"


def _is_page_number(part: Segment, row: list[Segment], number: int, near_edge: bool, at_edge: bool) -> bool:
    text = part.text
    if _NAMED_PAGE_NUMBER.fullmatch(text) or (len(row) == 1 and near_edge and _counts(text, number)):
        return True
    return at_edge and _PAGE_NUMBER.fullmatch(text) is not None and _stands_alone(part, row)


def _counts(text: str, number: int) -> bool:
    counted = _COUNTED.fullmatch(text)
    return counted is not None and int(counted[1]) == number


def _stands_alone(part: Segment, row: list[Segment]) -> bool:
    """Whether a number has no text right beside it, of which it would be the mark or a cell."""
    return all(other is part or len(other.texts) > 12 or _far(part, other) for other in row)


def _far(part: Segment, other: Segment) -> bool:
    gap = max(other.bbox.x0 - part.bbox.x1, part.bbox.x0 - other.bbox.x1)
    return gap > 10 * max(part.size, other.size)


def _clear_of_margin(sheet: Sheet, column: _Column) -> tuple[float, float]:
    """What ends right of the first and starts left of the second is not in the margin."""
    left, right = _edges(sheet, column)
    return left, min(right, SIDE_START * sheet.width)


def _edges(sheet: Sheet, column: _Column) -> tuple[float, float]:
    """The edges of the column, with some slack."""
    slack = 0.005 * sheet.width
    return column.left - 2 * slack, column.right + slack


def _in_margin(part: Segment, row: list[Segment], sheet: Sheet, column: _Column) -> bool:
    """Whether the segment is of the narrow block beside the letter, and no cell of a table that is wider than it."""
    width = sheet.width
    if width >= sheet.height or part.bbox.width > SIDE_WIDTH * width:
        return False
    small = part.size <= SMALL * column.size
    left, right = _edges(sheet, column)
    if part.bbox.x0 > right:
        return not _in_table(part, row)
    if part.bbox.x1 < left:
        return (small or len(row) == 1) and not _HANGING_MARK.fullmatch(part.text)
    if small and part.bbox.x0 > SIDE_START * width:
        return not any(other is not part and other.size < part.size * 1.1 and len(other.text) > 1 for other in row)
    return False


def _in_table(part: Segment, row: list[Segment]) -> bool:
    """Whether two or more segments of its size stand on its row: cells, rather than a line of the letter."""
    return sum(other is not part and abs(other.size - part.size) < 0.1 * part.size for other in row) >= 2


def _is_list(rows: list[list[Segment]]) -> bool:
    """Whether the page is mostly a table, whose cells stand where they like."""
    return sum(len(row) >= TABLE_CELLS for row in rows) > TABLE_SHARE * len(rows)


def _mark_foot(rows: list[list[Segment]], sheet: Sheet, column: _Column, kinds: dict[int, ParagraphKind]) -> None:
    """Small text at the very foot of the page, well apart from what is above it, is a footer (an address, a route)."""
    body_rows = (row for row in reversed(rows) if any(kinds[id(part)] == "body" for part in row))
    foot: list[list[Segment]] = []
    for row, above in pairwise(body_rows):
        foot.append(row)
        top, bottom = min(part.bbox.y0 for part in row), max(part.bbox.y1 for part in above)
        if top < (1 - EDGE) * sheet.height or any(part.size > SMALL * column.size for part in row):
            return
        if top - bottom > FOOT_GAP * column.size:
            for part in (part for lower in foot for part in lower if kinds[id(part)] == "body"):
                kinds[id(part)] = "footer"
            return
