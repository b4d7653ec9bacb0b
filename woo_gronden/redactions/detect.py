"""The stage: a raw page in, its redactions and the words that may not leave out."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from woo_gronden.redactions.annotations import find_annotation_redactions
from woo_gronden.redactions.beside import attach_codes
from woo_gronden.redactions.hatching import find_hatching
from woo_gronden.redactions.hidden import find_hidden_text
from woo_gronden.redactions.images import find_image_redactions
from woo_gronden.redactions.mark import Mark, is_inside, is_plausible
from woo_gronden.redactions.merge import Region, merge_marks
from woo_gronden.redactions.picture import (
    ReadLines,
    draw_page,
    find_in_pictures,
    find_in_pixels,
    read_region_codes,
    view_drawn,
)
from woo_gronden.redactions.placeholders import find_placeholders
from woo_gronden.redactions.shapes import find_shape_redactions
from woo_gronden.redactions.sight import Sight
from woo_gronden.schema import BBox, RawPage, RawWord, Redaction
from woo_gronden.schema.claims import Law
from woo_gronden.taxonomy.codes import parse_code

if TYPE_CHECKING:
    import numpy as np

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class PageRedactions:
    """What was found on a page.

    ``hidden`` are the words that stand under a redaction or were made invisible, as indices into the page's words:
    these reach nothing else. ``stamps`` are the open words that stand on a box or make a placeholder (mostly codes).
    """

    redactions: tuple[Redaction, ...]
    hidden: frozenset[int] = frozenset()
    stamps: frozenset[int] = frozenset()


def detect_page(
    page: RawPage,
    *,
    read_lines: ReadLines | None = None,
    pixels: Literal["auto", "never", "always"] = "auto",
    codes: bool = True,
    law: Law | None = None,
) -> PageRedactions:
    """The redactions of one page, top to bottom.

    Args:
        page: the page as ingest hands it over, text under boxes included.
        read_lines: a recogniser for what the code reader leaves open; none where None.
        pixels: whether to draw the page and search it. ``auto``: only where images or a scan can hold redactions that
            the page's own paths do not show.
        codes: whether to read codes in pixels too, or only those that stand in words.
        law: the law that the document applies, where known: it settles codes that both have.

    Method: find by paths, annotations, images, hidden text, pixels and placeholders; merge; read the codes.
    """
    image = draw_page(page, pixels)
    view = None if image is None else view_drawn(page, image)
    sight = Sight(page, image)
    marks = find_shape_redactions(page, sight)
    marks += find_hatching(page, sight)
    marks += find_annotation_redactions(page, sight)
    marks += find_image_redactions(page, sight)
    unseen_marks, unseen = find_hidden_text(page, sight)
    marks += unseen_marks
    if view is not None:
        marks += find_in_pixels(page, view, sight)
    elif pixels == "auto":
        marks += find_in_pictures(page, sight)
    marks = attach_codes(marks, page)
    marks += find_placeholders(page, taken=frozenset[int]().union(*(m.stamps | m.covered for m in marks)))
    regions = merge_marks(marks)
    if codes:
        regions = read_region_codes(page, regions, view, sight, read_lines=read_lines, law=law)
    return _report(page, regions, unseen, law)


def detect_image(image: np.ndarray, dpi: float | None = None, *, read_lines: ReadLines | None = None) -> PageRedactions:
    """The redactions of a page image (RGB, uint8), boxes in points at ``dpi`` (taken as 72 where unknown: pixels)."""
    scale = 72.0 / dpi if dpi else 1.0
    height, width = image.shape[:2]

    def render(wanted: float, clip: BBox | None) -> np.ndarray:
        import cv2
        import numpy as np

        part = image
        if clip is not None:
            box = clip.scale(1 / scale)
            part = image[max(0, int(box.y0)) : int(box.y1) + 1, max(0, int(box.x0)) : int(box.x1) + 1]
        factor = wanted / (dpi or 72.0)
        if abs(factor - 1) < 0.01:
            return part
        return np.asarray(cv2.resize(part, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA))

    page = RawPage(1, width * scale, height * scale, 0, "none", (), scan_share=1.0, render=render)
    return detect_page(page, read_lines=read_lines, pixels="always")


def _is_recoverable(mark: Mark, page: RawPage) -> bool:
    """Whether words still stand under the mark: recognition made here reads only what is seen, so it leaks nothing."""
    if page.source == "ocr":
        return False
    words = [page.words[i] for i in mark.covered]
    return any(is_plausible(word) if _is_recognised(word, page) else True for word in words)


def _is_recognised(word: RawWord, page: RawPage) -> bool:
    """Whether a word belongs to a recognition layer: without ink, over an image."""
    return not word.visible and any(is_inside(word, image.bbox) for image in page.images)


def _report(page: RawPage, regions: Sequence[Region], unseen: frozenset[int], law: Law | None) -> PageRedactions:
    redactions = tuple(
        Redaction(
            page=page.number,
            bbox=region.mark.bbox,
            page_width=page.width,
            page_height=page.height,
            kind=region.mark.kind,
            detectors=region.detectors,
            score=round(region.mark.score, 3),
            code_raw=region.mark.code,
            grounds=parse_code(region.mark.code, law) if region.mark.code else (),
            text_recoverable=_is_recoverable(region.mark, page),
        )
        for region in regions
    )
    hidden = unseen.union(*(r.mark.covered for r in regions))
    stamps = frozenset[int]().union(*(r.mark.stamps for r in regions)) - hidden
    logger.debug("page %d: %d redactions, %d hidden words", page.number, len(redactions), len(hidden))
    return PageRedactions(redactions, hidden, stamps)
