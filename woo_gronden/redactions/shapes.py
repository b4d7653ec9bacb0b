"""Redactions drawn as vector paths: filled boxes over text, or where text was taken out.

Drawing order tells cover from background. A table's shading, a heading's bar or a highlight is painted before its
text; a box that hides is painted after it. An applied redaction has no text under it any more, but the program that
applied it appends the box to the page, after all text: such a box is *late*. A box painted before the text counts only
when it is dark and fills a gap in a line.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from woo_gronden.redactions.decoration import is_decoration
from woo_gronden.redactions.frames import find_code_frames
from woo_gronden.redactions.mark import BLACK_BELOW, Mark, lie_apart, luminance, name_kind
from woo_gronden.redactions.position import is_late, replaces_text, stands_in_line
from woo_gronden.redactions.scene import PAPER, SAME_COLOR, Scene, gather_scene
from woo_gronden.redactions.sight import Sight, core_of
from woo_gronden.redactions.stamps import is_stamp, print_label, print_stamp
from woo_gronden.schema import BBox, RawPage, RawWord, Shape, union

# Least number of letters and digits that a box must cover to hide something; templates hide single marks.
_LEAST_CHARACTERS = 3
# Share of the page from which a box must hide more than so much of the words painted before it: the ground of a soft
# mask is a white box over all.
_LARGE, _HIDES = 0.3, 0.5
# Share of its box that a path that is no rectangle fills when the eye takes it for one; letters of a logo fill half.
_SOLID_SHARE = 0.85
# Difference in luminance from which a word on a box is seen at a glance, and the share of its core that lies there.
_CLEAR, _ON_BOX = 0.3, 0.9
# Luminance below which a line round a box is seen.
_EDGE_BELOW = 0.8
# Corners of four that must be filled; two boxes that meet cut a corner off each other.
_CORNERS = 3
# Points at a shape's edge that are half covered, or cut off a corner.
_SOFT_EDGE = 1.5


@dataclass(frozen=True)
class _Content:
    """The words in a box by drawing order, as indices into the page's words."""

    under: tuple[int, ...]
    over: tuple[int, ...]


def find_shape_redactions(page: RawPage, sight: Sight | None = None) -> list[Mark]:
    """The redactions that the page's paths show.

    Args:
        page: the raw page.
        sight: looks at the drawn page where order alone does not decide; without a renderer order decides.
    """
    if not page.shapes and not page.veils:
        return []
    scene = gather_scene(page, sight or Sight(page))
    marks: list[Mark] = []
    for shape in (*scene.boxes, *find_code_frames(scene)):
        mark = _judge(shape, scene)
        if mark is not None:
            marks.append(mark)
    return marks


def _judge(shape: Shape, scene: Scene) -> Mark | None:
    """The mark that a filled box makes, or None where it is decoration.

    Words printed on it that are no code make it a heading or a panel, unless other words are hidden under it.
    """
    assert shape.fill is not None
    words = scene.page.words
    content = _sort_words(shape, scene)
    labelled = bool(content.over) and not is_stamp([words[i].text for i in content.over])
    if labelled and not content.under:
        return None
    content = _look_twice(content, shape, scene)
    over = [words[i] for i in content.over]
    hidden = _find_hidden(shape, content, scene)
    score = _score(shape, content, hidden, scene)
    if score is None or (labelled and _count_characters(hidden, scene) < _LEAST_CHARACTERS):
        return None
    bbox = shape.bbox
    if not shape.is_rect and not _is_solid(shape, content, scene):
        if not hidden:
            return None
        bbox = union(words[i].bbox for i in hidden)
    return Mark(
        bbox=bbox.intersect(BBox(0, 0, scene.page.width, scene.page.height)),
        kind=name_kind(shape.fill, bordered=_has_edge(shape, scene)),
        detector="shape",
        score=score,
        code=print_label(over) if labelled else print_stamp(over),
        covered=frozenset(hidden),
        stamps=frozenset(content.over),
    )


def _score(shape: Shape, content: _Content, hidden: Sequence[int], scene: Scene) -> float | None:
    """How sure it is that the box is a redaction, 0 to 1; None where it is none."""
    assert shape.fill is not None
    white = name_kind(shape.fill) == "white"
    if _count_characters(hidden, scene) >= _LEAST_CHARACTERS and _hides(shape, content, hidden, scene):
        return 0.99
    if len(hidden) < len(content.under) or (hidden and white):  # a highlight, or a mark that a template hides
        return None
    if is_late(shape, bool(content.over), scene):
        if is_decoration(shape, scene):
            return None
        if white:
            return 0.6 if replaces_text(shape, scene) else None
        return 0.97 if content.over or luminance(shape.fill) < BLACK_BELOW else 0.93
    if stands_in_line(shape, scene):
        return 0.9 if content.over else 0.8
    return None


def _hides(shape: Shape, content: _Content, hidden: Sequence[int], scene: Scene) -> bool:
    """Whether it is this box that hides the words: a large one under which others still read does not."""
    large = shape.bbox.area > _LARGE * scene.page.width * scene.page.height
    return not large or len(hidden) > _HIDES * len(content.under)


def _sort_words(shape: Shape, scene: Scene) -> _Content:
    under, over = [], []
    for index in scene.sight.index.inside(shape.bbox):
        word = scene.page.words[index]
        if 0 <= word.order < shape.order or not _differs(word, shape):
            under.append(index)
        elif word.visible:
            over.append(index)
    return _Content(tuple(under), tuple(over))


def _differs(word: RawWord, shape: Shape) -> bool:
    """Whether a word stands out in colour from the box it is printed on."""
    assert shape.fill is not None
    return max(abs(a - b) for a, b in zip(word.color, shape.fill, strict=True)) >= SAME_COLOR


def _look_twice(content: _Content, shape: Shape, scene: Scene) -> _Content:
    """The content with words that leave no trace on the drawn box moved under it, whatever the drawing order says."""
    if not scene.sight.can_look:
        return content
    words = scene.page.words
    doubted = [i for i in content.over if not _stands_out(words[i], shape, scene)]
    lost = [i for i in doubted if scene.sight.is_lost(words[i].bbox, shape.bbox)]
    return _Content((*content.under, *lost), tuple(i for i in content.over if i not in lost))


def _stands_out(word: RawWord, shape: Shape, scene: Scene) -> bool:
    """Whether no look is needed to see a word on a box: dark on light or light on dark, and nothing painted later."""
    assert shape.fill is not None
    page, core, order = scene.page, core_of(word.bbox), word.order
    if order <= shape.order or abs(luminance(word.color) - luminance(shape.fill)) < _CLEAR:
        return False
    if core.overlap(shape.bbox) < _ON_BOX:
        return False
    later = [note.bbox for note in page.annotations]
    for painted in (page.shapes, page.images, page.veils):
        later += [other.bbox for other in painted if other.order > order]
    return all(lie_apart(box, core) for box in later)


def _find_hidden(shape: Shape, content: _Content, scene: Scene) -> list[int]:
    """The words under a box that nobody can read: nothing of them shows in the drawn page."""
    words = scene.page.words
    if not content.under or not scene.sight.can_look:
        return list(content.under)
    printed = [words[i].bbox for i in content.over]
    return [i for i in content.under if scene.sight.is_lost(words[i].bbox, shape.bbox, printed)]


def _count_characters(indices: Sequence[int], scene: Scene) -> int:
    return sum(character.isalnum() for i in indices for character in scene.page.words[i].text)


def _has_edge(shape: Shape, scene: Scene) -> bool:
    """Whether a line runs round a box: its own, or a frame painted after it."""
    if shape.stroke is not None and luminance(shape.stroke) < _EDGE_BELOW:
        return True
    return any(frame.order >= shape.order and frame.bbox.iou(shape.bbox) > 0.8 for frame in scene.frames)


def _is_solid(shape: Shape, content: _Content, scene: Scene) -> bool:
    """Whether a path that is no rectangle fills its box all the same (rounded corners, a marker's stroke)."""
    if not scene.sight.can_look:
        return False
    box = shape.bbox
    inner = BBox(box.x0 + _SOFT_EDGE, box.y0 + _SOFT_EDGE, box.x1 - _SOFT_EDGE, box.y1 - _SOFT_EDGE)
    printed = [scene.page.words[i].bbox for i in content.over]
    level = luminance(shape.fill or PAPER)
    if scene.sight.share(inner, level, printed) < _SOLID_SHARE:
        return False
    # Near its corners an ellipse is open, and a box with round corners is not.
    inset = 0.1 * min(box.width, box.height)
    left, right, top, bottom = box.x0 + inset, box.x1 - inset, box.y0 + inset, box.y1 - inset
    corners = [BBox(x - 0.4, y - 0.4, x + 0.4, y + 0.4) for x in (left, right) for y in (top, bottom)]
    return sum(scene.sight.share(corner, level) > 0.5 for corner in corners) >= _CORNERS
