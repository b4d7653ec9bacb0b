"""The reasons of a letter: the stretches that argue a ground, cut where the ground or the kind of stretch changes."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from woo_gronden.schema import Citation, Document, Passage, Section, SectionRole
from woo_gronden.structure.passages_blocks import Block, Sentence, find_blocks, heading_end
from woo_gronden.structure.passages_grounds import Letter, declined_form, heading_grounds, read_letter
from woo_gronden.structure.passages_stretch import REPORTING, SILENT, Part, Stretch, declines_form, read_block
from woo_gronden.structure.passages_text import cue_pattern, fold, folded
from woo_gronden.structure.sections import is_annex, quotes_law
from woo_gronden.structure.sections_headings import CLOSING

# Parts that may quote a message with its greeting.
QUOTING: frozenset[SectionRole] = frozenset({"request", "views", "procedure"})
# As much of a paragraph as a closing takes.
CLOSING_CHARS = 40
# How the law's text begins that letters print as an annex, sometimes without a heading for it.
LAW_OPENS = folded(r"^in deze wet en de daarop berustende")
# Paragraphs without any cue that an argument may run over before it ends.
MAX_GAP = 2
# How sure each way of knowing the ground is: the rule of succession over the stretches of the annotated letters found
# so, whose ground was right or not (docs/passages.md); the words somewhat lower, for what was read elsewhere.
SCORES = {"cited": 0.95, "heading": 0.92, "running": 0.86, "words": 0.85}


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
    blocks = find_blocks(document, sections, body, limit)
    found = _upheld(list(_read_blocks(document, blocks, sections, body, letter)), blocks)
    return tuple(_passage(document, sections, group) for group in _merge(found))


def letter_end(document: Document, sections: Sequence[Section]) -> int:
    """Where the letter's own text ends: at its first annex, its closing or the law behind it, else with the body.

    A closing counts once the letter has decided or reasoned, and not in a part that may quote a message: the request,
    a view, the course of things. Documents that are printed after the letter begin behind it.
    """
    return _letter_end(document, tuple(sections))


@lru_cache(maxsize=1)  # the passages and the grounds applied both end there
def _letter_end(document: Document, sections: tuple[Section, ...]) -> int:
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
        if role != "legal framework" and LAW_OPENS.match(words):
            return paragraph.start
    return annex


def _read_blocks(
    document: Document,
    blocks: Sequence[Block],
    sections: Sequence[Section],
    citations: Sequence[Citation],
    letter: Letter,
) -> Iterator[Stretch]:
    reasoned = any(section.role == "considerations" for section in sections)
    part = Part(-2, "other")
    waiting: list[Stretch] = []
    for place, block in enumerate(blocks):
        if block.section != part.index:
            part = _enter(document, block.section, sections, citations, letter, reasoned=reasoned)
            waiting = []
        if part.role in SILENT or block.is_row:
            continue
        after = blocks[place + 1] if place + 1 < len(blocks) else None
        if part.role in REPORTING and not _is_adopted(block, after):
            continue
        found = list(read_block(document, block, part, letter))
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


def _neutral(block: Block, grounds: tuple[str, ...]) -> Stretch:
    return Stretch(block, grounds, "motivation", "running", block.start, block.end, explicit=False)


def _enter(
    document: Document, index: int, sections: Sequence[Section], citations: Sequence[Citation], letter: Letter,
    *, reasoned: bool,
) -> Part:  # fmt: skip
    """A part at its beginning. In a letter without considerations the decision holds the reasons."""
    if index < 0:
        return Part(index, "other")
    section = sections[index]
    if section.role == "legal framework" and quotes_law(document.text[section.start : section.end]):
        return Part(index, "annex")
    role: SectionRole = "considerations" if section.role == "decision" and not reasoned else section.role
    grounds = _grounds_of(document, section, citations, letter)
    above = sections[index - 1] if index else None
    if not grounds and above and not document.text[heading_end(document, above) : section.start].strip():
        # A sub-heading right under its ground's heading: "Onevenredige benadeling", then "Interne contactgegevens".
        grounds = _grounds_of(document, above, citations, letter)
    return Part(index, role, grounds, grounds)


def _grounds_of(document: Document, section: Section, citations: Sequence[Citation], letter: Letter) -> tuple[str, ...]:
    end = heading_end(document, section)
    inside = [c for c in citations if section.start <= c.start and c.end <= end]
    return heading_grounds(section.heading, inside, letter)


def _upheld(found: Sequence[Stretch], blocks: Sequence[Block]) -> list[Stretch]:
    """``found`` without grounds that a part looks at and sets aside: openness prevails there and nothing is kept back.

    A part under a ground's heading is judged as a whole, others stretch by stretch.
    """
    parts: dict[int, list[Sentence]] = {}
    for block in blocks:
        parts.setdefault(block.section, []).extend(block.sentences)
    kept = []
    for item in found:
        inside = [s for s in item.block.sentences if item.start <= s.start < item.end]
        declined = any(ground in declined_form() for ground in item.grounds)
        judged = parts[item.block.section] if item.method == "heading" or item.under_heading else inside
        if item.kind == "norm" or declined or not _set_aside(judged):
            kept.append(item)
    return kept


def _set_aside(sentences: Sequence[Sentence]) -> bool:
    opened = any(s.opened or (s.negated and not declines_form(s)) for s in sentences)
    return opened and not any((s.withholds or s.weighs) and s.argues for s in sentences)


def _merge(found: Sequence[Stretch]) -> Iterator[list[Stretch]]:
    """Neighbours on the same ground and of the same kind, with no other paragraph or heading between, as one."""
    group: list[Stretch] = []
    for item in found:
        if group and not _joins(group[-1], item):
            yield group
            group = []
        group.append(item)
    if group:
        yield group


def _joins(before: Stretch, item: Stretch) -> bool:
    if before.kind != item.kind or set(before.grounds) != set(item.grounds):
        return False
    if before.block is item.block:
        return True
    next_up = item.block.order == before.block.order + 1 and item.block.section == before.block.section
    return next_up and before.end == before.block.end and item.start == item.block.start


def _passage(document: Document, sections: Sequence[Section], group: Sequence[Stretch]) -> Passage:
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
