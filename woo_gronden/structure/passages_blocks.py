"""The stretches of running text of a letter, each with its section, its citations and what its sentences do."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from woo_gronden.schema import Citation, Document, Section
from woo_gronden.structure.passages_text import cue_pattern, fold, sentences

# What closes a sentence or opens a list: text after it starts anew.
SENTENCE_MARKS = '.!?:;"\u201d)'
# Shorter than this a stretch without a mark is a label or a cell, not the first half of a sentence. Characters.
RUNS_ON_FROM = 30


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence and what its words do."""

    start: int
    end: int
    norm: bool
    applies: bool
    withholds: bool
    weighs: bool
    notice: bool
    other_voice: bool
    negated: bool
    disclosed: bool


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, or the part of one that is no heading. ``section`` is an index, -1 before the first heading."""

    start: int
    end: int
    text: str
    section: int
    sentences: tuple[Sentence, ...]
    citations: tuple[Citation, ...]

    def any(self, name: str) -> bool:
        """Whether one of the sentences does ``name``."""
        return any(getattr(sentence, name) for sentence in self.sentences)

    @property
    def folded(self) -> str:
        """The text as the phrases expect it."""
        return fold(self.text)


def find_blocks(document: Document, sections: Sequence[Section], citations: Sequence[Citation]) -> tuple[Block, ...]:
    """The paragraphs of the body without their headings, in order."""
    starts = [section.start for section in sections]
    heads = [(section.start, _heading_end(document, section)) for section in sections]
    ordered = sorted(citations, key=lambda citation: citation.start)
    blocks = []
    for start, end in _joined(document, _pieces(document, heads)):
        text = document.text[start:end]
        if not text.strip():
            continue
        start += len(text) - len(text.lstrip())
        end = start + len(text.strip())
        inside = tuple(c for c in ordered if c.start >= start and c.end <= end)
        found = tuple(
            _read_sentence(document.text, start + a, start + b) for a, b in sentences(document.text[start:end])
        )
        blocks.append(Block(start, end, document.text[start:end], bisect_right(starts, start) - 1, found, inside))
    return tuple(blocks)


def _heading_end(document: Document, section: Section) -> int:
    """Where the heading stops: as many characters on as it has, white space aside."""
    left = len("".join(section.heading.split()))
    place = section.start
    while left > 0 and place < section.end:
        left -= not document.text[place].isspace()
        place += 1
    return place


def _joined(document: Document, pieces: Iterator[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Pieces that a wide line gap or a page cut in mid-sentence, put together again."""
    held: tuple[int, int] | None = None
    for start, end in pieces:
        if held and _runs_on(
            document.text[held[0] : held[1]], document.text[start:end], document.text[held[1] : start]
        ):
            held = (held[0], end)
            continue
        if held:
            yield held
        held = (start, end)
    if held:
        yield held


def _runs_on(before: str, after: str, between: str) -> bool:
    head, tail = before.rstrip(), after.lstrip()
    if between.strip() or not head or not tail or len(head) < RUNS_ON_FROM:
        return False
    return head[-1] not in SENTENCE_MARKS and (tail[0].islower() or tail[0] in "(\"'\u2018" or head[-1] in "-,")


def _pieces(document: Document, heads: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    for paragraph in document.paragraphs:
        if paragraph.kind != "body" or paragraph.start >= document.body_end:
            continue
        start = paragraph.start
        for head_start, head_end in heads:
            if head_end <= start or head_start >= paragraph.end:
                continue
            if head_start > start:
                yield start, head_start
            start = max(start, head_end)
        if start < paragraph.end:
            yield start, paragraph.end


def _read_sentence(text: str, start: int, end: int) -> Sentence:
    words = fold(text[start:end])
    norm = bool(cue_pattern("norm").search(words))
    strong = bool(cue_pattern("application").search(words))
    weak = bool(cue_pattern("application_weak").search(words))
    return Sentence(
        start,
        end,
        norm=norm and not strong,
        applies=strong or (weak and not norm),
        withholds=bool(cue_pattern("withhold").search(words)) and not (norm and not strong),
        weighs=bool(cue_pattern("weigh").search(words)) and not (norm and not strong),
        notice=bool(cue_pattern("code_notice").search(words)),
        other_voice=bool(cue_pattern("other_voice").search(words)),
        negated=bool(cue_pattern("negated").search(words)),
        disclosed=bool(cue_pattern("disclosed").search(words)),
    )
