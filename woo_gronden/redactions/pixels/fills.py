"""Which filled regions of a page hide something: cut into boxes, then weighed together with their like."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from woo_gronden.redactions.pixels.content import look_into
from woo_gronden.redactions.pixels.cut import (
    OVERLAP,
    SAME,
    CodedBox,
    cut_fill,
    is_drawn,
    recut_fill,
    take_whole_line,
)
from woo_gronden.redactions.pixels.judge import Suspect, Trees, judge_suspects, outline_box
from woo_gronden.redactions.pixels.page import Box, PageView
from woo_gronden.redactions.pixels.solid import BAND, Fill, measure_fill

LEAST_EVEN = 0.4
"""Evenness below which a region is not looked into: a photo, a map, a block of text."""

ACCEPT = 0.4
"""Probability from which a box is given: a missed box costs as much as a false one, and the trees see fewer looks than
there are."""

PROOF = 0.8
"""Probability from which a code or label off the middle of a frame makes it no cell of a table."""

BLOCK = 3
"""Lines from which people draw a scanned tint that runs over them without a gap as one region; two they draw apart."""

TOUCH = 2.0
"""Points by which two lines of one tint overlap at most, as they are cut."""

LINE = 1.3
"""Heights of a line that lie between two of one tint at most: one that words beside it kept from being taken."""

RUNS_ON = 0.25
"""Share of each row between two lines that has their tint where it runs on under letters; a row of paper has none."""


@dataclass(frozen=True, slots=True)
class Claim:
    """A box on the working page that is taken for redacted, with its look and how sure.

    ``level`` is that of its fill, ``code`` where the one code on it stands; None where it has none.
    """

    box: Box
    kind: str
    score: float
    level: int | None = None
    code: Box | None = None


def resolve_fills(plain: list[Fill], bridged: list[Fill], view: PageView, trees: Trees | None = None) -> list[Claim]:
    """The filled boxes that hide something: those with a code first, then those without."""
    suspects = collect_suspects(plain, bridged, view)
    claims: list[Claim] = []
    for suspect, score in zip(suspects, judge_suspects(suspects, view, trees), strict=True):
        fill = suspect.fill
        if score >= ACCEPT and not any(_is_one_place(fill.box, claim.box) for claim in claims):
            codes = suspect.content.codes
            code = codes[0] if len(codes) == 1 else None
            claims.append(Claim(fill.box, fill.kind, round(float(score), 3), fill.level, code))
    return _join_blocks(claims, view)


def _join_blocks(claims: list[Claim], view: PageView) -> list[Claim]:
    """``claims`` with the lines of a scanned tint joined that run on into each other over :data:`BLOCK` or more."""
    tints = [c for c in claims if c.kind == "color" and c.level is not None and not is_drawn(c.box, c.level, view)]
    blocks: list[list[Claim]] = []
    for claim in sorted(tints, key=lambda c: c.box.y0):
        above = next((block for block in blocks if _goes_on(block[-1], claim.box, view)), None)
        if above is None:
            blocks.append([claim])
        else:
            above.append(claim)
    whole = [block for block in blocks if len(block) > 1 and _count_lines(block) >= BLOCK]
    joined = {id(claim) for block in whole for claim in block}
    return [c for c in claims if id(c) not in joined] + [_join(block) for block in whole]


def _goes_on(upper: Claim, lower: Box, view: PageView) -> bool:
    """Whether the tint of a box runs on to one below: they touch, or a line is between that was not taken alone."""
    box, level = upper.box, upper.level or 0
    x0, x1 = max(box.x0, lower.x0), min(box.x1, lower.x1)
    apart = lower.y0 - box.y1
    if x1 - x0 <= OVERLAP * min(box.width, lower.width) or not -view.px(TOUCH) <= apart <= LINE * box.height:
        return False
    between = view.gray[box.y1 : lower.y0, x0:x1].astype(np.int16)
    # Each row, not their sum: a row of paper parts two boxes.
    return between.size == 0 or bool(((np.abs(between - level) <= BAND).mean(axis=1) > RUNS_ON).all())


def _count_lines(block: list[Claim]) -> int:
    height = sorted(claim.box.height for claim in block)[0]
    return round((block[-1].box.y1 - block[0].box.y0) / height)


def _join(block: list[Claim]) -> Claim:
    boxes = [claim.box for claim in block]
    around = Box(min(b.x0 for b in boxes), boxes[0].y0, max(b.x1 for b in boxes), max(b.y1 for b in boxes))
    return replace(block[0], box=around, score=max(claim.score for claim in block), level=None, code=None)


def collect_suspects(plain: list[Fill], bridged: list[Fill], view: PageView) -> list[Suspect]:
    """Every box that may hide something: those found by a code, then the fills without, each place once."""
    boxes: list[CodedBox] = []
    rest: list[Suspect] = []
    for fills in (plain, bridged):
        for whole in fills:
            for fill in (*recut_fill(whole, view), whole):
                if fill.even < LEAST_EVEN or any(fill.box.iou(known.box) > SAME for known in boxes):
                    continue
                found, left = cut_fill(fill, view)
                boxes += [new for new in found if not any(_is_one_place(new.box, known.box) for known in boxes)]
                # A recut part counts with its code alone: it may be a light patch between lines of text.
                rest += left if fill is whole else []
    boxes = [take_whole_line(box, boxes, (*plain, *bridged), view) for box in boxes]
    suspects = [_suspect_coded(box, view) for box in boxes]
    for suspect in rest:
        own = suspect.fill.box
        if any(own.share_in(known.box) > OVERLAP for known in boxes):
            continue
        if not any(own.iou(known.fill.box) > SAME for known in suspects):
            suspects.append(suspect)
    return suspects


def _is_one_place(box: Box, other: Box) -> bool:
    return box.share_in(other) > OVERLAP or other.share_in(box) > OVERLAP


def _suspect_coded(found: CodedBox, view: PageView) -> Suspect:
    """A box that was found by its code, measured as fills are."""
    fill = measure_fill(found.box, outline_box(found.box, found.level, view), view)
    content = look_into(view, found.box, found.level)
    return Suspect(replace(fill, kind=found.kind, level=found.level), content)
