"""Which ground a stretch argues: the article printed in it, its heading, the running part, or its words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from woo_gronden.knowledge import load_table
from woo_gronden.schema import Citation, Law
from woo_gronden.structure.passages_blocks import Block, Sentence, is_code
from woo_gronden.structure.passages_text import PhraseLists, fold
from woo_gronden.structure.sections_rules import ground_terms, parse_heading_grounds
from woo_gronden.taxonomy import all_grounds


@cache
def _kin() -> dict[str, Any]:
    return load_table("woo_gronden.structure", "data/ground_kin.toml")


def whole_articles() -> dict[str, str]:
    """By article that stands for its ground although no paragraph is named, that ground."""
    articles: dict[str, str] = _kin()["whole_articles"]
    return articles


def declined_form() -> dict[str, str]:
    """By provision on opinions that cannot be traced to persons, the ground of opinions."""
    forms: dict[str, str] = _kin()["declined_form"]
    return forms


@cache
def _special_regime() -> frozenset[str]:
    return frozenset(_kin()["sets"]["special_regime"])


@dataclass(frozen=True, slots=True)
class Letter:
    """What a letter's citations say of it as a whole: its law, and every provision cited before its annexes."""

    law: Law
    cited: frozenset[str]

    def settle(self, grounds: Iterable[str]) -> tuple[str, ...]:
        """``grounds`` in order, once; a whole article as its paragraph where the letter names that, else as printed."""
        found = []
        for ground in grounds:
            paragraph = whole_articles().get(ground)
            found.append(paragraph if paragraph and paragraph in self.cited else ground)
        ordered = tuple(dict.fromkeys(found))
        return tuple(g for g in ordered if whole_articles().get(g) not in ordered)

    def meant(self, ground: str) -> str:
        """``ground``, or the fellow argued in the same words that the letter cites instead."""
        if ground in self.cited:
            return ground
        fellows = {f for group in _kin()["sets"]["fellows"] if ground in group for f in group if f in self.cited}
        return fellows.pop() if len(fellows) == 1 else ground


def read_letter(citations: Iterable[Citation], text: str) -> Letter:
    """The law that a letter applies (the one most cited, else the one more often named), and what it cites."""
    cited = [ground for citation in citations for ground in citation.grounds]
    counts = Counter(ground[:3] for ground in cited)
    law: Law = "woo" if counts["woo"] > counts["wob"] else "wob"
    if counts["woo"] == counts["wob"]:
        words = fold(text)
        woo = words.count("woo") + words.count("wet open overheid")
        law = "woo" if woo > words.count("wob") + words.count("wet openbaarheid") else "wob"
    return Letter(law, frozenset(cited))


@cache
def exemption_ids() -> frozenset[str]:
    """The ids on which information is withheld: absolute and relative grounds, and the articles that stand for them."""
    grounds = {ground.id for ground in all_grounds() if ground.kind in ("absolute", "relative")}
    return frozenset(grounds | set(whole_articles()) | _special_regime())


def citation_grounds(citation: Citation) -> tuple[str, ...]:
    """The exemption grounds a citation names. "De artikelen 10 en 11" names the law's chapter, no ground."""
    if citation.status == "rejected" and not any(g in declined_form() for g in citation.grounds):
        return ()
    whole = sum("." not in ground.partition(":")[2] for ground in citation.grounds)
    return tuple(
        g
        for g in citation.grounds
        if (g in exemption_ids() and not (g in whole_articles() and whole > 1)) or _is_cut_back(g, citation)
    )


def _is_cut_back(ground: str, citation: Citation) -> bool:
    """Whether ``ground`` is what is left of a letter that does not exist ("5.1, eerste lid, onder i": 5.1.1)."""
    return ground.count(".") == 2 and any(
        printed.startswith(ground) and printed[len(ground) :].isalpha() for printed in citation.as_written
    )


def heading_grounds(heading: str, citations: Sequence[Citation], letter: Letter) -> tuple[str, ...]:
    """The grounds a heading names: by article, else by its words."""
    cited = letter.settle(g for c in citations for g in citation_grounds(c))
    if cited:
        return cited
    return letter.settle(letter.meant(ground) for ground in parse_heading_grounds(heading, letter.law))


def sentence_grounds(sentence: Sentence, block: Block) -> tuple[str, ...]:
    """The grounds cited in a sentence, stamps and bare relations between acts left out."""
    found: list[str] = []
    for citation in sentence.citations:
        grounds = citation_grounds(citation)
        special = _special_regime().intersection(grounds)
        if special and not (sentence.withholds or sentence.applies):
            continue
        if is_code(citation) and not _speaks_of(citation, sentence, block):
            continue
        found += grounds
    return tuple(dict.fromkeys(found))


def _speaks_of(citation: Citation, sentence: Sentence, block: Block) -> bool:
    """Whether a code stands in the sentence as its object, not as a stamp over a name in it."""
    if sentence.notice:
        return True
    before = fold(block.text[max(0, citation.start - block.start - 40) : citation.start - block.start])
    return any(
        word in before for word in ("grond", "artikei", "ingevoige", "krachtens", "onder", "code", "(", "'", '"')
    )


def argued_ground(sentence: Sentence, text: str, letter: Letter) -> str | None:
    """The ground whose words a sentence uses, the particular before the general; None without any."""
    words = fold(text[sentence.start : sentence.end])
    for terms in [ground_terms()[n] for n in _arguments().possible(words)]:
        if terms.ids[letter.law] and terms.argument.pattern.search(words) and not terms.cancel.search(words):
            return letter.settle((letter.meant(terms.ids[letter.law]),))[0]
    return None


@cache
def _arguments() -> PhraseLists:
    return PhraseLists([terms.argument for terms in ground_terms()])
