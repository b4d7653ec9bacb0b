"""Where and when a box without words under it was painted: what makes it a redaction."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from woo_gronden.redactions.decoration import is_bar
from woo_gronden.redactions.mark import luminance, name_kind
from woo_gronden.redactions.scene import PAPER, Scene, fills_differ, lies_on_image, touches_side
from woo_gronden.schema import RawWord, Shape

# Share of the page's open words that may be painted after a late box: stamps and page numbers that a register adds.
_LATE_SHARE = 0.05
# Lightest grey of a box that is not late: between it and white lie table shading and form fields.
_INLINE_LIGHTEST = 0.72
# A box in a line is this many line heights high, and at most this many away from its neighbour.
_INLINE_HEIGHTS = (0.6, 1.9)
_INLINE_GAP = 1.5


def is_late(shape: Shape, stamped: bool, scene: Scene) -> bool:
    """Whether the box was painted after (nearly) all text that can be read, or over a scan."""
    orders = scene.body
    if not orders:
        return stamped or lies_on_image(shape, scene) or name_kind(shape.fill or PAPER) == "black"
    first = bisect_left(orders, 0)
    if first == len(orders) or shape.order < 0:  # the order of the words is not known, or that of a frame says nothing
        return stamped or lies_on_image(shape, scene)
    after = len(orders) - max(first, bisect_right(orders, shape.order))
    return after <= _LATE_SHARE * (len(orders) - first)


def replaces_text(shape: Shape, scene: Scene) -> bool:
    """Whether a white box on white paper can be a redaction: as high as text, and not the ground of a logo's image.

    Painted last, empty, and leaving no trace, it is seen only in the file; a lone one says less than a black box.
    """
    page, box = scene.page, shape.bbox
    if box.height < 0.7 * scene.sight.line or box.width < scene.sight.line:
        return False
    return not any(image.order > shape.order and box.overlap(image.bbox) > 0.5 for image in page.images)


def stands_in_line(shape: Shape, scene: Scene) -> bool:
    """Whether a box that is not late fills a gap in a line of words.

    A dark one needs a word on one side. A pale or coloured one may be shading: it needs words on both sides, or a box
    of its fill that has them, and no box of its fill on the page may carry words.
    """
    assert shape.fill is not None
    kind = name_kind(shape.fill)
    if kind == "white":
        return False
    beside = _find_neighbours(shape, scene)
    if not beside or is_bar(shape, scene):
        return False
    if kind != "color" and luminance(shape.fill) <= _INLINE_LIGHTEST:
        return True
    same = [other for other in scene.boxes if not fills_differ(shape, other)]
    if any(scene.sight.index.inside(other.bbox) for other in same):
        return False
    return any(_is_enclosed(_find_neighbours(other, scene)) for other in same)


def _find_neighbours(shape: Shape, scene: Scene) -> tuple[list[RawWord], list[RawWord]] | None:
    """The words left and right of a box of a line's height; None where there are none or where it is a cell."""
    box, line = shape.bbox, scene.sight.line
    least, most = _INLINE_HEIGHTS
    if not shape.is_rect or not least * line <= box.height <= most * line or box.width < 1.2 * box.height:
        return None
    if any(touches_side(shape, other) for other in scene.boxes if other is not shape):
        return None  # a row of filled cells
    left, right = list[RawWord](), list[RawWord]()
    for word in scene.open_words:
        shared = min(box.y1, word.bbox.y1) - max(box.y0, word.bbox.y0)
        if shared <= 0.5 * word.bbox.height:
            continue
        if -1 < box.x0 - word.bbox.x1 <= _INLINE_GAP * line:
            left.append(word)
        elif -1 < word.bbox.x0 - box.x1 <= _INLINE_GAP * line:
            right.append(word)
    return (left, right) if left or right else None


def _is_enclosed(beside: tuple[list[RawWord], list[RawWord]] | None) -> bool:
    """Whether words stand on both sides, the left of them no label: after "Naam:" stands a field to be filled in."""
    return beside is not None and bool(beside[1]) and any(not word.text.endswith(":") for word in beside[0])
