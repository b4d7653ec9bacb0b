"""Resolve: what a found expression means. Which law, which provisions, or no citation of the Woo or Wob at all."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from woo_gronden.citations import lexicon as lex
from woo_gronden.citations.expression import Group, Item, Named
from woo_gronden.citations.laws import law_before, law_in_brackets, unknown_after
from woo_gronden.citations.provisions_cited import article_in, exists_in_full, places
from woo_gronden.schema import Citation, Law
from woo_gronden.taxonomy.provisions import articles

# How far back, and on, a law named in the text still speaks for an article without one, in characters: a long sentence.
_NEAR_BEFORE = 400
_NEAR_AFTER = 150
_WINDOW = 40  # characters before a citation in which a cue word must stand
# The chapter of the Woo, and the articles of the Wob, that hold the grounds: cited without their law's name.
_WOO_GROUNDS = 5
_WOB_GROUNDS = frozenset({10, 11})
# Right before figures that are the code of a ground even without a letter.
_CODE_CUE = re.compile(
    r"(?:codes?|codering|gronden|grond|openbaar|geweigerd|gelakt|vermelding van|aangeduid met|o\.?g\.?v|op grond van)\.?"
    r"\s*[:,]?\s*[(‘'\"“\[]?\s*$",
    re.IGNORECASE,
)
# Right before figures that name a place in a text.
_PLACE_CUE = re.compile(
    r"\b(?:zie|in|onder|uit|bij|ook|vanaf|conform|en|van|sub|vgl|t/m|tot|over|circa|ca|de|het|een)\.?\s*$",
    re.IGNORECASE,
)
# Behind figures: a heading's first words, dot leaders, an amount or time.
_HEADING_AFTER = re.compile(r"\.?\s*(?:\.\s?\.|…|[A-Z][a-z]+\s+[a-z])")
_AMOUNT_AFTER = re.compile(
    r"\s?(?:%|€|procent|miljoen|mln|miljard|mrd|uur|jaar|dagen|weken|km|m2|m²|meter|ha|kg|mb|gb|punten)(?![^\W_])", re.I
)
# "Artikel 11 Onderaanneming": an article of a contract.
_CONTRACT_TITLE = re.compile(r"\.?[^\S\n]+(?!W[o0][ob]|Wet\s)[A-Z][a-z]{2,}")


def resolve_expression(text: str, groups: list[Group], context: Law | None) -> list[Citation]:
    """The citations that an expression makes: one for each stretch of groups of one law."""
    before = None if groups[0].reversed else law_before(text, groups[0].start)
    named = _named_laws(text, groups, before)
    firm = any(_firm(group) for group in groups)
    citations: list[Citation] = []
    row: list[Group] = []
    law: Law | None = None
    for group, name in zip(groups, named, strict=True):
        decided = _decide(text, group, name, context, firm=firm)
        if row and decided != law:
            citations.append(_citation(text, row, law, named[groups.index(row[0])], context))
            row = []
        law = decided
        if law:
            row.append(group)
    if row:
        citations.append(_citation(text, row, law, named[groups.index(row[0])], context))
    if citations and before and before[0] in ("woo", "wob") and citations[0].start == groups[0].start:
        start = before[1]
        citations[0] = replace(citations[0], start=start, text=text[start : citations[0].end])
    return citations


def _citation(text: str, row: list[Group], law: Law | None, named: Named | None, context: Law | None) -> Citation:
    assert law is not None
    grounds, written = places(law, row)
    start, end = row[0].start, row[-1].end
    rule = "named" if named else "context" if context == law else "form"
    form = "article" if row[0].worded else "code"
    return Citation(start, end, text[start:end], grounds, method=f"{form}:{rule}", as_written=written)


def _firm(group: Group) -> bool:
    """Whether a group shows by itself that a row is one of grounds: an existing letter under its paragraph."""
    law: Law = "woo" if len(group.numbers) > 1 else "wob"
    found = article_in(law, group)
    return (
        found is not None and group.lettered and bool(articles(law)[found[0]].letters) and exists_in_full(law, *found)
    )


# -- the law ----------------------------------------------------------------------------------------------------------


def _named_laws(text: str, groups: list[Group], before: tuple[Named, int] | None) -> list[Named | None]:
    """The law of each group: its own, else the next one named behind it, else the one before the expression."""
    laws: list[Named | None] = [group.law for group in groups]
    if laws[-1] is None and (bracketed := law_in_brackets(text, groups[-1].end)):
        laws[-1] = bracketed
    for i, group in enumerate(groups):
        # An article that neither law has, so the row is of a third.
        if laws[i] is None and group.worded and not article_in("woo", group) and not article_in("wob", group):
            laws[i] = "other"
    for i in range(len(groups) - 2, -1, -1):
        following = laws[i + 1]
        if laws[i] is None and following is not None:
            if following == "other" and _stands_alone(groups[i], groups[i + 1]):
                continue
            laws[i] = following
    for i, law in enumerate(laws):
        if before is None or groups[i].law is not None:
            break
        laws[i] = law or before[0]
    return laws


def _stands_alone(group: Group, following: Group) -> bool:
    """Whether a group is a Woo ground although another act is named behind the next article: its numbering differs."""
    return _firm(group) and len(group.numbers) > 1 and (len(following.numbers) == 1 or following.joined == "space")


def _decide(text: str, group: Group, named: Named | None, context: Law | None, *, firm: bool) -> Law | None:
    if named == "other":
        return None
    if named == "same":
        return _by_name(group, _near_law(text, group) or context)
    if named == "damaged":
        return _by_name(
            group, context or ("woo" if len(group.numbers) > 1 and group.numbers[0] not in _WOB_GROUNDS else "wob")
        )
    if named is not None:
        return _by_name(group, named)
    if _after_section_word(text, group) or (group.colon and not group.lettered):
        return None
    return _by_form(text, group, context, firm=firm)


def _by_name(group: Group, named: Law | None) -> Law | None:
    """The law whose article it is: the one named, or the other where only that has such a number."""
    if named is None:
        return None
    if named == "woo" and group.numbers[0] in _WOB_GROUNDS and group.lettered and article_in("wob", group):
        return "wob"
    if (found := article_in(named, group)) and (
        named == "woo" or len(group.numbers) == 1 or exists_in_full(named, *found)
    ):
        return named
    other: Law = "wob" if named == "woo" else "woo"
    grounds = group.numbers[0] in (_WOB_GROUNDS if other == "wob" else {_WOO_GROUNDS})
    return other if grounds and article_in(other, group) else None


def _by_form(text: str, group: Group, context: Law | None, *, firm: bool) -> Law | None:
    """The law of a group that names none: what its notation and the document's law allow."""
    law: Law = "woo" if len(group.numbers) > 1 and group.numbers[0] not in _WOB_GROUNDS else "wob"
    found = article_in(law, group)
    if found is None or (group.worded and not group.joined and _is_contract_title(text, group)):
        return None
    article, items = found
    full = group.lettered and exists_in_full(law, article, items)
    if group.unpointed:
        return law if full else None
    near = context or (_near_law(text, group) if group.worded else None)
    if unknown_after(text, group.end) and not (full and (near == law or law == "woo")):
        return None
    if law == "woo" and group.numbers[0] == _WOO_GROUNDS:
        ok = _is_woo_ground(text, group, article, items, full=full, ours=near == "woo", firm=firm)
    elif law == "wob" and group.numbers[0] in _WOB_GROUNDS:
        ok = _is_wob_ground(text, group, full=full, ours=near == "wob", firm=firm)
    else:
        ok = near == law and _is_other_article(text, group, law, article, items, firm=firm)
    return law if ok else None


def _is_woo_ground(
    text: str, group: Group, article: str, items: list[Item], *, full: bool, ours: bool, firm: bool
) -> bool:
    real = all(item.paragraph is None or exists_in_full("woo", article, [Item(item.paragraph)]) for item in items)
    if group.worded or group.keyed:
        return ours or (bool(items) and real and (full or group.keyed or bool(articles("woo")[article].letters)))
    if full:
        return group.points > 0 or not group.spaced
    if group.lettered:
        return real and group.points == 2 and bool(articles("woo")[article].letters)
    return ours and real and _is_code_in_place(text, group, items, firm=firm)


def _is_wob_ground(text: str, group: Group, *, full: bool, ours: bool, firm: bool) -> bool:
    if group.worded or group.keyed:
        return full or ours
    if group.bracketed:
        return True
    if full:
        return ours or (group.points > 0 and not group.spaced and not group.loose)
    return ours and not group.lettered and _is_code_in_place(text, group, group.items, firm=firm)


def _is_other_article(text: str, group: Group, law: Law, article: str, items: list[Item], *, firm: bool) -> bool:
    """Articles that hold no ground of chapter 5 or article 10: only those that letters cite by number alone."""
    if not exists_in_full(law, article, items):
        return False
    if not group.worded:
        return (firm or group.points == 2 or _cued(text, group)) and articles(law)[article].alone
    return (articles(law)[article].alone and not group.loose) or firm or _near_law(text, group) == law


def _is_code_in_place(text: str, group: Group, items: list[Item], *, firm: bool) -> bool:
    """Whether figures without a letter stand where a code would: among codes, after a cue, or on their own."""
    if firm or _cued(text, group):
        return not _AMOUNT_AFTER.match(text, group.end)
    if group.loose or not (items and items[0].paragraph) or _AMOUNT_AFTER.match(text, group.end):
        return group.numbers[0] == 11 and len(group.numbers) > 1 and not group.loose and not _is_heading(text, group)
    return not _is_heading(text, group)


def _cued(text: str, group: Group) -> bool:
    return _CODE_CUE.search(text[max(0, group.start - _WINDOW) : group.start]) is not None


def _is_heading(text: str, group: Group) -> bool:
    """Whether figures number a heading, or point to one: "5.1.2 Waarom ...", "zie 5.2.1", "5.2 ..... 9"."""
    before = text[max(0, group.start - _WINDOW) : group.start]
    if _PLACE_CUE.search(before):
        return True
    if not _HEADING_AFTER.match(text, group.end):
        return bool(_AMOUNT_AFTER.match(text, group.end))
    # In the middle of a sentence a capital behind the code starts the next one.
    return not before.rstrip()[-1:].islower() or before.endswith("\n")


def _is_contract_title(text: str, group: Group) -> bool:
    return not group.items and len(group.numbers) == 1 and _CONTRACT_TITLE.match(text, group.end) is not None


@cache
def _section_words() -> re.Pattern[str]:
    words = "|".join(re.escape(word) for word in lex.word_list("section_words.txt"))
    return re.compile(rf"(?<![^\W_])(?:{words})\.?\s*(?:nr\.?\s*)?$", re.IGNORECASE)


def _after_section_word(text: str, group: Group) -> bool:
    if group.worded or group.keyed:
        return False
    return _section_words().search(text[max(0, group.start - _WINDOW) : group.start]) is not None


def _near_law(text: str, group: Group) -> Law | None:
    """The Woo or Wob where the text names it nearby: the last named before, else the first named behind."""
    found = None
    for match in lex.LAW_NAMED.finditer(text, max(0, group.start - _NEAR_BEFORE), group.start):
        found = match
    found = found or lex.LAW_NAMED.search(text, group.end, group.end + _NEAR_AFTER)
    return None if found is None else "woo" if found["woo"] else "wob"
