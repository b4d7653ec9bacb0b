"""White boxes with a thin border on a page image."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from woo_gronden.redactions.pixels_page import Box, PageView, Pixels, find_components

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
    stats = find_components(opened)
    s = stats[(stats[:, 3] <= view.px(3.5)) & (stats[:, 2] >= length)]
    return np.stack([s[:, 0], s[:, 0] + s[:, 2], s[:, 1], s[:, 1] + s[:, 3]], axis=1)


def _pair(across: np.ndarray, view: PageView, lines: Pixels) -> list[Frame]:
    """Frames from pairs of strokes one above the other that share their ends, joined by inked sides."""
    slack, corner = view.px(1.6), view.px(CORNER)
    found: list[Frame] = []
    order = across[np.argsort(across[:, 2], kind="stable")]
    # Those that begin at the same place stand together here, so that few are compared.
    by_left = np.argsort(order[:, 0], kind="stable")
    lefts = order[by_left, 0]
    first = np.searchsorted(lefts, order[:, 0] - slack, "left")
    last = np.searchsorted(lefts, order[:, 0] + slack, "right")
    for i in np.flatnonzero(last - first > 1):
        x0, x1, top, _ = order[i]
        others = order[np.sort(by_left[first[i] : last[i]])]
        near = (np.abs(others[:, 1] - x1) <= slack) & (others[:, 2] - top >= view.px(SIDE))
        for left, right, _, bottom_end in others[near]:
            box = Box(int(min(x0, left)), int(top), int(max(x1, right)), int(bottom_end))
            edge = _side_ink(box, lines, corner)
            if edge >= EDGE_INK:
                found.append(Frame(box, edge))
                break
    return found


def _side_ink(box: Box, lines: Pixels, corner: int) -> float:
    """Least inked share of the left and the right side, each at its best column within two pixels.

    0 where a side is not inked for ``corner`` pixels from either end: there another frame's line was met.
    """
    import cv2

    least = 1.0
    for x in (box.x0, box.x1 - 1):
        near = lines[box.y0 : box.y1, max(0, x - 2) : x + 3]
        counts = cv2.reduce(near, 0, cv2.REDUCE_SUM, dtype=cv2.CV_32S)[0]
        best = int(counts.argmax())
        least = min(least, float(counts[best]) / box.height)
        if least < EDGE_INK:
            break
        side = near[1:-1, best]
        if min(side[:corner].mean(), side[-corner:].mean()) < CORNER_INK:
            return 0.0
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
