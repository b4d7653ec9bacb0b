"""One paragraph read: which stretches of it argue a ground, which ground, and from where to where."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from woo_gronden.schema import Document, SectionRole
from woo_gronden.structure.passages_blocks import Block, Sentence
from woo_gronden.structure.passages_grounds import (
    Letter,
    argued_ground,
    citation_grounds,
    declined_form,
    sentence_grounds,
)
from woo_gronden.structure.passages_text import cue_pattern, fold

Kind = Literal["motivation", "norm"]

# Parts that argue nothing in the authority's own voice, whatever stands in them.
SILENT: frozenset[SectionRole] = frozenset({"remedies", "legend", "annex", "request"})
# Parts of others' words: only a view that the authority takes over argues.
REPORTING: frozenset[SectionRole] = frozenset({"views", "procedure"})


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of a paragraph, before neighbours are joined."""

    block: Block
    grounds: tuple[str, ...]
    kind: Kind
    method: str
    start: int
    end: int
    explicit: bool
    under_heading: bool = False


@dataclass(frozen=True, slots=True)
class Part:
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

    def follow(self, grounds: tuple[str, ...]) -> Part:
        """The part after a stretch on ``grounds``."""
        combos = (*self.combos, grounds) if len(grounds) > 1 else self.combos
        return replace(self, running=grounds, gap=0, combos=combos, turned=False)


def read_block(document: Document, block: Block, part: Part, letter: Letter) -> Iterator[Stretch]:
    """The stretches of one paragraph that argue a ground or give its law, in order; mostly one, often none."""
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
        if group and held and own and not set(own) & set(held) and _turns(sentence, block):
            yield group
            group, held = [], ()
        group.append(sentence)
        held = tuple(dict.fromkeys((*held, *own)))
    if group:
        yield group


def _turns(sentence: Sentence, block: Block) -> bool:
    words = block.text[sentence.start - block.start : sentence.end - block.start]
    return bool(cue_pattern("turn").match(fold(words)))


def _read_segment(
    document: Document, block: Block, group: Sequence[Sentence], part: Part, letter: Letter
) -> Stretch | None:
    cited = letter.settle(g for s in group if not _is_report(s) for g in sentence_grounds(s, block))
    if any(s.norm for s in group) and not any(s.applies for s in group):
        worded = next((g for g in (argued_ground(s, document.text, letter) for s in group) if g), None)
        anew = (worded,) if worded and not part.heading and worded not in part.running else part.running
        grounds = cited or anew
        method = "cited" if cited else "heading" if part.heading else "running"
        start, end = group[0].start, group[-1].end
        return Stretch(block, grounds, "norm", method, start, end, bool(cited)) if grounds else None
    if part.role in REPORTING and part.running and not cited:
        start, end = group[0].start, group[-1].end
        return Stretch(block, part.running, "motivation", "running", start, end, explicit=False)
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
    if (sentence.negated or sentence.opened) and not declines_form(sentence):
        return True
    return sentence.other_voice and not sentence.withholds


def _cited(
    block: Block, group: Sequence[Sentence], cited: tuple[str, ...], part: Part, letter: Letter
) -> Stretch | None:
    """A stretch that prints its article."""
    argues = any(s.argues for s in group)
    only_opens = any(s.disclosed for s in group) and not any(s.withholds for s in group)
    if not part.heading and not argues and (only_opens or not any(s.applies for s in group)):
        return None
    if part.role in ("publication", "legal framework") and not argues:
        return None
    for form, opinions in declined_form().items():
        whole = opinions.rpartition(".")[0]
        if form not in cited or opinions in cited or whole in cited:
            continue
        if not cue_pattern("declined").search(block.folded):
            return None
        main = next((g for g in part.running if g in (opinions, whole)), letter.settle((whole,))[0])
        cited = (main, *cited)
    loose = not set(cited) & set(part.heading)
    start, end = _span(block, group, loose=loose)
    return Stretch(block, cited, "motivation", "cited", start, end, explicit=True, under_heading=not loose)


def _under_heading(
    document: Document, block: Block, group: Sequence[Sentence], part: Part, letter: Letter
) -> Stretch | None:
    """A stretch under a heading that names the ground: its argument, unless it plainly speaks of something else."""
    if any(s.other_voice or s.disclosed or s.closing or s.leads for s in group) and not any(s.argues for s in group):
        return None
    if part.turned and not any(s.argues for s in group):
        return None
    start, end = _span(block, group, loose=False)
    return Stretch(block, part.running, "motivation", "heading", start, end, explicit=False)


def _loose(document: Document, block: Block, group: Sequence[Sentence], part: Part, letter: Letter) -> Stretch | None:
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
        return Stretch(block, part.running, "motivation", "running", start, end, explicit=False)
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
    return Stretch(block, grounds, "motivation", "words", start, end, explicit=False)


def _span(block: Block, group: Sequence[Sentence], *, loose: bool) -> tuple[int, int]:
    """A stretch without the code's notice, or what happens next, at its end.

    Where no heading holds it together, also without what leads up to the argument (what was asked, what is open) and
    without what is open at its end.
    """
    kept = list(group)
    while len(kept) > 1 and _trails(kept[-1]):
        kept.pop()
    if loose:
        while len(kept) > 1 and kept[-1].disclosed and not kept[-1].argues and not kept[-1].citations:
            kept.pop()
        first = next((i for i, s in enumerate(kept) if _opens(s, block)), 0)
        lead = next((i for i in range(first - 1, -1, -1) if _leads(kept[i])), -1)
        kept = kept[lead + 1 :]
    return kept[0].start, kept[-1].end


def _trails(sentence: Sentence) -> bool:
    """Whether a sentence behind an argument is none of it: a code's notice, or what happens next."""
    if sentence.notice and not (sentence.withholds or sentence.applies):
        return True
    return sentence.closing and not sentence.citations and not sentence.weighs


def _opens(sentence: Sentence, block: Block) -> bool:
    """Whether the argument has begun by this sentence."""
    return sentence.norm or bool(sentence_grounds(sentence, block)) or (sentence.argues and not sentence.leads)


def _leads(sentence: Sentence) -> bool:
    return sentence.leads or sentence.disclosed or sentence.announced or sentence.other_voice or sentence.closing


def declines_form(sentence: Sentence) -> bool:
    """Whether a sentence names the form that cannot be traced to persons, which is looked at and declined."""
    return any(g in declined_form() for c in sentence.citations for g in citation_grounds(c))
