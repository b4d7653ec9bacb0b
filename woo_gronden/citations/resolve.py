"""Resolve: what a found expression means. Which law, which provisions, or no citation of the Woo or Wob at all."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from woo_gronden.citations import lexicon as lex
from woo_gronden.citations.grammar import Group, Item
from woo_gronden.citations.laws import Named, law_before, law_in_brackets, unknown_after
from woo_gronden.schema import Citation, Law
from woo_gronden.taxonomy.codes import FOLDED_LETTERS
from woo_gronden.taxonomy.provisions import articles, ladder, paragraph_of, provision_id, resolve_provision

# How far back, and on, a law named in the text still speaks for an article without one, in characters.
_NEAR_BEFORE = 400
_NEAR_AFTER = 150
# Words before a code that say it is the place of a ground, so that figures alone will do.
_CODE_CUE = re.compile(
    r"(?:code|codes|grond|gronden|openbaar|geweigerd|vermelding van|jo|weigeringsgrond)\s*[:,(]?\s*\(?$", re.I
)
_CUE_WINDOW = 30
_SECTION_WINDOW = 30

Place = tuple[str, int | None, str | None]


@dataclass(slots=True)
class _Claim:
    group: Group
    law: Law
    named: bool
    rule: str


def resolve_expression(text: str, groups: list[Group], context: Law | None) -> list[Citation]:
    """The citations that an expression makes: one for each stretch of groups of one law."""
    start = groups[0].start
    before = law_before(text, start) if not groups[0].reversed else None
    laws = _named_laws(text, groups, before)
    citations: list[Citation] = []
    row: list[_Claim] = []
    for group, named in zip(groups, laws, strict=True):
        claim = _decide(text, group, named, context, mates=len(groups) > 1)
        if row and (claim is None or claim.law != row[0].law):
            citations.append(_citation(text, row))
            row = []
        if claim:
            row.append(claim)
    if row:
        citations.append(_citation(text, row))
    if citations and before and before[0] in ("woo", "wob") and citations[0].start == start:
        first = citations[0]
        citations[0] = Citation(before[1], first.end, text[before[1] : first.end], first.grounds, method=first.method,
                                as_written=first.as_written)  # fmt: skip
    return citations


def _named_laws(text: str, groups: list[Group], before: tuple[Named, int] | None) -> list[Named | None]:
    """The law of each group: its own, else the next one named behind it, else the one before the expression."""
    laws: list[Named | None] = [group.law for group in groups]
    if laws[-1] is None and (bracketed := law_in_brackets(text, groups[-1].end)):
        laws[-1] = bracketed
    for i in range(len(groups) - 2, -1, -1):
        if (
            laws[i] is None
            and laws[i + 1] is not None
            and not (laws[i + 1] == "other" and _stands_alone(groups[i], groups[i + 1]))
        ):
            laws[i] = laws[i + 1]
    if before:
        for i, law in enumerate(laws):
            if groups[i].law is not None:
                break
            if law is None:
                laws[i] = before[0]
    return laws


def _stands_alone(group: Group, following: Group) -> bool:
    """Whether a group is a Woo citation of its own although another act is named behind the next article."""
    own = len(group.numbers) > 1 and group.numbers[:2] == (5, 1) and any(i.letter for i in group.items)
    return own and (len(following.numbers) == 1 or following.glue == "space")


def _article(law: Law, group: Group) -> tuple[str, list[Item]] | None:
    """The article that a group's figures name in ``law``, with its items; None where ``law`` has none such."""
    numbers, items = group.numbers, group.items
    if law == "woo":
        if len(numbers) < 2:
            return None
        name = f"{numbers[0]}.{numbers[1]}{group.suffix}"
        return (name, items) if name in articles("woo") else None
    if len(numbers) == 2 and not items:
        items = [Item(numbers[1], start=group.start)]
    elif len(numbers) == 2 and all(item.paragraph is None for item in items):
        items = [Item(numbers[1], item.letter, to=item.to, start=item.start, listed=item.listed) for item in items]
    elif len(numbers) == 2:
        return None
    name = f"{numbers[0]}{group.suffix if len(numbers) == 1 else ''}"
    return (name, items) if name in articles("wob") else None


def _decide(text: str, group: Group, named: Named | None, context: Law | None, *, mates: bool) -> _Claim | None:
    if named == "other":
        return None
    if named in ("woo", "wob", "damaged", "same"):
        return _named(group, named, context)
    if not group.worded and not group.keyed and _after_section_word(text, group.start):
        return None
    if group.colon and not (group.numbers[:2] == (5, 1) and group.items):
        return None
    if group.worded and len(group.numbers) == 1 and unknown_after(text, group.end) and context is None:
        return None
    return _unnamed(text, group, context, mates)


def _named(group: Group, named: Named, context: Law | None) -> _Claim | None:
    first: Law = "woo" if named == "woo" or (named != "wob" and context == "woo") else "wob"
    if named in ("damaged", "same") and context is None:
        first = "woo" if len(group.numbers) > 1 and group.numbers[0] < 10 else "wob"
    other: Law = "wob" if first == "woo" else "woo"
    lettered = any(item.letter for item in group.items)
    if first == "woo" and group.numbers[0] in (10, 11) and lettered:
        first, other = other, first
    for law in (first, other):
        if _article(law, group):
            if law != first and len(group.numbers) == 1 and group.numbers[0] not in (10, 11):
                return None
            return _Claim(group, law, True, "named")
    return None


def _unnamed(text: str, group: Group, context: Law | None, mates: bool) -> _Claim | None:
    law: Law = "woo" if len(group.numbers) > 1 and group.numbers[0] < 10 else "wob"
    found = _article(law, group)
    if found is None:
        return None
    article, items = found
    if group.worded and _is_heading(text, group):
        return None
    near = context or (_near_law(text, group) if group.worded else None)
    full = any(item.letter and _existing(law, article, item) for item in items)
    if law == "woo" and group.numbers[0] == 5:
        ok = _woo_ground(text, group, article, items, near, full, mates)
    elif law == "wob" and group.numbers[0] in (10, 11):
        ok = _wob_ground(text, group, items, near, full, mates)
    else:
        ok = near == law and (group.worded or group.keyed or _is_code_in_place(text, group, article, items, mates))
        ok = ok and (law == "woo" or bool(items) or mates)
    return _Claim(group, law, False, "context" if context == law else "form") if ok else None


def _woo_ground(
    text: str, group: Group, article: str, items: list[Item], near: Law | None, full: bool, mates: bool
) -> bool:
    exists = all(
        item.paragraph is None or resolve_provision("woo", article, item.paragraph)[0] != f"woo:{article}"
        for item in items
    )
    if group.worded or group.keyed:
        return near == "woo" or (bool(items) and (full or (exists and group.keyed)))
    if group.tight == 2 and article == "5.1" and items and items[0].letter:
        return exists
    if full:
        return group.tight == 2 or not group.spaced
    if items and items[0].letter and article != "5.1":
        return False
    return near == "woo" and exists and _is_code_in_place(text, group, article, items, mates)


def _wob_ground(text: str, group: Group, items: list[Item], near: Law | None, full: bool, mates: bool) -> bool:
    if group.worded or group.keyed:
        bracketed = not group.worded and group.tight == 2
        return full or bracketed or near == "wob"
    if full:
        return near == "wob" or (group.tight > 0 and not group.spaced)
    return near == "wob" and _is_code_in_place(text, group, "10", items, mates) and not any(i.letter for i in items)


def _is_code_in_place(text: str, group: Group, article: str, items: list[Item], mates: bool) -> bool:
    """Whether figures without letter stand where a code would: among codes, after a cue, or three of them in prose."""
    if mates or _CODE_CUE.search(text[max(0, group.start - _CUE_WINDOW) : group.start]):
        return True
    if article in ("5.1", "5.2") and items and items[0].paragraph:
        return not re.match(r"\.?\s+[A-Z][a-z]+\s+[a-z]", text[group.end : group.end + 40]) or not _starts_line(
            text, group.start
        )
    return False


def _starts_line(text: str, start: int) -> bool:
    return not text[max(0, start - 200) : start].rpartition("\n")[2].strip()


def _is_heading(text: str, group: Group) -> bool:
    """ "Artikel 11 Onderaanneming": an article of a contract, not of the Wob."""
    if group.items or len(group.numbers) > 1:
        return False
    return re.match(r"\.?\s+(?!W[o0][ob])[A-Z][a-z]{2,}", text[group.end : group.end + 12]) is not None


def _existing(law: Law, article: str, item: Item) -> bool:
    paragraph, letter, _ = _read_letter(law, article, item)
    return letter is not None and (paragraph is not None or letter in articles(law)[article].letters.get(0, ""))


@cache
def _section_words() -> re.Pattern[str]:
    words = "|".join(re.escape(w) for w in lex.word_list("section_words.txt"))
    return re.compile(rf"(?<![^\W_])(?:{words})\.?\s*(?:nr\.?\s*)?$", re.IGNORECASE)


def _after_section_word(text: str, start: int) -> bool:
    return _section_words().search(text[max(0, start - _SECTION_WINDOW) : start]) is not None


def _near_law(text: str, group: Group) -> Law | None:
    """The Woo or Wob where the text names it nearby: the last named before, else the first named behind."""
    before = None
    for match in lex.LAW_NAMED.finditer(text, max(0, group.start - _NEAR_BEFORE), group.start):
        before = match
    match = before or lex.LAW_NAMED.search(text, group.end, group.end + _NEAR_AFTER)
    return None if match is None else "woo" if match["woo"] else "wob"


# -- provisions -------------------------------------------------------------------------------------------------------


def _read_letter(law: Law, article: str, item: Item) -> tuple[int | None, str | None, str | None]:
    """Paragraph and letter that an item means, misread signs undone, and the letter as it was written."""
    paragraph, letter = item.paragraph, item.letter
    if letter is None:
        return paragraph, None, None
    where = paragraph if paragraph is not None else paragraph_of(law, article, letter)
    legal = resolve_provision(law, article, where, letter)[1] is None
    misread = letter in FOLDED_LETTERS and (letter not in "jq" or item.listed)
    if not legal and misread:
        folded = FOLDED_LETTERS[letter]
        where = paragraph if paragraph is not None else paragraph_of(law, article, folded)
        if resolve_provision(law, article, where, folded)[1] is None:
            return where, folded, None
    return where, (letter if legal else None), letter if letter.isascii() and letter.isalpha() else None


def _places(claims: list[_Claim]) -> tuple[list[str], list[str]]:
    """The ids of a row of claims in order of mention, ranges written out, and the same as the writer put them."""
    ids: list[str] = []
    written: list[str] = []
    last: Place | None = None
    for claim in claims:
        found = _article(claim.law, claim.group)
        if found is None:
            continue
        article, items = found
        for index, item in enumerate(items or [Item()]):
            paragraph, letter, raw = _read_letter(claim.law, article, item)
            where: Place = (article, paragraph, letter)
            resolved, _ = resolve_provision(claim.law, article, paragraph, letter)
            if resolved is None:
                continue
            if last is not None and (item.to or (claim.group.to and index == 0)):
                between = _range(claim.law, last, where)
                ids += between
                written += between
            ids.append(resolved)
            named = claim.group.law
            writer: Law = named if named in ("woo", "wob") else claim.law  # type: ignore[assignment]
            written.append(provision_id(writer, article, item.paragraph, raw or letter) if item.letter else
                           provision_id(writer, article, item.paragraph))  # fmt: skip
            last = where
    return ids, written


def _range(law: Law, first: Place, last: Place) -> list[str]:
    """The ids strictly between two ends of a range of the same depth; none where they do not make one."""
    depth = 3 if last[2] else 2 if last[1] else 1
    rungs = ladder(law, depth)
    if first in rungs and last in rungs and rungs.index(first) < rungs.index(last):
        return [provision_id(law, *rung) for rung in rungs[rungs.index(first) + 1 : rungs.index(last)]]
    return []


def _citation(text: str, row: list[_Claim]) -> Citation:
    ids, written = _places(row)
    start, end = row[0].group.start, row[-1].group.end
    return Citation(
        start=start,
        end=end,
        text=text[start:end],
        grounds=tuple(dict.fromkeys(ids)),
        method=f"{'article' if row[0].group.worded else 'code'}:{row[0].rule}",
        as_written=tuple(dict.fromkeys(written)) if written != ids else (),
    )
