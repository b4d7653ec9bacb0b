"""The reasons of a letter: the stretches that argue a ground, cut where the ground or the kind of stretch changes."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from woo_gronden.schema import Citation, Document, Passage, Section, SectionRole
from woo_gronden.structure.passages_blocks import Block, Sentence, find_blocks, heading_end, is_row
from woo_gronden.structure.passages_grounds import (
    DECLINED_FORM,
    Letter,
    argued_ground,
    citation_grounds,
    heading_grounds,
    read_letter,
    sentence_grounds,
)
from woo_gronden.structure.passages_text import cue_pattern, fold
from woo_gronden.structure.sections import is_annex, quotes_law
from woo_gronden.structure.sections_headings import CLOSING

Kind = Literal["motivation", "norm"]

# Parts that argue nothing in the authority's own voice, whatever stands in them.
SILENT: frozenset[SectionRole] = frozenset({"remedies", "legend", "annex", "request"})
# Parts of others' words: only a view that the authority takes over argues.
REPORTING: frozenset[SectionRole] = frozenset({"views", "procedure"})
# Parts that may quote a message with its greeting.
QUOTING: frozenset[SectionRole] = frozenset({"request", "views", "procedure"})
# As much of a paragraph as a closing takes.
CLOSING_CHARS = 40
# Paragraphs without any cue that an argument may run over before it ends.
MAX_GAP = 2
# How sure each way of knowing the ground is: the rule of succession over the stretches of the annotated letters found
# so, whose ground was right or not (docs/passages.md); the words somewhat lower, for what was read elsewhere.
SCORES = {"cited": 0.95, "heading": 0.92, "running": 0.86, "words": 0.85}


@dataclass(frozen=True, slots=True)
class _Found:
    """A stretch before merging."""

    block: Block
    grounds: tuple[str, ...]
    kind: Kind
    method: str
    start: int
    end: int
    explicit: bool
    under_heading: bool = False


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of the letter as its paragraphs are read: its role, and the grounds that heading and text have set.

    ``gap`` counts the paragraphs since the last that argued; ``combos`` are the sets of grounds argued together;
    ``turned``: the last paragraph spoke of something else.
    """

    index: int
    role: SectionRole
    heading: tuple[str, ...] = ()
    running: tuple[str, ...] = ()
    gap: int = 0
    combos: tuple[tuple[str, ...], ...] = ()
    turned: bool = False

    def follow(self, grounds: tuple[str, ...]) -> _Part:
        """The part after a stretch on ``grounds``."""
        combos = (*self.combos, grounds) if len(grounds) > 1 else self.combos
        return replace(self, running=grounds, gap=0, combos=combos, turned=False)


def find_passages(
    document: Document, sections: Sequence[Section], citations: Sequence[Citation]
) -> tuple[Passage, ...]:
    """The reasoning of a letter, in order.

    Args:
        document: the letter.
        sections: its parts, from ``find_sections``.
        citations: its citations over ``document.text``; those with status ``rejected`` set no ground.

    Returns:
        Passages of kind ``motivation`` (why a ground applies here, or its weighing) and ``norm`` (the law's text
        alone). Norm and application in one paragraph are one motivation; neighbouring paragraphs on the same ground
        are one; different grounds are different passages.
    """
    limit = letter_end(document, sections)
    body = [citation for citation in citations if citation.end <= limit]
    letter = read_letter(body, document.text[:limit])
    blocks = [block for block in find_blocks(document, sections, body) if block.start < limit]
    found = _upheld(list(_read_blocks(document, blocks, sections, body, letter)), blocks)
    return tuple(_passage(document, sections, group) for group in _merge(found))


def letter_end(document: Document, sections: Sequence[Section]) -> int:
    """Where the letter's own text ends: at its first annex or its closing, else with the body.

    A closing counts once the letter has decided or reasoned, and not in a part that may quote a message: the request,
    a view, the course of things. Documents that are printed after the letter begin behind it.
    """
    annex = next((section.start for section in sections if is_annex(section, document)), document.body_end)
    decided = next((s.start for s in sections if s.role in ("decision", "considerations")), document.body_end)
    starts = [section.start for section in sections]
    for paragraph in document.paragraphs:
        if paragraph.kind != "body" or not decided < paragraph.start < annex:
            continue
        role = sections[bisect_right(starts, paragraph.start) - 1].role
        words = fold(document.text[paragraph.start : paragraph.start + CLOSING_CHARS])
        if role not in QUOTING and CLOSING.match(words):
            return paragraph.start
    return annex


def _read_blocks(
    document: Document,
    blocks: Sequence[Block],
    sections: Sequence[Section],
    citations: Sequence[Citation],
    letter: Letter,
) -> Iterator[_Found]:
    reasoned = any(section.role == "considerations" for section in sections)
    part = _Part(-2, "other")
    waiting: list[_Found] = []
    for place, block in enumerate(blocks):
        if block.section != part.index:
            part = _enter(document, block.section, sections, citations, letter, reasoned=reasoned)
            waiting = []
        if part.role in SILENT or is_row(block):
            continue
        after = blocks[place + 1] if place + 1 < len(blocks) else None
        if part.role in REPORTING and not _is_adopted(block, after):
            continue
        found = list(_read_block(document, block, part, letter))
        if found:
            if found[0].grounds == part.running and found[0].kind == "motivation":
                yield from waiting
            yield from found
            part, waiting = part.follow(found[-1].grounds), []
        elif part.running and part.gap < MAX_GAP and not _ends_argument(block):
            part = replace(part, gap=part.gap + 1)
            waiting.append(_neutral(block, part.running))
        else:
            part, waiting = replace(part, running=part.heading, turned=_turns_away(block)), []


def _is_adopted(block: Block, after: Block | None) -> bool:
    """Whether the authority takes over the view in ``block``, there or in the paragraph that follows."""
    words = block.folded + " " + (after.folded if after and after.section == block.section else "")
    return bool(cue_pattern("adopted").search(words))


def _ends_argument(block: Block) -> bool:
    """Whether a paragraph turns to something else than the argument before it."""
    return any(s.closing or s.disclosed or s.other_voice or s.leads or s.opened for s in block.sentences)


def _turns_away(block: Block) -> bool:
    """Whether a paragraph leaves its heading's ground; not when a third party speaks, whom the authority answers."""
    return _ends_argument(block) and not block.any("other_voice")


def _neutral(block: Block, grounds: tuple[str, ...]) -> _Found:
    return _Found(block, grounds, "motivation", "running", block.start, block.end, explicit=False)


def _enter(
    document: Document, index: int, sections: Sequence[Section], citations: Sequence[Citation], letter: Letter,
    *, reasoned: bool,
) -> _Part:  # fmt: skip
    """A part at its beginning. In a letter without considerations the decision holds the reasons."""
    if index < 0:
        return _Part(index, "other")
    section = sections[index]
    if section.role == "legal framework" and quotes_law(document.text[section.start : section.end]):
        return _Part(index, "annex")
    role: SectionRole = "considerations" if section.role == "decision" and not reasoned else section.role
    grounds = _grounds_of(document, section, citations, letter)
    above = sections[index - 1] if index else None
    if not grounds and above and not document.text[heading_end(document, above) : section.start].strip():
        # A sub-heading right under its ground's heading: "Onevenredige benadeling", then "Interne contactgegevens".
        grounds = _grounds_of(document, above, citations, letter)
    return _Part(index, role, grounds, grounds)


def _grounds_of(document: Document, section: Section, citations: Sequence[Citation], letter: Letter) -> tuple[str, ...]:
    end = heading_end(document, section)
    inside = [c for c in citations if section.start <= c.start and c.end <= end]
    return heading_grounds(section.heading, inside, letter)


def _read_block(document: Document, block: Block, part: _Part, letter: Letter) -> Iterator[_Found]:
    if block.all("notice") and not (block.any("weighs") or (part.running and block.any("withholds"))):
        return
    for group in _segments(document, block, letter):
        found = _read_segment(document, block, group, part, letter)
        if found:
            part = part.follow(found.grounds)
            yield found


def _segments(document: Document, block: Block, letter: Letter) -> Iterator[list[Sentence]]:
    """A block's sentences, parted where one turns to another ground ("Daarnaast ...", "Tot slot ...")."""
    group: list[Sentence] = []
    held: tuple[str, ...] = ()
    for sentence in block.sentences:
        own = letter.settle(sentence_grounds(sentence, block))
        if not own and sentence.withholds and not sentence.norm:
            worded = argued_ground(sentence, document.text, letter)
            own = (worded,) if worded else ()
        turns = bool(cue_pattern("turn").match(block.folded[sentence.start - block.start : sentence.end - block.start]))
        if group and held and own and not set(own) & set(held) and turns:
            yield group
            group, held = [], ()
        group.append(sentence)
        held = tuple(dict.fromkeys((*held, *own)))
    if group:
        yield group


def _read_segment(
    document: Document, block: Block, group: Sequence[Sentence], part: _Part, letter: Letter
) -> _Found | None:
    cited = letter.settle(g for s in group if not _is_report(s) for g in sentence_grounds(s, block))
    if any(s.norm for s in group) and not any(s.applies for s in group):
        worded = next((g for g in (argued_ground(s, document.text, letter) for s in group) if g), None)
        anew = (worded,) if worded and not part.heading and worded not in part.running else part.running
        grounds = cited or anew
        method = "cited" if cited else "heading" if part.heading else "running"
        start, end = group[0].start, group[-1].end
        return _Found(block, grounds, "norm", method, start, end, bool(cited)) if grounds else None
    if part.role in REPORTING and part.running and not cited:
        start, end = group[0].start, group[-1].end
        return _Found(block, part.running, "motivation", "running", start, end, explicit=False)
    if part.role != "considerations" and _announces(group):
        return None
    if part.role not in REPORTING and all(s.other_voice or s.closing for s in group):
        return None
    if cited:
        return _cited(block, group, cited, part, letter)
    if part.heading:
        return _under_heading(document, block, group, part, letter)
    return _loose(document, block, group, part, letter)


def _announces(group: Sequence[Sentence]) -> bool:
    """Whether a stretch tells the outcome and no reason for it."""
    return any(s.announced for s in group) and not any((s.weighs or s.harms) and not s.announced for s in group)


def _is_report(sentence: Sentence) -> bool:
    """Whether a ground in a sentence is not this letter's: someone else's words, or looked at and not used."""
    if (sentence.negated or sentence.opened) and not _declines_form(sentence):
        return True
    return sentence.other_voice and not sentence.withholds


def _cited(
    block: Block, group: Sequence[Sentence], cited: tuple[str, ...], part: _Part, letter: Letter
) -> _Found | None:
    """A stretch that prints its article."""
    argues = any(s.argues for s in group)
    if not part.heading and not argues and not any(s.applies for s in group):
        return None
    if part.role in ("publication", "legal framework") and not argues:
        return None
    for form, opinions in DECLINED_FORM.items():
        whole = opinions.rpartition(".")[0]
        if form not in cited or opinions in cited or whole in cited:
            continue
        if not cue_pattern("declined").search(block.folded):
            return None
        main = next((g for g in part.running if g in (opinions, whole)), letter.settle((whole,))[0])
        cited = (main, *cited)
    loose = not set(cited) & set(part.heading)
    start, end = _span(block, group, loose=loose)
    return _Found(block, cited, "motivation", "cited", start, end, explicit=True, under_heading=not loose)


def _under_heading(
    document: Document, block: Block, group: Sequence[Sentence], part: _Part, letter: Letter
) -> _Found | None:
    """A stretch under a heading that names the ground: its argument, unless it plainly speaks of something else."""
    if any(s.other_voice or s.disclosed or s.closing or s.leads for s in group) and not any(s.argues for s in group):
        return None
    if part.turned and not any(s.argues for s in group):
        return None
    start, end = _span(block, group, loose=False)
    return _Found(block, part.running, "motivation", "heading", start, end, explicit=False)


def _loose(document: Document, block: Block, group: Sequence[Sentence], part: _Part, letter: Letter) -> _Found | None:
    """A stretch without article or heading: it must argue by its own words, or go on with what stands before it."""
    own = [s for s in group if s.argues]
    worded = next((g for g in (argued_ground(s, document.text, letter) for s in own) if g), None)
    if own and not worded:
        worded = next((g for g in (argued_ground(s, document.text, letter) for s in group if not s.norm) if g), None)
    if any(s.opened for s in group) and not any(s.withholds and s.argues for s in group):
        return None
    if part.running and (not worded or worded in part.running):
        if group[0].disclosed and not own:
            return None
        applies = any(s.applies for s in group) and not any(s.disclosed or s.other_voice for s in group)
        if not own and not (applies and part.gap == 0):
            return None
        start, end = _span(block, group, loose=False)
        return _Found(block, part.running, "motivation", "running", start, end, explicit=False)
    if not worded or part.role in ("publication", "legal framework"):
        return None
    if _announces(group):
        return None
    if part.role == "decision" and not block.text[0].isupper():
        return None
    if part.role == "decision" and any(s.disclosed for s in group) and not any(s.harms for s in group):
        return None
    start, end = _span(block, group, loose=True)
    grounds = next((combo for combo in reversed(part.combos) if worded in combo), (worded,))
    return _Found(block, grounds, "motivation", "words", start, end, explicit=False)


def _span(block: Block, group: Sequence[Sentence], *, loose: bool) -> tuple[int, int]:
    """A stretch without the code's notice at its end.

    Where no heading holds it together, also without what leads up to the argument (what was asked, what is open) and
    without what is open at its end.
    """
    kept = list(group)
    while len(kept) > 1 and kept[-1].notice and not (kept[-1].withholds or kept[-1].applies):
        kept.pop()
    if loose:
        while len(kept) > 1 and kept[-1].disclosed and not kept[-1].argues and not kept[-1].citations:
            kept.pop()
        first = next((i for i, s in enumerate(kept) if _opens(s, block)), 0)
        lead = next((i for i in range(first - 1, -1, -1) if _leads(kept[i])), -1)
        kept = kept[lead + 1 :]
    return kept[0].start, kept[-1].end


def _opens(sentence: Sentence, block: Block) -> bool:
    """Whether the argument has begun by this sentence."""
    return sentence.norm or bool(sentence_grounds(sentence, block)) or (sentence.argues and not sentence.leads)


def _leads(sentence: Sentence) -> bool:
    return sentence.leads or sentence.disclosed or sentence.announced or sentence.other_voice or sentence.closing


def _upheld(found: Sequence[_Found], blocks: Sequence[Block]) -> list[_Found]:
    """``found`` without grounds that a part looks at and sets aside: openness prevails there and nothing is kept back.

    A part under a ground's heading is judged as a whole, others stretch by stretch.
    """
    parts: dict[int, list[Sentence]] = {}
    for block in blocks:
        parts.setdefault(block.section, []).extend(block.sentences)
    kept = []
    for item in found:
        inside = [s for s in item.block.sentences if item.start <= s.start < item.end]
        declined = any(ground in DECLINED_FORM for ground in item.grounds)
        judged = parts[item.block.section] if item.method == "heading" or item.under_heading else inside
        if item.kind == "norm" or declined or not _set_aside(judged):
            kept.append(item)
    return kept


def _set_aside(sentences: Sequence[Sentence]) -> bool:
    opened = any(s.opened or (s.negated and not _declines_form(s)) for s in sentences)
    return opened and not any((s.withholds or s.weighs) and s.argues for s in sentences)


def _declines_form(sentence: Sentence) -> bool:
    return any(g in DECLINED_FORM for c in sentence.citations for g in citation_grounds(c))


def _merge(found: Sequence[_Found]) -> Iterator[list[_Found]]:
    """Neighbours on the same ground and of the same kind, with no other paragraph or heading between, as one."""
    group: list[_Found] = []
    for item in found:
        if group and not _joins(group[-1], item):
            yield group
            group = []
        group.append(item)
    if group:
        yield group


def _joins(before: _Found, item: _Found) -> bool:
    if before.kind != item.kind or set(before.grounds) != set(item.grounds):
        return False
    if before.block is item.block:
        return True
    next_up = item.block.order == before.block.order + 1 and item.block.section == before.block.section
    return next_up and before.end == before.block.end and item.start == item.block.start


def _passage(document: Document, sections: Sequence[Section], group: Sequence[_Found]) -> Passage:
    first, start, end = group[0], group[0].start, group[-1].end
    section = sections[first.block.section].heading if first.block.section >= 0 else ""
    return Passage(
        start,
        end,
        document.text[start:end],
        first.grounds,
        first.kind,
        any(item.explicit for item in group),
        f"rule:{first.method}",
        SCORES[first.method],
        *document.pages_of(start, end),
        section,
    )
