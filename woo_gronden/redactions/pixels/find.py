"""Redacted regions seen on a page image."""

from __future__ import annotations

from dataclasses import dataclass

from woo_gronden.redactions.pixels.bare import ALONE, find_code_words, widen_word
from woo_gronden.redactions.pixels.content import SURE, Content, look_into
from woo_gronden.redactions.pixels.edges import snap_claim
from woo_gronden.redactions.pixels.fills import PROOF, Claim, resolve_fills
from woo_gronden.redactions.pixels.frame import Frame, cast_frame, find_frames
from woo_gronden.redactions.pixels.judge import Trees
from woo_gronden.redactions.pixels.page import Box, PageView, Pixels, view_page
from woo_gronden.redactions.pixels.solid import find_fills

RENDER_DPI = 150
"""Resolution at which a PDF page should be rendered for this finder."""

BLANK_WIDTH = 20.0
"""Points that a frame without a code is wide at least: narrower are letters of big type and boxes to tick."""

LABEL_WIDTH, LABEL_HEIGHT = 0.5, 0.3
"""Share of a frame's width and height that a label in the middle of it takes at most; a title fills its frame."""

LARGEST_FRAME = 0.92
"""Share of the page above which a frame is the page's own edge."""


@dataclass(frozen=True, slots=True)
class PixelRegion:
    """A region that looks redacted.

    ``bbox`` is ``(x0, y0, x1, y1)`` in pixels of the image given; ``kind`` is ``black``, ``gray``, ``white``, ``color``
    or ``border``; ``score`` runs from 0 to 1.
    """

    bbox: tuple[float, float, float, float]
    kind: str
    score: float


def find_pixel_redactions(
    image: Pixels | PageView, dpi: float | None = None, trees: Trees | None = None
) -> list[PixelRegion]:
    """The regions of a page image that look redacted, top to bottom.

    Args:
        image: the page, ``(height, width, 3)`` RGB or ``(height, width)`` grey, uint8, or a view of it.
        dpi: its resolution; None takes the page for A4.
        trees: what weighs the boxes found; None takes those in the package.
    """
    view = view_page(image, dpi)
    claims = resolve_fills(*find_fills(view), view, trees)
    claims += resolve_frames(find_frames(view), claims, view)
    words = [(word, score) for word, score in find_code_words(view) if not _is_claimed(word, claims)]
    cast = [frame for word, _ in words if (frame := cast_frame(word, view)) is not None]
    # A frame met from its code may hold smaller ones found before: the outermost counts.
    around = resolve_frames(sorted(cast, key=lambda frame: -frame.box.area), [], view)
    claims = [c for c in claims if not any(c.box.share_in(a.box) > 0.7 for a in around)] + around
    bare = [(widen_word(word, view), score) for word, score in words if score >= ALONE]
    claims += [Claim(box, "white", score) for box, score in bare if not _is_claimed(box, claims)]
    regions = [PixelRegion(snap_claim(claim, claims, view), claim.kind, claim.score) for claim in claims]
    return sorted(regions, key=lambda region: (region.bbox[1], region.bbox[0]))


def _is_claimed(box: Box, claims: list[Claim]) -> bool:
    return any(box.share_in(claim.box) > 0.5 for claim in claims)


def _is_label(content: Content, box: Box) -> bool:
    """Whether all that stands in a frame is a short line in its middle: "buiten verzoek", "niet relevant"."""
    if not content.centred:
        return False
    token = content.tokens[0]
    return token.width <= LABEL_WIDTH * box.width and token.height <= LABEL_HEIGHT * box.height


def resolve_frames(frames: list[Frame], claims: list[Claim], view: PageView) -> list[Claim]:
    """The frames that hide something: those with a code, and the empty ones beside them. The outermost of nested."""
    coded: list[Claim] = []
    blank: list[Claim] = []
    for frame in frames:
        box = frame.box
        if box.area > LARGEST_FRAME * view.width * view.height:
            continue
        if any(box.share_in(claim.box) > 0.7 for claim in (*claims, *coded)):
            continue
        content = look_into(view, box, view.paper)
        if content.proof >= (SURE if content.centred else PROOF) and len(content.words) <= 3 * len(content.codes) - 2:
            coded.append(Claim(box, "border", 0.9))
        elif box.width >= view.px(BLANK_WIDTH) and (not content.marks or _is_label(content, box)):
            blank.append(Claim(box, "border", 0.6))
    return coded + (blank if coded else [])
