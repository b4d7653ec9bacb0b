"""What the drawn page shows: regions found in pixels, and codes read from them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from woo_gronden.redactions.images import SCAN_SHARE
from woo_gronden.redactions.mark import Mark, is_plausible
from woo_gronden.redactions.merge import Region
from woo_gronden.redactions.sight import Sight
from woo_gronden.redactions.stamps import is_stamp, print_stamp
from woo_gronden.schema import BBox, ImageArea, RawPage, RawWord, union
from woo_gronden.schema.claims import Law

if TYPE_CHECKING:
    import numpy as np

    from woo_gronden.redactions.pixels.page import PageView

ReadLines = Callable[["Sequence[np.ndarray]"], "Sequence[str]"]
"""Reads cropped lines of text: images in, their text out."""

# Share of the paper that an image must cover to be the page itself.
_SCAN_COVERS = 0.9
# Bounds of the resolution at which such a page is drawn, in dots per inch: under 100 codes cannot be read, above 300
# nothing is gained.
_LEAST_DPI, _MOST_DPI = 100.0, 300.0
# Share of a region that must lie in a picture to be part of it.
_IN_PICTURE = 0.5
# Looks of a box in which dark print can be read.
_LIGHT_KINDS = frozenset({"border", "white", "gray", "color"})


def _needs_pixels(page: RawPage) -> bool:
    """Whether redactions can stand anywhere on the page that its paths, annotations and words do not show."""
    if page.scan_share >= SCAN_SHARE or page.source == "ocr":
        return True
    # Words drawn as curves are seen in pixels only.
    return page.source == "none" and bool(page.images or page.shapes)


def draw_page(page: RawPage, pixels: str) -> np.ndarray | None:
    """The page as the pixel finder wants it, or None where it need not or cannot be drawn."""
    if page.render is None or pixels == "never" or (pixels == "auto" and not _needs_pixels(page)):
        return None
    return page.render(draw_dpi(page), None)


def draw_dpi(page: RawPage) -> float:
    """Dots per inch at which a page is drawn: those of the scan it is, so that frames and codes stay as sharp."""
    from woo_gronden.redactions.pixels.find import RENDER_DPI

    scans = _scans(page)
    if not scans:
        return RENDER_DPI
    # The longer sides are compared: a page may be shown turned.
    own = max(max(scan.width, scan.height) * 72 / max(scan.bbox.width, scan.bbox.height) for scan in scans)
    return min(max(own, _LEAST_DPI), _MOST_DPI)


def _scans(page: RawPage) -> list[ImageArea]:
    """The images that are the page itself."""
    paper = BBox(0, 0, page.width, page.height)
    return [image for image in page.images if paper.overlap(image.bbox) >= _SCAN_COVERS]


def view_drawn(page: RawPage, image: np.ndarray) -> PageView:
    """A drawn page as the pixel finder and the reader of codes look at it."""
    from woo_gronden.redactions.pixels.page import view_page

    # A scanner's word for the size of its page is often wrong (A4 called A3): a scan is taken for A4.
    return view_page(image, None if _scans(page) else 72.0 * image.shape[1] / page.width)


def find_in_pixels(page: RawPage, view: PageView, sight: Sight) -> list[Mark]:
    """Regions seen on the drawn page; on a page with text of its own, only those within its images."""
    from woo_gronden.redactions.pixels.find import find_pixel_redactions

    scale = page.width / view.image.shape[1]
    is_scan = page.source != "native" or page.scan_share >= SCAN_SHARE
    marks = []
    for region in find_pixel_redactions(view):
        bbox = BBox(*region.bbox).scale(scale)
        if _is_ribbon(bbox, page):
            continue
        if is_scan or any(bbox.overlap(part.bbox) > _IN_PICTURE for part in page.images):
            marks.append(_place_words(Mark(bbox, region.kind, "pixel", region.score), page, sight))
    return [mark for mark in marks if mark is not None]


def find_in_pictures(page: RawPage, sight: Sight) -> list[Mark]:
    """Regions seen in the larger pictures of a page that is otherwise set by a program: only their part is drawn."""
    if page.render is None or not page.images:
        return []
    from woo_gronden.redactions.pixels.find import RENDER_DPI, find_pixel_redactions

    marks = []
    pictures = sight.close_ups.pictures
    for view in sight.close_ups.views:
        for region in find_pixel_redactions(sight.close_ups.draw(view), RENDER_DPI):
            x0, y0, x1, y1 = BBox(*region.bbox).scale(72.0 / RENDER_DPI)
            bbox = BBox(x0 + view.x0, y0 + view.y0, x1 + view.x0, y1 + view.y0)
            shown = any(bbox.overlap(picture) > _IN_PICTURE for picture in pictures)
            if shown and not _is_ribbon(bbox, page):
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
    inside = sight.index.inside(mark.bbox)
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


def read_region_codes(
    page: RawPage,
    regions: list[Region],
    view: PageView | None,
    sight: Sight,
    *,
    read_lines: ReadLines | None,
    law: Law | None,
) -> list[Region]:
    """The regions, those without a code in words given the one that is read from the picture.

    Only codes and labels are kept: what else can be read through a thin stroke is the text that was to go.
    """
    bare = [n for n, region in enumerate(regions) if region.mark.code is None and region.mark.kind != "placeholder"]
    if view is None:
        bare = [n for n in bare if "pixel" in regions[n].detectors or _bears_drawing(regions[n].mark, page)]
    if not bare or (view is None and page.render is None):
        return regions
    from woo_gronden.redactions.codes import read_codes

    boxes = [regions[n].mark.bbox for n in bare]
    if view is None and not _scans(page):
        view, boxes = _view_around(boxes, sight)
    else:
        if view is None and page.render is not None:
            view = view_drawn(page, page.render(draw_dpi(page), None))
        assert view is not None
        scale = view.image.shape[1] / page.width
        boxes = [box.scale(scale) for box in boxes]
    readings = read_codes(view, boxes, None, read_lines, law)
    coded = list(regions)
    for n, reading in zip(bare, readings, strict=True):
        if reading.code_raw and (reading.grounds or is_stamp(reading.code_raw.replace("|", " ").split())):
            coded[n] = replace(regions[n], mark=replace(regions[n].mark, code=reading.code_raw))
    return coded


def _view_around(boxes: Sequence[BBox], sight: Sight) -> tuple[PageView, list[BBox]]:
    """The part of a page that has all of ``boxes``, and where they lie in its pixels."""
    from woo_gronden.redactions.pixels.find import RENDER_DPI
    from woo_gronden.redactions.pixels.page import view_page

    part = sight.close_ups.reach_around(union(boxes))
    places = [BBox(x0 - part.x0, y0 - part.y0, x1 - part.x0, y1 - part.y0) for x0, y0, x1, y1 in boxes]
    return view_page(sight.close_ups.draw(part), RENDER_DPI), [place.scale(RENDER_DPI / 72.0) for place in places]


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
