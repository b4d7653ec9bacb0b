"""Paragraphs written into one text, hyphens at line ends undone, with the span of every word."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable
from dataclasses import replace
from functools import cached_property

from woo_gronden.ingest.layout.paragraphs import Block, Row
from woo_gronden.schema import BBox, Line, Page, Paragraph, Word
from woo_gronden.schema.document import ParagraphKind

# Letters or digits before a hyphen at the end of a line: "open-", "Wob-", "2019-". Must not match a dash alone.
_BROKEN = re.compile(r"[^\W_]-$")
# The rest of an address: what stands before it keeps its hyphen ("wob-" + "loket@gemeente.nl").
_ADDRESS = re.compile(r"@|://|www\.|\w\.nl\b")
_LOWER_START = re.compile(r"[a-zà-öø-ÿ]")
_LETTERS = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
# The first such letters of each of some words, one a line.
_FIRST_LETTERS = re.compile(r"^(?:[^\w\n]|_)*([^\W_]+(?:-[^\W_]+)*)", re.MULTILINE)
_ONE_LETTER = re.compile(r"^\W*[^\W\d_]-$")
# What keeps its hyphen: "EU-", "Wob-", "IenW-", and the abbreviations that are also written small.
_ACRONYM = re.compile(
    r"(?:^|[^\w])(?:[A-Z]{2,}[a-z]?|[A-Z][a-z]{1,2}|\w*[A-Z]\w*[A-Z]\w*|wob|woo|awb|avg|uwv|bsn|ict|btw)-$"
)
# Words after which a hyphen stands for a part left out: "openbaarheids- en privacybelang".
_LINKING = frozenset({"en", "of", "dan", "als", "noch", "tot", "t/m", "in", "respectievelijk"})


class Writer:
    """Text under construction. ``body`` gives the words of the body, to learn how they are spelled."""

    def __init__(self, body: Callable[[], set[str]]) -> None:
        self._body = body
        self._parts: list[str] = []
        self._length = 0
        self._at_break = True
        self._words = defaultdict[int, list[Word]](list)
        self._lines = defaultdict[int, list[Line]](list)
        self.paragraphs: list[Paragraph] = []

    @cached_property
    def _known(self) -> set[str]:
        """The words of the body, small letters, without the marks around them."""
        body = self._body()
        words = set(filter(str.isalpha, body))
        words.update(_FIRST_LETTERS.findall("\n".join(body - words)))
        return set(map(str.lower, words))

    def write(self, block: Block, kind: ParagraphKind) -> None:
        """Add a paragraph."""
        if self._length and not self._at_break:
            self._add("\n")
        self._at_break = False
        start = self._length
        rows = block.rows
        for row, following in zip(rows, [*rows[1:], None], strict=True):
            self._write_row(row, following)
        self.paragraphs.append(Paragraph(start, self._length, rows[0].page, kind))

    def end_body(self) -> int:
        """Where the body ends: after its last paragraph's newline."""
        if self._length:
            self._add("\n")
        self._at_break = True
        return self._length

    def _add(self, text: str) -> None:
        self._parts.append(text)
        self._length += len(text)

    def _write_row(self, row: Row, following: Row | None) -> None:
        words = self._words[row.page]
        make = tuple.__new__  # twice as quick as by the names of its parts
        first, start = len(words), self._length
        texts, glue = row.texts, ""
        if following is not None:
            glue = " "
            if texts[-1][-1] == "-":
                last, glue = self._line_end(texts[-1], following)
                texts = [*texts[:-1], last]
        end = start - 1
        boxes = zip(texts, row.boxes, strict=True)
        words += [make(Word, (text, box, end + 1, end := end + 1 + len(text))) for text, box in boxes]
        self._add(" ".join(texts) + glue)
        line = make(Line, (start, end, row.bbox, row.size, row.bold, (first, len(words))))
        self._lines[row.page].append(line)

    def _line_end(self, text: str, following: Row) -> tuple[str, str]:
        """The last word of a row, which ends in a hyphen, as it is written, and what comes between it and the next."""
        if not _BROKEN.search(text):
            return text, " "
        after = following.texts[0]
        if after.strip("(),.;:") in _LINKING:
            return text, " "
        if _ADDRESS.search(after) or _ADDRESS.search(text):
            return text, ""
        if not _LOWER_START.match(after):
            # "Wob-\nVerzoek", "IJ-\nMuiden": a capital never continues a word broken by the printer.
            return (text, "") if after[:1].isalnum() else (text, " ")
        if text[-2].isdigit():
            return text, ""
        head, tail = text[:-1], after
        left, right = _LETTERS.findall(head)[-1:], _LETTERS.match(tail)
        joined = (left[0] + right[0]).lower() if left and right else ""
        hyphened = f"{left[0]}-{right[0]}".lower() if left and right else ""
        if hyphened in self._known and joined not in self._known:
            return text, ""
        if joined in self._known:
            return head, ""
        if _ONE_LETTER.search(text) or _ACRONYM.search(text):
            return text, ""
        return head, ""

    def text(self) -> str:
        """All that was written."""
        return "".join(self._parts)

    def page(self, shown: Page, back: Callable[[BBox], BBox] | None) -> Page:
        """The page with its words and lines; ``back`` takes boxes to the page as it is shown."""
        words, lines = self._words[shown.number], self._lines[shown.number]
        if back is not None:
            words = [word._replace(bbox=back(word.bbox)) for word in words]
            lines = [line._replace(bbox=back(line.bbox)) for line in lines]
        return replace(shown, words=tuple(words), lines=tuple(lines))
