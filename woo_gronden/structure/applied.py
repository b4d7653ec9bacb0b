"""Which grounds this letter withholds information on, and which it only names."""

from __future__ import annotations

import re
from collections.abc import Sequence

from woo_gronden.schema import Citation, Document, InventoryItem, Passage, Section
from woo_gronden.structure.passages import letter_end
from woo_gronden.structure.passages_blocks import Block, find_blocks
from woo_gronden.structure.passages_grounds import (
    Letter,
    citation_grounds,
    declined_form,
    exemption_ids,
    read_letter,
    sentence_grounds,
)
from woo_gronden.structure.passages_stretch import REPORTING, SILENT

# "Ik maak gebruik van de mogelijkheid die artikel 5.2, tweede lid, biedt", "met toepassing van ... verstrek ik".
_USES_FORM = re.compile(
    r"\b(?:maak(?:t|en)? (?:\w+ ){0,3}gebruik|gebruik gemaakt|verstrek\w*|pas(?:sen)? (?:ik|wij)|"
    r"heb(?:ben)? (?:ik|wij)|maak (?:ik|wij)|maken wij)\b",
    re.IGNORECASE,
)
# What says that the form is not used, or might be: "geen aanleiding om met toepassing van", "kan ik ... verstrekken",
# "acht ik het niet in het belang om".
_FORM_DENIED = re.compile(r"\b(?:geen|niet|evenmin|onmogelijk|zie ik af|zien wij af|kunnen?|kan|zou)\b", re.IGNORECASE)
# The form's own name, which has a "niet" in it.
_FORM = re.compile(r"\bniet tot (?:\w+ )?pers(?:oon|onen) (?:te )?herleid\w+|niet-herleidbare", re.IGNORECASE)


def resolve_applied(
    document: Document,
    sections: Sequence[Section],
    citations: Sequence[Citation],
    passages: Sequence[Passage],
    inventory_grounds: Sequence[InventoryItem | str] = (),
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The grounds applied in a letter and those only mentioned, each in order of mention.

    A ground is applied when a passage argues it, when a sentence of the letter's own voice withholds on it, or when a
    row of its list states it. Quoted law, the requester's words, declined or rejected grounds and stamps on the letter
    itself are mentions. A part of the considerations that gives a ground's law and nothing more applies it: some
    authorities give the law's text for a reason.

    Args:
        document: the letter.
        sections: its parts.
        citations: its citations with their status.
        passages: its reasoning, from ``find_passages``.
        inventory_grounds: the rows of the letter's own list, or the grounds in them.
    """
    limit = letter_end(document, sections)
    body = [citation for citation in citations if citation.end <= limit]
    letter = read_letter(body, document.text[:limit])
    blocks = [block for block in find_blocks(document, sections, body, limit) if not block.is_row]
    argued = [g for p in passages if p.kind == "motivation" for g in p.grounds]
    stated = _stated(blocks, sections)
    argued += _restated(blocks, sections, passages)
    listed = [g for item in inventory_grounds for g in ((item,) if isinstance(item, str) else item.grounds)]
    formed = _forms_used(blocks)
    used = frozenset(formed) | (declined_form().keys() & set(listed))
    return _resolve(letter, [*argued, *stated, *formed, *listed], citations, used)


def _resolve(
    letter: Letter, candidates: Sequence[str], citations: Sequence[Citation], used: frozenset[str]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    known = exemption_ids() | {g for c in citations for g in citation_grounds(c)}
    applied = letter.settle(g for g in candidates if g in known and (g not in declined_form() or g in used))
    named = dict.fromkeys(g for c in citations for g in c.grounds if g in exemption_ids())
    return applied, tuple(g for g in named if g not in applied)


def _forms_used(blocks: Sequence[Block]) -> list[str]:
    """The form that cannot be traced to persons, where the letter gives opinions in it and leaves the persons out."""
    found: list[str] = []
    for block in blocks:
        for sentence in block.sentences:
            named = [g for c in sentence.citations for g in citation_grounds(c) if g in declined_form()]
            if not named or sentence.other_voice or sentence.norm:
                continue
            if _uses_form(block.text[sentence.start - block.start : sentence.end - block.start]):
                found += named
    return found


def _uses_form(sentence: str) -> bool:
    words = _FORM.sub(" ", sentence)
    return bool(_USES_FORM.search(words)) and not _FORM_DENIED.search(words)


def _stated(blocks: Sequence[Block], sections: Sequence[Section]) -> list[str]:
    """Grounds on which a sentence withholds without more: "Documenten 3 en 4 worden geweigerd op grond van ..."."""
    found: list[str] = []
    for block in blocks:
        role = sections[block.section].role if block.section >= 0 else "other"
        if role in SILENT or role in REPORTING or role == "legal framework":
            continue
        for sentence in block.sentences:
            if sentence.withholds and not (
                sentence.norm or sentence.negated or sentence.opened or sentence.other_voice
            ):
                found += sentence_grounds(sentence, block)
    return found


def _restated(blocks: Sequence[Block], sections: Sequence[Section], passages: Sequence[Passage]) -> list[str]:
    """Grounds for which the law's text alone stands as the reason: all that a part under the ground's heading says."""
    said: dict[int, list[bool]] = {}
    for block in blocks:
        if block.section >= 0 and sections[block.section].role == "considerations":
            said.setdefault(block.section, []).append(block.any("norm") and not block.any("applies"))
    bare = {sections[index].heading for index, norms in said.items() if all(norms)}
    return [g for p in passages if p.kind == "norm" and p.section in bare for g in p.grounds]
