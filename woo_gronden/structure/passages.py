"""The reasons of a letter: the stretches that argue a ground, cut where the ground or the kind of stretch changes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from woo_gronden.schema import Citation, Document, Law, Passage, Section, SectionRole
from woo_gronden.structure.passages_blocks import Block, find_blocks
from woo_gronden.structure.passages_grounds import (
    DECLINED_FORM,
    SPECIAL_REGIME,
    argued_grounds,
    cited_grounds,
    heading_grounds,
    law_of,
    narrow,
)
from woo_gronden.structure.passages_text import cue_pattern
from woo_gronden.structure.sections import is_annex

Kind = Literal["motivation", "norm"]

# Parts that argue nothing in the authority's own voice, whatever stands in them.
SILENT: frozenset[SectionRole] = frozenset({"remedies", "legend", "annex", "request"})
# Parts where a paragraph that only continues the argument before it may be taken with it.
ARGUING: frozenset[SectionRole] = frozenset({"considerations"})

# How sure each way of knowing the ground is: an article in the stretch itself, down to the words of the argument.
# Shares of stretches whose ground was right, measured on the annotated letters (docs/passages.md), rounded.
SCORES = {"cited": 0.97, "heading": 0.95, "running": 0.9, "words": 0.8}


@dataclass(frozen=True, slots=True)
class _Found:
    """A stretch before merging."""

    block: Block
    grounds: tuple[str, ...]
    kind: Kind
    method: str
    start: int
    end: int


@dataclass(slots=True)
class _State:
    """What the paragraphs before have set."""

    section: int = -2
    heading: tuple[str, ...] = ()
    running: tuple[str, ...] = ()
    argued: bool = False


def find_passages(
    document: Document, sections: Sequence[Section], citations: Sequence[Citation]
) -> tuple[Passage, ...]:
    """The reasoning of a letter, in order.

    Args:
        document: the letter.
        sections: its parts, from ``find_sections``.
        citations: its citations over ``document.text``; those with status ``rejected`` set no ground.

    Returns:
        Passages of kind ``motivation`` (why a ground applies here, or its weighing) and ``norm`` (the law's text alone).
        Norm and application in one paragraph are one motivation; neighbouring paragraphs on the same ground are one.
    """
    body = [c for c in citations if c.end <= document.body_end]
    law = law_of(body, document.body)
    blocks = find_blocks(document, sections, body)
    limit = letter_end(document, sections)
    found = list(_read_blocks([b for b in blocks if b.start < limit], sections, body, law))
    return tuple(_passage(document, sections, group) for group in _merge(found, document))


def letter_end(document: Document, sections: Sequence[Section]) -> int:
    """Where the letter's own text ends: at its first annex, else with the body."""
    return next((s.start for s in sections if is_annex(s.heading)), document.body_end)


def _read_blocks(
    blocks: Sequence[Block], sections: Sequence[Section], citations: Sequence[Citation], law: Law
) -> Iterator[_Found]:
    reasoned = any(section.role == "considerations" for section in sections)
    state = _State()
    for block in blocks:
        if block.section != state.section:
            state = _enter(block.section, sections, citations, law)
        role = _role(sections, block.section, reasoned)
        if role in SILENT:
            continue
        found = _read_block(block, role, state, law)
        if found:
            state.running, state.argued = found.grounds, True
            yield found
        elif not state.heading:
            state.running = ()


def _enter(index: int, sections: Sequence[Section], citations: Sequence[Citation], law: Law) -> _State:
    if index < 0:
        return _State(index)
    section = sections[index]
    end = section.start + len(section.heading) + 8
    inside = [c for c in citations if section.start <= c.start and c.end <= end]
    grounds = heading_grounds(section.heading, inside, law)
    return _State(index, grounds, grounds)


def _role(sections: Sequence[Section], index: int, reasoned: bool) -> SectionRole:
    """The role of a block's part; in a letter without considerations the decision holds the reasons."""
    if index < 0:
        return "other"
    role = sections[index].role
    return "considerations" if role == "decision" and not reasoned else role


def _read_block(block: Block, role: SectionRole, state: _State, law: Law) -> _Found | None:
    if _is_table(block):
        return None
    cited = _own_grounds(block)
    kind = _kind(block)
    if role in ("views", "procedure") and not cue_pattern("adopted").search(block.folded):
        return None
    if kind == "norm":
        grounds = cited or state.running
        named = grounds if cited or state.heading else ()
        return _Found(block, named, "norm", "cited" if cited else "heading", block.start, block.end) if named else None
    if cited:
        return _cited(block, cited, role, state)
    if state.heading:
        return _under_heading(block, state, law)
    return _loose(block, role, state, law)


def _cited(block: Block, cited: tuple[str, ...], role: SectionRole, state: _State) -> _Found | None:
    """A stretch that prints its article."""
    if all(s.notice and not s.weighs for s in block.sentences):
        return None
    if role != "considerations" and cue_pattern("announced").search(block.folded):
        return None
    if not state.heading and not (block.any("withholds") or block.any("weighs") or block.any("applies")):
        return None
    if not state.heading and block.any("other_voice") and not block.any("withholds") and not block.any("weighs"):
        return None
    for form, opinions in DECLINED_FORM.items():
        if form in cited and opinions not in cited:
            main = next((g for g in state.running if g.startswith(opinions[:-2])), opinions)
            cited = narrow((main, *cited))
    start, end = _span(block, role, state)
    return _Found(block, cited, "motivation", "cited", start, end)


def _under_heading(block: Block, state: _State, law: Law) -> _Found | None:
    """A stretch under a heading, or after a norm, that names the ground."""
    if all(s.notice for s in block.sentences):
        return None
    return _Found(block, state.running, "motivation", "heading", block.start, block.end)


def _loose(block: Block, role: SectionRole, state: _State, law: Law) -> _Found | None:
    """A stretch without article or heading: it must argue by its own words."""
    withholds = block.any("withholds") or block.any("weighs")
    worded = argued_grounds(block, law) if withholds else ()
    if role != "considerations" and cue_pattern("announced").search(block.folded):
        return None
    if state.running and (not worded or set(worded) <= set(state.running)):
        if all(s.notice for s in block.sentences):
            return None
        if withholds or _continues(block):
            return _Found(block, state.running, "motivation", "running", block.start, block.end)
        return None
    if not worded:
        return None
    start, end = _span(block, role, state)
    return _Found(block, worded, "motivation", "words", start, end)


def _continues(block: Block) -> bool:
    return block.any("applies") and not block.any("disclosed") and not block.any("other_voice")


def _own_grounds(block: Block) -> tuple[str, ...]:
    """The grounds cited in a block, those of sentences that reject or report them left out."""
    kept = []
    for citation in block.citations:
        sentence = next((s for s in block.sentences if s.start <= citation.start < s.end), None)
        special = SPECIAL_REGIME.intersection(citation.grounds)
        if special and not (sentence and (sentence.withholds or "juncto" in block.folded)):
            continue
        kept.append(citation)
    return cited_grounds(kept)


def _kind(block: Block) -> Kind:
    """Norm when some sentence gives the law and none speaks of this case."""
    return "norm" if block.any("norm") and not block.any("applies") else "motivation"


def _span(block: Block, role: SectionRole, state: _State) -> tuple[int, int]:
    """The stretch itself; outside the considerations without the sentences before the first that argues."""
    if role == "considerations" or state.heading:
        return block.start, block.end
    arguing = [s for s in block.sentences if s.withholds or s.weighs]
    return (arguing[0].start, block.end) if arguing else (block.start, block.end)


def _is_table(block: Block) -> bool:
    """Rows of a list rather than prose: many short stretches without a sentence's end."""
    return len(block.text.split()) < 6 and not block.text.rstrip().endswith(".")


def _merge(found: Sequence[_Found], document: Document) -> Iterator[list[_Found]]:
    """Neighbours on the same ground and of the same kind, with nothing but white space between, as one."""
    group: list[_Found] = []
    for item in found:
        if group and not _joins(group[-1], item, document):
            yield group
            group = []
        group.append(item)
    if group:
        yield group


def _joins(before: _Found, item: _Found, document: Document) -> bool:
    return (
        before.kind == item.kind
        and set(before.grounds) == set(item.grounds)
        and not document.text[before.end : item.start].strip()
    )


def _passage(document: Document, sections: Sequence[Section], group: Sequence[_Found]) -> Passage:
    first = group[0]
    start, end = first.start, group[-1].end
    pages = document.pages_of(start, end)
    explicit = any(cited_grounds(item.block.citations) for item in group)
    section = sections[first.block.section].heading if first.block.section >= 0 else ""
    return Passage(
        start,
        end,
        document.text[start:end],
        first.grounds,
        first.kind,
        explicit,
        f"rule:{first.method}",
        SCORES[first.method],
        pages[0],
        pages[1],
        section,
    )
