"""Filled regions that are several boxes: parted at seams, at steps of the outline and between codes."""

from __future__ import annotations

import numpy as np

from woo_gronden.redactions.pixels_page import Box, PageView, Pixels
from woo_gronden.redactions.pixels_solid import Fill, measure_fill
from woo_gronden.redactions.pixels_tokens import drop_edges, find_marks, join_tokens

SEAM = 5.0
"""Grey levels by which a seam between two boxes is off its surroundings: the lighter fringe that a renderer leaves."""

STEP = 2.0
"""Points by which an outline jumps where one box ends and the next begins."""

SLIMMEST = 5.5
"""Points that each part measures at least."""

PLAIN = 0.95
"""Share of its box that a region without codes covers before a seam parts it: a stepped outline is one region."""

DEEPEST = 40
"""Cuts at most in one region: a page with a box on every line has about fifty."""


def split_fill(fill: Fill, view: PageView) -> list[Fill]:
    """The boxes that ``fill`` consists of; itself where nothing shows that it is more than one."""
    done: list[Fill] = []
    todo = [fill]
    cuts = 0
    while todo:
        part = todo.pop()
        found = _best_cut(part, view) if cuts < DEEPEST else None
        if found is None:
            done.append(part)
            continue
        cuts += 1
        todo.extend(found)
    return done


def _best_cut(fill: Fill, view: PageView) -> list[Fill] | None:
    """The two sides of the clearest cut through ``fill``, or None."""
    box, least = fill.box, view.px(SLIMMEST)
    if max(box.width, box.height) < 2 * least:
        return None
    gray = view.part(box)
    tokens = tokens_in(gray, fill.level, view)
    best: tuple[float, int, bool] | None = None
    for upright in (False, True):
        mask = fill.mask.T if upright else fill.mask
        pixels = gray.T if upright else gray
        spans = [(t.x0, t.x1) if upright else (t.y0, t.y1) for t in tokens]
        for at, strength in _candidate_cuts(mask, pixels, fill.level, view):
            if at < least or mask.shape[0] - at < least or any(a + 1 < at < b - 1 for a, b in spans):
                continue
            before = sum(b <= at + 1 for _, b in spans)
            coded = 0 < before < len(spans)
            if not coded and (spans or fill.cover < PLAIN):
                continue
            worth = strength + (1.0 if coded else 0.0)
            if worth >= 1.5 and (best is None or worth > best[0]):
                best = (worth, at, upright)
    if best is None:
        return None
    _, at, upright = best
    return _cut(fill, at, upright, view)


def _candidate_cuts(mask: Pixels, gray: Pixels, level: int, view: PageView) -> list[tuple[int, float]]:
    """Rows at which a box may end, each with how clearly: 1 a step or a faint seam, 1.5 a seam all along, 2 a gap."""
    found: dict[int, float] = {}
    height, width = mask.shape
    inked = mask > 0
    left = np.where(inked.any(axis=1), inked.argmax(axis=1), 0)
    right = width - np.where(inked.any(axis=1), inked[:, ::-1].argmax(axis=1), 0)
    step = view.px(STEP)
    for edge in (left.astype(int), right.astype(int)):
        for y in range(3, height - 3):
            if abs(edge[y + 2] - edge[y - 3]) >= step and abs(edge[y] - edge[y - 1]) >= 1:
                found[y] = max(found.get(y, 0), 0.6)
    off = gray.astype(np.int16) - level
    for y in range(2, height - 2):
        row = off[y][inked[y]]
        if len(row) < 4:
            continue
        middle = float(np.median(row))
        around = float(np.median(np.concatenate([off[max(0, y - 4) : y - 1].ravel(), off[y + 2 : y + 5].ravel()])))
        if abs(middle - around) >= SEAM:
            same = float((np.sign(row - around) == np.sign(middle - around)).mean())
            clear = float((np.abs(row - around) >= SEAM * 0.6).mean())
            if same >= 0.85 and clear >= 0.8:
                found[y] = max(found.get(y, 0), 1.5 if clear >= 0.92 else 1.0)
    return sorted(found.items())


def tokens_in(gray: Pixels, level: int, view: PageView) -> list[Box]:
    """Tokens printed on a fill that have the size of a line of text."""
    marks = drop_edges(find_marks(gray, level), gray.shape[1], gray.shape[0], view.px(0.8))
    if len(marks) > 400:
        return []
    tokens = join_tokens(marks)
    return [t for t in tokens if t.height >= view.px(3) and t.width >= 1.2 * t.height]


def _cut(fill: Fill, at: int, upright: bool, view: PageView) -> list[Fill] | None:
    box, mask = fill.box, fill.mask
    sides = (mask[:, :at], mask[:, at:]) if upright else (mask[:at], mask[at:])
    parts = []
    for i, side in enumerate(sides):
        rows, columns = np.nonzero(side.any(axis=1))[0], np.nonzero(side.any(axis=0))[0]
        if not len(rows):
            return None
        x = box.x0 + (at if upright and i else 0)
        y = box.y0 + (at if not upright and i else 0)
        inner = side[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
        part = Box(x + int(columns[0]), y + int(rows[0]), x + int(columns[-1]) + 1, y + int(rows[-1]) + 1)
        parts.append(measure_fill(part, fill.kind, inner, view))
    return parts
