"""What is on a PDF page besides words: shapes, images, annotations and form fields."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from woo_gronden.ingest.pdf_painted import read_painted
from woo_gronden.ingest.pdf_words import ToShown, shown_frame
from woo_gronden.schema import RGB, BBox, ImageArea, RawAnnotation, Shape

Point = tuple[float, float]

SAME = 0.1
"""Points within which two corners are one."""

# An inline image in a content stream: "BI ... ID". Must not match inside a longer operator.
_INLINE_IMAGE = re.compile(rb"(?<![\w/])BI\s[^\0]{4,400}?\sID\s")


def read_shapes(page: Any, frame: BBox, drawings: Sequence[dict[str, Any]]) -> list[Shape]:
    """Every painted path that is seen, cut to its clip; a path of several loose rectangles is one shape each.

    ``drawings`` are what PyMuPDF lists of the page, clips and groups included.
    """
    if not drawings:
        return []
    turn = shown_frame(page)
    shapes: list[Shape] = []
    clips: list[tuple[int, BBox]] = []
    waiting: list[dict[str, Any]] = []  # clips through which nothing was painted yet: mostly only text is
    for item in drawings:
        level = item.get("level", 0)
        while waiting and waiting[-1]["level"] >= level:
            waiting.pop()
        while clips and clips[-1][0] >= level:
            clips.pop()
        if item["type"] in {"clip", "group"}:
            waiting.append(item)
            continue
        for clip in waiting:
            area = turn(*(clip["scissor"] if clip["type"] == "clip" else clip["rect"]))
            clips.append((clip["level"], area.intersect(clips[-1][1]) if clips else area))
        waiting.clear()
        window = clips[-1][1].intersect(frame) if clips else frame
        shapes.extend(_shapes_of(item, turn, window))
    return shapes


def _shapes_of(item: dict[str, Any], turn: ToShown, window: BBox) -> Iterator[Shape]:
    kind = item["type"]
    fill = _rgb(item.get("fill")) if "f" in kind else None
    stroke = _rgb(item.get("color")) if "s" in kind else None
    opacity = item.get("fill_opacity" if fill is not None else "stroke_opacity", 1.0)
    width = float(item.get("width") or 0.0) if stroke is not None else 0.0
    if (fill is None and stroke is None) or not opacity:
        return
    left, top, right, bottom = window
    half = width / 2
    for (x0, y0, x1, y1), is_rect in _parts(item):
        seen = turn(x0 - half, y0 - half, x1 + half, y1 + half)
        if seen.x1 < left or seen.x0 > right or seen.y1 < top or seen.y0 > bottom:
            continue
        yield Shape(seen.intersect(window), fill, stroke, float(opacity), int(item["seqno"]), is_rect, width)


def _parts(item: dict[str, Any]) -> list[tuple[BBox, bool]]:
    """The loose parts of a path; parts that lie within each other (a frame, a ring) stay one part, no rectangle."""
    whole = BBox(*item["rect"])
    if len(item["items"]) == 1 and item["items"][0][0] == "re":  # nearly all: lines of tables, underlining, boxes
        return [(whole, True)]
    parts = list(_subpaths(item["items"]))
    if len(parts) == 1:
        return [(whole, parts[0][1])]
    if not parts or not all(is_rect for _, is_rect in parts):
        return [(whole, False)]
    boxes = sorted({box for box, _ in parts})
    for index, box in enumerate(boxes):
        for other in boxes[index + 1 :]:
            if other.x0 >= box.x1:
                break
            if other.overlap(box) > 0.9 or box.overlap(other) > 0.9:
                return [(whole, False)]
    return [(box, True) for box in boxes]


def _subpaths(items: list[tuple[Any, ...]]) -> Iterator[tuple[BBox, bool]]:
    points: list[Point] = []
    curved = False
    for item in items:
        if item[0] == "re":
            yield BBox(*item[1]), True
            continue
        if item[0] == "qu":
            corners = [item[1][0], item[1][1], item[1][3], item[1][2]]
            yield _around(corners), _is_rectangle(corners)
            continue
        start, end = item[1], item[-1]
        if points and (abs(points[-1][0] - start[0]) > SAME or abs(points[-1][1] - start[1]) > SAME):
            yield _around(points), not curved and _is_rectangle(points)
            points, curved = [], False
        curved = curved or item[0] == "c"
        points.extend([start, *item[2:-1], end] if not points else [*item[2:-1], end])
    if points:
        yield _around(points), not curved and _is_rectangle(points)


def _around(points: list[Point]) -> BBox:
    xs, ys = [point[0] for point in points], [point[1] for point in points]
    return BBox(min(xs), min(ys), max(xs), max(ys))


def _is_rectangle(points: list[Point]) -> bool:
    """Whether the corners are those of an upright rectangle, closed or not."""
    if not 4 <= len(points) <= 6:
        return False
    box = _around(points)
    if box.width <= SAME or box.height <= SAME:
        return False
    return all(
        (abs(x - box.x0) <= SAME or abs(x - box.x1) <= SAME) and (abs(y - box.y0) <= SAME or abs(y - box.y1) <= SAME)
        for x, y in points
    )


def _rgb(color: Any) -> RGB | None:
    if color is None:
        return None
    values = (color,) if isinstance(color, (int, float)) else tuple(color)
    if len(values) == 1:
        return (float(values[0]),) * 3
    if len(values) == 3:
        return (float(values[0]), float(values[1]), float(values[2]))
    if len(values) == 4:
        cyan, magenta, yellow, key = (float(value) for value in values)
        return ((1 - cyan) * (1 - key), (1 - magenta) * (1 - key), (1 - yellow) * (1 - key))
    return None


def read_images(
    page: Any, frame: BBox, contents: bytes | None, *, few_words: bool
) -> tuple[list[ImageArea], range | None]:
    """Every image placed on the page, masks that paint included, and where in the drawing order its text stands.

    ``contents`` is the page's content stream, None where it is not known. A page of ``few_words`` may be a picture that
    is not listed among the page's own. The places of text are None where no image was looked for.
    """
    listed = page.get_images()
    if not listed and not few_words and not _has_inline_images(page, contents):
        return [], None
    turn = shown_frame(page)
    by_size: dict[tuple[int, int], set[int]] = {}
    for entry in listed:
        by_size.setdefault((int(entry[2]), int(entry[3])), set()).add(int(entry[0]))
    images = []
    painted = read_painted(page)
    for order, box, width, height in painted.images:
        seen = turn(*box).intersect(frame)
        if seen.area:
            numbers = by_size.get((width, height), set())
            images.append(ImageArea(seen, order, width, height, next(iter(numbers)) if len(numbers) == 1 else 0))
    return images, painted.texts


def _has_inline_images(page: Any, contents: bytes | None) -> bool:
    if contents is None:
        contents = page.read_contents()  # says what is wrong with it
    return b"BI" in contents and _INLINE_IMAGE.search(contents) is not None


def read_annotations(page: Any, frame: BBox) -> list[RawAnnotation]:
    """Annotations and form fields that have a place on the page; links and pop-ups left out."""
    if page.first_annot is None and page.first_widget is None:
        return []
    turn = shown_frame(page)
    found: list[RawAnnotation] = []
    for annotation in page.annots() or ():
        kind = str(annotation.type[1])
        if kind in {"Link", "Popup"}:
            continue
        overlay = page.parent.xref_get_key(annotation.xref, "OverlayText")
        found.extend(
            RawAnnotation(
                kind=kind,
                bbox=box.intersect(frame),
                fill=_rgb(annotation.colors.get("fill") or None),
                stroke=_rgb(annotation.colors.get("stroke") or None),
                opacity=float(annotation.opacity) if 0 <= annotation.opacity <= 1 else 1.0,
                overlay_text=overlay[1] if overlay[0] == "string" else "",
                contents=str(annotation.info.get("content") or ""),
            )
            for box in _annotation_boxes(annotation, turn)
        )
    found.extend(
        RawAnnotation(
            kind="Widget",
            bbox=turn(*field.rect).intersect(frame),
            fill=_rgb(field.fill_color or None),
            stroke=_rgb(field.border_color or None),
            opacity=1.0,
            overlay_text="",
            contents=str(field.field_value or ""),
        )
        for field in page.widgets() or ()
    )
    return found


def _annotation_boxes(annotation: Any, turn: ToShown) -> list[BBox]:
    """The boxes of the annotation: of a redaction each of its quads, of text markup the box around them.

    The rectangle overstates both: a redaction marked over two lines takes its whole lines with it.
    """
    kind, corners = annotation.type[1], annotation.vertices
    if kind == "Redact" and corners and len(corners) % 4 == 0:
        quads = [corners[first : first + 4] for first in range(0, len(corners), 4)]
        return [turn(*_around([(x, y) for x, y in quad])) for quad in quads]
    if kind in {"Highlight", "Underline", "StrikeOut", "Squiggly"} and corners:
        return [turn(*_around([(x, y) for x, y in corners]))]
    return [turn(*annotation.rect)]
