"""Codes that stand beside a box instead of on it: typed next to it in its line, or in the margin at its height."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from woo_gronden.redactions.mark import Mark
from woo_gronden.redactions.placeholders import find_typed
from woo_gronden.schema import BBox, RawPage, RawWord

# Word heights between a box and the code that belongs to it, within the text.
_NEAR = 0.6
# Share of the page's width at either side that is margin: a code alone there says what the line beside it hides.
_MARGIN = 0.13


def attach_codes(marks: Sequence[Mark], page: RawPage) -> list[Mark]:
    """The marks, those without a code given the one that stands beside them; each code goes to one box of its line."""
    taken = {i for mark in marks for i in mark.stamps | mark.covered}
    attached = list(marks)
    if all(mark.code is not None for mark in marks):
        return attached
    for index in (i for i in find_typed(page) if i not in taken):
        word = page.words[index]
        bare = [n for n, mark in enumerate(attached) if mark.code is None and _belongs(word, mark.bbox, page)]
        if bare:
            nearest = min(bare, key=lambda n: _gap(word.bbox, attached[n].bbox))
            mark = attached[nearest]
            attached[nearest] = replace(
                mark, code=word.text.strip("()[],;: ").rstrip("."), stamps=mark.stamps | {index}
            )
    return attached


def _belongs(word: RawWord, box: BBox, page: RawPage) -> bool:
    shared = min(box.y1, word.bbox.y1) - max(box.y0, word.bbox.y0)
    if shared < 0.5 * word.bbox.height:
        return False
    if -1 < _gap(word.bbox, box) <= _NEAR * word.bbox.height:
        return True
    in_margin = word.bbox.x1 < _MARGIN * page.width or word.bbox.x0 > (1 - _MARGIN) * page.width
    return in_margin and _stands_alone(word, page)


def _stands_alone(word: RawWord, page: RawPage) -> bool:
    """Whether no other word of its line is in the same margin."""
    for other in page.words:
        shared = min(other.bbox.y1, word.bbox.y1) - max(other.bbox.y0, word.bbox.y0)
        if (
            other is not word
            and shared > 0.5 * word.bbox.height
            and abs(_gap(word.bbox, other.bbox)) < word.bbox.height
        ):
            return False
    return True


def _gap(one: BBox, other: BBox) -> float:
    return max(one.x0 - other.x1, other.x0 - one.x1)
