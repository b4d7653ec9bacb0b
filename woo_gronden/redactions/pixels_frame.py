"""White boxes with a thin border on a page image."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from woo_gronden.redactions.pixels_page import Box, PageView, Pixels

LINE_FADE = 36
"""Grey levels under the paper from which a pixel may belong to a line: a hairline of 0.24 point keeps 50 here."""

SIDE = 7.0
"""Points that the shortest side of a frame measures at least: a line of small type."""

EDGE_INK = 0.72
"""Share of a frame's edge that is inked: text beside it and scanning eat some of it."""


@dataclass(frozen=True, slots=True)
class Frame:
    """A rectangle of lines; ``edge`` is the least inked share of its upright sides."""

    box: Box
    edge: float


def find_frames(view: PageView) -> list[Frame]:
    """Every upright rectangle that lines draw on the page, cells of tables included, larger first."""
    import cv2

    lines = (view.gray < view.paper - LINE_FADE).astype(np.uint8)
    across = _segments(lines, view)
    # A pixel of slack: a scanned line wavers by a pixel.
    wide = cv2.dilate(lines, np.ones((1, 3), np.uint8))
    columns = np.vstack([np.zeros((1, view.width), np.int32), np.cumsum(wide, axis=0, dtype=np.int32)])
    found = _pair(across, view, columns)
    return sorted(found, key=lambda frame: -frame.box.area)


def _segments(lines: Pixels, view: PageView) -> np.ndarray:
    """Horizontal strokes as rows ``x0, x1, y``: thin, longer than a letter is wide."""
    import cv2

    length = view.px(SIDE * 1.2) | 1
    joined = cv2.morphologyEx(lines, cv2.MORPH_CLOSE, np.ones((1, view.px(1) | 1), np.uint8))
    opened = cv2.morphologyEx(joined, cv2.MORPH_OPEN, np.ones((1, length), np.uint8))
    count, _, stats, _ = cv2.connectedComponentsWithStats(opened, connectivity=8)
    thin = (stats[1:count, 3] <= view.px(3.5)) & (stats[1:count, 2] >= length)
    s = stats[1:count][thin]
    return np.stack([s[:, 0], s[:, 0] + s[:, 2], s[:, 1], s[:, 1] + s[:, 3]], axis=1)


def _pair(across: np.ndarray, view: PageView, columns: np.ndarray) -> list[Frame]:
    """Frames from pairs of strokes one above the other that share their ends, joined by inked sides."""
    slack = view.px(1.6)
    found: list[Frame] = []
    order = across[np.argsort(across[:, 2])]
    for i, (x0, x1, top, _) in enumerate(order):
        below = order[i + 1 :]
        near = (
            (np.abs(below[:, 0] - x0) <= slack)
            & (np.abs(below[:, 1] - x1) <= slack)
            & (below[:, 2] - top >= view.px(SIDE))
        )
        for left, right, _, bottom_end in below[near]:
            box = Box(int(min(x0, left)), int(top), int(max(x1, right)), int(bottom_end))
            edge = _side_ink(box, columns)
            if edge >= EDGE_INK:
                found.append(Frame(box, edge))
                break
    return found


def _side_ink(box: Box, columns: np.ndarray) -> float:
    """Least inked share of the left and the right side, each at its best column within two pixels."""
    last = columns.shape[1] - 1
    shares = []
    for x in (box.x0, box.x1 - 1):
        near = slice(max(0, x - 2), min(last, x + 2) + 1)
        ink = columns[box.y1, near] - columns[box.y0, near]
        shares.append(float(ink.max()) / box.height)
    return min(shares)
