"""Text made unreadable without a box: in the colour of its ground, without ink, or blanked in a scan.

A scan's recognition layer is text without ink too. It is told apart by what lies under it: an image that shows the same
word. Only where the drawn page shows nothing at all in the place of a word is the word hidden.
"""

from __future__ import annotations

from collections.abc import Iterable

from woo_gronden.redactions.mark import Mark, is_inside, is_plausible, luminance, name_kind
from woo_gronden.redactions.sight import Sight
from woo_gronden.schema import RGB, BBox, RawPage, RawWord, Shape, union

# Difference between a word's colour and its ground's, per channel, below which nobody reads it.
_SAME_COLOR = 0.08
# Share of the page beyond which a fill is the ground of the page, not the box of one word.
_BOX_SHARE = 0.3
# A recognition layer is out of place, and says nothing, when more than this share of its words stand on blank paper.
_MISPLACED_SHARE = 0.2
# Least number of letters and digits of hidden text in one line; single marks are left-overs of editing.
_LEAST_CHARACTERS = 3
# Points between words of one line within which they are one hidden stretch.
_NEAR = 8.0
# Word heights within which text beside a hidden word makes it part of that line.
_BESIDE = 3.0

_WHITE: RGB = (1.0, 1.0, 1.0)


def find_hidden_text(page: RawPage, sight: Sight | None = None) -> tuple[list[Mark], frozenset[int]]:
    """The stretches of text that are there and cannot be seen, one mark a line, and every word without a trace.

    A lone word in the colour of the paper, far from other text, is among the second only: letter templates leave such
    words behind. Needs a renderer to be sure; without one, only text in the colour of a box around it is claimed.
    """
    sight = sight or Sight(page)
    if page.source != "native":
        return [], frozenset()
    marks, taken = _find_in_boxes(page, sight)
    lost: list[int] = []
    if sight.can_look:
        lost = [i for i in _find_inkless(page, sight) if i not in taken]
        marks += _mark_lines(lost, page, sight)
    return marks, frozenset(lost) | taken


def _find_in_boxes(page: RawPage, sight: Sight) -> tuple[list[Mark], set[int]]:
    """Words in the colour of the box painted before them: a word processor's black shading over black text."""
    by_box: dict[int, list[int]] = {}
    for index, below in sorted(_find_grounds(page, sight).items()):
        if _is_same(page.words[index].color, below.fill or _WHITE):
            by_box.setdefault(page.shapes.index(below), []).append(index)
    marks, taken = [], set()
    for number, indices in by_box.items():
        shape = page.shapes[number]
        seen = any(i not in indices and page.words[i].visible for i in sight.index.inside(shape.bbox))
        if seen or _count(indices, page) < 1 or (sight.can_look and not sight.is_even(shape.bbox)):
            continue
        taken.update(indices)
        kind = name_kind(shape.fill or _WHITE)
        marks.append(Mark(shape.bbox, kind, "hidden-text", 0.95, covered=frozenset(indices)))
    return marks, taken


def _find_grounds(page: RawPage, sight: Sight) -> dict[int, Shape]:
    """For each visible word in a box that is not white the last that was painted before it."""
    largest = _BOX_SHARE * page.width * page.height
    grounds: dict[int, Shape] = {}
    for shape in page.shapes:
        box, fill = shape.bbox, shape.fill
        if fill is None or box.y1 - box.y0 <= 4 or box.area >= largest or name_kind(fill) == "white":
            continue
        for index in sight.index.inside(box):
            word, below = page.words[index], grounds.get(index)
            if word.visible and 0 <= word.order > shape.order and (below is None or below.order < shape.order):
                grounds[index] = shape
    return grounds


def _find_inkless(page: RawPage, sight: Sight) -> list[int]:
    """Words that leave no trace on the drawn page though no box covers them."""
    layer = [i for i, word in enumerate(page.words) if not word.visible and _is_text(word)]
    pale = {color for color in {word.color for word in page.words} if luminance(color) > 1 - _SAME_COLOR}
    if not pale and not layer:
        return []
    fills = [shape for shape in page.shapes if shape.fill is not None and shape.bbox.height > 4]
    painted = [
        i
        for i, word in enumerate(page.words)
        if word.color in pale and word.visible and _stands_on_pale(word, fills) and _is_text(word)
    ]
    if not painted and not layer:
        return []
    lost = [i for i in painted if sight.is_lost(page.words[i].bbox)]
    blank = [i for i in layer if sight.is_lost(page.words[i].bbox)]
    if len(blank) > _MISPLACED_SHARE * len(layer) and any(_on_image(page.words[i], page) for i in layer):
        blank = []
    return sorted(lost + blank)


def _stands_on_pale(word: RawWord, fills: list[Shape]) -> bool:
    """Whether no box of another colour was painted before a word in its place."""
    below = _ground(word, fills)
    return below is None or _is_same(word.color, below.fill or _WHITE)


def _on_image(word: RawWord, page: RawPage) -> bool:
    return any(is_inside(word, image.bbox) for image in page.images)


def _ground(word: RawWord, shapes: Iterable[Shape]) -> Shape | None:
    """The last box painted before a word, in its place."""
    below = [s for s in shapes if s.order < word.order and is_inside(word, s.bbox)]
    return max(below, key=lambda s: s.order) if below else None


def _is_same(one: RGB, other: RGB) -> bool:
    return max(abs(a - b) for a, b in zip(one, other, strict=True)) < _SAME_COLOR


def _is_text(word: RawWord) -> bool:
    return any(character.isalnum() for character in word.text)


def _count(indices: Iterable[int], page: RawPage) -> int:
    return sum(character.isalnum() for i in indices for character in page.words[i].text)


def _mark_lines(indices: list[int], page: RawPage, sight: Sight) -> list[Mark]:
    stretches: list[list[int]] = []
    for index in indices:
        last = page.words[stretches[-1][-1]].bbox if stretches else None
        box = page.words[index].bbox
        if last is not None and abs(last.y0 - box.y0) < 0.5 * box.height and -_NEAR < box.x0 - last.x1 < _NEAR:
            stretches[-1].append(index)
        else:
            stretches.append([index])
    marks = []
    for stretch in stretches:
        scanned = any(_on_image(page.words[i], page) for i in stretch)
        if scanned and not any(is_plausible(page.words[i]) for i in stretch):
            continue
        if _count(stretch, page) < _LEAST_CHARACTERS or (not scanned and _is_stray(stretch, page)):
            continue
        bbox = union(page.words[i].bbox for i in stretch)
        score = 0.6 if scanned else 0.9
        marks.append(
            Mark(_clip(bbox, page), name_kind(sight.color(bbox)), "hidden-text", score, None, frozenset(stretch))
        )
    return marks


def _is_stray(stretch: list[int], page: RawPage) -> bool:
    """Whether hidden text is one word that has no text beside it."""
    if len(stretch) > 1:
        return False
    box = page.words[stretch[0]].bbox
    reach = _BESIDE * box.height
    for index, word in enumerate(page.words):
        shared = min(box.y1, word.bbox.y1) - max(box.y0, word.bbox.y0)
        gap = max(word.bbox.x0 - box.x1, box.x0 - word.bbox.x1)
        if index != stretch[0] and shared > 0.5 * box.height and gap < reach:
            return False
    return True


def _clip(box: BBox, page: RawPage) -> BBox:
    return box.intersect(BBox(0, 0, page.width, page.height))
