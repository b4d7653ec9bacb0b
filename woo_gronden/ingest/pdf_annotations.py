"""Annotations and form fields of a PDF page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from woo_gronden.ingest.pdf_frame import ToShown, page_frame, shown_frame
from woo_gronden.schema import RGB, BBox, RawAnnotation


def read_annotations(page: Any) -> list[RawAnnotation]:
    """Annotations and form fields that have a place on the page; links and pop-ups left out."""
    if page.first_annot is None and page.first_widget is None:
        return []
    frame, turn = page_frame(page), shown_frame(page)
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
        return [turn(*_around(quad)) for quad in quads]
    if kind in {"Highlight", "Underline", "StrikeOut", "Squiggly"} and corners:
        return [turn(*_around(corners))]
    return [turn(*annotation.rect)]


def _around(corners: Sequence[tuple[float, float]]) -> BBox:
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    return BBox(min(xs), min(ys), max(xs), max(ys))


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
