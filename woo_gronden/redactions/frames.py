"""Boxes of lines alone: a frame round a code, on the white of the paper."""

from __future__ import annotations

from woo_gronden.redactions.scene import PAPER, TOUCH, Scene
from woo_gronden.redactions.stamps import is_stamp
from woo_gronden.schema import BBox, Shape
from woo_gronden.taxonomy.codes import parse_code


def find_code_frames(scene: Scene) -> list[Shape]:
    """The frames that hold nothing but a code and touch no other line, each as a box filled with white.

    A cell of a table holds a code too, but shares its lines with its neighbours. The order of each is -1: lines cover
    nothing, whether they were drawn before the code or after it.
    """
    found = []
    for frame in scene.frames:
        words = [scene.page.words[i].text for i in scene.sight.index.inside(frame.bbox)]
        if not words or not is_stamp(words) or not parse_code(" ".join(words)):
            continue
        if any(box.bbox.iou(frame.bbox) > 0.8 for box in scene.boxes):
            continue
        if not any(_meets(frame.bbox, other.bbox) for other in scene.page.shapes if other is not frame):
            found.append(frame._replace(fill=PAPER, order=-1))
    return found


def _meets(frame: BBox, other: BBox) -> bool:
    """Whether another shape comes to the frame's edge, from outside or along it."""
    if other.iou(frame) > 0.8:  # the same frame, drawn twice
        return False
    grown = BBox(frame.x0 - TOUCH, frame.y0 - TOUCH, frame.x1 + TOUCH, frame.y1 + TOUCH)
    inner = BBox(frame.x0 + TOUCH, frame.y0 + TOUCH, frame.x1 - TOUCH, frame.y1 - TOUCH)
    reaches = other.x0 <= grown.x1 and other.x1 >= grown.x0 and other.y0 <= grown.y1 and other.y1 >= grown.y0
    within = other.x0 > inner.x0 and other.x1 < inner.x1 and other.y0 > inner.y0 and other.y1 < inner.y1
    around = other.x0 < grown.x0 and other.x1 > grown.x1 and other.y0 < grown.y0 and other.y1 > grown.y1
    return reaches and not within and not around
