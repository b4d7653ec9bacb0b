"""A document as a person reads it: text in reading order, with the way back to page and box for every character.

``Document.text`` is first the body of all pages, one flow, paragraphs parted by a newline, hyphens at line ends undone,
so that a sentence that runs over a page reads on; then, from ``body_end``, the furniture (headers, footers, page
numbers, the side block of Dutch government letters), page by page. Spans are ``[start, end)`` into that text.
"""

from __future__ import annotations

import hashlib
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, NamedTuple

from woo_gronden.schema.geometry import BBox, union

TextSource = Literal["native", "ocr", "mixed", "none"]
ParagraphKind = Literal["body", "header", "footer", "page_number", "margin"]


class Word(NamedTuple):
    """A word on a page. A word broken over two lines is two of these, each with its part of the span."""

    text: str
    bbox: BBox
    start: int
    end: int


class Line(NamedTuple):
    """A line as printed. ``size`` is its letter size in points; ``words`` a ``[first, last)`` range into the page's."""

    start: int
    end: int
    bbox: BBox
    size: float
    bold: bool
    words: tuple[int, int]


class Paragraph(NamedTuple):
    """A stretch that a person sees as one block; a paragraph that runs over a page is one."""

    start: int
    end: int
    page: int
    kind: ParagraphKind


@dataclass(frozen=True, slots=True)
class Page:
    """One page, numbered from 1. Words and lines in reading order, furniture included.

    ``rules`` are the thin level and upright lines drawn on it, as those of tables are.
    """

    number: int
    width: float
    height: float
    text_source: Literal["native", "ocr", "none"]
    words: tuple[Word, ...]
    lines: tuple[Line, ...]
    rules: tuple[BBox, ...] = ()


@dataclass(frozen=True)
class Document:
    """One file, read. ``name`` is the file's name; ``path`` as it stands in the tables (relative to the input)."""

    document_id: str
    path: str
    sha256: str
    text: str
    body_end: int
    pages: tuple[Page, ...]
    paragraphs: tuple[Paragraph, ...]

    def __hash__(self) -> int:
        """Cheap, so that what is read of the last document can be kept for the next finder of it."""
        return hash((self.document_id, self.sha256))

    @property
    def name(self) -> str:
        """The file's name without its folder."""
        return self.path.rsplit("/", 1)[-1]

    @property
    def body(self) -> str:
        """The text without furniture; the same offsets as ``text``."""
        return self.text[: self.body_end]

    @cached_property
    def text_sha256(self) -> str:
        """SHA-256 of the text in UTF-8: offsets into a text with the same one mean the same words."""
        return hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()

    @property
    def text_source(self) -> TextSource:
        """Where the words come from, over all pages that have any."""
        sources = {page.text_source for page in self.pages} - {"none"}
        if not sources:
            return "none"
        return sources.pop() if len(sources) == 1 else "mixed"

    @cached_property
    def _words_by_offset(self) -> tuple[list[int], list[int], list[Word]]:
        """Where each word starts, on which page it stands, and itself, in text order."""
        words = [word for page in self.pages for word in page.words]
        numbers = [number for page in self.pages for number in [page.number] * len(page.words)]
        starts = [start for _, _, start, _ in words]
        order = sorted(range(len(starts)), key=starts.__getitem__)
        return [starts[at] for at in order], [numbers[at] for at in order], [words[at] for at in order]

    def _touching(self, start: int, end: int) -> slice:
        """Which of the words in text order touch ``[start, end)``."""
        starts, _, words = self._words_by_offset
        first = bisect_right(starts, start) - 1
        if first < 0 or words[first].end <= start:
            first += 1
        return slice(first, bisect_left(starts, end))

    def words_in(self, start: int, end: int) -> Sequence[tuple[int, Word]]:
        """The words that touch ``[start, end)``, each with its page number, in text order."""
        _, numbers, words = self._words_by_offset
        span = self._touching(start, end)
        return list(zip(numbers[span], words[span], strict=True))

    def pages_of(self, start: int, end: int) -> tuple[int, int]:
        """First and last page of ``[start, end)``; (1, 1) where no word stands there."""
        numbers = self._words_by_offset[1][self._touching(start, end)]
        return (min(numbers), max(numbers)) if numbers else (1, 1)

    def boxes_of(self, start: int, end: int) -> list[tuple[int, BBox]]:
        """One (page, box) for each printed line that ``[start, end)`` touches, in text order."""
        boxes: list[tuple[int, list[BBox]]] = []
        for number, word in self.words_in(start, end):
            last = boxes[-1] if boxes else None
            if last and last[0] == number and word.bbox.y0 < last[1][-1].y1 and word.bbox.x0 > last[1][-1].x0:
                last[1].append(word.bbox)
            else:
                boxes.append((number, [word.bbox]))
        return [(number, union(parts)) for number, parts in boxes]
