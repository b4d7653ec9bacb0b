"""Redacted regions seen on a page image."""

from __future__ import annotations

from dataclasses import dataclass

from woo_gronden.redactions.pixels_content import Content, look_into
from woo_gronden.redactions.pixels_frame import Frame, find_frames
from woo_gronden.redactions.pixels_page import Box, PageView, Pixels, view_page
from woo_gronden.redactions.pixels_solid import Fill, find_fills
from woo_gronden.redactions.pixels_split import split_fill

RENDER_DPI = 150
"""Resolution at which a PDF page should be rendered for this finder."""

EVEN = 0.6
"""Share of a fill that has one level, at least: photos, maps and dense text have less."""

COVER = 0.8
"""Share of its box that a fill's outline covers, at least: logos and round corners cover less."""

LARGEST_FRAME = 0.92
"""Share of the page above which a frame is the page's own edge."""


@dataclass(frozen=True, slots=True)
class PixelRegion:
    """A region that looks redacted.

    ``bbox`` is ``(x0, y0, x1, y1)`` in pixels of the image given; ``kind`` is ``black``, ``gray``, ``white``, ``color`` or
    ``border``; ``score`` runs from 0 to 1.
    """

    bbox: tuple[float, float, float, float]
    kind: str
    score: float


@dataclass(frozen=True, slots=True)
class _Claim:
    box: Box
    kind: str
    score: float


def find_pixel_redactions(image: Pixels, dpi: float | None = None) -> list[PixelRegion]:
    """The regions of a page image that look redacted, top to bottom.

    Args:
        image: the page, ``(height, width, 3)`` RGB or ``(height, width)`` grey, uint8.
        dpi: its resolution; None takes the page for A4.
    """
    view = view_page(image, dpi)
    claims = resolve_fills(find_fills(view), view)
    claims += resolve_frames(find_frames(view), claims, view)
    scale = view.scale
    regions = [
        PixelRegion((c.box.x0 / scale, c.box.y0 / scale, c.box.x1 / scale, c.box.y1 / scale), c.kind, c.score)
        for c in claims
    ]
    return sorted(regions, key=lambda region: (region.bbox[1], region.bbox[0]))


def resolve_fills(fills: list[Fill], view: PageView) -> list[_Claim]:
    """The filled boxes that hide something: even, upright, and with nothing in them but a code."""
    claims = []
    for whole in fills:
        if whole.even < EVEN - 0.1:
            continue
        content = look_into(view, whole.box, whole.level)
        if content.crowded or (len(content.words) > 3 * max(1, len(content.codes))):
            continue
        for fill in split_fill(whole, view):
            inner = content if fill is whole else look_into(view, fill.box, fill.level)
            score = _judge_fill(fill, inner)
            if score > 0.5:
                claims.append(_Claim(fill.box, fill.kind, score))
    return claims


def _judge_fill(fill: Fill, content: Content) -> float:
    if fill.even < EVEN or fill.cover < COVER or content.crowded:
        return 0.0
    if content.codes:
        return 0.95
    if len(content.words) > 2 and fill.kind != "black":
        return 0.2
    return min(0.9, 0.4 + 0.5 * fill.cover)


def resolve_frames(frames: list[Frame], claims: list[_Claim], view: PageView) -> list[_Claim]:
    """The frames that hide something: those with a code, and the empty ones beside them. The outermost of nested."""
    coded: list[_Claim] = []
    blank: list[_Claim] = []
    for frame in frames:
        box = frame.box
        if box.area > LARGEST_FRAME * view.width * view.height:
            continue
        if any(box.share_in(claim.box) > 0.7 for claim in (*claims, *coded)):
            continue
        content = look_into(view, box, view.paper)
        if content.codes and len(content.words) <= 2 + 3 * len(content.codes):
            coded.append(_Claim(box, "border", 0.9))
        elif not content.marks:
            blank.append(_Claim(box, "border", 0.6))
    return coded + (blank if coded else [])
