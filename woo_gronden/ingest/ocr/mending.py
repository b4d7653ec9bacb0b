"""Misreadings that can be mended without guessing, because what was read is no Dutch.

The letters ``e`` and ``v`` never stand alone in a Dutch sentence: the one is a bullet, the other the word "u" in faces
whose u has a pointed foot. Where a lone letter names a part of an article ("onder v") it is left alone.
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


def mend_words(words: Sequence[RawWord]) -> list[RawWord]:
    """The words, with bullets at the start of lines and the word "u" put right."""
    mended: list[RawWord] = []
    for _, group in groupby(words, key=lambda word: (word.block, word.line)):
        line = list(group)
        if len(line) > 1 and line[0].text in _READ_FOR_BULLET and _stands_off(line[0], line[1]):
            line[0] = line[0]._replace(text="•")
            line[1] = line[1]._replace(text=line[1].text.lstrip("_") or line[1].text)
        for word in line:
            right = _READ_FOR_U.get(word.text)
            last = mended[-1].text.lower() if mended else ""
            if right and last not in word_list("before_number") and last not in {"", "letter", "letters"}:
                word = word._replace(text=right)
            mended.append(word)
    return mended


def _stands_off(mark: RawWord, word: RawWord) -> bool:
    return word.bbox.x0 - mark.bbox.x1 > BULLET_GAP * (mark.size or mark.bbox.height)
