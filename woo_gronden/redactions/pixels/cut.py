"""Filled regions cut into boxes as people draw them: by their codes, by steps of their outline, by their own level."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from woo_gronden.redactions.pixels.content import SURE, Content, look_into
from woo_gronden.redactions.pixels.grow import grow_box
from woo_gronden.redactions.pixels.judge import Suspect
from woo_gronden.redactions.pixels.page import Box, PageView, Pixels, level_at
from woo_gronden.redactions.pixels.solid import BAND, FADE, Fill, fill_holes, find_regions, measure_fill

EVEN = 0.6
"""Share of a fill that has one level, at least: photos, maps and dense text have less."""

LEAST_COVER = 0.3
"""Share of its box that an outline covers, at least: a name hidden over two lines in one stroke covers under half."""

WHOLE = 0.93
"""Share of its box that a fill with one code covers to be one box as it is."""

STRAIGHT = 0.8
"""Share of the outline that runs straight for a fill to be one box as it is."""

COVER = 0.8
"""Share of its box that the fill of one line covers to be taken whole."""

NOTCH = 16.0
"""Points across which a notch in a fill is closed to look for a code: a large code at the edge of its box."""

SAME, OVERLAP = 0.8, 0.4
"""Overlap (over union, and as a share of the smaller) from which two boxes are one."""

DOT = 6.5
"""Points: what is smaller both ways is a bullet or a box to tick."""

EDGE_SHARE = 0.35
"""Share of the page's side along which a fill at the page's edge is the scanner's."""

GRAIN = 6
"""Grey levels within which a drawn fill has one level; compression spreads it by less, scanning by more."""

DRAWN = 0.5
"""Share of a box that has its very level where it was drawn and not scanned."""

OFF_LINE = 0.25
"""Share of its height by which a fill may be higher than the box that was grown in it."""

STEP = 5.0
"""Points by which an outline steps in or out where a box on the next line begins."""

LEAST_BAND = 6.0
"""Points that a line within a fill is high, at least."""

GROWN = 0.8
"""Share of a scanned fill that boxes grown from its codes cover, at least; where less, a shade stopped the growing."""

RIM = 2
"""Working pixels around a code that belong to its box."""


@dataclass(frozen=True, slots=True)
class CodedBox:
    """A box that was found by its code, with its look and grey level."""

    box: Box
    kind: str
    level: int


def recut_fill(fill: Fill, view: PageView) -> list[Fill]:
    """The parts of a grey fill that have its very level: drawn boxes, without the text and the gaps between them."""
    if fill.kind != "gray" or (fill.cover > WHOLE and fill.straight > STRAIGHT) or fill.even < EVEN:
        return []
    own = (np.abs(view.part(fill.box).astype(np.int16) - fill.level) <= GRAIN).astype(np.uint8)
    mask = fill_holes(own & fill.mask, view)
    return [part for part in find_regions(mask, view, fill.box.x0, fill.box.y0) if part.box.iou(fill.box) < SAME]


def cut_fill(fill: Fill, view: PageView) -> tuple[list[CodedBox], list[Suspect]]:
    """The boxes of ``fill`` that hold a code, and what of it may be boxes without one."""
    content = look_into(view, fill.box, fill.level, _with_notches(fill, view))
    if len(content.codes) <= 1 and fill.cover > WHOLE and fill.straight > STRAIGHT:
        rows = _stacked_digits(fill, content)
        if rows:
            return [], [s for part in _cut_between(fill, rows, view) for s in _suspect(part, view)]
        if content.codes and not content.centred_digit:
            return [CodedBox(fill.box, fill.kind, fill.level)], []
        return [], [Suspect(fill, content)] if _may_be_box(fill, view) else []
    found, left = _grow(fill, content, view)
    if not content.codes or is_drawn(fill.box, fill.level, view):
        return found, left
    if sum(known.box.area for known in found) >= GROWN * fill.mask.sum():
        return found, left
    bands = cut_bands(fill, view)
    return _sort_bands(bands, content.codes, view) if len(bands) > 1 else (found, left)


def _grow(fill: Fill, content: Content, view: PageView) -> tuple[list[CodedBox], list[Suspect]]:
    """Boxes grown from the codes of a fill over their own ground, and what of the fill they leave."""
    found: list[CodedBox] = []
    mask = fill.mask.copy()
    x, y = fill.box.x0, fill.box.y0
    for code in content.codes:
        box, level = grow_box(code, [other for other in content.codes if other != code], view)
        if box.share_in(fill.box) < 0.7 or min(box.width, box.height) < view.px(5):
            continue
        if fill.kind == "gray" and abs(level - view.paper) < FADE:
            continue
        if (np.abs(view.part(box).astype(np.int16) - level) <= BAND).mean() < EVEN:
            continue
        if any(box.share_in(known.box) > 0.6 or known.box.share_in(box) > 0.6 for known in found):
            continue
        found.append(CodedBox(box, fill.kind, level))
        mask[max(0, box.y0 - y - 2) : box.y1 - y + 2, max(0, box.x0 - x - 2) : box.x1 - x + 2] = 0
    if not found:
        return [], [Suspect(fill, content)] if _may_be_box(fill, view) else []
    return found, [s for part in find_regions(mask, view, x, y) for s in _suspect(part, view)]


def _suspect(fill: Fill, view: PageView) -> list[Suspect]:
    return [Suspect(fill, look_into(view, fill.box, fill.level, fill.mask))] if _may_be_box(fill, view) else []


def _sort_bands(bands: list[Fill], codes: list[Box], view: PageView) -> tuple[list[CodedBox], list[Suspect]]:
    """The bands that hold a code, drawn out over it where it stands at their end, and those that hold none."""
    found: list[CodedBox] = []
    rest: list[Fill] = []
    for band in bands:
        box = band.box
        own = [c for c in codes if box.y0 <= (c.y0 + c.y1) // 2 < box.y1 and _is_near(c, box)]
        if own:
            x0, x1 = min(c.x0 - RIM for c in own), max(c.x1 + RIM for c in own)
            found.append(CodedBox(Box(max(0, min(x0, box.x0)), box.y0, max(x1, box.x1), box.y1), band.kind, band.level))
        else:
            rest.append(band)
    return found, [s for band in rest for s in _suspect(band, view)]


def _is_near(code: Box, band: Box) -> bool:
    return code.x0 <= band.x1 + code.height and code.x1 >= band.x0 - code.height


def cut_bands(fill: Fill, view: PageView) -> list[Fill]:
    """The lines of a fill that runs over several, cut where both its ends, or one, step in or out."""
    inked = fill.mask > 0
    left = inked.argmax(axis=1).astype(np.int32)
    right = inked.shape[1] - inked[:, ::-1].argmax(axis=1).astype(np.int32)
    step, least = view.px(STEP), view.px(LEAST_BAND)
    starts = [0]
    for row in range(2, len(inked) - 2):
        ahead = slice(row, row + least // 2)
        is_step = any(_steps(edge[starts[-1] : row], edge[ahead], step) for edge in (left, right))
        if is_step and row - starts[-1] >= 2:
            starts.append(row)
    bands = []
    for y0, y1 in zip(starts, [*starts[1:], len(inked)], strict=True):
        if y1 - y0 < least:
            continue
        x0, x1 = int(np.median(left[y0:y1])), int(np.median(right[y0:y1]))
        if x1 - x0 < least:
            continue
        box = Box(fill.box.x0 + x0, fill.box.y0 + y0, fill.box.x0 + x1, fill.box.y0 + y1)
        bands.append(replace(measure_fill(box, fill.mask[y0:y1, x0:x1], view), kind=fill.kind))
    return bands


def _steps(own: NDArray[np.int32], ahead: NDArray[np.int32], step: int) -> bool:
    """Whether the rows ``ahead`` end all elsewhere than the ``own`` ones do, by ``step`` pixels."""
    middle = level_at(own, 0.5)
    off = np.abs(ahead - middle)
    return bool(off.min() > step / 2 and abs(level_at(ahead, 0.5) - middle) > step)


def _stacked_digits(fill: Fill, content: Content) -> list[Box]:
    """The lone digits on a dark fill that stand one above the other, top to bottom, where nothing else stands on it."""
    digits = [
        token
        for token, said in zip(content.tokens, content.readings, strict=True)
        if len(said.text) == 1 and said.score >= SURE
    ]
    if fill.kind != "black" or len(digits) < 2 or len(digits) < len(content.tokens):
        return []
    digits.sort(key=lambda box: box.y0)
    apart = all(upper.y1 <= lower.y0 for upper, lower in pairwise(digits))
    return digits if apart else []


def _cut_between(fill: Fill, rows: list[Box], view: PageView) -> list[Fill]:
    """``fill`` cut between each two of ``rows``: where its width steps most, or else halfway."""
    widths = fill.mask.sum(axis=1, dtype=np.int32)
    cuts = [0]
    for upper, lower in pairwise(rows):
        first, last = upper.y1 - fill.box.y0, lower.y0 - fill.box.y0
        change = np.abs(np.diff(widths[first : last + 1]))
        steps = change.size > 0 and change.max() >= 2
        cuts.append(first + 1 + int(change.argmax()) if steps else (first + last) // 2)
    cuts.append(len(widths))
    masks = [(y0, fill.mask[y0:y1].copy()) for y0, y1 in pairwise(cuts)]
    return [part for y0, mask in masks for part in find_regions(mask, view, fill.box.x0, fill.box.y0 + y0)]


def take_whole_line(found: CodedBox, boxes: list[CodedBox], fills: tuple[Fill, ...], view: PageView) -> CodedBox:
    """The box drawn out over the fill of one line that it is the head of: scanned tints waver, and growing stops."""
    box = found.box
    if found.kind == "black" or is_drawn(box, found.level, view):
        return found
    for fill in fills:
        whole = fill.box
        if fill.kind == found.kind and fill.cover > COVER and fill.even > EVEN and box.share_in(whole) > COVER:
            alone = not any(other is not found and other.box.share_in(whole) > OVERLAP for other in boxes)
            if alone and whole.height <= (1 + OFF_LINE) * box.height and whole.area > box.area:
                return CodedBox(whole, found.kind, fill.level)
    return found


def is_drawn(box: Box, level: int, view: PageView) -> bool:
    """Whether a box was drawn by a program: most of it has its very level."""
    return float((np.abs(view.part(box).astype(np.int16) - level) <= 1).mean()) > DRAWN


def _with_notches(fill: Fill, view: PageView) -> Pixels:
    """The fill's mask with the notches closed that a code leaves at its edge."""
    import cv2

    if fill.cover == 1.0:
        return fill.mask
    side = view.px(NOTCH) | 1
    around = cv2.copyMakeBorder(fill.mask, side, side, side, side, cv2.BORDER_CONSTANT, value=0)
    return np.asarray(
        cv2.morphologyEx(around, cv2.MORPH_CLOSE, np.ones((side, side), np.uint8))[side:-side, side:-side]
    )


def _may_be_box(fill: Fill, view: PageView) -> bool:
    """Whether a fill is worth weighing: large, even and full enough, and not the edge that a scanner leaves."""
    width, height = fill.box.width / view.em, fill.box.height / view.em
    if fill.even < EVEN or fill.cover < LEAST_COVER or max(width, height) <= DOT:
        return False
    return not _at_edge(fill.box, view)


def _at_edge(box: Box, view: PageView) -> bool:
    """Whether the fill runs along the page's edge: what a scanner leaves there."""
    upright = (box.x0 <= 1 or box.x1 >= view.width - 1) and box.height > EDGE_SHARE * view.height
    level = (box.y0 <= 1 or box.y1 >= view.height - 1) and box.width > EDGE_SHARE * view.width
    return upright or level
