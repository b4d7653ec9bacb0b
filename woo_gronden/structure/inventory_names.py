"""The words that head the columns of a list of documents, and where on a page any of them can stand.

Most pages are prose: what cannot be the header of a column of numbers or of titles is told by its letters, before
anything is measured.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence, Set
from functools import cache, lru_cache
from importlib.resources import files

from woo_gronden.schema import Word
from woo_gronden.structure.grid import Row, letter_sizes

# The kind of a column headed by a ground is this and the ground as printed.
CODE = "code "
# A column headed by a ground, to be ticked: "10.2.e", "5.1.2i", "11.1".
_CODE_HEADER = re.compile(
    r"(?:art(?:ikel|\.)?\s*)?(?:5[.,]\s?[12]([.,]\s?\d)?[.,]?\s?[a-i]?|"
    r"10[.,]\s?[127][.,]?\s?[a-g]|11(?:[.,]\s?\d)?)"
)
# What is no part of a header's name: a plural "(en)" behind it, and what is drawn around or under it.
_NO_NAME = re.compile(r"\([a-z]{1,3}\)$|[|\[\]_*]")
_PLURALS = re.compile(r"\([a-z]{1,3}\)$", re.MULTILINE)
_NO_LETTERS = "|[]_*:;,- \N{NO-BREAK SPACE}"
# What may part the letters of a header's name, and how its patterns say so: with a stop among it, or without.
_JOINTS = re.compile(r"[\s.-]+")
_STOPPED, _UNSTOPPED = re.compile(r"\[ \.-\]\*"), re.compile(r"\[ -\]\??|[ -]\??|\\")
# A group of a pattern with no other in it: "(?:nr|nummer)", "(?:ument)?".
_GROUP = re.compile(r"\(\?:([^()]*)\)(\??)")
# Kinds of columns of which a header has one.
NAMED = ("number", "title")
# White that parts the cells of a header where its columns are narrow, in heights of the line.
NARROW = 0.45


@cache
def _header_patterns() -> dict[str, list[str]]:
    raw: dict[str, list[str]] = tomllib.loads(
        (files("woo_gronden.structure") / "data" / "inventory_headers.toml").read_text(encoding="utf-8")
    )
    return raw


@cache
def _header_words() -> tuple[tuple[str, re.Pattern[str]], ...]:
    order = ("number", "title", "date", "assessment", "ground", "partly", "closed", "already", "open", "other")
    raw = _header_patterns()
    return tuple((kind, re.compile("|".join(f"(?:{p})" for p in raw[kind]), re.IGNORECASE)) for kind in order)


@cache
def _any_header() -> re.Pattern[str]:
    """Any of the words that head columns: most cells that are asked about are prose and match none."""
    return re.compile("|".join(pattern.pattern for _, pattern in _header_words()), re.IGNORECASE)


@lru_cache(maxsize=4096)  # the rows of a page are tried alone and with those above them
def kind_of_header(text: str) -> str | None:
    """What a column under the header ``text`` holds, None where ``text`` is no header."""
    bare = re.sub(r"\s+", " ", _NO_NAME.sub("", text)).strip(" .:;,")
    bare = re.sub(r"(?<=\w)- (?=[a-z])", "", bare)
    if not bare:
        return None
    if _CODE_HEADER.fullmatch(bare):
        return f"{CODE}{bare}"
    spellings = (bare, bare.replace(" ", "")) if " " in bare else (bare,)
    if not any(_any_header().fullmatch(spelling) for spelling in spellings):
        return None
    return next((kind for kind, pattern in _header_words() if any(pattern.fullmatch(s) for s in spellings)), None)


def _spellings(pattern: str) -> set[str]:
    """All that a pattern of letters, groups and what may be left out matches."""
    group = _GROUP.search(pattern)
    if group is None:
        return {pattern}
    choices = [*group[1].split("|"), *([""] if group[2] else [])]
    before, after = pattern[: group.start()], pattern[group.end() :]
    return {spelling for choice in choices for spelling in _spellings(f"{before}{choice}{after}")}


@cache
def _names() -> tuple[frozenset[str], frozenset[str]]:
    """The headers of numbers and of titles in each spelling, white and hyphens left out; and each of their beginnings.

    Among the whole ones is also what a stop may follow, "reg" of "reg. nr"; they begin with the stop and without.
    """
    patterns = [pattern for kind in NAMED for pattern in _header_patterns()[kind]]
    patterns = [_UNSTOPPED.sub("", _STOPPED.sub(".", pattern)) for pattern in patterns]
    spelled = {name for pattern in patterns for name in _spellings(pattern)}
    names = {name.replace(".", "") for name in spelled}
    stopped = {name.partition(".")[0] for name in spelled}
    starts = {name[:end] for name in names for end in range(1, len(name) + 1)}
    return frozenset(names | stopped), frozenset(starts | {f"{name}." for name in names | stopped})


@lru_cache(maxsize=16384)
def _begun(text: str) -> str | None:
    """The letters of ``text`` where it can be the header of a number or of a title, or begin one; None where not."""
    bare = _NO_NAME.sub("", text)
    letters = _JOINTS.sub("", bare).strip(":;,").lower()
    names, starts = _names()
    return letters if not letters or letters in (names if bare.endswith((".", ":", ";", ",")) else starts) else None


@cache  # of the beginnings of names, some hundreds
def _rests(begun: str) -> frozenset[str]:
    """What can follow ``begun`` to make a name of it, or more of one."""
    return frozenset(start[len(begun) :] for start in _names()[1] if start.startswith(begun) and start != begun)


def find_openers(texts: Set[str]) -> set[str]:
    """Those of the words of a document with which the header of a number or of a title can start."""
    names, starts = _names()
    listed = "\n".join(texts) + "\n"
    letters = _PLURALS.sub("", listed.lower())
    for sign in _NO_LETTERS:
        letters = letters.replace(sign, "")
    # A stop is kept at the end of a word only: "b." is the mark of an item, no beginning of "bijlage".
    bare = letters.replace(".\n", "\r\n").replace(".", "").replace("\r", ".").split("\n")
    present = set(bare)
    # "de" begins "definitief id", but only where something in the document goes on so.
    openers = {word for word in present & starts if word.rstrip(".") in names or not _rests(word).isdisjoint(present)}
    return {text for text, word in zip(listed.split("\n"), bare, strict=True) if word in openers}


def stand_apart(words: Sequence[Word], openers: Set[str], body_end: int) -> set[str]:
    """Those of ``openers`` that can start a cell of a header on a page; on most pages each stands in a running line.

    Args:
        words: those of the page.
        openers: what :func:`find_openers` found in its document.
        body_end: where the body ends; outside it some words may be left out of the rows, so that the next stand apart.
    """
    places = [at for at, word in enumerate(words) if word[0] in openers]
    # The white that parts the cells of any row of the page, at least.
    white = NARROW * min(letter_sizes(words)) if places else 0.0
    apart: set[str] = set()
    for at in places:
        word = words[at]
        if word.text not in apart and (
            word.start >= body_end
            # One small word may make the page's white less than the spaces of running text.
            or (_is_apart(words, at, white) and _is_apart(words, at, _white_near(word, words)))
        ):
            apart.add(word.text)
    return apart


def _is_apart(words: Sequence[Word], at: int, white: float) -> bool:
    """Whether a cell may start at one of the words of a page, with which a header of more words may start."""
    word = words[at]
    if at and _run_on(words[at - 1], word, white):
        return False
    following = words[at + 1] if at + 1 < len(words) else None
    if following is None or not _run_on(word, following, white):
        return True
    return bool(_begun(f"{word.text} {following.text}"))


def _white_near(word: Word, words: Sequence[Word]) -> float:
    """The white that parts the cells of any row in which ``word`` can stand, at least."""
    _, top, _, bottom = word.bbox
    low, high = 5 * top - 3 * bottom, 5 * bottom - 3 * top  # its middle and twice its height, as sums of sides
    return NARROW * min(letter_sizes([other for other in words if low < other[1][1] + other[1][3] < high]))


def _run_on(left: Word, right: Word, white: float) -> bool:
    """Whether two words of one line stand nearer to each other than ``white``."""
    (x0, top, x1, bottom), (then, then_top, _, then_bottom) = left.bbox, right.bbox
    return top == then_top and bottom == then_bottom and x0 <= then and then - x1 <= white


def names_begun(row: Row, openers: Set[str] | None = None) -> list[str]:
    """The letters of those cells of the row that can be the header of a number or of a title, or begin one.

    Args:
        row: a row of a page.
        openers: words of the page with one of which such a cell starts, where they are known.
    """
    words, begun = row.words, list[str]()
    if openers is not None and openers.isdisjoint([word.text for word in words]):
        return begun
    for first, end in row.parts(NARROW):
        if _begun(words[first].text) is not None and (letters := _begun(" ".join([w.text for w in words[first:end]]))):
            begun.append(letters)
    return begun


def may_head(rows: Sequence[Row], begun: Sequence[Sequence[str]]) -> bool:
    """Whether the header of a number or of a title can stand in ``rows``; ``begun`` are its beginnings in each.

    It stands there whole, or goes on where another cell starts: in running text that is set wide "de" is a cell, which
    begins "definitief id".
    """
    names, starts = _names()
    for at, letters in enumerate(begun):
        if any(name in names for name in letters):
            return True
        firsts = [row.words[first].text for row in rows[at:] for first, _ in row.parts(NARROW)] if letters else ()
        if any(_JOINTS.sub("", f"{name}{first}").lower() in starts for name in letters for first in firsts):
            return True
    return False
