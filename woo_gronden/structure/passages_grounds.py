"""Which ground a stretch argues: the article printed in it, its heading, the running sub-section, or its words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache

from woo_gronden.schema import Citation, Law
from woo_gronden.structure.passages_blocks import Block
from woo_gronden.structure.passages_text import fold
from woo_gronden.structure.sections_rules import ground_terms, parse_heading_ground
from woo_gronden.taxonomy import all_grounds

# Provisions that stand for grounds although they name no paragraph: authorities refuse "op grond van artikel 11 van de
# Wob". The whole of article 10 or 5.1 names none.
WHOLE_ARTICLES = {"wob:11": "wob:11.", "woo:5.2": "woo:5.2."}
# Personal policy opinions in a form that cannot be traced to persons: looked at and declined, it belongs to the
# argument on the opinions themselves.
DECLINED_FORM = {"wob:11.2": "wob:11.1", "woo:5.2.2": "woo:5.2.1"}
# Another act's regime comes in by this article; cited alone it is only the rule on how acts relate.
SPECIAL_REGIME = frozenset({"wob:2", "woo:8.8"})


@cache
def exemption_ids() -> frozenset[str]:
    """The ids on which information is withheld: absolute and relative grounds, and the articles that stand for them."""
    grounds = {ground.id for ground in all_grounds() if ground.kind in ("absolute", "relative")}
    return frozenset(grounds | set(WHOLE_ARTICLES) | SPECIAL_REGIME)


def law_of(citations: Iterable[Citation], text: str) -> Law:
    """The law that a letter applies: the one most of its citations are of, else the one it names more often."""
    counts = Counter(ground[:3] for citation in citations for ground in citation.grounds)
    if counts["woo"] != counts["wob"]:
        return "woo" if counts["woo"] > counts["wob"] else "wob"
    words = fold(text)
    woo = words.count("woo") + words.count("wet open overheid")
    return "woo" if woo > words.count("wob") + words.count("wet openbaarheid") else "wob"


def cited_grounds(citations: Iterable[Citation]) -> tuple[str, ...]:
    """The exemption grounds that ``citations`` name, in order, once; a whole article only without its paragraphs."""
    found = [g for c in citations if c.status != "rejected" for g in c.grounds if g in exemption_ids()]
    return narrow(found)


def narrow(grounds: Iterable[str]) -> tuple[str, ...]:
    """``grounds`` in order, once, without a whole article where one of its paragraphs is named too."""
    ordered = tuple(dict.fromkeys(grounds))
    return tuple(g for g in ordered if not any(o.startswith(WHOLE_ARTICLES.get(g, "\0")) for o in ordered))


def heading_grounds(heading: str, citations: Sequence[Citation], law: Law) -> tuple[str, ...]:
    """The grounds a heading names: by article, else by its words."""
    cited = cited_grounds(citations)
    if cited:
        return cited
    worded = parse_heading_ground(heading, law)
    return (worded,) if worded else ()


def argued_grounds(block: Block, law: Law) -> tuple[str, ...]:
    """The ground that a stretch's words argue, the most particular first found; at most one."""
    for sentence in block.sentences:
        if not (sentence.withholds or sentence.weighs) or sentence.norm:
            continue
        found = worded_ground(block.text[sentence.start - block.start : sentence.end - block.start], law)
        if found:
            return (found,)
    if block.any("withholds") or block.any("weighs"):
        found = worded_ground(block.text, law)
        if found:
            return (found,)
    return ()


def worded_ground(text: str, law: Law) -> str | None:
    """The ground whose words stand in ``text``, the particular before the general; None without any."""
    words = fold(text)
    for terms in ground_terms():
        if terms.ids[law] and terms.argument.search(words) and not terms.cancel.search(words):
            return terms.ids[law]
    return None
