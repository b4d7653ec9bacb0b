"""White boxes with a thin border on a page image."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from woo_gronden.redactions.pixels.page import Box, PageView, Pixels, find_components, pair_up

LINE_FADE = 36
"""Grey levels under the paper from which a pixel may belong to a line: a hairline of 0.24 point keeps 50 here."""

SIDE = 7.0
"""Points that the shortest side of a frame measures at least: a line of small type."""

EDGE_INK = 0.72
"""Share of a frame's edge that is inked: text beside it and scanning eat some of it."""

CORNER, CORNER_INK = 3.5, 0.5
"""Points from the ends of a side in which half of it is inked: the gap to the line of another frame is none of it."""

CAST_INK = 0.8
"""Share of a line that is inked over the width it was met on: a step of the outline or broken scanning takes some."""

FARTHEST_LINE = 60.0
"""Points above or below a code within which the line of its frame is met; in larger frames both strokes stand alone."""

Edge = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Frame:
    """A rectangle of lines; ``edge`` is the least inked share of its upright sides."""

    box: Box
    edge: float


def find_frames(view: PageView) -> list[Frame]:
    """Every upright rectangle that lines draw on the page, cells of tables included, larger first."""
    import cv2

    lines = cv2.threshold(view.gray, view.paper - LINE_FADE - 1, 1, cv2.THRESH_BINARY_INV)[1]
    across = _segments(lines, view)
    # A pixel of slack: a scanned line wavers by a pixel.
    wide = cv2.dilate(lines, np.ones((1, 3), np.uint8))
    found = _pair(across, view, wide)
    return sorted(found, key=lambda frame: -frame.box.area)


def _segments(lines: Pixels, view: PageView) -> np.ndarray:
    """Horizontal strokes as rows ``x0, x1, y``: thin, longer than a letter is wide."""
    import cv2

    length = view.px(SIDE * 1.2) | 1
    joined = cv2.morphologyEx(lines, cv2.MORPH_CLOSE, np.ones((1, view.px(1) | 1), np.uint8))
    opened = cv2.morphologyEx(joined, cv2.MORPH_OPEN, np.ones((1, length), np.uint8))
    s = find_components(opened)
    s = s[(s[:, 3] <= view.px(3.5)) & (s[:, 2] >= length)]
    return np.stack([s[:, 0], s[:, 0] + s[:, 2], s[:, 1], s[:, 1] + s[:, 3]], axis=1)


def _pair(across: np.ndarray, view: PageView, lines: Pixels) -> list[Frame]:
    """Frames from pairs of strokes one above the other that share their ends, joined by inked sides."""
    slack = view.px(1.6)
    order = across[np.lexsort((across[:, 0], across[:, 2]))]
    # Those that begin at the same place stand together here, so that few are compared.
    by_left = np.argsort(order[:, 0], kind="stable")
    upper, place = pair_up(order[by_left, 0], order[:, 0] - slack, order[:, 0] + slack)
    lower = by_left[place]
    near = np.abs(order[lower, 1] - order[upper, 1]) <= slack
    near &= order[lower, 2] - order[upper, 2] >= view.px(SIDE)
    upper, lower = upper[near], lower[near]
    nearest_first = np.lexsort((lower, upper))
    upper, lower = upper[nearest_first], lower[nearest_first]
    x0 = np.minimum(order[upper, 0], order[lower, 0])
    x1 = np.maximum(order[upper, 1], order[lower, 1])
    y0, y1 = order[upper, 2], order[lower, 3]
    edge = _side_ink(x0, y0, x1, y1, lines, view.px(CORNER))
    inked = np.flatnonzero(edge >= EDGE_INK)
    # Of the strokes below each, the first whose sides are drawn.
    kept = inked[np.unique(upper[inked], return_index=True)[1]]
    return [Frame(Box(*map(int, (x0[i], y0[i], x1[i], y1[i]))), float(edge[i])) for i in kept]


def _side_ink(x0: Edge, y0: Edge, x1: Edge, y1: Edge, lines: Pixels, corner: int) -> NDArray[np.float64]:
    """Of each rectangle the least inked share of its left and right side, each at its best column within two pixels.

    0 where a side is not inked for ``corner`` pixels from either end: there another frame's line was met.
    """
    import cv2

    sums = cv2.integral(lines)

    def count(x: Edge, top: Edge, bottom: Edge) -> Edge:
        return np.asarray(sums[bottom, x + 1] - sums[top, x + 1] - sums[bottom, x] + sums[top, x], np.int64)

    least = np.ones(len(x0))
    for side in (x0, x1 - 1):
        columns = np.clip(side + np.arange(-2, 3)[:, None], 0, lines.shape[1] - 1)
        ink = np.stack([count(x, y0, y1) for x in columns])
        best = columns[ink.argmax(axis=0), np.arange(len(side))]
        least = np.minimum(least, ink.max(axis=0) / (y1 - y0))
        first, last = y0 + 1, y1 - 1
        run = np.minimum(corner, last - first)
        least[np.minimum(count(best, first, first + run), count(best, last - run, last)) < CORNER_INK * run] = 0.0
    return least


def cast_frame(code: Box, view: PageView) -> Frame | None:
    """The frame around ``code`` where strokes that run on beyond it, or touch text, pair with no other.

    Lines are met from the code outwards: up and down over its own width, then left and right over the height so found.
    None where one of the four is not met, or top and bottom are not drawn over the whole width.
    """
    import cv2

    far = view.px(FARTHEST_LINE)
    top0, bottom0 = max(0, code.y0 - far), min(view.height, code.y1 + far)
    lines = (view.gray[top0:bottom0] < view.paper - LINE_FADE).astype(np.uint8)
    # A pixel of slack, as for the sides above: scanned lines waver.
    level = cv2.dilate(lines, np.ones((3, 1), np.uint8))
    across = level[:, code.x0 : code.x1].mean(axis=1) >= CAST_INK
    above = np.flatnonzero(across[: code.y0 - top0 - 1])
    below = np.flatnonzero(across[code.y1 - top0 + 1 :])
    if not len(above) or not len(below):
        return None
    top, bottom = int(above[-1]), int(below[0]) + code.y1 - top0 + 1
    if bottom - top < view.px(SIDE):
        return None
    inner = cv2.dilate(lines[top + 2 : bottom - 1], np.ones((1, 3), np.uint8))
    upright = inner.mean(axis=0) >= CAST_INK
    before, after = np.flatnonzero(upright[: code.x0]), np.flatnonzero(upright[code.x1 :])
    if not len(before) or not len(after):
        return None
    left, right = int(before[-1]), int(after[0]) + code.x1
    drawn = min(float(level[row, left:right].mean()) for row in (top, bottom))
    if drawn < EDGE_INK:
        return None
    return Frame(Box(left, top0 + top, right + 1, top0 + bottom + 1), drawn)
