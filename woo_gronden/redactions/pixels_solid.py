"""Filled boxes on a page image: black, grey and coloured."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from woo_gronden.redactions.pixels_page import Box, PageView, Pixels

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


@dataclass(frozen=True, slots=True)
class Fill:
    """A connected filled region.

    ``cover`` is the share of ``box`` that the outline holds, ``mask`` that outline within the box, ``level`` the grey
    level of the fill, ``even`` the share of the outline whose own pixels are within :data:`BAND` of it, ``straight`` the
    share of the outline's rows and columns that run on where the one before them did (1 for a box, also a stepped one;
    0.4 for a disc).
    """

    box: Box
    kind: str
    cover: float
    mask: Pixels
    level: int
    even: float
    straight: float


def find_fills(view: PageView) -> list[Fill]:
    """Every connected region of one look that is thicker than a letter's stem, letters of big type included."""
    import cv2

    calm = cv2.medianBlur(view.gray, 5)
    tint = cv2.medianBlur(view.chroma, 5)
    dark = cv2.bitwise_and(_under(calm, DARK), _under(tint, 2 * CHROMA))
    color = cv2.bitwise_and(cv2.bitwise_not(_under(tint, CHROMA)), cv2.bitwise_not(dark))
    pale = cv2.bitwise_and(_under(calm, view.paper - FADE), cv2.bitwise_not(cv2.bitwise_or(dark, color)))
    found: list[Fill] = []
    for kind, mask in (("black", dark), ("gray", pale), ("color", color)):
        found.extend(_regions(mask, kind, view))
    return found


def _under(gray: Pixels, level: int) -> Pixels:
    import cv2

    return cv2.threshold(gray, level - 1, 255, cv2.THRESH_BINARY_INV)[1]


def _regions(mask: Pixels, kind: str, view: PageView) -> Iterator[Fill]:
    import cv2

    side = view.px(THICK) | 1
    opened = cv2.morphologyEx(mask, cv2.MORPH_OPEN, np.ones((side, side), np.uint8))
    contours, _ = cv2.findContours(opened, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    for contour in contours:
        x, y, w, h = cv2.boundingRect(contour)
        if h < view.px(LOWEST) or w < view.px(NARROWEST):
            continue
        filled = np.zeros((h, w), np.uint8)
        cv2.drawContours(filled, [contour], -1, 1, cv2.FILLED, offset=(-x, -y))
        yield measure_fill(Box(x, y, x + w, y + h), kind, filled, view)


def measure_fill(box: Box, kind: str, mask: Pixels, view: PageView) -> Fill:
    """The fill of ``mask`` (1 inside) within ``box``, its level and evenness taken from the page's own pixels."""
    inside = view.part(box)[mask > 0]
    level = int(np.median(inside))
    even = float((np.abs(inside.astype(np.int16) - level) <= BAND).mean())
    return Fill(box, kind, float(mask.mean()), mask, level, even, min(_straight(mask), _straight(mask.T)))


def _straight(mask: Pixels) -> float:
    """Share of rows whose left and right ends lie within a pixel of those four rows up."""
    inked = mask > 0
    rows = inked.any(axis=1)
    left = inked.argmax(axis=1)[rows].astype(np.int32)
    right = inked[:, ::-1].argmax(axis=1)[rows].astype(np.int32)
    if len(left) < 6:
        return 1.0
    kept = [(np.abs(edge[4:] - edge[:-4]) <= 1).mean() for edge in (left, right)]
    return float(sum(kept) / 2)
