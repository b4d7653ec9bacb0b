"""Boxes that hide nothing: the page's ground, letterhead, form fields, checkboxes, charts."""

from __future__ import annotations

from collections.abc import Sequence

from woo_gronden.redactions.mark import name_kind
from woo_gronden.redactions.scene import PAPER, TOUCH, Scene, fills_differ, lies_on_image, touches_side
from woo_gronden.schema import Shape, union

# Share of the page from which a shape is the page's own background unless it hides words.
PAGE_SHARE = 0.9
# Annotations that show a field or a sign of their own: form fields, sticky notes, attached files.
_SIGNS = frozenset({"Widget", "Text", "FileAttachment", "Sound", "Caret"})
# Highest checkbox, in line heights; a square box over one or two figures is as high as its line.
_CHECKBOX_HEIGHT = 0.8


def is_decoration(shape: Shape, scene: Scene) -> bool:
    """Whether a late box without text is the page's ground, a bar at its edge, or part of a chart."""
    page, box = scene.page, shape.bbox
    if box.area > PAGE_SHARE * page.width * page.height:
        return True
    at_edge = box.x0 < TOUCH or box.y0 < TOUCH or box.x1 > page.width - TOUCH or box.y1 > page.height - TOUCH
    if at_edge and not lies_on_image(shape, scene):
        return True
    if any(note.kind in _SIGNS and box.overlap(note.bbox) > 0.7 for note in page.annotations):
        return True
    return is_bar(shape, scene) or _is_checkbox(shape, scene)


def _is_checkbox(shape: Shape, scene: Scene) -> bool:
    """Whether the box is one of several small squares, black or edged, of one size above or beside each other."""
    box = shape.bbox
    if shape.stroke is None and name_kind(shape.fill or PAPER) != "black":
        return False
    if box.height > _CHECKBOX_HEIGHT * scene.sight.line or not 0.8 < box.width / box.height < 1.25:
        return False
    peers = [s.bbox for s in scene.page.shapes if s is not shape and abs(s.bbox.height - box.height) < 1]
    return any(
        abs(peer.width - box.width) < 1 and (abs(peer.x0 - box.x0) < TOUCH or abs(peer.y0 - box.y0) < TOUCH)
        for peer in peers
        if peer.iou(box) < 0.5
    )


def is_bar(shape: Shape, scene: Scene) -> bool:
    """Whether the box is one of several bars that start from one axis and differ in length, or a piece of a bar.

    Boxes over names in an address start from one margin too; they stand one a line and no axis is drawn there.
    """
    box = shape.bbox
    if any(touches_side(shape, other) and fills_differ(shape, other) for other in scene.boxes):
        return True
    for low, high in (("y1", "height"), ("x0", "width")):
        edge = getattr(box, low)
        group = [s for s in scene.inked if abs(getattr(s.bbox, low) - edge) < TOUCH]
        lengths = [getattr(s.bbox, high) for s in group]
        if len(group) >= 2 and max(lengths) > 1.2 * min(lengths) and _has_axis(edge, low == "y1", group, scene):
            return True
    return False


def _has_axis(edge: float, horizontal: bool, group: Sequence[Shape], scene: Scene) -> bool:
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
        if thin and abs(at - edge) < 2 * TOUCH and start <= first + TOUCH and end >= last - TOUCH:
            return True
    return False
