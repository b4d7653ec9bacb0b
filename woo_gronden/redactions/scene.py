"""What the rules for paths need to know of a page, gathered once."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from woo_gronden.redactions.mark import name_kind
from woo_gronden.redactions.sight import Sight
from woo_gronden.redactions.stamps import is_stamp
from woo_gronden.redactions.veils import look_at_veils
from woo_gronden.schema import BBox, RawPage, RawWord, Shape

# Points; narrower boxes are rules, ticks and margins' bars. The narrowest real one covered one letter of 5 points.
_LEAST_WIDTH = 4.0
# Points of a stroke from which it is a box rather than a line.
_THICK = 3.0
# Times the usual line height; lower boxes are rules, underlines and strike-throughs.
_LEAST_HEIGHT = 0.45
# Opacity below which text under a fill still reads (highlights are 0.3 to 0.5).
_LEAST_OPACITY = 0.8
# Difference between a word's colour and its ground's, per channel, below which nobody reads it.
SAME_COLOR = 0.08
# Share of the page's height above and below in which a register stamps numbers after the page was redacted.
_MARGIN = 0.06
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
    open_words: tuple[RawWord, ...]

    @cached_property
    def inked(self) -> list[Shape]:
        """The boxes that are not white."""
        return [shape for shape in self.boxes if name_kind(shape.fill or PAPER) != "white"]

    @cached_property
    def body(self) -> list[int]:
        """The drawing orders of the open words between the margins, least first."""
        top, bottom = _MARGIN * self.page.height, (1 - _MARGIN) * self.page.height
        return sorted([word.order for word in self.open_words if top < word.bbox.y0 and word.bbox.y1 < bottom])


def gather_scene(page: RawPage, sight: Sight) -> Scene:
    """The filled boxes of a page that may be redactions, and the words that stand on none of them as a stamp."""
    # Rules of tables, hundreds on a page, are told by their width alone.
    wide = [s for s in page.shapes if s.bbox.x1 - s.bbox.x0 >= _LEAST_WIDTH or s.line_width >= _THICK]
    boxes = tuple(shape for shape in map(_thicken, wide) if _is_candidate(shape, page, sight))
    boxes += tuple(shape for shape in look_at_veils(page, sight) if _is_candidate(shape, page, sight))
    frames = tuple(shape for shape in wide if _is_frame(shape, sight))
    if not boxes and not frames:
        return Scene(page, sight, (), (), ())
    stamped: set[int] = set()
    for shape in boxes:
        inside = sight.index.inside(shape.bbox)
        if is_stamp([page.words[i].text for i in inside]):
            stamped.update(inside)
    open_words = tuple([word for i, word in enumerate(page.words) if word.visible and i not in stamped])
    return Scene(page, sight, boxes, frames, open_words)


def _thicken(shape: Shape) -> Shape:
    """A thick straight stroke as the filled box it looks like; any other shape as it is."""
    box, width = shape.bbox, shape.line_width
    if width < _THICK or shape.fill is not None or shape.stroke is None or min(box.width, box.height) > width + 1:
        return shape
    half = width / 2
    x, y = (0.0, half) if box.width > box.height else (half, 0.0)
    if min(box.width, box.height) > half:  # the box already counts the stroke
        x = y = 0.0
    bbox = BBox(box.x0 - x, box.y0 - y, box.x1 + x, box.y1 + y)
    return shape._replace(bbox=bbox, fill=shape.stroke, stroke=None, is_rect=True)


def _is_candidate(shape: Shape, page: RawPage, sight: Sight) -> bool:
    if shape.fill is None or shape.opacity < _LEAST_OPACITY:
        return False
    seen = shape.bbox.intersect(BBox(0, 0, page.width, page.height))
    return seen.width >= _LEAST_WIDTH and seen.height >= _LEAST_HEIGHT * sight.line


def _is_frame(shape: Shape, sight: Sight) -> bool:
    bare = shape.fill is None and shape.stroke is not None and shape.is_rect
    return bare and shape.bbox.width >= _LEAST_WIDTH and shape.bbox.height >= 0.8 * sight.line


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
