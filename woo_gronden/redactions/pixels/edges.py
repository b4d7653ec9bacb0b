"""Edges of a found box, set where the full image has them."""

from __future__ import annotations

import numpy as np

from woo_gronden.redactions.pixels.cut import is_drawn
from woo_gronden.redactions.pixels.fills import Claim
from woo_gronden.redactions.pixels.frame import LINE_FADE
from woo_gronden.redactions.pixels.page import Box, PageView
from woo_gronden.redactions.pixels.touch import Edges, settle_sides, spread_tint

REACH = 2.0
"""Points around a box found at working size within which its true edge lies."""

OUTWARD = 0.6
"""Points by which an edge may move outwards: farther lies the next box, or the text beside this one."""

FRINGE, DARK_FRINGE = 0.35, 0.5
"""Share of the way from the fill to the paper up to which a pixel is fill: the half fringe of a grey box is left out,
the blurred rim of a scanned black one is not."""

DARK = 96
"""Grey level under which a fill is black."""

INSET = 0.3
"""Points by which people draw inside the ground of a grey box."""

LINE_REACH = 1.2
"""Points around the side of a frame found at working size within which its line lies."""

LINE_INK = 0.7
"""Share of a row or column beside the side of a frame that is inked where its line is."""

CRACK, CRACK_SHARE, CRACK_FILL = 4.0, 0.25, 0.25
"""Points from the top or bottom, at most this share of the height, within which a row of hardly any fill (up to this
share) parts a box from a line or another box: letters leave more. Columns of none are the stems of digits."""

INWARD = 6.0
"""Points by which an edge moves inwards to the fill: a marker's stroke has round ends. A drawn box has none."""

FULL = 0.5
"""Share of an edge's pixels that are fill rather than paper: the lighter fringe that renderers leave has fewer."""

FAINT = 8
"""Grey levels between a fill and the paper under which no edge is seen."""


def snap_claim(claim: Claim, claims: list[Claim], view: PageView) -> Edges:
    """The edges of ``claim``, one of the ``claims`` of a page, in pixels of the image as given."""
    edges = _scale_up(claim.box, view)
    if claim.kind == "border":
        return snap_frame(edges, view)
    if claim.level is not None and abs(view.paper - claim.level) >= FAINT:
        drawn = is_drawn(claim.box, claim.level, view)
        edges = snap_fill(claim.box, claim.level, view, exact=drawn and claim.kind == "gray")
        if drawn and claim.kind == "gray":
            edges = settle_sides(edges, claim.level, FRINGE * abs(view.paper - claim.level), claim.code, view)
        elif not drawn and claim.kind != "black":
            edges = spread_tint(edges, claim.level, [_scale_up(c.box, view) for c in claims if c is not claim], view)
    inset = round(INSET * view.em / view.scale) if claim.kind == "gray" else 0
    x0, y0, x1, y1 = edges
    return (x0 + inset, y0 + inset, x1 - inset, y1 - inset)


def snap_fill(box: Box, level: int, view: PageView, exact: bool = False) -> Edges:
    """``box`` in pixels of the image as given, each side moved to where the fill of ``level`` begins.

    ``exact`` where what is darker than the fill is not of it either: the text beside a drawn grey box.
    """
    scale = view.scale
    reach = max(1, round(REACH * view.em / scale))
    height, width = view.image.shape[:2]
    x0, y0 = max(0, int(box.x0 / scale) - reach), max(0, int(box.y0 / scale) - reach)
    x1, y1 = min(width, round(box.x1 / scale) + reach), min(height, round(box.y1 / scale) + reach)
    gray = view.close_up_pixels(x0, y0, x1, y1)
    fade = (DARK_FRINGE if level < DARK else FRINGE) * (view.paper - level)
    if exact:
        ink = np.abs(gray.astype(np.int16) - level) <= abs(fade)
    else:
        ink = gray < level + fade if level < view.paper else gray > level + fade
    inner = ink[reach : ink.shape[0] - reach, reach : ink.shape[1] - reach]
    if inner.size == 0:
        return _scale_up(box, view)
    slack = max(1, round(OUTWARD * view.em / scale))
    crack = round(CRACK * view.em / scale)
    far = max(ink.shape) if exact else round(INWARD * view.em / scale)
    left, right = _ends(ink[reach : ink.shape[0] - reach].mean(axis=0), reach, slack, 0, far)
    top, bottom = _ends(ink[:, reach : ink.shape[1] - reach].mean(axis=1), reach, slack, crack, far)
    return (x0 + left, y0 + top, x0 + right, y0 + bottom)


def _scale_up(box: Box, view: PageView) -> Edges:
    return (box.x0 / view.scale, box.y0 / view.scale, box.x1 / view.scale, box.y1 / view.scale)


def snap_frame(edges: Edges, view: PageView) -> Edges:
    """``edges`` of a frame, each side moved to the middle of its line, on which people draw; left where none is met."""
    reach = round(LINE_REACH * view.em / view.scale)
    x0, y0, x1, y1 = (round(edge) for edge in edges)
    cut = view.close_up_pixels(x0 - reach, y0 - reach, x1 + reach, y1 + reach)
    ink = cut < view.paper - LINE_FADE
    start_x, start_y = max(0, x0 - reach), max(0, y0 - reach)
    columns = ink[2 * reach : -2 * reach].mean(axis=0) >= LINE_INK
    rows = ink[:, 2 * reach : -2 * reach].mean(axis=1) >= LINE_INK
    sides = []
    for edge, start, lines in zip(edges, (start_x, start_y) * 2, (columns, rows) * 2, strict=True):
        first = max(0, round(edge) - start - reach)
        met = np.flatnonzero(lines[first : first + 2 * reach])
        sides.append(start + first + (int(met[0]) + int(met[-1]) + 1) / 2 if len(met) else edge)
    return (sides[0], sides[1], sides[2], sides[3])


def _ends(profile: np.ndarray, reach: int, slack: int, crack: int, far: int) -> tuple[int, int]:
    """First and last place that is mostly fill: inwards by ``far``, outwards by ``slack`` at most.

    A crack of no fill within ``crack`` pixels of an end parts what is beyond it from the box.
    """
    full = profile >= FULL
    size = len(profile)
    crack = min(crack, round(CRACK_SHARE * (size - 2 * reach)))
    none = profile < CRACK_FILL
    return (
        _first(full, none, reach, slack, crack, far),
        size - _first(full[::-1], none[::-1], reach, slack, crack, far),
    )


def _first(full: np.ndarray, none: np.ndarray, start: int, slack: int, crack: int, far: int) -> int:
    at = start
    if full[at]:
        cracks = np.flatnonzero(none[at : at + crack + 1])
        if len(cracks):
            return at + int(cracks[-1]) + 1
        while at > max(0, start - slack) and full[at - 1]:
            at -= 1
        return at
    inward = np.flatnonzero(full[at : min(len(full) // 2, at + far + 1)])
    return at + int(inward[0]) if len(inward) else start
