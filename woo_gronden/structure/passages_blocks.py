"""The stretches of running text of a letter, each with its section, its citations and what its sentences do."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from statistics import median
from typing import NamedTuple

from woo_gronden.schema import Citation, Document, Paragraph, Section
from woo_gronden.structure.passages_text import (
    Cue,
    cue_pattern,
    fold,
    folded,
    is_sentence,
    possible_cues,
    sentences,
    words_of,
)

# What closes a sentence or opens a list: text after it starts anew.
_MARKS = '.!?:;"\u201d)'
# Shorter than this a stretch without a mark is a label or a cell, not the first half of a sentence. Characters.
_RUNS_ON_FROM = 30
# A footnote: a number, then text in letters smaller than this share of the body's.
_NOTE_SIZE = 0.93
_NOTE_START = re.compile(r"\s*\d{1,2}\s+\S")
# A row of a list of documents in running text: a cell's border, a file's name.
_ROW = re.compile(r"\||\.(?:pdf|docx?|xlsx?|msg|pptx?)\b", re.IGNORECASE)
# A row that runs as text: its number without a mark, a title, and the judgement. Over folded text.
_NUMBERED_ROW = folded(
    r"^[\di]{1,3}\.?\s(?:(?!\.\s[a-z]).){3,160}?\b(?:deels openbaar|gedeeltelijk openbaar|niet openbaar|reeds openbaar|"
    r"openbaar,? geweigerd|volledig openbaar)\b(?!\s+(?:gemaakt|te maken|maken))"
)
# "Niet openbaar gemaakt", "niet geheel openbaar": the words of openness, denied. Over folded text.
_NOT_OPEN = re.compile(
    r"(?:niet|geen)\s+(?:\S+\s+)?openbaar\w*(?:\s+(?:te\s+)?(?:gemaakt|maken))?|"
    r"niet\s+(?:\S+\s+){0,3}voor openbaarmaking|weiger\w*\s+(?:\S+\s+){1,8}?openbaar te maken"
)
_OPEN_WORD = "openbaar"  # all of these have it
# A code as it is stamped: figures, separators and one letter, no words.
_CODE = re.compile(r"^[\d.,\s()\-]*[a-i\u00ed]?[)\s.]*$", re.IGNORECASE)


class Sentence(NamedTuple):
    """One sentence, its citations and what its words do."""

    start: int
    end: int
    citations: tuple[Citation, ...]
    prose: bool
    norm: bool
    applies: bool
    withholds: bool
    weighs: bool
    harms: bool
    notice: bool
    other_voice: bool
    negated: bool
    disclosed: bool
    announced: bool
    closing: bool
    leads: bool
    opened: bool

    @property
    def argues(self) -> bool:
        """Whether it keeps something back, weighs, or says what harm openness does, in the authority's own voice."""
        own = (self.withholds and not self.disclosed) or self.weighs or self.harms
        return own and not (self.norm or self.other_voice or self.closing or self.opened)


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, or the part of one that is no heading.

    ``section`` is an index, -1 before the first heading; ``is_row``: it is a label or a row of a list, no prose.
    """

    start: int
    end: int
    text: str
    section: int
    order: int
    sentences: tuple[Sentence, ...]
    is_row: bool

    def any(self, name: str) -> bool:
        """Whether one of the sentences does ``name``."""
        return any(getattr(sentence, name) for sentence in self.sentences)

    def all(self, name: str) -> bool:
        """Whether each of the sentences does ``name``."""
        return all(getattr(sentence, name) for sentence in self.sentences)

    @property
    def folded(self) -> str:
        """The text as the phrases expect it."""
        return fold(self.text)


def find_blocks(
    document: Document, sections: Sequence[Section], citations: Sequence[Citation], limit: int
) -> tuple[Block, ...]:
    """The paragraphs of the body without headings and footnotes, in order, sentences cut by a page put together.

    Those that start before ``limit``: behind a letter's end there may be ten times its text.
    """
    return _blocks(document, tuple(sections), tuple(citations), limit)


@lru_cache(maxsize=1)  # the passages and the grounds applied are both read from them
def _blocks(
    document: Document, sections: tuple[Section, ...], citations: tuple[Citation, ...], limit: int
) -> tuple[Block, ...]:
    starts = [section.start for section in sections]
    heads = [(section.start, heading_end(document, section)) for section in sections]
    ordered = sorted(citations, key=lambda citation: citation.start)
    places = [citation.start for citation in ordered]
    blocks: list[Block] = []
    for start, end in _joined(document, _pieces(document, heads)):
        if start >= limit:
            break
        inside = ordered[bisect_left(places, start) : bisect_left(places, end)]
        text = document.text[start:end]
        found = tuple([read_sentence(document.text, start + a, start + b, inside) for a, b in sentences(text)])
        section = bisect_right(starts, start) - 1
        blocks.append(Block(start, end, text, section, len(blocks), found, _is_row(text, found)))
    return tuple(blocks)


def heading_end(document: Document, section: Section) -> int:
    """Where a part's heading stops: as many characters on as it has, white space aside."""
    heading = section.heading.strip()
    if document.text.startswith(heading, section.start):
        return section.start + len(heading)
    left = len("".join(heading.split()))
    place = section.start
    while left > 0 and place < section.end:
        left -= not document.text[place].isspace()
        place += 1
    return place


def is_code(citation: Citation) -> bool:
    """Whether a citation is a bare code, which may be a stamp."""
    return bool(_CODE.match(citation.text))


def _is_row(text: str, sentences: Iterable[Sentence]) -> bool:
    if not any(sentence.prose for sentence in sentences) or _ROW.search(text):
        return True
    first = fold(text[:1])
    return (first == "i" or first.isdecimal()) and bool(_NUMBERED_ROW.match(fold(text)))


def _joined(document: Document, pieces: Iterable[tuple[int, int, bool]]) -> Iterator[tuple[int, int]]:
    """Pieces that a page, a footnote or a wide gap cut in mid-sentence, put together again."""
    held: tuple[int, int] | None = None
    for start, end, fresh in pieces:
        if held and not fresh and _runs_on(document.text[held[0] : held[1]], document.text[start:end]):
            held = (held[0], end)
            continue
        if held:
            yield held
        held = (start, end)
    if held:
        yield held


def _runs_on(before: str, after: str) -> bool:
    head = before.rstrip()
    opens = after[0].islower() or after[0] in "(\"'\u2018" or head[-1] == ","
    return len(head) >= _RUNS_ON_FROM and head[-1] not in _MARKS and opens


def _pieces(document: Document, heads: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int, bool]]:
    """Spans of running text, stripped, and whether a heading stands before each."""
    head_starts, head_ends = [start for start, _ in heads], [end for _, end in heads]
    notes = _notes(document)
    fresh = True
    for paragraph in document.paragraphs:
        if paragraph.kind != "body" or paragraph.start >= document.body_end or paragraph in notes:
            continue
        start = paragraph.start
        for head_start, head_end in heads[bisect_right(head_ends, start) : bisect_left(head_starts, paragraph.end)]:
            if head_end <= start:
                continue
            if document.text[start:head_start].strip():
                yield (*_strip(document.text, start, head_start), fresh)
            start, fresh = max(start, head_end), True
        if document.text[start : paragraph.end].strip():
            yield (*_strip(document.text, start, paragraph.end), fresh)
            fresh = False


def _strip(text: str, start: int, end: int) -> tuple[int, int]:
    piece = text[start:end]
    return start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip())


def _notes(document: Document) -> set[Paragraph]:
    """The footnotes. In many letters nothing starts as one, and no line is looked at."""
    text = document.text
    numbered = [p for p in document.paragraphs if p.kind == "body" and _NOTE_START.match(text, p.start, p.end)]
    if not numbered:
        return set()
    lines = sorted([line for page in document.pages for line in page.lines if line.start < document.body_end])
    starts = [line.start for line in lines]
    small = _NOTE_SIZE * median([line.size for line in lines]) if lines else 0.0
    inside = [(p, lines[bisect_left(starts, p.start) : bisect_left(starts, p.end)]) for p in numbered]
    return {p for p, found in inside if found and all(line.size < small for line in found)}


def _is_negated(words: str) -> bool:
    """Whether a ground is denied: "niet op grond van ..., maar op grond van ..." affirms what stands behind it."""
    found = cue_pattern("negated").search(words)
    return found is not None and " maar " not in words[found.end() :]


def read_sentence(text: str, start: int, end: int, citations: Sequence[Citation] = ()) -> Sentence:
    """What the words of ``text[start:end]`` do."""
    inside = tuple([c for c in citations if start <= c.start < end]) if citations else ()
    return Sentence(start, end, inside, **_deeds(text[start:end]))


@lru_cache(maxsize=8192)  # several finders read the sentences of one letter
def _deeds(sentence: str) -> dict[str, bool]:
    words = fold(sentence)
    there = words_of(words)
    possible = possible_cues(there)
    # Openness denied is no openness.
    open_words = _NOT_OPEN.sub(" ", words) if _OPEN_WORD in words else words

    def has(name: Cue, words: str = words) -> bool:
        return name in possible and bool(cue_pattern(name).search(words))

    strong, law = has("application"), has("norm")
    withholds = has("withhold")
    norm = law and not strong
    return {
        "prose": is_sentence(words, there),
        "norm": norm,
        "applies": strong or (not law and (withholds or has("application_weak"))),
        "withholds": withholds and not norm,
        "weighs": has("weigh") and not norm,
        "harms": has("harm") and not norm,
        "notice": has("code_notice"),
        "other_voice": has("other_voice"),
        "negated": "negated" in possible and _is_negated(words),
        "disclosed": has("disclosed", open_words),
        "announced": has("announced"),
        "closing": has("closing"),
        "leads": has("lead"),
        "opened": has("opened", open_words),
    }
