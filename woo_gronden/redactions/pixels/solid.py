"""Filled boxes on a page image: black, grey and coloured."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from woo_gronden.redactions.pixels.page import Box, PageView, Pixels

DARK = 96
"""Grey level under which a neutral fill is black: ink on scans reaches 90, the darkest grey boxes stand at 110."""

CHROMA = 26
"""Distance between channels from which a fill is coloured: compression leaves 15 to 20 on grey fills."""

FADE = 12
"""Grey levels under the paper from which a pixel is no paper: scanned paper varies by 4 to 8."""

THICK = 4.0
"""Points that a fill measures at least, in both directions: a bold stem of a heading stays under it."""

LOWEST, NARROWEST = 5.5, 4.5
"""Points: the lowest box covers a line of 7 point type, the narrowest one digit of a house number."""

BAND = 28
"""Grey levels around a fill's own level that still belong to it: compression and scanning spread a fill by 10 to 20."""


HOLE = 150.0
"""Square points up to which a hole in a fill is a letter, or a few that touch."""

RUN = 2.0
"""Width over height from which dark ink is a box with a light code on it rather than a letter with its hole."""

BAR = 8.0
"""Points that a dark stroke is long, at least, to be the rim of a black box along a code: letters are narrower."""

TALLEST_CODE = 16.0
"""Points between the upper and the lower rim of a black box that is filled by its code."""

BOX_INK = 0.55
"""Share of such a box that is dark: its code leaves more than half, letters between two rules less."""

CODE_REACH = 8.0
"""Points across which a code on a fill is bridged: the width of a letter of 14 points."""

STEEP = 24
"""Grey levels between neighbours from which a pixel is on a rim: fills, scanned ones too, stay under 15."""


@dataclass(frozen=True, slots=True)
class Fill:
    """A connected filled region.

    ``cover`` is the share of ``box`` that the outline holds, ``mask`` that outline within the box, ``level`` the grey
    level of the fill, ``even`` the share of the outline whose own pixels are within :data:`BAND` of it.
    """

    box: Box
    kind: str
    cover: float
    mask: Pixels
    level: int
    even: float

    @property
    def straight(self) -> float:
        """Share of the outline's rows and columns that go on as those before: 1 for a box, 0.4 for a disc."""
        return min(_straight(self.mask), _straight(self.mask.T))


def find_fills(view: PageView) -> tuple[list[Fill], list[Fill]]:
    """Every connected region of one look that is thicker than a letter's stem, letters of big type included.

    Twice: as the fills are, which a large code may break in pieces; and those that are others with the ink on and
    beside them bridged.
    """
    import cv2

    calm = cv2.medianBlur(view.gray, 3)
    dark, inked = _under(calm, DARK), _under(calm, view.paper - FADE)
    if view.chroma.max() >= CHROMA:
        tint = cv2.medianBlur(view.chroma, 3)
        dark = cv2.bitwise_and(dark, _under(tint, 2 * CHROMA))
        inked = cv2.bitwise_or(inked, cv2.bitwise_not(_under(tint, CHROMA)))
    # Grey and colour in one mask: a scanned colour wavers between the two. The rims of letters are steep, fills are
    # flat.
    flat = _under(cv2.morphologyEx(calm, cv2.MORPH_GRADIENT, np.ones((3, 3), np.uint8)), STEEP)
    even = cv2.bitwise_and(cv2.subtract(inked, dark), flat)
    side = view.px(CODE_REACH) | 1
    # What is printed on a fill belongs to it: ink between fill and fill, but no paper.
    bridged = cv2.bitwise_and(cv2.morphologyEx(even, cv2.MORPH_CLOSE, np.ones((side, side), np.uint8)), inked)
    whole = fill_holes(cv2.bitwise_or(even, bridged), view)
    seen: set[bytes] = set()
    plain = list(find_regions(fill_runs(dark, view), view))
    if plain and (whole_boxes := fill_codes(dark, view)) is not None:
        plain = list(find_regions(fill_runs(whole_boxes, view), view))
    plain += find_regions(fill_holes(even, view), view, rim=1, seen=seen)
    return plain, list(find_regions(whole, view, rim=1, seen=seen))


def fill_holes(mask: Pixels, view: PageView) -> Pixels:
    """``mask`` with its small holes filled, which letters of a code in a tight box leave."""
    import cv2

    contours, nesting = cv2.findContours(mask, cv2.RETR_CCOMP, cv2.CHAIN_APPROX_SIMPLE)
    if nesting is None:
        return mask
    limit = HOLE * view.em**2
    holes = [c for c, links in zip(contours, nesting[0], strict=True) if links[3] >= 0 and cv2.contourArea(c) < limit]
    return np.asarray(cv2.drawContours(mask, holes, -1, 255, cv2.FILLED))


def fill_codes(dark: Pixels, view: PageView) -> Pixels | None:
    """``dark`` with the light codes filled that leave hardly more of their black box than its upper and lower rim.

    None where there are none.
    """
    import cv2

    # As sharp as it is: the median takes rims of a pixel or two away.
    ink = cv2.bitwise_and(_under(view.gray, DARK), _under(view.chroma, 2 * CHROMA))
    along = np.ones((1, view.px(BAR) | 1), np.uint8)
    rims = cv2.morphologyEx(ink, cv2.MORPH_OPEN, along)
    between = cv2.morphologyEx(rims, cv2.MORPH_CLOSE, np.ones((view.px(TALLEST_CODE) | 1, 1), np.uint8))
    side, around, filled = view.px(THICK) | 1, along.size, False
    for x, y, width, height in _outer_boxes(between):
        if height < view.px(LOWEST):
            continue
        part = (slice(y, y + height), slice(max(0, x - around), x + width + around))
        # What is light for longer than a letter is paper: between two boxes, or between the rules of a table.
        paper = cv2.morphologyEx(cv2.bitwise_not(ink[part]), cv2.MORPH_OPEN, along)
        solid = cv2.morphologyEx(cv2.subtract(between[part], paper), cv2.MORPH_OPEN, np.ones((side, side), np.uint8))
        for left, top, wide, high in _outer_boxes(solid):
            own = (slice(top, top + high), slice(left, left + wide))
            inside = solid[own] > 0
            inked = (inside & (ink[part][own] > 0)).sum(axis=0) / np.maximum(1, inside.sum(axis=0))
            # Over a letter's width, so that neither a stem nor the gap between two counts alone.
            is_box = np.convolve(np.pad(inked, around // 2, "edge"), along[0] / around, "valid") >= BOX_INK
            light = inside & is_box & (dark[part][own] == 0)
            filled |= bool(light.any())
            dark[part][own][light] = 255
    return dark if filled else None


def _outer_boxes(mask: Pixels) -> list[tuple[int, int, int, int]]:
    """Left, top, width and height of each region of ``mask`` that lies in no hole of another."""
    import cv2

    outlines, _ = cv2.findContours(mask, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    return [cv2.boundingRect(outline) for outline in outlines]


def fill_runs(dark: Pixels, view: PageView) -> Pixels:
    """``dark`` with the holes filled that a light code leaves in a black box, but not those of letters."""
    import cv2

    lowest = view.px(LOWEST)
    large = _drop_narrow(dark, int(RUN * lowest), lowest)
    contours, nesting = cv2.findContours(large, cv2.RETR_CCOMP, cv2.CHAIN_APPROX_SIMPLE)
    if nesting is None:
        return dark
    limit, filled = HOLE * view.em**2, []
    for contour, links in zip(contours, nesting[0], strict=True):
        if links[3] >= 0 and len(contour) > 3:
            _, _, width, height = cv2.boundingRect(contours[links[3]])
            if width > RUN * height and height >= lowest and cv2.contourArea(contour) < limit:
                filled.append(contour)
    return np.asarray(cv2.drawContours(dark, filled, -1, 255, cv2.FILLED)) if filled else dark


def _drop_narrow(mask: Pixels, width: int, height: int) -> Pixels:
    """``mask`` without most of what is narrower or lower: letters that stand apart, whose outlines cost most.

    Parted by empty rows, and what is between two of them by empty columns.
    """
    kept = np.zeros_like(mask)
    for top, bottom in _stretches(np.asarray(mask.any(axis=1))):
        if bottom - top >= height:
            line = mask[top:bottom]
            for left, right in _stretches(np.asarray(line.any(axis=0))):
                if right - left >= width:
                    kept[top:bottom, left:right] = line[:, left:right]
    return kept


def _stretches(flags: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """Where runs of true begin and end."""
    ends = np.flatnonzero(np.diff(flags, prepend=False, append=False)).tolist()
    return list(zip(ends[::2], ends[1::2], strict=True))


def _under(gray: Pixels, level: int) -> Pixels:
    import cv2

    return np.asarray(cv2.threshold(gray, level - 1, 255, cv2.THRESH_BINARY_INV)[1])


def find_regions(
    mask: Pixels, view: PageView, left: int = 0, top: int = 0, rim: int = 0, seen: set[bytes] | None = None
) -> Iterator[Fill]:
    """The connected regions of ``mask`` (its corner at ``left``, ``top`` of the page), each ``rim`` pixels wider.

    Outlines in ``seen`` are left out, and those given are added to it.
    """
    import cv2

    side = view.px(THICK - rim) | 1
    cores = cv2.erode(mask, np.ones((side, side), np.uint8))
    x, y, w, h = cv2.boundingRect(cores)
    if not w:  # most pages
        return
    side += 2 * rim
    x0, y0 = max(0, x - side), max(0, y - side)
    grown = cv2.dilate(cores[y0 : y + h + side, x0 : x + w + side], np.ones((side, side), np.uint8))
    contours, _ = cv2.findContours(grown, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE, offset=(x0, y0))
    for contour in contours:
        x, y, w, h = cv2.boundingRect(contour)
        if h < view.px(LOWEST) or w < view.px(NARROWEST):
            continue
        if seen is not None:
            outline = contour.tobytes()
            if outline in seen:
                continue
            seen.add(outline)
        filled = np.zeros((h, w), np.uint8)
        cv2.drawContours(filled, [contour], -1, 1, cv2.FILLED, offset=(-x, -y))
        yield measure_fill(Box(left + x, top + y, left + x + w, top + y + h), filled, view)


def measure_fill(box: Box, mask: Pixels, view: PageView) -> Fill:
    """The fill of ``mask`` (1 inside) within ``box``, its level and evenness taken from the page's own pixels."""
    counts = _count_levels(view.part(box), mask)
    level = int(_middle(counts))
    tint = _middle(_count_levels(view.chroma[box.y0 : box.y1, box.x0 : box.x1], mask))
    kind = "color" if tint >= CHROMA else "black" if level < DARK else "gray"
    even = float(counts[max(0, level - BAND) : level + BAND + 1].sum() / counts.sum())
    return Fill(box, kind, float(mask.mean()), mask, level, even)


def _count_levels(gray: Pixels, mask: Pixels) -> NDArray[np.int64]:
    """How many pixels of each level stand where ``mask`` is not 0."""
    import cv2

    return np.asarray(cv2.calcHist([gray], [0], mask, [256], [0, 256]), np.int64).ravel()


def _middle(counts: NDArray[np.int64]) -> float:
    """The median of pixels counted by level."""
    sums = counts.cumsum()
    total = int(sums[-1])
    return float(np.searchsorted(sums, (total + 1) // 2) + np.searchsorted(sums, total // 2 + 1)) / 2


def _straight(mask: Pixels) -> float:
    """Share of rows whose left and right ends lie within a pixel of those four rows up."""
    inked = mask > 0
    rows = inked.any(axis=1)
    left = inked.argmax(axis=1)[rows].astype(np.int32)
    right = inked[:, ::-1].argmax(axis=1)[rows].astype(np.int32)
    if len(left) < 6:
        return 1.0
    kept = sum(int(np.count_nonzero(np.abs(edge[4:] - edge[:-4]) <= 1)) for edge in (left, right))
    return kept / (2 * (len(left) - 4))
