"""Redactions drawn as vector paths: filled boxes over text, or where text was taken out.

Drawing order tells cover from background. A table's shading, a heading's bar or a highlight is painted before its
text; a box that hides is painted after it. An applied redaction has no text under it any more, but the program that
applied it appends the box to the page, after all text: such a box is *late*. A box painted before the text counts only
when it is dark and fills a gap in a line.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from woo_gronden.redactions.mark import BLACK_BELOW, Mark, is_inside, line_height, luminance, name_kind
from woo_gronden.redactions.sight import Sight
from woo_gronden.redactions.stamps import is_stamp, print_stamp
from woo_gronden.schema import BBox, RawPage, RawWord, Shape, union

# Points; narrower boxes are rules, ticks and margins' bars. The narrowest real one covered one letter of 5 points.
_LEAST_WIDTH = 4.0
# Times the usual line height; lower boxes are rules, underlines and strike-throughs.
_LEAST_HEIGHT = 0.45
# Opacity below which text under a fill still reads (highlights are 0.3 to 0.5).
_LEAST_OPACITY = 0.8
# Share of the page's open words that may be painted after a late box: stamps and page numbers that a register adds.
_LATE_SHARE = 0.05
# Share of the page from which a shape is the page's own background unless it hides words.
_PAGE_SHARE = 0.9
# Lightest grey of a box that is not late: between it and white lie table shading and form fields.
_INLINE_LIGHTEST = 0.72
# A box in a line is this many line heights high, and at most this many away from its neighbour.
_INLINE_HEIGHTS = (0.6, 1.9)
_INLINE_GAP = 1.5
# Difference between a word's colour and its ground's, per channel, below which nobody reads it.
_SAME_COLOR = 0.08
# Least number of letters and digits that a box must cover to hide something; templates hide single marks.
_LEAST_CHARACTERS = 3
# Share of its box that a path that is no rectangle fills when the eye takes it for one; letters of a logo fill half.
_SOLID_SHARE = 0.85
_PAPER = (1.0, 1.0, 1.0)
# Highest checkbox, in line heights; a square box over one or two figures is as high as its line.
_CHECKBOX_HEIGHT = 0.8
# Corners of four that must be filled; two boxes that meet cut a corner off each other.
_CORNERS = 3
# Points at a shape's edge that are half covered, or cut off a corner.
_SOFT_EDGE = 1.5
# Points within which edges count as the same line.
_TOUCH = 1.5


@dataclass(frozen=True)
class _Scene:
    """What the rules need to know of a page, gathered once."""

    page: RawPage
    sight: Sight
    boxes: tuple[Shape, ...]
    line: float
    open_words: tuple[RawWord, ...]


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
    scene = _gather(page, sight or Sight(page))
    marks: list[Mark] = []
    for shape in scene.boxes:
        mark = _judge(shape, scene)
        if mark is not None:
            marks.append(mark)
    return marks


def _gather(page: RawPage, sight: Sight) -> _Scene:
    line = line_height(page.words)
    boxes = tuple(_thicken(shape) for shape in page.shapes if _is_candidate(_thicken(shape), page, line))
    stamped: set[int] = set()
    for shape in boxes:
        inside = [i for i, word in enumerate(page.words) if is_inside(word, shape.bbox)]
        if is_stamp([page.words[i].text for i in inside]):
            stamped.update(inside)
    open_words = tuple(word for i, word in enumerate(page.words) if word.visible and i not in stamped)
    return _Scene(page, sight, boxes, line, open_words)


def _thicken(shape: Shape) -> Shape:
    """A thick straight stroke as the filled box it looks like; any other shape as it is."""
    box, width = shape.bbox, shape.line_width
    if shape.fill is not None or shape.stroke is None or min(box.width, box.height) > width + 1 or width < 3:
        return shape
    half = width / 2
    x, y = (0.0, half) if box.width > box.height else (half, 0.0)
    if min(box.width, box.height) > half:  # the box already counts the stroke
        x = y = 0.0
    bbox = BBox(box.x0 - x, box.y0 - y, box.x1 + x, box.y1 + y)
    return shape._replace(bbox=bbox, fill=shape.stroke, stroke=None, is_rect=True)


def _is_candidate(shape: Shape, page: RawPage, line: float) -> bool:
    if shape.fill is None or shape.opacity < _LEAST_OPACITY:
        return False
    seen = shape.bbox.intersect(BBox(0, 0, page.width, page.height))
    return seen.width >= _LEAST_WIDTH and seen.height >= _LEAST_HEIGHT * line


def _judge(shape: Shape, scene: _Scene) -> Mark | None:
    """The mark that a filled box makes, or None where it is decoration."""
    assert shape.fill is not None
    words = scene.page.words
    content = _sort_words(shape, scene)
    if content.over and not is_stamp([words[i].text for i in content.over]):
        return None
    content = _look_twice(content, shape, scene)
    over = [words[i] for i in content.over]
    hidden = _find_hidden(shape, content, scene)
    score = _score(shape, content, hidden, scene)
    if score is None:
        return None
    bbox = shape.bbox
    if not shape.is_rect and not _is_solid(shape, content, scene):
        if not hidden:
            return None
        bbox = union(words[i].bbox for i in hidden)
    return Mark(
        bbox=bbox.intersect(BBox(0, 0, scene.page.width, scene.page.height)),
        kind=name_kind(shape.fill, bordered=_has_edge(shape)),
        detector="shape",
        score=score,
        code=print_stamp(over),
        covered=frozenset(hidden),
        stamps=frozenset(content.over),
    )


def _score(shape: Shape, content: _Content, hidden: Sequence[int], scene: _Scene) -> float | None:
    """How sure it is that the box is a redaction, 0 to 1; None where it is none."""
    assert shape.fill is not None
    white = name_kind(shape.fill) == "white"
    if hidden and _count_characters(hidden, scene) >= _LEAST_CHARACTERS:
        return 0.99
    if len(hidden) < len(content.under) or (hidden and white):  # a highlight, or a mark that a template hides
        return None
    if _is_late(shape, bool(content.over), scene):
        if _is_decoration(shape, scene):
            return None
        if white:
            return 0.6 if _replaces_text(shape, scene) else None
        return 0.97 if content.over or luminance(shape.fill) < BLACK_BELOW else 0.93
    if _stands_in_line(shape, scene):
        return 0.9 if content.over else 0.8
    return None


def _sort_words(shape: Shape, scene: _Scene) -> _Content:
    under, over = [], []
    for index, word in enumerate(scene.page.words):
        if not is_inside(word, shape.bbox):
            continue
        if 0 <= word.order < shape.order or not _differs(word, shape):
            under.append(index)
        elif word.visible:
            over.append(index)
    return _Content(tuple(under), tuple(over))


def _differs(word: RawWord, shape: Shape) -> bool:
    """Whether a word stands out in colour from the box it is printed on."""
    assert shape.fill is not None
    return max(abs(a - b) for a, b in zip(word.color, shape.fill, strict=True)) >= _SAME_COLOR


def _look_twice(content: _Content, shape: Shape, scene: _Scene) -> _Content:
    """The content with words that leave no trace on the drawn box moved under it, whatever the drawing order says."""
    if not content.over or not scene.sight.can_look:
        return content
    words = scene.page.words
    lost = [i for i in content.over if scene.sight.is_lost(words[i].bbox, shape.bbox)]
    return _Content((*content.under, *lost), tuple(i for i in content.over if i not in lost))


def _find_hidden(shape: Shape, content: _Content, scene: _Scene) -> list[int]:
    """The words under a box that nobody can read: nothing of them shows in the drawn page."""
    words = scene.page.words
    if not content.under or not scene.sight.can_look:
        return list(content.under)
    printed = [words[i].bbox for i in content.over]
    return [i for i in content.under if scene.sight.is_lost(words[i].bbox, shape.bbox, printed)]


def _count_characters(indices: Sequence[int], scene: _Scene) -> int:
    return sum(character.isalnum() for i in indices for character in scene.page.words[i].text)


def _is_late(shape: Shape, stamped: bool, scene: _Scene) -> bool:
    """Whether the box was painted after (nearly) all text that can be read, or over a scan."""
    if not scene.open_words:
        return stamped or _lies_on_image(shape, scene) or name_kind(shape.fill or _PAPER) == "black"
    placed = [word.order for word in scene.open_words if word.order >= 0]
    if not placed:  # the order of the words was not read
        return _lies_on_image(shape, scene)
    return sum(order > shape.order for order in placed) <= _LATE_SHARE * len(placed)


def _lies_on_image(shape: Shape, scene: _Scene) -> bool:
    return any(image.order < shape.order and shape.bbox.overlap(image.bbox) > 0.5 for image in scene.page.images)


def _is_decoration(shape: Shape, scene: _Scene) -> bool:
    """Whether a late box without text is the page's ground, a bar at its edge, or part of a chart."""
    page, box = scene.page, shape.bbox
    if box.area > _PAGE_SHARE * page.width * page.height:
        return True
    at_edge = box.x0 < _TOUCH or box.y0 < _TOUCH or box.x1 > page.width - _TOUCH or box.y1 > page.height - _TOUCH
    if at_edge and not _lies_on_image(shape, scene):
        return True
    if any(note.kind == "Widget" and box.overlap(note.bbox) > 0.7 for note in page.annotations):
        return True
    return _is_bar(shape, scene) or _is_checkbox(shape, scene)


def _is_checkbox(shape: Shape, scene: _Scene) -> bool:
    """Whether the box is one of several small squares of one size above or beside each other."""
    box = shape.bbox
    if box.height > _CHECKBOX_HEIGHT * scene.line or not 0.8 < box.width / box.height < 1.25:
        return False
    peers = [s.bbox for s in scene.page.shapes if s is not shape and abs(s.bbox.height - box.height) < 1]
    return any(
        abs(peer.width - box.width) < 1 and (abs(peer.x0 - box.x0) < _TOUCH or abs(peer.y0 - box.y0) < _TOUCH)
        for peer in peers
        if peer.iou(box) < 0.5
    )


def _is_bar(shape: Shape, scene: _Scene) -> bool:
    """Whether the box is one of several bars that start from one axis and differ in length, or a piece of a bar.

    Boxes over names in an address start from one margin too; they stand one a line and no axis is drawn there.
    """
    box = shape.bbox
    if any(_touches_side(shape, other) and _fills_differ(shape, other) for other in scene.boxes):
        return True
    for low, high in (("y1", "height"), ("x0", "width")):
        edge = getattr(box, low)
        group = [s for s in scene.boxes if abs(getattr(s.bbox, low) - edge) < _TOUCH and s.fill is not None]
        lengths = [getattr(s.bbox, high) for s in group]
        if len(group) >= 2 and max(lengths) > 1.2 * min(lengths) and _has_axis(edge, low == "y1", group, scene):
            return True
    return False


def _has_axis(edge: float, horizontal: bool, group: Sequence[Shape], scene: _Scene) -> bool:
    """Whether a thin line runs along the edge from which a group of boxes starts."""
    around = union(shape.bbox for shape in group)
    for shape in scene.page.shapes:
        box = shape.bbox
        if horizontal:
            thin, at, start, end = box.height < 2, (box.y0 + box.y1) / 2, box.x0, box.x1
            first, last = around.x0, around.x1
        else:
            thin, at, start, end = box.width < 2, (box.x0 + box.x1) / 2, box.y0, box.y1
            first, last = around.y0, around.y1
        if thin and abs(at - edge) < 2 * _TOUCH and start <= first + _TOUCH and end >= last - _TOUCH:
            return True
    return False


def _replaces_text(shape: Shape, scene: _Scene) -> bool:
    """Whether a white box on white paper can be a redaction: as high as text, and not the ground of a logo's image.

    Painted last, empty, and leaving no trace, it is seen only in the file; a lone one says less than a black box.
    """
    page, box = scene.page, shape.bbox
    if box.height < 0.7 * scene.line or box.width < scene.line:
        return False
    return not any(image.order > shape.order and box.overlap(image.bbox) > 0.5 for image in page.images)


def _stands_in_line(shape: Shape, scene: _Scene) -> bool:
    """Whether a dark box fills a gap between or beside the words of one line."""
    assert shape.fill is not None
    box, line = shape.bbox, scene.line
    kind = name_kind(shape.fill)
    if kind not in ("black", "gray") or luminance(shape.fill) > _INLINE_LIGHTEST or not shape.is_rect:
        return False
    least, most = _INLINE_HEIGHTS
    if not least * line <= box.height <= most * line or box.width < 1.2 * box.height:
        return False
    if any(_touches_side(shape, other) for other in scene.boxes if other is not shape):
        return False  # a row of filled cells
    for word in scene.open_words:
        shared = min(box.y1, word.bbox.y1) - max(box.y0, word.bbox.y0)
        gap = max(word.bbox.x0 - box.x1, box.x0 - word.bbox.x1)
        if shared > 0.5 * word.bbox.height and -1 < gap <= _INLINE_GAP * line:
            return not _is_bar(shape, scene)
    return False


def _touches_side(shape: Shape, other: Shape) -> bool:
    a, b = shape.bbox, other.bbox
    level = abs(a.y0 - b.y0) < _TOUCH and abs(a.y1 - b.y1) < _TOUCH
    return level and (abs(a.x1 - b.x0) < _TOUCH or abs(b.x1 - a.x0) < _TOUCH)


def _fills_differ(one: Shape, other: Shape) -> bool:
    return max(abs(a - b) for a, b in zip(one.fill or _PAPER, other.fill or _PAPER, strict=True)) > _SAME_COLOR


def _has_edge(shape: Shape) -> bool:
    return shape.stroke is not None and luminance(shape.stroke) < 0.8


def _is_solid(shape: Shape, content: _Content, scene: _Scene) -> bool:
    """Whether a path that is no rectangle fills its box all the same (rounded corners, a marker's stroke)."""
    if not scene.sight.can_look:
        return False
    box = shape.bbox
    inner = BBox(box.x0 + _SOFT_EDGE, box.y0 + _SOFT_EDGE, box.x1 - _SOFT_EDGE, box.y1 - _SOFT_EDGE)
    printed = [scene.page.words[i].bbox for i in content.over]
    level = luminance(shape.fill or _PAPER)
    if scene.sight.share(inner, level, printed) < _SOLID_SHARE:
        return False
    # Near its corners an ellipse is open, and a box with round corners is not.
    inset = 0.1 * min(box.width, box.height)
    left, right, top, bottom = box.x0 + inset, box.x1 - inset, box.y0 + inset, box.y1 - inset
    corners = [BBox(x - 0.4, y - 0.4, x + 0.4, y + 0.4) for x in (left, right) for y in (top, bottom)]
    return sum(scene.sight.share(corner, level) > 0.5 for corner in corners) >= _CORNERS
