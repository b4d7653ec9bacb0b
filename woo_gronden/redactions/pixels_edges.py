"""Edges of a found box, set where the full image has them."""

from __future__ import annotations

import numpy as np

from woo_gronden.redactions.pixels_page import Box, PageView

REACH = 2.0
"""Points around a box found at working size within which its true edge lies."""

OUTWARD = 0.6
"""Points by which an edge may move outwards: farther lies the next box, or the text beside this one."""

FRINGE, DARK_FRINGE = 0.35, 0.5
"""Share of the way from the fill to the paper up to which a pixel is fill: the half fringe of a grey box is left out,
the blurred rim of a scanned black one is not."""

DARK = 96
"""Grey level under which a fill is black."""

INSET = {"gray": (0.25, 0.5, 0.25, 0.25), "border": (0.4, 0.4, 0.4, 0.4)}
"""Points by which people draw inside what is inked, left, top, right and bottom: around the ground of a grey box (most
at its top, in each of the publications looked at), on the line of a frame."""

FULL = 0.5
"""Share of an edge's pixels that are fill rather than paper: the lighter fringe that renderers leave has fewer."""

Edges = tuple[float, float, float, float]


def snap_fill(box: Box, level: int, view: PageView) -> Edges:
    """``box`` in pixels of the image as given, each side moved to where the fill of ``level`` begins."""
    scale = view.scale
    reach = max(1, round(REACH * view.em / scale))
    height, width = view.image.shape[:2]
    x0, y0 = max(0, int(box.x0 / scale) - reach), max(0, int(box.y0 / scale) - reach)
    x1, y1 = min(width, round(box.x1 / scale) + reach), min(height, round(box.y1 / scale) + reach)
    gray = view.close_up_pixels(x0, y0, x1, y1)
    plain: Edges = (box.x0 / scale, box.y0 / scale, box.x1 / scale, box.y1 / scale)
    if gray.size == 0 or abs(view.paper - level) < 8:
        return plain
    limit = level + (DARK_FRINGE if level < DARK else FRINGE) * (view.paper - level)
    ink = gray < limit if level < view.paper else gray > limit
    inner = ink[reach : ink.shape[0] - reach, reach : ink.shape[1] - reach]
    if inner.size == 0:
        return plain
    slack = max(1, round(OUTWARD * view.em / scale))
    columns = ink[reach : ink.shape[0] - reach].mean(axis=0)
    rows = ink[:, reach : ink.shape[1] - reach].mean(axis=1)
    left, right = _ends(columns, reach, slack)
    top, bottom = _ends(rows, reach, slack)
    return (x0 + left, y0 + top, x0 + right, y0 + bottom)


def draw_in(edges: Edges, kind: str, view: PageView) -> Edges:
    """``edges`` as far inside as people draw them on a region of ``kind``."""
    unit = view.em / view.scale
    left, top, right, bottom = INSET.get(kind, (0.0, 0.0, 0.0, 0.0))
    x0, y0, x1, y1 = edges
    return (x0 + left * unit, y0 + top * unit, x1 - right * unit, y1 - bottom * unit)


def _ends(profile: np.ndarray, reach: int, slack: int) -> tuple[int, int]:
    """First and last place that is mostly fill: inwards as far as need be, outwards by ``slack`` at most."""
    full = profile >= FULL
    size = len(profile)
    return _first(full, reach, slack, size // 2), size - _first(full[::-1], reach, slack, size // 2)


def _first(full: np.ndarray, start: int, slack: int, middle: int) -> int:
    at = start
    if full[at]:
        while at > max(0, start - slack) and full[at - 1]:
            at -= 1
        return at
    inward = np.flatnonzero(full[at : min(middle, at + 3 * start) + 1])
    return at + int(inward[0]) if len(inward) else start
