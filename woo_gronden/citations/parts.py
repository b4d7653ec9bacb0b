"""The paragraphs and letters that follow an article, over connectors."""

from __future__ import annotations

import re

from woo_gronden.citations import lexicon as lex
from woo_gronden.citations.expression import Group, Item

_MAX_ORDINALS = 8  # "eerste, tweede en vijfde lid"; more is no row of paragraphs
_MAX_CONNECTORS = 4  # "en tevens subsidiair, ..."; more in a row is no connection
# The bracket that closes a paragraph or letter: "(2) (e)".
_CLOSING = re.compile(r"\s?\)")


def read_connectors(text: str, pos: int) -> tuple[int, bool, int]:
    """Where a row of connectors that starts at ``pos`` ends, whether it writes a range, and how many there are."""
    to, count = False, 0
    while count < _MAX_CONNECTORS and (match := lex.CONNECTOR.match(text, pos)):
        pos, count = match.end(), count + 1
        to = to or match["range"] is not None
    return pos, to, count


def read_parts(text: str, group: Group) -> None:
    """Add to ``group`` every paragraph and letter behind it, and move its end."""
    if not group.items:
        _first(text, group)
    elif group.items[-1].letter is None:
        read_letters(text, group, group.items[-1].paragraph, fill=True)
    while read_more(text, group):
        pass
    part = lex.SENTENCE_PART.match(text, group.end)
    if part and group.items:
        group.end = part.end()


def _first(text: str, group: Group) -> None:
    gap = lex.GAP.match(text, group.end)
    at = gap.end() if gap else group.end
    if not read_paragraph(text, group, at) and not read_letters(text, group, None):
        bare = lex.LID_BARE.match(text, group.end)
        if bare:
            group.end, group.keyed = bare.end(), True
        return
    if gap and "(" in gap[0]:
        while read_more(text, group):
            pass
        closing = _CLOSING.match(text, group.end)
        group.end = closing.end() if closing else group.end


def read_paragraph(text: str, group: Group, at: int, *, to: bool = False) -> bool:
    """A paragraph by number ("lid 2", "leden 1 en 2") or ordinal ("tweede en vijfde lid"), with its letters."""
    return _numbered(text, group, at, to) or _ordinal(text, group, at, to)


def _numbered(text: str, group: Group, at: int, to: bool) -> bool:
    lid = lex.LID.match(text, at)
    if lid is None:
        return False
    number = lex.LID_NUMBER.match(text, lid.end())
    if number is not None:
        _add_number(text, group, number, to)
        return True
    if lex.LETTER_WORD.match(text, lid.end()) is None:
        return False
    group.end, group.keyed = lid.end(), True
    read_letters(text, group, None)
    return True


def _add_number(text: str, group: Group, number: re.Match[str], to: bool) -> None:
    raw = number["number"].lower()
    paragraph = int(raw) if raw.isdigit() else lex.NUMERALS.get(raw, 0)
    letter = number["letter"]
    group.items.append(Item(paragraph, letter.lower() if letter else None, to=to))
    group.end, group.keyed = number.end(), True
    if letter is None:
        read_letters(text, group, paragraph, fill=True)


def _ordinal(text: str, group: Group, at: int, to: bool) -> bool:
    found: list[Item] = []
    while len(found) < _MAX_ORDINALS and (ordinal := lex.ORDINAL.match(text, at)):
        number = lex.ordinal_value(ordinal)
        found.append(Item(number, to=to))
        lid = lex.LID.match(text, ordinal.end())
        if lid:
            group.items += found
            group.end, group.keyed = lid.end(), True
            read_letters(text, group, number, fill=True)
            return True
        at, to, count = read_connectors(text, ordinal.end())
        if not count:
            return False
    return False


def read_letters(text: str, group: Group, paragraph: int | None, *, fill: bool = False) -> bool:
    """A letter with its word ("aanhef en onder e", "sub c"), or by itself behind a paragraph ("lid 2 e").

    Args:
        text: the text.
        group: gets the letter, and its new end.
        paragraph: whose letter it is; None where none is named.
        fill: the last item of the group is that paragraph, still without letter.
    """
    word = lex.LETTER_WORD.match(text, group.end)
    if word:
        match = lex.LETTER.match(text, word.end()) or lex.FIGURE.match(text, word.end())
    else:
        match = _bare_letter(text, group.end) if paragraph is not None else None
    if match is None:
        rest = lex.AANHEF.match(text, group.end) or lex.LETTER_WORD_BARE.match(text, group.end)
        if rest and paragraph is not None:
            group.end = rest.end()
        return False
    if fill and group.items and group.items[-1].letter is None:
        group.items[-1].letter = match["letter"].lower()
    else:
        group.items.append(Item(paragraph, match["letter"].lower()))
    group.end = match.end()
    if word and "(" in word[0] and text.startswith(")", group.end):
        group.end += 1
    return True


def _bare_letter(text: str, pos: int) -> re.Match[str] | None:
    gap = lex.BARE_LETTER_GAP.match(text, pos)
    match = lex.LETTER.match(text, gap.end()) if gap else None
    if match is not None and match["open"] == "(" and not match[0].endswith(")"):
        return None
    if match is None or not match["letter"].islower() or (match["letter"] > "i" and match["letter"].isascii()):
        return None
    return None if lex.LETTER_THEN_LID.match(text, match.end()) else match


def read_more(text: str, group: Group) -> bool:
    """One more letter or paragraph of the same article; False where what follows is something else."""
    last = group.items[-1] if group.items else None
    point = lex.POINT_IN_LIST.match(text, group.end) if last is not None and last.letter else None
    after, to, count = read_connectors(text, point.end() if point else group.end)
    if not count:
        return _more_unconnected(text, group, last)
    if last is not None and last.letter is not None:
        if _more_letter(text, group, after, last, to):
            return True
        word = lex.LETTER_WORD.match(text, after)
        if word and _more_letter(text, group, word.end(), last, to):
            return True
    if read_paragraph(text, group, after, to=to):
        return True
    return last is not None and group.keyed and _more_number(text, group, after, to)


def _more_unconnected(text: str, group: Group, last: Item | None) -> bool:
    if last is None:
        return False
    dash = lex.DASH.match(text, group.end)
    if dash and last.letter is not None and _more_letter(text, group, dash.end(), last, to=True):
        return True
    if dash and last.letter is None and group.keyed and _more_number(text, group, dash.end(), to=True):
        return True
    return lex.SPACE.match(text, group.end) is not None and read_paragraph(text, group, group.end)


def _more_letter(text: str, group: Group, at: int, last: Item, to: bool) -> bool:
    match = lex.LETTER.match(text, at)
    if match is None or (match["letter"].lower() > "l" and match["letter"].isascii()):
        return False
    if match["letter"].isupper() and not lex.CLOSES.match(text, match.end()):
        return False
    group.items.append(Item(last.paragraph, match["letter"].lower(), to=to, listed=True))
    group.end = match.end()
    return True


def _more_number(text: str, group: Group, at: int, to: bool) -> bool:
    """A further paragraph as a figure: "lid 1 en 2", "lid 1c en 2e"; not "lid 2 en 3 documenten"."""
    number = lex.LID_NUMBER.match(text, at)
    if number is None or not number["number"].isdigit() or not 1 <= int(number["number"]) <= 9:
        return False
    if not number["letter"] and not lex.AFTER_PLAIN.match(text, number.end()):
        return False
    _add_number(text, group, number, to)
    return True
