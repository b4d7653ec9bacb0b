"""The box around a code: grown from the code outwards over its own ground, so that boxes that touch stay apart."""

from __future__ import annotations

import numpy as np

from woo_gronden.redactions.pixels.page import Box, PageView, level_at
from woo_gronden.redactions.pixels.solid import BAND

SEAM = 6.0
"""Grey levels by which the next row or column may be off the one before: a renderer's fringe is 10 and more."""

FILLED = 0.72
"""Share of a row or column that has the level of the ground, at least."""

STEP = 7
"""Working pixels beside a box within which the ground of a wider box above or below it is looked for."""

RING = 2
"""Working pixels around a code whose level is that of the ground."""


def grow_box(code: Box, others: list[Box], view: PageView) -> tuple[Box, int]:
    """The rectangle of even ground around ``code`` and its level.

    First sideways over the rows of the code, then up and down over the whole width, halfway to ``others`` at most.
    """
    gray = view.gray
    ring = gray[max(0, code.y0 - RING) : code.y1 + RING, max(0, code.x0 - RING) : code.x1 + RING]
    level = _common(ring)
    above = [o.y1 for o in others if o.y1 <= code.y0 + 1 and o.x0 < code.x1 and o.x1 > code.x0]
    below = [o.y0 for o in others if o.y0 >= code.y1 - 1 and o.x0 < code.x1 and o.x1 > code.x0]
    top_limit = (max(above) + code.y0) // 2 if above else 0
    bottom_limit = (min(below) + code.y1) // 2 if below else view.height
    rows = slice(max(0, code.y0 - 1), code.y1 + 1)
    x0 = _reach(gray[rows].T, code.x0, -1, 0, level)
    x1 = _reach(gray[rows].T, code.x1 - 1, 1, view.width - 1, level) + 1
    y0 = _reach(gray[:, x0:x1], code.y0, -1, top_limit, level)
    y1 = _reach(gray[:, x0:x1], code.y1 - 1, 1, bottom_limit - 1, level) + 1
    if others:
        was_cut = (bool(above) and y0 == top_limit, bool(below) and y1 == bottom_limit)
        y0, y1 = _stop_at_steps(gray, Box(x0, y0, x1, y1), code, others, level, was_cut)
    return Box(x0, y0, x1, y1), level


def _stop_at_steps(
    gray: np.ndarray, box: Box, code: Box, others: list[Box], level: int, was_cut: tuple[bool, bool]
) -> tuple[int, int]:
    """Top and bottom of ``box``, cut where the ground widens to the row of another code beside: a box of its own.

    ``was_cut`` says whether its top and its bottom stand halfway to another code: that may be in the other's box.
    """
    beside = [
        gray[box.y0 : box.y1, max(0, box.x0 - STEP) : max(0, box.x0 - RING)],
        gray[box.y0 : box.y1, box.x1 + RING : box.x1 + STEP],
    ]
    top, bottom = box.y0, box.y1
    for strip, is_right in zip(beside, (False, True), strict=True):
        if strip.size == 0:
            continue
        wider: np.ndarray = np.all(np.abs(strip.astype(np.int16) - level) <= SEAM, axis=1)
        if wider[code.y0 - box.y0 : code.y1 - box.y0].any():
            continue
        if was_cut[0] and wider[0]:
            top = max(top, box.y0 + _run_start(wider, 0, 1) + 1)
        if was_cut[1] and wider[-1]:
            bottom = min(bottom, box.y0 + _run_start(wider, len(wider) - 1, -1))
        for other in others:
            if (other.x1 <= box.x0) if not is_right else (other.x0 >= box.x1 - RING) or other.x1 > box.x1:
                middle = (other.y0 + other.y1) // 2
                if code.y1 <= middle < box.y1 and wider[middle - box.y0]:
                    bottom = min(bottom, box.y0 + _run_start(wider, middle - box.y0, -1))
                if box.y0 <= middle < code.y0 and wider[middle - box.y0]:
                    top = max(top, box.y0 + _run_start(wider, middle - box.y0, 1) + 1)
    return top, bottom


def _run_start(flags: np.ndarray, at: int, step: int) -> int:
    """The last place in direction ``step`` from ``at`` on up to which ``flags`` hold."""
    while 0 <= at + step < len(flags) and flags[at + step]:
        at += step
    return at


def _common(ring: np.ndarray) -> int:
    """The commonest level, counted in steps of eight so that noise does not scatter it."""
    step = int(np.bincount((ring >> 3).ravel(), minlength=32).argmax())
    near = ring[(ring >> 3) == step]
    return int(np.median(near))


def _reach(lines: np.ndarray, start: int, step: int, limit: int, level: int) -> int:
    """The last row of ``lines`` from ``start`` on that is ground, in direction ``step``."""
    current = float(level)
    at = start
    tolerated = RING
    last = start
    while at != limit:
        line = lines[at + step].astype(np.int16)
        middle = level_at(line, 0.5)
        at += step
        if abs(middle - current) > SEAM or (np.abs(line - current) <= BAND).mean() < FILLED:
            # The blurred rim of the code itself is passed over, farther on nothing is.
            tolerated -= 1
            if tolerated < 0:
                return last
            continue
        tolerated = 0
        current += 0.2 * (middle - current)
        last = at
    return last
