"""Sides of a box that the level alone does not tell: where boxes of one grey touch, where a scanned tint pales."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from woo_gronden.redactions.pixels.page import Box, PageView

Mask = NDArray[np.bool_]
Span = tuple[int, int]
Edges = tuple[float, float, float, float]

AROUND = 3.0
"""Points around a drawn box that are looked at."""

OPEN = 0.5
"""Share of the pixels beyond a side that have the ground of the box, from which on the box may go on there."""

FRINGE = 2
"""Pixels beyond a side that a renderer may blend with the paper."""

RIM = 1.0
"""Points along a side, and beside it, by whose pixels a step of the outline is seen."""

DEEP = 12.0
"""Points by which a side that touches another box moves inwards at most."""

OFF_CENTRE = 1.2
"""Points by which a code is off the middle of its box where a side was set wrong; in drawn boxes it is off by 0.8."""

BELOW = 0.25
"""Share of a code's height by which there is more room below it than above: that of letters that hang."""

PALE = 0.3
"""Share of the way from the paper to a scanned tint from which a pixel belongs to it."""

SHADED = 0.7
"""Share of a row or column that belongs to a scanned tint, letters on it too: a line of text has half of that."""

FAR, FAR_OFF_LINE = 30.0, 8.0
"""Points within which a scanned tint ends beside what was found of it, and above and below: the code at its head is as
wide, and as high. Where it goes on farther, another box begins."""


def settle_sides(edges: Edges, level: int, tolerance: float, code: Box | None, view: PageView) -> Edges:
    """``edges`` of a drawn box in pixels of the image as given, the sides that touch others moved to where it ends.

    Args:
        edges: the box as found.
        level: its grey level.
        tolerance: grey levels around it that are still its ground.
        code: the one code printed on it, in working pixels; None where there is none or more.
        view: the page.
    """
    unit = view.em / view.scale
    x0, y0, cut = _cut_around(edges, AROUND * unit, view)
    ink = np.abs(cut.astype(np.int16) - level) <= tolerance
    columns, rows = (int(edges[0]) - x0, int(edges[2]) - x0), (int(edges[1]) - y0, int(edges[3]) - y0)
    wide = high = None
    if code is not None:
        wide = (round(code.x0 / view.scale) - x0, round(code.x1 / view.scale) - x0)
        high = (round(code.y0 / view.scale) - y0, round(code.y1 / view.scale) - y0)
    columns = _settle(ink.T, rows, columns, wide, 0.0, unit)
    rows = _settle(ink, columns, rows, high, BELOW, unit)
    return (x0 + columns[0], y0 + rows[0], x0 + columns[1], y0 + rows[1])


def spread_tint(edges: Edges, level: int, others: list[Edges], view: PageView) -> Edges:
    """``edges`` of a scanned box, drawn out over the paler part of its tint and the letters on it, up to ``others``."""
    x0, y0, cut = _cut_around(edges, (FAR + 1) * view.em / view.scale, view)
    shade = np.abs(cut.astype(np.int16) - view.paper) > PALE * abs(level - view.paper)
    for other in others:
        left, top, right, bottom = (round(edge) for edge in other)
        shade[max(0, top - y0) : max(0, bottom - y0), max(0, left - x0) : max(0, right - x0)] = False
    left, top, right, bottom = (round(edge) - start for edge, start in zip(edges, (x0, y0, x0, y0), strict=True))
    unit = view.em / view.scale
    left, right = _spread(shade[top:bottom].mean(axis=0), left, right, round(FAR * unit))
    top, bottom = _spread(shade[:, left:right].mean(axis=1), top, bottom, round(FAR_OFF_LINE * unit))
    return (x0 + left, y0 + top, x0 + right, y0 + bottom)


def _cut_around(edges: Edges, margin: float, view: PageView) -> tuple[int, int, NDArray[np.uint8]]:
    """The pixels around a box, and where they begin."""
    x0, y0 = max(0, round(edges[0] - margin)), max(0, round(edges[1] - margin))
    return x0, y0, view.close_up_pixels(x0, y0, round(edges[2] + margin), round(edges[3] + margin))


def _spread(share: NDArray[np.float64], first: int, last: int, far: int) -> Span:
    """``first`` and ``last`` moved outwards to where the tint ends; left where it does not within ``far``."""
    over: NDArray[np.int64] = np.flatnonzero(share < SHADED)
    before, after = over[over < first], over[over >= last]
    begin = int(before[-1]) + 1 if len(before) else 0
    end = int(after[0]) if len(after) else len(share)
    return begin if first - begin <= far else first, end if end - last <= far else last


def _settle(ink: Mask, across: Span, ends: Span, code: Span | None, below: float, unit: float) -> Span:
    """The first and last row of a box that lies in the columns ``across``.

    By a step of the outline; without one the code stands in the middle, and the other side says how far the box goes.
    """
    size = len(ink)
    first, last = ends
    above = _find_side(ink, across, first, (first + last) // 2, unit)
    under = _find_side(ink[::-1], across, size - last, size - (first + last) // 2, unit)
    top = first if above is None else above
    bottom = last if under is None else size - under
    if code is not None and (above is None) != (under is None):
        more_above = (code[0] - top) - (bottom - code[1]) + round(below * (code[1] - code[0]))
        # Inwards alone: what was taken of another box is given back.
        excess = more_above if above is None else -more_above
        if OFF_CENTRE * unit < excess <= DEEP * unit:
            return (top + excess, bottom) if above is None else (top, bottom - excess)
    return top, bottom


def _find_side(ink: Mask, across: Span, edge: int, middle: int, unit: float) -> int | None:
    """The first row of a box; None where another touches it and no step tells which row.

    ``edge`` where nothing touches it, else the innermost row near it at which the ground steps in or out at an end of
    ``across``.
    """
    x0, x1 = across
    beyond = ink[max(0, edge - FRINGE - 1) : max(0, edge - 1), x0:x1]
    if not beyond.size or beyond.mean() < OPEN:
        return edge
    rim = max(2, round(RIM * unit))
    middle = min(middle, edge + round(DEEP * unit))
    steps = []
    for left, within in ((x0, True), (x1 - rim, True), (x0 - 1 - rim, False), (x1 + 1, False)):
        if left < 0 or left + rim > ink.shape[1]:
            continue
        strip = ink[:, left : left + rim]
        full: Mask = np.asarray(strip.all(axis=1))
        empty: Mask = np.asarray(~strip.any(axis=1))
        own, other = (full, empty) if within else (empty, full)
        ended = np.flatnonzero(~own[:middle])
        if not own[middle] or not len(ended):
            continue
        last = int(ended[-1])
        if last >= FRINGE and other[last - FRINGE : last].all() and last + 1 >= edge - FRINGE:
            steps.append(last + 1)
    return max(steps, default=None)
