"""What is not the letter's own text: headers, footers, page numbers, the side block of government letters."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from woo_gronden.ingest.layout.segments import Segment
from woo_gronden.schema.document import ParagraphKind

EDGE = 0.12
"""Share of the page's height, at top and bottom, where headers and footers stand."""

REPEATED = 0.4
"""Share of the pages on which a line must stand at the same height to be a header or footer; and at least two."""

SIDE_WIDTH = 0.30
"""Largest width of the side block, as a share of the page; in the government's house style it is 0.18."""

BODY_LINE = 0.40
"""Least width of a line that tells where the body's column runs, as a share of the page."""

# "Pagina 2 van 9", "pagina 2/9", "blad 3", "2 van 9", "- 3 -", "3/10". Not "artikel 3", nor a bare year.
_PAGE_NUMBER = re.compile(
    r"(?:(?:pagina|pag\.?|blad|bladzijde|page)\s*:?\s*\d{1,4}(?:\s*(?:van|/|of)\s*\d{1,4})?"
    r"|\d{1,4}\s*(?:van|/)\s*\d{1,4}|[-–]?\s*\d{1,3}\s*[-–]?)",
    re.IGNORECASE,
)
_NAMED_PAGE_NUMBER = re.compile(
    r"(?:pagina|pag\.|blad|bladzijde)\s*:?\s*\d{1,4}(?:\s*(?:van|/)\s*\d{1,4})?", re.IGNORECASE
)
_DIGITS = re.compile(r"\d+")


def find_kinds(pages: Sequence[tuple[float, float, list[Segment]]]) -> list[list[ParagraphKind]]:
    """The kind of each segment; ``pages`` holds width, height and segments of each page."""
    column = _body_column(pages)
    repeated = _repeated(pages)
    return [[_kind(part, page, column, repeated) for part in page[2]] for page in pages]


def _body_column(pages: Sequence[tuple[float, float, list[Segment]]]) -> tuple[float, float] | None:
    """Left and right edge of the body as shares of the width; None where no long lines tell."""
    long_lines = [
        (part.bbox.x0 / width, part.bbox.x1 / width)
        for width, height, parts in pages
        if width < height
        for part in parts
        if part.upright and part.bbox.width > BODY_LINE * width
    ]
    if len(long_lines) < 5:
        return None
    lefts = sorted(left for left, _ in long_lines)
    rights = sorted(right for _, right in long_lines)
    return lefts[len(lefts) // 10], rights[-(len(rights) // 10) - 1]


def _place(part: Segment, height: float) -> tuple[str, int]:
    return _DIGITS.sub("0", part.text), round(part.bbox.y0 / height * 100)


def _repeated(pages: Sequence[tuple[float, float, list[Segment]]]) -> set[tuple[str, int]]:
    """(text with digits as 0, height in %) of what stands at the edge of many pages."""
    if len(pages) < 2:
        return set()
    counts: Counter[tuple[str, int]] = Counter()
    for _, height, parts in pages:
        counts.update({_place(part, height) for part in parts if _at_edge(part, height)})
    least = max(2, REPEATED * len(pages))
    return {place for place, count in counts.items() if count >= least}


def _at_edge(part: Segment, height: float) -> bool:
    return part.bbox.y1 < EDGE * height or part.bbox.y0 > (1 - EDGE) * height


def _kind(
    part: Segment,
    page: tuple[float, float, list[Segment]],
    column: tuple[float, float] | None,
    repeated: set[tuple[str, int]],
) -> ParagraphKind:
    width, height, _ = page
    at_edge = _at_edge(part, height)
    text = part.text
    if _NAMED_PAGE_NUMBER.fullmatch(text) or (at_edge and _PAGE_NUMBER.fullmatch(text)):
        return "page_number"
    if at_edge and _place(part, height) in repeated:
        return "header" if part.bbox.y1 < height / 2 else "footer"
    if column is not None and width < height and part.bbox.width < SIDE_WIDTH * width:
        left, right = column
        if part.bbox.x0 > (right + 0.005) * width or part.bbox.x1 < (left - 0.01) * width:
            return "margin"
    return "body"
