"""Misreadings that can be mended without guessing, because what was read is no Dutch.

The letters ``e`` and ``v`` never stand alone in a Dutch sentence: the one is a bullet, the other the word "u" in faces
whose u has a pointed foot. "artikel zo" is article 10 in old-style figures. Where a lone letter names a part of an
article ("onder v") it is left alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from woo_gronden.ingest.lists import word_list
from woo_gronden.schema import RawWord

BULLET_GAP = 0.5
"""Gap after a bullet, in letter sizes; a space is about 0.3."""

_READ_FOR_BULLET = frozenset({"e", "o", "°", "«", "¢", "®", "©", "*", "·", ".", "»", "¤"})
_READ_FOR_U = {"v": "u", "vw": "uw", "wv": "uw", "V": "U", "Vw": "Uw"}
_ARTICLE = frozenset({"artikel", "artikelen", "art."})
# Old-style figures are low: their 1 and 0 are read as letters. After "artikel" none of these is a word.
_READ_FOR_TEN = frozenset({"zo", "1o", "lo", "io", "Io", "ro", "xo", "ıo"})


def mend_words(words: Sequence[RawWord]) -> list[RawWord]:
    """The words, with bullets at the start of lines and the word "u" put right."""
    mended: list[RawWord] = []
    for _, group in groupby(words, key=lambda word: (word.block, word.line)):
        line = list(group)
        if len(line) > 1 and line[0].text in _READ_FOR_BULLET and _stands_off(line[0], line[1]):
            line[0] = line[0]._replace(text="•")
            line[1] = line[1]._replace(text=line[1].text.lstrip("_") or line[1].text)
        for word in line:
            last = mended[-1].text.lower() if mended else ""
            mended.append(word._replace(text=_mended(word.text, last)))
    return mended


def _mended(text: str, last: str) -> str:
    if last in _ARTICLE and text in _READ_FOR_TEN:
        return "10"
    right = _READ_FOR_U.get(text)
    if right is None or (len(text) == 1 and (last in word_list("before_number") or last in {"", "letter", "letters"})):
        return text
    return right


def _stands_off(mark: RawWord, word: RawWord) -> bool:
    return word.bbox.x0 - mark.bbox.x1 > BULLET_GAP * (mark.size or mark.bbox.height)
