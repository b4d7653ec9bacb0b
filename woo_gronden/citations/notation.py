"""What the notation of a citation that names no law proves: whose it is, or that it is none.

``5.1.2e`` can only be the Woo's; ``5.2.1`` may number a section, and counts where the document's law, its neighbours or
its place speak for it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from woo_gronden.citations import lexicon as lex
from woo_gronden.citations.expression import Group, Item
from woo_gronden.citations.laws import unknown_after
from woo_gronden.citations.provisions_cited import article_in, exists_in_full, places
from woo_gronden.schema import Law
from woo_gronden.schema.letters import lowered
from woo_gronden.taxonomy import all_grounds
from woo_gronden.taxonomy.provisions import articles

# The chapter of the Woo, and the articles of the Wob, that hold the grounds: cited without their law's name.
WOO_GROUNDS = 5
WOB_GROUNDS = frozenset({10, 11})
# How far back, and on, a law named in the text still speaks for an article without one, in characters: a long sentence.
_NEAR_BEFORE = 400
_NEAR_AFTER = 150
_WINDOW = 40  # characters before a citation in which a cue word must stand
# Right before figures that are the code of a ground even without a letter.
_CODE_CUE = re.compile(
    r"(?:codes?|codering|gronden|grond|openbaar|geweigerd|gelakt|verwijderd|vermelding van|aangeduid met|o\.?g\.?v"
    r"|op grond van"
    # another code on the line before, in a column of them
    r"|\d\.[127]\.?[a-i])"
    r"\.?\s*[:,]?\s*[(‘'\"“\[]?\s*$",
    re.IGNORECASE,
)
# Right before figures that name a place in a text.
_PLACE_CUE = re.compile(r"\b(?:zie|in|onder|uit|bij|ook|vanaf|conform|sub|vgl|t/m|tot)\.?\s*$", re.IGNORECASE)
# Before figures that number a document: "document 11.1", "de documenten 10, 11 en 11.1", "32 450, nr. 11.1".
_DOCUMENT_CUE = re.compile(
    r"\b(?:documenten?|docs?|stuk(?:ken)?|nrs?|nummers?)\.?\s(?:[\d.]{1,5}[a-z]?(?:,|\sen|\st/m)\s){0,8}$",
    re.IGNORECASE,
)
# Behind figures: a heading's first words, dot leaders, an amount or time.
_HEADING_AFTER = re.compile(r"\.?\s*(?:\.\s?\.|…|(?<=\s)[A-Z]\w+)")
_AMOUNT_AFTER = re.compile(
    r"\s?(?:%|€|procent|miljoen|mln|miljard|mrd|uur|jaar|dagen|weken|km|m2|m²|meter|ha|kg|mb|gb|punten)(?![^\W_])", re.I
)
# "de 512e vergadering": an ordinal, where a code without points would end in e.
_BEFORE_ORDINAL = re.compile(r"\b(?:de|het|een|elke|iedere|onze|haar|zijn)\s+$", re.IGNORECASE)
# "2024-5-12-e": the rest of a number whose parts are dashed.
_DASHED_NUMBER = re.compile(r"\d-$")
# "Artikel 11 Onderaanneming": an article of a contract.
_CONTRACT_TITLE = re.compile(r"\.?[^\S\n]+(?!W[o0][ob]|Wet\s)[A-Z][a-z]{2,}")


@dataclass(frozen=True, slots=True)
class Setting:
    """Where a group stands.

    The text, the document's law, the first group of its row, and whether the row shows by an existing letter that it
    is one of grounds.
    """

    text: str
    context: Law | None
    head: Group
    firm: bool


def is_firm(group: Group) -> bool:
    """Whether a group shows by itself that a row is one of grounds: an existing letter under its paragraph."""
    law: Law = "woo" if len(group.numbers) > 1 else "wob"
    found = article_in(law, group)
    if found is None or not group.lettered:
        return False
    article = articles(law)[found[0]]
    return article.alone and bool(article.letters) and exists_in_full(law, *found)


def law_by_form(group: Group, at: Setting) -> Law | None:
    """The law of a group that names none: what its notation and its setting allow; None where it is no citation."""
    text = at.text
    law: Law = "woo" if len(group.numbers) > 1 and group.numbers[0] not in WOB_GROUNDS else "wob"
    found = article_in(law, group)
    if found is None or _is_elsewhere(text, group, at.head):
        return None
    article, items = found
    full = group.lettered and exists_in_full(law, article, items)
    if group.unpointed:
        return law if full else None
    near = at.context or (near_law(text, group) if group.worded else None)
    if near is None and at.firm and group.joined:
        near = law
    if group.worded and unknown_after(text, group.end) and not (full and (near == law or law == "woo")):
        return None
    if law == "woo" and group.numbers[0] == WOO_GROUNDS:
        ok = _is_woo_ground(group, at, article, items, full=full, ours=near == "woo")
    elif law == "wob" and group.numbers[0] in WOB_GROUNDS:
        ok = _is_wob_ground(group, at, full=full, ours=near == "wob")
    else:
        ok = near == law and _is_other_article(group, at, law, article, items)
    return law if ok else None


def near_law(text: str, group: Group) -> Law | None:
    """The Woo or Wob where the text names it nearby: the last named before, else the first named behind."""
    found = None
    for match in lex.LAW_NAMED.finditer(text, max(0, group.start - _NEAR_BEFORE), group.start):
        found = match
    found = found or lex.LAW_NAMED.search(text, group.end, group.end + _NEAR_AFTER)
    return None if found is None else "woo" if found["woo"] else "wob"


def _is_elsewhere(text: str, group: Group, head: Group) -> bool:
    """Whether the words around a group make it a section, a version, an ordinal or an article of a contract."""
    if group.colon and not (group.lettered and group.numbers == (5, 1)):
        return True
    if group.worded:
        bare = not group.items and len(group.numbers) == 1 and not group.joined
        return bare and _CONTRACT_TITLE.match(text, group.end) is not None
    if group.keyed:
        return False
    before = text[max(0, group.start - _WINDOW) : group.start]
    if _DASHED_NUMBER.search(before) and "-" in text[group.start : group.end]:
        return True
    if not group.points and not group.loose and _BEFORE_ORDINAL.search(before):
        return True
    return _is_section(text[max(0, head.start - _WINDOW) : head.start])


def _is_section(before: str) -> bool:
    """Whether ``before`` ends in the word before a section's number."""
    words, pattern = _section_words()
    word = lowered(lex.last_word(before))
    if word.isalpha() and word.removesuffix("nr") not in words:
        return False
    return pattern.search(f" {lowered(before)}") is not None and "openbaar" not in before


def _is_woo_ground(group: Group, at: Setting, article: str, items: list[Item], *, full: bool, ours: bool) -> bool:
    real = all(item.paragraph is None or exists_in_full("woo", article, [Item(item.paragraph)]) for item in items)
    if group.worded or group.keyed:
        return ours or (bool(items) and real and (full or group.keyed or bool(articles("woo")[article].letters)))
    if full:
        return True
    if group.lettered:
        return (
            real
            and bool(articles("woo")[article].letters)
            and (group.points == 2 or (ours and not group.spaced and not group.loose))
        )
    return ours and real and _is_code_in_place(group, at, "woo")


def _is_wob_ground(group: Group, at: Setting, *, full: bool, ours: bool) -> bool:
    if group.worded or group.keyed:
        # "artikel 10. 5" without a letter is how collective agreements number
        return full or (ours and not (group.loose and len(group.numbers) > 1))
    if group.bracketed:
        return True
    if full:
        return ours or (group.points > 0 and not group.spaced)
    if not group.points:
        return at.context == "wob" and at.firm
    return ours and not group.lettered and _is_code_in_place(group, at, "wob")


def _is_other_article(group: Group, at: Setting, law: Law, article: str, items: list[Item]) -> bool:
    """Articles that hold no ground of chapter 5 or article 10: only those that letters cite by number alone."""
    if not exists_in_full(law, article, items):
        return False
    alone = articles(law)[article].alone
    if not group.worded:
        return alone and (at.firm or _cued(at.text, group))
    return at.firm or (alone and not group.loose) or (bool(items) and near_law(at.text, group) == law)


@cache
def _grounds() -> frozenset[str]:
    return frozenset(ground.id for ground in all_grounds() if ground.kind in ("absolute", "relative"))


def _is_code_in_place(group: Group, at: Setting, law: Law) -> bool:
    """Whether figures without a letter stand where a code would: among codes, after a cue, or a ground in prose."""
    if _AMOUNT_AFTER.match(at.text, group.end):
        return False
    if at.firm or _cued(at.text, at.head):
        return True
    if _DOCUMENT_CUE.search(at.text[max(0, at.head.start - _WINDOW) : at.head.start]):
        return False
    ids, _ = places(law, [group])
    paragraph = bool(group.items) or group.numbers[0] in WOB_GROUNDS
    decimal = "," in at.text[group.start : group.end]
    if group.loose or decimal or not paragraph or ids[0] not in _grounds():
        return False
    return not _is_heading(at.text, group, at.head)


def _cued(text: str, group: Group) -> bool:
    return _CODE_CUE.search(text[max(0, group.start - _WINDOW) : group.start]) is not None


def _is_heading(text: str, group: Group, head: Group) -> bool:
    """Whether figures number a heading, or point to one: "5.1.2 Waarom ...", "zie 5.2.1", "5.2 ..... 9"."""
    before = text[max(0, head.start - _WINDOW) : head.start]
    if _PLACE_CUE.search(before):
        return True
    if not _HEADING_AFTER.match(text, group.end):
        return False
    # In the middle of a sentence, or behind a colon, a capital behind the code starts something new.
    last = before.rstrip()[-1:]
    return last != ":" and (not last.islower() or before.endswith("\n"))


@cache
def _section_words() -> tuple[frozenset[str], re.Pattern[str]]:
    """The words before a section's number, and a pattern of them over lowered text, with the sign before them."""
    words = lex.word_list("section_words.txt")
    # Between them and the number may stand "nr".
    pattern = re.compile(rf"[\W_](?:{'|'.join(map(re.escape, words))})\.?[^\S\n]*(?:nr\.?\s*)?$")
    return frozenset([*words, ""]), pattern
