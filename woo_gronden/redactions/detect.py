"""The stage: a raw page in, its redactions and the words that may not leave out."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from woo_gronden.redactions.annotations import find_annotation_redactions
from woo_gronden.redactions.beside import attach_codes
from woo_gronden.redactions.hatching import find_hatching
from woo_gronden.redactions.hidden import find_hidden_text
from woo_gronden.redactions.images import SCAN_SHARE, find_image_redactions
from woo_gronden.redactions.mark import Mark, is_inside, is_plausible
from woo_gronden.redactions.merge import Region, merge_marks
from woo_gronden.redactions.placeholders import find_placeholders
from woo_gronden.redactions.shapes import find_shape_redactions
from woo_gronden.redactions.sight import Sight
from woo_gronden.redactions.stamps import is_stamp, print_stamp
from woo_gronden.schema import BBox, RawPage, RawWord, Redaction
from woo_gronden.schema.claims import Law
from woo_gronden.taxonomy.codes import parse_code

if TYPE_CHECKING:
    import numpy as np

logger = logging.getLogger(__name__)

ReadLines = Callable[["Sequence[np.ndarray]"], "Sequence[str]"]
"""Reads cropped lines of text: images in, their text out."""

# Share of the page that one image must cover for redactions to stand in it; signatures and logos are smaller.
_IMAGE_SHARE = 0.04
# Looks of a box in which dark print can be read.
_LIGHT_KINDS = frozenset({"border", "white", "gray", "color"})


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
    image = _draw(page, pixels)
    sight = Sight(page, image)
    marks = find_shape_redactions(page, sight)
    marks += find_hatching(page, sight)
    marks += find_annotation_redactions(page, sight)
    marks += find_image_redactions(page, sight)
    unseen_marks, unseen = find_hidden_text(page, sight)
    marks += unseen_marks
    if image is not None:
        marks += _find_in_pixels(page, image, sight)
    marks = attach_codes(marks, page)
    marks += find_placeholders(page, taken=frozenset[int]().union(*(m.stamps | m.covered for m in marks)))
    regions = merge_marks(marks)
    if codes:
        regions = _read_codes(page, regions, image, read_lines, law)
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


def _needs_pixels(page: RawPage) -> bool:
    """Whether redactions can stand on the page that its paths, annotations and words do not show."""
    if page.scan_share >= SCAN_SHARE or page.source == "ocr":
        return True
    if page.source == "none":  # words drawn as curves are seen in pixels only
        return bool(page.images or page.shapes)
    return any(image.bbox.area >= _IMAGE_SHARE * page.width * page.height for image in page.images)


def _draw(page: RawPage, pixels: str) -> np.ndarray | None:
    """The page as the pixel finder wants it, or None where it need not or cannot be drawn."""
    if page.render is None or pixels == "never" or (pixels == "auto" and not _needs_pixels(page)):
        return None
    from woo_gronden.redactions.pixels import RENDER_DPI

    return page.render(RENDER_DPI, None)


def _find_in_pixels(page: RawPage, image: np.ndarray, sight: Sight) -> list[Mark]:
    """Regions seen on the drawn page; on a page with text of its own, only those within its images."""
    from woo_gronden.redactions.pixels import find_pixel_redactions

    scale = page.width / image.shape[1]
    dpi = 72.0 / scale
    is_scan = page.source != "native" or page.scan_share >= SCAN_SHARE
    marks = []
    for region in find_pixel_redactions(image, dpi):
        bbox = BBox(*region.bbox).scale(scale)
        if _is_ribbon(bbox, page):
            continue
        if is_scan or any(bbox.overlap(part.bbox) > 0.5 for part in page.images):
            marks.append(_place_words(Mark(bbox, region.kind, "pixel", region.score), page, sight))
    return [mark for mark in marks if mark is not None]


def _is_ribbon(box: BBox, page: RawPage) -> bool:
    """Whether a region is the ribbon of the national government: upright, beside the middle, hung from the top."""
    middle = (box.x0 + box.x1) / 2 / page.width
    return (
        box.height > 1.3 * box.width
        and box.y0 < 0.07 * page.height
        and box.y1 < 0.2 * page.height
        and (0.38 < middle < 0.62 and box.width < 0.12 * page.width)
    )


def _place_words(mark: Mark, page: RawPage, sight: Sight) -> Mark | None:
    """A pixel mark with the recognised words in it: what its code says, and what it hides.

    None where words in a light box can be read and are no code: that is a table's cell or a framed note.
    """
    inside = [i for i, word in enumerate(page.words) if is_inside(word, mark.bbox)]
    if page.source == "native":  # words painted on the page can be read; a recognition layer has no ink
        inside = [i for i in inside if not page.words[i].visible]
    if not inside:
        return mark
    if is_stamp([page.words[i].text for i in inside]):
        return replace(mark, stamps=frozenset(inside), code=print_stamp([page.words[i] for i in inside]))
    lost = frozenset(i for i in inside if _is_lost(page.words[i], mark, sight))
    if mark.kind in _LIGHT_KINDS and any(is_plausible(page.words[i]) for i in inside if i not in lost):
        return None
    return replace(mark, covered=lost, stamps=frozenset(inside) - lost)


def _is_lost(word: RawWord, mark: Mark, sight: Sight) -> bool:
    """Whether a recognised word in a box cannot be read in the picture."""
    if mark.kind == "black" or not sight.can_look:
        return True
    return sight.is_lost(word.bbox, mark.bbox)


def _read_codes(
    page: RawPage, regions: list[Region], image: np.ndarray | None, read_lines: ReadLines | None, law: Law | None
) -> list[Region]:
    """The regions, those without a code in words given the one that is read from the picture.

    Only codes and labels are kept: what else can be read through a thin stroke is the text that was to go.
    """
    bare = [n for n, region in enumerate(regions) if region.mark.code is None and region.mark.kind != "placeholder"]
    if image is None:
        bare = [n for n in bare if _bears_drawing(regions[n].mark, page)]
    if not bare or (image is None and page.render is None):
        return regions
    from woo_gronden.redactions.codes import read_codes
    from woo_gronden.redactions.pixels import RENDER_DPI

    if image is None and page.render is not None:
        image = page.render(RENDER_DPI, None)
    assert image is not None
    scale = image.shape[1] / page.width
    boxes = [regions[n].mark.bbox.scale(scale) for n in bare]
    readings = read_codes(image, boxes, 72.0 * scale, read_lines, law)
    coded = list(regions)
    for n, reading in zip(bare, readings, strict=True):
        if reading.code_raw and (reading.grounds or is_stamp(reading.code_raw.replace("|", " ").split())):
            coded[n] = replace(regions[n], mark=replace(regions[n].mark, code=reading.code_raw))
    return coded


def _bears_drawing(mark: Mark, page: RawPage) -> bool:
    """Whether paths were painted on a box: a code whose letters were turned into curves."""
    if mark.detector != "shape":
        return False
    box = mark.bbox
    return any(
        not shape.is_rect
        and shape.fill is not None
        and shape.bbox.overlap(box) > 0.9
        and shape.bbox.area < 0.5 * box.area
        for shape in page.shapes
    )


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
