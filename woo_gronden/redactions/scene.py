"""What the rules for paths need to know of a page, gathered once."""

from __future__ import annotations

from dataclasses import dataclass

from woo_gronden.redactions.mark import WordIndex, line_height
from woo_gronden.redactions.sight import Sight
from woo_gronden.redactions.stamps import is_stamp
from woo_gronden.redactions.veils import look_at_veils
from woo_gronden.schema import BBox, RawPage, RawWord, Shape

# Points; narrower boxes are rules, ticks and margins' bars. The narrowest real one covered one letter of 5 points.
_LEAST_WIDTH = 4.0
# Times the usual line height; lower boxes are rules, underlines and strike-throughs.
_LEAST_HEIGHT = 0.45
# Opacity below which text under a fill still reads (highlights are 0.3 to 0.5).
_LEAST_OPACITY = 0.8
# Difference between a word's colour and its ground's, per channel, below which nobody reads it.
SAME_COLOR = 0.08
# Points within which edges count as the same line.
TOUCH = 1.5
PAPER = (1.0, 1.0, 1.0)


@dataclass(frozen=True)
class Scene:
    """What the rules need to know of a page, gathered once."""

    page: RawPage
    sight: Sight
    boxes: tuple[Shape, ...]
    frames: tuple[Shape, ...]
    line: float
    open_words: tuple[RawWord, ...]
    index: WordIndex


def gather_scene(page: RawPage, sight: Sight) -> Scene:
    """The filled boxes of a page that may be redactions, and the words that stand on none of them as a stamp."""
    line = line_height(page.words)
    boxes = tuple(shape for shape in map(_thicken, page.shapes) if _is_candidate(shape, page, line))
    boxes += tuple(shape for shape in look_at_veils(page, sight) if _is_candidate(shape, page, line))
    frames = tuple(shape for shape in page.shapes if _is_frame(shape, line))
    if not boxes and not frames:
        return Scene(page, sight, (), (), line, (), WordIndex(()))
    index = WordIndex(page.words)
    stamped: set[int] = set()
    for shape in boxes:
        inside = index.inside(shape.bbox)
        if is_stamp([page.words[i].text for i in inside]):
            stamped.update(inside)
    open_words = tuple(word for i, word in enumerate(page.words) if word.visible and i not in stamped)
    return Scene(page, sight, boxes, frames, line, open_words, index)


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


def _is_frame(shape: Shape, line: float) -> bool:
    bare = shape.fill is None and shape.stroke is not None and shape.is_rect
    return bare and shape.bbox.width >= _LEAST_WIDTH and shape.bbox.height >= 0.8 * line


def lies_on_image(shape: Shape, scene: Scene) -> bool:
    """Whether a box was painted over an image."""
    return any(image.order < shape.order and shape.bbox.overlap(image.bbox) > 0.5 for image in scene.page.images)


def touches_side(shape: Shape, other: Shape) -> bool:
    """Whether two boxes of one height and level meet end to end."""
    a, b = shape.bbox, other.bbox
    level = abs(a.y0 - b.y0) < TOUCH and abs(a.y1 - b.y1) < TOUCH
    return level and (abs(a.x1 - b.x0) < TOUCH or abs(b.x1 - a.x0) < TOUCH)


def fills_differ(one: Shape, other: Shape) -> bool:
    """Whether two boxes differ in colour to the eye."""
    return max(abs(a - b) for a, b in zip(one.fill or PAPER, other.fill or PAPER, strict=True)) > SAME_COLOR
