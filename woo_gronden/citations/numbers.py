"""The figures of an article or a code at a place in the text."""

from __future__ import annotations

import re

from woo_gronden.citations import lexicon as lex
from woo_gronden.citations.expression import Group, Item
from woo_gronden.citations.laws import law_after
from woo_gronden.taxonomy import resolve_provision

# Besides figures, what an article's number starts with: a bracket, and letters read for figures.
_STARTS = ("(", "S", "l", "I")


def read_number(text: str, at: int, *, worded: bool, listed: bool = False) -> Group | None:
    """The group that starts with figures at ``at``, with the letters glued to them; None where no article is.

    Args:
        text: the text.
        at: where the figures would start.
        worded: "artikel" stands before them, so a plain number is an article.
        listed: they continue a list of articles, so a plain number may be one.
    """
    if not (text[at : at + 1].isdecimal() or text.startswith(_STARTS, at)):
        return None
    for read in (_bracketed, _code_51, _code_10, _dotted):
        group = read(text, at, worded or listed)
        if group is not None:
            return group
    if not worded and (match := lex.KEYED_WOB.match(text, at)):
        return Group(at, match.end(), (int(match[0]),))
    return _plain(text, at, worded=worded) if worded or listed else None


def _has_space(point: str) -> bool:
    """Whether white space stands beside the point between two figures, or in its place."""
    return point != point.strip()


def _bracketed(text: str, at: int, worded: bool) -> Group | None:
    match = lex.BRACKETED.match(text, at)
    if match is None:
        return None
    numbers = tuple(int(n) for n in re.split(r"[.,]", match["article"] or match["article2"] or match["article3"]))
    letter = match["letter"] or match["apart"] or match["letter2"] or match["letter3"]
    items = [Item(int(match["par"] or match["par2"] or match["par3"]), letter.lower() if letter else None)]
    return Group(at, match.end(), numbers, items=items, points=2, bracketed=True)


def _code_51(text: str, at: int, worded: bool) -> Group | None:
    match = lex.CODE_51.match(text, at)
    if match is None:
        return None
    marks = [match[part] or "" for part in ("one", "two")]
    points = sum(bool(mark.strip()) for mark in marks)
    group = Group(
        at, match.end(), (5, 1), items=[Item(int(match["par"]))], points=points, loose=any(map(_has_space, marks))
    )
    _code_letters(text, group)
    if group.lettered:
        # "5.1 2 e" and "5 1 2 e" are, "5.12 g" is an amount
        return group if points == 2 or not group.spaced or marks[1].isspace() else None
    if lex.DIGIT_AFTER.match(text, match.end()):
        return None
    if points == 2:
        return group
    # "5.12": 5.1.2 with a point lost, or any number; kept only glued behind one full stop.
    return group if marks == [".", ""] and not worded else None


def _code_10(text: str, at: int, worded: bool) -> Group | None:
    match = lex.CODE_10.match(text, at)
    if match is None:
        return None
    mark = match["one"] or ""
    group = Group(at, match.end(), (10,), items=[Item(int(match["par"]))], points=int(bool(mark.strip())))
    group.loose = _has_space(mark)
    _code_letters(text, group)
    if group.lettered:
        # "artikel 10, 2 a 3 jaar" is no code
        return None if worded and mark[:1] in ",‚ " and group.loose else group
    return group if mark == "." and not lex.DIGIT_AFTER.match(text, match.end()) else None


def _dotted(text: str, at: int, worded: bool) -> Group | None:
    match = lex.DOTTED_DASH.match(text, at) or lex.DOTTED.match(text, at)
    if match is None and worded:
        numbers: tuple[int, ...] = (5, 1)
        misread = lex.MISREAD_51.match(text, at)
        if misread is None:
            misread, numbers = lex.MISREAD_10.match(text, at), (10,)
        if misread is None:
            misread, numbers = lex.MISREAD_11.match(text, at), (11,)
        if misread is not None:
            return Group(at, misread.end(), numbers, points=len(numbers) - 1)
    if match is None:
        match = lex.UNPOINTED.match(text, at)
        return Group(at, match.end(), (5, 1), unpointed=True) if match else None
    one, two, suffix = int(match["one"]), int(match["two"]), match["suffix"].lower() if match["suffix"] else ""
    group = Group(at, match.end(), (one, two), suffix=suffix, points=1, loose=_has_space(match["point"]))
    group.colon = ":" in match["point"]
    if suffix and resolve_provision("woo", f"{one}.{two}{suffix}")[0] is None:
        group.suffix, group.items = "", [Item(letter=suffix)]
        return group
    if not _third(text, group):
        if lex.DIGIT_AFTER.match(text, group.end):
            return None
        _code_letters(text, group)
    return group


def _third(text: str, group: Group) -> bool:
    """A paragraph as the third figure: "5.2.1", "4.1.4"."""
    match = lex.THIRD.match(text, group.end)
    if match is None or (match["point"].strip() in ",‚" and _has_space(match["point"])):
        return False
    if lex.DIGIT_AFTER.match(text, match.end()):
        return False
    group.items, group.end, group.points = [Item(int(match["par"]))], match.end(), 2
    group.loose = group.loose or _has_space(match["point"])
    _code_letters(text, group)
    return True


def _plain(text: str, at: int, *, worded: bool) -> Group | None:
    match = lex.PLAIN.match(text, at)
    if match is None:
        return None
    group = Group(at, match.end(), (int(match["one"]),), suffix=match["suffix"].lower() if match["suffix"] else "")
    if worded or lex.AFTER_PLAIN.match(text, group.end) or law_after(text, group.end):
        return group
    return None


def _code_letters(text: str, group: Group) -> None:
    """The letters of a code, glued to its figures or one space away."""
    match = lex.SPACED_LETTER.match(text, group.end)
    if match and (match["letter"].isupper() and not lex.CLOSES.match(text, match.end())):
        match = None
    if match and lex.LETTER_THEN_LID.match(text, match.end()):
        match = None
    group.spaced = match is not None
    match = match or lex.GLUED_LETTER.match(text, group.end)
    if match is None:
        return
    letter = match["letter"] if group.spaced else match["letter"] or match["bracketed"]
    # A figure in the letter's place is a section number more often than a misread letter.
    if letter.isdigit():
        return
    if not group.items:
        group.items = [Item()]
    group.items[-1].letter = letter.lower()
    group.end = match.end()
    while more := lex.MORE_GLUED.match(text, group.end):
        group.items.append(Item(group.items[-1].paragraph, (more["letter"] or more["after"]).lower(), listed=True))
        group.end = more.end()
