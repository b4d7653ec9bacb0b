"""Find: read one citation expression from where it starts, as it is printed, without deciding what it means.

An expression is a row of groups, parted by connectors only. A group is one article (``artikel 10``, ``5.1.2.e``), the
paragraphs and letters cited of it, and the law named behind it.
"""

from __future__ import annotations

from woo_gronden.citations import lexicon as lex
from woo_gronden.citations.expression import Group, Item
from woo_gronden.citations.laws import law_after
from woo_gronden.citations.numbers import read_number
from woo_gronden.citations.parts import read_connectors, read_letters, read_more, read_paragraph, read_parts

# Articles whose number alone may continue a row of codes after white space or a connector.
_CODE_ARTICLES = frozenset({4, 5, 8, 10, 11})
_NO_LETTERS = 11  # the one of them that stands in a row of codes as a bare number: "10.2.e en 11"

# Letters and paragraphs before their article; bounded, because a head that finds no article is read again further on.
_MAX_HEAD = 12


def read_expression(text: str, pos: int) -> list[Group]:
    """The groups of the expression that starts at ``pos``; none where none does."""
    first = _reversed(text, pos) if text[pos].isalpha() and not lex.ARTICLE_WORD.match(text, pos) else None
    first = first or _reversed_ordinal(text, pos) or _group(text, pos)
    if first is None:
        return []
    groups, worded = [first], first.worded
    while following := _next(text, groups[-1], worded=worded):
        groups.append(following)
        worded = worded or following.worded
    return groups


def _group(text: str, pos: int, *, worded: bool = False, listed: bool = False, plural: bool = False) -> Group | None:
    """One article with its paragraphs, letters and law; ``plural``: "artikelen" stands before the one before it."""
    word = lex.ARTICLE_WORD.match(text, pos)
    group = read_number(text, word.end() if word else pos, worded=bool(word) or plural, listed=listed and worded)
    if group is None:
        return None
    group.start = pos
    group.worded = bool(word) or worded
    read_parts(text, group)
    _law(text, group)
    return group


def _next(text: str, last: Group, *, worded: bool) -> Group | None:
    """The group joined to the row by connectors, or by white space between codes or repeated "art. ..."."""
    pos = max(last.end, last.law_end)
    after, to, count = read_connectors(text, pos)
    if count:
        lead = lex.ARTICLE_LEAD.match(text, after)
        plural = lex.ARTICLES_WORD.match(text, last.start) is not None
        group = _group(text, lead.end(), worded=worded, listed=True, plural=plural) if lead else None
        if group is None and lead and last.lettered and last.points:
            group = _article_in_codes(text, lead.end())
        if group is None or (not worded and not group.worded and not _is_code(group)):
            return None
        group.joined = "range" if to else "list"
        return group
    dash = lex.DASH.match(text, pos) if worded else None
    if dash and not last.items and last.law is None:
        group = _group(text, dash.end(), worded=True, listed=True)
        if group is not None and not group.items and len(group.numbers) == len(last.numbers):
            group.joined = "range"
            return group
    space = lex.SPACE_IN_LINE.match(text, pos)
    group = _group(text, space.end()) if space else None
    if group is None or (not group.worded and (last.worded or not _is_firm_code(group))):
        return None
    group.joined = "space"
    return group


def _article_in_codes(text: str, pos: int) -> Group | None:
    """A bare article number in a row of codes."""
    group = read_number(text, pos, worded=False, listed=True)
    if group is None or group.numbers != (_NO_LETTERS,):
        return None
    _law(text, group)
    return group


def _is_code(group: Group) -> bool:
    """Whether figures in a row of codes are one more: "5.1.2e, 8.8"; not the date or row number behind it."""
    number = group.numbers[0]
    return number in _CODE_ARTICLES and (group.points > 0 or group.keyed or group.lettered or number == _NO_LETTERS)


def _is_firm_code(group: Group) -> bool:
    """Whether figures are a code with no more than white space before it: a letter, or an article 11 paragraph."""
    if not _is_code(group):
        return False
    return group.lettered or group.keyed or (not group.loose and (group.points == 2 or group.numbers[0] == 11))


def _law(text: str, group: Group) -> None:
    """The law named behind a group, and what is cited behind that law ("art. 5.1 lid 2 Woo sub e")."""
    found = law_after(text, group.end)
    if found is None:
        return
    group.law, end = found
    if group.law == "other":
        group.law_end = end
        return
    group.end = end
    if group.lettered:
        return
    if group.items:
        read_letters(text, group, group.items[-1].paragraph, fill=True)
    else:
        read_parts(text, group)
        return
    if group.lettered:
        while read_more(text, group):
            pass


# -- reversed order ---------------------------------------------------------------------------------------------------


def _reversed(text: str, pos: int) -> Group | None:
    """Letters or a paragraph before their article: "d- en g-grond van artikel 10", "onder e van artikel 5.1, lid 2"."""
    head = Group(pos, pos, ())
    ground = lex.LETTER_GROUND.match(text, pos)
    if ground:
        listed = ground["before"] or ground["behind"]
        for found in lex.SINGLE_LETTER.finditer(listed):
            to = bool(head.items) and lex.RANGE_BEFORE.search(listed[: found.start()]) is not None
            head.items.append(Item(letter=found[0].lower(), to=to, listed=bool(head.items)))
        head.start = ground.start("before") if ground["before"] else ground.start("behind")
        head.end = ground.end()
    elif not (read_paragraph(text, head, pos) or read_letters(text, head, None)):
        return None
    return _article_of(text, head) if ground or _read_head(text, head) else None


def _reversed_ordinal(text: str, pos: int) -> Group | None:
    """A paragraph by figure before its article: "2e lid van artikel 5.1"."""
    if not text[pos].isdigit() or not lex.ORDINAL.match(text, pos):
        return None
    head = Group(pos, pos, ())
    if not read_paragraph(text, head, pos) or not _read_head(text, head):
        return None
    return _article_of(text, head)


def _read_head(text: str, head: Group) -> bool:
    """The rest of what stands before the article; False where it grows past what anyone writes."""
    while read_more(text, head):
        if len(head.items) > _MAX_HEAD:
            return False
    return True


def _article_of(text: str, head: Group) -> Group | None:
    """The article that follows "van" behind ``head``, with the head's paragraphs and letters as its items."""
    link = lex.OF_ARTICLE.match(text, head.end)
    if link is None:
        return None
    if all(item.paragraph is None for item in head.items):
        middle = Group(link.end(), link.end(), ())
        if read_paragraph(text, middle, link.end()) and len(middle.items) == 1 and not middle.lettered:
            for item in head.items:
                item.paragraph = middle.items[0].paragraph
            link = lex.OF_ARTICLE.match(text, middle.end)
            if link is None:
                return None
    group = _group(text, link.end())
    if group is None or not group.worded or group.lettered or len(group.items) > 1:
        return None
    if group.items:
        if any(item.paragraph is not None for item in head.items):
            return None
        for item in head.items:
            item.paragraph = group.items[0].paragraph
    group.items, group.start, group.reversed = head.items, head.start, True
    return group
